// A kind's own table as a form: what is typed, as its field wants it in the record. The server checks it, and says what is wrong in its own words.
import type { Kind } from './tables'

export type Field = Kind['fields'][number]
/** What stands in an input. */
export type Typed = string | boolean | string[]
export type Values = Record<string, Typed>

/** Of what can be typed here: no pictures, and no lists of ids. */
export function typable(kind: Kind | undefined, but: readonly string[]): Field[] {
	return (kind?.fields ?? []).filter(
		(f) => f.type !== 'image' && f.type !== 'refs' && !but.includes(f.name),
	)
}

function valueOf(f: Field, typed: Typed | undefined): unknown {
	if (typed === undefined || typed === '' || typed === false) return undefined
	if (typeof typed !== 'string') return Array.isArray(typed) && !typed.length ? undefined : typed
	const text = typed.trim()
	if (f.type === 'int') return Number(text)
	if (f.type === 'time') return `${text}:00+08:00`
	return text || undefined
}

/** Only what was said. What may be taken away altogether (a state's list) is said where it is not what it was. */
export function bodyOf(
	fields: readonly Field[],
	typed: Values,
	before: Values,
): Record<string, unknown> {
	const body: Record<string, unknown> = {}
	for (const f of fields) {
		const now = typed[f.name]
		const same = JSON.stringify(now) === JSON.stringify(before[f.name])
		const value = f.state && f.type === 'choices' ? now : valueOf(f, now)
		if (value !== undefined && !(f.state && !f.required && same)) body[f.name] = value
	}
	return body
}

/** How an input begins: lists are lists, for boxes to be ticked, and nothing is chosen. */
export function begun(fields: readonly Field[], begin: Values): Values {
	const empty = fields.map((f): [string, Typed] => [
		f.name,
		f.type === 'choices' ? [] : f.type === 'bool' ? false : '',
	])
	return { ...Object.fromEntries(empty), ...begin }
}
