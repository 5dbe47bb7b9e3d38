/* bulou users, user add, user disable, user enable: who may log in, where, and for what. */
#include "cli/commands.h"

#include "cli/show.h"
#include "cli/table.h"
#include "cli/users.h"
#include "guard/guard.h"
#include "sys/sys.h"

#define USER_NAME_MAX 64

static bool name_is_good(struct str s)
{
	size_t i;

	for (i = 0; i < s.n; i++)
		if (!((s.p[i] >= 'a' && s.p[i] <= 'z') || (s.p[i] >= '0' && s.p[i] <= '9') ||
			    s.p[i] == '-' || s.p[i] == '_' || s.p[i] == '.'))
			return false;
	return s.n > 0 && s.n <= USER_NAME_MAX;
}

int command_user_add(struct cli *c)
{
	struct account a = { .user = c->args[0] }, old;
	enum role none;
	int e = name_is_good(a.user) ? cli_open(c, SITE_WRITE) : cli_wrong(c, TEXT_NO_USER_NAME);

	if (!e && !cli_has(c, OPTION_ROLE))
		e = role_read(c, STR(""), &none);
	if (e)
		return e;
	a.name = cli_has(c, OPTION_NAME) ? cli_option(c, OPTION_NAME) : a.user;
	e = guard_account(&c->cx, c->site->guard, a.user, &old);
	if (!e)
		return err(&c->cx, E_EXISTS, "user", cx_text(&c->cx, a.user));
	if (e != -E_NOT_FOUND)
		return e;
	err_clear(&c->cx);
	e = cli_cover(c);
	if (!e)
		e = grants_take(c, &a);
	cli_cover_end(c);
	if (!e)
		e = password_reset(c, &a);
	/* Whoever gave no --area should know that this opens everything. */
	if (!e)
		cli_say(c, TEXT_USER_GIVEN, roles_text(c, &a).p,
			a.grants_n && a.grants[0].everywhere ? text_get(TEXT_AREAS_ALL, c->zh) :
							       "");
	return e;
}

static int set_disabled(struct cli *c, bool disabled)
{
	struct account a;
	int e = cli_open(c, SITE_WRITE);

	if (!e)
		e = guard_account_whole(&c->cx, c->site->guard, c->args[0], &a);
	if (!e && disabled)
		e = admin_stays(c, &a);
	if (e)
		return e;
	a.disabled = disabled;
	e = account_store(c, &a);
	if (!e)
		cli_say(c, disabled ? TEXT_USER_DISABLED : TEXT_USER_ENABLED,
			cx_text(&c->cx, a.user));
	return e;
}

int command_user_disable(struct cli *c)
{
	return set_disabled(c, true);
}

int command_user_enable(struct cli *c)
{
	return set_disabled(c, false);
}

static struct str time_text(struct cli *c, int64_t at, struct str none)
{
	return at ? text_when(&c->cx, at) : none;
}

static int users_json(struct cli *c, const struct account *all, size_t n)
{
	struct buf b;
	struct jw w;
	size_t i;

	buf_init(&b, &c->arena);
	jw_init(&w, &b);
	jw_list(&w);
	for (i = 0; i < n; i++) {
		jw_object(&w);
		jw_f_str(&w, "user", all[i].user);
		jw_f_str(&w, "name", all[i].name);
		jw_f_str(&w, "roles", roles_text(c, &all[i]));
		jw_f_bool(&w, "disabled", all[i].disabled);
		row_time(&w, "until", account_until(&all[i]));
		row_time(&w, "seen", all[i].seen);
		jw_end_object(&w);
	}
	jw_end_list(&w);
	return cli_json(c, &b);
}

static const char *state_text(const struct cli *c, const struct account *a)
{
	int64_t until = account_until(a);
	enum text said = TEXT_IS_ACTIVE;

	if (a->disabled)
		said = TEXT_IS_DISABLED;
	else if (until && until <= sys_now())
		said = TEXT_IS_OVER;
	return text_get(said, c->zh);
}

int command_users(struct cli *c)
{
	struct account *all;
	struct table t;
	size_t i, n;
	int e = cli_open(c, SITE_READ);

	if (!e)
		e = guard_accounts(&c->cx, c->site->guard, &all, &n);
	if (e || c->json)
		return e ? e : users_json(c, all, n);
	table_init(&t, &c->cx, 6, "llllll");
	table_z(&t, text_get(TEXT_COL_USER, c->zh));
	table_z(&t, text_get(TEXT_COL_NAME, c->zh));
	table_z(&t, text_get(TEXT_COL_ROLES, c->zh));
	table_z(&t, text_get(TEXT_COL_STATE, c->zh));
	table_z(&t, text_get(TEXT_COL_UNTIL, c->zh));
	table_z(&t, text_get(TEXT_COL_SEEN, c->zh));
	for (i = 0; i < n; i++) {
		table_add(&t, all[i].user);
		table_add(&t, all[i].name);
		table_add(&t, roles_text(c, &all[i]));
		table_z(&t, state_text(c, &all[i]));
		table_add(&t, time_text(c, account_until(&all[i]), STR("")));
		table_add(&t, time_text(c, all[i].seen, str_of(text_get(TEXT_NEVER_SEEN, c->zh))));
	}
	return table_print(c, &t);
}
