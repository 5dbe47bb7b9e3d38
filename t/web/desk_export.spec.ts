// Every table as a file: what was saved is read back and has the rows that the list has, and the number that the screen shows.
import { staysInPlace, takesARound, takesASheet, takesEachList, takesHomes } from './acts/export'
import { test } from './fixture'

test('a round by area: the file has the rows and the sum of the screen', ({ desk }) =>
	takesARound(desk))

test('a list that arrives moves nothing that is pressed', ({ desk }) => staysInPlace(desk))

test('homes leave for a purpose, marked, and stand among the exports', ({ desk }) =>
	takesHomes(desk))

test('what is missing leaves as a sheet to be filled in by hand', ({ desk }) => takesASheet(desk))

test('every list of the page leaves as a file, with as many rows', ({ desk }) =>
	takesEachList(desk))
