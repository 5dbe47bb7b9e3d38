// What is asked at a door, and what is known of it: who lives there, what they have answered, what is to be asked still.
import type { Home, Kind, RoundRow, TargetRow } from '../store/copy'
import type { Draft, Entry } from '../store/outbox'
import type { Data } from './building'
import { bodyOf, type Field, type Values } from './form'
import { isOff, settles, SLOTS } from './state'

export type Person = Home['people'][number]
/** An answer of the home: who asked, in which round, how often. */
export type Known = Home['known'][number] & { name?: string | null; round?: string | null }

export interface Member extends Person {
	/** Entered here as new, or as moved away; null: as listed. */
	change: 'new' | 'moved' | null
	/** The record that says his flags now, as far as this phone knows. */
	flagsBy: string | undefined
}

/** No dwelling that is listed: the home of who moved away and nobody knows where to. */
export const NOWHERE = '00000000-0000-0000-0000-000000000000'

/* What is on its way or was accepted; of what was corrected here the correction alone. */
function standing(entries: readonly Entry[]): Entry[] {
	const good = entries.filter((e) => e.state !== 'refused' && !isOff(e))
	const corrected = new Set(good.flatMap((e) => e.record?.corrects ?? []))
	return good.filter((e) => !corrected.has(e.id)).reverse()
}

function texts(v: unknown): string[] | undefined {
	return Array.isArray(v) ? v.map(String) : undefined
}

function text(v: unknown): string | undefined {
	return typeof v === 'string' ? v : undefined
}

function changed(m: Member, e: Entry, dwelling: string): void {
	const body = e.record?.body ?? {}
	const home = text(body['dwelling'])
	m.name = text(body['name']) ?? m.name
	m.phone = text(body['phone']) ?? m.phone
	const flags = texts(body['flags'])
	if (flags) {
		m.flags = flags
		m.flagsBy = e.id
	}
	if (home !== undefined) m.change = home === dwelling ? null : 'moved'
}

function listed(e: Entry): Member {
	const body = e.record?.body ?? {}
	return {
		id: e.record?.subject ?? '',
		name: text(body['name']) ?? '',
		phone: text(body['phone']) ?? null,
		born: Number(text(body['birth'])?.slice(0, 4)) || null,
		flags: texts(body['flags']) ?? [],
		change: 'new',
		flagsBy: e.id,
	}
}

/** Who lives in a dwelling: as the server said, and what was entered here of them since. */
export function household(copy: Data, entries: readonly Entry[], dwelling: string): Member[] {
	const people = copy.homes.get(dwelling)?.people ?? []
	const members = new Map<string, Member>(
		people.map((p) => [
			p.id,
			{ ...p, change: null, flagsBy: copy.subjects.get(p.id)?.source ?? undefined },
		]),
	)
	for (const e of standing(entries)) {
		const r = e.record
		if (!r?.subject) continue
		const there = members.get(r.subject)
		const home = text(r.body['dwelling'])
		if (r.kind === 'person.listed' && home === dwelling && !there)
			members.set(r.subject, listed(e))
		if (r.kind === 'person.changed' && there) changed(there, e, dwelling)
	}
	return [...members.values()]
}

/** What somebody has to be told of before he knocks: the flags of the home and of whoever lives there, in the order of their table. */
export function needsOf(copy: Data, dwelling: string, members: readonly Member[]): string[] {
	const here = members.filter((m) => m.change !== 'moved').flatMap((m) => m.flags)
	const field = copy.kinds.get('person.listed')?.fields.find((f) => f.name === 'flags')
	const known = (field?.choices ?? []).map((c) => c.name)
	const all = new Set([...(copy.subjects.get(dwelling)?.flags ?? []), ...here])
	return [...all].sort((a, b) => known.indexOf(a) - known.indexOf(b))
}

/** The dwellings of the copy where somebody has one of these flags, or (without any) has a flag at all. */
export function needy(copy: Data): ReadonlySet<string> {
	const homes = [...copy.homes.values()].filter((h) => h.people.some((p) => p.flags.length > 0))
	const flagged = [...copy.subjects.values()].filter(
		(s) => s.type === 'dwelling' && s.flags.length > 0,
	)
	return new Set([...homes.map((h) => h.subject), ...flagged.map((s) => s.id)])
}

/* ---- what is asked ---- */

type When = (v: Values) => boolean
const outcome =
	(...names: string[]): When =>
	(v) =>
		names.includes(String(v['outcome']))
const told =
	(name: string): When =>
	(v) =>
		Boolean(v[name]) && v[name] !== '0'
const isDone = outcome('done')
const both =
	(a: When, b: When): When =>
	(v) =>
		a(v) && b(v)
const isAway = both(isDone, told('away'))

const wasAtRisk: When = (v) => v['itinerary'] === true || v['history'] === true

/* Which questions a kind asks only after others. Without a row a field is asked always; a kind without one is asked as its table has
 * it. This arranges a form and decides nothing: what is not asked is not said. */
const ASKED: Readonly<Record<string, Readonly<Record<string, When>>>> = {
	'person.screened': { from: wasAtRisk, left: wasAtRisk },
	'sweep.visit': {
		next: (v) => settles('sweep.visit', String(v['outcome'])) === 'tried',
		people: isDone,
		away: isDone,
		ill: isDone,
		neighbour: outcome('nobody', 'owner_unreachable', 'moved'),
		difficulty: outcome('done', 'refused'),
		difficulty_text: both(outcome('done', 'refused'), told('difficulty')),
		from: isAway,
		left: isAway,
		back: isAway,
		transport: isAway,
		companions: isAway,
		measure: isAway,
		symptoms: both(isDone, told('ill')),
		note: told('outcome'),
	},
}
/* In which order, where not that of the table: what the round is about comes first. */
const FIRST: Readonly<Record<string, readonly string[]>> = {
	'sweep.visit': [
		...['away', 'from', 'left', 'back', 'transport', 'companions', 'measure'],
		...['ill', 'symptoms', 'people', 'neighbour', 'next', 'difficulty', 'difficulty_text'],
	],
}
/** Which field of a kind says how many of a home were met. */
export const MET: Readonly<Record<string, string>> = { 'sweep.visit': 'people' }

function rank(kind: Kind, f: Field): number {
	const at = FIRST[kind.name]?.indexOf(f.name) ?? -1
	return at < 0 ? 1000 + kind.fields.indexOf(f) : at
}

/** The fields of a form, as they are asked with these answers; not those that the target itself answers. */
export function fieldsAsked(kind: Kind, values: Values, preset: readonly string[]): Field[] {
	const when = ASKED[kind.name] ?? {}
	return kind.fields
		.filter((f) => !preset.includes(f.name) && (when[f.name]?.(values) ?? true))
		.sort((a, b) => rank(kind, a) - rank(kind, b))
}

/** What the target itself says of a record about it, by the fields of the kind. */
export function presetOf(
	kind: Kind,
	row: Pick<TargetRow, 'slot'> | undefined,
	round?: RoundRow,
): Values {
	const preset: Values = {}
	for (const f of kind.fields) {
		if (row && f.type === 'int' && SLOTS.includes(f.name)) preset[f.name] = String(row.slot)
		if (round?.incident && f.type === 'ref' && f.name === 'incident')
			preset[f.name] = round.incident
	}
	return preset
}

/* A slot of 0 is not said. */
function said(preset: Values): Values {
	return Object.fromEntries(
		Object.entries(preset).filter(([name, v]) => !SLOTS.includes(name) || v !== '0'),
	)
}

export interface About {
	kind: Kind
	area: string
	subject?: string | undefined
	round?: string | undefined
	corrects?: readonly string[] | undefined
	seen?: Readonly<Record<string, string>> | undefined
	witness?: string | undefined
}

/** The record that a form makes: what is asked and was answered, and what stood fast before. */
export function draftOf(about: About, values: Values, preset: Values): Draft {
	const fixed = said(preset)
	const asked = fieldsAsked(about.kind, { ...values, ...fixed }, Object.keys(preset))
	const names = new Set([...asked.map((f) => f.name), ...Object.keys(fixed)])
	const fields = about.kind.fields.filter((f) => names.has(f.name))
	const draft: Draft = {
		kind: about.kind.name,
		v: about.kind.v,
		area: about.area,
		body: bodyOf(fields, { ...values, ...fixed }),
	}
	if (about.subject) draft.subject = about.subject
	if (about.round) draft.round = about.round
	if (about.corrects?.length) draft.corrects = [...about.corrects]
	if (about.seen && Object.keys(about.seen).length) draft.seen = { ...about.seen }
	if (about.witness) draft.witness = about.witness
	return draft
}

/* ---- what is known ---- */

/** What a home has answered to this kind, by field. */
export function knownOf(home: Home | undefined, kind: Kind): ReadonlyMap<string, Known> {
	const all = (home?.known ?? []).filter((k) => k.kind === kind.name)
	return new Map(all.map((k) => [k.field, k]))
}

/** It was answered in this round: it is not asked again. An older server does not tell in which round it was. */
export function isAnswered(known: Known | undefined, round: RoundRow | undefined): boolean {
	if (!known || !round) return false
	if (known.round) return known.round === round.id
	return round.opened !== null && Date.parse(known.at) >= Date.parse(round.opened)
}

/** Somebody without the right to see it is shown that it was answered, and not what. */
export function isMasked(v: unknown): boolean {
	return typeof v === 'string' && v.includes('*')
}

type Say = (one: { label_zh: string | null; label_en: string | null }) => string

/** A value in words: a choice by its label, yes or no, or as it stands. */
export function valueText(f: Field, v: unknown, say: Say, yes: string, no: string): string {
	if (typeof v === 'boolean') return v ? yes : no
	const one = (name: unknown): string => {
		const c = f.choices?.find((choice) => choice.name === name)
		return c ? say(c) : String(name)
	}
	if (Array.isArray(v)) return v.map(one).join('、')
	return one(v)
}
