/* A client of the live stream. */
#include "client.h"

#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include "sys/sys.h"

int live_ask(struct server *s, const char *query)
{
	int fd = client_connect(s);
	char text[1000];

	snprintf(text, sizeof(text), "GET /v1/live?%s HTTP/1.1\r\nHost: t\r\n%s\r\n", query,
		s->cookie);
	client_send(fd, text, strlen(text));
	return fd;
}

char *live_read(int fd, const char *text)
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

bool live_wait(int fd, const char *text)
{
	char *got = live_read(fd, text);

	free(got);
	return got != NULL;
}
