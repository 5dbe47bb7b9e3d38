// Twelve hours without a network, by a clock that is wrong, and wrong by a day for some of them: two people on one phone over their
// shift change; and a day later, when one's lease is over. The server's clock goes on as well (libfaketime), so that the hours that pass are the same for both.
import { expect, test } from '@playwright/test'
import { calm, down } from './chaos'
import { clockOf } from './clock'
import { FieldSite, type Worker } from './field_site'
import { Phone, PIN } from './phone'

const MINUTE = 60_000
const HOUR = 60 * MINUTE
/** How far the phone's clock is ahead all the time. */
const FAST = 7 * MINUTE
/** Somebody sets it a day ahead in the third hour, and back in the fifth. */
const DAY = 24 * HOUR
const SLACK = 20_000
const OTHER_PIN = '482915'

interface Row {
	id: string
	by: string
	seq: number
	at: string
	state: string
}
interface Told {
	at: string
	at_used: string
	received: string
	by: string
	clock: boolean
	confirmed: boolean
}
interface Made {
	/** When it really was. */
	when: number
	by: string
	phone: number
}

function rows(phone: Phone): Promise<Row[]> {
	return phone.page.evaluate(
		() =>
			new Promise<Row[]>((done, fail) => {
				const opening = indexedDB.open('bulou.field')
				opening.onerror = () => fail(new Error('no database'))
				opening.onsuccess = () => {
					const all = opening.result.transaction('outbox').objectStore('outbox').getAll()
					all.onsuccess = () => {
						opening.result.close()
						done(all.result as Row[])
					}
				}
			}),
	)
}

test('twelve hours offline by a wrong clock, two people: all is handed in, also when a lease is over', async () => {
	test.setTimeout(180_000)
	const clock = clockOf()
	test.skip(clock === null, 'no libfaketime: apt-get install libfaketime')
	if (!clock) return
	const site = new FieldSite(clock)
	const phone = new Phone(site)
	try {
		await site.begin()
		const [first, second] = [site.worker(0), site.worker(1)]
		await phone.start()
		await phone.setClock(FAST)
		await phone.join(first)
		const missing = phone.page.locator(`[data-round="${site.round}"] .missing b`)
		await expect(missing).toHaveText('300', { timeout: 20_000 })
		await toOther(phone, second)
		await expect(missing).toHaveText('300', { timeout: 20_000 })
		await phone.keepsApp()
		await lock(phone)
		await openAs(phone, first, PIN)

		site.proxy.become(down)
		const made: Made[] = []
		let passed = 0
		let wrong = 0
		const pass = async (hours: number): Promise<void> => {
			passed = hours * HOUR
			clock.set(passed)
			await phone.setClock(passed + FAST + wrong)
		}
		const setWrong = async (ms: number): Promise<void> => {
			wrong = ms
			await phone.setClock(passed + FAST + wrong)
		}
		const visit = async (by: Worker): Promise<void> => {
			const { page } = phone
			await page.evaluate(() => (location.hash = '#/today'))
			await page.locator('.actions a.main').click()
			await page.locator('[data-field=outcome] .choice', { hasText: '已搬离' }).click()
			await page.getByRole('button', { name: '保存' }).click()
			await expect(page.getByText('已保存在手机上')).toBeVisible()
			const when = Date.now() + passed
			made.push({ when, by: by.user, phone: when + FAST + wrong })
		}
		for (let hour = 0; hour < 6; hour++) {
			await pass(hour)
			await setWrong(hour === 3 || hour === 4 ? DAY : 0)
			await visit(first)
			await pass(hour + 0.5)
			await visit(first)
		}
		await pass(6)
		await lock(phone)
		await openAs(phone, second, OTHER_PIN)
		await visit(second)
		await pass(8)
		// It dies, and starts with nothing but what is on it.
		await phone.kill()
		await phone.start()
		await openAs(phone, second, OTHER_PIN)
		await visit(second)
		await pass(12)
		await visit(second)
		expect(made).toHaveLength(15)
		site.proxy.become(calm)
		await handedIn(phone)
		const clocks = await told(site, phone, made)

		// From now on the lease of whoever was there is of the twelfth hour, and the other's of the beginning.
		site.proxy.become(down)
		await pass(13)
		await lock(phone)
		await openAs(phone, first, PIN)
		await visit(first)
		await pass(14)
		await lock(phone)
		await openAs(phone, second, OTHER_PIN)
		await visit(second)
		await lock(phone)
		await pass(37)
		await choose(phone, first)
		await phone.type(PIN)
		await expect(phone.page.getByText('离线时限（36 小时）已到')).toBeVisible()
		await phone.page.getByRole('button', { name: '换一个人' }).click()
		await openAs(phone, second, OTHER_PIN)
		await lock(phone)
		await choose(phone, first)
		expect(
			(await rows(phone)).filter((r) => r.state === 'queued' || r.state === 'sent'),
		).toHaveLength(2)
		site.proxy.become(calm)
		await phone.unlock()
		await handedIn(phone)
		clocks.push(...(await told(site, phone, made.slice(15))))
		const morning = [0, 0.5, 1, 1.5, 2, 2.5, 3, 3.5, 4, 4.5, 5, 5.5]
		expect(clocks).toEqual([...morning, 6, 8, 12, 13, 14])
		const devices = await site.list<{ last_seq: number; holes: number }>('/v1/devices')
		expect(devices[0]).toMatchObject({ last_seq: made.length, holes: 0 })
		expect(phone.complaints).toEqual([])
	} finally {
		await phone.end()
		await site.end()
		clock.end()
	}
})

/** As the server has them: by whom, and when it was. Hours since the beginning, for those who look. */
async function told(site: FieldSite, phone: Phone, made: readonly Made[]): Promise<number[]> {
	const hours: number[] = []
	const kept = (await rows(phone)).slice(-made.length)
	expect(kept.map((r) => r.by)).toEqual(made.map((m) => m.by))
	for (const [i, { id, seq }] of kept.entries()) {
		const { when, by, phone: shown } = made[i]!
		const record = (await site.get(`/v1/records/${id}`)) as Told
		const off = (text: string, ms: number): number => Math.abs(Date.parse(text) - ms)
		const said = `record ${seq}: ${JSON.stringify(record)}`
		expect(record, said).toMatchObject({ by, clock: true, confirmed: true })
		expect(off(record.at, shown), said).toBeLessThan(SLACK)
		// What was off when it was written is put right, also where the clock was put right on the phone before it was handed in.
		expect(off(record.at_used, when), said).toBeLessThan(SLACK)
		const halves = Math.round((2 * (Date.parse(record.at_used) - Date.now())) / HOUR)
		hours.push(Math.abs(halves) / 2)
	}
	return hours
}

async function handedIn(phone: Phone): Promise<void> {
	const { page } = phone
	await page.evaluate(() => (location.hash = '#/outbox'))
	await page.getByRole('button', { name: '立即上报' }).click()
	const unsent = async (): Promise<number> =>
		(await rows(phone)).filter((r) => r.state === 'queued' || r.state === 'sent').length
	await expect.poll(unsent, { timeout: 30_000 }).toBe(0)
}

async function lock({ page }: Phone): Promise<void> {
	await page.evaluate(() => (location.hash = '#/settings'))
	await page.getByRole('button', { name: '锁定 / 换人' }).click()
	await page.evaluate(() => (location.hash = '#/today'))
}

/** Whose PIN it takes. */
async function choose({ page }: Phone, who: Worker): Promise<void> {
	const name = who.user === 'grid-01' ? '张示例' : '李示例'
	await page.getByRole('button', { name, exact: true }).click()
	await page.getByRole('heading', { name }).waitFor()
}

async function openAs(phone: Phone, who: Worker, pin: string): Promise<void> {
	await choose(phone, who)
	await phone.unlock(pin)
}

async function toOther(phone: Phone, who: Worker): Promise<void> {
	const { page } = phone
	await lock(phone)
	await page.getByRole('button', { name: '换一个人' }).click()
	await page.getByRole('button', { name: '新来的人' }).click()
	await phone.logIn(who, OTHER_PIN)
}
