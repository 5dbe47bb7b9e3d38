/* bulou refused: records that were refused and kept aside, from whom, why, and what would have helped.
 *
 * Kept are only the code and the field of the refusal, not what stood there, which may have been personal: where a
 * reason names a value, dots stand. */
#include "cli/commands.h"

#include "load/columns.h"
#include "cli/show.h"
#include "core/check.h"

/* ---- why ---- */

/* The error of this code as its table has it, in c->work.e; of a code that is not known none. */
static void reason_make(struct cli *c, struct str code, struct str label)
{
	static const char dots[] = "…";

	err_clear(&c->work);
	for (int i = 1; i < E_CODES; i++)
		if (str_is(code, err_entry(i)->code))
			err(&c->work, i, cx_text(&c->work, label), dots, dots, dots, dots);
}

/* A field under the name that people know; an index in it is left out. */
static struct str field_label(const struct cli *c, const struct kind *kind, struct str field)
{
	struct str label = kind ? columns_label(kind, field, c->zh) : STR_NONE;

	return label.n ? label : field.n ? field : STR("…");
}

static void reason_add(
	struct cli *c, struct table *t, const struct kind *kind, const struct refusal *r)
{
	struct err_info *e = &c->work.e;

	reason_make(c, r->code, field_label(c, kind, r->field));
	table_add(t, !e->code ? r->code : c->zh ? e->zh : e->en);
	table_add(t, !e->code ? STR("-") : c->zh ? e->remedy_zh : e->remedy_en);
	err_clear(&c->work);
}

/* ---- the list ---- */

static void refused_row(struct cli *c, struct table *t, const struct refusal *r)
{
	const struct kind *kind = r->kind.n ? kinds_newest(desks_kinds(), r->kind) : NULL;

	table_add(t, text_when(&c->work, r->received));
	table_add(t, r->via);
	table_add(t, kind ? str_of(c->zh ? kind->zh : kind->en) : r->kind.n ? r->kind : STR("-"));
	table_add(t, r->area.n ? text_area(c->cover.tree, r->area) : STR("-"));
	reason_add(c, t, kind, r);
	table_add(t, text_uuid(&c->work, &r->id));
}

static int refused_table(struct cli *c, struct table *t, const struct refusal *all, size_t n)
{
	for (size_t i = 0; i < n; i++)
		refused_row(c, t, &all[i]);
	return table_print(c, t);
}

static int refused_json(struct cli *c, const struct refusal *all, size_t n, bool *first)
{
	struct buf b;
	struct jw w;

	buf_init(&b, c->work.arena);
	for (size_t i = 0; i < n; i++) {
		buf_z(&b, *first ? "{\"items\":[" : ",\n");
		jw_init(&w, &b);
		row_refusal(&w, &all[i]);
		*first = false;
	}
	if (!buf_ok(&b))
		return err(&c->cx, E_NO_MEMORY, NULL);
	cli_out(c, buf_get(&b));
	return 0;
}

/* Page after page into the table, or (t NULL) as JSON. A page may open many texts: one is held at a time. */
static int refused_pages(struct cli *c, struct table *t, bool *first)
{
	char cursor[1024] = "";
	struct refusal *all;
	struct str next;
	size_t n;
	int e;

	do {
		e = refusal_list(
			&c->work, &c->cover, str_of(cursor), RECORD_BATCH_MAX, &all, &n, &next);
		if (e)
			return cli_work_failed(c, e);
		e = t ? refused_table(c, t, all, n) : refused_json(c, all, n, first);
		if (e)
			return e;
		check(next.n < sizeof(cursor));
		snprintf(cursor, sizeof(cursor), STR_FMT, STR_ARG(next));
		cli_turn(c);
	} while (cursor[0]);
	return 0;
}

int command_refused(struct cli *c)
{
	static const enum text heading[] = { TEXT_COL_RECEIVED, TEXT_COL_VIA, TEXT_COL_KIND,
		TEXT_COL_AREA, TEXT_COL_WHY, TEXT_COL_REMEDY, TEXT_COL_RECORD };
	bool first = true;
	struct table t;
	int e = cli_cover(c);

	if (e)
		return e;
	if (!c->json) {
		table_init(&t, &c->work, 7, "lllllll");
		table_heading(&t, c, heading);
		return refused_pages(c, &t, NULL);
	}
	e = refused_pages(c, NULL, &first);
	if (!e)
		cli_out(c,
			first ? STR("{\"items\":[],\"next\":null}\n") : STR("],\"next\":null}\n"));
	return e;
}
