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
	buf_fmt(&b, "bulletin-" STR_FMT ".%s", STR_ARG(c->id_text), form->name);
	c->file = buf_get(&b);
	c->type = form->type;
	return buf_ok(&b) ? 0 : err(&c->cx, E_NO_MEMORY, NULL);
}

int route_bulletin(struct call *c)
{
	enum bulletin_format format;
	struct bulletin b;
	struct str whole;
	int e = bulletin_get(&c->cx, &c->cover, &c->id, &b);

	if (e)
		return e;
	if (!bulletin_format_read(arg_text(c, "format"), &format)) {
		row_bulletin(&c->w, &b);
		return answer_end(c);
	}
	e = bulletin_write(&c->cx, &b, format, !str_is(arg_text(c, "lang"), "en"), &whole);
	if (!e)
		e = file_name(c, &bulletin_forms[format]);
	if (!e)
		buf_str(&c->out, whole);
	return e ? e : answer_end(c);
}

/* ---- publishing ---- */

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
	static const char known[] = " id incident area from to title_zh title_en reason replaces ";
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
		.reason = json_text(v, "reason") };
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
