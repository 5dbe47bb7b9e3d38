/* HTTP over a socket, as much of it as the server of this program speaks: an answer has a Content-Length. */
#include "demo/client.h"

#include <errno.h>
#include <netdb.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <stdio.h>
#include <string.h>
#include <strings.h>
#include <sys/socket.h>
#include <unistd.h>

#include "core/json.h"

#define WAIT_MS 60000
#define HEAD_MAX 16384
#define BODY_MAX (64 << 20)

void client_init(struct client *c, const char *host, int port)
{
	*c = (struct client){ .host = host, .port = port, .fd = -1 };
}

void client_close(struct client *c)
{
	if (c->fd >= 0)
		close(c->fd);
	c->fd = -1;
}

static int failed(struct cx *cx, struct client *c, const char *what)
{
	client_close(c);
	return err(cx, E_IO, NULL, what);
}

static int connected(struct cx *cx, struct client *c)
{
	struct addrinfo hints = { .ai_socktype = SOCK_STREAM, .ai_flags = AI_NUMERICSERV }, *list;
	char port[8];
	int on = 1, got;

	if (c->fd >= 0)
		return 0;
	snprintf(port, sizeof(port), "%d", c->port);
	if (getaddrinfo(c->host, port, &hints, &list) != 0)
		return failed(cx, c, c->host);
	c->fd = socket(list->ai_family, SOCK_STREAM | SOCK_CLOEXEC, 0);
	got = c->fd < 0 ? -1 : connect(c->fd, list->ai_addr, list->ai_addrlen);
	freeaddrinfo(list);
	if (got != 0)
		return failed(cx, c, strerror(errno));
	setsockopt(c->fd, IPPROTO_TCP, TCP_NODELAY, &on, sizeof(on));
	return 0;
}

/* ---- sending ---- */

static struct str request(struct cx *cx, const struct client *c, const struct client_call *call)
{
	struct buf b;

	buf_init(&b, cx->arena);
	buf_fmt(&b, "%s %s HTTP/1.1\r\nHost: %s:%d\r\nBulou-Client: demo\r\n", call->method,
		call->path, c->host, c->port);
	if (c->cookie[0])
		buf_fmt(&b, "Cookie: %s\r\n", c->cookie);
	if (call->sent.n)
		buf_fmt(&b, "Bulou-Sent: %.*s\r\n", STR_ARG(call->sent));
	if (call->body.p)
		buf_fmt(&b, "Content-Type: application/json\r\nContent-Length: %zu\r\n",
			call->body.n);
	buf_z(&b, "\r\n");
	buf_str(&b, call->body);
	return buf_get(&b);
}

static bool write_all(int fd, struct str s)
{
	while (s.n) {
		ssize_t n = send(fd, s.p, s.n, MSG_NOSIGNAL);

		if (n < 0 && errno == EINTR)
			continue;
		if (n <= 0)
			return false;
		s.p += n;
		s.n -= (size_t)n;
	}
	return true;
}

/* Has the other side hung up since the last call? Nothing is owed to us, so anything readable is its farewell. */
static bool hung_up(int fd)
{
	struct pollfd p = { .fd = fd, .events = POLLIN };

	return poll(&p, 1, 0) != 0;
}

int client_send(struct cx *cx, struct client *c, const struct client_call *call)
{
	struct str text = request(cx, c, call);
	int e;

	if (!text.p)
		return err(cx, E_NO_MEMORY, NULL);
	if (c->fd >= 0 && hung_up(c->fd))
		client_close(c);
	e = connected(cx, c);
	if (e)
		return e;
	return write_all(c->fd, text) ? 0 : failed(cx, c, strerror(errno));
}

/* ---- receiving ---- */

/* Some more bytes into b; 0 at the end of the connection, -1 on an error or when nothing comes. */
static ssize_t read_some(int fd, struct buf *b)
{
	struct pollfd p = { .fd = fd, .events = POLLIN };
	char bytes[8192];
	ssize_t n;

	do
		n = poll(&p, 1, WAIT_MS);
	while (n < 0 && errno == EINTR);
	if (n <= 0)
		return -1;
	do
		n = recv(fd, bytes, sizeof(bytes), 0);
	while (n < 0 && errno == EINTR);
	if (n > 0)
		buf_add(b, bytes, (size_t)n);
	return buf_ok(b) ? n : -1;
}

struct head {
	int status;
	int64_t length;
	bool close;
};

static void cookie_take(struct client *c, struct str value)
{
	struct str cookie;

	str_split(&value, ';', &cookie);
	if (cookie.n >= sizeof(c->cookie))
		return;
	memcpy(c->cookie, cookie.p, cookie.n);
	c->cookie[cookie.n] = 0;
}

static void line_take(struct client *c, struct str line, struct head *h)
{
	struct str name, value = line;

	if (!str_split(&value, ':', &name))
		return;
	value = str_trim(value);
	if (name.n == 14 && strncasecmp(name.p, "Content-Length", 14) == 0)
		str_int(value, &h->length);
	else if (name.n == 10 && strncasecmp(name.p, "Set-Cookie", 10) == 0)
		cookie_take(c, value);
	else if (name.n == 10 && strncasecmp(name.p, "Connection", 10) == 0)
		h->close = value.n == 5 && strncasecmp(value.p, "close", 5) == 0;
}

static bool head_take(struct client *c, struct str head, struct head *ret)
{
	struct str rest = head, line;
	int64_t status;

	*ret = (struct head){ .length = 0 };
	if (!str_split(&rest, '\n', &line) || line.n < 12 || memcmp(line.p, "HTTP/1.1 ", 9) != 0)
		return false;
	if (!str_int((struct str){ line.p + 9, 3 }, &status))
		return false;
	ret->status = (int)status;
	while (str_split(&rest, '\n', &line))
		line_take(c,
			str_trim((struct str){ line.p,
				line.n && line.p[line.n - 1] == '\r' ? line.n - 1 : line.n }),
			ret);
	return ret->length >= 0 && ret->length <= BODY_MAX;
}

static const char *head_end(const struct buf *b)
{
	return b->n < 4 ? NULL : memmem(b->p, b->n, "\r\n\r\n", 4);
}

int client_receive(struct cx *cx, struct client *c, int *ret_status, struct str *ret_body)
{
	struct head h;
	struct buf b;
	const char *end;
	size_t head_n;

	buf_init(&b, cx->arena);
	while (!(end = head_end(&b)))
		if (b.n > HEAD_MAX || read_some(c->fd, &b) <= 0)
			return failed(cx, c, "HTTP: no answer");
	head_n = (size_t)(end - b.p) + 4;
	if (!head_take(c, (struct str){ b.p, head_n - 4 }, &h))
		return failed(cx, c, "HTTP: not an answer");
	while (b.n < head_n + (size_t)h.length)
		if (read_some(c->fd, &b) <= 0)
			return failed(cx, c, "HTTP: the answer stops");
	*ret_status = h.status;
	*ret_body = (struct str){ b.p + head_n, (size_t)h.length };
	if (h.close)
		client_close(c);
	return 0;
}

int client_call(struct cx *cx, struct client *c, const struct client_call *call, int *ret_status,
	struct str *ret_body)
{
	int e = client_send(cx, c, call);

	return e ? e : client_receive(cx, c, ret_status, ret_body);
}

int client_login(struct cx *cx, struct client *c, struct str user, struct str password)
{
	struct client_call call = { .method = "POST", .path = "/v1/session" };
	struct buf b;
	struct jw w;
	struct str body;
	int status = 0, e;

	c->cookie[0] = 0;
	buf_init(&b, cx->arena);
	jw_init(&w, &b);
	jw_object(&w);
	jw_f_str(&w, "user", user);
	jw_f_str(&w, "password", password);
	jw_end_object(&w);
	call.body = buf_get(&b);
	if (!buf_ok(&b))
		return err(cx, E_NO_MEMORY, NULL);
	e = client_call(cx, c, &call, &status, &body);
	if (!e && status != 200)
		e = err(cx, E_PASSWORD, NULL);
	return e;
}
