/* What a resident does on his pages: logging in by a slip, asking, objecting, logging out. Each is a form, and is answered by where to
 * look next. What fails is told on a page that still holds what was typed. */
#include "http/resident_page.h"

#include <stdio.h>

#include "guard/sessions.h"
#include "sys/sys.h"

static int go_on(struct call *c, const char *path, const char *query)
{
	struct str to;
	int e = page_address(c, str_of(path), query, &to);

	if (e)
		return e;
	c->status = 303;
	c->location = to.p;
	return 0;
}

/* ---- logging in ---- */

static void staff_note(struct page_out *p, struct str user)
{
	if (user.n)
		page_p(p, "note", page_say_with(p, PAGE_AS_STAFF, user, STR("")));
}

static void alert_show(struct page_out *p, const struct err_info *e)
{
	const struct err_entry *t = err_entry(e->code);
	struct str what = p->zh ? e->zh : e->en, remedy = p->zh ? e->remedy_zh : e->remedy_en;

	html_tag(&p->h, "div");
	html_attr_z(&p->h, "class", "bad");
	html_attr_z(&p->h, "role", "alert");
	html_element(&p->h, "p", NULL, what.p ? what : str_of(p->zh ? t->zh : t->en));
	html_element(
		&p->h, "p", NULL, remedy.p ? remedy : str_of(p->zh ? t->remedy_zh : t->remedy_en));
	html_end(&p->h);
}

static void code_form(struct page_out *p, struct str typed)
{
	struct html *h = &p->h;
	struct str to;

	if (page_address(p->c, STR("/own"), NULL, &to)) {
		h->b->failed = true;
		return;
	}
	html_tag(h, "form");
	html_attr_z(h, "method", "post");
	html_attr(h, "action", to);
	html_tag(h, "label");
	html_z(h, page_say(p->zh, PAGE_CODE));
	html_void(h, "input");
	html_attr_z(h, "name", "code");
	html_attr_z(h, "class", "code");
	html_attr(h, "value", typed);
	html_attr_z(h, "autocomplete", "off");
	html_attr_z(h, "autocapitalize", "characters");
	html_attr_z(h, "spellcheck", "false");
	html_attr_z(h, "maxlength", "40");
	html_attr_z(h, "aria-describedby", "hint");
	html_flag(h, "required");
	html_end(h);
	html_tag(h, "p");
	html_attr_z(h, "id", "hint");
	html_attr_z(h, "class", "quiet");
	html_z(h, page_say(p->zh, PAGE_CODE_HINT));
	html_end(h);
	html_tag(h, "button");
	html_attr_z(h, "class", "main");
	html_z(h, page_say(p->zh, PAGE_OPEN));
	html_end(h);
	html_end(h);
}

static void elsewhere(struct page_out *p, const char *to, enum page_text t)
{
	html_tag(&p->h, "a");
	html_attr_z(&p->h, "class", "go");
	html_attr_z(&p->h, "href", to);
	html_z(&p->h, page_say(p->zh, t));
	html_end(&p->h);
}

/* The script takes the code of a slip that was scanned out of the address, where no log sees it; without it the code is typed. */
static int login_show(
	struct call *c, const struct err_info *why, struct str typed, struct str staff)
{
	struct page_out p;

	page_begin(&p, c, PAGE_LOGIN, false);
	if (why)
		alert_show(&p, why);
	if (why && why->code == E_TICKET_OTHER) {
		elsewhere(&p, "/field/", PAGE_FOR_PHONE);
		elsewhere(&p, "/console/", PAGE_FOR_STAFF);
	}
	page_p(&p, NULL, str_of(page_say(p.zh, PAGE_LOGIN_LEAD)));
	staff_note(&p, staff);
	code_form(&p, typed);
	page_p(&p, "quiet", str_of(page_say(p.zh, PAGE_NO_SLIP)));
	html_tag(&p.h, "script");
	html_attr_z(&p.h, "src", "/own/slip.js");
	html_end(&p.h);
	return page_end(&p);
}

/* Whoever has a session of his own goes on to it. */
int route_page_login(struct call *c)
{
	struct str token = str_of(
		MHD_lookup_connection_value(c->connection, MHD_COOKIE_KIND, "bulou"));
	struct rights r = { .own = uuid_nil };

	if (token.n && guard_session(&c->cx, c->http->guard, token, c->now, &r))
		err_clear(&c->cx);
	if (!uuid_is_nil(&r.own))
		return go_on(c, "/own/home", NULL);
	return login_show(c, NULL, STR(""), r.person);
}

static struct form *form_new(struct call *c)
{
	struct form *f = cx_new(&c->cx, struct form);

	c->sent = f;
	return f;
}

int route_page_open(struct call *c)
{
	struct form *f = form_new(c);
	int e = f ? form_read(c, f) : -E_NO_MEMORY;

	if (!e)
		e = login_by_slip(c, str_trim(form_value(f, "code")));
	return e ? e : go_on(c, "/own/home", NULL);
}

/* Called twice: to hand the entry to the writer, and when it is durable. */
int route_page_out(struct call *c)
{
	struct form f = { .n = 0 };
	int e = c->phase == CALL_WORK ? 0 : form_own_read(c, &f);

	if (!e)
		e = route_logout(c);
	return e || c->phase != CALL_WORK ? e : go_on(c, "/own", NULL);
}

/* ---- asking ---- */

static const struct kind *kind_asked(const struct call *c)
{
	return kinds_newest(c->http->site->tables.kinds, STR("ask.asked"));
}

static int ask_show(struct call *c, bool help)
{
	struct form f = { .kind = kind_asked(c), .nonce = form_nonce(c), .help = help };
	struct page_out p;
	int e;

	page_begin(&p, c, help ? PAGE_HELP : PAGE_ASK, true);
	page_p(&p, NULL, str_of(page_say(p.zh, help ? PAGE_HELP_LEAD : PAGE_ASK_LEAD)));
	e = form_show(&p, &f, STR("/own/ask"));
	page_link(&p, "go back", "/own/home", PAGE_BACK);
	return e ? e : page_end(&p);
}

static int resident_check(struct call *c)
{
	return uuid_is_nil(&c->rights.own) ?
		err(&c->cx, E_FORBIDDEN, NULL, "仅供持凭条的居民查看本人记录",
			"this is for residents who hold a slip") :
		0;
}

int route_page_ask(struct call *c)
{
	int e = resident_check(c);

	return e ? e : ask_show(c, false);
}

int route_page_help(struct call *c)
{
	int e = resident_check(c);

	return e ? e : ask_show(c, true);
}

/* What a record of the form says besides its body. */
struct where {
	struct str area;
	struct uuid subject, round;
};

static int record_text_of(struct call *c, const struct form *f, const struct where *at,
	const struct uuid *id, struct str body, struct str *ret)
{
	struct str guardian;
	struct buf b;
	struct jw w;
	int e = guard_resident_name(&c->cx, &c->rights.guardian, &guardian);

	if (e)
		return e;
	buf_init(&b, c->cx.arena);
	jw_init(&w, &b);
	jw_object(&w);
	row_uuid(&w, "id", id);
	jw_f_z(&w, "kind", f->kind->name);
	jw_f_int(&w, "v", f->kind->v);
	row_time(&w, "at", c->now);
	if (!uuid_is_nil(&c->rights.guardian))
		jw_f_str(&w, "by", guardian);
	jw_f_str(&w, "area", at->area);
	row_uuid(&w, "subject", &at->subject);
	row_uuid(&w, "round", &at->round);
	jw_name(&w, "body");
	jw_raw(&w, body);
	jw_end_object(&w);
	*ret = buf_get(&b);
	return buf_ok(&b) ? 0 : err(&c->cx, E_NO_MEMORY, NULL);
}

static int sent_go(struct call *c, int64_t pos)
{
	char query[40];

	snprintf(query, sizeof(query), "sent=%lld", (long long)pos);
	return go_on(c, "/own/home", query);
}

/* One that is here already was sent twice: he is told of the first. */
static int was_sent(struct call *c, const struct uuid *id, bool *ret)
{
	struct journal j = { .store = c->cover.store, .kinds = c->cover.kinds };
	struct entry entry;
	int e = journal_find(&c->cx, &j, id, 1, &entry);

	*ret = !e && entry.pos;
	return *ret ? sent_go(c, entry.pos) : e;
}

static int hand_in(struct call *c, struct form *f, const struct where *at)
{
	struct sender from = { .user = c->who.person, .now = c->now };
	struct append_item *item = cx_new(&c->cx, struct append_item);
	const struct json *v;
	struct str body, text;
	struct uuid id;
	bool here;
	int e = item ? form_body(c, f, &body) : -E_NO_MEMORY;

	if (e)
		return e;
	id = form_record_id(c, f, body);
	e = was_sent(c, &id, &here);
	if (e || here)
		return e;
	e = record_text_of(c, f, at, &id, body, &text);
	if (!e)
		e = json_read(&c->cx, text, &json_limits_request, &v);
	guard_gate(&c->gate, c->http->guard, &c->rights, false);
	if (!e)
		e = guard_item_read(&c->cx, c->http->site, v, &from, &c->gate.gate, item);
	if (e)
		return e;
	item->home = &c->cx;
	c->job = (struct writer_job){ .items = item, .n = 1, .bytes = text.n };
	c->looked = true;
	return 0;
}

/* It is durable, or was refused. */
static int handed_in(struct call *c)
{
	const struct receipt *r = &c->job.items[0].receipt;

	notice_item(c, &c->job.items[0]);
	if (r->status != RECEIPT_REFUSED)
		return sent_go(c, r->pos);
	c->cx.e = r->error;
	return -r->error.code;
}

static int record_form_read(struct call *c, const struct kind *kind, struct form *f)
{
	int e;

	f->nonce = form_nonce(c);
	f->kind = kind;
	e = form_own_read(c, f);
	f->help = str_is(form_value(f, "help"), "yes");
	if (!e && !uuid_read(form_value(f, "once"), &f->nonce))
		e = err(&c->cx, E_FORM, NULL);
	return e;
}

static int ask_where(struct call *c, const struct own *o, struct where *ret)
{
	struct own_may *all;
	size_t n, i = 0;
	int e = own_may(c, o, &all, &n);

	if (e)
		return e;
	while (i < n && all[i].kind != kind_asked(c))
		i++;
	if (i == n)
		return err(&c->cx, E_NOT_ALLOWED, "area", page_say(true, PAGE_NO_ROUND),
			page_say(false, PAGE_NO_ROUND));
	*ret = (struct where){ o->subject.area, o->subject.id, all[i].round };
	return 0;
}

int route_page_asked(struct call *c)
{
	struct form *f;
	struct where at;
	struct own o;
	int e;

	if (c->wrote)
		return handed_in(c);
	f = form_new(c);
	e = f ? record_form_read(c, kind_asked(c), f) : -E_NO_MEMORY;
	if (!e)
		e = own_read(c, &o);
	if (!e)
		e = ask_where(c, &o, &at);
	return e ? e : hand_in(c, f, &at);
}

int route_page_appealed(struct call *c)
{
	struct restriction_notice n;
	struct restriction_row row;
	struct form *f;
	struct where at;
	struct own o;
	int e;

	if (c->wrote)
		return handed_in(c);
	f = form_new(c);
	e = f ? record_form_read(c, kinds_newest(c->cover.kinds, STR("appeal.made")), f) :
		-E_NO_MEMORY;
	if (!e)
		e = own_read(c, &o);
	if (!e)
		e = own_notice(c, &o, &c->id, &row, &n);
	if (e)
		return e;
	at = (struct where){ row.order->area, row.order->id, row.order->round };
	return hand_in(c, f, &at);
}

/* ---- what failed ---- */

static int form_again(struct call *c, const struct form *f, const struct err_info *why)
{
	struct page_out p;
	int e;

	page_begin(&p, c, PAGE_NOT_SENT, true);
	alert_show(&p, why);
	e = form_show(&p, f, c->path);
	page_link(&p, "go back", "/own/home", PAGE_BACK);
	return e ? e : page_end(&p);
}

static int failed_show(struct call *c, const struct err_info *why)
{
	bool in = !uuid_is_nil(&c->rights.own);
	struct page_out p;

	page_begin(&p, c, PAGE_FAILED, in);
	alert_show(&p, why);
	page_link(&p, "go back", in ? "/own/home" : "/own", in ? PAGE_BACK : PAGE_AGAIN);
	return page_end(&p);
}

static int problem_show(struct call *c, const struct err_info *why)
{
	if (c->sent && c->sent->kind && why->code != E_FORM && why->code != E_NOT_FOUND)
		return form_again(c, c->sent, why);
	if (c->sent && !c->sent->kind)
		return login_show(c, why, form_value(c->sent, "code"), STR(""));
	return failed_show(c, why);
}

void page_problem(struct call *c)
{
	struct err_info why = c->cx.e;
	bool reads = c->route->flags & ROUTE_FORM ? false : true;

	why.code = why.code ? why.code : E_DATABASE;
	err_clear(&c->cx);
	answer_begin(c);
	c->cookie = STR_NONE;
	if (why.code == E_LOGIN && reads && go_on(c, "/own", NULL) == 0)
		return;
	c->status = err_entry(why.code)->http;
	if (problem_show(c, &why) == 0) {
		c->cx.e = why; /* how long to wait is told by it */
		return;
	}
	c->cx.e = why;
	problem_write(c);
}
