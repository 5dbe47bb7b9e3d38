// With ./dev test --long: from the county to a record in a county of full size, each step in time.
import { spawn, type ChildProcess } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from './fixture'
import { call, list, logIn } from './play'
import { buildFolder, serving } from './site'

const STEP_MS = 100
const TURNS = 5 // of each step the median counts: the machine does other things, too

let folder = ''
let child: ChildProcess | undefined
let served: { origin: string; user: string; password: string }

test.describe.configure({ timeout: 900_000 })

test.beforeAll(async () => {
	test.setTimeout(900_000)
	folder = mkdtempSync(join(tmpdir(), 'bulou-full-'))
	const options = ['demo', '--full', '--direct', '--data', join(folder, 'data')]
	child = spawn(join(buildFolder(), 'bulou'), [...options, '--listen', '127.0.0.1:0'], {
		env: { ...process.env, LC_ALL: 'en_US.UTF-8' },
		stdio: ['ignore', 'ignore', 'pipe'],
	})
	served = await serving(child)
})
test.afterAll(async () => {
	const gone = new Promise((done) => child?.once('exit', done))
	if (child?.kill('SIGTERM')) await gone
	if (folder) rmSync(folder, { recursive: true })
})

interface Round {
	id: string
	kind: string
	state: string
	standing: boolean
}

test('each step from the county down to a record takes 100 ms', async ({ browser }, info) => {
	const cookie = await logIn(served.origin, served.user, served.password)
	const by = { origin: served.origin, cookie }
	const rounds = await list<Round>(by, '/v1/rounds')
	const sweeps = rounds.filter((r) => !r.standing && r.kind === 'sweep')
	const sizes = await Promise.all(
		sweeps.map(async (r) => {
			const c = (await call(by, `/v1/rounds/${r.id}/coverage`)) as { expected: number }
			return c.expected
		}),
	)
	const sweep = sweeps[sizes.indexOf(Math.max(...sizes))]
	const context = await browser.newContext({ baseURL: served.origin })
	const [name = '', value = ''] = cookie.split('=')
	await context.addCookies([{ name, value, url: served.origin }])
	const page = await context.newPage()
	await page.addInitScript(() => localStorage.setItem('bulou.loggedIn', 'yes'))

	/** From a press until what it leads to is painted. */
	const step = (press: string, there: string): Promise<number> =>
		page.evaluate(
			([press_ = '', there_ = '']) =>
				new Promise<number>((done, failed) => {
					const from = performance.now()
					const e = document.querySelector<HTMLElement>(press_)
					if (!e) return failed(new Error(`nothing to press: ${press_}`))
					const before = document.querySelector('.path [aria-current]')?.textContent
					e.click()
					const look = (): void => {
						const now = document.querySelector('.path [aria-current]')?.textContent
						const other = !there_.startsWith('.path') || now !== before
						const rows = there_.replace('.path ', '')
						if (other && document.querySelector(rows))
							requestAnimationFrame(() => done(performance.now() - from))
						else if (performance.now() - from > 10_000)
							failed(new Error(`not there: ${there_}`))
						else requestAnimationFrame(look)
					}
					requestAnimationFrame(look)
				}),
			[press, there],
		)
	const took: Record<string, number[]> = {}
	const told = (what: string, ms: number): void => void (took[what] ??= []).push(ms)
	for (let turn = 1; turn <= TURNS; turn++) {
		await page.goto(`/console/#/round/${sweep?.id}`)
		await page.reload()
		const rows = page.locator('table.areas tbody tr')
		await expect(rows.first()).toBeVisible()
		const still = 'article[aria-busy=false] :is(table.areas tbody tr, .doors .cell)'
		for (let deep = 1; deep < 5 && (await rows.count()); deep++) {
			const nth = Math.min(turn, await rows.count())
			const ms = await step(`table.areas tbody tr:nth-child(${nth}) th a`, `.path ${still}`)
			told(`area ${deep}`, ms)
		}
		told('door', await step('.doors .cell[tabindex="0"]', 'dialog h3'))
		await expect(page.locator('dialog .list a').first()).toBeVisible()
		told('record', await step('dialog .list a', '.card h2'))
	}
	await context.close()
	const middle = (all: number[]): number =>
		[...all].sort((a, b) => a - b)[Math.floor(all.length / 2)] ?? Infinity
	const medians = Object.entries(took).map(([what, all]) => [what, Math.round(middle(all))])
	info.annotations.push({ type: 'ms', description: JSON.stringify(medians) })
	console.log(`# ${JSON.stringify(medians)} ms, of ${Math.max(...sizes)} doors`)
	expect(medians.map(([what]) => what)).toEqual(['area 1', 'area 2', 'door', 'record'])
	expect(medians.filter(([, ms]) => Number(ms) > STEP_MS)).toEqual([])
})
