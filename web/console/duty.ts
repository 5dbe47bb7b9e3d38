// A day's shifts as whoever answers for the posts wants them: who is there, who comes, where nobody is, and who left without handing over.
import { order } from '@shared/matrix'
import { brief } from './format'
import type { Shift } from './people'

export type DutyState =
	'empty' | 'unplanned' | 'absent' | 'here' | 'over' | 'toCome' | 'gone' | 'excused'

export interface Duty {
	key: string
	shift: Shift
	post: string
	state: DutyState
	/** He was there and has gone, or his time is over, and nobody says to whom he handed over. */
	open: boolean
}

const time = (text: string | null): number => (text === null ? NaN : Date.parse(text))
/** "08:00", in the field's zone, which the server's times carry. */
export const clock = (text: string | null): string => text?.slice(11, 16) ?? '—'

function stateOf(s: Shift, now: number): DutyState {
	const begun = !(time(s.start) > now)
	if (s.left || s.handed_to) return 'gone'
	if (s.came) return time(s.end) <= now ? 'over' : 'here'
	if (s.state === 'excused') return 'excused'
	if (!s.staff) return begun ? 'empty' : 'unplanned'
	return begun ? 'absent' : 'toCome'
}

/** By post and time. What somebody's own shift answers (a post that was filled) is left out. */
export function duties(shifts: readonly Shift[], day: string, now: number): Duty[] {
	const start = Date.parse(`${day}T00:00:00+08:00`)
	return shifts
		.filter((s) => s.staff || s.state === 'open')
		.filter((s) => time(s.start) >= start || (s.came && !s.left) || time(s.end) > start)
		.map((s) => {
			const state = stateOf(s, now)
			const over = s.left !== null || time(s.end) <= now
			return {
				key: `${s.round} ${s.area} ${s.subject} ${s.slot}`,
				shift: s,
				post: s.post_name ?? (s.post ? brief(s.post) : ''),
				state,
				open: s.came !== null && over && !s.handed_to,
			}
		})
		.sort(
			(a, b) =>
				order.compare(a.post, b.post) ||
				time(a.shift.start) - time(b.shift.start) ||
				a.shift.slot - b.shift.slot,
		)
}

/** What somebody has to see to. */
export const isGap = (d: Duty): boolean => d.state === 'empty' || d.state === 'absent'

const HOUR_MS = 3600_000
const QUARTER_MS = HOUR_MS / 4
const SHIFT_H = 12
const typed = (ms: number): string =>
	Number.isNaN(ms) ? '' : new Date(ms + 8 * HOUR_MS).toISOString().slice(0, 16)

/** When the post's next shift begins, which is the end of this one; else twelve hours on. As an input shows it. */
export function endOf(d: Duty, all: readonly Duty[]): string {
	const start = time(d.shift.start)
	const later = all
		.filter((o) => o.shift.post === d.shift.post && time(o.shift.start) > start)
		.map((o) => time(o.shift.start))
	return typed(Math.min(start + SHIFT_H * HOUR_MS, ...later))
}

/** When somebody else is there: when the shift begins, or as soon as he can. */
export function comesAt(d: Duty, now: number): string {
	return typed(Math.max(time(d.shift.start), Math.ceil(now / QUARTER_MS) * QUARTER_MS))
}
