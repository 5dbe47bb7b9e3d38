/* What is drawn of an area: its outline and those right under it, on a grid as fine as a screen is, as SVG paths. */
#include "desk/map/map.h"

#include <string.h>

#include "sys/sys.h"

#define UNITS 4096 /* along the longer side */

struct drawing {
	struct cx *cx, *work; /* work: of one outline, whose text takes forty times its corners */
	const struct cover *c;
	struct outline *outlines; /* of the areas of the map */
	struct map_drawn *map;
};

static int outline_copy(struct cx *cx, const struct outline *o, struct outline *ret)
{
	struct geo_point *points = cx_many(cx, o->points_n + 1, struct geo_point);

	*ret = (struct outline){ .rings = cx_many(cx, o->rings_n + 1, struct geo_ring),
		.rings_n = o->rings_n,
		.points_n = o->points_n };
	if (!points || !ret->rings)
		return -E_NO_MEMORY;
	for (size_t i = 0; i < o->rings_n; i++) {
		ret->rings[i] = o->rings[i];
		ret->rings[i].points = points;
		memcpy(points, o->rings[i].points, o->rings[i].n * sizeof(*points));
		points += o->rings[i].n;
	}
	return 0;
}

/* One that stands in the tree but is not there, or cannot be read any more, is not drawn. */
static int outline_of(struct drawing *d, const struct area *a, struct outline *ret)
{
	struct outline o = { .rings_n = 0 };
	struct record *r;
	int e = record_of(d->work, d->c, &a->outline, &r);

	*ret = o;
	if (!e && r)
		e = outline_text(d->work, record_text(r, "outline"), &o);
	if (e && e != -E_NO_MEMORY && err_entry(e)->http < 500)
		e = 0;
	else if (e)
		err_pass(d->cx, d->work);
	else
		e = outline_copy(d->cx, &o, ret);
	err_clear(d->work);
	arena_reset(d->work->arena);
	return e;
}

/* The frame of most of them; of as many, the one with the lower code. */
static int frame_of(const struct area *const *all, size_t n)
{
	size_t count[DATUMS] = { 0 };
	int best = 0;

	for (size_t i = 0; i < n; i++)
		count[datum_frame(all[i]->datum) % DATUMS]++;
	for (int i = 1; i < DATUMS; i++)
		if (count[i] && (!best || count[i] > count[best]))
			best = i;
	return best;
}

static void bounds(struct map_drawn *m, const struct outline *o)
{
	for (size_t i = 0; i < o->rings_n; i++)
		for (size_t k = 0; k < o->rings[i].n; k++) {
			const struct geo_point *p = &o->rings[i].points[k];

			m->west = p->lon < m->west ? p->lon : m->west;
			m->east = p->lon > m->east ? p->lon : m->east;
			m->south = p->lat < m->south ? p->lat : m->south;
			m->north = p->lat > m->north ? p->lat : m->north;
		}
}

static int32_t unit_of(const struct map_drawn *m)
{
	int64_t width = (int64_t)m->east - m->west, height = (int64_t)m->north - m->south;
	int64_t side = width > height ? width : height;

	return (int32_t)(side / UNITS + 1);
}

/* What lies in one unit is one corner; an area that is no more than that is a point, for it is there to be chosen. */
static void ring_path(struct buf *b, const struct map_drawn *m, const struct geo_ring *r)
{
	int32_t x_was = 0, y_was = 0;
	bool begun = false;

	for (size_t i = 0; i < r->n; i++) {
		int64_t half = m->unit / 2;
		int32_t x = (int32_t)(((int64_t)r->points[i].lon - m->west + half) / m->unit);
		int32_t y = (int32_t)(((int64_t)m->north - r->points[i].lat + half) / m->unit);

		if (begun && x == x_was && y == y_was)
			continue;
		if (begun)
			buf_fmt(b, "l%d %d", x - x_was, y - y_was);
		else
			buf_fmt(b, "M%d %d", x, y);
		begun = true;
		x_was = x;
		y_was = y;
	}
	buf_c(b, 'z');
}

static int paths(struct drawing *d)
{
	struct map_drawn *m = d->map;
	struct buf b;

	for (size_t i = 0; i < m->n; i++) {
		buf_init(&b, d->cx->arena);
		for (size_t k = 0; k < d->outlines[i].rings_n; k++)
			ring_path(&b, m, &d->outlines[i].rings[k]);
		if (!buf_ok(&b))
			return err(d->cx, E_NO_MEMORY, NULL);
		m->all[i].path = buf_get(&b);
	}
	return 0;
}

static int drawn(struct drawing *d, const struct area *const *all, size_t n, const struct area *own)
{
	struct map_drawn *m = d->map;
	int e = 0;

	for (size_t i = 0; !e && i < n; i++) {
		if (datum_frame(all[i]->datum) != m->datum) {
			m->left_out++;
			continue;
		}
		e = outline_of(d, all[i], &d->outlines[m->n]);
		if (e || !d->outlines[m->n].rings_n)
			continue;
		bounds(m, &d->outlines[m->n]);
		m->all[m->n++] = (struct map_area){
			.area = all[i], .own = all[i] == own, .path = STR("")
		};
	}
	m->unit = m->n ? unit_of(m) : 0;
	return e ? e : paths(d);
}

int map_asked(struct cx *cx, const struct cover *c, struct str area)
{
	if (!area_find(c->tree, area))
		return err(cx, E_UNKNOWN_AREA, "area", cx_text(cx, area));
	return reader_sees(c->tree, c->who, area) ? 0 :
						    err(cx, E_NOT_FOUND, "area", cx_text(cx, area));
}

int map_draw(struct cx *cx, const struct cover *c, struct str area, struct map_drawn *ret)
{
	const struct area *own = area_find(c->tree, area), **all;
	struct arena memory;
	struct cx work = { .arena = &memory };
	struct drawing d = { .cx = cx, .work = &work, .c = c, .map = ret };
	size_t n = 0;
	int e = map_asked(cx, c, area);

	*ret = (struct map_drawn){ .area = area,
		.west = INT32_MAX,
		.east = INT32_MIN,
		.south = INT32_MAX,
		.north = INT32_MIN };
	if (e)
		return e;
	all = cx_many(cx, own->under_n + 1, const struct area *);
	ret->all = cx_many(cx, own->under_n + 1, struct map_area);
	d.outlines = cx_many(cx, own->under_n + 1, struct outline);
	if (!all || !ret->all || !d.outlines)
		return -E_NO_MEMORY;
	if (!uuid_is_nil(&own->outline))
		all[n++] = own;
	for (size_t i = 0; i < own->under_n; i++)
		if (!uuid_is_nil(&own->under[i]->outline) && own->under[i]->ended > day_of(c->now))
			all[n++] = own->under[i];
	ret->datum = frame_of(all, n);
	arena_init(&memory, &sys_heap, 0);
	e = drawn(&d, all, n, own);
	arena_done(&memory);
	return e;
}
