/* bulou looks, exports: the look-book. Whoever runs it is the machine's owner, so what readers typed besides is shown too. */
#include "cli/commands.h"

#include "cli/show.h"
#include "desk/look_rows.h"
#include "sys/sys.h"

#define PAGE 1000

static struct str either(const struct cli *c, struct str zh, struct str en)
{
	struct str s = c->zh ? zh : en;

	return s.n ? s : STR("-");
}

static struct str why_text(const struct cli *c, const struct look *l)
{
	struct str zh, en;

	look_why(l, &zh, &en);
	return either(c, zh, en);
}

static struct str day_text(struct cx *cx, int32_t day)
{
	struct buf b;

	buf_init(&b, cx->arena);
	buf_day(&b, day);
	return buf_ok(&b) ? buf_get(&b) : STR("?");
}

static struct str or_dash(struct str s)
{
	return s.n ? s : STR("-");
}

/* ---- who looked at somebody ---- */

static void look_show(struct cli *c, struct table *t, const struct look_row *r)
{
	struct str zh, en;

	look_screen(&r->look, &zh, &en);
	table_add(t, text_when(&c->cx, r->at));
	table_add(t, r->look.reader);
	table_add(t, r->look.office.n ? text_area(c->cover.tree, r->look.office) : STR("-"));
	table_add(t, either(c, zh, en));
	table_add(t, why_text(c, &r->look));
	table_add(t, or_dash(r->note));
}

static int looks_table(struct cli *c, const struct look_row *all, size_t n)
{
	static const enum text heading[] = { TEXT_COL_AT, TEXT_COL_READER, TEXT_COL_OFFICE,
		TEXT_COL_SCREEN, TEXT_COL_WHY, TEXT_COL_NOTE };
	struct table t;

	table_init(&t, &c->cx, 6, "llllll");
	table_heading(&t, c, heading);
	for (size_t i = 0; i < n; i++)
		look_show(c, &t, &all[i]);
	return table_print(c, &t);
}

int command_looks(struct cli *c)
{
	struct look_row *all = NULL;
	struct uuid subject;
	struct subject s;
	struct buf b;
	struct jw w;
	size_t n = 0;
	int e = cli_uuid(c, c->args[0], "SUBJECT", &subject);

	if (!e)
		e = cli_cover(c);
	if (!e)
		e = subject_get(&c->cx, &c->cover, &subject, &s);
	if (!e)
		e = looks_of(&c->cx, &c->cover, &subject, 0, PAGE, &all, &n);
	if (e)
		return e;
	if (n == PAGE)
		cli_say(c, TEXT_SEARCH_MORE, cx_num(&c->cx, PAGE));
	if (!c->json)
		return looks_table(c, all, n);
	list_begin(c, &w, &b);
	for (size_t i = 0; i < n; i++)
		row_look(&w, &all[i]);
	return list_end(c, &w);
}

/* ---- who looks how much ---- */

static int readers_table(struct cli *c, const struct account_day *all, size_t n)
{
	static const enum text heading[] = { TEXT_COL_DAY, TEXT_COL_USER, TEXT_COL_LOOKS,
		TEXT_COL_PEOPLE, TEXT_COL_RECORDS, TEXT_COL_MIDDLE, TEXT_COL_STANDS_OUT,
		TEXT_COL_FINDING };
	struct table t;

	table_init(&t, &c->cx, 8, "llrrrrll");
	table_heading(&t, c, heading);
	for (size_t i = 0; i < n; i++) {
		const struct choice *found = look_choice(look_findings, all[i].review.finding);

		table_add(&t, day_text(&c->cx, all[i].day));
		table_add(&t, all[i].account);
		table_int(&t, all[i].looks);
		table_int(&t, all[i].subjects);
		table_int(&t, all[i].records);
		if (all[i].middle < 0)
			table_z(&t, "-");
		else
			table_int(&t, all[i].middle);
		table_z(&t, text_get(all[i].stands_out ? TEXT_YES : TEXT_NO, c->zh));
		table_z(&t, found ? (c->zh ? found->zh : found->en) : "-");
	}
	return table_print(c, &t);
}

int command_looks_readers(struct cli *c)
{
	int32_t today = day_of(sys_now()), from, to;
	struct account_day *all = NULL;
	struct buf b;
	struct jw w;
	size_t n = 0;
	int e = cli_day(c, OPTION_TO, today, &to);

	if (!e)
		e = cli_day(c, OPTION_FROM, to, &from);
	if (!e)
		e = cli_cover(c);
	if (!e)
		e = looks_by_account(&c->cx, &c->cover, c->site->guard, from, to, &all, &n);
	if (e)
		return e;
	if (!c->json)
		return readers_table(c, all, n);
	list_begin(c, &w, &b);
	for (size_t i = 0; i < n; i++)
		row_account_day(&w, &all[i]);
	return list_end(c, &w);
}

/* An entry that was made of what is there now. */
static int entry_append(struct cli *c, struct entry *entry)
{
	cli_cover_end(c);
	return append_entries(&c->cx, &c->site->view, entry, 1);
}

int command_looks_review(struct cli *c)
{
	struct entry entry;
	int32_t day;
	int e = day_read(c->args[1], &day) ?
		cli_open(c, SITE_WRITE) :
		cli_wrong(c, TEXT_NO_DAY, cx_text(&c->cx, c->args[1]), "DAY");

	if (!e)
		e = cli_cover(c);
	if (!e)
		e = look_review_entry(&c->cx, &c->cover, &rights_owner, c->args[0], day, c->args[2],
			cli_option(c, OPTION_REASON), &entry);
	if (!e)
		e = entry_append(c, &entry);
	if (!e)
		cli_say(c, TEXT_LOOK_REVIEWED, cx_text(&c->cx, c->args[0]),
			cx_text(&c->cx, c->args[1]));
	return e;
}

/* ---- copies ---- */

static int exports_table(struct cli *c, const struct export_row *all, size_t n)
{
	static const enum text heading[] = { TEXT_COL_AT, TEXT_COL_USER, TEXT_COL_LIST,
		TEXT_COL_ROWS, TEXT_COL_PURPOSE, TEXT_COL_KEEP_UNTIL, TEXT_COL_STATE, TEXT_COL_ID };
	static const enum text states[] = { TEXT_COPY_KEPT, TEXT_COPY_DUE, TEXT_COPY_DESTROYED };
	struct table t;

	table_init(&t, &c->cx, 8, "lllrllll");
	table_heading(&t, c, heading);
	for (size_t i = 0; i < n; i++) {
		const struct look *l = &all[i].made.look;

		table_add(&t, text_when(&c->cx, all[i].made.at));
		table_add(&t, l->reader);
		table_add(&t, l->screen);
		table_int(&t, l->rows);
		table_add(&t, why_text(c, l));
		table_add(&t, day_text(&c->cx, l->until));
		table_z(&t, text_get(states[all[i].state], c->zh));
		table_add(&t, text_uuid(&c->cx, &all[i].made.id));
	}
	return table_print(c, &t);
}

int command_exports(struct cli *c)
{
	struct export_row *all = NULL;
	struct buf b;
	struct jw w;
	size_t n = 0;
	int e = cli_cover(c);

	if (!e)
		e = exports_list(&c->cx, &c->cover, false, 0, PAGE, &all, &n);
	if (e)
		return e;
	if (n == PAGE)
		cli_say(c, TEXT_SEARCH_MORE, cx_num(&c->cx, PAGE));
	if (!c->json)
		return exports_table(c, all, n);
	list_begin(c, &w, &b);
	for (size_t i = 0; i < n; i++)
		row_export(&w, &all[i]);
	return list_end(c, &w);
}

int command_export_destroyed(struct cli *c)
{
	struct entry entry;
	struct uuid id;
	int e = cli_uuid(c, c->args[0], "COPY", &id);

	if (!e)
		e = cli_open(c, SITE_WRITE);
	if (!e)
		e = cli_cover(c);
	if (!e)
		e = export_destroyed_entry(&c->cx, &c->cover, &rights_owner, &id,
			cli_option(c, OPTION_REASON), &entry);
	if (!e)
		e = entry_append(c, &entry);
	if (!e)
		cli_say(c, TEXT_COPY_GONE, text_uuid(&c->cx, &id).p);
	return e;
}
