// The incidents there are.
import { api, given, got, whole, type Shapes } from '@shared/api'

export type Incident = Shapes['incident']

export function readIncidents(): Promise<Incident[]> {
	return whole((after) =>
		got(api.GET('/v1/incidents', { params: { query: given({ limit: 1000, after }) } })),
	)
}

/** Those that go on, for whoever writes something of one: the newest first, what is real before an exercise. */
export async function readOngoing(): Promise<Incident[]> {
	return (await readIncidents())
		.filter((i) => !i.ended)
		.reverse()
		.sort((a, b) => Number(a.exercise) - Number(b.exercise))
}
