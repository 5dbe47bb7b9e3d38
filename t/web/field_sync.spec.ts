// What must not be lost, and what must not stay open: answers that are no word of the server's, a copy that changes its epoch,
// two people in two pages, pages that close together.
import { randomUUID } from 'node:crypto'
import { calm, down } from './chaos'
import {
	doors,
	expect,
	nothingUnsent,
	open,
	openAs,
	PIN,
	purged,
	REFUSED,
	synced,
	tally,
	test,
	visit,
	visitAt,
	walk,
} from './field_test'
import { DOORS, GRID } from './field_site'
import { PROBE, type Phone } from './phone'

const OTHER = '512021100201002'
/* Two dwellings in the order in which a page of changes has them. */
const FIRST = '00000000-0000-4000-8000-00000000e001'
const SECOND = '00000000-0000-4000-8000-00000000e002'

function kept(phone: Phone): Promise<{ device: boolean; outbox: number; copy: number }> {
	return phone.probe(async (p) => {
		const db = await p.database()
		const device = (await p.device()) !== undefined
		return {
			device,
			outbox: await db.count('outbox'),
			copy: await db.count('copy'),
		}
	})
}

test('three hundred dwellings come in a hundred kilobytes, with all that a phone takes down when it joins', async ({
	field,
	newPhone,
}) => {
	const before = field.proxy.taken
	const phone = await newPhone(field.worker(0))
	const homes = await doors(phone)
	expect(homes.length).toBe(DOORS)
	const taken = field.proxy.taken - before
	expect(taken).toBeGreaterThan(5000)
	expect(taken).toBeLessThanOrEqual(100_000)
})

test('a challenge that is no good empties no phone: the next one is', async ({
	field,
	newPhone,
}) => {
	const phone = await newPhone(field.worker(0))
	await visit(phone, 2)
	await nothingUnsent(phone)
	const bad = JSON.stringify({
		challenge: 'AAAA',
		until: '2030-01-01T00:00:00Z',
	})
	field.proxy.instead.set('/v1/challenge', {
		status: 200,
		type: 'application/json',
		body: bad,
	})
	try {
		await phone.page.context().clearCookies()
		await phone.probe((p) => (p.doubtSession(), p.sync()))
	} finally {
		field.proxy.instead.delete('/v1/challenge')
	}
	expect(await phone.probe((p) => p.trouble.value)).toBe('unknown')
	expect(await kept(phone)).toMatchObject({ device: true, outbox: 2 })
	await synced(phone, () => phone.probe((p) => p.trouble.value === null))
	expect(await phone.probe(async (p) => (await p.device())?.unknown)).toBe(undefined)
})

test('a server from before the phone was enrolled: enrolled anew, all that it wrote arrives', async ({
	field,
	newPhone,
}) => {
	field.run('backup', field.path('before.bulou'))
	const phone = await newPhone(field.worker(0))
	const { done } = await field.coverage()
	// The last ones: no other test has been there.
	await walk(phone, (await doors(phone)).slice(-3))
	await nothingUnsent(phone)
	// A session so young outlives the restore, and would bring all of it at once.
	field.proxy.become(down)
	await field.restore(field.path('before.bulou'))
	expect((await field.coverage()).done).toBe(done)
	await phone.page.context().clearCookies()
	await phone.probe((p) => p.doubtSession())
	field.proxy.become(calm)
	await synced(phone, () => phone.probe(async (p) => (await p.device())?.unknown === true))
	expect(await kept(phone)).toMatchObject({ device: true, outbox: 3 })
	const { page } = phone
	await page.goto(`${field.origin}/field/#/join/${field.invite()}`)
	await page.reload()
	await page.getByRole('button', { name: '登记', exact: true }).click()
	await page.getByRole('textbox', { name: '用户名' }).or(page.getByText('PIN')).first().waitFor()
	const pad = await page.getByRole('button', { name: '7', exact: true }).isVisible()
	if (pad) await phone.type(PIN)
	await phone.logIn(field.worker(0))
	await open(phone, field.worker(0))
	await synced(phone, async () => (await field.coverage()).done === done + 3)
})

test('an answer that is not the server’s own refuses nothing, and is not asked for again at once', async ({
	field,
	newPhone,
}) => {
	const phone = await newPhone(field.worker(0))
	field.proxy.become(down)
	await visit(phone, 3)
	const refuse = (status: number): void =>
		void field.proxy.instead.set('/v1/records', {
			status,
			type: 'text/html',
			body: 'no',
		})
	try {
		refuse(404)
		field.proxy.become(calm)
		for (const status of [404, 408]) {
			refuse(status)
			// It comes back from it, and does not go on asking.
			await synced(phone, () => phone.probe((p) => p.trouble.value === 'busy'))
			expect(await tally(phone)).toMatchObject({
				entered: 3,
				refused: 0,
				unsent: 3,
			})
		}
	} finally {
		field.proxy.instead.delete('/v1/records')
	}
	await nothingUnsent(phone)
	expect(await tally(phone)).toMatchObject({ accepted: 3, refused: 0 })
})

test('a save of the copy that fails is made up for: nothing is missing after it', async ({
	field,
	newPhone,
}) => {
	const phone = await newPhone(field.worker(0))
	const size = () =>
		phone.probe((p) => [p.copy.subjects.size, p.copy.targets.size, p.copy.areas.size])
	const whole = await size()
	const failed = await phone.probe(async (p) => {
		const who = p.unlocked()!
		await (await p.database()).clear('copy')
		await p.openCopy(who)
		const real = IDBObjectStore.prototype.put
		let done = false
		IDBObjectStore.prototype.put = function (this: IDBObjectStore, ...a) {
			const request = real.apply(this, a as Parameters<typeof real>)
			if (this.name === 'copy' && !done) {
				done = true
				queueMicrotask(() => this.transaction.abort())
			}
			return request
		}
		for (let n = 0; n < 40 && !done; n++) {
			await p.sync()
			await new Promise((again) => setTimeout(again, 250))
		}
		IDBObjectStore.prototype.put = real
		return done
	})
	expect(failed).toBe(true)
	await synced(phone, () => phone.probe((p) => p.trouble.value === null))
	await phone.probe((p) => p.openCopy(p.unlocked()!))
	expect(await size()).toEqual(whole)
})

test('another epoch over a line that breaks: the copy stays until the new one is whole', async ({
	field,
	newPhone,
}) => {
	const phone = await newPhone(field.worker(0))
	field.run('backup', field.path('epoch.bulou'))
	const anew = '**/v1/changes?*'
	await phone.page.route(anew, (route) =>
		route.request().url().includes('after=') ? route.continue() : route.abort(),
	)
	await field.restore(field.path('epoch.bulou'))
	await phone.probe((p) => p.sync())
	const there = () => phone.probe((p) => [p.copy.subjects.size > 300, p.copy.homes.size > 0])
	expect(await there()).toEqual([true, true])
	expect((await kept(phone)).copy).toBeGreaterThan(0)
	await phone.page.unroute(anew)
	await synced(phone, () => phone.probe((p) => p.trouble.value === null))
	expect(await there()).toEqual([true, true])
})

test('homes of an area that is denied keep no other waiting', async ({ field, newPhone }) => {
	const phone = await newPhone(field.worker(0))
	await phone.probe(
		(p, [other, grid]) => {
			const areas = [other, grid].map((area) => ({ area, after: '' }))
			const who = p.unlocked()
			if (!who) throw new Error('locked')
			return p.changeCopy(who, () => {
				p.setNote('homes', { have: [], areas, subjects: [] })
				p.copy.homes.clear()
			})
		},
		[OTHER, GRID] as const,
	)
	await synced(phone, () => phone.probe((p) => p.copy.homes.size > 0))
	const note = await phone.probe((p) => p.note<{ areas: object[]; denied: string[] }>('homes'))
	expect(note).toMatchObject({ areas: [], have: [GRID], denied: [OTHER] })
})

test('two people in two pages: each has his own copy', async ({ field, newPhone }) => {
	const worker = ['--role', 'grid_worker', '--area', OTHER]
	const other = field.run('user', 'add', 'grid-09', '--name', '王示例', ...worker)
	const phone = await newPhone(field.worker(0))
	const beside = Object.create(phone) as Phone
	beside.page = await phone.page.context().newPage()
	await beside.page.goto(field.origin + '/field/')
	await beside.page.getByRole('button', { name: '用密码登录' }).click()
	await beside.logIn(other as never)
	const areas = (): Promise<string[]> =>
		phone.probe((p) => [...new Set([...p.copy.subjects.values()].map((s) => s.area))])
	for (let n = 0; n < 4; n++) {
		await phone.probe((p) => p.sync())
		await phone.page.waitForTimeout(300)
		expect(await areas()).toEqual([GRID])
	}
})

test('a purge that one page learns of: the other writes nothing of before, and goes on under the new lease', async ({
	field,
	newPhone,
}) => {
	const phone = await newPhone(field.worker(0))
	const beside = Object.create(phone) as Phone
	beside.page = await phone.page.context().newPage()
	await beside.page.goto(field.origin + '/field/')
	await openAs(phone, field.worker(0))
	await beside.probe((p) => p.begin())
	await openAs(beside, field.worker(0))
	const size = (p: Phone): Promise<number> => p.probe((p) => p.copy.subjects.size)
	const whole = await size(phone)
	await expect.poll(() => size(beside)).toBe(whole)
	// What it has in memory is of before, and it does not hear of the other page at once.
	await phone.probe(() => {
		const { prototype } = BroadcastChannel
		Object.assign(globalThis, { heard: prototype.postMessage })
		prototype.postMessage = () => {}
	})
	await beside.probe((p) => p.setNote('of-before', { text: '示例' }))
	await purged(phone)
	await phone.probe((p) => p.sync())
	const passed = await beside.probe((p) => p.saveCopy(p.unlocked()!).then(() => 'saved', String))
	expect(passed).toContain('a lease of before')
	// What it cannot open is not of no use: it lies there under the lease that the other has.
	const pieces = async (): Promise<number> => (await kept(phone)).copy
	const there = await pieces()
	await beside.probe(async (p) => void (await p.openCopy(p.unlocked()!)))
	expect(await pieces()).toBe(there)
	// Told of it, it has the new one: what it saves, the other opens.
	await phone.probe(() => {
		const { heard } = globalThis as unknown as {
			heard: BroadcastChannel['postMessage']
		}
		BroadcastChannel.prototype.postMessage = heard
		new BroadcastChannel('bulou.field').postMessage({ what: 'session' })
	})
	await expect
		.poll(() => beside.probe((p) => p.unlocked()?.turn))
		.toBe(await phone.probe((p) => p.unlocked()!.turn))
	await expect.poll(() => size(beside)).toBe(whole)
	expect(await beside.probe((p) => p.note('of-before') ?? null)).toBeNull()
	// The apps of both pages may write down how far they have come between the two.
	await expect(async () => {
		const saved = await beside.probe((p) =>
			p
				.changeCopy(p.unlocked()!, () => p.setNote('of-now', { text: '示例' }))
				.then(() => 'saved', String),
		)
		expect(saved).toBe('saved')
		expect(
			await phone.probe(async (p) => {
				await p.openCopy(p.unlocked()!)
				return [p.note('of-now') !== undefined, p.copy.subjects.size]
			}),
		).toEqual([true, whole])
	}).toPass()
})

test('two pages that take the same new doors down each in its own order: none is lost on the disk', async ({
	field,
	alone,
}) => {
	const phone = await alone(field.worker(0))
	// A piece with room for one more row.
	await phone.probe(async (p, area) => {
		const rows = [...p.copy.subjects.values()].filter((s) => s.area === area)
		for (let i = rows.length; i % 200 !== 199; i++)
			p.putRow('subject', `x${i}`, { ...rows[0]!, id: `x${i}` }, area)
		await p.saveCopy(p.unlocked()!)
	}, GRID)
	const beside = Object.create(phone) as Phone
	beside.page = await phone.page.context().newPage()
	await beside.page.goto(field.origin + PROBE)
	await open(beside, field.worker(0))
	const found = async (id: string, room: string): Promise<void> =>
		field.handIn(field.admin, {
			...{ id: randomUUID(), kind: 'dwelling.listed', v: 1, at: new Date().toISOString() },
			...{ area: GRID, subject: id, body: { compound: '示例新村', room } },
		})
	const has = (p: Phone): Promise<boolean[]> =>
		p.probe((p, ids) => ids.map((id) => p.copy.subjects.has(id)), [FIRST, SECOND])
	await found(SECOND, '2')
	await synced(phone, async () => (await has(phone))[1]!)
	await found(FIRST, '1')
	await synced(beside, async () => (await has(beside)).every(Boolean))
	await synced(phone, async () => (await has(phone)).every(Boolean))
	await phone.probe((p) => p.openCopy(p.unlocked()!))
	expect(await has(phone)).toEqual([true, true])
})

test('one save of the copy after the other: how far it has come is never on the disk before what came', async ({
	field,
	alone,
}) => {
	const phone = await alone(field.worker(0))
	const seen = await phone.probe(async (p) => {
		const who = p.unlocked()!
		const { subtle } = crypto
		const encrypt = subtle.encrypt.bind(subtle)
		/** From now on the next piece is sealed when go() is called. */
		const slowly = (): (() => void) => {
			let go = (): void => {}
			let gate: Promise<void> | undefined = new Promise((done) => (go = done))
			subtle.encrypt = async (...args: Parameters<typeof encrypt>) => {
				const wait = gate
				gate = undefined
				await wait
				return encrypt(...args)
			}
			return go
		}
		let go = slowly()
		p.putRow('subject', 'x1', { id: 'x1', area: 'new' }, 'new')
		p.setNote('came', { so: 'far' })
		const slow = p.saveCopy(who)
		p.putRow('read', 'n1', {})
		const quick = p.saveCopy(who)
		await Promise.race([quick, new Promise((done) => setTimeout(done, 1000))])
		// As a phone has it that dies now.
		const rows = await (await p.database()).getAll('copy')
		const { iv, bytes } = rows.find((r) => r.name === 'note')!.sealed
		const note = await subtle.decrypt({ name: 'AES-GCM', iv }, who.key, bytes)
		const early =
			new TextDecoder().decode(note).includes('"came"') &&
			!rows.some((r) => r.name === 'subject/new')
		go()
		await Promise.all([slow, quick])
		await p.openCopy(who)
		const after = [
			p.copy.subjects.has('x1'),
			p.copy.read.has('n1'),
			p.note<{ so: string }>('came')?.so,
		]
		// Opened from the disk while something is on its way there: it is opened once more.
		go = slowly()
		p.putRow('read', 'n2', {})
		const last = p.saveCopy(who)
		await p.openCopy(who)
		go()
		await last
		return { early, after, again: [await p.isCopyOf(who), p.copy.read.has('n2')] }
	})
	expect(seen).toEqual({ early: false, after: [true, true, 'far'], again: [true, true] })
})

test('of what was handed in only that is read again, and all stands as if everything were', async ({
	field,
	alone,
}) => {
	const phone = await alone(field.worker(0))
	field.proxy.become(down)
	const some = (await doors(phone)).slice(0, 120)
	await phone.probe(
		(p, drafts) => p.enterAll(drafts),
		some.map((door, i) => visitAt(door, field.round, i === 7 ? REFUSED : undefined)),
	)
	field.proxy.become(calm)
	const seen = await phone.probe(async (p) => {
		const whole: string[] = []
		const { getAll } = IDBIndex.prototype
		IDBIndex.prototype.getAll = function (...args) {
			if (this.name === 'state') whole.push(this.name)
			return getAll.apply(this, args)
		}
		const { subtle } = crypto
		const decrypt = subtle.decrypt.bind(subtle)
		let opened = 0
		subtle.decrypt = (...args: Parameters<typeof decrypt>) => (opened++, decrypt(...args))
		const { why } = await p.handIn()
		while (p.unsent.value > 0 || p.tally.value.waiting > 0)
			await new Promise((done) => setTimeout(done, 20))
		const told = JSON.stringify(p.entries.value)
		const counts = { ...p.tally.value }
		const read = whole.length
		const [bad] = p.entries.value.filter((e) => e.state === 'refused')
		await p.withdraw(bad!.id)
		const given = p.tally.value.refused
		IDBIndex.prototype.getAll = getAll
		const without = JSON.stringify(p.entries.value)
		await p.load()
		const all = JSON.stringify(p.entries.value)
		return { why, opened, read, counts, given, told, same: without === all }
	})
	// What was refused is opened twice: its reason is written into it, and it is shown with that.
	expect(seen).toMatchObject({ why: 'done', read: 0, opened: 2, given: 0, same: true })
	expect(seen.counts).toEqual({ entered: 120, accepted: 119, waiting: 0, refused: 1 })
	expect(seen.told).toContain('"reason_zh":"')
})

test('what is unsent can be handed on, whatever the phone makes of its clock, and when its disk is full', async ({
	field,
	alone,
}) => {
	const phone = await alone(field.worker(0))
	field.proxy.become(down)
	await visit(phone, 1)
	const told = await phone.probe(async (p) => {
		const db = await p.database()
		const offs: (number | null)[] = []
		for (const ahead of [1.5, 1e13]) {
			const now = Date.now()
			const place = { ...(await p.place()), server: now, phone: now + ahead }
			await db.put('about', place, 'place')
			offs.push(p.readBoxes((await p.unsentText()).text)[0]!.off ?? null)
		}
		// A leap that cannot be written down.
		const real = Date.now.bind(Date)
		const { put } = IDBObjectStore.prototype
		Date.now = () => real() + 2 * 3600_000
		IDBObjectStore.prototype.put = () => {
			throw new DOMException('', 'QuotaExceededError')
		}
		const n = await p.unsentText().then((all) => all.n, String)
		IDBObjectStore.prototype.put = put
		Date.now = real
		return { offs, n }
	})
	expect(told).toEqual({ offs: [-1, null], n: 1 })
})

test('what another phone carries goes in by its own writer’s clock', async ({
	field,
	newPhone,
}) => {
	const writer = await newPhone(field.worker(0))
	const other = await newPhone(field.worker(1))
	const day = 24 * 3600_000
	// Each has met the server under the clock that it has.
	await writer.setClock(day)
	await writer.unlock()
	await open(writer, field.worker(0))
	await other.setClock(-3600_000)
	await other.unlock()
	await open(other, field.worker(1))
	for (const phone of [writer, other]) {
		await visit(phone, 1)
		await nothingUnsent(phone)
	}
	field.proxy.become(down)
	const ids: string[] = []
	for (const phone of [writer, other]) {
		const [door] = await doors(phone)
		const one = await phone.probe((p, draft) => p.enter(draft), visitAt(door!, field.round))
		ids.push(one.id)
	}
	const { text, n } = await writer.probe((p) => p.unsentText())
	expect(n).toBe(1)
	await other.probe((p, text) => p.carry(p.readBoxes(text)), text)
	field.proxy.become(calm)
	await nothingUnsent(other)
	for (const [id, off] of [
		[ids[0], day],
		[ids[1], -3600_000],
	] as const) {
		const record = (await field.get(`/v1/records/${id}`)) as Record<string, string>
		const late = (name: string): number => Date.parse(record[name]!) - Date.now()
		expect(Math.abs(late('at') - off), JSON.stringify(record)).toBeLessThan(60_000)
		expect(Math.abs(late('at_used')), JSON.stringify(record)).toBeLessThan(60_000)
	}
})

const HOUR = 3600_000

function clockOf(phone: Phone): Promise<{ run: number; leaps: number[] }> {
	return phone.probe(async (p) => {
		const row = (await (await p.database()).get('about', 'clock')) as never
		return { run: row['run'], leaps: row['leaps'] }
	})
}

test('a phone that slept and has nothing of before to hand in: its next contact is the one that counts', async ({
	field,
	newPhone,
}) => {
	const phone = await newPhone(field.worker(0))
	await visit(phone, 1)
	await nothingUnsent(phone)
	const { run } = await clockOf(phone)
	// As many leaps as are kept, and a contact of long ago.
	await phone.probe(
		async (p, { run, hour }) => {
			const db = await p.database()
			const [wall, leaps] = [Date.now(), Array<number>(256).fill(hour)]
			const told = 256 * hour
			await db.put('about', { run: run + 256, wall, leaps, told }, 'clock')
			await db.put('about', { ...(await p.place()), server: 1, phone: 1 }, 'place')
		},
		{ run, hour: HOUR },
	)
	await visit(phone, 1)
	await nothingUnsent(phone)
	expect(await clockOf(phone)).toMatchObject({ run: run + 256, leaps: [] })
	const { server, phone: here } = await phone.probe((p) => p.place())
	expect(Math.abs((server ?? 0) - Date.now())).toBeLessThan(60_000)
	expect(Math.abs((here ?? 0) - Date.now())).toBeLessThan(60_000)
})

test('a clock that two pages see set back was set back once', async ({ field, newPhone }) => {
	const phone = await newPhone(field.worker(0))
	// The page and the probe look each for itself.
	const look = (): Promise<void> =>
		phone.probe(async (p) => {
			document.dispatchEvent(new Event('visibilitychange'))
			await new Promise((done) => setTimeout(done, 100))
			await p.watchClock()
		})
	await look()
	const { run, leaps } = await clockOf(phone)
	await phone.probe(async (p, back) => {
		const real = Date.now.bind(Date)
		Date.now = () => real() - back
		await p.watchClock()
	}, 2 * HOUR)
	await phone.probe((_, ms) => {
		const [wall, awake] = [Date.now.bind(Date), performance.now.bind(performance)]
		Date.now = () => wall() + ms
		performance.now = () => awake() + ms
	}, HOUR / 6)
	await look()
	const now = await clockOf(phone)
	expect(now.run).toBe(run + 1)
	expect(now.leaps.slice(0, -1)).toEqual(leaps)
	expect(Math.abs((now.leaps.at(-1) ?? 0) + 2 * HOUR)).toBeLessThan(60_000)
})

test('five wrong PINs end the session; whoever is let go in one page is out of the other', async ({
	field,
	newPhone,
}) => {
	const phone = await newPhone(field.worker(0))
	const { page } = phone
	await page.reload()
	await open(phone, field.worker(0))
	for (let n = 0; n < 5; n++) {
		await page.getByRole('button', { name: '1', exact: true }).waitFor()
		await phone.type('111222')
		await page.getByText(n < 4 ? `还可以试 ${4 - n} 次` : '数字密码（PIN）错了 5 次').waitFor()
	}
	// The page beside it, here the probe's, has closed with it.
	await expect.poll(() => phone.probe((p) => p.unlocked() === undefined)).toBe(true)
	const status = (): Promise<number> =>
		phone.page.evaluate("fetch('/v1/session').then((r) => r.status)")
	await expect.poll(status).toBe(401)
})

test('refused before the server was put back: its number is sent again, none is missing', async ({
	field,
	newPhone,
}) => {
	const phone = await newPhone(field.worker(0))
	field.run('backup', field.path('refused.bulou'))
	await visit(phone, 1)
	const [door] = await doors(phone)
	await phone.probe((p, draft) => p.enter(draft), visitAt(door!, field.round, REFUSED))
	await visit(phone, 1)
	await nothingUnsent(phone)
	const id = await phone.probe(async (p) => (await p.device())?.id)
	await field.restore(field.path('refused.bulou'))
	const holes = async (): Promise<unknown> =>
		(await field.list<{ id: string }>('/v1/devices')).find((d) => d.id === id)
	await synced(phone, async () => JSON.stringify(await holes()).includes('"last_seq":3'))
	expect(await holes()).toMatchObject({ last_seq: 3, holes: 0 })
	await nothingUnsent(phone)
	expect(await tally(phone)).toMatchObject({ accepted: 2, refused: 1 })
})
