// What a phone that can hand nothing in any more gives to another, or to the console: records as boxes, sealed to the server. A file of
// JSON, {"bulou": "boxes", "v": 1, "boxes": [{id, device, seq, box, off}]}; whoever carries it can read none of it.
import type { Text } from './language'

export interface Box {
	id: string
	device: string
	seq: number
	box: string
	/** How far the server's clock was ahead of the one it was written by, in ms, as far as its writer's phone knew; absent: it did not, or is
	 * of a version that does not say. */
	off?: number
}

export const BOXES_MAX = 20_000
/** A file of them; each box is at most a record with a picture. */
const BOXES_BYTES = 64 * 1024 * 1024
const BOX_SIGNS = 512 * 1024
/** A clock that nobody has set stands at 1970. */
export const OFF_MAX_MS = 70 * 366 * 24 * 3600_000

/** It is no such file, and why. */
export class BadBoxes extends Error {
	constructor(readonly why: Text) {
		super(why.en)
	}
}

const bad = {
	none: {
		zh: '这不是“不漏”交接文件。请选择文件名以 .bulou.json 结尾的文件',
		en: 'This is no hand-over file of Bulou. Choose one whose name ends in .bulou.json',
	},
	many: {
		zh: `文件内超过 ${BOXES_MAX} 条，请分次导出`,
		en: `More than ${BOXES_MAX} records in this file: export them in parts`,
	},
	large: { zh: '文件超过 64 MB，请分次导出', en: 'This file is over 64 MB: export it in parts' },
	torn: {
		zh: '文件内有一条不完整（第 {n} 条）。请在原手机上重新导出',
		en: 'One record in this file is not whole (number {n}). Export it again on the phone it is from',
	},
} satisfies Record<string, Text>

export function writeBoxes(boxes: readonly Box[]): string {
	return JSON.stringify({ bulou: 'boxes', v: 1, boxes })
}

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/

function isBox(one: unknown): one is Box {
	const { id, device, seq, box, off = 0 } = (one ?? {}) as Partial<Box>
	return (
		UUID.test(String(id)) &&
		UUID.test(String(device)) &&
		Number.isSafeInteger(seq) &&
		Number(seq) > 0 &&
		typeof box === 'string' &&
		box.length <= BOX_SIGNS &&
		/^[\w-]+$/.test(box) &&
		Number.isSafeInteger(off) &&
		Math.abs(off) <= OFF_MAX_MS
	)
}

/** Throws BadBoxes. */
export function readBoxes(text: string): Box[] {
	if (text.length > BOXES_BYTES) throw new BadBoxes(bad.large)
	let whole: { bulou?: unknown; boxes?: unknown } | null
	try {
		whole = JSON.parse(text) as { bulou?: unknown; boxes?: unknown } | null
	} catch {
		throw new BadBoxes(bad.none)
	}
	if (whole?.bulou !== 'boxes' || !Array.isArray(whole.boxes)) throw new BadBoxes(bad.none)
	if (whole.boxes.length > BOXES_MAX) throw new BadBoxes(bad.many)
	return whole.boxes.map((one: unknown, i) => {
		if (isBox(one)) {
			const { id, device, seq, box, off } = one
			return { id, device, seq, box, ...(off !== undefined && { off }) }
		}
		const n = String(i + 1)
		throw new BadBoxes({
			zh: bad.torn.zh.replace('{n}', n),
			en: bad.torn.en.replace('{n}', n),
		})
	})
}

const LIST = 50
const LIST_SIGNS = 900_000

/** In the order of their numbers, in lists that the server takes; what was written by another clock in another list. */
export function* listsOf(boxes: readonly Box[]): Generator<Box[]> {
	let list: Box[] = []
	let signs = 0
	for (const one of boxes) {
		const isOther = list.length > 0 && list[0]?.off !== one.off
		const isFull = list.length > 0 && signs + one.box.length > LIST_SIGNS
		if (list.length === LIST || isOther || isFull) {
			yield list
			list = []
			signs = 0
		}
		list.push(one)
		signs += one.box.length + 120
	}
	if (list.length > 0) yield list
}
