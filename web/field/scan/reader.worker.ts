// Reads codes from pictures, beside the page so that it stays quick.
import { prepareZXingModule, readBarcodes } from 'zxing-wasm/reader'
import wasm from 'zxing-wasm/reader/zxing_reader.wasm?url'

export interface Asked {
	n: number
	image: ImageData
}
export interface Told {
	n: number
	texts: string[]
	/** The reader itself could not be loaded. */
	failed?: string
}

const page = self as unknown as Worker
const ready = prepareZXingModule({
	overrides: { locateFile: () => wasm },
	fireImmediately: true,
}) as Promise<unknown>

async function read(image: ImageData): Promise<string[]> {
	const found = await readBarcodes(image, {
		formats: ['QRCode', 'Code128'],
		tryHarder: true,
		maxNumberOfSymbols: 2,
	})
	return found.filter((one) => one.isValid).map((one) => one.text)
}

page.onmessage = async ({ data: { n, image } }: MessageEvent<Asked>): Promise<void> => {
	let told: Told
	try {
		await ready
		told = { n, texts: await read(image) }
	} catch (e) {
		told = { n, texts: [], failed: String(e) }
	}
	page.postMessage(told)
}
