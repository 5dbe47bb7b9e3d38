/* The units of the response as one tree. */
#include "desk/crew/units.h"

#include "http/own.h"

int route_units(struct call *c)
{
	const struct arg_value *incident = call_arg(c, "incident");
	struct unit *all;
	struct page p;
	size_t n;
	int e = units_read(
		&c->cx, &c->cover, incident->given ? &incident->id : &uuid_nil, &all, &n);

	if (!e)
		e = answer_page(c, n, &p);
	if (e)
		return e;
	for (size_t i = p.from; i < p.to; i++)
		row_unit(&c->w, &all[i]);
	return answer_page_end(c, &p);
}
