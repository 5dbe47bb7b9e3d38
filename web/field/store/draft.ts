// The forms that somebody is in the middle of: kept while they are filled in, sealed under his lease beside his copy, so that neither a
// lock nor a page that was killed takes them along. A few a person, for one leads to another: whoever is new at a door has a form of his own.
import { computed, ref, shallowRef, watch, type ComputedRef, type Ref } from 'vue'
import { type CopyRow, database, DRAFT, strict } from './db'
import { openJson, sealJson } from './keys'
import { newId } from './record'
import { onTold, tell } from './told'
import { isHis, unlocked, type Unlocked } from './unlocked'

export interface Unfinished {
	/** The form's address, from "#" on. */
	at: string
	/** What it is, for whoever comes back to it. */
	title: string
	filled: Record<string, unknown>
}

/** Of who is logged in, the one that was touched last first. */
export const unfinished = shallowRef<readonly Unfinished[]>([])
/** What he has just thrown away, for as long as the screen says so: he may have meant another. */
export const thrown = shallowRef<Unfinished>()

/** Of more than that the oldest goes. */
export const DRAFTS_MAX = 4

/* As long as a pause between two taps. */
const PAUSE_MS = 300
let timer: ReturnType<typeof setTimeout> | undefined
let writing = Promise.resolve()

/* What this page has changed since it wrote last, by address, the latest last; undefined: it is no draft any more. Other pages of the phone
 * change others: what lies on the disk is never written over, this is put into it. */
const changes = new Map<string, Unfinished | undefined>()
/* By which it is known again whether it was another page that has written. */
let mark: string | undefined

function withChanges(all: readonly Unfinished[], of: typeof changes = changes): Unfinished[] {
	const own = [...of.values()].reverse().filter((one) => one !== undefined)
	return [...own, ...all.filter((one) => !of.has(one.at))].slice(0, DRAFTS_MAX)
}

async function rowOf(user: string): Promise<CopyRow | undefined> {
	return (await database()).get('copy', [user, DRAFT])
}

/* Another lease's stays closed. */
async function opened(who: Unlocked, row: CopyRow | undefined): Promise<Unfinished[]> {
	const all = row && (await openJson(who.key, row.sealed).catch(() => undefined))
	return all ? [all as Unfinished[]].flat() : []
}

/** false: another page has written meanwhile, or this one is not his any more. */
async function writeOnce(who: Unlocked, mine: typeof changes): Promise<boolean> {
	const before = await rowOf(who.user)
	const all = withChanges(await opened(who, before), mine)
	const now = newId()
	const sealed = await sealJson(who.key, all)
	const tx = strict(await database(), 'copy', 'people')
	const store = tx.objectStore('copy')
	const isStill = isHis(who, await tx.objectStore('people').get(who.user))
	const isSame = (await store.get([who.user, DRAFT]))?.mark === before?.mark
	if (isStill && isSame) {
		const row = { user: who.user, name: DRAFT, sealed, mark: now }
		// Where there is no room the transaction says so.
		void (all.length ? store.put(row) : store.delete([who.user, DRAFT])).catch(() => {})
	}
	await tx.done
	if (isStill && !isSame) return false
	if (!isStill || unlocked() !== who) return true
	for (const [at, one] of mine) if (changes.get(at) === one) changes.delete(at)
	mark = all.length ? now : undefined
	unfinished.value = withChanges(all)
	const none = [...mine].filter(([, one]) => !one).map(([at]) => at)
	tell('draft', none)
	return true
}

async function write(who: Unlocked, mine: typeof changes): Promise<void> {
	while (!(await writeOnce(who, mine)));
}

/** What was changed just now goes to the disk at once, while its owner is here. */
export function flush(): void {
	if (timer === undefined && changes.size === 0) return
	clearTimeout(timer)
	timer = undefined
	const [who, mine] = [unlocked(), new Map(changes)]
	// Where there is no room on the disk it is still in memory, and goes there the next time.
	if (who) writing = writing.then(() => write(who, mine)).catch(() => {})
}

addEventListener('visibilitychange', () => {
	if (document.visibilityState === 'hidden') flush()
})

function change(at: string, one: Unfinished | undefined): void {
	if (thrown.value?.at === at) thrown.value = undefined
	changes.delete(at)
	changes.set(at, one)
	unfinished.value = withChanges(unfinished.value)
	clearTimeout(timer)
	timer = setTimeout(flush, PAUSE_MS)
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
	change(at, undefined)
	flush()
}

/** takeBack() undoes it, as long as there is nothing newer at this address. */
export function throwAway(at: string): void {
	const one = left(at)
	dropDraft(at)
	thrown.value = one
}

export function takeBack(): void {
	const one = thrown.value
	thrown.value = undefined
	if (one && !left(one.at)) change(one.at, one)
	flush()
}

export async function openDraft(who: Unlocked): Promise<void> {
	const row = await rowOf(who.user)
	const all = await opened(who, row)
	if (unlocked() !== who) return
	mark = row?.mark
	unfinished.value = withChanges(all)
	if (thrown.value && left(thrown.value.at)) thrown.value = undefined
	if (changes.size > 0) timer ??= setTimeout(flush, PAUSE_MS)
}

/* Forms of which another page has said that they are saved, or thrown away. */
const gone = shallowRef<{ ats: readonly string[] }>({ ats: [] })

onTold((what, ats) => {
	const who = unlocked()
	if (what !== 'draft' || !who) return
	const follow = async (): Promise<void> => {
		// It is this page's own word.
		if (!ats?.length && (await rowOf(who.user))?.mark === mark) return
		await openDraft(who)
		const none = (ats ?? []).filter((at) => !left(at))
		if (none.length) gone.value = { ats: none }
	}
	writing = writing.then(follow).catch(() => {})
})

/** It leaves the memory. */
export function forgetDraft(): void {
	clearTimeout(timer)
	timer = undefined
	changes.clear()
	unfinished.value = []
	thrown.value = undefined
}

/** It leaves the disk, when its owner leaves the phone. */
export async function wipeDraft(user: string): Promise<void> {
	await writing
	const tx = strict(await database(), 'copy')
	void tx.store.delete([user, DRAFT])
	await tx.done
}

/** What became of a form before it is filled in further: it was left half-way, or another page of this phone has saved it or thrown it away. */
export type Before = 'left' | 'gone'

/** Keeps what is filled in at this address, each part by its name, and puts it back where it was left before. Where the same form is open
 * in another page of this phone, what is filled in there is filled in here. done(): what is there now is no draft any more, for it was saved. */
export function useDraft(
	title: () => string,
	parts: Readonly<Record<string, Ref>>,
): { before: ComputedRef<Before | undefined>; done: () => void } {
	const at = location.hash
	const filled = (): Record<string, unknown> =>
		Object.fromEntries(Object.entries(parts).map(([name, part]) => [name, part.value]))
	const fill = (all: Record<string, unknown>): void => {
		for (const [name, part] of Object.entries(parts)) part.value = all[name] ?? part.value
	}
	let untouched = JSON.stringify(filled())
	const isLeft = hasDraft(at)
	const isGone = ref(false)
	fill(left(at)?.filled ?? {})
	/* As it is kept: by this page or another. */
	let same = JSON.stringify(filled())
	watch(
		filled,
		(now) => {
			const text = JSON.stringify(now)
			if (text === same) return
			same = text
			isGone.value = false
			if (text !== untouched) change(at, { at, title: title(), filled: now })
			else dropDraft(at)
		},
		{ deep: true },
	)
	watch(
		() => left(at),
		(there) => {
			if (!there || changes.has(at) || JSON.stringify(there.filled) === same) return
			// What was cleared there is none of what was kept.
			for (const [name, part] of Object.entries(parts)) part.value = there.filled[name]
			same = JSON.stringify(filled())
			isGone.value = false
		},
	)
	watch(gone, ({ ats }) => {
		if (!ats.includes(at) || same === untouched) return
		same = untouched
		const all = JSON.parse(untouched) as Record<string, unknown>
		for (const [name, part] of Object.entries(parts)) part.value = all[name]
		isGone.value = true
		// The note about it is at the top.
		scrollTo({ top: 0 })
	})
	return {
		before: computed(() => (isGone.value ? 'gone' : isLeft ? 'left' : undefined)),
		done: () => {
			same = untouched = JSON.stringify(filled())
			dropDraft(at)
		},
	}
}
