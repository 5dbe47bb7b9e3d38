// Floors by their names, which people write in many ways.
const names = new Intl.Collator('zh-CN', { numeric: true })
const DIGITS = '零一二三四五六七八九'

/** 12, 十二 and 二十 as numbers; NaN for what is none. */
function digits(text: string): number {
	const [, tens, ones] = /^([一二三四五六七八九]?)十([一二三四五六七八九]?)$/.exec(text) ?? []
	if (tens !== undefined && ones !== undefined)
		return 10 * (tens ? DIGITS.indexOf(tens) : 1) + (ones ? DIGITS.indexOf(ones) : 0)
	return text.length === 1 && DIGITS.includes(text) ? DIGITS.indexOf(text) : parseInt(text, 10)
}

/** How high a floor lies, whatever it is called: 6, 6层, 六楼; below the ground -1, B1, 负一层, 地下一层, 地下室. */
export function height(floor: string): number {
	const [, under, rest = ''] = /^(-|B|负|地下)?(.*?)(层|楼|F|室)?$/i.exec(floor.trim()) ?? []
	const n = digits(rest)
	if (under) return -(n || 1)
	return n
}

/** From the top down; what is no number lies between the floors and the basements. */
export function downwards(a: string, b: string): number {
	const [x, y] = [height(a), height(b)].map((h) => (Number.isNaN(h) ? 0 : h)) as [number, number]
	return y - x || names.compare(b, a)
}

/** A floor that is more than a number says itself what it is. */
export function isNumbered(floor: string): boolean {
	return /^-?\d+$/.test(floor)
}
