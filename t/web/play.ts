// What tests do at the server beside the page: calls, lists, and records handed in.
import { expect, type Locator } from '@playwright/test'
import { randomUUID } from 'node:crypto'

/** A server, and somebody who is logged in there. */
export interface Caller {
	origin: string
	cookie: string
}

export interface Target {
	subject: string
	area: string
	state: string
	tries: number
	place: { room?: string } | null
}

/** Where the demo's clock stands. */
const NOW = '2022-09-23T11:20:00+08:00'

export async function call(by: Caller, path: string, body?: unknown): Promise<unknown> {
	const answer = await fetch(by.origin + path, {
		method: body === undefined ? 'GET' : 'POST',
		headers: {
			Cookie: by.cookie,
			'Bulou-Client': 'test',
			'Content-Type': 'application/json',
		},
		...(body === undefined ? {} : { body: JSON.stringify(body) }),
	})
	if (!answer.ok) throw new Error(`${path}: ${await answer.text()}`)
	return answer.json()
}

/** Logs in: the cookie of the session. */
export async function logIn(origin: string, user: string, password: string): Promise<string> {
	const answer = await fetch(origin + '/v1/session', {
		method: 'POST',
		headers: { 'Bulou-Client': 'test', 'Content-Type': 'application/json' },
		body: JSON.stringify({ user, password }),
	})
	if (!answer.ok) throw new Error(await answer.text())
	return answer.headers.get('set-cookie')?.split(';')[0] ?? ''
}

/** All pages of a list. */
export async function list<T>(by: Caller, path: string): Promise<T[]> {
	const all: T[] = []
	for (let next: string | null = ''; next !== null;) {
		const query = `${path.includes('?') ? '&' : '?'}limit=1000${next && '&after=' + next}`
		const page = (await call(by, path + query)) as { items: T[]; next: string | null }
		all.push(...page.items)
		next = page.next
	}
	return all
}

/** Hands in what was found at a door of a sweep. */
export async function visit(
	by: Caller,
	round: string,
	t: Target,
	body: Record<string, unknown>,
): Promise<void> {
	const record = { id: randomUUID(), kind: 'sweep.visit', v: 2, at: NOW, area: t.area }
	const whole = { ...record, subject: t.subject, round, body }
	const receipt = (await call(by, '/v1/records', whole)) as {
		status: string
		error: { reason_en: string } | null
	}
	if (receipt.status !== 'accepted') throw new Error(receipt.error?.reason_en)
}

/** An area is chosen step by step, from where the form begins. */
export async function chooseArea(form: Locator, ...path: string[]): Promise<void> {
	for (const id of path) await form.locator('.area-select select').last().selectOption(id)
	await expect(form.locator(`.area-select [value="${path.at(-1)}"]:checked`)).toHaveCount(1)
}
