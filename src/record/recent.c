/* Open addressing, at most half full. When there is no more room all is forgotten: what is in use comes back with the next
 * group. */
#include "record/recent.h"

#include <string.h>

#include "core/uuid.h"
#include "sys/sys.h"

#define SLOTS 16384
#define BYTES_MAX ((size_t)16 << 20)

struct row {
	uint64_t hash;
	size_t key_n, n, cap;
	char bytes[]; /* key, value */
};

struct recent {
	int64_t pos; /* the last position of our last group; -1: none */
	char epoch[UUID_TEXT];
	size_t n, bytes;
	struct row *slots[SLOTS];
};

int recent_new(struct cx *cx, struct recent **ret)
{
	*ret = sys_new(1, sizeof(**ret));
	if (!*ret)
		return err(cx, E_NO_MEMORY, NULL);
	(*ret)->pos = -1;
	return 0;
}

void recent_clear(struct recent *r)
{
	if (!r)
		return;
	for (size_t i = 0; r->n > 0 && i < SLOTS; i++) {
		sys_free(r->slots[i]);
		r->slots[i] = NULL;
	}
	r->n = r->bytes = 0;
	r->pos = -1;
}

void recent_free(struct recent *r)
{
	recent_clear(r);
	sys_free(r);
}

void recent_begin(struct recent *r, int64_t before, struct str epoch)
{
	if (!r)
		return;
	if (r->pos != before || epoch.n != sizeof(r->epoch) ||
		memcmp(r->epoch, epoch.p, epoch.n) != 0)
		recent_clear(r);
	if (epoch.n == sizeof(r->epoch))
		memcpy(r->epoch, epoch.p, epoch.n);
	r->pos = before;
}

void recent_commit(struct recent *r, int64_t before, int64_t last)
{
	if (!r)
		return;
	if (r->pos != before)
		recent_clear(r);
	r->pos = last;
}

static uint64_t hash_of(enum recent_table table, struct str key)
{
	uint64_t h = 0xcbf29ce484222325u ^ (uint64_t)table;

	for (size_t i = 0; i < key.n; i++)
		h = (h ^ (uint8_t)key.p[i]) * 0x100000001b3u;
	return h ^ h >> 29;
}

/* The slot that holds it, or where it would go. */
static size_t slot_of(const struct recent *r, uint64_t hash, struct str key)
{
	size_t i = (size_t)hash % SLOTS;

	while (r->slots[i] &&
		(r->slots[i]->hash != hash || r->slots[i]->key_n != key.n ||
			memcmp(r->slots[i]->bytes, key.p, key.n) != 0))
		i = (i + 1) % SLOTS;
	return i;
}

bool recent_get(const struct recent *r, enum recent_table table, struct str key, struct str *ret)
{
	const struct row *row = r ? r->slots[slot_of(r, hash_of(table, key), key)] : NULL;

	if (row)
		*ret = (struct str){ row->bytes + row->key_n, row->n };
	return row != NULL;
}

static struct row *row_new(struct recent *r, uint64_t hash, struct str key, size_t n)
{
	size_t cap = n + n / 4 + 32; /* lists of a day grow */
	struct row *row;

	if (r->n >= SLOTS / 2 || r->bytes + key.n + cap > BYTES_MAX)
		return NULL;
	row = sys_new(1, sizeof(*row) + key.n + cap);
	if (!row)
		return NULL;
	*row = (struct row){ .hash = hash, .key_n = key.n, .cap = cap };
	memcpy(row->bytes, key.p, key.n);
	r->n++;
	r->bytes += key.n + cap;
	return row;
}

void recent_put(struct recent *r, enum recent_table table, struct str key, struct str value)
{
	uint64_t hash = hash_of(table, key);
	struct row **at;

	if (!r)
		return;
	at = &r->slots[slot_of(r, hash, key)];
	if (*at && (*at)->cap < value.n) {
		r->n--;
		r->bytes -= (*at)->key_n + (*at)->cap;
		sys_free(*at);
		*at = NULL;
	}
	if (!*at)
		*at = row_new(r, hash, key, value.n);
	if (!*at) {
		recent_clear(r); /* a chain that passed here would be cut */
		return;
	}
	if (value.n > 0)
		memcpy((*at)->bytes + (*at)->key_n, value.p, value.n);
	(*at)->n = value.n;
}
