// A file that a dying phone gave away, handed in from the office: list by list, what came of each, and from where to go on.
import { api, Refused, type Shapes } from '@shared/api'
import { listsOf, type Box } from '@shared/boxes'
import { chinaTime } from '@shared/ids'
import { now } from './clock'

export type Receipt = Shapes['receipt']

async function handList(list: Box[]): Promise<Receipt[]> {
	const body = list.map(({ id, device, seq, box }) => ({ id, device, seq, box }))
	// What the clock that these were written by would show now.
	const header = { 'Bulou-Sent': chinaTime(now.value - (list[0]?.off ?? 0)) }
	const call = { params: { header }, body }
	const { data, error, response } = await api.POST('/v1/records', call as never)
	if (response.ok && Array.isArray(data)) return data as Receipt[]
	throw new Refused(response.status, (error ?? {}) as Partial<Shapes['problem']>)
}

/** told: the receipts so far, after each list. Throws Refused, or TypeError where the server cannot be reached: what was handed in
 * stays, and handed in again it counts once. */
export async function handIn(boxes: readonly Box[], told: (so: Receipt[]) => void): Promise<void> {
	let all: Receipt[] = []
	for (const list of listsOf(boxes)) {
		all = [...all, ...(await handList(list))]
		told(all)
	}
}
