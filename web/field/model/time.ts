// Days and times in words.
import { dayText } from '@shared/days'
import { say } from '@shared/language'
import { texts } from '../door_texts'
import { chinaTime } from '../store/record'
import { dayNumber, dayOf } from './days'

/** When something was, as briefly as it can be told: 今天 09:12, 昨天 18:20, 8月30日, with its year where that is not this one; "" for nothing. */
export function ago(text: string | null, now: number): string {
	if (text === null) return ''
	const at = Date.parse(text)
	const days = dayNumber(dayOf(now)) - dayNumber(dayOf(at))
	const clock = chinaTime(at).slice(11, 16)
	if (days === 0) return say(texts.todayAt, { clock })
	if (days === 1) return say(texts.yesterdayAt, { clock })
	const day = dayOf(at)
	return dayText(day, day.slice(0, 4) !== dayOf(now).slice(0, 4))
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
