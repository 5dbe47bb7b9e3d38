// The types that the pages are compiled with are those of this server.
import { expect, test } from './fixture'
import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'

test('the API’s types are those of its description', async ({ request }, info) => {
	test.skip(info.project.name !== 'en wide', 'once is enough')
	const web = join(__dirname, '../../web')
	const input = await (await request.get('/v1/openapi.json')).text()
	const made = execFileSync('node', ['tools/api_types.mjs'], {
		cwd: web,
		input,
		encoding: 'utf8',
	})
	expect(made).toBe(readFileSync(join(web, 'shared/api_types.ts'), 'utf8'))
})
