// Who is who in the copy: people by their ids, with the home they live in.
import type { Copy, Home } from '../store/copy'

export interface Resident {
	dwelling: string
	person: Home['people'][number]
}

const kept = new WeakMap<object, { changed: number; all: ReadonlyMap<string, Resident> }>()

export function residents(copy: Copy): ReadonlyMap<string, Resident> {
	const changed = copy.changed.value
	const known = kept.get(copy.life)
	if (known?.changed === changed) return known.all
	const all = new Map<string, Resident>()
	for (const home of copy.homes.values())
		for (const person of home.people) all.set(person.id, { dwelling: home.subject, person })
	kept.set(copy.life, { changed, all })
	return all
}
