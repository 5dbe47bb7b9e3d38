// The reader of codes: fetched when it is first needed, in a worker of its own; the service worker keeps it from then on.
import type { Asked, Told } from './reader.worker'

let worker: Worker | undefined
let last = 0
const waiting = new Map<number, { done: (texts: string[]) => void; fail: (e: Error) => void }>()

/** It cannot be fetched, or this browser cannot run it. */
export class NoReader extends Error {}

function end(e: Error): void {
	for (const one of waiting.values()) one.fail(e)
	waiting.clear()
	worker?.terminate()
	worker = undefined
}

function start(): Worker {
	const made = new Worker(new URL('./reader.worker.ts', import.meta.url), { type: 'module' })
	made.onerror = (e) => end(new NoReader(e.message))
	made.onmessage = ({ data }: MessageEvent<Told>) => {
		const asked = waiting.get(data.n)
		waiting.delete(data.n)
		if (data.failed === undefined) asked?.done(data.texts)
		else {
			asked?.fail(new NoReader(data.failed))
			end(new NoReader(data.failed))
		}
	}
	return made
}

/** The texts of the codes in a picture, which is not the caller's any more. Throws NoReader. */
export function readCodes(image: ImageData): Promise<string[]> {
	worker ??= start()
	const n = ++last
	return new Promise((done, fail) => {
		waiting.set(n, { done, fail })
		worker?.postMessage({ n, image } satisfies Asked, [image.data.buffer])
	})
}

/** Its memory is the phone's again. */
export function endReader(): void {
	end(new NoReader('ended'))
}

const SIDE_MAX = 1600

/** Of a photo. */
export async function readPhoto(file: Blob): Promise<string[]> {
	const bitmap = await createImageBitmap(file)
	const scale = Math.min(1, SIDE_MAX / Math.max(bitmap.width, bitmap.height))
	const canvas = document.createElement('canvas')
	canvas.width = Math.round(bitmap.width * scale)
	canvas.height = Math.round(bitmap.height * scale)
	const draw = canvas.getContext('2d', { willReadFrequently: true })
	if (!draw) throw new NoReader('canvas')
	draw.drawImage(bitmap, 0, 0, canvas.width, canvas.height)
	bitmap.close()
	return readCodes(draw.getImageData(0, 0, canvas.width, canvas.height))
}
