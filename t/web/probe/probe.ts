// The phone's storage as a second page has it, for tests that enter more than a finger would: built by phone.ts, and imported by the page.
import { wholeCopy } from '../../../web/field/store/copy'
import * as session from '../../../web/field/store/session'

export * from '../../../web/field/store/session'
export * from '../../../web/field/store/outbox'
export * from '../../../web/field/store/copy'
export * from '../../../web/field/store/sync'
export { database, device, place, wipe, wipeIfSent, strict } from '../../../web/field/store/db'
export { canonical, newId } from '../../../web/field/store/record'
export { seal } from '../../../web/field/store/box'
export { unlocked } from '../../../web/field/store/unlocked'
export { handIn } from '../../../web/field/store/hand'
export { carry, carried, unsentBoxes, unsentText } from '../../../web/field/store/carry'
export { readBoxes } from '../../../web/shared/boxes'
export { watchClock } from '../../../web/field/store/clock'

/** Until all of the copy is open: a test does not wait as a finger does. */
export async function open(user: string, pin: string): Promise<session.Opened> {
	const how = await session.open(user, pin)
	await wholeCopy()
	return how
}
