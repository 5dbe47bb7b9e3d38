// The phone's clock as somebody sets it: what was written under another setting than today's is handed in by the clock that it was
// written by (model/clock.ts).
//
// Each time the clock leaps, a new run of it begins, and what is entered says in which (`run`). Before anything of a run before is handed in,
// the server's time is asked for; then each such entry keeps how far its clock was off (`off`).
import { LEAP_MS, setBy } from '../model/clock'
import { api, patience } from './call'
import { database, strict, type ClockRow, type OutboxRow, type PlaceRow } from './db'

/** More than that many since the last contact are one with the last. */
const LEAPS_MAX = 256

interface Seen {
	wall: number
	/** What passed while this page was awake, whatever the clock says. */
	awake: number
	/** What had been told of leaps by then (ClockRow). */
	told: number
}
let seen: Seen | undefined

function leapt(row: ClockRow, by: number, wall: number): ClockRow {
	if (row.leaps.length < LEAPS_MAX) return { run: row.run + 1, wall, leaps: [...row.leaps, by] }
	const last = (row.leaps.at(-1) ?? 0) + by
	return { ...row, wall, leaps: [...row.leaps.slice(0, -1), last] }
}

export function clockAt(wall = Date.now()): ClockRow {
	return { run: 0, wall, leaps: [], told: 0 }
}

/* A page that begins sees by what the last one wrote down how much has passed, which is no less than the leap: a leap ahead another page
 * tells better. */
async function look(wall: number, awake: number): Promise<void> {
	const by = seen && wall - seen.wall - (awake - seen.awake)
	if (seen && by !== undefined && Math.abs(by) < LEAP_MS) {
		seen = { ...seen, wall, awake }
		return
	}
	const tx = strict(await database(), 'about')
	const row = ((await tx.store.get('clock')) as ClockRow | undefined) ?? clockAt(wall)
	const before = row.told ?? 0
	// Another page may have told of it, however long ago.
	const ms = seen && by !== undefined ? by - (before - seen.told) : wall - row.wall
	const isLeap = Math.abs(ms) >= LEAP_MS
	const told = isLeap && (by !== undefined || ms < 0) ? before + ms : before
	void tx.store.put({ ...(isLeap ? leapt(row, ms, wall) : { ...row, wall }), told }, 'clock')
	await tx.done
	seen = { wall, awake, told }
}

/* One after the other: each is held against the one before. */
let last: Promise<void> = Promise.resolve()

/** Looks whether the clock has leapt since this page, or any before it, looked last. */
export function watchClock(): Promise<void> {
	const [wall, awake] = [Date.now(), performance.now()]
	const mine = last.then(() => look(wall, awake))
	last = mine.catch(() => {})
	return mine
}

const WATCH_MS = 20_000

/** From now on. Whoever sets the clock leaves this page for it, and comes back. */
export function keepClock(): void {
	setInterval(() => void watchClock(), WATCH_MS)
	document.addEventListener('visibilitychange', () => void watchClock())
	void watchClock()
}

/** The server's time and this phone's at one moment; null: the server does not say. Whoever is let in or not: any answer tells it. */
async function ask(): Promise<{ server: number; phone: number } | null> {
	const from = Date.now()
	const { response } = await api.GET('/v1/session', { ...patience() })
	const phone = from + (Date.now() - from) / 2
	// It tells whole seconds.
	const server = Date.parse(response.headers.get('Date') ?? '') + 500
	return Number.isNaN(server) ? null : { server, phone }
}

/** The server's time and this phone's at one moment. */
export type Contact = Pick<PlaceRow, 'server' | 'phone'>
type Known = PlaceRow & { server: number; phone: number }

function isKnown(at: PlaceRow | undefined): at is Known {
	return typeof at?.server === 'number' && typeof at.phone === 'number'
}

/** How far the server's clock was ahead of the one of each run before today's, oldest first. */
function offs(row: ClockRow, now: { server: number; phone: number }, at?: PlaceRow): number[] {
	const moved = isKnown(at) ? now.phone - now.server - (at.phone - at.server) : null
	let off = now.server - now.phone
	return setBy(row.leaps, moved)
		.reverse()
		.map((by) => (off += by))
		.reverse()
}

/** How far the server's clock is ahead of the one by which each was written, as far as this phone knows by its last contact, in ms: what
 * leaps ahead counts as sleep, since nothing tells. undefined: it knows nothing. */
export async function offsHere(): Promise<(row: OutboxRow) => number | undefined> {
	// A disk that is full takes no word of a leap: whoever hands on what lies on it needs none.
	await watchClock().catch(() => {})
	const tx = (await database()).transaction('about').store
	const clock = (await tx.get('clock')) as ClockRow | undefined
	const at = (await tx.get('place')) as PlaceRow | undefined
	if (!clock || !isKnown(at)) return (row) => row.off
	const then = at.server - at.phone
	const moved = setBy(clock.leaps, null).reduce((sum, by) => sum + by, 0)
	const now = Date.now()
	const off = offs(clock, { server: now + then - moved, phone: now })
	off.push(then - moved)
	const first = clock.run - clock.leaps.length
	return (row) => {
		const ms =
			row.off ?? (row.run === undefined ? undefined : off[Math.max(0, row.run - first)])
		// A contact's moment may lie between two.
		return ms === undefined ? undefined : Math.round(ms)
	}
}

function isBefore(row: OutboxRow, clock: ClockRow): boolean {
	return row.off === undefined && row.run !== undefined && row.run < clock.run
}

/* The run before which nothing is due that has no `off`. */
let settled: number | undefined

/* Nothing is due that needs the contact before: nor what goes again by a clock of before. */
async function isSettled(clock: ClockRow, at: PlaceRow | undefined): Promise<boolean> {
	if (!isKnown(at)) return false
	if (clock.leaps.length === 0) return true
	const due = await (await database()).getAllFromIndex('outbox', 'due', 1)
	return !due.some((row) => row.off !== undefined || isBefore(row, clock))
}

/** Before a list is handed in. Throws where the server cannot be reached. */
export async function settleClock(): Promise<void> {
	await watchClock()
	const read = (await database()).transaction('about').store
	const clock = (await read.get('clock')) as ClockRow | undefined
	const at = (await read.get('place')) as PlaceRow | undefined
	if (!clock) return
	const now = (await isSettled(clock, at)) ? null : await ask()
	if (!now) {
		settled = clock.run
		return
	}
	const tx = strict(await database(), 'about', 'outbox')
	const about = tx.objectStore('about')
	const then = (await about.get('clock')) as ClockRow | undefined
	const place = (await about.get('place')) as PlaceRow | undefined
	const isSame = then?.run === clock.run && place?.server === at?.server
	if (isSame) {
		const off = offs(clock, now, at)
		const first = clock.run - off.length
		for (const row of await tx.objectStore('outbox').index('due').getAll(1)) {
			if (!isBefore(row, clock)) continue
			const ms = off[Math.max(0, (row.run ?? first) - first)]
			if (ms !== undefined) void tx.objectStore('outbox').put({ ...row, off: ms })
		}
		void about.put({ ...then, leaps: [] }, 'clock')
		void about.put({ epoch: null, safe_pos: null, ...place, ...now }, 'place')
		settled = clock.run
	}
	await tx.done
	// It leapt meanwhile: what the server said is of another moment.
	if (!isSame) await settleClock()
}

/** A contact: the server's time and this phone's at one moment. Where something is due still that was written before a leap, the contact
 * before it stays, since against that the leap is held. */
export function meet(
	clock: ClockRow | undefined,
	at: Contact,
	now: Contact,
): { at: Contact; clock?: ClockRow } {
	if (!clock || clock.leaps.length === 0) return { at: now }
	if (clock.run === settled) return { at: now, clock: { ...clock, leaps: [] } }
	return { at: at.phone === null ? now : at }
}
