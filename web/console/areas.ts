// The tree of areas that the reader sees, read once: a county has some thousand.
import { shallowRef } from 'vue'
import { api, given, got, whole, type Shapes } from '@shared/api'

export type Area = Shapes['area']

const byId = shallowRef<ReadonlyMap<string, Area>>(new Map())

export async function loadAreas(): Promise<void> {
	const all = await whole((after) =>
		got(api.GET('/v1/areas', { params: { query: given({ limit: 1000, after }) } })),
	)
	byId.value = new Map(all.map((a) => [a.id, a]))
}

export function areaOf(id: string): Area | undefined {
	return byId.value.get(id)
}

export function areaName(id: string): string {
	return byId.value.get(id)?.name ?? id
}

/** The area and those above it, from the top that the reader sees. */
export function pathTo(id: string, top?: string): Area[] {
	const path: Area[] = []
	for (let a = byId.value.get(id); a; a = a.parent ? byId.value.get(a.parent) : undefined) {
		path.unshift(a)
		if (a.id === top) break
	}
	return path
}

/** Those directly under it, by name. */
export function childrenOf(id: string): Area[] {
	const collator = new Intl.Collator('zh-CN', { numeric: true })
	return [...byId.value.values()]
		.filter((a) => a.parent === id)
		.sort((a, b) => collator.compare(a.name, b.name))
}

/** The tops of what the reader sees. */
export function roots(): Area[] {
	return [...byId.value.values()].filter((a) => !a.parent || !byId.value.has(a.parent))
}

/** Nothing lies under it: what it has are doors. */
export function isLowest(id: string): boolean {
	return byId.value.get(id)?.under === 0
}

/** The tops from where there is something to choose: what holds nothing but one other is passed over. */
export function tops(): Area[] {
	let list = roots()
	for (let under = list; under.length === 1; under = childrenOf(list[0]!.id)) list = under
	return list
}

/** The one that is meant, as far as the reader sees it; else the first that he chooses from. */
export function areaFor(id: string | undefined): string {
	return byId.value.get(id ?? '')?.id ?? tops()[0]?.id ?? ''
}

/** All areas as a list, each with how many lie above it. */
export function choices(depth: number): { id: string; name: string; depth: number }[] {
	return [...byId.value.values()]
		.map((a) => ({ id: a.id, name: a.name, depth: pathTo(a.id).length - 1 }))
		.filter((a) => a.depth <= depth)
}
