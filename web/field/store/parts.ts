// The rows of the copy as they lie on the disk: by parts, one for each type and area; each part in pieces of few rows, sealed one by
// one, so that a row that changes costs a slow phone little, however many lie beside it.
import { type CopyRow, database, DRAFT, strict } from './db'
import { openJson, sealJson } from './keys'
import { newId } from './record'
import { isPassed, unlocked, type Unlocked } from './unlocked'

export type Row = object

/** Of a piece; what an app of before has written in one is divided as it is opened. */
export const PIECE_ROWS = 200

interface Part {
	pieces: Map<string, Row>[]
	/** In which piece each key is. */
	at: Map<string, number>
}

const parts = new Map<string, Part>()
/* Pieces by their names. */
const touched = new Set<string>()
/* Whose they are changes with each that is opened or forgotten. */
let opened = 0

const DIVIDE = '#'

/** The first is called as its part is. */
function pieceName(part: string, n: number): string {
	return n === 0 ? part : `${part}${DIVIDE}${n}`
}

function rowsOf(piece: string): ReadonlyMap<string, Row> | undefined {
	const [part = '', n = '0'] = piece.split(DIVIDE)
	return parts.get(part)?.pieces[Number(n)]
}

function partOf(name: string): Part {
	const part = parts.get(name) ?? { pieces: [], at: new Map<string, number>() }
	parts.set(name, part)
	return part
}

function withRoom({ pieces }: Part): number {
	const has = (piece: ReadonlyMap<string, Row>): boolean => piece.size < PIECE_ROWS
	const last = pieces.at(-1)
	const n = last && has(last) ? pieces.length - 1 : pieces.findIndex(has)
	return n < 0 ? pieces.push(new Map()) - 1 : n
}

export function putIn(name: string, key: string, row: Row): void {
	const part = partOf(name)
	const n = part.at.get(key) ?? withRoom(part)
	part.at.set(key, n)
	part.pieces[n]?.set(key, row)
	touched.add(pieceName(name, n))
}

export function getIn(name: string, key: string): Row | undefined {
	const part = parts.get(name)
	const n = part?.at.get(key)
	return n === undefined ? undefined : part?.pieces[n]?.get(key)
}

export function dropIn(name: string, key: string): void {
	const part = parts.get(name)
	const n = part?.at.get(key)
	if (!part || n === undefined) return
	part.at.delete(key)
	part.pieces[n]?.delete(key)
	touched.add(pieceName(name, n))
}

/** The whole part. */
export function dropPart(name: string): void {
	parts.get(name)?.pieces.forEach((_, n) => touched.add(pieceName(name, n)))
	parts.delete(name)
}

export function partNames(): string[] {
	return [...parts.keys()]
}

export function keysIn(name: string): string[] {
	return [...(parts.get(name)?.at.keys() ?? [])]
}

export function eachRow(take: (part: string, key: string, row: Row) => void): void {
	for (const [name, { pieces }] of parts)
		for (const piece of pieces) for (const [key, row] of piece) take(name, key, row)
}

/** Nothing of them is left in memory. */
export function forgetParts(): void {
	parts.clear()
	touched.clear()
	opened++
}

async function saveTouched(who: Unlocked): Promise<string[]> {
	const names = [...touched]
	if (names.length === 0) return names
	const of = opened
	touched.clear()
	try {
		const now = await save(who, names)
		// What was opened meanwhile may be of before.
		if (of === opened) mark = now
	} catch (e) {
		// The cursor is in one as well: what is not on the disk goes with it the next time.
		if (of === opened) for (const name of names) touched.add(name)
		throw e
	}
	return names
}

/* One after the other: the cursor is written each time, and never before the rows that it has passed. */
let last: Promise<unknown> = Promise.resolve()

/** What changed since the last time goes to the disk, in one transaction: the names of its pieces. */
export function saveParts(who: Unlocked): Promise<string[]> {
	const of = opened
	const mine = last.then(() => (of === opened ? saveTouched(who) : []))
	last = mine.catch(() => {})
	return mine
}

/* Which row of the copy on the disk says who wrote it last. */
const MARKED = 'note'
/* By which it is known again; undefined: there is none, or it is of an app of before. */
let mark: string | undefined

/** Another page of this phone has written the copy since this one read or wrote it. In which piece a new row lies each page says for
 * itself: what is in memory here must not be written over that. */
export async function isPassedBy(who: Unlocked): Promise<boolean> {
	const row = await (await database()).get('copy', [who.user, MARKED])
	return row?.mark !== mark
}

/** The mark under which they lie there now. */
async function save(who: Unlocked, names: string[]): Promise<string> {
	const now = newId()
	const sealed = await Promise.all(
		[...new Set([...names, MARKED])].map(async (name): Promise<[string, CopyRow | null]> => {
			const rows = rowsOf(name)
			const open = (rows && rows.size > 0) || name === MARKED ? [...(rows ?? [])] : null
			const row = { user: who.user, name, ...(name === MARKED && { mark: now }) }
			return [name, open && { ...row, sealed: await sealJson(who.key, open) }]
		}),
	)
	const tx = strict(await database(), 'copy', 'people')
	// Another page has a later lease of his, and the copy under it: what is here is of before.
	if (isPassed(who, await tx.objectStore('people').get(who.user))) {
		await tx.done
		throw new Error('a lease of before')
	}
	const store = tx.objectStore('copy')
	for (const [name, row] of sealed)
		void (row ? store.put(row) : store.delete([who.user, name])).catch(() => {})
	await tx.done
	return now
}

function place(piece: string, rows: [string, Row][]): void {
	const [name = '', n = '0'] = piece.split(DIVIDE)
	const part = partOf(name)
	while (part.pieces.length <= Number(n)) part.pieces.push(new Map())
	part.pieces[Number(n)] = new Map(rows)
	for (const [key] of rows) part.at.set(key, Number(n))
}

function divide(name: string, part: Part): void {
	for (const piece of [...part.pieces])
		for (const [key, row] of [...piece].slice(PIECE_ROWS)) {
			dropIn(name, key)
			putIn(name, key, row)
		}
}

/** Opens what lies on the disk in place of what is here. What this lease does not open is dropped, and taken down again. false: somebody
 * else is here now, or nobody; or it is a later lease's, which another page has. */
export async function openParts(who: Unlocked): Promise<boolean> {
	const all = await (await database()).getAllFromIndex('copy', 'user', who.user)
	const rows = all.filter((r) => r.name !== DRAFT)
	const open = await Promise.all(rows.map((r) => openJson(who.key, r.sealed))).catch(() => null)
	if (unlocked() !== who || (!open && !(await dropCopy(who)))) return false
	if (unlocked() !== who) return false
	forgetParts()
	mark = open ? rows.find((r) => r.name === MARKED)?.mark : undefined
	open?.forEach((piece, i) => place(rows[i]!.name, piece as [string, Row][]))
	for (const [name, part] of parts) divide(name, part)
	return true
}

/** It leaves the disk, but for what lies there under a later lease: false. */
export async function dropCopy(who: Unlocked): Promise<boolean> {
	const tx = strict(await database(), 'copy', 'people')
	const store = tx.objectStore('copy')
	const stays = isPassed(who, await tx.objectStore('people').get(who.user))
	if (!stays)
		for (const key of await store.index('user').getAllKeys(who.user))
			if (key[1] !== DRAFT) void store.delete(key)
	await tx.done
	return !stays
}
