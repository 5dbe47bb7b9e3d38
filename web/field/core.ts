// The server's core/ on the phone: fetched when a form or the scanner first needs it, and kept by the service worker with the rest of
// the app, so that it is there without a network as well. Until it has come nothing is said of a number; the server looks again.
import { shallowRef } from 'vue'
import coreUrl from '@core/core.wasm?url'
import { coreOf, type Core } from '@shared/core'

export { CoreError } from '@shared/core'

/** undefined: it has not come yet. */
export const core = shallowRef<Core>()

let loading: Promise<Core> | undefined

async function load(): Promise<Core> {
	const { instance } = await WebAssembly.instantiateStreaming(fetch(coreUrl))
	return (core.value = coreOf(instance))
}

/** Rejects where it cannot be fetched, and is tried anew the next time. */
export function theCore(): Promise<Core> {
	loading ??= load().catch((e: unknown) => {
		loading = undefined
		throw e
	})
	return loading
}

/** For what goes on without it. */
export function wantCore(): void {
	theCore().catch(() => {})
}
