// Lists as files: made by the server, whole, of the rows that the list itself answers with.
import { lost, Refused, type Shapes } from '@shared/api'
import { keepFile } from '@shared/keep'

export type FileFormat = 'xlsx' | 'csv'
/** pdf: a sheet to be filled in by hand. */
export type Taken = FileFormat | 'pdf'

/** What a list about people or homes leaves for. */
export interface Purpose {
	why: string
	until: string
	note: string
}

export type ListQuery = Record<string, string | undefined>

/** What a call answers with as a file. body: it is posted. Throws Refused. */
export async function fileOf(path: string, body?: unknown, more = {}): Promise<Response> {
	const headers = { 'Bulou-Client': 'console', ...more }
	const response = await fetch(
		path,
		body === undefined
			? { headers }
			: {
					method: 'POST',
					headers: { ...headers, 'Content-Type': 'application/json' },
					body: JSON.stringify(body),
				},
	)
	if (response.ok) return response
	if (response.status === 401) lost.call()
	const problem = await response.json().catch(() => ({}))
	throw new Refused(response.status, problem as Partial<Shapes['problem']>)
}

/** Asks for the file and gives it to the browser to keep; under which name is told. Throws Refused. */
export async function takeFile(
	path: string,
	query: ListQuery,
	format: Taken,
	lang: string,
	purpose?: Purpose,
): Promise<string> {
	const asked = new URLSearchParams()
	const table = format === 'pdf' ? {} : { format }
	const all = { ...query, ...table, lang, why: purpose?.why, until: purpose?.until }
	for (const [name, value] of Object.entries(all)) if (value) asked.set(name, value)
	const note = purpose?.note && { 'Bulou-Note': encodeURIComponent(purpose.note) }
	const response = await fileOf(`${path}?${asked}`, undefined, { ...(note || {}) })
	const named = /filename="([^"]+)"/.exec(response.headers.get('Content-Disposition') ?? '')
	const name = named?.[1] ?? (format === 'pdf' ? 'bulou-sheet.pdf' : `bulou.${format}`)
	keepFile(await response.blob(), name)
	return name
}

/** The server wants to know what it is for. */
export function asksPurpose(e: unknown): boolean {
	return e instanceof Refused && e.problem.code === 'field_missing' && e.problem.field === 'why'
}
