/* A raw-socket client for tests: what goes over the wire is written by the test, also when it is
 * wrong. */
#ifndef T_HTTP_CLIENT_H
#define T_HTTP_CLIENT_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "core/json.h"
#include "http/own.h"
#include "support/site_fixture.h"

#define CLIENT_WAIT_MS 20000

struct server {
	struct fixture f;
	struct http *http;
	pthread_t thread;
	char cookie[600]; /* "Cookie: bulou=…\r\n" of the latest login, or "" */
};

struct answer {
	int status;        /* 0: the connection ended without one */
	char *head, *body; /* NUL-terminated; malloc'd */
	size_t body_n;
	const struct json *json; /* NULL when it is none; in the fixture's arena */
};

/* A county of 20 dwellings, the accounts admin (everything), worker (g1, field) and watcher (g1,
 * read and unmask), whose passwords are PASSWORD; then the server on a free port. */
#define PASSWORD "correct-horse"
void server_open(struct server *s, const char *engine); /* "sqlite" or "postgres" */
/* The same accounts over data of the test's own. */
void server_open_with(struct server *s, const char *engine, void (*fill)(struct fixture *f));
void server_close(struct server *s); /* http_stop, and everything is freed */

int client_connect(const struct server *s);
void client_send(int fd, const void *p, size_t n); /* as much as the other side takes */
/* One answer; a HEAD request has no body. */
struct answer client_read(struct server *s, int fd, bool head);
void answer_free(struct answer *a);
bool client_closed(int fd, int wait_ms); /* the other side closed within the time */

/* One request on a connection of its own, logged in. body NULL: none. */
struct answer call(struct server *s, const char *method, const char *path, const char *body);
/* The same with headers of the test's own ("A: b\r\n"), and nothing added but Host and
 * Content-Length. */
struct answer call_with(struct server *s, const char *method, const char *path, const char *headers,
	const char *body);
/* Asserts the status and frees. */
void call_is(struct server *s, int status, const char *method, const char *path, const char *body);
void status_is(struct answer a, int status);
void login(struct server *s, const char *user);
/* json: the member of a path like "items.0.id"; fails when it is not there. */
const struct json *at(const struct json *v, const char *path);
bool text_is(const struct json *v, const char *path, const char *text);
void answer_fits(const struct route *r, const struct json *v); /* fits.c */
void type_fits(const struct json *v, struct str type, const char *where);
uint64_t metric(struct server *s, const char *name);

/* live_client.c: the connection of a stream that asks for what follows "/v1/live?"; all that comes on it until the text has come,
 * malloc'd, NULL if it does not. */
int live_ask(struct server *s, const char *query);
char *live_read(int fd, const char *text);
bool live_wait(int fd, const char *text);

#endif
