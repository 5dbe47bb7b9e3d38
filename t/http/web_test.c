/* Pages: what is sent of them with which headers, what is not found, and those in the program. Most of it on a table of
 * the test's own, so that it holds in a program without pages, too. */
#include "http/client.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "sys/sys.h"

#define FIRST_LOAD_MAX ((size_t)250 << 10) /* of the console, compressed by gzip */
#define FIELD_LOAD_MAX ((size_t)80000)     /* of the field app */

static const struct web_file files[] = {
	{ "/console/", false,
		{ { "<!doctype html>", 15, "\"page\"" }, { "page-gz", 7, "\"page-gz\"" },
			{ "p-br", 4, "\"page-br\"" } } },
	{ "/assets/a-1.js", true,
		{ { "alert('a, not b')", 17, "\"a\"" }, { "a-gzip", 6, "\"a-gz\"" },
			{ "a-br", 4, "\"a-br\"" } } },
	{ "/assets/b-2.png", true, { { "picture", 7, "\"b\"" } } },
	{ "/assets/core-3.wasm", true, { { "core", 4, "\"c\"" } } },
	{ "/field/", false, { { "<!doctype html>", 15, "\"field\"" } } },
	{ "/field/manifest.webmanifest", false, { { "{}", 2, "\"m\"" } } },
	{ "/field/sw.js", false, { { "work", 4, "\"sw\"" } } },
	{ .path = NULL },
};

static struct server server;

static int setup(void **state)
{
	(void)state;
	server_open(&server, "sqlite");
	server.http->web = files;
	return 0;
}

static int teardown(void **state)
{
	(void)state;
	server_close(&server);
	return 0;
}

static struct answer get(const char *path, const char *headers)
{
	return call_with(&server, "GET", path, headers, NULL);
}

static bool has(const struct answer *a, const char *line)
{
	char text[500];

	snprintf(text, sizeof(text), "\r\n%s\r\n", line);
	return strstr(a->head, text) != NULL;
}

/* The status, the body and one header; NULL: this header is not looked for. */
static void is(
	const char *path, const char *headers, int status, const char *body, const char *line)
{
	struct answer a = get(path, headers);

	if (a.status != status || (body && strcmp(a.body, body) != 0) || (line && !has(&a, line)))
		fail_msg("%s (%s): %s%s", path, headers, a.head ? a.head : "nothing",
			a.body ? a.body : "");
	answer_free(&a);
}

#define POLICY \
	"Content-Security-Policy: default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; " \
	"connect-src 'self'; manifest-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
#define POLICY_FIELD \
	"Content-Security-Policy: default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; " \
	"img-src 'self' blob:; connect-src 'self'; manifest-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"

/* What a phone keeps: the page with its camera, the worker asked for anew each time, the program of the checks. */
static void test_field(void **state)
{
	(void)state;
	is("/field", "", 302, NULL, "Location: /field/");
	is("/field/", "", 200, "<!doctype html>", POLICY_FIELD);
	is("/field/", "", 200, NULL,
		"Permissions-Policy: camera=(self), geolocation=(), microphone=()");
	is("/field/", "", 200, NULL, "Cache-Control: no-cache");
	is("/field/sw.js", "", 200, "work", "Cache-Control: no-cache");
	is("/field/sw.js", "", 200, NULL, "Content-Type: text/javascript; charset=utf-8");
	is("/field/manifest.webmanifest", "", 200, "{}", "Content-Type: application/manifest+json");
	is("/assets/core-3.wasm", "", 200, "core", "Content-Type: application/wasm");
	is("/assets/core-3.wasm", "", 200, NULL,
		"Cache-Control: public, max-age=31536000, immutable");
	/* A worker goes by the policy of its script. */
	is("/assets/a-1.js", "", 200, NULL, POLICY_FIELD);
	is("/assets/b-2.png", "", 200, NULL, POLICY);
	is("/field/doors", "", 404, NULL, NULL);
}

static void test_page(void **state)
{
	static const char *const lines[] = {
		"Content-Type: text/html; charset=utf-8",
		"Content-Length: 15",
		"Cache-Control: no-cache",
		"Vary: Accept-Encoding",
		"ETag: \"page\"",
		"X-Content-Type-Options: nosniff",
		"Referrer-Policy: no-referrer",
		"Permissions-Policy: camera=(), geolocation=(), microphone=()",
	};
	struct answer a = get("/console/", "");

	(void)state;
	assert_int_equal(a.status, 200);
	assert_string_equal(a.body, "<!doctype html>");
	for (size_t i = 0; i < sizeof(lines) / sizeof(lines[0]); i++)
		if (!has(&a, lines[i]))
			fail_msg("no '%s' in %s", lines[i], a.head);
	assert_true(has(&a, POLICY));
	assert_null(strstr(a.head, "Content-Encoding"));
	assert_null(strstr(a.head, "Set-Cookie"));
	answer_free(&a);
}

static void test_paths(void **state)
{
	static const char *const nowhere[] = { "/console/x", "/console/index.html", "/Console/",
		"/assets/", "/assets", "/assets/a-1", "/assets/a-1.js/", "/console//",
		"/console/../console/", "/console/../../etc/passwd", "/../../../etc/passwd",
		"/..%2f..%2fetc/passwd", "/%2e%2e/%2e%2e/etc/passwd", "/console/%2e%2e/console/",
		"/%63onsole/", "/assets%2fa-1.js", "//console/", "/.", "/web_files.bin" };
	static const char *const malformed[] = { "/console/%00", "/console/%", "/%ff/" };

	(void)state;
	is("/", "", 302, "", "Location: /console/");
	is("/?from=timeline", "", 302, "", "Location: /console/");
	is("/console", "", 302, "", "Location: /console/");
	is("/console/?from=singlemessage&isappinstalled=0", "", 200, "<!doctype html>", NULL);
	is("/assets/b-2.png", "", 200, "picture", "Content-Type: image/png");
	for (size_t i = 0; i < sizeof(nowhere) / sizeof(nowhere[0]); i++)
		is(nowhere[i], "", 404, NULL, "Content-Type: application/problem+json");
	for (size_t i = 0; i < sizeof(malformed) / sizeof(malformed[0]); i++)
		is(malformed[i], "", 400, NULL, "Content-Type: application/problem+json");
}

static void test_methods(void **state)
{
	struct answer a = call_with(
		&server, "HEAD", "/assets/a-1.js", "Accept-Encoding: br\r\n", NULL);

	(void)state;
	assert_int_equal(a.status, 200);
	assert_true(has(&a, "Content-Length: 4") && has(&a, "Content-Encoding: br"));
	answer_free(&a);
	a = call_with(&server, "HEAD", "/", "", NULL);
	assert_int_equal(a.status, 302);
	answer_free(&a);
	a = call_with(&server, "POST", "/console/", "", "{}");
	assert_int_equal(a.status, 405);
	assert_true(has(&a, "Allow: GET, HEAD"));
	answer_free(&a);
}

static void test_encodings(void **state)
{
	(void)state;
	is("/assets/a-1.js", "Accept-Encoding: gzip, deflate, br, zstd\r\n", 200, "a-br",
		"Content-Encoding: br");
	is("/assets/a-1.js", "Accept-Encoding: gzip\r\n", 200, "a-gzip", "Content-Encoding: gzip");
	is("/assets/a-1.js", "Accept-Encoding: br;q=0, gzip;q=0.5\r\n", 200, "a-gzip",
		"ETag: \"a-gz\"");
	is("/assets/a-1.js", "Accept-Encoding: gzip; q=0.000,br;q=0.0\r\n", 200,
		"alert('a, not b')", NULL);
	is("/assets/a-1.js", "Accept-Encoding: bro, xgzip, ,;q=1\r\n", 200, "alert('a, not b')",
		NULL);
	is("/assets/a-1.js", "", 200, NULL, "Content-Type: text/javascript; charset=utf-8");
	is("/assets/a-1.js", "", 200, NULL, "Cache-Control: public, max-age=31536000, immutable");
	is("/assets/b-2.png", "Accept-Encoding: br, gzip\r\n", 200, "picture", "Content-Length: 7");
}

static void test_unchanged(void **state)
{
	(void)state;
	is("/console/", "If-None-Match: \"page\"\r\n", 304, "", "ETag: \"page\"");
	is("/console/", "If-None-Match: \"x\", W/\"page\"\r\n", 304, "", "Cache-Control: no-cache");
	is("/console/", "If-None-Match: *\r\n", 304, "", NULL);
	is("/console/", "If-None-Match: \"other\"\r\n", 200, "<!doctype html>", NULL);
	/* Each form has its own tag. */
	is("/console/", "If-None-Match: \"page\"\r\nAccept-Encoding: br\r\n", 200, "p-br",
		"ETag: \"page-br\"");
	is("/console/", "If-None-Match: \"page-gz\"\r\nAccept-Encoding: gzip\r\n", 304, "", NULL);
}

static void test_none(void **state)
{
	static const struct web_file none[] = { { .path = NULL } };
	struct answer a;

	(void)state;
	server.http->web = none;
	a = get("/", "");
	assert_int_equal(a.status, 404);
	assert_true(str_is(at(a.json, "code")->s, "no_pages"));
	assert_true(at(a.json, "reason_zh")->s.n && at(a.json, "reason_en")->s.n);
	answer_free(&a);
	is("/console/", "", 404, NULL, NULL);
	server.http->web = files;
}

/* ---- from a folder ---- */

static void put(const char *dir, const char *name, const char *content)
{
	struct cx *cx = &server.f.cx;
	const char *path = sys_path(cx, dir, name);

	assert_int_equal(sys_write_file(cx, path, str_of(content), 0600), 0);
}

static void test_folder(void **state)
{
	struct cx *cx = &server.f.cx;
	char dir[300];

	(void)state;
	snprintf(dir, sizeof(dir), "%s/web-test-XXXXXX",
		getenv("TMPDIR") ? getenv("TMPDIR") : "/tmp");
	assert_non_null(mkdtemp(dir));
	assert_int_equal(sys_make_dir(cx, sys_path(cx, dir, "console")), 0);
	assert_int_equal(sys_make_dir(cx, sys_path(cx, dir, "assets")), 0);
	put(dir, "console/index.html", "from the folder");
	put(dir, "console/index.html.gz", "packed");
	put(dir, "assets/c-3.css", "a {}");
	put(dir, "robots.txt", "");
	assert_int_equal(symlink("/etc/passwd", sys_path(cx, dir, "assets/link.css")), 0);
	assert_int_equal(http_web_dir(cx, server.http, dir), 0);
	is("/console/", "Accept-Encoding: gzip\r\n", 200, "from the folder",
		"Cache-Control: no-cache");
	is("/assets/c-3.css", "", 200, "a {}", "Content-Type: text/css; charset=utf-8");
	is("/robots.txt", "", 200, "", "Content-Length: 0");
	is("/assets/link.css", "", 404, NULL, NULL);
	is("/console/index.html.gz", "", 404, NULL, NULL);
	/* What was not there at the start is not served. */
	put(dir, "assets/late.css", "b {}");
	is("/assets/late.css", "", 404, NULL, NULL);
	assert_int_equal(http_web_dir(cx, server.http, "/nowhere"), -E_FILE);
	server.http->web = files;
}

/* ---- those in the program ---- */

static size_t size_of(const struct web_file *f)
{
	const struct web_form *packed = &f->forms[WEB_GZIP];

	return packed->etag ? packed->n : f->forms[WEB_PLAIN].n;
}

/* What the page itself names is fetched before it is seen; the rest when somebody asks for it. */
static size_t first_load(const struct web_file *page)
{
	size_t n = size_of(page);

	for (const struct web_file *f = web_files; f->path; f++)
		if (f != page &&
			memmem(page->forms[WEB_PLAIN].p, page->forms[WEB_PLAIN].n, f->path,
				strlen(f->path)))
			n += size_of(f);
	return n;
}

static const struct {
	const char *page;
	size_t max;
} budgets[] = { { "/console/", FIRST_LOAD_MAX }, { "/field/", FIELD_LOAD_MAX } };

static void test_budget(void **state)
{
	(void)state;
	if (!web_files[0].path) {
		print_message("this program was built without its pages\n");
		skip();
	}
	for (size_t i = 0; i < sizeof(budgets) / sizeof(budgets[0]); i++) {
		const struct web_file *f = web_files;

		while (f->path && strcmp(f->path, budgets[i].page) != 0)
			f++;
		if (!f->path)
			fail_msg("there is no %s", budgets[i].page);
		assert_true(first_load(f) > size_of(f));
		if (first_load(f) > budgets[i].max)
			fail_msg("the first load of %s is %zu bytes", f->path, first_load(f));
	}
}

static void test_forms(void **state)
{
	(void)state;
	for (const struct web_file *f = web_files; f->path; f++) {
		assert_non_null(f->forms[WEB_PLAIN].etag);
		assert_int_equal(f->hashed, strncmp(f->path, "/assets/", 8) == 0);
		for (const struct web_form *g = f->forms; g < f->forms + WEB_ENCODINGS; g++)
			if (g->etag)
				assert_true(g->n > 0 && g->n <= f->forms[WEB_PLAIN].n);
		if (f->forms[WEB_GZIP].etag)
			assert_memory_equal(f->forms[WEB_GZIP].p, "\x1f\x8b", 2);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_page),
		cmocka_unit_test(test_field),
		cmocka_unit_test(test_paths),
		cmocka_unit_test(test_methods),
		cmocka_unit_test(test_encodings),
		cmocka_unit_test(test_unchanged),
		cmocka_unit_test(test_none),
		cmocka_unit_test(test_folder),
		cmocka_unit_test(test_budget),
		cmocka_unit_test(test_forms),
	};

	return cmocka_run_group_tests_name("pages", tests, setup, teardown);
}
