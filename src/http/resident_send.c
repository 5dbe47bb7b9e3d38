/* What a resident does on his pages: asking and objecting. Each is a form, and is answered by where to look next. What fails is told on a
 * page that still holds what was typed (http/resident_problem.c). */
#include "http/resident_page.h"

#include "guard/sessions.h"

static const struct kind *kind_asked(const struct call *c)
{
	return kinds_newest(c->http->site->tables.kinds, STR("ask.asked"));
}

const struct kind *form_kind(const struct call *c)
{
	if (c->route->run == route_page_appealed)
		return kinds_newest(c->http->site->tables.kinds, STR("appeal.made"));
	return c->route->run == route_page_asked ? kind_asked(c) : NULL;
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

int route_page_ask(struct call *c)
{
	return ask_show(c, false);
}

int route_page_help(struct call *c)
{
	return ask_show(c, true);
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
	row_time(&w, "at", form_at(c, f));
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

static int sent_go(struct call *c, const struct uuid *id)
{
	char query[sizeof("sent=") + UUID_TEXT] = "sent=";

	uuid_write(id, query + 5);
	return page_go(c, "/own/home", query);
}

/* One that is here already was sent twice: he is told of the first. */
static int was_sent(struct call *c, const struct uuid *id, bool *ret)
{
	struct journal j = { .store = c->cover.store, .kinds = c->cover.kinds };
	struct entry entry;
	int e = journal_find(&c->cx, &j, id, 1, &entry);

	*ret = !e && entry.pos;
	return *ret ? sent_go(c, id) : e;
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

/* It is durable, or was refused. The id follows from the words: whoever has it is the same, sent a moment before. */
static int handed_in(struct call *c)
{
	const struct receipt *r = &c->job.items[0].receipt;

	notice_item(c, &c->job.items[0]);
	if (r->status != RECEIPT_REFUSED || r->error.code == E_ID_TAKEN)
		return sent_go(c, &c->job.items[0].record->id);
	c->cx.e = r->error;
	return -r->error.code;
}

int form_record_read(struct call *c, const struct kind *kind, struct form *f)
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
	e = f ? form_record_read(c, form_kind(c), f) : -E_NO_MEMORY;
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
	e = f ? form_record_read(c, form_kind(c), f) : -E_NO_MEMORY;
	if (!e)
		e = own_read(c, &o);
	if (!e)
		e = own_notice(c, &o, &c->id, &row, &n);
	if (e)
		return e;
	at = (struct where){ row.order->area, row.order->id, row.order->round };
	return hand_in(c, f, &at);
}
