// The outbox as its owner sees it: what he entered on this phone, and what came of it.
import { computed, shallowRef, type ComputedRef, type ShallowRef } from 'vue'
import { queued } from './call'
import { database, device, strict, type EntryState, type OutboxRow, type Reason } from './db'
import { given, refusedOf, save, type Made } from './enter'
import { openJson, sealJson } from './keys'
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

/* What was opened once; each sealing has its own iv. */
const known = new Map<string, { mine: OutboxRow['mine']; opened: Opened }>()

async function open(row: OutboxRow, key: CryptoKey): Promise<Opened | null> {
	const before = known.get(row.id)
	if (before && String(before.mine?.iv) === String(row.mine?.iv)) return before.opened
	if (!row.mine) return null
	try {
		const opened = (await openJson(key, row.mine)) as Opened
		known.set(row.id, { mine: row.mine, opened })
		return opened
	} catch {
		// Another lease's, from before the account was made anew.
		return null
	}
}

function bare(error: OutboxRow['error']): Reason | null {
	return error && { ...error, reason_zh: '', reason_en: '', remedy: '', remedy_en: '' }
}

async function entry(row: OutboxRow, key: CryptoKey): Promise<Entry> {
	const { seq, id, by, at, kind, state, pos } = row
	const opened = await open(row, key)
	const error = opened?.error ?? bare(row.error)
	return { seq, id, by, at, kind, state, pos, error, record: opened?.record ?? null }
}

let loading: Promise<void> | undefined
let again = false

/** The oldest first: what was entered under another device, before this phone was enrolled anew, comes before its own. */
function inOrder(rows: OutboxRow[], own: string | undefined): OutboxRow[] {
	const by = new Map<string, OutboxRow[]>()
	for (const row of rows) {
		const all = by.get(row.device)
		if (all) all.push(row)
		else by.set(row.device, [row])
	}
	const of = [...by].map(([device, all]) => ({ device, all, last: all.at(-1)?.id ?? '' }))
	of.sort((a, b) => (a.device === own ? 1 : b.device === own ? -1 : a.last < b.last ? -1 : 1))
	return of.flatMap((one) => one.all)
}

async function loadOnce(): Promise<void> {
	const who = unlocked()
	const rows = await (await database()).getAll('outbox')
	const from = (await device())?.id
	queued.n = unsent.value = rows.filter((r) => r.due).length
	const own = who
		? inOrder(
				rows.filter((r) => r.by === who.user),
				from,
			)
		: []
	const all = who ? await Promise.all(own.map((r) => entry(r, who.key))) : []
	if (unlocked() !== who) return loadOnce()
	entries.value = all.reverse()
}

/** Reads the storage again; while that is under way, once more behind it. */
export function load(): Promise<void> {
	if (loading) {
		again = true
		return loading
	}
	loading = (async () => {
		do {
			again = false
			await loadOnce()
		} while (again)
	})().finally(() => (loading = undefined))
	return loading
}

export function forget(): void {
	known.clear()
	entries.value = []
}

onTold((what) => {
	if (what === 'outbox') void load()
})

/** What he has entered lies under his new lease from now on; the box is not touched. */
export async function resealEntries(who: Unlocked, before: CryptoKey): Promise<void> {
	const db = await database()
	for (const { device, seq, by, mine } of await db.getAll('outbox')) {
		if (by !== who.user || !mine) continue
		const open = await openJson(before, mine).catch(() => undefined)
		if (open === undefined) continue
		const sealed = await sealJson(who.key, open)
		const tx = strict(db, 'outbox')
		const row = await tx.store.get([device, seq])
		if (row && String(row.mine?.iv) === String(mine.iv))
			void tx.store.put({ ...row, mine: sealed })
		await tx.done
	}
}

function entered({ row, record }: Made): Entry {
	known.set(row.id, { mine: row.mine, opened: { record, error: null } })
	const { seq, id, by, at, kind, state, pos } = row
	return { seq, id, by, at, kind, state, pos, error: null, record }
}

/** Resolves when they are on the disk, all or none; rejects NotSaved. */
export async function enterAll(drafts: Draft[], instead: string | null = null): Promise<Entry[]> {
	const made = (await save(drafts, instead)).map(entered)
	if (instead !== null || loading) await load()
	else {
		// Nothing else has changed: the rest need not be read again.
		entries.value = [...made].reverse().concat(entries.value)
		queued.n = unsent.value += made.length
	}
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
	tell('outbox')
	await load()
}
