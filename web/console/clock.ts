// The server's clock: by it things are overdue and an incident has lasted so long, whatever the reader's own clock says.
import { ref } from 'vue'
import { chinaTime } from '@shared/ids'
import { say } from '@shared/language'
import { texts } from './texts'

const TICK_MS = 10_000
const HOUR_MS = 3_600_000
const DAYS_FROM_H = 96 // from here on nobody counts in hours any more

let ahead = 0
/** The server's time in ms since 1970, to some seconds. */
export const now = ref(Date.now())

/** What the server has just said is its time. */
export function setClock(text: string): void {
	ahead = Date.parse(text) - Date.now()
	now.value = Date.now() + ahead
}
setInterval(() => (now.value = Date.now() + ahead), TICK_MS)

/** What stands in a field for a time to begin with: the full hour, so long from now. */
export function fromNow(ms: number): string {
	return chinaTime(Date.now() + ahead + ms).slice(0, 14) + '00'
}

/** The local day. */
export function today(): string {
	return chinaTime(now.value).slice(0, 10)
}

export function isPast(time: string | null): boolean {
	return time !== null && Date.parse(time) < now.value
}

/** "36 小时", "16 天 3 小时", "40 分钟". */
function span(ms: number): string {
	const minutes = Math.floor(ms / 60_000)
	const hours = Math.floor(ms / HOUR_MS)
	if (hours < 1) return say(texts.minutes, { n: minutes })
	if (hours < DAYS_FROM_H) return say(texts.hours, { n: hours })
	return say(texts.daysHours, { d: Math.floor(hours / 24), h: hours % 24 })
}

/** How long it has lasted. */
export function since(time: string): string {
	return span(Math.max(now.value - Date.parse(time), 0))
}

/** How long until a time, or since when it is over. */
export function dueIn(time: string): string {
	const left = Date.parse(time) - now.value
	return left < 0
		? say(texts.overBy, { span: span(-left) })
		: say(texts.dueIn, { span: span(left) })
}
