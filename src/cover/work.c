/* Small things that all folds share. */
#include "cover/work.h"

#include <stdlib.h>
#include <string.h>

#include "generated/stmt.h"

int edits_add(struct cx *cx, struct edits *c, struct edit one)
{
	if (c->n == c->cap) {
		size_t cap = c->cap == 0 ? 32 : c->cap * 2;
		struct edit *all = cx_many(cx, cap, struct edit);

		if (all == NULL)
			return -E_NO_MEMORY;
		if (c->n > 0)
			memcpy(all, c->all, c->n * sizeof(*all));
		c->all = all;
		c->cap = cap;
	}
	c->all[c->n++] = one;
	return 0;
}

int acts_add(struct cx *cx, struct acts *a, const struct act *act)
{
	size_t at = a->n;

	while (at > 0 && act_cmp(&a->all[at - 1], act) > 0)
		at--;
	if (at > 0 && act_cmp(&a->all[at - 1], act) == 0)
		return 0;
	if (a->n == a->cap) {
		size_t cap = a->cap == 0 ? a->n + 2 : a->cap * 2;
		struct act *all = cx_many(cx, cap, struct act);

		if (all == NULL)
			return -E_NO_MEMORY;
		if (a->n > 0)
			memcpy(all, a->all, a->n * sizeof(*all));
		a->all = all;
		a->cap = cap;
	}
	memmove(&a->all[at + 1], &a->all[at], (a->n - at) * sizeof(*act));
	a->all[at] = *act;
	a->n++;
	return 0;
}

void acts_remove(struct acts *a, const struct uuid *id, uint8_t what)
{
	size_t i, kept = 0;

	for (i = 0; i < a->n; i++)
		if (a->all[i].what != what || !uuid_eq(&a->all[i].id, id))
			a->all[kept++] = a->all[i];
	a->n = kept;
}

int acts_edit(struct cx *cx, struct acts *a, const struct edit *c)
{
	if (c->sign > 0)
		return acts_add(cx, a, c->act);
	acts_remove(a, &c->act->id, c->act->what);
	return 0;
}

void mark(const struct edit *c, unsigned marks)
{
	if (c->marks != NULL)
		*c->marks |= marks;
}

struct str part_of(struct str text, char divider, size_t i)
{
	struct str part = STR("");

	while (str_split(&text, divider, &part))
		if (i-- == 0)
			return part;
	return STR("");
}

int work_at(struct work *w, struct map *m, struct str key, size_t size, void **ret, bool *ret_new)
{
	void **at = map_at(m, key);

	if (at == NULL)
		return err(w->cx, E_NO_MEMORY, NULL);
	*ret_new = *at == NULL;
	if (*at == NULL)
		*at = cx_alloc(w->cx, size);
	*ret = *at;
	return *at == NULL ? -E_NO_MEMORY : 0;
}

static int uuid_order(const void *a, const void *b)
{
	return uuid_cmp(a, b);
}

int clash_write(
	struct work *w, int what, struct str key, struct str area, struct uuid *ids, size_t n)
{
	const struct store_value row[] = {
		SV_INT(what),
		SV_BLOB(key),
		SV_TEXT(area.p == NULL ? STR("") : area),
		SV_BLOB(((struct str){ (const char *)ids, n * sizeof(*ids) })),
		SV_INT(w->pos),
	};

	qsort(ids, n, sizeof(*ids), uuid_order);
	return store_each(w->cx, w->s, STMT_CLASH_PUT, row, 1);
}

int clash_clear(struct work *w, int what, struct str key)
{
	const struct store_value row[] = { SV_INT(what), SV_BLOB(key) };

	return store_each(w->cx, w->s, STMT_CLASH_DROP, row, 1);
}

int gone_write(struct work *w, struct str area, const char *type, struct str key, int64_t pos)
{
	const struct store_value row[] = { SV_TEXT(area), SV_TEXT(str_of(type)), SV_BLOB(key),
		SV_INT(pos) };

	written_add(w->written, WRITTEN_GONE, key);
	return store_each(w->cx, w->s, STMT_GONE_PUT, row, 1);
}

int gone_clear(struct work *w, struct str area, const char *type, struct str key)
{
	const struct store_value row[] = { SV_TEXT(area), SV_TEXT(str_of(type)), SV_BLOB(key) };

	if (!written_may(w->written, WRITTEN_GONE, key))
		return 0;
	return store_each(w->cx, w->s, STMT_GONE_DROP, row, 1);
}
