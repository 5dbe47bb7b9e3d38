/* bulou rounds, coverage: what is asked, and how far it is. */
#include "cli/commands.h"

#include "cli/export.h"
#include "cli/show.h"

/* ---- rounds ---- */

static const char *state_text(const struct cli *c, const struct round *r)
{
	return text_get(r->state == 3 ? TEXT_ROUND_IS_CANCELLED :
			r->state == 2 ? TEXT_ROUND_IS_CLOSED :
			r->opening    ? TEXT_ROUND_IS_OPENING :
					TEXT_ROUND_IS_OPEN,
		c->zh);
}

/* What is open is missing, or in force: one of two columns. */
static void open_show(struct table *t, const struct round_kind *k, int64_t n)
{
	bool in_force = k && k->in_force;

	if (in_force)
		table_z(t, "");
	table_int(t, n);
	if (!in_force)
		table_z(t, "");
}

static int rounds_table(struct cli *c, const struct round *all, size_t n)
{
	static const enum text heading[] = { TEXT_COL_ID, TEXT_COL_KIND, TEXT_COL_QUESTION,
		TEXT_COL_AREA, TEXT_COL_DUE, TEXT_COL_STATE, TEXT_COL_DONE, TEXT_COL_MISSING,
		TEXT_COL_IN_FORCE };
	struct coverage whole, *under;
	size_t under_n;
	struct table t;
	int e = 0;

	table_init(&t, &c->cx, 9, "llllllrrr");
	table_heading(&t, c, heading);
	for (size_t i = 0; !e && i < n; i++) {
		const struct round_kind *k = desks_round(all[i].kind);

		e = round_coverage(
			&c->cx, &c->cover, &all[i].id, STR(""), &whole, &under, &under_n);
		if (e)
			break;
		table_add(&t, text_uuid(&c->cx, &all[i].id));
		table_add(&t, k ? str_of(c->zh ? k->zh : k->en) : all[i].kind);
		table_add(&t, all[i].question);
		table_add(&t, text_area(c->cover.tree, all[i].area));
		table_add(&t, text_when(&c->cx, all[i].due));
		table_z(&t, state_text(c, &all[i]));
		table_int(&t, whole.done + whole.excused);
		open_show(&t, k, whole.missing);
	}
	return e ? e : table_print(c, &t);
}

int command_rounds(struct cli *c)
{
	struct round *all = NULL;
	size_t n = 0;
	struct buf b;
	struct jw w;
	int e = cli_cover(c);

	if (!e)
		e = round_list(&c->cx, &c->cover, &all, &n);
	if (e)
		return e;
	if (!c->json)
		return rounds_table(c, all, n);
	list_begin(c, &w, &b);
	for (size_t i = 0; i < n; i++)
		row_round(&w, &all[i], desks_round(all[i].kind));
	return list_end(c, &w);
}

/* ---- coverage ---- */

static int coverage_json(struct cli *c, const struct coverage *whole, const struct coverage *under,
	size_t n, const struct round_kind *k)
{
	struct buf b;
	struct jw w;

	buf_init(&b, &c->arena);
	jw_init(&w, &b);
	row_coverage_areas(&w, whole, under, n, k);
	return cli_json(c, &b);
}

static void coverage_row(struct cli *c, struct table *t, const struct coverage *v, bool whole)
{
	struct str name = text_area(c->cover.tree, v->area);
	struct buf b;

	buf_init(&b, &c->arena);
	buf_z(&b, whole ? "" : "  ");
	buf_str(&b, name);
	buf_z(&b, v->direct ? text_get(TEXT_DIRECT, c->zh) : "");
	table_add(t, buf_ok(&b) ? buf_get(&b) : name);
	if (v->no_roster) {
		table_z(t, text_get(TEXT_NO_ROSTER, c->zh));
		for (int i = 0; i < 5; i++)
			table_z(t, "");
		return;
	}
	table_int(t, v->expected);
	table_int(t, v->found);
	table_int(t, v->done);
	table_int(t, v->excused);
	table_int(t, v->missing);
	table_int(t, v->late);
}

/* What each column counts. */
static int columns_note(struct cli *c, const enum text *heading)
{
	static const enum text means[] = { TEXT_MEANS_EXPECTED, TEXT_MEANS_FOUND, TEXT_MEANS_DONE,
		TEXT_MEANS_EXCUSED, TEXT_MEANS_MISSING, TEXT_MEANS_LATE };
	int e = 0;

	for (size_t i = 0; !e && i < sizeof(means) / sizeof(means[0]); i++) {
		enum text said = heading[i] == TEXT_COL_IN_FORCE ? TEXT_MEANS_IN_FORCE : means[i];

		e = export_note(c, text_get(heading[i], c->zh), str_of(text_get(said, c->zh)));
	}
	return e;
}

static int coverage_table(struct cli *c, const struct coverage *whole, const struct coverage *under,
	size_t n, const struct round_kind *k)
{
	const enum text heading[] = { TEXT_COL_AREA, TEXT_COL_EXPECTED, TEXT_COL_FOUND,
		TEXT_COL_DONE, TEXT_COL_EXCUSED,
		k && k->in_force ? TEXT_COL_IN_FORCE : TEXT_COL_MISSING, TEXT_COL_LATE };
	struct table t;
	int e = columns_note(c, heading + 1);

	if (e)
		return e;

	table_init(&t, &c->cx, 7, "lrrrrrr");
	table_heading(&t, c, heading);
	coverage_row(c, &t, whole, true);
	for (size_t i = 0; i < n; i++)
		coverage_row(c, &t, &under[i], false);
	e = table_print(c, &t);
	if (!e && whole->off)
		cli_say(c, TEXT_ACCOUNT_OFF, cx_num(&c->cx, whole->off));
	return e;
}

int command_coverage(struct cli *c)
{
	struct coverage whole, *under = NULL;
	struct round r;
	struct str area;
	size_t n = 0;
	int e = cli_cover(c);

	if (!e)
		e = cli_round(c, 0, &r);
	if (!e)
		e = cli_area_option(c, &area);
	if (!e)
		e = round_note(c, &r);
	if (!e)
		e = round_coverage(&c->cx, &c->cover, &r.id, area, &whole, &under, &n);
	if (e)
		return e;
	return c->json ? coverage_json(c, &whole, under, n, desks_round(r.kind)) :
			 coverage_table(c, &whole, under, n, desks_round(r.kind));
}
