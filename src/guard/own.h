/* What the files of this room share: the accounts and devices in memory. */
#ifndef GUARD_OWN_H
#define GUARD_OWN_H

#include <pthread.h>

#include "core/map.h"
#include "guard/brief.h"
#include "guard/devices.h"
#include "guard/guard.h"
#include "guard/sessions.h"

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
#define GUARD_PAIRS_MAX 65536
#define GUARD_CHALLENGES_MAX 65536
#define TICKET_HASH 16 /* bytes of a ticket's hash that are kept */

/* An account as one block on the heap; its strings lie behind it. */
struct account_box {
	size_t bytes;
	struct account a;
	int64_t code_step;     /* of the newest code that was used: none is good twice */
	int codes_wrong;       /* since then */
	int64_t code_until;    /* none is tried before */
	int32_t slips_day;     /* the newest day on which he made slips for residents */
	int slips;             /* and how many */
	int resets;            /* for passwords that were forgotten, on that day */
	int64_t guesses_until; /* an hour of searches by people's numbers ends */
	int guesses;           /* and so many were in it */
};

struct device_box {
	struct device d; /* its texts lie in the arena of the guard */
	struct seal_key key;
	bool enrolled; /* has a key */
};

/* Somebody who opened a device, by its id and his name. */
struct pair {
	char pin[128]; /* Argon2id */
	size_t pin_n;  /* 0: none */
	int wrong;
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

/* A session in the list, by the position of its entry. */
#define SESSION_DOOR 16
struct listed {
	struct brief_head head;
	struct uuid id, device, guardian;
	int64_t since, used, version;
	bool by_pin;
	int64_t pos;
	uint8_t door[SESSION_DOOR]; /* of what its page knew before it was opened; 0: of none */
	int64_t queued;             /* -1: it did not say */
	size_t user_n, from_n;
	char user[GUARD_USER_MAX], from[GUARD_FROM_MAX];
};

/* A ticket, by the hash of its code. It is kept for a day after it was good, so that whoever comes late is told; for an hour after it
 * was used, so that whoever it was taken from is. One that is being written holds its room for a minute, and is good for nothing. */
#define TICKET_TOLD_MS (24 * WHEN_HOUR_MS)
#define TICKET_USED_MS WHEN_HOUR_MS
#define TICKET_WRITTEN_MS (60 * 1000)
struct ticket_kept {
	struct brief_head head;
	int64_t until; /* it is good */
	int64_t version;
	struct uuid id, subject, guardian, used;
	enum ticket_kind kind; /* 0: it is being written */
	size_t whom_n, by_n;
	char whom[GUARD_USER_MAX], by[GUARD_USER_MAX];
};

struct guard {
	struct site *site;
	pthread_mutex_t lock;
	struct arena arena; /* names of users and devices: they only grow in number */
	struct map users;   /* user → struct account_box */
	struct map devices; /* id → struct device_box */
	struct map pairs;   /* device and user → struct pair */
	size_t users_max;   /* GUARD_USERS_MAX, less in a test */
	int64_t pos;        /* of the newest entry taken in */
	struct brief sessions;
	struct brief tickets[TICKET_RESET]; /* by purpose: none takes the room of another */
	struct brief challenges;            /* that were used */
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
/* A try of this user from this address is counted, and must wait: E_LOCKED_OUT, E_LOGINS_FAILED. It went well: it is forgotten. */
int attempt_begin(
	struct cx *cx, struct guard *g, struct str user, struct guard_from from, int64_t now);
void attempt_forgive(struct guard *g, struct str user, struct guard_from from, int64_t now);
/* An entry of the journal that is a session's, or ends one, or makes or uses a ticket. Under the lock. */
void sessions_take(struct guard *g, const struct entry *e, const struct json *v, struct str from);
void sessions_end(struct guard *g, const struct uuid *id);
void tickets_init(struct guard *g);
void tickets_done(struct guard *g);
void tickets_take(struct guard *g, const struct entry *e, const struct json *v);
/* The gate of a resident, and what it asks of a round: does it ask in this area? Of one that is not here: no. */
enum gate_answer resident_ask(struct cx *cx, const struct guard_gate *gg, const struct record *r);
int round_holds(
	struct cx *cx, struct guard *g, const struct uuid *round, struct str area, bool *ret);
/* devices.c. Under the lock, but for the last two. */
int devices_take(struct cx *cx, struct guard *g, const struct entry *e, const struct json *v,
	struct str sealed);
int devices_opened(struct cx *cx, struct guard *g, const struct uuid *device, struct str user);
int pins_take(struct cx *cx, struct guard *g, const struct json *v, struct str hash);
void pins_end(struct guard *g, struct str user);
void devices_wipe(struct guard *g);
int pair_find(struct cx *cx, const struct guard *g, const struct uuid *device, struct str user,
	struct pair **ret);
bool device_was_revoked(const struct guard *g, const struct uuid *device);
bool device_is_revoked(struct guard *g, const struct uuid *device);
/* any: whoever asks, else as guard_device_key. */
int device_key_of(struct cx *cx, struct guard *g, const struct uuid *device, struct str by,
	bool any, struct seal_key *ret);
void open_uuid(struct jw *w, const char *name, const struct uuid *id);

#endif
