/* What a resident is told where something failed: in his words, what he can do himself, and with what he typed. */
#include "http/resident_page.h"

#include <string.h>

#include "guard/sessions.h"

static const struct {
	int code;
	const char *zh, *en, *remedy_zh,
		*remedy_en; /* zh NULL: as everybody is told, which names what is wrong */
} told[] = {
#define TEXT(id, zh, en)
#define PART(class, zh, en)
#define WRONG(code, zh, en, remedy_zh, remedy_en) { E_##code, zh, en, remedy_zh, remedy_en },
#include "http/resident_text.h"
#undef TEXT
#undef PART
#undef WRONG
};

void page_alert(struct page_out *p, const struct err_info *e)
{
	const struct err_entry *t = err_entry(e->code);
	struct str what = p->zh ? e->zh : e->en, remedy = p->zh ? e->remedy_zh : e->remedy_en;

	what = what.p ? what : str_of(p->zh ? t->zh : t->en);
	remedy = remedy.p ? remedy : str_of(p->zh ? t->remedy_zh : t->remedy_en);
	for (size_t i = 0; i < sizeof(told) / sizeof(told[0]); i++)
		if (told[i].code == e->code) {
			what = told[i].zh ? str_of(p->zh ? told[i].zh : told[i].en) : what;
			remedy = str_of(p->zh ? told[i].remedy_zh : told[i].remedy_en);
		}
	html_tag(&p->h, "div");
	html_attr_z(&p->h, "class", "bad");
	html_attr_z(&p->h, "role", "alert");
	html_element(&p->h, "p", NULL, what);
	html_element(&p->h, "p", NULL, remedy);
	html_end(&p->h);
}

/* What was typed and goes nowhere, to be copied. */
static void words_show(struct page_out *p, const struct form *f)
{
	const struct kind *kind = form_kind(p->c);

	for (const struct field *k = kind ? kind->fields : NULL; k && k->name; k++) {
		struct str typed = form_value(f, k->name);

		if (k->type != FIELD_TEXT || !typed.n)
			continue;
		html_tag(&p->h, "label");
		html_z(&p->h, page_say(p->zh, PAGE_TYPED));
		html_tag(&p->h, "textarea");
		html_attr_z(&p->h, "rows", "5");
		html_flag(&p->h, "readonly");
		html_z(&p->h, typed.p[0] == '\n' ? "\n" : "");
		html_text(&p->h, typed);
		html_end(&p->h);
		html_end(&p->h);
	}
}

static int form_again(struct call *c, const struct form *f, const struct err_info *why)
{
	struct page_out p;
	int e;

	page_begin(&p, c, PAGE_NOT_SENT, true);
	page_alert(&p, why);
	e = form_show(&p, f, c->path);
	page_link(&p, "go back", "/own/home", PAGE_BACK);
	return e ? e : page_end(&p);
}

static int failed_show(struct call *c, const struct err_info *why)
{
	bool in = !uuid_is_nil(&c->rights.own);
	struct page_out p;

	page_begin(&p, c, PAGE_FAILED, in);
	page_alert(&p, why);
	if (c->sent)
		words_show(&p, c->sent);
	page_link(&p, "go back", in ? "/own/home" : "/own", in ? PAGE_BACK : PAGE_AGAIN);
	return page_end(&p);
}

/* A form that nobody has read yet, and all of it: the session is over, or all is full. Only of whoever could have sent it. */
static void sent_late(struct call *c)
{
	struct form *f = form_new(c);

	if (f && form_record_read(c, form_kind(c), f)) {
		/* Of no session of his: its words are shown, and can be sent by no button. */
		f->kind = NULL;
		err_clear(&c->cx);
	}
	if (!f)
		err_clear(&c->cx);
}

static int problem_show(struct call *c, const struct err_info *why)
{
	if (!c->sent && form_kind(c) && c->body.n && c->body.n == c->taken)
		sent_late(c);
	if (c->sent && c->sent->kind && !uuid_is_nil(&c->rights.own) && why->code != E_FORM &&
		why->code != E_NOT_FOUND)
		return form_again(c, c->sent, why);
	if (c->route->run == route_page_open)
		return page_login_show(c, why, c->sent ? form_value(c->sent, "code") : STR(""));
	return failed_show(c, why);
}

void page_problem(struct call *c)
{
	struct err_info why = c->cx.e;
	/* Whoever logs out of what is over is out. */
	bool reads = !(c->route->flags & ROUTE_FORM) || c->route->run == route_page_out;

	why.code = why.code ? why.code : E_DATABASE;
	err_clear(&c->cx);
	answer_begin(c);
	c->cookie = STR_NONE;
	if (why.code == E_LOGIN && reads && page_go(c, "/own", NULL) == 0)
		return;
	c->status = err_entry(why.code)->http;
	if (problem_show(c, &why) == 0) {
		c->cx.e = why; /* how long to wait is told by it */
		return;
	}
	c->cx.e = why;
	problem_write(c);
}
