// Two that may be one are settled where all else is: they are one, or they are not, and then nobody asks again.
import { settlesTwo } from './acts/suspects'
import { test } from './fixture'

for (const how of ['one', 'two'] as const)
	test(`a person who may be listed twice: ${how}`, ({ desk }) => settlesTwo(desk, how))
