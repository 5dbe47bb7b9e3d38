/* What figures of distinct subjects are counted with: sets of ids, and what was found behind the
 * days.
 *
 * To know which subjects a day counts, its records have to be looked up and read. So what was found
 * is kept (cover/kept.h) by figure, area and day: whoever reads again looks only into the days in
 * which something happened since. */
#ifndef COVER_DAY_SETS_H
#define COVER_DAY_SETS_H

#include "core/uuid.h"
#include "cover/kept.h"

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
	struct kept_block block; /* scopes and ids lie behind it */
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
/* As what it is kept. */
struct kept_of day_set_of(const struct uuid *epoch, uint16_t figure, struct str area, int32_t day);

#endif
