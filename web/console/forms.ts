// Offices' tables: reading and filling them, how a sheet is drawn, and what is suggested for a cell.
import { api, given, got, Refused, whole, type Shapes } from '@shared/api'
import { base64url } from '@shared/base64'
import { chinaTime, newId } from '@shared/ids'
import { ref, type Ref } from 'vue'
import { areaOf, pathTo } from './areas'
import { fieldMax } from './tables'
import { draft, isUnsure, type Draft } from './write'

export type Head = Shapes['form_head']
export type Form = Shapes['form']
export type Sheet = Shapes['form_sheet']
export type Cell = Shapes['form_cell']
export type Value = Shapes['form_value']
export type Figure = Shapes['figure']

export const FILE_MAX = 180_000 // bytes, as the server's
export const ROWS_SHOWN = 200
export const COLUMNS_SHOWN = 40
export const FILED = 'form.filed'
const MAPPED = 'form.mapped'

export function readForms(): Promise<Head[]> {
	return whole((after) =>
		got(api.GET('/v1/forms', { params: { query: given({ limit: 100, after }) } })),
	)
}

/** How many questions were saved so far, by the figure of that name. */
export async function readSaved(): Promise<number> {
	const params = { path: { id: 'questions-saved' }, query: given({}) }
	return (await got(api.GET('/v1/figures/{id}', { params }))).value
}

export function readForm(id: string, day: string | undefined): Promise<Form> {
	return got(api.GET('/v1/forms/{id}', { params: { path: { id }, query: given({ day }) } }))
}

export async function readSheets(id: string): Promise<Sheet[]> {
	return (await got(api.GET('/v1/forms/{id}/sheets', { params: { path: { id } } }))).sheets
}

export function bookAddress(id: string, day: string): string {
	return `/v1/forms/${id}?format=xlsx&day=${day}`
}

/** Minutes after midnight as a field for a time has them; "" for none. */
export function hourText(due: number | null): string {
	if (due === null) return ''
	const two = (n: number): string => String(n).padStart(2, '0')
	return `${two(Math.floor(due / 60))}:${two(due % 60)}`
}

export function minutesOf(hour: string): number | null {
	const [h, m] = hour.split(':').map(Number)
	return h === undefined || m === undefined || Number.isNaN(h + m) ? null : h * 60 + m
}

// ---- taking over ----

export interface Taken {
	incident: string
	area: string
	name_zh: string
	name_en: string
	office: string
	file: File
}

export async function filed(t: Taken): Promise<Draft> {
	const body: Record<string, unknown> = {
		incident: t.incident,
		name_zh: t.name_zh,
		office: t.office,
		file_name: [...t.file.name].slice(-(fieldMax(FILED, 'file_name') ?? 50)).join(''),
		file: await base64url(t.file),
	}
	if (t.name_en) body['name_en'] = t.name_en
	return draft(FILED, body, { area: t.area })
}

// ---- the map ----

export interface Setting {
	cells: readonly Cell[]
	due: number | null
	retired: boolean
}

/** What a cell's item says, without what it does not. */
function item(c: Cell): Record<string, unknown> {
	const { sheet, cell, what } = c
	if (what === 'figure') return { ...c, text: '' }
	const more = what === 'text' ? { text: c.text } : what === 'area' ? { area: c.area } : {}
	return { sheet, cell, what, back: c.back, ...more }
}

export function mapped(form: Head, s: Setting): Draft {
	const body: Record<string, unknown> = {
		version: form.next_version,
		retired: s.retired,
		map: JSON.stringify(s.cells.map(item)),
	}
	if (s.due !== null) body['due'] = s.due
	return draft(MAPPED, body, { area: form.area, subject: form.id })
}

// ---- filling ----

interface Filling {
	busy: Ref<string>
	failed: Ref<Error | undefined>
	fill: (form: string, day: string) => Promise<boolean>
}

/** Fills a table. What may have arrived is asked for again by the same id, and so is filled once. */
export function useFilling(): Filling {
	const busy = ref('')
	const failed = ref<Error>()
	let asked: { what: string; id: string } | undefined

	async function fill(form: string, day: string): Promise<boolean> {
		const what = `${form} ${day}`
		if (asked?.what !== what) asked = { what, id: newId() }
		busy.value = form
		failed.value = undefined
		try {
			const { data, error, response } = await api.POST('/v1/forms/{id}/fillings', {
				params: {
					path: { id: form },
					header: { 'Bulou-Client': 'console', 'Bulou-Sent': chinaTime() },
				},
				body: { id: asked.id, day },
			} as never)
			if (!response.ok)
				throw new Refused(response.status, (error ?? {}) as Partial<Shapes['problem']>)
			const refused = (data as unknown as Shapes['receipt']).error
			if (refused) throw Object.assign(new Error(refused.code), refused)
			asked = undefined
			return true
		} catch (e) {
			failed.value = e as Error
			if (!isUnsure(e)) asked = undefined
			return false
		} finally {
			busy.value = ''
		}
	}
	return { busy, failed, fill }
}

// ---- a sheet as a grid ----

export function columnName(n: number): string {
	let name = ''
	for (let c = n; c > 0; c = Math.floor((c - 1) / 26))
		name = String.fromCharCode(65 + ((c - 1) % 26)) + name
	return name
}

export function place(cell: string): { column: number; row: number } {
	const [, letters = '', digits = ''] = /^([A-Z]+)(\d+)$/.exec(cell) ?? []
	let column = 0
	for (const l of letters) column = column * 26 + l.charCodeAt(0) - 64
	return { column, row: Number(digits) }
}

export interface Square {
	cell: string
	column: number
	row: number
	text: string
	formula: boolean
	columns: number
	rows: number
	/** It is empty, and has words beside it and above it. */
	blank: boolean
}

export interface Grid {
	columns: number[]
	rows: { row: number; squares: Square[] }[]
	cut: boolean
}

export function gridOf(sheet: Sheet): Grid {
	const texts = new Map(sheet.cells.map((c) => [`${c.row} ${c.column}`, c]))
	const most = (of: number[]): number => of.reduce((a, b) => Math.max(a, b), 1)
	const right = most([...sheet.cells.map((c) => c.column), ...sheet.merges.map((m) => m.right)])
	const bottom = most([...sheet.cells.map((c) => c.row), ...sheet.merges.map((m) => m.bottom)])
	const columns = Math.min(right, COLUMNS_SHOWN)
	const rows = Math.min(bottom, ROWS_SHOWN)
	const covered = new Set<string>()
	const spans = new Map<string, { columns: number; rows: number }>()
	for (const m of sheet.merges) {
		spans.set(`${m.top} ${m.left}`, {
			columns: Math.min(m.right, columns) - m.left + 1,
			rows: Math.min(m.bottom, rows) - m.top + 1,
		})
		for (let r = m.top; r <= Math.min(m.bottom, rows); r++)
			for (let c = m.left; c <= Math.min(m.right, columns); c++)
				if (r !== m.top || c !== m.left) covered.add(`${r} ${c}`)
	}
	const beside = (r: number, c: number): boolean =>
		sheet.cells.some((x) => x.row === r && x.column < c)
	const above = (r: number, c: number): boolean =>
		sheet.cells.some((x) => x.column === c && x.row < r)
	const grid: Grid = {
		columns: Array.from({ length: columns }, (_, i) => i + 1),
		rows: [],
		cut: right > columns || bottom > rows,
	}
	for (let row = 1; row <= rows; row++) {
		const squares: Square[] = []
		for (let column = 1; column <= columns; column++) {
			const key = `${row} ${column}`
			if (covered.has(key)) continue
			const there = texts.get(key)
			squares.push({
				cell: columnName(column) + row,
				column,
				row,
				text: there?.text ?? '',
				formula: there?.formula ?? false,
				columns: 1,
				rows: 1,
				blank: !there && beside(row, column) && above(row, column),
				...spans.get(key),
			})
		}
		grid.rows.push({ row, squares })
	}
	return grid
}

// ---- what is suggested ----

/** The words to the left of a cell and above it, the nearest first. */
function wordsAt(sheet: Sheet, at: { column: number; row: number }): string[] {
	const left = sheet.cells.filter((c) => c.row === at.row && c.column < at.column)
	const above = sheet.cells.filter((c) => c.column === at.column && c.row < at.row)
	return [...left.reverse(), ...above.reverse()].map((c) => c.text.trim()).filter(Boolean)
}

/** The pairs of characters that two texts have in common. */
function likeness(a: string, b: string): number {
	const pairs = (s: string): Set<string> =>
		new Set(Array.from({ length: Math.max(s.length - 1, 0) }, (_, i) => s.slice(i, i + 2)))
	const x = pairs(a.toLowerCase())
	const y = pairs(b.toLowerCase())
	let both = 0
	for (const p of x) if (y.has(p)) both++
	return both === 0 ? 0 : (2 * both) / (x.size + y.size)
}

const LIKE_LEAST = 0.25
const LIKE_MOST = 5

/** The figures that are called most like the words beside a cell. */
export function suggest(
	figures: readonly Figure[],
	sheet: Sheet,
	at: { column: number; row: number },
): Figure[] {
	const words = wordsAt(sheet, at)
	return figures
		.map((figure) => ({
			figure,
			like: Math.max(
				0,
				...words.map((w) =>
					Math.max(likeness(w, figure.label_zh), likeness(w, figure.label_en)),
				),
			),
		}))
		.filter((f) => f.like >= LIKE_LEAST)
		.sort((a, b) => b.like - a.like)
		.slice(0, LIKE_MOST)
		.map((f) => f.figure)
}

const TOTAL = /累计|总计|cumulative|in all|so far/i
const CHANGE = /较昨日|较前日|较前一日|比昨日|比前日|增减|change|difference/i

/** Which of a figure's values is asked for, by the word that stands nearest to a cell and says so. */
export function suggestMeasure(sheet: Sheet, at: { column: number; row: number }): string {
	const said = wordsAt(sheet, at).find((w) => TOTAL.test(w) || CHANGE.test(w))
	if (!said) return 'day'
	return CHANGE.test(said) ? 'change' : 'total'
}

/** The areas of the form whose names stand in a column, from a row on; and the names that are none. */
export function rowsOf(
	sheet: Sheet,
	column: number,
	from: number,
	areas: readonly { id: string; name: string }[],
): { found: { row: number; area: string }[]; unknown: string[] } {
	const found: { row: number; area: string }[] = []
	const unknown: string[] = []
	for (const c of sheet.cells.filter((x) => x.column === column && x.row >= from)) {
		const name = c.text.trim()
		const area = areas.find((a) => a.name === name)
		if (area) found.push({ row: c.row, area: area.id })
		else if (name) unknown.push(name)
	}
	return { found, unknown }
}

/** The area and all that lie under it, from the top. */
export function areasUnder(
	top: string,
	all: readonly { id: string; name: string; depth: number }[],
): { id: string; name: string; depth: number }[] {
	const above = areaOf(top) ? pathTo(top).length - 1 : 0
	return all
		.filter((a) => pathTo(a.id).some((p) => p.id === top))
		.map((a) => ({ ...a, depth: a.depth - above }))
}
