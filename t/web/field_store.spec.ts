// What lies on the phone, and what becomes of it: the layout of the version before, states that change at the server, the last one
// who leaves, and handing in with no page open.
import { randomUUID } from 'node:crypto'
import { calm, down } from './chaos'
import {
	doors,
	expect,
	nothingUnsent,
	open,
	REFUSED,
	synced,
	tally,
	test,
	visit,
	visitAt,
} from './field_test'
import { asReleased } from './released'
import type { Phone } from './phone'

const OTHER = '512021100201002'

function states(phone: Phone): Promise<Record<string, string>> {
	return phone.probe(async (p) => {
		await p.load()
		return Object.fromEntries(p.entries.value.map((e) => [e.id, e.state]))
	})
}

test('a phone of the version before, with work of every kind on it: the new one opens it and loses nothing', async ({
	field,
	newPhone,
}) => {
	const phone = await newPhone(field.worker(0))
	await visit(phone, 2)
	const bad = (await doors(phone))[0]!
	await phone.probe((p, draft) => p.enter(draft), visitAt(bad, field.round, REFUSED))
	await nothingUnsent(phone)
	field.proxy.become(down)
	await visit(phone, 3)
	const before = await phone.probe((p) =>
		p.entries.value.map(({ seq, id, state, record, error }) => ({
			...{ seq, id, state, record, code: error?.code },
		})),
	)
	const boxes = await phone.probe((p) => p.unsentBoxes())
	field.proxy.become(calm)
	await asReleased(phone)
	await open(phone, field.worker(0))
	expect(
		await phone.probe((p) =>
			p.entries.value.map(({ seq, id, state, record, error }) => ({
				...{ seq, id, state, record, code: error?.code },
			})),
		),
	).toEqual(before)
	expect(before.every((e) => e.record !== null)).toBe(true)
	expect(await phone.probe((p) => p.unsentBoxes())).toEqual(boxes)
	expect(boxes).toHaveLength(3)
	field.proxy.become(calm)
	await nothingUnsent(phone)
	expect(await tally(phone)).toMatchObject({
		entered: 6,
		accepted: 5,
		refused: 1,
	})
	// And its owner opens it as before.
	await phone.page.goto(`${field.origin}/field/`)
	await phone.unlock()
})

test('what waits or is held becomes what the server has made of it: one call for all', async ({
	field,
	newPhone,
}) => {
	const by = (more: object): Promise<void> =>
		field.handIn(field.admin, {
			id: randomUUID(),
			v: 1,
			at: new Date().toISOString(),
			...more,
		})
	const elsewhere = String(
		field.run(
			...['round', 'open', '--kind', 'sweep', '--area', OTHER, '--due', '2d'],
			...['--question', '家中几口人', '--incident', '示例疫情'],
		)['round'],
	)
	const phone = await newPhone(field.worker(0))
	const [door] = await doors(phone)
	const first = randomUUID()
	const [approved, voided] = [randomUUID(), randomUUID()]
	const ids = await phone.probe(
		async (p, { door, round, elsewhere, first, found }) => {
			const visit = {
				kind: 'sweep.visit',
				v: 2,
				area: door!.area,
				subject: door!.id,
				round,
			}
			const body = { outcome: 'done', people: 2 }
			const waits = await p.enter({ ...visit, body, corrects: [first] })
			const held = await p.enterAll(
				found.map((subject) => ({
					...{
						kind: 'sweep.found',
						v: 1,
						area: door!.area,
						round: elsewhere,
						subject,
					},
					body: { building: '9' },
				})),
			)
			return [waits.id, ...held.map((e) => e.id)]
		},
		{ door, round: field.round, elsewhere, first, found: [approved, voided] },
	)
	await nothingUnsent(phone)
	const [waits, yes, no] = ids as [string, string, string]
	expect(await states(phone)).toMatchObject({
		[waits]: 'waiting',
		[yes]: 'held',
		[no]: 'held',
	})
	const asked: string[] = []
	phone.page.on('request', (r) => {
		if (r.url().includes('/v1/records?ids=')) asked.push(r.url())
	})
	// Nothing has come of them: they stay as they are.
	await synced(phone, async () => asked.length > 0)
	expect(asked.every((url) => ids.every((id) => url.includes(id)))).toBe(true)
	expect(await states(phone)).toMatchObject({
		[waits]: 'waiting',
		[yes]: 'held',
		[no]: 'held',
	})
	await by({ kind: 'record.approved', body: { records: [yes] } })
	await by({ kind: 'record.voided', body: { records: [no], reason: '示例' } })
	const { id: subject, area } = door!
	const body = { outcome: 'nobody', next: 'again_today' }
	await by({
		id: first,
		kind: 'sweep.visit',
		v: 2,
		area,
		subject,
		round: field.round,
		body,
	})
	// Which of the three has arrived when it asks is the line's to say.
	await synced(phone, async () => {
		const now = await states(phone)
		return now[no] === 'voided' && now[waits] !== 'waiting'
	})
	expect(await states(phone)).toEqual({
		[waits]: 'accepted',
		[yes]: 'accepted',
		[no]: 'voided',
	})
	// There is nothing to ask after any more.
	asked.length = 0
	await phone.probe((p) => p.sync())
	expect(asked).toEqual([])
	await phone.page.goto(`${field.origin}/field/#/outbox`)
	await expect(phone.page.locator('.card.voided')).toContainText('已作废')
})

test('whoever leaves for good takes no record along that is entered in the same moment', async ({
	field,
	newPhone,
}) => {
	const phone = await newPhone(field.worker(0))
	field.proxy.become(down)
	const some = (await doors(phone)).slice(0, 12)
	const outcomes = await phone.probe(
		async (p, drafts) => {
			const all: { saved: boolean; left: boolean; kept: number }[] = []
			for (const [n, draft] of drafts.entries()) {
				const before = await (await p.database()).count('outbox')
				const wipe = new Promise<boolean>((done) =>
					setTimeout(() => void p.wipeIfSent().then(done), 3 * n),
				)
				const enter = p.enter(draft).then(
					() => true,
					() => false,
				)
				const [saved, left] = await Promise.all([enter, wipe])
				const kept = (await (await p.database()).count('outbox')) - before
				all.push({ saved, left, kept })
				if (left) break
			}
			return all
		},
		some.map((door) => visitAt(door, field.round)),
	)
	for (const { saved, left, kept } of outcomes) {
		expect(saved && left).toBe(false)
		expect(kept).toBe(saved ? 1 : 0)
	}
	expect(outcomes.length).toBeGreaterThan(0)
})

test(
	'with every page closed: the service worker hands in what is due',
	{ tag: '@daily' },
	async ({ field, newPhone }) => {
		const phone = await newPhone(field.worker(0))
		await phone.keepsApp()
		const { done } = await field.coverage()
		field.proxy.become(down)
		// The last ones: no other test has been there.
		const last = (await doors(phone)).slice(-4)
		await phone.probe(
			(p, drafts) => p.enterAll(drafts),
			last.map((door) => visitAt(door, field.round)),
		)
		const { page } = phone
		phone.page = await page.context().newPage()
		const debug = await phone.page.context().newCDPSession(phone.page)
		const registration = new Promise<string>((resolve) =>
			debug.on('ServiceWorker.workerRegistrationUpdated', ({ registrations }) => {
				const one = registrations.find((r) => r.scopeURL === `${field.origin}/field/`)
				if (one) resolve(one.registrationId)
			}),
		)
		await debug.send('ServiceWorker.enable')
		const sync = {
			...{ origin: field.origin, registrationId: await registration },
			...{ tag: 'bulou.outbox', lastChance: false },
		}
		await page.close()
		// Without a network it is not done, and nothing is lost.
		await debug.send('ServiceWorker.dispatchSyncEvent', sync)
		await phone.page.waitForTimeout(500)
		expect((await field.coverage()).done).toBe(done)
		field.proxy.become(calm)
		await expect
			.poll(async () => {
				await debug.send('ServiceWorker.dispatchSyncEvent', sync)
				return (await field.coverage()).done
			})
			.toBe(done + 4)
		// What came of it stands in the outbox when it is opened again.
		await phone.page.goto(`${field.origin}/field/`)
		await phone.unlock()
		await open(phone, field.worker(0))
		expect(await tally(phone)).toMatchObject({
			entered: 4,
			accepted: 4,
			unsent: 0,
		})
		expect((await phone.probe((p) => p.entries.value))[0]?.record).not.toBe(null)
	},
)

for (const [how, hours] of [
	['ahead', 24],
	['behind', -24],
] as const)
	test(`a clock that is a day ${how}: opens, saves and hands in; the server puts it right`, async ({
		field,
		newPhone,
	}) => {
		const phone = await newPhone(field.worker(0))
		await phone.keepsApp()
		await phone.setClock(hours * 3600_000)
		await phone.unlock()
		await open(phone, field.worker(0))
		const door = (await doors(phone))[0]!
		const one = await phone.probe((p, draft) => p.enter(draft), visitAt(door, field.round))
		await nothingUnsent(phone)
		const record = (await field.get(`/v1/records/${one.id}`)) as Record<string, string>
		expect(record['clock']).toBe(true)
		expect(Math.abs(Date.parse(record['at_used']!) - Date.now())).toBeLessThan(60_000)
		expect(await tally(phone)).toMatchObject({
			entered: 1,
			accepted: 1,
			refused: 0,
		})
	})

test('a row that changes writes few rows, however many lie beside it; what an app of before has written is divided', async ({
	field,
	newPhone,
}) => {
	const phone = await newPhone(field.worker(0))
	const seen = await phone.probe(async (p) => {
		const who = p.unlocked()!
		const db = await p.database()
		const at = (area: string): IDBKeyRange =>
			IDBKeyRange.bound([who.user, `subject/${area}`], [who.user, `subject/${area}~`])
		const keys = async (area: string) =>
			(await db.getAllKeys('copy', at(area))).map(([, name]) => name).sort()
		const row = (i: number, source = '示例'): object => ({
			id: `x${i}`,
			area: 'new',
			source,
		})
		for (let i = 0; i < 401; i++) p.putRow('subject', `x${i}`, row(i), 'new')
		await p.saveCopy(who)
		const divided = await keys('new')
		// One of another day, as it was sealed then: whole.
		const iv = crypto.getRandomValues(new Uint8Array(12))
		const old = Array.from({ length: 401 }, (_, i) => [`y${i}`, { ...row(i), area: 'old' }])
		const bytes = await crypto.subtle.encrypt(
			{ name: 'AES-GCM', iv },
			who.key,
			new TextEncoder().encode(JSON.stringify(old)),
		)
		await db.put('copy', {
			user: who.user,
			name: 'subject/old',
			sealed: { iv, bytes },
		})
		await p.openCopy(who)
		const subjects = [...p.copy.subjects.keys()].filter((key) => /^[xy]\d/.test(key)).length
		const written: string[] = []
		const { put } = IDBObjectStore.prototype
		IDBObjectStore.prototype.put = function (value: { name: string }, key) {
			if (this.name === 'copy') written.push(value.name)
			return key === undefined ? put.call(this, value) : put.call(this, value, key)
		}
		await p.saveCopy(who)
		const taken = written.splice(0).sort()
		p.putRow('subject', 'x250', row(250, '示例二'), 'new')
		await p.saveCopy(who)
		IDBObjectStore.prototype.put = put
		const one = written.splice(0)
		await p.openCopy(who)
		const source = p.copy.subjects.get('x250')?.source
		return { divided, subjects, taken, one, source, old: await keys('old') }
	})
	const pieces = (area: string): string[] => ['', '#1', '#2'].map((n) => `subject/${area}${n}`)
	expect(seen).toEqual({
		divided: pieces('new'),
		subjects: 802,
		taken: ['note', ...pieces('old')],
		one: ['subject/new#1', 'note'],
		source: '示例二',
		old: pieces('old'),
	})
})

test('two pages that change the copy in the same moment: both changes are in it', async ({
	field,
	newPhone,
}) => {
	const phone = await newPhone(field.worker(0))
	field.proxy.become(down)
	const other = await phone.secondPage(field.worker(0))
	// This one has read it and seals its change; the other writes in the middle of that.
	await phone.probe((p) => {
		const { subtle } = crypto
		const encrypt = subtle.encrypt.bind(subtle)
		const held = globalThis as unknown as {
			go: () => void
			done: Promise<void>
		}
		const gate = new Promise<void>((done) => (held.go = done))
		return new Promise<void>((sealing) => {
			subtle.encrypt = async (...args: Parameters<typeof encrypt>) => {
				sealing()
				await gate
				return encrypt(...args)
			}
			const one = { id: 'x1', area: 'new', source: '示例' }
			held.done = p.changeCopy(p.unlocked()!, () => p.putRow('subject', 'x1', one, 'new'))
		})
	})
	await other.probe((p) => {
		const one = { id: 'x2', area: 'new', source: '示例' }
		return p.changeCopy(p.unlocked()!, () => p.putRow('subject', 'x2', one, 'new'))
	})
	const there = (): Promise<boolean[]> =>
		phone.probe(async (p) => {
			const held = globalThis as unknown as {
				go: () => void
				done: Promise<void>
			}
			held.go()
			await held.done
			await p.openCopy(p.unlocked()!)
			return ['x1', 'x2'].map((id) => p.copy.subjects.has(id))
		})
	expect(await there()).toEqual([true, true])
})

test('whoever saves does not wait until all that he has entered is read again', async ({
	field,
	newPhone,
}) => {
	const phone = await newPhone(field.worker(0))
	field.proxy.become(down)
	await visit(phone, 2)
	const [door] = await doors(phone)
	const seen = await phone.probe(
		async (p, draft) => {
			const ids = (): string[] => p.entries.value.map((e) => e.id)
			const before = ids()
			const { subtle } = crypto
			const decrypt = subtle.decrypt.bind(subtle)
			let go = (): void => {}
			const gate = new Promise<void>((done) => (go = done))
			subtle.decrypt = async (...args: Parameters<typeof decrypt>) => {
				await gate
				return decrypt(...args)
			}
			p.forget()
			const reading = p.load()
			const late = new Promise<null>((done) => setTimeout(() => done(null), 5000))
			const entered = p.enter(draft)
			const one = await Promise.race([entered, late])
			const [during, unsent] = [ids(), p.unsent.value]
			go()
			const { id } = await entered
			await reading
			return { before, saved: one !== null, id, during, unsent, after: ids() }
		},
		visitAt(door!, field.round),
	)
	expect(seen.saved).toBe(true)
	expect(seen.during).toEqual([seen.id])
	expect(seen.unsent).toBe(3)
	expect(seen.after).toEqual([seen.id, ...seen.before])
	expect((await tally(phone)).unsent).toBe(3)
	field.proxy.become(calm)
	await nothingUnsent(phone)
})
