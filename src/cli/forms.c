/* bulou forms, form fill: the tables that upper offices ask for. */
#include "cli/commands.h"

#include "cli/show.h"
#include "desk/forms/forms.h"
#include "sys/sys.h"

static struct str hour_text(struct cli *c, const struct form *f)
{
	struct buf b;

	buf_init(&b, &c->arena);
	if (f->due == FORM_BY_HAND)
		return str_of(text_get(TEXT_FORM_BY_HAND, c->zh));
	buf_fmt(&b, "%02d:%02d", f->due / 60, f->due % 60);
	return buf_get(&b);
}

static struct str day_text(struct cli *c, int32_t day)
{
	struct buf b;

	buf_init(&b, &c->arena);
	buf_day(&b, day);
	return buf_get(&b);
}

static int forms_table(
	struct cli *c, const struct form *all, const struct form_filling *last, size_t n)
{
	static const enum text heading[] = { TEXT_COL_ID, TEXT_COL_TITLE, TEXT_COL_ASKED_BY,
		TEXT_COL_HOUR, TEXT_COL_CELLS, TEXT_COL_FILLED, TEXT_COL_SAVED };
	struct table t;

	table_init(&t, &c->cx, 7, "llllrlr");
	table_heading(&t, c, heading);
	for (size_t i = 0; i < n; i++) {
		table_add(&t, text_uuid(&c->cx, &all[i].id));
		table_add(&t, c->zh || !all[i].name_en.n ? all[i].name_zh : all[i].name_en);
		table_add(&t, all[i].office);
		table_add(&t, hour_text(c, &all[i]));
		table_int(&t, (int64_t)all[i].cells_n);
		table_add(&t, uuid_is_nil(&last[i].id) ? STR("") : day_text(c, last[i].day));
		table_int(&t, last[i].saved);
	}
	return table_print(c, &t);
}

int command_forms(struct cli *c)
{
	struct form_filling *last = NULL;
	struct form *all = NULL;
	size_t n = 0;
	struct buf b;
	struct jw w;
	int e = cli_cover(c);

	if (!e)
		e = form_list(&c->cx, &c->cover, &all, &n);
	if (!e && !(last = cx_many(&c->cx, n + 1, struct form_filling)))
		e = -E_NO_MEMORY;
	for (size_t i = 0; !e && i < n; i++)
		e = form_filling_get(&c->cx, &c->cover, &all[i].id, INT32_MAX, &last[i]);
	if (e)
		return e;
	if (!c->json)
		return forms_table(c, all, last, n);
	list_begin(c, &w, &b);
	for (size_t i = 0; !e && i < n; i++) {
		bool stands;

		e = form_hour_stands(&c->cx, &c->cover, c->site->guard, &all[i], &stands);
		row_form(&w, &all[i], &last[i], !e && stands);
		jw_end_object(&w);
	}
	return e ? e : list_end(c, &w);
}

static int signer_take(struct cli *c, struct str *ret)
{
	struct account a;
	int e = guard_account(&c->cx, c->site->guard, c->cover.who->person, &a);

	*ret = e ? STR("") : a.name;
	if (e == -E_NOT_FOUND)
		err_clear(&c->cx);
	return e == -E_NOT_FOUND ? 0 : e;
}

static int filled(struct cli *c, struct form *f, struct form_filling *ret)
{
	struct str who = STR("");
	struct uuid id;
	int32_t day;
	int e = cli_day(c, OPTION_TO, day_of(sys_now()), &day);

	if (!e && !uuid_read(c->args[0], &id))
		e = err(&c->cx, E_NOT_FOUND, "id", cx_text(&c->cx, c->args[0]));
	if (!e)
		e = form_get(&c->cx, &c->cover, &id, f);
	if (!e)
		e = signer_take(c, &who);
	return e ? e : form_draft(&c->cx, &c->cover, f, day, who, ret);
}

/* The file first: one that cannot be written leaves nothing filled. */
int command_form_fill(struct cli *c)
{
	struct form_filling filling;
	struct uuid id = sys_uuid();
	struct str record, book;
	struct form f;
	int e = cli_open(c, SITE_WRITE);

	if (!c->option[OPTION_OUTPUT])
		return cli_wrong(c, TEXT_OUTPUT_NEEDED, "xlsx");
	if (!e)
		e = cli_cover(c);
	if (!e)
		e = filled(c, &f, &filling);
	if (!e)
		e = form_record(&c->cx, &f, &filling, &id, sys_now(), &record);
	if (!e)
		e = form_book(&c->cx, &f, &filling, &book);
	if (!e)
		e = sys_write_new(&c->cx, c->option[OPTION_OUTPUT], book, 0600);
	if (!e)
		e = cli_append_one(c, record);
	if (!e)
		cli_say(c, TEXT_WRITTEN, c->option[OPTION_OUTPUT]);
	return e;
}
