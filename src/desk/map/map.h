/* The map, without tiles and without the internet: where areas run, where sites and dwellings are, and plans of sites with their
 * buildings and doors on them.
 *
 * An outline is GeoJSON (RFC 7946) as one canonical text; coordinates are decimals of degrees there, and integers of 10^-7 degrees in
 * here: nothing is ever a float. Nothing is converted from one datum to another: a map draws what has one frame, and says what it left
 * out. What is public of a map (tiles, boundaries) is not shipped. decisions 52 and 53. */
#ifndef DESK_MAP_MAP_H
#define DESK_MAP_MAP_H

#include "desk/desk.h"

extern const struct desk map_desk;
extern const struct kind *const map_kinds[]; /* NULL-terminated */

#define OUTLINE_POINTS_MAX 4000 /* of one area, as it is recorded */
#define OUTLINE_RINGS_MAX 200
#define OUTLINE_TEXT_MAX 130000
#define OUTLINE_READ_MAX 100000 /* points of one feature of a file */
#define FEATURES_MAX 5000       /* of a file */
#define PLAN_FILE_MAX 180000 /* bytes: what one record holds, with room for what stands over it */
#define PLAN_SIDE_MAX 10000  /* pixels */
#define PLAN_PIXELS_MAX 20000000 /* a small file may unfold to what no phone can hold */
#define PLAN_MARKS_MAX 500
#define PLAN_VERSIONS_MAX 100000
#define PLAN_WHOLE 1000 /* the width and the height of a plan, whatever its pixels */

enum datum { DATUM_WGS84 = 1, DATUM_CGCS2000, DATUM_GCJ02, DATUM_BD09, DATUMS };
extern const struct choice map_datums[];
const char *datum_name(int datum);
int datum_read(
	struct cx *cx, struct str name, enum datum *ret); /* E_FIELD_CHOICE, E_FIELD_MISSING */
/* Those of one frame are drawn together: WGS 84 and CGCS 2000 differ by less than a hand. */
int datum_frame(int datum);

int map_outlined_agrees(struct cx *cx, const struct record *r);
int map_located_agrees(struct cx *cx, const struct record *r);
int map_plan_filed_agrees(struct cx *cx, const struct record *r);
int map_plan_marked_agrees(struct cx *cx, const struct record *r);
int map_outlined_effects(struct effects *e, const struct record *r);
int map_located_effects(struct effects *e, const struct record *r);
int map_plan_filed_effects(struct effects *e, const struct record *r);
int map_plan_marked_effects(struct effects *e, const struct record *r);

/* ---- outlines (geojson.c) ---- */

struct geo_point {
	int32_t lon, lat; /* 10^-7 degrees */
};
struct geo_ring {
	struct geo_point *points; /* n of them, the first not repeated at the end */
	size_t n;
	bool outer; /* begins a polygon; else a hole in it */
};
struct outline {
	struct geo_ring *rings;
	size_t rings_n, points_n;
};

/* Of a decimal of degrees, rounded to 10^-7; false: it is none, has an exponent or more than 20 digits, or is beyond ± max degrees. */
bool degrees_read(struct str text, int max, int32_t *ret);
void degrees_write(struct buf *b, int32_t degrees); /* without needless zeros */
/* The geometry of a Polygon or a MultiPolygon. E_GEO says what is wrong with it. */
int outline_take(struct cx *cx, const struct json *geometry, struct outline *ret);
/* A Point's. E_GEO. */
int point_take(struct cx *cx, const struct json *geometry, struct geo_point *ret);
/* The canonical text, and back: E_GEO if it is not canonical, or over a limit. */
int outline_write(struct cx *cx, const struct outline *o, struct str *ret);
int outline_read(struct cx *cx, struct str text, struct outline *ret);
/* The same of a text that was found canonical before. */
int outline_text(struct cx *cx, struct str text, struct outline *ret);
/* On a grid of so many 10^-7 degrees; what lies twice there, or on a straight line, is dropped. A border that two areas share stays
 * one: a point goes to the same place whoever names it. What vanishes is dropped. */
int outline_thin(struct cx *cx, const struct outline *o, int32_t step, struct outline *ret);

/* ---- a file of features (features.c) ---- */

#define SITES_MAX 20000 /* that are matched by name; what is beyond them, by id */
struct feature {
	struct str name;     /* the value by which it was matched; STR_NONE: it has none */
	bool point;          /* of a subject; else an area's outline */
	struct str area;     /* that it is of; STR_NONE: none was found */
	struct uuid subject; /* of a point; nil: none was found */
	size_t points;       /* in the file */
	size_t kept;
	struct str outline; /* STR_NONE: it has none that is right */
	struct geo_point at;
	bool same;    /* it is here already */
	int32_t from; /* day that an outline has to say if it is to hold now: the one it follows says one too; INT32_MIN: none */
	struct err_info error; /* code 0: none */
};
struct features_ask {
	enum datum datum;
	struct str property; /* whose value names the area; "": it is looked for */
	int32_t step;        /* of the grid at least; 0: as fine as the limits let */
};
struct features {
	struct feature *all;
	size_t n, matched;
	struct str property;    /* by which they were matched; STR_NONE: none fits */
	struct str *properties; /* that the first feature has */
	size_t properties_n;
	int32_t step;
};
/* Reads a FeatureCollection, a Feature or a geometry. What is wrong with one feature stands there; E_JSON, E_GEO, E_TOO_MANY: of the
 * whole. */
int features_read(struct cx *cx, const struct cover *c, const struct json *geojson,
	const struct features_ask *ask, struct features *ret);
extern const struct json_limits map_json_limits;

/* ---- what is drawn (draw.c) ---- */

struct map_area {
	const struct area *area;
	bool own;        /* that was asked for; else a child of it */
	struct str path; /* SVG path data in units */
};
struct map_drawn {
	struct str area;
	int datum; /* of what is drawn; 0: nothing is */
	int32_t west, south, east, north;
	int32_t unit;    /* 10^-7 degrees; y runs down from the north, x from the west */
	size_t left_out; /* that are of another frame */
	struct map_area *all;
	size_t n;
};
/* May the reader see a map of it: E_UNKNOWN_AREA, E_NOT_FOUND. */
int map_asked(struct cx *cx, const struct cover *c, struct str area);
/* The outline of an area and of those right under it. E_UNKNOWN_AREA, E_NOT_FOUND. */
int map_draw(struct cx *cx, const struct cover *c, struct str area, struct map_drawn *ret);

/* ---- plans (plans.c) ---- */

struct plan_mark {
	struct uuid subject;           /* nil: a building */
	struct str compound, building; /* of a building */
	int32_t x, y, w, h;            /* of PLAN_WHOLE; w and h 0: a point */
};
struct plan {
	struct uuid id;
	struct str area, name, by;
	int64_t at, next_version;
	const char *type; /* "image/png" */
	uint32_t width, height;
	struct str file; /* its bytes */
	struct plan_mark *marks;
	size_t marks_n;
};
/* What a picture is by its own bytes, without pixels being read; E_GEO: it is neither PNG nor JPEG, is cut off, too large, or carries
 * what a camera or a program wrote about it. */
int picture_check(struct cx *cx, struct str bytes, const char **ret_type, uint32_t *ret_width,
	uint32_t *ret_height);
int plan_marks_read(
	struct cx *cx, struct str text, struct plan_mark **ret, size_t *ret_n); /* E_GEO */
/* E_NOT_FOUND for one that is not there, or not his to see. */
int plan_get(struct cx *cx, const struct cover *c, const struct uuid *id, struct plan *ret);

/* ---- shown ---- */

void row_map(struct jw *w, const struct map_drawn *m);
void row_map_point(struct jw *w, const struct subject_point *p);
void row_plan(struct jw *w, const struct plan *p);
void row_plan_head(struct jw *w, const struct subject *plan);
/* What a file comes to, into an open object. */
void row_features(struct jw *w, enum datum datum, const struct features *all);
void row_degrees(struct jw *w, const char *name, int32_t v); /* as decimal text */

#endif
