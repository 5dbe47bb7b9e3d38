// One record, and the words for its fields.
import { api, given, got, type Shapes } from '@shared/api'
import type { paths } from '@shared/api_types'
import { label, say } from '@shared/language'
import { areaName } from './areas'
import { day, number, time } from './format'
import { type Kind } from './tables'
import { texts } from './texts'

export type RecordRow = Shapes['record']

/** Why its personal fields are shown: a reason of the server's list, and what is typed besides. */
export interface Look {
	unmask: NonNullable<
		NonNullable<paths['/v1/records/{id}']['get']['parameters']['query']>['unmask']
	>
	note: string
}

export function readRecord(id: string, look?: Look): Promise<RecordRow> {
	const query = given({ unmask: look?.unmask, pseudonyms: 'true' as const })
	// In no address: they are kept by proxies and histories.
	const header = given({ 'Bulou-Note': look?.note ? encodeURIComponent(look.note) : undefined })
	const params = { path: { id }, query, header }
	return got(api.GET('/v1/records/{id}', { params }))
}

/** How somebody is shown whom the record names and who is outside one's areas; undefined: he is not. */
export function pseudonym(r: RecordRow, id: string): string | undefined {
	const code = r.pseudonyms?.find((p) => p.id === id)?.code
	return code && say(texts.pseudonym, { code })
}

export interface Told {
	name: string
	label: string
	text: string
	/** Chinese as it was written, whatever the page's language. */
	written: boolean
	/** A subject or a record that this names. */
	refs: string[]
	personal: boolean
}

type Field = Kind['fields'][number]

function choice(f: Field, name: string): string {
	return label(f.choices?.find((c) => c.name === name)) || name
}

function words(f: Field, value: unknown): string {
	if (Array.isArray(value)) return value.map((v) => words(f, v)).join('、') || say(texts.nothing)
	if (typeof value === 'boolean') return say(value ? texts.yes : texts.no)
	if (typeof value === 'number') return number(value)
	if (typeof value !== 'string') return JSON.stringify(value)
	if (f.choices) return choice(f, value)
	if (f.type === 'date') return day(value)
	if (f.type === 'time') return time(value)
	if (f.type === 'area') return areaName(value)
	return value
}

/** The body's fields in the order of the form, then what the form does not know. */
export function told(r: Pick<RecordRow, 'body'>, kind: Kind | undefined): Told[] {
	const body = r.body as Readonly<Record<string, unknown>>
	const known = (kind?.fields ?? []).filter((f) => f.name in body)
	const rest = Object.keys(body).filter((name) => !known.some((f) => f.name === name))
	const shown = known.map((f) => {
		const value = body[f.name]
		const refs = f.type === 'ref' || f.type === 'refs' ? [value].flat().map(String) : []
		return {
			name: f.name,
			label: label(f) || f.name,
			text: refs.length ? '' : words(f, value),
			written: f.type === 'text' || f.type === 'area',
			refs,
			personal: f.personal !== null,
		}
	})
	const others = rest.map((name) => ({
		name,
		label: name,
		text: typeof body[name] === 'string' ? body[name] : JSON.stringify(body[name]),
		written: true,
		refs: [],
		personal: false,
	}))
	return [...shown, ...others]
}
