/* bulou purge keys, purge subject: destroying what may not be kept. Nothing else should write meanwhile; a server that runs
 * beside must be started anew, since the master key is another one afterwards. */
#include "cli/commands.h"

#include "cli/show.h"
#include "guard/purge.h"
#include "sys/sys.h"

/* "health,whereabouts" → bits; nothing given = all. */
static int classes_read(struct cli *c, unsigned *ret)
{
	struct str rest = cli_option(c, OPTION_CLASS), name;
	int k;

	*ret = 0;
	while (str_split(&rest, ',', &name)) {
		for (k = CLASS_IDENTITY; k < CLASSES && !str_is(name, class_names[k]); k++)
			;
		if (k == CLASSES)
			return cli_wrong(c, TEXT_NO_CLASS, cx_text(&c->cx, name));
		*ret |= 1u << k;
	}
	return 0;
}

/* "2022-09" → months; nothing given = 0, all. */
static int before_read(struct cli *c, int32_t *ret)
{
	struct str s = cli_option(c, OPTION_BEFORE), day;
	int32_t first;
	struct buf b;

	*ret = 0;
	if (s.n == 0)
		return 0;
	buf_init(&b, &c->arena);
	buf_str(&b, s);
	buf_z(&b, "-01");
	day = buf_get(&b);
	if (!day_read(day, &first))
		return cli_wrong(c, TEXT_NO_MONTH, cx_text(&c->cx, s));
	*ret = month_of(day_start(first));
	return 0;
}

static int told(struct cli *c, const struct purge_result *r, bool keys)
{
	struct buf b;
	struct jw w;

	if (!c->json && !keys) {
		cli_say(c, TEXT_ERASED, cx_num(&c->cx, (int64_t)r->records));
		return 0;
	}
	if (!c->json) {
		cli_say(c, TEXT_PURGED, cx_num(&c->cx, (int64_t)r->keys),
			cx_num(&c->cx, (int64_t)r->living));
		cli_say(c, TEXT_PURGE_THEN);
		return 0;
	}
	buf_init(&b, &c->arena);
	jw_init(&w, &b);
	jw_object(&w);
	if (keys) {
		jw_f_int(&w, "keys", (int64_t)r->keys);
		jw_f_int(&w, "living_keys", (int64_t)r->living);
	} else {
		jw_f_int(&w, "records", (int64_t)r->records);
	}
	jw_end_object(&w);
	return cli_json(c, &b);
}

static int reason_read(struct cli *c, struct str *ret)
{
	*ret = cli_option(c, OPTION_REASON);
	return ret->n > 0 ? 0 : cli_wrong(c, TEXT_NO_REASON);
}

int command_purge_keys(struct cli *c)
{
	struct purge_scope what = { .classes = 0 };
	struct purge_result done;
	struct incident incident;
	struct str reason;
	int e = reason_read(c, &reason);

	if (!e)
		e = classes_read(c, &what.classes);
	if (!e)
		e = before_read(c, &what.before);
	if (!e)
		e = cli_open(c, SITE_WRITE);
	if (!e && !str_is(c->args[0], "roster")) {
		e = cli_cover(c);
		if (!e)
			e = cli_incident(c, c->args[0], &incident);
		cli_cover_end(c);
		what.incident = incident.id;
	}
	if (!e)
		e = purge_keys(&c->cx, c->site, &what, reason, guard_reader_owner.person, sys_now(),
			&done);
	return e ? e : told(c, &done, true);
}

int command_purge_subject(struct cli *c)
{
	struct purge_result done;
	struct uuid subject;
	struct str reason;
	int e = reason_read(c, &reason);

	if (!e)
		e = cli_uuid(c, c->args[0], "SUBJECT", &subject);
	if (!e)
		e = cli_open(c, SITE_WRITE);
	if (!e)
		e = purge_subject(&c->cx, c->site, &subject, reason, guard_reader_owner.person,
			sys_now(), &done);
	return e ? e : told(c, &done, false);
}
