// The pages as the demo leaves them, for people to look at: each in both languages, on a phone and on a desk, light and dark, into
// BUILD/screenshots; those that the README shows into doc/screens as well. Run by pictures.config.ts, not with the tests.
import type { Page } from '@playwright/test'
import { randomUUID } from 'node:crypto'
import { copyFileSync } from 'node:fs'
import { join } from 'node:path'
import { FieldSite } from './field_site'
import { inSizes, prepare, tour, wall } from './field_tour'
import { expect, test } from './fixture'
import { outlined } from './outlines'
import { Phone } from './phone'
import { call, list } from './play'
import { buildFolder, type Site } from './site'
import { bookOf, dailyForm } from './workbook'

const GRID = '512021001006001'
const SCREENS = join(__dirname, '../../doc/screens')
const IN_README =
	/^((board|map-county|doors|table|compose|bulletin)-(zh|en)-desk|wall-zh-desk|(areas|anybody)-(zh|en)-phone)-light$/
const OF_THE_PHONE =
	/^((today|building|door)(-wide)?|door-questions|member|find|forms|plate|document|post-in|paper|paper-people|scan-found|give-codes|receive|outbox|settings|join|log-in|unlock|revoked|today-large-sun)$/

interface View {
	name: string
	path: (site: Site) => Promise<string> | string
	/** What is there when the page is. */
	ready: string
}

interface Told {
	incident: string
	area: string
	from: string
	to: string
	first: string
}

async function first(site: Site, of: string, kind?: string): Promise<string> {
	const all = await list<{ id: string; kind?: string }>(site, of)
	return all.find((one) => !kind || one.kind === kind)?.id ?? ''
}

async function door(site: Site): Promise<string> {
	const all = await list<{ subject: string; tries: number }>(
		site,
		`/v1/rounds/${site.sweep}/missing?area=${GRID}`,
	)
	return all.find((t) => t.tries > 1)?.subject ?? all[0]?.subject ?? ''
}

const COUNTY = '512021'
const AT = '2022-09-23T11:00:00+08:00'

/** Two offices' tables that ask the same, filled for two days; the id of the first. Made once. */
async function table(site: Site): Promise<string> {
	const there = await first(site, '/v1/forms')
	if (there) return there
	const incidents = await list<{ id: string; area: string }>(site, '/v1/incidents')
	const incident = incidents.find((i) => i.area === COUNTY)?.id
	const areas = await list<{ id: string; name: string; parent: string | null }>(site, '/v1/areas')
	const towns = areas.filter((a) => a.parent === COUNTY).slice(0, 12)
	const file = bookOf(dailyForm(towns.map((a) => a.name))).toString('base64url')
	const cell = (letter: string, figure: string) =>
		towns.map((a, i) => ({
			...{ sheet: 0, cell: `${letter}${i + 4}`, what: 'figure' },
			...{ figure, area: a.id, measure: 'day' },
		}))
	const map = [
		...[...cell('B', 'people-called-on'), ...cell('C', 'doors-knocked')],
		{ sheet: 0, cell: 'D2', what: 'date' },
		{ sheet: 0, cell: 'B2', what: 'text', text: '县指挥部（示例）' },
	]
	const forms = [
		[
			'示例市指挥部：每日入户排查统计表',
			'Daily table of the sweep (example)',
			'示例市指挥部办公室',
		],
		['示例市卫健委：入户情况日报', 'Doors by town, daily (example)', '示例市卫生健康委员会'],
	].map(([name_zh, name_en, office]) => ({
		id: randomUUID(),
		name_zh,
		name_en,
		office,
	}))
	for (const { id, ...names } of forms) {
		const record = { v: 1, at: AT, area: COUNTY }
		const filed = { incident, ...names, file_name: '日报.xlsx', file }
		const mapped = { version: 1, due: 1080, map: JSON.stringify(map) }
		await call(site, '/v1/records', [
			{ ...record, id, kind: 'form.filed', body: filed },
			{
				...record,
				id: randomUUID(),
				kind: 'form.mapped',
				subject: id,
				body: mapped,
			},
		])
		for (const day of ['2022-09-04', '2022-09-05'])
			await call(site, `/v1/forms/${id}/fillings`, { day })
	}
	return forms[0]?.id ?? ''
}

/** Outlines that nobody has drawn, of the townships and of a township's communities. Made once. */
async function mapped(site: Site): Promise<string> {
	const drawn = (await call(site, `/v1/map?area=${COUNTY}`)) as {
		areas: object[]
	}
	if (drawn.areas.length) return site.sweep
	const areas = await list<{ id: string; name: string; parent: string | null }>(site, '/v1/areas')
	const under = (id: string) => areas.filter((a) => a.parent === id)
	const town = under(COUNTY).find((a) => GRID.startsWith(a.id))!
	await call(site, '/v1/records', [
		...outlined(under(COUNTY), 105.1, 30.4, 0.08),
		...outlined(under(town.id), 105.103, 30.397, 0.012),
	])
	return site.sweep
}

const views: View[] = [
	{ name: 'board', path: () => 'board', ready: '.campaign .worst' },
	{ name: 'wall', path: () => 'wall', ready: 'main.at-wall .worst' },
	{ name: 'rounds', path: () => 'rounds', ready: '.row' },
	{ name: 'areas', path: (s) => `round/${s.sweep}`, ready: 'table.areas' },
	{
		name: 'doors',
		path: (s) => `round/${s.sweep}?area=${GRID}`,
		ready: '.doors .cell',
	},
	{
		name: 'door',
		path: async (s) => `round/${s.sweep}?area=${GRID}&door=${await door(s)}`,
		ready: 'dialog .list',
	},
	{
		name: 'missing',
		path: (s) => `missing/${s.sweep}`,
		ready: 'table.missing',
	},
	{
		name: 'difficulties',
		path: async (s) => `missing/${await first(s, '/v1/rounds', 'ask')}`,
		ready: 'table.missing',
	},
	{ name: 'figures', path: () => 'figures', ready: '.figures li' },
	{
		name: 'figure',
		path: () => 'figure/meetings-held',
		ready: '.behind tbody tr',
	},
	{ name: 'bulletins', path: () => 'bulletins', ready: '.row.bulletin' },
	{
		name: 'bulletin',
		path: async (s) => `bulletin/${await first(s, '/v1/bulletins')}`,
		ready: '.frozen',
	},
	{
		name: 'compose',
		path: async (s) => {
			const b = (await call(s, `/v1/bulletins/${await first(s, '/v1/bulletins')}`)) as Told
			return `compose?incident=${b.incident}&area=${b.area}&from=${b.from}&to=${b.to}`
		},
		ready: '.paragraphs li',
	},
	{
		name: 'tables',
		path: async (s) => ((await table(s)) ? 'forms' : ''),
		ready: '.row.form .tag.good',
	},
	{
		name: 'table',
		path: async (s) => `form/${await table(s)}`,
		ready: 'table.changes',
	},
	{
		name: 'map',
		path: async (s) => `map/${await mapped(s)}`,
		ready: '.map .shape',
	},
	{
		name: 'map-county',
		path: async (s) => `map/${await mapped(s)}?area=${COUNTY}`,
		ready: '.map .shape',
	},
	{ name: 'map-files', path: () => 'mapfiles', ready: 'input[name=geojson]' },
	{ name: 'handed', path: () => 'handed', ready: 'input[type=file]' },
	{ name: 'balances', path: () => 'balances', ready: '.balance' },
	{
		name: 'people',
		path: () => `people?area=${GRID}`,
		ready: '.people-table tbody tr',
	},
	{ name: 'area-tree', path: () => 'areas', ready: '.area-rows tbody tr' },
	{ name: 'homes', path: () => `areas?area=${GRID}`, ready: '.doors a' },
	{ name: 'crew', path: () => 'crew', ready: '.duty-table tbody tr' },
	{ name: 'imports', path: () => 'imports', ready: 'form.bring' },
]

async function take(page: Page, name: string, project: string): Promise<void> {
	for (const colorScheme of ['light', 'dark'] as const) {
		const whole = [name, ...project.split(' '), colorScheme].join('-')
		const path = join(buildFolder(), 'screenshots', whole + '.png')
		await page.emulateMedia({ colorScheme })
		await page.screenshot({ path })
		if (IN_README.test(whole))
			copyFileSync(path, join(SCREENS, whole.replace('-light', '') + '.png'))
	}
}

test('logging in', async ({ page }, info) => {
	await page.goto('/console/')
	await expect(page.locator('.login')).toBeVisible()
	await take(page, 'login', info.project.name)
})

for (const { name, path, ready } of views)
	test(name, async ({ loggedIn: page, site }, info) => {
		await page.goto('/console/#/' + (await path(site)))
		await expect(page.locator(ready).first()).toBeVisible()
		await take(page, name, info.project.name)
	})

test('a bulletin for anybody', async ({ page, site }, info) => {
	const { first: id, area } = (await call(
		site,
		`/v1/bulletins/${await first(site, '/v1/bulletins')}`,
	)) as Told
	const at = '2022-09-23T09:00:00+08:00'
	const body = { bulletin: id, open: true }
	const record = {
		id: randomUUID(),
		kind: 'bulletin.shared',
		v: 1,
		at,
		area,
		body,
	}
	await call(site, '/v1/records', record)
	await page.goto(`/b/${id}`)
	await expect(page.locator('.prose').first()).toBeVisible()
	await take(page, 'anybody', info.project.name)
})

for (const language of ['zh-CN', 'en-GB'])
	test(`the phone's app: ${language}`, async ({}, info) => {
		test.skip(info.project.name !== 'zh phone', 'its phone is its own')
		test.setTimeout(240_000)
		const site = new FieldSite()
		await site.begin()
		await prepare(site)
		const phone = new Phone(site, language, wall(site))
		try {
			await phone.start()
			const take = async (name: string): Promise<void> => {
				const file = `field-${name}-${language.slice(0, 2)}.png`
				const path = join(buildFolder(), 'screenshots', file)
				await phone.page.screenshot({ path })
				if (OF_THE_PHONE.test(name)) copyFileSync(path, join(SCREENS, file))
			}
			await tour(site, phone, (name) => inSizes(phone.page, name, take))
		} finally {
			await phone.end()
			await site.end()
		}
	})
