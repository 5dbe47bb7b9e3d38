// News from the server (/v1/live): what a page shows of figures, coverages and notices, as it changes, at most once a second. The browser connects again by
// itself; a stream that was refused is tried again once in a while, for the session may have ended.
import { onScopeDispose, ref, watch } from 'vue'
import type { Shapes } from '@shared/api'
import { resume, session } from './session'

/** With all that a page shows of a round: nothing need be asked again. */
export type Covered = Shapes['coverage'] &
	Pick<Shapes['round'], 'state' | 'due'> & { round: string }
interface News {
	coverage?: (items: Covered[]) => void
	figures?: (items: Shapes['figure_value'][]) => void
	/** One came, ended, or was read by somebody. */
	notices?: () => void
	/** Something is not told of any more, as a round that was cancelled; all comes anew. */
	whole?: () => void
}

const AGAIN_MS = 5000

/** What is shown is of now; false: the stream is being opened or was lost; null: the page follows none. */
export const connected = ref<boolean | null>(null)

interface Where {
	/** Only what the page shows. */
	what: 'coverage' | 'figures' | 'notices'
	area?: string | undefined
	/** Figures of this one; of exercises only so. */
	incident?: string | undefined
	/** Coverage of this one only. */
	round?: string | undefined
}

/** At once, and then at most so often; the last of many is not lost. */
export function atMost(ms: number, call: () => void): () => void {
	let timer: ReturnType<typeof setTimeout> | undefined
	let waits = false
	onScopeDispose(() => clearTimeout(timer))
	return function again(): void {
		waits = timer !== undefined
		if (waits) return
		call()
		timer = setTimeout(() => {
			timer = undefined
			if (waits) again()
		}, ms)
	}
}

export function useLive(where: () => Where, news: News): void {
	let source: EventSource | undefined
	let timer: ReturnType<typeof setTimeout> | undefined

	function close(): void {
		clearTimeout(timer)
		source?.close()
	}
	function open(): void {
		const query = new URLSearchParams()
		for (const [name, value] of Object.entries(where())) if (value) query.set(name, value)
		if (where().what === 'coverage') query.set('areas', 'true')
		close()
		source = new EventSource(`/v1/live?${query}`)
		source.onopen = () => (connected.value = true)
		source.onerror = () => {
			connected.value = false
			if (source?.readyState === EventSource.CLOSED)
				timer = setTimeout(
					() => void resume().then(() => session.value && open()),
					AGAIN_MS,
				)
		}
		source.addEventListener('whole', () => news.whole?.())
		source.addEventListener('notices', () => news.notices?.())
		for (const what of ['coverage', 'figures'] as const)
			source.addEventListener(what, (e: MessageEvent<string>) =>
				news[what]?.((JSON.parse(e.data) as { items: never[] }).items),
			)
	}
	watch(() => JSON.stringify(where()), open, { immediate: true })
	onScopeDispose(() => {
		close()
		connected.value = null
	})
}
