// Every page of the console on a screen where the other tests do not go: it shows what it is for, axe finds nothing, nothing is wider.
import { expect, test } from './fixture'
import { list } from './play'
import { GRID } from './site'

test('every page fits, and is there for everybody', async ({
	loggedIn: page,
	site,
	accessible,
}) => {
	test.slow()
	const first = async (of: string): Promise<string> =>
		(await list<{ id: string }>(site, of))[0]?.id ?? ''
	const door = (await list<{ subject: string }>(site, `/v1/rounds/${site.sweep}/missing`))[0]
	const bulletin = await first('/v1/bulletins')
	const pages = [
		...['board', 'wall', 'rounds', `round/${site.sweep}`, `round/${site.sweep}?area=${GRID}`],
		...[`missing/${site.sweep}`, `missed/${site.sweep}`, 'open', 'settle', 'notices'],
		...[`subject/${door?.subject}`, 'figures', 'figure/doors-knocked', 'charts', 'files'],
		...['bulletins', `bulletin/${bulletin}`, 'compose', 'forms', 'balances', 'handed'],
		...['accounts', `account/${site.user}`, 'devices', 'imports', 'find'],
	]
	await page.goto('/console/')
	for (const path of pages) {
		await test.step(path, async () => {
			await page.evaluate((to) => (location.hash = `#/${to}`), path)
			await expect(page.locator('main :is(h1, h2)').first()).toBeVisible()
			await expect(page.locator('main')).not.toContainText(/正在读取|Loading/)
			await expect(page.locator('main .note.bad')).toHaveCount(0)
			await accessible()
		})
	}
})
