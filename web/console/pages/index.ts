// The pages by the first part of their address, each with the part of the menu that it belongs to.
import type { Component } from 'vue'
import BoardPage from './BoardPage.vue'
import BulletinPage from './BulletinPage.vue'
import BulletinsPage from './BulletinsPage.vue'
import FigurePage from './FigurePage.vue'
import FiguresPage from './FiguresPage.vue'
import FindPage from './FindPage.vue'
import MissingPage from './MissingPage.vue'
import NoticePage from './NoticePage.vue'
import NoticesPage from './NoticesPage.vue'
import RecordPage from './RecordPage.vue'
import RoundPage from './RoundPage.vue'
import RoundsPage from './RoundsPage.vue'
import SubjectPage from './SubjectPage.vue'
import { later } from '../later'
import type { Section } from '../menu'

interface Entry {
	show: Component
	/** Nothing stands around it. */
	bare?: true
	/** It shows one of many, which the address has to name. */
	one?: true
	section: Section
}

/* What only some come to write, or few look at, is not read by all who come. */
export const pages: Readonly<Record<string, Entry>> = {
	board: { show: BoardPage, section: 'board' },
	wall: { show: later(() => import('./WallPage.vue')), section: 'board', bare: true },
	map: { show: later(() => import('./MapPage.vue')), section: 'board' },
	mapfiles: { show: later(() => import('./MapFilesPage.vue')), section: 'board' },
	plan: { show: later(() => import('./PlanPage.vue')), section: 'board', one: true },
	rounds: { show: RoundsPage, section: 'rounds' },
	round: { show: RoundPage, section: 'rounds', one: true },
	open: { show: later(() => import('./OpenRoundPage.vue')), section: 'rounds' },
	settle: { show: later(() => import('./SettlePage.vue')), section: 'rounds' },
	missed: { show: later(() => import('./MissedPage.vue')), section: 'rounds', one: true },
	missing: { show: MissingPage, section: 'rounds', one: true },
	subject: { show: SubjectPage, section: 'rounds', one: true },
	handed: { show: later(() => import('./HandedPage.vue')), section: 'rounds' },
	notices: { show: NoticesPage, section: 'notices' },
	notice: { show: NoticePage, section: 'notices', one: true },
	figures: { show: FiguresPage, section: 'figures' },
	figure: { show: FigurePage, section: 'figures', one: true },
	charts: { show: later(() => import('./ChartsPage.vue')), section: 'figures' },
	files: { show: later(() => import('./FilesPage.vue')), section: 'figures' },
	record: { show: RecordPage, section: 'figures', one: true },
	bulletins: { show: BulletinsPage, section: 'reports' },
	bulletin: { show: BulletinPage, section: 'reports', one: true },
	compose: { show: later(() => import('./ComposePage.vue')), section: 'reports' },
	forms: { show: later(() => import('./FormsPage.vue')), section: 'reports' },
	form: { show: later(() => import('./FormPage.vue')), section: 'reports', one: true },
	balances: { show: later(() => import('./BalancesPage.vue')), section: 'figures' },
	people: { show: later(() => import('./PeoplePage.vue')), section: 'people' },
	areas: { show: later(() => import('./AreasPage.vue')), section: 'people' },
	crew: { show: later(() => import('./CrewPage.vue')), section: 'people' },
	accounts: { show: later(() => import('./AccountsPage.vue')), section: 'people' },
	account: { show: later(() => import('./AccountPage.vue')), section: 'people', one: true },
	devices: { show: later(() => import('./DevicesPage.vue')), section: 'people' },
	imports: { show: later(() => import('./ImportsPage.vue')), section: 'people' },
	find: { show: FindPage, section: 'find' },
}
