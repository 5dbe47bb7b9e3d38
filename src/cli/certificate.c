/* bulou purge certificate, purge check: the paper that says what was destroyed, and whether such a paper is true. */
#include <string.h>

#include "cli/commands.h"
#include "cli/show.h"
#include "guard/certificate.h"
#include "guard/purge.h"
#include "paper/pdf.h"
#include "sys/sys.h"

#define ROWS_MAX 40

struct page {
	struct cli *c;
	bool zh;
	struct certificate of;
	struct str witnesses;
	int32_t destroy_by;
	struct str rows[ROWS_MAX][2];
	size_t n;
};

static void row(struct page *p, enum text label, struct str value)
{
	if (!value.n || p->n == ROWS_MAX)
		return;
	p->rows[p->n][0] = str_of(text_get(label, p->zh));
	p->rows[p->n++][1] = value;
}

static struct str hex_text(struct page *p, const uint8_t *bytes)
{
	struct buf b;

	buf_init(&b, &p->c->arena);
	buf_hex(&b, bytes, SEAL_HASH);
	return buf_get(&b);
}

static struct str number(struct page *p, int64_t n)
{
	return str_of(cx_num(&p->c->cx, n));
}

/* What was destroyed: an incident by its name as it is now, and its id. */
static int whose_text(struct page *p, struct str *ret)
{
	struct incident *all = NULL;
	size_t n = 0;
	struct buf b;
	int e = 0;

	*ret = str_of(text_get(p->of.keys ? TEXT_CERT_ROSTER : TEXT_CERT_PERSON, p->zh));
	if (uuid_is_nil(&p->of.incident))
		return 0;
	buf_init(&b, &p->c->arena);
	e = cli_cover(p->c);
	if (!e)
		e = incident_list(&p->c->cx, &p->c->cover, &all, &n);
	for (size_t i = 0; !e && i < n; i++)
		if (uuid_eq(&all[i].id, &p->of.incident)) {
			buf_str(&b, all[i].name);
			buf_z(&b, " ");
		}
	buf_uuid(&b, &p->of.incident);
	cli_cover_end(p->c);
	*ret = buf_get(&b);
	return e || buf_ok(&b) ? e : err(&p->c->cx, E_NO_MEMORY, NULL);
}

static void month_add(struct buf *b, int32_t month)
{
	buf_fmt(b, "%04d-%02d", (int)(month / 12), (int)(month % 12 + 1));
}

/* "health 3 (2022-08 … 2022-10); …" */
static struct str classes_text(struct page *p)
{
	struct buf b;

	buf_init(&b, &p->c->arena);
	for (int k = CLASS_IDENTITY; k < CLASSES; k++) {
		const struct certificate_class *one = &p->of.classes[k];

		if (!one->keys)
			continue;
		buf_fmt(&b, "%s%s %lld", b.n ? "; " : "", class_text((enum class)k, p->zh),
			(long long)one->keys);
		if (!one->from)
			continue;
		buf_z(&b, " (");
		month_add(&b, one->from);
		if (one->to != one->from) {
			buf_z(&b, " … ");
			month_add(&b, one->to);
		}
		buf_z(&b, ")");
	}
	return buf_get(&b);
}

static struct str positions_text(struct page *p)
{
	struct buf b;

	buf_init(&b, &p->c->arena);
	buf_fmt(&b, "%lld … %lld", (long long)p->of.first, (long long)p->of.last);
	return buf_get(&b);
}

static struct str day_text(struct page *p, int32_t day)
{
	struct buf b;

	buf_init(&b, &p->c->arena);
	buf_day(&b, day);
	return day ? buf_get(&b) : STR_NONE;
}

static struct str order_text(struct page *p, struct str by, const struct uuid *id)
{
	struct buf b;

	if (uuid_is_nil(id))
		return STR_NONE;
	buf_init(&b, &p->c->arena);
	buf_str(&b, by);
	buf_z(&b, " ");
	buf_uuid(&b, id);
	return buf_get(&b);
}

/* What binds the witnesses and the day: as the text has it that may be checked. */
static int mac_text(struct page *p, struct str *ret)
{
	struct cx *cx = &p->c->cx;
	const struct json *v;
	struct str text;
	int e = certificate_write(cx, p->c->site, &p->of, p->witnesses, p->destroy_by, &text);

	if (!e)
		e = json_read(cx, text, &json_limits_request, &v);
	*ret = e ? STR_NONE : json_text(v, "mac");
	return e;
}

static struct str reason_text(const struct page *p)
{
	const struct choice *k = purge_reason(p->of.reason);

	return k ? str_of(p->zh ? k->zh : k->en) : p->of.reason;
}

static int rows_fill(struct page *p)
{
	const struct certificate *of = &p->of;
	struct str whose, mac;
	int e = whose_text(p, &whose);

	if (!e)
		e = mac_text(p, &mac);
	if (e)
		return e;
	row(p, TEXT_CERT_WHOSE, whose);
	row(p, TEXT_CERT_AT, text_when(&p->c->cx, of->at));
	row(p, TEXT_CERT_REASON, reason_text(p));
	row(p, TEXT_CERT_BY, of->via);
	row(p, TEXT_CERT_ORDERED, order_text(p, of->ordered_by, &of->order));
	row(p, TEXT_CERT_APPROVED, order_text(p, of->approved_by, &of->approval));
	if (of->keys) {
		row(p, TEXT_CERT_KEYS, number(p, (int64_t)of->keys));
		row(p, TEXT_CERT_CLASSES, classes_text(p));
		row(p, TEXT_CERT_SCOPES, number(p, (int64_t)of->scopes));
		row(p, TEXT_CERT_SEALED, number(p, (int64_t)of->sealed));
		row(p, TEXT_CERT_MASTER, of->master);
	} else {
		row(p, TEXT_CERT_RECORDS, number(p, (int64_t)of->records));
		row(p, TEXT_CERT_REFUSALS, number(p, (int64_t)of->refusals));
	}
	row(p, TEXT_CERT_POSITIONS, positions_text(p));
	row(p, TEXT_CERT_IDS, hex_text(p, of->ids));
	row(p, TEXT_CERT_ENTRY, hex_text(p, of->entry));
	row(p, TEXT_CERT_DESTROY_BY, day_text(p, p->destroy_by));
	row(p, TEXT_CERT_WITNESSES, p->witnesses);
	row(p, TEXT_CERT_MAC, mac);
	return 0;
}

/* ---- as a page, and at a terminal ---- */

static enum text copies_note(const struct page *p)
{
	return p->of.keys ? TEXT_CERT_COPIES : TEXT_CERT_COPIES_PERSON;
}

static int page_draw(struct page *p, struct str *ret)
{
	struct cx *cx = &p->c->cx;
	const struct pdf_head head = { .title = str_of(text_get(TEXT_CERT_TITLE, p->zh)),
		.foot = str_of(text_get(TEXT_CERT_TITLE, p->zh)),
		.at = p->of.at,
		.zh = p->zh };
	struct str heading[2] = { str_of(text_get(TEXT_CERT_ITEM, p->zh)),
		str_of(text_get(TEXT_CERT_VALUE, p->zh)) };
	struct pdf *pdf = pdf_new(cx, &head);
	struct buf number_text;

	if (!pdf)
		return -E_NO_MEMORY;
	buf_init(&number_text, cx->arena);
	buf_fmt(&number_text, "No. %lld", (long long)p->of.n);
	pdf_text(pdf, PDF_TITLE, head.title);
	pdf_text(pdf, PDF_UNDER, buf_get(&number_text));
	pdf_table(pdf, "ll", heading);
	for (size_t i = 0; i < p->n; i++)
		pdf_row(pdf, p->rows[i]);
	pdf_text(pdf, PDF_BODY, str_of(text_get(copies_note(p), p->zh)));
	pdf_text(pdf, PDF_SIGNED, str_of(text_get(TEXT_CERT_SIGN, p->zh)));
	pdf_text(pdf, PDF_NOTE, str_of(text_get(TEXT_CERT_NOTE, p->zh)));
	return pdf_end(pdf, ret);
}

static int page_write(struct page *p)
{
	struct str whole;
	int e = page_draw(p, &whole);

	if (!e)
		e = sys_write_new(&p->c->cx, p->c->option[OPTION_OUTPUT], whole, 0600);
	if (!e)
		cli_say(p->c, TEXT_WRITTEN, p->c->option[OPTION_OUTPUT]);
	return e;
}

static int page_print(struct page *p)
{
	struct table t;
	struct buf b;

	table_init(&t, &p->c->cx, 2, "ll");
	for (size_t i = 0; i < p->n; i++) {
		table_add(&t, p->rows[i][0]);
		table_add(&t, p->rows[i][1]);
	}
	buf_init(&b, &p->c->arena);
	table_write(&t, &b);
	if (!buf_ok(&b))
		return err(&p->c->cx, E_NO_MEMORY, NULL);
	cli_out(p->c, buf_get(&b));
	cli_say(p->c, copies_note(p));
	return 0;
}

static int page_json(struct page *p)
{
	struct str text;
	struct buf b;
	int e = certificate_write(
		&p->c->cx, p->c->site, &p->of, p->witnesses, p->destroy_by, &text);

	buf_init(&b, &p->c->arena);
	buf_str(&b, text);
	return e ? e : cli_json(p->c, &b);
}

/* ---- the commands ---- */

static int asked_read(struct page *p, int64_t *ret_n)
{
	struct cli *c = p->c;
	struct str lang = cli_option(c, OPTION_LANG), format = cli_option(c, OPTION_FORMAT);
	int e;

	*ret_n = 0;
	p->zh = lang.n ? str_is(lang, "zh") : c->zh;
	p->witnesses = cli_option(c, OPTION_NAME);
	if (c->args_n && (!str_int(c->args[0], ret_n) || *ret_n < 1))
		return cli_wrong(c, TEXT_CERT_NO_NUMBER, cx_text(&c->cx, c->args[0]));
	if (lang.n && !str_is(lang, "zh") && !str_is(lang, "en"))
		return cli_wrong(c, TEXT_LANG_WRONG, cx_text(&c->cx, lang));
	if (format.n && (!str_is(format, "pdf") || !cli_has(c, OPTION_OUTPUT)))
		return cli_wrong(c, TEXT_CERT_FORMAT);
	if (p->witnesses.n > CERTIFICATE_WITNESSES)
		return err(&c->cx, E_TOO_LONG, "name", cx_num(&c->cx, (int64_t)p->witnesses.n),
			cx_num(&c->cx, CERTIFICATE_WITNESSES));
	e = cli_day(c, OPTION_TO, 0, &p->destroy_by);
	return e ? e : cli_open(c, SITE_READ);
}

int command_purge_certificate(struct cli *c)
{
	struct page *p = cx_new(&c->cx, struct page);
	int64_t n;
	int e;

	if (!p)
		return -E_NO_MEMORY;
	p->c = c;
	e = asked_read(p, &n);
	if (!e)
		e = certificate_read(&c->cx, c->site, n, &p->of);
	if (e == -E_NOT_FOUND && !n) {
		err_clear(&c->cx);
		return cli_wrong(c, TEXT_CERT_NOTHING);
	}
	if (!e && c->json)
		return page_json(p);
	if (!e)
		e = rows_fill(p);
	if (e)
		return e;
	return cli_has(c, OPTION_FORMAT) ? page_write(p) : page_print(p);
}

int command_purge_check(struct cli *c)
{
	struct certificate of;
	struct str text;
	int e = sys_read_file(&c->cx, c->args[0].p, CERTIFICATE_MAX, &text);

	if (!e)
		e = cli_open(c, SITE_READ);
	if (!e)
		e = certificate_check(&c->cx, c->site, text, &of);
	if (!e)
		cli_say(c, TEXT_CERT_TRUE, cx_num(&c->cx, of.n), text_when(&c->cx, of.at).p);
	return e;
}
