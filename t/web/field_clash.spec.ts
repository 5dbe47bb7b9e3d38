// Two people without a network at one door, by its screen: what they say cannot both be right. Both are told,
// and either is shown both and may keep one for both.
import { expect, test } from '@playwright/test'
import { calm, down } from './chaos'
import { FieldSite } from './field_site'
import { findings } from './fixture'
import { Phone } from './phone'
import { list, type Target } from './play'

let site: FieldSite
let phones: Phone[] = []
let subject = ''

test.describe.configure({ mode: 'serial' })
test.beforeAll(async () => {
	test.setTimeout(120_000)
	site = new FieldSite()
	await site.begin()
	for (const who of site.workers.slice(0, 2)) {
		const phone = new Phone(site)
		await phone.start()
		await phone.join(who)
		await expect(phone.page.locator(`[data-round="${site.round}"] .missing b`)).toHaveText(
			'300',
		)
		phones.push(phone)
	}
})
test.afterAll(async () => {
	for (const phone of phones) await phone.end()
	phones = []
	await site.end()
})

async function go({ page }: Phone, hash: string): Promise<void> {
	await page.evaluate((to) => (location.hash = to), hash)
}

/** Everything is handed in, and has come down. */
async function synced(phone: Phone): Promise<void> {
	const now = phone.page.locator('.actions button.main')
	await go(phone, '#/outbox')
	await now.click()
	await expect(now).toBeEnabled()
	await expect(phone.page.locator('.tally')).toContainText(/未上报 0/)
}

const door = (phone: Phone) => go(phone, `#/door/${subject}?round=${site.round}`)
const state = (phone: Phone) => phone.page.locator('.top .state')

/** Until the door's state on this phone is as said. */
async function becomes(phone: Phone, text: string): Promise<void> {
	await expect(async () => {
		await synced(phone)
		await door(phone)
		await expect(state(phone)).toHaveText(text, { timeout: 1000 })
	}).toPass({ timeout: 40_000 })
}

async function target(): Promise<Target & { subject: string; outcome: string | null }> {
	const by = await site.caller()
	const all = await list<Target & { subject: string; outcome: string | null }>(
		by,
		`/v1/rounds/${site.round}/targets`,
	)
	return all.find((t) => t.place?.room === '302')!
}

test('two phones at one door, each without a network: both are told', async () => {
	test.setTimeout(90_000)
	subject = (await target()).subject
	site.proxy.become(down)
	for (const [n, outcome] of ['已入户登记', '已搬离'].entries()) {
		const { page } = phones[n]!
		await door(phones[n]!)
		await page.locator('[data-field=outcome] .choice', { hasText: outcome }).click()
		await page.getByRole('button', { name: '保存' }).click()
		await expect(state(phones[n]!)).toHaveText(['完成', '免查'][n]!)
	}
	site.proxy.become(calm)
	for (const phone of phones) await synced(phone)
	for (const phone of phones) await becomes(phone, '登记冲突')
	// Done holds meanwhile, whoever came last.
	expect(await target()).toMatchObject({ state: 'done', outcome: 'done' })
})

test('either phone shows both; one is kept for both, and neither says otherwise any more', async () => {
	test.setTimeout(90_000)
	for (const { page } of phones) {
		await page.getByRole('button', { name: '查看并处理' }).click()
		await expect(page.locator('section.clash .card')).toHaveCount(2)
		await expect(page.locator('section.clash')).toContainText('入户结果：已入户登记')
		await expect(page.locator('section.clash')).toContainText('入户结果：已搬离')
		expect(await findings(page)).toEqual([])
	}
	const [first, second] = phones as [Phone, Phone]
	const { page } = second
	const title = page.locator('h1')
	const at = await title.innerText()
	await page.locator('section.clash .card', { hasText: '我的登记' }).getByRole('button').click()
	await expect(page.locator('[data-field=outcome] input[value=moved]')).toBeChecked()
	await expect(title).not.toHaveText(at)
	await page.getByRole('button', { name: '保存' }).click()
	await expect(title).toHaveText(at)
	await becomes(second, '免查')
	await becomes(first, '免查')
	for (const { page } of phones) await expect(page.getByText('登记冲突')).toHaveCount(0)
	expect(await target()).toMatchObject({ state: 'excused', outcome: 'moved' })
	expect(await list(await site.caller(), '/v1/clashes')).toEqual([])
	for (const phone of phones) expect(phone.complaints).toEqual([])
})
