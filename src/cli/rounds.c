/* bulou rounds, coverage, missing, strays: what is asked and who has not answered yet. */
#include "cli/commands.h"

#include "cli/show.h"
#include "core/check.h"

#define PAGE 1000

/* ---- rounds ---- */

static const char *state_text(const struct cli *c, const struct round *r)
{
	return text_get(r->state == 3 ? TEXT_ROUND_IS_CANCELLED :
			r->state == 2 ? TEXT_ROUND_IS_CLOSED :
			r->opening    ? TEXT_ROUND_IS_OPENING :
					TEXT_ROUND_IS_OPEN,
		c->zh);
}

static int rounds_table(struct cli *c, const struct round *all, size_t n)
{
	static const enum text heading[] = { TEXT_COL_ID, TEXT_COL_KIND, TEXT_COL_QUESTION,
		TEXT_COL_AREA, TEXT_COL_DUE, TEXT_COL_STATE, TEXT_COL_DONE, TEXT_COL_MISSING };
	struct coverage whole, *under;
	size_t under_n;
	struct table t;
	int e = 0;

	table_init(&t, &c->cx, 8, "llllllrr");
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
		table_int(&t, whole.missing);
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

static int coverage_table(
	struct cli *c, const struct coverage *whole, const struct coverage *under, size_t n)
{
	static const enum text heading[] = { TEXT_COL_AREA, TEXT_COL_EXPECTED, TEXT_COL_FOUND,
		TEXT_COL_DONE, TEXT_COL_EXCUSED, TEXT_COL_MISSING, TEXT_COL_LATE };
	struct table t;
	int e;

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
		e = round_coverage(&c->cx, &c->cover, &r.id, area, &whole, &under, &n);
	if (e)
		return e;
	return c->json ? coverage_json(c, &whole, under, n, desks_round(r.kind)) :
			 coverage_table(c, &whole, under, n);
}

/* ---- missing ---- */

/* The list is written page by page: a county's may be longer than memory should hold. */
struct target_list {
	struct cli *c;
	const struct round *round; /* NULL: targets of all rounds */
	const struct round_kind *kind;
	struct table t; /* keeps its widths from page to page */
	bool first;
};

static int subject_of(struct cli *c, const struct uuid *id, struct subject *ret)
{
	int e = subject_get(&c->work, &c->cover, id, ret);

	if (e != -E_NOT_FOUND)
		return e;
	err_clear(&c->work);
	*ret = (struct subject){ .type = SUBJECT_UNKNOWN };
	return 0;
}

static int page_json(struct target_list *l, const struct target *all, size_t n)
{
	struct cli *c = l->c;
	struct subject subject;
	struct buf b;
	struct jw w;
	int e;

	for (size_t i = 0; i < n; i++) {
		e = subject_of(c, &all[i].subject, &subject);
		if (e)
			return cli_work_failed(c, e);
		buf_init(&b, c->work.arena);
		buf_z(&b, l->first ? "{\"items\":[" : ",\n");
		jw_init(&w, &b);
		row_target(&w, &all[i], l->round, l->kind, subject.type ? &subject : NULL,
			c->cover.now);
		if (!buf_ok(&b))
			return err(&c->cx, E_NO_MEMORY, NULL);
		cli_out(c, buf_get(&b));
		l->first = false;
	}
	return 0;
}

static int target_row(struct target_list *l, const struct target *t)
{
	struct cli *c = l->c;
	struct subject subject;
	int e = subject_of(c, &t->subject, &subject);

	if (e)
		return e;
	table_add(&l->t, text_area(c->cover.tree, t->area));
	table_add(&l->t, text_place(&c->work, subject.place));
	table_add(&l->t, text_when(&c->work, target_due(t, l->round)));
	table_int(&l->t, t->tries);
	table_add(&l->t, l->kind ? text_choice(l->kind->outcomes, t->code, c->zh) : STR_NONE);
	table_add(&l->t, l->kind ? text_choice(l->kind->next, t->next, c->zh) : STR_NONE);
	table_add(&l->t, text_uuid(&c->work, &t->subject));
	return 0;
}

static int page_table(struct target_list *l, const struct target *all, size_t n)
{
	static const enum text heading[] = { TEXT_COL_AREA, TEXT_COL_PLACE, TEXT_COL_DUE,
		TEXT_COL_TRIES, TEXT_COL_OUTCOME, TEXT_COL_NEXT, TEXT_COL_SUBJECT };
	struct cli *c = l->c;
	struct buf b;
	int e = 0;

	if (l->first)
		table_heading(&l->t, c, heading);
	l->first = false;
	for (size_t i = 0; !e && i < n; i++)
		e = target_row(l, &all[i]);
	if (e)
		return cli_work_failed(c, e);
	buf_init(&b, c->work.arena);
	table_write(&l->t, &b);
	if (!buf_ok(&b))
		return err(&c->cx, E_NO_MEMORY, NULL);
	cli_out(c, buf_get(&b));
	return 0;
}

static int page_write(struct target_list *l, const struct target *all, size_t n)
{
	return l->c->json ? page_json(l, all, n) : page_table(l, all, n);
}

static void list_open(struct target_list *l, struct cli *c, const struct round *r)
{
	*l = (struct target_list){
		.c = c, .round = r, .kind = r ? desks_round(r->kind) : NULL, .first = true
	};
	table_init(&l->t, &c->work, 7, "lllrlll");
}

static void list_close(struct target_list *l)
{
	if (l->c->json)
		cli_out(l->c,
			l->first ? STR("{\"items\":[],\"next\":null}\n") :
				   STR("],\"next\":null}\n"));
}

static int missing_pages(struct cli *c, const struct round *r, struct str area)
{
	char cursor[1024] = "";
	struct target_list l;
	struct target *all;
	struct str next;
	size_t n;
	int e;

	list_open(&l, c, r);
	do {
		e = round_missing(
			&c->work, &c->cover, &r->id, area, str_of(cursor), PAGE, &all, &n, &next);
		if (e)
			return cli_work_failed(c, e);
		e = page_write(&l, all, n);
		if (e)
			return e;
		check(next.n < sizeof(cursor));
		snprintf(cursor, sizeof(cursor), STR_FMT, STR_ARG(next));
		cli_turn(c);
	} while (cursor[0]);
	list_close(&l);
	return 0;
}

int command_missing(struct cli *c)
{
	struct round r;
	struct str area;
	int e = cli_cover(c);

	if (!e)
		e = cli_round(c, 0, &r);
	if (!e)
		e = cli_area_option(c, &area);
	return e ? e : missing_pages(c, &r, area);
}

int command_strays(struct cli *c)
{
	struct round r = { .kind = STR_NONE };
	struct target_list l;
	struct target *all = NULL;
	size_t n = 0;
	int e = cli_cover(c);

	if (!e && c->args_n)
		e = cli_round(c, 0, &r);
	if (!e)
		e = round_strays(&c->cx, &c->cover, c->args_n ? &r.id : NULL, &all, &n);
	if (e)
		return e;
	list_open(&l, c, c->args_n ? &r : NULL);
	e = page_write(&l, all, n);
	if (!e)
		list_close(&l);
	return e;
}
