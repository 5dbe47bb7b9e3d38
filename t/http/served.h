/* For tests of one server, whose administrator is logged in before each of them. */
#ifndef T_HTTP_SERVED_H
#define T_HTTP_SERVED_H

#include <stdio.h>

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

static inline int as_admin(void **state)
{
	(void)state;
	login(&server, "admin");
	return 0;
}

static int teardown(void **state)
{
	(void)state;
	server_close(&server);
	return 0;
}

/* What takes two persons: the other one agrees. grant: its members. The administrator is logged in again afterwards. */
static inline void agreed(const char *user, const char *grant)
{
	char path[100], body[300];

	login(&server, "colleague");
	snprintf(path, sizeof(path), "/v1/users/%s", user);
	snprintf(body, sizeof(body), "{\"act\":\"agree\",%s}", grant);
	call_is(&server, 200, "POST", path, body);
	login(&server, "admin");
}

#endif
