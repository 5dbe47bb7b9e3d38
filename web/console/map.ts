// The map: reading it, what a file of features comes to, plans, and their records.
import { api, given, got, Refused, whole, type Shapes } from '@shared/api'
import { chinaTime } from '@shared/ids'
import { buildingText, order } from '@shared/matrix'
import { base64url } from '@shared/base64'
import { mapTexts as texts } from './map_texts'
import type { Coverage } from './rounds'
import { newestKind } from './tables'
import { draft, type Draft } from './write'

export type MapDrawn = Shapes['map']
export type MapPoint = Shapes['map_point']
export type Feature = Shapes['map_feature']
export type Plan = Shapes['plan']
export type PlanHead = Shapes['plan_head']
export type Mark = Shapes['plan_mark']

export const ROSTER = 'roster'
export const PLAN_MAX = 180_000 // bytes, as the server's
export const WHOLE = 1000 // a plan's width and height
const OUTLINED = 'area.outlined'

export function readMap(area: string): Promise<MapDrawn> {
	return got(api.GET('/v1/map', { params: { query: { area } } }))
}

export function readPoints(area: string, type: 'dwelling' | 'site'): Promise<MapPoint[]> {
	return whole((after) =>
		got(
			api.GET('/v1/map/points', {
				params: { query: given({ area, type, limit: 1000, after }) },
			}),
		),
	)
}

export async function readPlans(area: string): Promise<PlanHead[]> {
	const all = await whole((after) =>
		got(api.GET('/v1/plans', { params: { query: given({ area, limit: 1000, after }) } })),
	)
	return all.sort((a, b) => order.compare(a.name, b.name))
}

export function readPlan(id: string): Promise<Plan> {
	return got(api.GET('/v1/plans/{id}', { params: { path: { id } } }))
}

export function imageOf(plan: Pick<Plan, 'id'>): string {
	return `/v1/plans/${plan.id}/image`
}

/** What datums there are, by the kind's own table. */
export function datums(): Shapes['choice'][] {
	return newestKind(OUTLINED)?.fields.find((f) => f.name === 'datum')?.choices ?? []
}

/** Those that are drawn together. */
export function frame(datum: string | null): string {
	return datum === 'cgcs2000' ? 'wgs84' : (datum ?? '')
}

// ---- how it is coloured ----

export type Share = 'over' | 'most' | 'some' | 'few' | 'all' | 'none'
const MOST = 0.5
const FEW = 0.1

/** By how much is missing; what needs help comes first. */
export const shares: readonly Share[] = ['over', 'most', 'some', 'few', 'all', 'none']

export function shareOf(c: Coverage['areas'][number] | undefined, overdue: boolean): Share {
	const asked = c ? c.expected + c.found : 0
	if (!c || !asked) return 'none'
	if (!c.missing) return 'all'
	if (overdue) return 'over'
	const share = c.missing / asked
	return share > MOST ? 'most' : share > FEW ? 'some' : 'few'
}

/** A sign for each, so that colour is never alone. */
export const signs: Readonly<Record<Share, string>> = {
	over: '!',
	most: '●',
	some: '◐',
	few: '○',
	all: '✓',
	none: '–',
}

// ---- a file ----

export interface FileRead {
	property: string | null
	properties: string[]
	step: number
	features: Feature[]
}

const BYTES_MAX = 900_000 // of a request of 1 MiB

const encoder = new TextEncoder()
/** As a text of a request: quotes double there, and a Chinese character has three bytes. */
function bytes(text: string): number {
	return encoder.encode(JSON.stringify(text)).length
}

interface Both {
	zh: string
	en: string
}
/** As the server tells what is wrong. */
function told(reason: Both, remedy: Both, n = 0): NonNullable<Feature['error']> {
	return {
		code: 'geo',
		field: 'feature',
		reason_zh: reason.zh.replace('{n}', String(n)),
		reason_en: reason.en.replace('{n}', String(n)),
		remedy: remedy.zh,
		remedy_en: remedy.en,
	}
}
function wrong(reason: Both, remedy: Both, n = 0): Error {
	return Object.assign(new Error(reason.en), told(reason, remedy, n))
}

/* Coordinates need no more than seven decimals; a whole number may be a code. A file may be cut where a feature ends. */
function parts(text: string): string[] {
	if (bytes(text) < BYTES_MAX) return [text]
	let file: { features?: unknown[] }
	try {
		file = JSON.parse(text) as typeof file
	} catch {
		throw wrong(texts.fileNoJson, texts.fileNoJsonRemedy)
	}
	if (!Array.isArray(file.features)) return [text]
	const rest = { ...file, features: undefined }
	const lists: string[][] = []
	let n = BYTES_MAX
	for (const [i, feature] of file.features.entries()) {
		const one = JSON.stringify(feature, (_, v: unknown) =>
			typeof v === 'number' && !Number.isInteger(v) ? Number(v.toFixed(7)) : v,
		)
		const size = bytes(one)
		if (size > BYTES_MAX) throw wrong(texts.featureLarge, texts.featureLargeRemedy, i + 1)
		if (n + size > BYTES_MAX) {
			lists.push([])
			n = 0
		}
		lists.at(-1)!.push(one)
		n += size
	}
	const head = JSON.stringify(rest).slice(0, -1)
	return lists.map((l) => `${head},"features":[${l.join(',')}]}`)
}

async function readPart(
	geojson: string,
	datum: string,
	property: string,
	step: number,
): Promise<Shapes['map_read']> {
	const params = { header: { 'Bulou-Client': 'console', 'Bulou-Sent': chinaTime() } }
	const body = given({ geojson, datum, property, step })
	const { data, error, response } = await api.POST('/v1/map/read', { params, body } as never)
	if (!response.ok)
		throw new Refused(response.status, (error ?? {}) as Partial<Shapes['problem']>)
	return data as unknown as Shapes['map_read']
}

/** All of a file on one grid and by one property: a part that needs a coarser grid sets it for all. */
export async function readFile(
	text: string,
	datum: string,
	property: string,
	step = 0,
): Promise<FileRead> {
	const all: FileRead = { property: property || null, properties: [], step, features: [] }
	for (const part of parts(text)) {
		const read = await readPart(part, datum, all.property ?? '', all.step)
		if (all.features.length && read.step > all.step)
			return readFile(text, datum, all.property ?? '', read.step)
		all.property ??= read.property
		if (!all.properties.length) all.properties = read.properties
		const before = all.features.length
		all.step = read.step
		all.features.push(...read.features.map((f) => ({ ...f, number: f.number + before })))
	}
	return { ...all, features: once(all.features) }
}

/* One area, one outline, whichever part of the file they stand in. */
function once(features: readonly Feature[]): Feature[] {
	const first = new Map<string, number>()
	return features.map((f) => {
		const key = f.subject ?? f.area
		if (f.error || !key) return f
		const number = first.get(key)
		if (number === undefined) {
			first.set(key, f.number)
			return f
		}
		return { ...f, error: told(texts.featureTwice, texts.featureTwiceRemedy, number) }
	})
}

/** The records of what is new in it. */
export function recordsOf(read: FileRead, datum: string, from: string): Draft[] {
	return read.features
		.filter((f) => !f.error && !f.same)
		.map((f) => {
			const area = f.area ?? ''
			if (f.what === 'point' && f.subject)
				return draft(
					'subject.located',
					{ datum, lon: f.lon, lat: f.lat },
					{ area, subject: f.subject },
				)
			const since = from || f.from
			const body = { datum, outline: f.outline, ...(since && { from: since }) }
			return draft(OUTLINED, body, { area })
		})
}

// ---- plans ----

const SIDES = [2400, 1800, 1400, 1000]
const QUALITIES = [0.9, 0.75, 0.6]

/** Smaller, and without what a camera wrote; undefined: it is no picture, or stays too large. */
export async function pictureOf(file: Blob): Promise<Blob | undefined> {
	const bitmap = await createImageBitmap(file).catch(() => undefined)
	if (!bitmap) return undefined
	for (const side of SIDES) {
		const scale = Math.min(1, side / Math.max(bitmap.width, bitmap.height))
		const canvas = document.createElement('canvas')
		canvas.width = Math.max(1, Math.round(bitmap.width * scale))
		canvas.height = Math.max(1, Math.round(bitmap.height * scale))
		const context = canvas.getContext('2d')
		if (!context) return undefined
		context.fillStyle = '#fff'
		context.fillRect(0, 0, canvas.width, canvas.height)
		context.drawImage(bitmap, 0, 0, canvas.width, canvas.height)
		const as = (type: string, quality?: number) =>
			new Promise<Blob | null>((done) => canvas.toBlob(done, type, quality))
		const forms = [() => as('image/png'), ...QUALITIES.map((q) => () => as('image/jpeg', q))]
		for (const form of forms) {
			const blob = await form()
			if (blob && blob.size <= PLAN_MAX) return blob
		}
	}
	return undefined
}

export async function planFiled(area: string, name: string, picture: Blob): Promise<Draft> {
	return draft('plan.filed', { name, file: await base64url(picture) }, { area })
}

export function planMarked(plan: Plan, marks: readonly Mark[]): Draft {
	const items = marks.map(({ subject, compound, building, x, y, w, h }) =>
		subject ? { subject, x, y, w, h } : { compound: compound ?? '', building, x, y, w, h },
	)
	const body = { version: plan.next_version, marks: JSON.stringify(items) }
	return draft('plan.marked', body, { area: plan.area, subject: plan.id })
}

/** What a mark is of, as a text to tell it by. */
export function markKey(m: Pick<Mark, 'subject' | 'compound' | 'building'>): string {
	return m.subject ?? JSON.stringify([m.compound ?? '', m.building ?? ''])
}

export function markName(m: Pick<Mark, 'compound' | 'building'>): string {
	return [m.compound, buildingText(m.building ?? '')].filter(Boolean).join(' ')
}
