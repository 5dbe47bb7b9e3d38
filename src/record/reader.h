/* Who reads: every read takes a reader and shows only what lies in his areas.
 *
 * A scope is an area id with all that lies under it. Made by guard/ for a session, and in code by tests. */
#ifndef RECORD_READER_H
#define RECORD_READER_H

#include "record/record.h"

struct reader {
	struct str person;        /* user name */
	bool everywhere;          /* an administrator */
	const struct str *scopes; /* n area ids */
	size_t n;
	unsigned verbs; /* enum verb, or-ed */
};

#endif
