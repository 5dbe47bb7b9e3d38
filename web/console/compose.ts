// A bulletin that is being written: paragraphs that the program made from figures, as far as somebody left them so, and his own. What
// was typed is kept in this browser until it is published or given up; what is handed on is a record, for others to go on with.
import { api, got, type Shapes } from '@shared/api'
import { newId } from '@shared/ids'
import { language, type Language } from '@shared/language'
import { fileOf } from './take'
import { isUnsure, type Receipt } from './write'

export const DRAFTED = 'bulletin.drafted'

export type Drawn = Shapes['bulletin_draft']
type Figure = Drawn['figures'][number]

export interface Asked {
	incident: string
	area: string
	from: string
	to: string
	replaces: string
}

export interface Paragraph {
	key: number
	/** Of the program's: which one. */
	of?: string
	zh: string
	en: string
}

export interface Words {
	title_zh: string
	title_en: string
	reason: string
	correction: string
	paragraphs: Paragraph[]
	/** Those of the program that somebody left out. */
	left: string[]
	/** What the program had said when it was last looked at: by it is known what somebody has changed. */
	made: Record<string, { zh: string; en: string }>
	/** The draft on the server that this goes on from. */
	from: string
}

let keys = 0
export const nextKey = (): number => ++keys

// ---- the program's words and somebody's own ----

export function blank(): Words {
	return {
		title_zh: '',
		title_en: '',
		reason: '',
		correction: '',
		paragraphs: [],
		left: [],
		made: {},
		from: '',
	}
}

export function isTouched(w: Words, p: Paragraph, lang: Language): boolean {
	return p.of === undefined || p[lang] !== w.made[p.of]?.[lang]
}

/** Figures have moved: what nobody has changed says what they are now, in its place; what somebody has changed stays as it is. */
export function follow(w: Words, drawn: Drawn): void {
	const made = Object.fromEntries(drawn.paragraphs.map((p) => [p.id, { zh: p.zh, en: p.en }]))
	w.paragraphs = w.paragraphs.flatMap((p) => {
		const now = p.of === undefined ? undefined : made[p.of]
		const zh = isTouched(w, p, 'zh')
		const en = isTouched(w, p, 'en')
		if (!now) {
			if (!zh && !en) return []
			return [{ key: p.key, zh: p.zh, en: p.en }]
		}
		if (!zh) p.zh = now.zh
		if (!en) p.en = now.en
		return [p]
	})
	let after = 0
	for (const { id, zh, en } of drawn.paragraphs) {
		if (w.left.includes(id)) continue
		const at = w.paragraphs.findIndex((p) => p.of === id)
		if (at < 0) w.paragraphs.splice(after, 0, { key: nextKey(), of: id, zh, en })
		after = (at < 0 ? after : at) + 1
	}
	w.left = w.left.filter((id) => made[id])
	w.made = made
}

type Saved = Pick<
	NonNullable<Drawn['drafted']>,
	'id' | 'title_zh' | 'title_en' | 'reason' | 'correction' | 'prose_zh' | 'prose_en'
>

const HEAD = /^[^。:]{1,40}[。:]/u
/* Two sentences that differ in their numbers only, and in what English makes of one and of several. */
const bare = (text: string): string =>
	text
		.replace(/[\d,.]*\d万?/g, '#')
		.replace(/\bonce\b/g, '# times')
		.replace(/\bwas\b/g, 'were')
		.replace(/\bperson\b/g, 'people')
		.replace(/\b(the|their) doors?\b/g, 'door')
		.replace(/ies\b/g, 'y')
		.replace(/([a-z])s\b/g, '$1')

/* The lines of a text, each with the program's paragraph that it is, if it is one; with the numbers of now, if it differs in those only. */
function linesOf(
	text: string,
	lang: Language,
	drawn: Drawn,
): { text: string; of?: { of: string } }[] {
	const free = [...drawn.paragraphs]
	if (!text) return []
	return text.split('\n').map((line) => {
		const head = line.match(HEAD)?.[0]
		const at = free.findIndex((p) => head !== undefined && p[lang].startsWith(head))
		const [p] = at < 0 ? [] : free.splice(at, 1)
		if (!p) return { text: line }
		return { text: bare(p[lang]) === bare(line) ? p[lang] : line, of: { of: p.id } }
	})
}

/** What somebody has handed on, or a version that is to be corrected: a line that says what the program would say, but for its
 * numbers, is the program's, and says what they are now. */
export function taken(saved: Saved, drawn: Drawn): Words {
	const { id, title_zh, title_en, reason, correction } = saved
	const w: Words = { ...blank(), title_zh, title_en, reason, correction, from: id }
	w.made = Object.fromEntries(drawn.paragraphs.map((p) => [p.id, { zh: p.zh, en: p.en }]))
	const zh = linesOf(saved.prose_zh, 'zh', drawn)
	const en = linesOf(saved.prose_en, 'en', drawn)
	w.paragraphs = zh.map(({ of, text }) => ({ key: nextKey(), zh: text, en: '', ...of }))
	const beside = zh.length === en.length
	en.forEach(({ of, text }, i) => {
		const there = beside ? w.paragraphs[i] : undefined
		const p =
			w.paragraphs.find((one) => of && one.of === of.of) ??
			(there && !there.en && (!of || !there.zh) ? there : undefined) ??
			(of ? undefined : w.paragraphs.find((one) => !one.of && !one.en))
		if (p) Object.assign(p, of, { en: text })
		else if (text) w.paragraphs.push({ key: nextKey(), zh: '', en: text, ...of })
	})
	w.left = drawn.paragraphs
		.map((p) => p.id)
		.filter((p) => !w.paragraphs.some((one) => one.of === p))
	return w
}

/** Of an exercise the program says so before each title. */
export function ownTitle(title: string): string {
	return title.replace(/^(【演练】|\[Exercise\] )/, '')
}

export function prose(w: Words, lang: Language): string {
	return w.paragraphs
		.map((p) => p[lang].trim().replace(/\s*\n\s*/g, ' '))
		.filter(Boolean)
		.join('\n')
}

/** The same with what is not written as an empty line, so that the languages stand beside each other when somebody goes on. */
export function aligned(w: Words, lang: Language): string {
	return w.paragraphs.map((p) => p[lang].trim().replace(/\s*\n\s*/g, ' ')).join('\n')
}

// ---- numbers in a text ----

const DATES =
	/\d{4}\s*年(\d{1,2}\s*月)?(\d{1,2}\s*日)?|\d{1,2}\s*月\d{1,2}\s*日|\d{4}-\d{2}-\d{2}|\d{1,2}[:：]\d{2}|\d{1,2}\s(Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]*(\s\d{4})?/g
const NUMBER = /(?<![\d.,A-Za-z-])(\d[\d,]*(?:\.\d+)?)\s*(万|亿)?/g
const TIMES: Readonly<Record<string, number>> = { 万: 10_000, 亿: 100_000_000 }

/** Numbers of a text that equal no figure, neither as it is nor as the version before told it, and no difference of an account. */
export function strays(text: string, drawn: Drawn): string[] {
	const known = new Set(
		drawn.figures.flatMap((f: Figure) => [f.value, f.before]).filter((n) => n !== null),
	)
	for (const o of drawn.open) known.add(Math.abs(Number(o.difference)))
	const found = [...text.replace(DATES, ' ').matchAll(NUMBER)]
		.filter(([, digits = '', times]) => {
			const n = Number(digits.replaceAll(',', '')) * (TIMES[times ?? ''] ?? 1)
			return ![...known].some((k) => Math.abs(k - n) < 1e-6 * Math.max(1, n))
		})
		.map(([whole]) => whole.trim())
	return [...new Set(found)]
}

const PERSONAL =
	/\d{11,}|(?<!\d)1[3-9]\d[ -]\d{4}[ -]\d{4}(?!\d)|(?<!\d)\d{6}[ -]\d{8}[ -]\d{3}[\dXx](?!\d)/g

/** What the server would refuse as the number of a phone or a document, in full-width digits too. */
export function personal(text: string): string[] {
	return text.normalize('NFKC').match(PERSONAL) ?? []
}

/** Is there anything that the program did not write? */
export function hasOwn(w: Words): boolean {
	const said = [w.title_zh, w.title_en, w.reason, w.correction].some(Boolean)
	const written = w.paragraphs.some((p) => isTouched(w, p, 'zh') || isTouched(w, p, 'en'))
	return said || written || w.left.length > 0
}

// ---- kept in this browser ----

const KEEP = 'bulou.compose.'
const KEPT_MAX = 20

const keyOf = (a: Asked): string => KEEP + [a.incident, a.area, a.from, a.to, a.replaces].join('|')

/** false: this browser keeps nothing. */
export function keep(asked: Asked, words: Words): boolean {
	try {
		const others = Object.keys(localStorage).filter((k) => k.startsWith(KEEP))
		if (others.length >= KEPT_MAX && !others.includes(keyOf(asked))) {
			const at = (k: string): number =>
				(JSON.parse(localStorage.getItem(k) ?? '{}') as { at?: number }).at ?? 0
			localStorage.removeItem(others.reduce((a, b) => (at(a) < at(b) ? a : b)))
		}
		localStorage.setItem(keyOf(asked), JSON.stringify({ at: Date.now(), words }))
		return true
	} catch {
		return false
	}
}

export function kept(asked: Asked): Words | undefined {
	try {
		const text = localStorage.getItem(keyOf(asked))
		if (!text) return undefined
		const { words } = JSON.parse(text) as { words: Words }
		words.paragraphs.forEach((p) => (p.key = nextKey()))
		return { ...blank(), ...words }
	} catch {
		return undefined
	}
}

export function forget(asked: Asked): void {
	try {
		localStorage.removeItem(keyOf(asked))
	} catch {
		// there is nothing to forget
	}
}

// ---- the server ----

function bodyOf(asked: Asked, w: Words): Shapes['bulletin_words'] {
	const { incident, area, from, to, replaces } = asked
	return {
		incident,
		area,
		from,
		to,
		...(replaces && { replaces }),
		title_zh: w.title_zh.trim(),
		title_en: w.title_en.trim(),
		prose_zh: prose(w, 'zh'),
		prose_en: prose(w, 'en'),
		reason: w.reason.trim(),
		correction: w.correction.trim(),
	}
}

const header = { 'Bulou-Client': 'console' }

export function readDraft(asked: Asked, lang: Language): Promise<Drawn> {
	const { replaces, ...rest } = asked
	const query = { ...rest, ...(replaces && { replaces }), lang }
	return got(api.GET('/v1/bulletins/draft', { params: { query } }))
}

/** The same with what was typed: how many pages it is. */
export function tryDraft(asked: Asked, w: Words, lang: Language): Promise<Drawn> {
	const call = api.POST('/v1/bulletins/draft', {
		params: { header, query: { lang } },
		body: bodyOf(asked, w),
	})
	return got(call)
}

/** A paper of the draft. */
export async function paperOf(asked: Asked, w: Words, extent: string): Promise<Blob> {
	const query = `format=pdf&extent=${extent}&lang=${language.value}`
	return (await fileOf(`/v1/bulletins/draft?${query}`, bodyOf(asked, w))).blob()
}

/** Publishes once: what may have arrived is sent again as it was, and what is there already is there. */
export function publisher(): (asked: Asked, w: Words, mark: string) => Promise<string> {
	let sent: (Shapes['bulletin_order'] & { id: string }) | undefined
	return async (asked, w, mark) => {
		sent ??= { ...bodyOf(asked, w), id: newId(), mark }
		try {
			const call = api.POST('/v1/bulletins', { params: { header }, body: sent })
			const receipt = (await got(call)) as Receipt
			if (receipt.error && receipt.error.code !== 'id_taken')
				throw Object.assign(new Error(receipt.error.code), receipt.error)
			return sent.id
		} catch (e) {
			if (!isUnsure(e)) sent = undefined
			throw e
		}
	}
}
