/* bulou clashes, waiting, goods: what somebody should look at. */
#include "cli/commands.h"

#include "cli/show.h"

/* ---- clashes ---- */

static const char *const clash_names[] = { "", "corrections", "state", "pair", "round", "area" };
#define CLASH_NAMES (sizeof(clash_names) / sizeof(clash_names[0]))

static const char *clash_name(int what)
{
	return what > 0 && (size_t)what < CLASH_NAMES ? clash_names[what] : "other";
}

static void clash_json(struct jw *w, const struct clash *k)
{
	char text[UUID_TEXT + 1];

	jw_object(w);
	jw_f_z(w, "what", clash_name(k->what));
	jw_f_str(w, "area", k->area);
	jw_name(w, "records");
	jw_list(w);
	for (size_t i = 0; i < k->ids_n; i++) {
		uuid_write(&k->ids[i], text);
		jw_z(w, text);
	}
	jw_end_list(w);
	jw_end_object(w);
}

static int clashes_table(struct cli *c, const struct clash *all, size_t n)
{
	static const enum text heading[] = { TEXT_COL_CLASH, TEXT_COL_AREA, TEXT_COL_RECORDS };
	struct table t;

	table_init(&t, &c->cx, 3, "lll");
	table_heading(&t, c, heading);
	for (size_t i = 0; i < n; i++)
		for (size_t k = 0; k < all[i].ids_n; k++) {
			table_z(&t, k ? "" : clash_name(all[i].what));
			table_add(&t, k ? STR_NONE : text_area(c->cover.tree, all[i].area));
			table_add(&t, text_uuid(&c->cx, &all[i].ids[k]));
		}
	return table_print(c, &t);
}

int command_clashes(struct cli *c)
{
	struct clash *all = NULL;
	size_t n = 0;
	struct buf b;
	struct jw w;
	int e = cli_cover(c);

	if (!e)
		e = clash_list(&c->cx, &c->cover, &all, &n);
	if (e)
		return e;
	if (!c->json)
		return clashes_table(c, all, n);
	buf_init(&b, &c->arena);
	jw_init(&w, &b);
	list_begin(&w);
	for (size_t i = 0; i < n; i++)
		clash_json(&w, &all[i]);
	return list_end(c, &w);
}

/* ---- waiting ---- */

static int waiting_table(struct cli *c, const struct waiting *all, size_t n)
{
	static const enum text heading[] = { TEXT_COL_RECORD, TEXT_COL_WAITS_FOR, TEXT_COL_AREA };
	struct table t;

	table_init(&t, &c->cx, 3, "lll");
	table_heading(&t, c, heading);
	for (size_t i = 0; i < n; i++) {
		table_add(&t, text_uuid(&c->cx, &all[i].id));
		table_add(&t, text_uuid(&c->cx, &all[i].for_));
		table_add(&t, text_area(c->cover.tree, all[i].area));
	}
	return table_print(c, &t);
}

int command_waiting(struct cli *c)
{
	struct waiting *all = NULL;
	size_t n = 0;
	struct buf b;
	struct jw w;
	int e = cli_cover(c);

	if (!e)
		e = waiting_list(&c->cx, &c->cover, &all, &n);
	if (e)
		return e;
	if (!c->json)
		return waiting_table(c, all, n);
	buf_init(&b, &c->arena);
	jw_init(&w, &b);
	list_begin(&w);
	for (size_t i = 0; i < n; i++) {
		jw_object(&w);
		show_uuid(&w, "id", &all[i].id);
		show_uuid(&w, "waits_for", &all[i].for_);
		jw_f_str(&w, "area", all[i].area);
		jw_end_object(&w);
	}
	return list_end(c, &w);
}

/* ---- goods ---- */

static void goods_json(struct jw *w, const struct goods *g)
{
	jw_object(w);
	jw_f_str(w, "place", g->place);
	jw_f_str(w, "item", g->item);
	jw_f_str(w, "area", g->area);
	show_milli(w, "booked", g->booked);
	if (g->counted_at) {
		show_milli(w, "counted", g->counted);
		show_when(w, "counted_at", g->counted_at);
		show_milli(w, "unexplained", g->unexplained);
	} else {
		jw_f_null(w, "counted");
		jw_f_null(w, "counted_at");
		jw_f_null(w, "unexplained");
	}
	jw_end_object(w);
}

static int goods_table(struct cli *c, const struct goods *all, size_t n)
{
	static const enum text heading[] = { TEXT_COL_AREA, TEXT_COL_PLACE, TEXT_COL_ITEM,
		TEXT_COL_BOOKED, TEXT_COL_COUNTED, TEXT_COL_UNEXPLAINED, TEXT_COL_COUNTED_AT };
	struct table t;

	table_init(&t, &c->cx, 7, "lllrrrl");
	table_heading(&t, c, heading);
	for (size_t i = 0; i < n; i++) {
		bool counted = all[i].counted_at != 0;

		table_add(&t, text_area(c->cover.tree, all[i].area));
		table_add(&t, all[i].place);
		table_add(&t, all[i].item);
		table_add(&t, text_milli(&c->cx, all[i].booked));
		table_add(&t, counted ? text_milli(&c->cx, all[i].counted) : STR("-"));
		table_add(&t, counted ? text_milli(&c->cx, all[i].unexplained) : STR("-"));
		table_add(&t, text_when(&c->cx, all[i].counted_at));
	}
	return table_print(c, &t);
}

int command_goods(struct cli *c)
{
	struct goods *all = NULL;
	struct str area;
	size_t n = 0;
	struct buf b;
	struct jw w;
	int e = cli_cover(c);

	if (!e)
		e = cli_area_option(c, &area);
	if (!e)
		e = goods_list(&c->cx, &c->cover, area, &all, &n);
	if (e)
		return e;
	if (!c->json)
		return goods_table(c, all, n);
	buf_init(&b, &c->arena);
	jw_init(&w, &b);
	list_begin(&w);
	for (size_t i = 0; i < n; i++)
		goods_json(&w, &all[i]);
	return list_end(c, &w);
}
