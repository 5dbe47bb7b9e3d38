/* Who is let in when not all can be.
 *
 * What is full first is the writer: so how full its queue is says how much the server has to do, and each rank is let in up to its
 * share of that. Samples and what happens at doors come first, other records before those who look something up, and they
 * before whoever watches figures: a figure can be looked at later, and a person in the queue for a swab is gone by then.
 * The rest of the queue is kept for those who come before. Readers have a queue of their own, of which those who watch
 * may fill half.
 *
 * Who is turned away is told when to come again, each at another moment: a thousand phones that were refused together would
 * else come back together. */
#include "desk/desk.h"
#include "http/own.h"
#include "sys/sys.h"

#define RETRY_S 2

static const struct {
	unsigned writer, readers; /* percent */
	unsigned spread_s;        /* comes again within so many seconds more */
} ranks[RANKS] = {
	[RANK_URGENT] = { 100, 100, 4 },
	[RANK_RECORD] = { 75, 100, 10 },
	[RANK_LOOK_UP] = { 50, 100, 10 },
	[RANK_BOARD] = { 25, 50, 20 },
};

/* Of a record before it is checked: what it says that it is. */
static bool is_urgent(const struct json *v)
{
	const struct json *kind = v->type == JSON_OBJECT ? json_get(v, "kind") : NULL;

	return kind && kind->type == JSON_TEXT && desks_urgent(kind->s);
}

enum rank rank_of_records(const struct json *v)
{
	size_t n = v->type == JSON_LIST ? v->n : 1, urgent = 0;

	for (size_t i = 0; i < n; i++)
		urgent += is_urgent(v->type == JSON_LIST ? &v->items[i] : v);
	return urgent && 2 * urgent >= n ? RANK_URGENT : RANK_RECORD;
}

int admit(struct call *c, enum rank rank)
{
	struct http *h = c->http;
	unsigned full = writer_full(h->writer, rank == RANK_URGENT),
		 least = atomic_load(&h->full_least);

	c->rank = rank;
	c->task.share = ranks[rank].readers;
	if ((full > least ? full : least) < ranks[rank].writer)
		return 0;
	atomic_fetch_add(&h->counts.shed[rank], 1);
	return err(&c->cx, E_BUSY, NULL, QUEUE_FULL);
}

/* A body may be the first records of many: those that matter most are known only when it is read. Logging out or revoking a device
 * writes, and without a body. */
enum rank rank_of_route(const struct route *r)
{
	if (r->flags & ROUTE_OPEN)
		return RANK_LOOK_UP;
	if (r->right.verb == VERB_COUNT)
		return RANK_BOARD; /* he only watches */
	if (r->flags & (ROUTE_BODY | ROUTE_WRITE | ROUTE_FORM))
		return r->run == route_records_post ? RANK_URGENT : RANK_RECORD;
	return RANK_LOOK_UP;
}

int admit_route(struct call *c)
{
	const struct route *r = c->route;
	bool writes = r->flags & (ROUTE_BODY | ROUTE_WRITE | ROUTE_FORM);

	if (r->flags & ROUTE_OPEN)
		return 0;
	if (r->on == ON_EVENT && !writes && c->rank == RANK_LOOK_UP)
		return 0;
	return admit(c, c->rank);
}

unsigned admit_again_s(const struct call *c)
{
	uint32_t random;

	sys_random(&random, sizeof(random));
	return RETRY_S + random % ranks[c->rank].spread_s;
}
