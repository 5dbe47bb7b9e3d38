/* What figures of distinct subjects are counted with: sets of ids, and what was found behind the
 * days, kept for the next reading.
 *
 * To know which subjects a day counts, its records have to be looked up and read. So what was found
 * is kept by figure, area and day, and is good as long as the day's row has the position that it had
 * then: whoever reads again looks only into the days in which something happened since. */
#ifndef COVER_DAY_SETS_H
#define COVER_DAY_SETS_H

#include "core/uuid.h"
#include "cover/cover.h"

/* ---- a set of ids, on the heap; nil is nobody and never in it ---- */

struct id_set {
	struct uuid *slots;
	size_t n, cap; /* cap: a power of two, or 0 */
};
int id_set_add(struct cx *cx, struct id_set *s, const struct uuid *id);
bool id_set_has(const struct id_set *s, const struct uuid *id);
void id_set_done(struct id_set *s);

/* ---- the subjects of one figure in an area on a day ---- */

struct day_scope {
	struct uuid scope;
	size_t to; /* its ids end before this one, and begin where those of the scope before it end */
};
struct day_set {
	size_t bytes; /* of the whole block: scopes and ids lie behind it */
	int64_t pos;  /* of the day's row */
	const struct day_scope *scopes;
	size_t scopes_n;
	const struct uuid *ids;
};

/* What one record says of a day. */
struct day_seen {
	struct uuid scope, subject;
};
/* On the heap, of n in any order, which are sorted in place. */
int day_set_new(struct cx *cx, struct day_seen *seen, size_t n, int64_t pos, struct day_set **ret);
void day_set_free(struct day_set *d); /* takes NULL */

/* Calls take() with the set that is kept of this day as its row is at pos, if there is one; no other
 * thread is let in meanwhile. */
typedef int day_set_take(void *arg, struct cx *cx, const struct day_set *d);
/* Of which day; a snapshot of another epoch, which may still be read, has days of its own. */
struct day_of_area {
	struct uuid epoch;
	uint16_t figure;
	struct str area;
	int32_t day;
};
int day_sets_use(struct cx *cx, struct day_sets *s, const struct day_of_area *of, int64_t pos,
	day_set_take *take, void *arg, bool *ret_there);
/* Keeps d, or frees it where there is no room. */
void day_sets_put(struct day_sets *s, const struct day_of_area *of, struct day_set *d);
/* Somebody reads in this epoch: what was kept of another is forgotten. */
void day_sets_epoch(struct day_sets *s, const struct uuid *epoch);

#endif
