// Pages of one phone tell each other, and the service worker tells them, that something in the storage changed.

/** 'entered': something is new in the outbox, which this page knows; to others that is 'outbox'. */
export type Told = 'outbox' | 'entered' | 'copy' | 'session'

const channel = new BroadcastChannel('bulou.field')
const listeners = new Set<(what: Told) => void>()

channel.onmessage = (e: MessageEvent<Told>) => listeners.forEach((l) => l(e.data))

/** The others, and this page. */
export function tell(what: Told): void {
	channel.postMessage(what === 'entered' ? 'outbox' : what)
	listeners.forEach((l) => l(what))
}

export function onTold(listener: (what: Told) => void): void {
	listeners.add(listener)
}
