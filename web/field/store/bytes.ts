// Bytes and text.

export type Bytes = Uint8Array<ArrayBuffer>

export function utf8(text: string): Bytes {
	return new TextEncoder().encode(text) as Bytes
}

export function text(bytes: ArrayBuffer | Bytes): string {
	return new TextDecoder().decode(bytes)
}

export function hex(bytes: ArrayBuffer): string {
	return Array.from(new Uint8Array(bytes), (b) => b.toString(16).padStart(2, '0')).join('')
}

export function fromHex(written: string): Bytes {
	return Uint8Array.from(written.match(/../g) ?? [], (pair) => parseInt(pair, 16))
}

export function base64url(bytes: Uint8Array): string {
	let signs = ''
	// A call takes so many arguments only.
	for (let i = 0; i < bytes.length; i += 0x8000)
		signs += String.fromCharCode(...bytes.subarray(i, i + 0x8000))
	return btoa(signs).replace(/\+/g, '-').replace(/\//g, '_').replace(/=+$/, '')
}

export function fromBase64url(written: string): Bytes {
	const signs = atob(written.replace(/-/g, '+').replace(/_/g, '/'))
	return Uint8Array.from(signs, (c) => c.charCodeAt(0))
}

export function random(n: number): Bytes {
	return crypto.getRandomValues(new Uint8Array(n))
}
