// What a target's state is called on the page. An open one is told apart by what was tried and by its time.
import type { Shapes } from '@shared/api'
import { say, type Text } from '@shared/language'
import { day } from './format'
import { inForce, slotLabel } from './tables'
import { texts } from './texts'

export type Target = Shapes['target']
export type State = 'done' | 'excused' | 'force' | 'open' | 'tried' | 'overdue' | 'late'

/** In the order of the legend. */
export const states: Readonly<Record<State, Text>> = {
	done: texts.stDone,
	excused: texts.stExcused,
	force: texts.stForce,
	open: texts.stOpen,
	tried: texts.stTried,
	overdue: texts.stOverdue,
	late: texts.stLate,
}

export function stateOf(kind: string, t: Target): State {
	if (t.state === 'done' || t.state === 'excused') return t.state
	if (t.late) return 'late'
	if (t.overdue) return 'overdue'
	if (inForce(kind)) return 'force'
	return t.tries > 0 ? 'tried' : 'open'
}

export function stateName(s: State): string {
	return say(states[s])
}

/** What is asked of it where its subject is asked several things: a name, or a day; "" for one that is asked one thing. */
export function askedOf(kind: string, t: Target): string {
	if (t.asked === null) return ''
	return slotLabel(kind, t.asked) ?? day(t.asked)
}

/** Its place in an address: a subject may be asked several things in one round. */
export function doorOf(t: Target): { door: string; slot: string | null } {
	return { door: t.subject, slot: t.slot ? String(t.slot) : null }
}
export const noDoor = { door: null, slot: null } as const

export function isDoor(t: Target, query: Readonly<Record<string, string>>): boolean {
	return t.subject === query['door'] && String(t.slot) === (query['slot'] ?? '0')
}
