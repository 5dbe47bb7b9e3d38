// My work today: the rounds that ask something of me, and how far each is.
import type { Shapes } from '@shared/api'
import type { Kind, RoundRow } from '../store/copy'
import type { Entry } from '../store/outbox'
import { doorsOf, lastDoor, nextDoor, type Data } from './building'
import { isMissing, type Door } from './state'

export interface Work {
	round: RoundRow
	/** How many doors there are, and what became of them; they add up. */
	all: number
	done: number
	excused: number
	missing: number
	/** Done here, and not accepted by the server yet. */
	unsent: number
	/** The door to go to next; undefined where nothing is missing. */
	next: Door | undefined
	due: string | null
}

type Right = Shapes['right']

/** Somebody with these rights may hand it in. An older server does not tell which right a kind takes: it says so when it is handed in. */
export function mayEnter(rights: readonly Right[], kind: Kind): boolean {
	const { verb, matter } = kind as Partial<Kind>
	if (verb === undefined || matter === null) return true
	return rights.some((r) => r.verb === verb && r.matter === matter)
}

/** He may hand in what answers this kind of round, and it is one of which nobody is behind with what is open. */
function isMine(copy: Data, rights: readonly Right[], kind: string): boolean {
	if (copy.roundKinds.get(kind)?.in_force) return false
	return answersTo(copy, kind).some((k) => mayEnter(rights, k))
}

/** The newest version of each kind that answers such a round, and that people hand in. */
export function answersTo(copy: Data, roundKind: string): Kind[] {
	return newest(copy).filter((k) => k.covers === roundKind)
}

/** The newest version of each kind that people hand in. */
export function newest(copy: Data): Kind[] {
	const byName = new Map<string, Kind>()
	for (const k of copy.kinds.values())
		if (!k.composed && (byName.get(k.name)?.v ?? 0) < k.v) byName.set(k.name, k)
	return [...byName.values()]
}

function count(doors: readonly Door[]): Omit<Work, 'round' | 'next' | 'due'> {
	const missing = doors.filter(isMissing).length
	const excused = doors.filter((d) => d.state === 'excused').length
	return {
		all: doors.length,
		missing,
		excused,
		done: doors.length - missing - excused,
		unsent: doors.filter((d) => d.unsent).length,
	}
}

/** The nearest end of what is missing: of the round, or of a target where each has its own. */
function dueOf(round: RoundRow, doors: readonly Door[]): string | null {
	const ends = doors.filter(isMissing).map((d) => d.row.due)
	const all = [...new Set([round.due, ...ends])].filter((t) => t !== null)
	return all.sort((a, b) => Date.parse(a) - Date.parse(b))[0] ?? null
}

export function work(copy: Data, entries: readonly Entry[], round: RoundRow, now: number): Work {
	const doors = doorsOf(copy, entries, round.id, now)
	return {
		...count(doors),
		round,
		next: nextDoor(doors, lastDoor(entries, round.id)),
		due: dueOf(round, doors),
	}
}

/** What asks something of me: open rounds with a door in my areas, those with something missing and the nearest end first. */
export function today(
	copy: Data,
	entries: readonly Entry[],
	rights: readonly Right[],
	now: number,
): Work[] {
	const open = [...copy.rounds.values()].filter(
		(r) => r.state === 'open' && isMine(copy, rights, r.kind),
	)
	const end = (w: Work): number => (w.due === null ? Infinity : Date.parse(w.due))
	return open
		.map((r) => work(copy, entries, r, now))
		.filter((w) => w.all > 0)
		.sort(
			(a, b) =>
				Number(a.missing === 0) - Number(b.missing === 0) ||
				Number(a.round.standing) - Number(b.round.standing) ||
				(end(a) === end(b) ? 0 : end(a) - end(b)),
		)
}
