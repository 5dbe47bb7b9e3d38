// The core that phones carry answers each vector as the server's does, in a browser and under the policy of the field app's page.
import type { Page } from '@playwright/test'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { build } from 'vite'
import type * as Core from '../../web/field/core'
import { expect, test } from './fixture'

const root = join(__dirname, '../..')
const SCRIPT = '/assets/core-test.js'

interface Row {
	text: string
	today?: number
	digits?: number
	hex?: string
	[field: string]: unknown
}

function vectors(name: string): Row[] {
	const file = readFileSync(join(root, 't/vectors', `${name}.jsonl`), 'utf8')
	return file
		.trimEnd()
		.split('\n')
		.map((line) => JSON.parse(line) as Row)
}

/** The wrapper as a script that the page may import, and the module beside it. */
async function served(page: Page): Promise<void> {
	const built = await build({
		configFile: false,
		root: join(root, 'web'),
		logLevel: 'error',
		publicDir: false,
		resolve: {
			alias: {
				'@core': join(root, 'build-web/core'),
				'@shared': join(root, 'web/shared'),
			},
		},
		define: { 'process.env.NODE_ENV': '"production"' },
		build: {
			write: false,
			target: 'es2022',
			assetsInlineLimit: 0,
			rolldownOptions: {
				input: join(root, 'web/field/core.ts'),
				preserveEntrySignatures: 'strict',
				output: { codeSplitting: false },
			},
		},
	})
	const [one] = Array.isArray(built) ? built : [built]
	if (!one || !('output' in one)) throw new Error('the core was not built')
	for (const file of one.output)
		await page.route(file.type === 'chunk' ? SCRIPT : `/${file.fileName}`, (route) =>
			route.fulfill(
				file.type === 'chunk'
					? { body: file.code, contentType: 'text/javascript' }
					: { body: Buffer.from(file.source), contentType: 'application/wasm' },
			),
		)
}

/** Each row's answer by the core of this page; of what was refused its code. */
async function answers(page: Page, name: string, rows: Row[]): Promise<Record<string, unknown>[]> {
	return page.evaluate(
		async ([script, suite, all]) => {
			const { theCore, CoreError } = (await import(script)) as typeof Core
			const core = await theCore()
			const asked: Record<string, (row: Row) => unknown> = {
				resident: (r) => core.resident(r.text, r.today ?? 0),
				paper: (r) => core.document(r.text, r.today ?? 0),
				phone: (r) => core.phone(r.text),
				plate: (r) => core.plate(r.text),
				code32: (r) => ({ code: core.code(r.text, r.digits ?? 0) }),
				area: (r) => ({ ok: core.area(r.text) }),
				uuid: (r) => ({ out: core.uuid(r.text) }),
				when: (r) => core.when(r.text) ?? { ms: null },
				day: (r) => ({ day: core.day(r.text) }),
				structure: (r) => ({ canonical: core.canonical(r.text) }),
				order: (r) => ({ canonical: core.canonical(r.text) }),
			}
			return all.map((row) => {
				try {
					return asked[suite]?.(row) as Record<string, unknown>
				} catch (e) {
					if (!(e instanceof CoreError)) throw e
					return { error: e.code, path: e.field }
				}
			})
		},
		[SCRIPT, name, rows] as const,
	)
}

/** What the row says and the answer does not; what neither has is the same. */
function differs(row: Row, got: Record<string, unknown>): string {
	const { text, today, digits, name, hex, at, ...want } = row
	return Object.keys(want)
		.filter((key) => (want[key] ?? null) !== (got[key] ?? null))
		.map((key) => `${text}: ${key} is ${String(got[key])}, not ${String(want[key])}`)
		.join('; ')
}

// The page's own worker would ask the server for the script, where it is not.
test.use({ serviceWorkers: 'block' })

test('the core answers every vector as the server does', async ({ page, expected }) => {
	expected.push(/Service Worker registration blocked/)
	await served(page)
	await page.goto('/field/')
	const files = [
		...['ids/resident', 'ids/paper', 'ids/phone', 'ids/plate', 'ids/code32', 'ids/area'],
		...['ids/uuid', 'when/when', 'when/day', 'json/structure', 'json/order'],
	]
	for (const file of files) {
		const rows = vectors(file).filter((row) => row.hex === undefined)
		const got = await answers(page, file.split('/')[1] ?? '', rows)
		expect(rows.length).toBeGreaterThan(10)
		expect(rows.map((row, i) => differs(row, got[i] ?? {})).filter(Boolean)).toEqual([])
	}
})
