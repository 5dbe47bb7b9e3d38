// What the server's core/ says of numbers, codes and times, in the browser: the same files, compiled to WebAssembly (tools/wasm), so
// that a phone without a network and the server never disagree. The texts are those of people, so nothing of them is logged.

/** What is wrong with a number; ok: nothing. */
export type Fault = 'ok' | 'length' | 'character' | 'region' | 'date' | 'check'

/** plain: in its one spelling, where it is ok. */
export interface Spelt {
	fault: Fault
	plain?: string
}

export interface Core {
	/** RFC 8785; throws CoreError for what the server would not take: no JSON, a number that is no integer, a name twice. */
	canonical(json: string): string
	/** An identity number; today and birth: days since 1970. */
	resident(text: string, today: number): { fault: Fault; birth?: number; female?: number }
	/** Whichever document: an identity number, also the old one of 15 digits, or a passport and the like. */
	document(text: string, today: number): Spelt
	phone(text: string): Spelt
	plate(text: string): Spelt
	/** A code on paper of so many digits and its check, in its one spelling; null: mistyped, or none. */
	code(text: string, digits: number): string | null
	/** "AB12-CD34-E" of the digits 0 to 31, at most 15. */
	writeCode(digits: readonly number[]): string
	area(text: string): boolean
	uuid(text: string): string | null
	/** A time of RFC 3339: ms since 1970, as clocks in China show it, its local day and month; null: it is none. */
	when(text: string): { ms: number; local: string; day: number; month: number } | null
	/** Days since 1970; null: there is no such day. */
	day(text: string): number | null
	/** What the screening rule in force on a day says of facts, which are those of its record as JSON (src/rules/verdict.h). */
	screening(facts: string, day: number): Screening
	/** What lists of risk areas say of a journey, both as lines (src/rules/verdict.h). */
	journey(lines: string): Journey
}

export interface Screening {
	rule: string
	version: number
	source: string
	verdict: 'passed' | 'referred' | 'turned_back'
	reason: 'clear' | 'not_registered' | 'code' | 'fever' | 'risk' | 'outside' | 'test'
	/** As told, or by the thermometer. */
	fever: boolean
	refer_hours: number
}

export interface Journey {
	/** 0: nothing fits; 1 low, 2 medium, 3 high. */
	level: number
	/** He was just there; else somewhere in that county. */
	there: boolean
	province: string | null
	city: string | null
	county: string | null
	area_text: string | null
	as_of: string | null
	snapshot: string | null
	source: string | null
	/** So long it counts; lately: within that. */
	days: number
	lately: boolean
	rule: string
	within_hours: number
	measure: string
}

/** Digits before the check: of the code of a place, of a slip. */
export const PLACE_DIGITS = 8
export const SLIP_DIGITS = 11

/** As the server words its refusals. */
export class CoreError extends Error {
	constructor(
		readonly code: string,
		readonly field: string | null,
		readonly reason: { zh: string; en: string },
		readonly remedy: { zh: string; en: string },
	) {
		super(reason.en)
	}
}

interface Exports {
	memory: WebAssembly.Memory
	core_in(n: number): number
	core_out(): number
	core_out_n(): number
}
type Call = (n: number, more?: number) => number

const encoder = new TextEncoder()
const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true })

interface Refusal {
	code: string
	field: string | null
	zh: string
	en: string
	remedy_zh: string
	remedy_en: string
}

/** The core of a module that was compiled. */
export function coreOf(instance: WebAssembly.Instance): Core {
	const core = instance.exports as unknown as Exports
	const calls = instance.exports as unknown as Record<string, Call>

	function ask(name: string, text: string | Uint8Array, more = 0): string {
		const input = typeof text === 'string' ? encoder.encode(text) : text
		const at = core.core_in(input.length)
		if (at === 0) throw new RangeError(`${input.length} bytes are too many`)
		new Uint8Array(core.memory.buffer, at, input.length).set(input)
		const status = (calls[name] as Call)(input.length, more)
		const out = decoder.decode(
			new Uint8Array(core.memory.buffer, core.core_out(), core.core_out_n()),
		)
		if (status >= 0) return out
		const r = JSON.parse(out) as Refusal
		throw new CoreError(
			r.code,
			r.field,
			{ zh: r.zh, en: r.en },
			{ zh: r.remedy_zh, en: r.remedy_en },
		)
	}
	const told = <T>(name: string, text: string | Uint8Array, more = 0): T =>
		JSON.parse(ask(name, text, more)) as T

	return {
		canonical: (json) => ask('core_canonical', json),
		resident: (text, today) => told('core_resident', text, today),
		document: (text, today) => told('core_paper', text, today),
		phone: (text) => told('core_phone', text),
		plate: (text) => told('core_plate', text),
		code: (text, digits) => told<{ code: string | null }>('core_code32', text, digits).code,
		writeCode: (digits) => {
			const { code } = told<{ code: string | null }>(
				'core_code32_write',
				new Uint8Array(digits),
			)
			if (code === null) throw new RangeError(`${digits.join()} are no digits of a code`)
			return code
		},
		area: (text) => told<{ ok: boolean }>('core_area', text).ok,
		uuid: (text) => told<{ out: string | null }>('core_uuid', text).out,
		when: (text) => {
			const when = told<{ ms: number | null; local: string; day: number; month: number }>(
				'core_when',
				text,
			)
			return when.ms === null ? null : { ...when, ms: when.ms }
		},
		day: (text) => told<{ day: number | null }>('core_day', text).day,
		screening: (facts, day) => told('core_screening', facts, day),
		journey: (lines) => told('core_journey', lines),
	}
}
