// A phone as the version that was released before left it: the storage's first layout, in which the outbox held what each record says.
import { PROBE, type Phone } from './phone'

/** Makes it anew in that layout, with all that is on it; no page of the app is open then. */
export async function asReleased(phone: Phone): Promise<void> {
	const { page, site } = phone
	await page.goto(site.origin + PROBE)
	await page.evaluate(async () => {
		type Row = Record<string, unknown>
		const NAME = 'bulou.field'
		const done = <T>(request: IDBRequest<T>): Promise<T> =>
			new Promise((resolve, reject) => {
				request.onsuccess = () => resolve(request.result)
				request.onerror = () => reject(request.error)
			})
		const now = await done(indexedDB.open(NAME))
		const all = (name: string): Promise<Row[]> =>
			done(now.transaction(name).objectStore(name).getAll())
		const about = now.transaction('about').objectStore('about')
		const [device, place] = [await done(about.get('device')), await done(about.get('place'))]
		const of = (rows: Row[], { device, seq }: Row): Row | undefined =>
			rows.find((r) => r['device'] === device && r['seq'] === seq)
		const [boxes, mines] = [await all('boxes'), await all('mine')]
		const outbox = (await all('outbox')).map(({ kept: _, ...row }) => ({
			...row,
			box: of(boxes, row)?.['box'] ?? null,
			mine: of(mines, row)?.['sealed'] ?? null,
		}))
		const people = (await all('people')).map(({ device: _, ...row }) => row)
		const copy = await all('copy')
		now.close()
		await done(indexedDB.deleteDatabase(NAME))
		const opening = indexedDB.open(NAME, 1)
		opening.onupgradeneeded = () => {
			const db = opening.result
			db.createObjectStore('about')
			const box = db.createObjectStore('outbox', { keyPath: ['device', 'seq'] })
			box.createIndex('due', 'due')
			box.createIndex('id', 'id')
			db.createObjectStore('people', { keyPath: 'user' })
			db.createObjectStore('copy', { keyPath: ['user', 'name'] }).createIndex('user', 'user')
		}
		const old = await done(opening)
		const tx = old.transaction(['about', 'outbox', 'people', 'copy'], 'readwrite')
		tx.objectStore('about').put(device, 'device')
		tx.objectStore('about').put(place, 'place')
		for (const row of outbox) tx.objectStore('outbox').put(row)
		for (const row of people) tx.objectStore('people').put(row)
		for (const row of copy) tx.objectStore('copy').put(row)
		await new Promise((resolve) => (tx.oncomplete = resolve))
		old.close()
	})
}
