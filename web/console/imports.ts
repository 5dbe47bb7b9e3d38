// Lists brought in. What a file holds stays in this page and goes with each call; the server keeps none of it.
import { api, given, got, whole, type Shapes } from '@shared/api'
import { base64url } from '@shared/base64'
import { keepFile } from '@shared/keep'
import { newId } from '@shared/ids'
import { language } from '@shared/language'
import { onScopeDispose, ref, shallowRef, type Ref, type ShallowRef } from 'vue'
import { fileOf, type FileFormat } from './take'
import { isUnsure } from './write'

export type Look = Shapes['import_look']
export type Check = Shapes['import_check']
export type Made = Shapes['import']
export type Column = Shapes['import_column']

export const FILE_MB = 5
export const FILE_MAX = FILE_MB << 20
export const PLAN = 'plan'
/** What a column may be besides the things that a list knows. */
export const BESIDE = ''
export const OUT = '-'

export interface Order {
	lists: string
	/** base64url */
	file: string
	file_name: string
	area: string
	/** Of a workbook; without it the first. */
	sheet?: string
	/** Headings, and what they are taken for. */
	map?: { heading: string; to: string }[]
}

const params = { header: { 'Bulou-Client': 'console' } }

function bodyOf(o: Order) {
	const { lists, file, file_name, area, sheet } = o
	const map = o.map && JSON.stringify(o.map)
	return { lists, file, ...given({ file_name, area, sheet, map }) }
}

export const lookAt = (o: Order): Promise<Look> =>
	got(api.POST('/v1/imports/look', { params, body: bodyOf(o) } as never))
export const checkRows = (o: Order): Promise<Check> =>
	got(api.POST('/v1/imports/check', { params, body: bodyOf(o) } as never))
const bringIn = (o: Order, id: string): Promise<Made> =>
	got(api.POST('/v1/imports', { params, body: { ...bodyOf(o), id } } as never))
const readImport = (id: string): Promise<Made> =>
	got(api.GET('/v1/imports/{id}', { params: { path: { id } } }))

export const readImports = (): Promise<Made[]> =>
	whole((after) =>
		got(api.GET('/v1/imports', { params: { query: given({ limit: 200, after }) } })),
	)

/** Refused with 409 where it is not as it was seen: it may have ended meanwhile. */
export function takeBack({ id, state }: Made, reason: string): Promise<Made> {
	const body = given({ reason, state })
	return got(
		api.POST('/v1/imports/{id}/back', { params: { path: { id }, ...params }, body } as never),
	)
}

/** The bad rows, in the columns of their own file. */
export async function takeBad(o: Order, format: FileFormat): Promise<void> {
	const body = { ...bodyOf(o), format, lang: language.value }
	keepFile(await (await fileOf('/v1/imports/bad', body)).blob(), `bad-rows.${format}`)
}

const PROGRESS_MS = 700

interface Bringing {
	busy: Ref<boolean>
	/** What it is while it is under way. */
	progress: ShallowRef<Made | undefined>
	failed: Ref<Error | undefined>
	/** It may have gone in: the same goes on under the same id. */
	unsure: Ref<boolean>
	/** goesOn: the id of one that was broken off. */
	run: (o: Order, goesOn?: string) => Promise<Made | undefined>
	forget: () => void
}

/** Brings in an order once, however often it is asked for until its answer has come. */
export function useBringing(): Bringing {
	const busy = ref(false)
	const progress = shallowRef<Made>()
	const failed = ref<Error>()
	const unsure = ref(false)
	let id = ''
	let timer = 0

	async function watch(): Promise<void> {
		/* Before it has begun there is nothing to be told. */
		progress.value = await readImport(id).catch(() => undefined)
		if (busy.value) timer = window.setTimeout(() => void watch(), PROGRESS_MS)
	}
	function forget(): void {
		id = ''
		unsure.value = false
		failed.value = undefined
		progress.value = undefined
	}
	async function run(o: Order, goesOn?: string): Promise<Made | undefined> {
		id ||= goesOn ?? newId()
		busy.value = true
		failed.value = undefined
		timer = window.setTimeout(() => void watch(), PROGRESS_MS)
		try {
			const made = await bringIn(o, id)
			forget()
			return made
		} catch (e) {
			failed.value = e as Error
			unsure.value = isUnsure(e)
			if (!unsure.value) id = ''
			return undefined
		} finally {
			busy.value = false
			clearTimeout(timer)
		}
	}
	onScopeDispose(() => clearTimeout(timer))
	return { busy, progress, failed, unsure, run, forget }
}

/** What was broken off, with its file: all else stands in what is told of it. */
export async function orderOf(made: Made, file: File): Promise<Order> {
	return {
		lists: made.lists,
		file: await base64url(file),
		file_name: made.file_name,
		area: made.rows_area ?? '',
		...(made.sheet && { sheet: made.sheet }),
		map: JSON.parse(made.map) as NonNullable<Order['map']>,
	}
}

/** One row of a plan as the file that a plan is: the parts are quoted, whatever is typed. */
export function planFile(parts: Readonly<Record<string, string>>): Blob {
	const names = Object.keys(parts)
	const cell = (text: string): string => `"${text.replaceAll('"', '""')}"`
	const row = names.map((n) => cell(parts[n] ?? ''))
	return new Blob([`${names.join(',')}\r\n${row.join(',')}\r\n`])
}
