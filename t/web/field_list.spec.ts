// A village of 5,000 doors without buildings on a phone six times slower than this machine: it opens without a network, saves, takes a new door
// down, and its list scrolls without a dropped frame and holds only the rows near the screen. Each time by the work that its processor has with it, which a
// machine on which much else goes on tells as well; with --long by the clock on the wall.
import { expect, test, type Page } from '@playwright/test'
import { randomUUID } from 'node:crypto'
import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { calm, down } from './chaos'
import { FieldSite } from './field_site'
import { framesOf, type Frames } from './frames'
import { Phone, PIN, PROBE, serveProbe } from './phone'

const VILLAGE = '512021100201002'
const DOORS = 5000
/** Of a cheap phone against the machine that runs this. */
const SLOWER = 6
const TRIES = 3
const TWO_STEPS_MS = 33.5
/** By the clock on the wall: on a machine that does nothing else. */
const ALONE = Boolean(process.env['BULOU_LONG'])
const START_MS = 1500
const SAVE_MS = 50
const SAVES = ALONE ? 50 : 10
/** Beside other work a task costs the processor more, too: the other half of a core and its caches are shared. */
const BESIDE = ALONE ? 1 : 2
/** A finger on the list waits for no task that takes longer. */
const TASK_MS = 500
const FRAME_MS = 1000 / 60

test.describe.configure({ mode: 'serial' })

const site = new FieldSite()
const phone = new Phone(site)
let round = ''
let who: { user: string; password: string }

const work = () => phone.page.locator(`[data-round="${round}"]`)

function say(said: string): void {
	test.info().annotations.push({ type: 'took', description: said })
	if (process.env['BULOU_SAY']) console.log(said)
}

async function slowly<T>(page: Page, run: () => Promise<T>): Promise<T> {
	const debug = await page.context().newCDPSession(page)
	await debug.send('Emulation.setCPUThrottlingRate', { rate: SLOWER })
	try {
		return await run()
	} finally {
		await debug.send('Emulation.setCPUThrottlingRate', { rate: 1 })
		await debug.detach()
	}
}

/** What the page's own thread works meanwhile, on a phone so much slower, in ms: of the processor, whatever else that does. */
async function workOf(page: Page, run: () => Promise<void>): Promise<number> {
	const debug = await page.context().newCDPSession(page)
	await debug.send('Performance.enable', { timeDomain: 'threadTicks' })
	const worked = async (): Promise<number> => {
		const { metrics } = await debug.send('Performance.getMetrics')
		return 1000 * (metrics.find((m) => m.name === 'TaskDuration')?.value ?? NaN)
	}
	const before = await worked()
	await run()
	const work = (await worked()) - before
	await debug.detach()
	return work * SLOWER
}

/** The least of a few: caches and the other half of a core are shared. */
async function least(run: () => Promise<number>, enough: number): Promise<number> {
	const all: number[] = []
	while (all.length < TRIES && !all.some((ms) => ms < enough)) all.push(await run())
	return Math.min(...all)
}

async function toList(): Promise<void> {
	const { page } = phone
	await page.evaluate(() => (location.hash = '#/today'))
	await work().click()
	await page.getByRole('button', { name: /示例组/ }).click()
	await expect(page.locator('.doors li').first()).toBeVisible()
}

test.beforeAll(async () => {
	test.setTimeout(120_000)
	await site.begin()
	await serveProbe(site)
	const rows = Array.from({ length: DOORS }, (_, i) => `${VILLAGE},示例组,示例路 ${i + 1} 号`)
	const file = join(mkdtempSync(join(tmpdir(), 'bulou-list-')), 'dwellings.csv')
	writeFileSync(file, ['area,compound,address', ...rows].join('\n') + '\n')
	site.run('import', 'dwellings', file)
	round = String(
		site.run(
			...['round', 'open', '--kind', 'sweep', '--area', VILLAGE, '--due', '2d'],
			...['--question', '家中几口人', '--incident', '示例疫情'],
		)['round'],
	)
	who = site.run(
		...['user', 'add', 'village', '--role', 'grid_worker', '--area', VILLAGE],
	) as unknown as typeof who
	await phone.start()
	await phone.join(who)
	const { page } = phone
	await expect(work().locator('.missing b')).toHaveText(String(DOORS + 10), { timeout: 60_000 })
	// Nothing else comes down while it is measured.
	await page.evaluate(() => (location.hash = '#/outbox'))
	const now = page.locator('.actions button.main')
	await expect(now).toBeEnabled({ timeout: 60_000 })
	await now.click()
	await expect(now).toBeEnabled({ timeout: 60_000 })
	await phone.keepsApp()
})

test.afterAll(async () => {
	await phone.end()
	await site.end()
})

test('from a cold start to the first door, without a network', { tag: '@daily' }, async () => {
	const { page } = phone
	site.proxy.become(down)
	const start = async (): Promise<void> => {
		await page.goto(`${site.origin}/field/#/today`)
		await page.reload()
		await page.getByRole('button', { name: '7', exact: true }).waitFor()
	}
	const toDoor = async (): Promise<void> => {
		await phone.type(PIN.slice(-1))
		await page.locator('.actions a.main').click()
		await page.locator('[data-field=outcome]').waitFor()
	}
	let begun = 0
	const [toPin, toFirst] = await slowly(page, async () => {
		begun = Date.now()
		await start()
		const toPin = Date.now() - begun
		await phone.type(PIN.slice(0, -1))
		begun = Date.now()
		await toDoor()
		return [toPin, Date.now() - begun]
	})
	say(`${DOORS} doors: ${toPin} ms to the PIN, ${toFirst} ms from it to the first door`)
	if (ALONE) expect(toPin + toFirst).toBeLessThan(START_MS)
	const works: string[] = []
	const work = await least(async () => {
		await start()
		await phone.type(PIN.slice(0, -1))
		const work = await workOf(page, toDoor)
		works.push(`${work.toFixed(0)} ms`)
		return work
	}, START_MS)
	say(`work from the PIN to the first door: ${works.join(', ')}`)
	expect(work).toBeLessThan(START_MS)
})

test('a door is on the disk', { tag: '@daily' }, async () => {
	const { page } = phone
	site.proxy.become(calm)
	// Beside the app, which would count its own reading of what the storage tells it.
	await page.goto(site.origin + PROBE)
	await phone.probe(
		async (p, [user, pin]) => {
			await p.begin()
			await p.open(user, pin)
		},
		[who.user, PIN] as const,
	)
	const save = (): Promise<number[]> =>
		phone.probe(
			async (p, { round, n }) => {
				const doors = [...(p.copy.targets.get(round)?.values() ?? [])].slice(0, n)
				const took: number[] = []
				for (const { area, subject } of doors) {
					const body = { outcome: 'nobody', next: 'again_today' }
					// Nobody is at two doors in the same moment.
					await new Promise((done) => setTimeout(done, 100))
					const from = performance.now()
					await p.enter({ kind: 'sweep.visit', v: 2, area, subject, round, body })
					took.push(performance.now() - from)
				}
				return took
			},
			{ round, n: SAVES },
		)
	const took = await slowly(page, save)
	const middle = [...took].sort((a, b) => a - b)[took.length >> 1] ?? NaN
	say(`a door saved: ${middle.toFixed(0)} ms; in their order ${took.map(Math.round).join(', ')}`)
	if (ALONE) expect(middle).toBeLessThan(SAVE_MS)
	const works: string[] = []
	const work = await least(async () => {
		const each = (await workOf(page, () => save().then(() => {}))) / SAVES
		works.push(`${each.toFixed(1)} ms`)
		return each
	}, BESIDE * SAVE_MS)
	say(`work for a door, and for making the next pair of keys behind it: ${works.join(', ')}`)
	expect(work).toBeLessThan(BESIDE * SAVE_MS)
	await page.goto(`${site.origin}/field/#/today`)
	await phone.unlock()
})

test(
	'a list of 5,000 doors scrolls, and the page holds few of them',
	{ tag: '@daily' },
	async () => {
		const { page } = phone
		await toList()
		expect(await page.locator('.doors li').count()).toBeLessThan(80)
		const works: string[] = []
		const work = await least(async () => {
			let frames = 1
			const all = await workOf(page, async () => void (frames = (await framesOf(page, 1)).n))
			works.push(`${(all / frames).toFixed(1)} ms`)
			return all / frames
		}, FRAME_MS)
		say(`work for a frame of scrolling: ${works.join(', ')}`)
		expect(work).toBeLessThan(FRAME_MS)
		await page.evaluate(() => scrollTo(0, document.documentElement.scrollHeight))
		await expect(page.locator('.doors li').last()).toContainText(`示例路 ${DOORS} 号`)
		expect(await page.locator('.doors li').count()).toBeLessThan(80)
	},
)

test('one new door among them comes down', { tag: '@daily' }, async () => {
	const { page } = phone
	let n = DOORS
	const oneMore = async (): Promise<void> => {
		const address = `示例路 ${++n} 号`
		await site.handIn(site.admin, {
			...{ id: randomUUID(), kind: 'sweep.found', v: 1, at: new Date().toISOString() },
			...{ area: VILLAGE, round, subject: randomUUID() },
			body: { compound: '示例组', address },
		})
		await expect(async () => {
			// One that is under way may have asked before.
			await page.evaluate(() => dispatchEvent(new Event('online')))
			await page.evaluate(() => scrollTo(0, document.documentElement.scrollHeight))
			await expect(page.locator('.doors li').last()).toContainText(address, { timeout: 500 })
		}).toPass({ timeout: 30_000 })
	}
	const works: string[] = []
	const work = await least(async () => {
		const work = await workOf(page, oneMore)
		works.push(`${work.toFixed(0)} ms`)
		return work
	}, 2 * TASK_MS)
	say(`work for one more door: ${works.join(', ')}`)
	expect(work).toBeLessThan(2 * TASK_MS)
	if (ALONE) {
		await page.evaluate(() => {
			const seen = globalThis as unknown as { tasks: number[] }
			seen.tasks = []
			new PerformanceObserver((list) =>
				seen.tasks.push(...list.getEntries().map((e) => Math.round(e.duration))),
			).observe({ type: 'longtask' })
		})
		await slowly(page, oneMore)
		const tasks = await page.evaluate(
			() => (globalThis as unknown as { tasks: number[] }).tasks,
		)
		say(`one more door: tasks of ${tasks.join(', ')} ms`)
		expect(Math.max(0, ...tasks)).toBeLessThan(TASK_MS)
	}
	expect(phone.complaints).toEqual([])
})

function inWords({ n, middle, p95, p99, longest, late }: Frames): string {
	const [m, a, b, c] = [middle, p95, p99, longest].map((ms) => ms.toFixed(1))
	return `${n} frames, ${m} ms, p95 ${a}, p99 ${b}, longest ${c}, ${late} late`
}

test('a list of 5,000 doors scrolls without dropped frames', async () => {
	test.setTimeout(120_000)
	const { page } = phone
	await toList()
	// Whatever else this machine is at costs an empty page of that height its frames too.
	const raw = await page.context().newPage()
	await raw.setViewportSize({ width: 390, height: 844 })
	const height = await page.evaluate('document.documentElement.scrollHeight')
	await raw.setContent(
		`<!doctype html><title>示例</title><div style="height: ${String(height)}px"></div>`,
	)
	const said: string[] = []
	let isSmooth = false
	for (let n = 0; n < TRIES && !isSmooth; n++) {
		await raw.bringToFront()
		const empty = await framesOf(raw, SLOWER)
		await page.bringToFront()
		const list = await framesOf(page, SLOWER)
		said.push(`empty ${inWords(empty)}; list ${inWords(list)}`)
		isSmooth = list.late <= empty.late && list.p95 <= Math.max(empty.p95, TWO_STEPS_MS)
	}
	await raw.close()
	say(said.join('\n'))
	expect(isSmooth, said.join('\n')).toBe(true)
})
