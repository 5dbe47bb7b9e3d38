// What a code says that was scanned or typed, whatever it stood on: a row of a sheet, a door, a place, a person, a tube, a slip that
// enrols a phone, a part of a dying phone's outbox, a card.
import { PLACE_DIGITS, SLIP_DIGITS, type Core } from '@shared/core'
import { dayNumber, dayOf } from '../model/days'
import type { Copy, RoundRow, SubjectRow } from '../store/copy'
import { isFrame } from './frames'

export type Meaning =
	| { what: 'row'; subject: SubjectRow; round: RoundRow }
	| { what: 'subject'; subject: SubjectRow }
	| { what: 'join'; ticket: string }
	| { what: 'login'; ticket: string; user: string }
	| { what: 'frame' }
	| { what: 'document'; number: string }
	/** Printed on something that has no row here yet. */
	| { what: 'tube'; code: string }
	/** One of ours, but not of the areas on this phone. */
	| { what: 'elsewhere'; code: string }
	| { what: 'mistyped' }
	/** The core is not on the phone yet. */
	| { what: 'unready' }
	| { what: 'nothing' }

export type Known = Pick<Copy, 'subjects' | 'rounds' | 'changed' | 'life'>

/** Of a subject or a round on paper: the last 40 bits of its id (src/rules/place_code.h). */
export function shortCode(core: Core, id: string): string {
	const bits = BigInt(`0x${id.replace(/-/g, '').slice(-10)}`)
	const digits = Array.from({ length: PLACE_DIGITS }, (_, i) =>
		Number((bits >> BigInt(5 * (PLACE_DIGITS - 1 - i))) & 31n),
	)
	return core.writeCode(digits)
}

/* As long as a code of n digits, and of its characters, whether the check is right or not. */
function looksLikeCode(text: string, n: number): boolean {
	const signs = text.replace(/[-\s]/g, '')
	return signs.length === n + 1 && /^[0-9A-TV-Z]+$/i.test(signs)
}

interface Index {
	changed: number
	subjects: ReadonlyMap<string, SubjectRow>
	rounds: ReadonlyMap<string, RoundRow>
}
const kept = new WeakMap<object, Index>()

function byCode<T extends { id: string }>(core: Core, rows: Iterable<T>): Map<string, T> {
	const found = new Map<string, T>()
	for (const row of rows) found.set(shortCode(core, row.id), row)
	return found
}

function indexOf(core: Core, copy: Known): Index {
	const changed = copy.changed.value
	const known = kept.get(copy.life)
	if (known?.changed === changed) return known
	const index = {
		changed,
		subjects: byCode(core, copy.subjects.values()),
		rounds: byCode(core, copy.rounds.values()),
	}
	kept.set(copy.life, index)
	return index
}

/** What was merged into another is that other. */
function living(copy: Known, subject: SubjectRow): SubjectRow {
	return copy.subjects.get(subject.survivor ?? '') ?? subject
}

function ofShort(core: Core, copy: Known, code: string, round = ''): Meaning {
	const index = indexOf(core, copy)
	const found = index.subjects.get(code)
	const asked = index.rounds.get(round)
	if (!found || (round && !asked)) return { what: 'elsewhere', code }
	const subject = living(copy, found)
	return asked ? { what: 'row', subject, round: asked } : { what: 'subject', subject }
}

function ofRow(core: Core, copy: Known, text: string): Meaning | undefined {
	const [one = '', other = '', ...more] = text.split('/')
	if (more.length || !looksLikeCode(one, PLACE_DIGITS) || !looksLikeCode(other, PLACE_DIGITS))
		return undefined
	const [code, round] = [core.code(one, PLACE_DIGITS), core.code(other, PLACE_DIGITS)]
	return code && round ? ofShort(core, copy, code, round) : { what: 'mistyped' }
}

/* The slip's address has its code behind "#/ticket/", and of a first login the user's name behind that. */
function ofSlip(core: Core, text: string): Meaning | undefined {
	const [, address = '', user = ''] = /#\/(?:ticket|join)\/([^/?]+)\/?([^?]*)/.exec(text) ?? []
	const code = address || text
	if (!looksLikeCode(code, SLIP_DIGITS)) return undefined
	const ticket = core.code(code, SLIP_DIGITS)
	if (!ticket) return { what: 'mistyped' }
	return user
		? { what: 'login', ticket, user: decodeURIComponent(user) }
		: { what: 'join', ticket }
}

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/
/* tube.sealed takes 40 characters. */
const TUBE = /^(?=.*[0-9])[0-9A-Za-z][0-9A-Za-z_./-]{2,39}$/

export function meaningOf(text: string, copy: Known, core: Core): Meaning {
	const said = text.trim()
	if (isFrame(said)) return { what: 'frame' }
	const ours = ofRow(core, copy, said) ?? ofSlip(core, said)
	if (ours) return ours
	const code = core.code(said, PLACE_DIGITS)
	if (code) {
		const found = ofShort(core, copy, code)
		// Nine characters in groups are ours; without hyphens they may be anybody's that fits by chance.
		if (found.what === 'subject' || said.includes('-')) return found
	}
	if (UUID.test(said.toLowerCase())) {
		const subject = copy.subjects.get(said.toLowerCase())
		return subject
			? { what: 'subject', subject: living(copy, subject) }
			: { what: 'elsewhere', code: said }
	}
	if (/^[0-9]{17}[0-9Xx]$/.test(said)) {
		const { plain } = core.document(said, dayNumber(dayOf(Date.now())))
		return plain ? { what: 'document', number: plain } : { what: 'mistyped' }
	}
	if (/^[0-9a-z]{4}-[0-9a-z]{4}-[0-9a-z]$/i.test(said)) return { what: 'mistyped' }
	return TUBE.test(said) ? { what: 'tube', code: said } : { what: 'nothing' }
}

/** Only the last four of a document's number. */
export function masked(number: string): string {
	return '*'.repeat(Math.max(0, number.length - 4)) + number.slice(-4)
}
