// The forms that somebody is in the middle of: kept while they are filled in, sealed under his lease beside his copy, so that neither a
// lock nor a page that was killed takes them along. A few a person, for one leads to another: whoever is new at a door has a form of his own.
import { shallowRef, watch, type Ref } from 'vue'
import { database, DRAFT, strict } from './db'
import { openJson, sealJson } from './keys'
import { isPassed, unlocked, type Unlocked } from './unlocked'

export interface Unfinished {
	/** The form's address, from "#" on. */
	at: string
	/** What it is, for whoever comes back to it. */
	title: string
	filled: Record<string, unknown>
}

/** Of who is logged in, the one that was touched last first. */
export const unfinished = shallowRef<readonly Unfinished[]>([])

/** Of more than that the oldest goes. */
export const DRAFTS_MAX = 4

/* As long as a pause between two taps. */
const PAUSE_MS = 300
let timer: ReturnType<typeof setTimeout> | undefined
let writing = Promise.resolve()

async function write(who: Unlocked, all: readonly Unfinished[]): Promise<void> {
	const sealed = await sealJson(who.key, all)
	const tx = strict(await database(), 'copy', 'people')
	const store = tx.objectStore('copy')
	if (!isPassed(who, await tx.objectStore('people').get(who.user))) {
		if (all.length) void store.put({ user: who.user, name: DRAFT, sealed })
		else void store.delete([who.user, DRAFT])
	}
	await tx.done
}

function flush(): void {
	if (timer === undefined) return
	clearTimeout(timer)
	timer = undefined
	const [who, all] = [unlocked(), unfinished.value]
	// Where there is no room on the disk it is still in memory.
	if (who) writing = writing.then(() => write(who, all)).catch(() => {})
}

addEventListener('visibilitychange', () => {
	if (document.visibilityState === 'hidden') flush()
})

function set(all: readonly Unfinished[]): void {
	unfinished.value = all
	clearTimeout(timer)
	timer = setTimeout(flush, PAUSE_MS)
}

function keep(what: Unfinished): void {
	const others = unfinished.value.filter((one) => one.at !== what.at)
	set([what, ...others].slice(0, DRAFTS_MAX))
}

function left(at: string): Unfinished | undefined {
	return unfinished.value.find((one) => one.at === at)
}

/** What was left at this address. */
export function hasDraft(at: string): boolean {
	return left(at) !== undefined
}

export function dropDraft(at: string): void {
	if (!left(at)) return
	set(unfinished.value.filter((one) => one.at !== at))
	flush()
}

export async function openDraft(who: Unlocked): Promise<void> {
	const row = await (await database()).get('copy', [who.user, DRAFT])
	// Another lease's stays closed.
	const all = row && (await openJson(who.key, row.sealed).catch(() => undefined))
	if (unlocked() === who) unfinished.value = all ? [all as Unfinished[]].flat() : []
}

/** It leaves the memory. */
export function forgetDraft(): void {
	clearTimeout(timer)
	timer = undefined
	unfinished.value = []
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
	const before = left(at)
	if (before)
		for (const [name, part] of Object.entries(parts))
			part.value = before.filled[name] ?? part.value
	watch(
		filled,
		(now) => {
			if (JSON.stringify(now) !== untouched) keep({ at, title: title(), filled: now })
			else dropDraft(at)
		},
		{ deep: true },
	)
	return {
		isBack: before !== undefined,
		done: () => {
			untouched = JSON.stringify(filled())
			dropDraft(at)
		},
	}
}
