// Charts, and a figure against other areas and days: each chart shows the numbers of its table, and they are the server's.
import type { Page } from '@playwright/test'
import { beyond, expect, findings, type Desk } from '../fixture'
import { call, list, visit, type Target } from '../play'

const plain = (text: string): number => Number(text.replaceAll(/[,+]/g, ''))
const rowsOf = (page: Page, chart: string) =>
	page.locator(`[data-chart=${chart}] .numbered tbody tr`)

interface Coverage {
	expected: number
	found: number
	done: number
}

async function showsRound(page: Page, id: string): Promise<void> {
	const form = page.locator('[data-chart=coverage] form.ask')
	await form.locator('select').selectOption(id)
	await form.locator('button').click()
}

export async function drawsCharts({ page, site, accessible }: Desk): Promise<void> {
	const covered = (await call(site, `/v1/rounds/${site.sweep}/coverage`)) as Coverage
	const cases = await list<{ value: number }>(site, '/v1/figures/cases-confirmed/days')
	const stock = await list<{ item: string }>(site, '/v1/stock')
	await page.goto('/console/#/charts')
	const coverage = page.locator('[data-chart=coverage]')
	await showsRound(page, site.sweep)
	const last = rowsOf(page, 'coverage').last().locator('td').first()
	await expect.poll(async () => plain(await last.innerText())).toBe(covered.done)
	await expect(coverage.locator('.level text')).toContainText(
		new Intl.NumberFormat('en').format(covered.expected + covered.found),
	)
	await expect(rowsOf(page, 'cases')).toHaveCount(cases.length)
	await expect(page.locator('[data-chart=cases] .mark')).toHaveCount(cases.length)
	await expect(rowsOf(page, 'stock')).toHaveCount(stock.length)
	await accessible()
	await page.emulateMedia({ colorScheme: 'dark' })
	expect(await findings(page)).toEqual([])
	await page.emulateMedia({ colorScheme: 'light', media: 'print' })
	await expect(coverage.locator('svg')).toBeVisible()
	await expect(coverage.locator('details.take')).toBeHidden()
	await page.emulateMedia({ media: 'screen' })
}

export async function walksAChart({ page, site }: Desk): Promise<void> {
	await page.goto('/console/#/charts')
	await showsRound(page, site.sweep)
	await expect(rowsOf(page, 'coverage').nth(1)).toBeVisible()
	const plot = page.locator('[data-chart=coverage] .plot')
	const n = await rowsOf(page, 'coverage')
		.count()
		.then(async (c) => {
			await expect(plot).toBeVisible()
			return c || rowsOf(page, 'coverage').count()
		})
	await plot.focus()
	await expect(plot).toHaveAttribute('aria-valuenow', String(n - 1))
	await page.keyboard.press('ArrowLeft')
	await expect(plot).toHaveAttribute('aria-valuenow', String(n - 2))
	const name = await rowsOf(page, 'coverage')
		.nth(n - 2)
		.locator('th')
		.innerText()
	await expect(plot).toHaveAttribute('aria-valuetext', new RegExp(name))
	await page.keyboard.press('Home')
	await expect(plot).toHaveAttribute('aria-valuenow', '0')
	await page.keyboard.press('ArrowLeft')
	await expect(plot).toHaveAttribute('aria-valuenow', '0')
}

export async function drawsAQueue({ page, accessible }: Desk): Promise<void> {
	await page.route('**/v1/places/*/queue*', (r) =>
		r.fulfill({
			json: {
				items: [40, 85, 10].map((waiting, i) => ({
					id: `01900000-0000-7000-8000-00000000f00${i}`,
					at: `2022-09-23T0${8 + i}:15:00+08:00`.replace('010', '10'),
					area: '512021',
					waiting,
					minutes: waiting / 5,
					lanes: i ? 2 : null,
				})),
				next: null,
			},
		}),
	)
	await page.goto('/console/#/charts')
	const queue = page.locator('[data-chart=queue]')
	await expect(queue.locator('.plot')).toBeHidden()
	await queue.locator('select').selectOption({ index: 1 })
	await queue.locator('form.ask button').click()
	await expect(queue.locator('.numbered tbody tr')).toHaveCount(3)
	await expect(queue.locator('.numbered tbody td').nth(3)).toHaveText('85')
	await expect(queue.locator('.line')).toHaveAttribute('d', /^M[\d.]+ \d+H[\d.]+V\d+H[\d.]+V\d+$/)
	await accessible()
}

export async function comparesAFigure({ page, accessible }: Desk): Promise<void> {
	await page.goto('/console/#/figure/doors-knocked?area=512021001')
	const value = plain(await page.locator('.big b').innerText())
	const areas = page.locator('.by-area tbody tr')
	await expect(areas.first()).toBeVisible()
	const values = (await areas.locator('td:nth-child(2)').allInnerTexts()).map(plain)
	expect(values.reduce((a, b) => a + b, 0)).toBe(value)
	expect(values).toEqual([...values].sort((a, b) => b - a))
	const days = rowsOf(page, 'days')
	const each = (await days.locator('td:nth-child(2)').allInnerTexts()).map(plain)
	expect(each.reduce((a, b) => a + b, 0)).toBe(value)
	const changes = (await days.locator('td:nth-child(3)').allInnerTexts()).map(plain)
	each.forEach((n, i) => i && expect(changes[i]).toBe(n - (each[i - 1] ?? 0)))
	await accessible()
	// A step down, and then some days of it.
	const first = values[0] ?? 0
	await areas.locator('a').first().click()
	await expect(page.locator('.big b')).toHaveText(new Intl.NumberFormat('en').format(first))
	await page.locator('.ask input[name=from]').fill('2022-09-22')
	await page.locator('.ask input[name=to]').fill('2022-09-23')
	await page.locator('article > .ask button').click()
	await expect(days).toHaveCount(2)
	await expect
		.poll(async () =>
			(await days.locator('td:nth-child(2)').allInnerTexts())
				.map(plain)
				.reduce((a, b) => a + b, 0),
		)
		.toBe(plain(await page.locator('.big b').innerText()))
	expect(await beyond(page)).toBeLessThanOrEqual(0)
}

export async function movesAFigure({ page, site }: Desk): Promise<void> {
	const open = await list<Target>(site, `/v1/rounds/${site.sweep}/missing`)
	const door = open.filter((t) => t.tries > 0).at(-1) ?? open.at(-1)
	if (!door) throw new Error('nothing is missing')
	const { incident } = (await call(site, `/v1/rounds/${site.sweep}`)) as { incident: string }
	await page.goto(`/console/#/figure/doors-knocked?incident=${incident}`)
	const value = page.locator('.big b')
	const before = plain(await value.innerText())
	await expect(page.locator('.live')).not.toHaveClass(/not/)
	await visit(site, site.sweep, door, { outcome: 'nobody', next: 'again_today' })
	await expect.poll(async () => plain(await value.innerText())).toBe(before + 1)
	await expect
		.poll(async () =>
			plain(await rowsOf(page, 'days').last().locator('td').first().innerText()),
		)
		.toBeGreaterThan(0)
}

export async function tellsWhatDoesNotClose({ page, language }: Desk): Promise<void> {
	await page.route('**/v1/balances*', async (r) => {
		const answer = await r.fetch()
		const body = (await answer.json()) as {
			items: { difference: string; closes: boolean; terms: { figure: string | null }[] }[]
		}
		for (const b of body.items)
			if (b.terms.some((t) => t.figure === 'vehicles-passed'))
				Object.assign(b, { difference: '-3', closes: false })
		await r.fulfill({ json: body })
	})
	await page.goto('/console/#/figure/vehicles-passed')
	const note = page.locator('.note.bad')
	await expect(note).toContainText(language === 'zh' ? '差 -3' : 'off by -3')
	await note.locator('a').click()
	// There may be others that do not close.
	await expect(page.locator('.balance.bad', { hasText: '-3' })).toHaveCount(1)
	await page.unrouteAll({ behavior: 'wait' })
}
