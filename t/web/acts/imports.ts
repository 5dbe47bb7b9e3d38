// A list with bad rows, from the file to what went in and back again; and a plan of buildings, drawn as it is typed. Each in an area of its
// own, of which nothing is left.
import { readFileSync } from 'node:fs'
import type { Page } from '@playwright/test'
import { expect, type Desk } from '../fixture'
import { newId } from '../../../web/shared/ids'

const VILLAGE = '512021001006'

async function post(page: Page, path: string, data: unknown): Promise<Record<string, unknown>> {
	const answer = await page.request.post(path, {
		headers: { 'Bulou-Client': 'test' },
		data,
	})
	expect(answer.status(), await answer.text()).toBe(200)
	return (await answer.json()) as Record<string, unknown>
}

/** A grid of this test's own; what it returns takes it away again. */
async function ownGrid(page: Page, id: string): Promise<() => Promise<void>> {
	const record = newId()
	const at = new Date().toISOString()
	await post(page, '/v1/records', {
		id: record,
		kind: 'area.added',
		v: 1,
		at,
		area: id,
		body: { name: `示例网格${id.slice(-3)}`, parent: VILLAGE, level: 'grid' },
	})
	return async () => {
		await post(page, '/v1/records', {
			id: newId(),
			kind: 'record.voided',
			v: 1,
			at,
			body: { records: [record], reason: '示例' },
		})
	}
}

const list = (page: Page, text: string, name = '示例名册.csv') =>
	page.locator('form.bring [name=file]').setInputFiles({
		name,
		mimeType: 'text/csv',
		buffer: Buffer.from(text),
	})

const counts = (page: Page, n: Record<string, number>) =>
	Promise.all(
		Object.entries(n).map(([name, value]) =>
			expect(page.locator(`.checked [data-count=${name}]`)).toHaveText(String(value)),
		),
	)

interface Sent {
	id: string
	area?: string
	map: string
}

async function brought(page: Page): Promise<Sent> {
	await page.locator('[name=bring]').click()
	const coming = page.waitForResponse(
		(r) => r.url().endsWith('/v1/imports') && r.request().method() === 'POST',
	)
	await page.locator('.sure [name=sure]').click()
	return (await coming).request().postDataJSON() as Sent
}

const bring = async (page: Page): Promise<string> => (await brought(page)).id

async function takeBack(page: Page, id: string): Promise<void> {
	const row = page.locator(`[data-import="${id}"]`)
	await row.locator('[name=back]').click()
	await row.locator('[name=reason]').fill('示例：发错了名册')
	await row.locator('[name=sure]').click()
	await expect(row).toHaveAttribute('data-state', 'taken_back')
}

export async function bringsAList({ page, expected, accessible, nth }: Desk): Promise<void> {
	const grid = `${VILLAGE}90${nth}`
	/* What columns are is remembered for all: nobody has brought in this one. */
	const heading = `户主全名 ${newId().slice(-6)}`
	const away = await ownGrid(page, grid)

	await page.goto('/console/#/imports')
	await list(
		page,
		`${heading},手机,区域\n张示例,13800000001,${grid}\n王示例,12,${grid}\n` +
			`李示例,13800000003,无此地\n,13800000004,${grid}\n赵示例,13800000005,${grid}\n`,
	)
	/* What is not recognised is named, and what is needed is told. */
	const named = page.locator(`[data-heading="${heading}"] select`)
	await expect(named).toHaveValue('')
	await expect(page.locator('[name=check]')).toBeDisabled()
	await named.selectOption('name')
	await page.locator('[name=check]').click()
	await counts(page, { accepted: 2, duplicates: 0, refused: 3 })
	await expect(page.locator('.errors [data-row="3"] td').first()).toHaveText('手机')
	await expect(page.locator('.errors [data-row="4"] td').first()).toHaveText('区域')
	await accessible()

	const coming = page.waitForEvent('download')
	await page.locator('[name=bad-csv]').click()
	const bad = readFileSync((await (await coming).path()) ?? '', 'utf8')
	const first = await bring(page)
	await expect(page.locator(`[data-import="${first}"]`)).toHaveAttribute('data-state', 'ended')

	/* The same columns: they are taken as before. */
	const corrected = bad
		.replace('王示例,12', '王示例,13800000002')
		.replace('无此地', grid)
		.replace('\r\n,13800000004', '\r\n孙示例,13800000004')
	await list(page, corrected, '改正.csv')
	await expect(page.locator(`[data-heading="${heading}"] select`)).toHaveValue('name')
	await expect(page.locator('form.bring .note[role=status]')).toBeVisible()
	await page.locator('[name=check]').click()
	await counts(page, { accepted: 3, duplicates: 0, refused: 0 })
	const order = await brought(page)
	const second = order.id
	await expect(page.locator(`[data-import="${second}"]`)).toHaveAttribute('data-state', 'ended')

	/* As after a reload of one that was broken off: it goes on with the same file, and with no other. */
	await page.route('**/v1/imports?*', async (r) => {
		const answer = await r.fetch()
		const all = (await answer.json()) as {
			items: { id: string; state: string }[]
		}
		for (const one of all.items)
			if (one.id === second) Object.assign(one, { state: 'begun', goes_on: true })
		await r.fulfill({ response: answer, json: all })
	})
	await page.reload()
	const row = page.locator(`[data-import="${second}"]`)
	const goOn = (text: string) =>
		row.locator('[name=go-on]').setInputFiles({
			name: '改正.csv',
			mimeType: 'text/csv',
			buffer: Buffer.from(text),
		})
	await expect(row).toHaveAttribute('data-state', 'begun')
	expected.push(/422/)
	await goOn(corrected.replace('孙示例', '周示例'))
	await expect(row.locator('.note.bad')).toBeVisible()
	await accessible()
	await page.unroute('**/v1/imports?*')
	const sending = page.waitForRequest(
		(r) => r.url().endsWith('/v1/imports') && r.method() === 'POST',
	)
	await goOn(corrected)
	/* As the first was sent. */
	const again = (await sending).postDataJSON() as Sent
	expect([again.id, again.area ?? '']).toEqual([second, order.area ?? ''])
	const known = JSON.parse(again.map) as object[]
	expect(known).toContainEqual({ heading, to: 'name' })
	/* But for the columns that the server has added to the bad rows. */
	expect(JSON.parse(order.map)).toEqual(expect.arrayContaining(known))
	await expect(row).toHaveAttribute('data-state', 'ended')
	await takeBack(page, second)
	await takeBack(page, first)
	await accessible()
	await away()
}

export async function bringsAPlan({ page, accessible, nth }: Desk): Promise<void> {
	const grid = `${VILLAGE}91${nth}`
	const away = await ownGrid(page, grid)
	await page.goto(`/console/#/imports?by=plan&area=${grid}`)
	const form = page.locator('form.plan')
	/* Where one came from is where it goes. */
	await expect(form.locator('.area-select select').last()).toHaveValue(grid)
	await form.locator('[name=compound]').fill('示例花园')
	await form.locator('[name=buildings]').fill('1-2')
	await form.locator('[name=units]').fill('2')
	await form.locator('[name=floors]').fill('3')
	await form.locator('[name=rooms]').fill('2')
	await expect(page.locator('[data-count=doors]')).toContainText('24')
	await expect(page.locator('.preview .cell')).toHaveCount(24)
	await expect(page.locator('.preview .building').first().locator('.cell').first()).toHaveText(
		'301',
	)
	/* What cannot be is told in place of a number. */
	await form.locator('[name=floors]').fill('5-1')
	await expect(page.locator('.note.bad')).toBeVisible()
	await form.locator('[name=floors]').fill('1-2')
	await expect(page.locator('[data-count=doors]')).toContainText('16')
	await accessible()
	const id = await bring(page)
	await expect(page.locator(`[data-import="${id}"]`)).toHaveAttribute('data-state', 'ended')
	const doors = (await (
		await page.request.get(`/v1/subjects?type=dwelling&area=${grid}&limit=100`)
	).json()) as { items: unknown[] }
	expect(doors.items).toHaveLength(16)
	await takeBack(page, id)
	await away()
}
