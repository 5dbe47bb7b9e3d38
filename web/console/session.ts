// Who is logged in. The session itself is a cookie that scripts cannot read.
import { ref } from 'vue'
import { api, got, lost, type Shapes } from '@shared/api'

/** undefined: not asked yet; null: nobody. */
export const session = ref<Shapes['session'] | null>()
/** It has ended while somebody was at work. */
export const ended = ref(false)

lost.call = () => {
	if (session.value) ended.value = true
	session.value = null
}

/* That somebody has logged in here, so that a first visit need not ask for a session that cannot be there. */
const KEY = 'bulou.loggedIn'

export async function resume(): Promise<void> {
	if (localStorage.getItem(KEY))
		session.value = await got(api.GET('/v1/session')).catch(() => null)
	else session.value = null
}

export async function logIn(user: string, password: string): Promise<void> {
	const header = { 'Bulou-Client': 'console' }
	const call = api.POST('/v1/session', { params: { header }, body: { user, password } })
	session.value = await got(call)
	localStorage.setItem(KEY, 'yes')
	ended.value = false
}

export async function logOut(): Promise<void> {
	const header = { 'Bulou-Client': 'console' }
	await got(api.DELETE('/v1/session', { params: { header } }))
	localStorage.removeItem(KEY)
	session.value = null
}
