/* Destroying data keys, and wrapping those that live under a new master key: the changes of key entries in place. */
#include "record/keys.h"

#include <string.h>

#include "record/intake.h"
#include "record/ring.h"
#include "record/rows.h"

#define PAGE 1000

int keyring_list(struct cx *cx, struct keyring *k, struct key_info **ret, size_t *ret_n)
{
	struct key_info *list;
	size_t n;

	pthread_mutex_lock(&k->lock);
	n = k->n;
	list = cx_many(cx, n, struct key_info);
	for (size_t i = 0; list && i < n; i++) {
		const struct data_key *d = &k->keys[i];

		list[i] = (struct key_info){ d->id, d->scope, d->c, d->month, d->pos };
	}
	pthread_mutex_unlock(&k->lock);
	*ret = list;
	*ret_n = n;
	return list ? 0 : -E_NO_MEMORY;
}

/* Walks over all key entries and writes back those that change() changed (1; 0: leave it; negative: an error). */
static int reseal_keys(struct cx *cx, struct journal *j,
	int (*change)(struct cx *cx, struct journal *j, struct entry *e, const void *arg),
	const void *arg, size_t *ret_n)
{
	struct entry *page;
	size_t n, changed;
	int64_t after = 0;
	int e;

	*ret_n = 0;
	for (;;) {
		e = journal_read(cx, j->store, after, PAGE, 1u << ENTRY_KEY, &page, &n);
		if (e || n == 0)
			return e;
		after = page[n - 1].pos;
		changed = 0;
		for (size_t i = 0; i < n; i++) {
			e = change(cx, j, &page[i], arg);
			if (e < 0)
				return e;
			if (e == 0)
				continue;
			journal_digest(&page[i], page[i].digest);
			page[changed++] = page[i];
		}
		e = entries_reseal(cx, j->store, page, changed);
		if (e)
			return e;
		*ret_n += changed;
	}
}

static int empty_listed(struct cx *cx, struct journal *j, struct entry *e, const void *list)
{
	struct data_key d = { .id = e->id };

	(void)cx;
	(void)j;
	if (!e->sealed.n || !ring_listed(&d, list))
		return 0;
	e->sealed = STR_NONE;
	return 1;
}

int keys_empty(struct cx *cx, struct journal *j, struct uuid *ids, size_t n, size_t *ret_n)
{
	struct id_list list = { ids, uuid_sort(ids, n) };

	*ret_n = 0;
	return list.n ? reseal_keys(cx, j, empty_listed, &list, ret_n) : 0;
}

int keyring_purge(struct cx *cx, struct journal *j, const struct uuid *ids, size_t n,
	const struct erasing *why)
{
	struct id_list list = { cx_many(cx, n, struct uuid), n };
	size_t emptied;
	int e;

	if (!list.ids)
		return -E_NO_MEMORY;
	if (n)
		memcpy(list.ids, ids, n * sizeof(*ids));
	list.n = uuid_sort(list.ids, n);
	e = keys_empty(cx, j, list.ids, list.n, &emptied);
	if (!e)
		e = erasure_put(cx, j, "keys", list.ids, list.n, why);
	if (!e)
		ring_drop(j->keys, ring_listed, &list);
	return e;
}

static int wrap_again(struct cx *cx, struct journal *j, struct entry *e, const void *master)
{
	struct seal_key key;
	struct str plain = { (const char *)key.b, SEAL_KEY };
	int rc;

	if (!e->sealed.n)
		return 0;
	if (!keyring_by_id(j->keys, &e->id, &key))
		return key_missing(cx, &e->id);
	rc = seal_close(cx, master, plain, key_bound(&e->id), &e->sealed);
	seal_wipe(&key, sizeof(key));
	return rc ? rc : 1;
}

int keyring_rewrap(struct cx *cx, struct journal *j, const struct seal_key *master)
{
	size_t wrapped;
	int e = reseal_keys(cx, j, wrap_again, master, &wrapped);

	if (!e) {
		pthread_mutex_lock(&j->keys->lock);
		j->keys->master = *master;
		pthread_mutex_unlock(&j->keys->lock);
	}
	return e;
}
