// One box: a person by a piece of the name, by how it is read and by the whole phone; a record by its id; from any page by a key.
import { randomUUID } from 'node:crypto'
import { expect, type Desk } from '../fixture'
import { call } from '../play'
import { GRID } from '../site'

const WORDS = {
	zh: { nothing: '没有找到', person: '人员', listed: '登记人员' },
	en: { nothing: 'Nothing found', person: 'Person', listed: 'Person' },
}

export async function findsSomebody({
	page,
	site,
	language,
	nth,
	accessible,
}: Desk): Promise<void> {
	const words = WORDS[language]
	const subject = randomUUID()
	const id = randomUUID()
	const phone = `1380000090${nth}`
	await call(site, '/v1/records', {
		...{
			id,
			kind: 'person.listed',
			v: 1,
			at: '2022-08-30T10:00:00+08:00',
			area: GRID,
			subject,
		},
		body: { name: '缪示寻', phone },
	})
	await page.goto('/console/')
	await page.locator('main').focus()
	await page.keyboard.press('/')
	await expect(page).toHaveURL(/#\/find$/)
	const box = page.locator('form.find input')
	const hit = page.locator(`a[href="#/subject/${subject}"]`)
	await expect(box).toBeFocused()
	for (const typed of [
		'缪示',
		'miaoshixun',
		'msx',
		'miaosx',
		phone,
		`138-0000-${phone.slice(-4)}`,
	]) {
		await box.fill(typed)
		await expect(hit, typed).toHaveText(/缪\*\*/)
		await expect(page.locator('tr', { has: hit })).toContainText(words.person)
	}
	await accessible()
	await box.fill(phone.slice(0, -1))
	await expect(page.locator('main [role=status]')).toContainText(words.nothing)
	await accessible()
	await box.fill(id)
	await page.locator(`a[href="#/record/${id}"]`).click()
	await expect(page.locator('main')).toContainText(words.listed)
	expect(page.url()).not.toContain(phone)
	await page.goBack()
	await expect(box).toHaveValue(id)
}

export async function forgetsWhatWasSought({ page }: Desk): Promise<void> {
	await page.goto('/console/#/find')
	await page.locator('form.find input').fill('13800000000')
	await page.locator('header .who button').last().click()
	await expect(page.locator('[name=user]')).toBeVisible()
	expect(await page.content()).not.toContain('13800000000')
}
