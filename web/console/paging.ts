// Lists without an end: a page more at a time, from where the last one ended.
import { onScopeDispose, ref, shallowRef, watch, type Ref, type ShallowRef } from 'vue'
import type { Page } from '@shared/api'

export interface Paged<T> {
	items: ShallowRef<T[]>
	/** There may be more. */
	open: Ref<boolean>
	busy: Ref<boolean>
	failed: Ref<Error | undefined>
	more: () => Promise<void>
	/** To the end. */
	rest: () => Promise<void>
	/** From the start, as many as are shown now. */
	again: () => Promise<void>
}

export function usePaged<K, T>(
	key: () => K,
	read: (key: K, after?: string) => Promise<Page<T>>,
): Paged<T> {
	const items = shallowRef<T[]>([])
	const open = ref(true)
	const busy = ref(false)
	const failed = ref<Error>()
	let next: string | undefined
	let turn = 0

	async function fill(from: T[], after: string | undefined, least: number): Promise<void> {
		const mine = ++turn
		let all = from
		busy.value = true
		try {
			do {
				const page = await read(key(), after)
				if (mine !== turn) return
				all = [...all, ...page.items]
				after = page.next ?? undefined
			} while (after !== undefined && all.length < least)
			items.value = all
			next = after
			open.value = after !== undefined
			failed.value = undefined
		} catch (e) {
			if (mine === turn) failed.value = e as Error
		} finally {
			if (mine === turn) busy.value = false
		}
	}
	const again = (): Promise<void> => fill([], undefined, items.value.length)
	const more = (): Promise<void> => fill(items.value, next, 0)
	const rest = async (): Promise<void> => {
		if (open.value) await fill(items.value, next, Infinity)
	}

	watch(
		() => JSON.stringify(key()),
		() => fill([], undefined, 0),
		{ immediate: true },
	)
	onScopeDispose(() => turn++)
	return { items, open, busy, failed, more, rest, again }
}
