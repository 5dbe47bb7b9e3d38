// Accounts, roles, sessions and devices, as whoever manages them sees them.
import { api, given, got, whole, type Shapes } from '@shared/api'
import { areaName } from './areas'
import { day } from './format'
import { label, language, say } from '@shared/language'
import { accountTexts as texts } from './account_texts'
import { fileOf } from './take'

export type Account = Shapes['account']
export type Grant = Shapes['grant']
export type Role = Shapes['role']
export type Device = Shapes['device']
export type Session = Shapes['session_row']

export const ACCOUNT = 'account' // whose right this is

const query = (after?: string) => ({ params: { query: given({ limit: 1000, after }) } })
const header = { 'Bulou-Client': 'console' }

export const readAccounts = (): Promise<Account[]> =>
	whole((after) => got(api.GET('/v1/users', query(after))))
export const readRoles = (): Promise<Role[]> =>
	whole((after) => got(api.GET('/v1/roles', query(after))))
export const readDevices = (): Promise<Device[]> =>
	whole((after) => got(api.GET('/v1/devices', query(after))))
export const readSessions = (): Promise<Session[]> =>
	whole((after) =>
		got(
			api.GET('/v1/sessions', {
				params: { query: { of: 'all', ...given({ limit: 1000, after }) } },
			}),
		),
	)

export type Change = Shapes['user_change']

export function changeAccount(user: string, body: Change): Promise<Account> {
	const params = { path: { id: user }, header }
	return got(api.POST('/v1/users/{id}', { params, body }))
}

export async function endSession(id: string): Promise<void> {
	await got(api.DELETE('/v1/sessions/{id}', { params: { path: { id }, header } }))
}

export async function revokeDevice(id: string): Promise<void> {
	await got(api.DELETE('/v1/devices/{id}', { params: { path: { id }, header } }))
}

/** What the server makes for whoever is taken on, or for a phone: slips, to be printed and cut apart. */
export async function slips(
	path: '/v1/users' | '/v1/devices/invitations',
	body: unknown,
): Promise<Blob> {
	return (await fileOf(`${path}?format=pdf&lang=${language.value}`, body)).blob()
}

/** For who has forgotten his password and stands before one. */
export async function resetSlip(user: string): Promise<Blob> {
	const path = `/v1/users/${encodeURIComponent(user)}/reset?format=pdf&lang=${language.value}`
	return (await fileOf(path, { in_person: true })).blob()
}

/** 网格员 · 岳城街道 · 限一个轮次 · 至 2022年9月30日 */
export function grantText(roles: readonly Role[], g: Grant): string {
	const role = roles.find((r) => r.name === g.role)
	const end = g.until && `${say(texts.untilDay)} ${day(lastDay(g.until))}`
	return [
		label(role) || g.role,
		g.everywhere ? say(texts.everywhere) : areaName(g.area ?? ''),
		g.round && say(texts.oneRound),
		g.post && say(texts.onePost),
		end,
	]
		.filter(Boolean)
		.join(' · ')
}

/** A right ends with the first moment of the day after its last. */
export function lastDay(until: string): string {
	const before = new Date(Date.parse(until) - 1000 + 8 * 3600_000)
	return before.toISOString().slice(0, 10)
}

/** Nothing is on it that has not come, as far as it said. */
export const isEmpty = (d: Device): boolean => !d.queued && !d.holes
