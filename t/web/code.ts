// The code that an authenticator app shows (RFC 6238: HMAC-SHA-1, 30 s, 6 digits).
import { createHmac } from 'node:crypto'

const LETTERS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'

function bytesOf(secret: string): Buffer {
	const bits = [...secret].map((c) => LETTERS.indexOf(c).toString(2).padStart(5, '0')).join('')
	return Buffer.from((bits.match(/.{8}/g) ?? []).map((b) => parseInt(b, 2)))
}

export function codeOf(secret: string, ms: number): string {
	const counter = Buffer.alloc(8)
	counter.writeBigUInt64BE(BigInt(Math.floor(ms / 30_000)))
	const mac = createHmac('sha1', bytesOf(secret)).update(counter).digest()
	const at = (mac[19] ?? 0) & 15
	return String((mac.readUInt32BE(at) & 0x7fffffff) % 1_000_000).padStart(6, '0')
}
