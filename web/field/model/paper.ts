// A row of a sheet that was filled in by hand, typed in by two keys: the outcome, and then how many people, where it is the first outcome
// and the form asks that, or else what comes next. The numbers are those beside the boxes (src/desk/round_paper.h).
import type { Shapes } from '@shared/api'
import { targetKey, type Copy, type Kind, type RoundRow, type SubjectRow } from '../store/copy'
import type { Draft } from '../store/record'

export type Choice = Shapes['choice']
type Field = Kind['fields'][number]
type Known = Pick<Copy, 'kinds' | 'targets'>

export interface PaperForm {
	kind: Kind
	outcomes: readonly Choice[]
	next: readonly Choice[]
	/** Asked with the first outcome. */
	people: Field | undefined
	hasSlot: boolean
}

function field(kind: Kind, name: string): Field | undefined {
	return kind.fields.find((f) => f.name === name)
}

/** undefined: rounds of this kind take more than an outcome. */
export function paperForm(copy: Known, round: RoundRow): PaperForm | undefined {
	for (const kind of copy.kinds.values()) {
		const outcomes = field(kind, 'outcome')?.choices
		if (kind.covers !== round.kind || !outcomes) continue
		if (kind.fields.some((f) => f.required && f.name !== 'outcome')) return undefined
		return {
			kind,
			outcomes,
			next: field(kind, 'next')?.choices ?? [],
			people: field(kind, 'people'),
			hasSlot: field(kind, 'slot') !== undefined,
		}
	}
	return undefined
}

export type Second =
	{ ask: 'people'; field: Field } | { ask: 'next'; choices: readonly Choice[] } | { ask: 'none' }

/** What the second key says. */
export function secondOf(form: PaperForm, outcome: string): Second {
	if (form.people && form.outcomes[0]?.name === outcome)
		return { ask: 'people', field: form.people }
	return form.next.length > 0 ? { ask: 'next', choices: form.next } : { ask: 'none' }
}

export interface Filled {
	subject: SubjectRow
	round: RoundRow
	slot: number
	outcome: string
	/** A digit of people, or the name of what comes next. */
	second: number | string | null
	witness: string
	/** As the sheet says; "": now. */
	at: string
}

export function paperDraft(copy: Known, form: PaperForm, filled: Filled): Draft {
	const { subject, round, slot, outcome, second, witness, at } = filled
	const row = copy.targets.get(round.id)?.get(targetKey(subject.id, slot))
	const body: Record<string, unknown> = { outcome }
	if (form.hasSlot && slot) body['slot'] = slot
	if (typeof second === 'number') body['people'] = second
	if (typeof second === 'string') body['next'] = second
	return {
		kind: form.kind.name,
		v: form.kind.v,
		area: row?.area ?? subject.area,
		subject: subject.id,
		round: round.id,
		body,
		...(witness && { witness }),
		...(at && { at }),
	}
}
