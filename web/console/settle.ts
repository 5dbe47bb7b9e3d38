// What somebody should settle: records that wait for a second person, that exclude each other, whose writer nobody has confirmed, that
// name what is not here, and those that were refused. What settles one is a record, too.
import { api, given, got, type Page, type Shapes } from '@shared/api'
import { readRecord, type RecordRow } from './records'
import { readAbout } from './subjects'
import { draft, type Draft } from './write'

export type Clash = Shapes['clash']
export type Waiting = Shapes['waiting']
export type Refusal = Shapes['refused']
export type Suspect = Shapes['suspect']
export type Marked = Shapes['marked']

const PAGE = 20

const query = (after?: string) => given({ limit: PAGE, after })

export function readMarked(what: 'held' | 'unconfirmed', after?: string): Promise<Page<Marked>> {
	return got(api.GET('/v1/marked', { params: { query: { what, ...query(after) } } }))
}
export function readClashes(after?: string): Promise<Page<Clash>> {
	return got(api.GET('/v1/clashes', { params: { query: query(after) } }))
}
export function readWaiting(after?: string): Promise<Page<Waiting>> {
	return got(api.GET('/v1/waiting', { params: { query: query(after) } }))
}
export function readRefused(after?: string): Promise<Page<Refusal>> {
	return got(api.GET('/v1/refused', { params: { query: query(after) } }))
}

export function readSuspects(after?: string): Promise<Page<Suspect>> {
	return got(api.GET('/v1/suspects', { params: { query: query(after) } }))
}
/** That two are one, or are not. */
export function partedOrOne(s: Suspect, kind: 'subject.merged' | 'subject.parted'): Draft {
	const body = kind === 'subject.merged' ? { with: s.b } : { from: s.b }
	return draft(kind, body, { ...(s.a && { subject: s.a }), ...(s.area && { area: s.area }) })
}

/** The masked name that was told of somebody last; null of what has none. */
export async function nameOf(subject: string): Promise<string | null> {
	const told = (await readAbout(subject)).filter((r) => r.kind.startsWith('person.'))
	const last = told.sort((a, b) => b.pos - a.pos)[0]
	const name = last && ((await readRecord(last.id)).body as Record<string, unknown>)['name']
	return typeof name === 'string' ? name : null
}

const where = (r: RecordRow): { area?: string } => (r.area ? { area: r.area } : {})

export function approve(r: RecordRow): Draft {
	return draft('record.approved', { records: [r.id] }, where(r))
}
/** That somebody has seen to a refusal: it was entered anew, or is not to be. */
export function settleRefusal(
	r: Refusal,
	how: 'entered' | 'withdrawn',
	reason: string,
	area: string,
): Draft {
	const body = { pos: r.pos, received: r.received, how, ...(reason && { reason }) }
	return draft('refusal.settled', body, { area: r.area ?? area })
}
export function revoke(r: RecordRow, reason: string): Draft {
	return draft('record.voided', { records: [r.id], reason }, where(r))
}
