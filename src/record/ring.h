/* The keyring's memory: keys by id and by what they are for. For keys.c and purge.c only. */
#ifndef RECORD_RING_H
#define RECORD_RING_H

#include <pthread.h>

#include "record/keys.h"

/* The cookie key serves two ends, told apart by what is hashed with it: "session\n" begins what a session's mac covers
 * (guard/session.c), and "bulou.import.ids" alone gives the key of the ids of imported rows (cli/import.c). */
enum { USE_MATCH, USE_BOX, USE_COOKIE, USES };

struct data_key {
	struct uuid id, scope;
	enum class c;
	int32_t month;
	int64_t pos;
	bool fresh; /* made in a transaction of which it is not known yet how it ended */
	int use;    /* of the special keys; USES for a data key */
	struct seal_key key;
	uint8_t pub[32]; /* of the box pair */
};

struct keyring {
	pthread_mutex_t lock;
	struct seal_key master;
	uint64_t seed;
	int64_t pos;  /* of the newest key entry taken in */
	int64_t seen; /* up to here there is none that was not taken in; -1: nobody knows */
	bool made;    /* some are fresh */
	struct data_key *keys;
	size_t n, cap;
	uint32_t *by_id, *by_use; /* slots_n each, at least twice n */
	size_t slots_n;
};

/* Under the lock; NULL if there is none. */
struct data_key *ring_find(struct keyring *k, const struct uuid *id);
struct data_key *ring_find_use(
	struct keyring *k, const struct uuid *scope, enum class c, int32_t month);

/* These take the lock. One that is there already stays, and is fresh no longer if d is not. */
int ring_add(struct cx *cx, struct keyring *k, const struct data_key *d);
/* Forgets the keys for which drop() is true. */
void ring_drop(struct keyring *k, bool (*drop)(const struct data_key *d, const void *arg),
	const void *arg);

/* For ring_drop: the key's id is in the list. */
struct id_list {
	struct uuid *ids; /* ascending */
	size_t n;
};
bool ring_listed(const struct data_key *d, const void *list);

/* What a key is bound to when it is wrapped. */
static inline struct str key_bound(const struct uuid *id)
{
	return (struct str){ (const char *)id->b, sizeof(id->b) };
}

/* E_KEY that names it. */
int key_missing(struct cx *cx, const struct uuid *id);

#endif
