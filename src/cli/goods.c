/* bulou goods, gifts, gift: the ledger, and where each gift went. */
#include "cli/commands.h"

#include "cli/show.h"
#include "desk/supply/gifts.h"

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
	struct uuid incident;
	struct str area;
	size_t n = 0;
	struct buf b;
	struct jw w;
	int e = cli_asked(c, &incident, &area);

	if (!e)
		e = goods_list(&c->cx, &c->cover, &incident, area, &all, &n);
	if (e)
		return e;
	n = desks_goods(all, n);
	if (!c->json)
		return goods_table(c, all, n);
	list_begin(c, &w, &b);
	for (size_t i = 0; i < n; i++)
		row_goods(&w, &all[i]);
	return list_end(c, &w);
}

/* ---- gifts ---- */

static struct str milli_text(struct cli *c, int64_t milli)
{
	return text_decimal(&c->cx, milli, 1000);
}

static int gifts_table(struct cli *c, const struct gift *all, size_t n)
{
	static const enum text heading[] = { TEXT_COL_GIFT, TEXT_COL_AREA, TEXT_COL_ITEM,
		TEXT_COL_YUAN, TEXT_COL_GIVEN, TEXT_COL_STORED, TEXT_COL_ALLOTTED, TEXT_COL_USED,
		TEXT_COL_SPOILED, TEXT_COL_LOST, TEXT_COL_UNTRACED, TEXT_COL_DIFFERENCE };
	struct table t;

	table_init(&t, &c->cx, 12, "lllrrrrrrrrr");
	table_heading(&t, c, heading);
	for (size_t i = 0; i < n; i++) {
		const struct gift *g = &all[i];
		const int64_t milli[] = { g->value, g->given, g->stored, g->allotted, g->used,
			g->spoiled, g->lost, g->untraced, g->difference };

		table_add(&t, text_uuid(&c->cx, &g->id));
		table_add(&t, text_area(c->cover.tree, g->area));
		table_add(&t, g->item);
		for (size_t k = 0; k < sizeof(milli) / sizeof(*milli); k++)
			table_add(&t, milli_text(c, milli[k]));
	}
	return table_print(c, &t);
}

int command_gifts(struct cli *c)
{
	struct gift *all = NULL;
	struct uuid incident;
	struct str area;
	size_t n = 0;
	struct buf b;
	struct jw w;
	int e = cli_asked(c, &incident, &area);

	if (!e)
		e = gift_list(&c->cx, &c->cover, &incident, area, &all, &n);
	if (e)
		return e;
	if (!c->json)
		return gifts_table(c, all, n);
	list_begin(c, &w, &b);
	for (size_t i = 0; i < n; i++)
		row_gift(&w, &all[i]);
	return list_end(c, &w);
}

static int gift_records_table(struct cli *c, const struct gift *g)
{
	static const enum text heading[] = { TEXT_COL_RECORD, TEXT_COL_KIND, TEXT_COL_AREA,
		TEXT_COL_AT };
	struct record **all;
	struct table t;
	size_t n;
	int e = gift_records(&c->cx, &c->cover, &g->id, &all, &n);

	if (e)
		return e;
	table_init(&t, &c->cx, 4, "llll");
	table_heading(&t, c, heading);
	for (size_t i = 0; i < n; i++) {
		table_add(&t, text_uuid(&c->cx, &all[i]->id));
		table_add(&t, all[i]->kind_name);
		table_add(&t, text_area(c->cover.tree, all[i]->area));
		table_add(&t, text_when(&c->cx, all[i]->at_used));
	}
	return table_print(c, &t);
}

int command_gift(struct cli *c)
{
	struct goods *places;
	struct gift g;
	struct uuid id;
	size_t n;
	struct buf b;
	struct jw w;
	int e = cli_cover(c);

	if (!e && !uuid_read(c->args[0], &id))
		e = err(&c->cx, E_NOT_FOUND, "id", cx_text(&c->cx, c->args[0]));
	if (!e)
		e = gift_get(&c->cx, &c->cover, &id, &g, &places, &n);
	if (!e && !c->json) {
		e = gifts_table(c, &g, 1);
		if (!e)
			e = goods_table(c, places, n);
		return e ? e : gift_records_table(c, &g);
	}
	if (e)
		return e;
	buf_init(&b, &c->arena);
	jw_init(&w, &b);
	row_gift_places(&w, &g, places, n);
	return cli_json(c, &b);
}
