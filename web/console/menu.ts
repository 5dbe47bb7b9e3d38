// The menu: what belongs together stands under one entry, as tabs beneath it.
import { computed } from 'vue'
import { ACCOUNT } from './accounts'
import { ROSTER } from './find'
import { COMMAND } from './notices'
import { may, type Verb } from './session'

/** An entry and its pages; the first is where it leads. */
const ALL = {
	board: ['board'],
	rounds: ['rounds'],
	notices: ['notices'],
	figures: ['figures', 'charts', 'balances', 'files'],
	reports: ['bulletins', 'forms'],
	people: ['accounts', 'devices', 'imports'],
	find: ['find'],
} as const

export type Section = keyof typeof ALL
export type Tab = (typeof ALL)[Section][number]

/* What not everybody may read. */
const RIGHTS: Readonly<Partial<Record<Tab, readonly [Verb, string]>>> = {
	notices: ['see_masked', COMMAND],
	forms: ['correct', COMMAND],
	accounts: ['see_masked', ACCOUNT],
	devices: ['see_masked', ACCOUNT],
	imports: ['enter', ROSTER],
	find: ['see_masked', ROSTER],
}
const mayRead = (name: Tab): boolean => {
	const right = RIGHTS[name]
	return !right || may(...right)
}

export const menu = computed(() =>
	(Object.keys(ALL) as Section[])
		.map((name) => ({ name, pages: (ALL[name] as readonly Tab[]).filter(mayRead) }))
		.filter((entry) => entry.pages.length > 0),
)
