// Every test is run in both languages; the console's at 1440 and on a phone, its pages also at 1920 and on a tablet.
import { defineConfig } from '@playwright/test'
import { join } from 'node:path'
import { buildFolder } from './site'

export const phone = {
	viewport: { width: 390, height: 844 },
	isMobile: true,
	hasTouch: true,
}
const tablet = { viewport: { width: 1180, height: 820 }, hasTouch: true }
const wide = { viewport: { width: 1920, height: 1080 } }
/* Every screen, what is measured, and what takes a minute: with ./dev test --long, or by their name; but what is tagged @daily each time. */
const longs = ['draft', 'list', 'phone', 'screens', 'shared', 'speed', 'store']
/* A phone is a browser of its own, and a site, for most of these: on a machine with other work each step takes its time. */
const patient = { timeout: 90_000, expect: { timeout: 15_000 } }
const long = longs.map((name) => `**/field_${name}.spec.ts`)
// That faults are noticed, and what needs no screen, is seen once.
/* A county at its full size takes minutes to be made. */
const full = process.env['BULOU_LONG'] ? [] : ['desk_full.spec.ts']
const testIgnore = ['core.spec.ts', 'fixture.spec.ts', 'floors.spec.ts', 'field*.spec.ts']
// On a desk in one language and on a phone in the other: that is enough for these.
const twice = ['own.spec.ts', 'desk_*.spec.ts']
// On a tablet and on a wide desk each page is looked at; there all else is done with ./dev test --long.
const everySize = process.env['BULOU_LONG'] ? '**/*.spec.ts' : undefined
export const desk = { viewport: { width: 1440, height: 900 } }

export default defineConfig({
	testDir: '.',
	outputDir: join(buildFolder(), 'web-results'),
	globalSetup: './site.ts',
	reporter: './tap.ts',
	workers: 1,
	globalTimeout: process.env['BULOU_LONG'] ? 7_200_000 : 1_200_000,
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
		{
			name: 'zh phone',
			testMatch: '**/own.spec.ts',
			use: { ...phone, locale: 'zh-CN' },
		},
		{
			name: 'zh desk',
			testIgnore: [...testIgnore, ...full, 'sizes.spec.ts'],
			use: { ...desk, locale: 'zh-CN' },
		},
		{
			name: 'en phone',
			testIgnore: [...testIgnore, 'desk_full.spec.ts', 'sizes.spec.ts'],
			// What takes long and is the same on any screen is seen on the desk.
			grepInvert: /@once/,
			use: { ...phone, locale: 'en-GB' },
		},
		{
			name: 'zh tablet',
			testMatch: everySize ?? '**/sizes.spec.ts',
			testIgnore: [...testIgnore, ...twice],
			use: { ...tablet, locale: 'zh-CN' },
		},
		{
			name: 'en wide',
			testMatch: everySize ?? /\/(sizes|core|fixture|floors|api_types)\.spec/,
			testIgnore: ['field*.spec.ts', ...twice],
			use: { ...wide, locale: 'en-GB' },
		},
		// All doors of a grid are open to it: it has a server of its own.
		{
			name: 'field day',
			...patient,
			testMatch: '**/field.spec.ts',
			use: { ...phone, locale: 'zh-CN' },
		},
		{
			name: 'field',
			...patient,
			testMatch: 'field_*.spec.ts',
			testIgnore: process.env['BULOU_LONG'] ? [] : long,
			use: { ...phone, locale: 'zh-CN' },
		},
		{
			name: 'field daily',
			...patient,
			testMatch: process.env['BULOU_LONG'] ? [] : long,
			grep: /@daily/,
			use: { ...phone, locale: 'zh-CN' },
		},
	],
})
