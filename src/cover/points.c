/* Where subjects are on a map: the latest that was said of each. It lies among a subject's acts, and nothing else hangs on it. */
#include "cover/cover_read.h"

#include "core/map.h"
#include "generated/stmt.h"

/* The acts lie in the order in which they were said. */
static int point_row(struct cx *cx, const struct rows *q, const struct map *by_id)
{
	struct subject_point *point;
	struct str packed;
	struct act *acts;
	struct uuid id;
	size_t n;
	int ec = cx_str(cx, store_str(q, 2), &packed);

	if (ec == 0)
		ec = acts_unpack(cx, packed, FOLD_SUBJECT, &acts, &n);
	if (ec != 0)
		return ec;
	if (!store_uuid(q, 4, &id))
		return err(cx, E_CORRUPT, NULL, "subject");
	point = map_get(by_id, uuid_bytes(&id));
	for (size_t i = 0; point != NULL && i < n; i++)
		if (acts[i].what == SUBJECT_POINT) {
			point->datum = acts[i].code;
			act_point(&acts[i], &point->lon, &point->lat);
		}
	return 0;
}

static int points_read(struct cx *cx, const struct cover *c, const struct map *by_id)
{
	struct store_value *keys = cx_many(cx, by_id->n, struct store_value);
	STORE_ROWS q = { 0 };
	int ec = keys == NULL ? -E_NO_MEMORY : 0, more = 0;

	for (size_t i = 0; ec == 0 && i < by_id->n; i++) {
		const struct subject_point *p = by_id->entries[i].value;

		keys[i] = SV_UUID(&p->subject.id);
	}
	if (ec == 0)
		ec = store_query_each(cx, c->store, STMT_COVER_SUBJECTS_LIE, keys, by_id->n, &q);
	while (ec == 0 && (more = store_next(cx, &q)) > 0)
		ec = point_row(cx, &q, by_id);
	return ec < 0 ? ec : more;
}

int subject_points(struct cx *cx, const struct cover *c, struct str area, enum subject_type type,
	struct str after, size_t limit, struct subject_point **ret, size_t *ret_n,
	struct str *ret_next)
{
	struct subject_point *points;
	struct subject *all;
	struct map by_id;
	size_t n, kept = 0;
	int ec = subject_list(cx, c, area, type, after, limit, &all, &n, ret_next);

	map_init(&by_id, cx->arena);
	points = ec == 0 ? cx_many(cx, n, struct subject_point) : NULL;
	if (points == NULL)
		return ec < 0 ? ec : -E_NO_MEMORY;
	for (size_t i = 0; i < n; i++) {
		void **at;

		points[i] = (struct subject_point){ .subject = all[i] };
		if (!uuid_eq(&all[i].survivor, &all[i].id))
			continue;
		at = map_at(&by_id, uuid_bytes(&points[i].subject.id));
		if (at == NULL)
			return err(cx, E_NO_MEMORY, NULL);
		*at = &points[i];
	}
	ec = points_read(cx, c, &by_id);
	for (size_t i = 0; i < n; i++)
		if (points[i].datum != 0)
			points[kept++] = points[i];
	*ret = points;
	*ret_n = kept;
	return ec;
}
