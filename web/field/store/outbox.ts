// The outbox as its owner sees it: what he entered on this phone, and what came of it.
import { computed, shallowRef, type ComputedRef, type ShallowRef } from 'vue'
import { queued } from './call'
import {
	allOf,
	database,
	device,
	type Differs,
	type EntryState,
	type MineRow,
	type OutboxRow,
	type Reason,
	strict,
} from './db'
import { given, refusedOf, save, type Made } from './enter'
import { openJson } from './keys'
import type { Draft, FieldRecord } from './record'
import { onTold, tell } from './told'
import { unlocked, type Unlocked } from './unlocked'

export { NotSaved } from './enter'
export type { Draft, FieldRecord } from './record'

export interface Entry {
	seq: number
	id: string
	by: string
	at: string
	kind: string
	state: EntryState
	pos: number | null
	/** Its texts are empty where only the code is known: handed in while its writer was not here. */
	error: Reason | null
	/** What the server's rule says instead, of one that it took. */
	differs: Differs | null
	/** null: the lease is over, and only the box is left; or the server has it for good. */
	record: FieldRecord | null
}

/** Of who is logged in, the newest first. */
export const entries: ShallowRef<Entry[]> = shallowRef([])

export interface Tally {
	entered: number
	accepted: number
	/** Not handed in yet, or waiting there for something else. */
	waiting: number
	refused: number
}

const isWaiting = (e: Entry): boolean => e.state === 'queued' || e.state === 'sent'

/** entered = accepted + waiting + refused; what was given up is in none. */
export const tally: ComputedRef<Tally> = computed(() => {
	const all = entries.value.filter((e) => e.state !== 'withdrawn')
	const waiting = all.filter(isWaiting).length
	const refused = all.filter((e) => e.state === 'refused').length
	return { entered: all.length, accepted: all.length - waiting - refused, waiting, refused }
})

/** What was not handed in by anybody on this phone. */
export const unsent: ShallowRef<number> = shallowRef(0)

interface Opened {
	record: FieldRecord
	error: Reason | null
}

/* What was opened once, and of which row: only why it was refused is sealed anew. */
const known = new Map<string, { of: string; opened: Opened }>()

function stamp(row: OutboxRow): string {
	return `${row.device} ${row.seq} ${row.error ? row.received : ''}`
}

function isKnown(row: OutboxRow): boolean {
	return known.get(row.id)?.of === stamp(row)
}

async function open(row: OutboxRow, mine: MineRow | undefined, who: Unlocked): Promise<void> {
	if (!mine) return
	try {
		const opened = (await openJson(who.key, mine.sealed)) as Opened
		// Of whoever has left meanwhile nothing is kept in memory.
		if (unlocked()?.user === who.user) known.set(row.id, { of: stamp(row), opened })
	} catch {
		// Another lease's, from before the account was made anew, or this phone.
	}
}

/* From so many on they are read together. */
const FEW = 20

/** What their writer wrote, of all that was not opened before. */
async function openAll(rows: OutboxRow[], who: Unlocked): Promise<void> {
	const closed = rows.filter((r) => r.kept && !isKnown(r))
	if (closed.length === 0) return
	const store = (await database()).transaction('mine').store
	const few = closed.length < FEW
	const devices = few ? [] : [...new Set(closed.map((r) => r.device))]
	const all = (await Promise.all(devices.map((d) => store.getAll(allOf(d))))).flat()
	const at = new Map(all.map((m) => [`${m.device} ${m.seq}`, m]))
	const mines = few
		? await Promise.all(closed.map((r) => store.get([r.device, r.seq])))
		: closed.map((r) => at.get(`${r.device} ${r.seq}`))
	await Promise.all(closed.map((r, i) => open(r, mines[i], who)))
}

function bare(error: OutboxRow['error']): Reason | null {
	return error && { ...error, reason_zh: '', reason_en: '', remedy: '', remedy_en: '' }
}

function entry(row: OutboxRow): Entry {
	const { seq, id, by, at, kind, state, pos } = row
	const opened = row.kept && isKnown(row) ? known.get(id)?.opened : undefined
	const error = (row.error && opened?.error) ?? bare(row.error)
	const differs = row.differs ?? null
	return { seq, id, by, at, kind, state, pos, error, differs, record: opened?.record ?? null }
}

let loading: Promise<void> | undefined
/** What is to be read again: all, or the records of these ids. */
let stale: 'all' | Set<string> | undefined
/** Entered since it began to be read. */
let fresh: Entry[] = []

/** Both the newest first, made: the oldest first; what stands in both once. */
function withNew(all: Entry[], made: readonly Entry[]): Entry[] {
	const there = new Set(all.map((e) => e.id))
	return [...made.filter((e) => !there.has(e.id)).reverse(), ...all]
}

/** The oldest first: what was entered under another device, before this phone was enrolled anew, comes before its own. */
function inOrder(rows: OutboxRow[], own: string | undefined): OutboxRow[] {
	const by = new Map<string, OutboxRow[]>()
	for (const row of rows) {
		const all = by.get(row.device)
		if (all) all.push(row)
		else by.set(row.device, [row])
	}
	for (const all of by.values()) all.sort((a, b) => a.seq - b.seq)
	const of = [...by].map(([device, all]) => ({ device, all, last: all.at(-1)?.id ?? '' }))
	of.sort((a, b) => (a.device === own ? 1 : b.device === own ? -1 : a.last < b.last ? -1 : 1))
	return of.flatMap((one) => one.all)
}

async function countDue(): Promise<number> {
	return (await database()).countFromIndex('outbox', 'due', 1)
}

/** What was entered while it was read may be missing in it: it is read once more. */
function readFresh(): void {
	if (fresh.length > 0) isStale(fresh.map((e) => e.id))
	fresh = []
}

async function readAll(): Promise<void> {
	const who = unlocked()
	const db = await database()
	const [due, rows, from] = await Promise.all([
		countDue(),
		who ? db.getAllFromIndex('outbox', 'state', allOf(who.user)) : [],
		device(),
	])
	if (who) await openAll(rows, who)
	if (unlocked() !== who) return readAll()
	const all = inOrder(rows, from?.id).reverse().map(entry)
	entries.value = withNew(all, fresh)
	queued.n = unsent.value = due + entries.value.length - all.length
	readFresh()
}

/** Each keeps its place. What has none yet, or not one only, takes reading all. */
async function readSome(ids: ReadonlySet<string>): Promise<void> {
	const who = unlocked()
	const index = (await database()).transaction('outbox').store.index('id')
	const [due, found] = await Promise.all([
		countDue(),
		Promise.all([...ids].map((id) => index.getAll(id))),
	])
	const rows = found.flat().filter((r) => r.by === who?.user)
	if (who) await openAll(rows, who)
	const there = entries.value.filter((e) => ids.has(e.id))
	const now = new Map(rows.map((row) => [row.id, row]))
	const isOne = now.size === rows.length && rows.every((r) => there.some((e) => e.id === r.id))
	if (unlocked() !== who || !isOne) return readAll()
	entries.value = entries.value.flatMap((e) => {
		const row = now.get(e.id)
		return row ? [entry(row)] : ids.has(e.id) ? [] : [e]
	})
	// Until those are read, they are counted already.
	if (fresh.length === 0) queued.n = unsent.value = due
	readFresh()
}

/** From so many on it is quicker to read all. */
const SOME_MAX = 200

function isStale(ids?: readonly string[]): void {
	const all = ids ? new Set([...(stale === 'all' ? [] : (stale ?? [])), ...ids]) : undefined
	stale = !all || stale === 'all' || all.size > SOME_MAX ? 'all' : all
}

/** Reads the storage again, or (ids) what it has of these records; while that is under way, once more behind it. */
export function load(ids?: readonly string[]): Promise<void> {
	isStale(ids)
	loading ??= (async () => {
		try {
			while (stale) {
				const of = stale
				stale = undefined
				await (of === 'all' ? readAll() : readSome(of))
			}
		} catch (e) {
			stale = 'all'
			throw e
		} finally {
			loading = undefined
		}
	})()
	return loading
}

export function forget(): void {
	known.clear()
	fresh = []
	entries.value = []
}

onTold((what, ids) => {
	if (what === 'outbox') void load(ids)
})

function entered({ row, record }: Made): Entry {
	const { seq, id, by, at, kind, state, pos } = row
	return { seq, id, by, at, kind, state, pos, error: null, differs: null, record }
}

/** Resolves when they are on the disk, all or none; rejects NotSaved. */
export async function enterAll(drafts: Draft[], instead: string | null = null): Promise<Entry[]> {
	const saved = await save(drafts, instead)
	const made = saved.map(entered)
	queued.n = unsent.value += made.length
	if (made.every((e) => e.by === unlocked()?.user)) {
		for (const { row, record } of saved)
			known.set(row.id, { of: stamp(row), opened: { record, error: null } })
		// Nothing else has changed: the rest need not be read again, and nobody waits for what is being read for another reason.
		if (loading) fresh.push(...made)
		entries.value = withNew(entries.value, made)
	} else await load()
	if (instead !== null) await load([instead])
	tell('entered')
	return made
}

/** instead: the id of a refused one in whose place this comes. */
export async function enter(draft: Draft, instead: string | null = null): Promise<Entry> {
	const [one] = await enterAll([draft], instead)
	if (!one) throw new Error('one was entered')
	return one
}

/** Gives up one that was refused; its number is used. What is on its way or was accepted is not given up but corrected. */
export async function withdraw(id: string): Promise<void> {
	const who = unlocked()
	if (!who) return
	const tx = strict(await database(), 'outbox')
	const row = await refusedOf(tx.store.index('id'), id, who)
	if (row) void tx.store.put(given(row))
	await tx.done
	tell('outbox', [id])
	await load([id])
}
