// What command does from the board on: nothing is asked while records arrive, who needs help is found, a round ends when it was said what
// that will do, and what went wrong becomes a task.
import {
	closesAndReviews,
	findsWhoNeedsHelp,
	leavesNothing,
	opensAStandingRound,
	saysThatItStarts,
	settlesARefusal,
	staysQuiet,
} from './acts/command'
import { test } from './fixture'

test.afterEach(({ desk }) => leavesNothing(desk))

test(
	'a board asks for nothing while records arrive, and tells of urgent notices that somebody has not read',
	{ tag: '@once' },
	({ desk }) => staysQuiet(desk),
)

test('who needs help comes first, is found by flags, and some are handed over by name', ({
	desk,
}) => findsWhoNeedsHelp(desk))

test(
	'a server that has just started says why doors by flags take their time',
	{ tag: '@once' },
	({ desk }) => saysThatItStarts(desk),
)

test('a round is closed when it was said what that will do, and what went wrong becomes a task', ({
	desk,
}) => closesAndReviews(desk))

test('a standing round is opened on the page', ({ desk }) => opensAStandingRound(desk))

test('what was refused is shown with why, and taken off the list when somebody has seen to it', ({
	desk,
}) => settlesARefusal(desk))
