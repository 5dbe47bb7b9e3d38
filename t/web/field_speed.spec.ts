// How fast a slow phone is: a processor six times slower than this one.
import { calm, down } from './chaos'
import { doors, expect, open, PIN, test, walk } from './field_test'
import { PROBE } from './phone'

const SLOW = 6
/** Budgets of issue 5, in ms. A machine on which other work goes on may take as much again. */
const START_MS = 1500
const SAVE_MS = 50
const SPARE = 2

test('six times slower: it opens without a network, and saves, in time', async ({
	field,
	newPhone,
}) => {
	const phone = await newPhone(field.worker(0))
	await phone.keepsApp()
	await walk(phone, (await doors(phone)).slice(0, 100))
	field.proxy.become(down)
	const { page } = phone
	const debug = await page.context().newCDPSession(page)
	await debug.send('Emulation.setCPUThrottlingRate', { rate: SLOW })

	const begun = Date.now()
	await page.reload()
	await page.getByRole('button', { name: '7', exact: true }).waitFor()
	const start = Date.now() - begun
	await phone.type(PIN.slice(0, -1))
	const typed = Date.now()
	await phone.type(PIN.slice(-1))
	await page.getByRole('navigation').waitFor()
	const opened = Date.now() - typed

	// Beside the app, which would count its own reading of what the storage tells it.
	field.proxy.become(calm)
	await page.goto(field.origin + PROBE)
	await open(phone, field.worker(0))
	const took = await phone.probe(async (p, round) => {
		const all = [...(p.copy.targets.get(round)?.values() ?? [])].slice(100, 120)
		const took: number[] = []
		for (const t of all) {
			const body = { outcome: 'done', people: 3 }
			const draft = {
				kind: 'sweep.visit',
				v: 2,
				area: t.area,
				subject: t.subject,
				round,
				body,
			}
			// Nobody is at two doors in the same moment.
			await new Promise((done) => setTimeout(done, 200))
			const from = performance.now()
			await p.enter(draft)
			took.push(performance.now() - from)
		}
		return took.sort((a, b) => a - b)
	}, field.round)
	const middle = took[took.length >> 1] ?? 0
	const said = `${start} ms to the PIN, ${opened} ms from it, ${middle.toFixed(0)} ms a record`
	test.info().annotations.push({ type: 'took', description: said })
	expect(start + opened, said).toBeLessThan(START_MS * SPARE)
	expect(middle, said).toBeLessThan(SAVE_MS * SPARE)
	if (process.env['BULOU_SAY']) console.log(said, took)
})
