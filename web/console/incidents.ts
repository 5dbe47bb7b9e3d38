// The incidents there are.
import { api, given, got, whole, type Shapes } from '@shared/api'

export type Incident = Shapes['incident']

export function readIncidents(): Promise<Incident[]> {
	return whole((after) =>
		got(api.GET('/v1/incidents', { params: { query: given({ limit: 1000, after }) } })),
	)
}
