// Notices: what command tells whoever works in an area, and who has read it.
import { api, given, got, whole, type Page, type Shapes } from '@shared/api'
import { isPast } from './clock'
import { draft, type Draft } from './write'

export type Notice = Shapes['notice_read']
export type Reader = Shapes['reader']

export const COMMAND = 'command' // whose notices are
export const NOTICE = 'notice.published'

/** Where hundreds read one within a minute, their number need not be asked for each of them. */
export const NEWS_MS = 3000

export function readNotices(): Promise<Notice[]> {
	return whole((after) =>
		got(api.GET('/v1/notices', { params: { query: given({ limit: 1000, after }) } })),
	)
}

/** Whoever has not read it comes first. */
export function readReaders(id: string, after?: string): Promise<Page<Reader>> {
	const params = { path: { id }, query: given({ limit: 100, after }) }
	return got(api.GET('/v1/notices/{id}/readers', { params }))
}

/** Nobody need read it any more. */
export function isOver(n: Notice): boolean {
	return isPast(n.until)
}

/** Urgent, in force, and not read by everybody yet. */
export function isUnread(n: Notice): boolean {
	return n.urgent && !isOver(n) && n.read < n.readers
}

export interface Words {
	incident: string
	title: string
	text: string
	audience: string
	urgent: boolean
	/** "" for none. */
	until: string
}

/** One for each area. */
export function drafted(words: Words, areas: readonly string[]): Draft[] {
	const { until, ...rest } = words
	const body = { ...rest, ...(until && { until }) }
	return areas.map((area) => draft(NOTICE, body, { area }))
}

export function takeBack(n: Notice, reason: string): Draft {
	return draft('record.voided', { records: [n.id], reason }, { area: n.area })
}
