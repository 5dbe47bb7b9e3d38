// How far somebody set the phone's clock, told from what the phone saw of it: pure.
//
// While the phone sleeps or is off it sees no time pass: its clock then leaps ahead just as if somebody had set it so. A leap back is
// always somebody's hand. What the server's clock says at two contacts tells how far all of them together moved the clock against it,
// and so which leaps ahead were none.

/** Less is no leap: timers are late, and clocks drift. */
export const LEAP_MS = 60_000

function fitting(leaps: readonly number[], ms: number): number {
	let best = -1
	for (const [i, by] of leaps.entries())
		if (by >= ms - LEAP_MS && (best < 0 || by < leaps[best]!)) best = i
	return best
}

/** The largest leaps ahead first, as far as each goes. */
function spread(sets: number[], leaps: readonly number[], ms: number): void {
	const order = leaps.map((_, i) => i).sort((a, b) => leaps[b]! - leaps[a]!)
	let rest = ms
	for (const i of order) {
		const by = Math.min(rest, Math.max(0, leaps[i]!))
		sets[i]! += by
		rest -= by
	}
}

/** Of each leap in turn, in ms, how much of it was the clock being set; moved: by how much it is further ahead of the server's since the
 * contact before them, null where nobody knows. */
export function setBy(leaps: readonly number[], moved: number | null): number[] {
	const sets = leaps.map((by) => Math.min(by, 0))
	if (moved === null || leaps.length === 0) return sets
	const rest = moved - sets.reduce((sum, by) => sum + by, 0)
	if (rest > LEAP_MS) {
		const one = fitting(leaps, rest)
		if (one >= 0) sets[one]! += rest
		else spread(sets, leaps, rest)
	} else if (rest < -LEAP_MS) {
		// Set back while the phone slept: the leap is the less for it.
		const back = leaps.map((by) => by < 0).lastIndexOf(true)
		sets[back >= 0 ? back : leaps.indexOf(Math.max(...leaps))]! += rest
	}
	return sets
}
