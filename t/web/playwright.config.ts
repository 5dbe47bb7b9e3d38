// Every test is run in both languages, on a phone's screen and on a desk's.
import { defineConfig } from '@playwright/test'
import { join } from 'node:path'
import { buildFolder } from './site'

const phone = {
	viewport: { width: 390, height: 844 },
	isMobile: true,
	hasTouch: true,
}
// That faults are noticed, and what needs no screen, is seen once.
/* Every screen, what is measured, and what takes a minute: with ./dev test --long, or by their name. */
const longs = ['draft', 'list', 'phone', 'screens', 'shared', 'speed', 'store']
const long = longs.map((name) => `**/field_${name}.spec.ts`)
const testIgnore = ['core.spec.ts', 'fixture.spec.ts', 'floors.spec.ts', 'field*.spec.ts']
const desk = { viewport: { width: 1440, height: 900 } }

export default defineConfig({
	testDir: '.',
	outputDir: join(buildFolder(), 'web-results'),
	globalSetup: './site.ts',
	reporter: './tap.ts',
	workers: 1,
	globalTimeout: 1_200_000,
	timeout: 30_000,
	forbidOnly: true,
	use: {
		browserName: 'chromium',
		launchOptions: {
			executablePath: process.env['CHROMIUM'] ?? '/usr/bin/chromium',
			args: ['--no-sandbox'],
		},
		timezoneId: 'Asia/Shanghai',
	},
	projects: [
		{ name: 'zh phone', testIgnore, use: { ...phone, locale: 'zh-CN' } },
		{ name: 'zh desk', testIgnore, use: { ...desk, locale: 'zh-CN' } },
		{ name: 'en phone', testIgnore, use: { ...phone, locale: 'en-GB' } },
		{
			name: 'en desk',
			testIgnore: 'field*.spec.ts',
			use: { ...desk, locale: 'en-GB' },
		},
		// All doors of a grid are open to it: it has a server of its own.
		{
			name: 'field day',
			testMatch: '**/field.spec.ts',
			use: { ...phone, locale: 'zh-CN' },
		},
		{
			name: 'field',
			testMatch: 'field_*.spec.ts',
			testIgnore: process.env['BULOU_LONG'] ? [] : long,
			use: { ...phone, locale: 'zh-CN' },
		},
	],
})
