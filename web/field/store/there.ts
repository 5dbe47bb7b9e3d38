// What the server says of this phone and of whoever opens it: its key, a session, a lease. Throws Refused, or TypeError and
// the like where the server cannot be reached.
import { got, Refused, type Shapes } from '@shared/api'
import { fromBase64url, random, type Bytes } from './bytes'
import { api, header, own, patience } from './call'
import { changeDevice, device, type DeviceRow, type FormerDevice } from './db'
import { leaseKey, sign } from './keys'
import { tell } from './told'

/** With the code on an enrolment slip: the device's id and, this once, its key. */
export function enrol(ticket: string, name: string): Promise<Shapes['device_key']> {
	const body = { ticket, name }
	return got(api.POST('/v1/devices', { body, params: { header }, ...patience() }))
}

type Prover = Pick<DeviceRow, 'id' | 'mac'>

async function proof(user: string, from: Prover) {
	const { challenge } = await got(api.GET('/v1/challenge', patience()))
	const mac = await sign(from.mac, `bulou session\n${challenge}\n${from.id}\n${user}`)
	return { user, device: from.id, challenge, mac }
}

type Secret = { password: string; code?: string } | { pin: string }

async function prove(user: string, from: Prover, secret: Secret): Promise<Shapes['session']> {
	const body = { ...(await proof(user, from)), ...secret }
	return got(api.POST('/v1/session', { params: { header }, body, ...patience() }))
}

/** The server says that it knows no such device, or did not take the proof: no word of that it was revoked. */
export function isUnknown(e: unknown): boolean {
	return e instanceof Refused && e.problem.code === 'device'
}

/** A session on this phone. A proof may be at fault for its challenge only: it is made once more before the phone counts as unknown. */
export async function logInThere(user: string, secret: Secret): Promise<Shapes['session']> {
	const from = await device()
	if (!from) throw new Error('the phone is enrolled first')
	try {
		const there = await prove(user, from, secret).catch((e: unknown) => {
			if (isUnknown(e)) return prove(user, from, secret)
			throw e
		})
		localStorage.removeItem(OWED)
		await changeDevice({ box: there.box_key ?? from.box, unknown: undefined })
		return there
	} catch (e) {
		if (isUnknown(e)) {
			await changeDevice({ unknown: true })
			tell('session')
		}
		throw e
	}
}

/** A session that is no phone's: to hand in what is left on one that was revoked. */
export async function logInPlain(user: string, password: string): Promise<void> {
	const body = { user, password }
	await got(api.POST('/v1/session', { params: { header }, body, ...patience() }))
}

/** A slip for a first login sets the password that is his from now on. */
export async function firstPassword(ticket: string, user: string, password: string): Promise<void> {
	const body = { ticket, password, ...(user && { user }) }
	await got(api.POST('/v1/session', { params: { header }, body, ...patience() }))
}

export async function setPin(pin: string): Promise<void> {
	const path = { id: (await device())?.id ?? '' }
	await got(
		api.PUT('/v1/devices/{id}/pin', { params: { header, path }, body: { pin }, ...patience() }),
	)
}

/** The server's session, if it is this person's. */
export async function sessionOf(user: string): Promise<Shapes['session'] | undefined> {
	const { data, response } = await api.GET('/v1/session', patience())
	return response.ok && data?.user === user ? data : undefined
}

/** The session that was opened on this phone says so; without one nobody knows. */
export async function isRevoked(): Promise<boolean> {
	if (!(await device())) return false
	const { error } = await api.GET('/v1/session', patience())
	return (error as { code?: string } | undefined)?.code === 'device_revoked'
}

/* Written down first: what does not get through is made up for at the next contact. */
const OWED = 'bulou.end'

/** The server's session ends: whoever holds the phone from now on has none. */
export async function endThere(): Promise<void> {
	localStorage.setItem(OWED, '1')
	try {
		const { response } = await api.DELETE('/v1/session', {
			params: { header },
			...patience(5000),
		})
		if (response.ok || response.status === 401) localStorage.removeItem(OWED)
	} catch {
		// Without a network: endOwed().
	}
}

/** true: one that should have ended was still to be ended. */
export async function endOwed(): Promise<boolean> {
	const owed = localStorage.getItem(OWED) !== null
	if (owed) await endThere()
	return owed
}

interface Lease {
	key: Bytes
	/** How long it is given for. */
	ms: number
}

export const LEASE_MS = 36 * 3600_000

/** The same key each time for a person on a phone. A server of before leases leaves it to the phone to make one. */
export async function lease(user: string, id?: string): Promise<Lease> {
	const answer = await fetch(`/v1/devices/${id ?? (await device())?.id ?? ''}/lease`, {
		method: 'POST',
		headers: { ...own(user), 'Content-Type': 'application/json' },
		...patience(),
	})
	const told = (await answer.json()) as { key: string; until: string; now: string; code?: string }
	// Whatever stands between says 404 as well: only the server itself knows that it has none.
	if (answer.status === 404 && told.code === 'not_found') return { key: random(32), ms: LEASE_MS }
	if (!answer.ok) throw new Refused(answer.status, told as object)
	return { key: fromBase64url(told.key), ms: Date.parse(told.until) - Date.parse(told.now) }
}

/** The lease that he had on what this phone was before; undefined: the server gives none, such as for one that was revoked. The
 * session is that device's then. Throws where the server cannot be reached. */
export async function formerLease(
	user: string,
	password: string,
	before: FormerDevice,
): Promise<CryptoKey | undefined> {
	try {
		await prove(user, before, { password })
		const { key } = await lease(user, before.id)
		const opened = await leaseKey(key)
		key.fill(0)
		return opened
	} catch (e) {
		if (e instanceof Refused && e.status < 500 && e.status !== 429) return undefined
		throw e
	}
}
