// Boxes that go from one phone to another: what is unsent here leaves as a text, and what another phone could not send comes into this
// outbox under its own device and number. It is handed in, kept and freed as what was entered here; nobody on this phone can read it. It
// takes its writer's clock along: the one of whoever carries it says nothing of when it was written.
import { OFF_MAX_MS, writeBoxes, type Box } from '@shared/boxes'
import { offsHere } from './clock'
import { allOf, database, device, strict, type BoxRow, type OutboxRow } from './db'
import { load } from './outbox'
import { tell } from './told'

/** As whoever takes it in believes it: whole, and of no other century. */
function offOf(ms: number | undefined): Pick<Box, 'off'> {
	const off = Math.round(ms ?? NaN)
	return Math.abs(off) <= OFF_MAX_MS ? { off } : {}
}

/** What was not handed in yet, whoever entered it. */
export async function unsentBoxes(): Promise<Box[]> {
	const offHere = await offsHere()
	const tx = (await database()).transaction(['outbox', 'boxes'])
	const rows = await tx.objectStore('outbox').index('due').getAll(1)
	const boxes = await Promise.all(
		rows.map((row) => tx.objectStore('boxes').get([row.device, row.seq])),
	)
	return rows.flatMap((row, i) => {
		const { id, device, seq } = row
		const box = boxes[i]?.box
		return box === undefined ? [] : [{ id, device, seq, box, ...offOf(offHere(row)) }]
	})
}

export async function unsentText(): Promise<{ text: string; n: number }> {
	const boxes = await unsentBoxes()
	return { text: writeBoxes(boxes), n: boxes.length }
}

function rowOf({ id, device, seq, off = 0 }: Box): OutboxRow {
	return {
		// Of which nobody knows how far it was off, it counts as right: better than as far off as this phone's is.
		off,
		device,
		seq,
		id,
		by: '',
		at: '',
		kind: '',
		state: 'queued',
		due: 1,
		kept: 1,
		error: null,
		pos: null,
		epoch: null,
		received: null,
	}
}

export interface Carried {
	/** New here. */
	taken: number
	/** Were here already. */
	known: number
}

/** On the disk, all or none, when it resolves. */
export async function carry(boxes: readonly Box[]): Promise<Carried> {
	const tx = strict(await database(), 'outbox', 'boxes')
	const outbox = tx.objectStore('outbox')
	let taken = 0
	for (const one of boxes) {
		const { device, seq, box } = one
		if (await outbox.get([device, seq])) continue
		void outbox.add(rowOf(one))
		void tx.objectStore('boxes').put({ device, seq, box } satisfies BoxRow)
		taken++
	}
	await tx.done
	await load()
	tell('entered')
	return { taken, known: boxes.length - taken }
}

export interface CarriedTally {
	accepted: number
	waiting: number
	refused: number
}

/** What came of those of other phones. */
export async function carried(): Promise<CarriedTally> {
	const own = (await device())?.id
	const all = await (await database()).getAllFromIndex('outbox', 'state', allOf(''))
	const rows = all.filter((r) => r.device !== own)
	const waiting = rows.filter((r) => r.due).length
	const refused = rows.filter((r) => r.state === 'refused').length
	return { accepted: rows.length - waiting - refused, waiting, refused }
}
