// The core that phones carry, for tests that need no browser.
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { coreOf, type Core } from '../../web/shared/core'

export async function nodeCore(): Promise<Core> {
	const bytes = readFileSync(join(__dirname, '../../build-web/core/core.wasm'))
	return coreOf((await WebAssembly.instantiate(bytes)).instance)
}
