// Rounds with their accounts, which move as records arrive: what the list of rounds, the board and the wall show. Each number is the
// server's own coverage; nothing is added up here.
import { computed, onScopeDispose, type ShallowRef } from 'vue'
import { readIncidents, type Incident } from './incidents'
import { useLive, type Covered } from './live'
import { useLoaded } from './loading'
import { overdueOf, readCoverage, readRounds, type Coverage, type Round } from './rounds'
import { may } from './session'
import { inForce, roundKind } from './tables'

export interface Line {
	round: Round
	/** Of a standing round with its overdue, as they were `counted`. */
	coverage: Coverage
	/** By the browser's clock. */
	counted: number
}
interface Lines {
	incidents: Incident[]
	lines: Line[]
	/** All that there are, in which state and until when: another means another list. */
	known: ReadonlyMap<string, string>
}

const LIST_MS = 60_000 // a round that is closed, and time that passes, change no number that anybody is told of
const COUNT_MS = 10_000 // a standing round's overdue are counted one by one: not at each record that arrives

export function isOpen(r: Round): boolean {
	return r.state === 'open' || r.state === 'opening'
}

/** How many are overdue now. */
export function overdueSaid(l: Line): string {
	return overdueOf(l.round, l.coverage)
}

async function read(round: Round, before?: Line): Promise<Line> {
	const at = Date.now()
	const count = round.standing && (!before || at - before.counted >= COUNT_MS)
	const coverage = await readCoverage(round.id, undefined, count)
	if (count || !before) return { round, coverage, counted: at }
	const { overdue } = before.coverage
	return { round, coverage: { ...coverage, overdue }, counted: before.counted }
}

const moves = ['expected', 'found', 'done', 'excused', 'missing', 'late'] as const

function differs(a: Pick<Coverage, (typeof moves)[number]>, b: typeof a): boolean {
	return moves.some((p) => a[p] !== b[p])
}

const stateOf = (r: Round): string => `${r.state} ${r.due}`

/** wanted: which rounds; others are not read. */
export function useLines(wanted: (r: Round) => boolean) {
	const { value, failed, again } = useLoaded(
		() => 0,
		async (): Promise<Lines> => {
			const [incidents, rounds] = await Promise.all([readIncidents(), readRounds()])
			// Rounds of a matter that he may not count are none of his.
			const his = rounds.filter((r) => wanted(r) && may('count', roundKind(r.kind)?.matter))
			const lines = await Promise.all(his.map((r) => read(r)))
			return { incidents, lines, known: new Map(rounds.map((r) => [r.id, stateOf(r)])) }
		},
	)

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
		await renew(is)
	}
	async function renew(is: Line): Promise<void> {
		const moved = await read(is.round, is).catch(() => undefined)
		if (moved && moved.coverage.pos >= (lineOf(is.round.id)?.coverage.pos ?? 0)) put(moved)
	}
	useLive(() => ({}), {
		coverage: (items) => {
			if (!value.value) return
			if (items.some((i) => !value.value?.known.has(i.round))) return void again()
			for (const news of items) void move(news)
		},
	})
	const timer = setInterval(async () => {
		const all = await readRounds().catch(() => undefined)
		const known = value.value?.known
		if (all && known && all.some((r) => known.get(r.id) !== stateOf(r))) return void again()
		for (const l of value.value?.lines ?? [])
			if (l.round.standing && l.coverage.missing) void renew(l)
	}, LIST_MS)
	onScopeDispose(() => clearInterval(timer))
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
