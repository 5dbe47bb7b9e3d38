// Notices: what is told to whoever works here, and what of it he has read.
import type { Notice } from '../store/copy'
import type { Entry } from '../store/outbox'
import type { Draft } from '../store/record'

export const READ = 'notice.read'

export interface Told extends Notice {
	/** By whoever is here. */
	isRead: boolean
	/** He said so, and the server does not know yet. */
	unsent: boolean
	isOver: boolean
}

export interface Notices {
	notices: ReadonlyMap<string, Notice>
	/** Those that he has read, by their ids. */
	read: ReadonlyMap<string, object>
}

function readHere(entries: readonly Entry[], id: string): Entry | undefined {
	return entries.find(
		(e) =>
			e.kind === READ &&
			e.record?.body['notice'] === id &&
			e.state !== 'refused' &&
			e.state !== 'withdrawn',
	)
}

/** What is to be read still comes first, then the urgent, then the newest; those that are over last. */
export function noticesNow(copy: Notices, entries: readonly Entry[], now: number): Told[] {
	const all = [...copy.notices.values()].map((n): Told => {
		const own = readHere(entries, n.id)
		return {
			...n,
			isRead: own !== undefined || copy.read.has(n.id),
			unsent: own?.state === 'queued' || own?.state === 'sent',
			isOver: n.until !== null && Date.parse(n.until) <= now,
		}
	})
	return all.sort(
		(a, b) =>
			Number(a.isOver) - Number(b.isOver) ||
			Number(a.isRead) - Number(b.isRead) ||
			Number(b.urgent) - Number(a.urgent) ||
			Date.parse(b.at) - Date.parse(a.at),
	)
}

export function toRead(all: readonly Told[]): Told[] {
	return all.filter((n) => !n.isRead && !n.isOver)
}

export function readDraft(n: Notice, v: number, area: string): Draft {
	return { kind: READ, v, area, body: { notice: n.id } }
}
