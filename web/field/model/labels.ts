// What the server's tables call things, in the page's language.
import { label, reason, say, type Text } from '@shared/language'
import { placeText } from '@shared/matrix'
import { copy, type TargetRow } from '../store/copy'
import { texts } from '../door_texts'
import type { Door, State } from './state'
import { NotSaved } from '../store/enter'

const named: Readonly<Record<State, Text>> = {
	open: texts.stOpen,
	tried: texts.stTried,
	overdue: texts.stOverdue,
	done: texts.stDone,
	excused: texts.stExcused,
	clash: texts.stClash,
}

export function stateName(s: State): string {
	return say(named[s])
}

/** What an outcome is called in a kind of round; "" for none. */
export function outcomeName(kind: string, outcome: string | null): string {
	if (outcome === null) return ''
	const known = copy.roundKinds.get(kind)?.outcomes.find((o) => o.name === outcome)
	return label(known) || outcome
}

/** A special need by its name, as the kind that lists people calls it. */
export function needName(flag: string): string {
	const field = copy.kinds.get('person.listed')?.fields.find((f) => f.name === 'flags')
	return label(field?.choices?.find((c) => c.name === flag)) || flag
}

/** What a target asks where its round asks several things of a subject: by its name, or a day. */
export function askedName(kind: string, row: TargetRow): string {
	if (row.asked === null) return ''
	const slot = copy.roundKinds.get(kind)?.slots.find((s) => s.name === row.asked)
	return label(slot) || row.asked
}

/** Where a target is and who it is, in a line. */
export function targetName(row: TargetRow): string {
	const text = [placeText(row.place), row.name].filter(Boolean).join(' ')
	return text || placeText(row.arose) || row.subject.slice(-6)
}

/** As it is read aloud: where, how it stands, and whether that has been sent. */
export function doorSaid(kind: string, d: Door): string {
	const parts = [targetName(d.row), askedName(kind, d.row), stateName(d.state)]
	if (d.state === 'tried') parts.push(outcomeName(kind, d.outcome))
	if (d.unsent) parts.push(say(texts.unsent))
	if (d.refused) parts.push(say(texts.refused))
	return parts.filter(Boolean).join('，')
}

/** Why it was not saved. */
export function whyNot(e: Error): string {
	return e instanceof NotSaved ? reason(e) : e.message
}
