// One box: a person by a piece of the name, by how it is read and by the whole phone; a record by its id; from any page by a key.
import { randomUUID } from 'node:crypto'
import { expect, type Desk } from '../fixture'
import { call, list } from '../play'
import { GRID } from '../site'

const COUNTY = '512021'
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

/** Of somebody born in 1949, with its check. */
function documentOf(serial: string): string {
	const digits = `51202119490101${serial}`
	const sum = [...digits].reduce((n, d, i) => n + Number(d) * (2 ** (17 - i) % 11), 0)
	return digits + '10X98765432'[sum % 11]
}

/** What is not told by a name: a document, an address, a plate, and the code of a tube. */
export async function findsByWhatIsOnIt({ page, site, nth }: Desk): Promise<void> {
	interface Round {
		id: string
		kind: string
		incident: string
		area: string
	}
	const rounds = await list<Round>(site, '/v1/rounds')
	const tubes = rounds.find((r) => r.kind === 'tube' && r.area === COUNTY)
	const [who, home, tube] = [randomUUID(), randomUUID(), randomUUID()]
	const [passed, sealed] = [randomUUID(), randomUUID()]
	const serial = String(Math.floor(Math.random() * 899) + 100)
	const [document, street] = [documentOf(serial), `示例寻${serial}号路`]
	const [plate, code] = [`川M${serial}0${nth}`, `SL-${serial}-000${nth}`]
	const said = (kind: string, v: number, subject: string, body: object, also = {}) => ({
		...{ id: randomUUID(), kind, v, at: '2022-09-23T11:00:00+08:00', area: GRID, subject },
		...{ body, ...also },
	})
	const receipts = (await call(site, '/v1/records', [
		said('person.listed', 1, who, { name: '缪示证', document }),
		said('dwelling.listed', 1, home, { room: '101', address: street }),
		said(
			...(['vehicle.screened', 1, randomUUID()] as const),
			{ incident: tubes?.incident, plate, people: 2, origin: 'outside', outcome: 'passed' },
			{ id: passed },
		),
		said(
			...(['tube.sealed', 1, tube] as const),
			{ code, pool: 'ten', zone: 'precaution', swabs: 10, priority: false },
			{ id: sealed, round: tubes?.id },
		),
	])) as { status: string; error: unknown }[]
	expect(receipts.filter((r) => r.status !== 'accepted')).toEqual([])
	await page.goto('/console/#/find')
	const box = page.locator('form.find input')
	for (const [typed, there] of [
		[document, `subject/${who}`],
		[street, `subject/${home}`],
		[plate, `record/${passed}`],
		[code, `record/${sealed}`],
	] as const) {
		await box.fill(typed)
		await expect(page.locator(`.found a[href="#/${there}"]`), typed).toBeVisible()
	}
	/* They add up to nothing with what others did. */
	const body = { records: [passed, sealed], reason: '示例' }
	await call(site, '/v1/records', {
		...{ id: randomUUID(), kind: 'record.voided', v: 1, at: '2022-09-23T11:01:00+08:00', body },
	})
}
