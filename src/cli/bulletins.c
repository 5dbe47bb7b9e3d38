/* bulou bulletins, bulletin draft, publish, show: what the county says, frozen, with the accounts that do not close. */
#include "cli/commands.h"

#include "cli/incident.h"
#include "cli/show.h"
#include "desk/bulletin/bulletin.h"
#include "sys/sys.h"

/* ---- what is asked ---- */

/* The one that is named, else the only one that is running. */
static int incident_take(struct cli *c, struct incident *ret)
{
	size_t n;
	int e;

	if (cli_has(c, OPTION_INCIDENT))
		return cli_incident(c, cli_option(c, OPTION_INCIDENT), ret);
	e = incident_running(c, ret, &n);
	return e || n == 1 ? e : cli_wrong(c, TEXT_WHICH_RUNNING, cx_num(&c->cx, (int64_t)n));
}

static int replaces_take(struct cli *c, struct uuid *ret)
{
	struct str given = cli_option(c, OPTION_REPLACES);

	*ret = uuid_nil;
	if (!given.n || uuid_read(given, ret))
		return 0;
	return err(&c->cx, E_NOT_FOUND, "replaces", cx_text(&c->cx, given));
}

/* Whoever owns the machine publishes as the administrator, and signs by the name of that account where there is one. */
static int signer_take(struct cli *c, struct str *ret)
{
	struct account a;
	int e = guard_account(&c->cx, c->site->guard, c->cover.who->person, &a);

	*ret = e ? STR("") : a.name;
	if (e == -E_NOT_FOUND)
		err_clear(&c->cx);
	return e == -E_NOT_FOUND ? 0 : e;
}

static int draft(struct cli *c, struct bulletin *ret)
{
	int32_t today = day_of(sys_now());
	struct bulletin_ask ask = { .title_zh = cli_option(c, OPTION_TITLE),
		.title_en = cli_option(c, OPTION_TITLE_EN),
		.reason = cli_option(c, OPTION_REASON) };
	struct incident found;
	int e = incident_take(c, &found);

	if (!e)
		e = cli_area_option(c, &ask.area);
	if (!e)
		e = cli_day(c, OPTION_FROM, today, &ask.from);
	if (!e)
		e = cli_day(c, OPTION_TO, today, &ask.to);
	if (!e)
		e = replaces_take(c, &ask.replaces);
	if (!e)
		e = signer_take(c, &ask.signer);
	if (e)
		return e;
	ask.incident = found.id;
	if (!ask.area.n)
		ask.area = found.area;
	return bulletin_draft(&c->cx, &c->cover, &ask, ret);
}

/* ---- what is said ---- */

/* How a bulletin is wanted. */
struct wanted {
	enum bulletin_format format;
	const char *path; /* NULL: standard output */
	bool zh;
};

static int lang_take(struct cli *c, bool *ret)
{
	struct str given = cli_option(c, OPTION_LANG);

	*ret = given.n ? str_is(given, "zh") : c->zh;
	if (!given.n || str_is(given, "zh") || str_is(given, "en"))
		return 0;
	return cli_wrong(c, TEXT_LANG_WRONG, cx_text(&c->cx, given));
}

static int wanted_take(struct cli *c, struct wanted *ret)
{
	struct str given = cli_option(c, OPTION_FORMAT);

	*ret = (struct wanted){ .path = c->option[OPTION_OUTPUT] };
	if (cli_has(c, OPTION_XLSX)) {
		ret->format = BULLETIN_XLSX;
		ret->path = c->option[OPTION_XLSX];
	} else if (given.n && !bulletin_format_read(given, &ret->format)) {
		return cli_wrong(c, TEXT_FORMAT_WRONG, cx_text(&c->cx, given));
	} else if (!ret->path && ret->format >= BULLETIN_PDF) {
		return cli_wrong(c, TEXT_OUTPUT_NEEDED, bulletin_forms[ret->format].name);
	}
	return lang_take(c, &ret->zh);
}

static int bulletin_give(struct cli *c, const struct bulletin *b)
{
	struct wanted how;
	struct str whole;
	int e = wanted_take(c, &how);

	if (!e)
		e = bulletin_write(&c->cx, b, how.format, how.zh, &whole);
	if (!e && !how.path)
		cli_out(c, whole);
	else if (!e)
		e = sys_write_new(&c->cx, how.path, whole, 0600);
	if (!e && how.path)
		cli_say(c, TEXT_WRITTEN, how.path);
	return e;
}

static int bulletin_print(struct cli *c, const struct bulletin *b)
{
	struct buf out;
	struct jw w;

	if (!c->json)
		return bulletin_give(c, b);
	if (cli_has(c, OPTION_OUTPUT))
		return cli_wrong(c, TEXT_OPTIONS_APART, "json", "output");
	buf_init(&out, &c->arena);
	jw_init(&w, &out);
	row_bulletin(&w, b);
	return cli_json(c, &out);
}

int command_bulletin_draft(struct cli *c)
{
	struct bulletin b;
	int e = cli_cover(c);

	if (!e)
		e = draft(c, &b);
	return e ? e : bulletin_print(c, &b);
}

int command_bulletin_publish(struct cli *c)
{
	struct uuid id = sys_uuid();
	struct bulletin b;
	struct str record;
	int e = cli_open(c, SITE_WRITE);

	if (!e)
		e = cli_cover(c);
	if (!e)
		e = draft(c, &b);
	if (!e)
		e = bulletin_ready(&c->cx, &b);
	if (!e)
		e = bulletin_record(&c->cx, &b, &id, sys_now(), &record);
	if (!e)
		e = cli_append_one(c, record);
	if (e)
		return e;
	b.id = id;
	if (c->json)
		return bulletin_print(c, &b);
	cli_say(c, TEXT_BULLETIN_PUBLISHED, text_uuid(&c->cx, &id).p);
	return 0;
}

int command_bulletin_show(struct cli *c)
{
	struct bulletin b;
	struct uuid id;
	int e = cli_cover(c);

	if (!e && !uuid_read(c->args[0], &id))
		e = err(&c->cx, E_NOT_FOUND, "id", cx_text(&c->cx, c->args[0]));
	if (!e)
		e = bulletin_get(&c->cx, &c->cover, &id, &b);
	return e ? e : bulletin_print(c, &b);
}

/* ---- the list ---- */

static int bulletins_table(struct cli *c, const struct bulletin *all, size_t n)
{
	static const enum text heading[] = { TEXT_COL_ID, TEXT_COL_TITLE, TEXT_COL_VERSION,
		TEXT_COL_PERIOD, TEXT_COL_PUBLISHED, TEXT_COL_BY };
	struct table t;

	table_init(&t, &c->cx, 6, "llrlll");
	table_heading(&t, c, heading);
	for (size_t i = 0; i < n; i++) {
		struct buf period;

		buf_init(&period, &c->arena);
		buf_day(&period, all[i].from);
		buf_z(&period, " – ");
		buf_day(&period, all[i].to);
		table_add(&t, text_uuid(&c->cx, &all[i].id));
		table_add(&t, c->zh ? all[i].title_zh : all[i].title_en);
		table_int(&t, all[i].version);
		table_add(&t, buf_get(&period));
		table_add(&t, text_when(&c->cx, all[i].at));
		table_add(&t, all[i].signer.n ? all[i].signer : all[i].by);
	}
	return table_print(c, &t);
}

int command_bulletins(struct cli *c)
{
	struct bulletin *all = NULL;
	size_t n = 0;
	struct buf b;
	struct jw w;
	int e = cli_cover(c);

	if (!e)
		e = bulletin_list(&c->cx, &c->cover, &all, &n);
	if (e)
		return e;
	if (!c->json)
		return bulletins_table(c, all, n);
	list_begin(c, &w, &b);
	for (size_t i = 0; i < n; i++)
		row_bulletin_head(&w, &all[i]);
	return list_end(c, &w);
}
