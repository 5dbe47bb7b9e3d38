// The form that somebody is in the middle of: kept while it is filled in, sealed under his lease beside his copy, so that neither a lock
// nor a page that was killed takes it along. One a person: the one that was touched last.
import { shallowRef, watch, type Ref } from 'vue'
import { database, DRAFT, strict } from './db'
import { openJson, sealJson } from './keys'
import { unlocked, type Unlocked } from './unlocked'

export interface Unfinished {
	/** The form's address, from "#" on. */
	at: string
	/** What it is, for whoever comes back to it. */
	title: string
	filled: Record<string, unknown>
}

/** Of who is logged in; null: he left none. */
export const unfinished = shallowRef<Unfinished | null>(null)

/* As long as a pause between two taps. */
const PAUSE_MS = 300
let timer: ReturnType<typeof setTimeout> | undefined
let writing = Promise.resolve()

async function write(who: Unlocked, what: Unfinished | null): Promise<void> {
	const row = what && { user: who.user, name: DRAFT, sealed: await sealJson(who.key, what) }
	const tx = strict(await database(), 'copy')
	void (row ? tx.store.put(row) : tx.store.delete([who.user, DRAFT]))
	await tx.done
}

function flush(): void {
	if (timer === undefined) return
	clearTimeout(timer)
	timer = undefined
	const [who, what] = [unlocked(), unfinished.value]
	// Where there is no room on the disk it is still in memory.
	if (who) writing = writing.then(() => write(who, what)).catch(() => {})
}

addEventListener('visibilitychange', () => {
	if (document.visibilityState === 'hidden') flush()
})

function keep(what: Unfinished | null): void {
	if (what === null && unfinished.value === null) return
	unfinished.value = what
	clearTimeout(timer)
	timer = setTimeout(flush, PAUSE_MS)
	if (what === null) flush()
}

export function dropDraft(): void {
	keep(null)
}

export async function openDraft(who: Unlocked): Promise<void> {
	const row = await (await database()).get('copy', [who.user, DRAFT])
	try {
		unfinished.value = row ? ((await openJson(who.key, row.sealed)) as Unfinished) : null
	} catch {
		// Another lease's.
		unfinished.value = null
	}
}

/** It lies under his new lease from now on. */
export async function resealDraft(who: Unlocked, before: CryptoKey): Promise<void> {
	await writing
	const row = await (await database()).get('copy', [who.user, DRAFT])
	const open = row && (await openJson(before, row.sealed).catch(() => null))
	if (open) await write(who, open as Unfinished)
}

/** It leaves the memory. */
export function forgetDraft(): void {
	clearTimeout(timer)
	timer = undefined
	unfinished.value = null
}

/** It leaves the disk, when its owner leaves the phone. */
export async function wipeDraft(user: string): Promise<void> {
	await writing
	const tx = strict(await database(), 'copy')
	void tx.store.delete([user, DRAFT])
	await tx.done
}

/** Keeps what is filled in at this address, each part by its name, and puts it back where it was left before (isBack).
 * done(): what is there now is no draft any more, for it was saved. */
export function useDraft(
	title: () => string,
	parts: Readonly<Record<string, Ref>>,
): { isBack: boolean; done: () => void } {
	const at = location.hash
	const filled = (): Record<string, unknown> =>
		Object.fromEntries(Object.entries(parts).map(([name, part]) => [name, part.value]))
	let untouched = JSON.stringify(filled())
	const before = unfinished.value
	const isBack = before?.at === at
	if (isBack)
		for (const [name, part] of Object.entries(parts))
			part.value = before.filled[name] ?? part.value
	watch(
		filled,
		(now) => {
			if (JSON.stringify(now) !== untouched) keep({ at, title: title(), filled: now })
			else if (unfinished.value?.at === at) keep(null)
		},
		{ deep: true },
	)
	return {
		isBack,
		done: () => {
			untouched = JSON.stringify(filled())
			if (unfinished.value?.at === at) keep(null)
		},
	}
}
