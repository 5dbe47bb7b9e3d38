/* One subject of the roster: what it is, what was recorded about it, and who lives there. */
#include "http/own.h"

int route_subject(struct call *c)
{
	struct subject s;
	int e = subject_get(&c->cx, &c->cover, &c->id, &s);

	if (e)
		return e;
	row_subject(&c->w, c->cover.kinds, &s);
	return answer_end(c);
}

int route_subject_records(struct call *c)
{
	struct record **all;
	struct subject s;
	struct page p;
	size_t n;
	int e = subject_get(&c->cx, &c->cover, &c->id, &s);

	if (!e)
		e = subject_records(&c->cx, &c->cover, &s, &all, &n);
	if (!e)
		e = answer_page(c, n, &p);
	if (e)
		return e;
	for (size_t i = p.from; i < p.to; i++)
		row_subject_record(&c->w, all[i]);
	return answer_page_end(c, &p);
}

static int resident_write(struct call *c, const struct resident *r)
{
	struct str shown = STR_NONE;
	int e = r->name.n ? guard_mask(&c->cx, FIELD_TEXT, r->name, &shown) : 0;

	if (!e)
		row_resident(&c->w, &r->id, shown);
	return e;
}

/* Where somebody lives is told to whoever goes there, or may see it anyway: so with a round's list (http/reads.c). */
int route_residents(struct call *c)
{
	struct resident *all;
	struct subject s;
	struct page p;
	size_t n;
	int e = subject_get(&c->cx, &c->cover, &c->id, &s);

	if (!e && !(c->who.verbs & (VERB_FIELD | VERB_UNMASK)))
		e = err(&c->cx, E_FORBIDDEN, NULL, "查看住户", "seeing who lives there");
	if (!e)
		e = worker_keys(&c->cx, c->worker);
	if (!e)
		e = dwelling_residents(&c->cx, &c->cover, &s, &all, &n);
	if (!e)
		e = answer_page(c, n, &p);
	if (e)
		return e;
	for (size_t i = p.from; !e && i < p.to; i++)
		e = resident_write(c, &all[i]);
	return e ? e : answer_page_end(c, &p);
}
