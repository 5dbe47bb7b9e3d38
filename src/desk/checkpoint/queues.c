/* The queue at a place, as whoever stands there counted it: the records behind the figure of such counts. */
#include <stdlib.h>

#include "cover/cover_read.h"
#include "desk/behind_figure.h"
#include "desk/checkpoint/places.h"

struct counting {
	struct cx *cx; /* for what is kept */
	struct uuid site;
	struct queue_count *all;
	size_t n, cap;
};

static int count_take(void *arg, struct cx *cx, const struct record *r, const struct entry *entry)
{
	struct counting *x = arg;
	struct queue_count q = { .record = r->id,
		.at = r->at_used,
		.pos = r->pos,
		.waiting = record_int(r, "waiting"),
		.minutes = record_int(r, "minutes"),
		.lanes = json_get(r->body, "lanes") ? record_int(r, "lanes") : -1 };
	int e;

	(void)cx;
	(void)entry;
	if (!uuid_eq(&r->subject, &x->site))
		return 0;
	e = cx_str(x->cx, r->area, &q.area);
	if (!e)
		e = COVER_ROOM(x->cx, x->all, x->n, x->cap);
	if (!e)
		x->all[x->n++] = q;
	return e;
}

static int count_cmp(const void *a_, const void *b_)
{
	const struct queue_count *a = a_, *b = b_;

	if (a->at != b->at)
		return a->at < b->at ? -1 : 1;
	return (a->pos > b->pos) - (a->pos < b->pos);
}

int place_queue(struct cx *cx, const struct cover *c, const struct uuid *site, int32_t from,
	int32_t to, struct queue_count **ret, size_t *ret_n)
{
	struct counting x = { .cx = cx, .site = *site };
	int e = behind_figure_days(
		cx, c, queues_counted.id, &uuid_nil, STR(""), from, to, count_take, &x);

	if (x.n > 1)
		qsort(x.all, x.n, sizeof(*x.all), count_cmp);
	*ret = x.all;
	*ret_n = x.n;
	return e;
}

void row_queue(struct jw *w, const struct queue_count *q)
{
	jw_object(w);
	row_uuid(w, "id", &q->record);
	row_time(w, "at", q->at);
	jw_f_str(w, "area", q->area);
	jw_f_int(w, "waiting", q->waiting);
	jw_f_int(w, "minutes", q->minutes);
	if (q->lanes < 0)
		jw_f_null(w, "lanes");
	else
		jw_f_int(w, "lanes", q->lanes);
	jw_end_object(w);
}
