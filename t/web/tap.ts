// What Playwright says as TAP, for tools/run_tests.py.
import type {
	FullConfig,
	Reporter,
	Suite,
	TestCase,
	TestError,
	TestResult,
} from '@playwright/test/reporter'

const COLOURS = /\x1b\[[0-9;]*m/g

export default class Tap implements Reporter {
	private number = 0

	onBegin(_config: FullConfig, suite: Suite): void {
		console.log(`1..${suite.allTests().length}`)
	}

	onTestEnd(test: TestCase, result: TestResult): void {
		const name = test.titlePath().filter(Boolean).join(' › ').replaceAll('#', '')
		const line = `ok ${++this.number} - ${name}`
		if (result.status === 'skipped') {
			const reason = test.annotations.find((a) => a.type === 'skip')?.description ?? ''
			console.log(`${line} # SKIP ${reason}`)
			return
		}
		const good = result.status === test.expectedStatus
		console.log(good ? line : `not ${line}`)
		for (const { type, description } of test.annotations)
			if (type === 'took') console.log(`# ${description}`)
		if (!good) result.errors.forEach(tell)
	}

	onError(error: TestError): void {
		console.log('not ok - outside of any test')
		tell(error)
	}
}

function tell(error: TestError): void {
	const text = (error.stack ?? error.message ?? error.value ?? '').replace(COLOURS, '')
	for (const line of text.split('\n')) console.log(`# ${line}`)
}
