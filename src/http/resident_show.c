/* What a resident reads on his pages: how things stand, a notice, what is kept of him, and who looked. */
#include "http/resident_page.h"

#include <stdio.h>
#include <string.h>

#include "desk/look_rows.h"

static struct str moment(struct page_out *p, int64_t ms)
{
	struct str s;

	if (page_moment(p, ms, &s)) {
		p->h.b->failed = true;
		return STR("");
	}
	return s;
}

static struct str number(struct page_out *p, int64_t n)
{
	return str_of(cx_num(&p->c->cx, n));
}

static void fact(struct page_out *p, enum page_text name, struct str value)
{
	if (value.n)
		page_fact(p, str_of(page_say(p->zh, name)), value);
}

/* ---- the start ---- */

static struct str choice_said(const struct choice *k, bool zh)
{
	return str_of(zh ? k->zh : k->en);
}

static void notice_link(struct page_out *p, const struct uuid *id)
{
	struct buf b;

	buf_init(&b, p->c->cx.arena);
	buf_z(&b, "/own/restrictions/");
	buf_uuid(&b, id);
	if (buf_ok(&b))
		page_link(p, "go", buf_get(&b).p, PAGE_NOTICE_LINK);
	else
		p->h.b->failed = true;
}

/* Why it is so is told of open fields only: the words of the order are in the notice, and a look. */
static void restriction_show(struct page_out *p, const struct restriction_row *v)
{
	const struct restriction_notice n = { .of = v };
	struct str office = record_text(v->order, "office");

	html_tag(&p->h, "article");
	html_attr_z(&p->h, "class", v->state == RESTRICTION_HOLDS ? "card holds" : "card");
	html_element(&p->h, "h3", NULL, str_of(restriction_what(v, p->zh)));
	html_tag(&p->h, "dl");
	fact(p, PAGE_STATE, choice_said(restriction_state_choice(v->state), p->zh));
	fact(p, PAGE_SINCE, moment(p, v->from));
	fact(p, PAGE_END, moment(p, v->until));
	fact(p, PAGE_WHY, notice_why(&p->c->cx, &n, p->zh));
	html_end(&p->h);
	page_p(p, NULL, page_say_with(p, PAGE_TO_ASK, office, STR("")));
	notice_link(p, &v->order->id);
	html_end(&p->h);
}

static int status_show(struct page_out *p, const struct own *o)
{
	struct restriction_row *all;
	size_t n, stands = 0;
	int e = own_restrictions(p->c, o, &all, &n);

	page_heading(p, PAGE_STATUS);
	for (size_t i = 0; !e && i < n; i++)
		stands += all[i].state != RESTRICTION_ENDED && all[i].state != RESTRICTION_EXEMPT &&
			all[i].state != RESTRICTION_EXPIRED;
	if (!e && !stands)
		page_p(p, "good", str_of(page_say(p->zh, PAGE_STATUS_FREE)));
	for (size_t i = 0; !e && i < n; i++)
		restriction_show(p, &all[i]);
	return e;
}

static int need_show(struct page_out *p, const struct own *o)
{
	struct own_may *all;
	size_t n;
	int e = own_may(p->c, o, &all, &n);

	page_heading(p, PAGE_NEED);
	if (e || !n) {
		page_p(p, NULL, str_of(page_say(p->zh, PAGE_NO_ROUND)));
		page_p(p, NULL, str_of(page_say(p->zh, PAGE_LIFE_FIRST)));
		return e;
	}
	page_link(p, "go help", "/own/help", PAGE_HELP);
	page_link(p, "go", "/own/ask", PAGE_ASK);
	return 0;
}

static void home_show(struct page_out *p, const struct own *o)
{
	struct str rest = o->home.place, part;
	struct buf b;

	page_heading(p, PAGE_ADDRESS);
	if (!o->has_home) {
		page_p(p, NULL, str_of(page_say(p->zh, PAGE_NO_ADDRESS)));
		return;
	}
	buf_init(&b, p->c->cx.arena);
	while (rest.n && str_split(&rest, '\x1f', &part))
		if (part.n) {
			if (b.n)
				buf_c(&b, ' ');
			buf_str(&b, part);
		}
	html_tag(&p->h, "p");
	html_attr_z(&p->h, "lang", "zh-CN");
	html_text(&p->h, buf_get(&b));
	html_end(&p->h);
}

/* His name is masked here, so that coming back leaves no look each time. */
static int greet(struct page_out *p, const struct own *o)
{
	struct str name, masked;
	int e = own_name(p->c, o, &name);

	if (!e && name.n)
		e = guard_mask(&p->c->cx, FIELD_TEXT, name, &masked);
	if (!e && name.n)
		page_p(p, "lead", page_say_with(p, PAGE_GREETING, masked, STR("")));
	if (!e && !uuid_is_nil(&o->guardian))
		page_p(p, NULL, str_of(page_say(p->zh, PAGE_GUARDIAN)));
	if (!e)
		page_p(p, "quiet", page_say_with(p, PAGE_UNTIL, moment(p, o->until), STR("")));
	return e;
}

static void sent_show(struct page_out *p)
{
	struct str sent = page_param(p->c, "sent");
	int64_t pos;

	if (!str_int(sent, &pos) || pos < 1)
		return;
	html_tag(&p->h, "p");
	html_attr_z(&p->h, "class", "good");
	html_attr_z(&p->h, "role", "status");
	html_text(&p->h, page_say_with(p, PAGE_SENT, sent, STR("")));
	html_end(&p->h);
}

int route_page_home(struct call *c)
{
	struct page_out p;
	struct own o;
	int e = own_read(c, &o);

	if (e)
		return e;
	page_begin(&p, c, PAGE_HOME, true);
	sent_show(&p);
	e = greet(&p, &o);
	if (!e)
		e = status_show(&p, &o);
	if (!e)
		e = need_show(&p, &o);
	if (e)
		return e;
	page_heading(&p, PAGE_KEPT);
	page_link(&p, "go", "/own/records", PAGE_RECORDS);
	page_link(&p, "go", "/own/looks", PAGE_LOOKS);
	home_show(&p, &o);
	return page_end(&p);
}

/* ---- a notice ---- */

static void paper_link(struct page_out *p)
{
	struct buf b;

	buf_init(&b, p->c->cx.arena);
	buf_fmt(&b, "/v1/own/restrictions/" STR_FMT "/notice?format=pdf&lang=%s",
		STR_ARG(p->c->id_text), p->zh ? "zh" : "en");
	html_tag(&p->h, "p");
	html_tag(&p->h, "a");
	html_attr(&p->h, "href", buf_get(&b));
	html_z(&p->h, page_say(p->zh, PAGE_PAPER));
	html_end(&p->h);
	html_end(&p->h);
}

static void notice_show(struct page_out *p, const struct restriction_notice *n)
{
	const struct restriction_row *v = n->of;

	html_element(&p->h, "h2", NULL, str_of(restriction_what(v, p->zh)));
	html_tag(&p->h, "dl");
	fact(p, PAGE_STATE, choice_said(restriction_state_choice(v->state), p->zh));
	fact(p, PAGE_SINCE, moment(p, v->from));
	fact(p, PAGE_END, moment(p, v->until));
	fact(p, PAGE_WHY, notice_why(&p->c->cx, n, p->zh));
	fact(p, PAGE_WORDS, n->reason);
	fact(p, PAGE_DECISION, n->decision);
	fact(p, PAGE_OFFICE, record_text(v->order, "office"));
	html_end(&p->h);
	page_p(p, NULL, str_of(page_say(p->zh, PAGE_ENDS_ITSELF)));
	page_p(p, NULL, page_say_with(p, PAGE_TO_ASK, record_text(v->order, "office"), STR("")));
	paper_link(p);
}

static int appeal_show(struct page_out *p, const struct restriction_row *v)
{
	struct form f = { .kind = kinds_newest(p->c->cover.kinds, STR("appeal.made")),
		.nonce = form_nonce(p->c) };

	page_heading(p, PAGE_APPEAL);
	if (!own_may_appeal(v)) {
		page_p(p, "good",
			str_of(page_say(
				p->zh, v->appeals_open ? PAGE_APPEAL_OPEN : PAGE_APPEAL_OVER)));
		return 0;
	}
	page_p(p, NULL, notice_appeal(p->zh));
	return form_show(p, &f, p->c->path);
}

int route_page_restriction(struct call *c)
{
	struct restriction_notice n;
	struct restriction_row row;
	struct page_out p;
	struct own o;
	int e = own_read(c, &o);

	if (!e)
		e = own_notice(c, &o, &c->id, &row, &n);
	if (e)
		return e;
	page_begin(&p, c, PAGE_NOTICE, true);
	notice_show(&p, &n);
	e = appeal_show(&p, &row);
	page_link(&p, "go back", "/own/home", PAGE_BACK);
	if (!e)
		e = own_look(c, "notice");
	return e ? e : page_end(&p);
}

/* ---- lists ---- */

/* From where a page of a list goes on. */
static int64_t after(const struct call *c)
{
	int64_t n = 0;

	return str_int(page_param(c, "after"), &n) && n > 0 ? n : 0;
}

static void more_link(struct page_out *p, int64_t from)
{
	struct str to;
	char query[40];

	snprintf(query, sizeof(query), "after=%lld", (long long)from);
	if (page_address(p->c, p->c->path, query, &to)) {
		p->h.b->failed = true;
		return;
	}
	html_tag(&p->h, "a");
	html_attr_z(&p->h, "class", "go");
	html_attr(&p->h, "href", to);
	html_z(&p->h, page_say(p->zh, PAGE_MORE));
	html_end(&p->h);
}

static void value_add(
	struct page_out *p, const struct field *f, const struct json *v, struct buf *b)
{
	const struct area *area;
	int64_t ms;
	int32_t day;

	for (uint32_t i = 0; v->type == JSON_LIST && i < v->n; i++) {
		buf_z(b, i ? (p->zh ? "、" : ", ") : "");
		value_add(p, f, &v->items[i], b);
	}
	if (v->type == JSON_LIST && !v->n)
		buf_z(b, page_say(p->zh, PAGE_NONE));
	if (v->type == JSON_BOOL)
		buf_z(b, page_say(p->zh, v->i ? PAGE_YES : PAGE_NO));
	if (v->type == JSON_INT)
		buf_fmt(b, "%lld", (long long)v->i);
	if (v->type != JSON_TEXT)
		return;
	for (const struct choice *k = f->choices; k && k->name; k++)
		if (str_is(v->s, k->name)) {
			buf_z(b, p->zh ? k->zh : k->en);
			return;
		}
	area = f->type == FIELD_AREA ? area_find(p->c->cover.tree, v->s) : NULL;
	if (area)
		buf_str(b, area->name);
	else if (f->type == FIELD_DATE && day_read(v->s, &day))
		buf_day_said(b, day, p->zh);
	else if (f->type == FIELD_TIME && when_read(v->s, &ms))
		buf_moment_said(b, ms, p->zh);
	else
		buf_str(b, v->s);
}

static void fact_show(struct page_out *p, const struct own_fact *f)
{
	struct buf b;

	buf_init(&b, p->c->cx.arena);
	value_add(p, f->field, f->value, &b);
	page_fact(p, str_of(p->zh ? f->field->zh : f->field->en), buf_get(&b));
}

/* In the order of the form. His home stands on the first page, not by its id. */
static void facts_show(struct page_out *p, const struct own_record *v)
{
	html_tag(&p->h, "dl");
	for (const struct field *f = v->r->kind->fields; f->name; f++)
		for (size_t i = 0; f->type != FIELD_REF && i < v->facts_n; i++)
			if (v->facts[i].field == f)
				fact_show(p, &v->facts[i]);
	html_end(&p->h);
}

static const char *field_label(const struct kind *k, struct str name, bool zh)
{
	for (const struct field *f = k->fields; f->name; f++)
		if (str_is(name, f->name))
			return zh ? f->zh : f->en;
	return name.p;
}

static void withheld_show(struct page_out *p, const struct own_record *v)
{
	struct buf b;

	buf_init(&b, p->c->cx.arena);
	for (size_t i = 0; i < v->withheld_n; i++) {
		buf_z(&b, i ? (p->zh ? "、" : ", ") : "");
		buf_z(&b, field_label(v->r->kind, v->withheld[i], p->zh));
	}
	if (b.n)
		page_p(p, "quiet", page_say_with(p, PAGE_WITHHELD, buf_get(&b), STR("")));
}

static void gone_show(struct page_out *p, const struct own_record *v)
{
	static const char *const parts[CLASSES][2] = {
#define TEXT(id, zh, en)
#define PART(class, zh, en) [CLASS_##class] = { zh, en },
#include "http/resident_text.h"
#undef TEXT
#undef PART
	};
	struct buf b;

	buf_init(&b, p->c->cx.arena);
	for (int k = CLASS_IDENTITY; k < CLASSES; k++)
		if (v->gone[k]) {
			buf_z(&b, b.n ? (p->zh ? "、" : ", ") : "");
			buf_z(&b, parts[k][p->zh ? 0 : 1]);
		}
	if (b.n)
		page_p(p, "quiet", page_say_with(p, PAGE_GONE, buf_get(&b), STR("")));
}

static void answer_show(struct page_out *p, const struct own_answer *a)
{
	if (!a->asked)
		return;
	html_tag(&p->h, "dl");
	fact(p, PAGE_ANSWER,
		a->outcome ? choice_said(a->outcome, p->zh) :
			     str_of(page_say(p->zh, PAGE_ANSWER_NONE)));
	fact(p, PAGE_ANSWER_WORDS, a->words);
	html_end(&p->h);
	if (a->open && a->due < COVER_FAR)
		page_p(p, NULL, page_say_with(p, PAGE_ANSWER_OPEN, moment(p, a->due), STR("")));
}

static void record_show(struct page_out *p, const struct own_record *v)
{
	const struct kind *k = v->r->kind;
	struct str desk = v->desk ? str_of(p->zh ? v->desk->zh : v->desk->en) : STR("");

	html_tag(&p->h, "article");
	html_attr_z(&p->h, "class", "card");
	html_element(&p->h, "h2", NULL, str_of(p->zh ? k->zh : k->en));
	page_p(p, "quiet", page_say_with(p, PAGE_ENTERED, moment(p, v->r->at), desk));
	facts_show(p, v);
	answer_show(p, &v->answer);
	withheld_show(p, v);
	gone_show(p, v);
	html_end(&p->h);
}

int route_page_records(struct call *c)
{
	size_t from = (size_t)after(c), all_n, n = 0;
	struct own_record *all = NULL;
	struct page_out p;
	struct uuid *ids;
	struct own o;
	int e = own_read(c, &o);

	if (!e)
		e = own_record_ids(c, &o, &ids, &all_n);
	if (e)
		return e;
	from = from < all_n ? from : all_n;
	e = own_records(
		c, &o, ids + from, all_n - from < PAGE_ROWS ? all_n - from : PAGE_ROWS, &all, &n);
	page_begin(&p, c, PAGE_RECORDS, true);
	page_p(&p, NULL, str_of(page_say(p.zh, n ? PAGE_RECORDS_LEAD : PAGE_NO_RECORDS)));
	for (size_t i = 0; !e && i < n; i++)
		record_show(&p, &all[i]);
	if (from + PAGE_ROWS < all_n)
		more_link(&p, (int64_t)from + PAGE_ROWS);
	page_link(&p, "go back", "/own/home", PAGE_BACK);
	if (!e)
		e = own_look(c, "own");
	return e ? e : page_end(&p);
}

static void look_show(struct page_out *p, const struct look_row *r)
{
	struct look_words w;
	struct buf b;

	look_words(&r->look, p->c->cover.tree, p->zh, &w);
	html_tag(&p->h, "li");
	html_element(&p->h, "strong", NULL, moment(p, r->at));
	html_tag(&p->h, "span");
	if (guard_is_resident(r->look.reader)) {
		html_z(&p->h, page_say(p->zh, PAGE_LOOK_BY_SLIP));
	} else {
		html_element(&p->h, "span", NULL, w.office);
		html_text(&p->h, STR(" "));
		html_text(&p->h, w.role);
	}
	html_end(&p->h);
	buf_init(&b, p->c->cx.arena);
	buf_str(&b, w.screen);
	if (r->look.act == LOOK_EXPORTED)
		buf_fmt(&b, " · %s", page_say(p->zh, PAGE_EXPORTED));
	if (w.why.n)
		buf_fmt(&b, " · " STR_FMT, STR_ARG(w.why));
	html_element(&p->h, "span", NULL, buf_get(&b));
	html_element(&p->h, "span", "quiet",
		page_say_with(p, PAGE_LOOK_NUMBER, number(p, r->pos), STR("")));
	html_end(&p->h);
}

int route_page_looks(struct call *c)
{
	struct look_row *all = NULL;
	struct page_out p;
	struct own o;
	size_t n = 0;
	int e = own_read(c, &o);

	o.cover.keys = NULL; /* what readers typed is not even opened */
	if (!e)
		e = looks_of(&c->cx, &o.cover, &c->rights.own, after(c), PAGE_ROWS, &all, &n);
	if (e)
		return e;
	page_begin(&p, c, PAGE_LOOKS, true);
	page_p(&p, NULL, str_of(page_say(p.zh, n ? PAGE_LOOKS_LEAD : PAGE_NO_LOOKS)));
	html_tag(&p.h, "ul");
	html_attr_z(&p.h, "class", "looks");
	for (size_t i = 0; i < n; i++)
		look_show(&p, &all[i]);
	html_end(&p.h);
	if (n == PAGE_ROWS)
		more_link(&p, all[n - 1].pos);
	page_link(&p, "go back", "/own/home", PAGE_BACK);
	return page_end(&p);
}
