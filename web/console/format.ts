// Numbers, days and times as they are written in the page's language. The server's times carry the field's own zone
// (UTC+8) and are shown in it, wherever the reader is.
import { dayText } from '@shared/days'

export function number(n: number | string): string {
	const [whole = '', rest] = String(n).split('.')
	return whole.replace(/\B(?=(\d{3})+$)/g, ',') + (rest === undefined ? '' : '.' + rest)
}

/** A day in words; — for none. */
export function day(text: string | null): string {
	return dayText(text ?? '') || '—'
}

/** From one day to another; a single one is said once. */
export function days(from: string | null, to: string | null): string {
	return from === to ? day(from) : `${day(from)} – ${day(to)}`
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

/** Enough of an id to tell two apart. */
export function brief(id: string): string {
	return id.slice(-8)
}
