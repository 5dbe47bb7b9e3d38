// Figures: what they count, their values, and the records behind them.
import { api, given, got, whole, type Page, type Shapes } from '@shared/api'
import { language } from '@shared/language'
import type { Route } from './route'

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

export function readBoard(ask: Ask): Promise<FigureValue[]> {
	return whole((after) =>
		got(api.GET('/v1/board', { params: { query: given({ ...ask, limit: 1000, after }) } })),
	)
}

export function readValue(id: string, ask: Ask): Promise<Shapes['figure_exact']> {
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

interface Unit {
	unit: string | null
	unit_en: string | null
}

export function unitOf(f: Unit): string {
	return (language.value === 'zh' ? f.unit : f.unit_en) ?? ''
}

export function meaning(f: Figure | undefined): string {
	return (language.value === 'zh' ? f?.means_zh : f?.means_en) ?? ''
}
