// Pictures made small enough to travel: first fewer pixels, then a lower quality.
import { IMAGE_BYTES_MAX } from '../model/form'
import { base64url, fromBase64url } from '../store/bytes'

const SIDES = [1280, 1024, 800, 640, 480]
const QUALITIES = [0.8, 0.6, 0.45, 0.3]

function drawn(picture: ImageBitmap, side: number, canvas: HTMLCanvasElement): void {
	const scale = Math.min(1, side / Math.max(picture.width, picture.height))
	canvas.width = Math.max(1, Math.round(picture.width * scale))
	canvas.height = Math.max(1, Math.round(picture.height * scale))
	canvas.getContext('2d')?.drawImage(picture, 0, 0, canvas.width, canvas.height)
}

function jpeg(canvas: HTMLCanvasElement, quality: number): Promise<Blob | null> {
	return new Promise((done) => canvas.toBlob(done, 'image/jpeg', quality))
}

/** The picture as it is kept, which stands on the canvas as well. Where it was taken is not in it any more. */
export async function shrunk(file: Blob, canvas: HTMLCanvasElement): Promise<string> {
	const picture = await createImageBitmap(file)
	try {
		for (const side of SIDES) {
			drawn(picture, side, canvas)
			for (const quality of QUALITIES) {
				const blob = await jpeg(canvas, quality)
				if (blob && blob.type === 'image/jpeg' && blob.size <= IMAGE_BYTES_MAX)
					return base64url(new Uint8Array(await blob.arrayBuffer()))
			}
		}
	} finally {
		picture.close()
	}
	throw new Error('the picture does not get small enough')
}

/** One that is kept stands on the canvas again. */
export async function shown(kept: string, canvas: HTMLCanvasElement): Promise<void> {
	const picture = await createImageBitmap(new Blob([fromBase64url(kept)]))
	drawn(picture, Math.max(...SIDES), canvas)
	picture.close()
}
