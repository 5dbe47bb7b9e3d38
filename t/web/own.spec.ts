// A resident's pages: by a slip that is scanned or typed, without script, on a page that is his and on no other.
import { randomUUID } from 'node:crypto'
import { join } from 'node:path'
import type { Page } from '@playwright/test'
import ts from 'typescript'
import { call, list, logIn, type Caller } from './play'
import { expect, test } from './fixture'
import { buildFolder, type Site } from './site'

const WORDS = {
	zh: {
		title: '查看本人信息',
		home: '我的信息',
		received: '已收到',
		by: '持凭条',
		phone: '手机登记凭条',
		code: '凭证码',
		records: '已登记的内容',
		mine: '三楼停水（示例）',
		isolated: '居家隔离',
		other: 'English',
	},
	en: {
		title: 'What is kept of you',
		home: 'About you',
		received: 'Received',
		by: 'By a slip',
		phone: 'enrols a phone',
		code: 'code',
		records: 'What was recorded',
		mine: '三楼停水（示例）',
		isolated: 'Isolated at home',
		other: '中文',
	},
}

interface Neighbour {
	id: string
	door: string
	area: string
}

/** Somebody who lives at a door of the sweep. */
async function neighbour(site: Site, at: number): Promise<Neighbour> {
	const doors = await list<{ subject: string; area: string }>(
		site,
		`/v1/rounds/${site.sweep}/targets`,
	)
	const { subject: door, area } = doors[at] ?? { subject: '', area: '' }
	const people = await list<{ id: string }>(site, `/v1/subjects/${door}/residents`)
	return { id: people[0]?.id ?? '', door, area }
}

/** The code on a slip for him. */
async function slip(site: Site, at = 0): Promise<string> {
	const asked = { subject: (await neighbour(site, at)).id, card_seen: true }
	return ((await call(site, '/v1/residents/slips', asked)) as { code: string }).code
}

async function post(by: Caller, record: Record<string, unknown>): Promise<string> {
	const id = randomUUID()
	const whole = { id, v: 1, at: '2022-09-23T11:00:00+08:00', ...record }
	const { status, error } = (await call(by, '/v1/records', whole)) as {
		status: string
		error: unknown
	}
	if (status !== 'accepted') throw new Error(JSON.stringify(error))
	return id
}

/** Isolates him at home because of a case in his grid, as two persons do. */
async function isolate(site: Site, whom: Neighbour): Promise<void> {
	const { area, id: subject } = whom
	const incidents = await list<{ id: string; area: string; exercise: boolean }>(
		site,
		'/v1/incidents',
	)
	const real = incidents.find((i) => !i.exercise && area.startsWith(i.area))
	const [round, cases] = [randomUUID(), randomUUID()]
	for (const [id, kind] of [
		[round, 'restriction'],
		[cases, 'case'],
	])
		await post(site, {
			kind: 'round.opened',
			area: real?.area,
			round: id,
			body: { kind, incident: real?.id, standing: true },
		})
	const ground = await post(site, {
		kind: 'case.confirmed',
		area,
		round: cases,
		subject: whom.door,
		body: { type: 'confirmed' },
	})
	const order = await post(site, {
		kind: 'restriction.ordered',
		area,
		round,
		subject,
		body: {
			what: 'isolated_home',
			cause: 'case',
			ground,
			from: '2022-09-23T08:00:00+08:00',
			until: '2022-09-27T08:00:00+08:00',
			office: '示例县指挥部社区管控组',
			reason: '同单元有感染者，请居家不外出（示例）',
		},
	})
	const other = await logIn(site.origin, site.user, site.password)
	const approver = { origin: site.origin, cookie: other }
	await post(approver, { kind: 'record.approved', area, body: { records: [order] } })
}

/** For people to look at. */
async function shoot(page: Page, project: string, name: string): Promise<void> {
	const whole = ['own', name, ...project.split(' ')].join('-')
	const path = join(buildFolder(), 'screenshots', whole + '.png')
	await page.screenshot({ path, fullPage: true })
}

async function open(page: Page, code: string): Promise<void> {
	await page.goto('/own')
	await page.locator('[name=code]').fill(code)
	await page.locator('button.main').click()
	await expect(page).toHaveURL(/\/own\/home/)
}

test('a scanned slip fills the form, and is sent by the button', async ({
	page,
	site,
	language,
	accessible,
	expected,
}, info) => {
	const words = WORDS[language]
	const code = await slip(site)
	await page.goto(`/own#${code}`)
	await expect(page.getByRole('heading', { level: 1 })).toHaveText(words.title)
	await expect(page.locator('[name=code]')).toHaveValue(code)
	expect(page.url()).not.toContain(code)
	await accessible()
	await page.locator('button.main').click()
	await expect(page).toHaveURL(/\/own\/home$/)
	await expect(page.getByRole('heading', { level: 1 })).toHaveText(words.home)
	await accessible()
	await page.emulateMedia({ colorScheme: 'dark' })
	await accessible()
	// Another slip can be opened here, and what is open is told.
	await page.goto(`/own#${code}`)
	await expect(page.locator('.note')).toBeVisible()
	await expect(page.locator('a[href^="/own/home"]')).toBeVisible()
	await expect(page.locator('[name=code]')).toHaveValue(code)
	expect(page.url()).not.toContain(code)
	await shoot(page, info.project.name, 'open')
	await accessible()
	// Nothing of the console opens to him.
	await page.goto('/console/')
	await page.evaluate(() => localStorage.setItem('bulou.loggedIn', 'yes'))
	await page.goto('/console/#/figures')
	await page.reload()
	await expect(page).toHaveURL(/\/own\/home$/)
	// The slip is good once.
	await page.locator('header button').click()
	await expect(page).toHaveURL(/\/own$/)
	expected.push(/409/)
	await page.locator('[name=code]').fill(code)
	await page.locator('button.main').click()
	await expect(page.getByRole('alert')).toBeVisible()
	await expect(page.locator('[name=code]')).toHaveValue(code)
	await accessible()
})

test.describe('without script', () => {
	test.use({ javaScriptEnabled: false })

	test('he reads what is kept of him, asks once, and sees who looked', async ({
		page,
		site,
		language,
	}) => {
		const words = WORDS[language]
		const code = await slip(site)
		await open(page, ` ${code.replaceAll('-', '').toLowerCase()} `)
		await page.locator('a[href^="/own/ask"]').click()
		await page.locator('[name=category][value=utility]').check()
		await page.locator('[name=text]').fill(words.mine)
		await page.locator('[name=phone]').fill('13900000009')
		await page.locator('button.main').click()
		await expect(page.getByRole('status')).toContainText(words.received)
		await page.locator('a[href^="/own/records"]').click()
		await expect(page.getByRole('heading', { level: 1 })).toHaveText(words.records)
		await expect(page.locator('.card', { hasText: words.mine })).not.toHaveCount(0)
		await page.locator('a[href^="/own/home"]').last().click()
		await page.locator('a[href^="/own/looks"]').click()
		await expect(page.locator('.looks li', { hasText: words.by })).not.toHaveCount(0)
		// The other language by one link, which stays.
		await page.getByRole('link', { name: words.other }).click()
		const other = WORDS[language === 'zh' ? 'en' : 'zh']
		await page.locator('a[href^="/own/home"]').last().click()
		await expect(page.getByRole('heading', { level: 1 })).toHaveText(other.home)
		await page.locator('header button').click()
		await expect(page.getByRole('heading', { level: 1 })).toHaveText(other.title)
		await page.goto('/own/records')
		await expect(page).toHaveURL(/\/own$/)
	})
})

test('whom something binds reads why, and objects', async ({
	page,
	site,
	language,
	accessible,
	expected,
}, info) => {
	const words = WORDS[language]
	const at = { 'zh phone': 4, 'zh desk': 5 }[info.project.name] ?? 7
	await isolate(site, await neighbour(site, at))
	await open(page, await slip(site, at))
	await expect(page.locator('.holds')).toContainText(words.isolated)
	await shoot(page, info.project.name, 'home')
	await accessible()
	await page.locator('.holds a').click()
	await expect(page.locator('main')).toContainText('同单元有感染者，请居家不外出（示例）')
	await shoot(page, info.project.name, 'notice')
	await accessible()
	await expect(page.locator('main p a').first()).toHaveAttribute('href', /format=html/)
	// Over meanwhile: what was typed is told, to be copied.
	const cookies = await page.context().cookies()
	await page.context().clearCookies({ name: 'bulou' })
	expected.push(/401/)
	await page.locator('[name=reason]').fill('当日不在该楼栋（示例）')
	await page.locator('button.main').click()
	await expect(page.locator('textarea[readonly]')).toHaveValue('当日不在该楼栋（示例）')
	await shoot(page, info.project.name, 'over')
	await accessible()
	await page.context().addCookies(cookies)
	await page.goto('/own/home')
	await page.locator('.holds a').click()
	await page.locator('[name=reason]').fill('当日不在该楼栋（示例）')
	await page.locator('button.main').click()
	await expect(page.getByRole('status')).toContainText(words.received)
	await page.locator('.holds a').click()
	await expect(page.locator('[name=reason]')).toHaveCount(0)
	await page.goto('/own/records')
	await expect(page.locator('.card').first()).toContainText('当日不在该楼栋（示例）')
	await shoot(page, info.project.name, 'records')
	await accessible()
})

test('a code for a phone says so', async ({ page, site, language, accessible, expected }) => {
	expected.push(/409/, /404/)
	const made = (await call(site, '/v1/devices/invitations', {})) as {
		code: string
		url: string
	}
	expect(made.url).toContain(`/field/#/join/${made.code}`)
	await page.goto('/own')
	await page.locator('[name=code]').fill(made.code)
	await page.locator('button.main').click()
	await expect(page.getByRole('alert')).toContainText(WORDS[language].phone)
	await expect(page.locator('main a[href="/field/"]')).toBeVisible()
	await accessible()
})

test('every page of his can be read by anybody', async ({ page, site, accessible }, info) => {
	await page.goto('/own')
	await shoot(page, info.project.name, 'login')
	await open(page, await slip(site, 1))
	for (const path of ['ask', 'help', 'records', 'looks']) {
		await page.goto(`/own/${path}`)
		await shoot(page, info.project.name, path)
		await accessible()
	}
})

test('a mistyped code is told', async ({ page, language, expected }) => {
	expected.push(/401/)
	await page.goto('/own')
	await page.locator('[name=code]').fill('AB12-CD34-EF51')
	await page.locator('button.main').click()
	await expect(page.getByRole('alert')).toContainText(WORDS[language].code)
	await expect(page.locator('[name=code]')).toHaveValue('AB12-CD34-EF51')
})

test.describe("in WeChat's browser", () => {
	test.use({
		userAgent:
			'Mozilla/5.0 (Linux; Android 8.1.0; PBAM00) AppleWebKit/537.36 (KHTML, like Gecko) Version/4.0 ' +
			'Chrome/66.0.3359.126 MQQBrowser/6.2 Mobile Safari/537.36 MMWEBID/1 MicroMessenger/7.0.3.1400 ' +
			'NetType/3gnet Language/zh_CN',
		viewport: { width: 375, height: 667 },
	})

	test('the slip opens, the script is small and in the words of old browsers, and help is asked for', async ({
		page,
		site,
		language,
		accessible,
	}, info) => {
		const words = WORDS[language]
		const scripts: string[] = []
		const answers: Promise<void>[] = []
		page.on('response', (answer) => {
			if (answer.request().resourceType() === 'script')
				answers.push(answer.text().then((text) => void scripts.push(text)))
		})
		await page.goto(`/own#${await slip(site, 2)}`)
		await page.locator('button.main').click()
		await expect(page.getByRole('heading', { level: 1 })).toHaveText(words.home)
		await shoot(page, info.project.name, 'wechat')
		await page.locator('a[href^="/own/help"]').first().click()
		await page.locator('[name=text]').fill('药品用完（示例）')
		await page.locator('[name=phone]').fill('13900000009')
		await shoot(page, info.project.name, 'wechat-help')
		await accessible()
		await page.locator('button.main, button.help').click()
		await expect(page.getByRole('status')).toContainText(words.received)
		await page.locator('a[href^="/own/records"]').first().click()
		await expect(page.locator('.card', { hasText: '药品用完（示例）' })).not.toHaveCount(0)
		await shoot(page, info.project.name, 'wechat-records')

		await Promise.all(answers)
		expect(scripts.length).toBe(1)
		expect(Buffer.byteLength(scripts.join(''))).toBeLessThanOrEqual(10_000)
		// What is the same for the oldest browser that the compiler knows has nothing newer in it.
		for (const text of scripts) expect(inOld(text)).toBe(asIs(text))
		expect(inOld('let a = (b) => b?.c')).not.toBe(asIs('let a = (b) => b?.c'))
	})
})

function compiled(text: string, target: ts.ScriptTarget): string {
	return ts.transpile(text, { target, alwaysStrict: false })
}

function inOld(text: string): string {
	return compiled(text, ts.ScriptTarget.ES5)
}

function asIs(text: string): string {
	return compiled(text, ts.ScriptTarget.ESNext)
}
