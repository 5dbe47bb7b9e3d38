// What a target's state is called on the page. An open one is told apart by what was tried and by its time.
import type { Shapes } from '@shared/api'
import { say, type Text } from '@shared/language'
import { day } from './format'
import { codeLabel, inForce, isSweep, slotLabel } from './tables'
import { texts } from './texts'

export type Target = Shapes['target']
export type State =
	'done' | 'excused' | 'force' | 'open' | 'tried' | 'taken' | 'acted' | 'overdue' | 'late'

/** The outcome of what somebody has taken on: it is in his hands, nothing has failed. */
const ACCEPTED = 'accepted'

/** In the order of the legend. */
export const states: Readonly<Record<State, Text>> = {
	done: texts.stDone,
	excused: texts.stExcused,
	force: texts.stForce,
	open: texts.stOpen,
	tried: texts.stTried,
	taken: texts.stTaken,
	acted: texts.stActed,
	overdue: texts.stOverdue,
	late: texts.stLate,
}

export function stateOf(kind: string, t: Target): State {
	if (t.state === 'done' || t.state === 'excused') return t.state
	if (t.late) return 'late'
	if (t.overdue) return 'overdue'
	if (inForce(kind)) return 'force'
	if (t.tries === 0) return 'open'
	if (isSweep(kind)) return 'tried'
	return t.outcome === ACCEPTED ? 'taken' : 'acted'
}

/** At a door each record of an open target is an attempt to find somebody; anything else is dealt with. */
export function triesName(kind: string): string {
	return say(isSweep(kind) ? texts.tries : texts.acts)
}

export function triesSaid(kind: string, n: number): string {
	return say(isSweep(kind) ? texts.triesN : texts.actsN, { n })
}

/** Why an open target is open: its latest outcome, or that there is none. */
export function whyOpen(kind: string, t: Target): string {
	return (
		codeLabel(kind, 'outcomes', t.outcome) ||
		say(isSweep(kind) ? texts.notTried : texts.notActed)
	)
}

export function stateName(s: State): string {
	return say(states[s])
}

/** What is asked of it where its subject is asked several things: a name, or a day; "" for one that is asked one thing. */
export function askedOf(kind: string, t: Target): string {
	if (t.asked === null) return ''
	return slotLabel(kind, t.asked) || day(t.asked)
}

/** A subject may be asked several things in one round. */
export function keyOf(t: Pick<Target, 'subject' | 'slot'>): string {
	return `${t.subject} ${t.slot}`
}

/** Its place in an address: a subject may be asked several things in one round. */
export function doorOf(t: Target): { door: string; slot: string | null } {
	return { door: t.subject, slot: t.slot ? String(t.slot) : null }
}
export const noDoor = { door: null, slot: null } as const

export function isDoor(t: Target, query: Readonly<Record<string, string>>): boolean {
	return t.subject === query['door'] && String(t.slot) === (query['slot'] ?? '0')
}
