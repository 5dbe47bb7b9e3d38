// An upper office's table, from its blank workbook to the one that is sent back: what stands in it is what the figures say, and all
// else is as the office drew it.
import type { Page } from '@playwright/test'
import { expect, type Desk } from '../fixture'
import { bookOf, dailyForm, inCell, unpacked } from '../workbook'

const COUNTY = '512021'
const XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'

interface Area {
	id: string
	name: string
	parent: string | null
}

async function read<T>(page: Page, path: string): Promise<T> {
	const answer = await page.request.get(path)
	expect(answer.status(), path).toBe(200)
	return (await answer.json()) as T
}

/** Towns under the county in which something was done. */
async function towns(page: Page, incident: string): Promise<Area[]> {
	const all = await read<{ items: Area[] }>(page, '/v1/areas?limit=1000')
	const under = all.items.filter((a) => a.parent === COUNTY)
	const busy: Area[] = []
	for (const a of under.slice(0, 12)) {
		const path = `/v1/figures/people-called-on?incident=${incident}&area=${a.id}`
		if ((await read<{ value: number }>(page, path)).value) busy.unshift(a)
		else busy.push(a)
	}
	return busy.slice(0, 3)
}

/** Two days, one after the other, of which a figure says different things. */
async function twoDays(page: Page, query: string): Promise<[string, string]> {
	const on = async (day: string) =>
		(
			await read<{ value: number }>(
				page,
				`/v1/figures/people-called-on?${query}&from=${day}&to=${day}`,
			)
		).value
	let before: { day: string; value: number } | undefined
	for (let d = 1; d < 23; d++) {
		const day = `2022-09-${String(d).padStart(2, '0')}`
		const value = await on(day)
		if (before && before.value !== value) return [before.day, day]
		before = { day, value }
	}
	throw new Error('the demo says the same on all days')
}

async function choose(page: Page, cell: string): Promise<void> {
	await page.locator(`.grid button[data-cell="${cell}"]`).click()
	await expect(page.locator('.side h3')).toContainText(cell)
}

async function fill(page: Page, day: string): Promise<void> {
	await page.locator('.fillbar [name=day]').fill(day)
	await Promise.all([
		page.waitForResponse((r) => r.url().includes('/fillings') && r.status() === 200),
		page.locator('.fillbar button.main').click(),
	])
	await expect(page.locator('.fillbar a.button')).toHaveAttribute('href', new RegExp(day))
}

async function sheetOf(page: Page): Promise<Record<string, string>> {
	const address = await page.locator('.fillbar a.button').getAttribute('href')
	const answer = await page.request.get(address ?? '')
	expect(answer.headers()['content-type']).toBe(XLSX)
	return unpacked(await answer.body())
}

export async function fillsAnOfficesForm({ page, accessible, nth }: Desk): Promise<void> {
	const incidents = await read<{ items: { id: string; area: string; name: string }[] }>(
		page,
		'/v1/incidents',
	)
	const incident = incidents.items.find((i) => i.area === COUNTY)!
	const areas = await towns(page, incident.id)
	const parts = dailyForm(areas.map((a) => a.name))
	const sheet = 'xl/worksheets/sheet1.xml'
	parts[sheet] = parts[sheet]!.replace('入户排查户次', '入户排查户次（累计）')
	const title = `每日入户排查统计表（示例 ${nth}）`

	await page.goto('/console/#/forms')
	await page.locator('.takes summary').click()
	await page.locator('[name=incident]').selectOption(incident.id)
	await expect(page.locator(`.takes .area-select [value="${COUNTY}"]:checked`)).toHaveCount(1)
	await page.locator('[name=file]').setInputFiles({
		name: '日报.xlsx',
		mimeType: XLSX,
		buffer: Buffer.from('no workbook'),
	})
	await page.locator('[name=name_zh]').fill(title)
	await page.locator('[name=office]').fill('市指挥部办公室（示例）')
	await page.locator('.takes button.main').click()
	await expect(page.locator('.takes [role=alert]')).toContainText(/ZIP/)
	await page.locator('[name=file]').setInputFiles({
		name: '日报.xlsx',
		mimeType: XLSX,
		buffer: bookOf(parts),
	})
	await accessible()
	await page.locator('.takes button.main').click()

	await expect(page.locator('h1')).toHaveText(title)
	await choose(page, 'B4')
	await page.locator('[name=what]').selectOption('figure')
	// It is called as the heading says.
	await expect(page.locator('[name=figure]')).toHaveValue('people-called-on')
	await expect(page.locator(`.area-select [value="${areas[0]!.id}"]:checked`)).toHaveCount(1)
	await page.locator('.side fieldset button').click()
	await expect(page.locator('td.mapped')).toHaveCount(3)
	await choose(page, 'C4')
	await page.locator('[name=what]').selectOption('figure')
	await page.locator('[name=figure]').selectOption('doors-knocked')
	await expect(page.locator('[name=measure]')).toHaveValue('total') // so says the heading
	await expect(page.locator('.live-value')).toBeVisible()
	await choose(page, 'B2')
	await page.locator('[name=what]').selectOption('text')
	await page.locator('[name=words]').fill('县指挥部（示例）')
	await choose(page, 'D2')
	await page.locator('[name=what]').selectOption('date')
	await accessible()
	await page.locator('.side button.main').click()
	await expect(page.locator('.fillbar [name=day]')).toBeVisible()

	const [day, next] = await twoDays(page, `incident=${incident.id}&area=${areas[0]!.id}`)
	await fill(page, day)
	const first = await sheetOf(page)
	const now = first['xl/worksheets/sheet1.xml']!
	for (const [i, a] of areas.entries()) {
		const path = `/v1/figures/people-called-on?incident=${incident.id}&area=${a.id}&from=${day}&to=${day}`
		const { value } = await read<{ value: number }>(page, path)
		expect(inCell(now, `B${i + 4}`), a.name).toBe(String(value))
	}
	const sinceEpoch = Date.parse(day) / 86_400_000
	expect(inCell(now, 'D2')).toBe(String(sinceEpoch + 25569)) // as a spreadsheet counts
	expect(now).toContain('<c r="D4" s="1"><f>B4+C4</f></c>') // computed when it is opened
	expect(first['xl/workbook.xml']).toContain('fullCalcOnLoad="1"')
	for (const name of ['xl/styles.xml', 'xl/worksheets/sheet2.xml', '[Content_Types].xml'])
		expect(first[name]).toBe(parts[name])

	await fill(page, next)
	await expect(page.locator('table.changes tbody tr').first()).toBeVisible()
	await expect(page.locator('.grid td.mapped').first()).toBeVisible()
	await accessible()
	await page.goto('/console/#/forms')
	const row = page.locator('.row.form', { hasText: title })
	await expect(row.locator('a[download]')).toBeVisible()
	await accessible()
}
