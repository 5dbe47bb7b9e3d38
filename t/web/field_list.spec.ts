// A village of 5,000 doors without buildings: its list scrolls without a dropped frame on a slow phone, and a page holds only the rows near
// the screen.
import { expect, test } from '@playwright/test'
import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { FieldSite } from './field_site'
import { Phone } from './phone'

const VILLAGE = '512021100201002'
const DOORS = 5000
/** Of a cheap phone against the machine that runs this. */
const SLOWER = 6
const FRAMES = 300
const FRAME_MS = 1000 / 60
/** What the page does itself; painting is here the processor's, and on a phone the graphics'. */
const OWN = ['ScriptDuration', 'LayoutDuration', 'RecalcStyleDuration']

test('a list of 5,000 doors scrolls without dropped frames', async () => {
	test.setTimeout(120_000)
	const site = new FieldSite()
	await site.begin()
	const rows = Array.from({ length: DOORS }, (_, i) => `${VILLAGE},示例组,示例路 ${i + 1} 号`)
	const file = join(mkdtempSync(join(tmpdir(), 'bulou-list-')), 'dwellings.csv')
	writeFileSync(file, ['area,compound,address', ...rows].join('\n') + '\n')
	site.run('import', 'dwellings', file)
	const round = String(
		site.run(
			...['round', 'open', '--kind', 'sweep', '--area', VILLAGE, '--due', '2d'],
			...['--question', '家中几口人', '--incident', '示例疫情'],
		)['round'],
	)
	const who = site.run('user', 'add', 'village', '--role', 'grid_worker', '--area', VILLAGE)
	const phone = new Phone(site)
	try {
		await phone.start()
		await phone.join(who as unknown as { user: string; password: string })
		const { page } = phone
		const work = page.locator(`[data-round="${round}"]`)
		await expect(work.locator('.missing b')).toHaveText(String(DOORS + 10), { timeout: 60_000 })
		// Nothing else comes down while it is measured.
		await page.evaluate(() => (location.hash = '#/outbox'))
		const now = page.locator('.actions button.main')
		await expect(now).toBeEnabled({ timeout: 60_000 })
		await now.click()
		await expect(now).toBeEnabled({ timeout: 60_000 })
		await page.evaluate(() => (location.hash = '#/today'))
		await work.click()
		await page.getByRole('button', { name: /示例组/ }).click()
		await expect(page.locator('.doors li').first()).toBeVisible()
		// By the processor's own time, so that whatever else this machine is at does not count.
		const debug = await page.context().newCDPSession(page)
		await debug.send('Performance.setTimeDomain', { timeDomain: 'threadTicks' })
		await debug.send('Performance.enable')
		const spent = async (): Promise<number> => {
			const { metrics } = await debug.send('Performance.getMetrics')
			const own = metrics.filter((m) => OWN.includes(m.name))
			return 1000 * own.reduce((sum, m) => sum + m.value, 0)
		}
		const before = await spent()
		const shown = await page.evaluate(
			(frames) =>
				new Promise<number>((done) => {
					let [rows, step] = [0, 0]
					const next = (): void => {
						// A hard flick: 9,000 pixels a second.
						scrollBy(0, 150)
						rows = Math.max(rows, document.querySelectorAll('.doors li').length)
						if (++step < frames) requestAnimationFrame(next)
						else done(rows)
					}
					requestAnimationFrame(next)
				}),
			FRAMES,
		)
		const perFrame = (SLOWER * ((await spent()) - before)) / FRAMES
		expect(perFrame).toBeGreaterThan(0)
		expect(perFrame).toBeLessThan(FRAME_MS / 2)
		expect(shown).toBeLessThan(80)
		await page.evaluate(() => scrollTo(0, document.documentElement.scrollHeight))
		await expect(page.locator('.doors li').last()).toContainText(`示例路 ${DOORS} 号`)
		expect(phone.complaints).toEqual([])
	} finally {
		await phone.end()
		await site.end()
	}
})
