// The pages by the first part of their address, each with the part of the menu that it belongs to.
import { defineAsyncComponent, type Component } from 'vue'
import BalancesPage from './BalancesPage.vue'
import BoardPage from './BoardPage.vue'
import BulletinPage from './BulletinPage.vue'
import BulletinsPage from './BulletinsPage.vue'
import FigurePage from './FigurePage.vue'
import FiguresPage from './FiguresPage.vue'
import FindPage from './FindPage.vue'
import HandedPage from './HandedPage.vue'
import MissedPage from './MissedPage.vue'
import MissingPage from './MissingPage.vue'
import NoticePage from './NoticePage.vue'
import NoticesPage from './NoticesPage.vue'
import OpenRoundPage from './OpenRoundPage.vue'
import RecordPage from './RecordPage.vue'
import RoundPage from './RoundPage.vue'
import RoundsPage from './RoundsPage.vue'
import SettlePage from './SettlePage.vue'
import SubjectPage from './SubjectPage.vue'
import WallPage from './WallPage.vue'

/* What only some come to write is not read by all who come to look. */
const AccountPage = defineAsyncComponent(() => import('./AccountPage.vue'))
const AccountsPage = defineAsyncComponent(() => import('./AccountsPage.vue'))
const ComposePage = defineAsyncComponent(() => import('./ComposePage.vue'))
const DevicesPage = defineAsyncComponent(() => import('./DevicesPage.vue'))

interface Entry {
	show: Component
	/** Nothing stands around it. */
	bare?: true
	section:
		| 'board'
		| 'rounds'
		| 'notices'
		| 'figures'
		| 'bulletins'
		| 'forms'
		| 'balances'
		| 'accounts'
		| 'find'
}

export const pages: Readonly<Record<string, Entry>> = {
	board: { show: BoardPage, section: 'board' },
	wall: { show: WallPage, section: 'board', bare: true },
	rounds: { show: RoundsPage, section: 'rounds' },
	round: { show: RoundPage, section: 'rounds' },
	open: { show: OpenRoundPage, section: 'rounds' },
	settle: { show: SettlePage, section: 'rounds' },
	missed: { show: MissedPage, section: 'rounds' },
	missing: { show: MissingPage, section: 'rounds' },
	subject: { show: SubjectPage, section: 'rounds' },
	handed: { show: HandedPage, section: 'rounds' },
	notices: { show: NoticesPage, section: 'notices' },
	notice: { show: NoticePage, section: 'notices' },
	figures: { show: FiguresPage, section: 'figures' },
	figure: { show: FigurePage, section: 'figures' },
	charts: { show: defineAsyncComponent(() => import('./ChartsPage.vue')), section: 'figures' },
	files: { show: defineAsyncComponent(() => import('./FilesPage.vue')), section: 'figures' },
	record: { show: RecordPage, section: 'figures' },
	bulletins: { show: BulletinsPage, section: 'bulletins' },
	bulletin: { show: BulletinPage, section: 'bulletins' },
	compose: { show: ComposePage, section: 'bulletins' },
	forms: { show: defineAsyncComponent(() => import('./FormsPage.vue')), section: 'forms' },
	form: { show: defineAsyncComponent(() => import('./FormPage.vue')), section: 'forms' },
	balances: { show: BalancesPage, section: 'balances' },
	accounts: { show: AccountsPage, section: 'accounts' },
	account: { show: AccountPage, section: 'accounts' },
	devices: { show: DevicesPage, section: 'accounts' },
	find: { show: FindPage, section: 'find' },
}
