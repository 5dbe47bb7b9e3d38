// What a page shows, read again when its address changes or something new is told of. What is there stays until the new is
// whole, so nothing flickers; an answer that was overtaken by another is dropped.
import { onScopeDispose, ref, shallowRef, watch, type Ref, type ShallowRef } from 'vue'
import { Refused } from '@shared/api'

interface Loaded<T> {
	value: ShallowRef<T | undefined>
	failed: Ref<Refused | Error | undefined>
	busy: Ref<boolean>
	again: () => Promise<void>
}

export function useLoaded<K, T>(key: () => K, read: (key: K) => Promise<T>): Loaded<T> {
	const value = shallowRef<T>()
	const failed = ref<Refused | Error>()
	const busy = ref(false)
	let newest = 0

	async function again(): Promise<void> {
		const turn = ++newest
		busy.value = true
		try {
			const read_ = await read(key())
			if (turn !== newest) return
			value.value = read_
			failed.value = undefined
		} catch (e) {
			if (turn === newest) failed.value = e as Error
		} finally {
			if (turn === newest) busy.value = false
		}
	}
	watch(() => JSON.stringify(key()), again, { immediate: true })
	onScopeDispose(() => newest++)
	return { value, failed, busy, again }
}
