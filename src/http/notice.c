/* What goes into the security trace of what a server is asked: told by the error with which it is refused, so that a route which
 * is added is in it too. */
#include "http/own.h"

static const struct {
	int code;
	enum trace_sort sort;
} sorts[] = {
	{ E_PASSWORD, TRACE_LOGIN_FAILED },
	{ E_CODE, TRACE_LOGIN_FAILED },
	{ E_PIN, TRACE_LOGIN_FAILED },
	{ E_PIN_NONE, TRACE_LOGIN_FAILED },
	{ E_TICKET, TRACE_SLIP_REFUSED },
	{ E_TICKET_USED, TRACE_SLIP_REFUSED },
	{ E_TICKET_OVER, TRACE_SLIP_REFUSED },
	{ E_TICKET_OTHER, TRACE_SLIP_REFUSED },
	{ E_FORM, TRACE_SESSION_REFUSED },
	{ E_DEVICE, TRACE_DEVICE_REFUSED },
	{ E_DEVICE_REVOKED, TRACE_DEVICE_REFUSED },
	{ E_LOCKED_OUT, TRACE_LOCKED_OUT },
	{ E_LOGINS_FAILED, TRACE_NETWORK_LOCKED },
	{ E_LOGIN, TRACE_SESSION_REFUSED },
	{ E_DISABLED, TRACE_SESSION_REFUSED },
	{ E_FORBIDDEN, TRACE_RIGHT_REFUSED },
	{ E_NOT_ALLOWED, TRACE_RECORD_REFUSED },
	{ E_BOX, TRACE_MAC_WRONG },
	{ E_NUMBERS_ASKED, TRACE_NUMBERS_ASKED },
	{ E_ACCOUNT_BUSY, TRACE_ACCOUNT_FLOOD },
};

static bool sort_of(int code, enum trace_sort *ret)
{
	for (size_t i = 0; i < sizeof(sorts) / sizeof(sorts[0]); i++)
		if (sorts[i].code == code) {
			*ret = sorts[i].sort;
			return true;
		}
	return false;
}

static void tell(struct call *c, int code, enum trace_sort sort, const struct uuid *device)
{
	uint8_t from[8];
	struct trace_line l = { .sort = sort,
		.user = c->who.person.n ? c->who.person : c->tried,
		.network = login_from(c, from).network,
		.code = err_entry(code)->code,
		.what = c->route ? c->route->path : NULL,
		.device = device,
		.uid = -1 };

	trace_tell(c->http->trace, &l);
}

void notice_answer(struct call *c)
{
	enum trace_sort sort;
	int code = c->cx.e.code;

	/* Who has no session at all has only not logged in yet. */
	if (sort_of(code, &sort) && (code != E_LOGIN || c->token.n))
		tell(c, code, sort, NULL);
}

/* A record whose signature does not fit is taken in, since somebody wrote it; who did is not sure, and it is marked so. */
void notice_item(struct call *c, const struct append_item *it)
{
	const struct receipt *r = &it->receipt;
	enum trace_sort sort;

	if (r->status == RECEIPT_REFUSED && sort_of(r->error.code, &sort))
		tell(c, r->error.code, sort, NULL);
	if (r->status == RECEIPT_ACCEPTED && r->marks & MARK_UNCONFIRMED && it->mac.n &&
		it->record->has_device)
		tell(c, E_MAC, TRACE_MAC_WRONG, &it->record->device);
}

void notice_network(struct http *h, struct str from)
{
	struct trace_line l = { .sort = TRACE_NETWORK_FLOOD, .network = from, .uid = -1 };

	trace_tell(h->trace, &l);
}
