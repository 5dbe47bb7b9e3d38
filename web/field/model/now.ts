// The time as pages show it: it moves on by itself. What is due is due by the server's clock; what somebody enters here bears this
// phone's, which the server puts right.
import { shallowRef } from 'vue'
import { clockOff } from '../store/health'
import { onTold } from '../store/told'

const STEP_MS = 30_000

/** By this phone's clock. */
export const phoneNow = shallowRef(Date.now())
/** By the server's, as of the last contact. */
export const now = shallowRef(Date.now())

let off = 0

function tick(): void {
	phoneNow.value = Date.now()
	now.value = Date.now() - off
}

async function learn(): Promise<void> {
	off = (await clockOff()) ?? 0
	tick()
}

setInterval(tick, STEP_MS)
void learn()
onTold((what) => {
	if (what === 'outbox') void learn()
})
