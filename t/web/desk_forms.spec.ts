// An upper office's table, from its blank workbook to the one that is sent back: what stands in it is what the figures say, and all
// else is as the office drew it.
import { fillsAnOfficesForm } from './acts/forms'
import { test } from './fixture'

test('an office’s table is taken over, mapped once, and filled in its own layout', async ({
	desk,
}) => {
	test.setTimeout(60_000)
	await fillsAnOfficesForm(desk)
})
