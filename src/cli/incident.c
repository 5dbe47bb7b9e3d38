/* bulou incident declare, incident level, incident end, incidents. */
#include "cli/incident.h"

#include <string.h>

#include "cli/commands.h"
#include "cli/show.h"
#include "cli/write.h"
#include "cover/base_kinds.h"
#include "sys/sys.h"

#define DAY_TEXT 10 /* 2022-08-30 */

/* Two that go on under one name could not be told apart by whoever ends one. */
static int name_is_free(struct cli *c, struct str name)
{
	struct incident *all = NULL;
	size_t n = 0;
	int e = incident_list(&c->cx, &c->cover, &all, &n);

	for (size_t i = 0; !e && i < n; i++)
		if (!all[i].ended && str_eq(all[i].name, name))
			e = err(&c->cx, E_EXISTS, "name", cx_text(&c->cx, name));
	return e;
}

static const struct choice *choices_of(const char *kind, const char *field)
{
	const struct field *f = kinds_newest(desks_kinds(), str_of(kind))->fields;

	while (strcmp(f->name, field) != 0)
		f++;
	return f->choices;
}

/* By its name, or as the form has it: "Ⅲ级" for "Ⅲ级（较大）". */
static int choice_read(
	struct cli *c, struct str s, const struct choice *all, const struct choice **ret)
{
	struct buf b;

	buf_init(&b, c->cx.arena);
	for (*ret = all; (*ret)->name; ++*ret) {
		if (str_is(s, (*ret)->name) || str_starts(str_of((*ret)->zh), s) ||
			str_is(s, (*ret)->en))
			return 0;
		buf_fmt(&b, "%s%s", b.n ? (c->zh ? "、" : ", ") : "", (*ret)->name);
	}
	return buf_ok(&b) ? cli_wrong(c, TEXT_NO_CHOICE, cx_text(&c->cx, s), buf_get(&b).p) :
			    err(&c->cx, E_NO_MEMORY, NULL);
}

/* What the options tell of an incident that is declared. */
struct declared {
	const struct choice *trigger, *level; /* NULL: not told */
	int64_t since;                        /* 0: not told */
};

static int declared_options(struct cli *c, struct declared *ret)
{
	int e = 0;

	*ret = (struct declared){ .since = 0 };
	if (cli_has(c, OPTION_TRIGGER))
		e = choice_read(c, cli_option(c, OPTION_TRIGGER),
			choices_of("incident.declared", "trigger"), &ret->trigger);
	if (!e && cli_has(c, OPTION_LEVEL))
		e = choice_read(c, cli_option(c, OPTION_LEVEL), base_response_levels, &ret->level);
	if (!e && cli_has(c, OPTION_SINCE))
		e = cli_moment(c, cli_option(c, OPTION_SINCE), &ret->since);
	return e;
}

int incident_declare(
	struct cli *c, struct str name, struct str area, bool exercise, struct uuid *ret)
{
	struct writing r = { .kind = "incident.declared", .area = area, .subject = sys_uuid() };
	struct declared d;
	struct buf b;
	struct jw w;
	int e = name_is_free(c, name);

	if (!e)
		e = declared_options(c, &d);
	if (e)
		return e;
	buf_init(&b, &c->arena);
	writing_begin(&w, &b, &r);
	jw_f_str(&w, "name", name);
	jw_f_bool(&w, "exercise", exercise);
	if (d.trigger)
		jw_f_z(&w, "trigger", d.trigger->name);
	if (d.level)
		jw_f_z(&w, "level", d.level->name);
	if (d.since)
		row_time(&w, "since", d.since);
	writing_end(&w);
	*ret = r.subject;
	return writing_append(c, &b);
}

int incident_running(struct cli *c, struct incident *ret, size_t *ret_n)
{
	struct incident *all = NULL;
	size_t n = 0;
	int e = incident_list(&c->cx, &c->cover, &all, &n);

	*ret_n = 0;
	for (size_t i = 0; !e && i < n; i++)
		if (!all[i].ended) {
			*ret = all[i];
			++*ret_n;
		}
	return e;
}

/* The round's area and the day: what is asked is no name, since other rounds will be of the same incident. */
static struct str name_made(struct cli *c, struct str area)
{
	struct str name = text_area(c->cover.tree, area), rest = name;
	struct buf b;

	for (int i = 0; i < BASE_NAME_MAX - DAY_TEXT - 1 && rest.n; i++)
		utf8_next(&rest);
	buf_init(&b, &c->arena);
	buf_add(&b, name.p, name.n - rest.n);
	buf_c(&b, ' ');
	buf_day(&b, day_of(sys_now()));
	return buf_ok(&b) ? buf_get(&b) : area;
}

static int declare_for_round(struct cli *c, struct str area, struct uuid *ret)
{
	struct str name = name_made(c, area);
	int e = incident_declare(c, name, area, false, ret);

	if (!e)
		cli_say(c, TEXT_INCIDENT_FOR_ROUND, cx_text(&c->cx, name));
	return e;
}

int incident_of_round(struct cli *c, struct str area, struct uuid *ret)
{
	struct str given = cli_option(c, OPTION_INCIDENT);
	struct incident found;
	size_t n;
	int e;

	if (str_starts(given, STR("new ")))
		return incident_declare(
			c, str_trim((struct str){ given.p + 4, given.n - 4 }), area, false, ret);
	if (given.n && uuid_read(given, ret))
		return 0;
	if (given.n) {
		e = cli_incident(c, given, &found);
		*ret = found.id;
		return e;
	}
	e = incident_running(c, &found, &n);
	if (e)
		return e;
	if (n > 1)
		return cli_wrong(c, TEXT_WHICH_INCIDENT);
	if (!n)
		return declare_for_round(c, area, ret);
	*ret = found.id;
	return 0;
}

static int declared_print(struct cli *c, const struct uuid *id, struct str name)
{
	struct buf b;
	struct jw w;

	buf_init(&b, &c->arena);
	if (!c->json) {
		cli_say(c, TEXT_INCIDENT_DECLARED, cx_text(&c->cx, name));
		buf_uuid(&b, id);
		return cli_json(c, &b);
	}
	jw_init(&w, &b);
	jw_object(&w);
	row_uuid(&w, "id", id);
	jw_f_str(&w, "name", name);
	jw_end_object(&w);
	return cli_json(c, &b);
}

int command_incident_declare(struct cli *c)
{
	struct str area;
	struct uuid id;
	int e;

	if (!cli_has(c, OPTION_AREA))
		return cli_wrong(c, TEXT_OPTION_NEEDED, "area");
	e = cli_open(c, SITE_WRITE);
	if (!e)
		e = cli_cover(c);
	if (!e)
		e = cli_area_option(c, &area);
	if (!e)
		e = incident_declare(c, c->args[0], area, cli_has(c, OPTION_EXERCISE), &id);
	return e ? e : declared_print(c, &id, c->args[0]);
}

int command_incident_level(struct cli *c)
{
	struct writing r = { .kind = "incident.level_changed" };
	struct incident found = { .ended = false };
	const struct choice *level;
	struct buf b;
	struct jw w;
	int e = choice_read(c, c->args[1], base_response_levels, &level);

	if (!e)
		e = cli_open(c, SITE_WRITE);
	if (!e)
		e = cli_cover(c);
	if (!e)
		e = cli_incident(c, c->args[0], &found);
	if (e)
		return e;
	r.area = found.area;
	buf_init(&b, &c->arena);
	writing_begin(&w, &b, &r);
	row_uuid(&w, "incident", &found.id);
	jw_f_z(&w, "level", level->name);
	if (cli_has(c, OPTION_REASON))
		jw_f_str(&w, "reason", cli_option(c, OPTION_REASON));
	writing_end(&w);
	e = writing_append(c, &b);
	if (!e)
		cli_say(c, TEXT_INCIDENT_LEVEL, cx_text(&c->cx, found.name),
			c->zh ? level->zh : level->en);
	return e;
}

int command_incident_end(struct cli *c)
{
	struct writing r = { .kind = "incident.ended" };
	struct incident found = { .ended = false };
	struct buf b;
	struct jw w;
	int e = cli_open(c, SITE_WRITE);

	if (!e)
		e = cli_cover(c);
	if (!e)
		e = cli_incident(c, c->args[0], &found);
	if (e)
		return e;
	r.subject = found.id;
	buf_init(&b, &c->arena);
	writing_begin(&w, &b, &r);
	writing_end(&w);
	e = writing_append(c, &b);
	if (!e)
		cli_say(c, TEXT_INCIDENT_ENDED, cx_text(&c->cx, found.name));
	return e;
}

static const char *state_of(const struct cli *c, const struct incident *i)
{
	return text_get(i->ended ? TEXT_STATE_ENDED : TEXT_STATE_RUNNING, c->zh);
}

static int incidents_table(struct cli *c, const struct incident *all, size_t n)
{
	static const enum text heading[] = { TEXT_COL_ID, TEXT_COL_NAME, TEXT_COL_AREA,
		TEXT_COL_STATE, TEXT_COL_LEVEL, TEXT_COL_SINCE, TEXT_COL_EXERCISE };
	struct table t;

	table_init(&t, &c->cx, 7, "lllllll");
	table_heading(&t, c, heading);
	for (size_t i = 0; i < n; i++) {
		table_add(&t, text_uuid(&c->cx, &all[i].id));
		table_add(&t, all[i].name);
		table_add(&t, text_area(c->cover.tree, all[i].area));
		table_z(&t, state_of(c, &all[i]));
		table_add(&t, text_choice(base_response_levels, all[i].level, c->zh));
		table_add(&t, text_when(&c->cx, all[i].level_since));
		table_z(&t, all[i].exercise ? text_get(TEXT_YES, c->zh) : "");
	}
	return table_print(c, &t);
}

int command_incidents(struct cli *c)
{
	struct incident *all = NULL;
	size_t n = 0;
	struct buf b;
	struct jw w;
	int e = cli_cover(c);

	if (!e)
		e = incident_list(&c->cx, &c->cover, &all, &n);
	if (e)
		return e;
	if (!c->json)
		return incidents_table(c, all, n);
	list_begin(c, &w, &b);
	for (size_t i = 0; i < n; i++)
		row_incident(&w, &all[i]);
	return list_end(c, &w);
}
