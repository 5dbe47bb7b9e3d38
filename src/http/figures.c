/* Figures: their definitions, a value, the records behind it, and all of them at once. */
#include "http/own.h"

static int asked_read(struct call *c, struct figure_ask *ret)
{
	const struct arg_value *incident = call_arg(c, "incident"), *from = call_arg(c, "from"),
			       *to = call_arg(c, "to");

	*ret = (struct figure_ask){ .incident = incident->given ? incident->id : uuid_nil,
		.area = arg_text(c, "area"),
		.from = from->given ? from->day : INT32_MIN,
		.to = to->given ? to->day : INT32_MAX };
	return ret->from <= ret->to ? 0 : err(&c->cx, E_BAD_REQUEST, "to", "from > to");
}

static int figure_of(struct call *c, const struct figure **ret)
{
	*ret = figure_find(c->http->site->tables.figures, c->id_text);
	if (!*ret)
		return err(&c->cx, E_NOT_FOUND, "id", cx_text(&c->cx, c->id_text));
	return call_narrow(c, desks_figure_matter(*ret));
}

int figure_asked(struct call *c, const struct figure **ret, struct figure_ask *ret_ask)
{
	int e = figure_of(c, ret);

	return e ? e : asked_read(c, ret_ask);
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
	struct figure_ask q;
	int e = figure_asked(c, &f, &q);

	if (!e)
		e = figure_value(&c->cx, &c->cover, f, &q.incident, q.area, q.from, q.to,
			str_is(arg_text(c, "digest"), "true"), &v);
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
	struct figure_ask q;
	size_t n;
	int e = figure_asked(c, &f, &q);

	if (!e)
		e = figure_records(&c->cx, &c->cover, f, &q.incident, q.area, q.from, q.to,
			call_arg(c, "as_of")->pos, c->after.p ? c->after : STR(""), c->limit, &all,
			&n, &next);
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

/* Where the page after a row begins: figures and incidents that came meanwhile shift nothing. */
static int board_from(struct call *c, const struct figure_value *all, size_t n, size_t *ret)
{
	struct str rest = c->after, number;
	struct uuid incident;
	int64_t figure = 0;

	*ret = 0;
	if (!c->after.n)
		return 0;
	if (!str_split(&rest, '.', &number) || !str_int(number, &figure) ||
		!uuid_read(rest, &incident))
		return err(&c->cx, E_BAD_REQUEST, "after", cx_text(&c->cx, c->after));
	while (*ret < n &&
		(all[*ret].figure->number < figure ||
			(all[*ret].figure->number == figure &&
				uuid_cmp(&all[*ret].incident, &incident) <= 0)))
		++*ret;
	return 0;
}

static int board_end(struct call *c, const struct figure_value *last)
{
	struct buf b;

	buf_init(&b, c->cx.arena);
	if (last) {
		buf_fmt(&b, "%d.", (int)last->figure->number);
		buf_uuid(&b, &last->incident);
	}
	if (!buf_ok(&b))
		return err(&c->cx, E_NO_MEMORY, NULL);
	return answer_list_end(c, last ? buf_get(&b) : STR_NONE);
}

int route_board(struct call *c)
{
	struct figure_value *all;
	struct figure_ask q;
	size_t n, from, to;
	int e = asked_read(c, &q);

	if (!e)
		e = board_read(&c->cx, c->http, &c->cover, &q, &all, &n);
	if (!e)
		e = board_from(c, all, n, &from);
	if (e)
		return e;
	to = n - from > c->limit ? from + c->limit : n;
	answer_list(c);
	for (size_t i = from; i < to; i++)
		row_figure_value(&c->w, &all[i], q.area, q.from, q.to, FIGURE_FULL);
	return board_end(c, to < n ? &all[to - 1] : NULL);
}
