// What became of what was handed in: whether it clashes, and, of what waited or was held when its receipt came, where it stands now.
import { got, Refused, type Shapes } from '@shared/api'
import { api, patience } from './call'
import { database, strict, type EntryState, type OutboxRow } from './db'
import { tell } from './told'
import type { Unlocked } from './unlocked'

/** So many the server tells of at once. */
const ASK_MAX = 100

const states: Record<string, EntryState> = {
	standing: 'accepted',
	corrected: 'accepted',
	waiting: 'waiting',
	held: 'held',
	voided: 'voided',
}

async function inState(who: Unlocked, ...all: EntryState[]): Promise<OutboxRow[]> {
	const index = (await database()).transaction('outbox').store.index('state')
	return (await Promise.all(all.map((state) => index.getAll([who.user, state])))).flat()
}

/** The rows as they are now, if they are still what they were read as. */
async function become(to: Map<OutboxRow, EntryState>): Promise<void> {
	const changes = [...to].filter(([row, state]) => row.state !== state)
	if (changes.length === 0) return
	const tx = strict(await database(), 'outbox')
	for (const [{ device, seq, id, state: before }, state] of changes) {
		const now = await tx.store.get([device, seq])
		if (now?.id === id && now.state === before) void tx.store.put({ ...now, state })
	}
	await tx.done
	tell(
		'outbox',
		changes.map(([row]) => row.id),
	)
}

/** Of his own: what is among these clashes, and nothing else does. */
export async function markClashes(who: Unlocked, clashes: ReadonlySet<string>): Promise<void> {
	const to = new Map<OutboxRow, EntryState>()
	for (const row of await inState(who, 'clash')) if (!clashes.has(row.id)) to.set(row, 'accepted')
	const index = (await database()).transaction('outbox').store.index('id')
	const rows = (await Promise.all([...clashes].map((id) => index.getAll(id)))).flat()
	for (const row of rows)
		if (row.by === who.user && row.state === 'accepted') to.set(row, 'clash')
	await become(to)
}

async function ask(ids: string): Promise<Shapes['fate'][] | undefined> {
	const query = { ids, limit: ASK_MAX }
	try {
		return (await got(api.GET('/v1/records', { params: { query }, ...patience() }))).items
	} catch (e) {
		// A server of before tells nothing of it: they stay as they are.
		if (e instanceof Refused && (e.status === 404 || e.status === 405)) return undefined
		throw e
	}
}

/** Asks after all that wait or are held, a hundred at a time. */
export async function takeFates(who: Unlocked): Promise<void> {
	const rows = await inState(who, 'waiting', 'held')
	for (let from = 0; from < rows.length; from += ASK_MAX) {
		const some = rows.slice(from, from + ASK_MAX)
		const told = await ask(some.map((r) => r.id).join(','))
		if (!told) return
		const fates = new Map(told.map((f) => [f.id, states[f.state]]))
		await become(new Map(some.map((r) => [r, fates.get(r.id) ?? r.state])))
	}
}
