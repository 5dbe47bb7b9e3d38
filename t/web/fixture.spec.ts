// The fixture itself: each of these brings about one fault, and must fail by it. They are expected to fail only once the page is there,
// and do nothing else, so that nothing but the fault is left to fail by.
import { expect, test } from './fixture'

test.beforeEach(async ({ page }) => {
	await page.goto('/console/')
	await expect(page.getByRole('heading', { level: 1 })).toBeVisible()
	test.fail()
})

test('a style inside the page', async ({ page }) => {
	await page.evaluate(() => document.querySelector('h1')?.setAttribute('style', 'color: red'))
})

test('a script inside the page', async ({ page }) => {
	await page.evaluate(() => {
		const script = document.createElement('script')
		script.textContent = '1'
		document.body.append(script)
	})
})

test('a request to another place', async ({ page }) => {
	await page.evaluate(() => fetch('http://127.0.0.2:1/').catch(() => null))
})

test('an error that nobody catches', async ({ page }) => {
	const lost = page.context().waitForEvent('weberror')
	await page.evaluate(() => setTimeout(() => Promise.reject(new Error('lost'))))
	await lost
})

test('a message of error', async ({ page }) => {
	await page.evaluate(() => console.error('something'))
})

test('a call that fails', async ({ page }) => {
	await page.evaluate(() => fetch('/v1/nothing'))
})

test('a field without a label', async ({ page, accessible }) => {
	await page.evaluate(() =>
		document.querySelector('main')?.append(document.createElement('input')),
	)
	await accessible()
})

test('a text too pale to read', async ({ page, accessible }) => {
	await page.evaluate(() => {
		const h1 = document.querySelector('h1')
		if (h1) h1.style.color = '#ccc'
	})
	await accessible()
})
