// One server for all tests: the small demo, which is a site with something of everything. That it ends well is for its own
// tests to see. Playwright runs this before the first test, and what it returns after the last.
import { spawn, type ChildProcess } from 'node:child_process'
import { join } from 'node:path'

export interface Site {
	origin: string
	user: string
	password: string
}

const SERVING = /serving on (http:\S+) +user (\S+) +password (\S+)/

export function buildFolder(): string {
	return process.env['BULOU_BUILD'] ?? join(__dirname, '../../build')
}

/** The site that begin() has started; it is told to the tests' processes by the environment. */
export function theSite(): Site {
	return JSON.parse(process.env['BULOU_SITE'] ?? '{}') as Site
}

function serving(child: ChildProcess): Promise<Site> {
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

export default async function begin(): Promise<() => Promise<void>> {
	const child = spawn(
		join(buildFolder(), 'bulou'),
		['demo', '--villages', '--listen', '127.0.0.1:0'],
		{
			env: { ...process.env, LC_ALL: 'en_US.UTF-8' },
			stdio: ['ignore', 'ignore', 'pipe'],
		},
	)
	process.env['BULOU_SITE'] = JSON.stringify(await serving(child))
	return async () => {
		const gone = new Promise((done) => child.once('exit', done))
		child.kill('SIGTERM')
		await gone
	}
}
