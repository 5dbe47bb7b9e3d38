// Every test is run in both languages, on a phone's screen and on a desk's.
import { defineConfig } from '@playwright/test'
import { join } from 'node:path'

const build = process.env['BULOU_BUILD'] ?? join(__dirname, '../../build')
const phone = {
	viewport: { width: 390, height: 844 },
	isMobile: true,
	hasTouch: true,
}
const desk = { viewport: { width: 1440, height: 900 } }

export default defineConfig({
	testDir: '.',
	outputDir: join(build, 'web-results'),
	metadata: { build },
	reporter: './tap.ts',
	workers: 1,
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
		{ name: 'zh phone', use: { ...phone, locale: 'zh-CN' } },
		{ name: 'zh desk', use: { ...desk, locale: 'zh-CN' } },
		{ name: 'en phone', use: { ...phone, locale: 'en-GB' } },
		{ name: 'en desk', use: { ...desk, locale: 'en-GB' } },
	],
})
