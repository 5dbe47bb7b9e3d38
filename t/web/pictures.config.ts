// t/web/run.sh -c pictures.config.ts
import tests, { desk, phone } from './playwright.config'

export default {
	...tests,
	testMatch: 'pictures.ts',
	projects: [
		{ name: 'zh phone', use: { ...phone, locale: 'zh-CN' } },
		{ name: 'zh desk', use: { ...desk, locale: 'zh-CN' } },
		{ name: 'en phone', use: { ...phone, locale: 'en-GB' } },
		{ name: 'en desk', use: { ...desk, locale: 'en-GB' } },
	],
}
