// The keyboard on every page: arrows go from row to row, Enter opens, Backspace goes a step up, the last way that has `data-up`.
// The key / finds.
// A building's rooms have arrows of their own; one of them is a row.

import { go, link, moved, route } from './route'

const WRITES = 'input, select, textarea, dialog, .units'
const ROWS =
	'.unread a, .due-bulletins a, h3 a, .worst a, .standing a, .row .title, .figures li > a, th a, .records td a, .list a, ul.people a, .targets .cell, .units .cell[tabindex="0"]'

function walk(by: 1 | -1): boolean {
	const rows = [...document.querySelectorAll<HTMLElement>(`main :is(${ROWS})`)]
	const at = rows.indexOf(document.activeElement as HTMLElement)
	const to = at < 0 ? rows[by > 0 ? 0 : rows.length - 1] : rows[at + by]
	to?.focus()
	return to !== undefined
}

/* A door and a record are come to from many sides. */
const BACK = ['subject', 'record']

function up(): void {
	if (BACK.includes(route.value.page) && moved.value) return history.back()
	const ways = document.querySelectorAll<HTMLElement>('[data-up]')
	ways[ways.length - 1]?.click()
}

/* Where the menu has it: not everybody may. */
function find(e: KeyboardEvent): void {
	const box = document.querySelector<HTMLInputElement>('form.find input')
	if (!box && !document.querySelector(`nav a[href="${link('find')}"]`)) return
	e.preventDefault()
	if (box) box.select()
	else go(link('find'))
}

function pressed(e: KeyboardEvent): void {
	if (e.defaultPrevented || e.altKey || e.ctrlKey || e.metaKey || e.shiftKey) return
	const target = e.target as HTMLElement
	if (e.key === 'Backspace' && !target.closest('input, select, textarea')) {
		const door = document.querySelector<HTMLDialogElement>('dialog[open]')
		door?.close()
		if (!door) up()
		return e.preventDefault()
	}
	if (target.closest(WRITES)) return
	if (e.key === '/') return find(e)
	if (e.key === 'ArrowDown' && walk(1)) e.preventDefault()
	if (e.key === 'ArrowUp' && walk(-1)) e.preventDefault()
}

export function listen(): void {
	addEventListener('keydown', pressed)
}
