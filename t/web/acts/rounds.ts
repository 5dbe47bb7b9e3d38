// A round is drawn up, opened, extended and cancelled on the screen; and what is to be settled is settled there.
import { randomUUID } from 'node:crypto'
import { expect, type Desk } from '../fixture'
import { call, chooseArea, list, type Target } from '../play'

const VILLAGE = '512021001006'
const TOWN = '512021001'

interface Candidates {
	area: string
	n: number
}
interface Listed {
	id: string
	kind: string
	incident: string
	standing: boolean
}
interface Round {
	state: string
	expected: number
	due: string
	question: string
}

const digits = (text: string): number => Number(text.replace(/\D/g, ''))
const sum = (rows: Candidates[]): number => rows.reduce((n, r) => n + r.n, 0)

export async function opensARound({ page, site, accessible }: Desk): Promise<void> {
	const of = async (filter: string): Promise<Candidates[]> =>
		list<Candidates>(
			site,
			`/v1/candidates?kind=sweep&area=${TOWN}${filter && '&filter=' + filter}`,
		)
	await page.goto('/console/#/rounds')
	await page.locator('a[href="#/open"]').click()
	await chooseArea(page.locator('form.opening'), TOWN)
	const total = page.locator('.count b')
	const all = await of('')
	await expect.poll(async () => digits(await total.innerText())).toBe(sum(all))
	// The number follows each choice.
	await page.locator('[name=flag][value=elderly]').check()
	const old = await of('flag:elderly')
	expect(sum(old)).toBeGreaterThan(0)
	expect(sum(old)).toBeLessThan(sum(all))
	await expect.poll(async () => digits(await total.innerText())).toBe(sum(old))
	const part = page.locator(`[data-area="${VILLAGE}"]`)
	await expect(part.locator('td').first()).toHaveText(
		String(sum(old.filter((r) => r.area.startsWith(VILLAGE)))),
	)
	await part.locator('[name=part]').uncheck()
	const rest = old.filter((r) => !r.area.startsWith(VILLAGE))
	await expect.poll(async () => digits(await total.innerText())).toBe(sum(rest))
	await page.locator('.checks > button').click()
	await page.locator('[name=exempt]').selectOption('immobile')
	await page.locator('[name=exempt-why]').selectOption('hospital')
	const immobile = (await of('flag:elderly%20flag:immobile')).filter(
		(r) => !r.area.startsWith(VILLAGE),
	)
	await expect
		.poll(async () => digits(await page.locator('.exempted').innerText()))
		.toBe(sum(immobile))
	await page.locator('[name=question]').fill('示例：近7天有无人员返回？')
	await page.locator('[name=due]').fill('2022-09-24T20:00')
	await accessible()
	await page.locator('button.main').click()
	await expect(page).toHaveURL(/#\/round\//)
	const id = page.url().split('/').at(-1) ?? ''
	const round = (await call(site, `/v1/rounds/${id}`)) as Round
	expect(round.state).toBe('open')
	expect(round.expected).toBe(sum(rest))
	const covered = (await call(site, `/v1/rounds/${id}/coverage`)) as Record<string, number>
	expect(covered['expected']).toBe(sum(rest))
	expect(covered['excused']).toBe(sum(immobile))
	await page.locator('.life:not(.take) > summary').click()
	await accessible()
	await page.locator('[name=new-due]').fill('2022-09-25T08:00')
	await page.locator('.life:not(.take) .ask button').first().click()
	const read = async (): Promise<Round> => (await call(site, `/v1/rounds/${id}`)) as Round
	await expect.poll(async () => (await read()).due).toContain('2022-09-25T08:00')
	// Another like it begins with what this one asked.
	await page.locator('.life:not(.take) a').last().click()
	await expect(page.locator('[name=question]')).toHaveValue(round.question)
	await expect(page.locator('[name=flag][value=elderly]')).toBeChecked()
	await page.goBack()
	await page.locator('.life:not(.take) > summary').click()
	await page.locator('.life .cancel').click()
	await page.locator('[name=reason]').fill('示例：并入下一轮')
	await page.locator('.life .sure [type=submit]').click()
	await expect.poll(async () => (await read()).state).toBe('cancelled')
	await expect(page.locator('[name=reason]')).toHaveCount(0)
}

export async function settlesAClash({ page, site, accessible, nth }: Desk): Promise<void> {
	const all = await list<Target>(site, `/v1/rounds/${site.sweep}/missing?area=${TOWN}`)
	const target = all[nth]
	if (!target) throw new Error('nobody is missing')
	const said = (body: unknown, also = {}): { id: string } => ({
		...{
			id: randomUUID(),
			kind: 'sweep.visit',
			v: 2,
			at: '2022-09-23T11:20:00+08:00',
		},
		...{
			area: target.area,
			subject: target.subject,
			round: site.sweep,
			body,
			...also,
		},
	})
	const done = said({ outcome: 'done', people: 2 })
	const gone = said({ outcome: 'moved' }, { by: 'li-example' })
	await call(site, '/v1/records', [done, gone])
	await page.goto('/console/#/settle')
	const clashes = page.locator('[data-list=clashes]')
	const unconfirmed = page.locator(`[data-list=unconfirmed] [data-record="${gone.id}"]`)
	await expect(unconfirmed).toBeVisible()
	await expect(clashes.locator(`[data-record="${done.id}"]`)).toBeVisible()
	await accessible()
	// Whoever looks here is another than who handed it in.
	await unconfirmed.locator('.approve').click()
	await expect(unconfirmed).toHaveCount(0)
	const wrong = clashes.locator(`[data-record="${gone.id}"]`)
	await wrong.locator('.void').click()
	await wrong.locator('[name=why]').fill('示例：走错了门')
	await wrong.locator('[type=submit]').click()
	await expect(wrong).toHaveCount(0)
	await expect(clashes.locator(`[data-record="${done.id}"]`)).toHaveCount(0)
}

export async function handsOver({ page, site, accessible, expected }: Desk): Promise<void> {
	const owner = `示例街道办事处${randomUUID().slice(0, 8)}`
	const path = `/v1/rounds/${site.sweep}/missed?area=${VILLAGE}`
	const all = await list<{ subject: string; rounds: string[] }>(site, path)
	const open = await list<Target>(site, `/v1/rounds/${site.sweep}/missing?area=${VILLAGE}`)
	const here = all.filter((m) => m.rounds.includes(site.sweep))
	expect(here.map((m) => m.subject)).toEqual(open.map((t) => t.subject))
	await page.goto(`/console/#/missing/${site.sweep}?area=${VILLAGE}`)
	// On paper the list says once how many they are, and nothing is to be ticked there.
	await page.locator('table.missing tbody tr').first().waitFor()
	const told = await page.locator('article > [role=status]').first().innerText()
	await page.emulateMedia({ media: 'print' })
	await expect(page.locator('p:visible', { hasText: told })).toHaveCount(1)
	await expect(page.locator('table.missing .pick').first()).toBeHidden()
	await page.emulateMedia({ media: 'screen' })
	await page.locator('.tools a.button').click()
	await expect(page.locator('table.missing tbody tr')).toHaveCount(Math.min(all.length, 100))
	await accessible()
	// The exercise has no round of tasks, and says so.
	await page.goBack()
	await page.locator('.task summary').click()
	await expect(page.locator('.task .note')).toBeVisible()
	const rounds = await list<Listed>(site, '/v1/rounds')
	const withTasks = new Set(rounds.filter((r) => r.kind === 'task').map((r) => r.incident))
	const of = rounds.filter((r) => !r.standing && withTasks.has(r.incident))
	const counts = of.map((r) => call(site, `/v1/rounds/${r.id}/coverage`))
	const missing = ((await Promise.all(counts)) as { missing: number }[]).map((c) => c.missing)
	const round = of[missing.findIndex((n) => n > 0)]
	await page.goto(`/console/#/missing/${round?.id}`)
	await page.locator('.task summary').click()
	await page.locator('[name=owner]').fill(owner)
	await page.locator('[name=task-due]').fill('2022-09-24T20:00')
	await accessible()
	// The answer is lost: sent again, it is the same task.
	expected.push(/ERR_FAILED/)
	await page.route('**/v1/records', async (r) => {
		await r.fetch()
		await r.abort()
	})
	await page.locator('.task [type=submit]').click()
	await expect(page.locator('.task .note.bad')).toBeVisible()
	await page.unroute('**/v1/records')
	await page.locator('.task [type=submit]').click()
	await page.locator('.task .good a').click()
	await expect(page.locator('.card')).toContainText(owner)
	const id = page.url().split('/').at(-1) ?? ''
	const task = (await call(site, `/v1/records/${id}`)) as {
		round: string
		area: string
	}
	const tasks = await list<{ subject: string; owner: string }>(
		site,
		`/v1/rounds/${task.round}/missing?area=${task.area}`,
	)
	expect(tasks.filter((t) => t.owner === owner).map((t) => t.subject)).toEqual([id])
}
