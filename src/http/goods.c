/* Goods: what is booked and counted, where each gift went, and what must add up across desks. */
#include "desk/supply/gifts.h"
#include "http/own.h"

static const struct uuid *incident_asked(struct call *c)
{
	const struct arg_value *incident = call_arg(c, "incident");

	return incident->given ? &incident->id : &uuid_nil;
}

int route_goods(struct call *c)
{
	struct goods *all;
	struct page p;
	size_t n;
	int e = goods_list(&c->cx, &c->cover, incident_asked(c), arg_text(c, "area"), &all, &n);

	if (!e)
		e = answer_page(c, n = desks_goods(all, n), &p);
	if (e)
		return e;
	for (size_t i = p.from; i < p.to; i++)
		row_goods(&c->w, &all[i]);
	return answer_page_end(c, &p);
}

int route_gifts(struct call *c)
{
	struct gift *all;
	struct page p;
	size_t n;
	int e = gift_list(&c->cx, &c->cover, incident_asked(c), arg_text(c, "area"), &all, &n);

	if (!e)
		e = answer_page(c, n, &p);
	if (e)
		return e;
	for (size_t i = p.from; i < p.to; i++)
		row_gift(&c->w, &all[i]);
	return answer_page_end(c, &p);
}

int route_gift(struct call *c)
{
	struct goods *places;
	struct gift g;
	size_t n;
	int e = gift_get(&c->cx, &c->cover, &c->id, &g, &places, &n);

	if (e)
		return e;
	row_gift_places(&c->w, &g, places, n);
	return answer_end(c);
}

int route_gift_records(struct call *c)
{
	struct record **all;
	struct page p;
	size_t n;
	int e = gift_records(&c->cx, &c->cover, &c->id, &all, &n);

	if (!e)
		e = answer_page(c, n, &p);
	if (e)
		return e;
	for (size_t i = p.from; i < p.to; i++)
		row_subject_record(&c->w, all[i]);
	return answer_page_end(c, &p);
}

/* There are as many as the desks declare. */
int route_balances(struct call *c)
{
	const struct uuid *incident = incident_asked(c);
	struct balance_value v;
	struct page p;
	int e = answer_page(c, desks_balances_n(), &p);

	for (size_t i = p.from; !e && i < p.to; i++) {
		e = balance_read(
			&c->cx, &c->cover, desks_balance(i), incident, arg_text(c, "area"), &v);
		if (!e)
			row_balance(&c->w, &v);
	}
	return e ? e : answer_page_end(c, &p);
}
