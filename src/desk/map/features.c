/* A file of features: each polygon is the outline of the area that one of its properties names, each point where a subject is. Which
 * property that is, is looked for; all outlines of a file come on one grid, so that neighbours keep one border. */
#include "desk/map/map.h"

#include "core/map.h"
#include "sys/sys.h"

#define SITES_PAGE 1000
#define PROPERTIES_MAX 60
#define NAME_MAX 200 /* bytes of what is matched */

/* Bytes: what the command line takes; over HTTP a request has a limit of its own. */
const struct json_limits map_json_limits = {
	.bytes = (size_t)64 << 20, .depth = 12, .members = OUTLINE_READ_MAX + 1
};

/* Of 10^-7 degrees: from a hand to a hundred metres. */
static const int32_t steps[] = { 1, 10, 20, 50, 100, 200, 500, 1000, 2000, 5000, 10000 };
#define STEPS (sizeof(steps) / sizeof(*steps))

struct reading {
	struct cx *cx, *work; /* work: of one record, which may be a hundred times its feature */
	const struct cover *c;
	const struct features_ask *ask;
	struct features *ret;
	const struct json **features; /* ret->n */
	struct outline *outlines;     /* likewise */
	struct map by_code, by_name;  /* → struct area */
	struct map sites;             /* by name → struct subject */
	struct map taken;             /* area or subject → number of its feature, from 1 */
	bool sites_read, sites_many;  /* many: not all of them */
};

static const char twice; /* several have that name */

/* ---- what is here already ---- */

static int name_put(struct cx *cx, struct map *m, struct str name, const void *what)
{
	void **at = name.n ? map_at(m, name) : NULL;

	if (name.n && !at)
		return err(cx, E_NO_MEMORY, NULL);
	if (at)
		*at = (void *)(uintptr_t)(*at && *at != what ? (const void *)&twice : what);
	return 0;
}

static int areas_name(struct reading *r)
{
	const struct area *const *all;
	size_t n;
	int e = area_visible(r->cx, r->c->tree, r->c->who, STR(""), &all, &n);

	map_init(&r->by_code, r->cx->arena);
	map_init(&r->by_name, r->cx->arena);
	map_init(&r->sites, r->cx->arena);
	map_init(&r->taken, r->cx->arena);
	for (size_t i = 0; !e && i < n; i++) {
		e = name_put(r->cx, &r->by_code, all[i]->code, all[i]);
		if (!e)
			e = name_put(r->cx, &r->by_code, all[i]->id, all[i]);
		if (!e)
			e = name_put(r->cx, &r->by_name, all[i]->name, all[i]);
	}
	return e;
}

static int sites_name(struct reading *r)
{
	struct str after = STR("");
	struct subject *page;
	size_t n = 0;
	int e = 0;

	for (size_t all = 0; !e && !r->sites_read && after.p && !r->sites_many; all += n) {
		e = subject_list(
			r->cx, r->c, STR(""), SUBJECT_SITE, after, SITES_PAGE, &page, &n, &after);
		if (!e && all + n > SITES_MAX) {
			r->sites_many = true;
			n = SITES_MAX - all;
		}
		for (size_t i = 0; !e && i < n; i++)
			if (uuid_eq(&page[i].survivor, &page[i].id))
				e = name_put(r->cx, &r->sites, page[i].place, &page[i]);
	}
	r->sites_read = true;
	return e;
}

/* ---- by which property ---- */

static struct str value_of(struct cx *cx, const struct json *feature, struct str property)
{
	const struct json *v = json_get_str(json_get(feature, "properties"), property);

	if (v && v->type == JSON_INT)
		return str_of(cx_num(cx, v->i));
	return v && v->type == JSON_TEXT && v->s.n <= NAME_MAX ? str_trim(v->s) : STR_NONE;
}

/* A code of twelve digits may be that of a county with zeros behind it. */
static const struct area *area_by(const struct reading *r, struct str name)
{
	const void *found = name.n ? map_get(&r->by_code, name) : NULL;

	for (size_t n = name.n; !found && name.n == 12 && n > 6; n -= 3) {
		if (memcmp(name.p + n - 3, "000", 3) != 0)
			break;
		found = map_get(&r->by_code, (struct str){ name.p, n - 3 });
	}
	if (!found && name.n)
		found = map_get(&r->by_name, name);
	return found;
}

static bool is_point(const struct json *feature)
{
	return str_is(json_text(json_get(feature, "geometry"), "type"), "Point");
}

/* A name that several have tells none of them. */
static bool fits(struct reading *r, const struct json *feature, struct str property)
{
	struct str name = value_of(r->cx, feature, property);
	const void *found = NULL;
	struct uuid id;

	if (!is_point(feature))
		found = area_by(r, name);
	else if (name.n)
		found = uuid_read(name, &id) ? (const void *)name.p : map_get(&r->sites, name);
	return found && found != &twice;
}

/* That of the first feature by which most of all are known. */
static int property_find(struct reading *r)
{
	const struct json *first = json_get(r->features[0], "properties");
	size_t best = 0;
	int e = 0;

	r->ret->property = r->ask->property.n ? r->ask->property : STR_NONE;
	for (size_t i = 0; !e && i < r->ret->n; i++)
		if (is_point(r->features[i]))
			e = sites_name(r);
	if (e || !first || first->type != JSON_OBJECT)
		return e;
	r->ret->properties = first->names;
	r->ret->properties_n = first->n < PROPERTIES_MAX ? first->n : PROPERTIES_MAX;
	if (r->ask->property.n)
		return 0;
	for (size_t k = 0; k < r->ret->properties_n; k++) {
		size_t n = 0;

		for (size_t i = 0; i < r->ret->n; i++)
			n += fits(r, r->features[i], first->names[k]);
		if (n > best) {
			best = n;
			r->ret->property = first->names[k];
		}
	}
	return 0;
}

/* ---- one feature ---- */

static int wrong(
	struct cx *cx, const char *zh, const char *en, const char *remedy_zh, const char *remedy_en)
{
	return err(cx, E_GEO, "feature", zh, en, remedy_zh, remedy_en);
}

static int unknown(struct reading *r, const struct feature *f)
{
	if (!f->name.n)
		return wrong(r->cx, "没有用来匹配的属性值", "it has no value to match it by",
			"另选一个属性，或在文件里补上区划代码或名称",
			"choose another property, or add a code or a name to the file");
	if (f->point && r->sites_many)
		return err(r->cx, E_GEO, "feature", cx_text(r->cx, f->name),
			cx_text(r->cx, f->name),
			"场所太多，没有全部按名称匹配：在文件里写场所的编号",
			"there are too many sites to match all by name: write the id into the file");
	return err(r->cx, E_GEO, "feature", cx_text(r->cx, f->name), cx_text(r->cx, f->name),
		f->point ? "没有这个场所：填已登记场所的名称或编号" :
			   "没有这个区域：填已登记的区划代码或名称，未登记的先导入区域",
		f->point ?
			"no such site: write the name or the id of one that is listed" :
			"no such area: write a code or a name that is listed, or import the areas first");
}

static int several(struct reading *r)
{
	return wrong(r->cx, "有多个同名的", "several have that name", "改用区划代码或编号匹配",
		"match by code or id");
}

/* One area, one outline. */
static int once(struct reading *r, struct str key, size_t number)
{
	void **at = map_at(&r->taken, key);
	struct buf zh, en;

	if (!at)
		return err(r->cx, E_NO_MEMORY, NULL);
	if (!*at) {
		*at = (void *)(uintptr_t)(number + 1);
		return 0;
	}
	buf_init(&zh, r->cx->arena);
	buf_init(&en, r->cx->arena);
	buf_fmt(&zh, "与第 %zu 个要素是同一个", (size_t)(uintptr_t)*at);
	buf_fmt(&en, "it is the same as feature %zu", (size_t)(uintptr_t)*at);
	if (!buf_ok(&zh) || !buf_ok(&en))
		return err(r->cx, E_NO_MEMORY, NULL);
	return wrong(r->cx, buf_get(&zh).p, buf_get(&en).p, "同一区域的多块应合为一个 MultiPolygon",
		"make one MultiPolygon of the parts of an area");
}

static int area_match(struct reading *r, struct feature *f, size_t number)
{
	const struct area *a = area_by(r, f->name);

	if (!a)
		return unknown(r, f);
	if ((const void *)a == &twice)
		return several(r);
	f->area = a->id;
	return once(r, a->id, number);
}

static int subject_match(struct reading *r, struct feature *f, size_t number)
{
	const struct subject *s = f->name.n ? map_get(&r->sites, f->name) : NULL;
	struct subject one;
	int e = 0;

	if ((const void *)s == &twice)
		return several(r);
	if (!s && uuid_read(f->name, &one.id)) {
		struct uuid id = one.id;

		e = subject_get(r->cx, r->c, &id, &one);
		s = &one;
	} else if (!s) {
		return unknown(r, f);
	}
	if (e)
		return e;
	if (s->type != SUBJECT_SITE && s->type != SUBJECT_DWELLING && s->type != SUBJECT_STORE)
		return wrong(r->cx, "只有房屋、场所和仓库可以标坐标",
			"only dwellings, sites and stores have a place on the map", "去掉这个点",
			"leave this point out");
	f->area = s->area;
	f->subject = s->id;
	return once(r, uuid_bytes(&f->subject), number);
}

static int feature_take(struct reading *r, size_t i)
{
	const struct json *v = r->features[i], *geometry = json_get(v, "geometry");
	struct feature *f = &r->ret->all[i];
	int e;

	f->from = INT32_MIN;
	f->name = value_of(r->cx, v, r->ret->property);
	f->point = is_point(v);
	if (!str_is(json_text(v, "type"), "Feature") || !geometry || geometry->type != JSON_OBJECT)
		return wrong(r->cx, "没有图形", "it has no geometry", "去掉它，或补上图形",
			"leave it out, or give it a geometry");
	e = f->point ? point_take(r->cx, geometry, &f->at) :
		       outline_take(r->cx, geometry, &r->outlines[i]);
	f->points = f->point ? 1 : r->outlines[i].points_n;
	if (e)
		return e;
	return f->point ? subject_match(r, f, i) : area_match(r, f, i);
}

/* What is wrong with one feature stops no other; what is wrong with this program stops all. */
static int kept(struct reading *r, struct feature *f, int e)
{
	if (!e || e == -E_NO_MEMORY || err_entry(e)->http >= 500)
		return e;
	f->error = r->cx->e;
	err_clear(r->cx);
	return 0;
}

/* ---- how fine ---- */

static int thin(struct reading *r, size_t i, int32_t step, struct outline *ret)
{
	int e = outline_thin(r->cx, &r->outlines[i], step, ret);

	if (e)
		return e;
	if (!ret->rings_n)
		return wrong(r->cx, "图形太小，画不出来", "the shape is too small to be drawn",
			"核对坐标", "see whether the coordinates are right");
	if (ret->points_n > OUTLINE_POINTS_MAX || ret->rings_n > OUTLINE_RINGS_MAX)
		return err(r->cx, E_TOO_MANY, "outline", cx_num(r->cx, (int64_t)ret->points_n),
			cx_num(r->cx, OUTLINE_POINTS_MAX));
	return 0;
}

/* The finest grid on which all fit that fit on any; what fits on none does not decide. */
static int step_find(struct reading *r, int32_t *ret)
{
	size_t at = 0;

	while (at + 1 < STEPS && steps[at] < r->ask->step)
		at++;
	for (size_t i = 0; i < r->ret->n; i++) {
		size_t from = at;

		if (r->ret->all[i].error.code || r->ret->all[i].point)
			continue;
		while (from < STEPS) {
			struct outline o;
			int e = thin(r, i, steps[from], &o);

			if (e == -E_NO_MEMORY)
				return e;
			err_clear(r->cx);
			if (e != -E_TOO_MANY)
				break;
			from++;
		}
		if (from < STEPS)
			at = from;
	}
	*ret = steps[at];
	return 0;
}

/* ---- is it here already ---- */

static int outline_same(struct reading *r, struct feature *f)
{
	const struct area *a = area_find(r->c->tree, f->area);
	struct record *was;
	int e;

	if (!a || uuid_is_nil(&a->outline))
		return 0;
	e = record_of(r->work, r->c, &a->outline, &was);
	f->same = !e && was && a->datum == r->ask->datum &&
		str_eq(record_text(was, "outline"), f->outline);
	/* One without a day holds since ever, and so until the other began. */
	if (!e && was && !f->same && record_int(was, "from"))
		f->from = day_of(r->c->now);
	if (e)
		err_pass(r->cx, r->work);
	arena_reset(r->work->arena);
	return e;
}

static int point_same(struct reading *r, struct feature *f)
{
	const struct act *newest = NULL;
	struct geo_point at = { 0, 0 };
	struct act *acts;
	size_t n;
	int e = subject_acts(r->cx, r->c, &f->subject, &acts, &n);

	for (size_t i = 0; !e && i < n; i++)
		if (acts[i].what == SUBJECT_POINT && (!newest || act_cmp(&acts[i], newest) > 0))
			newest = &acts[i];
	if (newest)
		act_point(newest, &at.lon, &at.lat);
	f->same = newest && newest->code == r->ask->datum && at.lon == f->at.lon &&
		at.lat == f->at.lat;
	return e;
}

static int feature_end(struct reading *r, size_t i)
{
	struct feature *f = &r->ret->all[i];
	struct outline o;
	int e;

	if (f->point) {
		f->kept = 1;
		return point_same(r, f);
	}
	e = thin(r, i, r->ret->step, &o);
	f->kept = e ? 0 : o.points_n;
	if (!e)
		e = outline_write(r->cx, &o, &f->outline);
	return e ? e : outline_same(r, f);
}

/* ---- the whole ---- */

/* Before RFC 7946 a file could say that its coordinates are others. */
static int crs_check(struct cx *cx, const struct json *v)
{
	static const char *const right[] = { "CRS84", "4326", "4490" };
	struct str name = json_text(json_get(json_get(v, "crs"), "properties"), "name");

	if (!name.n)
		return 0;
	for (size_t i = 0; i < sizeof(right) / sizeof(*right); i++)
		for (size_t k = 0, n = strlen(right[i]); k + n <= name.n; k++)
			if (memcmp(name.p + k, right[i], n) == 0)
				return 0;
	return err(cx, E_GEO, "crs", cx_text(cx, name), cx_text(cx, name),
		"文件用的是投影坐标：请先转换为经纬度（WGS 84 或 CGCS2000）再导出",
		"the file has projected coordinates: convert them to degrees (WGS 84 or CGCS 2000) first");
}

static int features_of(struct reading *r, const struct json *v)
{
	const struct json *all = json_get(v, "features");
	bool several_ = str_is(json_text(v, "type"), "FeatureCollection");
	size_t n = several_ && all && all->type == JSON_LIST ? all->n : 1;
	int e = crs_check(r->cx, v);

	if (e)
		return e;
	if (several_ ? !all || all->type != JSON_LIST || !all->n :
		       !str_is(json_text(v, "type"), "Feature"))
		return wrong(r->cx, "不是 GeoJSON 的 FeatureCollection 或 Feature，或里面没有要素",
			"it is no FeatureCollection or Feature of GeoJSON, or an empty one",
			"用 GIS 软件导出为 GeoJSON（RFC 7946）", "export it as GeoJSON (RFC 7946)");
	if (n > FEATURES_MAX)
		return err(r->cx, E_TOO_MANY, "features", cx_num(r->cx, (int64_t)n),
			cx_num(r->cx, FEATURES_MAX));
	r->ret->n = n;
	r->ret->all = cx_many(r->cx, n, struct feature);
	r->features = cx_many(r->cx, n, const struct json *);
	r->outlines = cx_many(r->cx, n, struct outline);
	if (!r->ret->all || !r->features || !r->outlines)
		return -E_NO_MEMORY;
	for (size_t i = 0; i < n; i++)
		r->features[i] = several_ ? &all->items[i] : v;
	return 0;
}

static int all_end(struct reading *r)
{
	struct features *ret = r->ret;
	struct arena memory;
	struct cx work = { .arena = &memory };
	int e = 0;

	arena_init(&memory, &sys_heap, 0);
	r->work = &work;
	for (size_t i = 0; !e && i < ret->n; i++) {
		if (!ret->all[i].error.code)
			e = kept(r, &ret->all[i], feature_end(r, i));
		ret->matched += !ret->all[i].error.code;
	}
	r->work = NULL;
	arena_done(&memory);
	return e;
}

int features_read(struct cx *cx, const struct cover *c, const struct json *geojson,
	const struct features_ask *ask, struct features *ret)
{
	struct reading r = { .cx = cx, .c = c, .ask = ask, .ret = ret };
	int e;

	*ret = (struct features){ .n = 0 };
	e = features_of(&r, geojson);
	if (!e)
		e = areas_name(&r);
	if (!e)
		e = property_find(&r);
	for (size_t i = 0; !e && i < ret->n; i++)
		e = kept(&r, &ret->all[i], feature_take(&r, i));
	if (!e)
		e = step_find(&r, &ret->step);
	return e ? e : all_end(&r);
}
