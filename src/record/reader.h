/* Who reads: every read takes a reader and shows only what lies in his areas.
 *
 * A scope is an area id with all that lies under it. A reader is what somebody's rights come to for one verb in one matter, made
 * by guard/ for a call, and in code by tests. Where an answer holds records of several matters, by_matter has what his rights come
 * to in each; what is read then asks reader_in() with the matter of the row. */
#ifndef RECORD_READER_H
#define RECORD_READER_H

#include "record/record.h"

struct reader {
	struct str person;        /* user name */
	bool everywhere;          /* in every area */
	const struct str *scopes; /* n area ids */
	size_t n;
	const uint8_t *
		up; /* by so many levels each scope is widened: counts may be wider than names; NULL: none is */
	const struct reader *by_matter; /* MATTERS of them; NULL: he is the same in all */
};

static inline const struct reader *reader_in(const struct reader *who, enum matter matter)
{
	return who->by_matter && matter > MATTER_NONE && matter < MATTERS ?
		&who->by_matter[matter] :
		who;
}

#endif
