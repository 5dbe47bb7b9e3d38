/* The client speaks as little HTTP as the server's answers need: a length, no chunks. */
#include "fault/process.h"

#include <arpa/inet.h>
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include <stdarg.h>
#include <setjmp.h>
#include <stdint.h>

#include <cmocka.h>

#define WAIT_MS 60000 /* for an answer: a database that is gone is waited for */
#define START_MS 60000

static const char *program(void)
{
	static char path[1000];
	const char *build = getenv("BULOU_BUILD");
	char *slash;
	ssize_t n;

	if (build) {
		snprintf(path, sizeof(path), "%s/bulou", build);
		return path;
	}
	n = readlink("/proc/self/exe", path, sizeof(path) - 10);
	if (n <= 0)
		return "";
	path[n] = 0;
	slash = strrchr(path, '/');
	snprintf(slash + 1, sizeof(path) - (size_t)(slash + 1 - path), "bulou");
	return path;
}

bool process_found(void)
{
	return access(program(), X_OK) == 0;
}

/* ---- running ---- */

static pid_t start(const char *trace, const char *out, uid_t uid, const char *const *args)
{
	const char *argv[32] = { "bulou" };
	size_t n = 1;
	pid_t pid;
	int fd;

	while (*args && n < 31)
		argv[n++] = *args++;
	fflush(stdout);
	pid = fork();
	if (pid != 0)
		return pid;
	/* Nothing that was started outlives its test. */
	prctl(PR_SET_PDEATHSIG, SIGKILL);
	fd = open(trace, O_WRONLY | O_CREAT | O_APPEND, 0666);
	dup2(fd, 2);
	dup2(out ? open(out, O_WRONLY | O_CREAT | O_TRUNC, 0600) : fd, 1);
	if (uid != 0 && (setgid(uid) != 0 || setuid(uid) != 0))
		_exit(126);
	execv(program(), (char *const *)(uintptr_t)argv);
	_exit(127);
}

static int status_of(int wait_status)
{
	return WIFEXITED(wait_status) ? WEXITSTATUS(wait_status) : -WTERMSIG(wait_status);
}

static int wait_for(pid_t pid)
{
	int status;

	while (waitpid(pid, &status, 0) < 0 && errno == EINTR)
		;
	return status_of(status);
}

int process_run(const char *trace, const char *out, const char *const *args)
{
	return wait_for(start(trace, out, 0, args));
}

int process_free_port(void)
{
	struct sockaddr_in a = { .sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK) };
	socklen_t n = sizeof(a);
	int fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);

	assert_int_equal(bind(fd, (struct sockaddr *)&a, sizeof(a)), 0);
	assert_int_equal(getsockname(fd, (struct sockaddr *)&a, &n), 0);
	close(fd);
	return ntohs(a.sin_port);
}

bool process_serve(
	struct process *p, const char *where, const char *key, uid_t uid, int *ret_status)
{
	char listen[40];
	const char *args[] = { "serve", "--data", where, "--key", key, "--listen", listen, NULL };
	int status;

	p->port = process_free_port();
	snprintf(listen, sizeof(listen), "127.0.0.1:%d", p->port);
	p->pid = start(p->trace, NULL, uid, args);
	assert_true(p->pid > 0);
	for (int i = 0; i < START_MS / 20; i++) {
		const struct timespec a_moment = { .tv_nsec = 20000000 };
		char *body;
		int http;

		if (waitpid(p->pid, &status, WNOHANG) == p->pid) {
			p->pid = 0;
			*ret_status = status_of(status);
			return false;
		}
		http = process_ask_once(p, "GET", "/healthz", NULL, &body);
		free(body);
		if (http != 0)
			return true;
		nanosleep(&a_moment, NULL);
	}
	fail_msg("the server does not answer: see %s", p->trace);
	return false;
}

void process_kill(struct process *p)
{
	if (p->pid <= 0)
		return;
	kill(p->pid, SIGKILL);
	wait_for(p->pid);
	p->pid = 0;
}

int process_stop(struct process *p)
{
	pid_t pid = p->pid;

	if (pid <= 0)
		return 0;
	kill(pid, SIGTERM);
	p->pid = 0;
	return wait_for(pid);
}

/* ---- asking ---- */

int process_connect(const struct process *p)
{
	struct sockaddr_in a = { .sin_family = AF_INET,
		.sin_addr.s_addr = htonl(INADDR_LOOPBACK),
		.sin_port = htons((uint16_t)p->port) };
	int fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);

	if (fd >= 0 && connect(fd, (struct sockaddr *)&a, sizeof(a)) == 0)
		return fd;
	close(fd);
	return -1;
}

static bool send_all(int fd, const char *text, size_t n)
{
	while (n > 0) {
		ssize_t put = send(fd, text, n, MSG_NOSIGNAL);

		if (put < 0 && errno == EINTR)
			continue;
		if (put <= 0)
			return false;
		text += put;
		n -= (size_t)put;
	}
	return true;
}

static bool more(int fd, char **text, size_t *n)
{
	struct pollfd poll_for = { .fd = fd, .events = POLLIN };
	ssize_t got;

	*text = realloc(*text, *n + 65537);
	assert_non_null(*text);
	if (poll(&poll_for, 1, WAIT_MS) <= 0)
		return false;
	got = recv(fd, *text + *n, 65536, 0);
	if (got <= 0)
		return false;
	*n += (size_t)got;
	(*text)[*n] = 0;
	return true;
}

static size_t length_of(const char *head)
{
	const char *at = strcasestr(head, "\ncontent-length:"), *end = strstr(head, "\r\n\r\n");

	return at && at < end ? strtoul(at + 16, NULL, 10) : 0;
}

/* The whole answer, head and body, or NULL. */
static char *answer(int fd)
{
	char *text = NULL, *end = NULL;
	size_t n = 0, whole;

	while (!end) {
		if (!more(fd, &text, &n)) {
			free(text);
			return NULL;
		}
		end = strstr(text, "\r\n\r\n");
	}
	whole = (size_t)(end + 4 - text) + length_of(text);
	while (n < whole)
		if (!more(fd, &text, &n)) {
			free(text);
			return NULL;
		}
	return text;
}

/* An answer holds at least the end of its head, so that there is something behind the version. */
static int status_in(const char *text)
{
	static const char version[] = "HTTP/1.1 ";
	size_t n = sizeof(version) - 1;

	return strncmp(text, version, n) == 0 ? (int)strtol(text + n, NULL, 10) : 0;
}

static int ask(const struct process *p, int fd, const char *method, const char *path,
	const char *body, char **ret)
{
	size_t n = body ? strlen(body) : 0;
	char head[2000];
	int put = snprintf(head, sizeof(head),
		"%s %s HTTP/1.1\r\nHost: t\r\nBulou-Client: fault\r\n%s", method, path, p->cookie);

	if (body)
		put += snprintf(head + put, sizeof(head) - (size_t)put,
			"Content-Type: application/json\r\nContent-Length: %zu\r\n", n);
	put += snprintf(head + put, sizeof(head) - (size_t)put, "\r\n");
	*ret = NULL;
	if (!send_all(fd, head, (size_t)put) || !send_all(fd, body ? body : "", n))
		return 0;
	*ret = answer(fd);
	return *ret ? status_in(*ret) : 0;
}

int process_ask(const struct process *p, int fd, const char *method, const char *path,
	const char *body, char **ret_body)
{
	char *whole;
	int status = ask(p, fd, method, path, body, &whole);

	*ret_body = strdup(whole ? strstr(whole, "\r\n\r\n") + 4 : "");
	assert_non_null(*ret_body);
	free(whole);
	return status;
}

int process_ask_once(const struct process *p, const char *method, const char *path,
	const char *body, char **ret_body)
{
	int fd = process_connect(p), status;

	if (fd < 0) {
		*ret_body = strdup("");
		return 0;
	}
	status = process_ask(p, fd, method, path, body, ret_body);
	close(fd);
	return status;
}

void process_login(struct process *p, const char *user, const char *password)
{
	char body[300], *whole;
	const char *from;
	int fd = process_connect(p);

	assert_true(fd >= 0);
	snprintf(body, sizeof(body), "{\"user\":\"%s\",\"password\":\"%s\"}", user, password);
	p->cookie[0] = 0;
	assert_int_equal(ask(p, fd, "POST", "/v1/session", body, &whole), 200);
	from = whole ? strstr(whole, "Set-Cookie: bulou=") : NULL;
	if (!from) {
		fail_msg("logged in without a cookie");
		return;
	}
	from += strlen("Set-Cookie: ");
	snprintf(p->cookie, sizeof(p->cookie), "Cookie: %.*s\r\n", (int)strcspn(from, ";\r"), from);
	free(whole);
	close(fd);
}
