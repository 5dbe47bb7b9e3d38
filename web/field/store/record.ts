// A record as the phone writes it: its canonical form (RFC 8785, with integers only), its id, its time.

export { chinaTime, newId } from '@shared/ids'

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
