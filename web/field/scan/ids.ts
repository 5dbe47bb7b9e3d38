// Numbers that people carry, checked while they are typed as src/core/ids.h checks them: identity cards (GB 11643), other documents, plates
// (GA 36). The vectors of the server's own core are those of this too.
export type IdFault = 'ok' | 'length' | 'character' | 'region' | 'date' | 'check'

export interface Checked {
	fault: IdFault
	/** Its one spelling; "" where there is a fault. */
	plain: string
}

const wrong = (fault: IdFault): Checked => ({ fault, plain: '' })

/* Lengths are those of the bytes, as the core counts them. */
const bytesIn = (text: string): number => new TextEncoder().encode(text).length

const PROVINCES = /^(1[1-5]|2[1-3]|3[1-7]|4[1-6]|5[0-4]|6[1-5]|71|8[123])/
const DAY_MS = 86_400_000

/** ISO 7064 MOD 11-2 over 17 digits. */
export function residentCheck(digits: string): string {
	let sum = 0
	for (const c of digits.slice(0, 17)) sum = ((sum + Number(c)) * 2) % 11
	sum = (12 - sum) % 11
	return sum === 10 ? 'X' : String(sum)
}

/** Days since 1970 of eight digits; undefined: there is no such day, or nobody is so old. */
function dayOf(text: string): number | undefined {
	const iso = text.replace(/^(....)(..)(..)$/, '$1-$2-$3')
	const ms = Date.parse(`${iso}T00:00:00Z`)
	const is = iso >= '1900' && new Date(ms || 0).toISOString().startsWith(iso)
	return is ? ms / DAY_MS : undefined
}

/** 18 characters, or the 15 digits of before; today in days since 1970. */
export function checkResident(text: string, today: number): Checked {
	const n = bytesIn(text)
	const old = n === 15
	if (!old && n !== 18) return wrong('length')
	if (!(old ? /^[0-9]{15}$/ : /^[0-9]{17}[0-9Xx]$/).test(text)) return wrong('character')
	if (!PROVINCES.test(text.startsWith('9') && !old ? text.slice(1) : text)) return wrong('region')
	const born = dayOf(old ? `19${text.slice(6, 12)}` : text.slice(6, 14))
	if (born === undefined || born > today) return wrong('date')
	const whole = old ? `${text.slice(0, 6)}19${text.slice(6)}` : text.slice(0, 17)
	const check = residentCheck(whole)
	if (!old && text.charAt(17).toUpperCase() !== check) return wrong('check')
	return { fault: 'ok', plain: whole + check }
}

function checkOther(text: string): Checked {
	const n = bytesIn(text)
	if (n < 5 || n > 20) return wrong('length')
	return /^[0-9A-Za-z]+$/.test(text)
		? { fault: 'ok', plain: text.toUpperCase() }
		: wrong('character')
}

/** A document of either sort: what looks like an identity card's number is meant as one, even a wrong one. */
export function checkDocument(text: string, today = Math.floor(Date.now() / DAY_MS)): Checked {
	const resident = /^([0-9]{17}.|[0-9]{15})$/.test(text)
	return resident ? checkResident(text, today) : checkOther(text)
}

/* ---- plates ---- */

export const PLATE_PROVINCES = '京津冀晋蒙辽吉黑沪苏浙皖闽赣鲁豫鄂湘粤桂琼渝川贵云藏陕甘青宁新'
export const PLATE_LETTERS = 'ABCDEFGHJKLMNPQRSTUVWXYZ'
export const PLATE_ENDINGS = '挂学警港澳使领'
export const PLATE_MAX = 8

/** What is typed, full-width or with gaps, as it counts. */
export function foldPlate(text: string): string {
	return text
		.replace(/[\uff01-\uff5e]/g, (c) => String.fromCharCode(c.charCodeAt(0) - 0xfee0))
		.replace(/[\u3000 \-.·•‧・]/g, '')
		.toUpperCase()
}

/* Small cars of new energy: the letter, a letter or digit, four digits; large ones: five digits, the letter. */
const NEW_ENERGY = /^([A-HJK][A-HJ-NP-Z0-9][0-9]{4}|[0-9]{5}[A-HJK])$/

export function checkPlate(text: string): Checked {
	const plate = foldPlate(text)
	const signs = [...plate]
	if (signs.length !== 7 && signs.length !== PLATE_MAX) return wrong('length')
	if (!PLATE_PROVINCES.includes(signs[0] ?? '') || !PLATE_LETTERS.includes(signs[1] ?? ''))
		return wrong('region')
	const rest = signs.slice(2).join('')
	const fits = signs.length === 7 ? /^[A-HJ-NP-Z0-9]{4}[A-HJ-NP-Z0-9挂学警港澳使领]$/ : NEW_ENERGY
	return fits.test(rest) ? { fault: 'ok', plain: plate } : wrong('character')
}
