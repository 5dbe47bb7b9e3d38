// Codes that people read off paper and type, as src/core/code32.h has them: digits and capitals without I, L, O and U, in groups of
// four, and a last character that checks the others.
const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'
const BASE = 32

function checkOf(digits: readonly number[]): number {
	let p = BASE
	for (const digit of digits) p = (((p + digit) % BASE || BASE) * 2) % (BASE + 1)
	return (BASE + 1 - p) % BASE
}

/** "AB12-CD34-E" of the digits 0 to 31. */
export function writeCode(digits: readonly number[]): string {
	const signs = [...digits, checkOf(digits)].map((d) => ALPHABET[d])
	return signs.map((s, i) => (i > 0 && i % 4 === 0 ? `-${s}` : s)).join('')
}

function digitsOf(text: string): number[] | undefined {
	const digits = [...text.toUpperCase().replace(/[-\s]/g, '')].map((c) =>
		ALPHABET.indexOf(c === 'O' ? '0' : c === 'I' || c === 'L' ? '1' : c),
	)
	return digits.includes(-1) ? undefined : digits
}

/** In capitals or not, with or without hyphens and spaces, O for 0, I and L for 1; its one spelling. undefined: it is no code of n
 * digits, or was mistyped. */
export function readCode(text: string, n: number): string | undefined {
	const digits = digitsOf(text)
	if (digits?.length !== n + 1 || digits[n] !== checkOf(digits.slice(0, n))) return undefined
	return writeCode(digits.slice(0, n))
}

/** Is it as long as a code of n digits, and of its characters, whether the check is right or not? */
export function looksLikeCode(text: string, n: number): boolean {
	return digitsOf(text)?.length === n + 1
}

/** Of a subject or a round on paper: the last 40 bits of its id (src/rules/place_code.h). */
export const SHORT = 8
/** Of a slip: good once. */
export const TICKET = 11

export function shortCode(id: string): string {
	const bits = BigInt(`0x${id.replace(/-/g, '').slice(-10)}`)
	const digits = Array.from({ length: SHORT }, (_, i) =>
		Number((bits >> BigInt(5 * (7 - i))) & 31n),
	)
	return writeCode(digits)
}
