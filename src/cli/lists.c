/* bulou clashes, waiting, goods: what somebody should look at. */
#include "cli/commands.h"

#include "cli/show.h"

/* ---- clashes ---- */

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
	list_begin(c, &w, &b);
	for (size_t i = 0; i < n; i++)
		row_clash(&w, &all[i]);
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
	list_begin(c, &w, &b);
	for (size_t i = 0; i < n; i++)
		row_waiting(&w, &all[i]);
	return list_end(c, &w);
}

/* ---- goods ---- */

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
		table_add(&t, text_decimal(&c->cx, all[i].booked, 1000));
		table_add(&t, counted ? text_decimal(&c->cx, all[i].counted, 1000) : STR("-"));
		table_add(&t, counted ? text_decimal(&c->cx, all[i].unexplained, 1000) : STR("-"));
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
	list_begin(c, &w, &b);
	for (size_t i = 0; i < n; i++)
		row_goods(&w, &all[i]);
	return list_end(c, &w);
}
