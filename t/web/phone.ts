// A phone: a Chromium of its own with a storage that outlives it, so that it can be killed as a phone dies.
import { chromium, type Browser, type Page } from '@playwright/test'
import { spawn, type ChildProcess } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { build } from 'vite'
import type * as Probe from './probe/probe'
import type { FieldSite, Worker } from './field_site'

export type { Probe }
export const PIN = '739154'

const SCREEN = { width: 390, height: 844 }
const LISTENING = /DevTools listening on (ws:\S+)/
export const PROBE = '/assets/probe.js'

/** The phone's storage as a script that the page may import: served by the proxy, since the page takes scripts of its own server only. */
export async function serveProbe(site: FieldSite): Promise<void> {
	const web = join(__dirname, '../../web')
	const built = await build({
		configFile: false,
		root: web,
		logLevel: 'error',
		publicDir: false,
		resolve: { alias: { '@shared': join(web, 'shared') } },
		define: { 'process.env.NODE_ENV': '"production"' },
		build: {
			write: false,
			target: 'es2022',
			minify: false,
			rolldownOptions: {
				input: join(__dirname, 'probe/probe.ts'),
				preserveEntrySignatures: 'strict',
				output: { format: 'es', codeSplitting: false },
			},
		},
	})
	const [one] = Array.isArray(built) ? built : [built]
	const chunk = one && 'output' in one ? one.output[0] : undefined
	if (!chunk) throw new Error('the probe was not built')
	site.proxy.instead.set(PROBE, { status: 200, type: 'text/javascript', body: chunk.code })
}

export class Phone {
	private child: ChildProcess | undefined
	private browser: Browser | undefined
	private readonly folder = mkdtempSync(join(tmpdir(), 'bulou-phone-'))
	page!: Page
	/** What the browser complained of; that the line is down is no fault of the page's. */
	readonly complaints: string[] = []

	constructor(
		readonly site: FieldSite,
		private readonly language = 'zh-CN',
		/** What its Chromium is started with besides. */
		private readonly options: readonly string[] = [],
	) {}

	/** Switched on, with the app open. */
	async start(path = '/field/'): Promise<void> {
		const chrome = process.env['CHROMIUM'] ?? '/usr/bin/chromium'
		const child = spawn(
			chrome,
			[
				...[
					'--headless=new',
					'--no-sandbox',
					'--no-first-run',
					'--remote-debugging-port=0',
				],
				...['--disable-background-networking', '--disable-gpu', `--lang=${this.language}`],
				...[
					`--accept-lang=${this.language}`,
					`--user-data-dir=${this.folder}`,
					...this.options,
					'about:blank',
				],
			],
			{
				stdio: ['ignore', 'ignore', 'pipe'],
				detached: true,
				env: { ...process.env, TZ: 'Asia/Shanghai', LANG: this.language },
			},
		)
		this.child = child
		const address = await new Promise<string>((resolve, reject) => {
			let said = ''
			child.stderr.on('data', (bytes: Buffer) => {
				said += bytes.toString()
				const found = LISTENING.exec(said)?.[1]
				if (found) resolve(found)
			})
			child.on('exit', (status) =>
				reject(new Error(`Chromium ended with ${status}: ${said}`)),
			)
		})
		this.browser = await chromium.connectOverCDP(address)
		const [context] = this.browser.contexts()
		this.page = context?.pages()[0] ?? (await context!.newPage())
		this.page.setDefaultTimeout(10_000)
		await this.page.setViewportSize(SCREEN)
		this.watch()
		await this.keepClock()
		await this.page.goto(this.site.origin + path)
	}

	private watch(): void {
		this.page.on('console', (message) => {
			const text = message.text()
			const line = /net::ERR_|Failed to load resource|ERR_CONNECTION/.test(text)
			if (['error', 'warning'].includes(message.type()) && !line) this.complaints.push(text)
		})
		this.page.on('pageerror', (error) => this.complaints.push(String(error.stack)))
	}

	/** kill -9 of the browser with all its processes. */
	async kill(): Promise<void> {
		const { child } = this
		if (!child?.pid || child.exitCode !== null || child.signalCode !== null) return
		const gone = new Promise((done) => child.once('exit', done))
		try {
			process.kill(-child.pid, 'SIGKILL')
		} catch {
			child.kill('SIGKILL')
		}
		await gone
		await this.browser?.close().catch(() => {})
	}

	async end(): Promise<void> {
		await this.kill()
		rmSync(this.folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 })
	}

	/** Runs in the page, with the storage and an argument that JSON can carry. */
	probe<T, A>(run: (probe: typeof Probe, arg: A) => Promise<T> | T, arg?: A): Promise<T> {
		const call = `import('${PROBE}').then((p) => (${run.toString()})(p, ${JSON.stringify(arg ?? null)}))`
		return this.page.evaluate(call) as Promise<T>
	}

	/** Until the app is whole on the phone, and opens without a network. */
	async keepsApp(): Promise<void> {
		const has = "caches.match('/field/').then((there) => there !== undefined)"
		for (let n = 0; n < 100; n++) {
			const controls = await this.page.evaluate('navigator.serviceWorker.controller !== null')
			if (controls && (await this.page.evaluate(has))) return
			await this.page.waitForTimeout(100)
		}
		throw new Error('the app is not kept')
	}

	private ahead: number | undefined

	/** The clock of the phone's pages is so many ms ahead from now on, also after its death. The first time the app is opened anew. */
	async setClock(ms: number): Promise<void> {
		const before = this.ahead
		this.ahead = ms
		if (before === undefined) {
			await this.keepClock()
			await this.page.reload()
		} else
			await this.page.evaluate((ms) => {
				sessionStorage.setItem('test.ahead', `${ms}`)
				// Whoever sets it has left the page for it.
				document.dispatchEvent(new Event('visibilitychange'))
			}, ms)
	}

	/* It is in the page's own storage, so that it can be set while the page is open. Background sync goes by the machine's: it stays out. */
	private async keepClock(): Promise<void> {
		if (this.ahead === undefined) return
		await this.page.addInitScript((ahead) => {
			const RealDate = Date
			const now = (): number =>
				RealDate.now() + Number(sessionStorage.getItem('test.ahead') ?? ahead)
			const Shifted = class extends RealDate {
				constructor(...args: []) {
					super(...(args.length ? args : ([now()] as unknown as [])))
				}
				static override now = now
			}
			globalThis.Date = Shifted as DateConstructor
			delete (ServiceWorkerRegistration.prototype as { sync?: unknown }).sync
		}, this.ahead)
	}

	/** The disk is full, as the browser says so: it gives up the transaction. (It knows no way to make it so in earnest.) */
	async full(is: boolean): Promise<void> {
		await this.page.evaluate((is) => {
			const store = IDBObjectStore.prototype as IDBObjectStore & {
				real?: IDBObjectStore['add']
			}
			store.real ??= store.add
			const { real } = store
			store.add = !is
				? real
				: function (this: IDBObjectStore, ...args) {
						const error = new DOMException('', 'QuotaExceededError')
						const request = real.apply(this, args)
						const { transaction } = this
						// One that stores more is given up once.
						if (Object.hasOwn(transaction, 'error')) return request
						Object.defineProperty(transaction, 'error', { value: error })
						queueMicrotask(() => transaction.abort())
						return request
					}
		}, is)
	}

	/** Another page of the same phone, open for probe(). */
	async secondPage(who: Worker): Promise<Phone> {
		const other = Object.create(this) as Phone
		other.page = await this.page.context().newPage()
		await other.page.goto(this.site.origin + '/field/')
		const user = who.user
		await other.probe(async (p, [user, pin]) => (await p.begin(), p.open(user, pin)), [
			user,
			PIN,
		] as const)
		return other
	}

	/** By the screens, as a person does it. */
	async join(who: Worker, pin = PIN): Promise<void> {
		const { page } = this
		await page.goto(`${this.site.origin}/field/#/join/${this.site.invite()}`)
		await page.getByRole('textbox').nth(1).fill('示例组 1 号机')
		await page.getByRole('button', { name: /^(登记|Enrol)$/ }).click()
		await this.logIn(who, pin)
	}

	async logIn(who: Worker, pin = PIN): Promise<void> {
		const { page } = this
		await page.getByRole('textbox', { name: /用户名|User name/ }).fill(who.user)
		await page.getByLabel(/^(密码|Password)$/).fill(who.password)
		await page.getByRole('button', { name: /下一步|Next/ }).click()
		await this.type(pin)
		await page.getByRole('button', { name: /^(登录|Log in)$/ }).click()
		await page.getByRole('navigation').waitFor()
	}

	/** The keys of the PIN pad. */
	async type(pin: string): Promise<void> {
		for (const digit of pin)
			await this.page.getByRole('button', { name: digit, exact: true }).click()
	}

	async unlock(pin = PIN): Promise<void> {
		await this.type(pin)
		await this.page.getByRole('navigation').waitFor()
	}
}
