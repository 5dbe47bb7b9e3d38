/* Restrictions of people, what they add up to, and the notice for whom one is about. */
#include "desk/restriction/restrictions.h"

#include "http/own.h"

static int list_read(struct call *c, struct restriction_row **ret, size_t *ret_n)
{
	const struct arg_value *incident = call_arg(c, "incident");
	int e = worker_keys(&c->cx, c->worker);

	return e ? e :
		   restriction_list(&c->cx, &c->cover, incident->given ? &incident->id : &uuid_nil,
			   arg_text(c, "area"), c->now, ret, ret_n);
}

int route_restrictions(struct call *c)
{
	struct restriction_row *all;
	struct page p;
	size_t n;
	int e = list_read(c, &all, &n);

	if (!e)
		e = answer_page(c, n, &p);
	if (e)
		return e;
	for (size_t i = p.from; !e && i < p.to; i++) {
		const char *code = NULL;

		/* Ordered here, of somebody who is elsewhere now. */
		if (all[i].whom.type == SUBJECT_UNKNOWN && !c->who.everywhere)
			e = call_pseudonym(c, &all[i].order->subject, &code);
		if (!e)
			row_restriction(&c->w, &all[i], code);
	}
	return e ? e : answer_page_end(c, &p);
}

int route_restriction_account(struct call *c)
{
	struct restriction_account account;
	struct restriction_row *all;
	size_t n;
	int e = list_read(c, &all, &n);

	if (e)
		return e;
	restriction_count(all, n, &account);
	row_restriction_account(&c->w, &account);
	return answer_end(c);
}

/* ---- the notice ---- */

/* The whole name and the reason in words are looks at the person, or at the door. */
static int look_note(struct call *c, const struct restriction_row *v)
{
	const struct right sees = { VERB_SEE, MATTER_ZONE };
	int e = call_may(c, sees, v->order->area, "unmask");

	return e ? e : look_leave(c, "notice", MATTER_ZONE, &v->order->subject, 1);
}

static int notice_read(struct call *c, struct restriction_row *row, struct restriction_notice *ret)
{
	bool unmask = call_arg(c, "unmask")->given;
	int e = worker_keys(&c->cx, c->worker);

	if (!e)
		e = restriction_get(&c->cx, &c->cover, &c->id, c->now, row);
	if (!e && unmask)
		e = look_note(c, row);
	return e ? e : restriction_notice(&c->cx, &c->cover, row, unmask, ret);
}

int notice_answer_write(
	struct call *c, const struct cover *cover, const struct restriction_notice *notice)
{
	struct str format = arg_text(c, "format"), whole;
	bool html = str_is(format, "html");
	int e;

	if (!html && !str_is(format, "pdf")) {
		row_notice(&c->w, &c->cx, notice);
		return answer_end(c);
	}
	e = notice_write(&c->cx, cover, notice, html ? SHEET_HTML : SHEET_PDF,
		!str_is(arg_text(c, "lang"), "en"), &whole);
	if (e)
		return e;
	c->type = html ? "text/html; charset=utf-8" : "application/pdf";
	buf_str(&c->out, whole);
	return answer_end(c);
}

int route_restriction_notice(struct call *c)
{
	struct restriction_notice notice;
	struct restriction_row row;
	int e = notice_read(c, &row, &notice);

	return e ? e : notice_answer_write(c, &c->cover, &notice);
}
