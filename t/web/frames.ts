// How a page scrolls under a finger: the time from one frame to the next as the page itself sees it.
import type { Page } from '@playwright/test'

export interface Frames {
	n: number
	/** In ms. */
	middle: number
	p95: number
	p99: number
	longest: number
	/** Frames that came more than two steps of the screen (33.4 ms) after the one before. */
	late: number
}

const STEP_MS = 1000 / 60
const DISTANCE = 12_000
/** Pixels a second: a hard flick. */
const SPEED = 6000

/** A finger drags the page up, at a processor so many times slower. */
export async function framesOf(page: Page, slower: number): Promise<Frames> {
	const debug = await page.context().newCDPSession(page)
	await page.evaluate(() => scrollTo(0, 0))
	await debug.send('Emulation.setCPUThrottlingRate', { rate: slower })
	await page.waitForTimeout(500)
	await page.evaluate(() => {
		const seen = globalThis as unknown as { frames: number[]; over: boolean }
		seen.frames = []
		seen.over = false
		const next = (at: number): void => {
			seen.frames.push(at)
			if (!seen.over) requestAnimationFrame(next)
		}
		requestAnimationFrame(next)
	})
	await debug.send('Input.synthesizeScrollGesture', {
		...{ x: 195, y: 600, yDistance: -DISTANCE, speed: SPEED },
		...{ gestureSourceType: 'touch', preventFling: true },
	})
	const at = await page.evaluate(() => {
		const seen = globalThis as unknown as { frames: number[]; over: boolean }
		seen.over = true
		return seen.frames
	})
	await debug.send('Emulation.setCPUThrottlingRate', { rate: 1 })
	await debug.detach()
	const took = at.slice(1).map((ms, i) => ms - at[i]!)
	const sorted = [...took].sort((a, b) => a - b)
	const part = (p: number): number => sorted[Math.floor((sorted.length - 1) * p)] ?? NaN
	return {
		n: took.length,
		middle: part(0.5),
		p95: part(0.95),
		p99: part(0.99),
		longest: part(1),
		late: took.filter((ms) => ms > 2 * STEP_MS + 0.1).length,
	}
}
