// Rounds with their accounts, which move as records arrive: what the list of rounds, the board and the wall show. Each number is the
// server's own coverage; nothing is added up here.
import { computed, type ShallowRef } from 'vue'
import { readIncidents, type Incident } from './incidents'
import { atMost, useLive, type Covered } from './live'
import { useLoaded } from './loading'
import { overdueOf, readCoverage, readRounds, type Coverage, type Round } from './rounds'
import { may } from './session'
import { inForce, roundKind } from './tables'

export interface Line {
	round: Round
	/** Of a standing round with its overdue. */
	coverage: Coverage
}
interface Lines {
	incidents: Incident[]
	lines: Line[]
	/** All that there are, in which state and until when: another means another list. */
	known: ReadonlyMap<string, string>
}

const ANEW_MS = 5000 // many rounds may begin or end at once

export function isOpen(r: Round): boolean {
	return r.state === 'open' || r.state === 'opening'
}

/** How many are overdue now. */
export function overdueSaid(l: Line): string {
	return overdueOf(l.round, l.coverage)
}

async function read(round: Round): Promise<Line> {
	return { round, coverage: await readCoverage(round.id, undefined, round.standing) }
}

const stageOf = (r: Pick<Round, 'state' | 'due'>): string => `${r.state} ${r.due}`

/** wanted: which rounds; others are not read. Read once; from then on the stream brings all that changes. */
export function useLines(wanted: (r: Round) => boolean, notices?: () => void) {
	const { value, failed, again } = useLoaded(
		() => 0,
		async (): Promise<Lines> => {
			const [incidents, rounds] = await Promise.all([readIncidents(), readRounds()])
			// Rounds of a matter that he may not count are none of his.
			const his = rounds.filter((r) => wanted(r) && may('count', roundKind(r.kind)?.matter))
			const lines = await Promise.all(his.map(read))
			return { incidents, lines, known: new Map(rounds.map((r) => [r.id, stageOf(r)])) }
		},
	)
	const anew = atMost(ANEW_MS, () => void again())
	let whole = false // what comes next is all that there is

	/* A round and its areas move at once; what was read meanwhile is newer. */
	function put(is: Lines, items: Covered[]): void {
		const news = new Map(items.map((i) => [i.round, i]))
		const lines = is.lines.map((l) => {
			const coverage = news.get(l.round.id)
			return coverage && coverage.pos >= l.coverage.pos ? { ...l, coverage } : l
		})
		value.value = { ...is, lines }
	}
	useLive(() => ({ what: 'coverage' }), {
		whole: () => (whole = true),
		coverage: (items) => {
			const is = value.value
			if (!is) return
			put(is, items)
			/* One that is shown as open and is not among them was cancelled. */
			const there = new Set(items.map((i) => i.round))
			const gone = whole && is.lines.some((l) => isOpen(l.round) && !there.has(l.round.id))
			whole = false
			if (gone || items.some((i) => is.known.get(i.round) !== stageOf(i))) anew()
		},
		...(notices && { notices }),
	})
	return { value, failed, again }
}

/** Who needs help comes first: what is overdue, then what is missing. */
export function byNeed(a: Line, b: Line): number {
	const behind = (l: Line): number => (inForce(l.round.kind) ? 0 : l.coverage.missing)
	const over = (l: Line): number => (inForce(l.round.kind) ? 0 : Number(overdueSaid(l)))
	return over(b) - over(a) || behind(b) - behind(a)
}

export function useIncidents(value: ShallowRef<Lines | undefined>) {
	/* Newest first. */
	return computed(() =>
		[...(value.value?.incidents ?? [])].reverse().map((incident) => ({
			incident,
			lines: (value.value?.lines ?? []).filter((l) => l.round.incident === incident.id),
		})),
	)
}
