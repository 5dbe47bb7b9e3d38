// Calls of the server: typed by its own description, refused with its own words in both languages.
import createClient from 'openapi-fetch'
import type { components, paths } from './api_types'

export type Shapes = components['schemas']

/** What the server refused, as problem details (RFC 9457). */
export class Refused extends Error {
	constructor(
		readonly status: number,
		readonly problem: Partial<Shapes['problem']>,
	) {
		super(problem.reason_en ?? String(status))
	}
}

export const api = createClient<paths>({ headers: { 'Bulou-Client': 'console' } })

/** Called when a session has ended that was good before. */
export const lost = { call: (): void => {} }

interface Answer<T> {
	data?: T
	error?: unknown
	response: Response
}

/** What a call answered; throws Refused, or TypeError where the server cannot be reached. */
export async function got<T>(call: Promise<Answer<T>>): Promise<T> {
	const { data, error, response } = await call
	if (response.ok) return data as T
	if (response.status === 401) lost.call()
	const problem = typeof error === 'object' && error !== null ? error : {}
	throw new Refused(response.status, problem)
}

export interface Page<T> {
	items: T[]
	next: string | null
}

/** All pages of a list, for lists that are short by their nature. */
export async function whole<T>(page: (after?: string) => Promise<Page<T>>): Promise<T[]> {
	const all: T[] = []
	for (let after: string | undefined; ;) {
		const one = await page(after)
		all.push(...one.items)
		if (one.next === null) return all
		after = one.next
	}
}

type Given<T> = { [K in keyof T]?: Exclude<T[K], undefined> }

/** Only the parameters that have a value: the server refuses what it does not know, and empty ones. */
export function given<T extends Record<string, string | number | undefined>>(values: T): Given<T> {
	const entries = Object.entries(values).filter(([, v]) => v !== undefined && v !== '')
	return Object.fromEntries(entries) as Given<T>
}
