// One box: a person by a piece of the name, by how it is read and by the whole phone; a record by its id; from any page by a key.
import { findsSomebody, forgetsWhatWasSought } from './acts/find'
import { test } from './fixture'

test('somebody is found by what one types', ({ desk }) => findsSomebody(desk))

test('what is looked for is nobody else’s', ({ desk }) => forgetsWhatWasSought(desk))
