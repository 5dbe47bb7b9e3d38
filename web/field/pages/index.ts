// The pages by their names in the address; each shows route.id and route.query.
import { defineAsyncComponent, type Component } from 'vue'
import JoinPage from './JoinPage.vue'
import TodayPage from './TodayPage.vue'

/** One that is fetched when it is first needed, and kept from then on. */
function lazily(load: () => Promise<{ default: Component }>): Component {
	return defineAsyncComponent(load)
}

export interface Page {
	show: Component
	/** Seen by whoever holds the phone, opened or not. */
	open?: true
	/** Shown while the copy is being opened still: what it does not know yet it shows when it does. */
	early?: true
}

const door = () => import('./DoorPage.vue')

/** While the PIN is typed: the first thing behind it is a door. */
export function fetchDoor(): void {
	door().catch(() => {})
}

export const pages: Readonly<Record<string, Page>> = {
	today: { show: TodayPage, early: true },
	building: { show: lazily(() => import('./BuildingPage.vue')), early: true },
	door: { show: lazily(door), early: true },
	member: { show: lazily(() => import('./MemberPage.vue')) },
	form: { show: lazily(() => import('./FormPage.vue')) },
	forms: { show: lazily(() => import('./FormsPage.vue')) },
	find: { show: lazily(() => import('./FindPage.vue')) },
	outbox: { show: lazily(() => import('./OutboxPage.vue')), early: true },
	notices: { show: lazily(() => import('./NoticesPage.vue')) },
	settings: { show: lazily(() => import('./SettingsPage.vue')), early: true },
	join: { show: JoinPage },
	scan: { show: lazily(() => import('./ScanPage.vue')) },
	paper: { show: lazily(() => import('./PaperPage.vue')) },
	post: { show: lazily(() => import('./PostPage.vue')) },
	handover: { show: lazily(() => import('./HandOverPage.vue')), open: true },
}
