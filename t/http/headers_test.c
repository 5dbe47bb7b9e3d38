/* What every answer carries, whoever asks, of every route of the table, and for every way in which it is refused: a policy under
 * which a browser runs nothing of it, its type as it is, nothing kept, and a cookie only for this site. A route that is added is
 * asked too. */
#include "http/served.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/socket.h>
#include <unistd.h>

#define ID "01900000-0000-7000-8000-000000000002"

static unsigned asked;

/* The value of a header line that is there once; "" when it is not. */
static const char *header(const struct answer *a, const char *name)
{
	static char value[4][1000];
	static int turn;
	size_t n = strlen(name);
	char *to = value[turn = (turn + 1) % 4];

	*to = 0;
	for (const char *line = a->head; line && *line; line = strchr(line, '\n')) {
		line += *line == '\n';
		if (strncasecmp(line, name, n) != 0 || line[n] != ':')
			continue;
		assert_int_equal(*to, 0);
		snprintf(to, sizeof(value[0]), "%.*s", (int)strcspn(line + n + 2, "\r\n"),
			line + n + 2);
	}
	return to;
}

static void headers_are(const char *method, const char *path, const struct answer *a)
{
	const char *type = header(a, "Content-Type"),
		   *policy = header(a, "Content-Security-Policy"),
		   *cookie = header(a, "Set-Cookie");
	bool file = strncmp(type, "application/pdf", 15) == 0;

	asked++;
	if (strcmp(header(a, "X-Content-Type-Options"), "nosniff") != 0 ||
		(!file && !strstr(policy, "default-src 'none'")) ||
		(!file && !strstr(policy, "frame-ancestors 'none'")) ||
		strstr(policy, "unsafe-eval") || strstr(policy, "*") ||
		(strstr(policy, "unsafe-inline") && strstr(policy, "script-src")))
		fail_msg("%s %s: %s", method, path, a->head);
	if (strncmp(path, "/v1/", 4) == 0 && strcmp(header(a, "Cache-Control"), "no-store") != 0)
		fail_msg("%s %s may be kept: %s", method, path, a->head);
	if (*cookie && (!strstr(cookie, "; HttpOnly") || !strstr(cookie, "; SameSite=Strict")))
		fail_msg("%s %s: %s", method, path, cookie);
	/* Without TLS nobody is told to come by nothing else; nor may another site read what is here. */
	if (*header(a, "Strict-Transport-Security") || *header(a, "Access-Control-Allow-Origin") ||
		*header(a, "Server"))
		fail_msg("%s %s: %s", method, path, a->head);
}

static void ask(const char *method, const char *path, const char *headers, const char *body)
{
	char all[1200];
	struct answer a;
	int fd = client_connect(&server), n;
	char text[3000];

	snprintf(all, sizeof(all), "%s%s", headers, server.cookie);
	n = snprintf(text, sizeof(text),
		"%s %s HTTP/1.1\r\nHost: t\r\n%sContent-Length: %zu\r\n\r\n%s", method, path, all,
		strlen(body), body);
	client_send(fd, text, (size_t)n);
	/* A stream has no length, and its head is enough. */
	a = client_read(&server, fd, strcmp(method, "HEAD") == 0);
	close(fd);
	if (!a.status)
		fail_msg("%s %s: no answer", method, path);
	if (strcmp(method, "OPTIONS") == 0 || strcmp(method, "TRACE") == 0)
		assert_int_equal(a.status, 405);
	headers_are(method, path, &a);
	answer_free(&a);
}

static const char *path_of(const struct route *r)
{
	static char path[300];
	const char *id = strstr(r->path, "{id}");

	if (!id)
		return r->path;
	snprintf(path, sizeof(path), "%.*s%s%s", (int)(id - r->path), r->path, ID, id + 4);
	return path;
}

static void route_ask(const struct route *r)
{
	static const char *const wrong[] = { "PUT", "PATCH", "OPTIONS", "TRACE" };
	const char *path = path_of(r),
		   *all = "Bulou-Client: t\r\nContent-Type: application/json\r\n";
	char nonsense[400];

	ask(r->method, path, all, r->flags & ROUTE_BODY ? "{}" : "");
	ask(r->method, path, all, "not json");
	ask(r->method, path, "", "");
	ask(r->method, path, "Content-Type: text/html\r\nBulou-Client: t\r\n", "<script>");
	if (strcmp(r->method, "GET") == 0)
		ask("HEAD", path, "", "");
	for (size_t i = 0; i < sizeof(wrong) / sizeof(wrong[0]); i++)
		ask(wrong[i], path, all, "");
	snprintf(nonsense, sizeof(nonsense), "%s?nonsense=%%3Cscript%%3E", path);
	ask(r->method, nonsense, all, r->flags & ROUTE_BODY ? "{}" : "");
}

static void every_route(void **state)
{
	static const char *const others[] = { "/", "/console/", "/console", "/nothing",
		"/v1/nothing", "/v1/records/nothing", "/%00", ("/v1/rounds/" ID "/nothing"),
		"/../etc/passwd" };
	char cookie[sizeof(server.cookie)];

	(void)state;
	for (int in = 1; in >= 0; in--) {
		for (const struct route *r = routes; r->path; r++)
			/* Logging out ends the session, and is asked for at the end. */
			if (in == 0 || strcmp(r->method, "DELETE") != 0)
				route_ask(r);
		for (size_t i = 0; i < sizeof(others) / sizeof(others[0]); i++) {
			ask("GET", others[i], "", "");
			ask("POST", others[i], "Bulou-Client: t\r\n", "");
		}
		memcpy(cookie, server.cookie, sizeof(cookie));
		server.cookie[0] = 0;
	}
	server.http->full_least = 100;
	memcpy(server.cookie, cookie, sizeof(cookie));
	ask("GET", "/v1/board", "", "");
	server.http->full_least = 0;
	login(&server, "admin");
	ask("DELETE", "/v1/session", "Bulou-Client: t\r\n", "");
	print_message("# %u answers\n", asked);
}

/* A foreign page's form cannot set the header that every write needs, nor its type; and nothing is written. */
static void a_form_writes_nothing(void **state)
{
	static const char *const forms[] = { "Content-Type: application/x-www-form-urlencoded\r\n",
		"Content-Type: text/plain\r\n", "Content-Type: application/json\r\n" };

	(void)state;
	login(&server, "admin");
	for (const struct route *r = routes; r->path; r++)
		for (size_t i = 0; r->flags & ROUTE_WRITE && i < 3; i++) {
			struct answer a;
			char headers[800];

			snprintf(headers, sizeof(headers),
				"%s%sOrigin: https://example.invalid\r\n", forms[i], server.cookie);
			a = call_with(&server, r->method, path_of(r), headers, "{}");
			assert_int_equal(a.status, 403);
			assert_true(str_is(at(a.json, "code")->s, "client_header"));
			answer_free(&a);
		}
	for (const struct route *r = routes; r->path; r++)
		assert_true(strcmp(r->method, "GET") == 0 ||
			r->flags & (ROUTE_WRITE | ROUTE_FORM)); /* forms: resident_sends_test.c */
}

/* What the library answers by itself, before it is ours: a few words of its own, nothing of the request, and no cookie. */
static void the_librarys_own(void **state)
{
	static const char *const junk[] = { "GET /<script> HTTP/1.1\r\n\r\n",
		"GET / HTTP/9.9\r\nHost: t\r\n\r\n", "G<script>T / HTTP/1.1\r\nHost t\r\n\r\n",
		"POST /v1/records HTTP/1.1\r\nHost: t\r\nContent-Length: <script>\r\n\r\n",
		"GET / HTTP/1.1\r\nHost: t\r\n<script>\r\n\r\n" };
	char *big = malloc(70000);

	(void)state;
	for (size_t i = 0; i <= sizeof(junk) / sizeof(junk[0]); i++) {
		int fd = client_connect(&server);
		struct answer a;

		snprintf(big, 70000,
			"GET /healthz HTTP/1.1\r\nHost: t\r\nX: %060000d<script>\r\n\r\n", 1);
		if (i < sizeof(junk) / sizeof(junk[0]))
			snprintf(big, 70000, "%s", junk[i]);
		client_send(fd, big, strlen(big));
		shutdown(fd, SHUT_WR);
		a = client_read(&server, fd, false);
		close(fd);
		if (!a.status)
			continue;
		assert_in_range(a.status, 400, 505);
		assert_null(strstr(a.body, "<script>"));
		assert_null(strcasestr(a.head, "set-cookie"));
		answer_free(&a);
	}
	free(big);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_route),
		cmocka_unit_test(a_form_writes_nothing),
		cmocka_unit_test(the_librarys_own),
	};

	return cmocka_run_group_tests_name("headers", tests, setup, teardown);
}
