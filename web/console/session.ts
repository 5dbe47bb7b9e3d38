// Who is logged in. The session itself is a cookie that scripts cannot read.
import { ref } from 'vue'
import { api, got, lost, Refused, type Shapes } from '@shared/api'
import { setClock } from './clock'

/** undefined: not asked yet; null: nobody. */
export const session = ref<Shapes['session'] | null>()
/** It has ended while somebody was at work. */
export const ended = ref(false)

lost.call = () => {
	if (session.value) ended.value = true
	session.value = null
}

function enter(s: Shapes['session']): void {
	setClock(s.now)
	session.value = s
}

/* That somebody has logged in here, so that a first visit need not ask for a session that cannot be there. */
const KEY = 'bulou.loggedIn'

/** Why it is not known whether the session still stands. */
export const unknown = ref<Error>()

/** Asks for the session. Only the server's own no ends it: one that is not there just now has said nothing. */
export async function resume(): Promise<void> {
	try {
		if (localStorage.getItem(KEY)) enter(await got(api.GET('/v1/session')))
		else session.value = null
		unknown.value = undefined
	} catch (e) {
		const no = e instanceof Refused && e.status === 401
		if (no) session.value = null
		unknown.value = no ? undefined : (e as Error)
	}
}

/** code: '' until the server has asked for one. */
export async function logIn(user: string, password: string, code: string): Promise<void> {
	const header = { 'Bulou-Client': 'console' }
	const body = { user, password, ...(code && { code }) }
	const call = api.POST('/v1/session', { params: { header }, body })
	enter(await got(call))
	localStorage.setItem(KEY, 'yes')
	ended.value = false
}

export type Verb = 'count' | 'see_masked' | 'enter' | 'correct' | 'decide' | 'approve' | 'export'

/** May he do that in a matter, anywhere? */
export function may(verb: Verb, matter: string | undefined): boolean {
	return session.value?.rights.some((r) => r.verb === verb && r.matter === matter) ?? false
}

/** May he do that in any matter? */
export function mayAny(verb: Verb): boolean {
	return session.value?.rights.some((r) => r.verb === verb) ?? false
}

/** A slip of paper opens `#/ticket/CODE/USER`: behind the #, so that the code goes into no log. */
export function slip(): { ticket: string; user: string } | undefined {
	const [, name, ticket, user = ''] = location.hash.split('/')
	return name === 'ticket' && ticket ? { ticket, user } : undefined
}

/** The first login, with what stands on a slip: it sets the password. Then the code is good no more, and leaves the address. */
export async function logInBySlip(ticket: string, user: string, password: string): Promise<void> {
	const header = { 'Bulou-Client': 'console' }
	const body = { ticket, user, password }
	enter(await got(api.POST('/v1/session', { params: { header }, body })))
	localStorage.setItem(KEY, 'yes')
	ended.value = false
	location.replace('#/')
}

export async function logOut(): Promise<void> {
	const header = { 'Bulou-Client': 'console' }
	await got(api.DELETE('/v1/session', { params: { header } }))
	localStorage.removeItem(KEY)
	session.value = null
}
