// Finding a door or somebody in the copy, without a network: by name, its pinyin initials, by room, address or phone.
import { order, placeText } from '@shared/matrix'
import type { Home, SubjectRow } from '../store/copy'
import { type Data } from './building'
import { placeIn } from './sorted'

type Person = Home['people'][number]

export interface Hit {
	/** Of the dwelling where somebody lives, or of the subject itself. */
	subject: string
	/** Of the person, where it is one. */
	person: string | null
	name: string
	place: string
	phone: string | null
	flags: readonly string[]
}

interface Indexed extends Hit {
	/** In which it is looked for. */
	text: string
	initials: string
}

/* The first character, in the order of pinyin, of each initial. A collation that knows no pinyin finds none. */
const FIRST = '阿八嚓哒妸发旮哈讥咔垃妈拏噢妑七呥仨他屲夕丫帀'
const LETTERS = 'abcdefghjklmnopqrstwxyz'
const pinyin = new Intl.Collator('zh-u-co-pinyin')
const knows = pinyin.resolvedOptions().locale.startsWith('zh')
/* What has another reading as a family name. */
const NAMES: Readonly<Record<string, string>> = {
	单: 's',
	曾: 'z',
	解: 'x',
	查: 'z',
	仇: 'q',
	尉: 'y',
	区: 'o',
	盖: 'g',
	覃: 'q',
	翟: 'z',
}

const initialOf = new Map<string, string>()

function initial(sign: string): string {
	const known = initialOf.get(sign)
	if (known !== undefined) return known
	let found = ''
	if (/[a-z0-9]/.test(sign)) found = sign
	else if (knows && /\p{Script=Han}/u.test(sign)) {
		let [low, high] = [0, FIRST.length - 1]
		while (low < high) {
			const middle = (low + high + 1) >> 1
			if (pinyin.compare(FIRST[middle] ?? '', sign) <= 0) low = middle
			else high = middle - 1
		}
		found = LETTERS[low] ?? ''
	}
	initialOf.set(sign, found)
	return found
}

/** 张测试 as zcs. */
export function initials(name: string): string {
	const [first = '', ...rest] = [...name.toLowerCase()]
	return (NAMES[first] ?? initial(first)) + rest.map(initial).join('')
}

function plain(text: string): string {
	return text.normalize('NFKC').toLowerCase().replace(/\s/g, '')
}

const kept = new WeakMap<object, { changed: number; all: Indexed[] }>()
/* By the row, and of a person by his home's: what has not changed is not read again. */
const doors = new WeakMap<SubjectRow, Indexed>()
const people = new WeakMap<Person, Indexed>()

function entry(hit: Hit): Indexed {
	const text = plain(`${hit.name} ${hit.place} ${hit.phone ?? ''}`)
	return { ...hit, text, initials: initials(plain(hit.name)) }
}

function ofSubject(s: SubjectRow): Indexed {
	const known = doors.get(s)
	if (known) return known
	const place = placeText(s.place)
	const made = entry({
		...{ subject: s.id, person: null, name: '', place },
		...{ phone: null, flags: s.flags },
	})
	doors.set(s, made)
	return made
}

function ofPerson(person: Person, subject: string, place: string): Indexed {
	const known = people.get(person)
	if (known?.place === place && known.subject === subject) return known
	const { id, name, phone, flags } = person
	const made = entry({ subject, person: id, name, place, phone, flags })
	people.set(person, made)
	return made
}

function index(copy: Data): Indexed[] {
	const known = kept.get(copy.life)
	if (known?.changed === copy.changed.value) return known.all
	const all: Indexed[] = []
	for (const s of copy.subjects.values()) if (s.place) all.push(ofSubject(s))
	for (const home of copy.homes.values()) {
		const at = copy.subjects.get(home.subject)
		const place = at ? ofSubject(at).place : ''
		for (const one of home.people) all.push(ofPerson(one, home.subject, place))
	}
	kept.set(copy.life, { changed: copy.changed.value, all })
	return all
}

export const HITS_MAX = 50

/** What fits all words, up to HITS_MAX; people before doors, and what begins with a word before what holds it. */
export function find(
	copy: Data,
	words: string,
	flags: readonly string[] = [],
	also: (hit: Hit) => boolean = () => true,
): Hit[] {
	const wanted = words.split(/\s+/).map(plain).filter(Boolean)
	if (wanted.length === 0 && flags.length === 0) return []
	const fits = (one: Indexed, w: string): boolean =>
		one.text.includes(w) || (one.person !== null && one.initials.startsWith(w))
	const rank = (one: Indexed): number =>
		(one.person === null ? 2 : 0) + (one.text.startsWith(wanted[0] ?? '') ? 0 : 1)
	const isBefore = (a: Indexed, b: Indexed): boolean =>
		(rank(a) - rank(b) || order.compare(a.place, b.place)) < 0
	// Of thousands that fit only the first few are put in order.
	const hits: Indexed[] = []
	for (const one of index(copy)) {
		const isHit =
			wanted.every((w) => fits(one, w)) &&
			(flags.length === 0 || flags.some((f) => one.flags.includes(f))) &&
			also(one)
		const last = hits.at(-1)
		if (!isHit || (hits.length === HITS_MAX && last && !isBefore(one, last))) continue
		hits.splice(placeIn(hits, one, isBefore), 0, one)
		if (hits.length > HITS_MAX) hits.pop()
	}
	return hits
}
