/* Where symptoms gather: the people that each area counts on the latest days, less those of the warning before. Read from what is
 * kept by area and day; records are looked at only where a warning is due, for who told the last of them. */
#include <string.h>

#include "core/map.h"
#include "cover/base_kinds.h"
#include "cover/cover_read.h"
#include "desk/behind_figure.h"
#include "desk/command/follow.h"
#include "desk/rows.h"
#include "rules/norms.h"
#include "sys/sys.h"

/* The latest warning of an area. */
struct warned {
	int32_t from, to;
	int64_t people, pos;
};

struct watching {
	struct cx *cx;
	const struct cover *c;
	const struct round *round;
	const struct norm_gather *norm;
	struct map warned; /* by area */
	struct drawn_list *out;
};

static int warned_take(void *arg, struct cx *cx, const struct record *r, const struct entry *entry)
{
	struct watching *x = arg;
	struct str area;
	struct warned *w;
	void **at;

	(void)cx;
	(void)entry;
	if (!uuid_eq(&r->round, &x->round->id))
		return 0;
	if (cx_str(x->cx, r->area, &area))
		return -E_NO_MEMORY;
	at = map_at(&x->warned, area);
	if (!at || (!*at && !(*at = cx_new(x->cx, struct warned))))
		return err(x->cx, E_NO_MEMORY, NULL);
	w = *at;
	if (r->pos > w->pos)
		*w = (struct warned){ (int32_t)record_int(r, "from"), (int32_t)record_int(r, "to"),
			record_int(r, "people"), r->pos };
	return 0;
}

/* Whoever told of somebody with symptoms there last: the warning is in his name. */
static int told_last(struct watching *x, struct str area, int32_t from, int32_t to, struct str *ret)
{
	struct journal j = { .store = x->c->store, .kinds = x->c->kinds };
	struct str after = STR("");
	struct uuid id = uuid_nil;
	struct entry entry = { .via = STR("") };
	int64_t pos = 0;
	int e = 0;

	while (!e && after.p) {
		struct figure_record *all;
		size_t n;

		e = figure_records(x->cx, x->c, &symptoms_told, &x->round->incident, area, from, to,
			0, after, COVER_LIMIT_MAX, &all, &n, &after);
		for (size_t i = 0; !e && i < n; i++)
			if (all[i].pos > pos) {
				pos = all[i].pos;
				id = all[i].id;
			}
	}
	if (!e)
		e = journal_find(x->cx, &j, &id, 1, &entry);
	*ret = entry.via;
	return e;
}

/* What is counted of an area on the days that a new warning would be about. */
struct gathered {
	struct str area;
	int32_t from, to;
	int64_t people, fresh;
};

static int draw(struct watching *x, const struct gathered *g)
{
	struct uuid id = sys_uuid();
	struct str by;
	struct buf b;
	struct jw w;
	int e = told_last(x, g->area, g->from, g->to, &by);

	if (e)
		return e;
	buf_init(&b, x->cx->arena);
	jw_init(&w, &b);
	jw_object(&w);
	row_uuid(&w, "id", &id);
	jw_f_z(&w, "kind", warning_raised.name);
	jw_f_int(&w, "v", warning_raised.v);
	row_time(&w, "at", x->c->now);
	jw_f_str(&w, "area", g->area);
	row_uuid(&w, "round", &x->round->id);
	jw_name(&w, "body");
	jw_object(&w);
	row_day(&w, "from", g->from);
	row_day(&w, "to", g->to);
	jw_f_int(&w, "people", g->people);
	jw_f_int(&w, "fresh", g->fresh);
	jw_f_z(&w, "norm", x->norm->source);
	jw_end_object(&w);
	jw_end_object(&w);
	return drawn_add(x->cx, x->out, &b, by);
}

/* A warning before that reaches into the latest days is taken off whole, with the days on which it began. */
static struct gathered gather(const struct watching *x, const struct figure_day *days, size_t n)
{
	int32_t first = day_of(x->c->now) - x->norm->days + 1;
	const struct warned *w = map_get(&x->warned, days->area);
	bool reaches = w && w->to >= first;
	struct gathered g = { .area = days->area, .fresh = reaches ? -w->people : 0 };

	for (size_t i = 0; i < n; i++) {
		if (days[i].day >= (reaches ? w->from : first))
			g.fresh += days[i].n;
		if (days[i].day < first)
			continue;
		g.from = g.people ? g.from : days[i].day;
		g.to = days[i].day;
		g.people += days[i].n;
	}
	return g;
}

int follow_symptoms(
	struct cx *cx, const struct cover *c, const struct round *round, struct drawn_list *ret)
{
	int32_t today = day_of(c->now);
	struct watching x = {
		.cx = cx, .c = c, .round = round, .norm = norm_gather(today), .out = ret
	};
	struct figure_day *days;
	size_t n = 0, to;
	int e;

	map_init(&x.warned, cx->arena);
	e = behind_figure(cx, c, warnings_raised.id, &round->incident, STR(""), warned_take, &x);
	if (!e)
		e = figure_days(cx, c, &symptoms_told, &round->incident, round->area,
			today - 2 * x.norm->days + 2, today, &days, &n);
	for (size_t from = 0; !e && from < n; from = to) {
		struct gathered g;

		for (to = from + 1; to < n && str_eq(days[from].area, days[to].area);)
			to++;
		g = gather(&x, days + from, to - from);
		if (g.people > 0 && g.fresh >= x.norm->people)
			e = draw(&x, &g);
	}
	return e;
}
