// What a rule says of an answer, at once and without a network: judged by the server's own rules/, compiled to WebAssembly, so that
// both say the same of the same facts. The server judges again; where its rules are newer it tells.
import type { Core, Journey, Screening } from '@shared/core'
import type { Kind, Rule } from '../store/copy'
import { dayNumber, dayOf } from './days'
import { value, type Values } from './form'

const SCREENED = 'person.screened'
/** Without one of these there is no verdict yet; the others count as not so. */
const FACTS = ['registered', 'code', 'itinerary', 'history', 'test', 'origin'] as const
/** What the rule answers, whoever is asked. */
export const RULED = ['rule', 'version'] as const

export function isScreening(kind: Kind): boolean {
	return kind.name === SCREENED
}

function milli(text: unknown): number | undefined {
	return typeof text === 'string' && /^\d{2}(\.\d{1,3})?$/.test(text)
		? Math.round(Number(text) * 1000)
		: undefined
}

function said(kind: Kind, values: Values, name: string): unknown {
	const f = kind.fields.find((one) => one.name === name)
	return f && value(f, values[name])
}

/** undefined: there is nothing to judge yet, or nothing to judge with. */
export function screening(
	core: Core | undefined,
	kind: Kind,
	values: Values,
	now: number,
): Screening | undefined {
	if (!core || !isScreening(kind)) return undefined
	if (FACTS.some((name) => said(kind, values, name) === undefined)) return undefined
	const facts = Object.fromEntries(
		[...FACTS, 'fever'].map((name) => [name, said(kind, values, name)]),
	)
	const temperature = milli(said(kind, values, 'temperature'))
	const day = dayNumber(dayOf(now))
	return core.screening(JSON.stringify({ ...facts, ...(temperature && { temperature }) }), day)
}

/** The answers that follow from a verdict. One that the person chose himself stays; what the verdict before said does not. */
export function ruled(values: Values, j: Screening, before: Screening | undefined): Values {
	const own = values['verdict'] !== undefined && values['verdict'] !== before?.verdict
	return {
		...values,
		...(own ? {} : { verdict: j.verdict }),
		...(j.fever ? { fever: true } : {}),
		rule: j.rule,
		version: String(j.version),
	}
}

/* ---- journeys ---- */

/** The kind asks where somebody was, in words. */
export function asksJourney(kind: Kind): boolean {
	return kind.fields.some(
		(f) => f.name === 'from' && f.type === 'text' && f.personal === 'whereabouts',
	)
}

/** The last day there (since 1970): when he left, else when he came here, else today; as the server takes it. */
export function dayThere(kind: Kind, values: Values, now: number): number {
	const today = dayNumber(dayOf(now))
	for (const name of ['left', 'back', 'arrived']) {
		const day = dayNumber(String(said(kind, values, name) ?? ''))
		if (!Number.isNaN(day)) return day
	}
	return today
}

const PART = '\x1f'
const LINE = '\x1e'
const LEVELS = ['low', 'medium', 'high']

// eslint-disable-next-line no-control-regex
const plain = (text: string): string => text.replace(/[\x1e\x1f]/g, ' ')

function line(...parts: (string | number)[]): string {
	return parts.map((p) => plain(String(p))).join(PART)
}

const DAY_MS = 86_400_000
const ZONE_MS = 8 * 3600_000
const sources = (r: Rule): string =>
	[...new Set([...r.issued, ...r.places].map((one) => one.source))].sort().join(PART)

/** Those that may be in force on a day, which are few of the dozens of an outbreak: what came later is not, nor what one of the same
 * source had replaced when the day began. */
function mayHold(rules: Iterable<Rule>, day: number): Rule[] {
	const begins = day * DAY_MS - ZONE_MS
	const at = (r: Rule): number => Date.parse(r.as_of ?? '')
	const all = [...rules].filter((r) => at(r) < begins + DAY_MS)
	const replaced = (r: Rule): boolean =>
		all.some((o) => at(o) > at(r) && at(o) <= begins && sources(o) === sources(r))
	return all.filter((r) => !replaced(r))
}

/** The pieces of all lists that may say something of a day, as rules/verdict.h takes them; those about issues first. */
export function pieces(rules: Iterable<Rule>, day: number): string {
	const issues: string[] = []
	const entries: string[] = []
	for (const r of mayHold(rules, day)) {
		const of = [Date.parse(r.as_of ?? ''), r.snapshot ?? ''] as const
		for (const i of r.issued) issues.push(line('I', ...of, i.source, i.entries))
		for (const p of r.places)
			for (const area of p.areas)
				entries.push(
					line(
						...(['E', ...of, p.source, LEVELS.indexOf(p.level) + 1] as const),
						...[p.province, p.city, p.county, area],
					),
				)
	}
	return [...issues, ...entries].join(LINE)
}

/** undefined: nothing was told, or there is nothing to judge with. */
export function journey(
	core: Core | undefined,
	rules: ReadonlyMap<string, Rule>,
	kind: Kind,
	values: Values,
	now: number,
): Journey | undefined {
	const told = String(said(kind, values, 'from') ?? '').trim()
	if (!core || !asksJourney(kind) || !told || rules.size === 0) return undefined
	const day = dayThere(kind, values, now)
	const lines = [line(told, day, day, dayNumber(dayOf(now))), pieces(rules.values(), day)]
	return core.journey(lines.filter(Boolean).join(LINE))
}
