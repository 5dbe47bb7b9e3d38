// Coming in and going out: the language, the session, and addresses that outlast it.
import { codeOf } from './code'
import { call } from './play'
import { expect, test } from './fixture'

const WORDS = {
	zh: {
		product: '不漏',
		logIn: '登录',
		wrong: '用户名或密码',
		figures: '统计指标',
		lost: '已失效',
	},
	en: {
		product: 'Bulou',
		logIn: 'Log in',
		wrong: 'wrong',
		figures: 'Figures',
		lost: 'has ended',
	},
}

test('the console opens and asks who one is', async ({ page, language, accessible }) => {
	const words = WORDS[language]
	await page.goto('/')
	await expect(page).toHaveURL(/\/console\/$/)
	await expect(page.locator('html')).toHaveAttribute('lang', language === 'zh' ? 'zh-CN' : 'en')
	await expect(page.getByRole('heading', { level: 1 })).toHaveText(words.logIn)
	await expect(page).toHaveTitle(new RegExp(words.product))
	await accessible()
	await page.emulateMedia({ colorScheme: 'dark' })
	await accessible()
})

test('an account with one-time codes is asked for one', async ({
	page,
	site,
	expected,
	accessible,
}, info) => {
	const { user, password, secret } = site.coded[info.project.name] ?? {}
	if (!user || !password || !secret) throw new Error(`nobody for ${info.project.name}`)
	expected.push(/401/)
	await page.goto('/console/')
	await page.locator('[name=user]').fill(user)
	await page.locator('[name=password]').fill(password)
	await page.locator('button.main').click()
	const code = page.locator('[name=code]')
	await expect(code).toBeFocused()
	await expect(page.locator('[name=password]')).toHaveValue(password)
	await accessible()
	await code.fill('00000')
	await page.locator('button.main').click()
	await expect(page.getByRole('alert')).toBeVisible()
	await code.fill(codeOf(secret, Date.now()))
	await page.locator('button.main').click()
	await expect(code).toHaveCount(0)
	await expect(page.locator('[name=password]')).toHaveCount(0)
})

test('a slip sets the password of a first login', async ({ page, site, accessible }, info) => {
	const area = ((await call(site, '/v1/areas')) as { items: { id: string }[] }).items[0]?.id
	const made = (await call(site, '/v1/users', [
		{ name: `志愿者 ${info.project.name}`, role: 'grid_worker', area },
	])) as { items: { user: string; code: string }[] }
	const { user, code } = made.items[0] ?? {}
	if (!user || !code) throw new Error('no slip')
	await page.goto(`/#/ticket/${code}/${user}`)
	await expect(page.locator('[name=user]')).toHaveValue(user)
	await accessible()
	await page.locator('[name=password]').fill('obviously made up')
	await page.locator('button.main').click()
	await expect(page.locator('[name=password]')).toHaveCount(0)
	await expect(page).not.toHaveURL(/ticket/)
})

test('a wrong password is told in the page’s language', async ({ page, language, expected }) => {
	expected.push(/401/)
	await page.goto('/console/')
	await page.locator('[name=user]').fill('nobody')
	await page.locator('[name=password]').fill('wrong')
	await page.getByRole('button', { name: WORDS[language].logIn, exact: true }).click()
	await expect(page.getByRole('alert')).toContainText(WORDS[language].wrong)
})

test('a lost session leads back to the page', async ({ page, site, language, expected }) => {
	const words = WORDS[language]
	const logIn = async (): Promise<void> => {
		await page.locator('[name=user]').fill(site.user)
		await page.locator('[name=password]').fill(site.password)
		await page.getByRole('button', { name: words.logIn, exact: true }).click()
		await expect(page.getByRole('heading', { level: 1 })).toHaveText(words.figures)
	}
	expected.push(/401/)
	await page.goto('/console/#/figures')
	await logIn()
	await page.context().clearCookies()
	await page.goto('/console/#/bulletins')
	await expect(page.getByRole('status')).toContainText(words.lost)
	await page.goto('/console/#/figures')
	await logIn()
	await expect(page).toHaveURL(/#\/figures$/)
	await page.getByRole('button', { name: language === 'zh' ? '退出' : 'Log out' }).click()
	await expect(page.locator('[name=user]')).toBeVisible()
})

test('a server that is away for a while ends no session', async ({
	loggedIn: page,
	language,
	expected,
}) => {
	const words = WORDS[language]
	expected.push(/502/, /ERR_FAILED/)
	await page.route('**/v1/session', (r) => r.fulfill({ status: 502, body: '<html></html>' }))
	await page.goto('/console/#/figures')
	const again = page.getByRole('button', { name: language === 'zh' ? '重试' : 'Try again' })
	await expect(again).toBeVisible()
	await expect(page.locator('[name=user]')).toBeHidden()
	await page.unroute('**/v1/session')
	await again.click()
	await expect(page.getByRole('heading', { level: 1 })).toHaveText(words.figures)
	await expect(again).toBeHidden()
	await page.route('**/v1/session', (r) => r.abort())
	await page.getByRole('button', { name: language === 'zh' ? '退出' : 'Log out' }).click()
	await expect(page.getByRole('alert')).toHaveText(language === 'zh' ? /未能退出/ : /still/)
	await expect(page.getByRole('heading', { level: 1 })).toHaveText(words.figures)
})

test('an address that means nothing is told so', async ({ loggedIn: page, language, expected }) => {
	expected.push(/40[04]/)
	await page.goto('/console/#/constructor')
	await expect(page.getByRole('heading', { level: 1 })).toHaveText(
		language === 'zh' ? '没有这个页面' : 'There is no such page',
	)
	// Nor does a page of one among many that names none.
	await page.goto('/console/#/board')
	await page.goto('/console/#/bulletin')
	await expect(page.getByRole('heading', { level: 1 })).toHaveText(
		language === 'zh' ? '没有这个页面' : 'There is no such page',
	)
	await page.goto('/console/#/record/%E4%')
	await page.reload()
	await expect(page.getByRole('alert')).toBeVisible()
})

test('the language can be chosen and is remembered', async ({ loggedIn: page, language }) => {
	const [other, lang] = language === 'zh' ? (['en', 'en'] as const) : (['zh', 'zh-CN'] as const)
	await page.goto('/console/#/figures')
	await page.getByRole('button', { name: other === 'en' ? 'English' : '中文' }).click()
	await expect(page.getByRole('heading', { level: 1 })).toHaveText(WORDS[other].figures)
	await page.reload()
	await expect(page.locator('html')).toHaveAttribute('lang', lang)
	await expect(page.getByRole('heading', { level: 1 })).toHaveText(WORDS[other].figures)
})

test('whoever goes to another page is told where he is', async ({
	loggedIn: page,
	site,
	language,
}) => {
	const words = WORDS[language]
	const heading = page.getByRole('heading', { level: 1 })
	await page.goto('/console/#/rounds')
	await expect(page.locator('.row').first()).toBeVisible()
	await expect(page).toHaveTitle(new RegExp(`^${await heading.innerText()} · ${words.product}`))
	await expect(heading).not.toBeFocused()
	await page.getByRole('link', { name: words.figures }).click()
	await expect(heading).toBeFocused()
	await expect(page).toHaveTitle(new RegExp(`^${words.figures} · ${words.product}`))
	// A step down the tree is one, too; a door over it is not.
	await page.goto(`/console/#/round/${site.sweep}`)
	const first = page.locator('table.areas tbody a').first()
	const name = await first.innerText()
	await first.click()
	await expect(heading).toBeFocused()
	await expect(page).toHaveTitle(new RegExp(` · ${name} · `))
	await page.keyboard.press('Tab')
	await expect(page.locator('.path a').first()).toBeFocused()
})
