// A bad line between a phone and the server: a proxy that drops, repeats, reorders and stalls what goes through it, by a seed.
// What it does to a call is what networks do: the call never arrives; it arrives and the answer is lost; it arrives twice, the
// second time late, behind calls that were made after it; the answer stands still in the middle.
import {
	createServer,
	request,
	type IncomingMessage,
	type Server,
	type ServerResponse,
} from 'node:http'
import type { AddressInfo, Socket } from 'node:net'

export interface Weather {
	/** No connection at all. */
	down: boolean
	/** Of each call of the API, from 0 to 1. */
	drop: number
	loseAnswer: number
	repeat: number
	stall: number
}

export const calm: Weather = { down: false, drop: 0, loseAnswer: 0, repeat: 0, stall: 0 }
export const down: Weather = { ...calm, down: true }
export const storm: Weather = { down: false, drop: 0.2, loseAnswer: 0.2, repeat: 0.3, stall: 0.1 }

/** How late a repeated call comes, in ms. */
const LATE_MS = 1500

interface Call {
	method: string
	url: string
	headers: IncomingMessage['headers']
	body: Buffer
}

export class Proxy {
	readonly server: Server
	readonly sockets = new Set<Socket>()
	weather: Weather = calm
	/** What was done, by name. */
	readonly done: Record<keyof Omit<Weather, 'down'> | 'through', number> = {
		drop: 0,
		loseAnswer: 0,
		repeat: 0,
		stall: 0,
		through: 0,
	}
	/** How many bytes of answers of the API went to the phone, as they were packed. */
	taken = 0
	/** Instead of what the server has: a path, and what is answered for it. */
	readonly instead = new Map<string, { status: number; type: string; body: string }>()
	/** Calls that this server does not know. */
	unknown: RegExp | null = null
	/** What the phone says its clock is, as it came, of the last call. */
	sent = ''
	/** What this weather has not yet done to any records: their next calls get it, so that no dice leave it out. */
	private owed: ('repeat' | 'loseAnswer')[] = []
	private state: number

	constructor(
		public target: string,
		seed = 1,
	) {
		this.state = seed
		this.server = createServer((from, to) => void this.take(from, to))
		this.server.on('connection', (socket) => {
			if (this.weather.down) socket.destroy()
			this.sockets.add(socket)
			socket.on('close', () => this.sockets.delete(socket))
		})
	}

	async listen(port = 0): Promise<string> {
		await new Promise<void>((done) => this.server.listen(port, '127.0.0.1', done))
		return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`
	}

	/** From now on; down cuts what is under way. */
	become(weather: Weather): void {
		this.weather = weather
		this.owed = (['repeat', 'loseAnswer'] as const).filter((what) => weather[what] > 0)
		if (weather.down) for (const socket of this.sockets) socket.destroy()
	}

	async close(): Promise<void> {
		this.become(down)
		await new Promise((done) => this.server.close(done))
	}

	/** The same dice for the same seed. */
	private dice(): number {
		this.state = (Math.imul(this.state, 1664525) + 1013904223) >>> 0
		return this.state / 2 ** 32
	}

	private async take(from: IncomingMessage, to: ServerResponse): Promise<void> {
		const parts: Buffer[] = []
		try {
			for await (const part of from) parts.push(part as Buffer)
		} catch {
			return
		}
		const { method = 'GET', url = '/', headers } = from
		const fixed = this.instead.get(url)
		if (this.unknown?.test(url)) {
			const body = JSON.stringify({ code: 'not_found' })
			to.writeHead(404, { 'Content-Type': 'application/problem+json' }).end(body)
			return
		}
		if (fixed) {
			to.writeHead(fixed.status, { 'Content-Type': fixed.type }).end(fixed.body)
			return
		}
		this.sent = String(headers['bulou-sent'] ?? this.sent)
		const call = { method, url, headers, body: Buffer.concat(parts) }
		await this.pass(call, to)
	}

	private async pass(call: Call, to: ServerResponse): Promise<void> {
		const w = call.url.startsWith('/v1/') ? this.weather : calm
		const [drop, lose, repeat, stall] = [this.dice(), this.dice(), this.dice(), this.dice()]
		const records = call.method === 'POST' && call.url === '/v1/records'
		const owed = records ? this.owed.shift() : undefined
		if (!owed && drop < w.drop) {
			this.done.drop++
			to.destroy()
			return
		}
		if (owed === 'repeat' || (records && repeat < w.repeat)) {
			this.done.repeat++
			setTimeout(() => void this.forward(call).catch(() => {}), this.dice() * LATE_MS)
		}
		try {
			const answer = await this.forward(call)
			if (owed === 'loseAnswer' || lose < w.loseAnswer) {
				this.done.loseAnswer++
				to.destroy()
				return
			}
			to.writeHead(answer.status, answer.headers)
			if (stall < w.stall) {
				this.done.stall++
				to.write(answer.body.subarray(0, answer.body.length >> 1))
				setTimeout(() => to.destroy(), 300)
				return
			}
			this.done.through++
			if (call.url.startsWith('/v1/')) this.taken += answer.body.length
			to.end(answer.body)
		} catch {
			to.destroy()
		}
	}

	private forward(call: Call): Promise<Answer> {
		return new Promise((resolve, reject) => {
			const out = request(
				this.target + call.url,
				{ method: call.method, headers: { ...call.headers, connection: 'close' } },
				(answer) => {
					const parts: Buffer[] = []
					answer.on('data', (part: Buffer) => parts.push(part))
					answer.on('error', reject)
					answer.on('end', () => {
						const {
							connection: _,
							'transfer-encoding': __,
							...headers
						} = answer.headers
						resolve({
							status: answer.statusCode ?? 502,
							headers,
							body: Buffer.concat(parts),
						})
					})
				},
			)
			out.on('error', reject)
			out.end(call.body)
		})
	}
}

interface Answer {
	status: number
	headers: Record<string, string | string[] | undefined>
	body: Buffer
}
