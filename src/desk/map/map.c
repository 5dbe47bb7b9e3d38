/* What the records of the map mean, and what is no map. */
#include "desk/map/map.h"

const char *datum_name(int datum)
{
	for (const struct choice *d = map_datums; d->name; d++)
		if (d->code == datum)
			return d->name;
	return NULL;
}

int datum_read(struct cx *cx, struct str name, enum datum *ret)
{
	for (const struct choice *d = map_datums; d->name; d++)
		if (str_is(name, d->name)) {
			*ret = (enum datum)d->code;
			return 0;
		}
	return name.n ? err(cx, E_FIELD_CHOICE, "datum", cx_text(cx, name),
				"wgs84、cgcs2000、gcj02、bd09", "wgs84, cgcs2000, gcj02, bd09") :
			err(cx, E_FIELD_MISSING, "datum");
}

int datum_frame(int datum)
{
	return datum == DATUM_CGCS2000 ? DATUM_WGS84 : datum;
}

/* ---- what is refused ---- */

int map_outlined_agrees(struct cx *cx, const struct record *r)
{
	struct outline o;

	return outline_read(cx, record_text(r, "outline"), &o);
}

static int degrees_bad(struct cx *cx, const char *field, struct str text)
{
	return err(cx, E_GEO, field, cx_text(cx, text), cx_text(cx, text),
		"写成小数的度数，如 104.3712；度分秒和米制坐标请先换算",
		"write degrees as a decimal, like 104.3712; convert minutes or metres first");
}

int map_located_agrees(struct cx *cx, const struct record *r)
{
	struct str lon = record_text(r, "lon"), lat = record_text(r, "lat");
	int32_t n;

	if (!degrees_read(lon, 180, &n))
		return degrees_bad(cx, "body.lon", lon);
	return degrees_read(lat, 90, &n) ? 0 : degrees_bad(cx, "body.lat", lat);
}

int map_plan_filed_agrees(struct cx *cx, const struct record *r)
{
	struct str bytes, text = record_text(r, "file");
	uint32_t width, height;
	const char *type;

	if (!base64url_read(cx->arena, text, &bytes))
		return err(cx, E_FIELD_FORMAT, "body.file", "不是 base64url", "it is no base64url");
	if (bytes.n > PLAN_FILE_MAX)
		return err(cx, E_TOO_LONG, "body.file", cx_num(cx, (int64_t)bytes.n),
			cx_num(cx, PLAN_FILE_MAX));
	return picture_check(cx, bytes, &type, &width, &height);
}

int map_plan_marked_agrees(struct cx *cx, const struct record *r)
{
	struct plan_mark *marks;
	size_t n;

	return plan_marks_read(cx, record_text(r, "marks"), &marks, &n);
}

/* ---- what they do ---- */

int map_outlined_effects(struct effects *e, const struct record *r)
{
	return effects_area_outline(
		e, r->area, record_choice(r, "datum"), (int32_t)record_int(r, "from"));
}

int map_located_effects(struct effects *e, const struct record *r)
{
	int32_t lon, lat;

	if (!degrees_read(record_text(r, "lon"), 180, &lon) ||
		!degrees_read(record_text(r, "lat"), 90, &lat))
		return 0;
	return effects_subject_point(e, r->subject, record_choice(r, "datum"), lon, lat);
}

int map_plan_filed_effects(struct effects *e, const struct record *r)
{
	return effects_subject(e, r->id, SUBJECT_PLAN, r->area, record_text(r, "name"), 0);
}

int map_plan_marked_effects(struct effects *e, const struct record *r)
{
	return effects_subject_version(e, r->subject, SUBJECT_PLAN, record_int(r, "version"));
}
