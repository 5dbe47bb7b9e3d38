/* Where symptoms gather: the people that each area counts on the latest days, less those of the warning before. Reports are added up
 * by area and day; where they reach the norm the records are read, for how many people that is and who told the last of them. */
#include <stdio.h>
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

/* ---- how many people ---- */

/* Of one subject, who may be told of daily: the most that were ill at once. A visit tells how many of a home, others of one. */
struct ill {
	int64_t lately, told,
		all; /* on the days of the warning, before the last warning, on any day that is read */
};

/* What is counted of an area on the days that a new warning would be about. */
struct gathered {
	struct watching *x;
	struct str area;
	const struct warned *before; /* the last warning, where it reaches into the latest days */
	int32_t first;               /* of the latest days */
	struct map ill;              /* by subject */
	int32_t from, to;
	int64_t people, all, told;
	int64_t pos, received; /* of the last report, */
	struct str by;         /* and in whose name it was handed in */
};

static int last_keep(struct gathered *g, const struct record *r, const struct entry *entry)
{
	if (r->pos <= g->pos)
		return 0;
	g->pos = r->pos;
	g->received = entry->received;
	return cx_str(g->x->cx, entry->via, &g->by);
}

static struct ill *ill_of(struct gathered *g, const struct record *r)
{
	const struct uuid *who = r->has_subject ? &r->subject : &r->id;
	struct str key;
	void **at;

	if (cx_str(g->x->cx, (struct str){ (const char *)who->b, sizeof(who->b) }, &key))
		return NULL;
	at = map_at(&g->ill, key);
	if (at && !*at)
		*at = cx_new(g->x->cx, struct ill);
	return at ? *at : NULL;
}

/* Raises what one subject has to n, and the sum of all subjects with it. */
static void raise(int64_t *one, int64_t *sum, int64_t n)
{
	if (n <= *one)
		return;
	*sum += n - *one;
	*one = n;
}

static int ill_take(void *arg, struct cx *cx, const struct record *r, const struct entry *entry)
{
	struct gathered *g = arg;
	int32_t day = day_of(r->at_used);
	int64_t n = record_int(r, "ill") ? record_int(r, "ill") : 1;
	struct ill *i;

	(void)cx;
	if (!str_eq(r->area, g->area))
		return 0;
	i = ill_of(g, r);
	if (!i)
		return err(g->x->cx, E_NO_MEMORY, NULL);
	raise(&i->all, &g->all, n);
	if (g->before && r->pos <= g->before->pos)
		raise(&i->told, &g->told, n);
	if (day >= g->first) {
		g->from = !g->people || day < g->from ? day : g->from;
		g->to = !g->people || day > g->to ? day : g->to;
		raise(&i->lately, &g->people, n);
	}
	return last_keep(g, r, entry);
}

/* From the day on which the last warning began, or before it: illness is also told late. */
static int gather(struct gathered *g)
{
	const struct watching *x = g->x;
	const struct warned *w = map_get(&x->warned, g->area);
	int32_t from;

	g->first = day_of(x->c->now) - x->norm->days + 1;
	g->before = w && w->to >= g->first ? w : NULL;
	from = g->before && g->before->from < g->first ? g->before->from : g->first;
	map_init(&g->ill, x->cx->arena);
	return behind_figure_days(x->cx, x->c, symptoms_told.id, &x->round->incident, g->area, from,
		day_of(x->c->now), ill_take, g);
}

/* Whom no warning told of. Where fewer stand than the last one told of, an entry was a mistake: then all that came since are new. */
static int64_t fresh_of(const struct gathered *g)
{
	int64_t warned = g->before ? g->before->people : 0;

	return g->all < warned ? g->all - g->told : g->all - warned;
}

/* ---- drawing up ---- */

/* A function of what it says: two that ask at once write one warning, and one that somebody voided does not come back by itself. */
static struct uuid id_of(const struct gathered *g)
{
	struct seal_hasher h;
	uint8_t hash[SEAL_HASH];
	char text[160];
	int n = snprintf(text, sizeof(text), "\n%d %d %lld %lld %lld", (int)g->from, (int)g->to,
		(long long)g->people, (long long)fresh_of(g), (long long)g->pos);

	seal_hash_begin(&h);
	seal_hash_add(&h, "bulou.warning.1\n", 16);
	seal_hash_add(&h, g->x->round->id.b, sizeof(g->x->round->id.b));
	seal_hash_add(&h, g->area.p, g->area.n);
	seal_hash_add(&h, text, (size_t)n);
	seal_hash_end(&h, hash);
	return uuid_v8(hash);
}

static int draw(const struct gathered *g)
{
	struct watching *x = g->x;
	struct uuid id = id_of(g);
	struct buf b;
	struct jw w;

	buf_init(&b, x->cx->arena);
	jw_init(&w, &b);
	jw_object(&w);
	row_uuid(&w, "id", &id);
	jw_f_z(&w, "kind", warning_raised.name);
	jw_f_int(&w, "v", warning_raised.v);
	row_time(&w, "at", g->received);
	jw_f_str(&w, "area", g->area);
	row_uuid(&w, "round", &x->round->id);
	jw_name(&w, "body");
	jw_object(&w);
	row_day(&w, "from", g->from);
	row_day(&w, "to", g->to);
	jw_f_int(&w, "people", g->people);
	jw_f_int(&w, "fresh", fresh_of(g));
	jw_f_z(&w, "norm", x->norm->source);
	jw_end_object(&w);
	jw_end_object(&w);
	return drawn_add(x->cx, x->out, &b, g->by);
}

static int area_draw(struct watching *x, struct str area)
{
	struct gathered g = { .x = x, .area = area };
	int e = gather(&g);

	if (e || g.people < 1 || fresh_of(&g) < x->norm->people)
		return e;
	return draw(&g);
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
		int64_t reports = 0;

		for (to = from; to < n && str_eq(days[from].area, days[to].area); to++)
			reports += days[to].n;
		if (reports >= x.norm->people)
			e = area_draw(&x, days[from].area);
	}
	return e;
}
