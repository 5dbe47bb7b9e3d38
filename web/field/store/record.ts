// A record as the phone writes it: its canonical form (RFC 8785, with integers only), its id, its time.
import { random } from './bytes'

/** What a form gives; enter() makes a record of it. */
export interface Draft {
	kind: string
	v: number
	area: string
	subject?: string
	round?: string
	body: Record<string, unknown>
	corrects?: string[]
	seen?: Record<string, string>
	witness?: string
	/** When it happened, where not now. */
	at?: string
}

export interface FieldRecord extends Draft {
	id: string
	at: string
	by: string
	device: string
	seq: number
	mac: string
}

/** Without what has no value: the server leaves out null as well. Throws on a number that is no integer. */
export function canonical(value: unknown): string {
	if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`
	if (typeof value === 'number' && !Number.isSafeInteger(value))
		throw new RangeError(`${value} is no integer`)
	if (typeof value !== 'object' || value === null) return JSON.stringify(value)
	const members = Object.entries(value)
		.filter(([, v]) => v !== undefined && v !== null)
		.sort(([a], [b]) => (a < b ? -1 : 1))
	return `{${members.map(([k, v]) => `${JSON.stringify(k)}:${canonical(v)}`).join(',')}}`
}

/** A UUID of version 7: those of later sort behind. */
export function newId(now = Date.now()): string {
	const bytes = random(16)
	for (let i = 0; i < 6; i++) bytes[i] = Math.floor(now / 2 ** (8 * (5 - i))) & 255
	bytes[6] = 0x70 | ((bytes[6] ?? 0) & 15)
	bytes[8] = 0x80 | ((bytes[8] ?? 0) & 63)
	const hex = Array.from(bytes, (b) => b.toString(16).padStart(2, '0')).join('')
	return hex.replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-')
}

const EAST = 8 * 3600_000

/** The moment as clocks in China show it: 2026-11-23T07:00:00+08:00. */
export function chinaTime(now = Date.now()): string {
	return new Date(now + EAST).toISOString().slice(0, 19) + '+08:00'
}
