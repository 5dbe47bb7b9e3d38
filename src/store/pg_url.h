/* The address of a PostgreSQL database, before libpq sees it: the library's own message about one that it cannot read, or
 * about a port that is no number, quotes what stands there, and that may be a piece of the password. */
#ifndef STORE_PG_URL_H
#define STORE_PG_URL_H

#include "core/err.h"

/* 0, or E_DATABASE_URL that says what is wrong and in which part, without a word of the URL itself. */
int pg_url_check(struct cx *cx, const char *url);

/* Hosts and ports as in "h1:5432,[::1]:5433": is each port a number? Where one is not, the host was forgotten, or a
 * password holds a sign that divides a URL. */
bool pg_ports(struct str hosts);

#endif
