// Published bulletins.
import { api, given, got, whole, type Shapes } from '@shared/api'
import { either, language } from '@shared/language'

export type Bulletin = Shapes['bulletin']
export type Head = Shapes['bulletin_head']

export function readBulletins(): Promise<Head[]> {
	return whole((after) =>
		got(api.GET('/v1/bulletins', { params: { query: given({ limit: 100, after }) } })),
	)
}

export function readBulletin(id: string): Promise<Bulletin> {
	return got(api.GET('/v1/bulletins/{id}', { params: { path: { id } } }))
}

export function titleOf(b: Head): string {
	return either(b.title_zh, b.title_en)
}

/** Its text, a paragraph a line. */
export function proseOf(b: Bulletin): string[] {
	return either(b.prose_zh, b.prose_en).split('\n').filter(Boolean)
}

/** The forms in which this server gives a bulletin to somebody who takes it elsewhere. */
export async function readFormats(): Promise<string[]> {
	interface Parameter {
		name: string
		schema: { enum?: string[] }
	}
	const answer = await fetch('/v1/openapi.json')
	const document = (await answer.json()) as {
		paths: Record<string, { get: { parameters: Parameter[] } }>
	}
	const one = document.paths['/v1/bulletins/{id}']?.get.parameters.find(
		(p) => p.name === 'format',
	)
	return (one?.schema.enum ?? []).filter((f) => f !== 'json')
}

export function formatAddress(b: Bulletin, format: string): string {
	return `/v1/bulletins/${b.id ?? ''}?format=${format}&lang=${language.value}`
}
