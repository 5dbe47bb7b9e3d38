// The app's own addresses, in the part behind "#": #/door/SUBJECT?round=ID. They can be kept, and go back as the phone's own key does.
import { shallowRef } from 'vue'

export interface Route {
	page: string
	id: string
	query: Readonly<Record<string, string>>
}

const HOME = 'today'

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
	const [page = '', ...rest] = path.split('/')
	return {
		page: page || HOME,
		id: decoded(rest.join('/')),
		query: Object.fromEntries(new URLSearchParams(query)),
	}
}

export const route = shallowRef(read())

addEventListener('hashchange', () => (route.value = read()))

/** The address of a page; what has no value is left out. */
export function link(
	page: string,
	id = '',
	query: Record<string, string | null | undefined> = {},
): string {
	const kept = Object.entries(query).filter((one): one is [string, string] => Boolean(one[1]))
	const text = new URLSearchParams(kept).toString()
	return `#/${page}${id && '/' + encodeURIComponent(id)}${text && '?' + text}`
}

export function go(address: string, replace = false): void {
	if (replace) location.replace(address)
	else location.hash = address
}

/** Where he came from; to the first page where he came from nowhere. */
export function back(): void {
	if (history.length > 1) history.back()
	else go(link(HOME), true)
}
