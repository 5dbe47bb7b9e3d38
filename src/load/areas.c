/* Areas by id, code and name. */
#include "load/areas.h"

#include "load/cell.h"
#include "desk/desk.h"
#include "record/journal.h"

static const struct area twice;

static int name_add(struct cx *cx, struct map *m, struct str name, const struct area *area)
{
	void **at = map_at(m, name);

	if (!at)
		return err(cx, E_NO_MEMORY, NULL);
	*at = (void *)(uintptr_t)(*at ? &twice : area);
	return 0;
}

int areas_init(struct cx *cx, struct areas *a, const struct area_tree *tree)
{
	const struct area *const *all;
	size_t n = area_all(tree, &all);
	int e = 0;

	a->tree = tree;
	map_init(&a->by_code, cx->arena);
	map_init(&a->by_name, cx->arena);
	for (size_t i = 0; !e && i < n; i++) {
		e = name_add(cx, &a->by_code, all[i]->code, all[i]);
		if (!e)
			e = name_add(cx, &a->by_name, all[i]->name, all[i]);
	}
	return e;
}

static int unknown(struct cx *cx, const char *field, struct str name, bool several)
{
	if (several)
		return err(cx, E_FIELD_FORMAT, field, "有多个区域叫这个名称，请填区划代码",
			"several areas are called so: write the code");
	if (cell_is_scientific(cx, name))
		return cell_scientific_err(cx, field);
	return err(cx, E_UNKNOWN_AREA, field, cx_text(cx, name));
}

int areas_resolve(struct cx *cx, const struct areas *a, const char *field, struct str name,
	bool must, struct str *ret)
{
	const struct area *found = area_find(a->tree, name);

	if (!found)
		found = map_get(&a->by_code, name);
	if (!found)
		found = map_get(&a->by_name, name);
	if (must && (!found || found == &twice))
		return unknown(cx, field, name, found == &twice);
	*ret = found && found != &twice ? found->id : name;
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
	return err(cx, E_AREA_DIFFERS, "area", cx_text(cx, id), cx_text(cx, old->name));
}
