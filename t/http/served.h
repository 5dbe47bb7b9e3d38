/* For tests of one server, whose administrator is logged in before each of them. */
#ifndef T_HTTP_SERVED_H
#define T_HTTP_SERVED_H

#include "client.h"

static struct server server;
static const char *engine = "sqlite";

static int setup(void **state)
{
	(void)state;
	server_open(&server, engine);
	login(&server, "admin");
	return 0;
}

static int teardown(void **state)
{
	(void)state;
	server_close(&server);
	return 0;
}

#endif
