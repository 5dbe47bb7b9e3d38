// A clock that goes on by hours when it is told to, for a server that is started with it: libfaketime, where the machine has it.
import { existsSync, mkdtempSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

export interface Clock {
	/** What whoever goes by it has in its environment. */
	env: Record<string, string>
	/** So many ms ahead of the machine's, from now on. */
	set(ms: number): void
	end(): void
}

const LIBRARIES = '/usr/lib'

function library(): string | undefined {
	const places = readdirSync(LIBRARIES).map((name) =>
		join(LIBRARIES, name, 'faketime/libfaketimeMT.so.1'),
	)
	return places.find((path) => existsSync(path))
}

/** null: this machine has no libfaketime. */
export function clockOf(): Clock | null {
	const path = library()
	if (!path) return null
	const folder = mkdtempSync(join(tmpdir(), 'bulou-clock-'))
	const file = join(folder, 'ahead')
	const clock = {
		env: {
			...{ LD_PRELOAD: path, FAKETIME_TIMESTAMP_FILE: file, FAKETIME_NO_CACHE: '1' },
			...{ FAKETIME_DONT_FAKE_MONOTONIC: '1', DONT_FAKE_MONOTONIC: '1', NO_FAKE_STAT: '1' },
		},
		set(ms: number): void {
			// Whole at any moment: it is read at each look at the clock.
			writeFileSync(file + '.new', `+${Math.round(ms / 1000)}`)
			renameSync(file + '.new', file)
		},
		end: () => rmSync(folder, { recursive: true, force: true }),
	}
	clock.set(0)
	return clock
}
