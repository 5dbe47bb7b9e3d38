// The roster on the console: people by area, flag and home; areas from a day on; the day's shifts and their gaps.
import { addsAnArea, addsSomebody, fillsTheDutyTable, findsPeople } from './acts/people'
import { test } from './fixture'

test('people of an area: by flag, by home, with a reason, and as a file', ({ desk }) =>
	findsPeople(desk))

test('somebody is added, corrected, and leads back to his home', ({ desk }) => addsSomebody(desk))

test('an area is added, and called otherwise from a day on', ({ desk }) => addsAnArea(desk))

test('a gap in the duty table is filled, and somebody is sent to another unit', ({ desk }) =>
	fillsTheDutyTable(desk))
