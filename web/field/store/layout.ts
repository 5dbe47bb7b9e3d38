// How the storage is laid out, and how one of a version before becomes it: in one transaction, all or nothing, with what nobody has
// handed in yet. It only adds and moves; nothing is read out or opened for it.
import type { IDBPDatabase, IDBPTransaction, StoreNames } from 'idb'
import type { DeviceRow, OutboxRow, PersonRow, Schema, Sealed } from './db'

/** 1: the outbox held what each record says; 2: its boxes, and what its writer reads, lie beside it. */
export const LAYOUT = 2

type Change = IDBPTransaction<Schema, StoreNames<Schema>[], 'versionchange'>

function first(db: IDBPDatabase<Schema>): void {
	db.createObjectStore('about')
	const outbox = db.createObjectStore('outbox', { keyPath: ['device', 'seq'] })
	outbox.createIndex('due', 'due')
	outbox.createIndex('id', 'id')
	db.createObjectStore('people', { keyPath: 'user' })
	db.createObjectStore('copy', { keyPath: ['user', 'name'] }).createIndex('user', 'user')
}

/** A row of layout 1. */
interface WholeRow extends Omit<OutboxRow, 'kept'> {
	box: string | null
	mine: Sealed | null
}

async function second(db: IDBPDatabase<Schema>, tx: Change): Promise<void> {
	const boxes = db.createObjectStore('boxes', { keyPath: ['device', 'seq'] })
	const mines = db.createObjectStore('mine', { keyPath: ['device', 'seq'] })
	mines.createIndex('of', 'of')
	const outbox = tx.objectStore('outbox')
	outbox.createIndex('state', ['by', 'state'])
	outbox.createIndex('kept', ['kept', 'pos'])
	outbox.createIndex('received', 'received')
	for (let at = await outbox.openCursor(); at; at = await at.continue()) {
		const { box, mine, ...row } = at.value as unknown as WholeRow
		const { device, seq } = row
		if (box !== null) void boxes.put({ device, seq, box })
		if (mine) void mines.put({ device, seq, sealed: mine, of: device })
		void at.update(box === null ? row : { ...row, kept: 1 })
	}
	const own = (await tx.objectStore('about').get('device')) as DeviceRow | undefined
	for (let at = await tx.objectStore('people').openCursor(); at; at = await at.continue())
		void at.update({ ...(at.value as PersonRow), device: own?.id ?? '' })
}

export async function lay(
	db: IDBPDatabase<Schema>,
	before: number,
	_now: number | null,
	tx: Change,
): Promise<void> {
	if (before < 1) first(db)
	if (before < 2) await second(db, tx)
}
