// Rounds and their coverage, as the pages read them.
import { api, given, got, whole, type Page, type Shapes } from '@shared/api'
import { say } from '@shared/language'
import { areaName } from './areas'
import { isPast } from './clock'
import type { Target } from './state'
import { texts } from './texts'

export type Round = Shapes['round']
export type Coverage = Shapes['coverage']

const LISTED_MAX = 1000 // rows of one page of the server

export function readRounds(): Promise<Round[]> {
	return whole((after) =>
		got(api.GET('/v1/rounds', { params: { query: given({ limit: 1000, after }) } })),
	)
}

export function readRound(id: string): Promise<Round> {
	return got(api.GET('/v1/rounds/{id}', { params: { path: { id } } }))
}

/** overdue: with how many of the missing are, which is counted for whoever asks. */
export function readCoverage(id: string, area?: string, overdue = false): Promise<Coverage> {
	const count = overdue ? ('true' as const) : undefined
	const params = { path: { id }, query: given({ area, overdue: count }) }
	return got(api.GET('/v1/rounds/{id}/coverage', { params }))
}

/** Beyond so many the server does not sort by who needs help. */
export const NEED_MAX = 20_000
/** Rows of one sheet that is filled in by hand. */
export const SHEET_MAX = 250

export interface MissingAsk {
	area?: string | undefined
	/** Names of flags, all of which somebody there has. */
	flags: readonly string[]
	sort: 'need' | 'area'
}

/** Who is missing, by masked name. */
export function readMissing(
	id: string,
	ask: MissingAsk,
	limit: number,
	after?: string,
): Promise<Page<Target>> {
	const { area, sort } = ask
	const filter = filterOf(ask.flags)
	const query = given({ area, filter, sort, limit, after, people: 'true' as const })
	return got(api.GET('/v1/rounds/{id}/missing', { params: { path: { id }, query } }))
}

export type Missed = Shapes['missed']

/** Who was missed in it or in one of its kind before it, by masked name. */
export function readMissed(
	id: string,
	ask: Omit<MissingAsk, 'sort'>,
	after?: string,
): Promise<Page<Missed>> {
	const { area } = ask
	const filter = filterOf(ask.flags)
	const query = given({ area, filter, limit: 100, after, people: 'true' as const })
	return got(api.GET('/v1/rounds/{id}/missed', { params: { path: { id }, query } }))
}

/** Flags as the server takes them. */
export function filterOf(flags: readonly string[]): string {
	return flags.map((f) => `flag:${f}`).join(' ')
}

/** As they stand in the address of a page. */
export function flagsIn(query: Readonly<Record<string, string>>): string[] {
	return (query['flags'] ?? '').split(',').filter(Boolean)
}

/** Every target of an area, in every state. */
export function readTargets(id: string, area: string): Promise<Target[]> {
	return whole((after) => {
		const params = {
			path: { id },
			query: given({ area, limit: LISTED_MAX, after, people: 'true' as const }),
		}
		return got(api.GET('/v1/rounds/{id}/targets', { params }))
	})
}

/** A closed list has one time for all: it is overdue as a whole, in every area of it. */
export function isOverdue(r: Round): boolean {
	return !r.standing && isPast(r.due)
}

/** How many of the missing are beyond their time. In a standing round each has a time of its own; where they were counted a moment ago,
 * some may be done since. */
export function overdueOf(r: Round, c: Coverage): string {
	if (!r.standing) return isOverdue(r) ? String(c.missing) : '0'
	return String(Math.min(c.overdue ?? 0, c.missing))
}

type Under = Coverage['areas'][number]
const names = new Intl.Collator('zh-CN', { numeric: true })

export function byAreaName(a: Under, b: Under): number {
	return names.compare(areaName(a.area), areaName(b.area))
}

/** Who needs help comes first: most missing, then the lowest share done. */
export function byAreaNeed(a: Under, b: Under): number {
	const share = (r: Under): number => r.missing / Math.max(r.expected + r.found, 1)
	return (
		b.missing - a.missing ||
		share(b) - share(a) ||
		Number(b.no_roster) - Number(a.no_roster) ||
		byAreaName(a, b)
	)
}

export function roundState(r: Round): string {
	switch (r.state) {
		case 'opening':
			return say(texts.stateOpening)
		case 'open':
			return say(texts.stateOpen)
		case 'cancelled':
			return say(texts.stateCancelled)
		default:
			return say(texts.stateClosed)
	}
}
