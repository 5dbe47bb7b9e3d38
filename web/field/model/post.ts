// Posts and their shifts, as the server told them last, and over that what was entered on this phone since.
import type { Shapes } from '@shared/api'
import type { Entry } from '../store/outbox'
import { isOff } from './state'
import type { Draft } from '../store/record'

export type ShiftRow = Shapes['shift']

export interface Shift extends ShiftRow {
	/** As in the row, or as entered here. */
	came: string | null
	left: string | null
	handed_to: string | null
	/** Somebody said on this phone that he did not come. */
	absent: boolean
	/** What was entered here and is not accepted yet. */
	unsent: boolean
}

const HOUR_MS = 3600_000
/** The longest there is, where nobody said when it ends. */
const SHIFT_MS = 12 * HOUR_MS
const EARLY_MS = HOUR_MS
/** So long after its end a shift may still be handed over. */
const LATE_MS = 2 * HOUR_MS

function isOf(e: Entry, s: ShiftRow): boolean {
	const { record } = e
	if (!record || record.round !== s.round || record.body['slot'] !== s.slot) return false
	return (record.body['planned'] ?? record.subject) === s.subject
}

function laid(s: Shift, e: Entry): Shift {
	const now = { ...s, unsent: s.unsent || e.state === 'queued' || e.state === 'sent' }
	if (e.kind === 'shift.clock_in') return { ...now, came: e.at }
	if (e.kind === 'shift.clock_out') return { ...now, left: e.at }
	if (e.kind === 'shift.no_show') return { ...now, absent: true }
	if (e.kind === 'shift.handed_over')
		return { ...now, handed_to: String(e.record?.body['to'] ?? '') || null }
	return s
}

/** entries: newest first, as the outbox has them. */
export function shiftsNow(rows: readonly ShiftRow[], entries: readonly Entry[]): Shift[] {
	const own = entries.filter(
		(e) => e.kind.startsWith('shift.') && e.state !== 'refused' && !isOff(e),
	)
	return rows.map((row) =>
		own
			.filter((e) => isOf(e, row))
			.reverse()
			.reduce(laid, { ...row, absent: row.outcome === 'no_show', unsent: false }),
	)
}

export function endOf(s: ShiftRow): number {
	return s.end === null ? Date.parse(s.start ?? '') + SHIFT_MS : Date.parse(s.end)
}

/** Is it going on, or about to begin, or just over? */
export function isOn(s: ShiftRow, now: number): boolean {
	return Date.parse(s.start ?? '') - EARLY_MS <= now && now <= endOf(s) + LATE_MS
}

export function atPost(all: readonly Shift[], post: string): Shift[] {
	return all
		.filter((s) => s.post === post)
		.sort((a, b) => Date.parse(a.start ?? '') - Date.parse(b.start ?? ''))
}

/** Mine of a post: the one that I am in, else the one that I can begin, else the next, else the one that I have just left. */
export function myShift(all: readonly Shift[], staff: string, now: number): Shift | undefined {
	const mine = all.filter((s) => s.staff === staff)
	return (
		mine.find((s) => s.came !== null && s.left === null && now <= endOf(s) + 24 * HOUR_MS) ??
		mine.find((s) => s.left === null && isOn(s, now)) ??
		mine.find((s) => Date.parse(s.start ?? '') > now) ??
		mine.find((s) => isOn(s, now))
	)
}

/** Those of the same post that begin next after this one. */
export function afterIt(all: readonly Shift[], s: Shift): Shift[] {
	const later = atPost(all, s.post ?? '').filter(
		(o) => Date.parse(o.start ?? '') > Date.parse(s.start ?? ''),
	)
	return later.filter((o) => o.start === later[0]?.start)
}

/** Hours as the server takes them: "12.5". */
export function hoursBetween(from: string, to: number): string {
	return String(Math.max(0, Math.round(((to - Date.parse(from)) / HOUR_MS) * 100) / 100))
}

/** A record about a shift, by who acts: where it was planned for somebody else, it says so. */
export function shiftDraft(
	kind: string,
	v: number,
	s: ShiftRow,
	staff: string,
	body: Record<string, unknown>,
): Draft {
	const planned = s.subject !== staff && s.subject !== s.post ? { planned: s.subject } : {}
	return {
		kind,
		v,
		area: s.area,
		round: s.round,
		subject: staff,
		body: { ...(s.post && { post: s.post }), slot: s.slot, ...planned, ...body },
	}
}
