// The map: outlines come in by a file, are gone into by a click, and take the colour of what is missing as records arrive; a plan's
// building opens its doors.
import { drawsOutlines, drawsSites, marksAPlan } from './acts/map'
import { test } from './fixture'

test('outlines come in by a file, and a map shows what is missing as records arrive', async ({
	desk,
}) => {
	test.setTimeout(60_000)
	await drawsOutlines(desk)
})

test('sites come in as points, and a file that is larger than a request keeps its codes', async ({
	desk,
}) => {
	test.setTimeout(60_000)
	await drawsSites(desk)
})

test('a plan has its buildings marked on it, and one opens its doors', async ({ desk }) => {
	test.setTimeout(60_000)
	await marksAPlan(desk)
})
