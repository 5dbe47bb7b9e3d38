/* bulou follow, warnings: what follows from lists of risk areas and from symptoms that gather. An import ends with the first, and
 * so does a void. */
#include "cli/commands.h"

#include "cli/show.h"
#include "desk/command/follow.h"
#include "desk/command/warnings.h"
#include "sys/sys.h"
#include "view/append.h"

static int piece_append(struct cli *c, const struct drawn *all, size_t n, int64_t *done)
{
	struct append_item *items = cx_many(&c->work, n, struct append_item);
	int e = items ? follow_items(&c->work, c->site, all, n, sys_now(), items) : -E_NO_MEMORY;

	if (!e)
		e = append_group(&c->work, &c->site->view, items, n);
	for (size_t i = 0; !e && i < n; i++) {
		*done += items[i].receipt.status == RECEIPT_ACCEPTED;
		if (items[i].receipt.status == RECEIPT_REFUSED)
			e = cli_failed(c, &items[i].receipt.error);
	}
	return cli_work_failed(c, e);
}

int cli_follow(struct cli *c, int64_t *ret)
{
	struct drawn_list list = { .n = 0 };
	int e = cli_cover(c);

	*ret = 0;
	if (!e)
		e = follow_draw(&c->cx, &c->cover, &list);
	cli_cover_end(c);
	for (size_t i = 0; !e && i < list.n; i += FOLLOW_AT_ONCE) {
		size_t left = list.n - i;

		e = piece_append(
			c, list.all + i, left < FOLLOW_AT_ONCE ? left : FOLLOW_AT_ONCE, ret);
		cli_turn(c);
	}
	return e;
}

int cli_followed(struct cli *c)
{
	int64_t n;
	int e = cli_follow(c, &n);

	if (!e && n)
		cli_say(c, TEXT_FOLLOWED, cx_num(&c->cx, n));
	return e;
}

int command_follow(struct cli *c)
{
	int64_t n;
	struct buf b;
	struct jw w;
	int e = cli_open(c, SITE_WRITE);

	if (!e)
		e = cli_follow(c, &n);
	if (e)
		return e;
	if (!c->json) {
		cli_say(c, TEXT_FOLLOWED, cx_num(&c->cx, n));
		return 0;
	}
	buf_init(&b, &c->arena);
	jw_init(&w, &b);
	jw_object(&w);
	jw_f_int(&w, "records", n);
	jw_end_object(&w);
	return cli_json(c, &b);
}

static const char *outcome_text(const struct cli *c, const struct warning *v)
{
	for (const struct choice *k = round_warning.outcomes; k->name; k++)
		if (k->code == v->target.code)
			return c->zh ? k->zh : k->en;
	return v->target.state == 1 ? text_get(TEXT_WARNING_OPEN, c->zh) : "-";
}

static struct str days_text(struct cli *c, const struct warning *v)
{
	struct buf b;

	buf_init(&b, &c->arena);
	buf_day(&b, v->from);
	buf_z(&b, " – ");
	buf_day(&b, v->to);
	return buf_ok(&b) ? buf_get(&b) : STR("?");
}

static int warnings_table(struct cli *c, const struct warning *all, size_t n)
{
	static const enum text heading[] = { TEXT_COL_AREA, TEXT_COL_PERIOD, TEXT_COL_ILL,
		TEXT_COL_DUE, TEXT_COL_STATE, TEXT_COL_RECORD };
	struct table t;

	table_init(&t, &c->cx, 6, "llrlll");
	table_heading(&t, c, heading);
	for (size_t i = 0; i < n; i++) {
		table_add(&t, text_area(c->cover.tree, all[i].target.area));
		table_add(&t, days_text(c, &all[i]));
		table_int(&t, all[i].people);
		table_add(&t, text_when(&c->cx, all[i].target.due));
		table_z(&t, outcome_text(c, &all[i]));
		table_add(&t, text_uuid(&c->cx, &all[i].target.subject));
	}
	return table_print(c, &t);
}

int command_warnings(struct cli *c)
{
	struct warning *all = NULL;
	struct uuid incident;
	struct str area;
	size_t n = 0;
	struct buf b;
	struct jw w;
	int e = cli_asked(c, &incident, &area);

	if (!e)
		e = warning_list(&c->cx, &c->cover, &incident, area, &all, &n);
	if (e)
		return e;
	if (!c->json)
		return warnings_table(c, all, n);
	list_begin(c, &w, &b);
	for (size_t i = 0; i < n; i++)
		row_warning(&w, &all[i], c->cover.now);
	return list_end(c, &w);
}
