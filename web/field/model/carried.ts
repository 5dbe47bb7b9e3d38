// Phones, checked as the server checks them (core/ids.c; t/vectors/ids/phone.jsonl is run by both), so that a number with a digit too
// few is seen while whoever has it still stands at the door. What is not looked at here the server looks at.
import type { Carried } from './form'

export type PhoneFault = 'ok' | 'length' | 'character' | 'region'

const DIGITS_MAX = 18

/** 0, then 10 or 2x and 7 or 8 digits, or 3xx … 9xx and 7 or 8; no local number begins with 0 or 1. */
function fixedLine(p: string): PhoneFault {
	const two = p[1] === '2' || p.startsWith('010')
	const area = two ? 3 : 4
	if (p.length < area + 7 || p.length > area + 8) return 'length'
	return (two || (p[1] ?? '') >= '3') && (p[area] ?? '') >= '2' ? 'ok' : 'region'
}

/** Without its country: null for another country's. After +86 a fixed line is written without its 0. */
function home(digits: string, plus: boolean): string | null {
	const abroad = !plus && digits.startsWith('00')
	const p = abroad ? digits.slice(2) : digits
	if (!plus && !abroad) return p
	if (!p.startsWith('86')) return null
	const rest = p.slice(2)
	return /^(0|1[1-9]|1$|$)/.test(rest) ? rest : '0' + rest
}

export function phoneFault(text: string): PhoneFault {
	const folded = text.normalize('NFKC').replace(/[ -]/g, '')
	const [, plus = '', digits = ''] = /^(\+?)(\d*)$/.exec(folded) ?? [undefined]
	if (!/^\+?\d*$/.test(folded)) return 'character'
	if (digits.length > DIGITS_MAX) return 'length'
	const p = home(digits, plus !== '')
	if (p === null) return 'region'
	if (p.length < 10 || p.length > 12) return 'length'
	if (p.startsWith('0')) return fixedLine(p)
	if (!/^1[3-9]/.test(p)) return 'region'
	return p.length === 11 ? 'ok' : 'length'
}

const words = {
	length: {
		zh: '位数不对：手机 11 位，固定电话连区号 10 至 12 位；只填一个号码，没有电话的留空',
		en: 'a mobile has 11 digits, a fixed line with its area code 10 to 12; write one number, or none',
	},
	character: {
		zh: '只能填一个电话号码；没有电话的留空，其他说明另写一列',
		en: 'write one number, or none; remarks belong into a column of their own',
	},
	region: {
		zh: '不是国内的手机号，也不是带区号的固定电话；没有电话的留空，其他号码另写一列',
		en: 'it is neither a mobile nor a fixed line with its area code; another number belongs into a column of its own',
	},
} satisfies Record<Exclude<PhoneFault, 'ok'>, { zh: string; en: string }>

export const carried: Carried = (type, text) => {
	if (type !== 'phone') return null
	const fault = phoneFault(text)
	return fault === 'ok' ? null : words[fault]
}
