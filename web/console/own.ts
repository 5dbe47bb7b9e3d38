// What a resident reads and hands in: calls that no other page makes.
import { api, given, got, whole, type Shapes } from '@shared/api'
import { told, type Told } from './records'
import { label, type Kind } from './tables'

export type Own = Shapes['own']
export type HandIn = Own['may'][number]
export type Receipt = Shapes['receipt']

export interface OwnRecord extends Omit<Shapes['own_record'], 'withheld'> {
	facts: Told[]
	/** Labels of what is written down and not shown. */
	withheld: string[]
}

const query = (after?: string) => ({ params: { query: given({ limit: 1000, after }) } })

export function readOwn(): Promise<Own> {
	return got(api.GET('/v1/own'))
}

/** The newest version of each kind of record, by its name. */
export async function readKinds(): Promise<ReadonlyMap<string, Kind>> {
	const all = await whole((after) => got(api.GET('/v1/kinds', query(after))))
	all.sort((a, b) => a.v - b.v)
	return new Map(all.map((k) => [k.name, k]))
}

export function readRecords(): Promise<Shapes['own_record'][]> {
	return whole((after) => got(api.GET('/v1/own/records', query(after))))
}

export function readLooks(): Promise<Shapes['look_told'][]> {
	return whole((after) => got(api.GET('/v1/own/looks', query(after))))
}

/** A record in the words of its form. His home is told above all records, not by its id. */
export function inWords(r: Shapes['own_record'], kind: Kind | undefined): OwnRecord {
	const facts = told(r, kind).filter((f) => f.refs.length === 0)
	const withheld = r.withheld.map(
		(name) => label(kind?.fields.find((f) => f.name === name)) ?? name,
	)
	return { ...r, facts, withheld }
}

/** What he has to fill in: of a resident's kinds these are choices and texts. */
export function asked(kind: Kind | undefined): Kind['fields'] {
	return (kind?.fields ?? []).filter((f) => f.required)
}

/** An id for what is handed in. The page may have come over a plain line, where the browser makes none by itself. */
export function newId(): string {
	const bytes = crypto.getRandomValues(new Uint8Array(16))
	bytes.set([((bytes[6] ?? 0) & 0x0f) | 0x40], 6)
	bytes.set([((bytes[8] ?? 0) & 0x3f) | 0x80], 8)
	const hex = Array.from(bytes, (b) => b.toString(16).padStart(2, '0')).join('')
	return hex.replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-')
}

/** The phone's clock may be wrong: it says what it shows, and the server puts it right. */
export async function handIn(
	id: string,
	own: Own,
	what: HandIn,
	v: number,
	body: Record<string, string>,
): Promise<Receipt> {
	const at = new Date().toISOString()
	const header = { 'Bulou-Client': 'console', 'Bulou-Sent': at }
	const { area, id: subject } = own.subject
	const record = { id, kind: what.kind, v, at, area, subject, round: what.round, body }
	const call = api.POST('/v1/records', { params: { header }, body: record as never })
	return (await got(call)) as Receipt
}
