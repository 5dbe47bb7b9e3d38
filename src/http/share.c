/* Shares: how much of the server one account may have in hand, so that whoever floods it (a stolen login, a script that
 * went wild) keeps only himself waiting.
 *
 * It is no rate: a phone that comes back from the hills with a day's work, or one account that a whole county hands in by, is
 * let through as fast as the server is. What is bounded is what waits: records and their bytes, up to half of what the
 * server takes of all, live streams, and reads, which are taken in turn by account as well (http/pool.c). Shares belong to
 * the event thread. They are as many as there are accounts, and are kept. */
#include "http/own.h"

#include <string.h>

int share_find(struct call *c)
{
	struct http *h = c->http;
	void **at = map_at(&h->shares, c->who.person);

	if (at && !*at) {
		*at = arena_alloc(&h->arena, sizeof(struct share));
		if (*at)
			memset(*at, 0, sizeof(struct share));
	}
	if (!at || !*at)
		return err(&c->cx, E_NO_MEMORY, NULL);
	c->share = *at;
	return 0;
}

int share_full(struct call *c, const char *zh, const char *en, size_t max)
{
	atomic_fetch_add(&c->http->counts.rejected, 1);
	return err(&c->cx, E_ACCOUNT_BUSY, NULL, zh, en, cx_num(&c->cx, (int64_t)max));
}

/* Bytes of a body that has come. */
int share_bytes(struct call *c, size_t n)
{
	size_t max = atomic_load(&c->http->each.bytes);

	if (!c->share)
		return 0;
	if (c->share->bytes + n > max)
		return share_full(c, "提交内容（字节）", "bytes", max);
	c->share->bytes += n;
	return 0;
}

/* Records for the writer, until share_written. */
int share_records(struct call *c, size_t n)
{
	size_t max = atomic_load(&c->http->each.records);

	if (c->share->records + n > max)
		return share_full(c, "记录", "records", max);
	c->share->records += n;
	c->shared = n;
	return 0;
}

void share_written(struct call *c)
{
	if (c->share)
		c->share->records -= c->shared;
	c->shared = 0;
}

int share_live(struct call *c)
{
	size_t max = atomic_load(&c->http->each.lives);

	if (c->share->lives >= max)
		return share_full(c, "实时推送", "live streams", max);
	c->share->lives++;
	return 0;
}
