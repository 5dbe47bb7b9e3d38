// A day as it is written in the page's language.
import { language } from './language'

const MONTHS = 'Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec'.split(' ')

/** "2022-08-30" as 2022年8月30日 or 30 Aug 2022, or without its year; "" for what is no day. */
export function dayText(text: string, year = true): string {
	const [y, m, d] = text.split('-').map(Number)
	if (!y || !m || !d) return ''
	if (language.value === 'zh') return `${year ? `${y}年` : ''}${m}月${d}日`
	return `${d} ${MONTHS[m - 1]}${year ? ` ${y}` : ''}`
}
