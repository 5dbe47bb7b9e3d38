// The county of full size: one for all its tests, with a sweep of every home that was opened on the screen; and each test at the
// three screens that people in command sit at, of which one is in English and dark.
import { execFileSync, spawn } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, type Browser, type Page } from '@playwright/test'
import { test as base, type Desk } from './fixture'
import { call, list, logIn } from './play'
import { buildFolder, serving, type Site } from './site'

/** No page, of the same server. */
export const ELSEWHERE = '/v1/session'
const COUNTY = '512021'
const MAKING_MS = 900_000
const OPENING_MS = 300_000
/** More than any sweep that the demo opens. */
const WHOLE_MIN = 100_000

export interface County extends Site {
	/** A round of all homes, and how many. site.sweep is the demo's, of a town. */
	whole: string
	doors: number
}

interface Round {
	id: string
	kind: string
	state: string
	standing: boolean
	expected: number
}

/** BULOU_FULL='{"origin":"http://…","user":…,"password":…,"data":…}': a county that is served already, and its folder. */
async function served(): Promise<{
	told: { origin: string; user: string; password: string; data: string }
	end: () => Promise<void>
}> {
	const there = process.env['BULOU_FULL']
	if (there) return { told: JSON.parse(there), end: async () => {} }
	const folder = mkdtempSync(join(tmpdir(), 'bulou-full-'))
	const data = join(folder, 'data')
	const options = ['demo', '--full', '--direct', '--data', data, '--listen', '127.0.0.1:0']
	const child = spawn(join(buildFolder(), 'bulou'), options, {
		env: { ...process.env, LC_ALL: 'en_US.UTF-8' },
		stdio: ['ignore', 'ignore', 'pipe'],
	})
	const end = async (): Promise<void> => {
		const gone = new Promise((done) => child.once('exit', done))
		if (child.kill('SIGTERM')) await gone
		rmSync(folder, { recursive: true })
	}
	return { told: { ...(await serving(child)), data }, end }
}

/** The round of every home, drawn up and opened where people do it. */
async function opened(browser: Browser, site: Site): Promise<void> {
	const context = await browser.newContext({ baseURL: site.origin })
	const [name = '', value = ''] = site.cookie.split('=')
	await context.addCookies([{ name, value, url: site.origin }])
	await context.addInitScript(() => localStorage.setItem('bulou.loggedIn', 'yes'))
	const page = await context.newPage()
	const { incident } = (await call(site, `/v1/rounds/${site.sweep}`)) as { incident: string }
	await page.goto('/console/#/open')
	await page.locator('[name=incident]').selectOption(incident)
	await expect(page.locator(`.area-select [value="${COUNTY}"]:checked`)).toHaveCount(1)
	await page.locator('[name=question]').fill('示例：家中近 7 日有无外省返乡人员？')
	await page.locator('form.opening button.main').click()
	await expect(page).toHaveURL(/#\/round\//, { timeout: OPENING_MS })
	await context.close()
}

const sweeps = async (site: Site): Promise<Round[]> =>
	(await list<Round>(site, '/v1/rounds')).filter(
		(r) => r.state === 'open' && !r.standing && r.kind === 'sweep',
	)

export const test = base.extend<object, { county: County }>({
	county: [
		async ({ browser }, use) => {
			const { told, end } = await served()
			const add = ['user', 'add', `beside-${randomUUID().slice(0, 8)}`, '--json']
			const roles = ['--role', 'administrator,commander,data_steward', '--data', told.data]
			const program = join(buildFolder(), 'bulou')
			const made = execFileSync(program, [...add, ...roles], { encoding: 'utf8' })
			const beside = JSON.parse(made) as { user: string; password: string }
			const cookie = await logIn(told.origin, beside.user, beside.password)
			const site: Site = { ...told, cookie, sweep: '', coded: {}, workers: [] }
			const all = await sweeps(site)
			site.sweep = all.find((r) => r.expected < WHOLE_MIN)?.id ?? ''
			const isWhole = (r: Round): boolean => r.expected >= WHOLE_MIN
			if (!all.some(isWhole)) await opened(browser, site)
			const whole = (await sweeps(site)).find(isWhole)
			await use({ ...site, whole: whole?.id ?? '', doors: whole?.expected ?? 0 })
			await end()
		},
		{ scope: 'worker', timeout: MAKING_MS },
	],
	site: async ({ county }, use) => use(county),
})

const SCREENS = [
	{ viewport: { width: 1440, height: 900 }, locale: 'zh-CN', colorScheme: 'light' },
	{ viewport: { width: 1920, height: 1080 }, locale: 'en-GB', colorScheme: 'dark' },
	{
		viewport: { width: 1180, height: 820 },
		locale: 'zh-CN',
		colorScheme: 'light',
		hasTouch: true,
	},
] as const

/** As if somebody had just sat down. */
async function afresh(page: Page, colorScheme: 'light' | 'dark'): Promise<void> {
	await page.unrouteAll({ behavior: 'wait' })
	await page.goto(ELSEWHERE)
	await page.evaluate(() => localStorage.clear())
	await page.emulateMedia({ media: null, colorScheme })
}

/** A test at each of the screens: one act after the other. */
export function atEach(what: string, ...acts: ((desk: Desk, county: County) => Promise<void>)[]) {
	SCREENS.forEach((screen, nth) =>
		test.describe(`${screen.viewport.width} wide`, () => {
			test.use(screen)
			test(what, async ({ desk, county }) => {
				for (const act of acts)
					await test.step(act.name, async () => {
						await afresh(desk.page, screen.colorScheme)
						await act({ ...desk, nth }, county)
					})
			})
		}),
	)
}
