// Outlines that nobody has drawn, for pictures and measurements: cells side by side whose borders wind, the same each time.
import { randomUUID } from 'node:crypto'

type Point = [number, number]
interface Placed {
	id: string
	name: string
}

const BENDS = 8 // of one border
const AT = '2022-09-23T11:00:00+08:00'

function chance(...of: number[]): number {
	const n = Math.sin(of.reduce((sum, v, i) => sum + v * (12.9898 + 65.2431 * i), 1)) * 43758.5453
	return n - Math.floor(n) - 0.5
}

const degrees = (n: number): number => Number(n.toFixed(6))

/** So many cells of a mesh whose corners lie on whole numbers; a border is the same seen from both sides. */
function mesh(n: number): Point[][] {
	const columns = Math.ceil(Math.sqrt(n * 1.3))
	const corner = (x: number, y: number): Point => [
		x + 0.5 * chance(x, y, 1),
		y + 0.5 * chance(x, y, 2),
	]
	const border = (x: number, y: number, down: boolean): Point[] => {
		const [from, to] = [corner(x, y), down ? corner(x, y + 1) : corner(x + 1, y)]
		return [...Array(BENDS).keys()].map((i) => {
			const t = i / BENDS
			const bend = (k: number): number => (i ? 0.14 * chance(x, y, i, down ? k : k + 9) : 0)
			return [
				from[0] + t * (to[0] - from[0]) + bend(3),
				from[1] + t * (to[1] - from[1]) + bend(4),
			]
		})
	}
	return [...Array(n).keys()].map((i) => {
		const [x, y] = [i % columns, Math.floor(i / columns)]
		const back = (x: number, y: number, down: boolean): Point[] => [
			down ? corner(x, y + 1) : corner(x + 1, y),
			...border(x, y, down).slice(1).reverse(),
		]
		return [
			...border(x, y, false),
			...border(x + 1, y, true),
			...back(x, y + 1, false),
			...back(x, y, true),
		]
	})
}

/** Records of outlines for these areas, from a place on; size: degrees of a cell. */
export function outlined(
	areas: readonly Placed[],
	west: number,
	north: number,
	size: number,
): object[] {
	return mesh(areas.length).map((cell, i) => {
		const ring = cell.map(([x, y]) => [
			degrees(west + x * size),
			degrees(north - y * size * 0.86),
		])
		const outline = JSON.stringify({
			coordinates: [[...ring, ring[0]]],
			type: 'Polygon',
		})
		const body = { datum: 'wgs84', outline }
		return {
			id: randomUUID(),
			kind: 'area.outlined',
			v: 1,
			at: AT,
			area: areas[i]!.id,
			body,
		}
	})
}
