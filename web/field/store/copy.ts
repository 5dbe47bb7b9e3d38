// The local copy: what the server says of the areas of who is logged in. On the disk it lies sealed under his lease, a part for
// each area and type; open it is in memory only, while he is here.
import { shallowRef, type ShallowRef } from 'vue'
import type { Shapes } from '@shared/api'
import { type CopyRow, database, DRAFT, strict } from './db'
import { openJson, sealJson } from './keys'
import type { Unlocked } from './unlocked'

export type AreaRow = Shapes['area']
export type RoundRow = Shapes['round']
export type SubjectRow = Shapes['subject']
export type TargetRow = Shapes['target']
export type Kind = Shapes['kind']
export type RoundKind = Shapes['round_kind']
export type Clash = Shapes['clash']
export type Notice = Shapes['notice']
/** An issue of a list of risk areas. */
export type Rule = Shapes['rule']

/** A dwelling: who lives there, and what they have answered. */
export interface Home {
	subject: string
	people: {
		id: string
		name: string
		phone: string | null
		born: number | null
		flags: string[]
	}[]
	known: {
		kind: string
		field: string
		value: unknown
		at: string
		by: string
		record: string
		asked: number
	}[]
}

export interface Copy {
	areas: Map<string, AreaRow>
	rounds: Map<string, RoundRow>
	subjects: Map<string, SubjectRow>
	/** By round, then by targetKey(). */
	targets: Map<string, Map<string, TargetRow>>
	/** By dwelling. */
	homes: Map<string, Home>
	/** The newest version of each, by name. */
	kinds: Map<string, Kind>
	roundKinds: Map<string, RoundKind>
	/** By each of the records that exclude each other. */
	clashes: Map<string, Clash>
	notices: Map<string, Notice>
	/** What he has read of them. */
	read: Map<string, object>
	rules: Map<string, Rule>
	/** Grows with each change; what is computed from the maps reads it. */
	changed: ShallowRef<number>
}

export function targetKey(subject: string, slot = 0): string {
	return `${subject}|${slot}`
}

export const copy: Copy = {
	areas: new Map(),
	rounds: new Map(),
	subjects: new Map(),
	targets: new Map(),
	homes: new Map(),
	kinds: new Map(),
	roundKinds: new Map(),
	clashes: new Map(),
	notices: new Map(),
	read: new Map(),
	rules: new Map(),
	changed: shallowRef(0),
}

/** More than that is no one's field work, and no cheap phone holds it. */
export const COPY_ROWS_MAX = 20_000

type Row = object
/** Each part by its name, its rows by their keys: what lies on the disk. */
const parts = new Map<string, Map<string, Row>>()
const touched = new Set<string>()
/* Whose copy it is changes with each that is opened or forgotten. */
let opened = 0

function part(name: string): Map<string, Row> {
	const rows = parts.get(name) ?? new Map<string, Row>()
	parts.set(name, rows)
	return rows
}

export function copyRows(): number {
	return copy.subjects.size + [...copy.targets.values()].reduce((n, of) => n + of.size, 0)
}

/* A subject that moved has a row in each area: the one that asks something still is meant. */
function indexTarget(row: TargetRow): void {
	const of = copy.targets.get(row.round) ?? new Map<string, TargetRow>()
	const key = targetKey(row.subject, row.slot)
	const there = of.get(key)
	copy.targets.set(row.round, of)
	if (!there || there.area === row.area || row.state !== 'excused') of.set(key, row)
}

function index(type: string, key: string, row: Row): void {
	if (type === 'area') copy.areas.set(key, row as AreaRow)
	if (type === 'round') copy.rounds.set(key, row as RoundRow)
	if (type === 'subject') copy.subjects.set(key, row as SubjectRow)
	if (type === 'target') indexTarget(row as TargetRow)
	if (type === 'home') copy.homes.set(key, row as Home)
	if (type === 'kind') copy.kinds.set(key, row as Kind)
	if (type === 'clash') copy.clashes.set(key, row as Clash)
	if (type === 'notice') copy.notices.set(key, row as Notice)
	if (type === 'read') copy.read.set(key, row)
	if (type === 'rule') copy.rules.set(key, row as Rule)
	if (type === 'round_kind') copy.roundKinds.set(key, row as RoundKind)
}

/** A row of one type; area: in which it lies, for those that lie in one. */
export function putRow(type: string, key: string, row: Row, area = ''): void {
	const before = type === 'subject' ? copy.subjects.get(key) : undefined
	if (before && before.area !== area) dropIn(`subject/${before.area}`, key)
	const name = area ? `${type}/${area}` : type
	part(name).set(key, row)
	touched.add(name)
	index(type, key, row)
}

function dropIn(name: string, key: string): void {
	if (parts.get(name)?.delete(key)) touched.add(name)
}

function dropTarget(key: string): void {
	const [round = '', area = '', subject = '', slot = ''] = key.split('/')
	const of = copy.targets.get(round)
	const there = of?.get(`${subject}|${slot}`)
	dropIn(`target/${area}`, key)
	if (there?.area === area) of?.delete(`${subject}|${slot}`)
}

function dropArea(area: string): void {
	copy.areas.delete(area)
	dropIn('area', area)
	for (const type of ['subject', 'target', 'home']) {
		if (!parts.delete(`${type}/${area}`)) continue
		touched.add(`${type}/${area}`)
	}
	for (const n of copy.notices.values()) if (n.area === area) dropIn('notice', n.id)
	reindex()
}

function dropRound(round: string): void {
	copy.rounds.delete(round)
	copy.targets.delete(round)
	dropIn('round', round)
	for (const [name, rows] of parts)
		if (name.startsWith('target/'))
			for (const key of rows.keys()) if (key.startsWith(round + '/')) dropIn(name, key)
}

/** Who lives here now lives nowhere else. */
export function moveIn(home: Home): void {
	const ids = new Set(home.people.map((p) => p.id))
	if (ids.size > 0)
		for (const [key, other] of copy.homes) {
			if (key === home.subject || !other.people.some((p) => ids.has(p.id))) continue
			const people = other.people.filter((p) => !ids.has(p.id))
			putRow('home', key, { ...other, people }, copy.subjects.get(key)?.area)
		}
}

/** All rows of a type that lies in no area. */
export function dropAll(type: 'clash'): void {
	copy.clashes.clear()
	if (parts.delete(type)) touched.add(type)
}

/** A row that left: the mark of an area takes all that lies in it along. */
export function dropRow(type: string, key: string): void {
	if (type === 'area') dropArea(key)
	if (type === 'round') dropRound(key)
	if (type === 'target') dropTarget(key)
	if (type === 'notice') {
		copy.notices.delete(key)
		dropIn('notice', key)
	}
	if (type === 'rule') {
		copy.rules.delete(key)
		dropIn(`rule/${key}`, key)
	}
	if (type === 'subject') {
		const area = copy.subjects.get(key)?.area
		copy.subjects.delete(key)
		copy.homes.delete(key)
		if (area !== undefined) for (const t of ['subject', 'home']) dropIn(`${t}/${area}`, key)
	}
}

function clearIndex(): void {
	for (const map of Object.values(copy)) if (map instanceof Map) map.clear()
}

function reindex(): void {
	clearIndex()
	for (const [name, rows] of parts) {
		const [type = ''] = name.split('/')
		for (const [key, row] of rows) index(type, key, row)
	}
}

/* What /v1/changes tells of, and the notes on how far it was taken. */
const FOLLOWED = ['area', 'round', 'subject', 'target', 'notice', 'rule', 'note']

/** Another epoch's comes in place of what follows the changes; homes and tables stay until they have been taken again. */
export function beginCopy(): void {
	for (const name of [...parts.keys()]) {
		if (!FOLLOWED.includes(name.split('/')[0] ?? '')) continue
		parts.delete(name)
		touched.add(name)
	}
	reindex()
}

/** Homes of which there is no dwelling any more. */
export function dropStrayHomes(): void {
	for (const name of [...parts.keys()])
		if (name.startsWith('home/'))
			for (const key of [...(parts.get(name)?.keys() ?? [])])
				if (!copy.subjects.has(key)) {
					dropIn(name, key)
					copy.homes.delete(key)
				}
}

/** Nothing of it is left in memory. */
export function forgetCopy(): void {
	parts.clear()
	touched.clear()
	opened++
	clearIndex()
	copy.changed.value++
}

/** A part that is no row of the server's, such as the cursor; undefined: there is none. */
export function note<T extends Row>(name: string): T | undefined {
	return parts.get('note')?.get(name) as T | undefined
}

export function setNote(name: string, row: Row): void {
	part('note').set(name, row)
	touched.add('note')
}

/** What changed since the last time goes to the disk, in one transaction. */
export async function saveCopy(who: Unlocked): Promise<void> {
	const names = [...touched]
	const of = opened
	touched.clear()
	try {
		await save(who, names)
	} catch (e) {
		// The cursor is a part as well: what is not on the disk goes with it the next time.
		if (of === opened) for (const name of names) touched.add(name)
		throw e
	}
	// How far it was taken is nothing that a screen shows.
	if (names.some((name) => name !== 'note')) copy.changed.value++
}

async function save(who: Unlocked, names: string[]): Promise<void> {
	const sealed = await Promise.all(
		names.map(async (name): Promise<[string, CopyRow | null]> => {
			const rows = parts.get(name)
			const open = rows && rows.size > 0 ? [...rows] : null
			return [name, open && { user: who.user, name, sealed: await sealJson(who.key, open) }]
		}),
	)
	const tx = strict(await database(), 'copy')
	for (const [name, row] of sealed)
		void (row ? tx.store.put(row) : tx.store.delete([who.user, name])).catch(() => {})
	await tx.done
}

/** Opens what lies on the disk. What this lease does not open is dropped, and taken down again. */
export async function openCopy(who: Unlocked): Promise<void> {
	const all = await (await database()).getAllFromIndex('copy', 'user', who.user)
	const rows = all.filter((r) => r.name !== DRAFT)
	forgetCopy()
	try {
		const open = await Promise.all(rows.map((r) => openJson(who.key, r.sealed)))
		rows.forEach((r, i) => parts.set(r.name, new Map(open[i] as [string, Row][])))
	} catch {
		parts.clear()
		await dropCopy(who.user)
	}
	reindex()
	copy.changed.value++
}

/** It leaves the disk. */
export async function dropCopy(user: string): Promise<void> {
	const tx = strict(await database(), 'copy')
	for (const key of await tx.store.index('user').getAllKeys(user))
		if (key[1] !== DRAFT) void tx.store.delete(key)
	await tx.done
}
