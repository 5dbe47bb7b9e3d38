// What every browser test stands on: a server with a small site, a page that is watched, axe and pictures.
//
// A test fails on whatever the browser complains of: a script's error, a breach of the content security
// policy, a failed request, or a request to any other place than the server.
import { test as base, expect, type BrowserContext, type Page } from '@playwright/test'
import axe from 'axe-core'
import { spawn, type ChildProcess } from 'node:child_process'
import { mkdirSync } from 'node:fs'
import { join } from 'node:path'

export { expect }

export interface Site {
	origin: string
	user: string
	password: string
}

interface PerTest {
	language: 'zh' | 'en'
	/** Complaints that this test brings about, and that are no fault: push them before they come. */
	expected: RegExp[]
	/** Logged in as the administrator. */
	loggedIn: Page
	/** Fails on anything that axe finds in what the page shows now. */
	accessible: () => Promise<void>
	/** A picture in BUILD/screenshots, with the project's name behind its own. */
	picture: (name: string) => Promise<void>
}

const RULES = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'best-practice']
const SERVING = /serving on (http:\S+) +user (\S+) +password (\S+)/

function buildFolder(): string {
	return process.env['BULOU_BUILD'] ?? join(__dirname, '../../build')
}

/** The demo is a site with everything in it; its own tests see to it that it ends well. */
function serve(child: ChildProcess): Promise<Site> {
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

function watch(context: BrowserContext, origin: string, complaints: string[]): void {
	context.on('console', (message) => {
		if (message.type() === 'error' || message.type() === 'warning')
			complaints.push(`${message.type()}: ${message.text()} (${message.location().url})`)
	})
	context.on('weberror', (error) => complaints.push(`error: ${error.error().stack}`))
	context.on('request', (request) => {
		const url = new URL(request.url())
		if (url.origin !== origin && !['data:', 'blob:'].includes(url.protocol))
			complaints.push(`a request to ${url.origin}`)
	})
}

/** Run by the debugger, so that the page's policy stays as strict as it is. */
async function findings(page: Page): Promise<string[]> {
	const debug = await page.context().newCDPSession(page)
	const options = JSON.stringify({
		runOnly: { type: 'tag', values: RULES },
		resultTypes: ['violations'],
	})
	const expression = `${axe.source}; axe.run(document, ${options}).then((r) => r.violations)`
	const { result, exceptionDetails } = await debug.send('Runtime.evaluate', {
		expression,
		awaitPromise: true,
		returnByValue: true,
	})
	await debug.detach()
	if (exceptionDetails) throw new Error(`axe: ${exceptionDetails.exception?.description}`)
	return (result.value as axe.Result[]).map(
		(v) => `${v.id}: ${v.help}: ${v.nodes.map((n) => n.html).join(' | ')}`,
	)
}

export const test = base.extend<PerTest, { site: Site }>({
	site: [
		async ({}, use) => {
			const child = spawn(join(buildFolder(), 'bulou'), ['demo', '--listen', '127.0.0.1:0'], {
				env: {
					...process.env,
					LC_ALL: 'en_US.UTF-8',
				},
				stdio: ['ignore', 'ignore', 'pipe'],
			})
			await use(await serve(child))
			child.removeAllListeners('exit')
			child.kill('SIGTERM')
			await new Promise((done) => child.once('exit', done))
		},
		{ scope: 'worker', timeout: 90_000 },
	],

	baseURL: async ({ site }, use) => use(site.origin),

	language: async ({ locale }, use) => use(locale?.startsWith('zh') ? 'zh' : 'en'),

	expected: async ({}, use) => use([]),

	context: async ({ context, site, expected }, use) => {
		const complaints: string[] = []
		watch(context, site.origin, complaints)
		await use(context)
		expect(complaints.filter((c) => !expected.some((e) => e.test(c)))).toEqual([])
	},

	loggedIn: async ({ page, site }, use) => {
		const answer = await page.request.post('/v1/session', {
			headers: { 'Bulou-Client': 'test' },
			data: { user: site.user, password: site.password },
		})
		expect(answer.status()).toBe(200)
		await use(page)
	},

	accessible: async ({ page }, use) => {
		await use(async () => expect(await findings(page)).toEqual([]))
	},

	picture: async ({ page }, use, info) => {
		const folder = join(buildFolder(), 'screenshots')
		mkdirSync(folder, { recursive: true })
		await use(async (name) => {
			await page.screenshot({
				path: join(folder, `${name}-${info.project.name.replace(' ', '-')}.png`),
			})
		})
	},
})
