/* What charts and comparisons are drawn of: figures by area and by day, a round by the hour, the queue at a place, and for how many
 * days stores last. */
#include "cover/series.h"

#include "desk/checkpoint/places.h"
#include "http/own.h"

#define USE_DAYS 7   /* of which the use is told, where none are named */
#define QUEUE_DAYS 2 /* the same of a queue */

static void value_write(struct jw *w, const char *name, int64_t value, int64_t divide)
{
	char text[ROW_DECIMAL + 1];

	row_decimal(value, divide, text);
	jw_name(w, name);
	jw_raw(w, str_of(text));
}

int route_figure_areas(struct call *c)
{
	struct figure_area *all;
	const struct figure *f;
	struct figure_ask q;
	struct page p;
	size_t n;
	int e = figure_asked(c, &f, &q);

	if (!e)
		e = figure_areas(&c->cx, &c->cover, f, &q.incident, q.area, q.from, q.to, &all, &n);
	if (!e)
		e = answer_page(c, n, &p);
	if (e)
		return e;
	for (size_t i = p.from; i < p.to; i++) {
		jw_object(&c->w);
		jw_f_str(&c->w, "area", all[i].area);
		jw_f_bool(&c->w, "direct", all[i].direct);
		value_write(&c->w, "value", all[i].value, f->divide);
		jw_end_object(&c->w);
	}
	return answer_page_end(c, &p);
}

int route_figure_days(struct call *c)
{
	struct figure_point *all;
	const struct figure *f;
	struct figure_ask q;
	struct page p;
	size_t n;
	int e = figure_asked(c, &f, &q);

	if (!e)
		e = figure_by_day(
			&c->cx, &c->cover, f, &q.incident, q.area, q.from, q.to, &all, &n);
	if (!e)
		e = answer_page(c, n, &p);
	if (e)
		return e;
	for (size_t i = p.from; i < p.to; i++) {
		jw_object(&c->w);
		row_day(&c->w, "day", all[i].day);
		value_write(&c->w, "value", all[i].value, f->divide);
		value_write(&c->w, "before", all[i].before, f->divide);
		value_write(&c->w, "change", all[i].value - all[i].before, f->divide);
		jw_end_object(&c->w);
	}
	return answer_page_end(c, &p);
}

int route_progress(struct call *c)
{
	struct progress_point *all;
	struct round r;
	struct page p;
	size_t n;
	int e = call_round(c, &r);

	if (!e)
		e = round_progress(&c->cx, &c->cover, &c->id, arg_text(c, "area"), &all, &n);
	if (!e)
		e = answer_page(c, n, &p);
	if (e)
		return e;
	for (size_t i = p.from; i < p.to; i++) {
		jw_object(&c->w);
		row_time(&c->w, "at", all[i].at);
		jw_f_int(&c->w, "added", all[i].added);
		jw_f_int(&c->w, "done", all[i].done);
		jw_end_object(&c->w);
	}
	return answer_page_end(c, &p);
}

/* The days that are asked for; without them the last few, up to today. */
static int days_asked(struct call *c, int32_t days, int32_t *from, int32_t *to)
{
	const struct arg_value *first = call_arg(c, "from"), *last = call_arg(c, "to");

	*to = last->given ? last->day : day_of(c->now);
	*from = first->given ? first->day : *to - days + 1;
	if (*from > *to)
		return err(&c->cx, E_BAD_REQUEST, "to", "from > to");
	return *to - *from < SERIES_DAYS_MAX ? 0 : err(&c->cx, E_BAD_REQUEST, "to", "≤ 92");
}

static void stock_write(struct jw *w, const struct stock *s, int64_t days)
{
	char text[ROW_DECIMAL + 1];

	jw_object(w);
	jw_f_str(w, "item", s->item);
	row_milli(w, "stored", s->stored);
	row_milli(w, "used", s->used);
	jw_f_int(w, "days", days);
	row_milli(w, "a_day", s->used / days);
	/* In tenths of a day. */
	row_decimal(s->used > 0 && s->stored > 0 ? s->stored * 10 * days / s->used : 0, 10, text);
	jw_f_z(w, "lasts", s->used > 0 ? text : NULL);
	jw_end_object(w);
}

int route_stock(struct call *c)
{
	const struct arg_value *incident = call_arg(c, "incident");
	struct stock *all;
	struct page p;
	int32_t from, to;
	size_t n;
	int e = days_asked(c, USE_DAYS, &from, &to);

	if (!e)
		e = stock_list(&c->cx, &c->cover, incident->given ? &incident->id : &uuid_nil,
			arg_text(c, "area"), from, to, &all, &n);
	if (!e)
		e = answer_page(c, n, &p);
	if (e)
		return e;
	for (size_t i = p.from; i < p.to; i++)
		stock_write(&c->w, &all[i], to - from + 1);
	return answer_page_end(c, &p);
}

int route_place_queue(struct call *c)
{
	struct queue_count *all;
	struct place place;
	struct page p;
	int32_t from, to;
	size_t n;
	int e = days_asked(c, QUEUE_DAYS, &from, &to);

	if (!e)
		e = place_find(&c->cx, &c->cover, c->id_text, &place);
	if (!e)
		e = place_queue(&c->cx, &c->cover, &place.site.id, from, to, &all, &n);
	if (!e)
		e = answer_page(c, n, &p);
	if (e)
		return e;
	for (size_t i = p.from; i < p.to; i++)
		row_queue(&c->w, &all[i]);
	return answer_page_end(c, &p);
}
