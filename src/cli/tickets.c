/* Making one-time codes, and printing them: each is shown this once. */
#include "cli/tickets.h"

#include <unistd.h>

#include "cli/show.h"
#include "paper/qr.h"
#include "guard/look_book.h"
#include "sys/sys.h"

#define WHITE_ON_BLACK "\033[97;40m"
#define PLAIN "\033[0m"
#define URL_MAX 200

int tickets_lang(struct cli *c, bool *ret_zh)
{
	struct str lang = cli_option(c, OPTION_LANG);

	*ret_zh = lang.n ? str_is(lang, "zh") : c->zh;
	if (!lang.n || str_is(lang, "zh") || str_is(lang, "en"))
		return 0;
	return cli_wrong(c, TEXT_LANG_WRONG, cx_text(&c->cx, lang));
}

int tickets_base(struct cli *c, struct str *ret)
{
	struct str url = cli_option(c, OPTION_URL);

	while (url.n && url.p[url.n - 1] == '/')
		url.n--;
	*ret = url.n ? url : STR("");
	if (!cli_has(c, OPTION_URL) ||
		(url.n <= URL_MAX &&
			(str_starts(url, STR("https://")) || str_starts(url, STR("http://")))))
		return 0;
	return cli_wrong(c, TEXT_URL_WRONG, c->option[OPTION_URL]);
}

int ticket_make(struct cli *c, struct ticket *t, struct ticket_paper *paper)
{
	char *code = cx_alloc(&c->cx, CODE32_MAX);
	int64_t now = sys_now();
	struct entry entries[2];
	size_t n = 1;
	int e = code ? guard_ticket_new(&c->cx, c->site->guard, t, guard_reader_owner.person, now,
			       code, &entries[0]) :
		       -E_NO_MEMORY;

	if (!e && t->kind == TICKET_RESIDENT)
		e = look_slip_entry(&c->cx, &rights_owner, &t->subject, now, &entries[n++]);
	if (!e)
		e = append_entries(&c->cx, &c->site->view, entries, n);
	if (e)
		return e;
	paper->kind = t->kind;
	paper->until = t->until;
	paper->code = str_of(code);
	return 0;
}

/* ---- the terminal ---- */

/* Two rows of modules a line. White is drawn, and its colour said where somebody looks: a terminal may have any. */
int qr_text(struct cli *c, struct str text, struct buf *b)
{
	static const char *const halves[2][2] = { { "█", "▀" }, { "▄", " " } };
	bool colours = isatty(STDOUT_FILENO);
	struct qr qr;
	int e = qr_make(&c->cx, text, &qr);

	for (int y = -QR_QUIET; !e && y < qr.width + QR_QUIET; y += 2) {
		buf_z(b, colours ? WHITE_ON_BLACK : "");
		for (int x = -QR_QUIET; x < qr.width + QR_QUIET; x++)
			buf_z(b, halves[qr_dark(&qr, x, y)][qr_dark(&qr, x, y + 1)]);
		buf_z(b, colours ? PLAIN : "");
		buf_c(b, '\n');
	}
	return e;
}

static int shown(struct cli *c, const struct ticket_paper *t)
{
	struct str url;
	struct buf b;
	int e = ticket_url(&c->cx, t, &url);

	buf_init(&b, &c->arena);
	if (!e)
		e = qr_text(c, url, &b);
	if (e)
		return e;
	buf_fmt(&b, STR_FMT "\n" STR_FMT "\n", STR_ARG(url), STR_ARG(t->code));
	if (!buf_ok(&b))
		return err(&c->cx, E_NO_MEMORY, NULL);
	cli_out(c, buf_get(&b));
	cli_say(c, TEXT_TICKET_ONCE, text_when(&c->cx, t->until).p);
	return 0;
}

/* ---- JSON and paper ---- */

static int row(struct cli *c, struct jw *w, const struct ticket_paper *t)
{
	struct str url;
	int e = ticket_url(&c->cx, t, &url);

	jw_object(w);
	jw_f_str(w, "code", t->code);
	row_time(w, "until", t->until);
	jw_f_str(w, "url", t->base.n ? url : STR_NONE);
	jw_f_str(w, "user", t->user.n ? t->user : STR_NONE);
	jw_end_object(w);
	return e;
}

static int json(struct cli *c, const struct ticket_paper *all, size_t n, bool list)
{
	struct buf b;
	struct jw w;
	int e = 0;

	buf_init(&b, &c->arena);
	jw_init(&w, &b);
	if (list)
		jw_list(&w);
	for (size_t i = 0; !e && i < n; i++)
		e = row(c, &w, &all[i]);
	if (list)
		jw_end_list(&w);
	return e ? e : cli_json(c, &b);
}

static int sheet(struct cli *c, const struct ticket_paper *all, size_t n)
{
	struct str whole;
	bool zh;
	int e = tickets_lang(c, &zh);

	if (!e)
		e = tickets_pdf(&c->cx, all, n, sys_now(), zh, &whole);
	if (!e)
		e = sys_write_new(&c->cx, c->option[OPTION_OUTPUT], whole, 0600);
	if (!e)
		cli_say(c, TEXT_WRITTEN, c->option[OPTION_OUTPUT]);
	return e;
}

int tickets_print(struct cli *c, const struct ticket_paper *all, size_t n, bool list)
{
	int e = cli_has(c, OPTION_OUTPUT) ? sheet(c, all, n) : 0;

	if (e || c->json)
		return e ? e : json(c, all, n, list);
	for (size_t i = 0; !e && i < n && !cli_has(c, OPTION_OUTPUT); i++)
		e = shown(c, &all[i]);
	return e;
}
