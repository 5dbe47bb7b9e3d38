// The pages by their names in the address; each shows route.id and route.query.
import { defineAsyncComponent, type Component } from 'vue'
import JoinPage from './JoinPage.vue'
import OutboxPage from './OutboxPage.vue'
import SettingsPage from './SettingsPage.vue'
import TodayPage from './TodayPage.vue'

export interface Page {
	show: Component
	/** Seen by whoever holds the phone, opened or not. */
	open?: true
}

export const pages: Readonly<Record<string, Page>> = {
	today: { show: TodayPage },
	outbox: { show: OutboxPage },
	settings: { show: SettingsPage },
	join: { show: JoinPage, open: true },
	scan: { show: lazily(() => import('./ScanPage.vue')) },
	paper: { show: lazily(() => import('./PaperPage.vue')) },
	post: { show: lazily(() => import('./PostPage.vue')) },
	handover: { show: lazily(() => import('./HandOverPage.vue')), open: true },
}

/** One that is fetched when it is first needed, and kept from then on. */
export function lazily(load: () => Promise<{ default: Component }>): Component {
	return defineAsyncComponent(load)
}
