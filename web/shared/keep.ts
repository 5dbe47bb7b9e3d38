// What the page has made or fetched, given to the browser to keep as a file.

const READ_MS = 60_000 // by then the browser has read it

export function keepFile(bytes: Blob, name: string): void {
	const a = document.createElement('a')
	a.href = URL.createObjectURL(bytes)
	a.download = name
	a.click()
	setTimeout(() => URL.revokeObjectURL(a.href), READ_MS)
}
