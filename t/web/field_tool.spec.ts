// Scanning, sheets and hand-over: what the codes say, and that a phone does with them what it promises.
import { expect, test, type Page } from '@playwright/test'
import { execFileSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { FRAME_BYTES, gather, toFrames, whole, type Gathered } from '../../web/field/scan/frames'
import { meaningOf, shortCode as codeOf, type Known } from '../../web/field/scan/meaning'
import {
	BadBoxes,
	BOXES_MAX,
	listsOf,
	readBoxes,
	writeBoxes,
	type Box,
} from '../../web/shared/boxes'
import { GRID, FieldSite } from './field_site'
import type { Core } from '../../web/shared/core'
import { film, FILM, seeing, type Picture } from './film'
import { chinaTime } from '../../web/field/store/record'
import { Phone, PIN, serveProbe } from './phone'
import { nodeCore } from './node_core'
import { call } from './play'

/* ---- what codes say ---- */

let core: Core
test.beforeAll(async () => {
	core = await nodeCore()
})
const shortCode = (id: string): string => codeOf(core, id)

test('any one wrong character of a code is found', () => {
	const code = shortCode('01900000-0000-7000-8000-00000000a001')
	expect(code).toBe('0000-1801-9')
	expect(core.code('oooo18o19', 8)).toBe(code)
	expect(core.writeCode([10, 11, 1, 2, 12, 13, 3, 4])).toMatch(/^AB12-CD34-.$/)
	const digits = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'
	for (let i = 0; i < code.length; i++)
		for (const d of digits)
			if (code[i] !== '-' && code[i] !== d)
				expect(core.code(code.slice(0, i) + d + code.slice(i + 1), 8)).toBeNull()
	const most = Array<number>(15).fill(31)
	expect(core.code(core.writeCode(most), 15)).toBe(core.writeCode(most))
	for (const none of [[], [...most, 31], [32]]) expect(() => core.writeCode(none)).toThrow()
})

const DOOR = '01900000-0000-7000-8000-00000000a001'
const ROUND = '01900000-0000-7000-8000-00000000b001'

function known(): Known {
	const subject = { id: DOOR, type: 'dwelling', area: GRID, survivor: DOOR, place: null }
	const round = { id: ROUND, kind: 'sweep' }
	return {
		subjects: new Map([[DOOR, subject]]),
		rounds: new Map([[ROUND, round]]),
		changed: { value: 1 },
		life: {},
	} as unknown as Known
}

test('a code says which it is', () => {
	const copy = known()
	const what = (text: string): string => meaningOf(text, copy, core).what
	const [door, round] = [shortCode(DOOR), shortCode(ROUND)]
	expect(meaningOf(`${door}/${round}`, copy, core)).toMatchObject({
		what: 'row',
		subject: { id: DOOR },
		round: { id: ROUND },
	})
	expect(what(`${door}/${shortCode('01900000-0000-7000-8000-00000000b002')}`)).toBe('elsewhere')
	expect(what(`${door}/${round.slice(0, -1)}Z`)).toBe('mistyped')
	expect(what(` ${door.toLowerCase().replace(/-/g, '')} `)).toBe('subject')
	expect(what(shortCode('01900000-0000-7000-8000-00000000ffff'))).toBe('elsewhere')
	expect(what('0000-1801-8')).toBe('mistyped')
	expect(what('0000-1801-U')).not.toBe('subject')
	expect(what(DOOR.toUpperCase())).toBe('subject')
	expect(what('01900000-0000-7000-8000-00000000ffff')).toBe('elsewhere')
	const ticket = core.writeCode([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11])
	expect(meaningOf(`https://192.168.1.10:8080/#/ticket/${ticket}`, copy, core)).toEqual({
		what: 'join',
		ticket,
	})
	expect(meaningOf(`https://a.example/#/ticket/${ticket}/v001`, copy, core)).toEqual({
		what: 'login',
		ticket,
		user: 'v001',
	})
	expect(what(ticket.replace('1', '7'))).toBe('mistyped')
	expect(what('11010519491231002X')).toBe('document')
	expect(what('110105194912310021')).toBe('mistyped')
	expect(what('SL-0001-0001')).toBe('tube')
	expect(what('BULOU1 0123456789abcdef 1/2 AAAA')).toBe('frame')
	expect(what('你好')).toBe('nothing')
	expect(what('')).toBe('nothing')
})

/* ---- boxes ---- */

function boxes(n: number, signs = 700): Box[] {
	const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_'
	let seed = 1
	const sign = (): string => {
		seed = (seed * 1103515245 + 12345) % 2147483648
		return alphabet[(seed >> 8) & 63] ?? 'A'
	}
	return Array.from({ length: n }, (_, i) => ({
		id: `0192ec0c-3800-7000-8000-${String(i).padStart(12, '0')}`,
		device: '01a20188-7f08-7a06-b3e2-f09247ec87ee',
		seq: i + 1,
		box: Array.from({ length: signs }, sign).join(''),
	}))
}

test('a series of codes comes together in any order, each as often as it comes', async () => {
	const text = writeBoxes(boxes(37))
	const frames = await toFrames(text)
	// What is sealed does not shrink, but its base64 does: less than its signs.
	expect(frames.length).toBeLessThan(text.length / FRAME_BYTES)
	for (const one of frames) expect(one.length).toBeLessThanOrEqual(1000)
	const mixed = [...frames.slice(7), frames[9] ?? '', ...frames.slice(0, 7)].reverse()
	let got: Gathered | undefined
	for (const one of mixed) {
		expect(got && (await whole(got))).toBeUndefined()
		got = gather(gather(got, 'no code of ours'), one)
	}
	expect(got && (await whole(got))).toBe(text)
	const other = await toFrames(writeBoxes(boxes(2, 300)))
	expect(gather(got, other[0] ?? '')?.parts.size).toBe(1)
	// One that was forged under its number does not pass.
	const torn = gather(got, (frames[1] ?? '').replace(/ \S+$/, ' AAAA'))
	await expect(whole(torn as Gathered)).rejects.toThrow()
})

test('a file of boxes is whole, or says what is wrong', () => {
	const all = boxes(120, 9000)
	expect(readBoxes(writeBoxes(all))).toEqual(all)
	const lists = [...listsOf(all)]
	expect(lists.flat()).toEqual(all)
	for (const list of lists) {
		expect(list.length).toBeLessThanOrEqual(50)
		expect(JSON.stringify(list).length).toBeLessThan(1024 * 1024)
	}
	const why = (text: string): string => {
		try {
			readBoxes(text)
			return ''
		} catch (e) {
			return e instanceof BadBoxes ? e.message : String(e)
		}
	}
	expect(why('nothing')).toContain('hand-over file')
	expect(why('null')).toContain('hand-over file')
	expect(why('{"bulou":"boxes","v":1,"boxes":{}}')).toContain('hand-over file')
	expect(why(writeBoxes([...boxes(3, 10), { ...boxes(1)[0], seq: 0 } as Box]))).toContain(
		'number 4',
	)
	expect(why(writeBoxes([{ ...boxes(1)[0], box: '"><' } as Box]))).toContain('number 1')
	expect(why(writeBoxes(boxes(BOXES_MAX, 1)))).toBe('')
	expect(why(writeBoxes(boxes(BOXES_MAX + 1, 1)))).toContain('20000')
})

/* ---- phones ---- */

interface Visit {
	by: string
	witness: string
	at: string
}

/** "P5\nW H\n255\n" and a byte a dot. */
function greyOf(pgm: Buffer): Picture {
	const [head = '', width = '', height = ''] =
		/^P5\s+(\d+)\s+(\d+)\s+255\s/.exec(pgm.subarray(0, 40).toString('latin1')) ?? []
	const grey = new Uint8Array(pgm.subarray(head.length))
	return { width: Number(width), height: Number(height), grey }
}

/** The part of the first page with its first codes, as large as the film. */
function cut({ width, grey }: Picture): Picture {
	const [left, top] = [90, 330]
	const part = new Uint8Array(FILM.width * FILM.height).fill(255)
	for (let y = 0; y < FILM.height; y++)
		part.set(
			grey.subarray((top + y) * width + left, (top + y) * width + left + FILM.width),
			y * FILM.width,
		)
	return { ...FILM, grey: part }
}

/** Each code of a series as the screen shows it. */
async function series(page: Page): Promise<Picture[]> {
	const n = Number(/共 (\d+) 张/.exec(await page.locator('.series .place').innerText())?.[1])
	const found = new Map<number, Picture>()
	while (found.size < n) {
		const { at, grey } = await page.evaluate(
			({ width, height }) => {
				const at = document.querySelector('.series .place')?.textContent ?? ''
				const from = document.querySelector<HTMLCanvasElement>('.series canvas')
				const canvas = document.createElement('canvas')
				canvas.width = width
				canvas.height = height
				const draw = canvas.getContext('2d')
				if (!draw || !from) return { at, grey: '' }
				draw.fillStyle = '#fff'
				draw.fillRect(0, 0, width, height)
				draw.drawImage(from, (width - height) / 2, 0, height, height)
				const { data } = draw.getImageData(0, 0, width, height)
				let grey = ''
				for (let i = 0; i < data.length; i += 4) grey += (data[i] ?? 0) > 128 ? 'w' : 'b'
				return { at, grey }
			},
			{ width: FILM.width, height: FILM.height },
		)
		const i = Number(/第 (\d+) 张/.exec(at)?.[1])
		const shades = Uint8Array.from(grey, (c) => (c === 'w' ? 235 : 16))
		if (!found.has(i)) found.set(i, { width: FILM.width, height: FILM.height, grey: shades })
		await page.waitForTimeout(90)
	}
	return [...found.keys()].sort((a, b) => a - b).map((i) => found.get(i) as Picture)
}

test.describe.serial('with a server', () => {
	const site = new FieldSite()
	const folder = mkdtempSync(join(tmpdir(), 'bulou-tool-'))
	const phones: Phone[] = []

	test.beforeAll(async () => {
		await site.begin()
		await serveProbe(site)
	})
	test.afterAll(async () => {
		for (const phone of phones) await phone.end()
		await site.end()
		rmSync(folder, { recursive: true, force: true })
	})
	test.setTimeout(120_000)

	async function joined(worker: number, options: string[] = []): Promise<Phone> {
		const phone = new Phone(site, 'zh-CN', options)
		phones.push(phone)
		await phone.start()
		await phone.join(site.workers[worker]!)
		// What it is told lies elsewhere as long as nothing has come down.
		const work = phone.page.locator(`[data-round="${site.round}"] .missing b`)
		await work.waitFor({ timeout: 30_000 })
		return phone
	}

	interface Door {
		subject: string
		area: string
		place: { room: string; building: string } | null
	}
	const doors = (): Promise<Door[]> => site.list<Door>(`/v1/rounds/${site.round}/missing`)

	async function openAt(page: Page, hash: string): Promise<void> {
		await page.goto(`${site.origin}/field/#/${hash}`)
	}

	test('a hand scanner and typing lead to the door', async () => {
		const phone = await joined(0)
		const { page } = phone
		const [one] = await doors()
		await openAt(page, 'scan')
		await page.getByText('扫码').first().waitFor()
		await page.screenshot({ path: join(folder, 'scan.png') })
		await page.getByLabel('或输入编号').fill('0000-1801-8')
		await page.getByLabel('或输入编号').press('Enter')
		await expect(page.getByText('末位校验不对')).toBeVisible()
		// As fast as a scanner types, with the focus nowhere.
		await page.evaluate(() => (document.activeElement as HTMLElement).blur())
		await page.keyboard.type(shortCode(one?.subject ?? ''), { delay: 5 })
		await page.keyboard.press('Enter')
		await expect(page.locator('.scanned .which')).toContainText('示例花园')
		await expect.poll(() => page.url()).toContain(`#/door/${one?.subject}`)
		expect(phone.complaints).toEqual([])
	})

	test('a row of the printed sheet is read by the camera and typed in by two keys', async () => {
		const { cookie } = await site.caller()
		const pdf = join(folder, 'sheet.pdf')
		const path = `/v1/rounds/${site.round}/sheet?area=${GRID}&compound=${encodeURIComponent('示例花园')}&building=1`
		const answer = await fetch(site.direct + path, { headers: { Cookie: cookie } })
		expect([answer.status, answer.headers.get('content-type')]).toEqual([
			200,
			'application/pdf',
		])
		writeFileSync(pdf, Buffer.from(await answer.arrayBuffer()))
		const said = execFileSync('pdftotext', ['-layout', pdf, '-'], { encoding: 'utf8' })
		const all = (await doors()).filter((d) => d.place?.building === '1')
		expect(all.length).toBeGreaterThan(30)
		for (const d of all) expect(said).toContain(shortCode(d.subject))
		for (const words of ['见证人', '□1 已入户登记', '□7 非居住用房', '□1 今日再次上门'])
			expect(said).toContain(words)
		// The first page as a scanner has it, seen by the phone's camera.
		execFileSync('pdftoppm', [
			'-r',
			'110',
			'-f',
			'1',
			'-l',
			'1',
			'-gray',
			pdf,
			join(folder, 'page'),
		])
		const [first] = execFileSync('ls', [folder], { encoding: 'utf8' }).match(/page.*pgm/) ?? []
		const page1 = greyOf(readFileSync(join(folder, first ?? '')))
		const codes = all
			.map((d) => shortCode(d.subject))
			.sort((a, b) => said.indexOf(a) - said.indexOf(b))
		film(join(folder, 'sheet.y4m'), [cut(page1)])

		const phone = await joined(1, seeing(join(folder, 'sheet.y4m')))
		const { page } = phone
		await expect
			.poll(() => phone.probe((p) => p.database().then((db) => db.count('copy'))))
			.toBeGreaterThan(1)
		await openAt(page, 'paper')
		await page.getByLabel('见证人').fill('王见证（示例）')
		await page.getByLabel('登记表上的日期时间').fill('2026-11-22T15:30')
		await page.getByRole('button', { name: '扫码' }).click()
		const row = page.locator('.card.typed')
		await expect(row).toBeVisible({ timeout: 20_000 })
		await page.keyboard.press('1')
		await expect(row).toContainText('见面人数')
		await page.keyboard.press('3')
		await expect(page.locator('.note.good')).toContainText('已保存')
		// What reads codes was fetched when it was needed, and is kept.
		const kept = (): Promise<number> =>
			page.evaluate(async () => {
				const names = await caches.keys()
				const all = await Promise.all(names.map(async (n) => (await caches.open(n)).keys()))
				return all.flat().filter((r) => /zxing|reader\.worker/.test(r.url)).length
			})
		await expect.poll(kept).toBe(2)
		// The next one is typed, and the one behind it comes from a hand scanner; the witness stays.
		const missing = (n: number): string => codes[n] ?? ''
		for (const [n, keys] of [
			[3, ['2', '1']],
			[4, ['3', 'Enter']],
		] as const) {
			if (n === 3) {
				await page.getByLabel('或输入编号').fill(missing(n))
				await page.getByLabel('或输入编号').press('Enter')
			} else {
				await page.evaluate(() => (document.activeElement as HTMLElement).blur())
				await page.keyboard.type(`${missing(n)}/${shortCode(site.round)}`, { delay: 4 })
				await page.keyboard.press('Enter')
			}
			await expect(row).toBeVisible()
			for (const key of keys) {
				await page.waitForTimeout(120)
				await page.keyboard.press(key)
			}
			await expect(page.locator('.note.good')).toContainText('已保存')
		}
		await expect(page.getByText('本次已录 3 户')).toBeVisible()
		await expect.poll(async () => (await site.coverage()).done, { timeout: 15_000 }).toBe(1)
		const visits = (): Promise<{ id: string }[]> =>
			site.list('/v1/figures/doors-knocked/records')
		await expect.poll(async () => (await visits()).length, { timeout: 15_000 }).toBe(3)
		for (const { id } of await visits()) {
			const one = (await call(await site.caller(), `/v1/records/${id}`)) as Visit
			expect([one.by, one.witness, one.at]).toEqual([
				site.workers[1]?.user,
				'王见证（示例）',
				'2026-11-22T15:30:00+08:00',
			])
		}
		expect(phone.complaints).toEqual([])
	})

	test('a dying phone shows its unsent records, and another takes them in and sends them', async () => {
		const dying = phones[0]!
		const all = (await doors()).slice(-12)
		await dying.probe(
			async (p, { all, round, pin }) => {
				await p.begin()
				await p.open('grid-01', pin)
				;(globalThis as unknown as { offline: boolean }).offline = true
				await p.enterAll(
					all.map(({ subject, area }) => ({
						kind: 'sweep.visit',
						v: 2,
						area,
						subject,
						round,
						body: { outcome: 'done', people: 1 },
					})),
				)
			},
			{ all, round: site.round, pin: PIN },
		)
		expect((await site.coverage()).done).toBe(1)
		await openAt(dying.page, 'handover')
		await expect(dying.page.getByText('未上报 12 条')).toBeVisible()
		// As a file too: what the file says is what the codes say.
		const download = dying.page.waitForEvent('download')
		await dying.page.getByRole('button', { name: '导出文件' }).click()
		const file = join(folder, 'hand.bulou.json')
		await (await download).saveAs(file)
		const inFile = readBoxes(readFileSync(file, 'utf8'))
		expect(inFile.length).toBe(12)
		for (const { subject } of all) expect(readFileSync(file, 'utf8')).not.toContain(subject)

		await dying.page.getByRole('button', { name: '用二维码交出' }).click()
		const seen = await series(dying.page)
		expect(seen.length).toBeGreaterThan(5)
		await dying.kill()
		// The other's camera sees them from the middle on, and begins again.
		film(join(folder, 'codes.y4m'), [...seen.slice(3), ...seen.slice(0, 3)], 3)
		const other = new Phone(site, 'zh-CN', seeing(join(folder, 'codes.y4m')))
		phones.push(other)
		await other.start()
		await other.join(site.workers[1]!)
		await openAt(other.page, 'handover/receive')
		await other.page.getByRole('button', { name: '开始扫描' }).click()
		await expect(other.page.getByText('收到 12 条')).toBeVisible({ timeout: 30_000 })
		await expect.poll(async () => (await site.coverage()).done, { timeout: 20_000 }).toBe(13)
		await expect(other.page.getByText('已收 12 · 未上报 0 · 退回 0')).toBeVisible()
		await other.page.screenshot({ path: test.info().outputPath('received.png') })
		// Once more, as a file: all are known, and nothing counts twice.
		await other.page.getByLabel('选择文件').setInputFiles(file)
		await expect(other.page.getByText('其中 12 条本机已有')).toBeVisible()
		const [one] = await site.list<{ by: string }>(`/v1/subjects/${all[0]?.subject}/records`)
		expect(one?.by).toBe(site.workers[0]?.user)
		expect(other.complaints).toEqual([])
	})

	test('two people share a phone over a shift change, and each record has the right name', async () => {
		const [first, second, post] = [0, 1, 2].map(
			(n) => `0192ec0c-3800-7000-8000-00000000e00${n}`,
		)
		const [one, two] = [site.workers[0]!, site.workers[1]!]
		const [{ incident } = { incident: '' }] = await site.list<{ incident: string }>(
			'/v1/rounds',
		)
		const about = ['--area', '512021', '--incident', incident, '--standing']
		const round = String(site.run('round', 'open', '--kind', 'shift', ...about)['round'])
		const at = (hours: number): string => chinaTime(Date.now() + hours * 3600_000)
		const admin = await site.caller()
		const post1 = (kind: string, n: number, more: object): object => ({
			id: `0192ec0c-3800-7000-8000-00000000f00${n}`,
			kind,
			v: 1,
			at: at(0),
			area: GRID,
			...more,
		})
		const plan = (n: number, subject: string | undefined, slot: number, from: number): object =>
			post1('shift.planned', n, {
				round,
				subject,
				body: { post, slot, start: at(from), end: at(from + 12), role: 'checker' },
			})
		const receipts = (await call(admin, '/v1/records', [
			post1('site.listed', 1, {
				subject: post,
				body: { name: '示例高速卡口', flags: ['highway_exit'] },
			}),
			post1('staff.listed', 2, { subject: first, body: { name: '张示例' } }),
			post1('staff.listed', 3, { subject: second, body: { name: '李示例' } }),
			plan(4, first, 0, -11.5),
			plan(5, second, 1, 0.5),
		])) as { status: string }[]
		expect(receipts.map((r) => r.status)).toEqual(Array(5).fill('accepted'))
		site.run('user', 'staff', one.user, first ?? '')
		site.run('user', 'staff', two.user, second ?? '')

		const phone = await joined(0)
		let { page } = phone
		await phone.keepsApp()
		await openAt(page, 'post')
		let mine = page.locator('.shift.mine')
		await expect(mine).toContainText('张')
		await expect(page.locator('.shift').nth(1)).toContainText('李')
		await page.getByRole('button', { name: '到岗签到' }).click()
		await expect(mine).toContainText('已签到')
		await page.getByRole('button', { name: '交班' }).click()
		await page.getByLabel('移交物品件数').fill('14')
		await page.getByLabel('未办结事项数').fill('1')
		// It dies over the count, which is there again.
		await page.waitForTimeout(1000)
		await phone.kill()
		await phone.start()
		;({ page } = phone)
		await phone.unlock()
		await page.locator('.unfinished').getByRole('link', { name: '接着填' }).click()
		mine = page.locator('.shift.mine')
		await expect(page.getByLabel('移交物品件数')).toHaveValue('14')
		await expect(page.getByLabel('未办结事项数')).toHaveValue('1')
		await page.locator('.handon').getByRole('button', { name: '交班' }).click()
		await expect(mine).toContainText('已交班')
		await page.getByRole('button', { name: '离岗签退' }).click()
		await expect(mine).toContainText('已签退')
		await page.getByRole('button', { name: '锁定' }).click()
		await page.getByRole('button', { name: '换一个人' }).click()
		await page.getByRole('button', { name: '新来的人' }).click()
		await page.getByRole('textbox', { name: '用户名' }).fill(two.user)
		await page.getByLabel('密码', { exact: true }).fill(two.password)
		await page.getByRole('button', { name: '下一步' }).click()
		await phone.type('482915')
		await page.getByRole('button', { name: '登录', exact: true }).click()
		await expect(mine).toContainText('李')
		await page.getByRole('button', { name: '到岗签到' }).click()
		await expect(mine).toContainText('已签到')
		const told = (): Promise<{ kind: string; by: string }[]> =>
			Promise.all(
				[first, second].map((s) =>
					site.list<{ kind: string; by: string }>(`/v1/subjects/${s}/records`),
				),
			).then((all) => all.flat().filter((r) => /clock|handed/.test(r.kind)))
		await expect.poll(async () => (await told()).length, { timeout: 20_000 }).toBe(4)
		expect((await told()).map(({ kind, by }) => `${kind} ${by}`).sort()).toEqual([
			`shift.clock_in ${one.user}`,
			`shift.clock_in ${two.user}`,
			`shift.clock_out ${one.user}`,
			`shift.handed_over ${one.user}`,
		])
		const shifts = await site.list<{ came: string | null; handed_to: string | null }>(
			'/v1/shifts',
		)
		expect(shifts.map((s) => [Boolean(s.came), s.handed_to])).toEqual([
			[true, second],
			[true, null],
		])
		expect(phone.complaints).toEqual([])
	})

	test('the console takes the file in too, and says what came of each', async ({ page }) => {
		const boxes = readBoxes(readFileSync(join(folder, 'hand.bulou.json'), 'utf8'))
		const torn = {
			...boxes[0]!,
			id: '0192ec0c-3800-7000-8000-00000000ffff',
			seq: 999,
			box: 'AAAA',
		}
		const file = join(folder, 'console.bulou.json')
		writeFileSync(file, writeBoxes([...boxes, torn]))
		const { user, password } = site.admin
		const answer = await page.request.post(`${site.origin}/v1/session`, {
			headers: { 'Bulou-Client': 'test' },
			data: { user, password },
		})
		expect(answer.status()).toBe(200)
		await page.addInitScript(() => localStorage.setItem('bulou.loggedIn', 'yes'))
		await page.goto(`${site.origin}/console/#/rounds`)
		await page.getByRole('link', { name: '接收手机交来的文件' }).click()
		await page.getByLabel('选择文件').setInputFiles(file)
		await expect(page.getByText('共 13 条：新收 0，已有 12，退回 1')).toBeVisible()
		await expect(page.getByText('该机第 999 条：')).toBeVisible()
		await page.screenshot({ path: test.info().outputPath('console-handed.png') })
		await page.getByLabel('选择文件').setInputFiles(join(folder, 'sheet.pdf'))
		await expect(page.getByRole('alert')).toContainText('不是“不漏”交接文件')
	})
})
