/* Incidents, and which incident a sum belongs to. */
#include "cover/figure_read.h"

#include <stdlib.h>
#include <string.h>

#include "generated/stmt.h"

static int scope_order(const void *a, const void *b)
{
	return uuid_cmp(&((const struct scope *)a)->id, &((const struct scope *)b)->id);
}

static struct scope *scope_find(const struct scopes *s, const struct uuid *id)
{
	const struct scope key = { .id = *id };

	return s->n == 0 ? NULL : bsearch(&key, s->all, s->n, sizeof(key), scope_order);
}

static int scopes_take(struct cx *cx, const struct cover *c, int stmt, struct scopes *s)
{
	STORE_ROWS q = { 0 };
	int ec = store_query(cx, c->store, stmt, NULL, 0, &q), more = 0;

	while (ec == 0 && (more = store_next(cx, &q)) > 0) {
		struct scope one = { .apart = store_int(&q, 2) != 0 };

		if (!store_uuid(&q, 0, &one.id) || !store_uuid(&q, 1, &one.incident))
			return err(cx, E_CORRUPT, NULL, "scope");
		if ((ec = COVER_ROOM(cx, s->all, s->n, s->cap)) == 0)
			s->all[s->n++] = one;
	}
	return ec < 0 ? ec : more;
}

int scopes_read(
	struct cx *cx, const struct cover *c, const struct uuid *incident, struct scopes *ret)
{
	int ec;

	*ret = (struct scopes){ .incident = *incident };
	if ((ec = scopes_take(cx, c, STMT_COVER_SCOPE_INCIDENTS, ret)) < 0 ||
		(ec = scopes_take(cx, c, STMT_COVER_SCOPE_ROUNDS, ret)) < 0)
		return ec;
	if (ret->n > 1)
		qsort(ret->all, ret->n, sizeof(*ret->all), scope_order);
	return 0;
}

bool scope_counts(const struct scopes *s, const struct uuid *scope, struct uuid *ret)
{
	const struct scope *found = scope_find(s, scope);

	*ret = found == NULL ? uuid_nil : found->incident;
	if (!uuid_is_nil(&s->incident))
		return uuid_eq(ret, &s->incident) || uuid_eq(scope, &s->incident);
	return found == NULL ? uuid_is_nil(scope) : !found->apart;
}

static void purge_read(struct str packed, struct uuid ret[CLASSES])
{
	for (size_t k = 0; k < CLASSES; k++) {
		ret[k] = uuid_nil;
		if (packed.n >= (k + 1) * sizeof(ret[k].b))
			memcpy(ret[k].b, packed.p + k * sizeof(ret[k].b), sizeof(ret[k].b));
	}
}

/* The earliest time that any of its declarations tells of. */
static int incident_began(struct cx *cx, struct str packed, int64_t *ret)
{
	struct act *acts;
	size_t n;
	int ec = acts_unpack(cx, packed, FOLD_INCIDENT, &acts, &n);

	*ret = INT64_MAX;
	for (size_t i = 0; ec == 0 && i < n; i++) {
		const struct act *a = &acts[i];
		int64_t at = a->what == INCIDENT_DECLARE ? a->at_used :
			a->what == INCIDENT_LEVEL        ? a->n :
							   INT64_MAX;

		if (at < *ret)
			*ret = at;
	}
	return ec;
}

int incident_list(struct cx *cx, const struct cover *c, struct incident **ret, size_t *ret_n)
{
	STORE_ROWS q = { 0 };
	struct incident *all = NULL;
	size_t n = 0, cap = 0;
	int ec = store_query(cx, c->store, STMT_COVER_INCIDENTS, NULL, 0, &q), more = 0;

	while (ec == 0 && (more = store_next(cx, &q)) > 0) {
		if (!concerns(c, store_str(&q, 2)))
			continue;
		if ((ec = COVER_ROOM(cx, all, n, cap)) < 0)
			break;
		all[n].exercise = store_int(&q, 3) != 0;
		all[n].ended = store_int(&q, 4) != 0;
		all[n].level = (int)store_int(&q, 5);
		all[n].level_since = store_int(&q, 6);
		all[n].ended_at = store_int(&q, 7);
		all[n].purge_classes = (unsigned)store_int(&q, 10);
		purge_read(store_str(&q, 9), all[n].purge);
		if (!store_uuid(&q, 8, all[n].ended_by.b))
			return err(cx, E_CORRUPT, NULL, "incident");
		if (!store_uuid(&q, 0, &all[n].id))
			return err(cx, E_CORRUPT, NULL, "incident");
		if ((ec = cx_str(cx, store_str(&q, 1), &all[n].name)) == 0 &&
			(ec = cx_str(cx, store_str(&q, 2), &all[n].area)) == 0)
			ec = incident_began(cx, store_str(&q, 11), &all[n].began);
		n++;
	}
	*ret = all;
	*ret_n = n;
	return ec < 0 ? ec : more;
}
