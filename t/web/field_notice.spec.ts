// What is told to whoever works here comes to the phone and is read without a network; and what a rule says of an answer is said at
// once, by the server's own rules, and is what the server says.
import { randomUUID } from 'node:crypto'
import { chinaTime } from '../../web/field/store/record'
import { calm, down } from './chaos'
import { accessible, expect, nothingUnsent, open, synced, test } from './field_test'
import { GRID, type FieldSite } from './field_site'
import type { Phone } from './phone'
import { call } from './play'

const DAY = 86_400_000
const POST = '0192ec0c-3800-7000-8000-00000000e0a2'

/** Records of the headquarters', all taken. */
async function say(field: FieldSite, ...records: object[]): Promise<string[]> {
	const all = records.map((r) => ({ id: randomUUID(), v: 1, at: chinaTime(Date.now()), ...r }))
	const told = (await call(await field.caller(), '/v1/records', all)) as { status: string }[]
	expect(told.map((t) => t.status)).toEqual(all.map(() => 'accepted'))
	return all.map((r) => r.id)
}

async function incidentOf(field: FieldSite): Promise<string> {
	return (await field.list<{ id: string }>('/v1/incidents'))[0]!.id
}

const TITLE = '关于今晚入户排查的通知（示例）'

async function notice(field: FieldSite, more: object = {}): Promise<string> {
	const incident = await incidentOf(field)
	const words = { title: TITLE, text: '今晚 22 时前完成本组入户排查。\n22 时后不再敲门。' }
	const body = { incident, ...words, audience: 'staff', ...more }
	const [id] = await say(field, { kind: 'notice.published', v: 2, area: '512021', body })
	return id!
}

const card = (phone: Phone) => phone.page.locator('a.notices')
const verdict = (phone: Phone, of: 'screening' | 'journey') =>
	phone.page.locator(`[data-verdict="${of}"]`)

async function take(phone: Phone, isThere: () => Promise<boolean>): Promise<void> {
	await synced(phone, isThere)
	await phone.page.reload()
	await phone.unlock()
}

async function form(phone: Phone, hash: string): Promise<void> {
	await phone.page.evaluate((to) => (location.hash = to), `#/form/${hash}`)
	await expect(phone.page.locator('[data-field]').first()).toBeVisible()
}

async function choose(phone: Phone, field: string, value: string): Promise<void> {
	await phone.page.locator(`[data-field="${field}"] input[value="${value}"]`).click()
}

async function type(phone: Phone, field: string, text: string): Promise<void> {
	await phone.page.locator(`[data-field="${field}"]`).locator('input, textarea').fill(text)
}

test('a notice is read without a network in two taps, and it is known who has not', async ({
	field,
	newPhone,
}) => {
	const phone = await newPhone(field.worker(0))
	const { page } = phone
	const id = await notice(field, { urgent: true, until: chinaTime(Date.now() + DAY) })
	await take(phone, () => phone.probe((p) => p.copy.notices.size > 0))
	await expect(card(phone)).toContainText('通告 1 条未读')
	await accessible(phone)

	field.proxy.become(down)
	await card(phone).click()
	await expect(page.getByRole('article')).toContainText('22 时后不再敲门')
	await accessible(phone)
	await page.getByRole('button', { name: '已阅' }).click()
	await expect(page.getByRole('article')).toContainText('已阅，未上报')

	field.proxy.become(calm)
	await open(phone, field.worker(0))
	await nothingUnsent(phone)
	const [row] = await field.list<{ id: string; readers: number; read: number }>('/v1/notices')
	expect(row).toMatchObject({ id, readers: 2, read: 1 })
	const readers = await field.list<{ user: string; read: string | null }>(
		`/v1/notices/${id}/readers`,
	)
	expect(readers.map((r) => [r.user, r.read !== null])).toEqual([
		[field.worker(1).user, false],
		[field.worker(0).user, true],
	])

	// It stays read when the outbox has forgotten it, and it leaves when it is taken back.
	await page.evaluate(() => (location.hash = '#/today'))
	await expect(card(phone)).toHaveCount(0)
	await say(field, { kind: 'record.voided', body: { records: [id], reason: '示例：发错了' } })
	await take(phone, () => phone.probe((p) => p.copy.notices.size === 0))
	await expect(page.getByRole('link', { name: '通告' })).toHaveCount(0)
})

test('one that is over asks nothing; one of another area does not come', async ({
	field,
	newPhone,
}) => {
	const ids = [await notice(field, { until: chinaTime(Date.now() - 1000) })]
	const phone = await newPhone(field.worker(0))
	await take(phone, () => phone.probe((p) => p.copy.notices.size > 0))
	await expect(card(phone)).toHaveCount(0)
	await phone.page.getByRole('link', { name: '通告' }).click()
	await expect(phone.page.getByRole('article')).toContainText('已过期')
	await expect(phone.page.getByRole('button', { name: '已阅' })).toHaveCount(0)
	await say(field, { kind: 'record.voided', body: { records: ids, reason: '示例' } })
})

async function atPost(phone: Phone): Promise<void> {
	await form(phone, `person.screened?area=${GRID}&subject=${POST}`)
	for (const [name, value] of Object.entries({
		origin: 'province',
		registered: 'true',
		code: 'green',
		itinerary: 'false',
		history: 'false',
		test: 'within_72h',
	}))
		await choose(phone, name, value)
}

test("a checkpoint's verdict without a network is the one that the server gives", async ({
	field,
	newPhone,
}) => {
	await say(field, {
		kind: 'site.listed',
		area: GRID,
		subject: POST,
		body: { name: '示例卡口', flags: ['highway_exit'] },
	})
	const phone = await newPhone(field.worker(0))
	await phone.keepsApp()
	field.proxy.become(down)
	await atPost(phone)
	const said = verdict(phone, 'screening')
	await expect(said).toContainText('按规则：转核酸检测')
	await expect(said).toContainText('无有效核酸报告')
	await expect(said).toContainText('exit-screening 第 1 版')
	await expect(phone.page.locator('[data-field="rule"]')).toHaveCount(0)
	await accessible(phone)

	// A newer report: another verdict, and the answer with it.
	await choose(phone, 'test', 'within_24h')
	await expect(said).toContainText('按规则：放行')
	await expect(phone.page.locator('[data-field="verdict"] input[value="passed"]')).toBeChecked()
	// By the thermometer.
	await type(phone, 'temperature', '37.3')
	await expect(said).toContainText('体温异常')
	await expect(phone.page.locator('[data-field="fever"] input').first()).toBeChecked()
	await phone.page.getByRole('button', { name: /^保存/ }).click()
	await expect(phone.page.locator('h1')).not.toHaveText('人员查验（一扫四查）')

	// Whoever decides otherwise is told so at once, and by the server once more.
	await atPost(phone)
	await choose(phone, 'verdict', 'passed')
	await expect(said).toContainText('您选的结果与规则不符')
	await phone.page.getByRole('button', { name: /^保存/ }).click()
	await expect(phone.page.locator('h1')).not.toHaveText('人员查验（一扫四查）')

	field.proxy.become(calm)
	await open(phone, field.worker(0))
	await nothingUnsent(phone)
	const came = await phone.probe(async (p) => {
		await p.load()
		return p.entries.value.map((e) => [e.state, e.record?.body, e.differs])
	})
	expect(came).toEqual([
		[
			'accepted',
			expect.objectContaining({ verdict: 'passed', rule: 'exit-screening', version: 1 }),
			expect.objectContaining({ verdict: 'referred', reason: 'test', version: 1 }),
		],
		[
			'accepted',
			expect.objectContaining({ verdict: 'referred', fever: true, temperature: '37.3' }),
			null,
		],
	])
	await phone.page.evaluate(() => (location.hash = '#/outbox'))
	await expect(phone.page.getByText('第 1 版判定为“转核酸检测”')).toBeVisible()
	await accessible(phone)
})

test('a journey is held against the lists on the phone, as the server holds it', async ({
	field,
	newPhone,
}) => {
	const at = Date.now() - 3 * DAY
	const of = { as_of: chinaTime(at), snapshot: '示例-01', source: '示例清单（示例）' }
	const place = { province: '四川省', city: '示例市' }
	const listed = (level: string, county: string, area_text: string): object => ({
		kind: 'risk.listed',
		area: '512021',
		body: { ...of, ...place, level, county, area_text },
	})
	await say(
		field,
		{ kind: 'risk.issued', area: '512021', body: { ...of, entries: 2 } },
		listed('high', '甲区', '东升花园1期1栋'),
		listed('low', '乙县', '示例镇'),
	)
	const phone = await newPhone(field.worker(0))
	await take(phone, () => phone.probe((p) => p.copy.rules.size > 0))
	await phone.keepsApp()
	field.proxy.become(down)
	const all = await field.list<{ id: string }>('/v1/subjects?type=dwelling')
	const doors = all.map((d) => d.id)
	await form(phone, `travel.declared?area=${GRID}&subject=${doors[0]}`)
	const day = (n: number): string => chinaTime(Date.now() - n * DAY).slice(0, 10)
	const said = verdict(phone, 'journey')
	await type(phone, 'from', '四川省示例市甲区')
	await type(phone, 'left', day(1))
	await expect(said).toContainText('有高风险区：示例市甲区东升花园1期1栋。请问清具体地点')
	await type(phone, 'from', '四川省示例市甲区东升花园1期1栋')
	await expect(said).toContainText('到过高风险区')
	await expect(said).toContainText('在 7 日追溯期内，24 小时内落实管控')
	await expect(said).toContainText('示例清单（示例） 示例-01')
	await accessible(phone)
	await type(phone, 'from', '四川省示例市丙区')
	await expect(said).toContainText('所到地点不在风险区清单内')
	await type(phone, 'from', '示例市乙县示例镇')
	await expect(said).toContainText('低风险区')
	await type(phone, 'from', '四川省示例市甲区东升花园1期1栋')

	const draft = {
		kind: 'travel.declared',
		v: 1,
		area: GRID,
		subject: doors[0]!,
		body: {
			incident: await incidentOf(field),
			from_risk: true,
			since: 'days_3',
			from: '四川省示例市甲区东升花园1期1栋',
			left: day(1),
		},
	}
	field.proxy.become(calm)
	await open(phone, field.worker(0))
	await phone.probe((p, one) => p.enter(one), draft)
	await nothingUnsent(phone)
	const matches = await field.list<Record<string, unknown>>('/v1/risk/matches')
	expect(matches.map((m) => [m['level'], m['county'], m['there'], m['snapshot']])).toEqual([
		['high', '甲区', true, '示例-01'],
	])
})
