// The page's own addresses, in the part behind "#": #/round/ID?area=AREA. They can be kept, sent and reloaded.
import { shallowRef } from 'vue'

export interface Route {
	page: string
	id: string
	query: Readonly<Record<string, string>>
}

/* An address that somebody cut in the middle of a sign is read as it stands. */
function decoded(text: string): string {
	try {
		return decodeURIComponent(text)
	} catch {
		return text
	}
}

function read(): Route {
	const [path = '', query = ''] = location.hash.replace(/^#\/?/, '').split('?')
	const [page = '', id = ''] = path.split('/')
	return {
		page: page || 'rounds',
		id: decoded(id),
		query: Object.fromEntries(new URLSearchParams(query)),
	}
}

export const route = shallowRef(read())

/** Somebody has gone from one address to another since he came. */
export const moved = shallowRef(false)

addEventListener('hashchange', () => {
	moved.value = true
	route.value = read()
})

export type Query = Record<string, string | null | undefined>

/** The address of a page; what has no value is left out. */
export function link(page: string, id = '', query: Query = {}): string {
	const kept = Object.entries(query).filter((one): one is [string, string] => Boolean(one[1]))
	const text = new URLSearchParams(kept).toString()
	return `#/${page}${id && '/' + encodeURIComponent(id)}${text && '?' + text}`
}

/** The address of this page with some of its query changed. */
export function here(query: Query): string {
	const { page, id, query: now } = route.value
	return link(page, id, { ...now, ...query })
}

export function go(address: string, replace = false): void {
	if (replace) location.replace(address)
	else location.hash = address
}
