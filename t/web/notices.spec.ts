// Command tells something, sees who has not read it, and takes it back.
import { randomUUID } from 'node:crypto'
import { expect, test } from './fixture'
import { call, chooseArea, list, logIn } from './play'
import { GRID, type Site } from './site'

const VILLAGE = GRID.slice(0, 12)
const TOWN = GRID.slice(0, 9)

interface Notice {
	id: string
	area: string
	title: string
	text: string
	urgent: boolean
	until: string | null
	readers: number
	read: number
}

async function read(site: Site, worker: number, notice: string): Promise<void> {
	const { user, password } = site.workers[worker] ?? { user: '', password: '' }
	const cookie = await logIn(site.origin, user, password)
	const record = {
		...{ id: randomUUID(), kind: 'notice.read', v: 1, at: '2022-09-23T11:20:00+08:00' },
		...{ area: GRID, body: { notice } },
	}
	const receipt = (await call({ origin: site.origin, cookie }, '/v1/records', record)) as {
		status: string
	}
	expect(receipt.status).toBe('accepted')
}

test('a notice is published, it is known who has not read it, and it is taken back', async ({
	loggedIn: page,
	site,
	language,
	accessible,
	expected,
}, info) => {
	const title = `示例：今晚入户排查（${info.project.name}）`
	const all = async (): Promise<Notice[]> =>
		(await list<Notice>(site, '/v1/notices')).filter((n) => n.title === title)
	await page.goto('/console/')
	await page.locator('nav a[href="#/notices"]').click()
	await expect(page.locator('.row.notice').first()).toBeVisible()
	await page.locator('.publish > summary').click()
	await chooseArea(page.locator('.publish'), TOWN)
	await page.locator('.only > summary').click()
	const parts = page.locator('[name=only]')
	await expect(parts.first()).toBeVisible()
	await page.locator(`[name=only][value="${VILLAGE}"]`).check()
	await parts.nth(1).check()
	const other = await parts.nth(1).inputValue()
	expect(other).not.toBe(VILLAGE)
	await page.locator('[name=title]').fill(title)
	await page.locator('[name=text]').fill('今晚 22 时前完成。\n22 时后不再敲门。')
	await page.locator('[name=until]').fill('2022-09-24T22:00')
	await page.locator('[name=urgent]').check()
	await accessible()
	// A network that fails loses nothing and doubles nothing: the second time it is there already.
	expected.push(/ERR_FAILED/)
	await page.route('**/v1/records', async (r) => {
		await r.fetch()
		await r.abort()
	})
	await page.locator('.publish button.main').click()
	await expect(page.locator('.publish .note.bad')).toBeVisible()
	await page.unroute('**/v1/records')
	await page.locator('.publish button.main').click()
	await expect(page.locator('.publish p.good')).toBeVisible()
	const told = await all()
	expect(told.map((n) => n.area).sort()).toEqual([VILLAGE, other].sort())
	const notice = told.find((n) => n.area === VILLAGE)
	if (!notice) throw new Error('it is not there')
	expect(notice.until).toContain('2022-09-24T22:00')
	expect([notice.urgent, notice.readers, notice.read]).toEqual([true, 2, 0])

	const row = page.locator(`[data-notice="${notice.id}"]`)
	await expect(row.locator('b.past')).toContainText('2')
	await accessible()
	await read(site, 1, notice.id)
	await row.locator('a').click()
	await expect(page.locator('.words')).toHaveText(notice.text)
	const readers = page.locator('.readers tbody tr')
	await expect(readers).toHaveCount(2)
	// Who has not comes first.
	await expect(readers.nth(0)).toHaveAttribute('data-user', 'worker-1')
	await expect(readers.nth(0).locator('b.past')).toBeVisible()
	await expect(readers.nth(1)).toContainText('示例网格员2')
	await expect(readers.nth(1).locator('b.past')).toHaveCount(0)
	await expect(page.locator('p.read b')).toHaveText(
		language === 'zh' ? '应阅 2 人，已阅 1 人' : '1 of 2 have read it',
	)
	await accessible()
	await page.emulateMedia({ colorScheme: 'dark' })
	await accessible()

	await page.locator('button.back').click()
	await page.locator('[name=reason]').fill('示例：时间有误')
	await page.locator('.back [type=submit]').click()
	await expect(page).toHaveURL(/#\/notices$/)
	await expect(row).toHaveCount(0)
	expect((await all()).map((n) => n.area)).toEqual([other])
	const rest = (await all())[0]?.id
	const voided = { records: [rest], reason: '示例' }
	await call(site, '/v1/records', {
		...{ id: randomUUID(), kind: 'record.voided', v: 1, at: '2022-09-23T11:20:00+08:00' },
		...{ area: other, body: voided },
	})
})
