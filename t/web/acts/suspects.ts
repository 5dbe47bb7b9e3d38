// Two that may be one are settled where all else is: they are one, or they are not, and then nobody asks again.
import { randomUUID } from 'node:crypto'
import { expect, type Desk } from '../fixture'
import { call, list } from '../play'
import { GRID } from '../site'

interface Suspect {
	a: string | null
	b: string | null
}

/** how: they are one person, or two. */
export async function settlesTwo(
	{ page, site, accessible }: Desk,
	how: 'one' | 'two',
): Promise<void> {
	const [a, b] = [randomUUID(), randomUUID()]
	const phone = `13800${String(Math.floor(Math.random() * 1e6)).padStart(6, '0')}` // nobody's before
	const suspected = async (): Promise<boolean> =>
		(await list<Suspect>(site, '/v1/suspects')).some((s) => s.a === a || s.b === a)
	for (const subject of [a, b])
		await call(site, '/v1/records', {
			...{ id: randomUUID(), kind: 'person.listed', v: 1, area: GRID, subject },
			at: '2022-08-30T10:00:00+08:00',
			body: { name: '缪重示', phone },
		})
	expect(await suspected()).toBe(true)
	await page.goto('/console/#/settle')
	const section = page.locator('[data-list=suspects]')
	const row = section.locator('.suspect', { has: page.locator(`a[href="#/subject/${a}"]`) })
	const more = section.locator('.end button')
	// More come by themselves when their end is seen.
	await expect(async () => {
		if (!(await row.count())) await more.click({ timeout: 1000 })
		await expect(row).toBeVisible({ timeout: 1000 })
	}).toPass()
	await expect(row.locator(`a[href="#/subject/${b}"]`)).toHaveText(/缪\*\*/)
	await accessible()
	await row.locator(`button.${how}`).click()
	if (how === 'one') {
		await accessible()
		expect(await suspected()).toBe(true)
		await row.locator('[name=sure]').click()
	}
	await expect(row).toHaveCount(0)
	expect(await suspected()).toBe(false)
}
