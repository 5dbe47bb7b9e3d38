/* Incidents, how long their data is kept, and their rounds. */
#include <stdlib.h>

#include "http/own.h"
#include "view/effects.h"

int route_incidents(struct call *c)
{
	struct incident *all;
	struct page p;
	size_t n;
	int e = incident_list(&c->cx, &c->cover, &all, &n);

	if (!e)
		e = answer_page(c, n, &p);
	if (e)
		return e;
	for (size_t i = p.from; i < p.to; i++)
		row_incident(&c->w, &all[i]);
	return answer_page_end(c, &p);
}

int route_retention(struct call *c)
{
	struct retained *all = NULL;
	struct page p;
	size_t n = 0;
	int e = worker_keys(&c->cx, c->worker);

	if (!e)
		e = retained_list(&c->cx, &c->cover, &all, &n);
	if (!e)
		e = answer_page(c, n, &p);
	if (e)
		return e;
	for (size_t i = p.from; i < p.to; i++)
		row_retained(&c->w, &all[i], c->now);
	return answer_page_end(c, &p);
}

static int newest_first(const void *a, const void *b)
{
	const struct round *x = a, *y = b;

	if (x->opened != y->opened)
		return x->opened < y->opened ? 1 : -1;
	return uuid_cmp(&y->id, &x->id);
}

static bool is_listed(const struct round *all, size_t n, const struct uuid *id)
{
	for (size_t i = 0; i < n; i++)
		if (uuid_eq(&all[i].id, id))
			return true;
	return false;
}

/* Those that he is bound to. */
static int rounds_bound(struct call *c, struct round **all, size_t *n)
{
	struct cover his = c->cover;
	struct bounds b;
	struct round *both;
	size_t had = *n;
	int e = bounds_read(c, &b);

	if (e || !b.n)
		return e;
	both = cx_many(&c->cx, *n + b.n, struct round);
	if (!both)
		return -E_NO_MEMORY;
	for (size_t i = 0; i < *n; i++)
		both[i] = (*all)[i];
	*all = both;
	for (size_t i = 0; !e && i < b.n; i++) {
		if (uuid_is_nil(&b.all[i].round) || !uuid_is_nil(&b.all[i].post) ||
			is_listed(both, *n, &b.all[i].round))
			continue;
		his.who = &b.all[i].who;
		e = round_get(&c->cx, &his, &b.all[i].round, &both[*n]);
		*n += !e;
		if (e == -E_UNKNOWN_ROUND) {
			err_clear(&c->cx);
			e = 0;
		}
	}
	if (*n > had)
		qsort(both, *n, sizeof(*both), newest_first);
	return e;
}

int route_rounds(struct call *c)
{
	struct round *all;
	struct page p;
	size_t n;
	int e = round_list(&c->cx, &c->cover, &all, &n);

	if (!e)
		e = rounds_bound(c, &all, &n);
	if (!e)
		e = answer_page(c, n, &p);
	if (e)
		return e;
	for (size_t i = p.from; i < p.to; i++)
		row_round(&c->w, &all[i], desks_round(all[i].kind));
	return answer_page_end(c, &p);
}

int route_round(struct call *c)
{
	struct round r;
	int e = round_get(&c->cx, &c->cover, &c->id, &r);

	if (e)
		return e;
	row_round(&c->w, &r, desks_round(r.kind));
	return answer_end(c);
}

int call_round(struct call *c, struct round *ret)
{
	int e = round_get(&c->cx, &c->cover, &c->id, ret);

	return e ? e : call_narrow(c, desks_round_matter(ret->kind));
}

int route_coverage(struct call *c)
{
	bool overdue = str_is(arg_text(c, "overdue"), "true");
	struct coverage v, *under;
	struct round r;
	size_t n;
	int e;

	/* Targets are counted by a reader; their tallies alone are kept. */
	if (overdue && c->cover.later) {
		*c->cover.later = true;
		return -E_BUSY;
	}
	e = call_round(c, &r);
	if (!e)
		e = round_coverage(&c->cx, &c->cover, &c->id, arg_text(c, "area"), &v, &under, &n);
	if (!e && overdue)
		e = round_overdue(&c->cx, &c->cover, &c->id, arg_text(c, "area"), &v.overdue);
	if (e)
		return e;
	row_coverage_areas(&c->w, &v, under, n, desks_round(r.kind));
	return answer_end(c);
}
