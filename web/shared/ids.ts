// What whoever writes a record gives it: its id, and its time.

/** A UUID of version 7: those of later sort behind. */
export function newId(now = Date.now()): string {
	const bytes = crypto.getRandomValues(new Uint8Array(16))
	for (let i = 0; i < 6; i++) bytes[i] = Math.floor(now / 2 ** (8 * (5 - i))) & 255
	bytes[6] = 0x70 | ((bytes[6] ?? 0) & 15)
	bytes[8] = 0x80 | ((bytes[8] ?? 0) & 63)
	const hex = Array.from(bytes, (b) => b.toString(16).padStart(2, '0')).join('')
	return hex.replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-')
}

const EAST = 8 * 3600_000

/** The moment as clocks in China show it: 2026-11-23T07:00:00+08:00. */
export function chinaTime(now = Date.now()): string {
	return new Date(now + EAST).toISOString().slice(0, 19) + '+08:00'
}
