// The shifts of posts in his areas, and who he is among the staff: taken down when a post is looked at, kept with the copy, so that a
// post works without a network.
import { shallowRef, watch, type ShallowRef } from 'vue'
import { got, whole, type Shapes } from '@shared/api'
import { api, patience } from './call'
import { changeCopy, note, setNote } from './copy'
import { session } from './session'
import { unlocked } from './unlocked'

export interface Told {
	/** When, in ms of this phone's clock. */
	at: number
	/** Who he is among the staff; null: nobody has said. */
	staff: string | null
	items: Shapes['shift'][]
}

/** undefined: never taken down yet. */
export const told: ShallowRef<Told | undefined> = shallowRef()

/* As the copy: in memory only while he is here. */
watch(session, (who) => {
	if (!who) told.value = undefined
})

export function openShifts(): void {
	told.value = note<Told>('shifts')
}

/** Throws Refused, or TypeError where the server cannot be reached; what was there stays. */
export async function takeShifts(): Promise<void> {
	const who = unlocked()
	if (!who) return
	const me = await got(api.GET('/v1/session', patience()))
	if (me.user !== who.user) return
	const items = await whole((after) => {
		const query = { limit: 500, ...(after && { after }) }
		return got(api.GET('/v1/shifts', { params: { query }, ...patience() }))
	})
	if (unlocked() !== who) return
	// By post; within it they are in the order in which they begin.
	items.sort((a, b) => ((a.post ?? '') < (b.post ?? '') ? -1 : a.post === b.post ? 0 : 1))
	await changeCopy(who, () => setNote('shifts', { at: Date.now(), staff: me.staff, items }))
	openShifts()
}
