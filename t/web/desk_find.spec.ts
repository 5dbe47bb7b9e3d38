// One box: a person by a piece of the name, by how it is read and by the whole phone; a record by its id; from any page by a key.
import { findsByWhatIsOnIt, findsSomebody, forgetsWhatWasSought } from './acts/find'
import { test } from './fixture'

test('somebody is found by what one types', ({ desk }) => findsSomebody(desk))

test('what is looked for is nobody else’s', ({ desk }) => forgetsWhatWasSought(desk))

test('a document, an address, a plate and a tube are found by what stands on them', ({ desk }) =>
	findsByWhatIsOnIt(desk))
