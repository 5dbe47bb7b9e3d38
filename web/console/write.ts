// Records that are written here: drafts with an id of their own, so that what is sent twice counts once.
import { ref, shallowRef, type Ref, type ShallowRef } from 'vue'
import { api, Refused, type Shapes } from '@shared/api'
import { chinaTime, newId } from '@shared/ids'
import { newestKind } from './tables'

export type Receipt = Shapes['receipt']

export interface Draft {
	id: string
	kind: string
	v: number
	at: string
	area?: string
	round?: string
	subject?: string
	corrects?: string[]
	/** By the name of a state: the record whose value was seen. */
	seen?: Record<string, string>
	body: Record<string, unknown>
}

type Rest = Omit<Draft, 'id' | 'kind' | 'v' | 'at' | 'body'>

export function draft(kind: string, body: Record<string, unknown>, rest: Rest): Draft {
	return { id: newId(), kind, v: newestKind(kind)?.v ?? 1, at: chinaTime(), ...rest, body }
}

/* Well below what the server takes at once: 1 MB and 1,000 records. */
const BYTES_MAX = 700_000
const LIST_MAX = 500

/** Lists that the server takes, in order. */
export function listsOf(all: readonly Draft[]): Draft[][] {
	const lists: Draft[][] = []
	let bytes = BYTES_MAX
	for (const one of all) {
		const size = JSON.stringify(one).length * 3
		const last = lists.at(-1)
		if (!last || last.length === LIST_MAX || bytes + size > BYTES_MAX) {
			lists.push([one])
			bytes = size
		} else {
			last.push(one)
			bytes += size
		}
	}
	return lists
}

/** Hands them in, and tells how many are there after each list. The first that is refused ends it, with the server's reason. What it
 * returns are the marks that came with them: `held` awaits a second person. */
export async function handIn(
	all: readonly Draft[],
	told: (n: number) => void = () => {},
): Promise<Set<string>> {
	const marks = new Set<string>()
	let n = 0
	for (const list of listsOf(all)) {
		const params = { header: { 'Bulou-Client': 'console', 'Bulou-Sent': chinaTime() } }
		const { data, error, response } = await api.POST('/v1/records', {
			params,
			body: list,
		} as never)
		if (!response.ok || !Array.isArray(data))
			throw new Refused(response.status, (error ?? {}) as Partial<Shapes['problem']>)
		for (const receipt of data as Receipt[]) {
			if (receipt.error) throw Object.assign(new Error(receipt.error.code), receipt.error)
			receipt.marks.forEach((m) => marks.add(m))
		}
		told((n += list.length))
	}
	return marks
}

/** It may have arrived all the same: the line was lost, or the server. */
export function isUnsure(e: unknown): boolean {
	return e instanceof TypeError || (e instanceof Refused && e.status >= 500)
}

interface Sending {
	/** What may have arrived: it is not to be changed. */
	drawn: ShallowRef<{ what: string; drafts: Draft[] } | undefined>
	busy: Ref<boolean>
	/** The last awaits a second person. */
	held: Ref<boolean>
	failed: Ref<Error | undefined>
	/** what: of several things that may be sent, which. true: it is there. */
	send: (make: () => Draft[], what?: string) => Promise<boolean>
}

/** A form's records. What may have arrived is sent again as it was, and so counts once; what was refused may be changed. */
export function useSending(): Sending {
	const drawn: Sending['drawn'] = shallowRef()
	const busy = ref(false)
	const held = ref(false)
	const failed = ref<Error>()

	async function send(make: () => Draft[], what = ''): Promise<boolean> {
		busy.value = true
		failed.value = undefined
		if (drawn.value?.what !== what) drawn.value = { what, drafts: make() }
		try {
			held.value = (await handIn(drawn.value.drafts)).has('held')
			drawn.value = undefined
			return true
		} catch (e) {
			failed.value = e as Error
			if (!isUnsure(e)) drawn.value = undefined
			return false
		} finally {
			busy.value = false
		}
	}
	return { drawn, busy, held, failed, send }
}
