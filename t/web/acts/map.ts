// The map: outlines come in by a file, are gone into by a click, and take the colour of what is missing as records arrive; a plan's
// building opens its doors.
import { randomUUID } from 'node:crypto'
import type { Page } from '@playwright/test'
import { expect, type Desk } from '../fixture'
import { call, list, visit, type Caller, type Target } from '../play'

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

/** A site of one's own. */
async function listSite(by: Caller, area: string, name: string): Promise<string> {
	const subject = randomUUID()
	const record = {
		id: randomUUID(),
		kind: 'site.listed',
		v: 1,
		at: '2022-09-23T11:00:00+08:00',
	}
	const receipt = (await call(by, '/v1/records', {
		...record,
		area,
		subject,
		body: { name, flags: ['checkpoint'] },
	})) as {
		status: string
	}
	expect(receipt.status).toBe('accepted')
	return subject
}

async function upload(page: Page, name: string, text: string): Promise<void> {
	await page.locator('[name=geojson]').setInputFiles({
		name,
		mimeType: 'application/geo+json',
		buffer: Buffer.from(text),
	})
	await page.locator('[name=datum][value=wgs84]').check()
	await page.locator('.map-file button').click()
}

export async function drawsOutlines({
	page,
	accessible,
	nth,
	site,
	expected,
}: Desk): Promise<void> {
	expected.push(/400 .*map\/read/)
	const by = { origin: site.origin, cookie: site.cookie }
	const areas = await list<Area>(by, '/v1/areas')
	const { grid, village, target } = await place(by, site.sweep, areas)
	const towns = areas.filter((a) => a.parent === COUNTY)
	const grids = areas.filter((a) => a.parent === village)
	const west = 104 + 2 * nth
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
}

export async function drawsSites({ page, nth, site, expected }: Desk): Promise<void> {
	expected.push(/400 .*map\/read/)
	const by = { origin: site.origin, cookie: site.cookie }
	const areas = await list<Area>(by, '/v1/areas')
	const { grid } = await place(by, site.sweep, areas)
	const name = `示例场所 ${nth}`
	const subject = await listSite(by, grid, name)
	const point = (n: string, x: number) => ({
		type: 'Feature',
		properties: { 名称: n },
		geometry: { type: 'Point', coordinates: [x, 30.005] },
	})

	await page.goto('/console/#/mapfiles')
	const features = [point(name, 104.005), point('没有这个场所（示例）', 104)]
	await upload(page, 'p.geojson', JSON.stringify({ type: 'FeatureCollection', features }))
	await expect(page.locator('.features tr.bad')).toHaveCount(1)
	await page.locator('.map-read button.main').click()
	await expect(page.locator('p.good')).toContainText('1')
	await page.goto(`/console/#/map/${site.sweep}?area=${grid}`)
	await expect(page.locator(`.dot.site[data-dot="${subject}"] title`)).toContainText(name)

	// A code as a number, as some programs write it, and one area twice, far apart in the file.
	await page.goto('/console/#/mapfiles')
	const town = areas.find((a) => a.parent === COUNTY)!
	const ring = [...Array(12_000).keys()].map((i) => [104 + i * 1e-5, 30 + (i % 2) * 1e-5])
	const large = {
		type: 'Polygon',
		coordinates: [[...ring, [104, 31], ring[0]]],
	}
	const twice = [1, 2, 3, 4, 5, 6].map((i) => ({
		type: 'Feature',
		properties: {
			代码: i === 1 || i === 6 ? Number(town.id) : Number(COUNTY) * 1e6 + i,
		},
		geometry: large,
	}))
	const text = JSON.stringify({ type: 'FeatureCollection', features: twice })
	expect(text.length).toBeGreaterThan(1_000_000)
	await upload(page, 'l.geojson', text)
	await expect(page.locator('.features tbody tr')).toHaveCount(6)
	await expect(page.locator('.features tr.bad')).toHaveCount(5)
	await expect(page.locator('.features tr:not(.bad) td').nth(2)).toHaveText(town.name)
	await upload(page, 'l.geojson', text.slice(0, -1))
	await expect(page.locator('[role=alert]')).toContainText('JSON')
}

export async function marksAPlan({ page, accessible, nth, site }: Desk): Promise<void> {
	const by = { origin: site.origin, cookie: site.cookie }
	const areas = await list<Area>(by, '/v1/areas')
	const { grid } = await place(by, site.sweep, areas)
	const name = `平面图（示例 ${nth}）`

	await page.goto(`/console/#/mapfiles?area=${grid}`)
	await page.locator('[name=plan_name]').fill(name)
	await page.locator('[name=picture]').setInputFiles({
		name: 'p.svg',
		mimeType: 'image/png',
		buffer: Buffer.from('<svg onload="x"/>'),
	})
	await page.locator('.plan-take button.main').click()
	await expect(page.locator('.plan-take [role=alert]')).toBeVisible()
	// A tall one: on a wide sheet it stands in the middle.
	const picture = await page.screenshot({
		clip: { x: 0, y: 0, width: 100, height: 400 },
	})
	await page
		.locator('[name=picture]')
		.setInputFiles({ name: 'p.png', mimeType: 'image/png', buffer: picture })
	await page.locator('.plan-take button.main').click()

	await expect(page.locator('h1')).toHaveText(name)
	const sheet = page.locator('svg.sheet')
	const box = (await sheet.boundingBox())!
	const where = { x: box.width / 2 - 12, y: box.height / 3 }
	await sheet.click({ position: where })
	await expect(page.locator('.mark-list .tag.good')).toHaveCount(1)
	// The mark stands where it was put.
	const mark = (await sheet.locator('.mark circle').boundingBox())!
	expect(Math.abs(mark.x + mark.width / 2 - box.x - where.x)).toBeLessThan(4)
	expect(Math.abs(mark.y + mark.height / 2 - box.y - where.y)).toBeLessThan(4)
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
}
