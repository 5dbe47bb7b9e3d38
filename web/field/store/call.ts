// Calls of the server from the phone: each says when it was sent, by the phone's clock, and how much is still on it. None waits
// for ever: on a bad line a call that stands still is given up and made again.
import { api } from '@shared/api'
import { chinaTime } from './record'
import { unlocked } from './unlocked'

/** Whose page this is: where somebody else has logged in beside it, the server answers 401 and not with what is his. */
export function own(user = unlocked()?.user): Record<string, string> {
	return { 'Bulou-Client': 'field', ...(user && { 'Bulou-As': user }) }
}

/** Records that are not handed in yet, as far as is known. */
export const queued = { n: 0 }

/** A small answer over the worst line that still works. */
const PATIENCE_MS = 45_000

api.use({
	onRequest({ request }) {
		for (const [name, value] of Object.entries(own())) request.headers.set(name, value)
		if (!request.headers.has('Bulou-Sent')) request.headers.set('Bulou-Sent', chinaTime())
		request.headers.set('Bulou-Queued', String(queued.n))
		return request
	},
})

export { api }

/** Without the header, which is set above. */
export const header = { 'Bulou-Client': 'field' } as const

export function patience(ms = PATIENCE_MS): { signal: AbortSignal } {
	return { signal: AbortSignal.timeout(ms) }
}
