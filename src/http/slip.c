/* Slips for residents: made at the door by whoever may enter it, after the card was seen. */
#include "guard/resident.h"

#include "desk/tickets_paper.h"
#include "guard/look_book.h"
#include "http/own.h"

#include <string.h>

/* As the client itself reached us: he prints it for somebody who stands beside him. */
int call_base(struct call *c, struct str *ret)
{
	static const char good[] =
		"abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789.-:[]";
	struct str host = call_header(c, "Host");
	struct buf b;

	*ret = STR("");
	for (size_t i = 0; i < host.n; i++)
		if (!strchr(good, host.p[i]) || host.n > 200)
			return 0;
	if (!host.n)
		return 0;
	buf_init(&b, c->cx.arena);
	buf_fmt(&b, "%s://" STR_FMT, c->http->shown ? "https" : "http", STR_ARG(host));
	*ret = buf_get(&b);
	return buf_ok(&b) ? 0 : err(&c->cx, E_NO_MEMORY, NULL);
}

static int asked_read(struct call *c, struct ticket *t)
{
	static const char *const names[] = { "subject", "card_seen", "guardian", NULL };
	const struct json *v, *seen;
	int e = request_body(c, &v);

	if (!e)
		e = members_check(c, v, names);

	if (e)
		return e;
	seen = json_get(v, "card_seen");
	if (!seen || seen->type != JSON_BOOL || !seen->i)
		return err(&c->cx, E_BAD_REQUEST, "card_seen", "card_seen: true");
	if (!uuid_read(json_text(v, "subject"), &t->subject))
		return err(&c->cx, E_BAD_REQUEST, "subject", "subject");
	if (json_get(v, "guardian") && !uuid_read(json_text(v, "guardian"), &t->guardian))
		return err(&c->cx, E_BAD_REQUEST, "guardian", "guardian");
	return 0;
}

/* A person who lies in his areas; and who stands for him, if he is a child. */
static int person_find(struct call *c, const struct ticket *t)
{
	struct subject s;
	int e = subject_get(&c->cx, &c->cover, &t->subject, &s);

	if (!e && s.type != SUBJECT_PERSON)
		e = err(&c->cx, E_BAD_REQUEST, "subject", "person");
	if (!e)
		e = worker_keys(&c->cx, c->worker);
	return e ? e : resident_slip_check(&c->cx, &c->cover, &s, &t->guardian);
}

static int ticket_pdf(struct call *c, const struct ticket_paper *paper)
{
	struct str pdf;
	int e = tickets_pdf(&c->cx, paper, 1, c->now, !str_is(arg_text(c, "lang"), "en"), &pdf);

	if (e)
		return e;
	c->type = "application/pdf";
	buf_str(&c->out, pdf);
	return answer_end(c);
}

static int ticket_json(struct call *c, const struct ticket *t, const struct ticket_paper *paper)
{
	struct str url;
	int e = ticket_url(&c->cx, paper, &url);

	if (e)
		return e;
	jw_object(&c->w);
	row_uuid(&c->w, "id", &t->id);
	row_uuid(&c->w, "subject", &t->subject);
	row_uuid(&c->w, "guardian", &t->guardian);
	jw_f_str(&c->w, "user", t->whom.n ? t->whom : STR_NONE);
	jw_f_str(&c->w, "code", paper->code);
	row_time(&c->w, "until", t->until);
	jw_f_str(&c->w, "url", paper->base.n ? url : STR_NONE);
	jw_end_object(&c->w);
	return answer_end(c);
}

/* The code stands in this answer and nowhere else; the entry is durable before it leaves. */
int ticket_answer(struct call *c, struct ticket *t)
{
	char *code = cx_alloc(&c->cx, CODE32_MAX);
	bool resets = t->kind == TICKET_RESET;
	struct ticket_paper paper = { .kind = t->kind,
		.whom = resets ? STR("") : t->whom,
		.user = resets ? t->whom : STR(""),
		.until = t->until };
	int e = code ? guard_ticket_new(
			       &c->cx, c->http->guard, t, c->who.person, c->now, code, &c->entry) :
		       -E_NO_MEMORY;

	if (!e)
		e = call_base(c, &paper.base);
	if (e)
		return e;
	paper.code = str_of(code);
	e = str_is(arg_text(c, "format"), "pdf") ? ticket_pdf(c, &paper) :
						   ticket_json(c, t, &paper);
	c->looked = !e;
	return e;
}

static int slip_look(struct call *c, const struct uuid *subject)
{
	c->looks = cx_many(&c->cx, 2, struct entry);
	if (!c->looks)
		return -E_NO_MEMORY;
	c->looks[0] = c->entry;
	c->looks_n = 2;
	return look_slip_entry(&c->cx, &c->rights, subject, c->now, &c->looks[1]);
}

int route_slip(struct call *c)
{
	struct ticket t = {
		.kind = TICKET_RESIDENT, .whom = STR(""), .until = c->now + RESIDENT_SLIP_MS
	};
	int e = asked_read(c, &t);

	if (!e)
		e = person_find(c, &t);
	if (!e)
		e = ticket_answer(c, &t);
	return e ? e : slip_look(c, &t.subject);
}
