// A day in the field: what was entered on a phone is on the server in the end, whatever happens between.
import { calm, down, storm } from './chaos'
import { DOORS, GRID } from './field_site'
import { doors, expect, open, saved, synced, tally, test, visitAt, walk } from './field_test'

test('300 doors, the browser killed, a bad line, the server killed: the server has each once', async ({
	field,
	newPhone,
}) => {
	test.setTimeout(120_000)
	const who = field.worker(0)
	const phone = await newPhone(who)
	await phone.keepsApp()
	const todo = await doors(phone)
	expect(todo.length).toBe(DOORS)

	field.proxy.become(down)
	const walked = walk(phone, todo).catch(() => {})
	const so = { intervals: [50] }
	await expect.poll(async () => (await saved(phone)).length, so).toBeGreaterThan(100)
	const known = await saved(phone)
	await phone.kill()
	await walked

	// From a cold start, with nothing but what is on the phone.
	await phone.start()
	await phone.unlock()
	await open(phone, who)
	const kept = await phone.probe((p) => p.entries.value.map((e) => e.record?.subject))
	expect(kept).toEqual(expect.arrayContaining(known))
	await walk(phone, await doors(phone))
	const all = { entered: DOORS, refused: 0 }
	expect(await tally(phone)).toEqual({ ...all, accepted: 0, waiting: DOORS, unsent: DOORS })

	field.proxy.become(storm)
	const again = setInterval(() => void phone.probe((p) => p.sync()).catch(() => {}), 500)
	const accepted = async (): Promise<number> => (await tally(phone)).accepted
	const patient = { timeout: 60_000 }
	await expect.poll(accepted, patient).toBeGreaterThan(80)
	await field.kill()
	await field.start()
	await expect.poll(accepted, patient).toBe(DOORS)
	clearInterval(again)
	field.proxy.become(calm)

	expect(await tally(phone)).toEqual({ ...all, accepted: DOORS, waiting: 0, unsent: 0 })
	expect(await field.coverage()).toMatchObject({ expected: DOORS, done: DOORS, missing: 0 })
	const id = await phone.probe(async (p) => (await p.device())?.id)
	const devices = await field.list<{ id: string; last_seq: number; holes: number }>('/v1/devices')
	expect(devices.find((d) => d.id === id)).toMatchObject({ last_seq: DOORS, holes: 0 })
	expect(await field.list('/v1/marked?what=unconfirmed')).toEqual([])
	const refused = await field.list<{ device: string }>('/v1/refused')
	expect(refused.filter((r) => r.device === id)).toEqual([])
	// The line did its worst, and it was told apart.
	expect(field.proxy.done.repeat).toBeGreaterThan(0)
	expect(field.proxy.done.loseAnswer).toBeGreaterThan(0)
	await phone.page.goto(field.origin + '/field/#/outbox')
	const line = `已填 ${DOORS} · 已收 ${DOORS} · 未上报 0 · 退回 0`
	await expect(phone.page.locator('.tally')).toHaveText(line)
})

test('in English and by the screens: thirty doors, the browser killed, a bad line, the server killed', async ({
	field,
	newPhone,
}) => {
	test.setTimeout(120_000)
	const many = 30
	const about = ['--question', '近 7 日有无返乡人员', '--incident', '示例疫情']
	const { round } = field.run(
		...['round', 'open', '--kind', 'sweep', '--area', GRID, '--due', '1d', ...about],
	)
	const who = field.worker(1)
	const phone = await newPhone(who, 'en-GB')
	await phone.keepsApp()
	const work = () => phone.page.locator(`[data-round="${String(round)}"]`)
	const missing = work().locator('.missing b')
	await expect(missing).toHaveText(String(DOORS))
	field.proxy.become(down)
	const walked = async (doors: number): Promise<void> => {
		const { page } = phone
		await page.getByRole('link', { name: 'Next door' }).click()
		for (let n = 0; n < doors; n++) {
			await page.locator('.choice', { hasText: 'Moved away' }).click()
			await page.getByRole('button', { name: 'Save', exact: true }).click()
			await expect(page.getByRole('status')).toHaveText('✓ Saved on the phone')
			if (n < doors - 1) await page.getByRole('button', { name: 'Next door' }).click()
		}
	}
	await walked(many / 2)
	await phone.kill()
	await phone.start()
	await phone.unlock()
	await phone.page.evaluate(() => (location.hash = '#/today'))
	await expect(work().locator('.missing b')).toHaveText(String(DOORS - many / 2))
	await walked(many / 2)
	const { page } = phone
	await page.evaluate(() => (location.hash = '#/outbox'))
	const line = page.locator('.tally')
	await expect(line).toHaveText(`${many} entered · 0 accepted · ${many} waiting · 0 refused`)

	field.proxy.become(storm)
	const now = page.getByRole('button', { name: 'Send now' })
	await now.click()
	await field.kill()
	await field.start()
	await expect(async () => {
		await now.click({ timeout: 500 })
		await expect(line).toContainText(`${many} accepted`, { timeout: 500 })
	}).toPass({ timeout: 60_000 })
	field.proxy.become(calm)
	await expect(line).toHaveText(`${many} entered · ${many} accepted · 0 waiting · 0 refused`)
	const there = await field.get(`/v1/rounds/${String(round)}/coverage`)
	expect(there).toMatchObject({ expected: DOORS, excused: many, missing: DOORS - many })
	const id = await phone.probe(async (p) => (await p.device())?.id)
	const devices = await field.list<{ id: string; last_seq: number; holes: number }>('/v1/devices')
	expect(devices.find((d) => d.id === id)).toMatchObject({ last_seq: many, holes: 0 })
})

test('two phones at one door without a network: both see the clash', async ({
	field,
	newPhone,
}) => {
	const phones = [await newPhone(field.worker(0)), await newPhone(field.worker(1))]
	field.proxy.become(down)
	for (const [n, phone] of phones.entries()) {
		const [door] = await phone.probe((p, round) => {
			const all = [...(p.copy.targets.get(round)?.values() ?? [])]
			return all
				.map((t) => ({ id: t.subject, area: t.area }))
				.sort((a, b) => (a.id < b.id ? -1 : 1))
		}, field.round)
		expect(door).toBeDefined()
		await phone.probe(
			(p, { door, room }) =>
				p.enter({
					...{ kind: 'dwelling.changed', v: 1, area: door!.area, subject: door!.id },
					body: { room },
				}),
			{ door, room: `90${n}` },
		)
	}
	field.proxy.become(calm)
	for (const phone of phones) await phone.probe((p) => p.sync())
	for (const phone of phones) {
		await phone.page.goto(field.origin + '/field/#/outbox')
		await phone.page.getByRole('button', { name: '立即上报' }).click()
		await expect(phone.page.locator('.card.clash')).toHaveCount(1)
		await synced(phone, () => phone.probe((p) => p.copy.clashes.size === 2))
	}
})

test('a clock twelve hours off: the server puts it right, and the phone says so', async ({
	field,
	newPhone,
}) => {
	const { round } = field.run(
		...['round', 'open', '--kind', 'sweep', '--area', GRID, '--due', '2d'],
		...['--question', '家中几口人', '--incident', '示例疫情'],
	)
	const phone = await newPhone(field.worker(0))
	const off = 12 * 3600_000
	await phone.setClock(off)
	await open(phone, field.worker(0))
	const [door] = await doors(phone, true)
	const entry = await phone.probe(
		(p, draft) => p.enter(draft),
		visitAt(door!, field.round, { outcome: 'nobody', next: 'again_today' }),
	)
	await phone.probe((p) => p.sync())
	await expect.poll(async () => (await tally(phone)).unsent).toBe(0)
	const record = (await field.get(`/v1/records/${entry.id}`)) as Record<string, string>
	expect(record['clock']).toBe(true)
	const claimed = Date.parse(record['at'] ?? '') - Date.now()
	expect(Math.abs(claimed - off)).toBeLessThan(60_000)
	expect(Math.abs(Date.parse(record['at_used'] ?? '') - Date.now())).toBeLessThan(60_000)
	// What is due is due by the server's clock.
	await phone.page.goto(field.origin + '/field/#/today')
	await phone.unlock()
	const work = phone.page.locator(`[data-round="${String(round)}"]`)
	await expect(work).toContainText(/还剩 1 天 2[23] 小时/)
	await phone.page.goto(field.origin + '/field/#/settings')
	await expect(phone.page.getByText('本机时间与服务器相差 12 小时')).toBeVisible()
})
