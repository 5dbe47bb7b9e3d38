// Every screen of the phone's app, in both languages and with the large letters for the sun: nothing that axe finds, nothing wider than the
// phone, nothing too small for a thumb, no request to anywhere else. A picture of each lies in BUILD/screenshots, to be looked at.
import { expect, test } from '@playwright/test'
import { join } from 'node:path'
import { FieldSite } from './field_site'
import { inSizes, prepare, tour, wall } from './field_tour'
import { beyond, findings } from './fixture'
import { Phone } from './phone'
import { buildFolder } from './site'

const SMALLEST = 56

for (const [language, width, height] of [
	['zh-CN', 390, 844],
	['en-GB', 360, 740],
] as const)
	test(`every screen: ${language}, ${width} x ${height}`, async () => {
		test.setTimeout(240_000)
		const site = new FieldSite()
		await site.begin()
		await prepare(site)
		const phone = new Phone(site, language, wall(site))
		const faults: string[] = []
		try {
			await phone.start()
			const { page } = phone
			await page.setViewportSize({ width, height })
			page.on('request', (request) => {
				const { origin, protocol } = new URL(request.url())
				if (origin !== site.origin && !['data:', 'blob:'].includes(protocol))
					faults.push(`a request to ${origin}`)
			})
			const check = async (name: string): Promise<void> => {
				const file = `field-${name}-${language.slice(0, 2)}.png`
				await page.screenshot({ path: join(buildFolder(), 'screenshots', file) })
				for (const found of await findings(page)) faults.push(`${name}: ${found}`)
				const wider = await beyond(page)
				if (wider > 0) faults.push(`${name}: ${wider} px wider than the screen`)
				for (const small of await tooSmall(phone)) faults.push(`${name}: ${small}`)
			}
			await tour(site, phone, (name) => inSizes(page, name, check))
		} finally {
			await phone.end()
			await site.end()
		}
		expect([...faults, ...phone.complaints]).toEqual([])
	})

/** What is touched and smaller than a thumb. */
function tooSmall({ page }: Phone): Promise<string[]> {
	return page
		.locator('a:visible, button:visible, input:visible, select:visible, textarea:visible')
		.evaluateAll(
			(all, smallest) =>
				all
					.map((e) => {
						const touched = e.closest('label')
						const { width, height } = (touched ?? e).getBoundingClientRect()
						return { e, width: Math.ceil(width), height: Math.ceil(height) }
					})
					.filter(({ width, height }) => width > 2 && Math.min(width, height) < smallest)
					.map(({ e, width, height }) => `${e.textContent} is ${width} x ${height}`),
			SMALLEST,
		)
}
