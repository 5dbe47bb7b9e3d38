// A day in the field: what was entered on a phone is on the server in the end, whatever happens between.
import { expect, test } from '@playwright/test'
import { calm, storm } from './chaos'
import { DOORS, FieldSite, GRID, type Worker } from './field_site'
import { Phone, PIN, serveProbe } from './phone'

interface Door {
	id: string
	area: string
}

const down = { ...calm, down: true }
let site: FieldSite
let phones: Phone[] = []

test.beforeAll(async () => {
	site = new FieldSite()
	await site.begin(7)
	await serveProbe(site)
})

test.afterAll(async () => {
	await site.end()
})

test.afterEach(async () => {
	const complaints = phones.flatMap((p) => p.complaints)
	for (const phone of phones) await phone.end()
	phones = []
	site.proxy.become(calm)
	expect(complaints).toEqual([])
})

function worker(n: number): Worker {
	const one = site.workers[n]
	if (!one) throw new Error(`there is no worker ${n}`)
	return one
}

async function newPhone(who: Worker, language?: string): Promise<Phone> {
	const phone = new Phone(site, language)
	phones.push(phone)
	await phone.start()
	await phone.join(who)
	await opened(phone, who)
	return phone
}

/** The storage opened beside the page, and taken down. */
async function opened(phone: Phone, who: Worker): Promise<void> {
	const how = await phone.probe(
		async (p, [user, pin]) => {
			await p.begin()
			return p.open(user, pin)
		},
		[who.user, PIN] as const,
	)
	expect(how).toBe('open')
}

/** Until the page has taken down what there is. */
async function tookDown(phone: Phone): Promise<void> {
	await expect
		.poll(() =>
			phone.probe(
				async (p) => (await p.sync(), p.copy.targets.size > 0 && p.copy.kinds.size > 0),
			),
		)
		.toBe(true)
}

/** The offline app is whole on the phone. */
async function keptApp(phone: Phone): Promise<void> {
	await phone.page.evaluate('navigator.serviceWorker.ready.then(() => undefined)')
	await expect
		.poll(() => phone.page.evaluate('navigator.serviceWorker.controller !== null'))
		.toBe(true)
}

/** The doors of the sweep in the phone's copy that nobody has been at. */
function doors(phone: Phone): Promise<Door[]> {
	return phone.probe((p, round) => {
		const done = new Set(p.entries.value.map((e) => e.record?.subject))
		return [...(p.copy.targets.get(round)?.values() ?? [])]
			.filter((t) => !done.has(t.subject))
			.map((t) => ({ id: t.subject, area: t.area }))
			.sort((a, b) => (a.id < b.id ? -1 : 1))
	}, site.round)
}

/** Goes from door to door, until all are done or the phone dies; says how far it came. */
async function walk(phone: Phone, todo: Door[]): Promise<void> {
	await phone.probe(
		async (p, { todo, round }) => {
			for (const { id, area } of todo) {
				const body = { outcome: 'done', people: 3 }
				await p.enter({ kind: 'sweep.visit', v: 2, area, subject: id, round, body })
				const said = globalThis as unknown as { saved: string[] }
				said.saved = [...(said.saved ?? []), id]
			}
		},
		{ todo, round: site.round },
	)
}

function saved(phone: Phone): Promise<string[]> {
	return phone.page.evaluate('globalThis.saved ?? []')
}

function tally(phone: Phone) {
	return phone.probe(async (p) => {
		await p.load()
		return { ...p.tally.value, unsent: p.unsent.value }
	})
}

test('300 doors, the browser killed, a bad line, the server killed: the server has each once', async () => {
	test.setTimeout(120_000)
	const phone = await newPhone(worker(0))
	await tookDown(phone)
	await keptApp(phone)
	const todo = await doors(phone)
	expect(todo.length).toBe(DOORS)

	site.proxy.become(down)
	const walked = walk(phone, todo).catch(() => {})
	await expect
		.poll(async () => (await saved(phone)).length, { intervals: [50] })
		.toBeGreaterThan(100)
	const known = await saved(phone)
	await phone.kill()
	await walked

	// From a cold start, with nothing but what is on the phone.
	await phone.start()
	await phone.unlock()
	await opened(phone, worker(0))
	const kept = await phone.probe((p) => p.entries.value.map((e) => e.record?.subject))
	expect(kept).toEqual(expect.arrayContaining(known))
	await walk(phone, await doors(phone))
	expect(await tally(phone)).toEqual({
		entered: DOORS,
		accepted: 0,
		waiting: DOORS,
		refused: 0,
		unsent: DOORS,
	})

	site.proxy.become(storm)
	const syncs = setInterval(() => void phone.probe((p) => p.sync()).catch(() => {}), 1000)
	await expect
		.poll(async () => (await tally(phone)).accepted, { timeout: 60_000 })
		.toBeGreaterThan(80)
	await site.kill()
	await site.start()
	await expect.poll(async () => (await tally(phone)).accepted, { timeout: 60_000 }).toBe(DOORS)
	clearInterval(syncs)
	site.proxy.become(calm)

	expect(await tally(phone)).toEqual({
		entered: DOORS,
		accepted: DOORS,
		waiting: 0,
		refused: 0,
		unsent: 0,
	})
	expect(await site.coverage()).toMatchObject({ expected: DOORS, done: DOORS, missing: 0 })
	const [device] = await site.list<{ last_seq: number; holes: number }>('/v1/devices')
	expect(device).toMatchObject({ last_seq: DOORS, holes: 0 })
	expect(await site.list('/v1/marked?what=unconfirmed')).toEqual([])
	expect(await site.list('/v1/refused')).toEqual([])
	// Repeats did come, and were told apart.
	expect(site.proxy.done.repeat).toBeGreaterThan(0)
	expect(site.proxy.done.loseAnswer).toBeGreaterThan(0)
	await phone.page.goto(site.origin + '/field/#/outbox')
	await expect(phone.page.locator('.tally')).toHaveText(
		`已填 ${DOORS} · 已收 ${DOORS} · 待传 0 · 退回 0`,
	)
})

void GRID
