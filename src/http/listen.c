/* Listening: HOST:PORT read, and a socket there. */
#include <errno.h>
#include <netdb.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include "http/own.h"

#define BACKLOG 1024

/* What an office meets is told in its own words, the rest in the system's. */
static int failed(struct cx *cx, const struct listening *l)
{
	int why = errno;

	switch (why) {
	case EADDRINUSE:
		return err(cx, E_LISTEN, l->option, l->text, "端口已被占用", "the port is taken");
	case EADDRNOTAVAIL:
		return err(cx, E_LISTEN, l->option, l->text, "本机没有这个地址",
			"this machine has no such address");
	case EACCES:
		return err(cx, E_LISTEN, l->option, l->text, "当前账户无权使用该端口",
			"this account may not use the port");
	default:
		err(cx, E_LISTEN, l->option, l->text, "系统不允许", "the system refuses it");
		return err_quote(cx, strerrordesc_np(why));
	}
}

static int socket_open(struct cx *cx, struct listening *l, const struct addrinfo *a)
{
	int one = 1,
	    fd = socket(
		    a->ai_family, a->ai_socktype | SOCK_CLOEXEC | SOCK_NONBLOCK, a->ai_protocol);

	if (fd < 0)
		return failed(cx, l);
	setsockopt(fd, SOL_SOCKET, SO_REUSEADDR, &one, sizeof(one));
	if (bind(fd, a->ai_addr, a->ai_addrlen) != 0 || listen(fd, BACKLOG) != 0) {
		int e = failed(cx, l);

		close(fd);
		return e;
	}
	l->fd = fd;
	return 0;
}

/* HOST:PORT into its parts; the host may be empty, or a v6 address in brackets. */
static int address_read(struct cx *cx, const struct listening *l, char host[256], char port[8])
{
	const char *text = l->text, *colon = strrchr(text, ':'), *from = text;
	size_t n = colon ? (size_t)(colon - text) : 0;
	int64_t number;

	if (n >= 2 && text[0] == '[' && text[n - 1] == ']') {
		from++;
		n -= 2;
	}
	if (!colon || n > 255 || !str_int(str_of(colon + 1), &number) || number < 0 ||
		number > 65535)
		return err(cx, E_USAGE, l->option, l->text);
	memcpy(host, from, n);
	host[n] = 0;
	snprintf(port, 8, "%d", (int)number);
	return 0;
}

/* The port that it got: 0 takes a free one. */
static int port_read(struct cx *cx, struct listening *l)
{
	struct sockaddr_storage name;
	socklen_t n = sizeof(name);
	char text[NI_MAXSERV];
	int64_t number = 0;

	if (getsockname(l->fd, (struct sockaddr *)&name, &n) != 0 ||
		getnameinfo((struct sockaddr *)&name, n, NULL, 0, text, sizeof(text),
			NI_NUMERICSERV) != 0)
		return failed(cx, l);
	if (str_int(str_of(text), &number))
		l->port = (int)number;
	return 0;
}

int listen_open(struct cx *cx, struct listening *l)
{
	struct addrinfo hints = { .ai_socktype = SOCK_STREAM,
		.ai_flags = AI_PASSIVE | AI_NUMERICSERV },
			*list;
	char host[256] = "", port[8] = "";
	int e = address_read(cx, l, host, port);

	if (e)
		return e;
	if (getaddrinfo(host[0] ? host : NULL, port, &hints, &list) != 0)
		return err(cx, E_USAGE, l->option, l->text);
	e = socket_open(cx, l, list);
	freeaddrinfo(list);
	return e ? e : port_read(cx, l);
}
