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

export function formatAddress(b: Bulletin, format: string, extent = 'whole'): string {
	return `/v1/bulletins/${b.id ?? ''}?format=${format}&lang=${language.value}&extent=${extent}`
}

/** Where anybody reads it, once it is opened. */
export function publicAddress(b: Bulletin): string {
	return `${location.origin}/b/${b.first}`
}

export type Daily = Shapes['bulletin_daily']

export function readDaily(): Promise<Daily[]> {
	return whole((after) =>
		got(api.GET('/v1/bulletins/daily', { params: { query: given({ limit: 100, after }) } })),
	)
}

export interface Line {
	is: 'same' | 'gone' | 'new'
	text: string
}

/** Both texts as one: what is gone stands where it stood. */
export function difference(was: string, now: string): Line[] {
	const before = was.split('\n').filter(Boolean)
	const lines = now.split('\n').filter(Boolean)
	const all: Line[] = []
	let at = 0
	const gone = (): boolean => {
		const text = before[at]
		if (text === undefined || lines.includes(text)) return false
		at++
		all.push({ is: 'gone', text })
		return true
	}
	for (const text of lines) {
		const kept = before.includes(text)
		if (kept) while (gone());
		else gone()
		const there = before.indexOf(text, at)
		if (kept && there >= 0) at = there + 1
		all.push({ is: kept ? 'same' : 'new', text })
	}
	for (; at < before.length; at++) gone()
	return all
}
