// Whose lease is open in this page now. In memory only: closed, locked or reloaded, it is gone.
import { database, type PersonRow } from './db'

export interface Unlocked {
	user: string
	/** Under it lies his copy, and what he has written. */
	key: CryptoKey
	/** With it the server is told again who he is when its session has ended. */
	pin: string
	/** Of his leases on this phone: a later one may have come in another page (PersonRow.turn). */
	turn: number
}

let now: Unlocked | undefined

export function unlocked(): Unlocked | undefined {
	return now
}

export function setUnlocked(who: Unlocked | undefined): void {
	now = who
}

export async function person(user: string): Promise<PersonRow | undefined> {
	return (await database()).get('people', user)
}

/** A later lease of his is on the disk: under this one nothing is written any more. */
export function isPassed(who: Unlocked, row: PersonRow | undefined): boolean {
	return (row?.turn ?? 0) > who.turn
}

/** He has not left the phone, and this lease is his: else nothing of his is kept beside the outbox. */
export function isHis(who: Unlocked, row: PersonRow | undefined): boolean {
	return row !== undefined && !isPassed(who, row)
}

export async function people(): Promise<PersonRow[]> {
	return (await database()).getAll('people')
}
