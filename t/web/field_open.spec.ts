// How a copy is opened and written: what the first screen needs at once and the rest behind it, what fails on the way and is made up for, and
// that whoever has left the phone leaves nothing of his on the disk.
import { down } from './chaos'
import { doors, expect, open, PIN, test, visitAt } from './field_test'
import type { Phone } from './phone'

test('a phone that is locked in the middle of a save, or of being opened, shows nothing and stays locked', async ({
	field,
	alone,
}) => {
	const phone = await alone(field.worker(0))
	const [door] = await doors(phone)
	field.proxy.become(down)
	const seen = await phone.probe(
		async (p, { draft, user, pin }) => {
			const { subtle } = crypto
			const [encrypt, decrypt] = [subtle.encrypt.bind(subtle), subtle.decrypt.bind(subtle)]
			subtle.encrypt = (...args: Parameters<typeof encrypt>) => (p.lock(), encrypt(...args))
			await p.enter(draft)
			subtle.encrypt = encrypt
			const saved = [p.entries.value.length, p.unsent.value]
			subtle.decrypt = (...args: Parameters<typeof decrypt>) => {
				if (p.unlocked()) p.lock()
				return decrypt(...args)
			}
			await p.open(user, pin)
			subtle.decrypt = decrypt
			const opened = [p.session.value, p.entries.value.length, p.copy.subjects.size]
			return { saved, opened, how: await p.open(user, pin), after: p.entries.value.length }
		},
		{ draft: visitAt(door!, field.round), user: field.worker(0).user, pin: PIN },
	)
	expect(seen).toEqual({ saved: [0, 1], opened: [null, 0, 0], how: 'open', after: 1 })
})

/** Of what is opened from now on all that no first screen needs is kept waiting, until released() there. */
async function holdRest(phone: Phone): Promise<void> {
	await phone.page.evaluate(() => {
		const { subtle } = crypto
		const store = IDBObjectStore.prototype
		const [decrypt, { getAll }] = [subtle.decrypt.bind(subtle), store]
		let held: Promise<void> | undefined
		Reflect.deleteProperty(globalThis, 'released')
		store.getAll = function (this: IDBObjectStore, ...args: [IDBKeyRange?]) {
			const lower = args[0] instanceof IDBKeyRange ? (args[0].lower as unknown) : undefined
			if (Array.isArray(lower) && lower[1] === 'home/')
				held ??= new Promise((done) => {
					Object.assign(globalThis, { released: done })
				})
			return getAll.apply(this, args)
		} as typeof getAll
		subtle.decrypt = async (...args: Parameters<typeof decrypt>) => (
			await held,
			decrypt(...args)
		)
	})
}

function release(phone: Phone): Promise<void> {
	return phone.page.evaluate('globalThis.released()')
}

test('while a copy is being opened a page that needs all of it says so, and a lock leaves nothing of it', async ({
	field,
	newPhone,
}) => {
	const phone = await newPhone(field.worker(0))
	const { page } = phone
	const go = (to: string): Promise<void> => page.evaluate((to) => void (location.hash = to), to)
	const loading = page.getByText('正在打开…')
	await go('#/forms')
	await page.reload()
	await holdRest(phone)
	await phone.unlock()
	await expect(loading).toBeVisible()
	await go('#/outbox')
	await expect(page.locator('h1')).toHaveText('我的上报')
	await go('#/settings')
	await page.getByRole('button', { name: '锁定 / 换人' }).click()
	await expect(page.getByRole('button', { name: '7', exact: true })).toBeVisible()
	await release(phone)
	await phone.unlock()
	await go('#/forms')
	await expect(page.locator('h1')).toBeVisible()
	await expect(loading).toHaveCount(0)

	await open(phone, field.worker(0))
	await holdRest(phone)
	await phone.probe(async (p) => {
		const who = p.unlocked()!
		p.forgetCopy()
		await p.openFirst(who)
		while (!('released' in globalThis)) await new Promise((done) => setTimeout(done, 10))
		const opening = {
			targets: p.copy.targets.size > 0,
			isWhole: p.isWhole.value,
		}
		p.lock()
		Object.assign(globalThis, {
			seen: { ...opening, subjects: p.copy.subjects.size },
		})
	})
	await release(phone)
	const after = await phone.probe((p) => p.wholeCopy().then(() => p.copy.subjects.size))
	const seen = await page.evaluate('globalThis.seen')
	expect({ seen, after }).toEqual({
		seen: { targets: true, isWhole: false, subjects: 0 },
		after: 0,
	})
})

test('whoever changes the copy as it begins to be opened changes the whole of it', async ({
	field,
	alone,
}) => {
	const phone = await alone(field.worker(0))
	field.proxy.become(down)
	const seen = await phone.probe(async (p) => {
		const who = p.unlocked()!
		const sizes = (): number[] => [p.copy.subjects.size, p.copy.targets.size, p.copy.homes.size]
		const before = sizes()
		p.forgetCopy()
		const opening = p.openFirst(who)
		let during: number[] = []
		await p.changeCopy(who, () => {
			during = sizes()
			p.setNote('test', { at: 1 })
		})
		await opening
		p.forgetCopy()
		await p.openCopy(who)
		return { before, during, after: sizes(), note: p.note('test') }
	})
	expect(seen.before.every((n) => n > 0)).toBe(true)
	expect(seen.during).toEqual(seen.before)
	expect(seen.after).toEqual(seen.before)
	expect(seen.note).toEqual({ at: 1 })
})

test('a door and a building are there before the rest of the copy, and say what they do not know yet', async ({
	field,
	newPhone,
}) => {
	const phone = await newPhone(field.worker(0))
	const { page } = phone
	const loading = page.getByText('正在打开…')
	await page.evaluate(() => (location.hash = '#/today'))
	await page.reload()
	await holdRest(phone)
	await phone.unlock()
	await page.locator(`[data-round="${field.round}"]`).click()
	const needs = page.getByRole('checkbox', { name: /特殊/ })
	await expect(needs).toBeDisabled()
	await page.evaluate(() => (location.hash = '#/today'))
	await page.locator('.actions a.main').click()
	await expect(page.locator('[data-field=outcome]')).toBeVisible()
	await expect(loading.first()).toBeVisible()
	// Nor is there a word on a journey before the lists are open.
	await page.locator('[data-field=outcome] .choice').first().click()
	await page.locator('[data-field=away] .choice').first().click()
	await page.locator('[data-field=from] input, [data-field=from] textarea').fill('示例市')
	const journey = page.locator('[data-verdict=journey]')
	await expect(journey).toHaveText('正在打开…')
	await release(phone)
	await expect(loading).toHaveCount(0)
	await expect(journey).not.toBeEmpty()
	await expect(page.locator('[data-field=outcome]')).toBeVisible()
	await page.goBack()
	await page.locator(`[data-round="${field.round}"]`).click()
	await expect(needs).toBeEnabled()
})

test('the rest of a copy that the storage did not give is asked for again, by itself', async ({
	field,
	newPhone,
}) => {
	const phone = await newPhone(field.worker(0))
	const { page } = phone
	await page.evaluate(() => (location.hash = '#/forms'))
	await page.reload()
	field.proxy.become(down)
	await page.evaluate(
		(inRest) => {
			const store = IDBObjectStore.prototype
			const { getAll } = store
			Object.assign(globalThis, { failed: 0, mended: () => (store.getAll = getAll) })
			store.getAll = function (this: IDBObjectStore, ...args: [IDBKeyRange?]) {
				const [range] = args
				if (range instanceof IDBKeyRange && range.includes(inRest)) {
					;(globalThis as unknown as { failed: number }).failed++
					throw new DOMException('', 'UnknownError')
				}
				return getAll.apply(this, args)
			} as typeof getAll
		},
		[field.worker(0).user, 'home/示例'],
	)
	await phone.unlock()
	await expect(page.getByText('正在打开…')).toBeVisible()
	// Its first, the whole in its place, and its second.
	await expect.poll(() => page.evaluate('globalThis.failed')).toBeGreaterThanOrEqual(3)
	await expect(page.getByText('正在打开…')).toBeVisible()
	await page.evaluate('globalThis.mended()')
	await expect(page.locator('h1')).toBeVisible()
	await expect(page.getByText('正在打开…')).toHaveCount(0)
})

/** From now on whatever is sealed there waits, until released() there. */
async function holdSeals(phone: Phone): Promise<void> {
	await phone.page.evaluate(() => {
		const { subtle } = crypto
		const encrypt = subtle.encrypt.bind(subtle)
		const held = new Promise((done) => Object.assign(globalThis, { released: done, seals: 0 }))
		subtle.encrypt = async (...args: Parameters<typeof encrypt>) => {
			;(globalThis as unknown as { seals: number }).seals++
			await held
			return encrypt(...args)
		}
	})
}

test('what waits for another save while the copy is opened anew is written all the same', async ({
	field,
	alone,
}) => {
	const phone = await alone(field.worker(0))
	field.proxy.become(down)
	await holdSeals(phone)
	const note = await phone.probe(async (p) => {
		const who = p.unlocked()!
		p.putRow('read', 'n1', {})
		const slow = p.saveCopy(who)
		let isChanged = false
		const waits = p.changeCopy(who, () => {
			p.setNote('waits', { at: 1 })
			isChanged = true
		})
		while (!isChanged) await new Promise((done) => setTimeout(done))
		await new Promise((done) => setTimeout(done))
		await p.openCopy(who)
		;(globalThis as unknown as { released: () => void }).released()
		await Promise.all([slow, waits])
		await p.openCopy(who)
		return p.note('waits')
	})
	expect(note).toEqual({ at: 1 })
})

test('whoever leaves the phone while his copy is being written leaves none of it there', async ({
	field,
	alone,
}) => {
	const phone = await alone(field.worker(0))
	field.proxy.become(down)
	await holdSeals(phone)
	const left = await phone.probe(async (p) => {
		const who = p.unlocked()!
		p.putRow('read', 'n1', {})
		const saved = p.saveCopy(who).then(
			() => 'saved',
			(e: Error) => e.message,
		)
		await p.dropPerson(who.user)
		;(globalThis as unknown as { released: () => void }).released()
		return [await saved, await (await p.database()).count('copy')]
	})
	expect(left).toEqual(['a lease of before', 0])
})

test('whoever leaves the phone while a form of his is being written leaves none of it there', async ({
	field,
	newPhone,
}) => {
	const phone = await newPhone(field.worker(0))
	const { page } = phone
	await page.evaluate(() => (location.hash = '#/form/travel.declared'))
	const text = page.locator('.form textarea, .form input:not([type])').first()
	await expect(text).toBeVisible()
	field.proxy.become(down)
	await holdSeals(phone)
	await text.fill('示例市')
	await expect.poll(() => page.evaluate('globalThis.seals')).toBeGreaterThan(0)
	// In another page: this one's own write is what goes on.
	await phone.probe((p, user) => p.dropPerson(user), field.worker(0).user)
	await page.evaluate('globalThis.released()')
	await page.waitForTimeout(500)
	expect(await phone.probe(async (p) => (await p.database()).count('copy'))).toBe(0)
})

test('a form for which the disk had no room goes there as soon as it has some', async ({
	field,
	newPhone,
}) => {
	const phone = await newPhone(field.worker(0))
	const { page } = phone
	const kept = () =>
		phone.probe(
			async (p, user) =>
				(await (await p.database()).getKey('copy', [user, 'draft'])) !== undefined,
			field.worker(0).user,
		)
	await page.evaluate(() => (location.hash = '#/form/travel.declared'))
	const text = page.locator('.form textarea, .form input:not([type])').first()
	await expect(text).toBeVisible()
	field.proxy.become(down)
	await page.evaluate(() => {
		const store = IDBObjectStore.prototype
		const { put } = store
		Object.assign(globalThis, { refused: 0, roomy: () => (store.put = put) })
		store.put = function (this: IDBObjectStore, ...args: Parameters<typeof put>) {
			const request = put.apply(this, args)
			if (this.name === 'copy') {
				;(globalThis as unknown as { refused: number }).refused++
				queueMicrotask(() => this.transaction.abort())
			}
			return request
		}
	})
	await text.fill('示例市')
	await expect.poll(() => page.evaluate('globalThis.refused')).toBeGreaterThan(0)
	await page.waitForTimeout(500)
	expect(await kept()).toBe(false)
	await page.evaluate('globalThis.roomy()')
	// The phone is put away.
	await page.evaluate(() => {
		Object.defineProperty(document, 'visibilityState', { value: 'hidden', configurable: true })
		document.dispatchEvent(new Event('visibilitychange', { bubbles: true }))
	})
	await expect.poll(kept).toBe(true)
})
