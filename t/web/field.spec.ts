import { expect, test } from '@playwright/test'
import { FieldSite } from './field_site'
import { Phone, PIN, serveProbe } from './phone'

test('trial', async () => {
	test.setTimeout(60_000)
	const site = new FieldSite()
	await site.begin()
	await serveProbe(site)
	const phone = new Phone(site)
	try {
		await phone.start()
		await phone.join(site.workers[0]!)
		await phone.page.screenshot({ path: '/tmp/fb/1.png' })
		const opened = await phone.probe(async (p, pin) => {
			await p.begin()
			const how = await p.open('grid-01', pin)
			await p.sync()
			return [
				how,
				p.trouble.value,
				p.copy.subjects.size,
				p.copy.targets.size,
				p.copy.kinds.size,
			]
		}, PIN)
		console.error(opened, phone.complaints)
		await phone.page.goto(site.origin + '/field/#/outbox')
		await phone.page.screenshot({ path: '/tmp/fb/2.png' })
		expect(opened[0]).toBe('open')
	} finally {
		await phone.end()
		await site.end()
	}
})
