// A bulletin from its figures to the public: composed, kept, handed on, published, opened, corrected; and one number everywhere.
import { publishesAndCorrects, publishesOnce, showsOneNumber } from './acts/bulletin'
import { test } from './fixture'

test('a bulletin is written, published, opened to anybody and corrected', async ({ desk }) => {
	test.setTimeout(60_000)
	await publishesAndCorrects(desk)
})

test('what may have been published is not changed, and published once', ({ desk }) =>
	publishesOnce(desk))

test('two screens show one number, while records come in', async ({ desk }) => {
	test.setTimeout(60_000)
	await showsOneNumber(desk)
})
