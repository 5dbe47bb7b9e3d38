// Every kind of the server has a form: each is opened, its example is typed in by its inputs, and the server takes what comes of it. And what
// the form says is wrong is what the server says.
import { expect, test, type Locator } from '@playwright/test'
import { randomUUID } from 'node:crypto'
import { carriedBy } from '../../web/field/model/carried'
import {
	check,
	value,
	valuesOf,
	type Field as FormField,
	type Name,
	type Raw,
} from '../../web/field/model/form'
import { chinaTime } from '../../web/field/store/record'
import { FieldSite } from './field_site'
import { nodeCore } from './node_core'
import { Phone, PIN, serveProbe } from './phone'
import { call, type Caller } from './play'

interface Field {
	name: string
	type: string
	required: boolean
	min: number | null
	max: number | null
	choices: { name: string; label_zh: string }[] | null
}
interface Kind {
	name: string
	v: number
	label_zh: string
	composed: boolean
	fields: Field[]
	example: {
		at: string
		area?: string
		subject?: string
		round?: string
		seen?: Record<string, string>
		body: Record<string, unknown>
	}
}

const ROLES = [
	...['commander', 'area_lead', 'grid_worker', 'checkpoint', 'sampler', 'laboratory', 'tracer'],
	...['supply', 'counsellor', 'inspector', 'question_desk', 'data_steward', 'administrator'],
]
const WHO = 'all-01'
const DAY_MS = 86_400_000
/** Of a local day, since 1970. */
const dayNumber = (at: number): number => Math.floor((at + 8 * 3_600_000) / DAY_MS)
/** A picture of one grey point. */
const POINT =
	'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAAAAAA6fptVAAAACklEQVR4nGNoAAAAggCBd81ytgAAAABJRU5ErkJggg=='

/** Typed in today, with its dates as far off as they were on the example's day. */
function moved(v: unknown, k: Kind): unknown {
	if (typeof v !== 'string' || !/^202\d-\d\d-\d\d(T|$)/.test(v)) return v
	const days = dayNumber(Date.now()) - dayNumber(Date.parse(k.example.at))
	const ms = Date.parse(v.slice(0, 10)) + days * DAY_MS
	return new Date(ms).toISOString().slice(0, 10) + v.slice(10)
}

let site: FieldSite
let by: Caller
let newest: Kind[]
let incident: string

test.beforeAll(async () => {
	site = new FieldSite()
	await site.begin()
	const roles = ['--role', ROLES.join(), '--area', '512021', '--name', '全能示例']
	site.workers.push(site.run('user', 'add', WHO, ...roles) as never)
	by = await site.caller(site.workers.at(-1))
	const all = await site.list<Kind>('/v1/kinds')
	const byName = new Map(all.map((k) => [k.name, k]))
	incident = (await site.list<{ id: string }>('/v1/incidents'))[0]!.id
	newest = [...byName.values()].filter((k) => !k.composed)
})
test.afterAll(() => site.end())

test('every kind has a form, in which its example can be typed in, and the server takes it', async () => {
	test.setTimeout(300_000)
	const phone = new Phone(site)
	try {
		await phone.start()
		await serveProbe(site)
		await phone.join(site.workers.at(-1)!)
		const { page } = phone
		const unseen: string[] = []
		for (const k of newest) {
			const { area = '512021', subject, round, seen = {}, body } = k.example
			const query = new URLSearchParams({
				area,
				...(subject && { subject }),
				...(round && { round }),
			})
			for (const [name, id] of Object.entries(seen)) query.set(`seen.${name}`, id)
			await page.evaluate((to) => (location.hash = to), `#/form/${k.name}?${query}`)
			await expect(page.locator('h1')).toHaveText(k.label_zh)
			for (const f of k.fields) {
				const field = page.locator(`[data-field="${f.name}"]`)
				if (body[f.name] === undefined) continue
				if ((await field.count()) === 0) {
					if (f.name !== 'incident') unseen.push(`${k.name}.${f.name}`)
					continue
				}
				await typeIn(field, f, moved(body[f.name], k))
			}
			await page.getByRole('button', { name: /^保存/ }).click()
			await expect(page.locator('h1'), `${k.name} is saved`).not.toHaveText(k.label_zh)
		}
		// A visit asks some things only of who was not met; by which rule is judged, the rule itself says.
		const ruled = ['person.screened.rule', 'person.screened.version']
		const silent = ['sweep.visit.next', 'sweep.visit.neighbour']
		expect([...unseen].sort()).toEqual([...ruled, ...silent].sort())
		const came = await phone.probe(async (p, pin) => {
			await p.begin()
			await p.open('all-01', pin)
			await p.sync()
			return p.entries.value.map((e) => ({
				kind: e.kind,
				state: e.state,
				error: e.error?.reason_en ?? '',
				body: e.record?.body ?? null,
			}))
		}, PIN)
		expect(came).toHaveLength(newest.length)
		expect(
			came.filter((e) => !['accepted', 'held', 'waiting', 'clash'].includes(e.state)),
		).toEqual([])
		for (const k of newest) {
			const want = Object.entries(k.example.body).filter(
				([n, v]) => v !== '' && !silent.includes(`${k.name}.${n}`),
			)
			const typed: Record<string, unknown> = Object.fromEntries(
				want.map(([n, v]) => [n, moved(v, k)]),
			)
			// The one incident that goes on is not asked.
			if (k.fields.some((f) => f.name === 'incident' && f.required))
				typed['incident'] = incident
			const made = came.find((e) => e.kind === k.name)?.body ?? {}
			for (const f of k.fields.filter((one) => one.type === 'image' && typed[one.name])) {
				expect(String(made[f.name])).toMatch(/^_9j_/)
				delete typed[f.name]
				delete made[f.name]
			}
			// A slot of 0 is the one there is.
			for (const o of [typed, made]) if (o['slot'] === 0) delete o['slot']
			expect([k.name, made]).toEqual([k.name, typed])
		}
		expect(phone.complaints).toEqual([])
	} finally {
		await phone.end()
	}
})

async function typeIn(field: Locator, f: Field, v: unknown): Promise<void> {
	if (f.type === 'choices' || f.type === 'choice' || f.type === 'bool') {
		for (const one of Array.isArray(v) ? v : [v]) {
			const input = field.locator(`input[value="${one}"]`)
			// What follows from other answers is chosen already.
			if (!(await input.isChecked())) await input.click()
		}
	} else if (f.type === 'image') {
		const buffer = Buffer.from(POINT, 'base64')
		await field
			.locator('input[type=file]')
			.setInputFiles({ name: 'a.png', mimeType: 'image/png', buffer })
		await expect(field.locator('canvas')).toBeVisible()
	} else if (f.type === 'plate') {
		await field.locator('.signs').click()
		for (const sign of String(v))
			await field.getByRole('button', { name: sign, exact: true }).click()
	} else {
		const text = Array.isArray(v) ? v.join('\n') : String(v)
		await field.locator('input, textarea').fill(f.type === 'time' ? text.slice(0, 19) : text)
	}
}

const path: Name = (f) => ({ zh: `body.${f.name}`, en: `body.${f.name}` })
const long = '长'.repeat(501)

/** What is wrong in a form, as it may be typed. */
const WRONG: [string, string, Raw][] = [
	['sweep.visit', 'outcome', undefined],
	['sweep.visit', 'outcome', 'gone'],
	['sweep.visit', 'people', '100'],
	['sweep.visit', 'people', '-1'],
	['sweep.visit', 'people', '三个'],
	['sweep.visit', 'people', '1.5'],
	['sweep.visit', 'note', long],
	['sweep.visit', 'left', '2022-02-30'],
	['sweep.visit', 'left', '1999-01-01'],
	['sweep.visit', 'symptoms', ['fever', 'x']],
	['supply.received', 'quantity', '0'],
	['supply.received', 'quantity', '1.2345'],
	['supply.received', 'quantity', '1000000000.001'],
	['supply.received', 'item', ''],
	['round.opened', 'incident', 'abc'],
	['round.opened', 'due', 'soon'],
	['record.voided', 'records', 'abc'],
	['subject.moved', 'to', '区 1'],
	['task.done', 'image', 'abcd'],
	['inspect.made', 'passed', ['entry']],
	['person.listed', 'birth', '2099-01-01'],
	['person.listed', 'phone', '1380000000'],
	['person.listed', 'phone', '没有'],
	['person.listed', 'phone', '12345678901'],
	['person.listed', 'document', '110105194912310021'],
	['person.listed', 'document', '11010520991231002X'],
	['person.listed', 'document', '990105194912310021'],
	['person.listed', 'document', '1101051949123100'],
	['person.listed', 'document', '1101051949123100212'],
	['person.listed', 'document', 'E12'],
	['person.listed', 'document', 'E1234-678'],
	['vehicle.screened', 'plate', '川M0000'],
	['vehicle.screened', 'plate', '川M0000I'],
	['vehicle.screened', 'plate', '龙M00001'],
]

test('what a form says is wrong is what the server says, word for word', async () => {
	const set = { now: Date.now(), name: path, carried: carriedBy(await nodeCore()) }
	for (const [name, at, typed] of WRONG) {
		const k = newest.find((one) => one.name === name)!
		const fields = k.fields as unknown as FormField[]
		const f = fields.find((one) => one.name === at)!
		const body = Object.fromEntries(
			Object.entries(k.example.body).map(([n, v]) => [n, moved(v, k)]),
		)
		if (name === 'inspect.made') body['site'] = 'laboratory'
		const values = { ...valuesOf(fields, body), [at]: typed }
		const said = check(f, values, set)
		const record = { ...k.example, id: randomUUID(), body: { ...body, [at]: value(f, typed) } }
		const receipt = (await call(by, '/v1/records', { ...record, at: chinaTime() })) as {
			error: {
				code: string
				reason_zh: string
				reason_en: string
				remedy: string
				remedy_en: string
			}
		}
		const { code, reason_zh: zh, reason_en: en, remedy, remedy_en } = receipt.error ?? {}
		expect([name, at, said]).toEqual([
			name,
			at,
			{ code, reason: { zh, en }, remedy: { zh: remedy, en: remedy_en } },
		])
	}
})

test('the limits of a form are those of the server', async () => {
	const set = { now: Date.now(), name: path, carried: () => null }
	const visit = newest.find((one) => one.name === 'sweep.visit')!
	const fields = visit.fields as unknown as FormField[]
	const today = Date.now() + 8 * 3_600_000
	const day = (n: number): string => new Date(today + n * DAY_MS).toISOString().slice(0, 10)
	const edges: [string, string, boolean][] = [
		...([
			['people', '0', true],
			['people', '99', true],
			['people', '100', false],
		] as [string, string, boolean][]),
		['note', '长'.repeat(500), true],
		['note', '𠮷'.repeat(500), true],
		['note', '𠮷'.repeat(501), false],
		['left', day(31), true],
		['left', day(32), false],
		['left', day(-366), true],
		['left', day(-367), false],
	]
	for (const [at, typed, good] of edges) {
		const f = fields.find((one) => one.name === at)!
		const values = { outcome: 'done', [at]: typed }
		expect([at, typed, check(f, values, set) === null]).toEqual([at, typed, good])
		const record = {
			...visit.example,
			id: randomUUID(),
			at: chinaTime(),
			body: { outcome: 'done', [at]: value(f, typed) },
		}
		const receipt = (await call(by, '/v1/records', record)) as { status: string }
		expect([at, typed, receipt.status]).toEqual([at, typed, good ? 'accepted' : 'refused'])
	}
})

test('a photo is made small enough to travel', async () => {
	const phone = new Phone(site)
	try {
		await phone.start()
		await phone.join(site.workers.at(-1)!)
		const { page } = phone
		await page.evaluate(() => (location.hash = '#/form/task.done?round=x&subject=y'))
		// Noise is what a JPEG can shrink least.
		const png = await page.evaluate(async () => {
			const canvas = document.createElement('canvas')
			canvas.width = 3000
			canvas.height = 2000
			const drawing = canvas.getContext('2d')!
			const noise = drawing.createImageData(3000, 2000)
			for (let i = 0; i < noise.data.length; i++) noise.data[i] = (i * 2654435761) >>> 24
			drawing.putImageData(noise, 0, 0)
			const blob = await new Promise<Blob>((done) =>
				canvas.toBlob((b) => done(b!), 'image/jpeg', 0.9),
			)
			const bytes = new Uint8Array(await blob.arrayBuffer())
			let text = ''
			for (let i = 0; i < bytes.length; i += 0x8000)
				text += String.fromCharCode(...bytes.subarray(i, i + 0x8000))
			return btoa(text)
		})
		const buffer = Buffer.from(png, 'base64')
		expect(buffer.length).toBeGreaterThan(1_000_000)
		const field = page.locator('[data-field="image"]')
		await field
			.locator('input[type=file]')
			.setInputFiles({ name: 'a.jpg', mimeType: 'image/jpeg', buffer })
		await expect(field.locator('p')).toContainText('KB', { timeout: 15_000 })
		const kb = Number(/(\d+) KB/.exec((await field.locator('p').textContent()) ?? '')?.[1])
		expect(kb).toBeLessThanOrEqual(100)
		expect(kb).toBeGreaterThan(5)
		const text = Buffer.from('no picture')
		await field
			.locator('input[type=file]')
			.setInputFiles({ name: 'a.jpg', mimeType: 'image/jpeg', buffer: text })
		await expect(field.getByRole('alert')).toContainText('读不出来')
	} finally {
		await phone.end()
	}
})
