// Who is here: a phone that was enrolled, a person who opens it by his PIN or password, and the lease under which his copy lies.
//
// A lease is a key that the server gives for 36 hours, the same one each time until it purges something; here it lies sealed under the PIN and a key that
// never leaves this storage. When it is over, or after five wrong PINs, it is forgotten: then it takes the network to open the copy.
import { shallowRef, watch, type ShallowRef } from 'vue'
import { Refused, type Shapes } from '@shared/api'
import { random } from './bytes'
import { getReady } from './box'
import { forgetCopy, openCopy, openFirst, wholeCopy } from './copy'
import { database, device, strict, wipeIfSent, type DeviceRow, type PersonRow } from './db'
import { flush, forgetDraft, openDraft, wipeDraft } from './draft'
import { formerKeys, formerOf, settleFormer, type FormerKeys } from './former'
import { isSameKey, leaseKey, macKey, unwrapLease, wrapKey, wrapLease } from './keys'
import { forget, load, unsent } from './outbox'
import { endThere, enrol, lease, LEASE_MS, logInThere, sessionOf, setPin } from './there'
import { onTold, tell } from './told'
import { isPassed, people, person, setUnlocked, unlocked, type Unlocked } from './unlocked'

export { firstPassword } from './there'

export interface Session {
	user: string
	name: string
	grants: Shapes['grant'][]
	rights: Shapes['right'][]
	/** The areas of his grants. */
	areas: string[]
}

/** Who has opened this phone; null: nobody, it is locked. */
export const session: ShallowRef<Session | null> = shallowRef(null)
/** This phone; null: not enrolled; undefined: not read yet. */
export const phone: ShallowRef<DeviceRow | null | undefined> = shallowRef()
/** Who has logged in on it before. */
export const known: ShallowRef<PersonRow[]> = shallowRef([])
/** It was enrolled once, and the browser has cleared what was on it; unsent: as far as is known. */
export const cleared: ShallowRef<{ name: string; unsent: number } | null> = shallowRef(null)

export const PINS_WRONG = 5
const MINUTE_MS = 60_000
const IDLE_MS = 30 * MINUTE_MS
/** Asked for again when so much of it is used up. */
const RENEW_MS = 30 * MINUTE_MS

/* ---- the phone ---- */

/* In another storage than the rest: it tells that there was one. */
const WAS = 'bulou.phone'

function remember(): void {
	if (phone.value) {
		const was = { name: phone.value.name, unsent: unsent.value }
		localStorage.setItem(WAS, JSON.stringify(was))
		cleared.value = null
	} else cleared.value = JSON.parse(localStorage.getItem(WAS) ?? 'null') as typeof cleared.value
}

async function readPhone(): Promise<void> {
	const [own, all] = await Promise.all([device(), people()])
	known.value = all
	phone.value = own ?? null
	remember()
}

/** What lies on the phone, when the page opens. */
export async function begin(): Promise<void> {
	await load()
	await readPhone()
	setInterval(() => void watchLeases(), MINUTE_MS)
	document.addEventListener('visibilitychange', watchHidden)
	watch(unsent, remember)
	onTold((what) => {
		if (what === 'session') void followPerson().then(readPhone)
	})
}

/** With the code on an enrolment slip; the phone gets its number and its key. */
export async function join(ticket: string, name: string): Promise<void> {
	const before = await device()
	const given = await enrol(ticket, name)
	const row: DeviceRow = {
		id: given.device,
		name,
		user: given.user,
		mac: await macKey(given.key),
		wrap: before?.wrap ?? (await wrapKey()),
		box: before?.box ?? null,
		next: 1,
		...(before && { former: await formerOf(before) }),
	}
	const tx = strict(await database(), 'about')
	void tx.store.put(row, 'device')
	await tx.done
	// Another device has other leases: what each has written before is his to open when he logs in (former.ts).
	if (before) lock()
	await readPhone()
	tell('session')
}

/* ---- opening ---- */

async function putPerson(row: PersonRow): Promise<void> {
	const tx = strict(await database(), 'people')
	void tx.store.put(row)
	await tx.done
}

/** As he is on the disk now, and only if he still is: another page may have let him go meanwhile. */
async function changePerson(
	user: string,
	change: (row: PersonRow) => Partial<PersonRow>,
): Promise<PersonRow | undefined> {
	const tx = strict(await database(), 'people')
	const row = await tx.store.get(user)
	const changed = row && { ...row, ...change(row) }
	if (changed) void tx.store.put(changed)
	await tx.done
	return changed
}

async function take(row: PersonRow, key: CryptoKey, pin: string): Promise<void> {
	const who = { user: row.user, key, pin, turn: row.turn ?? 0 }
	setUnlocked(who)
	const isHere = session.value?.user === row.user
	if (!isHere) forgetCopy()
	await Promise.all([isHere ? openCopy(who) : openFirst(who), openDraft(who), load()])
	// It was closed again meanwhile, or somebody else has opened it.
	if (unlocked() !== who) return
	const { user, name, grants, rights } = row
	const areas = [...new Set(grants.flatMap((g) => (g.area === null ? [] : [g.area])))]
	session.value = { user, name, grants, rights, areas }
	known.value = await people()
	const from = await device()
	if (from?.box) void wholeCopy().then(() => getReady(from.box ?? ''))
}

/** The key of what lies here, if it is not over or forgotten. */
async function leaseOf(user: string, pin: string, from: DeviceRow): Promise<CryptoKey | undefined> {
	const who = unlocked()
	if (who?.user === user) return who.key
	const row = await person(user)
	if (!row?.lease || row.device !== from.id) return undefined
	return unwrapLease(row.lease, pin, row.salt, from.wrap)
}

type Opener = Pick<Shapes['session'], 'user' | 'name' | 'grants' | 'rights'>

async function leased(there: Opener, pin: string, former: FormerKeys = new Map()): Promise<void> {
	const from = await device()
	if (!from) return
	const { user, name, grants, rights } = there
	const { key, ms } = await lease(user)
	const before = await leaseOf(user, pin, from)
	const salt = random(16)
	const sealed = await wrapLease(key, pin, salt, from.wrap)
	const until = Date.now() + ms
	const row = {
		...{ user, name, grants, rights, salt, device: from.id },
		...{ lease: sealed, until, wrong: 0 },
	}
	const opened = await leaseKey(key)
	key.fill(0)
	const isSame = before !== undefined && (await isSameKey(before, opened))
	const turn = ((await person(user))?.turn ?? 0) + (isSame ? 0 : 1)
	const who = { user, key: opened, pin, turn }
	// What the server has purged since, no later lease opens: the copy is taken down anew. What he has entered goes under the new one.
	if (before && !isSame) former.set(from.id, before)
	// What he enters meanwhile is under the new one already.
	if (unlocked()?.user === user) setUnlocked(who)
	await settleFormer(who, former)
	await putPerson({ ...row, turn })
	// Until now another page may have written under the one before.
	await settleFormer(who, former)
	await take({ ...row, turn }, opened, pin)
	checked = unlocked()
	// His other pages have the one before.
	if (!isSame) tell('session')
}

/** The first time on this phone, or when the PIN is forgotten or used up: with the password, and the PIN that is his here from
 * now on. Throws Refused, or TypeError where the server cannot be reached. */
export async function logIn(user: string, password: string, pin: string, code = ''): Promise<void> {
	let there = await logInThere(user, { password, ...(code && { code }) })
	await setPin(pin)
	const { keys, anew } = await formerKeys(user, password, pin)
	if (anew) there = await logInThere(user, { pin })
	await leased(there, pin, keys)
	await readPhone()
}

export type Opened = 'open' | 'wrong' | 'over'

/** By PIN, with or without a network. 'over': the lease is, or the PINs are used up; see resume(). */
export async function open(user: string, pin: string): Promise<Opened> {
	const from = await device()
	// A PIN that is tried counts before it is known to be wrong.
	const row = await changePerson(user, ({ wrong }) => ({ wrong: wrong + 1 }))
	if (!row?.lease || row.device !== from?.id) return 'over'
	if (Date.now() >= row.until) {
		await forgetLease(user)
		return 'over'
	}
	const key = await unwrapLease(row.lease, pin, row.salt, from.wrap)
	if (!key) {
		if (row.wrong >= PINS_WRONG) {
			await forgetLease(user)
			void endThere()
		}
		known.value = await people()
		return row.wrong < PINS_WRONG ? 'wrong' : 'over'
	}
	const good = await changePerson(user, ({ lease }) => (lease ? { wrong: 0 } : {}))
	if (!good?.lease) return 'over'
	await take(good, key, pin)
	return 'open'
}

/** With the PIN at the server, when the lease is over. Throws Refused (pin, pin_none: the password is needed) or TypeError. */
export async function resume(user: string, pin: string): Promise<void> {
	await leased(await logInThere(user, { pin }), pin)
}

/* Whose session the server's is known to be. */
let checked: Unlocked | undefined

/** The server has ended it, or says so. */
export function doubtSession(): void {
	checked = undefined
}

/** The server's session is this person's, and his lease not half an hour old. Throws Refused or TypeError. */
export async function renew(who: Unlocked): Promise<void> {
	const row = await person(who.user)
	if (!row) return
	let there: Shapes['session'] | undefined
	if (checked !== who)
		there = (await sessionOf(who.user)) ?? (await logInThere(who.user, { pin: who.pin }))
	checked = who
	let { until } = row
	if (until - Date.now() < LEASE_MS - RENEW_MS || until - Date.now() > LEASE_MS) {
		// It is the same key each time, until the server purges; what counts is that it was given again.
		const { key, ms } = await lease(who.user)
		const given = await leaseKey(key)
		key.fill(0)
		if (unlocked() !== who) return
		if (!(await isSameKey(who.key, given))) return leased(there ?? row, who.pin)
		until = Date.now() + ms
	}
	if (unlocked() !== who || (!there && until === row.until)) return
	const { name, grants, rights } = there ?? row
	await changePerson(who.user, ({ lease }) => (lease ? { name, grants, rights, until } : {}))
}

/* ---- closing ---- */

async function forgetLease(user: string): Promise<void> {
	await changePerson(user, () => ({ lease: null }))
	known.value = await people()
	tell('session')
}

/** Who was let go, here or in another page, is here no more. Who has another lease in another page has it here, too, by the PIN that he
 * has here; where that is another now, the page is closed. */
async function followPerson(): Promise<void> {
	const who = unlocked()
	if (!who) return
	const [row, from] = [await person(who.user), await device()]
	if (row?.lease && !isPassed(who, row)) return
	const key =
		row?.lease && from && row.device === from.id
			? await unwrapLease(row.lease, who.pin, row.salt, from.wrap)
			: undefined
	if (unlocked() !== who) return
	if (row && key) await take(row, key, who.pin)
	else lock()
}

/** A lease that is over is forgotten, whether its owner is here or not, and what was opened under it is closed … */
async function watchLeases(): Promise<void> {
	for (const { user, lease, until } of await people()) {
		if (!lease || Date.now() < until) continue
		await forgetLease(user)
		if (unlocked()?.user === user) lock()
	}
}

let hidden = 0

/** … and when nobody has looked at it for long. */
function watchHidden(): void {
	const away = hidden && Date.now() - hidden
	hidden = document.visibilityState === 'hidden' ? Date.now() : 0
	if (away > IDLE_MS) lock()
}

/** Closes it: the copy leaves the memory; by PIN it opens again. */
export function lock(): void {
	flush()
	setUnlocked(undefined)
	doubtSession()
	session.value = null
	forget()
	forgetCopy()
	forgetDraft()
}

/** A person's copy, draft and lease leave the phone. What he has not handed in stays: it is sealed to the server. ifSent: where
 * there is something of that kind he stays as he is, and it is false; one transaction looks and drops. */
export async function dropPerson(user: string, ifSent = false): Promise<boolean> {
	const tx = strict(await database(), 'outbox', 'people', 'copy')
	const own = await tx.objectStore('outbox').index('due').getAll(1)
	const stays = ifSent && own.some((row) => row.by === user)
	if (!stays) {
		void tx.objectStore('people').delete(user)
		for (const key of await tx.objectStore('copy').index('user').getAllKeys(user))
			void tx.objectStore('copy').delete(key)
	}
	await tx.done
	if (stays) return false
	if (unlocked()?.user === user) lock()
	// One that was being written just now.
	await wipeDraft(user)
	await readPhone()
	tell('session')
	return true
}

/** Somebody leaves this phone for good. What he has not handed in is handed in by whoever opens it next; where that is not said
 * to be right (keep), he stays: false. */
export async function logOut(keep = false): Promise<boolean> {
	const who = unlocked()
	if (!who) return true
	if (!(await dropPerson(who.user, !keep))) return false
	void endThere()
	return true
}

/** The phone was revoked: everybody's copy and lease go at once, the outbox when it is handed in. */
export async function leavePhone(): Promise<void> {
	for (const { user } of await people()) await dropPerson(user)
	await load()
	if (!(await wipeIfSent())) return
	lock()
	localStorage.removeItem(WAS)
	await readPhone()
	tell('session')
}

/** The server does not let him in any more: his copy goes. */
export function isOut(e: unknown): boolean {
	return e instanceof Refused && e.problem.code === 'disabled'
}
