// A resident with a slip: by its address or typed, on the page that is his, and on no other.
import type { Page } from '@playwright/test'
import { call, list } from './play'
import { expect, test } from './fixture'
import type { Site } from './site'

const WORDS = {
	zh: {
		title: '本人登记情况',
		name: '姓名',
		received: '已收到',
		look: '本人的登记',
		slip: '我有凭条',
	},
	en: {
		title: 'What is kept of you',
		name: 'Name',
		received: 'Received',
		look: "one's own record",
		slip: 'I have a slip',
	},
}

/** The code on a slip for somebody who lives at a door of the sweep. */
async function slip(site: Site): Promise<string> {
	const doors = await list<{ subject: string }>(site, `/v1/rounds/${site.sweep}/targets`)
	const door = doors[0]?.subject ?? ''
	const people = await list<{ id: string }>(site, `/v1/subjects/${door}/residents`)
	const asked = { subject: people[0]?.id, card_seen: true }
	return ((await call(site, '/v1/residents/slips', asked)) as { code: string }).code
}

async function open(page: Page, address: string): Promise<void> {
	await page.goto(address)
	await page.locator('form button.main').click()
	await expect(page).toHaveURL(/#\/own$/)
}

test('a slip opens a resident his own page, and no other', async ({
	page,
	site,
	language,
	accessible,
	expected,
}) => {
	const words = WORDS[language]
	const code = await slip(site)
	await page.goto(`/#/ticket/${code}`)
	await expect(page.locator('[name=code]')).toHaveValue(code)
	await expect(page.locator('[name=password]')).toHaveCount(0)
	await accessible()
	await open(page, `/#/ticket/${code}`)
	await expect(page.getByRole('heading', { level: 1 })).toHaveText(words.title)
	await expect(page.locator('.card dt', { hasText: words.name })).not.toHaveCount(0)
	await page.reload()
	await expect(page.locator('.looks li').first()).toContainText(words.look)
	await accessible()
	await page.emulateMedia({ colorScheme: 'dark' })
	await accessible()
	// Nothing of the console is offered to him, and an address of it leads back.
	await expect(page.getByRole('navigation')).toHaveCount(0)
	await page.goto('/console/#/figures')
	await expect(page).toHaveURL(/#\/own$/)
	await expect(page.getByRole('heading', { level: 1 })).toHaveText(words.title)
	// The slip is good once.
	await page.locator('.who button').last().click()
	await expect(page.locator('[name=user]')).toBeVisible()
	expected.push(/409/)
	await page.goto(`/console/#/ticket/${code}`)
	await page.locator('form button.main').click()
	await expect(page.getByRole('alert')).toBeVisible()
})

test('a code is typed as it comes, and what is asked has a receipt', async ({
	page,
	site,
	language,
	accessible,
}) => {
	const words = WORDS[language]
	const code = await slip(site)
	await page.goto('/console/')
	await page.getByRole('button', { name: words.slip }).click()
	await expect(page.locator('[name=code]')).toBeFocused()
	await page.locator('[name=code]').fill(` ${code.replaceAll('-', ' ').toLowerCase()} `)
	await page.locator('form button.main').click()
	await expect(page).toHaveURL(/#\/own$/)
	await page.locator('[name=category]').selectOption('utility')
	await page.locator('[name=text]').fill('三楼停水（示例）')
	await page.locator('form button.main').click()
	await expect(page.getByRole('status')).toContainText(words.received)
	await accessible()
})

test('a mistyped code is told', async ({ page, expected }) => {
	expected.push(/401/)
	await page.goto('/console/#/ticket/AB12-CD34-EF51')
	await page.locator('form button.main').click()
	await expect(page.getByRole('alert')).toBeVisible()
	await expect(page.locator('[name=code]')).toHaveValue('AB12-CD34-EF51')
})
