// Local days of the field, which is UTC+8 wherever the phone believes to be.
import { chinaTime } from '../store/record'

const DAY_MS = 86_400_000

/** The local day of a moment: "2022-08-30". */
export function dayOf(ms: number): string {
	return chinaTime(ms).slice(0, 10)
}

/** Days since 1970 of "2022-08-30"; NaN for what is no day. */
export function dayNumber(text: string): number {
	const ms = /^\d{4}-\d\d-\d\d$/.test(text) ? Date.parse(`${text}T00:00:00Z`) : NaN
	// The 31st of a short month is taken for a day of the next one.
	return dayText(ms / DAY_MS) === text ? ms / DAY_MS : NaN
}

export function dayText(days: number): string {
	return Number.isNaN(days) ? '' : new Date(days * DAY_MS).toISOString().slice(0, 10)
}
