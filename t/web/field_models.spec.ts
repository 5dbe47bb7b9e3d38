// What the field app makes of its copy, without a browser: the order of a walk, what is next, what a door is asked, who is found.
import { expect, test } from '@playwright/test'
import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { doorsOf, lastDoor, nextDoor, walkOf } from '../../web/field/model/building'
import { today } from '../../web/field/model/day'
import {
	draftOf,
	fieldsAsked,
	household,
	isAnswered,
	needsOf,
	NOWHERE,
} from '../../web/field/model/door'
import { setBy } from '../../web/field/model/clock'
import { find, HITS_MAX, initials } from '../../web/field/model/find'
import { settles } from '../../web/field/model/state'
import {
	targetKey,
	type Copy,
	type Kind,
	type RoundRow,
	type TargetRow,
} from '../../web/field/store/copy'
import type { Entry } from '../../web/field/store/outbox'
import { pieces } from '../../web/field/model/verdict'
import { chinaTime } from '../../web/field/store/record'
import { nodeCore } from './node_core'
import { buildFolder } from './site'
import { order, placeText } from '../../web/shared/matrix'

const ROUND = 'round-1'
const NOW = Date.parse('2022-08-30T10:00:00+08:00')

function target(subject: string, place: object | null, more: Partial<TargetRow> = {}): TargetRow {
	const nothing = {
		asked: null,
		outcome: null,
		next: null,
		owner: null,
		covered: null,
	}
	const unsaid = {
		name: null,
		flags: null,
		arose: null,
		urgency: null,
		urgency_zh: null,
		urgency_en: null,
	}
	return {
		...{
			...nothing,
			...unsaid,
			round: ROUND,
			subject,
			slot: 0,
			area: 'g',
			state: 'open',
		},
		...{
			origin: 'listed',
			tries: 0,
			due: null,
			overdue: false,
			late: false,
			type: 'dwelling',
		},
		...{ place: place as Record<string, never>, pos: 10, ...more },
	}
}

const told = execFileSync(join(buildFolder(), 'bulou'), ['kinds', '--json'], {
	encoding: 'utf8',
})
const all = (JSON.parse(told) as { items: Kind[] }).items
const kinds = new Map(all.map((k) => [k.name, k]))
const visit = kinds.get('sweep.visit') as Kind

function copyOf(rows: TargetRow[]): Copy {
	const copy = {
		areas: new Map(),
		rounds: new Map(),
		subjects: new Map(),
		targets: new Map([[ROUND, new Map(rows.map((r) => [targetKey(r.subject, r.slot), r]))]]),
		homes: new Map(),
		kinds,
		roundKinds: new Map(),
		changed: { value: 0 },
		life: {},
	}
	return copy as unknown as Copy
}

let seq = 0
/** Of this phone, the newest first, as the outbox has them. */
function entry(
	subject: string,
	body: object,
	more: Partial<Entry> & { corrects?: string[] } = {},
): Entry {
	const n = ++seq
	const { corrects, kind = 'sweep.visit', state = 'queued', pos = null, id = `e${n}` } = more
	const record = {
		...{
			id,
			kind,
			v: 2,
			at: '2022-08-30T09:00:00+08:00',
			by: 'li',
			device: 'd',
			seq: n,
			mac: '',
		},
		...{
			area: 'g',
			round: ROUND,
			subject,
			body: body as Record<string, unknown>,
		},
		...(corrects && { corrects }),
	}
	return {
		seq: n,
		id,
		by: 'li',
		at: record.at,
		kind,
		state,
		pos,
		error: null,
		differs: null,
		record,
	}
}

const room = (building: string, unit: string, floor: string, number: string) => ({
	compound: '示例花园',
	building,
	unit,
	floor,
	room: number,
})

test('a walk goes from floor to floor, from the top down, and on to the next unit and building', () => {
	const rows = [
		target('b', room('10栋', '1单元', '1', '101')),
		target('e', room('2栋', '2单元', '1', '101')),
		target('c', room('2栋', '1单元', '1', '102')),
		target('d', room('2栋', '1单元', '2', '201')),
		target('a', room('2栋', '1单元', '1', '101')),
		target('f', { compound: '示例花园', address: '示例路 1 号' }),
	]
	const doors = doorsOf(copyOf(rows), [], ROUND, NOW)
	expect(doors.map((d) => d.row.subject)).toEqual(['d', 'a', 'c', 'e', 'b', 'f'])
	expect(
		placeText({
			compound: '示例花园',
			building: '2',
			unit: '1',
			floor: '1',
			room: '101',
		}),
	).toBe('示例花园 2栋 1单元 101')
})

test('doors stand as they are until something changes or one becomes overdue; a new one lies where it belongs', () => {
	const due = new Date(NOW + 60_000).toISOString()
	const rows = ['102', '101'].map((n) => ({
		...target(n, room('1栋', '', '1', n)),
		due,
	}))
	const copy = copyOf(rows)
	const entries: never[] = []
	const at = (ms: number) => doorsOf(copy, entries, ROUND, NOW + ms)
	const first = at(0)
	expect(at(60_000)).toBe(first)
	expect(first.map((d) => d.state)).toEqual(['open', 'open'])
	expect(at(60_001).map((d) => d.state)).toEqual(['overdue', 'overdue'])
	expect(at(-1).map((d) => d.state)).toEqual(['open', 'open'])
	const before = at(0)
	copy.targets.get(ROUND)?.set('100|0', target('100', room('1栋', '', '1', '100')))
	expect(at(0)).toBe(before)
	copy.changed.value++
	expect(at(0).map((d) => d.row.subject)).toEqual(['100', '101', '102'])
	expect(doorsOf(copy, [entry('101', { outcome: 'done' })], ROUND, NOW)[1]?.state).toBe('done')
})

test('one new door, or one that changed, makes no other anew: nor a building in which it is not', () => {
	const due = new Date(NOW + 60_000).toISOString()
	const rows = ['1栋', '2栋'].flatMap((b) =>
		['101', '102'].map((n) => ({
			...target(b + n, room(b, '1单元', '1', n)),
			due,
		})),
	)
	const copy = copyOf(rows)
	const entries: never[] = []
	const at = (ms = 0) => doorsOf(copy, entries, ROUND, NOW + ms)
	const units = () => walkOf(copy, entries, ROUND).blocks.map((b) => b.units)
	const change = (row: TargetRow): void => {
		copy.targets.get(ROUND)?.set(targetKey(row.subject, 0), row)
		copy.changed.value++
	}
	const [first, firstUnits] = [at(), units()]
	change({ ...target('new', room('2栋', '1单元', '1', '103')), due })
	const [second, secondUnits] = [at(), units()]
	expect(second.map((d) => d.key)).toEqual([...first.map((d) => d.key), 'new|0'])
	first.forEach((d, i) => expect(second[i]).toBe(d))
	expect(secondUnits[0]).toBe(firstUnits[0])
	expect(secondUnits[1]?.[0]?.floors[0]?.rooms.map((r) => r?.subject)).toEqual([
		'2栋101',
		'2栋102',
		'new',
	])
	change({ ...rows[1]!, state: 'done' })
	const third = at()
	expect(third.map((d) => d.state)).toEqual(['open', 'done', 'open', 'open', 'open'])
	expect(third.map((d, i) => d === second[i])).toEqual([true, false, true, true, true])
	// What became overdue meanwhile is looked at again.
	change({ ...rows[1]!, state: 'open' })
	expect(at(60_001).map((d) => d.state)).toEqual(Array(5).fill('overdue'))
	copy.targets.get(ROUND)?.delete('new|0')
	copy.changed.value++
	expect(at(60_001).map((d) => d.row.subject)).toEqual(rows.map((r) => r.subject))
	expect(units()[1]?.[0]?.floors[0]?.rooms).toHaveLength(2)
})

test('one new door among five thousand in a list is put where it belongs, and the others are not sorted again', () => {
	const house = (n: number) => ({ compound: '示例组', address: `示例路 ${n} 号` })
	const rows = Array.from({ length: 5000 }, (_, i) => {
		const n = ((i * 2377) % 5000) * 2
		return target(`h${n}`, house(n))
	})
	const copy = copyOf(rows)
	const { compare } = order
	let compared = 0
	Object.defineProperty(order, 'compare', {
		configurable: true,
		value: (a: string, b: string) => (compared++, compare(a, b)),
	})
	try {
		const before = doorsOf(copy, [], ROUND, NOW).map((d) => d.key)
		expect(before).toEqual(Array.from({ length: 5000 }, (_, i) => `h${i * 2}|0`))
		compared = 0
		for (const row of [target('h4321', house(4321)), target('h8', house(8), { state: 'done' })])
			copy.targets.get(ROUND)?.set(targetKey(row.subject), row)
		copy.changed.value++
		const after = doorsOf(copy, [], ROUND, NOW)
		expect(after.map((d) => d.key)).toEqual([
			...before.slice(0, 2161),
			'h4321|0',
			...before.slice(2161),
		])
		expect(after[4]?.state).toBe('done')
		expect(compared).toBeLessThan(50)
	} finally {
		delete (order as { compare?: unknown }).compare
	}
})

test('the next door is the first missing one behind the last, and those that were tried come last', () => {
	const rows = ['101', '102', '103', '104'].map((n) => target(n, room('1栋', '', '1', n)))
	const copy = copyOf(rows)
	const entries = [
		entry('103', { outcome: 'done' }),
		entry('102', { outcome: 'nobody' }),
	].reverse()
	expect(lastDoor(entries, ROUND)).toBe('102|0')
	const doors = doorsOf(copy, entries, ROUND, NOW)
	expect(doors.map((d) => d.state)).toEqual(['open', 'tried', 'done', 'open'])
	expect(nextDoor(doors, '102|0')?.row.subject).toBe('104')
	expect(nextDoor(doors, '104|0')?.row.subject).toBe('101')
	const but = [entry('101', { outcome: 'done' }), entry('104', { outcome: 'moved' }), ...entries]
	expect(nextDoor(doorsOf(copy, but, ROUND, NOW), '104|0')?.row.subject).toBe('102')
	const none = [entry('102', { outcome: 'done' }), ...but]
	expect(nextDoor(doorsOf(copy, none, ROUND, NOW), '102|0')).toBeUndefined()
})

test('what was entered here stands over the copy until the copy knows it', () => {
	const of = (e: Entry[], more: Partial<TargetRow> = {}) =>
		doorsOf(copyOf([target('a', null, more)]), e, ROUND, NOW)[0]
	expect(of([entry('a', { outcome: 'done' })])).toMatchObject({
		state: 'done',
		unsent: true,
	})
	const accepted = entry('a', { outcome: 'done' }, { state: 'accepted', pos: 11 })
	expect(of([accepted])).toMatchObject({ state: 'done', unsent: false })
	// The copy is of pos 12: somebody has voided it since.
	expect(of([accepted], { pos: 12 })).toMatchObject({
		state: 'open',
		unsent: false,
	})
	expect(of([entry('a', { outcome: 'done' }, { state: 'refused' })])).toMatchObject({
		state: 'open',
		refused: true,
	})
	expect(of([entry('a', { outcome: 'done' }, { state: 'clash', pos: 11 })])?.state).toBe('clash')
	expect(of([], { due: '2022-08-30T09:00:00+08:00' })?.state).toBe('overdue')
	const first = entry('a', { outcome: 'done' }, { id: 'x' })
	const second = entry('a', { outcome: 'nobody' }, { corrects: ['x'] })
	expect(of([second, first])).toMatchObject({
		state: 'tried',
		tries: 1,
		outcome: 'nobody',
	})
})

test('a door is done while anything covers it, else excused, else as the latest attempt found it', () => {
	const of = (e: Entry[], more: Partial<TargetRow> = {}) =>
		doorsOf(copyOf([target('a', null, more)]), e, ROUND, NOW)[0]
	const [done, nobody, refuses, moved] = ['done', 'nobody', 'refused', 'moved'].map(
		(outcome) => () => entry('a', { outcome }),
	) as [() => Entry, () => Entry, () => Entry, () => Entry]
	const sequence = (...oldestFirst: (() => Entry)[]) =>
		of(oldestFirst.map((one) => one()).reverse())
	const covered = { state: 'done', outcome: 'done' }
	expect(sequence(done, nobody)).toMatchObject({ ...covered, tries: 1 })
	expect(sequence(nobody, done)).toMatchObject({ ...covered, tries: 1 })
	expect(sequence(done, moved)).toMatchObject(covered)
	expect(sequence(moved, done)).toMatchObject(covered)
	expect(sequence(moved, nobody)).toMatchObject({
		state: 'excused',
		outcome: 'moved',
	})
	expect(sequence(nobody, refuses)).toMatchObject({
		state: 'tried',
		outcome: 'refused',
		tries: 2,
	})
	// What the server knows stands as well.
	const there: Partial<TargetRow> = { state: 'done', outcome: 'done' }
	expect(of([nobody()], there)).toMatchObject(covered)
	expect(of([moved()], there)).toMatchObject(covered)
	expect(of([done()], { state: 'excused', outcome: 'moved' })).toMatchObject(covered)
	expect(of([nobody()], { state: 'excused', outcome: 'moved' })).toMatchObject({
		state: 'excused',
		outcome: 'moved',
	})
	// A correction takes back what it corrects.
	const taken = entry('a', { outcome: 'nobody' }, { corrects: ['known-there'] })
	expect(of([taken], there)).toMatchObject({
		state: 'tried',
		outcome: 'nobody',
	})
	for (const state of ['held', 'waiting'] as const)
		expect(of([entry('a', { outcome: 'done' }, { state, pos: 11 })])).toMatchObject({
			state: 'open',
			unsent: false,
		})
	// Of a phone that was enrolled anew: the numbers begin again, the order stays.
	const old = { ...nobody(), seq: 900 }
	const fresh = { ...refuses(), seq: 1 }
	expect(of([fresh, old])).toMatchObject({ outcome: 'refused' })
})

test('a dwelling that was found is a door at once', () => {
	const copy = copyOf([target('a', room('1栋', '', '1', '101'))])
	const found = entry('new', room('1栋', '', '1', '102'), {
		kind: 'sweep.found',
	})
	const doors = doorsOf(copy, [found], ROUND, NOW)
	expect(doors.map((d) => [d.row.subject, d.state])).toEqual([
		['a', 'open'],
		['new', 'open'],
	])
	const visited = entry('new', { outcome: 'done' })
	expect(doorsOf(copy, [visited, found], ROUND, NOW)[1]?.state).toBe('done')
})

test('today tells what asks something of me, and its numbers add up', () => {
	const rows = ['1', '2', '3', '4'].map((n) => target(n, room('1栋', '', '1', n)))
	const copy = copyOf(rows)
	const round = {
		id: ROUND,
		kind: 'sweep',
		state: 'open',
		standing: false,
		due: null,
	}
	copy.rounds.set(ROUND, round as unknown as RoundRow)
	copy.rounds.set('closed', {
		...round,
		id: 'closed',
		state: 'closed',
	} as unknown as RoundRow)
	const entries = [entry('1', { outcome: 'done' }), entry('2', { outcome: 'moved' })]
	const mine = [{ verb: 'enter', matter: 'sweep' }]
	const [work, ...others] = today(copy, entries, mine, NOW)
	expect(others).toEqual([])
	expect(work).toMatchObject({
		all: 4,
		done: 1,
		excused: 1,
		missing: 2,
		unsent: 2,
	})
	expect(today(copy, entries, [], NOW)).toEqual([])
	// A round that is nobody's matter, and doors of one that is not here, ask nothing of anybody.
	const stray = { ...round, id: 'stray', kind: 'sweep.of_tomorrow' }
	copy.rounds.set('stray', stray as unknown as RoundRow)
	for (const id of ['stray', 'elsewhere'])
		copy.targets.set(id, new Map([['1|0', { ...rows[0]!, round: id }]]))
	expect(today(copy, entries, mine, NOW).map((w) => w.round.id)).toEqual([ROUND])
	copy.roundKinds.set('sweep', { in_force: true } as never)
	expect(today(copy, entries, mine, NOW)).toEqual([])
})

test('what an answer makes of its target is what the desk makes of the example of its kind', () => {
	const wrong: string[] = []
	let n = 0
	for (const k of all.filter((one) => one.covers !== null && !one.composed)) {
		const file = join(__dirname, '../vectors/effects', `${k.name}.v${k.v}.txt`)
		const example = k.example as unknown as {
			round: string
			body: { outcome?: string }
		}
		const [, what] =
			readFileSync(file, 'utf8')
				.split('\n')
				.map((line) => /^target (cover|excuse|try) key=(\S+)/.exec(line))
				.find((m) => m?.[2] === example.round) ?? []
		if (what === undefined) continue
		n++
		const meant = { cover: 'done', excuse: 'excused', try: 'tried' }[what]
		const made = settles(k.name, example.body.outcome ?? null)
		if (made !== meant) wrong.push(`${k.name}: ${made}, not ${meant}`)
	}
	expect(wrong).toEqual([])
	expect(n).toBeGreaterThan(40)
})

test('who lives at a door: as listed, and what was entered here since', () => {
	const copy = copyOf([])
	const person = (id: string, name: string, flags: string[] = []) => ({
		...{ id, name, flags, phone: null, born: null },
	})
	copy.homes.set('d', {
		subject: 'd',
		people: [person('p', '张**'), person('q', '李**', ['alone'])],
		known: [],
	})
	const entries = [
		entry('n', { name: '王示例', dwelling: 'd', flags: ['infant'] }, { kind: 'person.listed' }),
		entry('q', { dwelling: NOWHERE }, { kind: 'person.changed' }),
		entry('p', { flags: ['pregnant'] }, { kind: 'person.changed' }),
		entry('z', { name: '别家', dwelling: 'other' }, { kind: 'person.listed' }),
	]
	const members = household(copy, entries, 'd')
	expect(members.map((m) => [m.name, m.change, m.flags])).toEqual([
		['张**', null, ['pregnant']],
		['李**', 'moved', ['alone']],
		['王示例', 'new', ['infant']],
	])
	// Who has moved away is no need of this home any more.
	expect(needsOf(copy, 'd', members).sort()).toEqual(['infant', 'pregnant'])
})

test('a question is asked only after the answer that raises it, and what was answered in this round is told', () => {
	const names = (values: object) =>
		fieldsAsked(visit, values as never, ['slot']).map((f) => f.name)
	expect(names({})).toEqual(['outcome'])
	expect(names({ outcome: 'nobody' })).toEqual(['neighbour', 'next', 'outcome', 'note'])
	expect(names({ outcome: 'done' })).toEqual([
		...['away', 'ill', 'people', 'difficulty', 'outcome', 'note'],
	])
	expect(names({ outcome: 'done', away: true, ill: '1', difficulty: 'life' })).toEqual(
		expect.arrayContaining(['from', 'left', 'symptoms', 'difficulty_text']),
	)
	// A kind that this code has never heard of is asked as its table has it.
	const strange = { ...visit, name: 'strange.kind' }
	expect(fieldsAsked(strange, {}, [])).toEqual(strange.fields)
	const round = { id: ROUND, opened: '2022-08-30T08:00:00+08:00' } as RoundRow
	const known = { at: '2022-08-30T09:00:00+08:00', asked: 1 } as never
	expect(isAnswered(known, round)).toBe(true)
	expect(isAnswered({ ...(known as object), round: 'another' } as never, round)).toBe(false)
	expect(
		isAnswered({ ...(known as object), at: '2022-08-29T09:00:00+08:00' } as never, round),
	).toBe(false)
})

test('what is not asked any more is not said', () => {
	const about = { kind: visit, area: 'g', subject: 'd', round: ROUND }
	const values = {
		outcome: 'nobody',
		away: true,
		from: '示例市',
		people: '3',
		next: 'call',
	}
	expect(draftOf(about, values, { slot: '0' })).toEqual({
		...{ kind: 'sweep.visit', v: 2, area: 'g', subject: 'd', round: ROUND },
		body: { outcome: 'nobody', next: 'call' },
	})
	expect(draftOf(about, { outcome: 'done' }, { slot: '2' }).body).toEqual({
		outcome: 'done',
		slot: 2,
	})
})

test('somebody is found by his name, its initials, his room and his phone', () => {
	expect(['张测试', '单示例', '欧阳示例', '李 Ming'].map(initials)).toEqual([
		'zcs',
		'ssl',
		'oysl',
		'lming',
	])
	const copy = copyOf([])
	const at = (id: string, place: object) =>
		copy.subjects.set(id, {
			id,
			type: 'dwelling',
			place,
			flags: [],
			area: 'g',
		} as never)
	at('a', room('1栋', '2单元', '3', '301'))
	at('b', room('1栋', '2单元', '3', '302'))
	const people = [
		{
			id: 'p',
			name: '张测试',
			phone: '13800000001',
			born: null,
			flags: ['alone'],
		},
	]
	copy.homes.set('b', { subject: 'b', people, known: [] })
	const found = (words: string, flags: string[] = []) =>
		find(copy, words, flags).map((h) => h.person ?? h.subject)
	expect(found('张测')).toEqual(['p'])
	expect(found('zcs')).toEqual(['p'])
	expect(found('0001')).toEqual(['p'])
	expect(found('302')).toEqual(['p', 'b'])
	expect(found('1栋 301')).toEqual(['a'])
	expect(found('', ['alone'])).toEqual(['p'])
	expect(found('', [])).toEqual([])
	expect(found('404')).toEqual([])
})

test('of thousands that fit, the first fifty are found in order; one that is new is read, and no other again', () => {
	const copy = copyOf([])
	const put = (n: number): void => {
		const place = { compound: '示例组', address: `示例路 ${n} 号` }
		copy.subjects.set(`s${n}`, { id: `s${n}`, type: 'dwelling', place, flags: [] } as never)
	}
	for (let i = 0; i < 5000; i++) put(((i * 2377) % 5000) + 1)
	const first = find(copy, '示例路').map((h) => h.subject)
	expect(first).toEqual(Array.from({ length: HITS_MAX }, (_, i) => `s${i + 1}`))
	let read = 0
	const { normalize } = String.prototype
	String.prototype.normalize = function (...args) {
		read++
		return normalize.apply(this, args)
	}
	try {
		put(0)
		copy.changed.value++
		const now = find(copy, '示例路').map((h) => h.subject)
		expect(now).toEqual(['s0', ...first.slice(0, -1)])
		expect(read).toBeLessThan(10)
	} finally {
		String.prototype.normalize = normalize
	}
})

test('lists that cannot be in force on a day are left out, and the verdict is that of all', async () => {
	const core = await nodeCore()
	const at = (day: number, hour: number): string =>
		chinaTime(Date.parse('2022-08-01T00:00:00+08:00') + (day * 24 + hour) * 3600_000)
	/* Two sources and one that tells none; a place comes and goes with the days. */
	const rules = Array.from({ length: 40 }, (_, i) => {
		const source = ['甲（示例）', '乙（示例）', ''][i % 7 === 6 ? 2 : i % 2]!
		const place = { province: '示例省', city: '示例市', source }
		return {
			as_of: at(Math.floor(i / 2), (i * 5) % 24),
			snapshot: `v${i}`,
			issued: i % 3 ? [{ source, entries: 1 }] : [],
			entries: 1,
			whole: true,
			places:
				i % 5 === 4
					? []
					: [
							{
								...place,
								level: ['low', 'medium', 'high'][i % 3]!,
								county: '甲区',
								areas: [`示例街${i % 4}号`],
							},
						],
		}
	})
	const first = Date.parse('2022-08-01T00:00:00Z') / 86_400_000
	const said = (lists: string, day: number) =>
		core.journey(['示例市甲区示例街1号', day, day, day].join('\x1f') + '\x1e' + lists)
	let less = 0
	let levels = 0
	for (let day = first - 1; day < first + 25; day++) {
		// Of a day far ahead, only those that nothing replaced are left out, which is none of what counts.
		const whole = rules.map((r) => pieces([r], first + 1000)).filter(Boolean)
		const all = [
			...whole.filter((p) => p.startsWith('I')),
			...whole.filter((p) => p.startsWith('E')),
		]
		const lines = all.join('\x1e').split('\x1e')
		lines.sort((a, b) => Number(b.startsWith('I')) - Number(a.startsWith('I')))
		const some = pieces(rules, day)
		const want = said(lines.join('\x1e'), day)
		expect([day - first, some === '' ? 0 : said(some, day).level]).toEqual([
			day - first,
			want.level,
		])
		if (some !== '') expect(said(some, day).snapshot).toBe(want.snapshot)
		less += lines.length - some.split('\x1e').length
		levels += want.level
	}
	expect(less).toBeGreaterThan(25 * 40)
	expect(levels).toBeGreaterThan(0)
})

test('a leap of the clock is sleep, or somebody set it: two contacts with the server tell', () => {
	const [hour, day] = [3600_000, 24 * 3600_000]
	// Asleep for half an hour, twice.
	expect(setBy([hour / 2, hour / 2], 0)).toEqual([0, 0])
	// A day ahead, and set right.
	expect(setBy([-day], -day)).toEqual([-day])
	// Set a day ahead, and back; asleep before and between.
	expect(setBy([hour / 2, day, hour, -day], 0)).toEqual([0, day, 0, -day])
	// Set ahead, and still so when it is handed in.
	expect(setBy([hour, day + hour / 2], day)).toEqual([0, day])
	// Off over night, and set back meanwhile: it leapt ahead all the same.
	expect(setBy([hour / 2, 8 * hour], -hour)).toEqual([0, -hour])
	// Off for an hour, and set back a day meanwhile.
	expect(setBy([-23 * hour], -day)).toEqual([-day])
	// Ahead twice.
	expect(setBy([2 * hour, 3 * hour, hour / 2], 5 * hour)).toEqual([2 * hour, 3 * hour, 0])
	// Nobody knows what the server's clock said before: back is always somebody's hand.
	expect(setBy([day, -hour], null)).toEqual([0, -hour])
	expect(setBy([], day)).toEqual([])
})
