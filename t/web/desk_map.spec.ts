// The map: outlines come in by a file, are gone into by a click, and take the colour of what is missing as records arrive; a plan's
// building opens its doors.
import type { Page } from '@playwright/test'
import { expect, test } from './fixture'
import { list, visit, type Caller, type Target } from './play'

const COUNTY = '512021'

interface Area {
	id: string
	name: string
	parent: string | null
	under: number
}
interface Covered {
	areas: { area: string; missing: number }[]
}

/** Squares side by side, six in a row. */
function squares(areas: Area[], west: number): object[] {
	return areas.map((a, i) => {
		const x = west + (i % 6) * 0.01
		const y = 30 + Math.floor(i / 6) * 0.01
		const ring = [
			[x, y],
			[x + 0.01, y],
			[x + 0.01, y + 0.01],
			[x, y + 0.01],
			[x, y],
		]
		return {
			type: 'Feature',
			properties: { OBJECTID: i + 1, 名称: a.name, 代码: a.id },
			geometry: { type: 'Polygon', coordinates: [ring] },
		}
	})
}

/** A grid with doors that are missing, and its village. */
async function place(by: Caller, sweep: string, areas: Area[]) {
	const missing = await list<Target>(by, `/v1/rounds/${sweep}/missing`)
	const built = missing.filter((t) => (t.place as { building?: string } | null)?.building)
	const grid = built.at(-1)!.area
	const village = areas.find((a) => a.id === grid)!.parent!
	return { grid, village, target: built.at(-1)! }
}

async function upload(page: Page, name: string, text: string): Promise<void> {
	await page
		.locator('[name=geojson]')
		.setInputFiles({ name, mimeType: 'application/geo+json', buffer: Buffer.from(text) })
	await page.locator('[name=datum][value=wgs84]').check()
	await page.locator('.map-file button').click()
}

test('outlines come in by a file, and a map shows what is missing as records arrive', async ({
	loggedIn: page,
	accessible,
	language,
	site,
	expected,
}) => {
	test.setTimeout(60_000)
	expected.push(/400 .*map\/read/)
	const by = { origin: site.origin, cookie: site.cookie }
	const areas = await list<Area>(by, '/v1/areas')
	const { grid, village, target } = await place(by, site.sweep, areas)
	const towns = areas.filter((a) => a.parent === COUNTY)
	const grids = areas.filter((a) => a.parent === village)
	const west = language === 'zh' ? 104 : 105
	const features = [
		...squares(towns, west),
		...squares(grids, west + 1),
		...squares([{ ...towns[0]!, id: '000', name: '没有这个地方（示例）' }], west),
	]

	await page.goto('/console/#/mapfiles')
	await upload(page, 'a.geojson', '{"type":"FeatureCollection","features":[}')
	await expect(page.locator('[role=alert]')).toContainText('JSON')
	await upload(page, 'b.geojson', JSON.stringify({ type: 'FeatureCollection', features }))
	await expect(page.locator('.features tr.bad')).toHaveCount(1)
	await expect(page.locator('.features tr.bad')).toContainText('000')
	await accessible()
	await page.locator('.map-read button.main').click()
	await expect(page.locator('p.good')).toContainText(String(towns.length + grids.length))

	await page.goto(`/console/#/map/${site.sweep}?area=${COUNTY}`)
	await expect(page.locator('.shape.opens')).toHaveCount(towns.length)
	await expect(page.locator('table.areas tbody tr').first()).toBeVisible()
	await accessible()
	await page.locator('.map > svg').focus()
	const box = () => page.locator('.map > svg').getAttribute('viewBox')
	const whole = await box()
	await page.keyboard.press('+')
	expect(await box()).not.toBe(whole)
	await page.keyboard.press('0')
	expect(await box()).toBe(whole)
	await page.locator(`.shape[data-area="${towns[0]!.id}"]`).click()
	await expect(page).toHaveURL(new RegExp(`area=${towns[0]!.id}`))

	await page.goto(`/console/#/map/${site.sweep}?area=${village}`)
	const shape = page.locator(`.shape[data-area="${grid}"] title`)
	const read = async () =>
		(await (
			await page.request.get(`/v1/rounds/${site.sweep}/coverage?area=${village}`)
		).json()) as Covered
	const before = (await read()).areas.find((a) => a.area === grid)!.missing
	await expect(shape).toContainText(String(before))
	await visit(by, site.sweep, target, { outcome: 'done', people: 1 })
	await expect(page.locator('.map-sheet')).toBeVisible()
	const after = before - 1
	await expect(page.locator(`.shape[data-area="${grid}"]`)).toHaveClass(
		after ? /over|most|some|few/ : /all/,
	)
	if (after) await expect(shape).toContainText(String(after))
})

test('a plan has its buildings marked on it, and one opens its doors', async ({
	loggedIn: page,
	accessible,
	language,
	site,
}) => {
	test.setTimeout(60_000)
	const by = { origin: site.origin, cookie: site.cookie }
	const areas = await list<Area>(by, '/v1/areas')
	const { grid } = await place(by, site.sweep, areas)
	const name = `平面图（示例 ${language}）`

	await page.goto(`/console/#/mapfiles?area=${grid}`)
	await page.locator('[name=plan_name]').fill(name)
	await page.locator('[name=picture]').setInputFiles({
		name: 'p.svg',
		mimeType: 'image/png',
		buffer: Buffer.from('<svg onload="x"/>'),
	})
	await page.locator('.plan-take button.main').click()
	await expect(page.locator('.plan-take [role=alert]')).toBeVisible()
	const picture = await page.screenshot({ clip: { x: 0, y: 0, width: 360, height: 240 } })
	await page
		.locator('[name=picture]')
		.setInputFiles({ name: 'p.png', mimeType: 'image/png', buffer: picture })
	await page.locator('.plan-take button.main').click()

	await expect(page.locator('h1')).toHaveText(name)
	const sheet = page.locator('svg.sheet')
	await sheet.click({ position: { x: 60, y: 60 } })
	await expect(page.locator('.mark-list .tag.good')).toHaveCount(1)
	await sheet.focus()
	await page.keyboard.press('ArrowRight')
	const several = (await page.locator('.mark-list .what').count()) > 1
	await page.keyboard.press('Enter')
	await expect(page.locator('.mark-list .tag.good')).toHaveCount(several ? 2 : 1)
	await accessible()
	await page.locator('.tools button.main').click()
	await expect(page.locator('.tools .good')).toBeVisible()

	await page.goto(`/console/#/map/${site.sweep}?area=${grid}`)
	const plan = page.locator('figure.plan', { hasText: name })
	const building = plan.locator('.legend button:not([disabled])').first()
	await expect(building).toBeVisible()
	await accessible()
	await building.click()
	const doors = plan.locator('.targets .cell')
	await expect(doors.first().or(page.locator('dialog[open]'))).toBeVisible()
	if (await doors.count()) await doors.first().click()
	await expect(page.locator('dialog[open] #door-name')).toBeVisible()
})
