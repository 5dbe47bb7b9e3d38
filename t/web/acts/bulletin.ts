// A bulletin from its figures to the public: composed, kept, handed on, published, opened, corrected; and one number everywhere.
import { randomUUID } from 'node:crypto'
import { beyond, expect, findings, type Desk } from '../fixture'
import { call, list } from '../play'
import type { Site } from '../site'

const AREA = '512021'
const DAY = '2022-09-21'
const NEXT = '2022-09-22'

interface Figure {
	id: string
	value: number
	before: number | null
}
interface Bulletin {
	id: string
	as_of: number
	title_zh: string
	title_en: string
	figures: Figure[]
	first: string
}
interface Receipt {
	id: string
	status: string
	error: { reason_en: string } | null
}

async function hand(
	site: Site,
	kind: string,
	v: number,
	at: string,
	rest: object,
): Promise<string> {
	const record = {
		id: randomUUID(),
		kind,
		v,
		at: `${at}+08:00`,
		area: AREA,
		...rest,
	}
	const receipt = (await call(site, '/v1/records', record)) as Receipt
	if (receipt.status !== 'accepted') throw new Error(receipt.error?.reason_en)
	return record.id
}

const meeting = (site: Site, incident: string, day = DAY): Promise<string> =>
	hand(site, 'meeting.held', 1, `${day}T09:00:00`, {
		body: {
			incident,
			meeting: 'leading_group',
			title: '例会（示例）',
			attendance: 23,
		},
	})

/** An incident of this test's own; it ends with it, and nothing that was published of it is left. */
async function within(site: Site, run: (incident: string) => Promise<void>): Promise<void> {
	const incident = randomUUID()
	await hand(site, 'incident.declared', 2, `${DAY}T08:00:00`, {
		subject: incident,
		body: {
			name: '通报试写（示例）',
			exercise: true,
			trigger: 'neighbour',
			level: 'third',
		},
	})
	try {
		await run(incident)
	} finally {
		const all = await list<{ id: string; incident: string }>(site, '/v1/bulletins')
		const ours = all.filter((b) => b.incident === incident).map((b) => b.id)
		if (ours.length)
			await hand(site, 'record.voided', 1, `${NEXT}T23:00:00`, {
				body: { records: ours, reason: '试写完毕（示例）' },
			})
		await hand(site, 'incident.ended', 1, `${NEXT}T23:30:00`, {
			subject: incident,
			body: {},
		})
	}
}

const plain = (text: string): string => text.replaceAll(',', '')

export async function publishesAndCorrects({
	page,
	site,
	language,
	accessible,
	expected,
	browser,
}: Desk): Promise<void> {
	await within(site, async (incident) => {
		await meeting(site, incident)
		await hand(site, 'bulletin.scheduled', 1, `${DAY}T08:30:00`, {
			body: { incident, hour: 8 },
		})
		// A shelf that nobody booked anything to: an account that does not close.
		await hand(site, 'supply.counted', 1, `${DAY}T10:00:00`, {
			body: {
				incident,
				store: randomUUID(),
				item: '帐篷（示例）',
				quantity: '12.5',
			},
		})
		// It is told of which incident one is made every day.
		await page.goto('/console/#/bulletins')
		await page.locator('.daily summary').click()
		await expect(page.locator('.daily li').first()).toContainText('通报试写（示例）')
		// Whose name says that it is an exercise is not called one twice.
		const names = await page.locator('.daily [name=incident] option').allInnerTexts()
		expect(names.length).toBeGreaterThan(2)
		expect(names.filter((name) => /演练.*演练/.test(name))).toEqual([])
		// It lies ready in the morning, on the board too.
		await page.goto('/console/#/board')
		await expect(page.locator('.due-bulletins a')).toHaveCount(2)
		await accessible()
		await page.goto('/console/#/bulletins')
		await page.locator('.due-bulletins a').nth(1).click()
		const paragraphs = page.locator('.paragraphs textarea')
		await expect(paragraphs).toHaveCount(1)
		await page.locator('.choose button').first().click() // in Chinese
		await expect(paragraphs.first()).toHaveValue('组织领导。召开领导小组会议1次。')

		// One's own words beside the figures; a number that is none of them is pointed out.
		await page.locator('button[name=add]').click()
		await page.keyboard.type('下一步走访约300户。')
		await expect(page.locator('.stray')).toContainText('300')
		await page.keyboard.press('Control+z')
		await expect(paragraphs.nth(1)).not.toHaveValue('下一步走访约300户。')
		await paragraphs.nth(1).fill('下一步继续排查（示例）。')
		await expect(page.locator('.stray')).toHaveCount(0)
		// It moves with the caret in it.
		await page.keyboard.press('Home')
		await page.keyboard.press('Alt+ArrowUp')
		await expect(paragraphs.first()).toHaveValue('下一步继续排查（示例）。')
		await page.keyboard.type('请')
		await expect(paragraphs.first()).toHaveValue('请下一步继续排查（示例）。')
		await expect(page.locator('.sheet-of-paper .line').first()).toHaveText(
			'请下一步继续排查（示例）。',
		)
		await page.locator('.paragraphs li').first().locator('button').last().focus()
		await accessible()

		// Left and come back to, it is as it was; a phone's number is not let through.
		await page.waitForTimeout(400)
		await page.reload()
		await page.locator('.choose button').first().click()
		await expect(paragraphs.first()).toHaveValue('请下一步继续排查（示例）。')
		await paragraphs.first().fill('联系13800001111。')
		await expect(page.locator('.paragraphs .note.bad')).toBeVisible()
		await expect(page.locator('button[name=publish]')).toBeDisabled()
		await paragraphs.first().fill('下一步继续排查（示例）。')
		await page.locator('button[name=hand-on]').click()
		await expect(page.locator('.publish-bulletin .good')).toBeVisible()

		await paragraphs.first().fill('下一步接着排查（示例）。')
		await expect(page.locator('.open-accounts .tag')).toContainText('12.5')
		await expect(page.locator('button[name=publish]')).toBeDisabled()
		await page.locator('textarea[name=reason]').fill('正在核查（示例）')

		// What has moved is looked at again before it is published, and never in silence.
		await expect(page.locator('.tag.pages')).toHaveText(/一页 A4|One A4 page/)
		await meeting(site, incident)
		await page.locator('button[name=publish]').click()
		expected.push(/409/)
		await page.locator('button[name=sure]').click()
		await expect(page.locator('.publish-bulletin .note[role=status]')).toBeVisible()
		await expect(paragraphs.nth(1)).toHaveValue('组织领导。召开领导小组会议2次。')
		await page.locator('button[name=sure]').click()
		await expect(page).toHaveURL(/#\/bulletin\//)
		await expect(page.locator('.frozen')).toBeVisible()
		const id = page.url().split('/').at(-1) ?? ''
		await expect(page.locator('.frozen')).toBeVisible()
		// A single day is said once.
		await expect(page.locator('main')).not.toContainText(' – ')
		await accessible()

		// Anybody reads it once it is opened, and nobody before.
		const anybody = await browser.newContext({
			baseURL: site.origin,
			locale: 'zh-CN',
		})
		const outside = await anybody.newPage()
		expect((await outside.request.get(`/b/${id}`)).status()).toBe(404)
		await page.locator('.sharing button[name=open]').click()
		expect((await outside.request.get(`/b/${id}`)).status()).toBe(404)
		await page.locator('.sharing button[name=sure]').click()
		await expect(page.locator('.sharing .address a')).toHaveAttribute('href', /\/b\//)
		await outside.goto(`/b/${id}`)
		await expect(outside.locator('.prose').first()).toHaveText('下一步接着排查（示例）。')
		await outside.setViewportSize({ width: 390, height: 844 })
		expect(await findings(outside)).toEqual([])
		expect(await beyond(outside)).toBeLessThanOrEqual(0)

		// A correction shows what was and what is, here and there.
		await meeting(site, incident)
		await page.locator('a.correct').click()
		await page.locator('.choose button').first().click()
		await expect(paragraphs.first()).toHaveValue('下一步接着排查（示例）。')
		await expect(paragraphs.nth(1)).toHaveValue('组织领导。召开领导小组会议3次。')
		await expect(page.locator('button[name=publish]')).toBeDisabled()
		await page.locator('textarea[name=reason]').fill('正在核查（示例）')
		await expect(page.locator('button[name=publish]')).toBeDisabled()
		await page.locator('textarea[name=correction]').fill('补登记一次会议（示例）')
		await page.locator('button[name=publish]').click()
		await page.locator('button[name=sure]').click()
		await expect(page.locator('.corrected del').first()).toBeVisible()
		await expect(page.locator('.frozen .tag.bad').first()).toContainText('2')
		await accessible()
		await outside.waitForTimeout(0)
		await outside.goto(`/b/${id}?lang=${language}`)
		await expect(outside.locator('td del').first()).toHaveText('2')
		await expect(outside.locator('td ins').first()).toHaveText('3')
		await expect(outside.locator('.note')).toContainText('补登记一次会议（示例）')
		expect(await findings(outside)).toEqual([])
		await page.locator('.sharing button[name=close]').click()
		await expect(page.locator('.sharing button[name=open]')).toBeVisible()
		expect((await outside.request.get(`/b/${id}`)).status()).toBe(404)
		await anybody.close()
	})
}

export async function publishesOnce({ page, site, expected }: Desk): Promise<void> {
	await within(site, async (incident) => {
		await meeting(site, incident)
		await page.goto(
			`/console/#/compose?incident=${incident}&area=${AREA}&from=${DAY}&to=${DAY}`,
		)
		const first = page.locator('.paragraphs textarea').first()
		await page.locator('.choose button').first().click()
		await first.fill('送出的文字（示例）。')
		// The server has it, and nobody is told.
		expected.push(/ERR_FAILED/)
		await page.route(
			'**/v1/bulletins',
			async (r) => {
				await r.fetch()
				await r.abort()
			},
			{ times: 1 },
		)
		await page.locator('button[name=publish]').click()
		await page.locator('button[name=sure]').click()
		await expect(page.locator('.publish-bulletin .note[role=status]')).toBeVisible()
		await expect(first).toBeDisabled()
		await expect(page.locator('input[name=title]')).toBeDisabled()
		await page.locator('button[name=sure]').click()
		await expect(page).toHaveURL(/#\/bulletin\//)
		const all = await list<Bulletin & { incident: string }>(site, '/v1/bulletins')
		const ours = all.filter((b) => b.incident === incident)
		expect(ours.length).toBe(1)
		const { prose_zh } = (await call(site, `/v1/bulletins/${ours[0]?.id}`)) as {
			prose_zh: string
		}
		expect(prose_zh).toContain('送出的文字（示例）。')
	})
}

export async function showsOneNumber({ page, site }: Desk): Promise<void> {
	await within(site, async (incident) => {
		const query = `incident=${incident}&area=${AREA}&from=${NEXT}&to=${NEXT}`
		let coming = true
		let came = 0
		const pour = (async () => {
			while (coming) {
				await meeting(site, incident, NEXT)
				came++
			}
		})()
		await expect.poll(() => came).toBeGreaterThan(3)
		// Published in the middle of it: of one position, which each figure's records add up to for ever.
		const order = {
			incident,
			area: AREA,
			from: NEXT,
			to: NEXT,
			reason: '示例',
		}
		const { id } = (await call(site, '/v1/bulletins', order)) as Receipt
		const seen = (await call(site, `/v1/bulletins/${id}`)) as Bulletin
		const before = came
		await expect.poll(() => came).toBeGreaterThan(before + 3)
		coming = false
		await pour
		expect(seen.figures.length).toBeGreaterThan(0)
		for (const f of seen.figures) {
			const behind = await list<{ n: number }>(
				site,
				`/v1/figures/${f.id}/records?${query}&as_of=${seen.as_of}`,
			)
			expect(
				behind.reduce((sum, r) => sum + r.n, 0),
				f.id,
			).toBe(f.value)
		}
		expect(seen.figures.find((f) => f.id === 'meetings-held')?.value).toBeLessThan(came)

		// Now of one moment: the board's answer, a figure's own, the draft, what is published of it in every form, and the screens.
		const board = await list<Figure>(site, `/v1/board?${query}`)
		const draft = (await call(site, `/v1/bulletins/draft?${query}`)) as Bulletin
		const again = (await call(site, '/v1/bulletins', {
			...order,
			replaces: id,
		})) as Receipt
		const published = (await call(site, `/v1/bulletins/${again.id}`)) as Bulletin
		await hand(site, 'bulletin.shared', 1, `${NEXT}T22:00:00`, {
			body: { bulletin: id, open: true },
		})
		const forms = await Promise.all(
			[`/v1/bulletins/${again.id}?format=html`, `/v1/bulletins/${again.id}?format=md`].map(
				async (path) => (await page.request.get(path)).text(),
			),
		)
		await page.goto(`/b/${id}?lang=en`)
		const open = await page.locator('main').innerText()
		await page.goto(`/console/#/figures?${query}`)
		await expect(page.locator('.figures li')).toHaveCount(
			board.filter((f) => f.id !== 'none').length,
		)
		for (const { id: figure, value } of draft.figures) {
			const same = (all: Figure[]) => all.find((f) => f.id === figure)?.value
			expect(same(board), figure).toBe(value)
			expect(same(published.figures), figure).toBe(value)
			const one = (await call(site, `/v1/figures/${figure}?${query}`)) as Figure
			expect(one.value, figure).toBe(value)
			const shown = page.locator(`[data-figure="${figure} ${incident}"] b`)
			expect(plain(await shown.innerText()), figure).toBe(String(value))
			for (const text of [...forms, open]) expect(text, figure).toContain(String(value))
		}
		expect(draft.figures.find((f) => f.id === 'meetings-held')?.value).toBe(came)

		// And of a round: what is asked of the server, the board and the round's own page.
		const { missing } = (await call(site, `/v1/rounds/${site.sweep}/coverage`)) as {
			missing: number
		}
		const rounds = await list<{ id: string; state: string }>(site, '/v1/rounds')
		expect(rounds.some((r) => r.id === site.sweep)).toBe(true)
		const text = new Intl.NumberFormat('en').format(missing)
		for (const path of ['board', 'rounds', `round/${site.sweep}`]) {
			await page.goto(`/console/#/${path}`)
			await expect(page.locator('main')).toContainText(text)
		}
	})
}
