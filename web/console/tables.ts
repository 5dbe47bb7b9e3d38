// What the server's tables call things in both languages: kinds of record and of rounds, their fields and choices.
import { shallowRef } from 'vue'
import { api, given, got, whole, type Shapes } from '@shared/api'
import { either, label } from '@shared/language'

export type Kind = Shapes['kind']
export type RoundKind = Shapes['round_kind']

const kinds = shallowRef<ReadonlyMap<string, Kind>>(new Map())
const rounds = shallowRef<ReadonlyMap<string, RoundKind>>(new Map())
/** Why somebody may be shown personal fields. */
export const lookReasons = shallowRef<readonly Shapes['choice'][]>([])

export async function loadTables(): Promise<void> {
	const query = (after?: string) => ({ params: { query: given({ limit: 1000, after }) } })
	const [allKinds, allRounds, reasons] = await Promise.all([
		whole((after) => got(api.GET('/v1/kinds', query(after)))),
		whole((after) => got(api.GET('/v1/round-kinds', query(after)))),
		whole((after) => got(api.GET('/v1/look-reasons', query(after)))),
	])
	kinds.value = new Map(allKinds.map((k) => [`${k.name} ${k.v}`, k]))
	rounds.value = new Map(allRounds.map((r) => [r.name, r]))
	lookReasons.value = reasons
}

export function kindOf(name: string, v: number): Kind | undefined {
	return kinds.value.get(`${name} ${v}`)
}

/** The version of a kind in which records are written now. */
export function newestKind(name: string): Kind | undefined {
	const all = [...kinds.value.values()].filter((k) => k.name === name)
	return all.reduce<Kind | undefined>((a, b) => (a && a.v > b.v ? a : b), undefined)
}

/** How long a text of a kind may be; where it has no such field, nothing fits. */
export function fieldMax(kind: string, field: string): number {
	return newestKind(kind)?.fields.find((f) => f.name === field)?.max ?? 0
}

/* Whose flags say of which subjects a round may ask: of doors, those of the people behind them. */
const FLAGS_OF: Readonly<Record<string, string>> = {
	dwelling: 'roster',
	person: 'roster',
	staff: 'crew',
	site: 'inspect',
}

/** The flags by which a kind of round may choose whom it asks. */
export function flagsOf(kind: string): Shapes['choice'][] {
	return choicesOf(FLAGS_OF[roundKind(kind)?.of ?? ''])
}

function choicesOf(matter: string | undefined): Shapes['choice'][] {
	const fields = [...kinds.value.values()]
		.filter((k) => k.matter === matter)
		.flatMap((k) => k.fields.filter((f) => f.name === 'flags'))
	const all = fields.flatMap((f) => f.choices ?? [])
	return [...new Map(all.map((c) => [c.name, c])).values()]
}

/** What may be told of somebody, by which people are chosen. */
export function peopleFlags(): Shapes['choice'][] {
	return choicesOf('roster')
}

/** What states of the roll are called. */
export function dutyNames(flags: readonly string[]): string[] {
	const all = choicesOf('crew')
	return flags.map((f) => label(all.find((c) => c.name === f)) || f)
}

/** What flags of people are called. */
export function flagNames(flags: readonly string[]): string[] {
	const all = choicesOf('roster')
	return flags.map((f) => label(all.find((c) => c.name === f)) || f)
}

/** Does it ask people, or doors behind which people live? */
export function asksPeople(kind: string): boolean {
	return ['person', 'dwelling'].includes(roundKind(kind)?.of ?? '')
}

/** Kinds of rounds that somebody opens, with a list and an end. */
export function openable(): RoundKind[] {
	return [...rounds.value.values()].filter((k) => !k.standing)
}

export function roundKind(name: string): RoundKind | undefined {
	return rounds.value.get(name)
}

/** What is open in such a round holds until it is ended: nobody is behind with it. */
export function inForce(kind: string): boolean {
	return roundKind(kind)?.in_force ?? false
}

/** A round that asks at every door of a list. */
export function isSweep(kind: string): boolean {
	const k = roundKind(kind)
	return k !== undefined && !k.standing && k.of === 'dwelling'
}

export function unitOf(kind: string): string {
	const k = roundKind(kind)
	return either(k?.unit_zh, k?.unit_en) ?? ''
}

/** What an outcome or a next action of a round's target is called; "" for none. */
export function codeLabel(kind: string, list: 'outcomes' | 'next', name: string | null): string {
	if (name === null) return ''
	return label(roundKind(kind)?.[list].find((c) => c.name === name)) || name
}

/** What a slot's name is called; "" where the kind of round names none, as one that asks by the day. */
export function slotLabel(kind: string, name: string): string {
	return label(roundKind(kind)?.slots.find((s) => s.name === name))
}

/** The newest version of each kind, in the order of the server's tables. */
export function newestKinds(): Kind[] {
	return [...new Set([...kinds.value.values()].map((k) => k.name))].flatMap(
		(n) => newestKind(n) ?? [],
	)
}
