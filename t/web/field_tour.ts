// A way through every screen of the phone's app, for the test of all screens and for their pictures: a grid with buildings and a hamlet
// without, a post with its shifts, and a phone that goes from its slip to its revocation.
import type { Page } from '@playwright/test'
import { expect } from '@playwright/test'
import { writeFileSync } from 'node:fs'
import { shortCode } from '../../web/field/scan/meaning'
import { chinaTime } from '../../web/field/store/record'
import { calm, down } from './chaos'
import { FieldSite, GRID } from './field_site'
import { film, FILM, seeing } from './film'
import { nodeCore } from './node_core'
import { Phone, PIN } from './phone'
import { call } from './play'

const PEOPLE = `name,area,compound,building,unit,floor,room,phone,flags
王示例,${GRID},示例花园,1,1,5,501,13900000001,alone
赵示例,${GRID},示例花园,1,1,5,501,13900000002,
`
const POST = '0192ec0c-3800-7000-8000-00000000e002'
const STAFF = ['0192ec0c-3800-7000-8000-00000000e000', '0192ec0c-3800-7000-8000-00000000e001']

/** What is to do and who is on duty: a sweep with a hamlet of houses, a standing round of questions, a shift and the one after it. */
export async function prepare(site: FieldSite): Promise<void> {
	const file = (name: string, text: string): string => {
		writeFileSync(site.path(name), text)
		return site.path(name)
	}
	const houses = Array.from({ length: 14 }, (_, i) => `${GRID},示例二组,示例路 ${i + 1} 号`)
	site.run(
		'import',
		'dwellings',
		file('houses.csv', ['area,compound,address', ...houses].join('\n') + '\n'),
	)
	site.run('import', 'people', file('more.csv', PEOPLE))
	const about = ['--incident', '示例疫情']
	const sweep = ['--question', '近 7 日有无返乡人员', '--due', '1d']
	site.round = String(
		site.run('round', 'open', '--kind', 'sweep', '--area', GRID, ...sweep, ...about)['round'],
	)
	site.run('round', 'open', '--kind', 'ask', '--area', '512021', ...about)
	const duty = ['--kind', 'shift', '--area', '512021', ...about, '--standing']
	const round = String(site.run('round', 'open', ...duty)['round'])
	const at = (hours: number): string => chinaTime(Date.now() + hours * 3600_000)
	let n = 0
	const said = (kind: string, subject: string | undefined, body: object, more = {}): object => ({
		id: `0192ec0c-3800-7000-8000-00000000f00${++n}`,
		...{ kind, v: kind === 'notice.published' ? 2 : 1, at: at(0), area: GRID, subject },
		...{ body, ...more },
	})
	const plan = (subject: string | undefined, slot: number, from: number): object => {
		const body = { post: POST, slot, start: at(from), end: at(from + 12), role: 'checker' }
		return said('shift.planned', subject, body, { round })
	}
	const [incident] = await site.list<{ id: string }>('/v1/incidents')
	const words = {
		title: '关于今晚入户排查的通知（示例）',
		text: '今晚 22 时前完成本组入户排查，未见到人的写明原因。\n22 时后不再敲门。',
	}
	const list = { as_of: at(-48), snapshot: '示例-01', source: '示例清单（示例）' }
	const place = { province: '四川省', city: '内江市', county: '东兴区' }
	const receipts = (await call(await site.caller(), '/v1/records', [
		said('notice.published', undefined, {
			...words,
			...{ incident: incident?.id, audience: 'staff', urgent: true, until: at(6) },
		}),
		said('notice.published', undefined, {
			...{ incident: incident?.id, audience: 'residents' },
			...{
				title: '关于主动报备的通告（示例）',
				text: '近 7 日内有内江市旅居史的，请立即报备。',
			},
		}),
		said('risk.issued', undefined, { ...list, entries: 1 }),
		said('risk.listed', undefined, {
			...list,
			...place,
			level: 'high',
			area_text: '东升花园1期1栋1、2、3单元',
		}),
		said('site.listed', POST, { name: '示例高速卡口', flags: ['highway_exit'] }),
		said('staff.listed', STAFF[0], { name: '张示例' }),
		said('staff.listed', STAFF[1], { name: '李示例' }),
		plan(STAFF[0], 0, -4),
		plan(STAFF[1], 1, 8),
	])) as { status: string }[]
	expect(receipts.map((r) => r.status)).toEqual(Array(9).fill('accepted'))
	STAFF.forEach((who, i) => site.run('user', 'staff', site.worker(i).user, who))
}

/** What its camera sees: a wall, on which there is no code. */
export function wall(site: FieldSite): string[] {
	const { width, height } = FILM
	const shade = (_: unknown, i: number): number => 150 + ((i >> 5) % 7) * 6
	const grey = Uint8Array.from({ length: width * height }, shade)
	film(site.path('wall.y4m'), [{ width, height, grey }])
	return [...seeing(site.path('wall.y4m')), '--hide-scrollbars']
}

const WIDE = { width: 1280, height: 800 }
/* Somebody at a desk, or with a tablet, has the same pages. */
const ALSO_WIDE = /^(today|building|door)$/

/** See the page as it is, and those of a day's work on a wide screen too. */
export async function inSizes(
	page: Page,
	name: string,
	see: (name: string) => Promise<void>,
): Promise<void> {
	await see(name)
	if (!ALSO_WIDE.test(name)) return
	const narrow = page.viewportSize()
	await page.setViewportSize(WIDE)
	await see(`${name}-wide`)
	if (narrow) await page.setViewportSize(narrow)
}

/** Goes from screen to screen; seen() is told the name of each that has come to rest. */
export async function tour(
	site: FieldSite,
	phone: Phone,
	seen: (name: string) => Promise<void>,
): Promise<void> {
	const { page } = phone
	const who = site.worker(0)
	const go = (to: string): Promise<void> =>
		page.evaluate((hash) => void (location.hash = hash), `#/${to}`)
	const button = (name: string | RegExp) => page.getByRole('button', { name })
	const choice = (field: string, value: string) =>
		page.locator(`[data-field=${field}] .choice`, {
			has: page.locator(`input[value="${value}"]`),
		})
	const [{ subject: door } = { subject: '' }] = await site.list<{ subject: string }>(
		`/v1/rounds/${site.round}/missing`,
	)
	const shows = (what: string) => page.locator(what).first().waitFor()

	await shows('h1')
	await seen('join')
	await go(`join/${site.invite()}`)
	await page.getByRole('textbox').nth(1).fill('示例组 1 号机')
	await button(/^(登记|Enrol)$/).click()
	await page.getByRole('textbox', { name: /用户名|User name/ }).fill(who.user)
	await seen('log-in')
	await page.getByLabel(/^(密码|Password)$/).fill(who.password)
	await button(/下一步|Next/).click()
	await button('5').waitFor()
	await seen('pin-new')
	await phone.type(PIN)
	await button(/^(登录|Log in)$/).click()
	const work = page.locator(`[data-round="${site.round}"]`)
	await expect(work.locator('.missing b')).toHaveText('314', { timeout: 20_000 })
	await synced(page, go)
	await page.evaluate(() => navigator.serviceWorker.ready.then(() => true))

	// The post, while there is a network.
	await go('post')
	await shows('.shift.mine')
	await seen('post')
	await button(/^(到岗签到|Clock in)$/).click()
	await shows('.shift.mine.in')
	await seen('post-in')
	await button(/^(交班|Hand over)$/).click()
	await page.getByLabel(/移交物品件数|Items handed over/).fill('14')
	await seen('post-hand-over')
	await page.locator('.handon .main').click()
	await button(/^(离岗签退|Clock out)$/).click()
	await button(/锁定|Lock/).waitFor()
	await seen('post-out')
	await synced(page, go)
	// What reads codes comes when it is first needed.
	await go('scan')
	const kept = (): Promise<boolean> =>
		page.evaluate(async () => {
			const names = (await caches.keys()).filter((name) => name === 'field kept')
			const all = await Promise.all(names.map(async (n) => (await caches.open(n)).keys()))
			return all.flat().some((r) => r.url.endsWith('.wasm'))
		})
	await expect.poll(kept, { timeout: 20_000 }).toBe(true)

	// From here on without one.
	site.proxy.become(down)
	await go('today')
	await expect(work.locator('.missing b')).toHaveText('314')
	await seen('today')
	await go(`building?round=${site.round}`)
	await button(/示例花园 1栋/).waitFor()
	await seen('buildings')
	await button(/示例花园 1栋/).click()
	await page.getByRole('link', { name: /501/ }).first().click()
	await page.locator('.member').nth(1).waitFor()
	await seen('door')
	await choice('outcome', 'nobody').click()
	await seen('door-nobody')
	await button(/^(保存|Save)/).click()
	await page.getByRole('status').waitFor()
	await seen('door-saved')
	await button(/下一户|Next door/).click()
	await choice('outcome', 'done').click()
	await choice('away', 'true').click()
	await seen('door-questions')
	await page
		.locator('[data-field=from]')
		.locator('input, textarea')
		.fill('内江市东兴区东升花园1期1栋1、2、3单元')
	await page.locator('[data-verdict=journey]').scrollIntoViewIfNeeded()
	await shows('[data-verdict=journey] details')
	await seen('door-verdict')
	await button(/给住户看|Show to resident/).click()
	await page.getByRole('dialog').waitFor()
	await seen('resident-view')
	await page
		.getByRole('dialog')
		.getByRole('button', { name: /关闭|Close/ })
		.click()
	await button(/^(保存|Save)/).click()
	await page.getByRole('status').waitFor()
	await go(`building?round=${site.round}&block=${encodeURIComponent('示例花园/1')}`)
	await page.getByRole('link', { name: /501/ }).first().waitFor()
	await seen('building')
	await page.getByRole('link', { name: /501/ }).first().click()
	await page.locator('.member .row').first().click()
	await shows('[data-field=flags], fieldset.field')
	await seen('member')
	await button(/已搬离此处|Has moved away/).click()
	await shows('#moved-where')
	await seen('member-moved')
	await page.goBack()
	await page.getByRole('link', { name: /新增人员|^\+? ?Person/ }).click()
	await shows('[data-field=name]')
	await seen('newcomer')
	await go(`building?round=${site.round}&block=${encodeURIComponent('示例二组/')}`)
	await shows('.doors li')
	await seen('village')
	await go('find')
	await page.getByRole('searchbox').fill('1栋 3单元 40')
	await shows('.found li')
	await seen('find')
	await go('forms')
	await shows('.found li')
	await seen('forms')
	await go('form/queue.counted')
	await shows('[data-field]')
	await seen('form')
	await go(`form/person.screened?area=${GRID}&subject=${POST}`)
	await shows('[data-field=code]')
	for (const name of ['registered', 'itinerary', 'history'])
		await choice(name, String(name === 'registered')).click()
	await choice('origin', 'outside').click()
	await choice('code', 'green').click()
	await choice('test', 'within_24h').click()
	await page.locator('[data-verdict=screening]').scrollIntoViewIfNeeded()
	await seen('verdict')
	await choice('verdict', 'passed').click()
	await seen('verdict-other')
	await go('notices')
	await shows('.notice')
	await seen('notices')
	await button(/^(已阅|I have read it)$/)
		.first()
		.click()
	await page.locator('.notice .state').first().waitFor()
	await seen('notice-read')

	await go('form/vehicle.screened')
	const plate = page.locator('[data-field=plate]')
	await plate.locator('.signs').click()
	await seen('plate-province')
	for (const sign of '川M12') await plate.getByRole('button', { name: sign, exact: true }).click()
	await seen('plate')
	await go('form/person.screened')
	const card = page.locator('[data-field=document]')
	await card.locator('input').fill('11010519491231002X')
	await card.locator('input').press('Tab')
	await card.locator('output').waitFor()
	await seen('document')
	await go('today')
	await shows('.unfinished')
	await seen('today-unfinished')

	await go('scan')
	await page.locator('video').waitFor()
	await page.waitForFunction(() => (document.querySelector('video')?.videoWidth ?? 0) > 0)
	await seen('scan')
	const typed = page.locator('input[name=code]')
	await typed.fill('SL-0001-0001')
	await typed.press('Enter')
	await shows('.scanned')
	await seen('scan-found')
	await typed.fill('0000-1801-8')
	await typed.press('Enter')
	await shows('.scanned.bad')
	await seen('scan-mistyped')
	await go('paper')
	await shows('input[type=datetime-local]')
	await seen('paper')
	await typed.fill(shortCode(await nodeCore(), door))
	await typed.press('Enter')
	await shows('.card.typed')
	await seen('paper-row')
	await page.keyboard.press('1')
	await shows('.digits')
	await seen('paper-people')
	await go('handover')
	await button(/用二维码交出|As codes/).waitFor()
	await seen('give')
	await button(/用二维码交出|As codes/).click()
	await shows('.series canvas')
	await button(/暂停|Pause/).click()
	await seen('give-codes')
	await go('handover/receive')
	await button(/开始扫描|Start scanning/).waitFor()
	await seen('receive')

	await go('outbox')
	await shows('.card')
	await seen('outbox')
	await go('settings')
	await shows('.switch')
	await seen('settings')
	await page.getByLabel(/大字|Larger/).check()
	await page.getByLabel(/阳光|sun/).check()
	await seen('settings-large-sun')
	for (const [name, to, what] of [
		['today', 'today', '.work'],
		[
			'building',
			`building?round=${site.round}&block=${encodeURIComponent('示例花园/1')}`,
			'td',
		],
		['outbox', 'outbox', '.card'],
		['scan', 'scan', 'video'],
		['post', 'post', '.shift'],
	] as const) {
		await go(to)
		await shows(what)
		await seen(`${name}-large-sun`)
	}
	await go(`building?round=${site.round}&block=${encodeURIComponent('示例花园/1')}`)
	await page.getByRole('link', { name: /503/ }).first().click()
	await shows('[data-field=outcome]')
	await seen('door-large-sun')
	await page.reload()
	await button('5').waitFor()
	await seen('unlock-large-sun')
	await phone.type('111222')
	await page.getByRole('alert').waitFor()
	await seen('unlock-wrong-large-sun')
	await page.evaluate(() => localStorage.clear())
	await page.reload()
	await button('5').waitFor()
	await seen('unlock')

	// Lost, as he says, and found again.
	const devices = await site.list<{ id: string; revoked: string | null }>('/v1/devices')
	const id = devices.find((d) => d.revoked === null)?.id ?? ''
	site.run('device', 'revoke', id)
	const revoked = async (): Promise<boolean> =>
		(await site.list<{ id: string; revoked: string | null }>('/v1/devices')).some(
			(d) => d.id === id && d.revoked !== null,
		)
	await expect.poll(revoked, { timeout: 20_000 }).toBe(true)
	site.proxy.become(calm)
	await expect(async () => {
		await page.reload()
		await page
			.getByRole('heading', { name: /本机已停用|was revoked/ })
			.waitFor({ timeout: 6000 })
	}).toPass({ timeout: 40_000 })
	await seen('revoked')
}

async function synced(page: Page, go: (to: string) => Promise<void>): Promise<void> {
	await go('outbox')
	const now = page.locator('.actions button.main')
	await now.click()
	await expect(now).toBeEnabled({ timeout: 20_000 })
	await expect(page.locator('.tally')).toContainText(/未上报 0|· 0 waiting/)
}
