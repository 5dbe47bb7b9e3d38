// t/web/run.sh -c pictures.config.ts
import tests from './playwright.config'

export default {
	...tests,
	testMatch: 'pictures.ts',
	projects: (tests.projects ?? []).map(({ name, use }) => ({ name, use })),
}
