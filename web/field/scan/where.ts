// Where a thing that was scanned is on this phone, and what it is called.
import { placeText } from '@shared/matrix'
import { copy, targetKey, type RoundRow, type SubjectRow } from '../store/copy'
import { core, theCore } from '../core'
import { meaningOf, shortCode, type Meaning } from './meaning'

/** The home of a person, by the copy. */
export function homeOf(person: string): SubjectRow | undefined {
	for (const home of copy.homes.values())
		if (home.people.some((p) => p.id === person)) return copy.subjects.get(home.subject)
	return undefined
}

export function subjectSaid(s: SubjectRow): string {
	const place = placeText(s.place ?? (s.type === 'person' ? (homeOf(s.id)?.place ?? null) : null))
	const person = [...copy.homes.values()].flatMap((h) => h.people).find((p) => p.id === s.id)
	const said = [place, person?.name].filter(Boolean).join(' ')
	return said || (core.value ? shortCode(core.value, s.id) : s.id)
}

/** The open round that asks something of it: one that is still missing first, those with an end before standing ones. */
export function roundOf(subject: string): RoundRow | undefined {
	const rank = (r: RoundRow): number => {
		const state = copy.targets.get(r.id)?.get(targetKey(subject))?.state
		return (state === 'open' ? 0 : 2) + (r.standing ? 1 : 0)
	}
	return [...copy.rounds.values()]
		.filter((r) => r.state === 'open' && copy.targets.get(r.id)?.has(targetKey(subject)))
		.sort((a, b) => rank(a) - rank(b))[0]
}

/** What a code means on this phone. */
export async function meant(text: string): Promise<Meaning> {
	const there = await theCore().catch(() => null)
	return there ? meaningOf(text, copy, there) : { what: 'unready' }
}
