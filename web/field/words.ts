// What the app's own states are called.
import type { Text } from '@shared/language'
import type { EntryState } from './store/db'
import { texts } from './texts'
import type { Trouble } from './store/sync'

export const stateText: Readonly<Record<EntryState, Text>> = {
	queued: texts.stQueued,
	sent: texts.stSent,
	accepted: texts.stAccepted,
	waiting: texts.stWaiting,
	held: texts.stHeld,
	clash: texts.stClash,
	refused: texts.stRefused,
	withdrawn: texts.stWithdrawn,
	voided: texts.stVoided,
}

/** A sign beside the colour. */
export const stateSign: Readonly<Record<EntryState, string>> = {
	queued: '·',
	sent: '↑',
	accepted: '✓',
	waiting: '✓',
	held: '✓',
	clash: '!',
	refused: '✕',
	withdrawn: '–',
	voided: '–',
}

export const troubleText: Readonly<Record<NonNullable<Trouble>, Text>> = {
	offline: texts.offline,
	busy: texts.busy,
	login: texts.troubleLogin,
	forbidden: texts.troubleForbidden,
	unknown: texts.troubleUnknown,
	revoked: texts.troubleRevoked,
	disabled: texts.troubleDisabled,
	large: texts.troubleLarge,
	full: texts.troubleFull,
}
