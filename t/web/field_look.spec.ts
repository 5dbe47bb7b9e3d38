// How a phone shows itself to its holder: larger type and black on white that stay, and a storage that is nearly full.
import { down } from './chaos'
import { accessible, expect, test } from './field_test'

const GIGABYTE = 1e9

/** Of what is looked at: the size of its letters in px, and the paper. */
const LOOK = `(() => {
	const { fontSize, color } = getComputedStyle(document.querySelector('h1'))
	const { backgroundColor } = getComputedStyle(document.body)
	return { size: parseFloat(fontSize), color, paper: backgroundColor }
})()`

interface Look {
	size: number
	color: string
	paper: string
}

for (const language of ['zh-CN', 'en-GB'])
	test(`larger type, and black on white in the sun, are there again after the phone died: ${language}`, async ({
		field,
		newPhone,
	}) => {
		const phone = await newPhone(field.worker(0), language)
		await phone.keepsApp()
		field.proxy.become(down)
		const settings = async (): Promise<Look> => {
			await phone.page.evaluate(() => (location.hash = '#/settings'))
			await expect(phone.page.locator('.switch').first()).toBeVisible()
			return (await phone.page.evaluate(LOOK)) as Look
		}
		const before = await settings()
		await phone.page.getByLabel(/^(大字|Larger type)$/).check()
		await phone.page.getByLabel(/^(阳光下|In the sun)/).check()
		// What is written down without waiting for the disk.
		await expect(async () => {
			const now = (await phone.page.evaluate(LOOK)) as Look
			expect(now.size).toBeGreaterThan(before.size * 1.15)
		}).toPass()
		await accessible(phone)
		await phone.page.reload()
		await phone.unlock()
		const after = await settings()
		expect(after.size).toBeGreaterThan(before.size * 1.15)
		expect(after.color).toBe('rgb(0, 0, 0)')
		expect(after.paper).toBe('rgb(255, 255, 255)')
		await accessible(phone)
	})

test('a storage that is nearly full is said before it is', async ({ field, newPhone }) => {
	const phone = await newPhone(field.worker(0))
	const { page } = phone
	const room = async (free: number): Promise<void> => {
		await page.evaluate(
			([usage, quota]) => {
				navigator.storage.estimate = () => Promise.resolve({ usage: usage!, quota: quota! })
			},
			[GIGABYTE, GIGABYTE + free],
		)
		await page.evaluate(() => (location.hash = '#/today'))
		await page.evaluate(() => (location.hash = '#/settings'))
	}
	await room(GIGABYTE)
	await expect(page.getByText('可用 1.0 GB')).toBeVisible()
	await room(40e6)
	await expect(page.locator('.note', { hasText: '40 MB' })).toBeVisible()
})
