/* The HTTP face: one event thread that speaks with clients, the writer behind it, two threads
 * that read, one for slow work.
 *
 * http_start opens the listening socket and starts the threads; http_run serves on the calling
 * thread until http_stop, which a signal handler may call; then it lets requests in hand finish
 * (at most 10 s), and http_free ends the rest. The site must be opened for writing and be used
 * by nobody else meanwhile.
 *
 * What it serves is one table (http/routes.c): routing, the check of parameters and
 * /v1/openapi.json come from it. Limits: 10,240 connections (fewer where the system gives the process fewer
 * files), 30 s without a byte, 120 s for a whole request, headers 8 KiB, body 1 MiB (8 KiB of who has not logged in),
 * 1,000 records, 512 live streams; of each what one account may have in hand (http/share.c) and one network
 * (http/conn.c); and when all is full, what matters most comes first (http/admit.c). What is over is refused, and
 * what waits too long is closed. */
#ifndef HTTP_HTTP_H
#define HTTP_HTTP_H

#include "guard/guard.h"

#define HTTP_LISTEN "127.0.0.1:8080"
#define HTTP_BODY_MAX ((size_t)1 << 20)
#define HTTP_FILE_MAX ((size_t)7 << 20)      /* with a file in it, of HTTP_LIST_FILE_MAX */
#define HTTP_LIST_FILE_MAX ((size_t)5 << 20) /* of a list that is brought in */
#define HTTP_BODY_OPEN_MAX ((size_t)8 << 10) /* without a login */
#define HTTP_CONNECTIONS_MAX ((size_t)10240)
#define HTTP_IDLE_S 30
#define HTTP_REQUEST_MS 120000
#define HTTP_LIVE_MAX 512

/* What is not given is not used. HTTPS with a certificate and its key, files in PEM, which are read again when they change; one
 * such server a process. plain: an address beside it, without TLS, at which phones get the certificate of this authority and
 * are told what to do with it, and nothing else. */
struct http_how {
	const char *
		listen; /* HOST:PORT, [V6]:PORT or :PORT; NULL: HTTP_LISTEN; port 0 takes a free one */
	const char *certificate, *key;
	const char *plain,
		*authority; /* both or neither. The names of files are kept until http_free. */
};

struct http;
/* E_USAGE, E_LISTEN (the port is taken, or not to be had), E_FILE, E_TLS, E_TLS_KEY. */
int http_start(struct cx *cx, struct site *site, const struct http_how *how, struct http **ret);
/* Pages from this folder instead of those in the program; before http_run. E_FILE. */
int http_web_dir(struct cx *cx, struct http *h, const char *dir);
int http_port(const struct http *h);
int http_plain_port(const struct http *h);
int64_t http_certificate_until(const struct http *h); /* 0: no TLS */
void http_run(struct http *h);
void http_stop(struct http *h); /* from any thread or signal handler */
void http_free(struct http *h); /* after http_run has returned; takes NULL */

#endif
