// The time as pages show it: it moves on by itself.
import { shallowRef } from 'vue'

const STEP_MS = 30_000

export const now = shallowRef(Date.now())

setInterval(() => (now.value = Date.now()), STEP_MS)
