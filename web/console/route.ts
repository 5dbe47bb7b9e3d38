// Where the reader is, as the address says.
import { shallowRef } from 'vue'
import { link, read, type Query } from '@shared/route'

export { go, link } from '@shared/route'

const HOME = 'board'

export const route = shallowRef(read(HOME))

/** Somebody has gone from one address to another since he came. */
export const moved = shallowRef(false)

addEventListener('hashchange', () => {
	moved.value = true
	route.value = read(HOME)
})

/** The address of this page with some of its query changed. */
export function here(query: Query): string {
	const { page, id, query: now } = route.value
	return link(page, id, { ...now, ...query })
}
