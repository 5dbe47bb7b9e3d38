// Where the marks of a chart stand: pure reckoning, in the pixels of its drawing.

export interface Point {
	/** Under the axis, and in full. */
	at: string
	name: string
	value: number
	/** Cells of its row in the table, after the name; the first is the value. */
	cells: string[]
	/** No value is known: it has a row, and no mark. */
	none?: boolean
}

/** Round steps of an axis from 0 to what is greatest: about four; of what is counted, whole ones. */
export function ticks(greatest: number, counted: boolean): number[] {
	if (!(greatest > 0)) return [0]
	const rough = greatest / 4
	const unit = 10 ** Math.floor(Math.log10(rough))
	const step = [1, 2, 5, 10].map((n) => n * unit).find((n) => n >= rough) ?? rough
	const whole = counted ? Math.max(step, 1) : step
	const n = Math.ceil(greatest / whole)
	return Array.from({ length: n + 1 }, (_, i) => Number((i * whole).toPrecision(12)))
}

/** Which of n labels are written where every one takes so much room: the first, the last of them, and evenly between. */
export function labelled(n: number, width: number, each: number): number[] {
	const fit = Math.max(1, Math.floor(width / each))
	const step = Math.max(1, Math.ceil(n / fit))
	return Array.from({ length: Math.ceil(n / step) }, (_, i) => i * step)
}

/** A line that holds its value until the next point. */
export function stepLine(xs: number[], ys: number[]): string {
	return xs.map((x, i) => (i ? `H${x}V${ys[i]}` : `M${x} ${ys[i]}`)).join('')
}
