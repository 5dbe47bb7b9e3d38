// A form left half-way is there again after a lock and after a death; one that was refused is put right and sent again; and numbers that
// people carry are typed by keys of their own, on a narrow phone and in both languages.
import type { Page } from '@playwright/test'
import { down } from './chaos'
import {
	accessible,
	doors,
	expect,
	nothingUnsent,
	open,
	PIN,
	REFUSED,
	tally,
	test,
	visitAt,
} from './field_test'
import type { Phone } from './phone'

const NOTE = '门口有狗，先打电话（示例）'
const MINUTE = 60_000

/** Nobody looks at the phone for so long. */
async function away(page: Page, ms: number): Promise<void> {
	await page.evaluate((ms) => {
		const seen = (is: string): void => {
			Object.defineProperty(document, 'visibilityState', {
				value: is,
				configurable: true,
			})
			document.dispatchEvent(new Event('visibilitychange', { bubbles: true }))
		}
		seen('hidden')
		const { now } = Date
		Date.now = () => now() + ms
		seen('visible')
	}, ms)
}

/** What is kept of this phone's forms, sealed. */
function kept(phone: Phone): Promise<number> {
	return phone.probe(async (p) => {
		const all = await (await p.database()).getAllKeys('copy')
		return all.filter(([, name]) => name === 'draft').length
	})
}

test('a door left half-way is there after half an hour, and after the phone died', async ({
	field,
	newPhone,
}) => {
	const phone = await newPhone(field.worker(0))
	await phone.keepsApp()
	field.proxy.become(down)
	const [door] = await doors(phone)
	const at = `#/door/${door!.id}?round=${field.round}`
	let { page } = phone
	await page.evaluate((to) => (location.hash = to), at)
	const note = () => page.locator('[data-field=note] textarea')
	const chosen = () => page.locator('[data-field=outcome] input[value=refused]')
	await page.locator('[data-field=outcome] .choice', { hasText: '拒绝配合' }).click()
	await note().fill(NOTE)

	// Ten minutes lock nothing; half an hour does, and what was filled in is there again.
	await away(page, 10 * MINUTE)
	await expect(note()).toHaveValue(NOTE)
	await away(page, 31 * MINUTE)
	await expect(page.getByRole('button', { name: '7', exact: true })).toBeVisible()
	expect(await page.content()).not.toContain(NOTE)
	await phone.unlock()
	await expect(note()).toHaveValue(NOTE)
	await expect(chosen()).toBeChecked()
	await expect(page.getByText('上次没填完的内容都在')).toBeVisible()
	await note().fill(NOTE + '。')
	await expect.poll(() => kept(phone)).toBe(1)
	await page.waitForTimeout(1000)

	// It lies there sealed.
	const lies = await phone.probe(async (p) => {
		const rows = await (await p.database()).getAll('copy')
		const text = new TextDecoder('utf-8')
		return rows.map((r) => text.decode(r.sealed.bytes)).join()
	})
	expect(lies).not.toContain('有狗')
	await phone.kill()
	await phone.start()
	;({ page } = phone)
	await phone.unlock()
	const left = page.locator('.unfinished')
	await expect(left).toContainText('还没填完')
	await accessible(phone)
	await page.screenshot({
		path: test.info().outputPath('today-unfinished.png'),
	})
	await left.getByRole('link', { name: '接着填' }).click()
	await expect(note()).toHaveValue(NOTE + '。')
	await accessible(phone)
	await page.screenshot({
		path: test.info().outputPath('door-unfinished.png'),
	})
	await page.getByRole('button', { name: /^保存/ }).click()
	await expect(page.getByText('已保存在手机上')).toBeVisible()
	await expect.poll(() => kept(phone)).toBe(0)
	await page.evaluate(() => (location.hash = '#/today'))
	await expect(page.locator('h1')).toHaveText('今日任务')
	await expect(left).toHaveCount(0)
	await open(phone, field.worker(0))
	const [one] = await phone.probe((p) => p.entries.value.map((e) => e.record?.body))
	expect(one).toMatchObject({ outcome: 'refused', note: NOTE + '。' })
})

test('a form of its own kind is kept too, dropped where nobody wants it, and gone with its owner', async ({
	field,
	newPhone,
}) => {
	const phone = await newPhone(field.worker(1))
	const { page } = phone
	const form = '#/form/travel.declared'
	const text = () => page.locator('.form textarea, .form input:not([type])').first()
	await page.evaluate((to) => (location.hash = to), form)
	await text().fill('示例市')
	await expect.poll(() => kept(phone)).toBe(1)
	await page.evaluate(() => (location.hash = '#/today'))
	const discard = page.locator('.unfinished').getByRole('button', { name: '不要了' })
	await discard.click()
	await expect(page.locator('.unfinished')).toHaveCount(0)
	await expect.poll(() => kept(phone)).toBe(0)
	// A finger in the wrong place takes nothing along.
	await accessible(phone)
	await page.screenshot({ path: test.info().outputPath('today-thrown.png') })
	await page.locator('.thrown').getByRole('button', { name: '撤销' }).click()
	await expect(page.locator('.thrown')).toHaveCount(0)
	await expect.poll(() => kept(phone)).toBe(1)
	await page.evaluate((to) => (location.hash = to), form)
	await expect(text()).toHaveValue('示例市')
	await page.evaluate(() => (location.hash = '#/today'))
	await discard.click()
	await expect.poll(() => kept(phone)).toBe(0)
	await page.evaluate((to) => (location.hash = to), form)
	await expect(text()).toHaveValue('')
	await text().fill('示例县')
	await expect.poll(() => kept(phone)).toBe(1)
	// What is emptied again is no draft.
	await text().fill('')
	await expect.poll(() => kept(phone)).toBe(0)
	await text().fill('示例县')
	await expect.poll(() => kept(phone)).toBe(1)
	await phone.probe((p, user) => p.dropPerson(user), field.worker(1).user)
	expect(await kept(phone)).toBe(0)
})

test('a door left for a form of its own waits with what was filled in; so does what was ticked of a person', async ({
	field,
	newPhone,
}) => {
	const phone = await newPhone(field.worker(0))
	await phone.keepsApp()
	field.proxy.become(down)
	const home = await phone.probe((p) =>
		[...p.copy.homes.values()].find((h) => h.people.length > 0)!,
	)
	const at = `#/door/${home.subject}?round=${field.round}`
	let { page } = phone
	const go = (to: string): Promise<void> => page.evaluate((to) => void (location.hash = to), to)
	const chosen = () => page.locator('[data-field=outcome] input[value=refused]')
	await go(at)
	await page.locator('[data-field=outcome] .choice', { hasText: '拒绝配合' }).click()
	await page.locator('[data-field=note] textarea').fill(NOTE)
	await page.getByRole('link', { name: /新增人员/ }).click()
	await page.locator('[data-field=name] input').fill('孙示例')
	await page.getByRole('button', { name: /^保存/ }).click()
	await expect(page.locator('.member.new')).toContainText('孙示例')
	await expect(chosen()).toBeChecked()
	await expect(page.locator('[data-field=note] textarea')).toHaveValue(NOTE)

	await page.locator('.member:not(.new) .row').first().click()
	await page.locator('.choice', { hasText: '行动不便' }).click()
	await page.waitForTimeout(1000)
	await phone.kill()
	await phone.start()
	;({ page } = phone)
	await phone.unlock()
	const left = page.locator('.unfinished')
	await expect(left).toHaveCount(2)
	await accessible(phone)
	await page.screenshot({
		path: test.info().outputPath('today-two-unfinished.png'),
	})
	await left.first().getByRole('link', { name: '接着填' }).click()
	const needs = page.locator('.choice', { hasText: '行动不便' }).locator('input')
	await expect(needs).toBeChecked()
	await expect(page.getByText('上次没填完的内容都在')).toBeVisible()
	await accessible(phone)
	await page.getByRole('button', { name: '保存特殊需要' }).click()
	await expect(page.locator('h1')).toHaveText('今日任务')
	await expect(left).toHaveCount(1)
	await left.getByRole('link', { name: '接着填' }).click()
	await expect(chosen()).toBeChecked()
	await page.getByRole('button', { name: /^保存/ }).click()
	await expect.poll(() => kept(phone)).toBe(0)
})

test(
	'two pages of a phone keep the forms of both, and one form that is open in both is one',
	{ tag: '@daily' },
	async ({ field, newPhone }) => {
		const phone = await newPhone(field.worker(1))
		field.proxy.become(down)
		const { page } = phone
		const other = (await phone.secondPage(field.worker(1))).page
		for (const digit of PIN)
			await other.getByRole('button', { name: digit, exact: true }).click()
		const [first, second, third] = (await doors(phone)).map(
			({ id }) => `#/door/${id}?round=${field.round}`,
		)
		const go = (page: Page, to = '#/today'): Promise<void> =>
			page.evaluate((to) => void (location.hash = to), to)
		const refused = (page: Page) =>
			page.locator('[data-field=outcome] .choice', { hasText: '拒绝配合' })
		const note = (page: Page) => page.locator('[data-field=note] textarea')
		await go(page, first)
		await go(other, second)
		await Promise.all([refused(page).click(), refused(other).click()])
		await note(page).fill(NOTE)
		for (const one of [page, other]) {
			await go(one)
			await expect(one.locator('.unfinished')).toHaveCount(2)
		}
		// What is typed in one stands in the other, whichever was open first.
		await go(page, first)
		await go(other, first)
		await expect(note(other)).toHaveValue(NOTE)
		await note(other).fill(NOTE + '二')
		await expect(note(page)).toHaveValue(NOTE + '二')
		await note(page).fill(NOTE + '三')
		await expect(note(other)).toHaveValue(NOTE + '三')
		// Saved in one it is no form any more in the other.
		await page.getByRole('button', { name: /^保存/ }).click()
		await go(other)
		await expect(other.locator('.unfinished')).toHaveCount(1)
		const form = '#/form/travel.declared'
		const text = (page: Page) => page.locator('.form textarea, .form input:not([type])').first()
		await go(page, form)
		await text(page).fill('示例市')
		await expect(other.locator('.unfinished')).toHaveCount(2)
		await other
			.locator('.unfinished', { hasNotText: '示例花园' })
			.getByRole('button', { name: '不要了' })
			.click()
		await expect(text(page)).toHaveValue('')
		await expect(page.getByText('这里已清空')).toBeVisible()
		await page.bringToFront()
		await page.screenshot({ path: test.info().outputPath('form-gone.png') })
		// What is filled in anew is newer than what could be taken back.
		await expect(other.locator('.thrown')).toHaveCount(1)
		await text(page).fill('示例县')
		await expect(other.locator('.unfinished')).toHaveCount(2)
		await expect(other.locator('.thrown')).toHaveCount(0)
		await expect(text(page)).toHaveValue('示例县')
		// A number that was typed is nobody's count of those who were ticked.
		const done = (page: Page) => page.locator('[data-field=outcome] input[value=done]')
		const people = (page: Page) => page.locator('[data-field=people] input')
		await go(page, third)
		await go(other, third)
		await expect(done(other)).toHaveCount(1)
		await done(page).click()
		await people(page).fill('3')
		await expect(done(other)).toBeChecked()
		await expect(people(other)).toHaveValue('3')
		// Longer than a form takes to come back.
		await page.waitForTimeout(1000)
		for (const one of [page, other]) await expect(people(one)).toHaveValue('3')
		// What is cleared in one stays cleared.
		await people(other).fill('')
		await expect(people(page)).toHaveValue('')
		await page.waitForTimeout(1000)
		for (const one of [page, other]) await expect(people(one)).toHaveValue('')
	},
)

test('four forms are kept, and the oldest gives way to a fifth', async ({ field, newPhone }) => {
	const phone = await newPhone(field.worker(0))
	field.proxy.become(down)
	const { page } = phone
	const titles: string[] = []
	for (const door of (await doors(phone)).slice(0, 5)) {
		const at = `#/door/${door.id}?round=${field.round}`
		await page.evaluate((to) => void (location.hash = to), at)
		await page.locator('[data-field=outcome] .choice', { hasText: '拒绝配合' }).click()
		titles.unshift((await page.locator('h1').innerText()).trim())
	}
	await page.evaluate(() => (location.hash = '#/today'))
	await expect(page.locator('.unfinished p b')).toHaveText(titles.slice(0, 4))
})

test('a photo that was taken is there again', async ({ field, newPhone }) => {
	const phone = await newPhone(field.worker(0))
	await phone.keepsApp()
	const { page } = phone
	await page.evaluate(() => (location.hash = '#/form/task.done?round=x&subject=y'))
	const red = await page.evaluate(() => {
		const canvas = document.createElement('canvas')
		canvas.width = canvas.height = 64
		const drawing = canvas.getContext('2d')!
		drawing.fillStyle = '#f00'
		drawing.fillRect(0, 0, 64, 64)
		return canvas.toDataURL('image/png').split(',')[1] ?? ''
	})
	const buffer = Buffer.from(red, 'base64')
	const photo = page.locator('[data-field=image]')
	await photo
		.locator('input[type=file]')
		.setInputFiles({ name: 'a.png', mimeType: 'image/png', buffer })
	await expect(photo).toContainText('KB')
	await expect.poll(() => kept(phone)).toBe(1)
	await page.reload()
	await phone.unlock()
	await expect(photo).toContainText('KB')
	// Read from a canvas of the test's own: the app never reads its one pixel by pixel.
	const middle = (): Promise<number[]> =>
		photo.locator('canvas').evaluate((c: HTMLCanvasElement) => {
			const read = new OffscreenCanvas(1, 1).getContext('2d', {
				willReadFrequently: true,
			})!
			read.drawImage(c, 32, 32, 1, 1, 0, 0, 1, 1)
			return [c.width, ...read.getImageData(0, 0, 1, 1).data]
		})
	await expect.poll(async () => (await middle())[0]).toBe(64)
	const [, r = 0, g = 0] = await middle()
	expect(r).toBeGreaterThan(200)
	expect(g).toBeLessThan(60)
})

test('one that was refused says where it was and why, is put right in its form, and sent again', async ({
	field,
	newPhone,
}) => {
	const phone = await newPhone(field.worker(0))
	const { page } = phone
	const [door] = await doors(phone)
	await phone.probe(
		(p, draft) => p.enter(draft),
		visitAt(door!, field.round, { ...REFUSED, note: '示例' }),
	)
	await nothingUnsent(phone)
	await page.evaluate(() => (location.hash = '#/outbox'))
	const card = page.locator('.card.bad')
	await expect(card).toContainText(/示例花园 \d+栋 \d单元 \d+/)
	await accessible(phone)
	await page.screenshot({ path: test.info().outputPath('outbox.png') })
	await card.getByRole('button', { name: '改正后再报' }).click()
	await expect(page.locator('.note.bad')).toContainText('不在可选项内')
	await expect(page.locator('.whom')).toContainText(/示例花园 \d+栋 \d单元 \d+/)
	await expect(page.locator('[data-field=note] textarea')).toHaveValue('示例')
	await accessible(phone)
	await page.screenshot({ path: test.info().outputPath('instead.png') })
	await page.getByRole('button', { name: /^保存/ }).click()
	await expect(page.locator('[data-field=outcome] .fault')).toContainText('不在可选项内')
	await page.locator('[data-field=outcome] input[value=nobody]').click()
	await page.getByRole('button', { name: /^保存/ }).click()
	await expect(page.locator('h1')).toHaveText('我的上报')
	await expect(card).toHaveCount(0)
	await nothingUnsent(phone)
	expect(await tally(phone)).toMatchObject({ refused: 0, waiting: 0 })
	const records = await field.list<{
		kind: string
		body: { outcome: string; note: string }
	}>(`/v1/subjects/${door!.id}/records`)
	const visit = records.filter((r) => r.kind === 'sweep.visit')
	expect(visit).toHaveLength(1)
})

for (const language of ['zh-CN', 'en-GB'])
	test(`plates and documents by their keys, 360 wide: ${language}`, async ({
		field,
		newPhone,
	}, info) => {
		const phone = await newPhone(field.worker(0), language)
		await phone.keepsApp()
		const { page } = phone
		await page.setViewportSize({ width: 360, height: 740 })
		const shot = async (name: string): Promise<void> => {
			await page.screenshot({
				path: info.outputPath(`${name}-${language.slice(0, 2)}.png`),
				fullPage: true,
			})
			await accessible(phone)
			const small = await page
				.locator('.plate button:visible, .document button:visible, .document input:visible')
				.evaluateAll((all) =>
					all
						.map((e) => e.getBoundingClientRect())
						.filter((r) => r.width < 55.5 || r.height < 55.5)
						.map((r) => `${r.width} x ${r.height}`),
				)
			expect(small, 'too small for a thumb').toEqual([])
		}
		// From the disk alone: the app, and the core with it.
		field.proxy.become(down)
		await page.reload()
		await phone.unlock()
		await page.evaluate(() => (location.hash = '#/form/vehicle.screened'))
		const plate = page.locator('[data-field=plate]')
		const key = (name: string) => plate.getByRole('button', { name, exact: true })
		const signs = plate.locator('.signs')
		await expect(key('川')).toHaveCount(0)
		await signs.click()
		await shot('plate-province')
		await key('川').click()
		await expect(key('1')).toHaveCount(0)
		for (const sign of 'M1234') await key(sign).click()
		await shot('plate-last')
		await expect(key('I')).toHaveCount(0)
		await key('警').click()
		await expect(key('警')).toHaveCount(0)
		await expect(signs).toHaveText('川M1234警')
		await expect(plate.locator('.fault')).toHaveCount(0)
		await plate.getByRole('button', { name: /新能源|New energy/ }).click()
		await expect(signs).toHaveText('川M1234警')
		await key('5').click()
		await expect(plate.locator('.fault')).toContainText(/不该有的字符|does not belong/)
		await shot('plate-wrong')
		const remove = plate.getByRole('button', { name: /^删除|^Delete/ })
		for (let n = 0; n < 6; n++) await remove.click()
		for (const sign of 'D12345') await key(sign).click()
		await expect(signs).toHaveText('川MD12345')
		await expect(plate.locator('.fault')).toHaveCount(0)
		await shot('plate-new')

		await page.evaluate(() => (location.hash = '#/form/person.screened'))
		const document = page.locator('[data-field=document]')
		const input = document.locator('input')
		await input.fill('11010519491231002')
		await input.press('Tab')
		await expect(document.locator('.fault')).toContainText(/现为 17 位|this one has 17/)
		await shot('document-wrong')
		await input.fill('110105 19491231 002x')
		await input.press('Tab')
		const shown = document.locator('output')
		await expect(shown).toHaveText('**************002X')
		await shot('document-whole')
		await document.getByRole('button', { name: /显示|Show/ }).click()
		await expect(shown).toHaveText('11010519491231002X')
		await document.getByRole('button', { name: /修改|Change/ }).click()
		await expect(input).toBeFocused()
		await input.fill('E12345678')
		await input.press('Tab')
		await expect(shown).toHaveText('*****5678')
	})
