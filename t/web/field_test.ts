// What each test of the phone stands on: a site of its own for the file, phones that are thrown away, a line that is calm again.
// A test fails on whatever a phone's browser complains of, but for the line.
import { expect, test as base } from '@playwright/test'
import { calm } from './chaos'
import { FieldSite, type Worker } from './field_site'
import { findings } from './fixture'
import { Phone, PIN, PROBE, serveProbe } from './phone'

export { expect, PIN }

interface PerFile {
	field: FieldSite
}

interface PerTest {
	/** Switched on, enrolled, logged in, everything taken down, and open for probe() too. */
	newPhone: (who: Worker, language?: string) => Promise<Phone>
	/** The same without the app, which would save and sync beside a test. */
	alone: (who: Worker) => Promise<Phone>
	/** As it comes out of its box. */
	emptyPhone: (language?: string) => Promise<Phone>
	/** Complaints that a test brings about. */
	expected: RegExp[]
}

/** The storage opened beside the page. */
export async function open(phone: Phone, who: Worker): Promise<void> {
	const how = await phone.probe(
		async (p, [user, pin]) => {
			await p.begin()
			return p.open(user, pin)
		},
		[who.user, PIN] as const,
	)
	expect(how).toBe('open')
}

/** What the phone's owner is told, read anew. */
export function tally(phone: Phone) {
	return phone.probe(async (p) => {
		await p.load()
		return { ...p.tally.value, unsent: p.unsent.value }
	})
}

/** Tells the phone to sync until it has got so far. */
export async function synced(phone: Phone, isDone: () => Promise<boolean>): Promise<void> {
	await expect
		.poll(
			async () => {
				await phone.probe((p) => p.sync())
				return isDone()
			},
			{ timeout: 20_000 },
		)
		.toBe(true)
}

export async function nothingUnsent(phone: Phone): Promise<void> {
	await synced(phone, async () => (await tally(phone)).unsent === 0)
}

/** Nothing that axe finds, and nothing wider than the screen. */
export async function accessible(phone: Phone): Promise<void> {
	expect(await findings(phone.page)).toEqual([])
	const beyond = 'document.documentElement.scrollWidth - window.innerWidth'
	expect(await phone.page.evaluate(beyond), 'wider than the screen').toBeLessThanOrEqual(0)
}

export const test = base.extend<PerTest, PerFile>({
	field: [
		async ({}, use) => {
			const site = new FieldSite()
			await site.begin(7)
			await serveProbe(site)
			await use(site)
			await site.end()
		},
		{ scope: 'worker' },
	],

	expected: async ({}, use) => use([]),

	emptyPhone: async ({ field, expected }, use) => {
		const phones: Phone[] = []
		await use(async (language) => {
			const phone = new Phone(field, language)
			phones.push(phone)
			await phone.start()
			return phone
		})
		for (const phone of phones) await phone.end()
		field.proxy.become(calm)
		const complaints = phones.flatMap((p) => p.complaints)
		expect(complaints.filter((c) => !expected.some((e) => e.test(c)))).toEqual([])
	},

	newPhone: async ({ emptyPhone }, use) => {
		await use(async (who, language) => {
			const phone = await emptyPhone(language)
			await phone.join(who)
			await open(phone, who)
			const whole = (): Promise<boolean> =>
				phone.probe((p) => p.copy.targets.size > 0 && p.copy.homes.size > 0)
			await synced(phone, whole)
			return phone
		})
	},

	alone: async ({ field, newPhone }, use) => {
		await use(async (who) => {
			const phone = await newPhone(who)
			await phone.page.goto(field.origin + PROBE)
			await open(phone, who)
			return phone
		})
	},
})

export interface Door {
	id: string
	area: string
}

/** The doors of the sweep in the phone's copy at which its owner has not been, nor anybody else: files share a site. */
export function doors(phone: Phone, doneToo = false): Promise<Door[]> {
	return phone.probe(
		(p, { round, doneToo }) => {
			const done = new Set(p.entries.value.map((e) => e.record?.subject))
			return [...(p.copy.targets.get(round)?.values() ?? [])]
				.filter((t) => doneToo || (t.state !== 'done' && !done.has(t.subject)))
				.map((t) => ({ id: t.subject, area: t.area }))
				.sort((a, b) => (a.id < b.id ? -1 : 1))
		},
		{ round: phone.site.round, doneToo },
	)
}

/** Goes from door to door, until all are done or the phone dies; what is saved is in globalThis.saved. */
export async function walk(phone: Phone, todo: Door[]): Promise<void> {
	await phone.probe(
		async (p, { todo, round }) => {
			const said = globalThis as unknown as { saved: string[] }
			said.saved = []
			for (const { id, area } of todo) {
				const body = { outcome: 'done', people: 3 }
				await p.enter({ kind: 'sweep.visit', v: 2, area, subject: id, round, body })
				said.saved.push(id)
			}
		},
		{ todo, round: phone.site.round },
	)
}

/** A visit at the first doors of the list that this phone has not been at. */
export async function visit(phone: Phone, n: number): Promise<Door[]> {
	const some = (await doors(phone)).slice(0, n)
	await walk(phone, some)
	return some
}

/** What the form of a door enters. */
export function visitAt(
	{ id, area }: Door,
	round: string,
	body: Record<string, unknown> = { outcome: 'done', people: 1 },
) {
	return { kind: 'sweep.visit', v: 2, area, subject: id, round, body }
}

/** The server refuses it: there is no such outcome. */
export const REFUSED = { outcome: 'gone' }

export function saved(phone: Phone): Promise<string[]> {
	return phone.page.evaluate('globalThis.saved ?? []')
}

/** Whose PIN opens it. */
export async function openAs(phone: Phone, who: Worker): Promise<void> {
	const how = await phone.probe((p, [user, pin]) => (p.lock(), p.open(user, pin)), [
		who.user,
		PIN,
	] as const)
	expect(how).toBe('open')
}

/** From now on the server gives another lease, as after a purge; and the phone asks for it at the next contact. */
export async function purged(phone: Phone): Promise<void> {
	await phone.page.route('**/lease', async (r) => {
		const answer = await r.fetch()
		const told = (await answer.json()) as { key: string }
		await r.fulfill({
			response: answer,
			json: { ...told, key: 'A'.repeat(42) + 'A' },
		})
	})
	await phone.probe(async (p) => {
		const tx = p.strict(await p.database(), 'people')
		for (const row of await tx.store.getAll())
			await tx.store.put({ ...row, until: Date.now() + 3600_000 })
		await tx.done
	})
}
