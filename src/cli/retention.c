/* bulou retention, purge status, purge due: how long what is sealed is kept, what is due, and destroying what is due and
 * was ordered by two. */
#include <string.h>

#include "cli/commands.h"
#include "cli/purge.h"
#include "cli/show.h"
#include "guard/retention.h"
#include "sys/sys.h"

/* ---- the table ---- */

int command_retention(struct cli *c)
{
	static const enum text heading[] = { TEXT_COL_CLASS, TEXT_COL_DAYS, TEXT_COL_GROUNDS };
	struct table t;
	struct buf b;
	struct jw w;

	if (c->json) {
		list_begin(c, &w, &b);
		for (size_t i = 0; i < retention_n; i++)
			row_retention(&w, &retention_table[i]);
		return list_end(c, &w);
	}
	table_init(&t, &c->cx, 3, "lrl");
	table_heading(&t, c, heading);
	for (size_t i = 0; i < retention_n; i++) {
		const struct retention *r = &retention_table[i];

		table_z(&t, class_text(r->c, c->zh));
		table_z(&t, cx_num(&c->cx, r->days));
		table_z(&t, c->zh ? r->zh : r->en);
	}
	return table_print(c, &t);
}

/* ---- what is due ---- */

static const char *state_text(const struct cli *c, const struct retained *r)
{
	static const enum text texts[] = { [RETAINED] = TEXT_RETAINED,
		[RETAINED_SOON] = TEXT_RETAINED_SOON,
		[RETAINED_DUE] = TEXT_RETAINED_DUE };

	return text_get(texts[retained_state(r, c->cover.now)], c->zh);
}

static const char *order_text(struct cli *c, const struct retained *r)
{
	struct buf b;

	buf_init(&b, &c->arena);
	if (!r->by.n)
		return text_get(TEXT_RETAINED_NO_ORDER, c->zh);
	if (!r->approved.n)
		cli_put(c, &b, TEXT_RETAINED_ONE, cx_text(&c->cx, r->by));
	else
		cli_put(c, &b, TEXT_RETAINED_TWO, cx_text(&c->cx, r->by),
			cx_text(&c->cx, r->approved));
	return buf_ok(&b) ? cx_text(&c->cx, buf_get(&b)) : "";
}

static int status_table(struct cli *c, const struct retained *all, size_t n)
{
	static const enum text heading[] = { TEXT_COL_INCIDENT, TEXT_COL_CLASS, TEXT_COL_KEYS,
		TEXT_COL_KEPT_UNTIL, TEXT_COL_STATE, TEXT_COL_ORDER };
	struct table t;

	table_init(&t, &c->cx, 6, "llrlll");
	table_heading(&t, c, heading);
	for (size_t i = 0; i < n; i++) {
		table_add(&t, all[i].incident->name);
		table_z(&t, class_text(all[i].row->c, c->zh));
		table_z(&t, cx_num(&c->cx, (int64_t)all[i].keys));
		table_add(&t, text_when(&c->cx, all[i].due));
		table_z(&t, state_text(c, &all[i]));
		table_z(&t, order_text(c, &all[i]));
	}
	return table_print(c, &t);
}

static int list_read(struct cli *c, struct retained **ret, size_t *ret_n)
{
	int e = cli_cover(c);

	return e ? e : retained_list(&c->cx, &c->cover, ret, ret_n);
}

int command_purge_status(struct cli *c)
{
	struct retained *all = NULL;
	size_t n = 0;
	struct buf b;
	struct jw w;
	int e = list_read(c, &all, &n);

	if (e)
		return e;
	if (!c->json)
		return status_table(c, all, n);
	list_begin(c, &w, &b);
	for (size_t i = 0; i < n; i++)
		row_retained(&w, &all[i], c->cover.now);
	return list_end(c, &w);
}

int cli_retained_warn(struct cli *c)
{
	struct retained *all = NULL;
	size_t n = 0;
	int e = list_read(c, &all, &n);

	for (size_t i = 0; !e && i < n; i++)
		if (retained_state(&all[i], c->cover.now) != RETAINED)
			cli_say(c, TEXT_RETAINED_WARN, cx_text(&c->cx, all[i].incident->name),
				class_text(all[i].row->c, c->zh), text_when(&c->cx, all[i].due).p,
				order_text(c, &all[i]));
	cli_cover_end(c);
	return e;
}

/* ---- destroying it ---- */

/* Of one incident, all classes that are due and that one order is for. */
struct due {
	struct purge_scope what;
	struct str name;
};

static bool is_ripe(const struct cli *c, const struct retained *r)
{
	return retained_state(r, c->cover.now) == RETAINED_DUE && retained_ordered(r);
}

static struct due *due_of(struct due *dues, size_t n, const struct retained *r)
{
	for (size_t i = 0; i < n; i++)
		if (uuid_eq(&dues[i].what.incident, &r->incident->id) &&
			uuid_eq(&dues[i].what.order, &r->order))
			return &dues[i];
	return NULL;
}

static int dues_take(
	struct cli *c, const struct retained *all, size_t n, struct due **ret, size_t *ret_n)
{
	struct due *dues = cx_many(&c->cx, n + 1, struct due), *d;

	*ret = dues;
	*ret_n = 0;
	if (!dues)
		return -E_NO_MEMORY;
	for (size_t i = 0; i < n; i++) {
		if (!is_ripe(c, &all[i]))
			continue;
		d = due_of(dues, *ret_n, &all[i]);
		if (!d)
			d = &dues[(*ret_n)++];
		d->name = all[i].incident->name;
		d->what.incident = all[i].incident->id;
		d->what.order = all[i].order;
		d->what.approval = all[i].approval;
		d->what.classes |= 1u << all[i].row->c;
	}
	return 0;
}

static void overdue_say(struct cli *c, const struct retained *all, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (retained_state(&all[i], c->cover.now) == RETAINED_DUE &&
			!retained_ordered(&all[i]))
			cli_say(c, TEXT_RETAINED_OVERDUE, cx_text(&c->cx, all[i].incident->name),
				class_text(all[i].row->c, c->zh), order_text(c, &all[i]));
}

static int dues_check(struct cli *c, struct due *dues, size_t n)
{
	struct str doubtful = cli_option(c, OPTION_DOUBTFUL);
	int e = 0;

	for (size_t i = 0; !e && i < n; i++) {
		dues[i].what.doubtful = str_is(doubtful, "destroy");
		dues[i].what.new_key = c->option[OPTION_NEW_KEY];
		e = purge_plan_check(c, &dues[i].what, dues[i].name);
		if (!e)
			purge_warn(c, &dues[i].what, dues[i].name);
	}
	return e;
}

static int dues_destroy(struct cli *c, const struct due *dues, size_t n)
{
	struct purge_scope *what = cx_many(&c->cx, n, struct purge_scope);

	if (!what)
		return -E_NO_MEMORY;
	for (size_t i = 0; i < n; i++)
		what[i] = dues[i].what;
	return purge_run(c, what, n, STR("expired"));
}

int command_purge_due(struct cli *c)
{
	struct retained *all = NULL;
	struct due *dues = NULL;
	size_t n = 0, dues_n = 0;
	int e = cli_open(c, SITE_WRITE);

	if (!e)
		e = list_read(c, &all, &n);
	if (!e)
		e = dues_take(c, all, n, &dues, &dues_n);
	if (e)
		return e;
	overdue_say(c, all, n);
	cli_cover_end(c);
	if (!dues_n && !c->json)
		cli_say(c, TEXT_PURGE_NONE_DUE);
	if (!dues_n)
		return c->json ? purge_told(c, &(struct purge_result){ 0 }, NULL) : 0;
	e = dues_check(c, dues, dues_n);
	if (!e)
		e = purge_confirmed(c);
	return e ? e : dues_destroy(c, dues, dues_n);
}
