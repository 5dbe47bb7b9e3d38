/* Servers in children, and single calls to them. A child ends when it is told to, or when the bench does. */
#include "bench.h"

#include <errno.h>
#include <microhttpd.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include "http/http.h"
#include "sys/sys.h"

/* ---- the product ---- */

static struct http *serving;

static void on_term(int n)
{
	(void)n;
	http_stop(serving);
}

static void serve(const struct data *d, int ready)
{
	struct arena arena;
	struct cx cx = { .arena = &arena };
	struct sigaction stop = { .sa_handler = on_term };
	struct site *site;
	int port;

	arena_init(&arena, &sys_heap, 0);
	bench_open(&cx, d, SITE_WRITE, &site);
	must(&cx, http_start(&cx, site, &(struct http_how){ .listen = "127.0.0.1:0" }, &serving));
	sigaction(SIGTERM, &stop, NULL);
	port = http_port(serving);
	if (write(ready, &port, sizeof(port)) != sizeof(port))
		_exit(1);
	close(ready);
	http_run(serving);
	http_free(serving);
	site_close(site);
	_exit(0);
}

/* ---- the library alone ---- */

struct constant {
	struct MHD_Response *response;
};

static enum MHD_Result constant_answer(void *arg, struct MHD_Connection *connection,
	const char *url, const char *method, const char *version, const char *upload,
	size_t *upload_n, void **state)
{
	struct constant *k = arg;

	(void)url;
	(void)method;
	(void)version;
	(void)upload;
	if (!*state) {
		*state = k;
		return MHD_YES;
	}
	*upload_n = 0;
	return MHD_queue_response(connection, 200, k->response);
}

static volatile sig_atomic_t constant_stopping;

static void constant_stop(int n)
{
	(void)n;
	constant_stopping = 1;
}

/* The same loop as the product's: poll on the library's descriptor, then one run. */
static void constant_serve(size_t bytes, int ready)
{
	struct sigaction stop = { .sa_handler = constant_stop };
	char *body = malloc(bytes);
	struct constant k = { .response = NULL };
	struct MHD_Daemon *daemon;
	struct pollfd fd;
	int port;

	memset(body, 'x', bytes);
	k.response = MHD_create_response_from_buffer(bytes, body, MHD_RESPMEM_PERSISTENT);
	MHD_add_response_header(k.response, "Content-Type", "application/json");
	daemon = MHD_start_daemon(MHD_USE_EPOLL, 0, NULL, NULL, constant_answer, &k,
		MHD_OPTION_CONNECTION_LIMIT, 4096u, MHD_OPTION_CONNECTION_MEMORY_LIMIT,
		(size_t)8 << 10, MHD_OPTION_END);
	if (!daemon)
		_exit(1);
	sigaction(SIGTERM, &stop, NULL);
	port = MHD_get_daemon_info(daemon, MHD_DAEMON_INFO_BIND_PORT)->port;
	fd = (struct pollfd){ MHD_get_daemon_info(daemon, MHD_DAEMON_INFO_EPOLL_FD)->epoll_fd,
		POLLIN, 0 };
	if (write(ready, &port, sizeof(port)) != sizeof(port))
		_exit(1);
	close(ready);
	while (!constant_stopping) {
		poll(&fd, 1, 1000);
		MHD_run(daemon);
	}
	_exit(0);
}

/* ---- starting and stopping ---- */

static void start(const struct data *d, size_t bytes, struct server *ret)
{
	int fds[2];

	*ret = (struct server){ .pid = -1 };
	fflush(NULL);
	if (pipe(fds) != 0)
		fail("pipe: %s", strerror(errno));
	ret->pid = fork();
	if (ret->pid < 0)
		fail("fork: %s", strerror(errno));
	if (ret->pid == 0) {
		prctl(PR_SET_PDEATHSIG, SIGKILL);
		close(fds[0]);
		if (d)
			serve(d, fds[1]);
		constant_serve(bytes, fds[1]);
	}
	close(fds[1]);
	if (read(fds[0], &ret->port, sizeof(ret->port)) != sizeof(ret->port))
		fail("the server did not start");
	close(fds[0]);
}

/* The search index is filled in the background: what is measured begins when it is full, as on any day but the first. */
void server_start(const struct data *d, struct server *ret)
{
	struct arena arena;
	struct cx cx = { .arena = &arena };
	double begin = seconds();
	struct str health;

	start(d, 0, ret);
	arena_init(&arena, &sys_heap, 0);
	do {
		arena_reset(&arena);
		health = http_get(&cx, ret, "/healthz");
		if (!health.p)
			fail("the server is not well");
		if (ret->first_answer_s == 0)
			ret->first_answer_s = seconds() - begin;
		usleep(20000);
	} while (strstr(health.p, "\"search_filling\":true"));
	ret->filled_s = seconds() - begin;
	say("  the first answer after %.2f s, search full after %.1f s", ret->first_answer_s,
		ret->filled_s);
	arena_done(&arena);
	server_login(ret, BENCH_USER, BENCH_PASSWORD);
}

void constant_start(size_t bytes, struct server *ret)
{
	start(NULL, bytes, ret);
}

void server_stop(struct server *s)
{
	int status;

	kill(s->pid, SIGTERM);
	if (waitpid(s->pid, &status, 0) != s->pid || status != 0)
		fail("the server ended badly: %d", status);
	s->pid = -1;
}

long server_memory(const struct server *s, const char *field)
{
	FILE *f = fopen(text("/proc/%d/status", (int)s->pid), "r");
	char line[256];
	long kb = -1;

	while (f && fgets(line, sizeof(line), f))
		if (strncmp(line, field, strlen(field)) == 0)
			kb = strtol(line + strlen(field) + 1, NULL, 10);
	if (f)
		fclose(f);
	return kb;
}

double server_cpu(const struct server *s)
{
	FILE *f = fopen(text("/proc/%d/stat", (int)s->pid), "r");
	char line[1024], *at = f && fgets(line, sizeof(line), f) ? strrchr(line, ')') : NULL;
	unsigned long user, kernel;

	/* Behind the name, which may hold anything, utime and stime are the 12th and 13th. */
	for (int i = 0; at && i < 12; i++)
		at = strchr(at + 1, ' ');
	if (!at)
		fail("no /proc/%d/stat", (int)s->pid);
	user = strtoul(at, &at, 10);
	kernel = strtoul(at, NULL, 10);
	fclose(f);
	return (double)(user + kernel) / (double)sysconf(_SC_CLK_TCK);
}

/* ---- single calls ---- */

static int connected(int port)
{
	struct sockaddr_in to = { .sin_family = AF_INET,
		.sin_port = htons((uint16_t)port),
		.sin_addr = { htonl(INADDR_LOOPBACK) } };
	int fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);

	if (fd < 0 || connect(fd, (struct sockaddr *)&to, sizeof(to)) != 0)
		fail("connect to port %d: %s", port, strerror(errno));
	return fd;
}

/* The whole answer of a call that closes its connection, head and all. */
static struct str call(struct cx *cx, int port, const char *request, size_t n)
{
	struct buf b;
	ssize_t got;
	char *p;
	int fd = connected(port);

	if (write(fd, request, n) != (ssize_t)n)
		fail("write: %s", strerror(errno));
	buf_init(&b, cx->arena);
	while ((p = buf_space(&b, 65536)) && (got = read(fd, p, 65536)) > 0)
		buf_used(&b, (size_t)got);
	close(fd);
	return buf_get(&b);
}

static struct str body_of(struct str answer)
{
	const char *at = answer.n ? memmem(answer.p, answer.n, "\r\n\r\n", 4) : NULL;

	return at ? (struct str){ at + 4, answer.n - (size_t)(at + 4 - answer.p) } : STR_NONE;
}

struct str http_get(struct cx *cx, const struct server *s, const char *path)
{
	struct buf b;
	struct str answer;

	buf_init(&b, cx->arena);
	buf_fmt(&b, "GET %s HTTP/1.1\r\nHost: bench\r\nConnection: close\r\n%s\r\n", path,
		s->cookie);
	answer = call(cx, s->port, buf_get(&b).p, b.n);
	if (answer.n < 12 || memcmp(answer.p + 9, "200", 3) != 0) {
		say("GET %s: %.*s", path, (int)(answer.n < 600 ? answer.n : 600),
			answer.p ? answer.p : "");
		return STR_NONE;
	}
	return body_of(answer);
}

void server_login(struct server *s, const char *user, const char *password)
{
	struct arena arena;
	struct cx cx = { .arena = &arena };
	struct str answer;
	const char *at, *end, *body, *request;

	arena_init(&arena, &sys_heap, 0);
	body = text("{\"user\":\"%s\",\"password\":\"%s\"}", user, password);
	request = text(
		"POST /v1/session HTTP/1.1\r\nHost: bench\r\nConnection: close\r\nBulou-Client: bench\r\n"
		"Content-Type: application/json\r\nContent-Length: %zu\r\n\r\n%s",
		strlen(body), body);
	answer = call(&cx, s->port, request, strlen(request));
	at = answer.n ? strstr(answer.p, "Set-Cookie: ") : NULL;
	end = at ? strchr(at, ';') : NULL;
	if (!end)
		fail("no login: %.*s", STR_ARG(answer));
	at += strlen("Set-Cookie: ");
	snprintf(s->cookie, sizeof(s->cookie), "Cookie: %.*s\r\n", (int)(end - at), at);
	arena_done(&arena);
}

double server_metric(const struct server *s, const char *name)
{
	struct arena arena;
	struct cx cx = { .arena = &arena };
	struct str all;
	const char *at;
	double value = 0;

	arena_init(&arena, &sys_heap, 0);
	all = http_get(&cx, s, "/metrics");
	at = all.p ? strstr(all.p, text("\nbulou_%s ", name)) : NULL;
	if (at)
		value = strtod(strchr(at + 1, ' '), NULL);
	arena_done(&arena);
	return value;
}
