// A site of its own for the phones: a server that is killed and started again, a grid with 300 doors, a sweep of them, somebody
// who goes from door to door, and the line between him and the server.
import { execFileSync, spawn, type ChildProcess } from 'node:child_process'
import { copyFileSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Proxy } from './chaos'
import type { Clock } from './clock'
import { call, list, logIn, type Caller } from './play'
import { buildFolder } from './site'

export const GRID = '512021100201001'
export const DOORS = 300
const AREAS = `code,name,parent,level
512021,示例县,,3
512021100,示例镇,512021,4
512021100201,示例村,512021100,5
${GRID},示例村第一网格,512021100201,6
512021100201002,示例村第二网格,512021100201,6
`
const PLAN = `area,compound,buildings,units,floors,rooms
${GRID},示例花园,1-5,3,5,4
512021100201002,示例公寓,1,1,5,2
`

export interface Worker {
	user: string
	password: string
}

const PORT = /http:\/\/127\.0\.0\.1:(\d+)/

export class FieldSite {
	private child: ChildProcess | undefined
	private readonly folder = mkdtempSync(join(tmpdir(), 'bulou-field-'))
	private port = 0
	proxy!: Proxy
	/** Where the phone goes: through the proxy. */
	origin = ''
	/** The server itself. */
	direct = ''
	round = ''
	workers: Worker[] = []
	admin!: Worker

	/** clock: what the program goes by instead of the machine's. */
	constructor(private readonly clock?: Clock) {}

	/** A command of the program; its answer, for those that have one. */
	run(...args: string[]): Record<string, unknown> {
		const told = execFileSync(
			join(buildFolder(), 'bulou'),
			[
				...args,
				'--data',
				this.data,
				...(/^(revoke|staff)$/.test(args[1] ?? '') ? [] : ['--json']),
			],
			{
				encoding: 'utf8',
				stdio: 'pipe',
				env: this.env(),
			},
		)
		return told.startsWith('{') ? (JSON.parse(told) as Record<string, unknown>) : {}
	}

	private env(): NodeJS.ProcessEnv {
		return { ...process.env, LC_ALL: 'C.UTF-8', ...this.clock?.env }
	}

	private data = join(this.folder, 'data')

	path(name: string): string {
		return join(this.folder, name)
	}

	/** The machine is gone; another takes over from a backup, at the same address. */
	async restore(backup: string): Promise<void> {
		await this.kill()
		const key = this.data + '.key'
		this.data += '-restored'
		copyFileSync(key, this.data + '.key')
		this.run('restore', backup)
		await this.start()
	}

	private file(name: string, text: string): string {
		const path = join(this.folder, name)
		writeFileSync(path, text)
		return path
	}

	async begin(seed = 1): Promise<void> {
		this.admin = this.run('init') as unknown as Worker
		this.run('import', 'areas', this.file('areas.csv', AREAS))
		this.run('roster', 'generate', this.file('plan.csv', PLAN))
		const people = ['name,area,compound,building,unit,room,phone']
		for (let n = 1; n <= 4; n++)
			people.push(`张示例${n},${GRID},示例花园,1栋,1单元,10${n},1380000000${n}`)
		this.run('import', 'people', this.file('people.csv', people.join('\n') + '\n'))
		this.round = String(
			this.run(
				...['round', 'open', '--kind', 'sweep', '--area', GRID, '--due', '2d'],
				...['--question', '家中是否有人发热、咳嗽', '--incident', 'new 示例疫情'],
			)['round'],
		)
		for (const name of ['张示例', '李示例']) {
			const user = `grid-0${this.workers.length + 1}`
			const role = ['--role', 'grid_worker', '--area', GRID]
			this.workers.push(
				this.run('user', 'add', user, '--name', name, ...role) as unknown as Worker,
			)
		}
		await this.start()
		this.proxy = new Proxy(this.direct, seed)
		this.origin = await this.proxy.listen()
	}

	worker(n: number): Worker {
		const one = this.workers[n]
		if (!one) throw new Error(`there is no worker ${n}`)
		return one
	}

	/** The code of a slip that enrols a phone. */
	invite(): string {
		return String(this.run('device', 'invite')['code'])
	}

	/** BULOU_WEB_DIR: pages from a folder, for those who write them. */
	async start(): Promise<void> {
		const pages = process.env['BULOU_WEB_DIR']
		const listen = `127.0.0.1:${this.port}`
		const child = spawn(
			join(buildFolder(), 'bulou'),
			[
				'serve',
				'--data',
				this.data,
				'--listen',
				listen,
				...(pages ? ['--web-dir', pages] : []),
			],
			{ stdio: ['ignore', 'pipe', 'pipe'], env: this.env() },
		)
		this.child = child
		this.direct = await new Promise((resolve, reject) => {
			let said = ''
			const hear = (bytes: Buffer): void => {
				said += bytes.toString()
				const port = PORT.exec(said)?.[1]
				if (!port) return
				this.port = Number(port)
				resolve(`http://127.0.0.1:${port}`)
			}
			child.stdout.on('data', hear)
			child.stderr.on('data', hear)
			child.on('exit', (status) => reject(new Error(`serve ended with ${status}: ${said}`)))
		})
	}

	/** As a power cut does it. */
	async kill(): Promise<void> {
		const { child } = this
		if (!child || child.exitCode !== null) return
		const gone = new Promise((done) => child.once('exit', done))
		child.kill('SIGKILL')
		await gone
	}

	async end(): Promise<void> {
		await this.proxy.close()
		await this.kill()
		rmSync(this.folder, { recursive: true, force: true })
	}

	/** Somebody at the server itself, beside the phone. */
	async caller(who: Worker = this.admin): Promise<Caller> {
		return { origin: this.direct, cookie: await logIn(this.direct, who.user, who.password) }
	}

	/** A record that is written at the server itself. */
	async handIn(who: Worker, record: object): Promise<void> {
		const receipt = await call(await this.caller(who), '/v1/records', record)
		const { status, error } = receipt as { status: string; error: unknown }
		if (status !== 'accepted') throw new Error(JSON.stringify(error))
	}

	/** How the doors of the sweep stand. */
	async coverage(): Promise<{ expected: number; done: number; missing: number }> {
		const answer = await this.get(`/v1/rounds/${this.round}/coverage`)
		return answer as { expected: number; done: number; missing: number }
	}

	async get(path: string): Promise<unknown> {
		return call(await this.caller(), path)
	}

	async list<T>(path: string): Promise<T[]> {
		return list<T>(await this.caller(), path)
	}
}
