// Who is here: a phone that was enrolled, a person who opens it by his PIN or password, and the lease under which his copy lies.
//
// A lease is a key that the server gives for 36 hours, the same one each time; here it lies sealed under the PIN and a key that
// never leaves this storage. When it is over, or after five wrong PINs, it is forgotten: then it takes the network to open the copy.
import { shallowRef, type ShallowRef } from 'vue'
import { got, Refused, type Shapes } from '@shared/api'
import { api, header, patience, queued } from './call'
import { dropCopy, forgetCopy, openCopy } from './copy'
import { fromBase64url, random, type Bytes } from './bytes'
import { changeDevice, database, device, strict, wipe, type DeviceRow, type PersonRow } from './db'
import { leaseKey, macKey, sign, unwrapLease, wrapKey, wrapLease } from './keys'
import { forget, load } from './outbox'
import { tell } from './told'
import { people, person, setUnlocked, unlocked } from './unlocked'

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

export const PINS_WRONG = 5
const LEASE_MS = 36 * 3600_000
const MINUTE_MS = 60_000
const IDLE_MS = 30 * MINUTE_MS

async function readPhone(): Promise<void> {
	phone.value = (await device()) ?? null
	known.value = await people()
}

/** What lies on the phone, when the page opens. */
export async function begin(): Promise<void> {
	await readPhone()
	await load()
	setInterval(() => void watchLease(), MINUTE_MS)
	document.addEventListener('visibilitychange', watchHidden)
}

/** What was opened is closed when its lease ends … */
async function watchLease(): Promise<void> {
	const row = unlocked() && (await person(unlocked()?.user ?? ''))
	if (!row || Date.now() < row.until) return
	await forgetLease(row)
	lock()
}

let hidden = 0

/** … and when nobody has looked at it for long. */
function watchHidden(): void {
	const away = hidden && Date.now() - hidden
	hidden = document.visibilityState === 'hidden' ? Date.now() : 0
	if (away > IDLE_MS) lock()
}

/* ---- joining ---- */

/** With the code on an enrolment slip; the phone gets its number and its key. */
export async function join(ticket: string, name: string): Promise<void> {
	const given = await got(
		api.POST('/v1/devices', { body: { ticket, name }, params: { header }, ...patience() }),
	)
	const row: DeviceRow = {
		id: given.device,
		name,
		user: given.user,
		mac: await macKey(given.key),
		wrap: phone.value?.wrap ?? (await wrapKey()),
		box: phone.value?.box ?? null,
		next: 1,
	}
	const tx = strict(await database(), 'about')
	void tx.store.put(row, 'device')
	await tx.done
	await readPhone()
}

/* ---- the server's session ---- */

async function proof(user: string, from: DeviceRow) {
	const { challenge } = await got(api.GET('/v1/challenge', patience()))
	const mac = await sign(from.mac, `bulou session\n${challenge}\n${from.id}\n${user}`)
	return { user, device: from.id, challenge, mac }
}

type Secret = { password: string; code?: string } | { pin: string }

async function logInThere(user: string, secret: Secret): Promise<Shapes['session']> {
	const from = await device()
	if (!from) throw new Error('the phone is enrolled first')
	const body = { ...(await proof(user, from)), ...secret }
	const there = await got(api.POST('/v1/session', { params: { header }, body, ...patience() }))
	if (there.box_key) await changeDevice({ box: there.box_key })
	return there
}

interface Lease {
	key: Bytes
	ms: number
}

/** A server that knows no leases yet leaves it to the phone. */
async function lease(of: string): Promise<Lease> {
	const answer = await fetch(`/v1/devices/${of}/lease`, {
		method: 'POST',
		headers: { 'Bulou-Client': 'field', 'Content-Type': 'application/json' },
		...patience(),
	})
	if (answer.status === 404 || answer.status === 405) return { key: random(32), ms: LEASE_MS }
	const told = (await answer.json().catch(() => ({}))) as {
		key: string
		until: string
		now: string
	}
	if (!answer.ok) throw new Refused(answer.status, told as object)
	return { key: fromBase64url(told.key), ms: Date.parse(told.until) - Date.parse(told.now) }
}

/* ---- opening ---- */

async function putPerson(row: PersonRow): Promise<void> {
	const tx = strict(await database(), 'people')
	void tx.store.put(row)
	await tx.done
}

async function take(row: PersonRow, key: CryptoKey, pin: string): Promise<void> {
	const who = { user: row.user, key, pin }
	setUnlocked(who)
	await Promise.all([openCopy(who), load()])
	const { user, name, grants, rights } = row
	const areas = [...new Set(grants.flatMap((g) => (g.area === null ? [] : [g.area])))]
	session.value = { user, name, grants, rights, areas }
	known.value = await people()
	tell('session')
}

async function leased(there: Shapes['session'], pin: string): Promise<void> {
	const from = await device()
	if (!from) return
	const { key, ms } = await lease(from.id)
	const salt = random(16)
	const row: PersonRow = {
		user: there.user,
		name: there.name,
		grants: there.grants,
		rights: there.rights,
		salt,
		lease: await wrapLease(key, pin, salt, from.wrap),
		until: Date.now() + ms,
		wrong: 0,
	}
	const opened = await leaseKey(key)
	key.fill(0)
	await putPerson(row)
	await take(row, opened, pin)
}

/** The first time on this phone, or when the PIN is forgotten or used up: with the password, and the PIN that is his here from
 * now on. Throws Refused, or TypeError where the server cannot be reached. */
export async function logIn(user: string, password: string, pin: string, code = ''): Promise<void> {
	const there = await logInThere(user, { password, ...(code && { code }) })
	const from = await device()
	const path = { id: from?.id ?? '' }
	await got(
		api.PUT('/v1/devices/{id}/pin', { params: { header, path }, body: { pin }, ...patience() }),
	)
	await leased(there, pin)
	await readPhone()
}

/** A slip for a first login sets the password that is his from now on. */
export async function firstPassword(ticket: string, user: string, password: string): Promise<void> {
	const body = { ticket, password, ...(user && { user }) }
	await got(api.POST('/v1/session', { params: { header }, body, ...patience() }))
}

export type Opened = 'open' | 'wrong' | 'over'

async function countWrong(row: PersonRow): Promise<Opened> {
	const wrong = row.wrong + 1
	await putPerson({ ...row, wrong, lease: wrong < PINS_WRONG ? row.lease : null })
	known.value = await people()
	return wrong < PINS_WRONG ? 'wrong' : 'over'
}

/** By PIN, with or without a network. 'over': the lease is, or the PINs are used up; see resume(). */
export async function open(user: string, pin: string): Promise<Opened> {
	const row = await person(user)
	const from = await device()
	if (!row || !from) return 'over'
	if (row.lease && Date.now() >= row.until) await forgetLease(row)
	if (!row.lease || Date.now() >= row.until) return 'over'
	// One that is tried counts before it is known to be wrong.
	const wrong = row.wrong + 1
	await putPerson({ ...row, wrong })
	const key = await unwrapLease(row.lease, pin, row.salt, from.wrap)
	if (!key) return countWrong(row)
	const good = { ...row, wrong: 0 }
	await putPerson(good)
	await take(good, key, pin)
	return 'open'
}

/** With the PIN at the server, when the lease is over. Throws Refused (pin, pin_none: the password is needed) or TypeError. */
export async function resume(user: string, pin: string): Promise<void> {
	await leased(await logInThere(user, { pin }), pin)
}

/** The server's session is this person's, and his lease a new one. Throws Refused or TypeError. */
export async function renew(): Promise<void> {
	const who = unlocked()
	const from = await device()
	const row = who && (await person(who.user))
	if (!who || !row || !from) return
	const { data, response } = await api.GET('/v1/session', patience())
	const there =
		response.ok && data?.user === who.user ? data : await logInThere(who.user, { pin: who.pin })
	// It is the same key each time; what counts is that it was given again.
	const { key, ms } = await lease(from.id)
	key.fill(0)
	const { name, grants, rights } = there
	await putPerson({ ...row, name, grants, rights, until: Date.now() + ms })
}

/* ---- leaving ---- */

async function forgetLease(row: PersonRow): Promise<void> {
	await putPerson({ ...row, lease: null })
	known.value = await people()
}

/** Closes it: the copy leaves the memory; by PIN it opens again. */
export function lock(): void {
	setUnlocked(undefined)
	session.value = null
	forget()
	forgetCopy()
	tell('session')
}

/** Somebody leaves this phone for good: his copy and his lease go. What he has not handed in stays sealed, and is handed in by
 * whoever opens this phone next; where that is not wanted (keep), he stays: false. */
export async function logOut(keep = false): Promise<boolean> {
	const who = unlocked()
	if (!who) return true
	const rows = await (await database()).getAllFromIndex('outbox', 'due', 1)
	if (!keep && rows.some((r) => r.by === who.user)) return false
	await api.DELETE('/v1/session', { params: { header }, ...patience(5000) }).catch(() => {})
	lock()
	await dropCopy(who.user)
	const tx = strict(await database(), 'people')
	void tx.store.delete(who.user)
	await tx.done
	await readPhone()
	return true
}

/** Everything leaves this phone; only when nothing is unsent. */
export async function leavePhone(): Promise<boolean> {
	if (queued.n > 0) return false
	lock()
	await wipe()
	await readPhone()
	return true
}
