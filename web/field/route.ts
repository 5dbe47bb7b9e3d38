// Where he is, as the address says; it goes back as the phone's own key does.
import { shallowRef } from 'vue'
import { go, link, read } from '@shared/route'

export { go, link }

const HOME = 'today'

export const route = shallowRef(read(HOME))

addEventListener('hashchange', () => (route.value = read(HOME)))

/** Where he came from; to the first page where he came from nowhere. */
export function back(): void {
	if (history.length > 1) history.back()
	else go(link(HOME), true)
}
