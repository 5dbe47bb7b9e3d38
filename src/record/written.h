/* Which rows a rebuild has written by now, so that it need not look for what cannot be there: it begins with empty tables.
 *
 * A Bloom filter: of what was written it always says that it may be there, of what was not hardly ever. One rebuild's own; no
 * lock. NULL is nobody's rebuild: any row may be there. */
#ifndef RECORD_WRITTEN_H
#define RECORD_WRITTEN_H

#include "core/err.h"

enum written_table { WRITTEN_SUBJECT, WRITTEN_TARGET, WRITTEN_GONE, WRITTEN_LINK, WRITTEN_DAY };

struct written;
/* For a journal of so many entries. */
int written_new(struct cx *cx, int64_t entries, struct written **ret);
void written_free(struct written *w); /* takes NULL, as all of these do */
void written_add(struct written *w, enum written_table table, struct str key);
bool written_may(const struct written *w, enum written_table table, struct str key);

#endif
