// Taking down: the copy follows the server's changes by a cursor, page by page, each saved as it comes, so that a bad line goes on
// where it broke off. Where something changed, the homes are asked for again, and what is known of them.
import { got, Refused, type Shapes } from '@shared/api'
import { api, own, patience } from './call'
import {
	beginCopy,
	COPY_ROWS_MAX,
	copy,
	copyRows,
	dropAll,
	dropCopy,
	dropRow,
	dropStrayHomes,
	forgetCopy,
	isCopyOf,
	note,
	moveIn,
	PassedBy,
	putRow,
	saveCopy,
	setNote,
	type Clash,
	type Home,
} from './copy'
import { markClashes, takeFates } from './fate'
import { learnEpoch } from './hand'
import { tell } from './told'
import { unlocked, type Unlocked } from './unlocked'

const PAGE = 500
const HOMES_PAGE = 100

/** The account covers more than a phone takes. */
export class TooLarge extends Error {}

interface Cursor {
	cursor: string
	epoch: string
	/** Of what it follows: one from before there were notices and rules is begun anew. */
	of?: number
}
const CURSOR_OF = 2

/** Homes: which areas are here whole, and what is to be asked for still. */
interface HomesDue {
	have: string[]
	/** The first with where to go on in it. */
	areas: { area: string; after: string }[]
	subjects: string[]
	/** The server does not tell of them, or not to him; asked again with the tables. */
	denied?: string[]
}

/* ---- rows ---- */

type Placed = Shapes['subject'] | Shapes['target']

/** The row of a subject or target, which lies in an area. */
function placed(change: Shapes['change']): Placed | undefined {
	return change.type === 'subject' || change.type === 'target'
		? (change.row as Placed)
		: undefined
}

/** In which part it is sealed: a list of risk areas is large, and is sealed by itself. */
function partOf(change: Shapes['change']): string | undefined {
	return change.type === 'rule' ? change.key : placed(change)?.area
}

function homesDue(): HomesDue {
	return note<HomesDue>('homes') ?? { have: [], areas: [], subjects: [] }
}

function lives(change: Shapes['change'], row: Placed): boolean {
	const { type } =
		change.type === 'subject' ? (row as Shapes['subject']) : (row as Shapes['target'])
	return type === 'dwelling' || type === 'person'
}

/** Homes of areas that are not here yet are taken by area, others one by one. */
function noteHomes(changes: Shapes['change'][]): void {
	const due = homesDue()
	const areas = new Set(due.areas.map((a) => a.area))
	const half = new Set(due.areas.filter((a) => a.after !== '').map((a) => a.area))
	const have = new Set(due.have)
	const denied = new Set(due.denied)
	const subjects = new Set(due.subjects)
	for (const change of changes) {
		const row = placed(change)
		if (!row || !lives(change, row)) continue
		// What changes while its area is half taken may be behind where that goes on.
		if (have.has(row.area) || half.has(row.area))
			subjects.add('subject' in row ? row.subject : row.id)
		else if (!denied.has(row.area)) areas.add(row.area)
	}
	const left = [...areas].map(
		(area) => due.areas.find((a) => a.area === area) ?? { area, after: '' },
	)
	setNote('homes', { ...due, areas: left, subjects: [...subjects] } satisfies HomesDue)
}

/** What has left is not asked for any more. */
function forgetHomes(gone: Changes['gone']): void {
	const keys = new Set(
		gone.filter((g) => g.type === 'area' || g.type === 'subject').map((g) => g.key),
	)
	if (keys.size === 0) return
	const due = homesDue()
	const stays = (key: string): boolean => !keys.has(key)
	setNote('homes', {
		have: due.have.filter(stays),
		areas: due.areas.filter((a) => stays(a.area)),
		subjects: due.subjects.filter(stays),
		denied: due.denied?.filter(stays) ?? [],
	} satisfies HomesDue)
}

/** Areas that were denied are asked for once more. */
function askDenied(): void {
	const due = homesDue()
	if (!due.denied?.length) return
	const again = due.denied.map((area) => ({ area, after: '' }))
	setNote('homes', { ...due, areas: [...due.areas, ...again], denied: [] } satisfies HomesDue)
}

type Changes = Shapes['changes']

/** undefined: the cursor is another epoch's. */
async function changesPage(after: string | undefined): Promise<Changes | undefined> {
	const query = { limit: PAGE, ...(after !== undefined && { after }) }
	try {
		return await got(api.GET('/v1/changes', { params: { query }, ...patience() }))
	} catch (e) {
		if (e instanceof Refused && e.status === 410) return undefined
		throw e
	}
}

async function tooLarge(who: Unlocked): Promise<never> {
	forgetCopy()
	await dropCopy(who)
	throw new TooLarge()
}

function apply(page: Changes): void {
	for (const { type, key } of page.gone) dropRow(type, key)
	forgetHomes(page.gone)
	for (const change of page.rows) putRow(change.type, change.key, change.row, partOf(change))
	noteHomes(page.rows)
	const { next: cursor, epoch } = page
	setNote('cursor', { cursor, epoch, of: CURSOR_OF } satisfies Cursor)
}

/** From the beginning, beside the copy that is there: it is swapped when the new one is whole, in one transaction. */
async function takeAnew(who: Unlocked): Promise<void> {
	let pages: Changes[] = []
	let after: string | undefined
	for (let more = true; more;) {
		const page = await changesPage(after)
		if (unlocked() !== who) return
		if (!page) {
			pages = []
			after = undefined
			continue
		}
		await learnEpoch(page.epoch)
		pages.push(page)
		if (pages.reduce((n, p) => n + p.rows.length, 0) > 2 * COPY_ROWS_MAX) return tooLarge(who)
		;({ more, next: after } = page)
	}
	if (unlocked() !== who) return
	beginCopy()
	for (const page of pages) apply(page)
	dropStrayHomes()
	if (copyRows() > COPY_ROWS_MAX) return tooLarge(who)
	await saveCopy(who)
}

async function takeChanges(who: Unlocked): Promise<void> {
	const before = note<Cursor>('cursor')
	if (before && before.of !== CURSOR_OF) return takeAnew(who)
	for (let more = true; more;) {
		const page = await changesPage(note<Cursor>('cursor')?.cursor)
		if (unlocked() !== who) return
		if (!page) return takeAnew(who)
		await learnEpoch(page.epoch)
		if (unlocked() !== who) return
		apply(page)
		if (copyRows() > COPY_ROWS_MAX) return tooLarge(who)
		await saveCopy(who)
		;({ more } = page)
	}
}

/* ---- lists ---- */

interface List<T> {
	items: T[]
	next: string | null
}

/** A page of a list that a server of before may not know: undefined. */
async function listPage<T>(path: string, after: string): Promise<List<T> | undefined> {
	const join = path.includes('?') ? '&' : '?'
	const answer = await fetch(path + (after && `${join}after=${after}`), {
		headers: own(),
		...patience(),
	})
	if (answer.status === 404 || answer.status === 403) return undefined
	const page: unknown = await answer.json()
	if (!answer.ok) throw new Refused(answer.status, page as object)
	return page as List<T>
}

async function listed<T>(path: string): Promise<T[] | undefined> {
	const all: T[] = []
	for (let after: string | null = ''; after !== null;) {
		const page: List<T> | undefined = await listPage<T>(path, after)
		if (!page) return undefined
		all.push(...page.items)
		after = page.next
	}
	return all
}

/** The server's own tables; as long as its epoch stays they are asked for once a day. */
async function takeTables(who: Unlocked): Promise<void> {
	const before = note<{ at: number; epoch: string }>('tables')
	const epoch = note<Cursor>('cursor')?.epoch ?? ''
	if (before?.epoch === epoch && Math.abs(Date.now() - before.at) < 24 * 3600_000) return
	const kinds = (await listed<Shapes['kind']>('/v1/kinds?limit=1000')) ?? []
	const rounds = (await listed<Shapes['round_kind']>('/v1/round-kinds?limit=1000')) ?? []
	if (unlocked() !== who) return
	for (const kind of kinds)
		if ((copy.kinds.get(kind.name)?.v ?? 0) <= kind.v) putRow('kind', kind.name, kind)
	for (const round of rounds) putRow('round_kind', round.name, round)
	setNote('tables', { at: Date.now(), epoch })
	askDenied()
	await saveCopy(who)
}

/* ---- homes ---- */

interface HomeRow extends Omit<Home, 'people' | 'known'> {
	area: string
	people: (Omit<Home['people'][number], 'name'> & { name: string | null })[]
	known: (Omit<Home['known'][number], 'by'> & { by: string | null })[]
}

function homeOf(row: HomeRow): Home {
	const people = row.people.map((p) => ({ ...p, name: p.name ?? '' }))
	const known = row.known.map((k) => ({ ...k, by: k.by ?? '' }))
	return { ...row, people, known }
}

/** In plain for whoever may: a visit is why, and the look is recorded. */
function homesQuery(query: string, plain: boolean): string {
	return `/v1/homes?${query}&limit=${HOMES_PAGE}${plain ? '&unmask=visit' : ''}`
}

/** false: somebody else is here now. An area that the server does not tell of keeps no other waiting. */
async function takeArea(who: Unlocked, plain: boolean): Promise<boolean> {
	const due = homesDue()
	const [first, ...rest] = due.areas
	if (!first) return true
	const path = homesQuery(`area=${encodeURIComponent(first.area)}`, plain)
	const page = await listPage<HomeRow>(path, first.after)
	if (unlocked() !== who) return false
	for (const row of page?.items ?? []) putRow('home', row.subject, homeOf(row), row.area)
	setNote(
		'homes',
		!page
			? { ...due, areas: rest, denied: [...(due.denied ?? []), first.area] }
			: page.next === null
				? { ...due, have: [...due.have, first.area], areas: rest }
				: { ...due, areas: [{ area: first.area, after: page.next }, ...rest] },
	)
	await saveCopy(who)
	return true
}

async function takeSubjects(who: Unlocked, plain: boolean): Promise<boolean> {
	const due = homesDue()
	const ids = due.subjects.slice(0, HOMES_PAGE)
	const ask = (of: string[]) => listed<HomeRow>(homesQuery(`subjects=${of.join(',')}`, plain))
	let homes = await ask(ids)
	// One that is denied is not to take the others along.
	if (!homes && ids.length > 1) {
		homes = []
		for (const id of ids) homes.push(...((await ask([id])) ?? []))
	}
	if (unlocked() !== who) return false
	for (const row of homes ?? []) {
		moveIn(homeOf(row))
		putRow('home', row.subject, homeOf(row), row.area)
	}
	setNote('homes', { ...due, subjects: due.subjects.slice(HOMES_PAGE) })
	await saveCopy(who)
	return true
}

async function takeHomes(who: Unlocked, plain: boolean): Promise<void> {
	while (homesDue().areas.length > 0) if (!(await takeArea(who, plain))) return
	while (homesDue().subjects.length > 0) if (!(await takeSubjects(who, plain))) return
}

/* ---- clashes ---- */

/** Records that exclude each other: of mine, which; none of mine any more when the list says nothing of it. */
async function takeClashes(who: Unlocked): Promise<void> {
	const clashes = await listed<Shapes['clash']>('/v1/clashes?limit=1000')
	if (!clashes || unlocked() !== who) return
	const now = clashes.flatMap((one) => one.records.map((id): [string, Clash] => [id, one]))
	if (JSON.stringify(now) !== JSON.stringify([...copy.clashes])) {
		dropAll('clash')
		for (const [id, one] of now) putRow('clash', id, one)
		await saveCopy(who)
	}
	await markClashes(who, new Set(copy.clashes.keys()))
}

async function takeAll(who: Unlocked, plain: boolean): Promise<void> {
	if (!(await isCopyOf(who))) return
	await takeChanges(who)
	if (unlocked() === who) await takeTables(who)
	if (unlocked() === who) await takeClashes(who)
	if (unlocked() === who) await takeFates(who)
	if (unlocked() === who) await takeHomes(who, plain)
	tell('copy')
}

/** Everything that changed. plain: he may see names in plain. */
export async function takeDown(who: Unlocked, plain: boolean): Promise<void> {
	for (;;)
		try {
			return await takeAll(who, plain)
		} catch (e) {
			// It goes on from what that page has left.
			if (!(e instanceof PassedBy)) throw e
		}
}
