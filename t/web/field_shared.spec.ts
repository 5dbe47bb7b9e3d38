// A phone that two people share is enrolled anew by one of them, with work of both on it: what each has written is his to see, to correct
// and to give up when he logs in again, and arrives once.
import { randomUUID } from 'node:crypto'
import { calm, down } from './chaos'
import type { Worker } from './field_site'
import {
	doors,
	expect,
	openAs,
	PIN,
	purged,
	REFUSED,
	tally,
	test,
	visitAt,
	type Door,
} from './field_test'
import { PROBE, type Phone } from './phone'

const OTHER_PIN = '248613'

interface Written {
	/** Both refused. */
	refused: [string, string]
	waits: string
	/** What it waits for. */
	first: string
	door: Door
	unsent: string
}

function logIn(phone: Phone, who: Worker, pin = PIN): Promise<void> {
	return phone.probe((p, [user, password, pin]) => (p.lock(), p.logIn(user, password, pin)), [
		who.user,
		who.password,
		pin,
	] as const)
}

function enrol(phone: Phone): Promise<void> {
	return phone.probe((p, code) => p.join(code, '示例机'), phone.site.invite())
}

/** Goes on until it went through: what another phone's test left behind may be on its way still. */
async function through(phone: Phone): Promise<void> {
	await expect
		.poll(async () => {
			await phone.probe((p) => p.sync())
			return phone.probe((p) => p.trouble.value)
		})
		.toBe(null)
}

async function handedIn(phone: Phone, at: Door[]): Promise<Omit<Written, 'unsent'>> {
	const first = randomUUID()
	const [waits, ...refused] = await phone.probe(
		async (p, { drafts }) => (await p.enterAll(drafts)).map((e) => e.id),
		{
			drafts: [
				{ ...visitAt(at[0]!, phone.site.round), corrects: [first] },
				visitAt(at[1]!, phone.site.round, REFUSED),
				visitAt(at[2]!, phone.site.round, REFUSED),
			],
		},
	)
	await through(phone)
	return {
		refused: refused as [string, string],
		waits: waits!,
		first,
		door: at[0]!,
	}
}

function states(phone: Phone): Promise<Record<string, [string, boolean]>> {
	return phone.probe(async (p) => {
		await p.load()
		return Object.fromEntries(
			p.entries.value.map((e) => [e.id, [e.state, e.record !== null]]),
		) as Record<string, [string, boolean]>
	})
}

/** Everything of both on one phone: one unsent, two refused, one waiting each; nobody is at it. */
async function shared(phone: Phone, at: Door[]): Promise<[Written, Written]> {
	const both = [phone.site.worker(0), phone.site.worker(1)] as const
	const written: Omit<Written, 'unsent'>[] = []
	for (const [n, who] of both.entries()) {
		await logIn(phone, who)
		await through(phone)
		written.push(await handedIn(phone, at.slice(4 * n)))
	}
	phone.site.proxy.become(down)
	const all: Written[] = []
	for (const [n, who] of both.entries()) {
		await openAs(phone, who)
		const draft = visitAt(at[4 * n + 3]!, phone.site.round)
		const unsent = (await phone.probe((p, draft) => p.enter(draft), draft)).id
		all.push({ ...written[n]!, unsent })
	}
	phone.site.proxy.become(calm)
	return all as [Written, Written]
}

/** Gives one up, and enters another in the place of the other. */
async function settle(phone: Phone, { refused }: Written): Promise<void> {
	await phone.probe(async (p, [up, other]) => {
		await p.withdraw(up!)
		const old = p.entries.value.find((e) => e.id === other)!.record!
		const { id: _, by: __, at: ___, device: ____, seq: _____, mac: ______, ...draft } = old
		await p.enter({ ...draft, body: { outcome: 'done', people: 2 } }, other)
	}, refused)
}

const all = (w: Omit<Written, 'door'>, unsent: string, waits = 'waiting') => ({
	[w.refused[0]]: ['refused', true],
	[w.refused[1]]: ['refused', true],
	[w.waits]: [waits, true],
	[w.unsent]: [unsent, true],
})

/** Who was at each door, once for each time. */
async function atDoors(phone: Phone, at: Door[]): Promise<(string | null)[][]> {
	const of = at.map((door) =>
		phone.site.list<{ kind: string; by: string | null }>(`/v1/subjects/${door.id}/records`),
	)
	const visits = (await Promise.all(of)).map((all) => all.filter((r) => r.kind === 'sweep.visit'))
	return visits.map((all) => all.map((r) => r.by))
}

/** A phone that is open for probe() alone: the app does not sync beside it. */
async function bare(phone: Phone): Promise<Door[]> {
	await phone.keepsApp()
	await phone.page.goto(phone.site.origin + PROBE)
	await phone.probe((p) => p.begin())
	await enrol(phone)
	await logIn(phone, phone.site.worker(0))
	await through(phone)
	return doors(phone)
}

test('enrolled anew while the other is away: all that each wrote is there for him, whatever his PIN is now, and arrives once', async ({
	field,
	emptyPhone,
}) => {
	test.setTimeout(90_000)
	const unconfirmed = await field.list('/v1/marked?what=unconfirmed')
	const phone = await emptyPhone()
	const at = (await bare(phone)).slice(0, 8)
	const [mine, his] = await shared(phone, at)
	// The second of them enrols it; the first is away, for longer than his lease.
	await enrol(phone)
	await phone.probe(async (p, user) => {
		const tx = p.strict(await p.database(), 'people')
		const row = await tx.store.get(user)
		await tx.store.put({ ...row!, until: 0 } as never)
		await tx.done
	}, field.worker(0).user)
	await logIn(phone, field.worker(1))
	expect(await states(phone)).toEqual(all(his, 'queued'))
	await through(phone)
	expect(await states(phone)).toEqual(all(his, 'accepted'))
	await settle(phone, his)
	await through(phone)
	expect(await tally(phone)).toEqual({
		entered: 3,
		accepted: 3,
		waiting: 0,
		refused: 0,
		unsent: 0,
	})
	// He sees nothing of the other's, and it is there still.
	expect(await phone.probe(async (p) => (await p.database()).count('outbox'))).toBe(9)

	await logIn(phone, field.worker(0), OTHER_PIN)
	expect(await states(phone)).toEqual(all(mine, 'accepted'))
	await settle(phone, mine)
	await through(phone)
	expect(await tally(phone)).toEqual({
		entered: 3,
		accepted: 3,
		waiting: 0,
		refused: 0,
		unsent: 0,
	})
	// Nothing is sealed for the old device any more: its key goes.
	expect(await phone.probe(async (p) => (await p.device())?.former)).toEqual([])
	// What they waited for comes: they wait no more.
	for (const [w, who] of [
		[mine, field.worker(0)],
		[his, field.worker(1)],
	] as const) {
		const draft = visitAt(w.door, field.round, {
			outcome: 'nobody',
			next: 'again_today',
		})
		const record = { ...draft, id: w.first, at: new Date().toISOString() }
		await phone.site.handIn(who, record)
	}
	for (const [w, who, pin] of [
		[mine, field.worker(0), OTHER_PIN],
		[his, field.worker(1), PIN],
	] as const) {
		const how = await phone.probe((p, [user, pin]) => (p.lock(), p.open(user, pin)), [
			who.user,
			pin,
		] as const)
		expect(how).toBe('open')
		await through(phone)
		expect((await states(phone))[w.waits]).toEqual(['accepted', true])
	}
	const [a, b] = [field.worker(0).user, field.worker(1).user]
	expect(await atDoors(phone, at)).toEqual([[a], [], [a], [a], [b], [], [b], [b]])
	expect(await field.list('/v1/marked?what=unconfirmed')).toEqual(unconfirmed)
})

test('enrolled anew because its numbers are no good: what was never sent goes under new ones, by PIN alone', async ({
	field,
	emptyPhone,
}) => {
	test.setTimeout(90_000)
	const [held, unconfirmed] = [
		await field.list('/v1/marked?what=held'),
		await field.list('/v1/marked?what=unconfirmed'),
	]
	const phone = await emptyPhone()
	const at = (await bare(phone)).slice(-8)
	const [mine, his] = await shared(phone, at)
	const old = await phone.probe(async (p) => {
		const tx = p.strict(await p.database(), 'about')
		const row = await tx.store.get('device')
		await tx.store.put({ ...row!, reused: true } as typeof row & object, 'device')
		await tx.done
		return (row as { id: string }).id
	})
	await enrol(phone)
	// The server gives no lease of it any more, and holds what still came from it.
	field.run('device', 'revoke', old)
	const isKnown = async (): Promise<boolean> =>
		(await field.list<{ id: string; revoked: string | null }>('/v1/devices')).some(
			(d) => d.id === old && d.revoked !== null,
		)
	await expect.poll(isKnown).toBe(true)
	for (const [w, who] of [
		[his, field.worker(1)],
		[mine, field.worker(0)],
	] as const) {
		await logIn(phone, who)
		expect(await states(phone)).toEqual(all(w, 'queued'))
		await settle(phone, w)
	}
	await through(phone)
	expect(await tally(phone)).toEqual({
		entered: 3,
		accepted: 3,
		waiting: 0,
		refused: 0,
		unsent: 0,
	})
	const [a, b] = [field.worker(0).user, field.worker(1).user]
	expect(await atDoors(phone, at)).toEqual([[a], [], [a], [a], [b], [], [b], [b]])
	expect(await field.list('/v1/marked?what=held')).toEqual(held)
	expect(await field.list('/v1/marked?what=unconfirmed')).toEqual(unconfirmed)
	const id = await phone.probe(async (p) => (await p.device())?.id)
	const devices = await field.list<{
		id: string
		last_seq: number
		holes: number
	}>('/v1/devices')
	expect(devices.find((d) => d.id === id)).toMatchObject({
		last_seq: 4,
		holes: 0,
	})
})

test('enrolled anew, and the old device is revoked: what is sealed for it stays closed, and can be given up', async ({
	field,
	emptyPhone,
}) => {
	const phone = await emptyPhone()
	const at = (await bare(phone)).slice(20, 24)
	const { refused } = await handedIn(phone, at)
	const old = await phone.probe(async (p) => (await p.device())?.id)
	await enrol(phone)
	field.run('device', 'revoke', String(old))
	await logIn(phone, field.worker(0), OTHER_PIN)
	await through(phone)
	expect((await states(phone))[refused[0]]).toEqual(['refused', false])
	await phone.probe(async (p, ids) => {
		for (const id of ids) await p.withdraw(id)
	}, refused)
	expect(await tally(phone)).toMatchObject({
		entered: 1,
		accepted: 1,
		refused: 0,
	})
})

test('the server has purged while he works: the copy is there again at once, and what he enters in that moment stays his', async ({
	field,
	emptyPhone,
}) => {
	const phone = await emptyPhone()
	const [door] = (await bare(phone)).slice(30)
	await purged(phone)
	const draft = visitAt(door!, field.round, REFUSED)
	const after = await phone.probe(async (p, draft) => {
		const sign = crypto.subtle.sign.bind(crypto.subtle)
		let go = (): void => {}
		const gate = new Promise<void>((done) => (go = done))
		crypto.subtle.sign = async (...args: Parameters<typeof sign>) => {
			await gate
			return sign(...args)
		}
		const key = p.unlocked()!.key
		const entered = p.enter(draft)
		await p.sync()
		const [anew, subjects] = [p.unlocked()!.key !== key, p.copy.subjects.size]
		go()
		return { anew, subjects, id: (await entered).id }
	}, draft)
	expect(after.anew).toBe(true)
	expect(after.subjects).toBeGreaterThan(300)
	await openAs(phone, field.worker(0))
	expect(await states(phone)).toEqual({ [after.id]: ['queued', true] })
})

test('its numbers are no good, and the server has purged before it is enrolled anew: nothing is closed to its writer', async ({
	field,
	emptyPhone,
}) => {
	const phone = await emptyPhone()
	const at = (await bare(phone)).slice(34, 38)
	const written = await handedIn(phone, at)
	field.proxy.become(down)
	const draft = visitAt(at[3]!, field.round)
	const unsent = (await phone.probe((p, draft) => p.enter(draft), draft)).id
	await phone.probe(async (p) => {
		const tx = p.strict(await p.database(), 'about')
		const row = await tx.store.get('device')
		await tx.store.put({ ...row!, reused: true } as typeof row & object, 'device')
		await tx.done
	})
	await purged(phone)
	field.proxy.become(calm)
	await phone.probe((p, [user, pin]) => (p.lock(), p.resume(user, pin)), [
		field.worker(0).user,
		PIN,
	] as const)
	expect(await states(phone)).toEqual(all({ ...written, unsent }, 'queued'))
	await enrol(phone)
	await logIn(phone, field.worker(0))
	expect(await states(phone)).toEqual(all({ ...written, unsent }, 'queued'))
	const seqs = await phone.probe((p) => p.entries.value.map((e) => [e.id, e.seq]))
	expect(seqs[0]).toEqual([unsent, 1])
	await through(phone)
	expect(await states(phone)).toEqual(all({ ...written, unsent }, 'accepted'))
})
