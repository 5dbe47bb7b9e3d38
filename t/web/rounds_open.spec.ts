// A round is drawn up, opened, extended and cancelled on the screen; and what is to be settled is settled there.
import { handsOver, opensARound, settlesAClash } from './acts/rounds'
import { test } from './fixture'

test('a round is opened for exactly those who were counted, extended and cancelled', ({ desk }) =>
	opensARound(desk))

test('what excludes each other, and whose writer nobody confirmed, is settled', ({ desk }) =>
	settlesAClash(desk))

test('who was missed again and again is listed, and the list is handed over', ({ desk }) =>
	handsOver(desk))
