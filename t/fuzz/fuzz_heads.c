/* Fuzzer of request heads: path, parameters, cursor, cookie and the other headers, as bytes on a connection to a server in
 * this process. In the input @ stands for the cookie of somebody who may read everything. Whatever is sent, an answer is
 * one of HTTP, and none says that something went wrong in here. */
#include <arpa/inet.h>
#include <errno.h>
#include <poll.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include "core/check.h"
#include "desk/desk.h"
#include "http/http.h"
#include "sys/sys.h"

#define PASSWORD "obviously-made-up"
#define ANSWER_MAX ((size_t)4 << 20)
#define WAIT_MS 20000
#define QUIET_MS 5

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static struct http *http;
static char dir[300];
static char cookie[400];
static char *text;

static void *run(void *arg)
{
	http_run(arg);
	return NULL;
}

static int dial(void)
{
	struct sockaddr_in to = { .sin_family = AF_INET,
		.sin_port = htons((uint16_t)http_port(http)) };
	const struct linger reset = { .l_onoff = 1 };
	int fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);

	check(fd >= 0);
	to.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
	check(connect(fd, (struct sockaddr *)&to, sizeof(to)) == 0);
	/* A port that waits after its connection would be missing after 28,000 inputs. */
	check(setsockopt(fd, SOL_SOCKET, SO_LINGER, &reset, sizeof(reset)) == 0);
	return fd;
}

static void send_all(int fd, const char *p, size_t n)
{
	while (n > 0) {
		ssize_t put = send(fd, p, n, MSG_NOSIGNAL);

		if (put <= 0)
			return; /* refused before its end */
		p += put;
		n -= (size_t)put;
	}
}

static bool comes(int fd, int ms)
{
	struct pollfd p = { .fd = fd, .events = POLLIN };
	int n;

	do
		n = poll(&p, 1, ms);
	while (n < 0 && errno == EINTR);
	return n > 0;
}

/* All that comes until the server closes, or has answered and says no more. */
static void receive(int fd)
{
	size_t n = 0;
	ssize_t got = 1;

	while (got > 0 && comes(fd, n > 0 ? QUIET_MS : WAIT_MS)) {
		got = recv(fd, text + n, ANSWER_MAX - n - 1, 0);
		n += got > 0 ? (size_t)got : 0;
	}
	check(n > 0 || got <= 0); /* an answer or an end, in time */
	text[n] = 0;
}

/* The end comes by itself: with the last bytes the library would overlook it for a second. */
static void ask(const char *request, size_t n)
{
	int fd = dial();

	send_all(fd, request, n);
	if (!comes(fd, QUIET_MS))
		shutdown(fd, SHUT_WR);
	receive(fd);
	close(fd);
}

/* From an address of its own: the inputs' failed logins hold up others there. */
static void log_in(void)
{
	static const char body[] = "{\"user\":\"admin\",\"password\":\"" PASSWORD "\"}";
	char request[400];
	const char *at;

	snprintf(request, sizeof(request),
		"POST /v1/session HTTP/1.1\r\nHost: a\r\nBulou-Client: fuzz\r\nConnection: close\r\n"
		"X-Forwarded-For: 203.0.113.77\r\n"
		"Content-Type: application/json\r\nContent-Length: %zu\r\n\r\n%s",
		strlen(body), body);
	ask(request, strlen(request));
	at = strstr(text, "Set-Cookie: ");
	check(at != NULL);
	at += strlen("Set-Cookie: ");
	snprintf(cookie, sizeof(cookie), "%.*s", (int)strcspn(at, ";\r"), at);
}

static void account(struct cx *cx, struct site *site)
{
	struct account a = { .user = STR("admin"),
		.name = STR("模糊测试"),
		.grants = grants_first,
		.grants_n = GRANTS_FIRST };
	struct entry e;

	check(seal_password_hash(cx, STR(PASSWORD), &a.hash) == 0);
	check(guard_account_entry(cx, site, &a, STR("admin"), sys_now(), &e) == 0);
	check(append_entries(cx, &site->view, &e, 1) == 0);
}

/* The folder is left to whoever made TMPDIR: a fuzzer does not end, it is ended. */
static void begin(void)
{
	static struct site_tables tables;
	static struct arena arena;
	struct cx cx = { .arena = &arena };
	struct site *site;
	const char *tmp = getenv("TMPDIR");
	char where[320], key[320];
	pthread_t thread;

	text = malloc(ANSWER_MAX);
	snprintf(dir, sizeof(dir), "%s/bulou-fuzz-XXXXXX", tmp ? tmp : "/tmp");
	check(text != NULL && mkdtemp(dir) != NULL);
	snprintf(where, sizeof(where), "%s/site", dir);
	snprintf(key, sizeof(key), "%s/site.key", dir);
	tables = (struct site_tables){ desks_kinds(), desks_figures() };
	arena_init(&arena, &sys_heap, 0);
	check(site_create(&cx, where, key, &tables, &site) == 0);
	account(&cx, site);
	check(http_start(&cx, site, &(struct http_how){ .listen = "127.0.0.1:0" }, &http) == 0);
	check(pthread_create(&thread, NULL, run, http) == 0);
	log_in();
}

/* The input with the cookie in the place of each @. */
static size_t fill(const uint8_t *data, size_t size, char *out, size_t max)
{
	size_t n = 0, c = strlen(cookie);

	for (size_t i = 0; i < size && n + c < max; i++) {
		if (data[i] != '@') {
			out[n++] = (char)data[i];
			continue;
		}
		memcpy(out + n, cookie, c);
		n += c;
	}
	return n;
}

/* An input may have logged out: the next ones shall again be somebody's. */
static bool logged_out(const char *request, size_t n)
{
	return memmem(request, n, "DELETE", 6) && strstr(text, "HTTP/1.1 204");
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static char request[1 << 16];
	size_t n;

	if (!http)
		begin();
	n = fill(data, size, request, sizeof(request));
	ask(request, n);
	check(text[0] == 0 || strncmp(text, "HTTP/1.", 7) == 0);
	check(strncmp(text, "HTTP/1.1 500", 12) != 0);
	if (logged_out(request, n))
		log_in();
	return 0;
}
