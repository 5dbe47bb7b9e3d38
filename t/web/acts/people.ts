// The roster on the console: people by area, flag and home; areas from a day on; the day's shifts and their gaps.
import { randomUUID } from 'node:crypto'
import { readFileSync } from 'node:fs'
import type { Page } from '@playwright/test'
import { expect, type Desk } from '../fixture'
import { call, list } from '../play'
import { GRID, type Site } from '../site'

interface Area {
	id: string
	level: number
	parent: string | null
	name: string
	under: number
	people?: number
}
interface Person {
	id: string
	name: string | null
	home: string | null
	flags: string[]
}

const AT = '2022-09-23T11:00:00+08:00'
const people = (site: Site, query: string): Promise<Person[]> =>
	list<Person>(site, `/v1/people?${query}`)

async function put(
	site: Site,
	kind: string,
	body: object,
	rest: {
		area?: string
		round?: string
		subject?: string
		seen?: Record<string, string>
	},
): Promise<string> {
	const id = randomUUID()
	const receipt = (await call(site, '/v1/records', {
		id,
		kind,
		v: 1,
		at: AT,
		...rest,
		body,
	})) as {
		status: string
		error: { reason_en: string } | null
	}
	if (receipt.status !== 'accepted') throw new Error(`${kind}: ${receipt.error?.reason_en}`)
	return id
}

/** A grid in which no other test works. */
async function quietGrid(site: Site, nth: number): Promise<Area> {
	const all = await list<Area>(site, '/v1/areas?roster=true')
	const fit = all.filter((a) => a.level === 6 && a.under === 0 && (a.people ?? 0) > 20)
	const one = fit.filter((a) => a.parent !== GRID.slice(0, -3)).at(nth)
	if (!one) throw new Error('the demo has grids with people')
	return one
}

const form = (page: Page, kind: string) => page.locator(`[data-kind="${kind}"]`)

export async function findsPeople({
	page,
	site,
	language,
	expected,
	accessible,
}: Desk): Promise<void> {
	expected.push(/422/) // the server wants to know what the file is for
	const area = await quietGrid(site, -1)
	const all = await people(site, `area=${area.id}`)
	await page.goto(`/console/#/people?area=${area.id}`)
	const rows = page.locator('.people-table tbody tr')
	await expect(rows.first()).toBeVisible()
	await expect(rows.first().locator('th a')).toHaveText(/^.\*+$/)
	await accessible()

	const old = await people(site, `area=${area.id}&filter=flag:elderly`)
	expect(old.length).toBeGreaterThan(0)
	expect(old.length).toBeLessThan(all.length)
	await page.locator('[name=flag][value=elderly]').check()
	await expect(page).toHaveURL(/flags=elderly/)
	await expect(rows).toHaveCount(Math.min(old.length, 100))
	await expect(rows.first()).toContainText(language === 'zh' ? '老年人' : 'Elderly')

	// The file has the same rows, and names stay masked.
	const take = page.locator('.take')
	await take.locator('summary').click()
	await take.getByRole('button', { name: 'CSV' }).click()
	await take.locator('select[name=why]').selectOption('visit')
	const coming = page.waitForEvent('download')
	await take.locator('button[type=submit]').click()
	const file = readFileSync((await (await coming).path()) ?? '', 'utf8')
	const lines = file.split('\r\n').filter((l) => /^[^#].*[0-9a-f-]{36} admin 2022-/.test(l))
	expect(lines).toHaveLength(old.length)
	expect(lines.every((l) => l.includes('**'))).toBe(true)

	// In plain with a reason: a look at exactly those.
	const who = old[0]?.id ?? ''
	const looks = async (): Promise<{ screen: string }[]> => list(site, `/v1/subjects/${who}/looks`)
	const before = (await looks()).filter((l) => l.screen === 'people').length
	await page.locator('.look summary').click()
	await page.locator('.look [name=reason]').selectOption('visit')
	await page.locator('.look button[type=submit]').click()
	await expect(page.locator('.note.bad')).toBeVisible()
	await expect(rows.first().locator('th a')).not.toHaveText(/\*/)
	expect((await looks()).filter((l) => l.screen === 'people')).toHaveLength(before + 1)
	// What is asked next is masked again.
	await page.locator('[name=flag][value=elderly]').uncheck()
	await expect(page.locator('.note.bad')).toHaveCount(0)
	await expect(rows.first().locator('th a')).toHaveText(/\*/)

	// Who lives behind one door; then one of them.
	const home = all.find((p) => p.home)?.home ?? ''
	const there = await people(site, `home=${home}`)
	await page.locator(`.people-table a[href*="home=${home}"]`).first().click()
	await expect(page.locator('.only-home')).toBeVisible()
	await expect(rows).toHaveCount(there.length)
	await rows.first().locator('th a').click()
	await expect(page.locator('dl.person b')).toHaveText(/^.\*+$/)
	await accessible()
}

export async function addsSomebody({ page, site, language, nth, accessible }: Desk): Promise<void> {
	const area = await quietGrid(site, -2)
	const before = (await people(site, `area=${area.id}&filter=flag:dialysis`)).length
	await page.goto(`/console/#/people?area=${area.id}`)
	const add = form(page, 'person.listed')
	await add.locator('summary').click()
	await accessible()
	const path: string[] = []
	const all = await list<Area>(site, '/v1/areas')
	for (let a = all.find((o) => o.id === area.id); a; a = all.find((o) => o.id === a?.parent))
		path.unshift(a.id)
	const steps = add.locator('.area-select select')
	for (const id of path)
		if (await steps.last().locator(`option[value="${id}"]`).count())
			await steps.last().selectOption(id)
	await add.locator('[name=name]').fill(`示例新增${'甲乙丙丁'[nth]}`)
	await add.locator('[name=flags][value=dialysis]').check()
	await add.locator('button[type=submit]').click()
	await expect(add.locator('.good')).toBeVisible()
	const now = await people(site, `area=${area.id}&filter=flag:dialysis`)
	expect(now).toHaveLength(before + 1)
	const id = now.find((p) => p.flags.length === 1 && !p.home)?.id ?? ''
	await page.goto(`/console/#/subject/${id}`)
	const change = form(page, 'person.changed')
	await change.locator('summary').click()
	await expect(change.locator('[name=flags][value=dialysis]')).toBeChecked()
	await change.locator('[name=flags][value=dialysis]').uncheck()
	await change.locator('[name=flags][value=alone]').check()
	await change.locator('button[type=submit]').click()
	await expect(page.locator('dl.person .flag')).toHaveText([
		language === 'zh' ? '独居' : 'Lives alone',
	])
	expect(await people(site, `area=${area.id}&filter=flag:dialysis`)).toHaveLength(before)

	/* What is said next has seen that. */
	const records = async () =>
		list<{ id: string; kind: string }>(site, `/v1/subjects/${id}/records`)
	const clashes = async () => {
		const own = new Set((await records()).map((r) => r.id))
		const all = await list<{ records: string[] }>(site, '/v1/clashes')
		return all.filter((c) => c.records.some((r) => own.has(r)))
	}
	await change.locator('[name=flags][value=immobile]').check()
	await change.locator('button[type=submit]').click()
	await expect(page.locator('dl.person .flag')).toHaveCount(2)
	expect(await clashes()).toEqual([])

	/* What somebody else says meanwhile, it has not. */
	await expect(change.locator('[name=flags][value=alone]')).toBeEnabled()
	await change.locator('[name=flags][value=alone]').uncheck()
	const head = (await records()).find((r) => r.kind === 'person.changed')?.id ?? ''
	const seen = { flags: head }
	const whose = { area: area.id, subject: id, seen }
	await put(site, 'person.changed', { flags: ['alone', 'dialysis'] }, whose)
	await change.locator('button[type=submit]').click()
	await expect(change.locator('.good')).toBeVisible()
	await expect.poll(async () => (await clashes()).length).toBe(1)
	const own = (await records()).filter((r) => r.kind === 'person.changed').map((r) => r.id)
	await put(site, 'record.voided', { records: own, reason: '测试（示例）' }, {})
	expect(await clashes()).toEqual([])
}

export async function addsAnArea({ page, site, language, accessible }: Desk): Promise<void> {
	const village = (await quietGrid(site, -3)).parent ?? ''
	const id = `T${randomUUID().slice(0, 8)}`
	const written: string[] = []
	page.on('request', (r) => {
		if (r.method() === 'POST' && r.url().endsWith('/v1/records'))
			written.push(...(r.postDataJSON() as { id: string }[]).map((one) => one.id))
	})
	await page.goto(`/console/#/areas?area=${village}`)
	await expect(page.locator('.area-rows tbody tr').first()).toBeVisible()
	await accessible()
	const add = form(page, 'area.added')
	await add.locator('summary').click()
	await add.locator('[name=area-id]').fill(village)
	await expect(add.locator('.note.bad')).toBeVisible() // there is one of this id
	await add.locator('[name=area-id]').fill(id)
	await add.locator('[name=name]').fill('示例新网格')
	await add.locator('[name=level]').selectOption('grid')
	await accessible()
	await add.locator('button[type=submit]').click()
	const row = page.locator(`tr[data-area="${id}"]`)
	await expect(row).toContainText('示例新网格')
	await row.locator('a').click()
	const change = form(page, 'area.changed')
	await change.locator('summary').click()
	await change.locator('[name=name]').fill('示例东网格')
	await change.locator('[name=from]').fill('2022-10-01')
	await change.locator('button[type=submit]').click()
	const said = language === 'zh' ? '2022年10月1日起改为示例东网格' : '示例东网格 from 1 Oct 2022'
	await expect(page.locator('.area-facts')).toContainText(said)
	await expect(page.locator('.area-facts dd b')).toHaveText('示例新网格')
	// From today on it holds at once.
	await change.locator('[name=name]').fill('示例西网格')
	await change.locator('[name=from]').fill('2022-09-23')
	await change.locator('button[type=submit]').click()
	await expect(page.locator('.area-facts dd b')).toHaveText('示例西网格')
	await put(site, 'record.voided', { records: written, reason: '测试（示例）' }, {})
}

/** An exercise of its own with a post that is to be manned from 8 o'clock on, a unit, and two who work there, of whom one is ill. */
async function manned(site: Site) {
	const [incident, post, unit, other, well, ill, spare] = Array.from({ length: 7 }, () =>
		randomUUID(),
	)
	const area = (await quietGrid(site, -4)).id
	const declared = { name: '值班演练（示例）', exercise: true }
	await put(site, 'incident.declared', declared, { area, subject: incident! })
	const kinds = await list<{ name: string; round: string | null }>(
		site,
		`/v1/round-kinds?incident=${incident}`,
	)
	const round = kinds.find((k) => k.name === 'shift')?.round ?? ''
	await put(
		site,
		'round.opened',
		{ kind: 'shift', incident, question: '值守', standing: true, expected: 0 },
		{ area, round },
	)
	const site_ = { name: '示例值守点', flags: ['compound'] }
	await put(site, 'site.listed', site_, { area, subject: post! })
	const units = { [unit!]: '示例值守专班', [other!]: '示例支援专班' }
	for (const [subject, name] of Object.entries(units))
		await put(site, 'unit.listed', { name, type: 'task_force' }, { area, subject })
	for (const [subject, name, flag] of [
		[well!, '示例值守员', 'on_duty'],
		[ill!, '示例病休员', 'sick'],
		[spare!, '示例替班员', 'at_home'],
	] as const)
		await put(site, 'staff.listed', { name, unit, flags: [flag] }, { area, subject })
	const start = '2022-09-23T08:00:00+08:00'
	const manning = { manning: 'day_and_night', slot: 0, start, shifts: 2 }
	await put(site, 'post.manned', manning, { area, round, subject: post! })
	return { incident, post, unit, other, well, ill, spare, area, round, start }
}

export async function fillsTheDutyTable({ page, site, accessible }: Desk): Promise<void> {
	const m = await manned(site)
	await page.clock.install()
	await page.goto(`/console/#/crew?incident=${m.incident}&area=${m.area}`)
	await page.reload()
	const later = async (): Promise<void> => {
		const read = page.waitForResponse(/v1\/shifts/)
		await page.clock.fastForward(41_000)
		await read
	}
	const day = page.locator('.duty-table tr[data-slot="0"]')
	const night = page.locator('.duty-table tr[data-slot="1"]')
	const gaps = page.locator('[data-sum=gaps] b')
	await expect(day).toHaveAttribute('data-state', 'empty')
	await expect(day).toContainText('08:00')
	await expect(night).toHaveAttribute('data-state', 'unplanned')
	await expect(gaps).toHaveText('1')
	await accessible()

	const plan = day.locator('[data-kind="shift.planned"]')
	await plan.locator('summary').click()
	await expect(plan.locator('[name=end]')).toHaveValue('2022-09-23T20:00')
	const free = plan.locator('[name=whom]')
	await expect(free.locator(`option[value="${m.ill}"]`)).toHaveCount(0)
	await free.selectOption(m.well!)
	await accessible()
	await plan.locator('button[type=submit]').click()
	// He is due since 8 and has not come: that is a gap until he clocks in, or somebody in his place.
	await expect(day).toHaveAttribute('data-state', 'absent')
	const swap = day.locator('[data-kind="shift.swapped"]')
	await swap.locator('summary').click()
	await expect(swap.locator(`[name=with] option[value="${m.well}"]`)).toHaveCount(0)
	await swap.locator('[name=with]').selectOption(m.spare!)
	await expect(swap.locator('[name=start]')).toHaveValue(/^2022-09-23T/)
	// The clock moves and the table is read again: what is chosen stays.
	await later()
	await expect(swap.locator('[name=with]')).toHaveValue(m.spare!)
	await swap.locator('[name=reason]').fill('身体不适（示例）')
	await accessible()
	await swap.locator('button[type=submit]').click()
	await expect(day.locator('td').nth(1).locator('a')).toHaveAttribute(
		'href',
		`#/subject/${m.spare}`,
	)
	const body = {
		post: m.post,
		slot: 0,
		post_kind: 'compound',
		planned: m.well,
	}
	const where = { area: m.area, round: m.round, subject: m.spare! }
	await put(site, 'shift.clock_in', body, where)
	await later()
	await expect(day).toHaveAttribute('data-state', 'here')
	await expect(gaps).toHaveText('0')
	await page.locator('[name=gaps]').check()
	await expect(page.locator('.duty-table tbody tr')).toHaveCount(0)
	await page.locator('[name=gaps]').uncheck()

	// On paper: a column to sign in, and no forms.
	await page.emulateMedia({ media: 'print' })
	await expect(page.locator('.duty h2.paper-only')).toBeVisible()
	await expect(page.locator('.duty-table th.paper-only')).toBeVisible()
	await expect(page.locator('.units-part')).toBeHidden()
	await expect(day.locator('.kind-form')).toHaveCount(0)
	await page.emulateMedia({ media: null })

	await page.locator(`tr[data-unit="${m.unit}"] th a`).click()
	await expect(page.locator('.staff-rows tbody tr')).toHaveCount(3)
	await page.locator(`tr[data-staff="${m.well}"] a`).click()
	const send = form(page, 'staff.seconded')
	await send.locator('summary').click()
	await send.locator('[name=incident]').selectOption(m.incident!)
	await send.locator('[name=to_unit]').selectOption(m.other!)
	await accessible()
	await send.locator('button[type=submit]').click()
	await expect(page.locator('dl.person')).toContainText('示例支援专班')
	const told = await list<{ sent_to: string | null }>(site, `/v1/staff?unit=${m.other}`)
	expect(told).toEqual([expect.objectContaining({ sent_to: m.other })])
}
