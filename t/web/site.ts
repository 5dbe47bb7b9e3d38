// One server for all tests: the demo of the two reports, which is a site with everything in it, and ends in the middle of a sweep.
// That it ends well is for its own tests to see. Playwright runs this before the first test, and what it returns after the last.
import { execFileSync, spawn, type ChildProcess } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { list, logIn, type Caller } from './play'

interface Served {
	origin: string
	user: string
	password: string
}

export interface Site extends Served {
	/** Of a session with an administrator's rights, for calls beside the page. */
	cookie: string
	/** The round that is going on. */
	sweep: string
	/** Somebody for each project, by its name, who takes a one-time code to log in. */
	coded: Record<string, { user: string; password: string; secret: string }>
	/** Two who go from door to door in one grid. */
	workers: { user: string; password: string }[]
}

/** Where the workers go. */
export const GRID = '512021001006001'

const SERVING = /serving on (http:\S+) +user (\S+) +password (\S+)/

export function buildFolder(): string {
	return process.env['BULOU_BUILD'] ?? join(__dirname, '../../build')
}

/** The site that begin() has started; it is told to the tests' processes by the environment. */
export function theSite(): Site {
	return JSON.parse(process.env['BULOU_SITE'] ?? '{}') as Site
}

export function serving(child: ChildProcess): Promise<Served> {
	return new Promise((resolve, reject) => {
		let said = ''
		child.stderr?.on('data', (bytes: Buffer) => {
			said += bytes.toString()
			const [, origin, user, password] = SERVING.exec(said) ?? []
			if (origin && user && password) resolve({ origin, user, password })
		})
		child.on('error', reject)
		child.on('exit', (status) => reject(new Error(`bulou demo ended with ${status}: ${said}`)))
	})
}

async function openSweep(by: Caller): Promise<string> {
	const rounds = await list<{ id: string; state: string; standing: boolean }>(by, '/v1/rounds')
	const open = rounds.filter((r) => r.state === 'open' && !r.standing)
	if (!open[0] || open[1]) throw new Error('the demo leaves one sweep open')
	return open[0].id
}

export default async function begin(): Promise<() => Promise<void>> {
	// One that runs already, as it is told to the tests: BULOU_SITE='{"origin":"http://…","user":…,"password":…,"cookie":…,"sweep":…}'.
	if (process.env['BULOU_SITE']) return async () => {}
	const program = join(buildFolder(), 'bulou')
	const folder = mkdtempSync(join(tmpdir(), 'bulou-web-'))
	const data = join(folder, 'data')
	const options = ['demo', '--data', data, '--listen', '127.0.0.1:0']
	const child = spawn(program, options, {
		env: { ...process.env, LC_ALL: 'en_US.UTF-8' },
		stdio: ['ignore', 'ignore', 'pipe'],
	})
	const served = await serving(child)
	const run = (...args: string[]): unknown => {
		const told = execFileSync(program, [...args, '--data', data, '--json'], {
			encoding: 'utf8',
			stdio: 'pipe',
		})
		return JSON.parse(told)
	}
	const add = (user: string, roles = 'auditor', ...more: string[]) =>
		run('user', 'add', user, '--role', roles, ...more) as { user: string; password: string }
	// An account of its own: the pages' logins, of which one person has sixteen at most, end none of this one's.
	const beside = add('beside', 'administrator,commander,data_steward')
	const cookie = await logIn(served.origin, beside.user, beside.password)
	const sweep = await openSweep({ origin: served.origin, cookie })
	const coded: Site['coded'] = {}
	for (const project of ['zh desk', 'en phone', 'zh tablet', 'en wide']) {
		const account = add(`coded-${project.replace(' ', '-')}`)
		coded[project] = {
			...account,
			...(run('user', 'code', account.user) as { secret: string }),
		}
	}
	const workers = ['worker-1', 'worker-2'].map((user) =>
		add(user, 'grid_worker', '--area', GRID, '--name', `示例网格员${user.at(-1)}`),
	)
	process.env['BULOU_SITE'] = JSON.stringify({ ...served, cookie, sweep, coded, workers })
	return async () => {
		const gone = new Promise((done) => child.once('exit', done))
		child.kill('SIGTERM')
		await gone
		rmSync(folder, { recursive: true })
	}
}
