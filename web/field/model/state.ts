// How a target stands for whoever holds this phone: what the server said of it last, and over that what was entered here
// since. A door that was done without a network is done on its screen, and says that it has not been sent.
import { targetKey, type TargetRow } from '../store/copy'
import type { Entry } from '../store/outbox'

export type State = 'open' | 'tried' | 'overdue' | 'done' | 'excused' | 'clash'
/** In the order of the legend. */
export const states: readonly State[] = ['open', 'tried', 'overdue', 'done', 'excused', 'clash']

export interface Door {
	/** subject|slot: one in its round. */
	key: string
	row: TargetRow
	place: object | null
	state: State
	/** Entered here, and not accepted by the server yet. */
	unsent: boolean
	/** Entered here, and refused: see the outbox. */
	refused: boolean
	outcome: string | null
	tries: number
	/** What was entered here about it, the latest last. */
	own: readonly Entry[]
}

/* What leaves a target open, by kind: an outcome, or all that the kind says. Anything else settles it. What the desks' effects do
 * with it in the end is the server's word, and comes down with the next changes. */
const OPEN: Readonly<Record<string, readonly string[] | true>> = {
	'sweep.visit': ['nobody', 'refused', 'owner_unreachable', 'unsafe'],
	'inspect.made': ['closed', 'refused'],
	'ask.accepted': true,
	'ask.answered': ['answered', 'passed_on', 'cannot'],
	'arrival.followed': ['not_reached'],
	'contact.followed': ['not_reached'],
	'household.listed': ['not_reached'],
	'risk.followed': ['not_reached'],
	'sample.taken': ['refused', 'absent', 'unfit'],
	'doorstep.done': ['absent', 'refused'],
	'counsel.given': ['again', 'unreachable'],
	'warning.settled': ['watch'],
	'test.registered': true,
	'retest.done': ['some'],
	'box.sent': true,
	'box.received': true,
	'need.taken': true,
	'order.bought': true,
	'task.accepted': true,
	'task.done': true,
	'finding.assigned': true,
	'finding.fixed': true,
	'finding.rechecked': ['failed'],
	'muster.called': true,
	'shift.clock_out': true,
	'shift.no_show': true,
	'shift.swapped': true,
	'shift.handed_over': true,
	'zone.changed': true,
	'restriction.served': ['nobody'],
	'restriction.extended': true,
	'referral.lost': true,
}
const EXCUSED: Readonly<Record<string, readonly string[] | true>> = {
	'sweep.visit': ['moved', 'not_a_dwelling'],
	'inspect.made': ['gone'],
	'arrival.followed': ['left'],
	'contact.followed': ['left', 'became_case'],
	'doorstep.done': ['unneeded'],
	'target.exempted': true,
	'need.dropped': true,
	'task.dropped': true,
	'muster.excused': true,
	'risk.dismissed': true,
	'tube.lost': true,
	'case.dismissed': true,
}

/** What puts a target on its list, and answers nothing. */
export const FOUND: readonly string[] = ['sweep.found', 'test.found']

function says(table: typeof OPEN, kind: string, outcome: string | null): boolean {
	const row = table[kind]
	return row === true || (row !== undefined && outcome !== null && row.includes(outcome))
}

/** What a record makes of its target. */
export function settles(kind: string, outcome: string | null): 'tried' | 'done' | 'excused' {
	if (says(EXCUSED, kind, outcome)) return 'excused'
	return says(OPEN, kind, outcome) ? 'tried' : 'done'
}

/** The field of a kind that says which thing of several is answered, by its usual names. */
export const SLOTS: readonly string[] = ['slot', 'day']

function textOf(body: Record<string, unknown>, name: string): string | null {
	const v = body[name]
	return typeof v === 'string' ? v : null
}

function slotOf(body: Record<string, unknown>): number {
	const v = SLOTS.map((name) => body[name]).find((one) => typeof one === 'number')
	return typeof v === 'number' ? v : 0
}

/** It says nothing: given up here, or taken back at the server. */
export function isOff(e: Entry): boolean {
	return e.state === 'withdrawn' || e.state === 'voided'
}

export type Index = ReadonlyMap<string, readonly Entry[]>

/** Entries by round and target, the oldest first (given: the newest first); what was withdrawn, or corrected by a later one here, is
 * left out. */
export function indexed(entries: readonly Entry[], round: string): Index {
	const corrected = new Set<string>()
	const byKey = new Map<string, Entry[]>()
	for (const e of entries) {
		const r = e.record
		if (!r || r.round !== round || !r.subject || isOff(e)) continue
		if (e.state !== 'refused') for (const id of r.corrects ?? []) corrected.add(id)
		if (corrected.has(e.id)) continue
		const key = targetKey(r.subject, slotOf(r.body))
		byKey.set(key, [e, ...(byKey.get(key) ?? [])])
	}
	return byKey
}

/** What is on its way, or what the copy does not know yet. What awaits an approval, or something that has not arrived, counts for
 * nothing until then, as at the server. */
function isNews(e: Entry, row: TargetRow): boolean {
	if (!e.record || FOUND.includes(e.kind)) return false
	if (e.state === 'queued' || e.state === 'sent') return true
	if (e.state !== 'accepted' && e.state !== 'clash') return false
	return e.pos !== null && e.pos > row.pos
}

/* Thousands of doors have the same end. */
const moments = new Map<string, number>()
const MOMENTS_MAX = 1000

/** A time of the server's, in ms. */
export function moment(text: string): number {
	const known = moments.get(text)
	if (known !== undefined) return known
	if (moments.size === MOMENTS_MAX) moments.clear()
	const ms = Date.parse(text)
	moments.set(text, ms)
	return ms
}

function said(row: TargetRow, now: number, voided = false): State {
	if (!voided && (row.state === 'done' || row.state === 'excused')) return row.state
	if (row.overdue || row.late || (row.due !== null && moment(row.due) < now)) return 'overdue'
	return row.tries > 0 ? 'tried' : 'open'
}

export function door(row: TargetRow, own: readonly Entry[], now: number): Door {
	const key = targetKey(row.subject, row.slot)
	const { place, outcome, tries } = row
	// Nothing was entered at most of them.
	if (own.length === 0)
		return {
			...{ key, row, place, state: said(row, now) },
			...{ unsent: false, refused: false, outcome, tries, own },
		}
	const d: Door = {
		key,
		row,
		place,
		state: said(row, now),
		unsent: own.some((e) => e.state === 'queued' || e.state === 'sent'),
		refused: own.some((e) => e.state === 'refused'),
		outcome,
		tries,
		own,
	}
	const news = own.flatMap((e) => (e.record && isNews(e, row) ? [e.record] : []))
	const made = news.map((r) => {
		const outcome = textOf(r.body, 'outcome')
		return { state: settles(r.kind, outcome), outcome }
	})
	// What corrects another may take back just what settled it.
	const before = said(
		row,
		now,
		news.some((r) => r.corrects?.length),
	)
	d.tries += made.filter((m) => m.state === 'tried').length
	const best = (['done', 'excused', 'tried'] as const).find(
		(state) => before === state || made.some((m) => m.state === state),
	)
	d.state = best ?? before
	d.outcome = made.filter((m) => m.state === best).at(-1)?.outcome ?? row.outcome
	if (own.some((e) => e.state === 'clash')) d.state = 'clash'
	return d
}

export function isMissing(d: Door): boolean {
	return d.state !== 'done' && d.state !== 'excused'
}
