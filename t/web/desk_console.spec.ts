// The console as one thing: what belongs together stands together, what does not come is said, and what was lost on the way counts once.
import { randomUUID } from 'node:crypto'
import { expect, test } from './fixture'
import { call, list, type Target } from './play'

const TOWN = '512021001'
const NOW = '2022-09-23T11:20:00+08:00'

test('what belongs together stands under one entry, and what was asked goes along', async ({
	loggedIn: page,
	accessible,
}) => {
	await page.goto('/console/#/figures?area=512021001&from=2022-08-25&to=2022-08-26')
	const beside = page.locator('.beside-it a')
	await expect(beside).toHaveCount(4)
	await expect(beside.first()).toHaveAttribute('aria-current', 'page')
	for (const name of ['charts', 'files', 'balances']) {
		await page.locator(`.beside-it a[href^="#/${name}?"]`).click()
		await expect(page).toHaveURL(new RegExp(`#/${name}\\?.*area=512021001`))
		await expect(page.locator('.beside-it [aria-current]')).toHaveCount(1)
		await expect(page.locator('.top nav [aria-current]')).toHaveAttribute('href', '#/figures')
		await expect(page.locator('.area-select [value="512021001"]:checked')).toHaveCount(1)
	}
	await accessible()
	await page.emulateMedia({ media: 'print' })
	await expect(beside.first()).toBeHidden()
	await page.emulateMedia({ media: 'screen' })
	// On a page of one record there is nothing beside it; a step up leads to the figures.
	await page.goto('/console/#/figure/meetings-held')
	await expect(page.locator('.records tbody tr').first()).toBeVisible()
	await expect(beside).toHaveCount(0)
	await page.keyboard.press('ArrowUp')
	await expect(page.locator('.records a').last()).toBeFocused()
	await page.keyboard.press('Backspace')
	await expect(page).toHaveURL(/#\/figures/)
})

test('a page that does not come is said, and comes when it is asked for again', async ({
	loggedIn: page,
	expected,
}) => {
	expected.push(/ERR_FAILED/, /dynamically imported module/)
	await page.goto('/console/#/board')
	await expect(page.locator('h1')).toBeVisible()
	const asset = /\/assets\/HandedPage/
	await page.route(asset, (r) => r.abort())
	await page.goto('/console/#/handed')
	await expect(page.getByRole('alert')).toBeVisible()
	await page.unroute(asset)
	await page.getByRole('alert').getByRole('button').click()
	await expect(page.locator('input[type=file]')).toBeAttached()
})

test('a record is voided once, though the first answer was lost', async ({
	loggedIn: page,
	site,
	expected,
	accessible,
}) => {
	expected.push(/ERR_FAILED/)
	const [target] = await list<Target>(site, `/v1/rounds/${site.sweep}/missing?area=${TOWN}`)
	const visit = {
		...{ id: randomUUID(), kind: 'sweep.visit', v: 2, at: NOW, area: target?.area },
		...{ round: site.sweep, subject: target?.subject, by: 'li-example' },
		body: { outcome: 'moved' },
	}
	await call(site, '/v1/records', visit)
	const sent: (string | null)[] = []
	page.on('request', (r) => {
		if (r.method() === 'POST' && r.url().endsWith('/v1/records')) sent.push(r.postData())
	})
	await page.goto('/console/#/settle')
	const row = page.locator(`[data-list=unconfirmed] [data-record="${visit.id}"]`)
	await row.locator('button.void').click()
	const why = row.locator('[name=why]')
	await expect(why).toBeFocused()
	await why.fill('示例：不实')
	await accessible()
	await page.route('**/v1/records', async (r) => {
		await r.fetch()
		await r.abort()
	})
	await row.locator('[name=sure]').click()
	await expect(row.getByRole('alert')).toBeVisible()
	// It may be there: it is not changed, and not given up.
	await expect(why).toBeDisabled()
	await expect(row.locator('.sure [type=button]')).toBeDisabled()
	await expect(row.locator('.approve')).toBeDisabled()
	await page.unroute('**/v1/records')
	await row.locator('[name=sure]').click()
	await expect(row).toHaveCount(0)
	expect(sent).toHaveLength(2)
	expect(sent[1]).toBe(sent[0])
})
