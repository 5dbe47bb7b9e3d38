// What charts are drawn of, as the server tells it; nothing is added up here.
import { api, given, got, whole, type Shapes } from '@shared/api'
import type { Point } from './chart'
import type { Ask } from './figures'
import { day, number, time } from './format'

export type FigureDay = Shapes['figure_day']
export type FigureArea = Shapes['figure_area']
export type Progress = Shapes['progress']
export type Stock = Shapes['stock']
export type Queue = Shapes['queue']

const LIMIT = 1000

export function readDays(id: string, ask: Ask): Promise<FigureDay[]> {
	return whole((after) =>
		got(
			api.GET('/v1/figures/{id}/days', {
				params: { path: { id }, query: given({ ...ask, limit: LIMIT, after }) },
			}),
		),
	)
}

export function readByArea(id: string, ask: Ask): Promise<FigureArea[]> {
	return whole((after) =>
		got(
			api.GET('/v1/figures/{id}/areas', {
				params: { path: { id }, query: given({ ...ask, limit: LIMIT, after }) },
			}),
		),
	)
}

export function readProgress(id: string, area: string | undefined): Promise<Progress[]> {
	return whole((after) =>
		got(
			api.GET('/v1/rounds/{id}/progress', {
				params: { path: { id }, query: given({ area, limit: LIMIT, after }) },
			}),
		),
	)
}

export function readStock(ask: Ask): Promise<Stock[]> {
	return whole((after) =>
		got(api.GET('/v1/stock', { params: { query: given({ ...ask, limit: LIMIT, after }) } })),
	)
}

export function readQueue(id: string, ask: Ask): Promise<Queue[]> {
	const { from, to } = ask
	return whole((after) =>
		got(
			api.GET('/v1/places/{id}/queue', {
				params: { path: { id }, query: given({ from, to, limit: LIMIT, after }) },
			}),
		),
	)
}

/** The first thousand places: more than somebody chooses from. */
export async function readPlaces(area: string | undefined): Promise<Shapes['place'][]> {
	const page = await got(
		api.GET('/v1/places', { params: { query: given({ area, limit: LIMIT }) } }),
	)
	return page.items
}

/** Month and day: "8-30". */
function short(text: string): string {
	return text.slice(5, 10).replace(/^0/, '').replace('-0', '-')
}

function signed(n: number): string {
	return n > 0 ? `+${number(n)}` : number(n)
}

export function ofDays(rows: readonly FigureDay[]): Point[] {
	return rows.map((r) => ({
		at: short(r.day),
		name: day(r.day),
		value: r.value,
		cells: [number(r.value), signed(r.change)],
	}))
}

export function ofProgress(rows: readonly Progress[]): Point[] {
	const daily = rows.length > 1 && rows.every((r) => r.at.slice(11, 16) === '00:00')
	return rows.map((r) => ({
		at: daily ? short(r.at) : `${short(r.at)} ${r.at.slice(11, 16)}`,
		name: time(r.at),
		value: r.done,
		cells: [number(r.done), number(r.added)],
	}))
}

export function ofQueue(rows: readonly Queue[]): Point[] {
	return rows.map((r) => ({
		at: r.at.slice(11, 16),
		name: time(r.at),
		value: r.waiting,
		cells: [number(r.waiting), number(r.minutes), r.lanes === null ? '—' : number(r.lanes)],
	}))
}

export function ofStock(rows: readonly Stock[], notUsed: string): Point[] {
	return rows.map((r) => ({
		at: r.item,
		name: r.item,
		value: Number(r.lasts ?? 0),
		none: r.lasts === null,
		cells: [r.lasts === null ? notUsed : number(r.lasts), number(r.stored), number(r.a_day)],
	}))
}
