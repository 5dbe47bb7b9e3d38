/* The server under test runs on a thread of the test's own process, so that what it leaks is
 * seen. */
#include "http/client.h"

#include <arpa/inet.h>
#include <errno.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/socket.h>
#include <unistd.h>

#include "sys/sys.h"

/* One for all: it takes its time. */
static struct str password_hash(struct cx *cx)
{
	static char kept[200];
	struct str hash;

	if (!kept[0]) {
		assert_int_equal(seal_password_hash(cx, STR(PASSWORD), &hash), 0);
		assert_true(hash.n < sizeof(kept));
		memcpy(kept, hash.p, hash.n);
	}
	return str_of(kept);
}

/* One role in g1; all there are, or the accounts, everywhere. */
static void account(struct server *s, const char *user, enum role role)
{
	struct grant grants[ROLES_GRANTED] = { { .role = role, .area = STR("g1") } };
	bool all = role == ROLES_GRANTED;
	struct account a = { .user = str_of(user),
		.name = STR("测试员"),
		.grants = grants,
		.grants_n = all ? ROLES_GRANTED : 1 };
	struct entry e;
	struct cx *cx = &s->f.cx;

	for (int i = 0; all && i < ROLES_GRANTED; i++)
		grants[i] = (struct grant){ .role = (enum role)i, .everywhere = true };
	if (role == ROLE_ADMINISTRATOR)
		grants[0] = (struct grant){ .role = role, .everywhere = true };
	a.hash = password_hash(cx);
	assert_int_equal(guard_account_entry(cx, s->f.site, &a, STR("admin"), sys_now(), &e), 0);
	assert_int_equal(append_entries(cx, &s->f.site->view, &e, 1), 0);
}

static void *run(void *http)
{
	http_run(http);
	return NULL;
}

static void county(struct fixture *f)
{
	fixture_county(f, 20);
}

void server_open(struct server *s, const char *engine)
{
	server_open_with(s, engine, county);
}

void server_open_with(struct server *s, const char *engine, void (*fill)(struct fixture *f))
{
	memset(s, 0, sizeof(*s));
	fixture_open(&s->f, engine);
	fill(&s->f);
	account(s, "admin", ROLES_GRANTED);
	account(s, "worker", ROLE_GRID_WORKER);
	account(s, "watcher", ROLE_DATA_STEWARD);
	account(s, "guest", ROLE_LABORATORY);
	account(s, "auditor", ROLE_AUDITOR);
	account(s, "colleague", ROLE_ADMINISTRATOR);
	if (http_start(
		    &s->f.cx, s->f.site, &(struct http_how){ .listen = "127.0.0.1:0" }, &s->http))
		fail_msg("http_start: %.*s", STR_ARG(s->f.cx.e.en));
	assert_int_equal(pthread_create(&s->thread, NULL, run, s->http), 0);
}

void server_close(struct server *s)
{
	http_stop(s->http);
	pthread_join(s->thread, NULL);
	http_free(s->http);
	fixture_close(&s->f);
}

int client_connect(const struct server *s)
{
	struct sockaddr_in to = { .sin_family = AF_INET,
		.sin_port = htons((uint16_t)http_port(s->http)) };
	int fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);

	assert_true(fd >= 0);
	to.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
	assert_int_equal(connect(fd, (struct sockaddr *)&to, sizeof(to)), 0);
	return fd;
}

void client_send(int fd, const void *p, size_t n)
{
	const char *at_ = p;

	while (n > 0) {
		ssize_t put = send(fd, at_, n, MSG_NOSIGNAL);

		if (put < 0 && errno == EINTR)
			continue;
		if (put <= 0)
			return;
		at_ += put;
		n -= (size_t)put;
	}
}

/* Bytes added to *text; false at the end, or when nothing came in time. */
static bool more(int fd, char **text, size_t *n, size_t *cap)
{
	struct pollfd p = { .fd = fd, .events = POLLIN };
	ssize_t got;

	if (*cap - *n < 65536) {
		*cap = *cap * 2 + 131072;
		*text = realloc(*text, *cap);
		assert_non_null(*text);
	}
	if (poll(&p, 1, CLIENT_WAIT_MS) <= 0)
		return false;
	got = recv(fd, *text + *n, *cap - *n - 1, 0);
	if (got <= 0)
		return false;
	*n += (size_t)got;
	(*text)[*n] = 0;
	return true;
}

static size_t length_of(const char *head)
{
	for (const char *line = head; line; line = strchr(line, '\n')) {
		line += *line == '\n';
		if (strncasecmp(line, "content-length:", 15) == 0)
			return strtoul(line + 15, NULL, 10);
		if (!*line)
			break;
	}
	return 0;
}

struct answer client_read(struct server *s, int fd, bool head)
{
	struct answer a = { .status = 0 };
	size_t n = 0, cap = 0, whole;
	char *text = NULL, *end = NULL;

	while (!end && more(fd, &text, &n, &cap))
		end = strstr(text, "\r\n\r\n");
	if (!end) {
		free(text);
		return a;
	}
	a.status = (int)strtol(text + 9, NULL, 10);
	whole = (size_t)(end - text) + 4;
	a.head = strndup(text, whole);
	a.body_n = head ? 0 : length_of(a.head);
	while (n < whole + a.body_n && more(fd, &text, &n, &cap))
		;
	assert_true(n >= whole + a.body_n);
	a.body = malloc(a.body_n + 1);
	memcpy(a.body, text + whole, a.body_n);
	a.body[a.body_n] = 0;
	free(text);
	if (strstr(a.head, "json") && !strstr(a.head, "Content-Encoding") && a.body_n) {
		const struct json_limits limits = {
			.bytes = 1 << 26, .depth = 32, .members = 100000
		};
		struct str copy;

		sys_alloc_fail_at(0); /* it was meant for the server, which has answered */
		assert_int_equal(cx_str(&s->f.cx, (struct str){ a.body, a.body_n }, &copy), 0);
		if (json_read(&s->f.cx, copy, &limits, &a.json))
			fail_msg("not JSON: %.*s: %s", STR_ARG(s->f.cx.e.en), a.body);
	}
	return a;
}

void answer_free(struct answer *a)
{
	free(a->head);
	free(a->body);
	*a = (struct answer){ .status = 0 };
}

bool client_closed(int fd, int wait_ms)
{
	struct pollfd p = { .fd = fd, .events = POLLIN };
	char bytes[4096];
	ssize_t got = 1;

	while (got > 0) {
		if (poll(&p, 1, wait_ms) <= 0)
			return false;
		got = recv(fd, bytes, sizeof(bytes), 0);
	}
	return true;
}

struct answer call_with(struct server *s, const char *method, const char *path, const char *headers,
	const char *body)
{
	size_t n = body ? strlen(body) : 0;
	size_t room = n + strlen(path) + strlen(headers) + 300;
	char *text = malloc(room), length[60] = "";
	int fd = client_connect(s), put;
	struct answer a;

	if (body)
		snprintf(length, sizeof(length), "Content-Length: %zu\r\n", n);
	put = snprintf(text, room, "%s %s HTTP/1.1\r\nHost: t\r\n%s%s\r\n%s", method, path, headers,
		length, body ? body : "");
	client_send(fd, text, (size_t)put);
	a = client_read(s, fd, strcmp(method, "HEAD") == 0);
	close(fd);
	free(text);
	return a;
}

struct answer call(struct server *s, const char *method, const char *path, const char *body)
{
	char headers[1000];

	snprintf(headers, sizeof(headers), "%sBulou-Client: test\r\n%s", s->cookie,
		body ? "Content-Type: application/json; charset=utf-8\r\n" : "");
	return call_with(s, method, path, headers, body);
}

void call_is(struct server *s, int status, const char *method, const char *path, const char *body)
{
	struct answer a = call(s, method, path, body);

	if (a.status != status)
		fail_msg("%s %s: %d, not %d: %s", method, path, a.status, status,
			a.body ? a.body : "(nothing)");
	answer_free(&a);
}

void status_is(struct answer a, int status)
{
	if (a.status != status)
		fail_msg("%d, not %d: %s", a.status, status, a.body ? a.body : "(nothing)");
	answer_free(&a);
}

void login(struct server *s, const char *user)
{
	char body[200];
	const char *from, *to;
	struct answer a;

	snprintf(body, sizeof(body), "{\"user\":\"%s\",\"password\":\"" PASSWORD "\"}", user);
	a = call(s, "POST", "/v1/session", body);
	assert_int_equal(a.status, 200);
	from = strstr(a.head, "Set-Cookie: bulou=");
	assert_non_null(from);
	assert_non_null(strstr(from, "HttpOnly"));
	assert_non_null(strstr(from, "SameSite=Strict"));
	to = strchr(from, ';');
	snprintf(
		s->cookie, sizeof(s->cookie), "Cookie: %.*s\r\n", (int)(to - from - 12), from + 12);
	answer_free(&a);
}

const struct json *at(const struct json *v, const char *path)
{
	struct str rest = str_of(path), part;
	int64_t i;

	while (v && str_split(&rest, '.', &part)) {
		if (v->type == JSON_LIST)
			v = str_int(part, &i) && i >= 0 && i < (int64_t)v->n ? &v->items[i] : NULL;
		else
			v = json_get_str(v, part);
	}
	if (!v)
		fail_msg("no '%s'", path);
	return v;
}

bool text_is(const struct json *v, const char *path, const char *text)
{
	return str_is(at(v, path)->s, text);
}

uint64_t metric(struct server *s, const char *name)
{
	struct answer a = call(s, "GET", "/metrics", NULL);
	char line[100];
	const char *found;
	uint64_t n;

	assert_int_equal(a.status, 200);
	snprintf(line, sizeof(line), "\nbulou_%s ", name);
	found = a.body ? strstr(a.body, line) : NULL;
	assert_non_null(found);
	n = found ? strtoull(found + strlen(line), NULL, 10) : 0;
	answer_free(&a);
	return n;
}
