// News from the server (/v1/live): figures and coverages that changed, at most once a second. The browser connects again by
// itself; a stream that was refused is tried again once in a while, for the session may have ended.
import { onScopeDispose, ref, watch } from 'vue'
import type { Shapes } from '@shared/api'
import { resume, session } from './session'

export type Covered = Shapes['coverage'] & { round: string }
interface News {
	coverage?: (items: Covered[]) => void
	figures?: (items: Shapes['figure_value'][]) => void
}

const AGAIN_MS = 5000

/** What is shown is of now; false: the stream is being opened or was lost; null: the page follows none. */
export const connected = ref<boolean | null>(null)

interface Where {
	area?: string | undefined
	/** Figures of this one; of exercises only so. */
	incident?: string | undefined
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
