// Figures, records, bulletins and balances: one number on every screen, and each opens.
import { expect, test } from './fixture'
import { call, chooseArea, list } from './play'

interface Value {
	id: string
	incident: string | null
	value: number
}
interface Bulletin {
	id: string
	as_of: number
	figures: { id: string; value: number; records: number }[]
}

const plain = (text: string): string => text.replaceAll(',', '')

test('every figure shows what the board says', async ({ loggedIn: page, site, accessible }) => {
	const board = await list<Value>(site, '/v1/board')
	await page.goto('/console/#/figures')
	await expect(page.locator('.figures li')).toHaveCount(board.length)
	for (const f of board) {
		const shown = page.locator(`[data-figure="${f.id} ${f.incident}"] b`)
		expect(plain(await shown.innerText())).toBe(String(f.value))
	}
	await accessible()
})

test('figures are asked by incident, area and days', async ({ loggedIn: page, site }) => {
	const query = 'area=512021001&from=2022-08-25&to=2022-08-26'
	const board = await list<Value>(site, '/v1/board?' + query)
	await page.goto('/console/#/figures')
	await chooseArea(page.locator('.ask'), '51', '5120', '512021', '512021001')
	await page.locator('.ask input').nth(0).fill('2022-08-25')
	await page.locator('.ask input').nth(1).fill('2022-08-26')
	await expect(page).not.toHaveURL(/area=/)
	await page.locator('.ask button').click()
	await expect(page.locator('.figures li')).toHaveCount(board.length)
	const doors = board.find((f) => f.id === 'doors-knocked')
	await expect(page.locator('a[href*="/figure/doors-knocked?"] b')).toHaveText(
		new Intl.NumberFormat('en').format(doors?.value ?? 0),
	)
})

test('a figure opens to its records, and they add up', async ({
	loggedIn: page,
	language,
	accessible,
}) => {
	await page.goto('/console/#/figure/meetings-held')
	const value = Number(plain(await page.locator('.big b').innerText()))
	await expect(page.locator('.records tbody tr')).toHaveCount(value)
	const adds = await page.locator('.records td.n').allInnerTexts()
	expect(adds.map(Number).reduce((a, b) => a + b, 0)).toBe(value)
	await accessible()
	await page.locator('.records a').first().click()
	await expect(page.locator('.card h2')).toHaveText(language === 'zh' ? '召开会议' : /[Mm]eeting/)
	await expect(page.locator('.card dt').first()).toBeVisible()
	await accessible()
})

test('a personal field is shown for a reason, and the page says so', async ({
	loggedIn: page,
	site,
	language,
}) => {
	const people = (await call(site, '/v1/subjects?type=person&limit=1')) as {
		items: { source: string }[]
	}
	await page.goto(`/console/#/record/${people.items[0]?.source}`)
	const name = page.locator('.card dd.personal').first()
	await expect(name).toHaveText(/^\s*\S*\*+\s*$/)
	await page.locator('[name=reason]').selectOption('check')
	await page.locator('[name=note]').fill('演示')
	await page
		.getByRole('button', { name: language === 'zh' ? '查看明文' : 'Show unmasked' })
		.click()
	await expect(page.getByRole('status')).toContainText(language === 'zh' ? '留痕' : 'recorded')
	await expect(name).not.toHaveText(/\*/)
})

test('a bulletin’s figures are frozen and open as they were', async ({
	loggedIn: page,
	site,
	accessible,
}) => {
	const bulletins = await list<{ id: string }>(site, '/v1/bulletins')
	const newest = (await call(site, `/v1/bulletins/${bulletins[0]?.id}`)) as Bulletin
	await page.goto('/console/#/bulletins')
	await expect(page.locator('.row.bulletin')).toHaveCount(bulletins.length)
	await accessible()
	await page.locator('.row.bulletin a').first().click()
	const rows = page.locator('.frozen tbody tr')
	await expect(rows).toHaveCount(newest.figures.length)
	const shown = await rows.locator('b').allInnerTexts()
	expect(shown.map(plain)).toEqual(newest.figures.map((f) => String(f.value)))
	await accessible()
	for (const a of await page.locator('.links a').all()) {
		const answer = await page.request.get((await a.getAttribute('href')) ?? '')
		expect(answer.status()).toBe(200)
	}
	const small = newest.figures.find((f) => f.records > 0 && f.records < 50)
	await rows.locator(`a[href*="/figure/${small?.id}?"]`).click()
	await expect(page.locator('.records tbody tr')).toHaveCount(small?.records ?? 0)
	// Nothing that somebody adds to the address shows as what was published.
	await page.goto(page.url() + '&value=999999&as_of=1&area=512021002')
	await page.reload()
	await expect(page.locator('.records tbody tr')).toHaveCount(small?.records ?? 0)
	expect(plain(await page.locator('.big b').innerText())).toBe(String(small?.value))
})

test('what does not close is red and says by how much', async ({
	loggedIn: page,
	accessible,
	language,
}) => {
	await page.route('**/v1/balances*', async (r) => {
		const answer = await r.fetch()
		const body = (await answer.json()) as { items: { difference: string; closes: boolean }[] }
		Object.assign(body.items[3] ?? {}, { difference: '-1', closes: false })
		await r.fulfill({ json: body })
	})
	await page.goto('/console/#/balances')
	const first = page.locator('.balance').first()
	await expect(first).toHaveClass(/bad/)
	await expect(first.locator('.tag')).toHaveText(language === 'zh' ? '✗ 差 -1' : '✗ Off by -1')
	await expect(page.locator('.balance.bad')).toHaveCount(1)
	await accessible()
	await page.emulateMedia({ colorScheme: 'dark' })
	await accessible()
	// The live page asks again at any time; an answer that is under way would outlast the page.
	await page.unrouteAll({ behavior: 'wait' })
})
