/* Opening the data, and finding what the person named in it. */
#include "cli/cli.h"

#include "cli/export.h"
#include "cli/help.h"
#include "cli/show.h"
#include "desk/desk.h"
#include "sys/sys.h"

#define PREFIX_MIN 4 /* of a round's id */

const struct site_tables *cli_tables(void)
{
	static struct site_tables tables;

	tables = (struct site_tables){ .kinds = desks_kinds(), .figures = desks_figures() };
	return &tables;
}

int cli_open(struct cli *c, enum site_mode mode)
{
	/* A copy is entered in the look-book. */
	if (export_is_copy(c))
		mode = SITE_WRITE;
	return site_open(&c->cx, c->option[OPTION_DATA], c->option[OPTION_KEY], mode, cli_tables(),
		&c->site);
}

int cli_cover(struct cli *c)
{
	int e = c->site ? 0 : cli_open(c, SITE_READ);

	if (!e && !c->store)
		e = site_reader(&c->cx, c->site, false, &c->store);
	if (!e)
		e = store_begin_read(&c->cx, c->store, "cli");
	if (!e)
		e = area_tree_follow(&c->cx, c->store, day_of(sys_now()), &c->site->tree);
	c->cover = (struct cover){ .store = c->store,
		.tree = c->site ? c->site->tree : NULL,
		.who = &guard_reader_owner,
		.keys = c->site ? c->site->keys : NULL,
		.kinds = desks_kinds(),
		.now = sys_now() };
	return e;
}

void cli_cover_end(struct cli *c)
{
	if (!c->store)
		return;
	store_rollback(c->store);
	store_close(c->store);
	c->store = NULL;
}

bool cli_has(const struct cli *c, enum option o)
{
	return c->option[o] != NULL;
}

struct str cli_option(const struct cli *c, enum option o)
{
	return str_of(c->option[o]);
}

int cli_uuid(struct cli *c, struct str s, const char *what, struct uuid *ret)
{
	if (uuid_read(s, ret))
		return 0;
	return cli_wrong(c, TEXT_NO_UUID, cx_text(&c->cx, s), help_words(c, what));
}

int cli_day(struct cli *c, enum option o, int32_t none, int32_t *ret)
{
	*ret = none;
	if (!cli_has(c, o) || day_read(cli_option(c, o), ret))
		return 0;
	return cli_wrong(c, TEXT_NO_DAY, c->option[o], option_table[o].name);
}

int cli_due(struct cli *c, int64_t *ret)
{
	int e = cli_moment(c, cli_option(c, OPTION_DUE), ret);

	if (!e && *ret < sys_now())
		cli_say(c, TEXT_DUE_PAST, text_when(&c->cx, *ret).p);
	return e;
}

int cli_area(struct cli *c, struct str s, struct str *ret)
{
	const struct area *const *all, *found = area_find(c->cover.tree, s);
	size_t n = found ? 0 : area_all(c->cover.tree, &all), hits = 0;

	for (size_t i = 0; i < n; i++)
		if (str_eq(all[i]->code, s) || str_eq(all[i]->name, s)) {
			found = all[i];
			hits++;
		}
	if (hits > 1)
		return cli_wrong(c, TEXT_AREA_TWICE, cx_text(&c->cx, s));
	if (!found)
		return err(&c->cx, E_UNKNOWN_AREA, "area", cx_text(&c->cx, s));
	return cx_str(&c->cx, found->id, ret);
}

int cli_area_option(struct cli *c, struct str *ret)
{
	*ret = STR("");
	return cli_has(c, OPTION_AREA) ? cli_area(c, cli_option(c, OPTION_AREA), ret) : 0;
}

/* Whether s begins the text of u. */
static bool uuid_begins(const struct uuid *u, struct str s)
{
	char text[UUID_TEXT + 1];

	uuid_write(u, text);
	return s.n >= PREFIX_MIN && str_starts(str_of(text), s);
}

int cli_round(struct cli *c, size_t i, struct round *ret)
{
	struct str s = c->args[i];
	struct round *all = NULL;
	struct uuid id;
	size_t n = 0, hits = 0;
	int e;

	if (uuid_read(s, &id))
		return round_get(&c->cx, &c->cover, &id, ret);
	e = round_list(&c->cx, &c->cover, &all, &n);
	if (e)
		return e;
	for (size_t k = 0; k < n; k++)
		if (uuid_begins(&all[k].id, s)) {
			*ret = all[k];
			hits++;
		}
	if (hits > 1)
		return cli_wrong(c, TEXT_ROUND_TWICE, cx_text(&c->cx, s));
	return hits ? 0 : err(&c->cx, E_UNKNOWN_ROUND, "round", cx_text(&c->cx, s));
}

int cli_incident(struct cli *c, struct str s, struct incident *ret)
{
	struct incident *all = NULL;
	size_t n = 0, hits = 0;
	int e = incident_list(&c->cx, &c->cover, &all, &n);

	if (e)
		return e;
	for (size_t i = 0; i < n; i++)
		if (str_eq(all[i].name, s) || uuid_begins(&all[i].id, s)) {
			*ret = all[i];
			hits++;
		}
	if (hits > 1)
		return cli_wrong(c, TEXT_INCIDENT_TWICE, cx_text(&c->cx, s));
	return hits ? 0 : cli_wrong(c, TEXT_NO_INCIDENT, cx_text(&c->cx, s));
}

int cli_incident_option(struct cli *c, struct uuid *ret)
{
	struct incident found;
	struct str s = cli_option(c, OPTION_INCIDENT);
	int e;

	*ret = uuid_nil;
	if (!s.n || uuid_read(s, ret))
		return 0;
	e = cli_incident(c, s, &found);
	*ret = found.id;
	return e;
}

int cli_asked(struct cli *c, struct uuid *ret_incident, struct str *ret_area)
{
	int e = cli_cover(c);

	if (!e)
		e = cli_incident_option(c, ret_incident);
	return e ? e : cli_area_option(c, ret_area);
}

/* ---- appending ---- */

static void count(struct cli_batch *batch, const struct receipt *r)
{
	batch->accepted += r->status == RECEIPT_ACCEPTED;
	batch->duplicates += r->status == RECEIPT_DUPLICATE;
	batch->refused += r->status == RECEIPT_REFUSED;
	if (r->status == RECEIPT_REFUSED && !batch->error.code)
		batch->error = r->error;
}

int cli_append(struct cli *c, struct str json, struct cli_batch *batch)
{
	struct sender from = {
		.user = guard_reader_owner.person, .now = sys_now(), .batch = batch->id
	};
	const struct json *v;
	struct receipt *receipts = NULL;
	size_t n = 0;
	int e = json_read(&c->work, json, &json_limits_request, &v);

	if (!e)
		e = append_json(
			&c->work, &c->site->view, v, &from, &guard_gate_owner, &receipts, &n);
	if (e)
		return cli_work_failed(c, e);
	for (size_t i = 0; i < n; i++)
		count(batch, &receipts[i]);
	return 0;
}

int cli_append_one(struct cli *c, struct str json)
{
	struct cli_batch batch = { .id = uuid_nil };
	int e = cli_append(c, json, &batch);

	if (e || !batch.refused)
		return e;
	return cli_failed(c, &batch.error);
}
