/* bulou purge keys, purge subject: destroying what may not be kept. Nothing else should write meanwhile; a server that runs
 * beside must be started anew, since the master key is another one afterwards. */
#include "cli/purge.h"

#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "cli/commands.h"
#include "cli/show.h"
#include "sys/sys.h"

#define IDS_SHOWN 20

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

/* With --new-key the old one went from where it was, unless a program gives it. */
static void key_told(struct cli *c, const char *old_key)
{
	if (!cli_has(c, OPTION_NEW_KEY))
		cli_say(c, TEXT_PURGE_THEN, c->site->key_path);
	else
		cli_say(c, seal_is_command(old_key) ? TEXT_PURGE_THEN_GIVEN : TEXT_PURGE_THEN_TO,
			c->option[OPTION_NEW_KEY], old_key);
}

int purge_told(struct cli *c, const struct purge_result *r, const char *old_key)
{
	struct buf b;
	struct jw w;

	if (!c->json) {
		cli_say(c, TEXT_PURGED, cx_num(&c->cx, (int64_t)r->keys),
			cx_num(&c->cx, (int64_t)r->living));
		if (r->any)
			cli_say(c, TEXT_PURGE_ANY, cx_num(&c->cx, (int64_t)r->any));
		key_told(c, old_key);
		return 0;
	}
	buf_init(&b, &c->arena);
	jw_init(&w, &b);
	jw_object(&w);
	jw_f_int(&w, "keys", (int64_t)r->keys);
	jw_f_int(&w, "living_keys", (int64_t)r->living);
	jw_f_int(&w, "living_keys_any_class", (int64_t)r->any);
	jw_end_object(&w);
	return cli_json(c, &b);
}

static void ids_write(struct jw *w, const char *name, const struct uuid *ids, size_t n)
{
	char text[UUID_TEXT + 1];

	jw_name(w, name);
	jw_list(w);
	for (size_t i = 0; i < n; i++) {
		uuid_write(&ids[i], text);
		jw_z(w, text);
	}
	jw_end_list(w);
}

static int told_subject(struct cli *c, const struct purge_whom *whom, const struct purge_result *r)
{
	struct buf b;
	struct jw w;

	if (!c->json) {
		cli_say(c, TEXT_ERASED, cx_num(&c->cx, (int64_t)r->records),
			cx_num(&c->cx, (int64_t)r->refusals));
		return 0;
	}
	buf_init(&b, &c->arena);
	jw_init(&w, &b);
	jw_object(&w);
	jw_f_int(&w, "records", (int64_t)r->records);
	jw_f_int(&w, "refusals", (int64_t)r->refusals);
	ids_write(&w, "subjects", whom->same, whom->same_n);
	ids_write(&w, "suspects", whom->suspects, whom->suspects_n);
	jw_end_object(&w);
	return cli_json(c, &b);
}

/* The first few ids, for a sentence. */
static const char *ids_text(struct cli *c, const struct uuid *ids, size_t n)
{
	struct buf b;

	buf_init(&b, &c->arena);
	for (size_t i = 0; i < n && i < IDS_SHOWN; i++) {
		if (i)
			buf_z(&b, ", ");
		buf_uuid(&b, &ids[i]);
	}
	if (n > IDS_SHOWN)
		buf_z(&b, " …");
	return buf_ok(&b) ? cx_text(&c->cx, buf_get(&b)) : "";
}

int purge_confirmed(struct cli *c)
{
	const char *word = text_get(TEXT_PURGE_WORD, c->zh);
	char line[64];
	struct str got = STR("");

	if (cli_has(c, OPTION_YES))
		return 0;
	if (isatty(0)) {
		cli_say(c, TEXT_PURGE_ASK, word);
		if (fgets(line, sizeof(line), stdin))
			got = str_trim((struct str){ line, strcspn(line, "\r\n") });
	}
	return str_is(got, word) ? 0 : cli_wrong(c, TEXT_PURGE_NO_YES, word);
}

/* It lies open in the journal and in each backup for ever: so it is one of a list, and no words about anybody. */
static int reason_read(struct cli *c, struct str *ret)
{
	const struct choice *k = purge_reason(cli_option(c, OPTION_REASON));

	*ret = k ? str_of(k->name) : STR_NONE;
	return k ? 0 : cli_wrong(c, TEXT_PURGE_REASONS);
}

void purge_warn(struct cli *c, const struct purge_scope *what, struct str name)
{
	cli_say(c, TEXT_PURGE_KEYS_WARN, cx_text(&c->cx, name));
	if (what->new_key)
		cli_say(c, TEXT_PURGE_KEYS_WARN_TO, what->new_key, c->site->key_path);
	else
		cli_say(c, TEXT_PURGE_KEYS_WARN_FILE, c->site->key_path);
}

/* An incident by its id, too, when its declaration was voided or never came. */
static int whose_read(struct cli *c, struct uuid *ret)
{
	struct incident incident;
	int e;

	if (str_is(c->args[0], "roster") || (uuid_read(c->args[0], ret) && !uuid_is_nil(ret)))
		return 0;
	e = cli_cover(c);
	if (!e)
		e = cli_incident(c, c->args[0], &incident);
	cli_cover_end(c);
	if (!e)
		*ret = incident.id;
	return e;
}

static int doubtful_read(struct cli *c, struct purge_scope *what)
{
	struct str s = cli_option(c, OPTION_DOUBTFUL);

	what->doubtful = str_is(s, "destroy");
	return !s.n || what->doubtful || str_is(s, "keep") ?
		0 :
		cli_wrong(c, TEXT_NO_DOUBTFUL, cx_text(&c->cx, s));
}

int purge_plan_check(struct cli *c, const struct purge_scope *what, struct str whose)
{
	struct purge_plan plan;
	int e = purge_keys_plan(&c->cx, c->site, what, &plan);

	if (e)
		return e;
	if (!uuid_is_nil(&what->incident) && !plan.known)
		return cli_wrong(c, TEXT_NO_INCIDENT, cx_text(&c->cx, whose));
	if (plan.doubtful_n && !cli_has(c, OPTION_DOUBTFUL))
		return cli_wrong(c, TEXT_PURGE_DOUBTFUL, cx_num(&c->cx, (int64_t)plan.doubtful_n),
			ids_text(c, plan.doubtful, plan.doubtful_n));
	return 0;
}

static int scope_read(struct cli *c, struct purge_scope *ret)
{
	int e = classes_read(c, &ret->classes);

	ret->new_key = c->option[OPTION_NEW_KEY];

	if (!e)
		e = before_read(c, &ret->before);
	if (!e)
		e = doubtful_read(c, ret);
	if (!e)
		e = cli_open(c, SITE_WRITE);
	if (!e)
		e = whose_read(c, &ret->incident);
	return e ? e : purge_plan_check(c, ret, c->args[0]);
}

int purge_run(struct cli *c, const struct purge_scope *what, size_t n, struct str reason)
{
	const char *old_key = c->site->key_path;
	struct purge_result done;
	int e = purge_keys(
		&c->cx, c->site, what, n, reason, guard_reader_owner.person, sys_now(), &done);
	int told = done.done ? purge_told(c, &done, old_key) : 0;

	return e ? e : told;
}

int command_purge_keys(struct cli *c)
{
	struct purge_scope what = { .classes = 0 };
	struct str reason;
	int e = reason_read(c, &reason);

	if (!e)
		e = scope_read(c, &what);
	if (!e) {
		purge_warn(c, &what, c->args[0]);
		e = purge_confirmed(c);
	}
	return e ? e : purge_run(c, &what, 1, reason);
}

int command_purge_subject(struct cli *c)
{
	struct purge_result done;
	struct purge_whom whom;
	struct uuid subject;
	struct str reason;
	int e = reason_read(c, &reason);

	if (!e)
		e = cli_uuid(c, c->args[0], "SUBJECT", &subject);
	if (!e)
		e = cli_open(c, SITE_WRITE);
	if (!e)
		e = purge_whom(&c->cx, c->site, &subject, &whom);
	if (!e) {
		cli_say(c, TEXT_PURGE_SUBJECT_WARN, text_uuid(&c->cx, &subject).p);
		if (whom.same_n > 1)
			cli_say(c, TEXT_PURGE_SAME, ids_text(c, whom.same, whom.same_n));
		if (whom.suspects_n)
			cli_say(c, TEXT_PURGE_SUSPECTS,
				ids_text(c, whom.suspects, whom.suspects_n));
		e = purge_confirmed(c);
	}
	if (!e)
		e = purge_subject(&c->cx, c->site, &subject, reason, guard_reader_owner.person,
			sys_now(), &done);
	return e ? e : told_subject(c, &whom, &done);
}
