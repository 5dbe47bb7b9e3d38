// Pages of one phone tell each other, and the service worker tells them, that something in the storage changed.

/** 'entered': something is new in the outbox, which this page knows; to others that is 'outbox'. */
export type Told = 'outbox' | 'entered' | 'copy' | 'session' | 'draft'
/** ids: of the records of the outbox that changed; undefined: any may have. Of drafts: the addresses of those that are none any more. */
type Listener = (what: Told, ids?: readonly string[]) => void

interface Message {
	what: Told
	ids?: readonly string[] | undefined
}

const channel = new BroadcastChannel('bulou.field')
const listeners = new Set<Listener>()

channel.onmessage = ({ data: { what, ids } }: MessageEvent<Message>) =>
	listeners.forEach((l) => l(what, ids))

/** The others, and this page. */
export function tell(what: Told, ids?: readonly string[]): void {
	channel.postMessage({ what: what === 'entered' ? 'outbox' : what, ids } satisfies Message)
	listeners.forEach((l) => l(what, ids))
}

export function onTold(listener: Listener): void {
	listeners.add(listener)
}
