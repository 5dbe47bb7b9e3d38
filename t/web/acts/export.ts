// Every table as a file: what was saved is read back and has the rows that the list has, and the number that the screen shows.
import { readFileSync } from 'node:fs'
import type { Locator, Page } from '@playwright/test'
import { expect, type Desk } from '../fixture'
import { call, list } from '../play'
import { GRID } from '../site'
import { csv, unpacked } from '../workbook'

interface Coverage {
	expected: number
	done: number
	missing: number
	areas: unknown[]
}

async function saved(page: Page, press: () => Promise<void>): Promise<Buffer> {
	const coming = page.waitForEvent('download')
	await press()
	const download = await coming
	expect(download.suggestedFilename()).toMatch(/^bulou-[a-z-]+-\d{4}-\d\d-\d\d\.(csv|xlsx)$/)
	return readFileSync((await download.path()) ?? '')
}

async function opened(take: Locator): Promise<Locator> {
	await take.locator('summary').click()
	await expect(take).toHaveAttribute('open')
	return take
}

const table = (file: Buffer): string[][] =>
	csv(file.toString('utf8').replace('\ufeff', '')).filter((r) => !r[0]?.startsWith('# '))
const notes = (file: Buffer): Map<string, string> =>
	new Map(
		csv(file.toString('utf8').replace('\ufeff', ''))
			.filter((r) => r[0]?.startsWith('# '))
			.map((r) => [r[0]?.slice(2) ?? '', r[1] ?? '']),
	)

export async function takesARound({ page, site, language, accessible }: Desk): Promise<void> {
	const covered = (await call(site, `/v1/rounds/${site.sweep}/coverage`)) as Coverage
	await page.goto(`/console/#/round/${site.sweep}`)
	const take = await opened(page.locator('.take'))
	await accessible()
	const file = await saved(page, () => take.getByRole('button', { name: 'CSV' }).click())
	expect(table(file)).toHaveLength(covered.areas.length + 1)
	const zh = language === 'zh'
	expect(notes(file).get(zh ? '合计：未完成' : 'In all: Missing')).toBe(String(covered.missing))
	const column = table(file)[0]?.indexOf(zh ? '未完成' : 'Missing') ?? -1
	const sum = table(file)
		.slice(1)
		.reduce((n, r) => n + Number(r[column]), 0)
	expect(sum).toBe(covered.missing)
	const shown = await page.locator('.sum .missing dd').innerText()
	expect(Number(/[\d,]+/.exec(shown)?.[0].replaceAll(',', ''))).toBe(covered.missing)
	// The workbook has the same rows, and a sheet that says what it is.
	const book = await saved(page, () => take.getByRole('button').first().click())
	const rows = unpacked(book)['xl/worksheets/sheet1.xml']?.match(/<row /g) ?? []
	expect(rows).toHaveLength(covered.areas.length + 1)
	expect(unpacked(book)['xl/worksheets/sheet2.xml']).toContain('<row ')
}

/** Where all that can be pressed stands, by what it says; what is folded away or in a row of a table is not among it. */
async function places(page: Page): Promise<Map<string, string>> {
	const found = await page
		.locator('main')
		.locator('summary, button, select, input, a')
		.evaluateAll((all) =>
			all
				.filter((e) => e.checkVisibility() && !e.matches('tbody *, :disabled'))
				.map((e) => {
					const { x, y } = e.getBoundingClientRect()
					const name =
						e.getAttribute('aria-label') ?? e.getAttribute('name') ?? e.textContent
					return { of: `${e.tagName} ${name.trim()}`, at: `${x} ${y + scrollY}` }
				}),
		)
	const times = new Map<string, number>()
	return new Map(
		found.map(({ of, at }) => {
			const n = (times.get(of) ?? 0) + 1
			times.set(of, n)
			return [`${of} ${n}`, at]
		}),
	)
}

/** What is pressed stays where it is while a list is still on its way, on each page that has one above something else. */
export async function staysInPlace({ page, site }: Desk): Promise<void> {
	const pages = [
		{ at: `missing/${site.sweep}`, list: /\/missing\?/, rows: 'tbody tr' },
		{ at: 'people', list: /\/v1\/people\b/, rows: '.people-table tbody tr' },
		{ at: 'crew', list: /\/v1\/shifts\b/, rows: '.duty' },
		{ at: 'crew', list: /\/v1\/units\b/, rows: '.unit-rows tbody tr' },
		{ at: 'crew', list: /\/v1\/staff\b/, rows: '.staff-rows tbody tr' },
	]
	for (const [n, { at, list: held, rows }] of pages.entries()) {
		let arrives = (): void => undefined
		const until = new Promise<void>((done) => (arrives = done))
		await page.route(held, async (asked) => {
			await until
			await asked.continue()
		})
		const coming = page.waitForRequest(held)
		await page.goto(`/console/?${n}#/${at}`) // read anew each time
		await coming
		await expect(page.locator('main .take').first()).toBeVisible()
		await page.waitForLoadState('load')
		await expect(page.locator(rows)).toHaveCount(0)
		// All else has come when nothing has moved for a while.
		let before = new Map<string, string>()
		const isStill = async (): Promise<boolean> => {
			const was = JSON.stringify([...before])
			return was === JSON.stringify([...(before = await places(page))])
		}
		await expect.poll(isStill, { intervals: [1000], timeout: 20_000 }).toBe(true)
		expect(before.size).toBeGreaterThan(0)
		arrives()
		await expect(page.locator(rows).first()).toBeVisible()
		await page.waitForTimeout(200)
		const after = await places(page)
		const moved = [...before].filter(([of, place]) => after.get(of) !== place)
		expect(moved, `${at}, ${held}`).toEqual([])
		await page.unroute(held)
	}
}

export async function takesHomes({
	page,
	site,
	language,
	expected,
	accessible,
}: Desk): Promise<void> {
	expected.push(/422/) // the server wants to know what it is for
	const exports = await list<unknown>(site, '/v1/exports')
	const covered = (await call(site, `/v1/rounds/${site.sweep}/coverage`)) as Coverage
	await page.goto(`/console/#/missing/${site.sweep}`)
	const take = await opened(page.locator('.take'))
	await take.getByRole('button', { name: 'CSV' }).click()
	await expect(take.locator('select[name=why]')).toBeVisible()
	await accessible()
	await take.locator('select[name=why]').selectOption('visit')
	const file = await saved(page, () => take.locator('button[type=submit]').click())
	const rows = table(file)
	expect(rows).toHaveLength(covered.missing + 1)
	expect(rows.slice(1).every((r) => /^[0-9a-f-]{36} admin 2022-/.test(r.at(-1) ?? ''))).toBe(true)
	// What is said of people is said in words, as on the screen.
	const [head, elderly] = language === 'zh' ? ['标签', '老年人'] : ['Flags', 'Elderly']
	const flags = rows.map((r) => r[rows[0]?.indexOf(head) ?? -1]).join()
	expect(flags).toContain(elderly)
	expect(flags).not.toContain('elderly')
	const now = await list<{ list: string; rows: number }>(site, '/v1/exports')
	expect(now).toHaveLength(exports.length + 1)
	expect(now[0]).toMatchObject({ list: 'missing', rows: covered.missing })
	await expect(take.getByRole('status')).toContainText('bulou-missing-')
}

/** What somebody takes from door to door where there is no phone. */
export async function takesASheet({ page, site, accessible }: Desk): Promise<void> {
	await page.goto(`/console/#/missing/${site.sweep}?area=${GRID}&flags=immobile`)
	// Of some only there is none: it would have the others, too.
	const some = await opened(page.locator('.take'))
	await expect(some.getByRole('button', { name: 'CSV' })).toBeVisible()
	await expect(some.getByRole('button', { name: 'PDF' })).toHaveCount(0)
	await page.goto(`/console/#/missing/${site.sweep}?area=${GRID}`)
	await page.reload()
	const take = await opened(page.locator('.take'))
	await accessible()
	const coming = page.waitForEvent('download')
	await take.getByRole('button', { name: 'PDF' }).click()
	const download = await coming
	expect(download.suggestedFilename()).toBe('bulou-sheet.pdf')
	const file = readFileSync((await download.path()) ?? '')
	expect(file.subarray(0, 5).toString()).toBe('%PDF-')
	await expect(take.getByRole('status')).toContainText('bulou-sheet.pdf')
}

export async function takesEachList({ page, site, accessible }: Desk): Promise<void> {
	await page.goto('/console/#/files')
	await expect(page.locator('[data-file]').first()).toBeVisible()
	await accessible()
	for (const name of ['board', 'goods', 'stock', 'balances', 'exports']) {
		const count = (await list<unknown>(site, `/v1/${name}`)).length
		const take = await opened(page.locator(`[data-file="${name}"] .take`))
		const file = await saved(page, () => take.getByRole('button', { name: 'CSV' }).click())
		expect(table(file), name).toHaveLength(count + 1)
	}
}
