// Figures: what they count, their values, and the records behind them.
import { api, given, got, whole, type Page, type Shapes } from '@shared/api'
import { either } from '@shared/language'
import type { Route } from '@shared/route'
import { readBulletin, type Bulletin } from './bulletins'
import { may } from './session'

export type Figure = Shapes['figure']
export type FigureValue = Shapes['figure_value']

/** What is asked of every figure. */
export interface Ask {
	incident: string | undefined
	area: string | undefined
	from: string | undefined
	to: string | undefined
}

export function askOf(r: Route): Ask {
	const { incident, area, from, to } = r.query
	return { incident, area, from, to }
}

export function readFigures(): Promise<Figure[]> {
	return whole((after) =>
		got(api.GET('/v1/figures', { params: { query: given({ limit: 1000, after }) } })),
	)
}

/** What a bulletin asked: its own incident, area and days, not those of an address that anybody can write. */
function askOfBulletin(b: Bulletin): Ask {
	return { incident: b.incident, area: b.area, from: b.from, to: b.to }
}

export function readBoard(ask: Ask): Promise<FigureValue[]> {
	return whole((after) =>
		got(api.GET('/v1/board', { params: { query: given({ ...ask, limit: 1000, after }) } })),
	)
}

function readValue(id: string, ask: Ask): Promise<Shapes['figure_exact']> {
	const params = { path: { id }, query: given({ ...ask }) }
	return got(api.GET('/v1/figures/{id}', { params }))
}

/** The records behind a value: those that had come by the position at which it was read. */
export function readBehind(
	id: string,
	ask: Ask,
	as_of: number | undefined,
	after?: string,
): Promise<Page<Shapes['figure_record']>> {
	const params = { path: { id }, query: given({ ...ask, as_of, after, limit: 100 }) }
	return got(api.GET('/v1/figures/{id}/records', { params }))
}

type Numbered = Pick<FigureValue, 'v' | 'label_zh' | 'label_en' | 'value' | 'unit' | 'unit_en'>
type Meant = Pick<Figure, 'means_zh' | 'means_en'>

/** A figure as a page shows it: as it is now, or as a bulletin froze it. */
export interface Shown {
	ask: Ask
	of: Numbered & Meant & { shape?: string }
	as_of: number
	bulletin: Bulletin | undefined
}

async function readFrozen(id: string, bulletin: string): Promise<Shown | null> {
	const b = await readBulletin(bulletin)
	const row = b.figures.find((f) => f.id === id)
	if (!row || row.value === null) return null
	return { ask: askOfBulletin(b), of: { ...row, value: row.value }, as_of: b.as_of, bulletin: b }
}

async function readNow(id: string, ask: Ask): Promise<Shown> {
	const [now, all] = await Promise.all([readValue(id, ask), readFigures()])
	const { means_zh = null, means_en = null, shape = '' } = all.find((d) => d.id === id) ?? {}
	return { ask, of: { ...now, means_zh, means_en, shape }, as_of: now.as_of, bulletin: undefined }
}

/** null: the bulletin does not count it. */
export function readShown(id: string, ask: Ask, bulletin?: string): Promise<Shown | null> {
	return bulletin ? readFrozen(id, bulletin) : readNow(id, ask)
}

export type Balance = Shapes['balance']

/** The accounts that it is a term of and that do not close, for whoever sees accounts. */
export async function readOpen(id: string, { incident, area }: Ask): Promise<Balance[]> {
	if (!may('count', 'command')) return []
	const all = await whole((after) =>
		got(api.GET('/v1/balances', { params: { query: given({ incident, area, after }) } })),
	)
	return all.filter((b) => !b.closes && !b.part && b.terms.some((t) => t.figure === id))
}

interface Unit {
	unit: string | null
	unit_en: string | null
}

export function unitOf(f: Unit): string {
	return either(f.unit, f.unit_en) ?? ''
}

export function meaning(f: Meant | undefined): string {
	return either(f?.means_zh, f?.means_en) ?? ''
}
