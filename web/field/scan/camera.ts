// The camera behind: its pictures, a few a second, go to the reader.
import { onBeforeUnmount, onMounted, ref, type Ref } from 'vue'
import { endReader, NoReader, readCodes } from './reader'

/** none: there is no camera, or the page may have none; refused: the person said no. */
export type CameraFault = 'none' | 'refused' | 'reader' | null

export interface Camera {
	fault: Ref<CameraFault>
	/** null: this one has no light. */
	light: Ref<boolean | null>
	turnLight: () => Promise<void>
	/** Looks at pictures now; it shows them in any case. */
	reading: Ref<boolean>
}

const PAUSE_MS = 60
const WIDTH_MAX = 1280
/** The same code is told once in so long. */
const SAME_MS = 1500

function pictureOf(video: HTMLVideoElement, canvas: HTMLCanvasElement): ImageData | undefined {
	const { videoWidth: width, videoHeight: height } = video
	const scale = Math.min(1, WIDTH_MAX / width)
	const draw = canvas.getContext('2d', { willReadFrequently: true })
	if (!width || !height || !draw) return undefined
	canvas.width = Math.round(width * scale)
	canvas.height = Math.round(height * scale)
	draw.drawImage(video, 0, 0, canvas.width, canvas.height)
	return draw.getImageData(0, 0, canvas.width, canvas.height)
}

const wanted: MediaStreamConstraints = {
	audio: false,
	video: { facingMode: 'environment', width: { ideal: 1280 }, height: { ideal: 720 } },
}

type Lit = MediaTrackCapabilities & { torch?: boolean }

export function useCamera(
	video: Ref<HTMLVideoElement | null>,
	told: (text: string) => void,
): Camera {
	const fault = ref<CameraFault>(null)
	const light = ref<boolean | null>(null)
	const reading = ref(true)
	const canvas = document.createElement('canvas')
	const before = new Map<string, number>()
	let stream: MediaStream | undefined
	let ended = false

	function tell(text: string): void {
		const now = Date.now()
		const last = before.get(text) ?? 0
		before.set(text, now)
		if (now - last > SAME_MS) told(text)
	}

	async function look(): Promise<void> {
		while (!ended) {
			const image = reading.value && video.value ? pictureOf(video.value, canvas) : undefined
			if (image) (await readCodes(image)).forEach(tell)
			await new Promise((done) => setTimeout(done, image ? PAUSE_MS : 4 * PAUSE_MS))
		}
	}

	async function open(): Promise<void> {
		if (!navigator.mediaDevices?.getUserMedia) {
			fault.value = 'none'
			return
		}
		stream = await navigator.mediaDevices.getUserMedia(wanted)
		if (ended || !video.value) return close()
		video.value.srcObject = stream
		await video.value.play()
		const track = stream.getVideoTracks()[0]
		if ((track?.getCapabilities?.() as Lit | undefined)?.torch) light.value = false
		await look()
	}

	function failed(e: unknown): void {
		if (ended) return
		const name = (e as DOMException | undefined)?.name
		if (e instanceof NoReader) fault.value = 'reader'
		else fault.value = name === 'NotAllowedError' ? 'refused' : 'none'
	}

	function close(): void {
		stream?.getTracks().forEach((t) => t.stop())
		stream = undefined
	}

	async function turnLight(): Promise<void> {
		const on = !light.value
		const track = stream?.getVideoTracks()[0]
		await track?.applyConstraints({ advanced: [{ torch: on } as MediaTrackConstraintSet] })
		light.value = on
	}

	onMounted(() => void open().catch(failed))
	onBeforeUnmount(() => {
		ended = true
		close()
		endReader()
	})
	return { fault, light, turnLight, reading }
}
