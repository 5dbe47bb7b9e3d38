// A sweep that is going on, on top of the played reports: one township, its first villages well done, the others less so.
// Everything is made up and the same each time, but for ids and the hour.
import { execFileSync } from 'node:child_process'
import { randomUUID } from 'node:crypto'

/** A server, and somebody who is logged in there. */
export interface Caller {
	origin: string
	cookie: string
}

export interface Play extends Caller {
	program: string
	data: string
}

export interface Target {
	subject: string
	area: string
	state: string
	tries: number
	place: { room?: string } | null
}

const TOWNSHIP = '512021001'
const SHARES = [1, 1, 0.96, 0.9, 0.8, 0.72, 0.55, 0.4, 0.2, 0]
const TRIED = ['nobody', 'nobody', 'nobody', 'owner_unreachable', 'refused']
const BATCH = 500

function run(play: Play, ...args: string[]): string {
	return execFileSync(play.program, [...args, '--data', play.data, '--json'], {
		encoding: 'utf8',
		env: { ...process.env, LC_ALL: 'en_US.UTF-8' },
		stdio: ['ignore', 'pipe', 'pipe'],
	})
}

export async function call(play: Caller, path: string, body?: unknown): Promise<unknown> {
	const answer = await fetch(play.origin + path, {
		method: body === undefined ? 'GET' : 'POST',
		headers: {
			Cookie: play.cookie,
			'Bulou-Client': 'play',
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
		headers: { 'Bulou-Client': 'play', 'Content-Type': 'application/json' },
		body: JSON.stringify({ user, password }),
	})
	if (!answer.ok) throw new Error(await answer.text())
	return answer.headers.get('set-cookie')?.split(';')[0] ?? ''
}

/** All pages of a list. */
export async function list<T>(play: Caller, path: string): Promise<T[]> {
	const all: T[] = []
	for (let next: string | null = ''; next !== null;) {
		const query = `${path.includes('?') ? '&' : '?'}limit=1000${next && '&after=' + next}`
		const page = (await call(play, path + query)) as { items: T[]; next: string | null }
		all.push(...page.items)
		next = page.next
	}
	return all
}

export function visit(round: string, t: Target, body: Record<string, unknown>): unknown {
	return {
		id: randomUUID(),
		kind: 'sweep.visit',
		v: 2,
		at: new Date().toISOString().slice(0, 19) + 'Z',
		area: t.area,
		subject: t.subject,
		round,
		body,
	}
}

export async function hand(play: Caller, records: unknown[]): Promise<void> {
	for (let i = 0; i < records.length; i += BATCH) {
		const receipts = (await call(play, '/v1/records', records.slice(i, i + BATCH))) as {
			status: string
			error: { reason_en: string } | null
		}[]
		const bad = receipts.find((r) => r.status !== 'accepted')
		if (bad) throw new Error(bad.error?.reason_en)
	}
}

/** What was found at the n-th door of a village that has been done to this share; null: nobody was there yet. */
function found(n: number, share: number): Record<string, unknown> | null {
	if (n % 100 >= share * 100) return null
	if (n % 29 === 7) return { outcome: 'moved' }
	if (n % 11 === 3 && share < 1) return { outcome: TRIED[n % TRIED.length], next: 'again_today' }
	return { outcome: 'done', people: 1 + (n % 4), away: n % 23 === 5 }
}

/** Opens the round and plays its first hours. Its id. */
export async function playSweep(play: Play): Promise<string> {
	const incidents = await list<{ id: string; area: string }>(play, '/v1/incidents')
	const incident = incidents.find((i) => i.area === '512021')?.id ?? ''
	const question = '近 7 日内有无外省返乡人员？（示例）'
	const options = ['--area', TOWNSHIP, '--incident', incident, '--question', question]
	const opened = run(play, 'round', 'open', '--kind', 'sweep', '--due', '4h', ...options)
	const { round } = JSON.parse(opened) as { round: string }
	const targets = await list<Target>(play, `/v1/rounds/${round}/targets`)
	const villages = [...new Set(targets.map((t) => t.area.slice(0, 12)))].sort()
	const records = targets.flatMap((t, n) => {
		const share = SHARES[villages.indexOf(t.area.slice(0, 12)) % SHARES.length] ?? 0
		const body = found((n * 37) % 1009, share)
		return body ? [visit(round, t, body)] : []
	})
	await hand(play, records)
	return round
}
