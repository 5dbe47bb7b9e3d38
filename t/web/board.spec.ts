// The board and the wall: what goes on, who needs help first, down to the door by the keyboard alone, and one number everywhere.
import {
	goesDark,
	movesFigures,
	showsFigures,
	showsOneNumber,
	showsWhatGoesOn,
	standsOnTheWall,
	tellsWhatIsOverdue,
	walksByKeyboard,
} from './acts/board'
import { test } from './fixture'

test('the first page shows what goes on, and who needs help first', ({ desk }) =>
	showsWhatGoesOn(desk))

test('a list whose time is over is overdue, by the server’s clock', ({ desk }) =>
	tellsWhatIsOverdue(desk))

test('one goes from the board to a door and back by the keyboard alone', ({ desk }) =>
	walksByKeyboard(desk))

test('board, list, missing list and API show one number while records pour in', async ({
	desk,
}) => {
	test.setTimeout(60_000)
	await showsOneNumber(desk)
})

test('each figure is one number on the page, in the list and by itself', ({ desk }) =>
	showsFigures(desk))

test('a figure moves as records arrive, and is never another number than the board’s', ({ desk }) =>
	movesFigures(desk))

test('the wall is dark, turns by itself, and has nothing to press', { tag: '@once' }, ({ desk }) =>
	standsOnTheWall(desk),
)

test('dark is chosen by a button, kept, and given back to the system', ({ desk }) => goesDark(desk))
