// A hand scanner that types: keys that come faster than anybody's fingers, and Enter behind them, wherever the focus is. What is typed
// into a field is that field's: its own Enter takes it.
import { onBeforeUnmount, onMounted } from 'vue'

/** Between two keys: scanners take 1 to 20 ms, over Bluetooth up to 50. */
const FAST_MS = 60
const LEAST = 4
const MOST = 2000

function isField(target: EventTarget | null): boolean {
	return target instanceof HTMLElement && /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName)
}

/** told: what a scanner typed. alone: a key that stood alone, which is a finger's. */
export function useWedge(told: (text: string) => void, alone?: (key: string) => void): void {
	let typed = ''
	let last = 0
	let timer: ReturnType<typeof setTimeout> | undefined

	function single(key: string): void {
		clearTimeout(timer)
		timer = alone && setTimeout(() => alone(key), FAST_MS)
	}

	function key(e: KeyboardEvent): void {
		if (isField(e.target) || e.ctrlKey || e.altKey || e.metaKey) return
		const fast = e.timeStamp - last <= FAST_MS
		last = e.timeStamp
		clearTimeout(timer)
		if (!fast) single(e.key)
		if (e.key === 'Enter') {
			const whole = fast ? typed : ''
			typed = ''
			if (whole.length < LEAST) return
			// Otherwise it presses whatever button has the focus.
			e.preventDefault()
			told(whole)
		} else if (e.key.length === 1) {
			typed = (fast ? typed : '') + e.key
			if (typed.length > MOST) typed = ''
		}
	}

	onMounted(() => addEventListener('keydown', key, { capture: true }))
	onBeforeUnmount(() => {
		clearTimeout(timer)
		removeEventListener('keydown', key, { capture: true })
	})
}
