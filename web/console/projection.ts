// How a map lies on the screen: whole units of the server's paths, with degrees of longitude as wide as they are there.
import type { MapDrawn, MapPoint } from './map'

export interface Extent {
	west: number
	north: number
	/** Of a unit, in 10^-7 degrees. */
	unit: number
	width: number
	height: number
	/** By how much narrower a degree to the east is than one to the north. */
	narrow: number
}

const DEGREE = 1e7
const UNITS = 4096
const EDGE = 0.05

/** Of what is drawn; where there are no outlines, of the points. undefined: there is nothing. */
export function extentOf(map: MapDrawn, points: readonly MapPoint[]): Extent | undefined {
	let { west, south, east, north } = map
	if (west === null || south === null || east === null || north === null) {
		if (!points.length) return undefined
		const lon = points.map((p) => p.lon)
		const lat = points.map((p) => p.lat)
		west = lon.reduce((a, b) => Math.min(a, b))
		east = lon.reduce((a, b) => Math.max(a, b))
		south = lat.reduce((a, b) => Math.min(a, b))
		north = lat.reduce((a, b) => Math.max(a, b))
		const least = 20_000 // some 200 m
		const edge = Math.max(least, EDGE * Math.max(east - west, north - south))
		west -= edge
		east += edge
		south -= edge
		north += edge
	}
	const unit = map.unit ?? Math.max(1, Math.ceil(Math.max(east - west, north - south) / UNITS))
	const middle = (((north + south) / 2 / DEGREE) * Math.PI) / 180
	const narrow = Math.max(0.1, Math.cos(middle))
	return {
		west,
		north,
		unit,
		width: Math.max(1, ((east - west) / unit) * narrow),
		height: Math.max(1, (north - south) / unit),
		narrow,
	}
}

export function placeOn(e: Extent, p: { lon: number; lat: number }): { x: number; y: number } {
	return { x: ((p.lon - e.west) / e.unit) * e.narrow, y: (e.north - p.lat) / e.unit }
}

interface Middle {
	x: number
	y: number
	/** Of the largest ring. */
	width: number
	height: number
}

/** Where a shape's name stands: the centre of gravity of its largest ring. */
export function middleOf(path: string, narrow: number): Middle {
	let best: (Middle & { size: number }) | undefined
	for (const ring of path.split('z')) {
		const numbers = ring.match(/-?\d+/g)?.map(Number) ?? []
		let [x = 0, y = 0] = numbers
		let [left, right, top, bottom, size, sx, sy] = [x, x, y, y, 0, 0, 0]
		const [x0, y0] = [x, y]
		for (let i = 2; i + 1 < numbers.length; i += 2) {
			const nx = x + numbers[i]!
			const ny = y + numbers[i + 1]!
			// From the first corner, so that large numbers lose nothing.
			const cross = (x - x0) * (ny - y0) - (nx - x0) * (y - y0)
			size += cross
			sx += cross * (x + nx + x0)
			sy += cross * (y + ny + y0)
			x = nx
			y = ny
			left = Math.min(left, x)
			right = Math.max(right, x)
			top = Math.min(top, y)
			bottom = Math.max(bottom, y)
		}
		if (!numbers.length || (best && Math.abs(size) <= best.size)) continue
		// What is no more than a point or a line has its middle, too.
		best = {
			x: (size ? sx / (3 * size) : (left + right) / 2) * narrow,
			y: size ? sy / (3 * size) : (top + bottom) / 2,
			width: (right - left) * narrow,
			height: bottom - top,
			size: Math.abs(size),
		}
	}
	return best ?? { x: 0, y: 0, width: 0, height: 0 }
}
