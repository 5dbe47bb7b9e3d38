// Rounds, the tree of areas, the doors and the missing list: what the screen shows is what the API says.
import type { Page } from '@playwright/test'
import { expect, type Desk } from '../fixture'
import { call, list, visit, type Target } from '../play'

interface Coverage {
	area: string
	expected: number
	found: number
	done: number
	excused: number
	missing: number
	areas: Coverage[]
}
const PARTS = ['expected', 'done', 'excused', 'missing'] as const
const SWEPT = '512021001'
const GRID = '512021001006001'

const digits = (text: string): number => Number(text.replace(/\D/g, ''))

/** The numbers of the accounts on the screen, by round ('' for one that belongs to no row), all read at once: a page of fifty rounds is
 * slow to ask number by number. What holds until it is ended has the one number. */
async function accounts(page: Page): Promise<Record<string, number[]>> {
	const read = (all: Element[], parts: readonly string[]): [string, string[]][] =>
		all.map((a) => [
			a.closest('[data-round]')?.getAttribute('data-round') ?? '',
			[...a.querySelectorAll(parts.map((p) => `.${p} dd`).join())].map((d) => d.textContent),
		])
	const rows = await page.locator('.numbers').evaluateAll(read, [...PARTS, 'inForce'])
	return Object.fromEntries(rows.map(([round, texts]) => [round, texts.map(digits)]))
}

function numbers(c: Coverage): number[] {
	return PARTS.map((p) => c[p])
}

export async function showsCoverage({ page, site, accessible }: Desk): Promise<void> {
	await page.goto('/console/#/rounds')
	await expect(page.locator('.row').first()).toBeVisible()
	const rounds = await list<{ id: string; kind: string; standing: boolean }>(site, '/v1/rounds')
	const kinds = await list<{ name: string; in_force: boolean }>(site, '/v1/round-kinds')
	const holds = new Set(kinds.filter((k) => k.in_force).map((k) => k.name))
	const shown = await accounts(page)
	const covered = rounds.map(({ id }) => call(site, `/v1/rounds/${id}/coverage`))
	for (const [i, c] of ((await Promise.all(covered)) as Coverage[]).entries()) {
		const { id = '', kind = '', standing = false } = rounds[i] ?? {}
		if (standing && c.expected === 0) continue
		// What holds until it is ended is behind with nothing.
		expect(shown[id]).toEqual(holds.has(kind) ? [c.missing] : numbers(c))
		if (holds.has(kind))
			await expect(
				page.locator(`[data-round="${id}"]`).locator('.bar, .percent, .missing'),
			).toHaveCount(0)
	}
	await accessible()
	await page.emulateMedia({ colorScheme: 'dark' })
	await accessible()
}

export async function opensTheTree({ page, site, accessible }: Desk): Promise<void> {
	let area = ''
	await page.goto('/console/#/rounds')
	await page.locator(`[data-round="${site.sweep}"] a`).click()
	for (let depth = 0; depth < 2; depth++) {
		const query = area && `?area=${area}`
		const c = (await call(site, `/v1/rounds/${site.sweep}/coverage${query}`)) as Coverage
		await expect(page.locator('table.areas tbody tr')).toHaveCount(c.areas.length)
		expect(await accounts(page)).toEqual({ '': numbers(c) })
		const sums = PARTS.map((p) => page.locator(`table.areas td.${p}`).allTextContents())
		const shown = (await Promise.all(sums)).map((all) =>
			all.map(digits).reduce((a, b) => a + b, 0),
		)
		expect(shown).toEqual(numbers(c))
		await accessible()
		// Who needs help comes first.
		area = [...c.areas].sort((a, b) => b.missing - a.missing)[0]?.area ?? ''
		await page.locator('table.areas tbody a').first().click()
		await expect(page).toHaveURL(new RegExp(`area=${area}`))
	}
	await expect(page.locator('.doors')).toBeVisible()
	await page.locator('.path a').nth(1).click()
	await expect(page.locator('table.areas')).toBeVisible()
}

export async function sortsByName({ page, site }: Desk): Promise<void> {
	await page.goto(`/console/#/round/${site.sweep}`)
	await page.locator('.sort a').last().click()
	await expect(page).toHaveURL(/by=name/)
	const shown = await page.locator('table.areas tbody th a').allInnerTexts()
	expect(shown).toEqual([...shown].sort(new Intl.Collator('zh-CN', { numeric: true }).compare))
}

export async function movesANumber({ page, site }: Desk): Promise<void> {
	const path = `/v1/rounds/${site.sweep}/missing?area=${SWEPT}`
	const before = (await call(site, `/v1/rounds/${site.sweep}/coverage`)) as Coverage
	const [first] = await list<Target>(site, path)
	await page.goto(`/console/#/round/${site.sweep}`)
	await expect.poll(() => accounts(page)).toEqual({ '': numbers(before) })
	if (first) await visit(site, site.sweep, first, { outcome: 'done', people: 2 })
	await expect
		.poll(async () => (await accounts(page))['']?.[1], { timeout: 10_000 })
		.toBe(before.done + 1)
}

export async function showsAnAttempt({ page, site }: Desk): Promise<void> {
	const all = await list<Target>(site, `/v1/rounds/${site.sweep}/missing?area=${GRID}`)
	const untried = all.find((t) => t.tries === 0)
	await page.goto(`/console/#/round/${site.sweep}?area=${GRID}`)
	const tried = page.locator('.doors .cell.tried')
	await expect(tried).toHaveCount(all.filter((t) => t.tries > 0).length)
	if (untried) await visit(site, site.sweep, untried, { outcome: 'nobody' })
	await expect(tried).toHaveCount(all.filter((t) => t.tries > 0).length + 1, { timeout: 10_000 })
}

export async function tellsTheTime({ page, site }: Desk): Promise<void> {
	const rounds = await list<{ id: string; kind: string; state: string }>(site, '/v1/rounds')
	const asked = rounds.find((r) => r.kind === 'ask' && r.state === 'open')
	const late = await list<{ overdue: boolean }>(site, `/v1/rounds/${asked?.id}/missing`)
	await page.goto('/console/#/rounds')
	await expect(page.locator(`[data-round="${asked?.id}"] .overdue dd`)).toHaveText(
		String(late.filter((t) => t.overdue).length),
	)
	// The browser's is years ahead of the demo's.
	const sweep = page.locator(`[data-round="${site.sweep}"]`)
	await expect(sweep.locator('.missing dd')).toBeVisible()
	await expect(sweep.locator('.overdue dd')).toHaveCount(0)
}

export async function showsEveryDoor({ page, site, accessible }: Desk): Promise<void> {
	const area = GRID
	const targets = await list<Target>(site, `/v1/rounds/${site.sweep}/targets?area=${area}`)
	await page.goto(`/console/#/round/${site.sweep}?area=${area}`)
	await expect(page.locator('.doors .cell')).toHaveCount(targets.length)
	for (const state of ['done', 'excused'])
		await expect(page.locator(`.doors .cell.${state}`)).toHaveCount(
			targets.filter((t) => t.state === state).length,
		)
	await expect(page.locator('.doors .cell.tried')).toHaveCount(
		targets.filter((t) => t.state === 'open' && t.tries > 0).length,
	)
	await accessible()
	await page.emulateMedia({ colorScheme: 'dark' })
	await accessible()
}

export async function walksABuilding({ page, site, language, accessible }: Desk): Promise<void> {
	await page.goto(`/console/#/round/${site.sweep}?area=${GRID}`)
	const focused = page.locator('.cell:focus')
	await page.locator('.units table').first().locator('button[tabindex="0"]').focus()
	await expect(focused).toHaveText('601')
	await page.keyboard.press('ArrowRight')
	await page.keyboard.press('ArrowDown')
	await expect(focused).toHaveText('502')
	await page.keyboard.press('Enter')
	const door = page.getByRole('dialog')
	await expect(door.getByRole('heading', { level: 2 })).toContainText('502')
	await expect(door.locator('.people a').first()).toHaveText(/\*/)
	await accessible()
	await page.keyboard.press('Escape')
	await expect(door).toBeHidden()
	await page.goBack()
	await expect(page.locator('.cell', { hasText: '502' }).first()).toBeVisible()
	await expect(door).toBeHidden()
	await page.locator('.cell', { hasText: '502' }).first().click()
	await door.locator('.list a').last().click()
	await expect(page.locator('.card h2')).toHaveText(
		language === 'zh' ? '登记房屋' : 'Dwelling listed',
	)
}

export async function listsTheMissing({ page, site, accessible }: Desk): Promise<void> {
	const c = (await call(site, `/v1/rounds/${site.sweep}/coverage`)) as Coverage
	await page.goto(`/console/#/missing/${site.sweep}`)
	expect(digits(await page.getByRole('heading', { level: 1 }).innerText())).toBe(c.missing)
	await accessible()
	const rows = page.locator('table.missing tbody tr')
	await expect
		.poll(async () => {
			await page.locator('.end').scrollIntoViewIfNeeded()
			return rows.count()
		})
		.toBe(c.missing)
	const worst = [...c.areas].sort((a, b) => b.missing - a.missing)[0]
	await page.locator('.tools select').selectOption(worst?.area ?? '')
	await page.locator('.tools .ask button').click()
	await expect(rows).toHaveCount(Math.min(worst?.missing ?? 0, 100))
	await page.emulateMedia({ media: 'print' })
	await expect(page.locator('.tools')).toBeHidden()
	await expect(rows.first()).toBeVisible()
}

export async function printsTheMissing({ page, site }: Desk): Promise<void> {
	const c = (await call(site, `/v1/rounds/${site.sweep}/coverage`)) as Coverage
	const printed = 'document.body.dataset.printed'
	await page.addInitScript(`window.print = () => { ${printed} = 'yes' }`)
	await page.goto(`/console/#/missing/${site.sweep}`)
	const rows = page.locator('table.missing tbody tr')
	await expect(rows.first()).toBeVisible()
	await page.emulateMedia({ media: 'print' })
	await expect(page.locator('.paper-only').first()).toBeVisible()
	// More may be coming in while one reads.
	const told = page.locator('main .tools + p[role=status]')
	await expect(told).toBeVisible()
	await expect
		.poll(async () => [digits(await told.innerText()), await rows.count()].join())
		.toMatch(new RegExp(`^(\\d+)${c.missing},\\1$`))
	await page.emulateMedia({ media: 'screen' })
	await page.locator('.tools > button').click()
	await expect.poll(() => page.evaluate(printed)).toBe('yes')
	await expect(rows).toHaveCount(c.missing)
}

export async function namesWhoIsMissing({ page, site }: Desk): Promise<void> {
	const rounds = await list<{ id: string; kind: string }>(site, '/v1/rounds')
	const test = rounds.filter((r) => r.kind === 'test').at(-1)
	await page.goto(`/console/#/missing/${test?.id}`)
	await expect(page.locator('table.missing tbody th').first()).toHaveText(/\*.* .+/)
}

export async function tellsDaysApart({ page, site, language }: Desk): Promise<void> {
	const rounds = await list<{ id: string; kind: string }>(site, '/v1/rounds')
	for (const { id } of rounds.filter((r) => r.kind === 'arrival')) {
		const all = await list<Target & { slot: number }>(site, `/v1/rounds/${id}/targets`)
		const [first] = all
		const third = all.find((t) => t.subject === first?.subject && t.slot === 3)
		if (!third) continue
		const query = `area=${third.area}&door=${third.subject}&slot=3`
		await page.goto(`/console/#/round/${id}?${query}`)
		const named = language === 'zh' ? '第3天' : 'Day 3'
		await expect(page.getByRole('dialog').locator('.facts dd').first()).toHaveText(named)
		await page.keyboard.press('Escape')
		await page.locator('.targets .tag', { hasText: named }).first().click()
		await expect(page).toHaveURL(/slot=3/)
		return
	}
	throw new Error('the demo follows nobody up')
}

export async function saysNothingIsTold({ page, site, language, expected }: Desk): Promise<void> {
	expected.push(/ERR_FAILED/)
	await page.route('**/v1/live*', (r) => r.abort())
	await page.goto(`/console/#/round/${site.sweep}`)
	await expect(page.getByRole('status')).toContainText(
		language === 'zh' ? '未连接' : 'Not connected',
	)
}
