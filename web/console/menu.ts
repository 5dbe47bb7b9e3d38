// The menu: what belongs together stands under one entry, as tabs beneath it.
import { computed } from 'vue'
import { ACCOUNT } from './accounts'
import { ROSTER } from './find'
import { COMMAND } from './notices'
import { CREW } from './people'
import { may, mayAny, type Verb } from './session'

/** An entry and its pages; the first is where it leads. */
const ALL = {
	board: ['board', 'map'],
	rounds: ['rounds'],
	notices: ['notices'],
	figures: ['figures', 'charts', 'balances', 'files'],
	reports: ['bulletins', 'forms'],
	people: ['people', 'areas', 'crew', 'imports', 'accounts', 'devices'],
	find: ['find'],
} as const

export type Section = keyof typeof ALL
export type Tab = (typeof ALL)[Section][number]

/* What not everybody may read. */
const RIGHTS: Readonly<Partial<Record<Tab, readonly [Verb, string]>>> = {
	notices: ['see_masked', COMMAND],
	forms: ['correct', COMMAND],
	people: ['see_masked', ROSTER],
	crew: ['see_masked', CREW],
	accounts: ['see_masked', ACCOUNT],
	devices: ['see_masked', ACCOUNT],
	imports: ['enter', ROSTER],
}
const mayRead = (name: Tab): boolean => {
	// Whoever sees anything finds it.
	if (name === 'find') return mayAny('see_masked')
	const right = RIGHTS[name]
	return !right || may(...right)
}

export const menu = computed(() =>
	(Object.keys(ALL) as Section[])
		.map((name) => ({ name, pages: (ALL[name] as readonly Tab[]).filter(mayRead) }))
		.filter((entry) => entry.pages.length > 0),
)
