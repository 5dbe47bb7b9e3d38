// The board and the wall: what goes on, who needs help first, down to the door by the keyboard alone, and one number everywhere.
import type { Page } from '@playwright/test'
import { expect, type Desk } from '../fixture'
import { call, list, visit, type Target } from '../play'

interface Area {
	area: string
	expected: number
	found: number
	done: number
	excused: number
	missing: number
	late: number
}
interface Coverage extends Area {
	areas: Area[]
}
interface Round {
	id: string
	kind: string
	state: string
	standing: boolean
}
const PARTS = ['expected', 'done', 'excused', 'missing'] as const
const SWEPT = '512021001'

const digits = (text: string): number => Number(text.replace(/\D/g, ''))

/** The numbers of a round on the screen, read at once; [] while it is not there. */
async function numbers(page: Page, round: string): Promise<number[]> {
	const shown = await page
		.locator(`[data-round="${round}"]`)
		.evaluateAll(
			(all, parts) =>
				all.flatMap((a) =>
					parts.map((p) => a.querySelector(`.numbers .${p} dd`)?.textContent ?? ''),
				),
			PARTS,
		)
	return shown.map(digits)
}

const parts = (c: Area): number[] => PARTS.map((p) => c[p])

export async function showsWhatGoesOn({ page, site, language, accessible }: Desk): Promise<void> {
	await page.goto('/console/')
	const campaign = page.locator(`.campaign[data-round="${site.sweep}"]`)
	await expect(campaign.locator('.worst li').first()).toBeVisible()
	const c = (await call(site, `/v1/rounds/${site.sweep}/coverage`)) as Coverage
	expect(await numbers(page, site.sweep)).toEqual(parts(c))
	const worst = c.areas.map((a) => a.missing).sort((a, b) => b - a)
	const shown = await campaign.locator('.worst .n').allInnerTexts()
	expect(shown.map(digits)).toEqual(worst.slice(0, shown.length))
	// Whatever is open of the standing rounds is there with its number, and nothing else is.
	const kinds = await list<{ name: string; in_force: boolean }>(site, '/v1/round-kinds')
	const holds = new Set(kinds.filter((k) => k.in_force).map((k) => k.name))
	for (const r of await list<Round>(site, '/v1/rounds')) {
		if (r.state !== 'open' || !r.standing || holds.has(r.kind)) continue
		const { missing } = (await call(site, `/v1/rounds/${r.id}/coverage`)) as Coverage
		const card = page.locator(`.standing[data-round="${r.id}"]`)
		if (missing) await expect(card.locator('.open-n')).toContainText(String(missing))
		else await expect(card).toHaveCount(0)
	}
	// The clock is the server's: the browser's is years ahead.
	const { now } = (await call(site, '/v1/session')) as { now: string }
	const incidents = await list<{ name: string; began: string; ended: boolean }>(
		site,
		'/v1/incidents',
	)
	for (const { name, began } of incidents.filter((i) => !i.ended)) {
		const h = Math.floor((Date.parse(now) - Date.parse(began)) / 3_600_000)
		const days = {
			zh: `${Math.floor(h / 24)} 天 ${h % 24} 小时`,
			en: `${Math.floor(h / 24)} d ${h % 24} h`,
		}
		const hours = { zh: `${h} 小时`, en: `${h} h` }
		// One that another test has just begun is counted in minutes yet.
		if (h < 1) continue
		const clock = page.locator('.clock', { hasText: name }).locator('b')
		await expect(clock).toHaveText('T+' + (h < 96 ? hours : days)[language])
	}
	await accessible()
	await page.emulateMedia({ colorScheme: 'dark' })
	await accessible()
}

export async function tellsWhatIsOverdue({ page, site, accessible }: Desk): Promise<void> {
	await page.route('**/v1/session', async (r) => {
		const answer = await r.fetch()
		const told = (await answer.json()) as { now: string }
		await r.fulfill({
			response: answer,
			json: { ...told, now: '2022-09-23T20:30:00.000+08:00' },
		})
	})
	const c = (await call(site, `/v1/rounds/${site.sweep}/coverage`)) as Coverage
	const missing = String(c.missing).replace(/\B(?=(\d{3})+$)/g, ',')
	await page.goto('/console/')
	const campaign = page.locator(`.campaign[data-round="${site.sweep}"]`)
	await expect(campaign.locator('.overdue dd')).toHaveText(missing)
	await expect(campaign.locator('.left')).toHaveText(/2 (小时|h)/)
	await accessible()
	await page.emulateMedia({ colorScheme: 'dark' })
	await accessible()
	await page.goto('/console/#/rounds')
	await expect(page.locator(`[data-round="${site.sweep}"] .overdue dd`)).toHaveText(missing)
	await page.goto(`/console/#/round/${site.sweep}`)
	await expect(page.locator('.sum .overdue dd')).toHaveText(missing)
}

export async function walksByKeyboard({ page, site }: Desk): Promise<void> {
	await page.goto('/console/')
	const worst = page.locator(`.campaign[data-round="${site.sweep}"] .worst a`)
	await expect(worst.first()).toBeVisible()
	const focused = page.locator(':focus')
	// Other lists may stand before it.
	const round = async (): Promise<boolean> =>
		(await focused.count()) === 1 &&
		((await focused.getAttribute('href')) ?? '').includes(`/round/${site.sweep}`)
	for (let i = 0; i < 40 && !(await round()); i++) await page.keyboard.press('ArrowDown')
	expect(await round()).toBe(true)
	await page.keyboard.press('ArrowDown')
	const village = await focused.innerText()
	await expect(worst.first()).toBeFocused()
	await page.keyboard.press('Enter')
	await expect(page.locator('.path [aria-current]')).toHaveText(village)
	// Down to the lowest area.
	const rows = page.locator('table.areas tbody tr')
	const doors = page.locator('.doors .cell')
	for (let deep = 0; deep < 4; deep++) {
		await expect(rows.first().or(doors.first())).toBeVisible()
		if (await doors.count()) break
		const next = await rows.first().locator('th a').innerText()
		await page.keyboard.press('ArrowDown')
		await expect(focused).toHaveText(next)
		await page.keyboard.press('Enter')
		await expect(page.locator('.path [aria-current]')).toHaveText(next)
	}
	await page.keyboard.press('ArrowDown')
	await expect(page.locator('.doors .cell:focus')).toHaveCount(1)
	await page.keyboard.press('Enter')
	const door = page.getByRole('dialog')
	await expect(door.locator('.list a').first()).toBeVisible()
	await page.keyboard.press('Backspace')
	await expect(door).toBeHidden()
	// And up again, to where one came from.
	for (let up = 0; up < 6 && !page.url().endsWith('#/board'); up++) {
		const at = page.url()
		// The way up is that of what is shown, which may still be the step before.
		await expect(async () => {
			await page.keyboard.press('Backspace')
			expect(page.url()).not.toBe(at)
		}).toPass()
	}
	await expect(page.locator('.campaign').first()).toBeVisible()
	// What is typed is nobody's step.
	await page.goto('/console/#/figures')
	await page.locator('[name=from]').focus()
	await page.keyboard.press('Backspace')
	await expect(page).toHaveURL(/#\/figures$/)
}

export async function showsOneNumber({ page, site }: Desk): Promise<void> {
	await page.goto('/console/')
	const others = [await page.context().newPage(), await page.context().newPage()] as const
	await others[0].goto('/console/#/rounds')
	await others[1].goto(`/console/#/missing/${site.sweep}`)
	await expect(page.locator('.campaign').first()).toBeVisible()
	await expect(others[0].locator('.row').first()).toBeVisible()
	await expect(others[1].locator('table.missing')).toBeVisible()
	const open = await list<Target>(site, `/v1/rounds/${site.sweep}/missing?area=${SWEPT}`)
	const seen: number[][] = []
	const before = await numbers(page, site.sweep)
	for (const t of open.filter((t) => t.tries === 0).slice(-24)) {
		await visit(site, site.sweep, t, { outcome: 'done', people: 1 })
		for (const p of [page, others[0]]) seen.push(await numbers(p, site.sweep))
	}
	// Each that was ever shown closes, and none goes back.
	for (const [expected = 0, done = 0, excused = 0, missing = 0] of seen)
		expect(done + excused + missing).toBe(expected)
	const c = (await call(site, `/v1/rounds/${site.sweep}/coverage`)) as Coverage
	expect(c.done).toBe((before[1] ?? 0) + 24)
	await expect.poll(() => numbers(page, site.sweep)).toEqual(parts(c))
	await expect.poll(() => numbers(others[0], site.sweep)).toEqual(parts(c))
	await expect
		.poll(async () => digits(await others[1].getByRole('heading', { level: 1 }).innerText()))
		.toBe(c.missing)
	const left = await list<Target>(site, `/v1/rounds/${site.sweep}/missing`)
	const all = await list<Target>(site, `/v1/rounds/${site.sweep}/targets`)
	expect(left.length).toBe(c.missing)
	expect(all.filter((t) => t.state === 'done').length).toBe(c.done)
	// The areas on the board moved with it.
	const worst = c.areas.map((a) => a.missing).sort((a, b) => b - a)
	const shown = page.locator(`.campaign[data-round="${site.sweep}"] .worst .n`)
	await expect
		.poll(async () => (await shown.allInnerTexts()).map(digits))
		.toEqual(worst.slice(0, 12))
}

export async function showsFigures({ page, site }: Desk): Promise<void> {
	interface Value {
		id: string
		incident: string | null
		value: string
	}
	await page.goto('/console/#/figures')
	await expect(page.locator('.figures li').first()).toBeVisible()
	const board = await list<Value>(site, '/v1/board')
	for (const f of board) {
		const query = f.incident ? `?incident=${f.incident}` : ''
		const one = (await call(site, `/v1/figures/${f.id}${query}`)) as Value
		if (f.incident) expect(one.value, f.id).toBe(f.value)
		const shown = page.locator(`[data-figure="${f.id} ${f.incident}"] .value b`)
		await expect(shown).toHaveText(
			String(f.value).replace(/\B(?=(\d{3})+(?!\d))(?<!\.\d*)/g, ','),
		)
	}
}

export async function movesFigures({ page, site }: Desk): Promise<void> {
	interface Value {
		value: string
		id: string
		incident: string
	}
	const { incident } = (await call(site, `/v1/rounds/${site.sweep}`)) as Value
	const query = `?incident=${incident}`
	const one = async (): Promise<number> =>
		Number(((await call(site, `/v1/figures/doors-knocked${query}`)) as Value).value)
	const rows = await list<Value>(site, `/v1/board${query}`)
	const id = rows.find((f) => f.id === 'doors-knocked')?.id
	const shown = async (p: Page): Promise<number> =>
		digits(await p.locator(`[data-figure="${id} ${incident}"] .value b`).innerText())
	await page.goto(`/console/#/figures${query}`)
	const alone = await page.context().newPage()
	await alone.goto(`/console/#/figure/doors-knocked${query}`)
	const big = alone.locator('.big b')
	await expect(page.locator('.figures li').first()).toBeVisible()
	await expect(big).toBeVisible()
	const before = await one()
	expect(await shown(page)).toBe(before)
	const open = await list<Target>(site, `/v1/rounds/${site.sweep}/missing?area=${SWEPT}`)
	let least = before
	for (const t of open.slice(0, 6)) {
		await visit(site, site.sweep, t, { outcome: 'nobody', next: 'again_today' })
		const now = await shown(page)
		expect(now).toBeGreaterThanOrEqual(least)
		expect(now).toBeLessThanOrEqual(await one())
		least = now
	}
	expect(await one()).toBe(before + 6)
	await expect.poll(() => shown(page)).toBe(before + 6)
	await expect.poll(async () => digits(await big.innerText())).toBe(before + 6)
	const again = await list<Value>(site, `/v1/board${query}`)
	expect(Number(again.find((f) => f.id === 'doors-knocked')?.value)).toBe(before + 6)
}

export async function standsOnTheWall({ page, site, accessible }: Desk): Promise<void> {
	await page.emulateMedia({ colorScheme: 'light' })
	await page.goto('/console/#/wall?every=2')
	const c = (await call(site, `/v1/rounds/${site.sweep}/coverage`)) as Coverage
	const heading = page.getByRole('heading', { level: 1 })
	await expect(page.locator('main.at-wall .numbers .missing dd')).toHaveText(
		String(c.missing).replace(/\B(?=(\d{3})+$)/g, ','),
	)
	const first = await heading.innerText()
	await expect(page.locator('html')).toHaveAttribute('data-theme', 'dark')
	await expect(page.locator('button, nav, .top, main a')).toHaveCount(0)
	await expect(heading).not.toHaveText(first, { timeout: 4000 })
	await page.keyboard.press('Space')
	await page.keyboard.press('ArrowLeft')
	await expect(heading).toHaveText(first)
	await accessible()
	await page.waitForTimeout(2500)
	await expect(heading).toHaveText(first)
	// What comes in is there without a turn.
	const [open] = await list<Target>(site, `/v1/rounds/${site.sweep}/missing?area=${SWEPT}`)
	if (open) await visit(site, site.sweep, open, { outcome: 'done', people: 1 })
	await expect
		.poll(async () => digits(await page.locator('.numbers .missing dd').innerText()))
		.toBe(c.missing - 1)
	await page.keyboard.press('Escape')
	await expect(page.locator('.campaign').first()).toBeVisible()
	await expect(page.locator('html')).toHaveAttribute('data-theme', 'light')
}

export async function goesDark({ page, language, accessible }: Desk): Promise<void> {
	const html = page.locator('html')
	const name = {
		dark: { zh: '深色', en: 'Dark' },
		light: { zh: '浅色', en: 'Light' },
	}
	await page.emulateMedia({ colorScheme: 'light' })
	await page.goto('/console/')
	await expect(page.locator('.campaign').first()).toBeVisible()
	await page.getByRole('button', { name: name.dark[language], exact: true }).click()
	await expect(html).toHaveAttribute('data-theme', 'dark')
	await accessible()
	await page.reload()
	await expect(html).toHaveAttribute('data-theme', 'dark')
	await page.getByRole('button', { name: name.light[language], exact: true }).click()
	await expect(html).toHaveAttribute('data-theme', 'light')
	await page.emulateMedia({ colorScheme: 'dark' })
	await expect(html).toHaveAttribute('data-theme', 'dark')
}
