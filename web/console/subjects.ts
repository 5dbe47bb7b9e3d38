// Subjects of the roster, as the pages name them.
import { api, given, got, whole, type Shapes } from '@shared/api'
import { either, say, type Text } from '@shared/language'
import { placeText } from '@shared/matrix'
import { brief } from './format'
import { readRecord } from './records'
import type { Target } from './state'
import { newestKind } from './tables'

export type Subject = Shapes['subject']

const types: Readonly<Record<string, Text>> = {
	dwelling: { zh: '房屋', en: 'Dwelling' },
	person: { zh: '人员', en: 'Person' },
	store: { zh: '物资点', en: 'Store' },
	matter: { zh: '事项', en: 'Matter' },
	site: { zh: '场所', en: 'Site' },
	unit: { zh: '单位', en: 'Unit' },
	staff: { zh: '工作人员', en: 'Staff' },
	tube: { zh: '采样管', en: 'Tube' },
	bulletin: { zh: '通报', en: 'Bulletin' },
}

export function typeName(type: string | null): string {
	const text = types[type ?? '']
	return text ? say(text) : (type ?? '')
}

type Named = Pick<Target, 'subject' | 'type' | 'name' | 'place'> &
	Partial<Pick<Target, 'arose' | 'urgency_zh' | 'urgency_en'>>

/** A person by his masked name and his door, a door by its place, a matter by how urgent it is and where it arose; what has
 * none of these by its type and enough of its id to tell two apart. */
export function whoIs(t: Named): string {
	const urgency = either(t.urgency_zh, t.urgency_en)
	const known = [t.name, urgency, placeText(t.place ?? t.arose ?? null)].filter(Boolean).join(' ')
	return known || `${typeName(t.type)} ${brief(t.subject)}`
}

export function readSubject(id: string): Promise<Subject> {
	return got(api.GET('/v1/subjects/{id}', { params: { path: { id } } }))
}

export function readResidents(id: string): Promise<Shapes['resident'][]> {
	return whole((after) => {
		const params = { path: { id }, query: given({ limit: 1000, after }) }
		return got(api.GET('/v1/subjects/{id}/residents', { params }))
	})
}

export function readAbout(id: string): Promise<Shapes['subject_record'][]> {
	return whole((after) => {
		const params = { path: { id }, query: given({ limit: 1000, after }) }
		return got(api.GET('/v1/subjects/{id}/records', { params }))
	})
}

/** By the name of each state that a kind sets: the record that set it last when the subject was as it is shown. None has: whoever listed
 * it did, whom all have seen. */
export async function readSeen(shown: Subject, kind: string): Promise<Record<string, string>> {
	const states = newestKind(kind)?.fields.filter((f) => f.state) ?? []
	const seen: Record<string, string> = {}
	if (!states.length) return seen
	/* The latest first, as the server orders them. */
	const about = (await readAbout(shown.id)).filter(
		(r) => r.kind === kind && r.pos !== null && r.pos <= shown.pos,
	)
	for (const { id } of about) {
		const open = states.filter((f) => !(f.name in seen))
		if (!open.length) break
		const { body } = await readRecord(id)
		for (const f of open) if (body && f.name in body) seen[f.name] = id
	}
	return seen
}
