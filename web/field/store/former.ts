// A phone that was enrolled anew has other leases and other numbers; after a purge it has other leases. What each of its people has
// written on it before stays as it is, until he has his new lease: then it is sealed under that, and can be corrected or given up as
// before. What was not handed in goes in by whoever is here, under the number that it has, unless that number is no good.
import {
	changeDevice,
	database,
	device,
	DRAFT,
	strict,
	type DeviceRow,
	type FormerDevice,
	type MineRow,
	type OutboxRow,
	type Sealed,
} from './db'
import { addAll, make, STORES, type Made } from './enter'
import { openJson, sealJson, unwrapLease } from './keys'
import { newId, type FieldRecord } from './record'
import { formerLease } from './there'
import { tell } from './told'
import { person, type Unlocked } from './unlocked'

/** Keys of leases of before, by the device for which they were given: also of this one, where the server has made another since. */
export type FormerKeys = Map<string, CryptoKey>

/** For the phone's new row: what it was until now, and before, as far as something is sealed for it still. */
export async function formerOf(before: DeviceRow): Promise<FormerDevice[]> {
	const { id, mac, reused, unknown } = before
	const all = [
		...(before.former ?? []),
		{ id, mac, ...((reused || unknown) && { void: true as const }) },
	]
	return needed(all)
}

async function needed(all: readonly FormerDevice[]): Promise<FormerDevice[]> {
	const store = (await database()).transaction('mine').store
	const n = await Promise.all(all.map((one) => store.index('of').count(one.id)))
	return all.filter((_, i) => n[i])
}

interface Own {
	row: OutboxRow
	mine: MineRow
}

/** What is his, but what is sealed for this device (but: its id) and so under the lease of today. */
async function sealedBefore(user: string, but: string | undefined): Promise<Own[]> {
	const tx = (await database()).transaction(['outbox', 'mine'])
	const all: Own[] = []
	for (const mine of await tx.objectStore('mine').getAll()) {
		if (mine.of === but) continue
		const row = await tx.objectStore('outbox').get([mine.device, mine.seq])
		if (row?.by === user) all.push({ row, mine })
	}
	return all
}

/** The leases that he had on this phone before: the last by his PIN, others from the server, which gives each again to whoever
 * proves himself on the device that it was. Where it does not, what is sealed under one stays closed. anew: the server's session is
 * now of another device. */
export async function formerKeys(
	user: string,
	password: string,
	pin: string,
): Promise<{ keys: FormerKeys; anew: boolean }> {
	const keys: FormerKeys = new Map()
	const from = await device()
	if (!from?.former) return { keys, anew: false }
	const row = await person(user)
	if (row?.lease && row.device !== from.id && Date.now() < row.until) {
		const key = await unwrapLease(row.lease, pin, row.salt, from.wrap)
		if (key) keys.set(row.device, key)
	}
	const sealed = new Set((await sealedBefore(user, from.id)).map(({ mine }) => mine.of))
	const missing = from.former.filter((one) => sealed.has(one.id) && !keys.has(one.id))
	for (const one of missing) {
		const key = await formerLease(user, password, one)
		if (key) keys.set(one.id, key)
	}
	return { keys, anew: missing.length > 0 }
}

/* Each is sealed with an iv of its own. */
function isSameSeal(a: Sealed, b: Sealed): boolean {
	return String(a.iv) === String(b.iv)
}

interface Settled {
	own: Own
	/** Under another number, or as it is under the new lease. */
	made?: Made
	mine?: MineRow
}

async function settleOne(
	own: Own,
	seq: number,
	from: DeviceRow,
	who: Unlocked,
	keys: FormerKeys,
): Promise<Settled | undefined> {
	const { row, mine } = own
	const key = keys.get(mine.of)
	const opened = key && (await openJson(key, mine.sealed).catch(() => undefined))
	if (!opened) return undefined
	const isVoid = from.former?.some((one) => one.id === row.device && one.void)
	const neverSent = isVoid && row.due && !row.left
	// A number of its own it gets when the phone has been enrolled anew.
	if (from.reused || (row.error?.code !== 'seq_reused' && !neverSent)) {
		const sealed = await sealJson(who.key, opened)
		return { own, mine: { ...mine, sealed, of: from.id } }
	}
	const { record } = opened as { record: FieldRecord }
	const { mac: _, device: __, seq: ___, id, by: ____, ...draft } = record
	return { own, made: await make(draft, seq, from, who, id) }
}

/** false: something has changed meanwhile. */
async function store(all: readonly Settled[], from: DeviceRow): Promise<boolean> {
	const tx = strict(await database(), ...STORES)
	const outbox = tx.objectStore('outbox')
	const now = (await tx.objectStore('about').get('device')) as DeviceRow | undefined
	let same = now?.id === from.id && now.next === from.next
	for (const { own, made } of all) {
		const { device, seq, id, left } = own.row
		const row = await outbox.get([device, seq])
		const mine = await tx.objectStore('mine').get([device, seq])
		// Why it was refused may have been written down.
		same &&= mine !== undefined && isSameSeal(mine.sealed, own.mine.sealed)
		same &&= row?.id === id && (!made || row.left === left)
	}
	if (same && now) {
		for (const { own, made, mine } of all) {
			if (mine) void tx.objectStore('mine').put(mine)
			const { device, seq } = own.row
			if (made)
				for (const name of ['outbox', 'boxes', 'mine'] as const)
					void tx.objectStore(name).delete([device, seq])
		}
		addAll(
			tx,
			all.flatMap((s) => s.made ?? []),
			now,
		)
	}
	await tx.done
	return same
}

async function settleOnce(who: Unlocked, keys: FormerKeys): Promise<boolean> {
	const from = await device()
	if (!from?.box) return true
	const all: Settled[] = []
	let { next } = from
	for (const own of await sealedBefore(who.user, keys.has(from.id) ? undefined : from.id)) {
		if (from.reused && own.mine.of !== from.id) continue
		const one = await settleOne(own, next, from, who, keys)
		if (one) all.push(one)
		if (one?.made) next++
	}
	return all.length === 0 || store(all, from)
}

/** The form that he was in the middle of. */
async function settleDraft(who: Unlocked, keys: FormerKeys): Promise<void> {
	const db = await database()
	const row = await db.get('copy', [who.user, DRAFT])
	for (const key of row ? keys.values() : []) {
		const open = row && (await openJson(key, row.sealed).catch(() => undefined))
		if (!row || !open) continue
		const sealed = await sealJson(who.key, open)
		const tx = strict(db, 'copy')
		const now = await tx.store.get([who.user, DRAFT])
		if (now && isSameSeal(now.sealed, row.sealed))
			void tx.store.put({ ...row, sealed, mark: newId() })
		await tx.done
	}
}

/** Seals what he wrote here before under his new lease (who.key), and gives new numbers to what needs them. The ids stay. */
export async function settleFormer(who: Unlocked, keys: FormerKeys): Promise<void> {
	if (keys.size === 0) return
	await settleDraft(who, keys)
	while (!(await settleOnce(who, keys)));
	const former = (await device())?.former
	if (former) await changeDevice({ former: await needed(former) })
	tell('outbox')
}
