/* Figures: their definitions, a value, the records behind it, and all of them at once. */
#include "http/own.h"

struct asked {
	struct uuid incident;
	struct str area;
	int32_t from, to;
};

static int asked_read(struct call *c, struct asked *ret)
{
	const struct arg_value *incident = call_arg(c, "incident"), *from = call_arg(c, "from"),
			       *to = call_arg(c, "to");

	*ret = (struct asked){ .incident = incident->given ? incident->id : uuid_nil,
		.area = arg_text(c, "area"),
		.from = from->given ? from->day : INT32_MIN,
		.to = to->given ? to->day : INT32_MAX };
	return ret->from <= ret->to ? 0 : err(&c->cx, E_BAD_REQUEST, "to", "from > to");
}

static int figure_of(struct call *c, const struct figure **ret)
{
	*ret = figure_find(c->http->site->tables.figures, c->id_text);
	return *ret ? 0 : err(&c->cx, E_NOT_FOUND, "id", cx_text(&c->cx, c->id_text));
}

int route_figures(struct call *c)
{
	const struct figures *fs = c->http->site->tables.figures;
	struct page p;
	int e = answer_page(c, fs->n, &p);

	if (e)
		return e;
	for (size_t i = p.from; i < p.to; i++)
		row_figure(&c->w, fs->all[i]);
	return answer_page_end(c, &p);
}

int route_figure(struct call *c)
{
	const struct figure *f;
	struct figure_value v;
	struct asked q;
	int e = figure_of(c, &f);

	if (!e)
		e = asked_read(c, &q);
	if (!e)
		e = figure_value(&c->cx, &c->cover, f, &q.incident, q.area, q.from, q.to, true, &v);
	if (e)
		return e;
	row_figure_value(&c->w, &v, q.area, q.from, q.to, FIGURE_EXACT);
	return answer_end(c);
}

int route_figure_records(struct call *c)
{
	const struct figure *f;
	struct figure_record *all;
	struct str next;
	struct asked q;
	size_t n;
	int e = figure_of(c, &f);

	if (!e)
		e = asked_read(c, &q);
	if (!e)
		e = figure_records(&c->cx, &c->cover, f, &q.incident, q.area, q.from, q.to,
			c->after.p ? c->after : STR(""), c->limit, &all, &n, &next);
	if (e)
		return e;
	answer_list(c);
	for (size_t i = 0; i < n; i++) {
		jw_object(&c->w);
		row_uuid(&c->w, "id", &all[i].id);
		jw_f_int(&c->w, "pos", all[i].pos);
		jw_f_int(&c->w, "n", all[i].n);
		jw_f_str(&c->w, "area", all[i].area);
		row_day(&c->w, "day", all[i].day);
		jw_end_object(&c->w);
	}
	return answer_list_end(c, next);
}

int route_board(struct call *c)
{
	struct figure_value *all;
	struct asked q;
	struct page p;
	size_t n;
	int e = asked_read(c, &q);

	if (!e)
		e = figure_board(&c->cx, &c->cover, c->http->site->tables.figures, &q.incident,
			q.area, q.from, q.to, &all, &n);
	if (!e)
		e = answer_page(c, n, &p);
	if (e)
		return e;
	for (size_t i = p.from; i < p.to; i++)
		row_figure_value(&c->w, &all[i], q.area, q.from, q.to, FIGURE_FULL);
	return answer_page_end(c, &p);
}
