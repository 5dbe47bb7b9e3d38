// What the camera reads besides the codes of sheets: a tube's label; and its light, where it has one.
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { barsOf, film, seeing } from './film'
import { expect, test } from './field_test'
import { Phone } from './phone'

const TUBE = 'SL-0001-0001'

test('a tube’s bars are read by the camera; its light is offered where it has one, and goes on and off', async ({
	field,
}) => {
	test.setTimeout(60_000)
	const folder = mkdtempSync(join(tmpdir(), 'bulou-scan-'))
	film(join(folder, 'tube.y4m'), [await barsOf(TUBE)])
	const phone = new Phone(field, 'zh-CN', seeing(join(folder, 'tube.y4m')))
	try {
		await phone.start()
		await phone.join(field.worker(0))
		const { page } = phone
		const found = page.locator('.scanned')
		const light = page.locator('.camera .light')
		await page.evaluate(() => (location.hash = '#/scan'))
		await expect(found).toContainText('采样管', { timeout: 20_000 })
		await expect(found.locator('.which')).toHaveText(TUBE)
		await expect(page.locator('video')).toBeVisible()
		await expect(light).toHaveCount(0)

		// No camera of this machine's has a light: that of a phone, as far as the page sees it.
		await page.evaluate(() => {
			const track = MediaStreamTrack.prototype
			const asked: unknown[] = []
			Object.assign(globalThis, { asked })
			track.getCapabilities = () => ({ torch: true }) as MediaTrackCapabilities
			track.applyConstraints = async (constraints) => void asked.push(constraints?.advanced)
			location.hash = '#/today'
		})
		await expect(page.locator('video')).toHaveCount(0)
		await page.evaluate(() => (location.hash = '#/scan'))
		const asked = (): Promise<unknown> => page.evaluate('asked')
		await expect(light).toHaveText('打开照明')
		await light.click()
		await expect(light).toHaveText('关闭照明')
		expect(await asked()).toEqual([[{ torch: true }]])
		await light.click()
		await expect(light).toHaveText('打开照明')
		expect(await asked()).toEqual([[{ torch: true }], [{ torch: false }]])
		expect(phone.complaints).toEqual([])
	} finally {
		await phone.end()
		rmSync(folder, { recursive: true, force: true })
	}
})
