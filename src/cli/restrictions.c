/* bulou restrictions, restriction notice: who is restricted, why and until when, and the paper that says so. */
#include "cli/commands.h"

#include "cli/show.h"
#include "desk/restriction/restriction.h"
#include "desk/restriction/restrictions.h"
#include "sys/sys.h"

static const char *named(const struct cli *c, const struct choice *k)
{
	return c->zh ? k->zh : k->en;
}

static const char *what_text(const struct cli *c, const struct restriction_row *v)
{
	for (const struct choice *k = restriction_ordered.fields[0].choices; k->name; k++)
		if (k->code == record_choice(v->order, "what"))
			return named(c, k);
	return "-";
}

static int restrictions_table(struct cli *c, const struct restriction_row *all, size_t n)
{
	static const enum text heading[] = { TEXT_COL_AREA, TEXT_COL_NAME, TEXT_COL_KIND,
		TEXT_COL_STATE, TEXT_COL_DUE, TEXT_COL_RECORD };
	struct table t;

	table_init(&t, &c->cx, 6, "llllll");
	table_heading(&t, c, heading);
	for (size_t i = 0; i < n; i++) {
		table_add(&t, text_area(c->cover.tree, all[i].order->area));
		table_add(&t, all[i].name.n ? all[i].name : STR("-"));
		table_z(&t, what_text(c, &all[i]));
		table_z(&t, named(c, restriction_state_choice(all[i].state)));
		table_add(&t, text_when(&c->cx, all[i].until));
		table_add(&t, text_uuid(&c->cx, &all[i].order->id));
	}
	return table_print(c, &t);
}

int command_restrictions(struct cli *c)
{
	struct restriction_row *all = NULL;
	struct uuid incident;
	struct str area;
	size_t n = 0;
	struct buf b;
	struct jw w;
	int e = cli_asked(c, &incident, &area);

	if (!e)
		e = restriction_list(&c->cx, &c->cover, &incident, area, c->cover.now, &all, &n);
	if (e)
		return e;
	if (!c->json)
		return restrictions_table(c, all, n);
	list_begin(c, &w, &b);
	for (size_t i = 0; i < n; i++)
		row_restriction(&w, &all[i], NULL);
	return list_end(c, &w);
}

/* Masked: the whole name is asked for over HTTP, by somebody who logs in, and leaves a look. */
int command_restriction_notice(struct cli *c)
{
	struct str lang = cli_option(c, OPTION_LANG), whole;
	struct restriction_notice notice;
	struct restriction_row row;
	struct uuid id;
	int e = cli_cover(c);

	if (!e && !cli_has(c, OPTION_OUTPUT))
		e = cli_wrong(c, TEXT_OUTPUT_NEEDED, "pdf");
	if (!e && lang.n && !str_is(lang, "zh") && !str_is(lang, "en"))
		e = cli_wrong(c, TEXT_LANG_WRONG, cx_text(&c->cx, lang));
	if (!e && !uuid_read(c->args[0], &id))
		e = err(&c->cx, E_NOT_FOUND, "restriction", cx_text(&c->cx, c->args[0]));
	if (!e)
		e = restriction_get(&c->cx, &c->cover, &id, c->cover.now, &row);
	if (!e)
		e = restriction_notice(&c->cx, &c->cover, &row, false, &notice);
	if (!e)
		e = notice_write(&c->cx, &c->cover, &notice, SHEET_PDF,
			lang.n ? str_is(lang, "zh") : c->zh, &whole);
	if (!e)
		e = sys_write_new(&c->cx, c->option[OPTION_OUTPUT], whole, 0600);
	if (!e)
		cli_say(c, TEXT_WRITTEN, c->option[OPTION_OUTPUT]);
	return e;
}
