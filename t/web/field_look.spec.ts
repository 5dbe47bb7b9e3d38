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

test('larger type, and black on white in the sun, stay; a storage that is nearly full is said', async ({
	field,
	newPhone,
}) => {
	const phone = await newPhone(field.worker(0), 'en-GB')
	const { page } = phone
	await phone.keepsApp()
	field.proxy.become(down)
	const settings = async (): Promise<Look> => {
		await page.evaluate(() => (location.hash = '#/today'))
		await expect(page.locator('h1')).toHaveText('Today')
		await page.evaluate(() => (location.hash = '#/settings'))
		await expect(page.locator('h1')).toHaveText('Settings')
		return (await page.evaluate(LOOK)) as Look
	}
	const before = await settings()
	await page.getByLabel('Larger type').check()
	await page.getByLabel('In the sun').check()
	await accessible(phone)
	await page.reload()
	await phone.unlock()
	const after = await settings()
	expect(after.size).toBeGreaterThan(before.size * 1.15)
	expect(after).toMatchObject({ color: 'rgb(0, 0, 0)', paper: 'rgb(255, 255, 255)' })

	const room = async (free: number): Promise<void> => {
		await page.evaluate(
			([usage, quota]) => {
				navigator.storage.estimate = () => Promise.resolve({ usage: usage!, quota: quota! })
			},
			[GIGABYTE, GIGABYTE + free],
		)
		await settings()
	}
	await room(GIGABYTE)
	await expect(page.getByText('1.0 GB free')).toBeVisible()
	await room(40e6)
	await expect(page.locator('.note', { hasText: 'nearly full (40 MB left)' })).toBeVisible()
	await accessible(phone)
})
