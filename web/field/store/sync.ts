// Sync: hand in what is due, renew the lease, take down what changed. By itself: when the page opens, when the network comes,
// when the page comes to the front, after each entry, and every few minutes. One page of the phone does it at a time (Web Locks).
import { ref, watch, type Ref } from 'vue'
import { Refused } from '@shared/api'
import { changeDevice } from './db'
import { takeDown, TooLarge } from './down'
import { handIn, type Stop } from './hand'
import { unsent } from './outbox'
import { doubtSession, dropPerson, isOut, leavePhone, renew, session } from './session'
import { endOwed, isRevoked, isUnknown } from './there'
import { onTold } from './told'
import { unlocked } from './unlocked'
import { sendLater } from '../update'

export type Trouble =
	| ('offline' | 'busy' | 'login' | 'forbidden' | 'unknown' | 'revoked' | 'disabled')
	| ('large' | 'full' | null)

/** Under way now. */
export const syncing: Ref<boolean> = ref(false)
/** Why the last time went no further; null: it did. */
export const trouble: Ref<Trouble> = ref(null)
/** When it last went through, by this phone's clock, in ms. */
export const synced: Ref<number | null> = ref(null)

const EVERY_MS = 120_000
const SOON_MS = 500
/** Another page, or the service worker, is at it. */
const BESIDE_MS = 2000
const AWAY_MS = [2_000, 4_000, 8_000, 15_000, 30_000, 60_000, EVERY_MS] as const

/* ---- one round of it ---- */

let wait = 0

function mayName(): boolean {
	return session.value?.rights.some((r) => r.verb === 'see' && r.matter === 'roster') ?? false
}

async function round(): Promise<Trouble> {
	const before = unlocked()
	if (await endOwed()) doubtSession()
	if (before) await renew(before)
	// Under another lease he is another Unlocked.
	const who = unlocked()
	let stop: Stop = await handIn()
	if (stop.why === 'login' && who) {
		doubtSession()
		await renew(who)
		stop = await handIn()
	}
	// A phone that is locked, with nothing to hand in, asks all the same whether it still is one.
	if (stop.why === 'revoked' || (!who && (await isRevoked()))) return leaveRevoked()
	if (stop.why === 'later') {
		wait = stop.ms ?? 0
		return 'busy'
	}
	if (who && unlocked() === who) await takeDown(who, mayName())
	// It may have shown that something is due again.
	if (stop.why === 'done') stop = await handIn()
	if (stop.why === 'later') return 'busy'
	return stop.why === 'done' ? null : stop.why
}

async function leaveRevoked(): Promise<Trouble> {
	await changeDevice({ revoked: true })
	await leavePhone()
	return 'revoked'
}

async function troubleOf(e: unknown): Promise<Trouble> {
	if (e instanceof TooLarge) return 'large'
	if (e instanceof DOMException && e.name === 'QuotaExceededError') return 'full'
	if (!(e instanceof Refused)) return 'offline'
	if (e.status >= 500 || e.status === 429) return 'busy'
	if (e.problem.code === 'device_revoked') return leaveRevoked()
	if (isUnknown(e)) return 'unknown'
	if (isOut(e)) {
		await dropPerson(unlocked()?.user ?? '')
		return 'disabled'
	}
	if (e.status === 401) doubtSession()
	return e.status === 403 ? 'forbidden' : 'login'
}

let timer: ReturnType<typeof setTimeout> | undefined
let failed = 0

function later(ms: number): void {
	clearTimeout(timer)
	timer = setTimeout(() => void sync(), ms)
}

async function once(): Promise<void> {
	syncing.value = true
	try {
		trouble.value = await round()
	} catch (e) {
		trouble.value = await troubleOf(e)
	}
	syncing.value = false
	const away = trouble.value === 'offline' || trouble.value === 'busy'
	failed = away ? failed + 1 : 0
	if (trouble.value === null) synced.value = Date.now()
	// Many phones that lost the same line do not all come back in the same second.
	const spread = 0.75 + Math.random() / 2
	// What was entered while the last list was on its way.
	const more = trouble.value === null && unsent.value > 0
	const pause = away
		? (AWAY_MS[Math.min(failed, AWAY_MS.length) - 1] ?? EVERY_MS)
		: more
			? SOON_MS
			: EVERY_MS
	later(Math.max(wait, pause * spread))
	if (away && unsent.value > 0) void sendLater()
	wait = 0
}

let running: Promise<void> | undefined

/** Now, unless it is under way, here or in another page. */
export function sync(): Promise<void> {
	running ??= (async () => {
		try {
			if (navigator.locks)
				await navigator.locks.request('bulou.sync', { ifAvailable: true }, async (lock) => {
					if (lock) await once()
					else later(BESIDE_MS)
				})
			else await once()
		} finally {
			running = undefined
		}
	})()
	return running
}

/** From now on it goes by itself. */
export function keepSynced(): void {
	addEventListener('online', () => {
		failed = 0
		void sync()
	})
	document.addEventListener('visibilitychange', () => {
		if (document.visibilityState === 'visible') void sync()
		// From now on the page may be closed at any time.
		else if (unsent.value > 0) void sendLater()
	})
	watch(session, (who) => who && void sync())
	onTold((what) => {
		// It would not go now, and nobody knows how long the page is there.
		if (what === 'entered' && trouble.value !== null) void sendLater()
		if (
			(what === 'entered' || what === 'outbox') &&
			unsent.value > 0 &&
			trouble.value === null &&
			!syncing.value
		)
			later(500)
	})
	void sync()
}
