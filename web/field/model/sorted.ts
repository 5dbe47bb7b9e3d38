// Rows in an order: a few more among thousands that are in it already are put where they belong, and those are not sorted again.

/** Where one comes in: behind all that it is not before. */
export function placeIn<T>(
	sorted: readonly T[],
	one: T,
	isBefore: (a: T, b: T) => boolean,
): number {
	let [from, to] = [0, sorted.length]
	while (from < to) {
		const middle = (from + to) >> 1
		if (isBefore(one, sorted[middle]!)) to = middle
		else from = middle + 1
	}
	return from
}

/** Both in order already. */
export function merged<T>(
	sorted: readonly T[],
	few: readonly T[],
	isBefore: (a: T, b: T) => boolean,
): T[] {
	const all: T[] = []
	let from = 0
	for (const one of few) {
		const at = Math.max(from, placeIn(sorted, one, isBefore))
		for (; from < at; from++) all.push(sorted[from]!)
		all.push(one)
	}
	for (; from < sorted.length; from++) all.push(sorted[from]!)
	return all
}
