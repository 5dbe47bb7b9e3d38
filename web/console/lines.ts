// Rounds with their accounts, which move as records arrive: what the list of rounds, the board and the wall show. Each number is the
// server's own coverage; nothing is added up here.
import { computed, onScopeDispose, type ShallowRef } from 'vue'
import { Refused } from '@shared/api'
import { readIncidents, type Incident } from './incidents'
import { useLive, type Covered } from './live'
import { useLoaded } from './loading'
import {
	isOverdue,
	readCoverage,
	readOverdue,
	readRounds,
	type Coverage,
	type Round,
} from './rounds'
import { may } from './session'
import { inForce, roundKind } from './tables'

export interface Line {
	round: Round
	coverage: Coverage
	/** Of a standing round, as of its reading; `overdueSaid` tells it of all. */
	overdue: string
}
interface Lines {
	incidents: Incident[]
	lines: Line[]
	/** All that there are, in which state: another means another list. */
	known: ReadonlyMap<string, string>
}

const LIST_MS = 60_000 // a round that was closed changes no number, so nobody tells of it

export function isOpen(r: Round): boolean {
	return r.state === 'open' || r.state === 'opening'
}

/** How many are overdue now: "12", or "≥ 12" where more are listed than were counted. */
export function overdueSaid(l: Line): string {
	if (l.round.standing) return l.overdue
	return isOverdue(l.round) ? String(l.coverage.missing) : '0'
}

async function line(round: Round, area: string | undefined): Promise<Line | undefined> {
	try {
		const coverage = await readCoverage(round.id, area)
		return { round, coverage, overdue: await readOverdue(round, coverage.missing, area) }
	} catch (e) {
		// Not of this area.
		if (area && e instanceof Refused && (e.status === 404 || e.status === 400)) return undefined
		throw e
	}
}

const moves = ['expected', 'found', 'done', 'excused', 'missing', 'late'] as const

function differs(a: Pick<Coverage, (typeof moves)[number]>, b: typeof a): boolean {
	return moves.some((p) => a[p] !== b[p])
}

const states = (all: Round[]): Map<string, string> => new Map(all.map((r) => [r.id, r.state]))

/** wanted: which rounds; others are not read. */
export function useLines(
	wanted: (r: Round) => boolean,
	area: () => string | undefined = () => undefined,
) {
	async function read(of: string | undefined): Promise<Lines> {
		const [incidents, rounds] = await Promise.all([readIncidents(), readRounds()])
		// Rounds of a matter that he may not count are none of his.
		const his = rounds.filter((r) => wanted(r) && may('count', roundKind(r.kind)?.matter))
		const lines = await Promise.all(his.map((r) => line(r, of)))
		return { incidents, lines: lines.filter((l) => l !== undefined), known: states(rounds) }
	}
	const { value, failed, again } = useLoaded(area, read)

	function lineOf(round: string): Line | undefined {
		return value.value?.lines.find((l) => l.round.id === round)
	}
	function put(line: Line): void {
		const is = value.value
		if (!is) return
		const lines = is.lines.map((l) => (l.round.id === line.round.id ? line : l))
		value.value = { ...is, lines }
	}
	/* The areas under it are asked for, so that a round and its areas move at once; what has come meanwhile is newer. */
	async function move(news: Covered): Promise<void> {
		const is = lineOf(news.round)
		if (!is || !differs(news, is.coverage)) return
		const moved = await line(is.round, area()).catch(() => undefined)
		if (moved && moved.coverage.pos >= (lineOf(news.round)?.coverage.pos ?? 0)) put(moved)
	}
	useLive(area, {
		coverage: (items) => {
			if (!value.value) return
			if (items.some((i) => !value.value?.known.has(i.round))) return void again()
			for (const news of items) void move(news)
		},
	})
	const timer = setInterval(async () => {
		const all = await readRounds().catch(() => undefined)
		const known = value.value?.known
		if (all && known && all.some((r) => known.get(r.id) !== r.state)) await again()
	}, LIST_MS)
	onScopeDispose(() => clearInterval(timer))
	return { value, failed, again }
}

/** Who needs help comes first: what is overdue, then what is missing. */
export function byNeed(a: Line, b: Line): number {
	const behind = (l: Line): number => (inForce(l.round.kind) ? 0 : l.coverage.missing)
	const over = (l: Line): number =>
		inForce(l.round.kind) ? 0 : Number(overdueSaid(l).replace(/\D/g, ''))
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
