// Entering: a draft becomes a record with a number, signed, sealed twice, and is on the disk before anybody is told.
//
// The number stands in the record, so that the record is made before the transaction that stores it: that transaction takes the
// number only if it is still the next one. Two pages that enter at once do it one after the other, or again.
import type { Text } from '@shared/language'
import { seal } from './box'
import { utf8 } from './bytes'
import { database, device, strict, type DeviceRow, type OutboxRow, type Sealed } from './db'
import { openJson, sealJson, sign } from './keys'
import { canonical, chinaTime, newId, type Draft, type FieldRecord } from './record'
import { tell } from './told'
import { unlocked, type Unlocked } from './unlocked'

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

export interface Made {
	row: OutboxRow
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
	const row: OutboxRow = {
		device: from.id,
		seq,
		id,
		by: who.user,
		at: record.at,
		kind: draft.kind,
		state: 'queued',
		due: 1,
		box: await seal(whole, from.box ?? ''),
		mine: await sealJson(who.key, { record: JSON.parse(whole) as FieldRecord, error: null }),
		error: null,
		pos: null,
		epoch: null,
		received: null,
	}
	return { row, record }
}

/** false: another page has taken the numbers. */
async function put(
	rows: OutboxRow[],
	from: DeviceRow,
	who: Unlocked,
	instead: string | null,
): Promise<boolean> {
	const tx = strict(await database(), 'about', 'outbox')
	const now = (await tx.objectStore('about').get('device')) as DeviceRow | undefined
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
	const requests = [
		...(old ? [outbox.put(given(old))] : []),
		...rows.map((row) => outbox.add(row)),
		tx.objectStore('about').put({ ...now, next: now.next + rows.length }, 'device'),
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
	const who = unlocked()
	const from = await device()
	if (!who) throw new NotSaved(why.locked)
	if (!from?.box) throw new NotSaved(why.device)
	if (from.reused) throw new NotSaved(why.reused)
	const made = await Promise.all(drafts.map((d, i) => make(d, from.next + i, from, who)))
	const saved = await put(
		made.map((m) => m.row),
		from,
		who,
		instead,
	)
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

/** Refused because the server knows their numbers from elsewhere: under a new device they get new ones. The id stays. */
export async function renumber(who: Unlocked): Promise<void> {
	const from = await device()
	if (!from?.box || from.reused) return
	const db = await database()
	const all = await db.getAll('outbox')
	const old = all.filter((r) => r.error?.code === 'seq_reused' && r.by === who.user && r.mine)
	const made: OutboxRow[] = []
	for (const row of old) {
		const { record } = (await openJson(who.key, row.mine as Sealed)) as { record: FieldRecord }
		const { mac: _, device: __, seq: ___, id, by: ____, ...draft } = record
		made.push((await make(draft, from.next + made.length, from, who, id)).row)
	}
	if (made.length === 0) return
	const tx = strict(db, 'about', 'outbox')
	const now = (await tx.objectStore('about').get('device')) as DeviceRow | undefined
	if (now?.id === from.id && now.next === from.next) {
		for (const row of old) void tx.objectStore('outbox').delete([row.device, row.seq])
		for (const row of made) void tx.objectStore('outbox').add(row)
		void tx.objectStore('about').put({ ...now, next: now.next + made.length }, 'device')
	}
	await tx.done
	tell('outbox')
}
