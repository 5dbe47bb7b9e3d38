// What a phone's camera sees in a test: pictures of codes as a film (Y4M), which Chromium plays in place of a camera.
import { readFileSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { encode } from 'uqr'
import { prepareZXingModule, writeBarcode } from 'zxing-wasm/writer'

/** Shades of grey, row by row. */
export interface Picture {
	width: number
	height: number
	grey: Uint8Array
}

export const FILM = { width: 640, height: 480, perSecond: 10 }

export function pictureOf(text: string, { width, height } = FILM): Picture {
	const { data, size } = encode(text, { ecc: 'M', border: 4 })
	const module = Math.floor(Math.min(width, height) / size)
	const grey = new Uint8Array(width * height).fill(255)
	const [x0, y0] = [(width - module * size) >> 1, (height - module * size) >> 1]
	for (let y = 0; y < module * size; y++)
		for (let x = 0; x < module * size; x++)
			if (data[Math.floor(y / module)]?.[Math.floor(x / module)])
				grey[(y0 + y) * width + x0 + x] = 16
	return { width, height, grey }
}

/** A tube's label: a Code 128 in the middle. */
export async function barsOf(text: string, { width, height } = FILM): Promise<Picture> {
	const wasm = createRequire(__filename).resolve('zxing-wasm/writer/zxing_writer.wasm')
	const wasmBinary = new Uint8Array(readFileSync(wasm)).buffer
	await prepareZXingModule({ overrides: { wasmBinary }, fireImmediately: true })
	const { symbol, error } = await writeBarcode(text, { format: 'Code128' })
	if (error) throw new Error(error)
	const module = Math.floor((width - 80) / symbol.width)
	const grey = new Uint8Array(width * height).fill(255)
	const [x0, y0, y1] = [(width - module * symbol.width) >> 1, height / 3, (2 * height) / 3]
	for (let y = y0; y < y1; y++)
		for (let x = 0; x < module * symbol.width; x++)
			if ((symbol.data[Math.floor(x / module)] ?? 255) < 128) grey[y * width + x0 + x] = 16
	return { width, height, grey }
}

/** Each picture for so many frames. */
export function film(path: string, pictures: readonly Picture[], frames = 5): void {
	const { width, height } = pictures[0] ?? FILM
	const parts = [
		Buffer.from(`YUV4MPEG2 W${width} H${height} F${FILM.perSecond}:1 Ip A1:1 C420jpeg\n`),
	]
	const colour = Buffer.alloc((width * height) / 2, 128)
	for (const one of pictures)
		for (let i = 0; i < frames; i++)
			parts.push(Buffer.from('FRAME\n'), Buffer.from(one.grey), colour)
	writeFileSync(path, Buffer.concat(parts))
}

/** The options of a Chromium that sees it. */
export function seeing(path: string): string[] {
	return [
		'--use-fake-ui-for-media-stream',
		'--use-fake-device-for-media-stream',
		`--use-file-for-fake-video-capture=${path}`,
	]
}
