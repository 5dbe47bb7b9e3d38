// The console as one thing: what belongs together stands together, what does not come is said, and what was lost on the way counts once.
import { randomUUID } from 'node:crypto'
import { expect, test } from './fixture'
import { call, list } from './play'
import { GRID } from './site'

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
		await expect(page.locator('.area-select select').nth(1)).toHaveValue('512021001')
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

test('a notice is taken back once, though the first answer was lost', async ({
	loggedIn: page,
	site,
	expected,
	accessible,
}, info) => {
	expected.push(/ERR_FAILED/)
	const [incident] = await list<{ id: string }>(site, '/v1/incidents')
	const body = {
		...{ title: `示例：撤回一次（${info.project.name}）`, text: '示例', audience: 'staff' },
		...{ urgent: false, incident: incident?.id },
	}
	const notice = { id: randomUUID(), kind: 'notice.published', v: 2, at: NOW, area: GRID, body }
	await call(site, '/v1/records', notice)
	const sent: (string | null)[] = []
	page.on('request', (r) => {
		if (r.method() === 'POST' && r.url().endsWith('/v1/records')) sent.push(r.postData())
	})
	await page.goto(`/console/#/notice/${notice.id}`)
	await page.locator('button.back').click()
	await expect(page.locator('[name=reason]')).toBeFocused()
	await page.keyboard.type('示例：时间有误')
	await accessible()
	await page.route('**/v1/records', async (r) => {
		await r.fetch()
		await r.abort()
	})
	await page.locator('.back [type=submit]').click()
	await expect(page.getByRole('alert')).toBeVisible()
	// It may be there: it is not changed, and not given up.
	await expect(page.locator('[name=reason]')).toBeDisabled()
	await expect(page.locator('.back [type=button]')).toBeDisabled()
	await page.unroute('**/v1/records')
	await page.locator('.back [type=submit]').click()
	await expect(page).toHaveURL(/#\/notices$/)
	expect(sent).toHaveLength(2)
	expect(sent[1]).toBe(sent[0])
	const left = await list<{ id: string }>(site, '/v1/notices')
	expect(left.some((n) => n.id === notice.id)).toBe(false)
})
