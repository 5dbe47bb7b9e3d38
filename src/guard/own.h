/* What the files of this room share: the accounts and devices in memory. */
#ifndef GUARD_OWN_H
#define GUARD_OWN_H

#include <pthread.h>

#include "core/map.h"
#include "guard/guard.h"

#define GUARD_FAILS 4096 /* slots of failed logins; where two meet, the earlier one is forgotten */
#define GUARD_FAILS_FREE 10
#define GUARD_WAIT_MS (60 * 1000) /* after so many, and twice as long after each further one */
#define GUARD_WAIT_MAX_MS (16 * GUARD_WAIT_MS)
#define GUARD_FAILS_MS (60 * 60 * 1000) /* without a further one they are forgotten */
/* Of one network, whomever it tries: so many failures at once, and then one more each time that one is forgotten. */
#define GUARD_ORIGINS 4096
#define GUARD_ORIGIN_FREE 100
#define GUARD_ORIGIN_MS (30 * 1000)
#define GUARD_KNOWN_SETS 4096 /* a power of two, at most 65536 */
#define GUARD_KNOWN_WAYS 16
#define GUARD_ENDED_MAX 65536 /* sessions logged out that would still be good */

/* An account as one block on the heap; its strings lie behind it. */
struct account_box {
	size_t bytes;
	struct account a;
	int64_t code_step;  /* of the newest code that was used: none is good twice */
	int codes_wrong;    /* since then */
	int64_t code_until; /* none is tried before */
};

struct device {
	struct uuid id;
	struct seal_key key;
};

/* Of one user, tried from one address. */
struct fails {
	uint8_t who[16];
	int64_t last, until; /* until: no try before */
	int n;
};

/* Pairs of a user and an address he has logged in from, by their hashes. */
struct known {
	uint8_t who[GUARD_KNOWN_SETS][GUARD_KNOWN_WAYS][16];
};

/* Of one network. */
struct origin {
	uint8_t who[16];
	int64_t owes_until; /* when its last failure will be forgotten */
};

struct ended {
	uint8_t hash[16]; /* of the session's token */
	int64_t until;
};

struct guard {
	struct site *site;
	pthread_mutex_t lock;
	struct arena arena;  /* names of users and devices: they only grow in number */
	struct map users;    /* user → struct account_box */
	struct map devices;  /* id → struct device */
	size_t users_max;    /* GUARD_USERS_MAX, less in a test */
	int64_t pos;         /* of the newest entry taken in */
	struct ended *ended; /* a ring of GUARD_ENDED_MAX, made at the first log-out */
	size_t ended_n;
	struct fails fails[GUARD_FAILS];
	struct origin origins[GUARD_ORIGINS];
	struct known known;
	int origin_free;           /* GUARD_ORIGIN_FREE, less in a test */
	struct seal_key fails_key; /* so that nobody can aim at another's slot */
	int64_t gate_pos;          /* journal position at which the gate last looked at the areas */
	int32_t gate_day;          /* and the local day */
	struct steps *steps;       /* other.c: of this commit group */
};

/* Of a user who may be unknown; NULL. Under the lock. */
struct account_box *guard_box(struct guard *g, struct str user);
/* Has this user logged in from this address? pair: the keyed hash of both. Under the lock. */
bool guard_is_known(const struct guard *g, const uint8_t pair[SEAL_HASH]);
void guard_know(struct guard *g, const uint8_t pair[SEAL_HASH]);
/* Notes a session as ended. Under the lock. */
int guard_end(struct cx *cx, struct guard *g, const uint8_t hash[16], int64_t until);

#endif
