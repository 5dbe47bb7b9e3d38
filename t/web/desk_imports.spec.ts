// A list with bad rows, from the file to what went in and back again; and a plan of buildings, drawn as it is typed. Each in an area of its
// own, of which nothing is left.
import { bringsAList, bringsAPlan } from './acts/imports'
import { test } from './fixture'

test('a list with bad rows goes in as far as it is right, and the rest once it is corrected', ({
	desk,
}) => bringsAList(desk))

test('the doors of a plan are counted and drawn as it is typed, and listed', ({ desk }) =>
	bringsAPlan(desk))
