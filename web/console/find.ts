// The box for finding. What somebody looks for may be a name or a number of a person: it is kept while the page is open, and neither
// in the address nor on the disk.
import { ref, watch } from 'vue'
import { api, given, got, type Page, type Shapes } from '@shared/api'
import { session } from './session'

export type Hit = Shapes['hit']

export const ROSTER = 'roster' // whose matter people and their homes are
export const asked = ref('')
watch(
	() => session.value?.user,
	() => (asked.value = ''),
)

export async function readHits(
	q: string,
	after?: string,
	type?: 'person' | 'dwelling',
): Promise<Page<Hit> & { filling: boolean }> {
	const params = { query: { q, ...given({ limit: 50, after, type }) } }
	return got(api.GET('/v1/search', { params }))
}
