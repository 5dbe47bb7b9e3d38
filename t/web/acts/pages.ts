// Every page of the console on a screen where the other tests do not go: it shows what it is for, axe finds nothing, nothing is wider, and
// the browser complains of nothing, its policy least of all. By day in Chinese, by night in English.
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test, type Desk } from '../fixture'
import { list } from '../play'
import { GRID } from '../site'

const PAGES = join(__dirname, '../../../web/console/pages/index.ts')

/** What shows one thing of which the demo may have none. */
const OF_ONE = ['notice', 'form', 'plan']

export async function looksAtEveryPage({ page, site, language, accessible }: Desk): Promise<void> {
	await page.emulateMedia({ colorScheme: language === 'zh' ? 'light' : 'dark' })
	const first = async (of: string): Promise<string> =>
		(await list<{ id: string }>(site, of))[0]?.id ?? ''
	const door = (await list<{ subject: string }>(site, `/v1/rounds/${site.sweep}/missing`))[0]
	const bulletin = await first('/v1/bulletins')
	const record = await first('/v1/figures/meetings-held/records')
	const pages = [
		...[
			'board',
			'map',
			'mapfiles',
			'wall',
			'rounds',
			`round/${site.sweep}`,
			`round/${site.sweep}?area=${GRID}`,
		],
		...[`missing/${site.sweep}`, `missed/${site.sweep}`, 'open', 'settle', 'notices'],
		...[`subject/${door?.subject}`, 'figures', 'figure/doors-knocked', 'charts', 'files'],
		...['bulletins', `bulletin/${bulletin}`, 'compose', 'forms', 'balances', 'handed'],
		...['people', 'areas', `areas?area=${GRID}`, 'crew'],
		...['accounts', `account/${site.user}`, 'devices', 'imports', 'find', `record/${record}`],
	]
	for (const of of OF_ONE) {
		const id = await first(`/v1/${of}s`)
		if (id) pages.push(`${of}/${id}`)
	}
	const looked = new Set([...pages.map((p) => p.split(/[/?]/)[0]), ...OF_ONE])
	const there = readFileSync(PAGES, 'utf8').matchAll(/^\t(\w+): \{ show: /gm)
	expect([...there].map(([, name]) => name).filter((name) => !looked.has(name))).toEqual([])
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
}
