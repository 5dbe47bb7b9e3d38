// An area's doors in the order of a walk: compounds, in them buildings, in them units, in them floors from the top down, basements
// last, and rooms from left to right. A door in no building is in a list of its own.
import { downwards } from './floors'

/** The parts of an address by their names, as `place` of a subject or a target. */
export interface Place {
	[part: string]: string | undefined
}
/** What stands at an address: a target, a dwelling. */
export interface Placed {
	place: object | null
}
interface Floor<T> {
	name: string
	rooms: (T | undefined)[]
}
export interface Unit<T> {
	name: string
	floors: Floor<T>[]
}
export interface Building<T> {
	name: string
	units: Unit<T>[]
}
export interface Compound<T> {
	name: string
	buildings: Building<T>[]
	loose: T[]
}

/** Names with numbers in them, in the order of the numbers. */
export const order = new Intl.Collator('zh-CN', { numeric: true })

export function placeOf(t: Placed): Place {
	return (t.place ?? {}) as Place
}

/* A building or a unit that is written as a bare number is said as what it is. */
const counted = (text: string | undefined, of: string): string | undefined =>
	text && /^\d+$/.test(text) ? text + of : text

export const buildingText = (name: string): string => counted(name, '栋') ?? ''
export const unitText = (name: string): string => counted(name, '单元') ?? ''

const INSIDE: ReadonlySet<string> = new Set([
	...['name', 'compound', 'building', 'unit', 'floor', 'room'],
])

/** An address or a name in the order in which it is said aloud. Places are Chinese in either language. Thousands are said at once. */
export function placeText(place: object | null): string {
	const p = (place ?? {}) as Place
	const { name, compound, building, unit, floor, room } = p
	let text = name ?? ''
	const add = (part: string | undefined): void => {
		if (part) text += text ? ` ${part}` : part
	}
	add(compound)
	if (building) add(buildingText(building))
	if (unit) add(unitText(unit))
	add(room ?? floor)
	for (const part in p) if (!INSIDE.has(part)) add(p[part])
	return text
}

/** Groups by a name, the groups in the order of their names. */
function grouped<T extends Placed>(all: T[], name: (p: Place) => string): [string, T[]][] {
	const groups = new Map<string, T[]>()
	for (const t of all) {
		const key = name(placeOf(t))
		const group = groups.get(key)
		if (group) group.push(t)
		else groups.set(key, [t])
	}
	return [...groups].sort((a, b) => order.compare(a[0], b[0]))
}

/** Which in its floor a room is: 502 and 02 of floor 5 are the second. */
function column(p: Place): string {
	const room = p['room'] ?? ''
	const floor = p['floor'] ?? ''
	return floor && room.startsWith(floor) ? room.slice(floor.length) : room
}

function unit<T extends Placed>(name: string, targets: T[]): Unit<T> {
	const columns = [...new Set(targets.map((t) => column(placeOf(t))))].sort(order.compare)
	const floors = grouped(targets, (p) => p['floor'] ?? '')
		.sort((a, b) => downwards(a[0], b[0]))
		.map(([floor, on]) => {
			// Two doors of one number are both shown.
			const rooms = columns.map((c) => on.filter((t) => column(placeOf(t)) === c))
			return { name: floor, rooms: rooms.flatMap((r) => (r.length ? r : [undefined])) }
		})
	return { name, floors }
}

/** Buildings as they were laid out before: one in which nothing changed is the same one again. */
export type LaidOut<T> = Map<string, { inside: T[]; building: Building<T> }>

function isSame<T>(a: readonly T[], b: readonly T[]): boolean {
	return a.length === b.length && a.every((one, i) => one === b[i])
}

export function compounds<T extends Placed>(all: T[], before?: LaidOut<T>): Compound<T>[] {
	const isBuilt = (t: T): boolean => {
		const { building, room } = placeOf(t)
		return Boolean(building && room)
	}
	return grouped(all, (p) => p['compound'] ?? '').map(([compound, targets]) => {
		const built = targets.filter(isBuilt)
		const buildings = grouped(built, (p) => p['building'] ?? '').map(([name, inside]) => {
			const key = JSON.stringify([compound, name])
			const known = before?.get(key)
			if (known && isSame(known.inside, inside)) return known.building
			const units = grouped(inside, (p) => p['unit'] ?? '').map(([u, on]) => unit(u, on))
			const building = { name, units }
			before?.set(key, { inside, building })
			return building
		})
		return { name: compound, buildings, loose: targets.filter((t) => !isBuilt(t)) }
	})
}
