// Lists as files: made by the server, whole, of the rows that the list itself answers with.
import { lost, Refused, type Shapes } from '@shared/api'

export type FileFormat = 'xlsx' | 'csv'

/** What a list about people or homes leaves for. */
export interface Purpose {
	why: string
	until: string
	note: string
}

export type ListQuery = Record<string, string | undefined>

async function refusal(response: Response): Promise<Refused> {
	if (response.status === 401) lost.call()
	const problem = await response.json().catch(() => ({}))
	return new Refused(response.status, problem as Partial<Shapes['problem']>)
}

function keep(bytes: Blob, name: string): void {
	const a = document.createElement('a')
	a.href = URL.createObjectURL(bytes)
	a.download = name
	a.click()
	setTimeout(() => URL.revokeObjectURL(a.href), 60_000)
}

/** Asks for the file and gives it to the browser to keep; under which name is told. Throws Refused. */
export async function takeFile(
	path: string,
	query: ListQuery,
	format: FileFormat,
	lang: string,
	purpose?: Purpose,
): Promise<string> {
	const asked = new URLSearchParams()
	const all = { ...query, format, lang, why: purpose?.why, until: purpose?.until }
	for (const [name, value] of Object.entries(all)) if (value) asked.set(name, value)
	const headers: Record<string, string> = { 'Bulou-Client': 'console' }
	if (purpose?.note) headers['Bulou-Note'] = encodeURIComponent(purpose.note)
	const response = await fetch(`${path}?${asked}`, { headers })
	if (!response.ok) throw await refusal(response)
	const named = /filename="([^"]+)"/.exec(response.headers.get('Content-Disposition') ?? '')
	const name = named?.[1] ?? `bulou.${format}`
	keep(await response.blob(), name)
	return name
}

/** The server wants to know what it is for. */
export function asksPurpose(e: unknown): boolean {
	return e instanceof Refused && e.problem.code === 'field_missing' && e.problem.field === 'why'
}
