// What becomes of a phone, and of what is on it: full, cleared, locked, lost, shared, of yesterday.
import type { Page } from '@playwright/test'
import { calm, down } from './chaos'
import {
	accessible,
	doors,
	expect,
	nothingUnsent,
	open,
	PIN,
	REFUSED,
	synced,
	tally,
	test,
	visit,
	visitAt,
	walk,
} from './field_test'
import type { Phone } from './phone'

const HOUR = 3600_000

async function go(phone: Phone, page: string): Promise<Page> {
	await phone.page.goto(`${phone.site.origin}/field/#/${page}`)
	return phone.page
}

/** By the screens, up to the PIN pad: another device. */
async function enrolAnew(phone: Phone, code: string): Promise<void> {
	const page = await go(phone, 'settings')
	await page.getByRole('link', { name: '登记本机' }).click()
	await page.getByRole('textbox').first().fill(code)
	await page.getByRole('button', { name: '登记', exact: true }).click()
}

test(
	'two pages enter at once: each record has its own number, and none is left out',
	{ tag: '@daily' },
	async ({ field, newPhone }) => {
		const phone = await newPhone(field.worker(0))
		field.proxy.become(down)
		const other = await phone.secondPage(field.worker(0))
		const some = (await doors(phone)).slice(0, 40)
		await Promise.all([walk(phone, some.slice(0, 20)), walk(other, some.slice(20))])
		const numbers = await phone.probe(async (p) => {
			await p.load()
			return p.entries.value.map((e) => e.seq).sort((a, b) => a - b)
		})
		expect(numbers).toEqual(Array.from({ length: 40 }, (_, i) => i + 1))
		field.proxy.become(calm)
		await nothingUnsent(phone)
		expect(await tally(phone)).toMatchObject({ entered: 40, accepted: 40 })
	},
)

test(
	'storage full: it says that it is not saved; what was saved is safe',
	{ tag: '@daily' },
	async ({ field, newPhone }) => {
		const phone = await newPhone(field.worker(0))
		field.proxy.become(down)
		await visit(phone, 3)
		await phone.full(true)
		const [door] = await doors(phone)
		const why = await phone.probe(
			(p, draft) =>
				p.enter(draft).then(
					() => '',
					(e: { reason_zh: string }) => e.reason_zh,
				),
			visitAt(door!, field.round),
		)
		expect(why).toContain('没有保存：手机存储已满')
		expect(await tally(phone)).toMatchObject({ entered: 3 })
		await phone.full(false)
		await visit(phone, 1)
		field.proxy.become(calm)
		await nothingUnsent(phone)
		expect(await tally(phone)).toMatchObject({ entered: 4, accepted: 4 })
		expect(await phone.probe((p) => p.entries.value.map((e) => e.seq))).toEqual([4, 3, 2, 1])
	},
)

test(
	'cleared by the browser: it says what was lost, and is enrolled anew under another number',
	{ tag: '@daily' },
	async ({ field, newPhone }) => {
		const phone = await newPhone(field.worker(0))
		field.proxy.become(down)
		await visit(phone, 2)
		const before = await phone.probe(async (p) => (await p.device())?.id)
		await phone.probe((p) => p.wipe())
		field.proxy.become(calm)
		await phone.page.reload()
		await expect(phone.page.getByRole('alert')).toContainText('清除前有 2 条未上报')
		await phone.join(field.worker(0))
		expect(await phone.probe(async (p) => (await p.device())?.id)).not.toBe(before)
	},
)

test('refused: why, in words; given up, or corrected and sent again', async ({
	field,
	newPhone,
}) => {
	const phone = await newPhone(field.worker(0))
	const some = (await doors(phone)).slice(0, 3)
	await phone.probe(
		(p, drafts) => p.enterAll(drafts),
		some.map((door) => visitAt(door, field.round, REFUSED)),
	)
	await nothingUnsent(phone)
	expect(await tally(phone)).toMatchObject({ entered: 3, accepted: 0, refused: 3 })
	const page = await go(phone, 'outbox')
	const cards = page.locator('.card.bad')
	await expect(cards).toHaveCount(3)
	await expect(cards.first()).toContainText('不在可选项内')
	await expect(cards.first()).toContainText('从可选项中选择')
	await accessible(phone)
	await cards.first().getByRole('button', { name: '放弃这一条' }).click()
	await cards.first().getByRole('button', { name: '放弃这一条' }).click()
	await expect(cards).toHaveCount(2)
	// Another in its place, as a form enters it.
	const [, second] = await phone.probe(async (p) => {
		await p.load()
		return p.entries.value.filter((e) => e.state === 'refused')
	})
	await phone.probe((p, old) => {
		const {
			id: _,
			by: __,
			at: ___,
			device: ____,
			seq: _____,
			mac: ______,
			...draft
		} = old!.record!
		return p.enter({ ...draft, body: { outcome: 'done', people: 2 } }, old!.id)
	}, second)
	await nothingUnsent(phone)
	expect(await tally(phone)).toMatchObject({ entered: 2, accepted: 1, refused: 1 })
	await expect(cards).toHaveCount(1)
})

test('only what was refused is given up, and nothing is entered in the place of what was not', async ({
	field,
	newPhone,
}) => {
	const phone = await newPhone(field.worker(0))
	field.proxy.become(down)
	await visit(phone, 1)
	const why = await phone.probe(async (p) => {
		const [one] = p.entries.value
		await p.withdraw(one!.id)
		const { id, by: _, at: __, device: ___, seq: ____, mac: _____, ...draft } = one!.record!
		return p.enter(draft, id).then(
			() => '',
			(e: { reason_zh: string }) => e.reason_zh,
		)
	})
	expect(why).toContain('没有保存：要更正的这一条')
	expect(await tally(phone)).toMatchObject({ entered: 1, waiting: 1 })
	field.proxy.become(calm)
	await nothingUnsent(phone)
	expect(await tally(phone)).toMatchObject({ entered: 1, accepted: 1 })
})

test('enrolled anew: a number of the new device is not one of the old', async ({
	field,
	newPhone,
}) => {
	const phone = await newPhone(field.worker(0))
	const [bad] = await doors(phone)
	await phone.probe((p, draft) => p.enter(draft), visitAt(bad!, field.round, REFUSED))
	await nothingUnsent(phone)
	await phone.probe(async (p) => {
		const tx = p.strict(await p.database(), 'about')
		const row = await tx.store.get('device')
		await tx.store.put({ ...row!, reused: true } as typeof row & object, 'device')
		await tx.done
	})
	await phone.page.reload()
	await phone.unlock()
	await enrolAnew(phone, field.invite())
	await phone.type(PIN)
	await phone.logIn(field.worker(0))
	await open(phone, field.worker(0))
	await synced(phone, () => phone.probe((p) => p.copy.targets.size > 0))
	field.proxy.become(down)
	await visit(phone, 1)
	const states = () =>
		phone.probe((p) => p.load().then(() => p.entries.value.map((e) => [e.seq, e.state])))
	expect(await states()).toEqual([
		[1, expect.stringMatching(/queued|sent/)],
		[1, 'refused'],
	])
	const page = await go(phone, 'outbox')
	const card = page.locator('.card.bad')
	await card.getByRole('button', { name: '放弃这一条' }).click()
	await expect(card.getByRole('button', { name: '放弃这一条' })).toHaveCount(1)
	await card.getByRole('button', { name: '放弃这一条' }).click()
	await expect(card).toHaveCount(0)
	expect(await states()).toEqual([
		[1, expect.stringMatching(/queued|sent/)],
		[1, 'withdrawn'],
	])
	field.proxy.become(calm)
	await nothingUnsent(phone)
	expect(await tally(phone)).toMatchObject({ entered: 1, accepted: 1 })
})

test('a page of somebody else’s for the lease is no lease: the one that is here stays', async ({
	field,
	newPhone,
}) => {
	const phone = await newPhone(field.worker(0))
	const lease = () =>
		phone.probe(async (p) => {
			const [row] = await (await p.database()).getAll('people')
			return [...new Uint8Array(row!.lease!.bytes)].join()
		})
	const before = await lease()
	const { user } = field.worker(0)
	await phone.page.route('**/lease', (r) =>
		r.fulfill({ status: 404, contentType: 'text/html', body: '<h1>404</h1>' }),
	)
	const resume = () =>
		phone.probe(
			(p, [user, pin]) =>
				p.resume(user, pin).then(
					() => 'open',
					(e: Error) => e.name,
				),
			[user, PIN] as const,
		)
	expect(await resume()).not.toBe('open')
	expect(await lease()).toBe(before)
	await phone.page.unroute('**/lease')
	expect(await resume()).toBe('open')
})

test('the server has purged: another lease, a new copy; what he entered is still his, and goes', async ({
	field,
	newPhone,
}) => {
	const phone = await newPhone(field.worker(0))
	const { user } = field.worker(0)
	field.proxy.become(down)
	await visit(phone, 2)
	const image = () => phone.probe(async (p) => (await p.database()).getAll('copy'))
	const before = await image()
	expect(before.length).toBeGreaterThan(3)
	// Locked, so that the page itself takes nothing down meanwhile; and nothing is handed in.
	field.proxy.unknown = /^\/v1\/records/
	field.proxy.become(calm)
	await phone.page.reload()
	await phone.page.route('**/lease', async (r) => {
		const answer = await r.fetch()
		const told = (await answer.json()) as { key: string }
		await r.fulfill({ response: answer, json: { ...told, key: 'A'.repeat(42) + 'A' } })
	})
	const after = await phone.probe(
		async (p, [user, pin]) => {
			await p.begin()
			await p.resume(user, pin)
			const all = await (await p.database()).getAll('copy')
			const key = p.unlocked()!.key
			return {
				copy: all.length,
				subjects: p.copy.subjects.size,
				mine: p.entries.value.map((e) => e.record?.kind),
				opens: await Promise.all(
					all.map(({ sealed: { iv, bytes } }) =>
						crypto.subtle.decrypt({ name: 'AES-GCM', iv }, key, bytes).then(
							() => true,
							() => false,
						),
					),
				),
			}
		},
		[user, PIN] as const,
	)
	// What was there is gone from the disk, and what was entered can still be read.
	expect(after).toMatchObject({ copy: 0, subjects: 0, opens: [] })
	expect(after.mine).toEqual(['sweep.visit', 'sweep.visit'])
	field.proxy.unknown = null
	await nothingUnsent(phone)
	expect(await phone.probe((p) => p.copy.subjects.size)).toBeGreaterThan(300)
	expect(await tally(phone)).toMatchObject({ entered: 2, accepted: 2 })
	await phone.page.unroute('**/lease')
})

test('two people, one phone: what each wrote is his, and goes with whoever is there', async ({
	field,
	newPhone,
}) => {
	const phone = await newPhone(field.worker(0))
	field.proxy.become(down)
	const mine = await visit(phone, 2)
	// Not without saying so: two are unsent.
	let page = await go(phone, 'settings')
	await page.getByRole('button', { name: '退出本机' }).click()
	await expect(page.getByRole('alert')).toContainText('您还有 2 条没有上报')
	await accessible(phone)
	await page.getByRole('button', { name: '退出，留下未上报的' }).click()
	await expect(page.getByRole('heading', { name: '首次打开' })).toBeVisible()
	await expect(page.getByText('本机有 2 条未上报')).toBeVisible()
	field.proxy.become(calm)
	await phone.logIn(field.worker(1))
	await expect
		.poll(async () => await phone.probe((p) => p.load().then(() => p.unsent.value)))
		.toBe(0)
	const records = await field.list<{ by: string | null; id: string }>(
		`/v1/subjects/${mine[0]?.id}/records`,
	)
	expect(records[0]?.by).toBe(field.worker(0).user)
	expect(await field.list('/v1/marked?what=unconfirmed')).toEqual([])
	// He sees nothing of the other's.
	page = await go(phone, 'outbox')
	await expect(page.locator('.tally')).toHaveText('已填 0 · 已收 0 · 未上报 0 · 退回 0')
})

test('five wrong PINs: then it takes the password; nothing is lost', async ({
	field,
	newPhone,
}) => {
	const phone = await newPhone(field.worker(0))
	field.proxy.become(down)
	await visit(phone, 1)
	await phone.page.reload()
	for (let left = 4; left > 0; left--) {
		await phone.type('111222')
		await expect(phone.page.getByRole('alert')).toContainText(`还可以试 ${left} 次`)
	}
	await phone.type('111222')
	await expect(phone.page.getByText('数字密码（PIN）错了 5 次')).toBeVisible()
	field.proxy.become(calm)
	await phone.logIn(field.worker(0))
	await open(phone, field.worker(0))
	await nothingUnsent(phone)
	expect(await tally(phone)).toMatchObject({ entered: 1, accepted: 1 })
	expect(await phone.probe((p) => p.entries.value[0]?.record?.kind)).toBe('sweep.visit')
})

test('the lease is over: closed without a network; the PIN opens it with one, and all is there', async ({
	field,
	newPhone,
}) => {
	const phone = await newPhone(field.worker(0))
	await phone.keepsApp()
	field.proxy.become(down)
	await visit(phone, 2)
	await phone.setClock(37 * HOUR)
	await phone.type(PIN)
	await expect(phone.page.getByText('离线时限（36 小时）已到')).toBeVisible()
	// Nothing on the disk opens the copy any more.
	expect(
		await phone.probe(async (p) => (await (await p.database()).getAll('people'))[0]?.lease),
	).toBe(null)
	field.proxy.become(calm)
	await phone.unlock()
	await open(phone, field.worker(0))
	expect(await phone.probe((p) => p.copy.subjects.size)).toBeGreaterThan(300)
	await nothingUnsent(phone)
	expect(await tally(phone)).toMatchObject({ entered: 2, accepted: 2 })
})

test('revoked: handed in by somebody else’s password, and nothing stays', async ({
	field,
	newPhone,
}) => {
	const phone = await newPhone(field.worker(0))
	field.proxy.become(down)
	await visit(phone, 2)
	const id = await phone.probe(async (p) => (await p.device())?.id)
	field.run('device', 'revoke', String(id))
	// A server hears in its time of what the command line did.
	const isKnown = async (): Promise<boolean> =>
		(await field.list<{ id: string; revoked: string | null }>('/v1/devices')).some(
			(d) => d.id === id && d.revoked !== null,
		)
	await expect.poll(isKnown).toBe(true)
	field.proxy.become(calm)
	await phone.page.reload()
	await synced(phone, () => phone.probe(async (p) => (await p.device())?.revoked === true))
	await expect(phone.page.getByRole('heading', { name: '本机已停用' })).toBeVisible()
	const left = (store: 'people' | 'copy') =>
		phone.probe(async (p, store) => (await p.database()).count(store), store)
	expect([await left('people'), await left('copy')]).toEqual([0, 0])
	await expect(phone.page.getByRole('status')).toContainText('还有 2 条未上报')
	await accessible(phone)
	await phone.page.getByLabel('用户名').fill(field.worker(1).user)
	await phone.page.getByLabel('密码').fill(field.worker(1).password)
	await phone.page.getByRole('button', { name: '代为上报' }).click()
	await expect(phone.page.getByRole('heading', { name: '登记本机' })).toBeVisible()
	expect(await phone.probe(async (p) => (await p.database()).count('outbox'))).toBe(0)
	expect((await field.list('/v1/marked?what=held')).length).toBeGreaterThanOrEqual(2)
})

test(
	'a server that was put back: everything that is kept is sent again',
	{ tag: '@daily' },
	async ({ field, newPhone }) => {
		const phone = await newPhone(field.worker(0))
		field.run('backup', field.path('backup.bulou'))
		await visit(phone, 5)
		await nothingUnsent(phone)
		await field.restore(field.path('backup.bulou'))
		await synced(
			phone,
			async () => (await tally(phone)).accepted === 5 && (await tally(phone)).unsent === 0,
		)
		const devices = await field.list<{ id: string; last_seq: number; holes: number }>(
			'/v1/devices',
		)
		const id = await phone.probe(async (p) => (await p.device())?.id)
		expect(devices.find((d) => d.id === id)).toMatchObject({ last_seq: 5, holes: 0 })
		await synced(phone, () => phone.probe((p) => p.copy.subjects.size > 300))
	},
)

test('what a checked backup has leaves the phone, and is still counted', async ({
	field,
	newPhone,
}) => {
	const phone = await newPhone(field.worker(0))
	await visit(phone, 3)
	await nothingUnsent(phone)
	const kept = () =>
		phone.probe(async (p) =>
			(await (await p.database()).getAll('outbox')).filter((r) => r.kept).map((r) => r.seq),
		)
	expect(await kept()).toEqual([1, 2, 3])
	field.run('backup', field.path('later.bulou'))
	// A server that runs looks for it once a second.
	await phone.page.waitForTimeout(1100)
	await visit(phone, 1)
	await nothingUnsent(phone)
	expect(await kept()).toEqual([4])
	expect(await tally(phone)).toMatchObject({ entered: 4, accepted: 4 })
})

test(
	'a server of before: what it does not know is done without',
	{ tag: '@daily' },
	async ({ field, emptyPhone }) => {
		const phone = await emptyPhone()
		field.proxy.unknown = /^\/v1\/(homes|clashes|round-kinds|devices\/[^/]+\/lease)/
		try {
			await phone.join(field.worker(0))
			await open(phone, field.worker(0))
			await synced(phone, () =>
				phone.probe((p) => p.copy.targets.size > 0 && p.trouble.value === null),
			)
			await visit(phone, 1)
			await nothingUnsent(phone)
			expect(await tally(phone)).toMatchObject({ entered: 1, accepted: 1 })
		} finally {
			field.proxy.unknown = null
		}
	},
)

test(
	'a new version: a broken one is not taken; a whole one waits until nothing is unsent',
	{ tag: '@daily' },
	async ({ field, newPhone }) => {
		const phone = await newPhone(field.worker(0))
		await phone.keepsApp()
		const script = await (await fetch(field.direct + '/field/sw.js')).text()
		const serve = (body: string): void =>
			void field.proxy.instead.set('/field/sw.js', {
				status: 200,
				type: 'text/javascript',
				body,
			})
		const update = (): Promise<string> =>
			phone.page
				.evaluate(`navigator.serviceWorker.getRegistration('/field/').then(async (r) => {
			await r.update().catch(() => {})
			const one = r.installing
			if (one) await new Promise((done) => one.addEventListener('statechange', done, { once: true }))
			return r.waiting ? 'waits' : 'none'
		})`)
		try {
			// A file of the new build does not come.
			const broken = script.replace('/field/icon-192.png', '/field/not-there.png')
			expect(broken).not.toBe(script)
			serve(broken)
			expect(await update()).toBe('none')
			field.proxy.become(down)
			await phone.page.reload()
			await phone.unlock()
			await open(phone, field.worker(0))
			await visit(phone, 1)
			field.proxy.become(calm)
			serve(script.replace(/field ([0-9a-f]{16})/, 'field 0123456789abcdef'))
			expect(await update()).toBe('waits')
			const page = await go(phone, 'settings')
			await expect(page.getByText('有新版本')).toBeVisible()
			await nothingUnsent(phone)
			await page.getByRole('button', { name: '现在更新' }).click()
			await expect(page.getByRole('heading', { name: /请输入 6 位数字密码/ })).toBeVisible()
			const names = await page.evaluate('caches.keys()')
			expect(names).toContain('field 0123456789abcdef')
			expect((names as string[]).filter((n) => n !== 'field kept')).toHaveLength(1)
			await phone.unlock()
		} finally {
			field.proxy.instead.delete('/field/sw.js')
		}
	},
)

test('a storage that was copied: enrolled anew, what was refused for its number goes under another', async ({
	field,
	newPhone,
}) => {
	const unconfirmed = () => field.list('/v1/marked?what=unconfirmed')
	const before = await unconfirmed()
	const phone = await newPhone(field.worker(0))
	await visit(phone, 2)
	await nothingUnsent(phone)
	// As it was before the two were entered, in a phone to which it was copied.
	await phone.probe(async (p) => {
		const tx = p.strict(await p.database(), 'about', 'outbox')
		const row = await tx.objectStore('about').get('device')
		await tx.objectStore('about').put({ ...row!, next: 1 } as typeof row & object, 'device')
		await tx.objectStore('outbox').clear()
		await tx.done
		await p.load()
	})
	await visit(phone, 1)
	await nothingUnsent(phone)
	expect(await tally(phone)).toMatchObject({ entered: 1, refused: 1 })
	await enrolAnew(phone, field.invite())
	// Another device: its PIN is set anew.
	await phone.type(PIN)
	await phone.logIn(field.worker(0))
	await open(phone, field.worker(0))
	await nothingUnsent(phone)
	expect(await tally(phone)).toMatchObject({ entered: 1, accepted: 1, refused: 0 })
	expect(await unconfirmed()).toEqual(before)
	const devices = await field.list<{ id: string; last_seq: number }>('/v1/devices')
	const id = await phone.probe(async (p) => (await p.device())?.id)
	expect(devices.find((d) => d.id === id)).toMatchObject({ last_seq: 1 })
})
