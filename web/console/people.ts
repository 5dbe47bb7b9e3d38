// The roster's people, areas as the roster stands in them, and who works in the response.
import { api, given, got, whole, type Page, type Shapes } from '@shared/api'
import { chinaTime } from '@shared/ids'
import { filterOf } from './rounds'
import type { Look } from './records'

export type Person = Shapes['person']
export type AreaRow = Shapes['area']
export type Staff = Shapes['staff']
export type Unit = Shapes['unit']
export type Shift = Shapes['shift']

export const CREW = 'crew' // whose right the roll is

export interface PeopleAsk {
	area?: string | undefined
	home?: string | undefined
	flags: readonly string[]
	look?: Look | undefined
}

export function readPeople(ask: PeopleAsk, after?: string): Promise<Page<Person>> {
	const query = given({
		area: ask.home ? undefined : ask.area,
		home: ask.home,
		filter: filterOf(ask.flags),
		unmask: ask.look?.unmask,
		after,
	})
	// In no address: they are kept by proxies and histories.
	const header = given({
		'Bulou-Note': ask.look?.note ? encodeURIComponent(ask.look.note) : undefined,
	})
	return got(api.GET('/v1/people', { params: { query, header } }))
}

/** A person, masked: by the home in which he lives, or by himself. */
export async function readPerson(id: string): Promise<
	| {
			name: string | null
			phone: string | null
			flags: string[]
			home: string | undefined
	  }
	| undefined
> {
	const { items } = await got(api.GET('/v1/homes', { params: { query: { subjects: id } } }))
	for (const home of items) {
		const one = home.people.find((p) => p.id === id)
		if (one) return { ...one, home: home.subject === id ? undefined : home.subject }
	}
	return undefined
}

export function readAreas(): Promise<AreaRow[]> {
	return whole((after) => {
		const query = { roster: 'true' as const, limit: 1000, ...given({ after }) }
		return got(api.GET('/v1/areas', { params: { query } }))
	})
}

export const DOORS_MAX = 1000

export async function readDoors(area: string): Promise<Page<Shapes['subject']>> {
	const query = { area, type: 'dwelling' as const, limit: DOORS_MAX }
	return got(api.GET('/v1/subjects', { params: { query } }))
}

export function readStaff(
	ask: { area?: string | undefined; unit?: string | undefined },
	after?: string,
	limit?: number,
): Promise<Page<Staff>> {
	const query = given({ ...ask, after, limit })
	return got(api.GET('/v1/staff', { params: { query } }))
}

export async function readOneOfStaff(id: string): Promise<Staff | undefined> {
	const params = { query: { subject: id } }
	return (await got(api.GET('/v1/staff', { params }))).items[0]
}

export function readUnits(incident: string): Promise<Unit[]> {
	return whole((after) => {
		const query = given({ incident, limit: 1000, after })
		return got(api.GET('/v1/units', { params: { query } }))
	})
}

const DAY_MS = 24 * 3600_000
const NIGHT_MS = 12 * 3600_000 // whoever came in the evening before is there in the morning

/** Shifts that begin on a local day, or in the night before. */
export function readShifts(incident: string, area: string, day: string): Promise<Shift[]> {
	const start = Date.parse(`${day}T00:00:00+08:00`)
	return whole((after) => {
		const query = given({
			incident,
			area,
			from: chinaTime(start - NIGHT_MS),
			to: chinaTime(start + DAY_MS - 1000),
			limit: 1000,
			after,
		})
		return got(api.GET('/v1/shifts', { params: { query } }))
	})
}
