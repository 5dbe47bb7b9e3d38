/* The map of an area: what was said last and holds today is drawn, for whoever sees it; a file of features finds its areas; and where
 * subjects are. On both engines. */
#include <string.h>

#include "core/test.h"
#include "cover/area_tree.h"
#include "desk/map/map.h"
#include "support/site_fixture.h"
#include "sys/sys.h"

static const char *engine;

#define SQUARE(x, y) \
	"{\\\"coordinates\\\":[[[" #x ".1," #y ".1],[" #x ".2," #y ".1],[" #x ".2," #y ".2],[" #x \
	".1," #y ".1]]],\\\"type\\\":\\\"Polygon\\\"}"

static void outlined(struct fixture *f, int n, const char *area, const char *datum,
	const char *from, const char *outline)
{
	fixture_accept(f, n,
		"\"area.outlined\",\"area\":\"%s\",\"body\":{\"datum\":\"%s\",\"outline\":\"%s\"%s%s%s}",
		area, datum, outline, from ? ",\"from\":\"" : "", from ? from : "",
		from ? "\"" : "");
}

static struct map_drawn drawn(struct fixture *f, const char *area)
{
	struct map_drawn m;

	fixture_read(f);
	assert_int_equal(map_draw(&f->cx, &f->cover, str_of(area), &m), 0);
	fixture_read_done(f);
	return m;
}

static void what_holds_today_is_drawn(void **state)
{
	struct fixture f;
	struct map_drawn m;

	(void)state;
	fixture_open(&f, engine);
	fixture_county(&f, 1);
	assert_int_equal(drawn(&f, "v1").n, 0);
	outlined(&f, 800, "g1", "wgs84", NULL, SQUARE(104, 30));
	outlined(&f, 801, "g2", "cgcs2000", NULL, SQUARE(105, 31));
	m = drawn(&f, "v1");
	assert_int_equal(m.n, 2);
	assert_int_equal(m.datum, DATUM_WGS84);
	assert_int_equal(m.west, 1041000000);
	assert_int_equal(m.north, 312000000);
	assert_true(m.all[1].path.p[0] == 'M' && m.all[1].path.p[m.all[1].path.n - 1] == 'z');
	/* One that holds from tomorrow on is not drawn yet; one of today takes the other's place. */
	outlined(&f, 802, "g1", "wgs84", "2022-08-31", SQUARE(106, 30));
	assert_int_equal(drawn(&f, "v1").east, 1052000000);
	outlined(&f, 803, "g2", "wgs84", "2022-08-30", SQUARE(107, 30));
	assert_int_equal(drawn(&f, "v1").east, 1072000000);
	/* Of another datum it cannot lie beside them. */
	outlined(&f, 804, "v1", "gcj02", NULL, SQUARE(108, 30));
	m = drawn(&f, "v1");
	assert_int_equal(m.n, 2);
	assert_int_equal(m.left_out, 1);
	/* What is taken back leaves what was before. */
	fixture_accept(&f, 805, "\"record.voided\",\"body\":{\"records\":[\"%s\"]}", fid(803));
	assert_int_equal(drawn(&f, "v1").east, 1052000000);
	/* The views made anew say the same. */
	assert_int_equal(rebuild(&f.cx, &f.site->view, NULL, NULL), 0);
	fixture_reopen(&f);
	assert_int_equal(drawn(&f, "v1").east, 1052000000);
	fixture_close(&f);
}

/* A new outline makes an area nothing else: only a name, a code or a place in the tree that is to come is told. */
static void an_outline_is_no_other_name(void **state)
{
	struct fixture f;
	const struct area_version *later;

	(void)state;
	fixture_open(&f, engine);
	fixture_county(&f, 1);
	outlined(&f, 800, "g1", "wgs84", "2022-09-01", SQUARE(104, 30));
	fixture_read(&f);
	assert_int_equal(area_later(area_find(f.cover.tree, STR("g1")))->from, INT32_MAX);
	fixture_read_done(&f);
	fixture_accept(&f, 801,
		"\"area.changed\",\"area\":\"g1\",\"body\":{\"name\":\"示例新名\",\"from\":\"2022-09-02\"}");
	fixture_read(&f);
	later = area_later(area_find(f.cover.tree, STR("g1")));
	assert_str(later->name, "示例新名");
	assert_int_equal(later->from, day_of(f.cover.now) + 3);
	fixture_read_done(&f);
	fixture_close(&f);
}

/* As many corners as an outline may have, n of them in a sawtooth along the north. */
static struct str detailed(struct cx *cx, int west)
{
	struct buf b;

	buf_init(&b, cx->arena);
	buf_fmt(&b, "{\\\"coordinates\\\":[[[%d,30]", west);
	for (int i = 1; i < OUTLINE_POINTS_MAX - 1; i++)
		buf_fmt(&b, ",[%d.%04d1,30.%d]", west, i, 1 + i % 2);
	buf_fmt(&b, ",[%d.5,30],[%d,30]]],\\\"type\\\":\\\"Polygon\\\"}", west, west);
	return buf_get(&b);
}

/* What is drawn takes the memory of its corners, not of their texts: hundreds of detailed outlines are one answer. */
static void detailed_outlines_take_little_memory(void **state)
{
	struct arena small;
	struct cx cx = { .arena = &small };
	struct map_drawn m;
	struct fixture f;

	(void)state;
	fixture_open(&f, engine);
	fixture_county(&f, 1);
	outlined(&f, 800, "g1", "wgs84", NULL, detailed(&f.cx, 104).p);
	outlined(&f, 801, "g2", "wgs84", NULL, detailed(&f.cx, 105).p);
	fixture_read(&f);
	arena_init(&small, &sys_heap, (size_t)640 << 10);
	assert_int_equal(map_draw(&cx, &f.cover, STR("v1"), &m), 0);
	assert_int_equal(m.n, 2);
	assert_true(m.all[0].path.n > 3000);
	arena_done(&small);
	fixture_read_done(&f);
	fixture_close(&f);
}

#define BUILDING(name) \
	"\"[{\\\"compound\\\":\\\"\\\",\\\"building\\\":\\\"" name \
	"\\\",\\\"x\\\":1,\\\"y\\\":2,\\\"w\\\":0,\\\"h\\\":0}]\""
#define PICTURE \
	"iVBORw0KGgoAAAANSUhEUgAAAAgAAAAGAQAAAADWfuJWAAAADElEQVR42mNYxQCHABf0A_3QgflcAAAAAElFTkSuQmCC"

/* The marks of a plan are its own: what another kind numbers about the same subject counts there, and here nothing. */
static void marks_are_numbered_by_themselves(void **state)
{
	struct subject *heads;
	struct fixture f;
	struct uuid id;
	struct plan p;
	struct str next;
	size_t n;

	(void)state;
	fixture_open(&f, engine);
	fixture_county(&f, 1);
	fixture_accept(&f, 800,
		"\"plan.filed\",\"area\":\"g1\",\"body\":{\"name\":\"示例平面图\",\"file\":\"" PICTURE
		"\"}");
	fixture_accept(&f, 801,
		"\"plan.marked\",\"area\":\"g1\",\"subject\":\"%s\",\"body\":{\"version\":1,\"marks\":" BUILDING(
			"1") "}",
		fid(800));
	fixture_accept(&f, 802,
		"\"form.mapped\",\"area\":\"g1\",\"subject\":\"%s\",\"body\":{\"version\":9,\"map\":\"[]\"}",
		fid(800));
	fixture_read(&f);
	assert_true(uuid_read(str_of(fid(800)), &id));
	assert_int_equal(plan_get(&f.cx, &f.cover, &id, &p), 0);
	assert_int_equal(p.marks_n, 1);
	assert_int_equal(p.next_version, 2);
	assert_int_equal(p.width, 8);
	assert_int_equal(subject_list(&f.cx, &f.cover, STR("v1"), SUBJECT_PLAN, STR(""), 10, &heads,
				 &n, &next),
		0);
	assert_int_equal(n, 1);
	assert_str(heads[0].place, "示例平面图");
	fixture_read_done(&f);
	fixture_close(&f);
}

static void only_what_one_sees_is_drawn(void **state)
{
	const struct str scopes[] = { STR("g1") };
	const struct reader him = { .person = STR("x"), .scopes = scopes, .n = 1 };
	struct fixture f;
	struct map_drawn m;

	(void)state;
	fixture_open(&f, engine);
	fixture_county(&f, 1);
	outlined(&f, 800, "g1", "wgs84", NULL, SQUARE(104, 30));
	fixture_read(&f);
	f.cover.who = &him;
	assert_int_equal(map_draw(&f.cx, &f.cover, STR("v1"), &m), -E_NOT_FOUND);
	err_clear(&f.cx);
	assert_int_equal(map_draw(&f.cx, &f.cover, STR("nowhere"), &m), -E_UNKNOWN_AREA);
	err_clear(&f.cx);
	assert_int_equal(map_draw(&f.cx, &f.cover, STR("g1"), &m), 0);
	assert_int_equal(m.n, 1);
	assert_true(m.all[0].own);
	fixture_read_done(&f);
	fixture_close(&f);
}

static void subjects_are_where_was_said_last(void **state)
{
	struct subject_point *all;
	struct str next;
	struct fixture f;
	size_t n;

	(void)state;
	fixture_open(&f, engine);
	fixture_county(&f, 3);
	for (int i = 0; i < 2; i++)
		fixture_accept(&f, 800 + i,
			"\"subject.located\",\"area\":\"g1\",\"subject\":\"%s\",\"body\":{"
			"\"datum\":\"wgs84\",\"lon\":\"-%d.5\",\"lat\":\"%d\"}",
			fid(101), 100 + i, 30 + i);
	fixture_read(&f);
	assert_int_equal(subject_points(&f.cx, &f.cover, STR("g1"), SUBJECT_DWELLING, STR(""), 100,
				 &all, &n, &next),
		0);
	assert_int_equal(n, 1);
	assert_int_equal(all[0].lon, -1015000000);
	assert_int_equal(all[0].lat, 310000000);
	assert_int_equal(all[0].datum, DATUM_WGS84);
	assert_null(next.p);
	fixture_read_done(&f);
	fixture_close(&f);
}

#define FEATURE(properties, type, coordinates) \
	"{\"type\":\"Feature\",\"properties\":" properties ",\"geometry\":{\"type\":\"" type \
	"\",\"coordinates\":" coordinates "}}"
#define TRIANGLE "[[[104.1,30.1],[104.2,30.1],[104.2,30.2],[104.1,30.1]]]"

static void a_file_finds_its_areas(void **state)
{
	static const char file[] = "{\"type\":\"FeatureCollection\",\"features\":[" FEATURE(
		"{\"OBJECTID\":1,\"code\":\"g1\",\"n\":\"?\"}", "Polygon",
		TRIANGLE) "," FEATURE("{\"OBJECTID\":2,\"code\":\"nowhere\",\"n\":\"?\"}",
		"Polygon", TRIANGLE) "," FEATURE("{\"OBJECTID\":3,\"code\":\"g2\",\"n\":\"?\"}",
		"Polygon", "[[[1,2]]]") "," FEATURE("{\"OBJECTID\":4,\"code\":\"g1\",\"n\":\"?\"}",
		"Polygon", TRIANGLE) "," FEATURE("{\"OBJECTID\":5}", "Polygon",
		TRIANGLE) "," FEATURE("{\"OBJECTID\":6,\"code\":\"512021000000\",\"n\":\"?\"}",
		"Polygon", TRIANGLE) "]}";
	const struct features_ask ask = { .datum = DATUM_WGS84 }, other = { .datum = DATUM_GCJ02 };
	const struct json *v;
	struct features all;
	struct fixture f;

	(void)state;
	fixture_open(&f, engine);
	fixture_county(&f, 1);
	fixture_read(&f);
	assert_int_equal(json_read(&f.cx, STR(file), &map_json_limits, &v), 0);
	assert_int_equal(features_read(&f.cx, &f.cover, v, &ask, &all), 0);
	assert_int_equal(all.n, 6);
	assert_int_equal(all.matched, 2);
	assert_true(str_is(all.property, "code"));
	assert_int_equal(all.properties_n, 3);
	assert_true(str_is(all.all[0].area, "g1"));
	assert_int_equal(all.all[0].kept, 3);
	assert_false(all.all[0].same);
	assert_true(str_is(all.all[5].area, "512021"));
	for (size_t i = 1; i < 5; i++) {
		assert_int_equal(all.all[i].error.code, E_GEO);
		assert_true(all.all[i].error.remedy_zh.n && all.all[i].error.remedy_en.n);
	}
	fixture_read_done(&f);
	/* What is here already is told to be. */
	fixture_accept(&f, 800,
		"\"area.outlined\",\"area\":\"g1\",\"body\":{\"datum\":\"wgs84\",\"outline\":"
		"\"{\\\"coordinates\\\":[[[104.1,30.1],[104.2,30.1],[104.2,30.2],[104.1,30.1]]],\\\"type\\\":\\\"Polygon\\\"}\"}");
	fixture_read(&f);
	assert_int_equal(json_read(&f.cx, STR(file), &map_json_limits, &v), 0);
	assert_int_equal(features_read(&f.cx, &f.cover, v, &ask, &all), 0);
	assert_true(all.all[0].same);
	assert_int_equal(all.all[0].from, INT32_MIN);
	fixture_read_done(&f);
	/* What follows one that says a day has to say one: else it holds since ever, and so only until that day. */
	outlined(&f, 801, "g1", "wgs84", "2022-08-29", SQUARE(106, 30));
	fixture_read(&f);
	assert_int_equal(json_read(&f.cx, STR(file), &map_json_limits, &v), 0);
	assert_int_equal(features_read(&f.cx, &f.cover, v, &ask, &all), 0);
	assert_false(all.all[0].same);
	assert_int_equal(all.all[0].from, day_of(f.cover.now));
	assert_int_equal(all.all[5].from, INT32_MIN);
	/* Also where it is of another datum. */
	assert_int_equal(json_read(&f.cx, STR(file), &map_json_limits, &v), 0);
	assert_int_equal(features_read(&f.cx, &f.cover, v, &other, &all), 0);
	assert_false(all.all[0].same);
	assert_int_equal(all.all[0].from, day_of(f.cover.now));
	/* Metres are told at once. */
	assert_int_equal(
		json_read(&f.cx,
			STR("{\"type\":\"FeatureCollection\",\"crs\":{\"properties\":{\"name\":\"EPSG:3857\"}},\"features\":[1]}"),
			&map_json_limits, &v),
		0);
	assert_int_equal(features_read(&f.cx, &f.cover, v, &ask, &all), -E_GEO);
	fixture_read_done(&f);
	fixture_close(&f);
}

static void sites(struct fixture *f, int from, int to)
{
	for (int i = from; i < to; i++)
		fixture_accept(f, 100000 + i,
			"\"site.listed\",\"area\":\"g1\",\"subject\":\"%s\",\"body\":{\"name\":\"示例场所 %d\","
			"\"flags\":[\"checkpoint\"]}",
			fid(100000 + i), i);
}

/* One that is listed is found by its name; why another is not is told in these words. */
static void unknown_site(struct fixture *f, const char *words)
{
	static const char file[] = "{\"type\":\"FeatureCollection\",\"features\":[" FEATURE(
		"{\"name\":\"示例场所 7\"}", "Point",
		"[104.1,30.1]") "," FEATURE("{\"name\":\"无此场所\"}", "Point",
		"[104.2,30.2]") "]}";
	const struct features_ask ask = { .datum = DATUM_WGS84, .property = STR("name") };
	const struct json *v;
	struct features all;

	fixture_read(f);
	assert_int_equal(json_read(&f->cx, STR(file), &map_json_limits, &v), 0);
	assert_int_equal(features_read(&f->cx, &f->cover, v, &ask, &all), 0);
	assert_int_equal(all.all[0].error.code, 0);
	assert_int_equal(all.all[1].error.code, E_GEO);
	assert_non_null(strstr(all.all[1].error.remedy_en.p, words));
	fixture_read_done(f);
}

/* On one engine: as many take their time. */
static void sites_beyond_the_limit_are_matched_by_id(void **state)
{
	struct fixture f;

	(void)state;
	if (strcmp(engine, "sqlite") != 0)
		skip();
	fixture_open(&f, engine);
	fixture_county(&f, 1);
	sites(&f, 0, SITES_MAX);
	unknown_site(&f, "no such site");
	sites(&f, SITES_MAX, SITES_MAX + 1);
	unknown_site(&f, "too many sites");
	fixture_close(&f);
}

static int run(const char *on)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(what_holds_today_is_drawn),
		cmocka_unit_test(an_outline_is_no_other_name),
		cmocka_unit_test(detailed_outlines_take_little_memory),
		cmocka_unit_test(marks_are_numbered_by_themselves),
		cmocka_unit_test(only_what_one_sees_is_drawn),
		cmocka_unit_test(subjects_are_where_was_said_last),
		cmocka_unit_test(a_file_finds_its_areas),
		cmocka_unit_test(sites_beyond_the_limit_are_matched_by_id),
	};

	engine = on;
	return cmocka_run_group_tests_name(on, tests, NULL, NULL);
}

int main(void)
{
	return fixture_on_each(run);
}
