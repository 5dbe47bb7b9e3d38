// Two screens show one number: every figure and every round, on the board, in lists, in files, in the bulletin and by itself.
import { expect, test } from './fixture'
import { oneNumber } from './one_number'
import { GRID } from './site'

test('two screens show one number of every figure and round, while records pour in', async ({
	loggedIn: page,
	site,
	context,
	isMobile,
}) => {
	test.skip(isMobile, 'once is enough')
	test.setTimeout(90_000)
	const [rounds, figures] = [await context.newPage(), await context.newPage()]
	await page.goto('/console/')
	await rounds.goto('/console/#/rounds')
	await figures.goto('/console/#/figures')
	await expect(page.locator('.campaign').first()).toBeVisible()
	await expect(rounds.locator('.row').first()).toBeVisible()
	await expect(figures.locator('.figures li').first()).toBeVisible()
	await oneNumber(site, { board: page, rounds, figures }, GRID)
})
