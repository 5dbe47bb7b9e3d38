// A unit of a building as a table: floors and rooms, each room a link or a button of the class `cell`.
import { isNumbered } from './floors'
import { say } from './language'
import { common } from './texts'

export function floorName(floor: string): string {
	return isNumbered(floor) ? say(common.floor, { n: floor }) : floor
}

const STEPS: Readonly<Record<string, readonly [number, number]>> = {
	ArrowUp: [-1, 0],
	ArrowDown: [1, 0],
	ArrowLeft: [0, -1],
	ArrowRight: [0, 1],
}

/** An arrow key goes to the next door in its direction, over gaps. The table is one stop of the Tab key: the latest door. */
export function move(e: KeyboardEvent): void {
	const step = STEPS[e.key]
	const at = (e.target as HTMLElement).closest('td')
	const table = at?.closest('table')
	if (!step || !at || !table) return
	e.preventDefault()
	let [y, x] = [(at.parentElement as HTMLTableRowElement).rowIndex, at.cellIndex]
	for (;;) {
		y += step[0]
		x += step[1]
		const to = table.rows[y]?.cells[x]
		if (!to) return
		const door = to.querySelector<HTMLElement>('.cell')
		if (!door) continue
		table.querySelector('.cell[tabindex="0"]')?.setAttribute('tabindex', '-1')
		door.setAttribute('tabindex', '0')
		door.focus()
		return
	}
}
