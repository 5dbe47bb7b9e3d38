// A record sealed to the server's public key, as libsodium's crypto_box_seal does it: whoever carries it cannot read it, not
// even this phone. The public key of a pair that is made for this one box, and what it seals; the nonce is BLAKE2b-24 of both keys.
import { base64url, fromBase64url, utf8 } from './bytes'

const KEY = 32
const NONCE = 24
const IDLE_MS = 50

interface Pair {
	server: string
	public: Uint8Array
	nonce: Uint8Array
	shared: Uint8Array
}

/* Fetched behind the first screen: nobody enters anything before it is seen. */
const library = (): Promise<typeof import('./box_library')> => import('./box_library')

async function pairFor(server: string): Promise<Pair> {
	const { nacl, blake2b } = await library()
	const to = fromBase64url(server)
	const own = nacl.box.keyPair()
	const both = new Uint8Array(2 * KEY)
	both.set(own.publicKey)
	both.set(to, KEY)
	const shared = nacl.box.before(to, own.secretKey)
	own.secretKey.fill(0)
	return { server, public: own.publicKey, nonce: blake2b(both, { dkLen: NONCE }), shared }
}

/* Made while nobody waits: on a cheap phone it takes longer than all the rest. */
let next: Pair | undefined

async function makeNext(server: string): Promise<void> {
	if (next?.server !== server) next = await pairFor(server)
}

/** Whoever is here enters something soon: the first time is not to wait for a pair either. */
export function getReady(server: string): void {
	setTimeout(() => void makeNext(server).catch(() => {}), IDLE_MS)
}

/** Base64url without padding. */
export async function seal(plain: string, server: string): Promise<string> {
	const made = next?.server === server ? next : undefined
	next = undefined
	const pair = made ?? (await pairFor(server))
	const { nacl } = await library()
	setTimeout(makeNext, IDLE_MS, server)
	const sealed = nacl.box.after(utf8(plain), pair.nonce, pair.shared)
	pair.shared.fill(0)
	const box = new Uint8Array(KEY + sealed.length)
	box.set(pair.public)
	box.set(sealed, KEY)
	return base64url(box)
}
