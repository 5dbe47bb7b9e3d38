// How the phone keeps what is on it: whether it promises not to clear it, and how much room is left.
import { shallowRef, type ShallowRef } from 'vue'
import { place } from './db'

export interface Health {
	/** The browser clears it only when its owner says so. */
	kept: boolean
	/** In bytes. */
	used: number
	free: number
	/** Less than saving a day's work may take. */
	full: boolean
}

const FULL_BYTES = 50e6

export const health: ShallowRef<Health | undefined> = shallowRef()

/** Asks for the promise as well: browsers grant it to an app that is used. */
export async function readHealth(): Promise<void> {
	const storage = navigator.storage
	const kept = (await storage.persisted()) || (await storage.persist())
	const { usage = 0, quota = 0 } = await storage.estimate()
	const free = Math.max(0, quota - usage)
	health.value = { kept, used: usage, free, full: free < FULL_BYTES }
}

/** What the server takes for a clock that is right. */
const CLOCK_MS = 120_000

/** How far this phone's clock is ahead of the server's, as of the last contact; null: it is right, or nobody knows. */
export async function clockOff(): Promise<number | null> {
	const { server, phone } = await place()
	const off = server === null || phone === null ? 0 : phone - server
	return Math.abs(off) > CLOCK_MS ? off : null
}
