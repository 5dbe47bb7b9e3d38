// Boxes that go from one phone to another: what is unsent here leaves as a text, and what another phone could not send comes into this
// outbox under its own device and number. It is handed in, kept and freed as what was entered here; nobody on this phone can read it.
import { writeBoxes, type Box } from '@shared/boxes'
import { database, device, strict, type OutboxRow } from './db'
import { load } from './outbox'
import { tell } from './told'

function isBox(row: OutboxRow): row is OutboxRow & { box: string } {
	return row.box !== null
}

/** What was not handed in yet, whoever entered it. */
export async function unsentBoxes(): Promise<Box[]> {
	const rows = await (await database()).getAllFromIndex('outbox', 'due', 1)
	return rows.filter(isBox).map(({ id, device, seq, box }) => ({ id, device, seq, box }))
}

export async function unsentText(): Promise<{ text: string; n: number }> {
	const boxes = await unsentBoxes()
	return { text: writeBoxes(boxes), n: boxes.length }
}

function rowOf({ id, device, seq, box }: Box): OutboxRow {
	return {
		device,
		seq,
		id,
		by: '',
		at: '',
		kind: '',
		state: 'queued',
		due: 1,
		box,
		mine: null,
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
	const tx = strict(await database(), 'outbox')
	let taken = 0
	for (const one of boxes) {
		if (await tx.store.get([one.device, one.seq])) continue
		void tx.store.add(rowOf(one))
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
	const rows = (await (await database()).getAll('outbox')).filter(
		(r) => r.device !== own && r.by === '',
	)
	const waiting = rows.filter((r) => r.due).length
	const refused = rows.filter((r) => r.state === 'refused').length
	return { accepted: rows.length - waiting - refused, waiting, refused }
}
