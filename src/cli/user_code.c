/* bulou user code: a second factor for an account, shown once as a QR that an authenticator app scans. */
#include "cli/commands.h"

#include <qrencode.h>
#include <unistd.h>

#include "sys/sys.h"

#define WHITE_ON_BLACK "\033[97;40m"
#define PLAIN "\033[0m"
#define QUIET 4 /* modules of white around it */

static int url_of(struct cli *c, const struct account *a, struct str *ret)
{
	struct buf b;

	buf_init(&b, &c->arena);
	buf_fmt(&b, "otpauth://totp/Bulou:" STR_FMT "?secret=" STR_FMT "&issuer=Bulou",
		STR_ARG(a->user), STR_ARG(a->code));
	*ret = buf_get(&b);
	return buf_ok(&b) ? 0 : err(&c->cx, E_NO_MEMORY, NULL);
}

static bool is_dark(const QRcode *qr, int x, int y)
{
	return x >= 0 && y >= 0 && x < qr->width && y < qr->width &&
		(qr->data[y * qr->width + x] & 1);
}

/* Two rows of modules a line. White is drawn, and its colour said where somebody looks: a terminal may have any. */
static void qr_draw(struct buf *b, const QRcode *qr, bool colours)
{
	static const char *const halves[2][2] = { { "█", "▀" }, { "▄", " " } };

	for (int y = -QUIET; y < qr->width + QUIET; y += 2) {
		buf_z(b, colours ? WHITE_ON_BLACK : "");
		for (int x = -QUIET; x < qr->width + QUIET; x++)
			buf_z(b, halves[is_dark(qr, x, y)][is_dark(qr, x, y + 1)]);
		buf_z(b, colours ? PLAIN : "");
		buf_c(b, '\n');
	}
}

static int code_print(struct cli *c, const struct account *a, struct str url)
{
	QRcode *qr = QRcode_encodeString(url.p, 0, QR_ECLEVEL_M, QR_MODE_8, 1);
	struct buf b;

	if (!qr)
		return err(&c->cx, E_NO_MEMORY, NULL);
	buf_init(&b, &c->arena);
	qr_draw(&b, qr, isatty(STDOUT_FILENO));
	QRcode_free(qr);
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
		e = guard_account(&c->cx, c->site->guard, c->args[0], &a);
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
