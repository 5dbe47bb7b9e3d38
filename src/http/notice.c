/* What goes into the security trace of what a server is asked: told by the error with which it is refused, so that a route which
 * is added is in it too. */
#include <arpa/inet.h>
#include <string.h>

#include "http/own.h"

static const struct {
	int code;
	enum trace_sort sort;
} sorts[] = { { E_PASSWORD, TRACE_LOGIN_FAILED }, { E_CODE, TRACE_LOGIN_FAILED },
	{ E_LOCKED_OUT, TRACE_LOCKED_OUT }, { E_LOGINS_FAILED, TRACE_NETWORK_LOCKED },
	{ E_LOGIN, TRACE_SESSION_REFUSED }, { E_FORBIDDEN, TRACE_RIGHT_REFUSED },
	{ E_NOT_ALLOWED, TRACE_RECORD_REFUSED }, { E_MAC, TRACE_MAC_WRONG },
	{ E_BOX, TRACE_MAC_WRONG }, { E_ACCOUNT_BUSY, TRACE_ACCOUNT_FLOOD } };

static bool sort_of(int code, enum trace_sort *ret)
{
	for (size_t i = 0; i < sizeof(sorts) / sizeof(sorts[0]); i++)
		if (sorts[i].code == code) {
			*ret = sorts[i].sort;
			return true;
		}
	return false;
}

/* Whom the proxy on this machine comes for, if that is what asks: the last address that it has added. */
static struct str network(struct call *c, uint8_t v4[4])
{
	const union MHD_ConnectionInfo *info = MHD_get_connection_info(
		c->connection, MHD_CONNECTION_INFO_CLIENT_ADDRESS);
	struct str own = info && info->client_addr ? conn_network(info->client_addr) : STR("");
	struct str rest = STR_NONE, one = STR_NONE;
	char text[INET_ADDRSTRLEN];

	if (own.n == 4 && own.p[0] == 127)
		rest = call_header_last(c, "X-Forwarded-For");
	while (str_split(&rest, ',', &one))
		;
	one = str_trim(one);
	if (!one.n || one.n >= sizeof(text))
		return own;
	memcpy(text, one.p, one.n);
	text[one.n] = 0;
	return inet_pton(AF_INET, text, v4) == 1 ? (struct str){ (const char *)v4, 4 } : own;
}

static void tell(struct call *c, int code, enum trace_sort sort)
{
	uint8_t v4[4];
	struct trace_line l = { .sort = sort,
		.user = c->who.person,
		.network = network(c, v4),
		.code = err_entry(code)->code,
		.what = c->route ? c->route->path : NULL,
		.uid = -1 };

	trace_tell(c->http->trace, &l);
}

void notice_answer(struct call *c)
{
	enum trace_sort sort;
	int code = c->cx.e.code;

	/* Who has no session at all has only not logged in yet. */
	if (sort_of(code, &sort) && (code != E_LOGIN || c->token.n))
		tell(c, code, sort);
}

void notice_receipt(struct call *c, const struct receipt *r)
{
	enum trace_sort sort;

	if (r->status == RECEIPT_REFUSED && sort_of(r->error.code, &sort))
		tell(c, r->error.code, sort);
}

void notice_network(struct http *h, struct str from)
{
	struct trace_line l = { .sort = TRACE_NETWORK_FLOOD, .network = from, .uid = -1 };

	trace_tell(h->trace, &l);
}
