// Light or dark: as the system has it, until the reader chooses for this browser.
import { ref, watchEffect } from 'vue'

type Theme = 'light' | 'dark'
const KEY = 'bulou.theme'
const system = matchMedia('(prefers-color-scheme: dark)')
const stored = localStorage.getItem(KEY)

const chosen = ref<Theme | null>(stored === 'dark' || stored === 'light' ? stored : null)
const systems = ref<Theme>(system.matches ? 'dark' : 'light')
system.addEventListener('change', (e) => (systems.value = e.matches ? 'dark' : 'light'))

const printing = ref(false)
/** A page that is dark whatever was chosen, such as the one on the wall. */
export const forced = ref<Theme | null>(null)

export function isDark(): boolean {
	return (chosen.value ?? systems.value) === 'dark'
}

/* On paper it is light. */
addEventListener('beforeprint', () => (printing.value = true))
addEventListener('afterprint', () => (printing.value = false))

/** The other one; what the system has is followed again. */
export function turn(): void {
	const other = isDark() ? 'light' : 'dark'
	chosen.value = other === systems.value ? null : other
	if (chosen.value) localStorage.setItem(KEY, chosen.value)
	else localStorage.removeItem(KEY)
}

const shown = (): Theme => {
	if (printing.value) return 'light'
	return forced.value ?? (isDark() ? 'dark' : 'light')
}
watchEffect(() => (document.documentElement.dataset['theme'] = shown()), { flush: 'sync' })
