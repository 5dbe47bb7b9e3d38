// Sync: hand in what is due, renew the lease, take down what changed. By itself: when the page opens, when the network comes,
// when the page comes to the front, after each entry, and every few minutes. One page of the phone does it at a time (Web Locks).
import { ref, watch, type Ref } from 'vue'
import { got, Refused, type Shapes } from '@shared/api'
import { api, patience } from './call'
import {
	COPY_ROWS_MAX,
	copy,
	dropAll,
	copyRows,
	dropCopy,
	dropRow,
	forgetCopy,
	note,
	putRow,
	saveCopy,
	setNote,
} from './copy'
import type { Home } from './copy'
import { changeDevice, database } from './db'
import { renumber } from './enter'
import { handIn, type Stop } from './hand'
import { unsent } from './outbox'
import { doubtSession, dropPerson, isOut, leavePhone, renew, session } from './session'
import { onTold, tell } from './told'
import { unlocked, type Unlocked } from './unlocked'
import { sendLater } from '../update'

export type Trouble =
	'offline' | 'busy' | 'login' | 'forbidden' | 'revoked' | 'disabled' | 'large' | null

/** Under way now. */
export const syncing: Ref<boolean> = ref(false)
/** Why the last time went no further; null: it did. */
export const trouble: Ref<Trouble> = ref(null)
/** When it last went through, by this phone's clock, in ms. */
export const synced: Ref<number | null> = ref(null)

const PAGE = 500
const EVERY_MS = 120_000
const AWAY_MS = [2_000, 4_000, 8_000, 15_000, 30_000, 60_000, EVERY_MS] as const

/* ---- taking down ---- */

interface Cursor {
	cursor: string
	epoch: string
}

function areaOf(change: Shapes['change']): string {
	return change.type === 'subject' || change.type === 'target'
		? (change.row as Shapes['subject'] | Shapes['target']).area
		: ''
}

class TooLarge extends Error {}

async function takeChanges(who: Unlocked): Promise<Set<string>> {
	const areas = new Set<string>()
	for (;;) {
		const at = note<Cursor>('cursor')
		const query = { limit: PAGE, ...(at && { after: at.cursor }) }
		const call = api.GET('/v1/changes', { params: { query }, ...patience() })
		const page = await got(call).catch(async (e: unknown) => {
			if (!(e instanceof Refused && e.status === 410)) throw e
			forgetCopy()
			await dropCopy(who.user)
			return undefined
		})
		if (unlocked() !== who) return areas
		if (!page) continue
		for (const { type, key } of page.gone) dropRow(type, key)
		for (const change of page.rows) {
			const area = areaOf(change)
			putRow(change.type, change.key, change.row, area)
			if (change.type === 'subject') areas.add(area)
		}
		setNote('cursor', { cursor: page.next, epoch: page.epoch } satisfies Cursor)
		if (copyRows() > COPY_ROWS_MAX) {
			forgetCopy()
			await dropCopy(who.user)
			throw new TooLarge()
		}
		await saveCopy(who)
		if (!page.more) return areas
	}
}

interface List<T> {
	items: T[]
	next: string | null
}

/** A list of which this app's description of the server need not know; undefined: the server does not know it. */
async function listed<T>(path: string): Promise<T[] | undefined> {
	const all: T[] = []
	for (let after = ''; ;) {
		const join = path.includes('?') ? '&' : '?'
		const answer = await fetch(path + (after && `${join}after=${after}`), {
			headers: { 'Bulou-Client': 'field' },
			...patience(),
		})
		if (answer.status === 404) return undefined
		const page = (await answer.json()) as List<T>
		if (!answer.ok) throw new Refused(answer.status, page as object)
		all.push(...page.items)
		if (page.next === null) return all
		after = page.next
	}
}

/** The server's own tables; as long as its epoch stays they are asked for once a day. */
async function takeTables(who: Unlocked): Promise<void> {
	const before = note<{ at: number; epoch: string }>('tables')
	const epoch = note<Cursor>('cursor')?.epoch ?? ''
	if (before?.epoch === epoch && Math.abs(Date.now() - before.at) < 24 * 3600_000) return
	const kinds = (await listed<Shapes['kind']>('/v1/kinds?limit=1000')) ?? []
	const rounds = (await listed<Shapes['round_kind']>('/v1/round-kinds?limit=1000')) ?? []
	if (unlocked() !== who) return
	for (const kind of kinds)
		if ((copy.kinds.get(kind.name)?.v ?? 0) <= kind.v) putRow('kind', kind.name, kind)
	for (const round of rounds) putRow('round_kind', round.name, round)
	setNote('tables', { at: Date.now(), epoch })
	await saveCopy(who)
}

/** Who lives in the dwellings of an area, and what is known; asked for where the roster changed. */
async function takeHomes(who: Unlocked, changed: Set<string>): Promise<void> {
	const left = new Set([...(note<string[]>('homes_due') ?? []), ...changed])
	for (const area of [...left]) {
		const homes = await listed<Home>(`/v1/homes?area=${encodeURIComponent(area)}&limit=300`)
		if (unlocked() !== who || !homes) return
		for (const home of homes) putRow('home', home.subject, home, area)
		left.delete(area)
		setNote('homes_due', [...left])
		await saveCopy(who)
	}
}

/** Records that exclude each other: of mine, which; none of mine any more when the list says nothing of it. */
async function takeClashes(who: Unlocked): Promise<void> {
	const clashes = await listed<Shapes['clash']>('/v1/clashes?limit=1000').catch(() => undefined)
	if (!clashes || unlocked() !== who) return
	dropAll('clash')
	for (const one of clashes) for (const id of one.records) putRow('clash', id, one)
	await saveCopy(who)
	const tx = (await database()).transaction('outbox', 'readwrite')
	let changed = false
	for (let at = await tx.store.openCursor(); at; at = await at.continue()) {
		const { id, state } = at.value
		if (state !== 'accepted' && state !== 'clash') continue
		const now = copy.clashes.has(id) ? 'clash' : 'accepted'
		if (now === state) continue
		changed = true
		void at.update({ ...at.value, state: now })
	}
	await tx.done
	if (changed) tell('outbox')
}

async function takeDown(who: Unlocked): Promise<void> {
	const changed = await takeChanges(who)
	if (unlocked() !== who) return
	if (changed.size > 0) {
		setNote('homes_due', [...new Set([...(note<string[]>('homes_due') ?? []), ...changed])])
		await saveCopy(who)
	}
	await takeTables(who)
	await takeClashes(who)
	await takeHomes(who, new Set())
	tell('copy')
}

/* ---- one round of it ---- */

let wait = 0

async function round(): Promise<Trouble> {
	const who = unlocked()
	if (who) {
		await renew(who)
		await renumber(who)
	}
	let stop: Stop = await handIn()
	if (stop.why === 'login' && who) {
		doubtSession()
		await renew(who)
		stop = await handIn()
	}
	if (stop.why === 'revoked') return leaveRevoked()
	if (stop.why === 'later') {
		wait = stop.ms ?? 0
		return 'busy'
	}
	if (who && unlocked() === who) await takeDown(who)
	return stop.why === 'done' ? null : stop.why
}

async function leaveRevoked(): Promise<Trouble> {
	await changeDevice({ revoked: true })
	await leavePhone()
	return 'revoked'
}

async function troubleOf(e: unknown): Promise<Trouble> {
	if (e instanceof TooLarge) return 'large'
	if (!(e instanceof Refused)) return 'offline'
	if (e.status >= 500 || e.status === 429) return 'busy'
	if (e.problem.code === 'device' || e.problem.code === 'device_revoked') return leaveRevoked()
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
	const pause = away ? (AWAY_MS[Math.min(failed, AWAY_MS.length) - 1] ?? EVERY_MS) : EVERY_MS
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
					else later(EVERY_MS)
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
	})
	watch(session, (who) => who && void sync())
	onTold((what) => {
		if (what === 'outbox' && unsent.value > 0 && trouble.value === null && !syncing.value)
			later(500)
	})
	void sync()
}
