/* Purge: destroying what may not be kept, so that it can be shown.
 *
 * purge_keys destroys the data keys of an incident (its own and those of its rounds) or of the roster, makes a new match
 * key and a new master key under which the living keys are wrapped anew, and rebuilds the views (a new epoch). What the
 * keys sealed opens nowhere any more, in no backup either once the old master key file is gone: no page is wiped.
 * purge_subject erases the sealed parts of every record about one subject, here and, by the erasure entry, wherever a
 * later stream is restored. Figures change by neither, since only open fields are counted.
 * Both need a site opened for writing, with nobody else writing meanwhile. */
#ifndef GUARD_PURGE_H
#define GUARD_PURGE_H

#include "guard/site.h"

struct purge_scope {
	struct uuid incident; /* nil: the roster's keys */
	unsigned classes;     /* bit 1 << class; 0 = all */
	int32_t before; /* months (year * 12 + month - 1) before this one; 0 = all. Roster keys have no month */
};

struct purge_result {
	size_t keys;    /* destroyed */
	size_t living;  /* data keys that remain */
	size_t records; /* erased */
};

int purge_keys(struct cx *cx, struct site *s, const struct purge_scope *what, struct str reason,
	struct str via, int64_t now, struct purge_result *ret);
int purge_subject(struct cx *cx, struct site *s, const struct uuid *subject, struct str reason,
	struct str via, int64_t now, struct purge_result *ret);

#endif
