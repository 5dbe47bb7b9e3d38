// The local copy: what the server says of the areas of who is logged in. On the disk it lies sealed under his lease (parts.ts); open it is
// in memory only, while he is here.
import { shallowRef, type ShallowRef } from 'vue'
import type { Shapes } from '@shared/api'
import {
	dropIn,
	dropPart,
	eachRow,
	forgetParts,
	getIn,
	isPassedBy,
	keysIn,
	openParts,
	openRest,
	partNames,
	PassedBy,
	putIn,
	saveParts,
	type Row,
} from './parts'
import { tell } from './told'
import { unlocked, type Unlocked } from './unlocked'

export { dropCopy, PassedBy, readAhead } from './parts'

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
	/** What keeps something that it computed from them keeps it by this (WeakMap): another one when they are forgotten. */
	life: object
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
	life: {},
}

/** More than that is no one's field work, and no cheap phone holds it. */
export const COPY_ROWS_MAX = 20_000

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
	if (before && before.area !== area)
		for (const t of ['subject', 'home']) dropIn(`${t}/${before.area}`, key)
	putIn(area ? `${type}/${area}` : type, key, row)
	index(type, key, row)
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
	for (const type of ['subject', 'target', 'home']) dropPart(`${type}/${area}`)
	for (const n of copy.notices.values()) if (n.area === area) dropIn('notice', n.id)
	reindex()
}

function dropRound(round: string): void {
	copy.rounds.delete(round)
	copy.targets.delete(round)
	dropIn('round', round)
	for (const name of partNames())
		if (name.startsWith('target/'))
			for (const key of keysIn(name)) if (key.startsWith(round + '/')) dropIn(name, key)
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
	dropPart(type)
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

function indexPart(part: string, key: string, row: Row): void {
	index(part.split('/')[0] ?? '', key, row)
}

function reindex(): void {
	clearIndex()
	eachRow(indexPart)
}

/* What /v1/changes tells of, and the notes on how far it was taken. */
const FOLLOWED = ['area', 'round', 'subject', 'target', 'notice', 'rule', 'note']

/** Another epoch's comes in place of what follows the changes; homes and tables stay until they have been taken again. */
export function beginCopy(): void {
	for (const name of partNames()) if (FOLLOWED.includes(name.split('/')[0] ?? '')) dropPart(name)
	reindex()
}

/** Homes of which there is no dwelling any more. */
export function dropStrayHomes(): void {
	for (const name of partNames())
		if (name.startsWith('home/'))
			for (const key of keysIn(name))
				if (!copy.subjects.has(key)) {
					dropIn(name, key)
					copy.homes.delete(key)
				}
}

/** Nothing of it is left in memory. */
export function forgetCopy(): void {
	forgetParts()
	clearIndex()
	isWhole.value = true
	copy.life = {}
	copy.changed.value++
}

/** A part that is no row of the server's, such as the cursor; undefined: there is none. */
export function note<T extends Row>(name: string): T | undefined {
	return getIn('note', name) as T | undefined
}

export function setNote(name: string, row: Row): void {
	putIn('note', name, row)
}

/** What changed since the last time goes to the disk, in one transaction. */
export async function saveCopy(who: Unlocked): Promise<void> {
	// A part of it is never written over the whole.
	if (!isWhole.value) throw new PassedBy('the copy is being opened')
	const names = await saveParts(who)
	// How far it was taken is nothing that a screen shows.
	if (names.some((name) => name !== 'note')) copy.changed.value++
}

/** false: it is being opened, and who lives where is not known yet. */
export const isWhole = shallowRef(true)
let whole: Promise<void> = Promise.resolve()

/** When it is. */
export function wholeCopy(): Promise<void> {
	return whole
}

/** Opens what lies on the disk in place of what is here (openParts). */
export async function openCopy(who: Unlocked): Promise<boolean> {
	if (!(await openParts(who))) return false
	reindex()
	isWhole.value = true
	copy.changed.value++
	return true
}

/* false: that lease is his here as well, as soon as it is told. */
async function openAnew(who: Unlocked): Promise<boolean> {
	const is = await openCopy(who)
	if (!is && unlocked() === who) tell('session')
	return is
}

/* Where the storage fails. */
const AGAIN_MS = 2000

async function openBehind(who: Unlocked): Promise<void> {
	const { life } = copy
	const is = await openRest(who, indexPart).catch(() => false)
	if (copy.life !== life || isWhole.value) return
	if (is) {
		isWhole.value = true
		copy.changed.value++
	} else if (!(await openAnew(who).catch(() => false)))
		setTimeout(() => {
			if (copy.life === life && !isWhole.value) whole = openBehind(who)
		}, AGAIN_MS)
}

/** The same for somebody who waits for his first screen: what that shows is there at once, and the rest (wholeCopy) before anything is
 * changed. */
export async function openFirst(who: Unlocked): Promise<void> {
	const open = async (): Promise<boolean> => {
		if (!(await openParts(who, true))) return false
		reindex()
		isWhole.value = false
		copy.changed.value++
		return true
	}
	const first = open()
	// Before anything else comes between: what is empty as yet is no copy.
	whole = first.then(
		(is) => (is ? openBehind(who) : undefined),
		() => {},
	)
	await first
}

/** What another page of this phone has written since is opened first. false: somebody else is here now, or that page has a later lease. */
export async function isCopyOf(who: Unlocked): Promise<boolean> {
	await whole
	if (isWhole.value && !(await isPassedBy(who))) return unlocked() === who
	return openAnew(who)
}

/** Changes it by something that is no word of the server's changes, and writes it down. */
export async function changeCopy(who: Unlocked, change: () => void): Promise<void> {
	while (await isCopyOf(who)) {
		change()
		try {
			return await saveCopy(who)
		} catch (e) {
			if (!(e instanceof PassedBy)) throw e
		}
	}
}
