// The rows of the copy as they lie on the disk: by parts, one for each type and area; each part in pieces of few rows, sealed one by
// one, so that a row that changes costs a slow phone little, however many lie beside it.
import { allOf, type CopyRow, database, DRAFT, strict } from './db'
import { openJson, sealJson } from './keys'
import { newId } from './record'
import { isHis, isPassed, unlocked, type Unlocked } from './unlocked'

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
	mark = undefined
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
	const mine = last.then(() => {
		if (of === opened) return saveTouched(who)
		if (unlocked() === who) throw new PassedBy('the copy was opened anew')
		return []
	})
	last = mine.catch(() => {})
	return mine
}

/* Which row of the copy on the disk says who wrote it last. */
const MARKED = 'note'
/* By which it is known again; undefined: there is none, or it is of an app of before. */
let mark: string | undefined

async function markOf(user: string): Promise<string | undefined> {
	return (await (await database()).get('copy', [user, MARKED]))?.mark
}

/** Another page of this phone has written the copy since this one read or wrote it. In which piece a new row lies each page says for
 * itself: what is in memory here must not be written over that. */
export async function isPassedBy(who: Unlocked): Promise<boolean> {
	return (await markOf(who.user)) !== mark
}

/** Another page has written the copy in the middle of it: nothing of this was. What is on the disk is opened first (isPassedBy), and
 * then what was to be changed is changed in that. */
export class PassedBy extends Error {}

/** The mark under which they lie there now. */
async function save(who: Unlocked, names: string[]): Promise<string> {
	const [before, now] = [mark, newId()]
	const sealed = await Promise.all(
		[...new Set([...names, MARKED])].map(async (name): Promise<[string, CopyRow | null]> => {
			const rows = rowsOf(name)
			const open = (rows && rows.size > 0) || name === MARKED ? [...(rows ?? [])] : null
			const row = { user: who.user, name, ...(name === MARKED && { mark: now }) }
			return [name, open && { ...row, sealed: await sealJson(who.key, open) }]
		}),
	)
	const tx = strict(await database(), 'copy', 'people')
	// Another page has a later lease of his and the copy under it, or has let him go: what is here is of before.
	if (!isHis(who, await tx.objectStore('people').get(who.user))) {
		await tx.done
		throw new Error('a lease of before')
	}
	const store = tx.objectStore('copy')
	if ((await store.get([who.user, MARKED]))?.mark !== before) {
		await tx.done
		throw new PassedBy('another page has written the copy')
	}
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

function divide(): void {
	for (const [name, part] of parts)
		for (const piece of [...part.pieces])
			for (const [key, row] of [...piece].slice(PIECE_ROWS)) {
				dropIn(name, key)
				putIn(name, key, row)
			}
}

/* What no first screen needs: it is most of what lies there. */
const LATER = ['home', 'rule', 'subject']

/** Of his parts those whose names begin so, or (first) all the others. */
function ranges(user: string, isFirst: boolean): IDBKeyRange[] {
	// What follows the divider in the order of names.
	const later = LATER.map((type) => [`${type}/`, `${type}0`] as const)
	if (!isFirst)
		return later.map(([from, to]) => IDBKeyRange.bound([user, from], [user, to], false, true))
	const ends = [...later.map(([from]) => [user, from]), [user, []]]
	const begins = [[user], ...later.map(([, to]) => [user, to])]
	return ends.map((end, i) => IDBKeyRange.bound(begins[i], end, false, true))
}

/** As they lie there in one moment, and under which mark. */
async function read(user: string, which: IDBKeyRange[]): Promise<[CopyRow[], string | undefined]> {
	const { store } = (await database()).transaction('copy')
	const [marked, ...found] = await Promise.all([
		store.get([user, MARKED]),
		...which.map((one) => store.getAll(one)),
	])
	return [found.flat().filter((r) => r.name !== DRAFT), marked?.mark]
}

/* As it was read while the PIN was typed. */
let ahead: { user: string; read: ReturnType<typeof read> } | undefined

/** Whoever types his PIN takes seconds for it: what his first screen needs is read meanwhile, sealed as it is. */
export function readAhead(user: string): void {
	const reading = read(user, ranges(user, true))
	reading.catch(() => {})
	ahead = { user, read: reading }
}

async function readFirst(user: string): ReturnType<typeof read> {
	const there = ahead?.user === user ? await ahead.read.catch(() => undefined) : undefined
	ahead = undefined
	return there?.[1] !== undefined && there[1] === (await markOf(user))
		? there
		: read(user, ranges(user, true))
}

/** Opens what lies on the disk in place of what is here; isFirst: what a first screen needs, and openRest() the rest. What this lease does
 * not open is dropped, and taken down again. false: somebody else is here now, or nobody; or it is a later lease's, which another page has. */
export async function openParts(who: Unlocked, isFirst = false): Promise<boolean> {
	const { user } = who
	const [rows, now] = await (isFirst ? readFirst(user) : read(user, [allOf(user)]))
	const open = await Promise.all(rows.map((r) => openJson(who.key, r.sealed))).catch(() => null)
	if (unlocked() !== who || (!open && !(await dropCopy(who)))) return false
	if (unlocked() !== who) return false
	forgetParts()
	mark = open ? now : undefined
	open?.forEach((piece, i) => place(rows[i]!.name, piece as [string, Row][]))
	if (!isFirst) divide()
	return true
}

/* What a finger has touched meanwhile comes between; nobody touches what nobody sees, and there a browser makes it a long one. */
async function pause(): Promise<void> {
	if (document.visibilityState === 'visible') await new Promise((done) => setTimeout(done))
}

/** What openParts() has left, piece by piece; taken: each of its rows. false: it is to be opened as a whole, for somebody else has opened
 * or written it meanwhile, or it does not open. */
export async function openRest(
	who: Unlocked,
	taken: (part: string, key: string, row: Row) => void,
): Promise<boolean> {
	const of = opened
	await pause()
	const [rows, now] = await read(who.user, ranges(who.user, false))
	if (of !== opened || now !== mark) return false
	for (const { name, sealed } of rows) {
		await pause()
		const piece = (await openJson(who.key, sealed)) as [string, Row][]
		if (of !== opened) return false
		place(name, piece)
		for (const [key, row] of piece) taken(name, key, row)
	}
	divide()
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
