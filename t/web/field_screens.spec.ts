// Each screen of the frame, in both languages: nothing that axe finds, nothing wider than the phone. A picture of each lies in
// the test's folder, to be looked at.
import { calm } from './chaos'
import { accessible, doors, expect, nothingUnsent, open, PIN, test, walk } from './field_test'
import type { Phone } from './phone'

for (const language of ['zh-CN', 'en-GB'])
	test(`the frame's screens: ${language}`, async ({ field, emptyPhone }, info) => {
		const phone = await emptyPhone(language)
		const { page } = phone
		const seen = async (name: string, of: Phone = phone): Promise<void> => {
			await of.page.screenshot({
				path: info.outputPath(`${name}-${language.slice(0, 2)}.png`),
			})
			await accessible(of)
		}
		const go = (to: string) => page.goto(`${field.origin}/field/#/${to}`)
		await page.locator('h1').waitFor()
		await seen('join')
		await go(`join/${field.invite()}`)
		await page.getByRole('textbox').nth(1).fill('示例组 1 号机')
		await page.getByRole('button', { name: /^(登记|Enrol)$/ }).click()
		await page.getByRole('textbox', { name: /用户名|User name/ }).fill(field.worker(0).user)
		await seen('log-in')
		await page.getByLabel(/^(密码|Password)$/).fill(field.worker(0).password)
		await page.getByRole('button', { name: /下一步|Next/ }).click()
		await page.getByRole('button', { name: '5', exact: true }).waitFor()
		await seen('pin-new')
		await phone.type(PIN)
		await page.getByRole('button', { name: /^(登录|Log in)$/ }).click()
		await page.getByRole('navigation').waitFor()
		await open(phone, field.worker(0))
		await phone.probe((p) => p.sync())
		await expect.poll(() => phone.probe((p) => p.copy.targets.size)).toBeGreaterThan(0)
		const [bad, ...good] = (await doors(phone)).slice(0, 4)
		await phone.probe(
			(p, { bad, round }) =>
				p.enter({
					...{ kind: 'sweep.visit', v: 2, area: bad!.area, subject: bad!.id, round },
					body: { outcome: 'gone' },
				}),
			{ bad, round: field.round },
		)
		await nothingUnsent(phone)
		field.proxy.become({ ...calm, down: true })
		await walk(phone, good)
		await go('outbox')
		await page.locator('.card.bad').waitFor()
		await seen('outbox')
		await go('settings')
		await page.locator('.switch').first().waitFor()
		await seen('settings')
		await page.getByLabel(/大字|Larger/).check()
		await page.getByLabel(/阳光|sun/).check()
		await seen('settings-large-sun')
		await go('outbox')
		await page.locator('.card.bad').waitFor()
		await seen('outbox-large-sun')
		await page.reload()
		await page.getByRole('button', { name: '5', exact: true }).waitFor()
		await seen('unlock-large-sun')
		await phone.type('111222')
		await page.getByRole('alert').waitFor()
		await seen('unlock-wrong-large-sun')
	})
