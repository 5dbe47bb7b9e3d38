// Accounts and devices: taken on, given a role, put out of use; a phone that still has something is seen, and revoked.
import { agreesToARole, leavesOnesOwn, revokesAPhone, takesSomebodyOn } from './acts/accounts'
import { test } from './fixture'

test('somebody is taken on, given a role until a day, relieved of one, and put out of use', ({
	desk,
}) => takesSomebodyOn(desk))

test('one’s own account is another’s to change', ({ desk }) => leavesOnesOwn(desk))

test('a phone shows what it has not sent, and is revoked', ({ desk }) => revokesAPhone(desk))

test('a role that takes two is agreed to, and a forgotten password is set by a slip', ({ desk }) =>
	agreesToARole(desk))
