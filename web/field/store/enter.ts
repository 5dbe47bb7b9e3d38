// Entering: a draft becomes a record with a number, signed, sealed twice, and is on the disk before anybody is told.
//
// The number stands in the record, so that the record is made before the transaction that stores it: that transaction takes the
// number only if it is still the next one. Two pages that enter at once do it one after the other, or again.
import type { Text } from '@shared/language'
import { seal } from './box'
import { utf8 } from './bytes'
import { clockAt, watchClock } from './clock'
import {
	type BoxRow,
	type ClockRow,
	database,
	device,
	type DeviceRow,
	type MineRow,
	type OutboxRow,
	strict,
} from './db'
import { sealJson, sign } from './keys'
import { canonical, chinaTime, newId, type Draft, type FieldRecord } from './record'
import { tell } from './told'
import { isPassed, unlocked, type Unlocked } from './unlocked'

/** At once: a list typed in, a door with all who live there. */
const ENTER_MAX = 1000
/** In bytes of UTF-8; the server takes 1 MiB of a whole body. */
const RECORD_MAX = 256 * 1024

/** It is not on the disk, and why. */
export class NotSaved extends Error {
	readonly reason_zh: string
	readonly reason_en: string

	constructor(why: Text) {
		super(why.en)
		this.reason_zh = why.zh
		this.reason_en = why.en
	}
}

const why = {
	locked: {
		zh: '没有保存：已锁定，请先用 6 位数字密码（PIN）打开',
		en: 'Not saved: this is locked; open it with your PIN first',
	},
	passed: {
		zh: '没有保存：本机另一个页面刚更换了密钥，请再保存一次',
		en: 'Not saved: another page of this phone has just changed the key; save once more',
	},
	device: {
		zh: '没有保存：本机尚未登记，请先扫登记码',
		en: 'Not saved: this phone is not enrolled; scan an enrolment code first',
	},
	reused: {
		zh: '没有保存：本机需要重新登记，请到“设置”扫新的登记码',
		en: 'Not saved: this phone must be enrolled anew; scan a new code in Settings',
	},
	many: {
		zh: `没有保存：一次最多保存 ${ENTER_MAX} 条`,
		en: `Not saved: at most ${ENTER_MAX} at once`,
	},
	large: {
		zh: '没有保存：内容太大，请换一张小一些的照片',
		en: 'Not saved: it is too large; take a smaller photo',
	},
	full: {
		zh: '没有保存：手机存储已满。请清理手机空间后再保存；已保存的不受影响',
		en: 'Not saved: this phone’s storage is full. Free some space and save again; what is saved is safe',
	},
	settled: {
		zh: '没有保存：要更正的这一条已更正、已放弃或已重新上报，请到“上报”中核对',
		en: 'Not saved: the one this comes instead of was settled or sent again meanwhile; look at it in the outbox',
	},
	number: {
		zh: '没有保存：数字须为整数',
		en: 'Not saved: a number must be whole',
	},
	storage: {
		zh: '没有保存：手机存储出错（{what}）。请重开本页再试；已保存的不受影响',
		en: 'Not saved: the phone’s storage failed ({what}). Open this page again; what is saved is safe',
	},
} satisfies Record<string, Text>

function notSaved(e: unknown): NotSaved {
	if (e instanceof NotSaved) return e
	if (e instanceof RangeError) return new NotSaved(why.number)
	const name = (e as DOMException | undefined)?.name ?? String(e)
	if (name === 'QuotaExceededError') return new NotSaved(why.full)
	const { zh, en } = why.storage
	return new NotSaved({ zh: zh.replace('{what}', name), en: en.replace('{what}', name) })
}

/** What is stored of a record, and the record. */
export interface Made {
	row: OutboxRow
	box: BoxRow
	mine: MineRow
	record: FieldRecord
}

export async function make(
	draft: Draft,
	seq: number,
	from: DeviceRow,
	who: Unlocked,
	id = newId(),
): Promise<Made> {
	const unsigned = {
		...draft,
		id,
		at: draft.at ?? chinaTime(),
		by: who.user,
		device: from.id,
		seq,
	}
	const mac = await sign(from.mac, canonical(unsigned))
	const record: FieldRecord = { ...unsigned, mac }
	const whole = canonical(record)
	if (utf8(whole).length > RECORD_MAX) throw new NotSaved(why.large)
	const at = { device: from.id, seq }
	const row: OutboxRow = {
		...at,
		id,
		by: who.user,
		at: record.at,
		kind: draft.kind,
		state: 'queued',
		due: 1,
		kept: 1,
		error: null,
		pos: null,
		epoch: null,
		received: null,
	}
	const box = { ...at, box: await seal(whole, from.box ?? '') }
	const said = { record: JSON.parse(whole) as FieldRecord, error: null }
	const mine = { ...at, sealed: await sealJson(who.key, said), of: from.id }
	return { row, box, mine, record }
}

type Stores = ['about', 'outbox', 'boxes', 'mine', 'people']
export const STORES: Stores = ['about', 'outbox', 'boxes', 'mine', 'people']

/** Stores them, and takes their numbers; from: the device as it is in this transaction. */
export function addAll(
	tx: ReturnType<typeof strict<Stores[number]>>,
	made: readonly Made[],
	from: DeviceRow,
): Promise<unknown>[] {
	return [
		...made.flatMap(({ row, box, mine }) => [
			tx.objectStore('outbox').add(row),
			tx.objectStore('boxes').put(box),
			tx.objectStore('mine').put(mine),
		]),
		tx.objectStore('about').put({ ...from, next: from.next + made.length }, 'device'),
	]
}

/** false: another page has taken the numbers, or it is sealed under a lease of before. */
async function put(
	made: Made[],
	from: DeviceRow,
	who: Unlocked,
	instead: string | null,
): Promise<boolean> {
	const db = await database()
	// He has another lease now: under this one he would not read it again. From here on the transaction comes before its settling.
	const here = unlocked()
	if (here?.user === who.user && here.key !== who.key) return false
	const tx = strict(db, ...STORES)
	const about = tx.objectStore('about')
	const [device, clock, his] = await Promise.all([
		about.get('device'),
		about.get('clock'),
		tx.objectStore('people').get(who.user),
	])
	const now = device as DeviceRow | undefined
	if (isPassed(who, his)) {
		await tx.done
		tell('session')
		throw new NotSaved(why.passed)
	}
	if (now?.id !== from.id || now.next !== from.next) {
		await tx.done
		return false
	}
	const outbox = tx.objectStore('outbox')
	const old = instead === null ? undefined : await refusedOf(outbox.index('id'), instead, who)
	if (instead !== null && !old) {
		await tx.done
		throw new NotSaved(why.settled)
	}
	const { run, ...seen } = (clock as ClockRow | undefined) ?? clockAt()
	const dated = made.map((one) => ({ ...one, row: { ...one.row, run } }))
	const requests = [
		...(old ? [outbox.put(given(old))] : []),
		...addAll(tx, dated, now),
		about.put({ ...seen, run, wall: Date.now() }, 'clock'),
	]
	// Why it was given up is the transaction's to say; its requests only say that it was.
	await Promise.allSettled([...requests, tx.done])
	await tx.done
	return true
}

/** The refused one of this id that is his, whatever device it was entered under; undefined: it is none, or no longer refused. */
export async function refusedOf(
	byId: { getAll(id: string): Promise<OutboxRow[]> },
	id: string,
	who: Unlocked,
): Promise<OutboxRow | undefined> {
	const rows = await byId.getAll(id)
	return rows.find((r) => r.by === who.user && r.state === 'refused')
}

/** A refused one whose writer has given it up, or entered another in its place. Its number is used. */
export function given(row: OutboxRow): OutboxRow {
	const { due: _, ...rest } = row
	return { ...rest, state: 'withdrawn' }
}

async function once(drafts: Draft[], instead: string | null): Promise<Made[] | undefined> {
	await watchClock()
	const who = unlocked()
	const from = await device()
	if (!who) throw new NotSaved(why.locked)
	if (!from?.box) throw new NotSaved(why.device)
	if (from.reused) throw new NotSaved(why.reused)
	const made = await Promise.all(drafts.map((d, i) => make(d, from.next + i, from, who)))
	const saved = await put(made, from, who, instead)
	return saved ? made : undefined
}

/* One after the other in this page; the transaction sees to it that other pages do no harm. */
let last: Promise<unknown> = Promise.resolve()

/** All of them or none; resolves when they are on the disk. instead: the id of a refused one in whose place they come. */
export function save(drafts: Draft[], instead: string | null = null): Promise<Made[]> {
	const run = async (): Promise<Made[]> => {
		try {
			if (drafts.length > ENTER_MAX) throw new NotSaved(why.many)
			for (;;) {
				const made = await once(drafts, instead)
				if (made) return made
			}
		} catch (e) {
			throw notSaved(e)
		}
	}
	const mine = last.then(run)
	last = mine.catch(() => {})
	return mine
}
