/* Forms of a resident's pages as they are shown and as they come back.
 *
 * Other pages cannot send one: the cookie is same-site, the browser says where the form lay (Sec-Fetch-Site, or Origin), and each form of a
 * session carries what only its own pages know. What is typed is text to the last: control characters, which a phone pastes along, are
 * spaces; line ends are one sign. */
#include "http/resident_page.h"

#include <string.h>
#include <strings.h>

#include "guard/sessions.h"
#include "sys/sys.h"

#define VALUE_MAX ((size_t)16 << 10) /* bytes of one value */
#define FORM_STEP_MS 60000

/* ---- who sends it ---- */

static int not_ours(struct call *c)
{
	return err(&c->cx, E_FORM, NULL);
}

/* "https://HOST" of the page, and the host that it was sent to. */
static bool is_ours(struct str origin, struct str host)
{
	static const struct str schemes[] = { { "https://", 8 }, { "http://", 7 } };

	for (size_t i = 0; i < 2; i++)
		if (str_starts(origin, schemes[i]) && origin.n - schemes[i].n == host.n)
			return host.n && strncasecmp(origin.p + schemes[i].n, host.p, host.n) == 0;
	return false;
}

/* A browser that says neither is of no time that knew same-site cookies. */
static int origin_check(struct call *c)
{
	struct str site = call_header(c, "Sec-Fetch-Site");

	if (site.n)
		return str_is(site, "same-origin") ? 0 : not_ours(c);
	return is_ours(call_header(c, "Origin"), call_header(c, "Host")) ? 0 : not_ours(c);
}

/* ---- what was sent ---- */

static int hex_of(char ch)
{
	const char *digits = "0123456789abcdef", *at;

	ch = ch >= 'A' && ch <= 'F' ? (char)(ch + 32) : ch;
	at = ch ? strchr(digits, ch) : NULL;
	return at ? (int)(at - digits) : -1;
}

static int bad(struct call *c, const char *what)
{
	return err(&c->cx, E_BAD_REQUEST, "body", what);
}

/* One character; a line ends with LF, however the browser ends it. */
static int sign_take(struct call *c, struct str in, size_t *i, struct buf *b)
{
	char ch = in.p[*i];

	if (ch == '%') {
		int high = *i + 2 < in.n ? hex_of(in.p[*i + 1]) : -1;
		int low = *i + 2 < in.n ? hex_of(in.p[*i + 2]) : -1;

		if (high < 0 || low < 0)
			return bad(c, "%");
		ch = (char)(high << 4 | low);
		*i += 2;
	} else if (ch == '+') {
		ch = ' ';
	}
	if (ch == '\r')
		return 0;
	buf_c(b, ((unsigned char)ch < 0x20 && ch != '\n' && ch != '\t') || ch == 0x7f ? ' ' : ch);
	return 0;
}

static int part_take(struct call *c, struct str in, size_t max, struct str *ret)
{
	struct buf b;
	int e = 0;

	buf_init(&b, c->cx.arena);
	for (size_t i = 0; !e && i < in.n; i++)
		e = b.n < max ? sign_take(c, in, &i, &b) : bad(c, ">");
	if (e)
		return e;
	*ret = buf_get(&b);
	if (!buf_ok(&b))
		return err(&c->cx, E_NO_MEMORY, NULL);
	return utf8_valid(*ret) ? 0 : err(&c->cx, E_UTF8, NULL, "form");
}

static int value_take(struct call *c, struct form *f, struct str name, struct str value)
{
	if (f->n == FORM_VALUES_MAX)
		return bad(c, ">");
	for (size_t i = 0; i < f->n; i++)
		if (str_eq(f->all[i].name, name))
			return bad(c, cx_text(&c->cx, name));
	f->all[f->n++] = (struct form_value){ name, value };
	return 0;
}

static int pair_take(struct call *c, struct form *f, struct str pair)
{
	const char *at = memchr(pair.p, '=', pair.n);
	struct str raw = { pair.p, at ? (size_t)(at - pair.p) : pair.n };
	struct str typed = at ? (struct str){ at + 1, pair.n - raw.n - 1 } : STR("");
	struct str name, value;
	int e = part_take(c, raw, FORM_NAME_MAX, &name);

	if (!e)
		e = part_take(c, typed, VALUE_MAX, &value);
	return e ? e : value_take(c, f, name, value);
}

/* The first fault is told when all that is good was taken: it comes back with what was typed. */
int form_take(struct call *c, struct form *f)
{
	struct err_info first = { .code = E_OK };
	struct str rest = buf_get(&c->body), pair;

	while (rest.n && str_split(&rest, '&', &pair))
		if (pair_take(c, f, pair) && !first.code) {
			first = c->cx.e;
			err_clear(&c->cx);
		}
	c->cx.e = first;
	return -(int)first.code;
}

int form_read(struct call *c, struct form *f)
{
	int e = origin_check(c);

	return e ? e : form_take(c, f);
}

int form_own_read(struct call *c, struct form *f)
{
	int e = form_read(c, f);

	return e ? e : guard_form_check(&c->cx, c->http->guard, c->token, form_value(f, "form"));
}

struct str form_value(const struct form *f, const char *name)
{
	for (size_t i = 0; i < f->n; i++)
		if (str_is(f->all[i].name, name))
			return f->all[i].value;
	return STR("");
}

/* ---- a form for a record ---- */

/* What the page knows: how it came in, and on the urgent one how urgent it is. */
static const struct preset {
	const char *kind, *field, *value;
	bool help;
} presets[] = {
	{ "ask.asked", "channel", "online", false },
	{ "ask.asked", "category", "life", true },
	{ "appeal.made", "how", "himself", false },
};

static const char *preset_of(const struct form *f, const struct field *field)
{
	for (size_t i = 0; i < sizeof(presets) / sizeof(presets[0]); i++)
		if (strcmp(presets[i].kind, f->kind->name) == 0 &&
			strcmp(presets[i].field, field->name) == 0 && (!presets[i].help || f->help))
			return presets[i].value;
	return NULL;
}

/* What may be left out, and is asked all the same: whom to call back. */
static bool is_offered(const struct form *f, const struct field *field)
{
	return strcmp(f->kind->name, "ask.asked") == 0 && strcmp(field->name, "phone") == 0;
}

/* What somebody has to fill in, of a resident's kinds choices and texts; and what he may. */
static bool is_asked(const struct form *f, const struct field *field)
{
	return is_offered(f, field) || (field->required && !preset_of(f, field));
}

struct form *form_new(struct call *c)
{
	struct form *f = cx_new(&c->cx, struct form);

	c->sent = f;
	return f;
}

struct uuid form_nonce(const struct call *c)
{
	uint8_t random[10];

	sys_random(random, sizeof(random));
	return uuid_v7(c->now, random);
}

static void hidden(struct html *h, const char *name, struct str value)
{
	html_void(h, "input");
	html_attr_z(h, "type", "hidden");
	html_attr_z(h, "name", name);
	html_attr(h, "value", value);
}

static void choices_show(struct page_out *p, const struct field *field, struct str typed)
{
	struct html *h = &p->h;

	html_tag(h, "fieldset");
	html_element(h, "legend", NULL, str_of(p->zh ? field->zh : field->en));
	for (const struct choice *k = field->choices; k->name; k++) {
		html_tag(h, "label");
		html_void(h, "input");
		html_attr_z(h, "type", "radio");
		html_attr_z(h, "name", field->name);
		html_attr_z(h, "value", k->name);
		html_flag(h, "required");
		if (str_is(typed, k->name))
			html_flag(h, "checked");
		html_tag(h, "span");
		html_z(h, p->zh ? k->zh : k->en);
		html_end(h);
		html_end(h);
	}
	html_end(h);
}

static void text_show(struct page_out *p, const struct field *field, struct str typed)
{
	struct html *h = &p->h;

	html_tag(h, "label");
	html_z(h, p->zh ? field->zh : field->en);
	html_tag(h, "textarea");
	html_attr_z(h, "name", field->name);
	html_attr_z(h, "rows", "5");
	if (field->max)
		html_attr_z(h, "maxlength", cx_num(&p->c->cx, field->max));
	html_flag(h, "required");
	/* A browser drops a line end that comes first. */
	html_z(h, typed.n && typed.p[0] == '\n' ? "\n" : "");
	html_text(h, typed);
	html_end(h);
	html_end(h);
}

static void phone_show(struct page_out *p, const struct field *field, struct str typed)
{
	struct html *h = &p->h;

	html_tag(h, "label");
	html_text(h,
		page_say_with(p, PAGE_IF_WANTED, str_of(p->zh ? field->zh : field->en), STR("")));
	html_void(h, "input");
	html_attr_z(h, "name", field->name);
	html_attr_z(h, "type", "tel");
	html_attr_z(h, "class", "line");
	html_attr_z(h, "autocomplete", "tel");
	html_attr_z(h, "maxlength", "24");
	html_attr(h, "value", typed);
	html_end(h);
}

int form_show(struct page_out *p, const struct form *f, struct str action)
{
	struct html *h = &p->h;
	struct call *c = p->c;
	struct str form, to, nonce;
	struct buf b;
	int e = guard_form(&c->cx, c->http->guard, c->token, &form);

	buf_init(&b, c->cx.arena);
	buf_uuid(&b, &f->nonce);
	nonce = buf_get(&b);
	if (!e)
		e = page_address(c, action, NULL, &to);
	if (e)
		return e;
	html_tag(h, "form");
	html_attr_z(h, "method", "post");
	html_attr(h, "action", to);
	hidden(h, "form", form);
	hidden(h, "once", nonce);
	if (f->help)
		hidden(h, "help", STR("yes"));
	for (const struct field *k = f->kind->fields; k->name; k++) {
		if (!is_asked(f, k))
			continue;
		if (k->choices)
			choices_show(p, k, form_value(f, k->name));
		else if (k->type == FIELD_PHONE)
			phone_show(p, k, form_value(f, k->name));
		else
			text_show(p, k, form_value(f, k->name));
	}
	html_tag(h, "button");
	html_attr_z(h, "class", f->help ? "main help" : "main");
	html_z(h, page_say(p->zh, PAGE_SEND));
	html_end(h);
	html_end(h);
	return 0;
}

/* ---- and as a record ---- */

static int field_put(struct call *c, const struct form *f, const struct field *k, struct jw *w)
{
	bool zh = page_is_zh(c);
	struct json v = { .type = JSON_TEXT };
	const char *preset = preset_of(f, k);

	v.s = preset ? str_of(preset) : str_trim(form_value(f, k->name));
	if (!v.s.n && !k->required)
		return 0;
	if (!v.s.n)
		return err(&c->cx, E_FIELD_MISSING, zh ? k->zh : k->en);
	jw_f_str(w, k->name, v.s);
	return field_check(&c->cx, k, zh ? k->zh : k->en, &v, c->now);
}

int form_body(struct call *c, const struct form *f, struct str *ret)
{
	struct buf b;
	struct jw w;
	int e = 0;

	buf_init(&b, c->cx.arena);
	jw_init(&w, &b);
	jw_object(&w);
	for (const struct field *k = f->kind->fields; !e && k->name; k++)
		if (is_asked(f, k) || preset_of(f, k))
			e = field_put(c, f, k, &w);
	jw_end_object(&w);
	*ret = buf_get(&b);
	return e || buf_ok(&b) ? e : err(&c->cx, E_NO_MEMORY, NULL);
}

/* Steps of a minute since the page was made: two sendings that overlap say the same moment, and are one. */
int64_t form_at(const struct call *c, const struct form *f)
{
	int64_t made = 0;

	for (int i = 0; i < 6; i++)
		made = made << 8 | f->nonce.b[i];
	return made < c->now ? c->now - (c->now - made) % FORM_STEP_MS : c->now;
}

/* The same words sent again of the same page are the same record; other words are another one. */
struct uuid form_record_id(const struct call *c, const struct form *f, struct str body)
{
	uint8_t hash[SEAL_HASH];
	struct seal_hasher h;

	seal_hash_begin(&h);
	seal_hash_add(&h, c->rights.person.p, c->rights.person.n);
	seal_hash_add(&h, f->nonce.b, sizeof(f->nonce.b));
	seal_hash_add(&h, f->kind->name, strlen(f->kind->name) + 1);
	seal_hash_add(&h, body.p, body.n);
	seal_hash_end(&h, hash);
	return uuid_v8(hash);
}
