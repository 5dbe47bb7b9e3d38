/* Page after page of the figure's records, each page in memory of its own. */
#include "desk/behind_figure.h"

#include <stdlib.h>

#include "desk/desk.h"
#include "sys/sys.h"

#define PAGE 1000

static int records_take(struct cx *cx, const struct cover *c, const struct figure_record *all,
	size_t n, behind_take_record *take, void *arg)
{
	struct journal j = { .store = c->store, .keys = c->keys, .kinds = c->kinds };
	struct uuid *ids = cx_many(cx, n, struct uuid);
	struct entry *entries = cx_many(cx, n, struct entry);
	int e = ids && entries ? 0 : -E_NO_MEMORY;

	for (size_t i = 0; !e && i < n; i++)
		ids[i] = all[i].id;
	if (!e)
		e = journal_find(cx, &j, ids, n, entries);
	for (size_t i = 0; !e && i < n; i++) {
		struct record *r;

		e = journal_record(cx, c->kinds, &entries[i], &r);
		if (!e)
			e = take(arg, cx, r, &entries[i]);
	}
	return e;
}

int behind_figure(struct cx *cx, const struct cover *c, const char *figure,
	const struct uuid *incident, struct str area, behind_take_record *take, void *arg)
{
	return behind_figure_days(cx, c, figure, incident, area, INT32_MIN, INT32_MAX, take, arg);
}

int behind_figure_days(struct cx *cx, const struct cover *c, const char *figure,
	const struct uuid *incident, struct str area, int32_t from, int32_t to,
	behind_take_record *take, void *arg)
{
	const struct figure *f = figure_find(desks_figures(), str_of(figure));
	struct str after = STR("");
	struct arena memory;
	struct cx own = { .arena = &memory };
	int e = 0;

	arena_init(&memory, &sys_heap, 0);
	do {
		struct figure_record *all;
		struct str next;
		size_t n;

		arena_reset(&memory);
		e = figure_records(
			&own, c, f, incident, area, from, to, 0, after, PAGE, &all, &n, &next);
		if (!e)
			e = records_take(&own, c, all, n, take, arg);
		after = STR("");
		if (!e && next.n)
			e = cx_str(cx, next, &after);
	} while (!e && after.n);
	if (e && own.e.code) /* else take() said it where it wanted */
		err_pass(cx, &own);
	arena_done(&memory);
	return e;
}
