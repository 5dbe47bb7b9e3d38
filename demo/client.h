/* A small HTTP/1.1 client: one connection that is kept open, one call at a time, the session's cookie.
 *
 * Sending and receiving are two calls, so that forty clients can have a request under way at once on one thread. A
 * connection that the server closed meanwhile is opened again. Errors are E_IO (no connection, or no answer in 60 s). */
#ifndef DEMO_CLIENT_H
#define DEMO_CLIENT_H

#include "core/err.h"

#define CLIENT_COOKIE_MAX 1024

struct client {
	const char *host;
	int port, fd;                   /* fd -1 = not connected */
	char cookie[CLIENT_COOKIE_MAX]; /* "" = not logged in */
};

struct client_call {
	const char *method, *path;
	struct str sent; /* Bulou-Sent, the clock of whoever sends; STR_NONE: none */
	struct str body; /* JSON; STR_NONE: none */
};

void client_init(struct client *c, const char *host, int port); /* host must live as long */
void client_close(struct client *c);                            /* the cookie stays */
int client_send(struct cx *cx, struct client *c, const struct client_call *call);
/* *ret_body lies in the arena of cx. */
int client_receive(struct cx *cx, struct client *c, int *ret_status, struct str *ret_body);
int client_call(struct cx *cx, struct client *c, const struct client_call *call, int *ret_status,
	struct str *ret_body);
/* The answer must be 200. E_PASSWORD, E_IO. */
int client_login(struct cx *cx, struct client *c, struct str user, struct str password);

#endif
