// What must not be lost, and what must not stay open: answers that are no word of the server's, a copy that changes its epoch,
// two people in two pages, pages that close together.
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
import { GRID } from './field_site'
import type { Phone } from './phone'

const OTHER = '512021100201002'

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
			p.setNote('homes', { have: [], areas, subjects: [] })
			p.copy.homes.clear()
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
	// Told of it, it has the new one: what it saves, the other opens.
	await phone.probe(() => {
		const { heard } = globalThis as unknown as {
			heard: BroadcastChannel['postMessage']
		}
		BroadcastChannel.prototype.postMessage = heard
		new BroadcastChannel('bulou.field').postMessage('session')
	})
	await expect
		.poll(() => beside.probe((p) => p.unlocked()?.turn))
		.toBe(await phone.probe((p) => p.unlocked()!.turn))
	await expect.poll(() => size(beside)).toBe(whole)
	expect(await beside.probe((p) => p.note('of-before') ?? null)).toBeNull()
	const saved = await beside.probe(async (p) => {
		p.setNote('of-now', { text: '示例' })
		return p.saveCopy(p.unlocked()!).then(() => 'saved', String)
	})
	expect(saved).toBe('saved')
	expect(
		await phone.probe(async (p) => {
			await p.openCopy(p.unlocked()!)
			return [p.note('of-now') !== undefined, p.copy.subjects.size]
		}),
	).toEqual([true, whole])
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
