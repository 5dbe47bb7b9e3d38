/* The map: what is drawn of an area, where subjects are, plans; and what a file of features would come to. */
#include "http/own.h"

#include "desk/map/map.h"

/* A tag of what these rights are shown of this moment's areas: whoever has it needs no more of it. */
static int tag(struct call *c)
{
	uint8_t digest[SEAL_HASH];
	struct buf b;

	buf_init(&b, &c->arena);
	buf_fmt(&b, STR_FMT " %lld %d %d ", STR_ARG(c->cover.epoch),
		(long long)area_tree_newest(c->cover.tree), day_of(c->now), c->who.everywhere);
	for (size_t i = 0; i < c->who.n; i++) {
		buf_str(&b, c->who.scopes[i]);
		buf_c(&b, ' ');
	}
	buf_str(&b, arg_text(c, "area"));
	if (!buf_ok(&b))
		return err(&c->cx, E_NO_MEMORY, NULL);
	seal_hash(NULL, buf_get(&b), digest);
	buf_init(&b, &c->arena);
	buf_c(&b, '"');
	buf_hex(&b, digest, 8);
	buf_c(&b, '"');
	c->etag = buf_get(&b).p;
	c->cache = "private, no-cache";
	return c->etag ? 0 : err(&c->cx, E_NO_MEMORY, NULL);
}

int route_map(struct call *c)
{
	struct map_drawn map;
	int e = map_asked(&c->cx, &c->cover, arg_text(c, "area"));

	if (!e)
		e = tag(c);
	if (!e && call_has(c, c->etag)) {
		c->status = 304;
		return 0;
	}
	if (!e)
		e = map_draw(&c->cx, &c->cover, arg_text(c, "area"), &map);
	if (e)
		return e;
	row_map(&c->w, &map);
	return answer_end(c);
}

int route_map_points(struct call *c)
{
	enum subject_type type = str_is(arg_text(c, "type"), "site") ? SUBJECT_SITE :
		str_is(arg_text(c, "type"), "store")                 ? SUBJECT_STORE :
								       SUBJECT_DWELLING;
	struct subject_point *all;
	struct str next;
	size_t n;
	int e = subject_points(&c->cx, &c->cover, arg_text(c, "area"), type,
		c->after.p ? c->after : STR(""), c->limit, &all, &n, &next);

	if (e)
		return e;
	answer_list(c);
	for (size_t i = 0; i < n; i++)
		row_map_point(&c->w, &all[i]);
	return answer_list_end(c, next);
}

/* ---- plans ---- */

int route_plans(struct call *c)
{
	struct subject *all;
	struct str next;
	size_t n;
	int e = subject_list(&c->cx, &c->cover, arg_text(c, "area"), SUBJECT_PLAN,
		c->after.p ? c->after : STR(""), c->limit, &all, &n, &next);

	if (e)
		return e;
	answer_list(c);
	for (size_t i = 0; i < n; i++)
		row_plan_head(&c->w, &all[i]);
	return answer_list_end(c, next);
}

int route_plan(struct call *c)
{
	struct plan p;
	int e = plan_get(&c->cx, &c->cover, &c->id, &p);

	if (e)
		return e;
	row_plan(&c->w, &p);
	return answer_end(c);
}

/* The picture as it came: its form was checked by its own bytes, and the browser is told not to guess another. */
int route_plan_image(struct call *c)
{
	struct plan p;
	int e = plan_get(&c->cx, &c->cover, &c->id, &p);

	if (e)
		return e;
	c->type = p.type;
	buf_str(&c->out, p.file);
	return answer_end(c);
}

/* ---- a file that is to come in ---- */

static int ask_take(
	struct call *c, const struct json *v, struct features_ask *ret, struct str *ret_text)
{
	static const char *const known[] = { "geojson", "datum", "property", "step", NULL };
	const struct json *step = json_get(v, "step");

	if (v->type != JSON_OBJECT)
		return err(&c->cx, E_BAD_REQUEST, "body", "object");
	for (uint32_t i = 0; i < v->n; i++) {
		const char *const *name = known;

		while (*name && !str_is(v->names[i], *name))
			name++;
		if (!*name)
			return err(&c->cx, E_FIELD_UNKNOWN, cx_text(&c->cx, v->names[i]));
	}
	*ret_text = json_text(v, "geojson");
	*ret = (struct features_ask){ .property = json_text(v, "property") };
	if (!ret_text->n)
		return err(&c->cx, E_FIELD_MISSING, "geojson");
	if (step && (step->type != JSON_INT || step->i < 0 || step->i > INT32_MAX))
		return err(&c->cx, E_FIELD_TYPE, "step", "整数", "an integer");
	ret->step = step ? (int32_t)step->i : 0;
	return datum_read(&c->cx, json_text(v, "datum"), &ret->datum);
}

/* Nothing is kept: what it says of each feature is what a record would hold. */
int route_map_read(struct call *c)
{
	const struct json *v, *geojson;
	struct features_ask ask;
	struct features all;
	struct str text;
	int e = request_body(c, &v);

	if (!e)
		e = ask_take(c, v, &ask, &text);
	if (!e)
		e = json_read(&c->cx, text, &map_json_limits, &geojson);
	if (!e)
		e = features_read(&c->cx, &c->cover, geojson, &ask, &all);
	if (e)
		return e;
	jw_object(&c->w);
	row_features(&c->w, ask.datum, &all);
	jw_end_object(&c->w);
	return answer_end(c);
}
