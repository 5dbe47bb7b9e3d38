// What lies on the phone: one IndexedDB database. Whatever must not be lost is written with strict durability: the browser
// says that it is done when the disk has it, and only then does a screen say so.
import { openDB, type DBSchema, type IDBPDatabase, type IDBPTransaction } from 'idb'
import type { Shapes } from '@shared/api'

/** The outbox's own name and keys. It was made together with this storage, and numbers what is entered here. */
export interface DeviceRow {
	id: string
	name: string
	/** Enrolled for one person, or (null) for whoever opens it. */
	user: string | null
	/** HMAC-SHA-256: signs records and logins; cannot be read out. */
	mac: CryptoKey
	/** AES-GCM, made here, cannot be read out: with a person's PIN it opens his lease. */
	wrap: CryptoKey
	/** The server's public key, base64url; null until somebody has logged in. */
	box: string | null
	/** The number of the next record. */
	next: number
	/** The server knows these numbers from elsewhere: this phone is to be enrolled anew. */
	reused?: true
	/** The server knows of no such phone, such as one that was put back from before: this one is to be enrolled anew. What is on it stays. */
	unknown?: true | undefined
	/** The server lets nobody in on it any more. */
	revoked?: true
}

export type Reason = Shapes['reason']
export type EntryState =
	'queued' | 'sent' | 'accepted' | 'waiting' | 'held' | 'clash' | 'refused' | 'withdrawn'

/** A record of the outbox. What it says is sealed twice: to the server, which is what is sent, and under its writer's lease. */
export interface OutboxRow {
	device: string
	seq: number
	id: string
	by: string
	at: string
	kind: string
	state: EntryState
	/** 1 while it has to be handed in. */
	due?: 1
	/** It may have left the phone once. */
	left?: true
	/** Base64url, sealed to the server's key; null when it is no longer needed here. */
	box: string | null
	/** {record, error} under the writer's lease; null when it is no longer needed here. */
	mine: Sealed | null
	/** Why it was refused, as far as it may lie open: code and field. */
	error: { code: string; field: string | null } | null
	/** Where the server's rule says another thing than the record, which was taken: it names nobody. */
	differs?: Differs
	pos: number | null
	epoch: string | null
	/** The server's time when it said so, in ms. */
	received: number | null
}

export type Differs = NonNullable<Shapes['receipt']['differs']>

export interface Sealed {
	iv: Uint8Array<ArrayBuffer>
	bytes: ArrayBuffer
}

/** Somebody who has logged in on this phone. */
export interface PersonRow {
	user: string
	name: string
	grants: Shapes['grant'][]
	rights: Shapes['right'][]
	salt: Uint8Array<ArrayBuffer>
	/** The lease's key, sealed under his PIN and the device's own key; null: it is over, and the network is needed. */
	lease: Sealed | null
	/** Until when, by this phone's clock, in ms. */
	until: number
	/** PINs that were wrong since the last right one. */
	wrong: number
}

/** Of the server, as of the last contact. */
export interface PlaceRow {
	epoch: string | null
	safe_pos: number | null
	/** Its time, in ms, and this phone's at that moment. */
	server: number | null
	phone: number | null
}

/** A part of the copy, sealed under the lease of whom it was taken down for. */
export interface CopyRow {
	user: string
	/** "subject/AREA", "target/AREA", "round", "cursor" …, DRAFT */
	name: string
	sealed: Sealed
}
/** No part of the copy: the form that he is in the middle of (draft.ts). */
export const DRAFT = 'draft'

interface Schema extends DBSchema {
	about: { key: 'device' | 'place'; value: DeviceRow | PlaceRow }
	outbox: {
		key: [string, number]
		value: OutboxRow
		indexes: { due: number; id: string }
	}
	people: { key: string; value: PersonRow }
	copy: { key: [string, string]; value: CopyRow; indexes: { user: string } }
}

type Database = IDBPDatabase<Schema>

const NAME = 'bulou.field'
const STRICT = { durability: 'strict' } as const

let opened: Promise<Database> | undefined

export function database(): Promise<Database> {
	opened ??= openDB<Schema>(NAME, 1, {
		upgrade(db) {
			db.createObjectStore('about')
			const outbox = db.createObjectStore('outbox', { keyPath: ['device', 'seq'] })
			outbox.createIndex('due', 'due')
			outbox.createIndex('id', 'id')
			db.createObjectStore('people', { keyPath: 'user' })
			db.createObjectStore('copy', { keyPath: ['user', 'name'] }).createIndex('user', 'user')
		},
		// Another page of a newer version wants to change it: it must not wait for this one.
		blocking(_from, _to, event) {
			;(event.target as IDBDatabase).close()
			opened = undefined
		},
		terminated() {
			opened = undefined
		},
	})
	return opened
}

type Store = 'about' | 'outbox' | 'people' | 'copy'
type Tx<S extends Store[]> = IDBPTransaction<Schema, S, 'readwrite'>

/** A transaction that is on the disk when its `done` is. */
export function strict<S extends Store>(db: Database, store: S): Tx<[S]>
export function strict<S extends Store>(db: Database, ...stores: S[]): Tx<S[]>
export function strict<S extends Store>(db: Database, ...stores: S[]): Tx<S[]> {
	return db.transaction(stores, 'readwrite', STRICT)
}

const nowhere: PlaceRow = { epoch: null, safe_pos: null, server: null, phone: null }

export async function device(): Promise<DeviceRow | undefined> {
	return (await (await database()).get('about', 'device')) as DeviceRow | undefined
}

export async function place(): Promise<PlaceRow> {
	return ((await (await database()).get('about', 'place')) as PlaceRow | undefined) ?? nowhere
}

/** Changes what is known of the device; undefined where there is none. */
export async function changeDevice(change: Partial<DeviceRow>): Promise<DeviceRow | undefined> {
	const tx = strict(await database(), 'about')
	const row = (await tx.store.get('device')) as DeviceRow | undefined
	const changed = row && { ...row, ...change }
	if (changed) await tx.store.put(changed, 'device')
	await tx.done
	return changed
}

/** Everything leaves this phone: the outbox too. */
export async function wipe(): Promise<void> {
	const tx = strict(await database(), 'about', 'outbox', 'people', 'copy')
	await Promise.all([
		tx.objectStore('about').clear(),
		tx.objectStore('outbox').clear(),
		tx.objectStore('people').clear(),
		tx.objectStore('copy').clear(),
	])
	await tx.done
}
