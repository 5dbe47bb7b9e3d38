/* Figures by area and local day, the records behind them, and goods. */
#include "oracle.h"

#include <stdlib.h>
#include <string.h>

/* ---- figures ---- */

struct sum {
	struct str area;
	int32_t day;
	struct uuid scope;
	int figure;
	int64_t n;
};

struct sums {
	struct oracle *o;
	struct map all;
	const struct fact *f;
	bool any;
};

static void add(struct sums *x, int figure, struct uuid scope, int64_t n)
{
	struct sum *s;
	struct buf b;

	if (n == 0)
		return;
	x->any = true;
	buf_init(&b, x->o->cx->arena);
	buf_fmt(&b, "%.*s %d %d ", STR_ARG(x->f->area), o_day(x->f->at), figure);
	buf_add(&b, scope.b, 16);
	s = o_row(x->o, &x->all, buf_get(&b), sizeof(*s));
	s->area = x->f->area;
	s->day = o_day(x->f->at);
	s->scope = scope;
	s->figure = figure;
	s->n += n;
}

static void desk_figures(struct sums *x, struct uuid scope)
{
	size_t at = 0;
	int figure;
	int64_t n;

	while (desk_counts(x->f, &at, &figure, &n))
		add(x, figure, scope, n);
}

/* What may count lies behind the day, whether it does or not. */
static void rests(struct sums *x)
{
	bool is_short;
	int figure = oracle_begins(x->o, x->f, &is_short);

	if (figure == 0)
		return;
	add(x, figure, x->f->round, is_short);
	x->any = true;
}

static void figures_of(struct sums *x)
{
	const struct fact *f = x->f;
	struct uuid incident = uuid_nil;
	bool done = str_is(b_text(f, "outcome"), "done"),
	     solved = str_is(b_text(f, "outcome"), "solved");

	b_id(f, "incident", &incident);
	if (is(f, "sweep.visit")) {
		add(x, 1, f->round, 1);
		add(x, 2, f->round, done ? b_int(f, "people") : 0);
		add(x, 3, f->round, done);
		add(x, 4, f->round, b_int(f, "away") || b_int(f, "returned"));
	} else if (is(f, "ask.asked")) {
		add(x, 10, f->round, 1);
	} else if (is(f, "ask.answered")) {
		add(x, 11, f->round, solved);
		add(x, 12, f->round, solved || str_is(b_text(f, "outcome"), "answered"));
	} else if (is(f, "supply.received")) {
		add(x, 20, incident, b_int(f, "donated") ? b_milli(f, "value") / 10 : 0);
		add(x, 21, incident, 1);
	} else if (is(f, "supply.delivered")) {
		add(x, 22, incident, 1);
	}
	desk_figures(x, uuid_is_nil(&incident) ? f->round : incident);
}

static void figures(struct oracle *o)
{
	struct sums x = { .o = o };

	map_init(&x.all, o->cx->arena);
	for (size_t i = 0; i < o->n; i++) {
		x.f = &o->all[i];
		x.any = false;
		if (x.f->stands)
			figures_of(&x);
		if (x.f->stands)
			rests(&x);
		if (x.any)
			lines_add(o->cx, o->out, "behind|%.*s|%d|%s", STR_ARG(x.f->area),
				o_day(x.f->at), o_hex(o, &x.f->id));
	}
	for (size_t i = 0; i < x.all.n; i++) {
		const struct sum *s = x.all.entries[i].value;

		lines_add(o->cx, o->out, "sum|%.*s|%d|%s|%d|%lld", STR_ARG(s->area), s->day,
			o_hex(o, &s->scope), s->figure, (long long)s->n);
	}
}

/* ---- goods ---- */

struct shelf { /* a place, an item (or a gift of it), an incident, a day */
	struct str place, item, lot, area;
	struct uuid incident;
	int32_t day;
	int64_t came, went, counted, counted_at, before;
};

static struct shelf *shelf_at(
	struct oracle *o, const struct fact *f, struct str place, struct str item, struct str lot)
{
	struct uuid incident = uuid_nil;
	struct shelf *s;
	struct buf b;

	b_id(f, "incident", &incident);
	buf_init(&b, o->cx->arena);
	buf_fmt(&b, "%d %s %.*s\n%.*s\n%.*s", o_day(f->at), o_hex(o, &incident), STR_ARG(place),
		STR_ARG(item), STR_ARG(lot));
	s = o_row(o, &o->areas, buf_get(&b), sizeof(*s));
	if (!s->place.p)
		*s = (struct shelf){ .place = place,
			.item = item,
			.lot = lot,
			.incident = incident,
			.day = o_day(f->at),
			.counted = -1 };
	s->area = f->area;
	return s;
}

/* "" for what is of no gift. */
static struct str gift_of(struct oracle *o, const struct fact *f)
{
	struct str named = b_text(f, "gift");
	struct buf b;

	if (named.n || !is(f, "supply.received") || !b_int(f, "donated"))
		return named.n ? named : STR("");
	buf_init(&b, o->cx->arena);
	buf_uuid(&b, &f->id);
	return buf_get(&b);
}

static struct str place_named(
	struct oracle *o, const struct fact *f, const char *what, const char *field)
{
	struct buf b;

	buf_init(&b, o->cx->arena);
	buf_fmt(&b, "%s:%.*s", what, STR_ARG(field ? b_text(f, field) : f->area));
	return buf_get(&b);
}

static void move_goods(struct oracle *o, const struct fact *f, struct str from, struct str to)
{
	struct str item = b_text(f, "item"), gift = gift_of(o, f);
	int64_t milli = b_milli(f, "quantity");

	shelf_at(o, f, from, item, STR(""))->went += milli;
	shelf_at(o, f, to, item, STR(""))->came += milli;
	if (!gift.n)
		return;
	shelf_at(o, f, from, item, gift)->went += milli;
	shelf_at(o, f, to, item, gift)->came += milli;
}

static void count_at(struct shelf *s, const struct fact *f, int64_t milli)
{
	s->counted = milli;
	s->counted_at = f->at;
	s->before = s->came - s->went;
}

static void count_goods(struct oracle *o, const struct fact *f)
{
	count_at(shelf_at(o, f, place_named(o, f, "store", "store"), b_text(f, "item"),
			 gift_of(o, f)),
		f, b_milli(f, "quantity"));
}

/* What waits at a post, or lies with a courier or laboratory. */
static void count_at_hand(struct oracle *o, const struct fact *f)
{
	const char *what;
	struct str item;
	struct uuid incident = uuid_nil;
	struct buf place;
	int64_t milli;

	if (!desk_shelf(f, &what, &item, &milli))
		return;
	buf_init(&place, o->cx->arena);
	b_id(f, "incident", &incident);
	buf_fmt(&place, "%s:", what);
	buf_uuid(&place, &incident);
	buf_c(&place, ':');
	buf_uuid(&place, &f->subject);
	count_at(shelf_at(o, f, buf_get(&place), item, STR("")), f, milli);
}

static struct str lot_key(struct oracle *o, const struct fact *f)
{
	struct buf b;

	buf_init(&b, o->cx->arena);
	buf_fmt(&b, "%.*s\n%.*s", STR_ARG(gift_of(o, f)), STR_ARG(b_text(f, "item")));
	return buf_get(&b);
}

/* What names a gift of which nothing of that item has come. */
static void gifts_wait(struct oracle *o)
{
	struct map came;

	map_init(&came, o->cx->arena);
	for (size_t i = 0; i < o->n; i++)
		if (o->all[i].stands && is(&o->all[i], "supply.received"))
			*map_at(&came, lot_key(o, &o->all[i])) = o;
	for (size_t i = 0; i < o->n; i++) {
		const struct fact *f = &o->all[i];
		struct uuid gift;

		if (f->stands && !f->newer && str_starts(f->kind, STR("supply.")) &&
			b_id(f, "gift", &gift) && !map_get(&came, lot_key(o, f)))
			o_wait(o, &f->id, &gift);
	}
}

static void goods(struct oracle *o)
{
	/* The map of areas is done with: this part has it for its shelves. */
	map_init(&o->areas, o->cx->arena);
	for (size_t i = 0; i < o->n; i++) {
		const struct fact *f = &o->all[i];

		if (!f->stands)
			continue;
		if (is(f, "supply.received"))
			move_goods(o, f, place_named(o, f, "supplier", NULL),
				place_named(o, f, "store", "store"));
		else if (is(f, "supply.moved"))
			move_goods(o, f, place_named(o, f, "store", "from"),
				place_named(o, f, "store", "to"));
		else if (is(f, "supply.delivered"))
			move_goods(o, f, place_named(o, f, "store", "from"),
				place_named(o, f, "dwelling", "to"));
		else if (is(f, "supply.used"))
			move_goods(o, f, place_named(o, f, "store", "from"),
				place_named(o, f, "used", NULL));
		else if (is(f, "supply.spoiled"))
			move_goods(o, f, place_named(o, f, "store", "from"),
				place_named(o, f, "spoiled", NULL));
		else if (is(f, "supply.lost"))
			move_goods(o, f, place_named(o, f, "store", "from"),
				place_named(o, f, "lost", NULL));
		else if (is(f, "supply.counted"))
			count_goods(o, f);
		else
			count_at_hand(o, f);
	}
	for (size_t i = 0; i < o->areas.n; i++) {
		const struct shelf *s = o->areas.entries[i].value;

		lines_add(o->cx, o->out,
			"ledger|%.*s|%.*s|%.*s|%s|%d|%.*s|%lld|%lld|%lld|%lld|%lld",
			STR_ARG(s->place), STR_ARG(s->item), STR_ARG(s->lot),
			o_hex(o, &s->incident), s->day, STR_ARG(s->area), (long long)s->came,
			(long long)s->went, (long long)s->counted, (long long)s->counted_at,
			(long long)s->before);
	}
}

void oracle_sums(struct oracle *o)
{
	figures(o);
	goods(o);
	gifts_wait(o);
}
