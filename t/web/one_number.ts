// One number everywhere: whatever says how often something was done, or how many are missing, says the same of the same position of
// the journal, and never less of a later one, while records pour in; and when they have come to rest, every screen shows it.
import { randomUUID } from 'node:crypto'
import type { Page } from '@playwright/test'
import { expect } from './fixture'
import { call, list, type Caller } from './play'
import { csv, unpacked } from './workbook'

const AT = '2022-09-23T11:10:00+08:00'
const DAY = '2022-09-23'
const PURPOSE = 'why=check&until=2022-09-30'
const DOORS = 200
const LISTED_MAX = 20_000

interface Figure {
	id: string
	incident: string | null
	value: number
	as_of: number
}
interface Round {
	id: string
	kind: string
	incident: string | null
	state: string
	standing: boolean
}
interface Coverage {
	expected: number
	found: number
	done: number
	excused: number
	missing: number
	pos: number
	areas: { expected: number; done: number; excused: number; missing: number }[]
}
const PARTS = ['expected', 'done', 'excused', 'missing'] as const

const digits = (text: string): number => Number(text.replace(/[^\d.-]/g, ''))
const keyOf = (f: Figure): string => `${f.id} ${f.incident}`

async function bytes(by: Caller, path: string): Promise<Buffer> {
	const answer = await fetch(by.origin + path, { headers: { Cookie: by.cookie } })
	expect(answer.status, path).toBe(200)
	return Buffer.from(await answer.arrayBuffer())
}

/** The table of a CSV without what is said before it. */
async function tableOf(by: Caller, path: string): Promise<string[][]> {
	const text = (await bytes(by, path)).toString('utf8').replace('\ufeff', '')
	return csv(text).filter((r) => !r[0]?.startsWith('# '))
}

/** The cells of a workbook's first sheet, row by row. */
async function sheetOf(by: Caller, path: string): Promise<string[][]> {
	const xml = unpacked(await bytes(by, path))['xl/worksheets/sheet1.xml'] ?? ''
	// A cell without anything is left out.
	return [...xml.matchAll(/<row .*?<\/row>/gs)].map(([row]) => {
		const cells: string[] = []
		for (const [, column = 'A', cell = ''] of row.matchAll(
			/<c r="([A-Z])\d+"[^>]*?(?:\/>|>(.*?)<\/c>)/gs,
		))
			cells[column.charCodeAt(0) - 65] = cell.replace(/<[^>]*>/g, '')
		return cells
	})
}

function figuresOf([heads = [], ...rows]: string[][]): Figure[] {
	const at = (name: string): number => heads.indexOf(name)
	const [id, incident, value, pos] = ['Figure', 'Incident', 'Value', 'As of position'].map(at)
	return rows.map((r) => ({
		id: r[id ?? -1] ?? '',
		incident: r[incident ?? -1] || null,
		value: Number(r[value ?? -1]),
		as_of: Number(r[pos ?? -1]),
	}))
}

/* ---- figures ---- */

/** What was said of each figure, by whom and as of which position. */
class Said {
	readonly of = new Map<string, { where: string; value: number; at: number }[]>()
	add(where: string, all: readonly Figure[]): void {
		for (const f of all) {
			const key = keyOf(f)
			const said = this.of.get(key) ?? []
			said.push({ where, value: f.value, at: f.as_of })
			this.of.set(key, said)
		}
	}
	/** Of one position one number; of a later one never less, for nothing is taken back meanwhile. */
	agrees(): void {
		for (const [key, said] of this.of) {
			const inOrder = [...said].sort((a, b) => a.at - b.at || a.value - b.value)
			inOrder.forEach((one, i) => {
				const before = inOrder[i - 1]
				if (!before) return
				const told = `${key}: ${before.where} at ${before.at}, ${one.where} at ${one.at}`
				if (before.at === one.at) expect(one.value, told).toBe(before.value)
				expect(one.value, told).toBeGreaterThanOrEqual(before.value)
			})
		}
	}
}

async function figuresAsked(by: Caller, said: Said): Promise<Figure[]> {
	const board = await list<Figure>(by, '/v1/board')
	said.add('board', board)
	said.add('CSV', figuresOf(await tableOf(by, '/v1/board?format=csv&lang=en')))
	said.add('XLSX', figuresOf(await sheetOf(by, '/v1/board?format=xlsx&lang=en')))
	for (const f of board.filter((one) => one.incident)) {
		const path = `/v1/figures/${f.id}?incident=${f.incident}`
		said.add('by itself', [(await call(by, path)) as Figure])
	}
	return board
}

/** A day of one incident: the board, the draft of its bulletin, and what its areas and records add up to. */
async function dayAsked(by: Caller, incident: string, said: Said): Promise<void> {
	const query = `incident=${incident}&area=512021&from=${DAY}&to=${DAY}`
	const draft = (await call(by, `/v1/bulletins/draft?${query}`)) as {
		as_of: number
		figures: { id: string; value: number }[]
	}
	const of = (id: string): string => `${id} on ${DAY}`
	const board = await list<Figure>(by, `/v1/board?${query}`)
	said.add(
		'the day’s board',
		board.map((f) => ({ ...f, id: of(f.id), incident })),
	)
	said.add(
		'bulletin',
		draft.figures.map((f) => ({ ...f, id: of(f.id), incident, as_of: draft.as_of })),
	)
	const defined = await list<{ id: string; shape: string }>(by, '/v1/figures')
	// Of those that count subjects several records may name one.
	const added = new Set(defined.filter((f) => f.shape !== 'distinct').map((f) => f.id))
	for (const f of draft.figures) {
		if (!added.has(f.id) || f.value > LISTED_MAX) continue
		const path = `/v1/figures/${f.id}/records?${query}&as_of=${draft.as_of}`
		const behind = await list<{ n: number }>(by, path)
		const value = behind.reduce((sum, r) => sum + r.n, 0)
		said.add('records', [{ id: of(f.id), incident, value, as_of: draft.as_of }])
	}
}

/* ---- rounds ---- */

/** A round's coverage, its areas, its missing list and both files of that: each lies between the coverage before and after, and is
 * the same where nothing came meanwhile. True: nothing came. */
async function roundAsked(by: Caller, round: Round): Promise<boolean> {
	const path = `/v1/rounds/${round.id}`
	const covered = async (): Promise<Coverage> => {
		const c = (await call(by, path + '/coverage')) as Coverage
		expect(c.done + c.excused + c.missing, round.id).toBe(c.expected + c.found)
		for (const p of PARTS)
			expect(
				c.areas.reduce((n, a) => n + a[p], 0),
				`${round.id} ${p}`,
			).toBe(c[p])
		return c
	}
	const before = await covered()
	// What not everybody may see, or nobody reads row by row, is counted all the same.
	const seen = await fetch(`${by.origin}${path}/missing?limit=1`, {
		headers: { Cookie: by.cookie },
	})
	const missing =
		seen.status === 403 || before.missing > LISTED_MAX
			? []
			: [
					(await list(by, path + '/missing')).length,
					(await tableOf(by, `${path}/missing?format=csv&${PURPOSE}`)).length - 1,
					(await sheetOf(by, `${path}/missing?format=xlsx&${PURPOSE}`)).length - 1,
				]
	const [heads = [], ...areas] = await tableOf(by, path + '/coverage?format=csv&lang=en')
	const column = heads.indexOf('Missing')
	missing.push(areas.reduce((n, r) => n + Number(r[column]), 0))
	const after = await covered()
	for (const n of missing) {
		expect(n, round.id).toBeLessThanOrEqual(before.missing)
		expect(n, round.id).toBeGreaterThanOrEqual(after.missing)
	}
	expect(after.done).toBeGreaterThanOrEqual(before.done)
	return after.pos === before.pos
}

/* ---- screens ---- */

/** What a screen shows of each round that it shows. */
async function roundsShown(page: Page): Promise<Record<string, number[]>> {
	const shown = await page.locator('[data-round]:has(.numbers)').evaluateAll(
		(all, parts) =>
			all.map((a) => ({
				id: (a as HTMLElement).dataset['round'] ?? '',
				texts: parts.map((p) => a.querySelector(`.numbers .${p} dd`)?.textContent ?? ''),
			})),
		PARTS,
	)
	// What holds until it is ended shows one number only.
	const whole = shown.filter(({ texts }) => texts.every(Boolean))
	return Object.fromEntries(whole.map(({ id, texts }) => [id, texts.map(digits)]))
}

async function figuresShown(page: Page): Promise<Record<string, number>> {
	const shown = await page.locator('[data-figure]').evaluateAll((all) =>
		all.map((a) => ({
			key: (a as HTMLElement).dataset['figure'] ?? '',
			text: a.querySelector('.value b, b')?.textContent ?? '',
		})),
	)
	return Object.fromEntries(shown.map(({ key, text }) => [key, digits(text)]))
}

/* ---- pouring ---- */

/** A round of its own in a grid, and its doors. */
async function opened(by: Caller, grid: string): Promise<{ round: Round; doors: string[] }> {
	const sweep = (await list<Round>(by, '/v1/rounds')).find(
		(r) => r.kind === 'sweep' && r.state === 'open' && !r.standing,
	)
	if (!sweep?.incident) throw new Error('no sweep is going on')
	const path = `/v1/candidates?kind=sweep&area=${grid}&subjects=true`
	const of = await list<{ subjects: string[] }>(by, path)
	const doors = of.flatMap((one) => one.subjects).slice(0, DOORS)
	const round: Round = { ...sweep, id: randomUUID() }
	const body = { kind: 'sweep', incident: sweep.incident, question: '示例：同一数字' }
	await hand(by, [
		{
			...said('round.opened', 1, { ...body, expected: doors.length }),
			...{ round: round.id, area: grid },
		},
		{
			...said('round.targeted', 1, { piece: 1, subjects: doors }),
			...{ round: round.id, area: grid },
		},
	])
	return { round, doors }
}

const said = (kind: string, v: number, body: object): object => ({
	...{ id: randomUUID(), kind, v, at: AT, body },
})

async function hand(by: Caller, records: object[]): Promise<void> {
	const receipts = (await call(by, '/v1/records', records)) as { status: string }[]
	expect(receipts.map((r) => r.status)).not.toContain('refused')
}

export interface Shown {
	/** At #/board, #/rounds, #/figures: open before anything comes. */
	board: Page
	rounds: Page
	figures: Page
}

/** turns: how often everything is asked while records come. each: of which rounds. */
export async function oneNumber(
	by: Caller,
	shown: Shown,
	grid: string,
	each: (r: Round) => boolean = () => true,
): Promise<void> {
	const { round, doors } = await opened(by, grid)
	let coming = true
	let came = 0
	const pour = (async () => {
		while (coming) {
			const subject = doors[came % doors.length]
			const outcome = came < doors.length ? 'nobody' : 'done'
			const body =
				outcome === 'done' ? { outcome, people: 2 } : { outcome, next: 'again_today' }
			await hand(by, [
				{ ...said('sweep.visit', 2, body), ...{ subject, round: round.id, area: grid } },
			])
			came++
		}
	})()
	const all = (await list<Round>(by, '/v1/rounds')).filter(each)
	const figures = new Said()
	try {
		await expect.poll(() => came).toBeGreaterThan(0)
		await figuresAsked(by, figures)
		await dayAsked(by, round.incident ?? '', figures)
		for (const r of all) await roundAsked(by, r)
		await figuresAsked(by, figures)
		const from = came
		await expect.poll(() => came).toBeGreaterThan(from)
	} finally {
		coming = false
		await pour
	}
	figures.agrees()

	// At rest each says the same, and so does every screen that was open all the while.
	const rest = new Said()
	const board = await figuresAsked(by, rest)
	await dayAsked(by, round.incident ?? '', rest)
	rest.agrees()
	for (const [key, told] of rest.of)
		expect(new Set(told.map((one) => one.value)).size, key).toBe(1)
	for (const r of all) expect(await roundAsked(by, r), r.id).toBe(true)
	const values = Object.fromEntries(board.map((f) => [keyOf(f), f.value]))
	await expect.poll(() => figuresShown(shown.figures), { timeout: 20_000 }).toEqual(values)
	for (const page of [shown.board, shown.rounds]) {
		const seen = await roundsShown(page)
		expect(Object.keys(seen)).toContain(round.id)
		const covered = await Promise.all(
			Object.keys(seen).map(async (id) => {
				const c = (await call(by, `/v1/rounds/${id}/coverage`)) as Coverage
				return [id, PARTS.map((p) => c[p])]
			}),
		)
		await expect
			.poll(() => roundsShown(page), { timeout: 20_000 })
			.toEqual(Object.fromEntries(covered))
	}
	await hand(by, [
		{
			...said('round.cancelled', 1, { reason: '示例：试毕' }),
			...{ round: round.id, area: grid },
		},
	])
}
