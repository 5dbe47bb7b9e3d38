// Days and times in words.
import { say, language } from '@shared/language'
import { texts } from '../door_texts'
import { chinaTime } from '../store/record'
import { dayNumber, dayOf } from './days'

const MONTHS = 'Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec'.split(' ')

/** When something was, as briefly as it can be told: 今天 09:12, 昨天 18:20, 8月30日; "" for nothing. */
export function ago(text: string | null, now: number): string {
	if (text === null) return ''
	const at = Date.parse(text)
	const days = dayNumber(dayOf(now)) - dayNumber(dayOf(at))
	const clock = chinaTime(at).slice(11, 16)
	if (days === 0) return say(texts.todayAt, { clock })
	if (days === 1) return say(texts.yesterdayAt, { clock })
	return dayShort(dayOf(at), now)
}

/** 8月30日, or 30 Aug; with its year where that is not this one. */
export function dayShort(text: string, now: number): string {
	const [y = 0, m = 0, d = 0] = text.split('-').map(Number)
	const same = dayOf(now).startsWith(String(y))
	if (language.value === 'zh') return `${same ? '' : `${y}年`}${m}月${d}日`
	return `${d} ${MONTHS[m - 1]}${same ? '' : ` ${y}`}`
}

/** How long until then: 还剩 2 小时 5 分, 已超时 3 天. */
export function left(due: string, now: number): string {
	const ms = Date.parse(due) - now
	const minutes = Math.floor(Math.abs(ms) / 60_000)
	const [d, h, m] = [Math.floor(minutes / 1440), Math.floor(minutes / 60) % 24, minutes % 60]
	const span = d
		? say(texts.spanDays, { d, h })
		: h
			? say(texts.spanHours, { h, m })
			: say(texts.spanMinutes, { m })
	return say(ms < 0 ? texts.overBy : texts.timeLeft, { span })
}
