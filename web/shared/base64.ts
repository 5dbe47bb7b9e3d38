// Files as text, for JSON.

export async function base64url(file: Blob): Promise<string> {
	const bytes = new Uint8Array(await file.arrayBuffer())
	let text = ''
	for (const b of bytes) text += String.fromCharCode(b)
	return btoa(text).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '')
}
