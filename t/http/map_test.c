/* The map over HTTP: a tag is good only for what one may see, and only as long as nothing changed; a plan's picture is no page. On both
 * engines. */
#include "http/served.h"

#include <string.h>

#define OUTLINE(x) \
	"{\\\"coordinates\\\":[[[" #x ".1,30.1],[" #x ".2,30.1],[" #x ".2,30.2],[" #x \
	".1,30.1]]],\\\"type\\\":\\\"Polygon\\\"}"
#define PICTURE \
	"iVBORw0KGgoAAAANSUhEUgAAAAgAAAAGAQAAAADWfuJWAAAADElEQVR42mNYxQCHABf0A_3QgflcAAAAAElFTkSuQmCC"
#define PLAN "01900000-0000-7000-8000-00000000e003"

static void post(const char *id, const char *rest)
{
	struct answer a;
	char text[1200];

	snprintf(text, sizeof(text),
		"{\"id\":\"01900000-0000-7000-8000-00000000%s\",\"v\":1,\"at\":\"2022-08-30T09:00:00+08:00\",%s}",
		id, rest);
	a = call(&server, "POST", "/v1/records", text);
	if (a.status != 200 || !str_is(at(a.json, "status")->s, "accepted"))
		fail_msg("%s", a.body);
	answer_free(&a);
}

/* The status of a map for whoever has this tag; ret takes the answer's own. */
static int map_of(const char *area, const char *tag, char ret[40])
{
	char path[100], headers[800];
	struct answer a;
	const char *etag;
	int status;

	snprintf(path, sizeof(path), "/v1/map?area=%s", area);
	snprintf(headers, sizeof(headers), "%s%s%s%s", server.cookie, tag ? "If-None-Match: " : "",
		tag ? tag : "", tag ? "\r\n" : "");
	a = call_with(&server, "GET", path, headers, NULL);
	status = a.status;
	etag = strstr(a.head, "ETag: ");
	ret[0] = '\0';
	if (etag)
		snprintf(ret, 40, "%.*s", (int)strcspn(etag + 6, "\r\n"), etag + 6);
	answer_free(&a);
	return status;
}

static void a_tag_is_good_while_nothing_changes(void **state)
{
	char first[40], tag[40];

	(void)state;
	post("e001",
		"\"kind\":\"area.outlined\",\"area\":\"g1\",\"body\":{\"datum\":\"wgs84\",\"outline\":\"" OUTLINE(
			104) "\"}");
	assert_int_equal(map_of("g1", NULL, first), 200);
	assert_true(strlen(first) > 8);
	assert_int_equal(map_of("g1", first, tag), 304);
	assert_string_equal(tag, first);
	post("e002",
		"\"kind\":\"area.outlined\",\"area\":\"g1\",\"body\":{\"datum\":\"wgs84\",\"outline\":\"" OUTLINE(
			105) "\"}");
	assert_int_equal(map_of("g1", first, tag), 200);
	assert_string_not_equal(tag, first);
	/* Whoever does not see the area learns nothing, whatever tag he shows. */
	login(&server, "watcher");
	assert_int_equal(map_of("g1", tag, first), 200);
	assert_int_equal(map_of("v1", "*", first), 404);
	assert_int_equal(map_of("nowhere", "*", first), 404);
	login(&server, "admin");
}

static void a_picture_is_no_page(void **state)
{
	struct answer a;

	(void)state;
	post("e003",
		"\"kind\":\"plan.filed\",\"area\":\"g1\",\"body\":{\"name\":\"示例平面图\",\"file\":\"" PICTURE
		"\"}");
	a = call(&server, "GET", "/v1/plans/" PLAN "/image", NULL);
	assert_int_equal(a.status, 200);
	assert_non_null(strstr(a.head, "Content-Type: image/png\r\n"));
	assert_non_null(strstr(a.head, "X-Content-Type-Options: nosniff\r\n"));
	answer_free(&a);
	a = call(&server, "GET", "/v1/plans?area=v1", NULL);
	assert_true(str_is(at(a.json, "items.0.name")->s, "示例平面图"));
	answer_free(&a);
}

static int run(const char *on)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_tag_is_good_while_nothing_changes),
		cmocka_unit_test(a_picture_is_no_page),
	};

	engine = on;
	return cmocka_run_group_tests_name(on, tests, setup, teardown);
}

int main(void)
{
	return fixture_on_each(run);
}
