// A record sealed to the server's public key, as libsodium's crypto_box_seal does it: whoever carries it cannot read it, not
// even this phone. The public key of a pair that is made for this one box, and what it seals; the nonce is BLAKE2b-24 of both keys.
import { blake2b } from '@noble/hashes/blake2.js'
import nacl from 'tweetnacl'
import { base64url, fromBase64url, utf8 } from './bytes'

const KEY = 32
const NONCE = 24

/** Base64url without padding. */
export function seal(plain: string, server: string): string {
	const to = fromBase64url(server)
	const own = nacl.box.keyPair()
	const both = new Uint8Array(2 * KEY)
	both.set(own.publicKey)
	both.set(to, KEY)
	const sealed = nacl.box(utf8(plain), blake2b(both, { dkLen: NONCE }), to, own.secretKey)
	own.secretKey.fill(0)
	const box = new Uint8Array(KEY + sealed.length)
	box.set(own.publicKey)
	box.set(sealed, KEY)
	return base64url(box)
}
