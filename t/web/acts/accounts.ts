// Accounts and devices: taken on, given a role, put out of use; a phone that still has something is seen, and revoked.
import { expect, type Desk } from '../fixture'
import { call, chooseArea, list } from '../play'
import { GRID, type Site } from '../site'

/** From the top down to a grid. */
async function pathOf(site: Site): Promise<string[]> {
	const areas = await list<{ id: string; parent: string | null }>(site, '/v1/areas')
	const path: string[] = []
	for (let id: string | null = GRID; id; id = areas.find((a) => a.id === id)?.parent ?? null)
		if (areas.some((a) => a.id === id)) path.unshift(id)
	return path
}

interface Account {
	user: string
	name: string
	disabled: boolean
	grants: { role: string; area: string; until: string | null }[]
}

export async function takesSomebodyOn({ page, site, nth, accessible }: Desk): Promise<void> {
	const name = `示例新人${'甲乙丙丁'[nth]}`
	const read = async (): Promise<Account | undefined> =>
		(await list<Account>(site, '/v1/users')).find((a) => a.name === name)
	const path = await pathOf(site)
	const area = (): Promise<void> => chooseArea(page.locator('details[open]'), ...path)
	await page.goto('/console/#/accounts')
	await expect(page.locator('table.accounts')).toBeVisible()
	await accessible()
	await page.locator('.life:not(.take) > summary').click()
	await page.locator('[name=names]').fill(`${name}\n`)
	await page.locator('[name=role]').selectOption('grid_worker')
	await area()
	await accessible()
	const download = page.waitForEvent('download')
	await page.locator('details button.main').click()
	expect((await download).suggestedFilename()).toBe('slips.pdf')
	await expect(page.locator('details [role=status]')).toBeVisible()
	const made = await read()
	expect(made?.grants).toMatchObject([{ role: 'grid_worker', area: GRID }])

	await page.locator('[name=filter]').fill(name)
	await page.locator(`[data-user=${made?.user}] a`).click()
	await expect(page.locator('h1')).toContainText(name)
	await page.locator('.life:not(.may) summary').click()
	await page.locator('[name=role]').selectOption('supply')
	await area()
	await page.locator('[name=until]').fill('2099-09-30')
	await page.locator('details[open] button.main').click()
	await expect(page.locator('.grants li')).toHaveCount(2)
	await page.locator('.may summary').click()
	await accessible()
	await page.locator('.grants li').first().getByRole('button').click()
	await page.locator('.sure button').first().click()
	await expect(page.locator('.grants li')).toHaveCount(1)
	expect((await read())?.grants).toMatchObject([
		{ role: 'supply', until: '2099-10-01T00:00:00+08:00' },
	])

	await page.locator('.in-use button').click()
	await expect(page.locator('.sure')).toBeVisible()
	expect((await read())?.disabled).toBe(false)
	await page.locator('.sure button').first().click()
	await expect(page.locator('h1 .bad')).toBeVisible()
	expect((await read())?.disabled).toBe(true)
	await page.locator('.in-use button').click()
	await expect(page.locator('h1 .bad')).toHaveCount(0)
	// Others count who works in the grid.
	await call(site, `/v1/users/${made?.user}`, {
		act: 'take',
		role: 'supply',
		area: GRID,
	})
	expect((await read())?.grants).toEqual([])
}

export async function leavesOnesOwn({ page, site }: Desk): Promise<void> {
	await page.goto(`/console/#/account/${site.user}`)
	await expect(page.locator('.note')).toBeVisible()
	await expect(page.locator('.grants li').first()).toBeVisible()
	await expect(page.locator('.grants button, main .links button')).toHaveCount(0)
}

export async function revokesAPhone({ page, site, accessible }: Desk): Promise<void> {
	const { code } = (await call(site, '/v1/devices/invitations', {})) as {
		code: string
	}
	const { device } = (await call(site, '/v1/devices', {
		ticket: code,
		name: '示例手机',
	})) as {
		device: string
	}
	await page.goto('/console/#/accounts')
	await page.locator('.beside-it a[href="#/devices"]').click()
	const row = page.locator(`[data-device="${device}"]`)
	await expect(row).toContainText('示例手机')
	await accessible()
	await row.getByRole('button').click()
	await row.locator('.sure button').first().click()
	await expect(row.locator('.tag.bad')).toBeVisible()
	await expect(row.getByRole('button')).toHaveCount(0)
	const download = page.waitForEvent('download')
	await page.locator('form.ask button').click()
	expect((await download).suggestedFilename()).toBe('slip.pdf')
}

export async function agreesToARole({ page, site, accessible, nth }: Desk): Promise<void> {
	const counsellor = { role: 'counsellor', area: GRID }
	const worker = { role: 'grid_worker', area: GRID }
	const [made] = (
		(await call(site, '/v1/users', [{ name: `示例新人${'戊己庚辛'[nth]}`, ...worker }])) as {
			items: { user: string }[]
		}
	).items
	const account = `/v1/users/${made?.user}`
	await call(site, account, { act: 'give', ...counsellor })
	await page.goto(`/console/#/account/${made?.user}`)
	await expect(page.locator('.grants .tag.bad')).toContainText('beside')
	await accessible()
	await page.locator('[name=agree]').click()
	await page.locator('.sure [name=sure]').click()
	await expect(page.locator('.grants .tag.bad')).toHaveCount(0)
	await expect(page.locator('.grants li')).toHaveCount(2)

	// Nobody reaches by a slip what it takes two to give.
	await expect(page.locator('[name=reset]')).toHaveCount(0)
	await page.locator('.grants li').nth(1).getByRole('button').click()
	await page.locator('.sure [name=sure]').click()
	await page.locator('[name=reset]').click()
	await accessible()
	const download = page.waitForEvent('download')
	await page.locator('.sure [name=sure]').click()
	expect((await download).suggestedFilename()).toBe('slip.pdf')
	await expect(page.locator('.links .good')).toBeVisible()

	await call(site, account, { act: 'take', ...worker })
}
