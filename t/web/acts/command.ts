// What command does from the board on: nothing is asked while records arrive, who needs help is found, a round ends when it was said what
// that will do, and what went wrong becomes a task.
import { randomUUID } from 'node:crypto'
import { expect, type Desk } from '../fixture'
import { call, list, type Target } from '../play'
import { GRID, type Site } from '../site'

const NOW = '2022-09-23T11:20:00+08:00'
const TOWN = '512021001'

interface Listed {
	id: string
	kind: string
	incident: string
	state: string
	standing: boolean
	area: string
}
interface Coverage {
	expected: number
	done: number
	missing: number
}

const record = (kind: string, v: number, body: object, also: object) => ({
	...{ id: randomUUID(), kind, v, at: NOW, body },
	...also,
})

const mine: string[] = []

/** A round of three doors of its own, in an incident that has tasks. */
async function opened(site: Site, question: string): Promise<{ id: string; doors: string[] }> {
	const rounds = await list<Listed>(site, '/v1/rounds')
	const tasks = rounds.find((r) => r.kind === 'task' && r.state === 'open')
	const path = `/v1/candidates?kind=sweep&area=${GRID}&subjects=true`
	const [of] = await list<{ subjects: string[] }>(site, path)
	const doors = of?.subjects.slice(0, 3) ?? []
	const round = randomUUID()
	const body = {
		kind: 'sweep',
		incident: tasks?.incident,
		question,
		expected: 3,
	}
	const receipts = await call(site, '/v1/records', [
		record('round.opened', 1, body, { round, area: GRID }),
		record('round.targeted', 1, { piece: 1, subjects: doors }, { round, area: GRID }),
	])
	expect((receipts as { status: string }[]).map((r) => r.status)).not.toContain('refused')
	mine.push(round)
	return { id: round, doors }
}

/** Others have the board to themselves: after each act. */
export async function leavesNothing({ site }: Desk): Promise<void> {
	for (const round of mine.splice(0)) {
		const { state } = (await call(site, `/v1/rounds/${round}`)) as Listed
		const body = { reason: '示例：试毕' }
		if (state === 'open')
			await call(
				site,
				'/v1/records',
				record('round.cancelled', 1, body, { round, area: GRID }),
			)
	}
}

const visited = (round: string, subject: string | undefined) =>
	record('sweep.visit', 2, { outcome: 'done', people: 1 }, { round, subject, area: GRID })

export async function staysQuiet({ page, site, accessible, nth }: Desk): Promise<void> {
	const { id, doors } = await opened(site, `示例：总览自动更新（${nth}）`)
	await page.goto('/console/')
	const numbers = page.locator(`.campaign[data-round="${id}"] .numbers .missing dd`)
	await expect(numbers).toHaveText('3')
	await expect(page.locator('.live')).toBeAttached()
	const asked: string[] = []
	page.on('request', (r) => asked.push(new URL(r.url()).pathname))
	// What other tests did to rounds just before is read once more.
	let before = -1
	const isQuiet = (): boolean => before === (before = asked.length)
	await expect.poll(isQuiet, { intervals: [6000], timeout: 20_000 }).toBe(true)
	asked.length = 0
	await call(site, '/v1/records', visited(id, doors[0]))
	await expect(numbers).toHaveText('2')
	// Notices are looked at once more when the stream opens.
	expect(asked.filter((path) => path !== '/v1/notices')).toEqual([])
	const body = {
		...{
			title: `示例：立即转告（${nth}）`,
			text: '示例',
			audience: 'staff',
		},
		...{ urgent: true, incident: (await incidents(site))[0]?.id },
	}
	const notice = record('notice.published', 2, body, { area: GRID })
	await call(site, '/v1/records', notice)
	const unread = page.locator(`.unread [data-notice="${notice.id}"]`)
	await expect(unread).toContainText('2', { timeout: 15_000 })
	await accessible()
	await page.emulateMedia({ colorScheme: 'dark' })
	await accessible()
	// Taken back, it is gone; and so is the round.
	const voided = { records: [notice.id], reason: '示例' }
	await call(site, '/v1/records', record('record.voided', 1, voided, { area: GRID }))
	await expect(unread).toHaveCount(0, { timeout: 15_000 })
	await call(site, '/v1/records', record('round.closed', 1, {}, { round: id, area: GRID }))
	await expect(numbers).toHaveCount(0, { timeout: 15_000 })
}

function incidents(site: Site): Promise<{ id: string; name: string; area: string }[]> {
	return list(site, '/v1/incidents')
}

export async function findsWhoNeedsHelp({ page, site, accessible }: Desk): Promise<void> {
	const path = `/v1/rounds/${site.sweep}/missing?area=${TOWN}&people=true`
	type Needy = Target & { flags: string[] | null }
	const all = await list<Needy>(site, path)
	const old = all.filter((t) => t.flags?.includes('elderly'))
	expect(old.length).toBeGreaterThan(0)
	expect(old.length).toBeLessThan(all.length)
	await page.goto(`/console/#/missing/${site.sweep}?area=${TOWN}`)
	const rows = page.locator('table.missing tbody tr')
	const HELPLESS = ['alone', 'immobile', 'pregnant', 'dialysis', 'infant']
	const worst = all.map((t) => t.flags?.filter((f) => HELPLESS.includes(f)).length ?? 0)
	const [first] = await list<Needy>(site, path + '&sort=need')
	expect(first?.flags?.filter((f) => HELPLESS.includes(f)).length).toBe(Math.max(...worst))
	await expect(rows.first().locator('th a')).toHaveAttribute(
		'href',
		`#/subject/${first?.subject}`,
	)
	await page.locator('[name=flag][value=elderly]').check()
	await expect(page).toHaveURL(/flags=elderly/)
	await expect(rows).toHaveCount(Math.min(old.length, 100))
	await accessible()
	await page.emulateMedia({ media: 'print' })
	await expect(page.locator('.flags')).toBeHidden()
	await expect(rows.first()).toBeVisible()
	await page.emulateMedia({ media: 'screen' })
	await page.locator('[name=chosen]').nth(0).check()
	const name = await rows.first().locator('th a').innerText()
	await page.locator('.task summary').click()
	await expect(page.locator('.task [name=task], .task .note').first()).toBeVisible()
	if (await page.locator('[name=task]').count())
		await expect(page.locator('[name=task]')).toHaveValue(new RegExp(name))
	// The same flags are asked of who was missed again and again.
	await page.locator('.tools a.button').click()
	await expect(page.locator('[name=flag][value=elderly]')).toBeChecked()
	const missed = await list<object>(
		site,
		`/v1/rounds/${site.sweep}/missed?area=${TOWN}&filter=flag:elderly`,
	)
	await expect(rows).toHaveCount(Math.min(missed.length, 100))
	await accessible()
}

/** A server that has just started reads who lives where: until it has, doors by flags take their time, and the page says why. */
export async function saysThatItStarts({ page, site, accessible }: Desk): Promise<void> {
	let arrives = (): void => undefined
	const held = new Promise<void>((done) => (arrives = done))
	let starting = false
	await page.route(/\/(missing|missed|candidates)\?.*flag/, async (asked) => {
		await held
		await asked.continue()
	})
	await page.route(/\/healthz$/, async (asked) => {
		const said = await asked.fetch()
		const body = (await said.json()) as object
		await asked.fulfill({ response: said, json: { ...body, homes_filling: starting } })
	})
	const note = page.locator('.note.starting')
	// Slow for another reason: nothing is said of a start.
	const asked = page.waitForResponse(/\/healthz$/)
	await page.goto(`/console/#/missing/${site.sweep}?flags=elderly`)
	await asked
	await expect(note).toHaveCount(0)
	starting = true
	for (const at of ['missing', 'missed']) {
		await page.goto(`/console/#/${at}/${site.sweep}?flags=immobile`)
		await expect(note).toBeVisible()
	}
	await accessible()
	await page.goto('/console/#/open')
	await page.locator('[name=flag][value=elderly]').check()
	await expect(note).toBeVisible()
	await accessible()
	arrives()
	await expect(note).toHaveCount(0)
	await page.unrouteAll({ behavior: 'wait' })
}

export async function closesAndReviews({ page, site, accessible, nth }: Desk): Promise<void> {
	const owner = `示例单位${randomUUID().slice(0, 8)}`
	const { id, doors } = await opened(site, `示例：复盘（${nth}）`)
	await call(site, '/v1/records', visited(id, doors[0]))
	await page.goto(`/console/#/round/${id}`)
	await page.locator('.life > summary').first().click()
	await page.locator('.life .close').click()
	await expect(page.locator('.life .sure')).toContainText('2')
	const read = async (): Promise<Listed> => (await call(site, `/v1/rounds/${id}`)) as Listed
	expect((await read()).state).toBe('open')
	await accessible()
	await page.locator('.life .sure [type=submit]').click()
	await expect.poll(async () => (await read()).state).toBe('closed')
	const covered = (await call(site, `/v1/rounds/${id}/coverage`)) as Coverage
	expect([covered.expected, covered.done, covered.missing]).toEqual([3, 1, 2])
	await page.locator('.review > summary').click()
	await page.locator('[name=measures]').fill('次日晚间补查未见到的两户（示例）')
	await accessible()
	await page.locator('.review form [type=submit]').click()
	await expect(page.locator('.review .good').first()).toBeVisible()
	await expect(page.locator('[name=task]')).toHaveValue('次日晚间补查未见到的两户（示例）')
	const review = await page.locator('.review .good a').first().getAttribute('href')
	await page.locator('[name=owner]').fill(owner)
	await page.locator('.task [type=submit]').click()
	await page.locator('.task .good a').click()
	await expect(page.locator('.card')).toContainText(owner)
	const task = (await call(site, `/v1/records/${page.url().split('/').at(-1)}`)) as {
		body: { records: string[] }
	}
	expect(task.body.records).toEqual([review?.split('/').at(-1)])
	// A round of tests is looked back on by its number.
	const tests = (await list<Listed & { opened: string }>(site, '/v1/rounds'))
		.filter((r) => r.kind === 'test' && r.area === '512021')
		.sort((a, b) => a.opened.localeCompare(b.opened))
	expect(tests.length).toBeGreaterThan(2)
	await page.goto(`/console/#/round/${tests[1]?.id}`)
	await page.locator('.review > summary').click()
	await expect(page.locator('.review [name=number]')).toHaveValue('2')
	await accessible()
}

export async function opensAStandingRound({ page, site, accessible, nth }: Desk): Promise<void> {
	const rounds = await list<Listed>(site, '/v1/rounds')
	const kinds = await list<{ name: string; standing: boolean }>(site, '/v1/round-kinds')
	const all = await incidents(site)
	// Others rest on there being no round of tasks in the exercise.
	const free = all.flatMap((i) =>
		kinds
			.filter((k) => k.standing && k.name !== 'task')
			.filter((k) => !rounds.some((r) => r.incident === i.id && r.kind === k.name))
			.map((k) => ({ incident: i.id, kind: k.name })),
	)
	const one = free[nth]
	if (!one) throw new Error('all are open')
	await page.goto('/console/#/open')
	await page.locator('[name=incident]').selectOption(one.incident)
	await page.locator('.standing-rounds summary').click()
	const row = page.locator(`.standing-rounds [data-kind="${one.kind}"]`)
	await row.locator('button').click()
	await expect(row.locator('a')).toBeVisible()
	await accessible()
	const there = (await list<Listed>(site, '/v1/rounds')).find(
		(r) => r.incident === one.incident && r.kind === one.kind,
	)
	expect([there?.standing, there?.state]).toEqual([true, 'open'])
}

export async function settlesARefusal({ page, site, accessible }: Desk): Promise<void> {
	const bad = record('sweep.visit', 2, { outcome: 'gone' }, { area: GRID, round: site.sweep })
	const subject = { subject: randomUUID() }
	await call(site, '/v1/records', { ...bad, ...subject })
	type Refused = { id: string; pos: number }
	const of = async (): Promise<Refused | undefined> =>
		(await list<Refused>(site, '/v1/refused')).find((r) => r.id === bad.id)
	const refused = await of()
	await page.goto('/console/#/settle')
	const row = page.locator(`[data-refused="${refused?.pos}"]`)
	const more = page.locator('[data-list=refused] .end button')
	await expect(row.or(more).first()).toBeVisible()
	while (!(await row.count())) await more.click()
	await expect(row).toContainText('field_choice')
	await row.locator('.withdrawn').click()
	await row.locator('[name=why]').fill('示例：同一户已由他人登记')
	await accessible()
	await row.locator('[type=submit]').click()
	await expect(row).toHaveCount(0)
	expect(await of()).toBeUndefined()
}
