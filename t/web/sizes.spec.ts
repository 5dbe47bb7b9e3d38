// Every page of the console on a screen where the other tests do not go: it shows what it is for, axe finds nothing, nothing is wider, and
// the browser complains of nothing, its policy least of all. By day in Chinese, by night in English.
import { looksAtEveryPage } from './acts/pages'
import { test } from './fixture'

test('every page fits, and is there for everybody', async ({ desk }) => {
	test.slow()
	await looksAtEveryPage(desk)
})
