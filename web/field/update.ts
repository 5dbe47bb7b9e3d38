// The app itself, kept on the phone by its service worker, and a new version of it, which waits: what is not sent yet was written
// by this one. It is taken by itself when the app opens with nothing unsent and nobody at work, else when the person says so.
import { shallowRef, type ShallowRef } from 'vue'
import { unsent } from './store/outbox'
import { session } from './store/session'

const SCRIPT = '/field/sw.js'
const ASK_MS = 3600_000

/** A new version that is here whole, and waits. */
export const waiting: ShallowRef<ServiceWorker | null> = shallowRef(null)

export function takeUpdate(): void {
	waiting.value?.postMessage('take')
}

function found(worker: ServiceWorker | null): void {
	waiting.value = worker
	if (worker && unsent.value === 0 && session.value === null) takeUpdate()
}

function follow(registration: ServiceWorkerRegistration): void {
	const { installing } = registration
	installing?.addEventListener('statechange', () => {
		if (installing.state === 'installed' && navigator.serviceWorker.controller)
			found(installing)
	})
}

/** Once, when the app opens. A browser without service workers runs it as a page like any other. */
export async function keepApp(): Promise<void> {
	const workers = navigator.serviceWorker as ServiceWorkerContainer | undefined
	if (!workers) return
	const had = workers.controller !== null
	workers.addEventListener('controllerchange', () => had && location.reload())
	const registration = await workers.register(SCRIPT, { scope: '/field/' })
	registration.addEventListener('updatefound', () => follow(registration))
	follow(registration)
	if (had) found(registration.waiting)
	setInterval(() => void registration.update().catch(() => {}), ASK_MS)
}

interface Syncs {
	sync?: { register(tag: string): Promise<void> }
}

/** What is due goes when there is a network, even with no page open, where the browser can. */
export async function sendLater(): Promise<void> {
	const registration = await navigator.serviceWorker?.getRegistration('/field/')
	await (registration as Syncs | undefined)?.sync?.register('bulou.outbox').catch(() => {})
}
