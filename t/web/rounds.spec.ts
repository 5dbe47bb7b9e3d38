// Rounds, the tree of areas, the doors and the missing list: what the screen shows is what the API says.
import {
	listsTheMissing,
	movesANumber,
	namesWhoIsMissing,
	opensTheTree,
	printsTheMissing,
	saysNothingIsTold,
	showsAnAttempt,
	showsCoverage,
	showsEveryDoor,
	sortsByName,
	tellsDaysApart,
	tellsTheTime,
	walksABuilding,
} from './acts/doors'
import { test } from './fixture'

test('each round shows what its coverage says', ({ desk }) => showsCoverage(desk))

test('the tree opens step by step, and each sums to its parent', ({ desk }) => opensTheTree(desk))

test('areas can be sorted by name', ({ desk }) => sortsByName(desk))

test('a number moves while one looks at it', ({ desk }) => movesANumber(desk))

test('an attempt shows at its door, though no number moves', ({ desk }) => showsAnAttempt(desk))

test('what is overdue is so by the server’s clock', ({ desk }) => tellsTheTime(desk))

test('every door of a grid is there, in its state', ({ desk }) => showsEveryDoor(desk))

test('arrow keys walk through a building, and a door opens', ({ desk }) => walksABuilding(desk))

test('the missing list is as long as its number', ({ desk }) => listsTheMissing(desk))

test('the missing list is printed whole, or says how much of it is there', ({ desk }) =>
	printsTheMissing(desk))

test('who is missing in a round of people is told by name and door', ({ desk }) =>
	namesWhoIsMissing(desk))

test('what is asked of one subject several times is told apart', ({ desk }) => tellsDaysApart(desk))

test('a page that is not told what changes says so', ({ desk }) => saysNothingIsTold(desk))
