// The service worker: the app opens without a network. It keeps the files of one build, all or none: a build of which one file
// does not come is not taken, and the one before goes on. A new one waits until the app says so (update.ts), for what is not
// sent yet was written by the old one. Where the browser lets it, it hands in what is due with no page open.
import { handIn } from './store/hand'

/** Put in by the build: each file of the app, and a digest of them all. */
declare const APP_FILES: readonly string[]
declare const APP_VERSION: string

/* What a worker has; the library of the pages does not describe it. */
interface Worker {
	clients: { claim(): Promise<void> }
	skipWaiting(): Promise<void>
	addEventListener(type: string, listener: (event: WorkerEvent) => void): void
}
interface WorkerEvent extends Event {
	waitUntil(done: Promise<unknown>): void
	respondWith(answer: Promise<Response>): void
	request: Request
	data: unknown
	tag: string
}
const worker = globalThis as unknown as Worker

const HOME = '/field/'
const APP = `field ${APP_VERSION}`
/** What is fetched when it is first needed, such as the scanner. Its names hold its digest. */
const KEPT = 'field kept'

worker.addEventListener('install', (e) => {
	const files = APP_FILES.map((path) => new Request(path, { cache: 'no-cache' }))
	e.waitUntil(caches.open(APP).then((cache) => cache.addAll(files)))
})

async function begin(): Promise<void> {
	for (const name of await caches.keys())
		if (name.startsWith('field ') && name !== APP && name !== KEPT) await caches.delete(name)
	await worker.clients.claim()
}
worker.addEventListener('activate', (e) => e.waitUntil(begin()))

async function kept(request: Request, path: string): Promise<Response> {
	const there = await caches.match(path)
	if (there) return there
	const answer = await fetch(request)
	if (answer.ok) await (await caches.open(KEPT)).put(path, answer.clone())
	return answer
}

async function page(request: Request): Promise<Response> {
	return (await (await caches.open(APP)).match(HOME)) ?? fetch(request)
}

worker.addEventListener('fetch', (e) => {
	const { origin, pathname } = new URL(e.request.url)
	if (e.request.method !== 'GET' || origin !== location.origin) return
	if (e.request.mode === 'navigate') e.respondWith(page(e.request))
	else if (pathname.startsWith('/assets/') || pathname.startsWith(HOME))
		e.respondWith(kept(e.request, pathname))
})

worker.addEventListener('message', (e) => {
	if (e.data === 'take') void worker.skipWaiting()
})

/* Rejected, it is tried again by the browser. */
worker.addEventListener('sync', (e) => {
	if (e.tag !== 'bulou.outbox') return
	const hand = async (lock: unknown): Promise<void> => {
		const why = lock ? (await handIn()).why : 'beside'
		if (why !== 'done') throw new Error(`not handed in: ${why}`)
	}
	e.waitUntil(navigator.locks.request('bulou.sync', { ifAvailable: true }, hand))
})
