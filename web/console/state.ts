// What a target's state is called on the page. An open one is told apart by what was tried and by its time.
import type { Shapes } from '@shared/api'
import { say, type Text } from '@shared/language'
import { texts } from './texts'

export type Target = Shapes['target']
export type State = 'done' | 'excused' | 'open' | 'tried' | 'overdue' | 'late'

/** In the order of the legend. */
export const states: Readonly<Record<State, Text>> = {
	done: texts.stDone,
	excused: texts.stExcused,
	open: texts.stOpen,
	tried: texts.stTried,
	overdue: texts.stOverdue,
	late: texts.stLate,
}

export function stateOf(t: Target): State {
	if (t.state === 'done' || t.state === 'excused') return t.state
	if (t.late) return 'late'
	if (t.overdue) return 'overdue'
	return t.tries > 0 ? 'tried' : 'open'
}

export function stateName(s: State): string {
	return say(states[s])
}
