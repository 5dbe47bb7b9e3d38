// Keys on the phone. None can be read out by a script once it is made; those that lie on the disk are sealed.
import { fromHex, hex, text, utf8, type Bytes } from './bytes'
import { random } from './bytes'
import type { Sealed } from './db'

const AES = 'AES-GCM'

/** The device's key as the server told it once: 64 hex digits. */
export function macKey(told: string): Promise<CryptoKey> {
	const algorithm = { name: 'HMAC', hash: 'SHA-256' }
	return crypto.subtle.importKey('raw', fromHex(told), algorithm, false, ['sign'])
}

/** HMAC-SHA-256 in hex. */
export async function sign(key: CryptoKey, said: string): Promise<string> {
	return hex(await crypto.subtle.sign('HMAC', key, utf8(said)))
}

/** A key that never leaves this storage. */
export function wrapKey(): Promise<CryptoKey> {
	return crypto.subtle.generateKey({ name: AES, length: 256 }, false, ['encrypt', 'decrypt'])
}

export function leaseKey(raw: Bytes): Promise<CryptoKey> {
	return crypto.subtle.importKey('raw', raw, AES, false, ['encrypt', 'decrypt'])
}

async function sealBytes(key: CryptoKey, bytes: Bytes | ArrayBuffer): Promise<Sealed> {
	const iv = random(12)
	return { iv, bytes: await crypto.subtle.encrypt({ name: AES, iv }, key, bytes) }
}

/** Throws OperationError where it is another key's. */
function openBytes(key: CryptoKey, sealed: Sealed): Promise<ArrayBuffer> {
	return crypto.subtle.decrypt({ name: AES, iv: sealed.iv }, key, sealed.bytes)
}

export function sealJson(key: CryptoKey, value: unknown): Promise<Sealed> {
	return sealBytes(key, utf8(JSON.stringify(value)))
}

export async function openJson(key: CryptoKey, sealed: Sealed): Promise<unknown> {
	return JSON.parse(text(await openBytes(key, sealed)))
}

/** A PIN has a million values: what keeps a stranger out is the device's own key, and this makes a guess slow besides. */
const ROUNDS = 200_000

async function pinKey(pin: string, salt: Bytes): Promise<CryptoKey> {
	const typed = await crypto.subtle.importKey('raw', utf8(pin), 'PBKDF2', false, ['deriveKey'])
	const how = { name: 'PBKDF2', hash: 'SHA-256', salt, iterations: ROUNDS }
	return crypto.subtle.deriveKey(how, typed, { name: AES, length: 256 }, false, [
		'encrypt',
		'decrypt',
	])
}

/** The lease's raw key under the PIN, and that under the device's own key. */
export async function wrapLease(
	raw: Bytes,
	pin: string,
	salt: Bytes,
	own: CryptoKey,
): Promise<Sealed> {
	const inner = await sealBytes(await pinKey(pin, salt), raw)
	const both = new Uint8Array(inner.iv.length + inner.bytes.byteLength)
	both.set(inner.iv)
	both.set(new Uint8Array(inner.bytes), inner.iv.length)
	return sealBytes(own, both)
}

/** undefined: the PIN is wrong. */
export async function unwrapLease(
	lease: Sealed,
	pin: string,
	salt: Bytes,
	own: CryptoKey,
): Promise<CryptoKey | undefined> {
	const both = new Uint8Array(await openBytes(own, lease))
	const inner = { iv: both.slice(0, 12), bytes: both.slice(12).buffer }
	try {
		return await leaseKey(new Uint8Array(await openBytes(await pinKey(pin, salt), inner)))
	} catch {
		return undefined
	}
}

/** Neither can be read out: one opens what the other has sealed. */
export async function isSameKey(a: CryptoKey, b: CryptoKey): Promise<boolean> {
	const sealed = await sealJson(a, null)
	return openBytes(b, sealed).then(
		() => true,
		() => false,
	)
}
