import { expect, test } from './fixture'

test('the console opens', async ({ page, language, accessible, picture }) => {
	await page.goto('/')
	await expect(page).toHaveURL(/\/console\/$/)
	await expect(page.locator('html')).toHaveAttribute('lang', language === 'zh' ? 'zh-CN' : 'en')
	await expect(page.getByRole('heading', { level: 1 })).toHaveText(
		language === 'zh' ? '不漏' : 'Bulou',
	)
	await accessible()
	await picture('console')
})
