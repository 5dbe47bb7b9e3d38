// A page's own addresses, in the part behind "#": #/round/ID?area=AREA. They can be kept, sent and reloaded.

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

/** Where the reader is; home: the page of an address that names none. */
export function read(home: string): Route {
	const [path = '', query = ''] = location.hash.replace(/^#\/?/, '').split('?')
	const [page = '', ...rest] = path.split('/')
	return {
		page: page || home,
		id: decoded(rest.join('/')),
		query: Object.fromEntries(new URLSearchParams(query)),
	}
}

export type Query = Record<string, string | null | undefined>

/** The address of a page; what has no value is left out. */
export function link(page: string, id = '', query: Query = {}): string {
	const kept = Object.entries(query).filter((one): one is [string, string] => Boolean(one[1]))
	const text = new URLSearchParams(kept).toString()
	return `#/${page}${id && '/' + encodeURIComponent(id)}${text && '?' + text}`
}

export function go(address: string, replace = false): void {
	if (replace) location.replace(address)
	else location.hash = address
}
