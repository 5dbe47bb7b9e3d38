// A round before it is opened: whom it would ask, who works there, and the records that open it.
import { api, given, got, whole, type Shapes } from '@shared/api'
import { newId } from '@shared/ids'
import { pathTo } from './areas'
import { filterOf } from './rounds'
import { draft, type Draft } from './write'

export type Candidates = Shapes['candidates']

const PIECE_MAX = 1000 // subjects of one record
const PAGE = 1000 // areas at once
const PAGE_LISTED = 50 // the same with everybody's id: a megabyte or two

export interface Asked {
	kind: string
	area: string
	/** Names of flags, all of which each has. */
	flags: readonly string[]
}

function read(ask: Asked, limit: number, subjects?: 'true'): Promise<Candidates[]> {
	return whole((after) => {
		const filter = filterOf(ask.flags)
		const query = {
			kind: ask.kind,
			...given({ area: ask.area, filter, subjects, limit, after }),
		}
		return got(api.GET('/v1/candidates', { params: { query } }))
	})
}

/** Kinds of which an incident has one round; with its id. */
export async function readStanding(incident: string): Promise<Shapes['round_kind'][]> {
	const all = await whole((after) => {
		const query = { incident, limit: PAGE, ...given({ after }) }
		return got(api.GET('/v1/round-kinds', { params: { query } }))
	})
	return all.filter((k) => k.standing)
}

const SHOWN_MAX = 100 // lowest areas: beyond, who works in each is not looked up

/** Who works in each lowest area of this one; none where they are too many to be told. */
export async function readWorkers(
	kind: string,
	area: string,
): Promise<ReadonlyMap<string, string[]>> {
	const query = { kind, area, limit: SHOWN_MAX }
	const page = await got(api.GET('/v1/candidates', { params: { query } }))
	return new Map(page.next ? [] : page.items.map((r) => [r.area, r.workers]))
}

/** How many in each lowest area, and who works there. */
export function readCounts(ask: Asked): Promise<Candidates[]> {
	return read(ask, PAGE)
}

/** With the ids of all. Homes by a flag are sealed and looked through once a page, so the pages are long. */
export function readLists(ask: Asked): Promise<Candidates[]> {
	return read(ask, ask.flags.length ? PAGE : PAGE_LISTED, 'true')
}

export function sum(rows: readonly Candidates[]): number {
	return rows.reduce((n, r) => n + r.n, 0)
}

/** The area directly under `top` in which one lies, or top itself. */
export function partOf(area: string, top: string): string {
	const path = pathTo(area).map((a) => a.id)
	return path[path.indexOf(top) + 1] ?? top
}

export interface Load {
	n: number
	areas: number
	workers: number
	/** Targets in areas where nobody works. */
	nobody: number
	/** Who has most, and how many. */
	most: { user: string; n: number } | undefined
	/** What each has, of all rows. */
	each: ReadonlyMap<string, number>
}

/** Whoever works in an area has an equal part of it. Somebody who works in many is one. */
export function loadOf(rows: readonly Candidates[]): Load {
	const parts = new Map<string, number>()
	for (const { n, workers } of rows)
		for (const user of workers) parts.set(user, (parts.get(user) ?? 0) + n / workers.length)
	const all = [...parts].map(([user, n]) => ({ user, n: Math.ceil(n) }))
	return {
		n: sum(rows),
		areas: rows.length,
		workers: parts.size,
		nobody: sum(rows.filter((r) => r.workers.length === 0)),
		most: all.reduce<Load['most']>((a, b) => (a && a.n >= b.n ? a : b), undefined),
		each: parts,
	}
}

export interface Part {
	id: string
	n: number
	/** Who works in it and nowhere else. */
	own: number
	/** Who works in others, too: of the whole county, say. */
	shared: number
	/** What those who work in it have on average, here and elsewhere; undefined: nobody does. */
	each: number | undefined
}

/** An area's part of the work. load: of all that take part. */
export function partLoad(id: string, rows: readonly Candidates[], load: Load): Part {
	const here = loadOf(rows)
	const has = [...here.each].map(([user, n]) => ({ n, all: load.each.get(user) ?? n }))
	const own = has.filter((h) => h.all - h.n < 1e-6).length
	const all = has.reduce((n, h) => n + h.all, 0)
	const each = has.length ? Math.ceil(all / has.length - 1e-6) : undefined
	return { id, n: here.n, own, shared: has.length - own, each }
}

export interface Plan extends Asked {
	incident: string
	question: string
	due: string
	/** Who need not answer: those with a flag, and why. */
	exempted: readonly { flag: string; reason: string }[]
	/** Areas directly under the plan's that are left out. */
	without: ReadonlySet<string>
}

export function kept(
	rows: readonly Candidates[],
	plan: Pick<Plan, 'area' | 'without'>,
): Candidates[] {
	return rows.filter((r) => !plan.without.has(partOf(r.area, plan.area)))
}

/** The records that open it: the opening with its number, its pieces, then who is exempted of those on them. */
export async function opening(plan: Plan): Promise<{ round: string; drafts: Draft[] }> {
	const round = newId()
	const lists = kept(await readLists(plan), plan)
	const { area, incident, kind, question, due } = plan
	const filter = filterOf(plan.flags)
	const body = { kind, incident, question, due, ...given({ filter }), expected: sum(lists) }
	const drafts = [draft('round.opened', body, { area, round })]
	for (const row of lists) {
		const all = row.subjects ?? []
		for (let i = 0; i < all.length; i += PIECE_MAX) {
			const piece = { piece: i / PIECE_MAX + 1, subjects: all.slice(i, i + PIECE_MAX) }
			drafts.push(draft('round.targeted', piece, { area: row.area, round }))
		}
	}
	const asked = new Set(lists.flatMap((r) => r.subjects ?? []))
	for (const { flag, reason } of plan.exempted)
		for (const row of await readLists({ ...plan, flags: [...plan.flags, flag] }))
			for (const subject of row.subjects ?? [])
				// Whoever is of two groups is exempted once.
				if (asked.delete(subject))
					drafts.push(
						draft('target.exempted', { reason }, { area: row.area, round, subject }),
					)
	return { round, drafts }
}
