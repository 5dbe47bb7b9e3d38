// The doors of a round in the order of a walk: building by building, unit by unit, floor by floor from the top; then those in no
// building, as their addresses go.
import {
	buildingText,
	compounds,
	order,
	placeText,
	type Building,
	type LaidOut,
	type Unit,
} from '@shared/matrix'
import { targetKey, type Copy, type TargetRow } from '../store/copy'
import type { Entry } from '../store/outbox'
import { residents } from './people'
import { merged } from './sorted'
import { door, FOUND, indexed, isMissing, isOff, moment, type Door } from './state'

export type Data = Copy

/** What a record is about: its place, and of a person the home and the name. */
export function subjectText(copy: Data, id: string): string {
	const home = residents(copy).get(id)
	const place = placeText(copy.subjects.get(home?.dwelling ?? id)?.place ?? null)
	return [place, home?.person.name].filter(Boolean).join(' ')
}

/** A building's units, and the heap of doors in none. */
export interface Block {
	/** Of its compound and itself: its place in an address. */
	key: string
	name: string
	units: Unit<TargetRow>[]
	/** Where there are no units: a list. */
	loose: TargetRow[]
}

interface Walk {
	blocks: Block[]
	/** All of them, in order. */
	rows: TargetRow[]
}

function blockOf(compound: string, b: Building<TargetRow>): Block {
	return {
		key: `${compound}/${b.name}`,
		name: [compound, buildingText(b.name)].filter(Boolean).join(' '),
		units: b.units,
		loose: [],
	}
}

interface Name {
	text: string
	/** As far as its first number, and that. */
	head: string
	n: number
}
const names = new WeakMap<TargetRow, Name>()

function nameOf(row: TargetRow): Name {
	const known = names.get(row)
	if (known) return known
	const text = placeText(row.place) || (row.name ?? '')
	const [, head = text, n = ''] = /^([^0-9]*)([0-9]{1,15})(?![0-9])/.exec(text) ?? []
	const name = { text, head, n: n ? Number(n) : NaN }
	names.set(row, name)
	return name
}

/* With its name beside it: to look that up costs more than to compare it. */
type Named = readonly [row: TargetRow, name: Name]

/* As the collator has it; what differs by its first number only, such as the houses of a street, is told apart without it. */
function byName([a, x]: Named, [b, y]: Named): number {
	return (
		(x.head === y.head && x.n - y.n) ||
		order.compare(x.text, y.text) ||
		(a.subject === b.subject ? a.slot - b.slot : a.subject < b.subject ? -1 : 1)
	)
}

/** What stood in the same order before: rows of lists, by the list's name. */
type Lists = Map<string, readonly TargetRow[]>

/* What stays is in order. Of thousands of doors one changes. */
function sorted(rows: TargetRow[], lists: Lists, name: string): TargetRow[] {
	const now = new Set(rows)
	const stay = (lists.get(name) ?? []).filter((row) => now.has(row))
	const there = new Set(stay)
	const named = (row: TargetRow): Named => [row, nameOf(row)]
	const few = rows.flatMap((row) => (there.has(row) ? [] : [named(row)])).sort(byName)
	const isBefore = (a: TargetRow, b: TargetRow) => byName(named(a), named(b)) < 0
	const all = merged(
		stay,
		few.map(([row]) => row),
		isBefore,
	)
	lists.set(name, all)
	return all
}

function rowsOf(b: Block): TargetRow[] {
	const built = b.units.flatMap((u) => u.floors.flatMap((f) => f.rooms))
	return [...built.filter((r) => r !== undefined), ...b.loose]
}

/* A person has no cell of his own in the floors of a building: people are in a list. */
function laidOut(rows: TargetRow[], before: LaidOut<TargetRow>, lists: Lists): Walk {
	if (rows.some((r) => r.type === 'person')) {
		const loose = sorted(rows, lists, '/')
		return { blocks: [{ key: '/', name: '', units: [], loose }], rows: loose }
	}
	const blocks = compounds(rows, before).flatMap((c) => {
		const all = c.buildings.map((b) => blockOf(c.name, b))
		if (c.loose.length)
			all.push({
				key: `${c.name}/`,
				name: c.name,
				units: [],
				loose: sorted(c.loose, lists, `${c.name}/`),
			})
		return all
	})
	return { blocks, rows: blocks.flatMap(rowsOf) }
}

/** A dwelling that was found on the walk, and stands in no list yet. */
function foundRow(e: Entry): TargetRow | undefined {
	const r = e.record
	if (!r || !FOUND.includes(r.kind) || !r.subject || !r.round || !r.area) return undefined
	if (e.state === 'refused' || isOff(e)) return undefined
	const nothing = {
		asked: null,
		outcome: null,
		next: null,
		owner: null,
		due: null,
		covered: null,
	}
	const unsaid = {
		name: null,
		flags: null,
		arose: null,
		urgency: null,
		urgency_zh: null,
		urgency_en: null,
	}
	return {
		...nothing,
		...unsaid,
		round: r.round,
		subject: r.subject,
		slot: 0,
		area: r.area,
		state: 'open',
		origin: 'found',
		tries: 0,
		overdue: false,
		late: false,
		type: r.kind === 'sweep.found' ? 'dwelling' : 'person',
		place: r.kind === 'sweep.found' ? (r.body as Record<string, never>) : null,
		pos: 0,
	}
}

/* What has not changed is the same row again. */
const athomes = new WeakMap<TargetRow, TargetRow>()

/** A person's target stands where he lives, under his name. */
function athome(copy: Data, row: TargetRow): TargetRow {
	if (row.type !== 'person' || row.place) return row
	const there = residents(copy).get(row.subject)
	if (!there) return row
	const place = copy.subjects.get(there.dwelling)?.place ?? null
	const name = row.name ?? there.person.name
	const known = athomes.get(row)
	if (known && known.name === name && known.place === place) return known
	const made = { ...row, name, place }
	athomes.set(row, made)
	return made
}

interface Kept {
	changed: number
	found: string
	walk: Walk
	buildings: LaidOut<TargetRow>
	lists: Lists
}
const kept = new WeakMap<object, Map<string, Kept>>()

/* Most changes move no door: what is sorted already is sorted again in no time. */
function asBefore(rows: readonly TargetRow[], walk: Walk): TargetRow[] {
	const rank = new Map(walk.rows.map((r, i) => [targetKey(r.subject, r.slot), i]))
	const ranked = new Array<TargetRow | undefined>(walk.rows.length).fill(undefined)
	const others: TargetRow[] = []
	for (const row of rows) {
		const at = rank.get(targetKey(row.subject, row.slot))
		if (at === undefined) others.push(row)
		else ranked[at] = row
	}
	return [...ranked.filter((row) => row !== undefined), ...others]
}

/** How the doors of a round lie. It is the same until the copy changes or another one is found. */
export function walkOf(copy: Data, entries: readonly Entry[], round: string): Walk {
	const listed = copy.targets.get(round) ?? new Map<string, TargetRow>()
	const found = entries
		.filter((e) => e.record?.round === round)
		.map(foundRow)
		.filter((r) => r !== undefined && !listed.has(targetKey(r.subject, 0))) as TargetRow[]
	const mark = found.map((r) => r.subject).join()
	const of = kept.get(copy.life) ?? new Map<string, Kept>()
	kept.set(copy.life, of)
	const known = of.get(round)
	if (known?.changed === copy.changed.value && known.found === mark) return known.walk
	const rows = [...[...listed.values()].map((row) => athome(copy, row)), ...found]
	const { buildings, lists } = known ?? {
		buildings: new Map<string, never>(),
		lists: new Map<string, never>(),
	}
	const walk = laidOut(known ? asBefore(rows, known.walk) : rows, buildings, lists)
	of.set(round, { changed: copy.changed.value, found: mark, walk, buildings, lists })
	return walk
}

interface Stand {
	entries: readonly Entry[]
	walk: Walk
	/** From when to when nothing becomes overdue. */
	from: number
	until: number
	doors: readonly Door[]
}
const stands = new WeakMap<object, Map<string, Stand>>()

function nextDue(rows: readonly TargetRow[], now: number): number {
	let next = Infinity
	for (const { due } of rows) {
		const at = due === null ? Infinity : moment(due)
		if (at >= now && at < next) next = at
	}
	return next
}

/* Those at which nothing was entered, and none became overdue since, are as they were. */
function asTheyStood(known: Stand | undefined, now: number): ReadonlyMap<TargetRow, Door> {
	const is = known && known.from <= now && now <= known.until
	return new Map((is ? known.doors : []).filter((d) => !d.own.length).map((d) => [d.row, d]))
}

/** All doors of a round as they stand, in the order of the walk: the same ones until something changes or becomes overdue. */
export function doorsOf(
	copy: Data,
	entries: readonly Entry[],
	round: string,
	now: number,
): readonly Door[] {
	const walk = walkOf(copy, entries, round)
	const of = stands.get(copy.life) ?? new Map<string, Stand>()
	stands.set(copy.life, of)
	const known = of.get(round)
	if (
		known?.walk === walk &&
		known.entries === entries &&
		known.from <= now &&
		now <= known.until
	)
		return known.doors
	const own = indexed(entries, round)
	const stood = asTheyStood(known, now)
	const doors = walk.rows.map((row) => {
		const said = own.size ? own.get(targetKey(row.subject, row.slot)) : undefined
		return (said ? undefined : stood.get(row)) ?? door(row, said ?? [], now)
	})
	of.set(round, { entries, walk, from: now, until: nextDue(walk.rows, now), doors })
	return doors
}

/** The first missing door behind this one, and from the beginning again; undefined where none is. What was tried today comes after
 * what nobody has tried, so that a walk goes on instead of standing before a closed door. */
export function nextDoor(doors: readonly Door[], after?: string): Door | undefined {
	const at = doors.findIndex((d) => d.key === after)
	const turned = [...doors.slice(at + 1), ...doors.slice(0, at + 1)].filter(
		(d) => isMissing(d) && d.key !== after,
	)
	return turned.find((d) => d.tries === 0) ?? turned[0]
}

/** Of the latest entry of a round: where the walk is. */
export function lastDoor(entries: readonly Entry[], round: string): string | undefined {
	const r = entries.find((e) => e.record?.round === round && e.record.subject)?.record
	return r?.subject && targetKey(r.subject, 0)
}
