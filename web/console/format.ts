// Numbers, days and times as they are written in the page's language. The server's times carry the field's own zone
// (UTC+8) and are shown in it, wherever the reader is.
import { language } from '@shared/language'
import type { Place } from '@shared/matrix'

const MONTHS = 'Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec'.split(' ')

export function number(n: number | string): string {
	const [whole = '', rest] = String(n).split('.')
	return whole.replace(/\B(?=(\d{3})+$)/g, ',') + (rest === undefined ? '' : '.' + rest)
}

/** "2022-08-30" as 2022年8月30日, or 30 Aug 2022. */
export function day(text: string | null): string {
	const [y, m, d] = (text ?? '').split('-').map(Number)
	if (!y || !m || !d) return '—'
	return language.value === 'zh' ? `${y}年${m}月${d}日` : `${d} ${MONTHS[m - 1]} ${y}`
}

/** A time of the server, to the minute. */
export function time(text: string | null): string {
	if (text === null) return '—'
	return `${day(text.slice(0, 10))} ${text.slice(11, 16)}`
}

export function percent(part: number, all: number): string {
	if (all === 0) return '—'
	const tenths = Math.floor((part * 1000) / all)
	return part === all ? '100%' : `${(tenths / 10).toFixed(1)}%`
}

/** Where a door is, in the order in which it is said aloud. */
export function place(p: object | null): string {
	const { name, compound, building, unit, floor, room, ...rest } = (p ?? {}) as Place
	const parts = [name, compound, building, unit, room ?? floor, ...Object.values(rest)]
	return parts.filter(Boolean).join(' ')
}

/** Enough of an id to tell two apart. */
export function brief(id: string): string {
	return id.slice(-8)
}
