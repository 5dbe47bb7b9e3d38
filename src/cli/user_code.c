/* bulou user code: a second factor for an account, shown once as a QR that an authenticator app scans. */
#include "cli/commands.h"

#include "cli/tickets.h"
#include "cli/users.h"
#include "sys/sys.h"

static int url_of(struct cli *c, const struct account *a, struct str *ret)
{
	struct buf b;

	buf_init(&b, &c->arena);
	buf_fmt(&b, "otpauth://totp/Bulou:" STR_FMT "?secret=" STR_FMT "&issuer=Bulou",
		STR_ARG(a->user), STR_ARG(a->code));
	*ret = buf_get(&b);
	return buf_ok(&b) ? 0 : err(&c->cx, E_NO_MEMORY, NULL);
}

static int code_print(struct cli *c, const struct account *a, struct str url)
{
	struct buf b;
	int e;

	buf_init(&b, &c->arena);
	e = qr_text(c, url, &b);
	if (e)
		return e;
	buf_str(&b, url);
	buf_c(&b, '\n');
	if (!buf_ok(&b))
		return err(&c->cx, E_NO_MEMORY, NULL);
	cli_out(c, buf_get(&b));
	cli_say(c, TEXT_CODE_ONCE, cx_text(&c->cx, a->user));
	return 0;
}

static int code_json(struct cli *c, const struct account *a, struct str url)
{
	struct buf b;
	struct jw w;

	buf_init(&b, &c->arena);
	jw_init(&w, &b);
	jw_object(&w);
	jw_f_str(&w, "user", a->user);
	jw_f_str(&w, "secret", a->code);
	jw_f_str(&w, "url", url);
	jw_end_object(&w);
	return cli_json(c, &b);
}

int command_user_code(struct cli *c)
{
	struct account a;
	struct str url;
	int e = cli_open(c, SITE_WRITE);

	if (!e)
		e = guard_account_whole(&c->cx, c->site->guard, c->args[0], &a);
	if (e)
		return e;
	a.code = STR("");
	if (!cli_has(c, OPTION_OFF))
		e = seal_code_new(&c->cx, &a.code);
	if (!e)
		e = account_store(c, &a);
	if (!e && cli_has(c, OPTION_OFF)) {
		cli_say(c, TEXT_CODE_OFF, cx_text(&c->cx, a.user));
		return 0;
	}
	if (!e)
		e = url_of(c, &a, &url);
	if (e)
		return e;
	return c->json ? code_json(c, &a, url) : code_print(c, &a, url);
}
