// What lies on the phone: one IndexedDB database. Whatever must not be lost is written with strict durability: the browser
// says that it is done when the disk has it, and only then does a screen say so.
import { openDB, type DBSchema, type IDBPDatabase, type IDBPTransaction } from 'idb'
import type { Shapes } from '@shared/api'
import { lay, LAYOUT } from './layout'

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
	/** What it was before it was enrolled anew, as long as something that was sealed then lies here. */
	former?: FormerDevice[]
}

export interface FormerDevice {
	id: string
	mac: CryptoKey
	/** The server knew its numbers from elsewhere, or not the device: what was never sent under it goes under another number. */
	void?: true
}

export type Reason = Shapes['reason']
export type EntryState =
	| ('queued' | 'sent' | 'accepted' | 'waiting' | 'held' | 'clash')
	| ('refused' | 'withdrawn' | 'voided')

/** A record of the outbox, as far as lists and counts need it. What it says is sealed twice, each in a store of its own. */
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
	/** 1 while what it says lies here. */
	kept?: 1
	/** Why it was refused, as far as it may lie open: code and field. */
	error: { code: string; field: string | null } | null
	/** Where the server's rule says another thing than the record, which was taken: it names nobody. */
	differs?: Differs
	pos: number | null
	epoch: string | null
	/** The server's time when it said so, in ms. */
	received: number | null
	/** In which run of this phone's clock it was written (clock.ts). */
	run?: number
	/** How far the server's clock was ahead of the one it was written by, in ms, where that is not today's. */
	off?: number
}

export type Differs = NonNullable<Shapes['receipt']['differs']>

/** What a record says as it is sent: base64url, sealed to the server's key. */
export interface BoxRow {
	device: string
	seq: number
	box: string
}

/** What a record says for its writer: {record, error} under his lease. Of what came from another phone there is none. */
export interface MineRow {
	device: string
	seq: number
	sealed: Sealed
	/** The device for which the lease was given: another has others. */
	of: string
}

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
	/** The device for which the lease was given; of another it opens nothing that is new. */
	device: string
	/** The lease's key, sealed under his PIN and the device's own key; null: it is over, and the network is needed. */
	lease: Sealed | null
	/** Until when, by this phone's clock, in ms. */
	until: number
	/** PINs that were wrong since the last right one. */
	wrong: number
	/** Counts up whenever his lease may have another key than the one before. */
	turn?: number
}

/** Of the server, as of the last contact. */
export interface PlaceRow {
	epoch: string | null
	safe_pos: number | null
	/** Its time, in ms, and this phone's at that moment. */
	server: number | null
	phone: number | null
}

/** What this phone saw of its clock. */
export interface ClockRow {
	/** Counts up whenever it leaps. */
	run: number
	/** What it showed when somebody looked last, in ms. */
	wall: number
	/** By how much it leapt, in ms, since the server's time was known last: the last of them began today's run. */
	leaps: number[]
	/** By how much its pages have told that it leapt, in all, in ms. */
	told?: number
}

/** A part of the copy, sealed under the lease of whom it was taken down for. */
export interface CopyRow {
	user: string
	/** "subject/AREA", "target/AREA", "round", "cursor" …, DRAFT */
	name: string
	sealed: Sealed
	/** Another one after each time that it is written: of the drafts, and of the copy in one of its parts (parts.ts). */
	mark?: string
}
/** No part of the copy: the forms that he is in the middle of (draft.ts). */
export const DRAFT = 'draft'

type Place = [device: string, seq: number]

export interface Schema extends DBSchema {
	about: { key: 'device' | 'place' | 'clock'; value: DeviceRow | PlaceRow | ClockRow }
	outbox: {
		key: Place
		value: OutboxRow
		/** state: by and state; kept: kept and pos. What has no value for one is not in it. */
		indexes: {
			due: number
			id: string
			state: [string, EntryState]
			kept: [number, number]
			received: number
		}
	}
	boxes: { key: Place; value: BoxRow }
	mine: { key: Place; value: MineRow; indexes: { of: string } }
	people: { key: string; value: PersonRow }
	copy: { key: [string, string]; value: CopyRow; indexes: { user: string } }
}

type Database = IDBPDatabase<Schema>

const NAME = 'bulou.field'
const STRICT = { durability: 'strict' } as const

let opened: Promise<Database> | undefined

export function database(): Promise<Database> {
	opened ??= openDB<Schema>(NAME, LAYOUT, {
		upgrade: lay,
		// Another page of a newer version wants to change it: it must not wait for this one.
		blocking(_from, _to, event) {
			;(event.target as IDBDatabase).close()
			opened = undefined
		},
		terminated() {
			opened = undefined
		},
	}).catch((e: unknown) => {
		opened = undefined
		throw e
	})
	return opened
}

type Store = 'about' | 'outbox' | 'boxes' | 'mine' | 'people' | 'copy'
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

/** All of one person's or one device's, in an index or a store whose keys begin with it. */
export function allOf(first: string | number): IDBKeyRange {
	return IDBKeyRange.bound([first], [first, []])
}

/** Everything leaves this phone, if all has been handed in: one transaction looks and clears. false: something is due. */
export async function wipeIfSent(): Promise<boolean> {
	return wipe(true)
}

/** Everything leaves this phone: the outbox too. */
export async function wipe(ifSent = false): Promise<boolean> {
	const all: Store[] = ['about', 'outbox', 'boxes', 'mine', 'people', 'copy']
	const tx = strict(await database(), ...all)
	const due = ifSent ? await tx.objectStore('outbox').index('due').count(1) : 0
	if (due === 0) for (const store of all) void tx.objectStore(store).clear()
	await tx.done
	return due === 0
}
