/* The HTTP face: a script of calls for each route, and clients that do it wrong. */
#include "http/served.h"

#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include "guard/own.h"
#include "support/form_fixture.h"
#include "sys/sys.h"

#define VISIT(id, extra) \
	"{\"id\":\"01900000-0000-7000-8000-0000000" id "\",\"kind\":\"sweep.visit\",\"v\":2," \
	"\"at\":\"2022-08-30T10:00:00+08:00\",\"area\":\"g1\",\"round\":\"01900000-0000-7000-8000-000000000002\"," \
	"\"subject\":\"01900000-0000-7000-8000-000000000100\",\"body\":{\"outcome\":\"done\"" extra \
	"}}"

#define BULLETIN(id) \
	"{\"id\":\"01900000-0000-7000-8000-0000000" id \
	"\",\"incident\":\"01900000-0000-7000-8000-000000000001\",\"area\":\"g1\"," \
	"\"from\":\"2022-08-25\",\"to\":\"2022-08-30\",\"reason\":\"?\"}"

#define GIFT(id) \
	"{\"id\":\"01900000-0000-7000-8000-0000000" id "\",\"kind\":\"supply.received\",\"v\":1," \
	"\"at\":\"2022-08-30T10:00:00+08:00\",\"area\":\"g1\",\"body\":{" \
	"\"incident\":\"01900000-0000-7000-8000-000000000001\"," \
	"\"store\":\"01900000-0000-7000-8000-000000000050\",\"item\":\"?\",\"quantity\":\"1\"," \
	"\"donated\":true}}"

static int as_admin(void **state)
{
	(void)state;
	login(&server, "admin");
	return 0;
}

/* Whoever falls on the place of somebody who must wait waits with him. By this key no two senders of these tests fall on one. */
static int begin(void **state)
{
	int e = setup(state);

	server.f.site->guard->fails_key = (struct seal_key){ { 7 } };
	return e;
}

static void status_is(struct answer a, int status)
{
	if (a.status != status)
		fail_msg("%d, not %d: %s", a.status, status, a.body ? a.body : "(nothing)");
	answer_free(&a);
}

static bool text_is(const struct json *v, const char *path, const char *text)
{
	return str_is(at(v, path)->s, text);
}

/* ---- each route ---- */

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

#define A_SITE \
	"{\"id\":\"01900000-0000-7000-8000-000000090401\",\"kind\":\"site.listed\",\"v\":1," \
	"\"at\":\"2022-08-30T10:00:00+08:00\",\"area\":\"g1\",\"subject\":\"01900000-0000-7000-8000-000000090400\"," \
	"\"body\":{\"name\":\"示例市场\",\"flags\":[\"market\"]}}"

/* A notice, and a list of two places in one county and one in another. */
#define TOLD \
	"[{\"id\":\"01900000-0000-7000-8000-000000090600\",\"kind\":\"notice.published\",\"v\":2," \
	"\"at\":\"2022-08-30T10:00:00+08:00\",\"area\":\"512021\",\"body\":{" \
	"\"incident\":\"01900000-0000-7000-8000-000000000001\",\"title\":\"通知（示例）\",\"text\":\"示例\"," \
	"\"audience\":\"staff\",\"urgent\":true,\"until\":\"2022-08-31T10:00:00+08:00\"}}," \
	"{\"id\":\"01900000-0000-7000-8000-000000090601\",\"kind\":\"risk.issued\",\"v\":1," \
	"\"at\":\"2022-08-30T10:00:00+08:00\",\"area\":\"512021\",\"body\":{\"as_of\":\"2022-08-30T09:00:00+08:00\"," \
	"\"snapshot\":\"示例-1\",\"source\":\"示例\",\"entries\":3}}," PLACE( \
		"90602", "high", "甲区", "东升花园") "," PLACE("90603", "high", "甲区", \
		"西门街") "," PLACE("90604", "low", "乙县", "示例镇") "]"
#define PLACE(id, level, county, text) \
	"{\"id\":\"01900000-0000-7000-8000-0000000" id "\",\"kind\":\"risk.listed\",\"v\":1," \
	"\"at\":\"2022-08-30T10:00:00+08:00\",\"area\":\"512021\",\"body\":{\"as_of\":\"2022-08-30T09:00:00+08:00\"," \
	"\"snapshot\":\"示例-1\",\"level\":\"" level \
	"\",\"province\":\"示例省\",\"city\":\"示例市\",\"county\":\"" county \
	"\",\"area_text\":\"" text "\"}}"

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

		/* A resident's own: t/http/resident_test.c, and his pages, resident_pages_test.c. */
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

/* ---- session ---- */

static void test_session(void **state)
{
	struct answer a;

	(void)state;
	call_is(&server, 400, "POST", "/v1/session", "{");
	call_is(&server, 400, "POST", "/v1/session", "[]");
	call_is(&server, 400, "POST", "/v1/session", "{\"user\":\"admin\"}");
	call_is(&server, 400, "POST", "/v1/session", "{\"user\":1,\"password\":\"x\"}");
	call_is(&server, 400, "POST", "/v1/session",
		"{\"user\":\"admin\",\"password\":\"x\",\"more\":1}");
	a = call(&server, "POST", "/v1/session", "{\"user\":\"admin\",\"password\":\"wrong\"}");
	assert_int_equal(a.status, 401);
	assert_true(text_is(a.json, "code", "password"));
	assert_non_null(strstr(a.head, "application/problem+json"));
	assert_true(at(a.json, "reason_zh")->s.n && at(a.json, "remedy")->s.n &&
		at(a.json, "remedy_en")->s.n);
	answer_free(&a);
	status_is(call_with(&server, "POST", "/v1/session", "Content-Type: application/json\r\n",
			  "{\"user\":\"admin\",\"password\":\"" PASSWORD "\"}"),
		403);
	status_is(call_with(&server, "POST", "/v1/session",
			  "Bulou-Client: t\r\nContent-Type: text/plain\r\n",
			  "{\"user\":\"admin\",\"password\":\"" PASSWORD "\"}"),
		415);
	status_is(call_with(&server, "GET", "/v1/session", "Cookie: bulou=AAAA\r\n", NULL), 401);
	login(&server, "worker");
	a = call(&server, "GET", "/v1/session", NULL);
	assert_int_equal(a.status, 200);
	assert_true(text_is(a.json, "user", "worker") && text_is(a.json, "grants.0.area", "g1"));
	answer_free(&a);
	call_is(&server, 204, "DELETE", "/v1/session", NULL);
	call_is(&server, 401, "GET", "/v1/session", NULL);
}

static int login_as(const char *password, const char *from)
{
	char headers[200], body[100];
	struct answer a;
	int status;

	snprintf(headers, sizeof(headers),
		"Bulou-Client: t\r\nContent-Type: application/json\r\nX-Forwarded-For: %s\r\n",
		from);
	snprintf(body, sizeof(body), "{\"user\":\"watcher\",\"password\":\"%s\"}", password);
	a = call_with(&server, "POST", "/v1/session", headers, body);
	status = a.status;
	answer_free(&a);
	return status;
}

/* Behind a proxy, too, it is the address of who guesses that has to wait, whatever he says that he comes from. */
static void test_locked_out(void **state)
{
	char from[80];

	(void)state;
	for (int i = 0; i < 10; i++) {
		snprintf(from, sizeof(from), "10.0.0.%d, 192.0.2.7", i);
		assert_int_equal(login_as("wrong", from), 401);
	}
	/* A proxy that adds a line of its own leaves the client's before it. */
	for (int i = 0; i < 10; i++) {
		snprintf(from, sizeof(from), "10.0.0.%d\r\nx-forwarded-for: 10.1.0.%d, 192.0.2.17",
			i, i);
		assert_int_equal(login_as("wrong", from), 401);
	}
	assert_int_equal(login_as(PASSWORD, "192.0.2.18\r\nX-Forwarded-For: 192.0.2.17"), 429);
	assert_int_equal(login_as(PASSWORD, "192.0.2.17\r\nX-Forwarded-For: 192.0.2.18"), 200);
	assert_int_equal(login_as(PASSWORD, "192.0.2.7"), 429);
	assert_int_equal(login_as(PASSWORD, "192.0.2.8"), 200);
	assert_int_equal(login_as(PASSWORD, "nonsense"), 200);
	/* In version 6 a /64 is one address. */
	for (int i = 0; i < 10; i++) {
		snprintf(from, sizeof(from), "2001:db8::%d", i);
		assert_int_equal(login_as("wrong", from), 401);
	}
	assert_int_equal(login_as(PASSWORD, "2001:db8::ffff"), 429);
	assert_int_equal(login_as(PASSWORD, "2001:db8:0:1::1"), 200);
}

/* One password on many names: the address has to wait, and reads for how long; who was there before does not. */
static void test_logins_failed(void **state)
{
	struct answer a;
	char from[40];

	(void)state;
	server.f.site->guard->origin_free = 3;
	assert_int_equal(login_as(PASSWORD, "192.0.2.12"), 200);
	for (int i = 0; i < 3; i++)
		assert_int_equal(login_as("wrong", "192.0.2.9"), 401);
	a = call_with(&server, "POST", "/v1/session",
		"Bulou-Client: t\r\nContent-Type: application/json\r\nX-Forwarded-For: 192.0.2.9\r\n",
		"{\"user\":\"worker\",\"password\":\"" PASSWORD "\"}");
	assert_int_equal(a.status, 429);
	assert_true(text_is(a.json, "code", "logins_failed"));
	assert_non_null(strstr(a.head, "Retry-After: 30\r\n"));
	assert_true(at(a.json, "reason_zh")->s.n && at(a.json, "reason_en")->s.n);
	answer_free(&a);
	assert_int_equal(login_as(PASSWORD, "192.0.2.12"), 200);
	/* In version 6 it is a /48 that has to wait. */
	for (int i = 0; i < 3; i++) {
		snprintf(from, sizeof(from), "2001:db8:1:%d::1", i);
		assert_int_equal(login_as("wrong", from), 401);
	}
	assert_int_equal(login_as(PASSWORD, "2001:db8:1:ff00::1"), 429);
	assert_int_equal(login_as(PASSWORD, "2001:db8:2::1"), 200);
	server.f.site->guard->origin_free = GUARD_ORIGIN_FREE;
}

static void login_send(int fd, const char *from)
{
	static const char body[] = "{\"user\":\"worker\",\"password\":\"wrong\"}";
	char text[400];
	int n = snprintf(text, sizeof(text),
		"POST /v1/session HTTP/1.1\r\nHost: t\r\nBulou-Client: t\r\n"
		"Content-Type: application/json\r\nX-Forwarded-For: %s\r\nContent-Length: %zu\r\n\r\n%s",
		from, sizeof(body) - 1, body);

	client_send(fd, text, (size_t)n);
}

/* Of a flood of logins what does not fit in the queue is refused at once, and the other addresses come through. */
static void flood(const char *head, const char *tail, const char *other_from)
{
	int fds[10], other, refused = 0;
	struct answer a;
	char text[40];

	/* The same lines each time: these two addresses never meet in one. */
	server.http->logins_key = (struct seal_key){ { 7 } };
	server.http->slow.each = 2;
	for (int i = 0; i < 10; i++) {
		snprintf(text, sizeof(text), "%s%d%s", head, i, tail);
		login_send(fds[i] = client_connect(&server), text);
	}
	login_send(other = client_connect(&server), other_from);
	for (int i = 0; i < 10; i++) {
		a = client_read(&server, fds[i], false);
		if (a.status == 503) {
			assert_true(text_is(a.json, "code", "busy"));
			assert_non_null(strstr(a.head, "Retry-After: "));
			refused++;
		} else {
			assert_int_equal(a.status, 401);
		}
		answer_free(&a);
		close(fds[i]);
	}
	assert_true(refused > 0 && refused < 10);
	a = client_read(&server, other, false);
	if (a.status != 401)
		fail_msg("%d %s", a.status, a.body);
	answer_free(&a);
	close(other);
	server.http->slow.each = HTTP_EACH_LOGINS;
}

static void test_login_flood(void **state)
{
	(void)state;
	flood("10.0.0.", ", 192.0.2.10", "192.0.2.11");
	/* In version 6 a /48 is one sender. */
	flood("2001:db8:9:", "::1", "2001:db8:10::1");
}

/* ---- records ---- */

static void test_receipts(void **state)
{
	struct answer a;

	(void)state;
	a = call(&server, "POST", "/v1/records", VISIT("91001", ""));
	assert_int_equal(a.status, 200);
	type_fits(a.json, STR("receipt"), "one");
	assert_true(text_is(a.json, "status", "accepted"));
	answer_free(&a);
	a = call(&server, "POST", "/v1/records",
		"[" VISIT("91002", "") "," VISIT("91001", "") "," VISIT(
			"91003", ",\"nonsense\":1") "," VISIT("91002",
			",\"away\":true") ",5,\"x\",{}," VISIT("91004", "") "]");
	assert_int_equal(a.status, 200);
	assert_int_equal(a.json->n, 8);
	assert_true(text_is(a.json, "0.status", "accepted") &&
		text_is(a.json, "1.status", "duplicate"));
	assert_true(text_is(a.json, "2.error.code", "field_unknown") &&
		text_is(a.json, "2.status", "refused"));
	assert_true(text_is(a.json, "3.error.code", "id_taken"));
	for (int i = 4; i < 7; i++) {
		char path[20];

		snprintf(path, sizeof(path), "%d.status", i);
		assert_true(text_is(a.json, path, "refused"));
	}
	assert_true(text_is(a.json, "7.status", "accepted"));
	assert_true(at(a.json, "1.pos")->i > 0 && at(a.json, "7.pos")->i > at(a.json, "0.pos")->i);
	answer_free(&a);
	a = call(&server, "POST", "/v1/records", "[]");
	assert_int_equal(a.status, 200);
	assert_int_equal(a.json->n, 0);
	answer_free(&a);
}

static void test_records_wrong(void **state)
{
	static const char *const bad[] = { "", "{", "[1,]", "{\"a\":1}{", "nonsense", "\"text\"",
		"5", "null", "{\"a\":\"\xff\"}", "[[[[[[[[[[1]]]]]]]]]]" };
	char cookie[1000];

	(void)state;
	for (size_t i = 0; i < sizeof(bad) / sizeof(bad[0]); i++)
		call_is(&server, 400, "POST", "/v1/records", bad[i]);
	snprintf(cookie, sizeof(cookie), "%sBulou-Client: t\r\n", server.cookie);
	status_is(call_with(&server, "POST", "/v1/records", cookie, "{}"), 415);
	snprintf(cookie, sizeof(cookie), "%sContent-Type: application/json\r\n", server.cookie);
	status_is(call_with(&server, "POST", "/v1/records", cookie, "{}"), 403);
	snprintf(cookie, sizeof(cookie),
		"%sContent-Type: application/json\r\nBulou-Client: t\r\nBulou-Sent: yesterday\r\n",
		server.cookie);
	status_is(call_with(&server, "POST", "/v1/records", cookie, "{}"), 400);
	server.cookie[0] = 0;
	call_is(&server, 401, "POST", "/v1/records", "{}");
}

static char *list_of(int n, size_t pad)
{
	size_t room = (size_t)n * 400 + pad + 16, at_ = 0;
	char *text = malloc(room);

	text[at_++] = '[';
	for (int i = 0; i < n; i++)
		at_ += (size_t)snprintf(text + at_, room - at_,
			"%s{\"id\":\"01900000-0000-7000-8001-%012d\",\"kind\":\"sweep.visit\",\"v\":2,"
			"\"at\":\"2022-08-30T10:00:00+08:00\",\"area\":\"g1\",\"round\":\"%s\",\"subject\":\"%s\","
			"\"body\":{\"outcome\":\"nobody\"}}",
			i ? "," : "", i, fid(2), fid(100 + i % 20));
	while (at_ + 1 < pad)
		text[at_++] = ' ';
	text[at_++] = ']';
	text[at_] = 0;
	return text;
}

static void test_limits(void **state)
{
	char *text = list_of(1000, 0);
	struct answer a;

	(void)state;
	a = call(&server, "POST", "/v1/records", text);
	assert_int_equal(a.status, 200);
	assert_int_equal(a.json->n, 1000);
	for (uint32_t i = 0; i < 1000; i++) {
		char id[UUID_TEXT + 1];

		snprintf(id, sizeof(id), "01900000-0000-7000-8001-%012u", i);
		assert_true(text_is(&a.json->items[i], "id", id) &&
			text_is(&a.json->items[i], "status", "accepted"));
	}
	answer_free(&a);
	free(text);
	text = list_of(1001, 0);
	call_is(&server, 413, "POST", "/v1/records", text);
	free(text);
	text = list_of(1, HTTP_BODY_MAX);
	assert_int_equal(strlen(text), HTTP_BODY_MAX);
	call_is(&server, 200, "POST", "/v1/records", text);
	free(text);
	text = list_of(1, HTTP_BODY_MAX + 1);
	call_is(&server, 413, "POST", "/v1/records", text);
	free(text);
}

static void chunk_send(int fd, const char *p, size_t n)
{
	char head[20];

	client_send(fd, head, (size_t)snprintf(head, sizeof(head), "%zx\r\n", n));
	client_send(fd, p, n);
	client_send(fd, "\r\n", 2);
}

/* Without a length in front: the limit holds as the bytes come. */
static void test_chunked(void **state)
{
	char head[1000], *piece = calloc(1, 65536);
	struct answer a;
	int fd = client_connect(&server);

	(void)state;
	snprintf(head, sizeof(head),
		"POST /v1/records HTTP/1.1\r\nHost: t\r\n%sBulou-Client: t\r\nContent-Type: application/json"
		"\r\nTransfer-Encoding: chunked\r\n\r\n",
		server.cookie);
	client_send(fd, head, strlen(head));
	chunk_send(fd, VISIT("92001", ""), strlen(VISIT("92001", "")));
	client_send(fd, "0\r\n\r\n", 5);
	a = client_read(&server, fd, false);
	assert_true(a.status == 200 && text_is(a.json, "status", "accepted"));
	answer_free(&a);
	memset(piece, ' ', 65536);
	client_send(fd, head, strlen(head));
	for (int i = 0; i < 17; i++)
		chunk_send(fd, piece, 65536);
	client_send(fd, "0\r\n\r\n", 5);
	status_is(client_read(&server, fd, false), 413);
	close(fd);
	fd = client_connect(&server);
	client_send(fd, head, strlen(head));
	for (int i = 0; i < 400; i++)
		chunk_send(fd, piece, 65536);
	assert_true(client_closed(fd, 5000));
	close(fd);
	free(piece);
}

static void test_clock(void **state)
{
	char headers[1000];
	struct answer a;

	(void)state;
	/* Sent by a clock that is an hour behind: at is put right, and marked. */
	snprintf(headers, sizeof(headers),
		"%sContent-Type: application/json\r\nBulou-Client: t\r\n"
		"Bulou-Sent: 2022-08-30T09:00:00+08:00\r\n",
		server.cookie);
	a = call_with(&server, "POST", "/v1/records", headers, VISIT("93001", ""));
	assert_int_equal(a.status, 200);
	assert_true(text_is(a.json, "marks.0", "clock"));
	answer_free(&a);
	a = call(&server, "GET", "/v1/records/01900000-0000-7000-8000-000000093001", NULL);
	assert_true(text_is(a.json, "at_used", "2022-08-30T11:00:00+08:00"));
	answer_free(&a);
}

static void test_box(void **state)
{
	struct answer a = call(&server, "GET", "/v1/session", NULL);
	struct cx *cx = &server.f.cx;
	struct str key, sealed;
	struct buf text, body;

	(void)state;
	assert_true(base64url_read(cx->arena, at(a.json, "box_key")->s, &key));
	answer_free(&a);
	assert_int_equal(
		seal_box_close(cx, (const uint8_t *)key.p, STR(VISIT("94001", "")), &sealed), 0);
	buf_init(&text, cx->arena);
	buf_base64url(&text, sealed.p, sealed.n);
	buf_init(&body, cx->arena);
	buf_fmt(&body, "[{\"id\":\"01900000-0000-7000-8000-000000094001\",\"box\":\"%.*s\"},",
		STR_ARG(buf_get(&text)));
	buf_fmt(&body, "{\"id\":\"01900000-0000-7000-8000-000000094002\",\"box\":\"%.*s\"},",
		STR_ARG(buf_get(&text)));
	buf_fmt(&body, "{\"id\":\"01900000-0000-7000-8000-000000094003\",\"box\":\"AAAA\"}]");
	a = call(&server, "POST", "/v1/records", buf_get(&body).p);
	assert_int_equal(a.status, 200);
	assert_true(text_is(a.json, "0.status", "accepted"));
	assert_true(
		text_is(a.json, "1.error.code", "box") && text_is(a.json, "2.error.code", "box"));
	for (int i = 1; i <= 2; i++) {
		const char *const paths[] = { "1.error.reason_zh", "1.error.reason_en",
			"2.error.reason_zh", "2.error.reason_en" };
		struct str zh = at(a.json, paths[2 * i - 2])->s,
			   en = at(a.json, paths[2 * i - 1])->s;

		/* Each in its own language. */
		assert_true(str_starts(zh, STR("密封件打不开：")) &&
			str_starts(en, STR("the box cannot be opened: ")));
		for (size_t k = 0; k < en.n; k++)
			assert_true((uint8_t)en.p[k] < 0x80);
		assert_true((uint8_t)zh.p[strlen("密封件打不开：")] >= 0x80);
	}
	assert_true(text_is(a.json, "2.id", "01900000-0000-7000-8000-000000094003"));
	answer_free(&a);
}

/* ---- rights ---- */

#define PERSON \
	"{\"id\":\"01900000-0000-7000-8000-000000095001\",\"kind\":\"person.listed\",\"v\":1," \
	"\"at\":\"2022-08-30T10:00:00+08:00\",\"area\":\"g1\",\"subject\":\"01900000-0000-7000-8000-000000095000\"," \
	"\"body\":{\"name\":\"王小明\",\"phone\":\"13812345678\"}}"

static void test_masks(void **state)
{
	const char *path = "/v1/records/01900000-0000-7000-8000-000000095001";
	char unmask[200];
	struct answer a;
	uint64_t before;

	(void)state;
	call_is(&server, 200, "POST", "/v1/records", PERSON);
	snprintf(unmask, sizeof(unmask), "%s?unmask=check", path);
	login(&server, "worker");
	a = call(&server, "GET", path, NULL);
	assert_int_equal(a.status, 200);
	assert_true(text_is(a.json, "body.name", "王**") &&
		text_is(a.json, "body.phone", "138****5678"));
	assert_null(strstr(a.body, "13812345678"));
	answer_free(&a);
	call_is(&server, 403, "GET", unmask, NULL);
	login(&server, "watcher");
	before = metric(&server, "journal_position");
	call_is(&server, 200, "GET", path, NULL);
	assert_int_equal(metric(&server, "journal_position"), before);
	a = call(&server, "GET", unmask, NULL);
	assert_int_equal(a.status, 200);
	assert_true(text_is(a.json, "body.name", "王小明") &&
		text_is(a.json, "body.phone", "13812345678"));
	answer_free(&a);
	/* The look was durable before the answer left. */
	assert_int_equal(metric(&server, "journal_position"), before + 1);
	call_is(&server, 400, "GET",
		"/v1/records/01900000-0000-7000-8000-000000095001?unmask=", NULL);
}

#define TALK "01900000-0000-7000-8000-000000095011"
#define TALK_SAID "昨晚没有睡着"

/* The right to see people's data is none to hear what was said in confidence. */
static void test_talks(void **state)
{
	static const char path[] = "/v1/records/" TALK "?unmask=check";
	struct answer a;

	(void)state;
	call_is(&server, 200, "POST", "/v1/records",
		"{\"id\":\"" TALK "\",\"kind\":\"counsel.asked\",\"v\":1,\"area\":\"g1\","
		"\"at\":\"2022-08-30T10:00:00+08:00\",\"round\":\"01900000-0000-7000-8000-000000095019\","
		"\"body\":{\"category\":\"soon\",\"text\":\"" TALK_SAID
		"\",\"phone\":\"13812345678\"}}");
	a = call(&server, "GET", path, NULL);
	assert_int_equal(a.status, 200);
	assert_true(text_is(a.json, "body.text", TALK_SAID));
	answer_free(&a);
	login(&server, "watcher");
	call_is(&server, 404, "GET", path, NULL);
	call_is(&server, 404, "GET", "/v1/records/" TALK, NULL);
}

/* A round of that person: the missing list says who and where, when it is asked to. */
static void residents_missing(void)
{
	static const char path[] =
		"/v1/rounds/01900000-0000-7000-8000-000000095103/missing?people=true";
	struct answer a;

	login(&server, "admin");
	a = call(&server, "POST", "/v1/records",
		"[{\"id\":\"01900000-0000-7000-8000-000000095104\",\"kind\":\"round.opened\",\"v\":1,"
		"\"at\":\"2022-08-30T09:00:00+08:00\",\"area\":\"g1\",\"round\":\"01900000-0000-7000-8000-000000095103\","
		"\"body\":{\"kind\":\"test\",\"incident\":\"01900000-0000-7000-8000-000000000001\",\"question\":\"?\","
		"\"due\":\"2022-08-30T21:00:00+08:00\",\"expected\":1}},"
		"{\"id\":\"01900000-0000-7000-8000-000000095105\",\"kind\":\"round.targeted\",\"v\":1,"
		"\"at\":\"2022-08-30T09:01:00+08:00\",\"area\":\"g1\",\"round\":\"01900000-0000-7000-8000-000000095103\","
		"\"body\":{\"piece\":1,\"subjects\":[\"01900000-0000-7000-8000-000000095102\"]}}]");
	assert_true(
		text_is(a.json, "0.status", "accepted") && text_is(a.json, "1.status", "accepted"));
	answer_free(&a);
	a = call(&server, "GET", path, NULL);
	assert_int_equal(at(a.json, "items")->n, 1);
	assert_true(text_is(a.json, "items.0.name", "赵**"));
	assert_int_equal(at(a.json, "items.0.place")->type, JSON_OBJECT);
	assert_null(strstr(a.body, "小红"));
	answer_free(&a);
	a = call(&server, "GET", "/v1/rounds/01900000-0000-7000-8000-000000095103/missing", NULL);
	assert_int_equal(at(a.json, "items.0.name")->type, JSON_NULL);
	answer_free(&a);
	/* Where somebody lives is told to who goes there. */
	login(&server, "guest");
	a = call(&server, "GET", path, NULL);
	assert_true(text_is(a.json, "items.0.name", "赵**"));
	assert_int_equal(at(a.json, "items.0.place")->type, JSON_NULL);
	answer_free(&a);
}

/* Who lives behind a door is told by masked names, to whoever has the door. */
static void test_residents(void **state)
{
	char path[100];
	struct answer a;

	(void)state;
	call_is(&server, 200, "POST", "/v1/records",
		"{\"id\":\"01900000-0000-7000-8000-000000095101\",\"kind\":\"person.listed\",\"v\":1,"
		"\"at\":\"2022-08-30T10:00:00+08:00\",\"area\":\"g1\","
		"\"subject\":\"01900000-0000-7000-8000-000000095102\","
		"\"body\":{\"name\":\"赵小红\",\"dwelling\":\"01900000-0000-7000-8000-000000000101\"}}");
	login(&server, "worker");
	snprintf(path, sizeof(path), "/v1/subjects/%s/residents", fid(101));
	a = call(&server, "GET", path, NULL);
	assert_int_equal(a.status, 200);
	assert_int_equal(at(a.json, "items")->n, 1);
	assert_true(text_is(a.json, "items.0.name", "赵**"));
	assert_null(strstr(a.body, "小红"));
	answer_free(&a);
	residents_missing();
	login(&server, "guest");
	call_is(&server, 403, "GET", path, NULL);
	login(&server, "worker");
	snprintf(path, sizeof(path), "/v1/subjects/%s/residents", fid(999));
	call_is(&server, 404, "GET", path, NULL);
	snprintf(path, sizeof(path), "/v1/subjects/%s/records", fid(999));
	call_is(&server, 404, "GET", path, NULL);
}

static void test_search(void **state)
{
	struct answer a;

	(void)state;
	call_is(&server, 200, "POST", "/v1/records", PERSON);
	login(&server, "worker");
	a = call(&server, "GET", "/v1/search?q=%E7%8E%8B%E5%B0%8F", NULL);
	assert_int_equal(a.status, 200);
	assert_int_equal(at(a.json, "filling")->i, 0);
	assert_int_equal(at(a.json, "items")->n, 1);
	assert_true(text_is(a.json, "items.0.name", "王**"));
	assert_null(strstr(a.body, "小明"));
	answer_free(&a);
	a = call(&server, "GET", "/v1/search?q=%E7%8E%8B%E5%B0%8F&type=person", NULL);
	assert_int_equal(at(a.json, "items")->n, 1);
	answer_free(&a);
	a = call(&server, "GET", "/v1/search?q=%E7%8E%8B%E5%B0%8F&type=dwelling", NULL);
	assert_int_equal(at(a.json, "items")->n, 0);
	answer_free(&a);
	call_is(&server, 400, "GET", "/v1/search?q=x&type=nothing", NULL);
}

static void test_areas_bound(void **state)
{
	struct answer a;

	(void)state;
	login(&server, "worker");
	a = call(&server, "GET", "/v1/areas", NULL);
	assert_int_equal(a.status, 200);
	assert_int_equal(at(a.json, "items")->n, 1);
	answer_free(&a);
	call_is(&server, 404, "GET", "/v1/areas?under=g2", NULL);
	call_is(&server, 404, "GET", "/v1/subjects?area=g2", NULL);
	/* A record of another area is refused, one of his own accepted; a kind beyond his duty
	 * is refused. */
	a = call(&server, "POST", "/v1/records",
		"[{\"id\":\"01900000-0000-7000-8000-000000096001\",\"kind\":\"sweep.visit\","
		"\"v\":2,\"at\":\"2022-08-30T10:00:00+08:00\",\"area\":\"g3\",\"round\":\"01900000-0000-7000-8000-000000000002\","
		"\"subject\":\"01900000-0000-7000-8000-000000000100\",\"body\":{\"outcome\":\"done\"}}," VISIT(
			"96002",
			"") ","
			    "{\"id\":\"01900000-0000-7000-8000-000000096003\",\"kind\":\"round.closed\",\"v\":1,"
			    "\"at\":\"2022-08-30T10:00:00+08:00\",\"round\":\"01900000-0000-7000-8000-000000000002\",\"body\":{}}]");
	assert_int_equal(a.status, 200);
	assert_true(text_is(a.json, "0.error.code", "not_allowed") &&
		text_is(a.json, "1.status", "accepted"));
	assert_true(text_is(a.json, "2.error.code", "not_allowed"));
	answer_free(&a);
}

#define FOUND(id, round) \
	"{\"id\":\"01900000-0000-7000-8000-0000000" id "\",\"kind\":\"sweep.found\",\"v\":1," \
	"\"at\":\"2022-08-30T10:00:00+08:00\",\"area\":\"g1\"," \
	"\"round\":\"01900000-0000-7000-8000-0000000" round "\"," \
	"\"subject\":\"01900000-0000-7000-8000-0000001" id "\",\"body\":{\"building\":\"7\"}}"

/* A record says its area itself; the door lies where the roster says. */
static void test_subjects_bound(void **state)
{
	struct answer a;

	(void)state;
	call_is(&server, 200, "POST", "/v1/records",
		"{\"id\":\"01900000-0000-7000-8000-000000096101\",\"kind\":\"dwelling.listed\",\"v\":1,"
		"\"at\":\"2022-08-30T10:00:00+08:00\",\"area\":\"g3\",\"subject\":\"01900000-0000-7000-8000-000000096100\","
		"\"body\":{\"building\":\"9\",\"room\":\"1\"}}");
	login(&server, "worker");
	a = call(&server, "POST", "/v1/records",
		"{\"id\":\"01900000-0000-7000-8000-000000096102\",\"kind\":\"sweep.visit\",\"v\":2,"
		"\"at\":\"2022-08-30T10:00:00+08:00\",\"area\":\"g1\",\"round\":\"01900000-0000-7000-8000-000000000002\","
		"\"subject\":\"01900000-0000-7000-8000-000000096100\",\"body\":{\"outcome\":\"done\"}}");
	assert_int_equal(a.status, 200);
	assert_true(text_is(a.json, "status", "accepted") && text_is(a.json, "marks.0", "held"));
	answer_free(&a);
	/* One that he found himself counts in the round that his area is in, and not in another's. */
	login(&server, "admin");
	call_is(&server, 200, "POST", "/v1/records",
		"{\"id\":\"01900000-0000-7000-8000-000000096103\",\"kind\":\"round.opened\",\"v\":1,"
		"\"at\":\"2022-08-30T09:00:00+08:00\",\"area\":\"v2\",\"round\":\"01900000-0000-7000-8000-000000096109\","
		"\"body\":{\"kind\":\"sweep\",\"incident\":\"01900000-0000-7000-8000-000000000001\",\"question\":\"?\","
		"\"expected\":0}}");
	login(&server, "worker");
	a = call(&server, "POST", "/v1/records",
		"[" FOUND("96104", "96109") "," FOUND("96105", "00002") "]");
	assert_true(
		text_is(a.json, "0.status", "accepted") && text_is(a.json, "0.marks.0", "held"));
	assert_true(text_is(a.json, "1.status", "accepted") && at(a.json, "1.marks")->n == 0);
	answer_free(&a);
}

#define NUMBERED(id) \
	"{\"id\":\"01900000-0000-7000-8000-0000000" id "\",\"kind\":\"record.withdrawn\",\"v\":1," \
	"\"at\":\"2022-08-30T10:00:00+08:00\",\"device\":\"01900000-0000-7000-8000-000000096200\",\"seq\":1," \
	"\"body\":{}}"

/* Who may hand in nothing leaves nothing behind, and uses no number of somebody's outbox. */
static void test_no_verb(void **state)
{
	struct answer a;
	int64_t before;

	(void)state;
	login(&server, "auditor");
	a = call(&server, "GET", "/healthz", NULL);
	before = at(a.json, "pos")->i;
	answer_free(&a);
	a = call(&server, "POST", "/v1/records", "[" NUMBERED("96201") ",{\"id\":5}]");
	assert_int_equal(a.status, 403);
	assert_true(text_is(a.json, "code", "forbidden"));
	assert_true(text_is(a.json, "reason_zh", "没有权限：提交记录"));
	assert_true(text_is(a.json, "reason_en", "not allowed: to hand in records"));
	answer_free(&a);
	a = call(&server, "GET", "/healthz", NULL);
	assert_int_equal(at(a.json, "pos")->i, before);
	answer_free(&a);
	call_is(&server, 204, "DELETE", "/v1/session", NULL);
	login(&server, "worker");
	a = call(&server, "POST", "/v1/records", NUMBERED("96202"));
	assert_true(text_is(a.json, "status", "accepted"));
	answer_free(&a);
}

static void test_refused(void **state)
{
	struct answer a;
	bool found = false;

	(void)state;
	login(&server, "worker");
	a = call(&server, "POST", "/v1/records",
		VISIT("96203", ",\"note\":5,\"from\":\"王小明家\""));
	assert_true(text_is(a.json, "status", "refused"));
	answer_free(&a);
	a = call(&server, "GET", "/v1/refused?limit=1000", NULL);
	assert_int_equal(a.status, 200);
	type_fits(at(a.json, "items"), STR("[refused]"), "refused");
	for (uint32_t i = 0; i < at(a.json, "items")->n; i++) {
		const struct json *one = &at(a.json, "items")->items[i];

		assert_true(text_is(one, "area", "g1") || text_is(one, "via", "worker"));
		found = found || text_is(one, "id", "01900000-0000-7000-8000-000000096203");
	}
	assert_true(found);
	assert_null(strstr(a.body, "小明"));
	answer_free(&a);
}

#define SETTLED(id, area, pos, received) \
	"{\"id\":\"01900000-0000-7000-8000-0000000" id "\",\"kind\":\"refusal.settled\",\"v\":1," \
	"\"at\":\"2022-08-30T10:00:00+08:00\",\"area\":\"" area "\"," \
	"\"body\":{\"pos\":%lld,\"received\":\"%.*s\",\"how\":\"withdrawn\"}}", \
		(long long)(pos), STR_ARG(received)

/* Where the refusal of this record stands in the list: its position, and in text when it came; 0: it is not there. */
static int64_t refusal_of(const char *id, char text[40])
{
	struct answer a = call(&server, "GET", "/v1/refused?limit=1000", NULL);
	int64_t pos = 0;

	for (uint32_t i = 0; i < at(a.json, "items")->n; i++) {
		const struct json *one = &at(a.json, "items")->items[i];

		if (!text_is(one, "id", id))
			continue;
		pos = at(one, "pos")->i;
		snprintf(text, 40, "%.*s", STR_ARG(at(one, "received")->s));
	}
	answer_free(&a);
	return pos;
}

/* Seen to, it is listed no more; by whoever answers for where it lies, as long as that record stands. */
static void test_refused_settled(void **state)
{
	static const char id[] = "01900000-0000-7000-8000-000000096301";
	char text[500], received[40];
	int64_t pos;

	(void)state;
	call_is(&server, 200, "POST", "/v1/records", VISIT("96301", ",\"note\":5"));
	pos = refusal_of(id, received);
	assert_true(pos > 0);
	snprintf(text, sizeof(text), SETTLED("96302", "g2", pos, str_of(received)));
	call_is(&server, 200, "POST", "/v1/records", text);
	assert_true(refusal_of(id, received) == pos);
	snprintf(text, sizeof(text), SETTLED("96303", "v1", pos + 1, str_of(received)));
	call_is(&server, 200, "POST", "/v1/records", text);
	assert_true(refusal_of(id, received) == pos);
	snprintf(text, sizeof(text), SETTLED("96304", "v1", pos, str_of(received)));
	call_is(&server, 200, "POST", "/v1/records", text);
	assert_true(refusal_of(id, received) == 0);
	call_is(&server, 200, "POST", "/v1/records",
		"{\"id\":\"01900000-0000-7000-8000-000000096305\",\"kind\":\"record.voided\",\"v\":1,"
		"\"at\":\"2022-08-30T10:00:00+08:00\",\"area\":\"v1\","
		"\"body\":{\"records\":[\"01900000-0000-7000-8000-000000096304\"]}}");
	assert_true(refusal_of(id, received) == pos);
}

/* ---- what the views say, and what changes ---- */

static void test_coverage(void **state)
{
	char path[200], next[600] = "";
	struct answer a;
	int64_t missing, overdue;
	int found = 0, over = 0;

	(void)state;
	snprintf(path, sizeof(path), "/v1/rounds/%s/coverage?overdue=true", fid(2));
	a = call(&server, "GET", path, NULL);
	assert_int_equal(a.status, 200);
	overdue = at(a.json, "overdue")->i;
	answer_free(&a);
	snprintf(path, sizeof(path), "/v1/rounds/%s/coverage", fid(2));
	a = call(&server, "GET", path, NULL);
	assert_int_equal(a.status, 200);
	missing = at(a.json, "missing")->i;
	assert_int_equal(at(a.json, "expected")->i + at(a.json, "found")->i,
		at(a.json, "done")->i + at(a.json, "excused")->i + missing);
	assert_true(text_is(a.json, "unit", "dwelling"));
	assert_int_equal(at(a.json, "overdue")->type, JSON_NULL);
	answer_free(&a);
	do {
		char page[1000];

		snprintf(page, sizeof(page), "/v1/rounds/%s/missing?limit=3%s%s", fid(2),
			next[0] ? "&after=" : "", next);
		a = call(&server, "GET", page, NULL);
		assert_int_equal(a.status, 200);
		found += (int)at(a.json, "items")->n;
		for (size_t i = 0; i < at(a.json, "items")->n; i++)
			over += (int)at(&at(a.json, "items")->items[i], "overdue")->i;
		snprintf(next, sizeof(next), "%.*s", STR_ARG(at(a.json, "next")->s));
		answer_free(&a);
	} while (next[0]);
	assert_int_equal(found, missing);
	assert_int_equal(over, overdue);
}

/* Hands in what opens the standing round of a kind, and one matter in it; says where its missing list is. */
static void matter_raise(const char *kind, const char *record, const char *envelope, char path[200])
{
	struct uuid incident, round;
	char id[UUID_TEXT + 1], body[1000];
	struct answer a;

	assert_true(uuid_read(STR("01900000-0000-7000-8000-000000000001"), &incident));
	round = round_standing_id(incident, kind);
	uuid_write(&round, id);
	snprintf(body, sizeof(body),
		"[{\"id\":\"%.35sa\",\"kind\":\"round.opened\",\"v\":1,\"at\":\"2022-08-30T09:00:00+08:00\","
		"\"area\":\"512021100\",\"round\":\"%s\",\"body\":{\"kind\":\"%s\",\"incident\":"
		"\"01900000-0000-7000-8000-000000000001\",\"question\":\"?\",\"standing\":true}},"
		"{\"id\":\"%s\",\"v\":1,\"at\":\"2022-08-30T10:00:00+08:00\",\"area\":\"g1\","
		"\"round\":\"%s\",%s}]",
		record, id, kind, record, id, envelope);
	a = call(&server, "POST", "/v1/records", body);
	if (a.status != 200 || !text_is(a.json, "0.status", "accepted") ||
		!text_is(a.json, "1.status", "accepted"))
		fail_msg("%s", a.body);
	answer_free(&a);
	snprintf(path, 200, "/v1/rounds/%s/missing?area=g1", id);
}

/* The row of a matter; null where it is not there. */
static const struct json *matter_row(const struct answer *a, const char *record)
{
	for (uint32_t i = 0; i < at(a->json, "items")->n; i++)
		if (text_is(&at(a->json, "items")->items[i], "subject", record))
			return &at(a->json, "items")->items[i];
	fail_msg("not listed: %s", record);
	return NULL;
}

#define QUESTION "01900000-0000-7000-8000-000000095201"
#define CONFIDED "01900000-0000-7000-8000-000000095212"

/* A question is listed by how urgent it is and the door where it arose, never by its words; what was asked in confidence by
 * neither, but to those who talk. */
static void test_matters(void **state)
{
	const struct json *row;
	char path[200];
	struct answer a;

	(void)state;
	matter_raise("ask", QUESTION,
		"\"kind\":\"ask.asked\",\"subject\":\"01900000-0000-7000-8000-000000000101\","
		"\"body\":{\"category\":\"utility\",\"channel\":\"phone\",\"text\":\"三楼停水\"}",
		path);
	login(&server, "worker");
	a = call(&server, "GET", path, NULL);
	row = matter_row(&a, QUESTION);
	type_fits(at(a.json, "items"), STR("[target]"), "missing");
	assert_true(text_is(row, "type", "matter") && text_is(row, "urgency", "utility"));
	assert_true(at(row, "urgency_zh")->type == JSON_TEXT);
	assert_true(at(row, "place")->type == JSON_NULL && text_is(row, "arose.room", "2"));
	assert_null(strstr(a.body, "停水"));
	answer_free(&a);
	login(&server, "admin");
	matter_raise("counsel", CONFIDED,
		"\"kind\":\"counsel.asked\",\"body\":{\"category\":\"soon\",\"text\":\"?\"}", path);
	a = call(&server, "GET", path, NULL);
	assert_true(text_is(matter_row(&a, CONFIDED), "urgency", "soon"));
	answer_free(&a);
	login(&server, "watcher");
	call_is(&server, 403, "GET", path, NULL);
}

/* The rows of a type that are in an answer; each has the shape of its type. */
static int changes_of(const struct json *v, const char *type)
{
	const struct json *rows = at(v, "rows");
	int n = 0;

	type_fits(v, STR("changes"), "changes");
	for (uint32_t i = 0; i < rows->n; i++)
		n += text_is(&rows->items[i], "type", type);
	return n;
}

/* The row of a type in everything that there is, as it came. */
static struct answer changes_row(const char *type, const struct json **ret)
{
	struct answer a = call(&server, "GET", "/v1/changes?limit=1000", NULL);

	assert_int_equal(a.status, 200);
	*ret = NULL;
	for (uint32_t i = 0; i < at(a.json, "rows")->n; i++)
		if (text_is(&at(a.json, "rows")->items[i], "type", type))
			*ret = at(&at(a.json, "rows")->items[i], "row");
	assert_non_null(*ret);
	return a;
}

#define READ(id, by) \
	"{\"id\":\"01900000-0000-7000-8000-0000000" id "\",\"kind\":\"notice.read\",\"v\":1," by \
	"\"at\":\"2022-08-30T10:05:00+08:00\",\"area\":\"g1\"," \
	"\"body\":{\"notice\":\"01900000-0000-7000-8000-000000090600\"}}"
#define TAKEN_BACK(id, of) \
	"{\"id\":\"01900000-0000-7000-8000-0000000" id "\",\"kind\":\"record.voided\",\"v\":1," \
	"\"at\":\"2022-08-30T10:06:00+08:00\",\"body\":{\"reason\":\"?\"," \
	"\"records\":[\"01900000-0000-7000-8000-0000000" of "\"]}}"

static void test_told(void **state)
{
	struct answer a;
	const struct json *row, *places;

	(void)state;
	a = changes_row("notice", &row);
	assert_true(text_is(row, "title", "通知（示例）") && at(row, "urgent")->i == 1);
	assert_true(text_is(row, "until", "2022-08-31T10:00:00+08:00"));
	assert_true(text_is(row, "audience_zh", "工作人员") && text_is(row, "area", "512021"));
	answer_free(&a);

	a = changes_row("rule", &row);
	places = at(row, "places");
	assert_true(text_is(row, "snapshot", "示例-1") && at(row, "whole")->i == 1);
	assert_int_equal(at(row, "entries")->i, 3);
	assert_int_equal(at(row, "issued")->items[0].n, 2);
	assert_int_equal(places->n, 2);
	for (uint32_t i = 0; i < places->n; i++)
		assert_int_equal(at(&places->items[i], "areas")->n,
			text_is(&places->items[i], "county", "甲区") ? 2 : 1);
	/* A list that tells no source is that of its issue. */
	assert_true(text_is(&places->items[0], "source", "示例"));
	answer_free(&a);

	/* What is told and taken back in one breath was never told. */
	a = call(&server, "POST", "/v1/records",
		"[{\"id\":\"01900000-0000-7000-8000-000000090605\",\"kind\":\"notice.published\",\"v\":1,"
		"\"at\":\"2022-08-30T10:00:00+08:00\",\"area\":\"512021\",\"body\":{"
		"\"incident\":\"01900000-0000-7000-8000-000000000001\",\"title\":\"?\",\"text\":\"?\",\"audience\":\"everyone\"}},"
		"{\"id\":\"01900000-0000-7000-8000-000000090606\",\"kind\":\"record.voided\",\"v\":1,"
		"\"at\":\"2022-08-30T10:00:01+08:00\",\"body\":{\"reason\":\"?\","
		"\"records\":[\"01900000-0000-7000-8000-000000090605\"]}}]");
	for (int i = 0; i < 2; i++)
		if (!text_is(&a.json->items[i], "status", "accepted"))
			fail_msg("%s", a.body);
	answer_free(&a);
	a = call(&server, "GET", "/v1/notices", NULL);
	assert_int_equal(at(a.json, "items")->n, 1);
	answer_free(&a);

	/* The worker reads it, and again under another's name, who did not prove that it is he: one of those who work there has read it. */
	login(&server, "worker");
	call_is(&server, 200, "POST", "/v1/records",
		"[" READ("90627", "") "," READ("90628", "\"by\":\"watcher\",") "]");
	login(&server, "admin");
	a = call(&server, "GET", "/v1/notices", NULL);
	assert_int_equal(at(a.json, "items.0.read")->i, 1);
	assert_true(at(a.json, "items.0.readers")->i > 1);
	answer_free(&a);
	a = call(&server, "GET", "/v1/notices/01900000-0000-7000-8000-000000090600/readers", NULL);
	for (uint32_t i = 0; i < at(a.json, "items")->n; i++)
		assert_int_equal(
			json_get(&at(a.json, "items")->items[i], "read")->type == JSON_TEXT,
			text_is(&at(a.json, "items")->items[i], "user", "worker"));
	answer_free(&a);
	for (int i = 0; i < 2; i++)
		call_is(&server, 200, "POST", "/v1/records",
			i ? TAKEN_BACK("90630", "90628") : TAKEN_BACK("90629", "90627"));
	a = call(&server, "GET", "/v1/notices", NULL);
	assert_int_equal(at(a.json, "items.0.read")->i, 0);
	answer_free(&a);

	/* One that is not there, and one that is no notice, have no readers. */
	call_is(&server, 404, "GET", "/v1/notices/01900000-0000-7000-8000-000000090699/readers",
		NULL);
	call_is(&server, 404, "GET", "/v1/notices/01900000-0000-7000-8000-000000090601/readers",
		NULL);
}

/* Entries [from, from + n) of one list, all in different places. */
static void entries_post(int from, int n)
{
	static char text[400 * 1000];
	size_t at = (size_t)snprintf(text, sizeof(text), "[");

	for (int i = from; i < from + n; i++)
		at += (size_t)snprintf(text + at, sizeof(text) - at,
			"%s{\"id\":\"01900000-0000-7000-8000-0000007%05d\",\"kind\":\"risk.listed\",\"v\":1,"
			"\"at\":\"2022-08-30T10:00:00+08:00\",\"body\":{\"as_of\":\"2022-08-30T09:30:00+08:00\","
			"\"snapshot\":\"long\",\"source\":\"S\",\"level\":\"high\",\"province\":\"P\",\"city\":\"C\","
			"\"county\":\"D\",\"area_text\":\"%d\"}}",
			i > from ? "," : "", i, i);
	snprintf(text + at, sizeof(text) - at, "]");
	call_is(&server, 200, "POST", "/v1/records", text);
}

static void long_is(int entries, bool whole)
{
	struct answer a = call(&server, "GET", "/v1/changes?limit=1000", NULL);
	const struct json *rows = at(a.json, "rows"), *found = NULL;

	for (uint32_t i = 0; i < rows->n; i++)
		if (text_is(&rows->items[i], "type", "rule") &&
			text_is(&rows->items[i], "row.snapshot", "long"))
			found = at(&rows->items[i], "row");
	assert_non_null(found);
	assert_int_equal(at(found, "entries")->i, entries);
	assert_int_equal(at(found, "whole")->i, whole);
	assert_int_equal(at(found, "places")->n, whole);
	if (whole)
		assert_int_equal(at(&at(found, "places")->items[0], "areas")->n, entries);
	answer_free(&a);
}

/* A list is told up to its limit; a longer one says that it is not whole. */
static void test_long_list(void **state)
{
	(void)state;
	for (int i = 0; i < 10; i++)
		entries_post(i * 1000, 1000);
	long_is(10000, true);
	entries_post(10000, 1);
	long_is(10001, false);
}

/* A receipt says what the rule of the day says, where that is another thing; also of one that was here already. */
static void test_differs(void **state)
{
	static const char *const verdicts[] = { "passed", "referred" };

	(void)state;
	for (int i = 0; i < 4; i++) {
		char text[900];
		struct answer a;

		snprintf(text, sizeof(text),
			"{\"id\":\"01900000-0000-7000-8000-00000009061%d\",\"kind\":\"person.screened\",\"v\":1,"
			"\"at\":\"2022-08-30T10:00:00+08:00\",\"area\":\"g1\","
			"\"subject\":\"01900000-0000-7000-8000-000000090400\",\"body\":{"
			"\"incident\":\"01900000-0000-7000-8000-000000000001\",\"origin\":\"outside\",\"registered\":true,"
			"\"code\":\"green\",\"itinerary\":false,\"history\":false,\"test\":\"within_24h\","
			"\"verdict\":\"%s\",\"rule\":\"exit-screening\",\"version\":1}}",
			i % 2, verdicts[i % 2]);
		a = call(&server, "POST", "/v1/records", text);
		assert_true(text_is(a.json, "status", i < 2 ? "accepted" : "duplicate"));
		if (i % 2) {
			assert_int_equal(at(a.json, "differs")->type, JSON_NULL);
		} else {
			assert_true(text_is(a.json, "differs.verdict", "referred"));
			assert_true(text_is(a.json, "differs.reason", "outside"));
			assert_true(text_is(a.json, "differs.rule", "exit-screening"));
			assert_int_equal(at(a.json, "differs.version")->i, 1);
		}
		answer_free(&a);
	}
}

static void test_changes(void **state)
{
	static const char *const types[] = { "area", "subject", "round", "target", "notice",
		"rule" };
	int there[6] = { 0 };
	char path[1200];
	struct answer a;
	bool more;

	(void)state;
	snprintf(path, sizeof(path), "/v1/changes?limit=1000");
	do {
		a = call(&server, "GET", path, NULL);
		assert_int_equal(a.status, 200);
		for (int i = 0; i < 6; i++)
			there[i] += changes_of(a.json, types[i]);
		snprintf(path, sizeof(path), "/v1/changes?limit=1000&after=%.*s",
			STR_ARG(at(a.json, "next")->s));
		more = at(a.json, "more")->i;
		answer_free(&a);
	} while (more);
	for (int i = 0; i < 6; i++)
		assert_true(there[i] > 0);
	a = call(&server, "GET", path, NULL);
	assert_int_equal(at(a.json, "rows")->n, 0);
	answer_free(&a);
	a = call(&server, "POST", "/v1/records",
		"[{\"id\":\"01900000-0000-7000-8000-000000097010\",\"kind\":\"round.opened\",\"v\":1,"
		"\"at\":\"2022-08-30T09:00:00+08:00\",\"area\":\"512021100\",\"round\":\"01900000-0000-7000-8000-000000097009\","
		"\"body\":{\"kind\":\"sweep\",\"incident\":\"01900000-0000-7000-8000-000000000001\",\"question\":\"?\","
		"\"due\":\"2022-08-30T09:30:00+08:00\",\"expected\":1}},"
		"{\"id\":\"01900000-0000-7000-8000-000000097011\",\"kind\":\"round.targeted\",\"v\":1,"
		"\"at\":\"2022-08-30T09:01:00+08:00\",\"area\":\"g1\",\"round\":\"01900000-0000-7000-8000-000000097009\","
		"\"body\":{\"piece\":1,\"subjects\":[\"01900000-0000-7000-8000-000000000105\"]}},"
		"{\"id\":\"01900000-0000-7000-8000-000000097001\",\"kind\":\"sweep.visit\",\"v\":2,"
		"\"at\":\"2022-08-30T10:00:00+08:00\",\"area\":\"g1\",\"round\":\"01900000-0000-7000-8000-000000097009\","
		"\"subject\":\"01900000-0000-7000-8000-000000000105\",\"body\":{\"outcome\":\"nobody\",\"next\":\"call\"}}]");
	for (int i = 0; i < 3; i++)
		if (!text_is(&a.json->items[i], "status", "accepted"))
			fail_msg("%s", a.body);
	answer_free(&a);
	a = call(&server, "GET", path, NULL);
	assert_int_equal(changes_of(a.json, "target"), 1);
	for (uint32_t i = 0; i < at(a.json, "rows")->n; i++) {
		const struct json *one = &at(a.json, "rows")->items[i];

		if (!text_is(one, "type", "target"))
			continue;
		/* As in the missing list: what was tried, what is next, by when, and at which door. */
		assert_true(
			text_is(one, "row.outcome", "nobody") && text_is(one, "row.next", "call"));
		assert_true(at(one, "row.due")->type == JSON_TEXT && at(one, "row.overdue")->i);
		assert_true(text_is(one, "row.type", "dwelling") &&
			at(one, "row.place")->type == JSON_OBJECT);
	}
	answer_free(&a);
}

/* A figure's digest costs reading all its records: it comes when asked, and with the position pins them. */
static void test_figures(void **state)
{
	static const char doors[] = "/v1/figures/doors-knocked";
	struct answer a, b;
	char path[200];

	(void)state;
	call_is(&server, 200, "POST", "/v1/records", VISIT("97101", ""));
	a = call(&server, "GET", doors, NULL);
	assert_true(at(a.json, "value")->i > 0);
	assert_int_equal(at(a.json, "digest")->type, JSON_NULL);
	assert_int_equal(at(a.json, "records")->type, JSON_NULL);
	snprintf(path, sizeof(path), "%s/records?limit=1000&as_of=%d", doors,
		(int)at(a.json, "as_of")->i);
	answer_free(&a);
	a = call(&server, "GET", "/v1/figures/homes-answered?digest=true", NULL);
	type_fits(a.json, STR("figure_exact"), "digest");
	assert_int_equal(at(a.json, "digest")->s.n, 64);
	answer_free(&a);
	a = call(&server, "GET", path, NULL);
	call_is(&server, 200, "POST", "/v1/records", VISIT("97102", ""));
	b = call(&server, "GET", path, NULL);
	assert_true(at(a.json, "items")->n > 0);
	assert_int_equal(at(b.json, "items")->n, at(a.json, "items")->n);
	answer_free(&a);
	answer_free(&b);
	call_is(&server, 400, "GET", "/v1/figures/doors-knocked?digest=maybe", NULL);
	call_is(&server, 400, "GET", "/v1/figures/doors-knocked/records?as_of=0", NULL);
}

/* The same board from the same position is the same; a record makes it another. */
static void test_board(void **state)
{
	struct answer first = call(&server, "GET", "/v1/board", NULL), a;
	char path[200];
	uint32_t n = 1;

	(void)state;
	a = call(&server, "GET", "/v1/board", NULL);
	assert_string_equal(a.body, first.body);
	answer_free(&a);
	/* Page by page there is each row once. */
	snprintf(path, sizeof(path), "/v1/board?limit=1");
	for (;; n++) {
		a = call(&server, "GET", path, NULL);
		assert_int_equal(at(a.json, "items")->n, 1);
		if (at(a.json, "next")->type == JSON_NULL)
			break;
		snprintf(path, sizeof(path), "/v1/board?limit=1&after=%.*s",
			STR_ARG(at(a.json, "next")->s));
		answer_free(&a);
	}
	answer_free(&a);
	assert_int_equal(n, at(first.json, "items")->n);
	call_is(&server, 200, "POST", "/v1/records", VISIT("97201", ""));
	a = call(&server, "GET", "/v1/board", NULL);
	assert_int_equal(at(a.json, "items.0.value")->i, at(first.json, "items.0.value")->i + 1);
	assert_true(at(a.json, "items.0.as_of")->i > at(first.json, "items.0.as_of")->i);
	answer_free(&a);
	/* Whoever sees one area only has a board of his own. */
	login(&server, "worker");
	a = call(&server, "GET", "/v1/board", NULL);
	assert_int_equal(a.status, 200);
	answer_free(&a);
	answer_free(&first);
	call_is(&server, 400, "GET", "/v1/board?after=nonsense", NULL);
}

/* All that comes until the text has come: malloc'd; NULL if it does not. */
static char *live_read(int fd, const char *text)
{
	char *got = calloc(1, 1 << 20);
	int64_t until = sys_ticks_us() + CLIENT_WAIT_MS * 1000LL;
	size_t n = 0;
	bool there = false;

	while (!there && sys_ticks_us() < until && n + 4096 < 1 << 20) {
		struct pollfd p = { .fd = fd, .events = POLLIN };
		ssize_t k = poll(&p, 1, 200) > 0 ? recv(fd, got + n, 4096, 0) : 0;

		n += k > 0 ? (size_t)k : 0;
		there = strstr(got, text) != NULL;
	}
	if (there)
		return got;
	free(got);
	return NULL;
}

static bool live_wait(int fd, const char *text)
{
	char *got = live_read(fd, text);

	free(got);
	return got != NULL;
}

static void test_live(void **state)
{
	char text[1000], *got;
	int fd = client_connect(&server), gone;
	struct answer a;

	(void)state;
	call_is(&server, 200, "POST", "/v1/records", VISIT("98000", ",\"people\":3"));
	snprintf(text, sizeof(text), "GET /v1/live HTTP/1.1\r\nHost: t\r\n%s\r\n", server.cookie);
	client_send(fd, text, strlen(text));
	got = live_read(fd, "event: coverage");
	assert_non_null(got);
	assert_non_null(strstr(got, "people-called-on"));
	free(got);
	gone = client_connect(&server);
	client_send(gone, text, strlen(text));
	assert_true(live_wait(gone, "event: figures"));
	close(gone);
	a = call(&server, "POST", "/v1/records",
		"{\"id\":\"01900000-0000-7000-8000-000000098001\",\"kind\":\"sweep.visit\","
		"\"v\":2,\"at\":\"2022-08-30T10:00:00+08:00\",\"area\":\"g1\",\"round\":\"01900000-0000-7000-8000-000000000002\","
		"\"subject\":\"01900000-0000-7000-8000-000000000106\",\"body\":{\"outcome\":\"done\"}}");
	assert_int_equal(a.status, 200);
	snprintf(text, sizeof(text), "\"as_of\":%lld", (long long)at(a.json, "pos")->i);
	answer_free(&a);
	/* What changed comes with the position it is of; what did not change is not sent for its position's sake. */
	got = live_read(fd, "event: coverage");
	assert_non_null(got);
	assert_non_null(strstr(got, "doors-knocked"));
	assert_non_null(strstr(got, text));
	assert_null(strstr(got, "people-called-on"));
	free(got);
	/* An attempt moves no count, and is told of all the same: whoever shows the doors has to know. */
	call_is(&server, 200, "POST", "/v1/records",
		"{\"id\":\"01900000-0000-7000-8000-000000098002\",\"kind\":\"sweep.visit\","
		"\"v\":2,\"at\":\"2022-08-30T10:05:00+08:00\",\"area\":\"g1\",\"round\":\"01900000-0000-7000-8000-000000000002\","
		"\"subject\":\"01900000-0000-7000-8000-000000000107\",\"body\":{\"outcome\":\"nobody\"}}");
	assert_true(live_wait(fd, "event: coverage"));
	close(fd);
}

#define LIVE_ROUND "01900000-0000-7000-8000-000000000002"

static int live_ask(const char *query)
{
	int fd = client_connect(&server);
	char text[1000];

	snprintf(text, sizeof(text), "GET /v1/live?%s HTTP/1.1\r\nHost: t\r\n%s\r\n", query,
		server.cookie);
	client_send(fd, text, strlen(text));
	return fd;
}

/* A page that shows a round is told all that it shows, and nothing else: it need not ask anything. */
static void test_live_one(void **state)
{
	int fd = live_ask("round=" LIVE_ROUND "&what=coverage&areas=true"), notices;
	char *got;

	(void)state;
	got = live_read(fd, "event: notices");
	assert_non_null(got);
	assert_non_null(strstr(got, "\"areas\":[{\"area\":"));
	assert_non_null(strstr(got, "\"state\":\"open\""));
	assert_null(strstr(got, "event: figures"));
	/* One round, once. */
	assert_non_null(strstr(got, "\"round\":\"" LIVE_ROUND));
	assert_null(strstr(strstr(got, "\"round\":\"") + 10, "\"round\":\""));
	free(got);
	notices = live_ask("what=notices");
	got = live_read(notices, "event: notices");
	assert_non_null(got);
	assert_null(strstr(got, "event: coverage"));
	free(got);
	call_is(&server, 200, "POST", "/v1/records",
		"[{\"id\":\"01900000-0000-7000-8000-000000098101\",\"kind\":\"round.extended\",\"v\":1,"
		"\"at\":\"2022-08-30T10:00:00+08:00\",\"area\":\"512021100\",\"round\":\"" LIVE_ROUND
		"\","
		"\"body\":{\"due\":\"2022-09-05T20:00:00+08:00\"}},"
		"{\"id\":\"01900000-0000-7000-8000-000000098102\",\"kind\":\"notice.published\",\"v\":2,"
		"\"at\":\"2022-08-30T10:00:00+08:00\",\"area\":\"g1\",\"body\":{\"incident\":"
		"\"01900000-0000-7000-8000-000000000001\",\"title\":\"示例\",\"text\":\"示例\",\"audience\":\"staff\"}}]");
	got = live_read(fd, "2022-09-05T20:00:00");
	assert_non_null(got);
	free(got);
	assert_true(live_wait(notices, "event: notices"));
	close(fd);
	close(notices);
	call_is(&server, 400, "GET", "/v1/live?what=all", NULL);
}

/* However many rounds came and went since, an open one is told of. */
static void test_live_rounds(void **state)
{
	char text[1000], *got, *list = malloc(60000);
	int fd, n = snprintf(list, 60000, "[");
	struct answer a;

	(void)state;
	for (int i = 0; i < 60; i++)
		for (int closed = 0; closed < 2; closed++)
			n += snprintf(list + n, (size_t)(60000 - n),
				"%s{\"id\":\"01900000-0000-7000-8000-000000974%d%d\",\"kind\":\"round.%s\",\"v\":1,"
				"\"at\":\"2022-08-30T1%d:00:00+08:00\",%s\"round\":\"01900000-0000-7000-8000-0000000975%d\","
				"\"body\":{%s}}",
				i + closed ? "," : "", i + 10, closed, closed ? "closed" : "opened",
				closed, closed ? "" : "\"area\":\"512021100\",", i + 10,
				closed ?
					"" :
					"\"kind\":\"sweep\",\"incident\":\"01900000-0000-7000-8000-000000000001\","
					"\"question\":\"?\",\"expected\":0");
	snprintf(list + n, (size_t)(60000 - n), "]");
	a = call(&server, "POST", "/v1/records", list);
	assert_int_equal(a.status, 200);
	if (strstr(a.body, "\"refused\""))
		fail_msg("%s", a.body);
	answer_free(&a);
	free(list);
	fd = client_connect(&server);
	snprintf(text, sizeof(text), "GET /v1/live HTTP/1.1\r\nHost: t\r\n%s\r\n", server.cookie);
	client_send(fd, text, strlen(text));
	snprintf(text, sizeof(text), "\"round\":\"%s\"", fid(2));
	got = live_read(fd, text);
	assert_non_null(got);
	free(got);
	close(fd);
}

static int live_open(const char *area)
{
	int fd = client_connect(&server);
	char text[1000];

	snprintf(text, sizeof(text), "GET /v1/live?area=%s HTTP/1.1\r\nHost: t\r\n%s\r\n", area,
		server.cookie);
	client_send(fd, text, strlen(text));
	return fd;
}

#define MIDNIGHT (FIXTURE_NOW + 14 * WHEN_HOUR_MS) /* of the fixture's day */
#define MOVES_AT_MIDNIGHT \
	"{\"id\":\"01900000-0000-7000-8000-000000097701\",\"kind\":\"area.changed\",\"v\":1," \
	"\"at\":\"2022-08-30T10:00:00+08:00\",\"area\":\"g1\"," \
	"\"body\":{\"parent\":\"v2\",\"from\":\"2022-08-31\"}}"
#define MOVE_VOIDED \
	"{\"id\":\"01900000-0000-7000-8000-000000097702\",\"kind\":\"record.voided\",\"v\":1," \
	"\"at\":\"2022-08-30T10:00:00+08:00\"," \
	"\"body\":{\"records\":[\"01900000-0000-7000-8000-000000097701\"]}}"

/* When the local day changes, a grid comes to another village without any record: those who look at either are told. */
static void test_live_midnight(void **state)
{
	int from, to;
	char *got;

	(void)state;
	call_is(&server, 200, "POST", "/v1/records", VISIT("97700", ",\"people\":3"));
	call_is(&server, 200, "POST", "/v1/records", MOVES_AT_MIDNIGHT);
	sys_clock_fix(MIDNIGHT - 1);
	login(&server, "admin");
	from = live_open("v1");
	to = live_open("v2");
	got = live_read(from, "\"expected\":20");
	assert_true(got && strstr(got, "people-called-on"));
	free(got);
	got = live_read(to, "\"expected\":0");
	assert_true(got && !strstr(got, "people-called-on"));
	free(got);
	sys_clock_fix(MIDNIGHT);
	got = live_read(to, "\"expected\":20");
	assert_true(got && strstr(got, "people-called-on"));
	free(got);
	/* No figure is left of the village that gave the grid away: what is not told again is gone. */
	got = live_read(from, "\"expected\":0");
	assert_true(got && strstr(got, "event: whole") && !strstr(got, "people-called-on"));
	free(got);
	close(from);
	close(to);
	sys_clock_fix(FIXTURE_NOW);
	login(&server, "admin");
	call_is(&server, 200, "POST", "/v1/records", MOVE_VOIDED);
}

/* ---- clients that do it wrong ---- */

static void wait_for_none(void)
{
	uint64_t connections = 0, in_hand = 0;

	/* The one that asks is a connection itself; the server's own housekeeping is in hand at times. That a stream's other side has
	 * gone may be noticed with its next beat only, every 15 s. */
	for (int i = 0; i < 500; i++) {
		connections = metric(&server, "http_connections");
		in_hand = metric(&server, "http_in_hand");
		if (connections <= 1 && in_hand == 0)
			return;
		usleep(50000);
	}
	fail_msg("%d connections and %d tasks are left", (int)connections, (int)in_hand);
}

static void account_busy(struct answer a, const char *reason)
{
	if (a.status != 429 || !text_is(a.json, "code", "account_busy") ||
		!text_is(a.json, "reason_en", reason) || !strstr(a.head, "Retry-After: "))
		fail_msg("%d %s", a.status, a.body);
	answer_free(&a);
}

/* Who has too much in hand is told so, and it is nobody else's. */
static void test_account_busy(void **state)
{
	int live, more;

	(void)state;
	server.http->each.records = 1;
	account_busy(call(&server, "POST", "/v1/records",
			     "[" VISIT("98801", "") "," VISIT("98802", "") "]"),
		"this account has too many records in hand, at most 1");
	/* What was answered is in hand no longer. */
	call_is(&server, 200, "POST", "/v1/records", VISIT("98803", ""));
	call_is(&server, 200, "POST", "/v1/records", VISIT("98804", ""));
	/* Nor does it matter who writes the record: the server draws up a bulletin. */
	server.http->each.records = 0;
	account_busy(call(&server, "POST", "/v1/bulletins", BULLETIN("98806")),
		"this account has too many records in hand, at most 0");
	server.http->each.records = 1;
	call_is(&server, 200, "POST", "/v1/bulletins", BULLETIN("98806"));
	call_is(&server, 200, "POST", "/v1/bulletins", BULLETIN("98807"));
	server.http->each.records = HTTP_EACH_RECORDS;
	server.http->each.bytes = 100;
	account_busy(call(&server, "POST", "/v1/records", VISIT("98805", "")),
		"this account has too many bytes in hand, at most 100");
	server.http->each.bytes = HTTP_EACH_BYTES;
	server.http->readers.each = 0;
	account_busy(call(&server, "GET", "/v1/rounds", NULL),
		"this account has too many reads in hand, at most 0");
	call_is(&server, 200, "GET", "/v1/session", NULL);
	/* What takes long waits in a line of its own, and keeps nobody else waiting. */
	call_is(&server, 200, "GET", "/v1/risk/matches", NULL);
	server.http->readers.each = HTTP_EACH_READS;
	server.http->longs.each = 0;
	account_busy(call(&server, "GET", "/v1/risk/matches", NULL),
		"this account has too many reads in hand, at most 0");
	account_busy(call(&server, "GET",
			     "/v1/bulletins/01900000-0000-7000-8000-000000098806?format=pdf", NULL),
		"this account has too many reads in hand, at most 0");
	call_is(&server, 200, "GET", "/v1/rounds", NULL);
	server.http->longs.each = HTTP_EACH_LONG;
	/* A stream of an earlier test may not have been noticed to have ended. */
	wait_for_none();
	server.http->each.lives = 1;
	live = live_open("v1");
	assert_true(live_wait(live, "event: coverage"));
	account_busy(call(&server, "GET", "/v1/live", NULL),
		"this account has too many live streams in hand, at most 1");
	login(&server, "worker");
	more = live_open("g1");
	assert_true(live_wait(more, "event: coverage"));
	close(more);
	close(live);
	server.http->each.lives = HTTP_EACH_LIVES;
	call_is(&server, 200, "GET", "/v1/rounds", NULL);
	assert_int_equal(metric(&server, "http_account_busy_total"), 7);
}

static void test_truncated(void **state)
{
	char head[1000];
	uint64_t before = metric(&server, "records_accepted_total");

	(void)state;
	snprintf(head, sizeof(head),
		"POST /v1/records HTTP/1.1\r\nHost: t\r\n%sBulou-Client: t\r\nContent-Type: application/json"
		"\r\nContent-Length: 5000\r\n\r\n",
		server.cookie);
	for (int i = 0; i < 50; i++) {
		int fd = client_connect(&server);

		client_send(fd, head, strlen(head));
		client_send(fd, VISIT("99001", ""), 200);
		close(fd);
	}
	for (size_t n = 1; n < strlen(head); n += 7) {
		int fd = client_connect(&server);

		client_send(fd, head, n);
		close(fd);
	}
	wait_for_none();
	assert_int_equal(metric(&server, "records_accepted_total"), before);
}

static void test_slow(void **state)
{
	const char *request = "GET /healthz HTTP/1.1\r\nHost: t\r\n\r\n";
	int fd = client_connect(&server), stuck = client_connect(&server);
	int64_t from;

	(void)state;
	client_send(stuck, "POST /v1/rec", 12);
	for (size_t i = 0; i < strlen(request); i++) {
		client_send(fd, request + i, 1);
		usleep(2000);
	}
	status_is(client_read(&server, fd, false), 200);
	close(fd);
	/* A byte now and then does not hold a connection for ever. */
	server.http->request_ms = 1500;
	from = sys_ticks_us();
	while (sys_ticks_us() - from < 10000000 && !client_closed(stuck, 300))
		client_send(stuck, "x", 1);
	assert_true(sys_ticks_us() - from < 8000000);
	server.http->request_ms = HTTP_REQUEST_MS;
	close(stuck);
	call_is(&server, 200, "GET", "/v1/rounds", NULL);
}

static void test_vanishing(void **state)
{
	char text[2000];

	(void)state;
	for (int i = 0; i < 1000; i++) {
		int fd = client_connect(&server);
		struct linger now = { .l_onoff = 1, .l_linger = 0 };

		if (i % 2)
			snprintf(text, sizeof(text),
				"GET /v1/rounds/%s/missing HTTP/1.1\r\nHost: t\r\n%s\r\n", fid(2),
				server.cookie);
		else
			snprintf(text, sizeof(text),
				"POST /v1/records HTTP/1.1\r\nHost: t\r\n%sBulou-Client: t\r\n"
				"Content-Type: application/json\r\nContent-Length: %zu\r\n\r\n%s",
				server.cookie, strlen(VISIT("99002", "")), VISIT("99002", ""));
		client_send(fd, text, strlen(text));
		if (i % 3)
			setsockopt(fd, SOL_SOCKET, SO_LINGER, &now, sizeof(now));
		close(fd);
	}
	wait_for_none();
	call_is(&server, 200, "GET", "/v1/rounds", NULL);
}

/* More than 128 that are ready at once. */
static void test_many_at_once(void **state)
{
	static int fds[300];
	char text[2000];

	(void)state;
	for (int i = 0; i < 300; i++)
		fds[i] = client_connect(&server);
	for (int turn = 0; turn < 3; turn++) {
		for (int i = 0; i < 300; i++) {
			const char *body = VISIT("99003", "");

			snprintf(text, sizeof(text),
				"POST /v1/records HTTP/1.1\r\nHost: t\r\n%sBulou-Client: t\r\n"
				"Content-Type: application/json\r\nContent-Length: %zu\r\n\r\n%s",
				server.cookie, strlen(body), body);
			client_send(fds[i], text, strlen(text));
		}
		for (int i = 0; i < 300; i++)
			status_is(client_read(&server, fds[i], false), 200);
	}
	for (int i = 0; i < 300; i++)
		close(fds[i]);
	wait_for_none();
}

static void test_heads(void **state)
{
	char *big = malloc(100000);
	struct answer a;

	(void)state;
	memset(big, 'a', 99999);
	memcpy(big, "X-Big: ", 7);
	memcpy(big + 70000, "\r\n", 3);
	a = call_with(&server, "GET", "/healthz", big, NULL);
	assert_true(a.status == 431 || a.status == 413 || a.status == 0);
	answer_free(&a);
	memset(big, 'a', 99999);
	big[0] = '/';
	big[80000] = 0;
	a = call_with(&server, "GET", big, "", NULL);
	assert_true(a.status == 414 || a.status == 431 || a.status == 0);
	answer_free(&a);
	free(big);
	for (int i = 0; i < 20; i++) {
		static const char *const junk[] = { "\r\n\r\n\r\n", "GET\r\n\r\n",
			"\x16\x03\x01\x02", "GET / HTTP/9.9\r\n\r\n",
			"POST /v1/records HTTP/1.1\r\nHost: t\r\nContent-Length: -5\r\n\r\n" };
		int fd = client_connect(&server);

		client_send(fd, junk[i % 5], strlen(junk[i % 5]));
		shutdown(fd, SHUT_WR);
		client_closed(fd, 3000);
		close(fd);
	}
	wait_for_none();
}

/* The n-th allocation, or statement, of the whole process fails: the call is answered or its
 * connection ends, nothing is wedged, and the same records sent again are there once. */
static void test_faults(void **state)
{
	char path[100];

	(void)state;
	snprintf(path, sizeof(path), "/v1/rounds/%s/missing", fid(2));
	for (uint64_t n = 1; n < 60; n++) {
		struct answer a;

		for (int kind = 0; kind < 2; kind++) {
			kind ? store_fail_at(n) : sys_alloc_fail_at(n);
			a = call(&server, "POST", "/v1/records", VISIT("99100", ""));
			assert_true(a.status == 0 || a.status == 200 || a.status >= 500 ||
				a.status == 401);
			answer_free(&a);
			kind ? store_fail_at(n) : sys_alloc_fail_at(n);
			a = call(&server, "GET", path, NULL);
			assert_true(a.status == 0 || a.status == 200 || a.status >= 500 ||
				a.status == 401);
			answer_free(&a);
			kind ? store_fail_at(0) : sys_alloc_fail_at(0);
		}
		a = call(&server, "POST", "/v1/records", VISIT("99100", ""));
		assert_int_equal(a.status, 200);
		assert_true(text_is(a.json, "status", "accepted") ||
			text_is(a.json, "status", "duplicate"));
		answer_free(&a);
	}
	wait_for_none();
}

/* Two requests in one piece are answered in order. */
static void test_pipeline(void **state)
{
	const char *two =
		"GET /healthz HTTP/1.1\r\nHost: t\r\n\r\nGET /v1/openapi.json HTTP/1.1\r\nHost: t\r\n\r\n";
	int fd = client_connect(&server);
	const char *first;
	char *got;

	(void)state;
	client_send(fd, two, strlen(two));
	got = live_read(fd, "\"openapi\":\"3.1.0\"");
	assert_non_null(got);
	first = strstr(got, "\"status\":\"ok\"");
	assert_true(first && first < strstr(got, "\"openapi\":"));
	free(got);
	close(fd);
}

static void mark_rebuilding(struct fixture *f, struct store *s, struct str value)
{
	assert_int_equal(store_begin(&f->cx, s, "test"), 0);
	assert_int_equal(journal_meta_set(&f->cx, s, "rebuilding", value), 0);
	assert_int_equal(store_commit(&f->cx, s), 0);
}

/* While another process makes the views anew nothing is answered from halves of them; then it goes on by itself. */
static void test_rebuilding(void **state)
{
	struct fixture *f = &server.f;
	struct site *beside;

	(void)state;
	assert_int_equal(site_open_raw(&f->cx, f->where, f->key,
				 &(struct site_tables){ desks_kinds(), desks_figures() }, &beside),
		0);
	mark_rebuilding(f, beside->view.journal.store, STR("1"));
	call_is(&server, 503, "GET", "/v1/rounds", NULL);
	call_is(&server, 503, "GET", "/v1/figures/doors-knocked", NULL);
	call_is(&server, 503, "POST", "/v1/records", VISIT("09801", ""));
	mark_rebuilding(f, beside->view.journal.store, STR_NONE);
	call_is(&server, 200, "GET", "/v1/rounds", NULL);
	call_is(&server, 200, "POST", "/v1/records", VISIT("09801", ""));
	site_close(beside);
}

/* Whoever starts a second server is told so, and not to look at the disk. */
static void test_port_taken(void **state)
{
	struct cx *cx = &server.f.cx;
	struct http *second;
	char listen[40];

	(void)state;
	snprintf(listen, sizeof(listen), "127.0.0.1:%d", http_port(server.http));
	assert_int_equal(
		http_start(cx, server.f.site, &(struct http_how){ .listen = listen }, &second),
		-E_LISTEN);
	assert_null(second);
	assert_non_null(strstr(cx->e.zh.p, "端口已被占用"));
	assert_non_null(strstr(cx->e.en.p, "the port is taken"));
	err_clear(cx);
}

/* A server that stops answers what it has in hand, and ends its streams. */
static void test_stop(void **state)
{
	struct server own;
	char text[2000];
	int fd, live;

	(void)state;
	server_open(&own, "sqlite");
	login(&own, "admin");
	live = client_connect(&own);
	snprintf(text, sizeof(text), "GET /v1/live HTTP/1.1\r\nHost: t\r\n%s\r\n", own.cookie);
	client_send(live, text, strlen(text));
	assert_true(live_wait(live, "event: "));
	fd = client_connect(&own);
	client_send(fd, "POST /v1/records HT", 19);
	server_close(&own);
	assert_true(client_closed(live, 1000));
	close(live);
	close(fd);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup(test_routes, as_admin),
		cmocka_unit_test(test_openapi),
		cmocka_unit_test_setup(test_map_tag, as_admin),
		cmocka_unit_test_setup(test_paths, as_admin),
		cmocka_unit_test_setup(test_session, as_admin),
		cmocka_unit_test_setup(test_locked_out, as_admin),
		cmocka_unit_test_setup(test_logins_failed, as_admin),
		cmocka_unit_test_setup(test_login_flood, as_admin),
		cmocka_unit_test_setup(test_receipts, as_admin),
		cmocka_unit_test_setup(test_records_wrong, as_admin),
		cmocka_unit_test_setup(test_limits, as_admin),
		cmocka_unit_test_setup(test_chunked, as_admin),
		cmocka_unit_test_setup(test_clock, as_admin),
		cmocka_unit_test_setup(test_box, as_admin),
		cmocka_unit_test_setup(test_masks, as_admin),
		cmocka_unit_test_setup(test_talks, as_admin),
		cmocka_unit_test_setup(test_residents, as_admin),
		cmocka_unit_test_setup(test_matters, as_admin),
		cmocka_unit_test_setup(test_search, as_admin),
		cmocka_unit_test_setup(test_areas_bound, as_admin),
		cmocka_unit_test_setup(test_subjects_bound, as_admin),
		cmocka_unit_test_setup(test_no_verb, as_admin),
		cmocka_unit_test_setup(test_refused, as_admin),
		cmocka_unit_test_setup(test_refused_settled, as_admin),
		cmocka_unit_test_setup(test_coverage, as_admin),
		cmocka_unit_test_setup(test_changes, as_admin),
		cmocka_unit_test_setup(test_told, as_admin),
		cmocka_unit_test_setup(test_differs, as_admin),
		cmocka_unit_test_setup(test_long_list, as_admin),
		cmocka_unit_test_setup(test_figures, as_admin),
		cmocka_unit_test_setup(test_board, as_admin),
		cmocka_unit_test_setup(test_live, as_admin),
		cmocka_unit_test_setup(test_live_midnight, as_admin),
		cmocka_unit_test_setup(test_live_one, as_admin),
		cmocka_unit_test_setup(test_live_rounds, as_admin),
		cmocka_unit_test_setup(test_account_busy, as_admin),
		cmocka_unit_test_setup(test_truncated, as_admin),
		cmocka_unit_test_setup(test_slow, as_admin),
		cmocka_unit_test_setup(test_vanishing, as_admin),
		cmocka_unit_test_setup(test_many_at_once, as_admin),
		cmocka_unit_test_setup(test_heads, as_admin),
		cmocka_unit_test_setup(test_faults, as_admin),
		cmocka_unit_test_setup(test_pipeline, as_admin),
		cmocka_unit_test_setup(test_rebuilding, as_admin),
		cmocka_unit_test(test_port_taken),
		cmocka_unit_test(test_stop),
	};

	int failed = cmocka_run_group_tests_name("http, sqlite", tests, begin, teardown);

	if (!getenv("BULOU_TEST_PG"))
		return failed;
	engine = "postgres";
	return failed + cmocka_run_group_tests_name("http, postgres", tests, begin, teardown);
}
