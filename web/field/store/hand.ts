// Handing in: what is due goes to the server in small lists, and what it says of each is kept. Knows no page: the service worker
// does the same in the background, with nobody's lease open.
//
// A list that did not get through is sent again as it is, in smaller pieces: the server takes each record once. Nothing leaves
// the outbox because it was sent: a record stays, sealed, until a checked backup of the same epoch has it (safe_pos), or, where
// the server makes none, until 14 days lie between two of the server's times. On another epoch everything that is kept is sent again.
import { api, type Shapes } from '@shared/api'
import { header, patience, queued } from './call'
import { meet, settleClock, watchClock } from './clock'
import {
	database,
	device,
	place,
	strict,
	type ClockRow,
	type DeviceRow,
	type EntryState,
	type MineRow,
	type OutboxRow,
	type PlaceRow,
} from './db'
import { openJson, sealJson } from './keys'
import { chinaTime, type FieldRecord } from './record'
import { tell } from './told'
import { unlocked } from './unlocked'

const HAND_MAX = 50
/** In bytes of a body: a minute of a line with 1 kB/s. */
const HAND_BYTES = 64 * 1024
/** Of two that were written by clocks that differ by more, each goes in a list of its own. */
const CLOCK_MS = 1000
const MINUTE_MS = 60_000
/** What the server takes for a clock that is right. */
const RIGHT_MS = 2 * MINUTE_MS
const KEPT_MS = 14 * 24 * 3600_000

type Receipt = Shapes['receipt']

/** Why it went no further: log in (again), not allowed to, the server is full or away (ms: when to come again). */
export type Stop =
	{ why: 'done' | 'login' | 'forbidden' | 'revoked' } | { why: 'later'; ms: number | null }

/** Grows and shrinks with the line. */
let most = HAND_MAX

interface Due {
	row: OutboxRow
	box: string
}

async function take(n: number): Promise<Due[]> {
	const tx = (await database()).transaction(['outbox', 'boxes'])
	const rows = await tx.objectStore('outbox').index('due').getAll(1, n)
	const all: Due[] = []
	let bytes = 0
	for (const row of rows) {
		if (!isOneClock(row, rows[0])) break
		const box = (await tx.objectStore('boxes').get([row.device, row.seq]))?.box ?? ''
		bytes += box.length
		if (all.length > 0 && bytes > HAND_BYTES) break
		all.push({ row, box })
	}
	return all
}

function isOneClock(row: OutboxRow, first: OutboxRow | undefined): boolean {
	if (row.off === undefined || first?.off === undefined) return row.off === first?.off
	return Math.abs(row.off - first.off) < CLOCK_MS
}

/** What the clock that these were written by would show now; of today's nothing is said here. */
async function sent(off: number | undefined): Promise<Record<string, string>> {
	const { server, phone } = await place()
	if (off === undefined || server === null || phone === null) return {}
	return { 'Bulou-Sent': chinaTime(Date.now() + (server - phone) - off) }
}

/** From now on they may have arrived, whatever comes of the call. Those that are due no more, or have another number now, stay. */
async function leave(all: Due[]): Promise<Due[]> {
	const tx = strict(await database(), 'outbox')
	const going: Due[] = []
	for (const one of all) {
		const { device, seq, id } = one.row
		const now = await tx.store.get([device, seq])
		if (now?.id !== id || !now.due) continue
		const state = now.state === 'withdrawn' ? now.state : 'sent'
		const row: OutboxRow = { ...now, state, left: true }
		void tx.store.put(row)
		going.push({ ...one, row })
	}
	await tx.done
	return going
}

const marked: EntryState[] = ['held', 'clash', 'waiting']

function stateOf(receipt: Receipt, before: OutboxRow): EntryState {
	if (receipt.status === 'refused') return before.state === 'withdrawn' ? 'withdrawn' : 'refused'
	return marked.find((m) => receipt.marks.includes(m)) ?? 'accepted'
}

/** As exact as it matters: what has to be sent again goes in few lists. */
function offOf(ms: number): number {
	return Math.abs(ms) < RIGHT_MS ? 0 : Math.round(ms / MINUTE_MS) * MINUTE_MS
}

function answered(row: OutboxRow, receipt: Receipt): OutboxRow {
	const { due: _, ...rest } = row
	const { error } = receipt
	return {
		...rest,
		state: stateOf(receipt, row),
		pos: receipt.pos,
		epoch: receipt.epoch,
		received: Date.parse(receipt.received),
		error: error && { code: error.code, field: error.field },
		off: row.off ?? offOf(Date.parse(receipt.received) - Date.now()),
		// A server of before says nothing of it.
		...(receipt.differs ? { differs: receipt.differs } : {}),
	}
}

/** The error in words goes under the writer's lease: it may quote what he wrote. undefined: he is not here, or there is none. */
async function worded(row: OutboxRow, { error }: Receipt): Promise<MineRow | undefined> {
	const who = unlocked()
	if (!error || who?.user !== row.by) return undefined
	const mine = await (await database()).get('mine', [row.device, row.seq])
	if (!mine) return undefined
	try {
		const { record } = (await openJson(who.key, mine.sealed)) as { record: FieldRecord }
		return { ...mine, sealed: await sealJson(who.key, { record, error }) }
	} catch {
		// Another lease's.
		return undefined
	}
}

/** The server has it for good: it need not lie here. */
function isSafe(row: OutboxRow, at: PlaceRow): boolean {
	// What was given up has no position: it is kept for 14 days, lest a server that was put back misses its number.
	const over =
		at.safe_pos === null || row.pos === null
			? at.server !== null && row.received !== null && at.server - row.received >= KEPT_MS
			: row.pos <= at.safe_pos
	return over && !row.due && row.epoch === at.epoch && row.state !== 'refused'
}

/** A server that was restored may lack what it once accepted, and the numbers of what it refused. */
function dueAgain(row: OutboxRow, epoch: string): OutboxRow {
	const again = row.kept && row.epoch !== null && row.epoch !== epoch
	if (!again) return row
	return { ...row, state: row.state === 'withdrawn' ? row.state : 'queued', due: 1 }
}

type Kept = ReturnType<typeof strict<'about' | 'outbox' | 'boxes' | 'mine'>>

/** What it says leaves; the row is still counted. */
function free(tx: Kept, { kept: _, ...row }: OutboxRow): void {
	void tx.objectStore('outbox').put(row)
	void tx.objectStore('boxes').delete([row.device, row.seq])
	void tx.objectStore('mine').delete([row.device, row.seq])
}

/** Frees what the server has for good, and forgets what was freed: a count of it is of no use 14 days later. Whose ids are returned. */
async function tidy(tx: Kept, now: PlaceRow): Promise<string[]> {
	const outbox = tx.objectStore('outbox')
	const safe: OutboxRow[] = []
	if (now.safe_pos !== null) {
		const passed = IDBKeyRange.bound([1, 0], [1, now.safe_pos])
		safe.push(...(await outbox.index('kept').getAll(passed)))
	}
	const old =
		now.server === null
			? []
			: await outbox.index('received').getAll(IDBKeyRange.upperBound(now.server - KEPT_MS))
	const over = old.filter((row) => !row.kept)
	const freed = [...safe, ...old].filter((row) => row.kept && isSafe(row, now))
	for (const row of freed) free(tx, row)
	for (const { device, seq } of over) void outbox.delete([device, seq])
	return [...freed, ...over].map((row) => row.id)
}

async function allAgain(tx: Kept, epoch: string): Promise<string[]> {
	const ids: string[] = []
	for (const row of await tx.objectStore('outbox').getAll()) {
		const now = dueAgain(row, epoch)
		if (now === row) continue
		void tx.objectStore('outbox').put(now)
		ids.push(row.id)
	}
	return ids
}

/** What the server said last: its epoch, its backup, its time. The ids of those that this changes. */
async function learn(receipts: Receipt[]): Promise<string[]> {
	const last = receipts.at(-1)
	if (!last) return []
	const received = { server: Date.parse(last.received), phone: Date.now() }
	await watchClock()
	const before = await place()
	const tx = strict(await database(), 'about', 'outbox', 'boxes', 'mine')
	const about = tx.objectStore('about')
	const met = meet((await about.get('clock')) as ClockRow | undefined, before, received)
	const now: PlaceRow = { epoch: last.epoch, safe_pos: last.safe_pos, ...met.at }
	void about.put(now, 'place')
	if (met.clock) void about.put(met.clock, 'clock')
	const ids = await tidy(tx, { ...now, server: received.server })
	if (before.epoch !== now.epoch) ids.push(...(await allAgain(tx, last.epoch)))
	await tx.done
	return ids
}

/** The server was put back, or its data made anew: what it accepted before is sent again. */
export async function learnEpoch(epoch: string): Promise<void> {
	const before = await place()
	if (before.epoch === epoch || before.epoch === null) return
	const tx = strict(await database(), 'about', 'outbox', 'boxes', 'mine')
	void tx.objectStore('about').put({ ...before, epoch, safe_pos: null }, 'place')
	await allAgain(tx, epoch)
	await tx.done
	tell('outbox')
}

async function keep(sent: OutboxRow[], receipts: Receipt[]): Promise<void> {
	const by = new Map(receipts.map((r) => [r.id, r]))
	const rows: OutboxRow[] = []
	const mines = new Map<OutboxRow, MineRow>()
	for (const row of sent) {
		const receipt = by.get(row.id)
		if (!receipt) continue
		const now = answered(row, receipt)
		const mine = await worded(row, receipt)
		rows.push(now)
		if (mine) mines.set(now, mine)
	}
	const reused = rows.filter((r) => r.error?.code === 'seq_reused').map((r) => r.device)
	const tx = strict(await database(), 'about', 'outbox', 'mine')
	for (const row of rows) {
		const now = await tx.objectStore('outbox').get([row.device, row.seq])
		if (now?.id !== row.id) continue
		const mine = mines.get(row)
		void tx.objectStore('outbox').put(row)
		if (mine) void tx.objectStore('mine').put(mine)
	}
	const from = (await tx.objectStore('about').get('device')) as DeviceRow | undefined
	// What is carried for another phone says nothing of this one's numbers.
	if (from && reused.includes(from.id))
		void tx.objectStore('about').put({ ...from, reused: true }, 'device')
	await tx.done
	const others = await learn(receipts)
	tell('outbox', [...rows.map((row) => row.id), ...others])
	if (reused.length > 0) tell('session')
}

function retryAfter(response: Response): number | null {
	const seconds = Number(response.headers.get('Retry-After'))
	return seconds > 0 ? seconds * 1000 : null
}

/** One list; undefined: go on. */
async function handList(taken: Due[]): Promise<Stop | undefined> {
	const due = await leave(taken)
	if (due.length === 0) return undefined
	const rows = due.map((d) => d.row)
	const body = due.map(({ row: { id, device, seq }, box }) => ({ id, device, seq, box }))
	const clock = await sent(rows[0]?.off)
	const call = { params: { header: { ...header, ...clock } }, body, ...patience() }
	const { data, error, response } = await api.POST('/v1/records', call as never)
	const { status } = response
	if (response.ok && Array.isArray(data)) {
		await keep(rows, data as Receipt[])
		most = Math.min(HAND_MAX, most * 2)
		return undefined
	}
	if (status === 401) {
		return { why: codeOf(error) === 'device_revoked' ? 'revoked' : 'login' }
	}
	if (status === 403) return { why: 'forbidden' }
	const code = codeOf(error)
	if (code === undefined || !WHOLE.has(status)) {
		most = half(rows.length)
		return { why: 'later', ms: retryAfter(response) }
	}
	// A list that is refused as a whole is tried one by one; one that is refused by itself is for its writer to see.
	if (rows.length === 1) await refusedWhole(rows, error as Partial<Shapes['problem']>)
	most = 1
	return undefined
}

/** Of a problem document of the server's own; what stands between, such as a proxy, has none. */
function codeOf(error: unknown): string | undefined {
	const code = (error as { code?: unknown } | undefined)?.code
	return typeof code === 'string' ? code : undefined
}

/** With these the server refuses what a list says; any other is no word on the records in it. */
const WHOLE: ReadonlySet<number> = new Set([400, 413, 422])

function half(n: number): number {
	return Math.max(1, Math.floor(n / 2))
}

async function refusedWhole(rows: OutboxRow[], problem: Partial<Shapes['problem']>): Promise<void> {
	const [row] = rows
	if (!row) return
	const { due: _, ...rest } = row
	const error = { code: problem.code ?? 'bad_request', field: problem.field ?? null }
	const { epoch, server: received, phone } = await place()
	const off = row.off ?? offOf((received ?? 0) - (phone ?? 0))
	const state = row.state === 'withdrawn' ? row.state : 'refused'
	const tx = strict(await database(), 'outbox')
	void tx.store.put({ ...rest, state, error, epoch, received, off })
	await tx.done
	tell('outbox', [row.id])
}

/** Everything that is due, until it is done or goes no further. Throws where the server cannot be reached. */
export async function handIn(): Promise<Stop> {
	if (!(await device())) return { why: 'done' }
	for (;;) {
		await settleClock()
		const rows = await take(most)
		if (rows.length === 0) return { why: 'done' }
		queued.n = await (await database()).countFromIndex('outbox', 'due', 1)
		try {
			const stop = await handList(rows)
			if (stop) return stop
		} catch (e) {
			most = half(most)
			throw e
		}
	}
}
