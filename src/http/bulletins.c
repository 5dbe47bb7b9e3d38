/* Bulletins: the list, one of them, and publishing. */
#include "http/own.h"

#include <string.h>

#include "desk/bulletin/bulletin.h"
#include "sys/sys.h"

int route_bulletins(struct call *c)
{
	struct bulletin *all;
	struct page p;
	size_t n;
	int e = bulletin_list(&c->cx, &c->cover, &all, &n);

	if (!e)
		e = answer_page(c, n, &p);
	if (e)
		return e;
	for (size_t i = p.from; i < p.to; i++)
		row_bulletin_head(&c->w, &all[i]);
	return answer_page_end(c, &p);
}

static int file_name(struct call *c, const struct bulletin_form *form)
{
	struct buf b;

	buf_init(&b, &c->arena);
	buf_fmt(&b, "bulletin-" STR_FMT ".%s", STR_ARG(c->id_text.n ? c->id_text : STR("draft")),
		form->name);
	c->file = buf_get(&b);
	c->type = form->type;
	return buf_ok(&b) ? 0 : err(&c->cx, E_NO_MEMORY, NULL);
}

/* As paper, in the format that is asked for. */
static int paper_write(struct call *c, const struct bulletin *b, enum bulletin_format format)
{
	bool zh = !str_is(arg_text(c, "lang"), "en");
	struct str whole;
	int pages, e;

	if (str_is(arg_text(c, "extent"), "sheet"))
		e = bulletin_sheet(&c->cx, b, format, zh, &whole, &pages);
	else
		e = bulletin_write(&c->cx, b, format, zh, &whole);
	if (!e)
		e = file_name(c, &bulletin_forms[format]);
	if (!e)
		buf_str(&c->out, whole);
	return e ? e : answer_end(c);
}

int route_bulletin(struct call *c)
{
	enum bulletin_format format;
	struct bulletin b;
	int e = bulletin_get(&c->cx, &c->cover, &c->id, &b);

	if (e)
		return e;
	if (bulletin_format_read(arg_text(c, "format"), &format))
		return paper_write(c, &b, format);
	row_bulletin(&c->w, &b);
	return answer_end(c);
}

/* ---- what is asked ---- */

static int uuid_take(struct call *c, const struct json *v, const char *name, struct uuid *ret)
{
	struct str s = json_text(v, name);

	*ret = uuid_nil;
	if (!s.n || uuid_read(s, ret))
		return 0;
	return err(&c->cx, E_BAD_REQUEST, name, cx_text(&c->cx, s));
}

static int day_take(struct call *c, const struct json *v, const char *name, int32_t *ret)
{
	struct str s = json_text(v, name);

	if (day_read(s, ret))
		return 0;
	return err(&c->cx, E_BAD_REQUEST, name, s.p ? cx_text(&c->cx, s) : name);
}

static int names_check(struct call *c, const struct json *v)
{
	static const char known[] =
		" id incident area from to title_zh title_en prose_zh prose_en reason "
		"correction replaces mark ";
	struct buf name;

	if (v->type != JSON_OBJECT)
		return err(&c->cx, E_BAD_REQUEST, "body", "object");
	for (uint32_t i = 0; i < v->n; i++) {
		const char *text = cx_text(&c->cx, v->names[i]);

		buf_init(&name, &c->arena);
		buf_fmt(&name, " " STR_FMT " ", STR_ARG(v->names[i]));
		if (!buf_ok(&name) || !text)
			return -E_NO_MEMORY;
		if (memchr(v->names[i].p, ' ', v->names[i].n) || !strstr(known, buf_get(&name).p))
			return err(&c->cx, E_FIELD_UNKNOWN, text);
	}
	return 0;
}

/* id: that of the bulletin, by whoever asks, so that what is sent again is published once. */
static int ask_take(struct call *c, struct bulletin_ask *ret, struct uuid *ret_id)
{
	const struct json *v;
	int e = request_body(c, &v);

	if (!e)
		e = names_check(c, v);
	if (e)
		return e;
	*ret = (struct bulletin_ask){ .area = json_text(v, "area"),
		.title_zh = json_text(v, "title_zh"),
		.title_en = json_text(v, "title_en"),
		.prose_zh = json_text(v, "prose_zh"),
		.prose_en = json_text(v, "prose_en"),
		.reason = json_text(v, "reason"),
		.correction = json_text(v, "correction"),
		.expects = json_text(v, "mark") };
	e = uuid_take(c, v, "incident", &ret->incident);
	if (!e)
		e = uuid_take(c, v, "id", ret_id);
	if (!e && uuid_is_nil(ret_id))
		*ret_id = sys_uuid();
	if (!e)
		e = uuid_take(c, v, "replaces", &ret->replaces);
	if (!e)
		e = day_take(c, v, "from", &ret->from);
	return e ? e : day_take(c, v, "to", &ret->to);
}

/* Whoever publishes signs by his name. */
static int signer_take(struct call *c, struct str *ret)
{
	struct account a;
	int e = guard_account(&c->cx, c->http->guard, c->who.person, &a);

	*ret = e ? STR("") : a.name;
	return e;
}

/* ---- a draft ---- */

static int pages_count(struct call *c, const struct bulletin *b, int *ret)
{
	struct str whole;
	int e = bulletin_sheet(
		&c->cx, b, BULLETIN_PDF, !str_is(arg_text(c, "lang"), "en"), &whole, ret);

	if (e != -E_NO_FONT && e != -E_TOO_MANY)
		return e;
	err_clear(&c->cx);
	return 0;
}

static int draft_answer(struct call *c, const struct bulletin_ask *ask)
{
	struct bulletin_drafted begun = { .id = uuid_nil };
	struct uuid published = uuid_nil;
	enum bulletin_format format;
	struct bulletin b;
	struct str mark;
	int pages = 0, e = bulletin_draft(&c->cx, &c->cover, ask, &b);

	if (e)
		return e;
	if (bulletin_format_read(arg_text(c, "format"), &format))
		return paper_write(c, &b, format);
	e = pages_count(c, &b, &pages);
	if (!e)
		e = bulletin_mark(&c->cx, &b, &mark);
	if (!e)
		e = bulletin_drafted_get(&c->cx, &c->cover, ask, &begun);
	if (!e)
		e = bulletin_of_days(&c->cx, &c->cover, ask, &published);
	if (e)
		return e;
	row_bulletin_draft(&c->w, &b, &begun, &published, mark, pages);
	return answer_end(c);
}

/* The incident that is named; the area without another is the incident's, the day yesterday. */
static int incident_area(struct call *c, const struct uuid *id, struct str *ret)
{
	struct incident *all;
	size_t n;
	int e = incident_list(&c->cx, &c->cover, &all, &n);

	for (size_t i = 0; !e && i < n; i++)
		if (uuid_eq(&all[i].id, id))
			*ret = all[i].area;
	return e;
}

int route_bulletin_draft(struct call *c)
{
	int32_t yesterday = day_of(c->now) - 1;
	struct bulletin_ask ask = { .incident = call_arg(c, "incident")->id,
		.area = arg_text(c, "area"),
		.replaces = call_arg(c, "replaces")->given ? call_arg(c, "replaces")->id : uuid_nil,
		.title_zh = STR(""),
		.title_en = STR(""),
		.reason = STR(""),
		.correction = STR(""),
		.from = call_arg(c, "from")->given ? call_arg(c, "from")->day : yesterday,
		.to = call_arg(c, "to")->given ? call_arg(c, "to")->day : yesterday };
	int e = ask.area.n ? 0 : incident_area(c, &ask.incident, &ask.area);

	if (!e)
		e = signer_take(c, &ask.signer);
	return e ? e : draft_answer(c, &ask);
}

/* The same with the words that somebody has typed so far. Nothing is written. */
int route_bulletin_draft_post(struct call *c)
{
	struct bulletin_ask ask;
	struct uuid id;
	int e = ask_take(c, &ask, &id);

	if (!e)
		e = signer_take(c, &ask.signer);
	return e ? e : draft_answer(c, &ask);
}

int route_bulletins_daily(struct call *c)
{
	struct bulletin_daily *all;
	struct page p;
	size_t n;
	int e = bulletin_daily_list(&c->cx, &c->cover, &all, &n);

	if (!e)
		e = answer_page(c, n, &p);
	if (e)
		return e;
	for (size_t i = p.from; i < p.to; i++)
		row_bulletin_daily(&c->w, &all[i]);
	return answer_page_end(c, &p);
}

/* ---- publishing ---- */

int composed_hand_over(struct call *c, struct str text)
{
	struct sender from = { .user = c->who.person, .now = c->now };
	struct append_item *item = cx_new(&c->cx, struct append_item);
	const struct json *v;
	int e;

	guard_gate(&c->gate, c->http->guard, &c->rights, false);
	c->gate.composed = true;
	e = item ? json_read(&c->cx, text, &json_limits_request, &v) : -E_NO_MEMORY;

	if (!e)
		e = guard_item_read(&c->cx, c->http->site, v, &from, &c->gate.gate, item);
	if (e)
		return e;
	item->home = &c->cx;
	c->job = (struct writer_job){ .items = item, .n = 1, .bytes = text.n };
	c->looked = true;
	return 0;
}

/* Called twice: to draw it up, and when it is durable. */
int route_bulletin_post(struct call *c)
{
	struct bulletin_ask ask;
	struct bulletin b;
	struct uuid id;
	struct str text;
	int e;

	if (c->wrote) {
		receipt_write(&c->w, &c->job.items[0], &c->job.frame);
		return answer_end(c);
	}
	e = ask_take(c, &ask, &id);
	if (!e)
		e = signer_take(c, &ask.signer);
	if (!e)
		e = bulletin_draft(&c->cx, &c->cover, &ask, &b);
	if (!e)
		e = bulletin_ready(&c->cx, &b);
	if (!e)
		e = bulletin_record(&c->cx, &b, &id, c->now, &text);
	return e ? e : composed_hand_over(c, text);
}
