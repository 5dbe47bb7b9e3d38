// A series of QR codes that carries the boxes of an outbox from a dying phone to any other: numbered, taken in any order, each as often
// as it comes. "BULOU1 ID I/N PART": the parts are those of the text, deflated (what is sealed does not shrink, but its base64 does), and ID
// is the beginning of its SHA-256, so a series that was put together is also checked.
import { base64url, fromBase64url, utf8, type Bytes } from '../store/bytes'

/** Bytes of the whole in a code: with its head and as text some 600, 85 modules a side. */
export const FRAME_BYTES = 420
const FRAMES_MAX = 4000
const HEAD = 'BULOU1'
const SHAPE = /^BULOU1 ([0-9a-f]{16}) (\d{1,4})\/(\d{1,4}) ([\w-]+)$/

export function isFrame(text: string): boolean {
	return text.startsWith(`${HEAD} `)
}

async function idOf(whole: Bytes): Promise<string> {
	const hash = new Uint8Array(await crypto.subtle.digest('SHA-256', whole))
	return Array.from(hash.slice(0, 8), (b) => b.toString(16).padStart(2, '0')).join('')
}

async function through(bytes: Bytes, by: CompressionStream | DecompressionStream): Promise<Bytes> {
	const stream = new Blob([bytes]).stream().pipeThrough(by)
	return new Uint8Array(await new Response(stream).arrayBuffer())
}

/** The texts of the codes, in order. RangeError: more than FRAMES_MAX; a file takes it. */
export async function toFrames(text: string): Promise<string[]> {
	const whole = await through(utf8(text), new CompressionStream('deflate'))
	const id = await idOf(whole)
	const n = Math.max(1, Math.ceil(whole.length / FRAME_BYTES))
	if (n > FRAMES_MAX) throw new RangeError(`${n} codes, at most ${FRAMES_MAX}`)
	return Array.from({ length: n }, (_, i) => {
		const part = whole.slice(i * FRAME_BYTES, (i + 1) * FRAME_BYTES)
		return `${HEAD} ${id} ${i + 1}/${n} ${base64url(part)}`
	})
}

export interface Gathered {
	id: string
	n: number
	parts: Map<number, Bytes>
}

/** One more code; of another series: begins with that one. */
export function gather(before: Gathered | undefined, text: string): Gathered | undefined {
	const [, id = '', i = '', n = '', part = ''] = SHAPE.exec(text.trim()) ?? []
	const [at, all] = [Number(i), Number(n)]
	if (!id || at < 1 || at > all || all > FRAMES_MAX) return before
	const parts = before?.id === id && before.n === all ? before.parts : new Map<number, Bytes>()
	return { id, n: all, parts: new Map(parts).set(at, fromBase64url(part)) }
}

/** The whole, when all are there; undefined: some are missing. Throws where they do not fit together. */
export async function whole(g: Gathered): Promise<string | undefined> {
	if (g.parts.size < g.n) return undefined
	const size = [...g.parts.values()].reduce((sum, p) => sum + p.length, 0)
	const bytes = new Uint8Array(size)
	let at = 0
	for (let i = 1; i <= g.n; i++) {
		const part = g.parts.get(i) ?? new Uint8Array()
		bytes.set(part, at)
		at += part.length
	}
	if ((await idOf(bytes)) !== g.id) throw new Error('the codes do not fit together')
	const text = await through(bytes, new DecompressionStream('deflate'))
	return new TextDecoder('utf-8', { fatal: true }).decode(text)
}
