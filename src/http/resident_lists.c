/* The lists that a resident reads on his pages: what is kept of him, and who looked. */
#include "http/resident_page.h"

#include <stdio.h>

#include "desk/look_rows.h"

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
#define WRONG(code, zh, en, remedy_zh, remedy_en)
#include "http/resident_text.h"
#undef TEXT
#undef PART
#undef WRONG
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
	page_told(p, PAGE_ANSWER,
		str_of(!a->outcome    ? page_say(p->zh, PAGE_ANSWER_NONE) :
				p->zh ? a->outcome->zh :
					a->outcome->en));
	page_told(p, PAGE_ANSWER_WORDS, a->words);
	html_end(&p->h);
	if (a->open && a->due < COVER_FAR)
		page_p(p, NULL,
			page_say_with(p, PAGE_ANSWER_OPEN, page_moment(p, a->due), STR("")));
}

static void record_show(struct page_out *p, const struct own_record *v)
{
	const struct kind *k = v->r->kind;
	struct str desk = v->desk ? str_of(p->zh ? v->desk->zh : v->desk->en) : STR("");

	html_tag(&p->h, "article");
	html_attr_z(&p->h, "class", "card");
	html_element(&p->h, "h2", NULL, str_of(p->zh ? k->zh : k->en));
	page_p(p, "quiet", page_say_with(p, PAGE_ENTERED, page_moment(p, v->r->at), desk));
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
	html_element(&p->h, "strong", NULL, page_moment(p, r->at));
	html_tag(&p->h, "span");
	if (guard_is_resident(r->look.reader)) {
		html_z(&p->h, page_say(p->zh, PAGE_LOOK_BY_SLIP));
	} else {
		page_typed(p, "span", NULL, w.office);
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
		page_say_with(p, PAGE_LOOK_NUMBER, str_of(cx_num(&p->c->cx, r->pos)), STR("")));
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
