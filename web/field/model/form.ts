// A form as its kind's table says: what may be typed, what comes of it, and what is wrong with it, in the server's own words, so
// that nothing waits for a network to be refused. The server checks again; what it alone can tell comes back as a refusal.
import type { Text } from '@shared/language'
import type { Shapes } from '@shared/api'
import { dayNumber, dayOf, dayText } from './days'

export type Field = Shapes['field']
export type Choice = Shapes['choice']

/** What stands in an input: text as typed, a choice, a list of them, yes or no. */
export type Raw = string | boolean | string[] | undefined
export type Values = Record<string, Raw>

export interface Fault {
	code: string
	reason: Text
	remedy: Text
}

const TEXT_MAX = 2000
const LIST_MAX = 1000
export const IMAGE_BYTES_MAX = 100 * 1024
const IMAGE_TEXT_MAX = Math.floor((IMAGE_BYTES_MAX * 4 + 2) / 3)
const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i
const AREA = /^[0-9A-Za-z_-]{1,32}(@[1-9]\d{0,8})?$/
const DECIMAL = /^-?(0|[1-9]\d*)(\.\d{1,3})?$/

/** The field's name in a sentence, in both languages: its label for people, its path where the server is compared with. */
export type Name = (f: Field) => Text

export const labelled: Name = (f) => ({ zh: f.label_zh, en: f.label_en })

const fault = (code: string, zh: string, en: string, remedy: Text): Fault => ({
	code,
	reason: { zh, en },
	remedy,
})

function missing(n: Text): Fault {
	const remedy = { zh: '补上该项', en: 'fill it in' }
	return fault('field_missing', `缺少“${n.zh}”`, `'${n.en}' is missing`, remedy)
}

function wrongType(n: Text, zh: string, en: string): Fault {
	const remedy = { zh: '改正类型', en: 'correct the type' }
	return fault('field_type', `“${n.zh}”应为${zh}`, `'${n.en}' must be ${en}`, remedy)
}

function outside(n: Text, value: string, min: string, max: string): Fault {
	const remedy = { zh: '改到范围内', en: 'bring it within the range' }
	const zh = `“${n.zh}”的值 ${value} 超出范围 ${min} 至 ${max}`
	return fault(
		'field_range',
		zh,
		`the value ${value} of '${n.en}' is outside ${min} to ${max}`,
		remedy,
	)
}

function malformed(n: Text, zh: string, en: string): Fault {
	const remedy = { zh: '核对后改正', en: 'check and correct it' }
	return fault(
		'field_format',
		`“${n.zh}”的格式不对：${zh}`,
		`'${n.en}' is malformed: ${en}`,
		remedy,
	)
}

function tooFew(n: Text, have: number, min: number, zh: string, en: string): Fault {
	return malformed(n, `只有 ${have}${zh}，至少 ${min}${zh}`, `${have} ${en}, at least ${min}`)
}

function tooLong(n: Text, have: number, max: number): Fault {
	const remedy = { zh: '缩短或分批', en: 'shorten or divide it' }
	return fault(
		'too_long',
		`“${n.zh}”过长：${have}，上限 ${max}`,
		`'${n.en}' is too long: ${have}, at most ${max}`,
		remedy,
	)
}

function tooMany(n: Text, have: number, max: number): Fault {
	const remedy = { zh: '分批', en: 'divide it' }
	return fault(
		'too_many',
		`“${n.zh}”过多：${have}，上限 ${max}`,
		`too many in '${n.en}': ${have}, at most ${max}`,
		remedy,
	)
}

/** Full-width digits and signs as an office keyboard gives them. */
function folded(text: string): string {
	return text.normalize('NFKC').trim()
}

/** Of a list that is typed: one a line, or divided by commas or blanks. */
export function listed(text: string): string[] {
	return text.split(/[\s,，、;；]+/).filter(Boolean)
}

/** What goes into the record; undefined for nothing. What cannot be read stays text, for check() to say so. */
export function value(f: Field, raw: Raw): unknown {
	if (raw === undefined || raw === '') return undefined
	if (typeof raw !== 'string') return Array.isArray(raw) && raw.length === 0 ? undefined : raw
	switch (f.type) {
		case 'int': {
			const text = folded(raw)
			return /^[+-]?\d{1,16}$/.test(text) ? Number(text) : text || undefined
		}
		case 'decimal':
		case 'date':
		case 'ref':
		case 'area':
		case 'phone':
		case 'plate':
		case 'document':
			return folded(raw) || undefined
		case 'time':
			return timed(folded(raw)) || undefined
		case 'refs': {
			const list = listed(raw)
			return list.length ? list : undefined
		}
		default:
			return raw.trim() || undefined
	}
}

/** "2022-08-30T09:12" of an input as a time of the field's zone. */
function timed(text: string): string {
	const [, day, clock, seconds] =
		/^(\d{4}-\d\d-\d\d)[T ](\d\d:\d\d)(:\d\d)?(\.\d+)?$/.exec(text) ?? []
	return day && clock ? `${day}T${clock}${seconds ?? ':00'}+08:00` : text
}

/** What an input shows for a value of a record. */
export function raw(f: Field, v: unknown): Raw {
	if (v === undefined || v === null) return undefined
	if (typeof v === 'boolean') return v
	if (Array.isArray(v)) return f.type === 'refs' ? v.join('\n') : v.map(String)
	if (f.type === 'time') return String(v).slice(0, 19)
	return String(v)
}

function decimalMilli(text: string): number {
	const [whole = '0', rest = ''] = text.replace('-', '').split('.')
	const milli = Number(whole) * 1000 + Number(rest.padEnd(3, '0'))
	return text.startsWith('-') ? -milli : milli
}

function milliText(n: number): string {
	const abs = Math.abs(n)
	const rest = String(abs % 1000).padStart(3, '0')
	return `${n < 0 ? '-' : ''}${Math.floor(abs / 1000)}.${rest}`
}

function checkInt(f: Field, n: Text, v: unknown): Fault | null {
	if (typeof v !== 'number') return wrongType(n, '整数', 'an integer')
	const min = f.min ?? -Number.MAX_SAFE_INTEGER
	const max = f.max ?? Number.MAX_SAFE_INTEGER
	return v < min || v > max ? outside(n, String(v), String(min), String(max)) : null
}

function checkDecimal(f: Field, n: Text, v: string): Fault | null {
	if (!DECIMAL.test(v) || v.replace(/\D/g, '').length > 15)
		return malformed(
			n,
			'应为小数文本，如 "12.5"，最多 15 位、3 位小数',
			'expected a decimal as text, such as "12.5", of at most 15 digits and 3 decimals',
		)
	const milli = decimalMilli(v)
	const { min, max } = f
	if (min === null || max === null || (milli >= min && milli <= max)) return null
	return outside(n, v, milliText(min), milliText(max))
}

const DATE_FROM = dayNumber('1900-01-01')
const YEAR_DAYS = 366

/** The first and the last day that a date field takes. */
export function dates(f: Field, now: number): [string, string] {
	const today = dayNumber(dayOf(now))
	const bounded = f.min !== null && f.max !== null
	const [min, max] = bounded
		? [today + (f.min ?? 0), today + (f.max ?? 0)]
		: [DATE_FROM, today + YEAR_DAYS]
	return [dayText(min), dayText(max)]
}

function checkDate(f: Field, n: Text, v: string, now: number): Fault | null {
	if (Number.isNaN(dayNumber(v)))
		return malformed(n, '应为日期，如 2022-08-30', 'expected a date, such as 2022-08-30')
	const [min, max] = dates(f, now)
	return v < min || v > max ? outside(n, v, min, max) : null
}

function checkTime(n: Text, v: string): Fault | null {
	if (!Number.isNaN(Date.parse(v)) && /T.*(Z|[+-]\d\d:\d\d)$/.test(v)) return null
	return malformed(
		n,
		'应为带时区的时间，如 2022-08-30T09:12:05+08:00',
		'expected a time with its zone, such as 2022-08-30T09:12:05+08:00',
	)
}

function checkText(f: Field, n: Text, v: string): Fault | null {
	const have = [...v].length
	const max = f.max || TEXT_MAX
	if (have > max) return tooLong(n, have, max)
	const min = f.min ?? 0
	return have < min ? tooFew(n, have, min, ' 个字', 'characters') : null
}

/** The choices that are offered where the field on which they depend says `by`, on a local day. */
export function offered(f: Field, by: unknown, day: string): Choice[] {
	const all = f.choices ?? []
	if (!f.by || typeof by !== 'string') return all
	return all.filter((c) => {
		const rows = f.offers.filter((o) => o.choice === c.name)
		const inForce = rows.filter((o) => o.from === null || o.from <= day)
		const row = inForce.at(-1) ?? rows[0]
		return !row || row.to.includes(by)
	})
}

function checkChoice(n: Text, choices: readonly Choice[], v: string): Fault | null {
	if (choices.some((c) => c.name === v)) return null
	const remedy = { zh: '从可选项中选择', en: 'take one of the choices' }
	const zh = choices.map((c) => c.label_zh).join('、')
	const en = choices.map((c) => c.name).join(', ')
	return fault(
		'field_choice',
		`“${n.zh}”的值“${v}”不在可选项内：${zh}`,
		`'${v}' is not a choice of '${n.en}': ${en}`,
		remedy,
	)
}

function checkList(f: Field, n: Text, v: readonly string[]): Fault | null {
	const max = f.max && f.max < LIST_MAX ? f.max : LIST_MAX
	if (v.length > max) return tooMany(n, v.length, max)
	const min = Math.max(f.min ?? 0, f.required || f.type === 'refs' ? 1 : 0)
	return v.length < min ? tooFew(n, v.length, min, ' 项', 'in the list') : null
}

function checkRefs(n: Text, v: readonly string[]): Fault | null {
	if (v.some((one) => !UUID.test(one))) return malformed(n, '应为 UUID', 'expected a UUID')
	const different = new Set(v.map((one) => one.toLowerCase()))
	return different.size < v.length
		? malformed(n, '列表中有重复项', 'the list names something twice')
		: null
}

function checkImage(n: Text, v: string): Fault | null {
	if (v.length > IMAGE_TEXT_MAX) return tooLong(n, v.length, IMAGE_TEXT_MAX)
	return /^_9j_[\w-]*$/.test(v)
		? null
		: malformed(n, '应为 base64url 编码的 JPEG 图片', 'expected a JPEG image in base64url')
}

/** Numbers that people carry are checked by the program's own core, where it is there: null where nothing is to be said. */
export type Carried = (type: string, text: string, day: string) => { zh: string; en: string } | null

export interface Setting {
	now: number
	name: Name
	carried: Carried
}

function checkValue(f: Field, n: Text, v: unknown, by: unknown, set: Setting): Fault | null {
	switch (f.type) {
		case 'int':
			return checkInt(f, n, v)
		case 'bool':
			return typeof v === 'boolean' ? null : wrongType(n, 'true 或 false', 'true or false')
		case 'choices': {
			const list = v as string[]
			const choices = offered(f, by, dayOf(set.now))
			const wrong = list.map((one) => checkChoice(n, choices, one)).find((one) => one)
			return checkList(f, n, list) ?? wrong ?? null
		}
		case 'refs':
			return checkList(f, n, v as string[]) ?? checkRefs(n, v as string[])
	}
	const text = String(v)
	switch (f.type) {
		case 'decimal':
			return checkDecimal(f, n, text)
		case 'date':
			return checkDate(f, n, text, set.now)
		case 'time':
			return checkTime(n, text)
		case 'choice':
			return checkChoice(n, f.choices ?? [], text)
		case 'ref':
			return UUID.test(text) ? null : malformed(n, '应为 UUID', 'expected a UUID')
		case 'area':
			return AREA.test(text) ? null : malformed(n, '不是区域编号', 'it is no area id')
		case 'image':
			return checkImage(n, text)
		case 'phone':
		case 'plate':
		case 'document': {
			const said = set.carried(f.type, text, dayOf(set.now))
			return said && malformed(n, said.zh, said.en)
		}
	}
	return checkText(f, n, text)
}

/** What is wrong with one field; null if nothing. */
export function check(f: Field, values: Values, set: Setting): Fault | null {
	const n = set.name(f)
	const v = value(f, values[f.name])
	if (v === undefined) return f.required ? missing(n) : null
	return checkValue(f, n, v, f.by ? values[f.by] : undefined, set)
}

/** What is wrong, by the field's name, in the order of the table. */
export function faults(fields: readonly Field[], values: Values, set: Setting): Map<string, Fault> {
	const all = fields.map((f) => [f.name, check(f, values, set)] as const)
	return new Map(all.filter((one): one is [string, Fault] => one[1] !== null))
}

/** The body of a record: only what was said. */
export function bodyOf(fields: readonly Field[], values: Values): Record<string, unknown> {
	const all = fields.map((f) => [f.name, value(f, values[f.name])] as const)
	return Object.fromEntries(all.filter(([, v]) => v !== undefined))
}

export function valuesOf(fields: readonly Field[], body: Record<string, unknown>): Values {
	return Object.fromEntries(fields.map((f) => [f.name, raw(f, body[f.name])]))
}
