/* bulou init, user password: the data itself, and who may come to it. */
#include "cli/users.h"

#include <stdio.h>
#include <string.h>
#include <termios.h>
#include <unistd.h>

#include "cli/show.h"
#include "guard/newcomers.h"
#include "sys/sys.h"

/* ---- what the commands about accounts share ---- */

int account_store(struct cli *c, const struct account *a)
{
	struct entry entry;
	int e = guard_account_entry(
		&c->cx, c->site, a, guard_reader_owner.person, sys_now(), &entry);

	return e ? e : append_entries(&c->cx, &c->site->view, &entry, 1);
}

bool is_administrator(const struct account *a, int64_t now)
{
	for (size_t i = 0; i < a->grants_n && !a->disabled; i++) {
		const struct rights one = { .grants = &a->grants[i], .n = 1 };

		if (!grant_is_bound(one.grants) &&
			rights_give(&one, VERB_DECIDE, MATTER_ACCOUNT, now))
			return true;
	}
	return false;
}

int admin_stays(struct cli *c, const struct account *leaving)
{
	int64_t now = sys_now();
	struct account *all;
	size_t n;
	int e;

	if (!is_administrator(leaving, now))
		return 0;
	e = guard_accounts(&c->cx, c->site->guard, &all, &n);
	if (e)
		return e;
	for (size_t i = 0; i < n; i++)
		if (is_administrator(&all[i], now) && !str_eq(all[i].user, leaving->user))
			return 0;
	return err(&c->cx, E_LAST_ADMIN, "user", cx_text(&c->cx, leaving->user));
}

/* ---- passwords ---- */

static int password_print(struct cli *c, struct str user, struct str password)
{
	struct buf b;
	struct jw w;

	buf_init(&b, &c->arena);
	if (c->json) {
		jw_init(&w, &b);
		jw_object(&w);
		jw_f_str(&w, "user", user);
		jw_f_str(&w, "password", password);
		jw_end_object(&w);
		return cli_json(c, &b);
	}
	cli_put(c, &b, TEXT_PASSWORD_IS, cx_text(&c->cx, user), cx_text(&c->cx, password));
	buf_c(&b, '\n');
	if (!buf_ok(&b))
		return err(&c->cx, E_NO_MEMORY, NULL);
	cli_out(c, buf_get(&b));
	cli_say(c, TEXT_PASSWORD_ONCE);
	return 0;
}

int password_reset(struct cli *c, struct account *a)
{
	struct str password;
	int e = seal_password_new(&c->cx, &password);

	if (!e)
		e = seal_password_hash(&c->cx, password, &a->hash);
	if (!e)
		e = account_store(c, a);
	return e ? e : password_print(c, a->user, password);
}

/* One line from standard input, not echoed on a terminal. */
static int password_ask(struct cli *c, struct str *ret)
{
	static char line[GUARD_PASSWORD_MAX + 2];
	struct termios old, quiet;
	bool terminal = tcgetattr(0, &old) == 0;
	char *got;

	if (terminal) {
		cli_say(c, TEXT_PASSWORD_TYPE, cx_num(&c->cx, GUARD_PASSWORD_MIN));
		quiet = old;
		quiet.c_lflag &= ~(tcflag_t)ECHO;
		tcsetattr(0, TCSAFLUSH, &quiet);
	}
	got = fgets(line, sizeof(line), stdin);
	if (terminal)
		tcsetattr(0, TCSAFLUSH, &old);
	*ret = got ? str_of(line) : STR("");
	while (ret->n && (ret->p[ret->n - 1] == '\n' || ret->p[ret->n - 1] == '\r'))
		ret->n--;
	if (!utf8_valid(*ret) || utf8_count(*ret) < GUARD_PASSWORD_MIN ||
		ret->n > GUARD_PASSWORD_MAX)
		return cli_wrong(c, TEXT_PASSWORD_SHORT, cx_num(&c->cx, GUARD_PASSWORD_MIN));
	return 0;
}

int command_user_password(struct cli *c)
{
	struct account a;
	struct str password;
	int e = cli_open(c, SITE_WRITE);

	if (!e)
		e = guard_account_whole(&c->cx, c->site->guard, c->args[0], &a);
	if (e)
		return e;
	if (cli_has(c, OPTION_RESET))
		return password_reset(c, &a);
	e = password_ask(c, &password);
	if (!e)
		e = seal_password_hash(&c->cx, password, &a.hash);
	if (!e)
		e = account_store(c, &a);
	if (!e)
		cli_say(c, TEXT_PASSWORD_SET, cx_text(&c->cx, a.user));
	return e;
}

int command_init(struct cli *c)
{
	struct account admin = { .user = STR("admin"),
		.name = STR("管理员"),
		.grants = grants_first,
		.grants_n = GRANTS_FIRST };
	int e = site_create(
		&c->cx, c->option[OPTION_DATA], c->option[OPTION_KEY], cli_tables(), &c->site);

	if (e)
		return e;
	cli_say(c, TEXT_INIT_DONE, c->site->shown, c->site->key_path);
	return password_reset(c, &admin);
}
