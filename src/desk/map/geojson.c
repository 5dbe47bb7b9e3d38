/* Outlines as GeoJSON has them, in integers: reading, the one canonical text, and a coarser one for who has more points than fit. */
#include "desk/map/map.h"

#include <string.h>

#define TENTHS 7 /* decimals that are kept */
#define DEGREE 10000000LL
#define DIGITS_MAX 20
#define RING_LEAST 3 /* corners */
#define LON_MAX 180
#define LAT_MAX 90

static const struct json_limits outline_limits = {
	.bytes = OUTLINE_TEXT_MAX, .depth = 6, .members = OUTLINE_POINTS_MAX + 1
};

/* ---- one number ---- */

bool degrees_read(struct str text, int max, int32_t *ret)
{
	bool minus = text.n && *text.p == '-', fraction = false;
	int64_t v = 0;
	int decimals = 0;
	size_t digits = 0;

	for (size_t i = minus; i < text.n; i++) {
		char ch = text.p[i];

		if (ch == '.' && !fraction && digits) {
			fraction = true;
			continue;
		}
		if (ch < '0' || ch > '9' || ++digits > DIGITS_MAX)
			return false;
		if (decimals < TENTHS) {
			v = v * 10 + (ch - '0');
			decimals += fraction;
		} else if (decimals == TENTHS) {
			v += ch >= '5';
			decimals++;
		}
		if (v > (max + 1) * DEGREE)
			return false;
	}
	if (!digits || text.p[text.n - 1] == '.')
		return false;
	for (; decimals < TENTHS; decimals++)
		v *= 10;
	if (v > max * DEGREE)
		return false;
	*ret = (int32_t)(minus ? -v : v);
	return true;
}

void degrees_write(struct buf *b, int32_t degrees)
{
	int64_t v = degrees < 0 ? -(int64_t)degrees : degrees, rest = v % DEGREE;
	int decimals = TENTHS;

	buf_fmt(b, "%s%lld", degrees < 0 ? "-" : "", (long long)(v / DEGREE));
	if (!rest)
		return;
	for (; rest % 10 == 0; decimals--)
		rest /= 10;
	buf_fmt(b, ".");
	for (int64_t most = 10; decimals > 1; decimals--, most *= 10)
		if (rest < most)
			buf_c(b, '0');
	buf_fmt(b, "%lld", (long long)rest);
}

/* ---- reading ---- */

static int wrong(
	struct cx *cx, const char *zh, const char *en, const char *remedy_zh, const char *remedy_en)
{
	return err(cx, E_GEO, "outline", zh, en, remedy_zh, remedy_en);
}

static bool coordinate(const struct json *v, int max, int32_t *ret)
{
	if (v->type == JSON_INT) {
		if (v->i > max || v->i < -max)
			return false;
		*ret = (int32_t)(v->i * DEGREE);
		return true;
	}
	return v->type == JSON_NUMBER && degrees_read(v->s, max, ret);
}

/* What stands behind the two, a height, is of no use here. */
static int position(struct cx *cx, const struct json *v, struct geo_point *ret)
{
	int32_t other;

	if (v->type != JSON_LIST || v->n < 2)
		return wrong(cx, "一个点应写作 [经度, 纬度]", "a point is [longitude, latitude]",
			"核对文件是否为 GeoJSON", "see whether the file is GeoJSON");
	if (coordinate(&v->items[0], LON_MAX, &ret->lon) &&
		coordinate(&v->items[1], LAT_MAX, &ret->lat))
		return 0;
	if (coordinate(&v->items[1], LON_MAX, &other) && coordinate(&v->items[0], LAT_MAX, &other))
		return wrong(cx, "经度和纬度写反了", "longitude and latitude are swapped",
			"按 [经度, 纬度] 的顺序重新导出",
			"export it again with the longitude first");
	return wrong(cx, "坐标不是经纬度（经度 ±180、纬度 ±90 以内的小数）",
		"the coordinates are no degrees (decimals up to 180 and 90)",
		"投影坐标（米）请先转换为经纬度再导出",
		"convert projected coordinates (metres) to degrees first");
}

static bool is_one(const struct geo_point *a, const struct geo_point *b)
{
	return a->lon == b->lon && a->lat == b->lat;
}

static int ring(struct cx *cx, const struct json *v, struct outline *o)
{
	struct geo_ring *r = &o->rings[o->rings_n];
	int e = 0;

	if (v->type != JSON_LIST || v->n <= RING_LEAST)
		return wrong(cx, "一个环至少要有 4 个点，首尾相同",
			"a ring has at least 4 points, the last one the first",
			"核对该图形后重新导出", "look at the shape and export it again");
	o->points_n += v->n - 1;
	if (o->points_n > OUTLINE_READ_MAX)
		return err(cx, E_TOO_MANY, "outline", cx_num(cx, (int64_t)o->points_n),
			cx_num(cx, OUTLINE_READ_MAX));
	r->points = cx_many(cx, v->n, struct geo_point);
	if (!r->points)
		return -E_NO_MEMORY;
	for (uint32_t i = 0; !e && i < v->n; i++)
		e = position(cx, &v->items[i], &r->points[i]);
	r->n = v->n - 1;
	if (!e && !is_one(&r->points[0], &r->points[r->n]))
		e = wrong(cx, "环没有闭合（首尾不是同一点）", "a ring is not closed",
			"闭合后重新导出", "close it and export it again");
	o->rings_n++;
	return e;
}

static int polygon(struct cx *cx, const struct json *v, struct outline *o)
{
	int e = 0;

	if (v->type != JSON_LIST || !v->n)
		return wrong(cx, "多边形里没有环", "a polygon without a ring",
			"核对该图形后重新导出", "look at the shape and export it again");
	for (uint32_t i = 0; !e && i < v->n; i++) {
		o->rings[o->rings_n].outer = i == 0;
		e = ring(cx, &v->items[i], o);
	}
	return e;
}

int outline_take(struct cx *cx, const struct json *geometry, struct outline *ret)
{
	const struct json *all = json_get(geometry, "coordinates");
	bool multi = str_is(json_text(geometry, "type"), "MultiPolygon");
	size_t rings = 0;
	int e = 0;

	*ret = (struct outline){ .rings_n = 0 };
	if (!multi && !str_is(json_text(geometry, "type"), "Polygon"))
		return wrong(cx, "不是面（Polygon、MultiPolygon）",
			"it is no Polygon or MultiPolygon", "区域轮廓须为面；线请先转为面",
			"an area is a polygon: make one of lines first");
	if (!all || all->type != JSON_LIST || !all->n)
		return wrong(cx, "没有坐标", "it has no coordinates", "核对该图形后重新导出",
			"look at the shape and export it again");
	for (uint32_t i = 0; multi && i < all->n; i++)
		rings += all->items[i].type == JSON_LIST ? all->items[i].n : 0;
	rings = multi ? rings : all->n;
	if (rings > OUTLINE_READ_MAX)
		return err(cx, E_TOO_MANY, "outline", cx_num(cx, (int64_t)rings),
			cx_num(cx, OUTLINE_READ_MAX));
	ret->rings = cx_many(cx, rings + 1, struct geo_ring);
	if (!ret->rings)
		return -E_NO_MEMORY;
	if (!multi)
		return polygon(cx, all, ret);
	for (uint32_t i = 0; !e && i < all->n; i++)
		e = polygon(cx, &all->items[i], ret);
	return e;
}

int point_take(struct cx *cx, const struct json *geometry, struct geo_point *ret)
{
	const struct json *at = json_get(geometry, "coordinates");
	int e;

	if (!at)
		return wrong(cx, "没有坐标", "it has no coordinates", "核对该点后重新导出",
			"look at the point and export it again");
	e = position(cx, at, ret);
	return e;
}

/* ---- the canonical text ---- */

static void ring_write(struct buf *b, const struct geo_ring *r)
{
	buf_c(b, '[');
	for (size_t i = 0; i <= r->n; i++) {
		const struct geo_point *p = &r->points[i % r->n];

		buf_z(b, i ? ",[" : "[");
		degrees_write(b, p->lon);
		buf_c(b, ',');
		degrees_write(b, p->lat);
		buf_c(b, ']');
	}
	buf_c(b, ']');
}

int outline_write(struct cx *cx, const struct outline *o, struct str *ret)
{
	size_t polygons = 0;
	struct buf b;

	for (size_t i = 0; i < o->rings_n; i++)
		polygons += o->rings[i].outer;
	buf_init(&b, cx->arena);
	buf_fmt(&b, "{\"coordinates\":%s", polygons > 1 ? "[[" : "[");
	for (size_t i = 0; i < o->rings_n; i++) {
		if (i)
			buf_z(&b, o->rings[i].outer ? "],[" : ",");
		ring_write(&b, &o->rings[i]);
	}
	buf_fmt(&b, "%s,\"type\":\"%s\"}", polygons > 1 ? "]]" : "]",
		polygons > 1 ? "MultiPolygon" : "Polygon");
	if (!buf_ok(&b))
		return err(cx, E_NO_MEMORY, NULL);
	*ret = buf_get(&b);
	return 0;
}

int outline_text(struct cx *cx, struct str text, struct outline *ret)
{
	const struct json *v;
	int e = json_read(cx, text, &outline_limits, &v);

	if (!e)
		e = outline_take(cx, v, ret);
	if (!e && ret->points_n > OUTLINE_POINTS_MAX)
		return err(cx, E_TOO_MANY, "outline", cx_num(cx, (int64_t)ret->points_n),
			cx_num(cx, OUTLINE_POINTS_MAX));
	if (!e && ret->rings_n > OUTLINE_RINGS_MAX)
		return err(cx, E_TOO_MANY, "outline", cx_num(cx, (int64_t)ret->rings_n),
			cx_num(cx, OUTLINE_RINGS_MAX));
	return e;
}

int outline_read(struct cx *cx, struct str text, struct outline *ret)
{
	struct str again;
	int e = outline_text(cx, text, ret);

	if (!e)
		e = outline_write(cx, ret, &again);
	if (e || str_eq(text, again))
		return e;
	return wrong(cx, "不是规范写法", "it is not written canonically",
		"用 bulou import outlines 导入，或先交 POST /v1/map/read 转写",
		"import it with bulou import outlines, or have POST /v1/map/read write it");
}

/* ---- a coarser one ---- */

static int32_t snapped(int32_t v, int32_t step)
{
	int64_t half = v >= 0 ? step / 2 : -(int64_t)(step / 2);

	return (int32_t)((v + half) / step * step);
}

/* b lies on the line from a to c, or back on it. */
static bool is_straight(
	const struct geo_point *a, const struct geo_point *b, const struct geo_point *c)
{
	__int128 cross = (__int128)((int64_t)b->lon - a->lon) * ((int64_t)c->lat - a->lat) -
		(__int128)((int64_t)b->lat - a->lat) * ((int64_t)c->lon - a->lon);

	return cross == 0;
}

static size_t point_add(struct geo_point *to, size_t n, struct geo_point p)
{
	while (n && is_one(&to[n - 1], &p))
		n--;
	while (n > 1 && is_straight(&to[n - 2], &to[n - 1], &p)) {
		n--;
		if (is_one(&to[n - 1], &p))
			n--;
	}
	to[n] = p;
	return n + 1;
}

/* 0 corners: it has vanished. */
static int ring_thin(struct cx *cx, const struct geo_ring *from, int32_t step, struct geo_ring *ret)
{
	size_t n = 0, first = 0;

	ret->points = cx_many(cx, from->n + 1, struct geo_point);
	if (!ret->points)
		return -E_NO_MEMORY;
	for (size_t i = 0; i < from->n; i++)
		n = point_add(ret->points, n,
			(struct geo_point){ snapped(from->points[i].lon, step),
				snapped(from->points[i].lat, step) });
	/* Over the seam. */
	while (n - first > 1 && is_one(&ret->points[first], &ret->points[n - 1]))
		n--;
	while (n - first > 2 &&
		is_straight(&ret->points[n - 2], &ret->points[n - 1], &ret->points[first]))
		n--;
	while (n - first > 2 &&
		is_straight(&ret->points[n - 1], &ret->points[first], &ret->points[first + 1]))
		first++;
	ret->points += first;
	ret->n = n - first >= RING_LEAST ? n - first : 0;
	ret->outer = from->outer;
	return 0;
}

int outline_thin(struct cx *cx, const struct outline *o, int32_t step, struct outline *ret)
{
	bool whole = false;
	int e = 0;

	*ret = (struct outline){ .rings = cx_many(cx, o->rings_n + 1, struct geo_ring) };
	if (!ret->rings)
		return -E_NO_MEMORY;
	for (size_t i = 0; !e && i < o->rings_n; i++) {
		struct geo_ring *r = &ret->rings[ret->rings_n];

		/* A hole in what has vanished has vanished, too. */
		if (!o->rings[i].outer && !whole)
			continue;
		e = ring_thin(cx, &o->rings[i], step, r);
		if (o->rings[i].outer)
			whole = r->n > 0;
		ret->rings_n += r->n > 0;
		ret->points_n += r->n;
	}
	return e;
}
