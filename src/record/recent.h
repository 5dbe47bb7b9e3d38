/* Rows that the writer wrote of late, in memory, so that the next group need not read them: the day of an area in which a hundred
 * doors are being knocked on, the numbers of a phone that hands in record after record.
 *
 * They are what lies in the tables as long as nobody else writes. Whoever does takes positions: a group that does not begin
 * where ours ended finds nothing here. One writer's own; no lock. */
#ifndef RECORD_RECENT_H
#define RECORD_RECENT_H

#include "core/err.h"

enum recent_table { RECENT_OUTBOX, RECENT_DAY, RECENT_ROUND };

struct recent;
int recent_new(struct cx *cx, struct recent **ret);
void recent_free(struct recent *r); /* takes NULL, as all of these do */

/* A group begins behind this position, in this epoch; another epoch: the views were made anew. */
void recent_begin(struct recent *r, int64_t before, struct str epoch);
void recent_commit(
	struct recent *r, int64_t before, int64_t last); /* a group or entries, up to last */
void recent_clear(struct recent *r); /* it was not committed: nothing here is to be trusted */

/* *ret: packed as it was put; lives until the next recent_put. */
bool recent_get(const struct recent *r, enum recent_table table, struct str key, struct str *ret);
/* Without memory, or room, it is forgotten. */
void recent_put(struct recent *r, enum recent_table table, struct str key, struct str value);

#endif
