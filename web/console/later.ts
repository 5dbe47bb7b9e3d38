// A page that is read when somebody comes to it. Where it does not come, that is said: the line was lost, or the server has been replaced
// by a newer one, whose pages have other names.
import { defineAsyncComponent, type Component } from 'vue'
import NotLoaded from './parts/NotLoaded.vue'

const QUIET_MS = 300 // what comes at once is not worth a word

export function later(load: () => Promise<Component>): Component {
	return defineAsyncComponent({
		loader: load,
		loadingComponent: NotLoaded,
		errorComponent: NotLoaded,
		delay: QUIET_MS,
	})
}
