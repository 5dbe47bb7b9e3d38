// A day at doors, by the screens: today, a building, a door in two taps, who lives there, what was known, a mistake put right, a dwelling
// that nobody had listed; without a network, and then the server has what the phone says. Every screen is one that axe finds nothing in.
import { expect, test, type Locator, type Page } from '@playwright/test'
import { randomUUID } from 'node:crypto'
import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { chinaTime } from '../../web/field/store/record'
import { calm, down } from './chaos'
import { FieldSite, GRID } from './field_site'
import { beyond, findings } from './fixture'
import { Phone } from './phone'
import { call, list, type Target } from './play'

const PEOPLE = `name,area,compound,building,unit,floor,room,phone,flags
王示例,${GRID},示例花园,1,1,5,501,13900000001,alone
赵示例,${GRID},示例花园,1,1,5,501,13900000002,
`
let site: FieldSite
let phone: Phone
let page: Page
/** The standing round of questions and difficulties. */
let asks = ''

test.describe.configure({ mode: 'serial' })

test.beforeAll(async () => {
	site = new FieldSite()
	await site.begin()
	const file = join(mkdtempSync(join(tmpdir(), 'bulou-door-')), 'people.csv')
	writeFileSync(file, PEOPLE)
	site.run('import', 'people', file)
	const ask = ['--kind', 'ask', '--area', '512021', '--incident', '示例疫情']
	asks = String(site.run('round', 'open', ...ask)['round'])
	phone = new Phone(site)
	await phone.start()
	await phone.join(site.workers[0]!)
	page = phone.page
	await expect(work().locator('.missing b')).toHaveText('300')
	await synced()
	await page.evaluate(() => navigator.serviceWorker.ready.then(() => true))
	site.proxy.become(down)
})
test.afterAll(async () => {
	await phone.end()
	await site.end()
})

/** Everything is handed in, and has come down, by this page itself. */
async function synced(): Promise<void> {
	const now = page.locator('.actions button.main')
	await go('#/outbox')
	await now.click()
	await expect(now).toBeEnabled()
	await expect(page.locator('.tally')).toContainText(/未上报 0/)
	await go('#/today')
}

/** Until it has come down. */
async function comes(what: Locator): Promise<void> {
	await expect(async () => {
		await synced()
		await expect(what).toBeVisible({ timeout: 1000 })
	}).toPass({ timeout: 20_000 })
}

async function fine(): Promise<void> {
	expect(await findings(page)).toEqual([])
	expect(await beyond(page), 'wider than the screen').toBeLessThanOrEqual(0)
	const small = await page
		.locator('a:visible, button:visible, input:visible, select:visible, textarea:visible')
		.evaluateAll((all) =>
			all
				.map((e) =>
					(e.closest('label')?.querySelector('span') ?? e).getBoundingClientRect(),
				)
				.filter((r) => r.width > 2 && (r.height < 55 || r.width < 55))
				.map((r) => `${Math.round(r.width)} x ${Math.round(r.height)}`),
		)
	expect(small, 'too small for a thumb').toEqual([])
}

const button = (name: string | RegExp) => page.getByRole('button', { name })
const title = () => page.locator('h1')
const work = () => page.locator(`[data-round="${site.round}"]`)
const missing = () => work().locator('.missing b')
const state = () => page.locator('.top .state')
const outcome = (name: string) => choice('outcome', name)
const choice = (field: string, text: string) =>
	page.locator(`[data-field=${field}] .choice`, { hasText: text })
const go = (hash: string) => page.evaluate((to) => (location.hash = to), hash)

test('a door is done in two taps, and the next one is there', async () => {
	await fine()
	await page.getByRole('link', { name: /下一户/ }).click()
	await expect(title()).toHaveText('示例花园 1栋 1单元 501')
	await expect(page.locator('.needs.alert')).toHaveText('♥ 独居')
	await fine()
	await outcome('家中无人').click()
	await fine()
	await button('保存').click()
	await expect(page.getByRole('status')).toContainText('已保存在手机上')
	await expect(state()).toHaveText('待再访')
	await fine()
	await button(/下一户/).click()
	await expect(title()).toHaveText('示例花园 1栋 1单元 502')
	await outcome('已入户登记').click()
	await button('保存').click()
	await expect(state()).toHaveText('完成')
	await go('#/today')
	await expect(missing()).toHaveText('299')
	await expect(work().locator('.unsent')).toHaveText('· 2 条未上报')
})

test('only what follows from the answers is asked, and those who were met are counted', async () => {
	await go(`#/building?round=${site.round}`)
	await button(/示例花园 1栋/).click()
	await fine()
	await page.getByRole('link', { name: /501，待再访，家中无人，未上报/ }).click()
	await expect(page.locator('.member')).toHaveCount(2)
	await expect(page.locator('.own .card')).toHaveCount(1)
	await outcome('已入户登记').click()
	const field = (name: string) => page.locator(`[data-field="${name}"]`)
	await expect(field('away')).toBeVisible()
	await expect(field('from')).toHaveCount(0)
	await expect(field('next')).toHaveCount(0)
	await choice('away', '是').click()
	await field('from').locator('textarea').fill('示例市')
	await page.locator('.member .tick').first().click()
	await page.locator('.member .tick').last().click()
	await expect(field('people').locator('input')).toHaveValue('2')
	await field('companions').locator('input').fill('100')
	await button(/^保存/).click()
	await expect(field('companions').getByRole('alert')).toContainText(
		'“同行人数”的值 100 超出范围 0 至 99；改到范围内',
	)
	await expect(button(/有 1 处要改/)).toBeVisible()
	await fine()
	await field('companions').locator('input').fill('1')
	await button(/^保存/).click()
	await expect(state()).toHaveText('完成')
	await expect(page.locator('.own .card')).toHaveCount(2)
})

test('the questions are turned to the resident, in both languages, and what he touches is answered', async () => {
	await go(`#/building?round=${site.round}&block=${encodeURIComponent('示例花园/1')}`)
	await page.getByRole('link', { name: /503/ }).click()
	await outcome('已入户登记').click()
	await button('给住户看').click()
	const dialog = page.getByRole('dialog')
	await expect(dialog).toContainText('家中是否有人发热、咳嗽')
	await page.evaluate(() => {
		const heard: string[] = []
		Object.assign(globalThis, { heard })
		speechSynthesis.speak = ({ lang, text }) => void heard.push(`${lang} ${text}`)
	})
	await dialog.getByRole('button', { name: '朗读' }).click()
	expect(await page.evaluate('heard')).toEqual(['zh-CN 家中是否有人发热、咳嗽'])
	await dialog.getByRole('button', { name: /下一问/ }).click()
	await expect(dialog).toContainText('有从询问地区返回的人员')
	await expect(dialog).toContainText('Somebody is back from the place asked about')
	await dialog.getByRole('button', { name: '朗读' }).click()
	expect(await page.evaluate('heard')).toEqual([
		'zh-CN 家中是否有人发热、咳嗽',
		'zh-CN 有从询问地区返回的人员',
		'en-GB Somebody is back from the place asked about',
	])
	await fine()
	await dialog.getByRole('button', { name: '否 No' }).click()
	await dialog.getByRole('button', { name: '关闭' }).click()
	await expect(page.locator('[data-field=away] input[value=false]')).toBeChecked()
	await button('保存').click()
	await expect(state()).toHaveText('完成')
})

test('a phone that cannot speak offers no reading aloud', async () => {
	const atADoor = async (): Promise<void> => {
		await go(`#/building?round=${site.round}&block=${encodeURIComponent('示例花园/1')}`)
		await page.getByRole('link', { name: /504/ }).click()
	}
	await atADoor()
	await expect(button('朗读').first()).toBeVisible()
	await go('#/today')
	await page.evaluate(() => Reflect.deleteProperty(globalThis, 'speechSynthesis'))
	expect(await page.evaluate("'speechSynthesis' in window")).toBe(false)
	await atADoor()
	await expect(page.getByText('家中是否有人发热、咳嗽').first()).toBeVisible()
	await expect(button('朗读')).toHaveCount(0)
	await page.reload()
	await phone.unlock()
})

test('who is new, who has moved, and who needs help', async () => {
	await go(`#/building?round=${site.round}&block=${encodeURIComponent('示例花园/1')}`)
	await page.getByRole('link', { name: /501/ }).click()
	await page.getByRole('link', { name: /新增人员/ }).click()
	await expect(title()).toHaveText('登记人员')
	await page.locator('[data-field=name] input').fill('钱示例')
	await page.locator('[data-field=phone] input').fill('1390000000')
	await button('保存').click()
	await expect(page.locator('[data-field=phone]').getByRole('alert')).toContainText('位数不对')
	await page.locator('[data-field=phone] input').fill('13900000003')
	await choice('flags', '婴幼儿').click()
	await fine()
	await button(/^保存/).click()
	await expect(page.locator('.member')).toHaveCount(3)
	await expect(page.locator('.member.new')).toContainText('钱示例')
	await expect(page.locator('.needs.alert')).toHaveText('♥ 独居♥ 婴幼儿')
	// What is known of the two others is masked: a grid worker is shown no names.
	await page.locator('.member .row', { hasText: '王' }).click()
	await fine()
	await page.locator('.choice', { hasText: '行动不便' }).click()
	await button('保存特殊需要').click()
	await expect(page.locator('.needs.alert')).toHaveText('♥ 独居♥ 行动不便♥ 婴幼儿')
	await page.locator('.member .row', { hasText: '赵' }).click()
	await button('已搬离此处').click()
	await fine()
	await button('不清楚，或已离开本地').click()
	await expect(page.locator('.member.moved')).toHaveCount(1)
	await fine()
})

test('a dwelling that nobody had listed is a door like the others', async () => {
	await go(`#/building?round=${site.round}&block=${encodeURIComponent('示例花园/1')}`)
	await page.getByRole('link', { name: /发现漏登的房屋/ }).click()
	await expect(page.locator('[data-field=building] input')).toHaveValue('1')
	await page.locator('[data-field=floor] input').fill('-1')
	await page.locator('[data-field=room] input').fill('地下室1号')
	await button('保存').click()
	await page.getByRole('link', { name: /地下室1号/ }).click()
	await outcome('非居住用房').click()
	await button('保存').click()
	await expect(state()).toHaveText('免查')
	await go('#/today')
	await expect(work()).toContainText('共 301')
	await expect(work().locator('span.excused')).toHaveText('– 免查 1')
})

test('a mistake is put right', async () => {
	await go(`#/building?round=${site.round}&block=${encodeURIComponent('示例花园/1')}`)
	await page.getByRole('link', { name: /502/ }).click()
	await page.locator('.own').getByRole('link', { name: '更正' }).click()
	await expect(page.locator('.note')).toContainText('更正')
	await page.locator('[data-field=outcome] input[value=done]').click()
	await page.locator('[data-field=outcome] input[value=refused]').click()
	await button('保存').click()
	await expect(state()).toHaveText('待再访')
	await expect(page.locator('.own .card')).toHaveCount(1)
})

test('a difficulty is raised on the spot', async () => {
	await go(`#/door/x?round=${site.round}`)
	await expect(page.locator('.note')).toHaveText('手机上没有这一户。')
	await go(`#/building?round=${site.round}&block=${encodeURIComponent('示例花园/1')}`)
	await page.getByRole('link', { name: /504/ }).click()
	await outcome('拒绝配合').click()
	await choice('difficulty', '危及生命健康').click()
	await page.locator('[data-field=difficulty_text] textarea').fill('降压药只够一天（示例）')
	await button('保存').click()
	await expect(state()).toHaveText('待再访')
})

test('somebody is found without a network', async () => {
	await go('#/find')
	const box = page.getByRole('searchbox')
	await box.fill('1栋 3单元 40')
	await expect(page.locator('.found li')).toHaveCount(4)
	await box.fill('')
	await page.getByText('特殊需要').click()
	await page.getByText('独居').click()
	await expect(page.locator('.found li')).toHaveCount(1)
	await expect(page.locator('.found')).toContainText('示例花园 1栋 1单元 501')
	await fine()
	await page.getByText('只看未完成').click()
	await expect(page.locator('.note')).toHaveText('没有找到。')
})

test('the server has what the phone says', async () => {
	await go('#/today')
	const shown = Number(await missing().textContent())
	site.proxy.become(calm)
	await synced()
	await expect(work().locator('.unsent')).toHaveCount(0)
	const by = await site.caller()
	const coverage = (await call(by, `/v1/rounds/${site.round}/coverage`)) as Record<string, number>
	expect(coverage).toMatchObject({ expected: 300, found: 1, done: 2, excused: 1, missing: 298 })
	expect(shown).toBe(coverage['missing'])
	await expect(missing()).toHaveText(String(coverage['missing']))
	const targets = await list<Target & { outcome: string | null }>(
		by,
		`/v1/rounds/${site.round}/targets`,
	)
	const of = (room: string) =>
		targets.filter((t) => t.place?.room === room && t.outcome).map((t) => t.outcome)
	expect(['501', '502', '503', '504', '地下室1号'].map(of)).toEqual([
		['done'],
		['refused'],
		['done'],
		['refused'],
		['not_a_dwelling'],
	])
	const home = targets.find((t) => t.place?.room === '501' && t.tries > 0)
	const people = await list<{ name: string }>(by, `/v1/subjects/${home?.subject}/residents`)
	expect(people).toHaveLength(2)
	const asked = await list<{ urgency: string | null }>(by, `/v1/rounds/${asks}/targets`)
	expect(asked.map((t) => t.urgency)).toEqual(['life'])
	// It is an own thing to do, for whoever holds the phone.
	await comes(page.locator(`[data-round="${asks}"]`, { hasText: '还差 1' }))
	await fine()
	expect(phone.complaints).toEqual([])
})

test('what was answered is told at the next round: by whom, when, and how often', async () => {
	const question = ['--question', '近 7 日有无返乡人员', '--incident', '示例疫情']
	site.run('round', 'open', '--kind', 'sweep', '--area', GRID, '--due', '1d', ...question)
	await go('#/today')
	const second = page.locator('.work', { hasText: '近 7 日有无返乡人员' })
	await comes(second)
	await second.click()
	await button(/示例花园 1栋/).click()
	await page.getByRole('link', { name: /501/ }).click()
	await outcome('已入户登记').click()
	const field = page.locator('[data-field=away]')
	await expect(field.locator('.before')).toContainText('上次：是（今天')
	await expect(field.locator('.before')).toContainText('张** 问）')
	await expect(field.locator('.before')).toContainText('已问过 1 次')
	await fine()
	await field.getByRole('button', { name: '仍是如此' }).click()
	await expect(field.locator('input[value=true]')).toBeChecked()
	// In the round in which it was asked it is told, and asked only if somebody wants to.
	await page.getByRole('link', { name: /入户排查/ }).click()
	await button('再登记一次').click()
	await outcome('已入户登记').click()
	await expect(field).toContainText('本轮已问过')
	await fine()
	await field.getByRole('button', { name: '再问一次' }).click()
	await expect(field.locator('input').first()).toBeVisible()
})

test('whoever holds the phone finds a form for whatever he may record, and no other', async () => {
	await go('#/forms')
	await fine()
	const rows = page.locator('.found li')
	await expect(rows.filter({ hasText: '申报行程' })).toHaveCount(1)
	// A grid worker seals no zone and publishes no bulletin.
	await expect(rows.filter({ hasText: '划定管控区域' })).toHaveCount(0)
	await page.getByRole('searchbox').fill('排队')
	await rows.first().click()
	await expect(title()).toHaveText('排队情况清点')
	await fine()
})

test('two corrections of one entry are a clash, which is shown and settled at the door', async () => {
	const by = await site.caller()
	const targets = await list<Target & { round: string }>(by, `/v1/rounds/${site.round}/targets`)
	const at = targets.find((t) => t.place?.room === '504' && t.tries > 0)!
	const records = await list<{ id: string; kind: string }>(
		by,
		`/v1/subjects/${at.subject}/records`,
	)
	const visit = records.find((r) => r.kind === 'sweep.visit')!
	// On this phone …
	await go(`#/door/${at.subject}?round=${site.round}`)
	await page.locator('.own').getByRole('link', { name: '更正' }).click()
	await page.locator('[data-field=outcome] input[value=refused]').click()
	await page.locator('[data-field=outcome] input[value=done]').click()
	await button('保存').click()
	await expect(state()).toHaveText('完成')
	// … and on another.
	const other = await site.caller(site.workers[1])
	const receipt = (await call(other, '/v1/records', {
		...{ id: randomUUID(), kind: 'sweep.visit', v: 2, at: chinaTime(), area: GRID },
		...{
			subject: at.subject,
			round: site.round,
			corrects: [visit.id],
			body: { outcome: 'nobody' },
		},
	})) as { status: string }
	expect(receipt.status).toBe('accepted')
	await synced()
	await go(`#/door/${at.subject}?round=${site.round}`)
	await expect(state()).toHaveText('登记冲突')
	await fine()
	await button('查看并处理').click()
	await expect(page.locator('section.clash .card')).toHaveCount(2)
	await expect(page.locator('section.clash')).toContainText('我的登记')
	await expect(page.locator('section.clash')).toContainText('入户结果：家中无人')
	await fine()
	await page.locator('section.clash .card', { hasText: '我的登记' }).getByRole('button').click()
	await expect(page.locator('[data-field=outcome] input[value=done]')).toBeChecked()
	await button('保存').click()
	await expect(title()).toHaveText('示例花园 1栋 1单元 504')
	await synced()
	await synced()
	await go(`#/door/${at.subject}?round=${site.round}`)
	await expect(state()).toHaveText('完成')
	expect(await list(by, '/v1/clashes')).toEqual([])
	expect(phone.complaints).toEqual([])
})
