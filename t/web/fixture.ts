// What every browser test stands on: the site, a page that is watched, and axe.
//
// A test fails on whatever the browser complains of: a script's error, a breach of the content security
// policy, a failed request, or a request to any other place than the server.
import {
	test as base,
	expect,
	type Browser,
	type BrowserContext,
	type Page,
} from '@playwright/test'
import axe from 'axe-core'
import { theSite, type Site } from './site'

export { expect }

/** What an act of acts/ needs: somebody at a screen, and the site. */
export interface Desk {
	/** Logged in as the administrator. */
	page: Page
	browser: Browser
	site: Site
	language: 'zh' | 'en'
	/** The how manieth of the screens that share the site: what is made for one alone has its number. */
	nth: number
	expected: RegExp[]
	accessible: () => Promise<void>
}

interface PerTest {
	site: Site
	nth: number
	desk: Desk
	language: 'zh' | 'en'
	/** Complaints that this test brings about, and that are no fault: push them before they come. */
	expected: RegExp[]
	/** Logged in as the administrator. */
	loggedIn: Page
	/** Fails on anything that axe finds in what the page shows now, and on what is wider than the screen. */
	accessible: () => Promise<void>
}

const PROJECTS = ['zh desk', 'en phone', 'zh tablet', 'en wide']
const RULES = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'best-practice']

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

/** By how much a page is wider than the screen. On a phone the window's own width grows with what is in it. */
export async function beyond(page: Page): Promise<number> {
	const wide = Number(await page.evaluate('document.documentElement.scrollWidth'))
	return wide - (page.viewportSize()?.width ?? 0)
}

/** Run by the debugger, so that the page's policy stays as strict as it is. */
export async function findings(page: Page): Promise<string[]> {
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

export const test = base.extend<PerTest>({
	site: async ({}, use) => use(theSite()),

	nth: async ({}, use, info) => use(PROJECTS.indexOf(info.project.name)),

	desk: async ({ loggedIn: page, browser, site, language, nth, expected, accessible }, use) =>
		use({ page, browser, site, language, nth, expected, accessible }),

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
		await page.addInitScript(() => localStorage.setItem('bulou.loggedIn', 'yes'))
		await use(page)
	},

	accessible: async ({ page }, use) => {
		await use(async () => {
			expect(await findings(page)).toEqual([])
			expect(await beyond(page), 'wider than the screen').toBeLessThanOrEqual(0)
		})
	},
})
