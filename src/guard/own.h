/* What the files of this room share: the accounts and devices in memory. */
#ifndef GUARD_OWN_H
#define GUARD_OWN_H

#include <pthread.h>

#include "core/map.h"
#include "guard/guard.h"

#define GUARD_FAILS 1024 /* slots of failed logins; users share one where their hashes meet */
#define GUARD_FAILS_MAX 10
#define GUARD_FAILS_MS (5 * 60 * 1000)
#define GUARD_ENDED_MAX 65536 /* sessions logged out that would still be good */

/* An account as one block on the heap; its strings lie behind it. */
struct account_box {
	size_t bytes;
	struct account a;
};

struct device {
	struct uuid id;
	struct seal_key key;
};

struct fails {
	int64_t since;
	int n;
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
	int64_t pos;         /* of the newest entry taken in */
	struct ended *ended; /* a ring of GUARD_ENDED_MAX, made at the first log-out */
	size_t ended_n;
	struct fails fails[GUARD_FAILS];
	struct seal_key fails_key; /* so that nobody can aim at another's slot */
	int64_t gate_pos;          /* journal position at which the gate last looked at the areas */
};

/* Of a user who may be unknown; NULL. Under the lock. */
struct account_box *guard_box(struct guard *g, struct str user);
/* Notes a session as ended. Under the lock. */
int guard_end(struct cx *cx, struct guard *g, const uint8_t hash[16], int64_t until);

#endif
