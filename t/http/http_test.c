/* Every route of the table: asked, its answer held against its shape; asked wrongly, by nobody, and by what there is no route for. */
#include "http/served.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "http/posted.h"
#include "support/form_fixture.h"

/* A path of the table with what it needs filled in. */
static void path_of(const struct route *r, char *to, size_t n)
{
	const char *id = strstr(r->path, "{id}");
	const char *fill = strstr(r->path, "/rounds/") ? fid(2) :
		strstr(r->path, "/records/{")          ? fid(90001) :
		strstr(r->path, "/bulletins/")         ? fid(90300) :
		strstr(r->path, "/forms/")             ? fid(90350) :
		strstr(r->path, "/plans/")             ? fid(90700) :
		strstr(r->path, "/imports/")           ? fid(90360) :
		strstr(r->path, "/gifts/")             ? fid(90450) :
		strstr(r->path, "/subjects/")          ? fid(100) :
		strstr(r->path, "/places/")            ? fid(90400) :
		strstr(r->path, "/restrictions/")      ? fid(90500) :
		strstr(r->path, "/notices/")           ? fid(90600) :
							 "doors-knocked";

	if (id)
		snprintf(to, n, "%.*s%s%s", (int)(id - r->path), r->path, fill, id + 4);
	else
		snprintf(to, n, "%s", r->path);
	if (strcmp(r->path, "/v1/search") == 0)
		snprintf(to, n, "/v1/search?q=1");
	if (strcmp(r->path, "/v1/bulletins/draft") == 0)
		snprintf(to, n, "/v1/bulletins/draft?incident=%s", fid(1));
	if (strcmp(r->path, "/v1/map") == 0)
		snprintf(to, n, "/v1/map?area=512021");
	if (strcmp(r->path, "/v1/candidates") == 0)
		snprintf(to, n, "/v1/candidates?kind=sweep");
	if (strcmp(r->path, "/v1/records") == 0)
		snprintf(to, n, "/v1/records?ids=%s", fid(90001));
	if (strcmp(r->path, "/v1/marked") == 0)
		snprintf(to, n, "/v1/marked?what=held");
	if (strcmp(r->path, "/v1/places/{id}/visits") == 0)
		snprintf(to, n, "/v1/places/%s/visits?from=%s&to=%s", fid(90400),
			"2022-08-30T00:00:00Z", "2022-08-30T23:00:00Z");
}

#define GIFT(id) \
	"{\"id\":\"01900000-0000-7000-8000-0000000" id "\",\"kind\":\"supply.received\",\"v\":1," \
	"\"at\":\"2022-08-30T10:00:00+08:00\",\"area\":\"g1\",\"body\":{" \
	"\"incident\":\"01900000-0000-7000-8000-000000000001\"," \
	"\"store\":\"01900000-0000-7000-8000-000000000050\",\"item\":\"?\",\"quantity\":\"1\"," \
	"\"donated\":true}}"

#define A_SITE \
	"{\"id\":\"01900000-0000-7000-8000-000000090401\",\"kind\":\"site.listed\",\"v\":1," \
	"\"at\":\"2022-08-30T10:00:00+08:00\",\"area\":\"g1\",\"subject\":\"01900000-0000-7000-8000-000000090400\"," \
	"\"body\":{\"name\":\"示例市场\",\"flags\":[\"market\"]}}"

/* On one who is held: a restriction awaits its approval, and is told all the same. */
static void restriction_post(void)
{
	char text[1000];

	snprintf(text, sizeof(text),
		"[{\"id\":\"%s\",\"kind\":\"round.opened\",\"v\":1,\"at\":\"2022-08-30T09:00:00+08:00\","
		"\"area\":\"512021\",\"round\":\"%s\",\"body\":{\"kind\":\"restriction\",\"incident\":"
		"\"01900000-0000-7000-8000-000000000001\",\"standing\":true}},",
		"01900000-0000-7000-8000-000000090501", fixture_standing("restriction"));
	snprintf(text + strlen(text), sizeof(text) - strlen(text),
		"{\"id\":\"%s\",\"kind\":\"restriction.ordered\",\"v\":1,\"at\":\"2022-08-30T10:00:00+08:00\","
		"\"area\":\"g1\",\"round\":\"%s\",\"subject\":\"01900000-0000-7000-8000-000000000100\",\"body\":{"
		"\"what\":\"door_sealed\",\"cause\":\"case\",\"ground\":\"01900000-0000-7000-8000-000000090001\","
		"\"from\":\"2022-08-30T10:00:00+08:00\",\"until\":\"2022-09-02T10:00:00+08:00\",\"office\":\"O\",\"reason\":\"?\"}}]",
		"01900000-0000-7000-8000-000000090500", fixture_standing("restriction"));
	call_is(&server, 200, "POST", "/v1/records", text);
}

/* A list that was brought in, for the routes that show one. */
static void import_post(void)
{
	call_is(&server, 200, "POST", "/v1/imports",
		"{\"id\":\"01900000-0000-7000-8000-000000090360\",\"lists\":\"people\",\"file_name\":\"示例.csv\","
		"\"file\":\"bmFtZSxhcmVhCkEsZzEK\"}");
}

static void form_post(void)
{
	char text[8000];

	form_records(text, sizeof(text), 90350, "512021", "doors-knocked", "day", "");
	call_is(&server, 200, "POST", "/v1/records", text);
	call_is(&server, 200, "POST", "/v1/forms/01900000-0000-7000-8000-000000090350/fillings",
		"{\"day\":\"2022-08-30\"}");
}

/* An outline, a point, and a plan with its marks: those of the kinds' own examples. */
static void map_post(void)
{
	static const char *const kinds[] = { "area.outlined", "plan.filed", "plan.marked",
		"subject.located" };
	char text[8000], *at;

	for (size_t i = 0; i < 4; i++) {
		snprintf(text, sizeof(text), "%s",
			kinds_newest(desks_kinds(), str_of(kinds[i]))->example);
		while ((at = strstr(text, "512021100201001")))
			memmove(memcpy(at, "512021", 6) + 6, at + 15, strlen(at + 15) + 1);
		while ((at = strstr(text, "0182ec0c-3800-7000-8000-000000001003")))
			memcpy(at, fid(90700), 36);
		while ((at = strstr(text, "0182ec0c-3800-7000-8000-000000000003")))
			memcpy(at, fid(100), 36);
		call_is(&server, 200, "POST", "/v1/records", text);
	}
}

static void test_routes(void **state)
{
	char path[200], wrong[300], cookie[600];

	(void)state;
	call_is(&server, 200, "POST", "/v1/records", VISIT("90001", ""));
	call_is(&server, 200, "POST", "/v1/bulletins", BULLETIN("90300"));
	form_post();
	map_post();
	import_post();
	call_is(&server, 200, "POST", "/v1/records", A_SITE);
	call_is(&server, 200, "POST", "/v1/records", GIFT("90450"));
	call_is(&server, 200, "POST", "/v1/records", TOLD);
	restriction_post();
	memcpy(cookie, server.cookie, sizeof(cookie));
	for (const struct route *r = routes; r->path; r++) {
		struct answer a;

		/* A resident's own: t/http/resident_test.c, and his pages, resident_reads_test.c and its siblings. */
		if (strcmp(r->method, "GET") != 0 || r->run == route_live || r->flags & ROUTE_PAGE)
			continue;
		path_of(r, path, sizeof(path));
		if (strncmp(r->path, "/v1/own", 7) == 0) {
			call_is(&server, 403, "GET", path, NULL);
			continue;
		}
		a = call(&server, "GET", path, NULL);
		if (a.status != 200)
			fail_msg("%s: %d %s", path, a.status, a.body);
		if (a.json)
			answer_fits(r, a.json);
		answer_free(&a);
		snprintf(wrong, sizeof(wrong), "%s%cnonsense=1", path,
			strchr(path, '?') ? '&' : '?');
		call_is(&server, 400, "GET", wrong, NULL);
		a = call(&server, "HEAD", path, NULL);
		assert_int_equal(a.status, 200);
		answer_free(&a);
		call_is(&server, 405, "PUT", path, NULL);
		server.cookie[0] = 0;
		call_is(&server, r->flags & ROUTE_OPEN ? 200 : 401, "GET", path, NULL);
		memcpy(server.cookie, cookie, sizeof(cookie));
	}
}

static void refs_check(const struct json *doc, const struct json *v)
{
	const struct json *ref = json_get(v, "$ref");

	if (ref) {
		const struct json *schemas = at(doc, "components.schemas");
		struct str name = { ref->s.p + 21, ref->s.n - 21 };

		if (!json_get_str(schemas, name))
			fail_msg("no schema %.*s", STR_ARG(name));
	}
	if (v->type == JSON_LIST || v->type == JSON_OBJECT)
		for (uint32_t i = 0; i < v->n; i++)
			refs_check(doc, &v->items[i]);
}

static void test_openapi(void **state)
{
	struct answer a = call(&server, "GET", "/v1/openapi.json", NULL);
	const struct json *paths;

	(void)state;
	assert_int_equal(a.status, 200);
	paths = at(a.json, "paths");
	for (const struct route *r = routes; r->path; r++) {
		const struct json *p = json_get(paths, r->path);
		char method[10] = "";

		for (size_t i = 0; r->method[i]; i++)
			method[i] = (char)(r->method[i] | 0x20);
		/* Pages are for people. */
		assert_int_equal(p == NULL, (r->flags & ROUTE_PAGE) != 0);
		assert_true(!p || json_get(p, method));
	}
	refs_check(a.json, a.json);
	/* What may be left out is not required, what may be null is. */
	assert_int_equal(at(a.json, "components.schemas.waiting.required")->n, 4);
	assert_int_equal(at(a.json, "components.schemas.record.required")->n, 16);
	/* A body is said to be what its route takes. */
	assert_int_equal(at(a.json, "components.schemas.bulletin_order.properties")->n, 13);
	assert_int_equal(at(a.json, "components.schemas.bulletin_order.required")->n, 4);
	paths = json_get(json_get(json_get(paths, "/v1/bulletins"), "post"), "requestBody");
	paths = json_get(json_get(json_get(paths, "content"), "application/json"), "schema");
	assert_true(str_is(json_text(paths, "$ref"), "#/components/schemas/bulletin_order"));
	answer_free(&a);
}

/* Whoever has a map is not sent it again until an area changes. */
static void test_map_tag(void **state)
{
	char headers[900], tag[40] = "";
	struct answer a = call(&server, "GET", "/v1/map?area=512021", NULL);
	const char *at_tag = strstr(a.head, "ETag: ");

	(void)state;
	assert_int_equal(a.status, 200);
	assert_non_null(at_tag);
	assert_int_equal(sscanf(at_tag, "ETag: %39s", tag), 1);
	answer_free(&a);
	snprintf(headers, sizeof(headers), "%sIf-None-Match: %s\r\n", server.cookie, tag);
	a = call_with(&server, "GET", "/v1/map?area=512021", headers, NULL);
	assert_int_equal(a.status, 304);
	assert_int_equal(a.body_n, 0);
	answer_free(&a);
	call_is(&server, 200, "POST", "/v1/records",
		"{\"id\":\"01900000-0000-7000-8000-000000090710\",\"kind\":\"area.changed\",\"v\":1,"
		"\"at\":\"2022-08-30T10:00:00+08:00\",\"area\":\"v2\",\"body\":{\"from\":\"2022-08-01\",\"name\":\"示例村\"}}");
	a = call_with(&server, "GET", "/v1/map?area=512021", headers, NULL);
	assert_int_equal(a.status, 200);
	answer_free(&a);
}

static void test_paths(void **state)
{
	(void)state;
	call_is(&server, 404, "GET", "/v1", NULL);
	call_is(&server, 404, "GET", "/v1/nothing", NULL);
	call_is(&server, 404, "GET", "/v1/rounds/x/y/z/a/b/c", NULL);
	call_is(&server, 404, "GET", "/v1/rounds/not-a-uuid", NULL);
	call_is(&server, 404, "GET", "/v1/rounds/01900000-0000-7000-8000-999999999999", NULL);
	call_is(&server, 404, "GET", "/v1/records/01900000-0000-7000-8000-999999999999", NULL);
	call_is(&server, 404, "GET", "/v1/figures/no-such-figure", NULL);
	call_is(&server, 400, "GET", "/v1/areas?under=%zz", NULL);
	call_is(&server, 400, "GET", "/v1/areas?under=%00", NULL);
	call_is(&server, 400, "GET", "/v1/areas?under=%ff%fe", NULL);
	call_is(&server, 400, "GET", "/v1/areas?under=%", NULL);
	call_is(&server, 404, "GET", "/v1/areas?under=nowhere", NULL);
	call_is(&server, 400, "GET", "/v1/areas?limit=0", NULL);
	call_is(&server, 400, "GET", "/v1/areas?limit=1001", NULL);
	call_is(&server, 400, "GET", "/v1/areas?limit=x", NULL);
	call_is(&server, 200, "GET", "/v1/areas?limit=1000", NULL);
	call_is(&server, 400, "GET", "/v1/areas?under=g1&under=g1", NULL);
	call_is(&server, 400, "GET", "/v1/subjects?type=elephant", NULL);
	call_is(&server, 400, "GET", "/v1/figures/doors-knocked?from=2022-02-30", NULL);
	call_is(&server, 400, "GET", "/v1/figures/doors-knocked?from=2022-08-31&to=2022-08-30",
		NULL);
	call_is(&server, 400, "GET", "/v1/search", NULL);
	call_is(&server, 400, "GET", "/v1/changes?after=garbage", NULL);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup(test_routes, as_admin),
		cmocka_unit_test(test_openapi),
		cmocka_unit_test_setup(test_map_tag, as_admin),
		cmocka_unit_test_setup(test_paths, as_admin),
	};

	int failed = cmocka_run_group_tests_name("http, sqlite", tests, setup, teardown);

	if (!getenv("BULOU_TEST_PG"))
		return failed;
	engine = "postgres";
	return failed + cmocka_run_group_tests_name("http, postgres", tests, setup, teardown);
}
