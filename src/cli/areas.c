/* Areas by id and code. */
#include "cli/areas.h"

#include "desk/desk.h"
#include "record/journal.h"

static const struct area twice;

int areas_init(struct cx *cx, struct areas *a, const struct area_tree *tree)
{
	const struct area *const *all;
	size_t n = area_all(tree, &all);

	a->tree = tree;
	map_init(&a->by_code, cx->arena);
	for (size_t i = 0; i < n; i++) {
		void **at = map_at(&a->by_code, all[i]->code);

		if (!at)
			return err(cx, E_NO_MEMORY, NULL);
		*at = (void *)(uintptr_t)(*at ? &twice : all[i]);
	}
	return 0;
}

int areas_resolve(struct cx *cx, const struct areas *a, struct str name, bool must, struct str *ret)
{
	const struct area *found = area_find(a->tree, name);

	if (!found)
		found = map_get(&a->by_code, name);
	if (found == &twice)
		found = NULL;
	if (!found && must)
		return err(cx, E_UNKNOWN_AREA, "area", cx_text(cx, name));
	*ret = found ? found->id : name;
	return 0;
}

static bool says_the_same(const struct area *a, const struct json *body)
{
	struct str code = json_text(body, "code");

	return str_eq(a->name, json_text(body, "name")) &&
		str_eq(a->parent, json_text(body, "parent")) && (!code.n || str_eq(a->code, code));
}

static int here_already(struct cx *cx, struct store *store, const struct uuid *record, bool *ret)
{
	struct journal j = { .store = store, .kinds = desks_kinds() };
	struct entry found;
	int e = store_begin_read(cx, store, "areas");

	if (e)
		return e;
	e = journal_find(cx, &j, record, 1, &found);
	store_rollback(store);
	*ret = found.pos > 0;
	return e;
}

int areas_conflict(struct cx *cx, const struct areas *a, struct str id, struct str body,
	const struct uuid *record, struct store *store)
{
	const struct area *old = area_find(a->tree, id);
	const struct json *v;
	bool here;
	int e;

	if (!old)
		return 0;
	e = json_read(cx, body, &json_limits_request, &v);
	if (e || says_the_same(old, v))
		return e;
	e = here_already(cx, store, record, &here);
	if (e || here)
		return e;
	return err(cx, E_CONFLICT, "area", cx_text(cx, id));
}
