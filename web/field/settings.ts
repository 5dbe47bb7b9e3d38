// How this phone shows things: its own, not a person's. Kept in localStorage, which the browser may forget without harm.
import { ref, watchEffect } from 'vue'

const LARGE = 'bulou.large'
const SUN = 'bulou.sun'

function kept(key: string) {
	const value = ref(localStorage.getItem(key) === 'yes')
	watchEffect(() => {
		if (value.value) localStorage.setItem(key, 'yes')
		else localStorage.removeItem(key)
	})
	return value
}

/** Larger type. */
export const large = kept(LARGE)
/** Black on white, for the sun. */
export const sun = kept(SUN)

watchEffect(() => {
	document.documentElement.classList.toggle('large', large.value)
	document.documentElement.classList.toggle('sun', sun.value)
})
