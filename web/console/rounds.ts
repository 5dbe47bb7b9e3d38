// Rounds and their coverage, as the pages read them.
import { api, given, got, whole, type Page, type Shapes } from '@shared/api'
import { say } from '@shared/language'
import { number } from './format'
import { may } from './session'
import type { Target } from './state'
import { roundKind } from './tables'
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

export function readCoverage(id: string, area?: string): Promise<Coverage> {
	const params = { path: { id }, query: given({ area }) }
	return got(api.GET('/v1/rounds/{id}/coverage', { params }))
}

interface MissingAsk {
	area?: string | undefined
	limit: number
	after?: string | undefined
	people?: 'true'
}

function missing(id: string, ask: MissingAsk): Promise<Page<Target>> {
	const params = { path: { id }, query: given({ ...ask }) }
	return got(api.GET('/v1/rounds/{id}/missing', { params }))
}

/** Who is missing, by masked name. */
export function readMissing(
	id: string,
	area: string | undefined,
	limit: number,
	after?: string,
): Promise<Page<Target>> {
	return missing(id, { area, limit, after, people: 'true' })
}

export type Missed = Shapes['missed']

/** Who was missed in it or in one of its kind before it, by masked name. */
export function readMissed(
	id: string,
	area: string | undefined,
	after?: string,
): Promise<Page<Missed>> {
	const query = given({ area, limit: 100, after, people: 'true' as const })
	return got(api.GET('/v1/rounds/{id}/missed', { params: { path: { id }, query } }))
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

/** How many of the missing are beyond their time. By the server's clock: a closed list has one time for all, so its
 * first tells of them; in a standing round each has its own, and they are counted, as far as one page goes. Whoever only
 * counts is told of none. */
export async function readOverdue(r: Round, open: number): Promise<string> {
	if (open === 0 || !may('see_masked', roundKind(r.kind)?.matter)) return '0'
	const page = await missing(r.id, { limit: r.standing ? LISTED_MAX : 1 })
	const n = page.items.filter((t) => t.overdue).length
	if (!r.standing) return n ? String(open) : '0'
	return page.next === null ? String(n) : '≥ ' + number(n)
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
