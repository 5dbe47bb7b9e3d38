/* What somebody should look at: what looks alike, contradicts itself, waits, was refused or marked. */
#include "http/own.h"

int route_suspects(struct call *c)
{
	struct suspect *all;
	struct page p;
	size_t n;
	int e = subject_suspects(&c->cx, &c->cover, &all, &n);

	if (!e)
		e = answer_page(c, n, &p);
	if (e)
		return e;
	for (size_t i = p.from; !e && i < p.to; i++) {
		const char *code = NULL;

		if (all[i].a_away || all[i].b_away)
			e = call_pseudonym(c, all[i].a_away ? &all[i].a : &all[i].b, &code);
		if (!e)
			row_suspect(&c->w, &all[i], code);
	}
	return e ? e : answer_page_end(c, &p);
}

int route_clashes(struct call *c)
{
	struct clash *all;
	struct page p;
	size_t n;
	int e = clash_list(&c->cx, &c->cover, &all, &n);

	if (!e)
		e = answer_page(c, n, &p);
	if (e)
		return e;
	for (size_t i = p.from; i < p.to; i++)
		row_clash(&c->w, &all[i]);
	return answer_page_end(c, &p);
}

int route_waiting(struct call *c)
{
	struct waiting *all;
	struct page p;
	size_t n;
	int e = waiting_list(&c->cx, &c->cover, &all, &n);

	if (!e)
		e = answer_page(c, n, &p);
	if (e)
		return e;
	for (size_t i = p.from; !e && i < p.to; i++) {
		const char *code = NULL;

		if (all[i].away)
			e = call_pseudonym(c, &all[i].for_, &code);
		if (!e)
			row_waiting(&c->w, &all[i], code);
	}
	return e ? e : answer_page_end(c, &p);
}

int route_refused(struct call *c)
{
	struct refusal *all;
	struct str next;
	size_t n;
	int e = refusal_list(
		&c->cx, &c->cover, c->after.p ? c->after : STR(""), c->limit, &all, &n, &next);

	if (e)
		return e;
	answer_list(c);
	for (size_t i = 0; i < n; i++)
		row_refusal(&c->w, &all[i]);
	return answer_list_end(c, next);
}

static int mark_of(struct str what)
{
	static const char *const names[] = { "unconfirmed", "held", "clock", "newer" };

	for (int i = 0; i < 4; i++)
		if (str_is(what, names[i]))
			return 1 << i;
	return 1;
}

int route_marked(struct call *c)
{
	struct marked *all;
	struct page p;
	size_t n;
	int e = marked_list(&c->cx, &c->cover, mark_of(arg_text(c, "what")), &all, &n);

	if (!e)
		e = answer_page(c, n, &p);
	if (e)
		return e;
	for (size_t i = p.from; i < p.to; i++) {
		jw_object(&c->w);
		row_uuid(&c->w, "id", &all[i].id);
		jw_f_int(&c->w, "pos", all[i].pos);
		jw_f_str(&c->w, "area", all[i].area);
		jw_end_object(&c->w);
	}
	return answer_page_end(c, &p);
}
