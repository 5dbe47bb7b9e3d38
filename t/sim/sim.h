/* The simulation: many phones on virtual time write records, an unreliable network brings them in, and what the program makes
 * of them is compared with what an independent oracle says, with the same records in other orders, and with a rebuild.
 *
 * Everything that happens follows from the seed. A fault is told by sim_fail: seed, what, and the first line that differs.
 *
 *	world.c    what there is, and how it begins; acts.c, bodies.c, body_desk.c: what people write about it, as JSON
 *	phones.c   outboxes, clocks and the network
 *	server.c   the side that appends, and what it should have answered
 *	oracle*.c  the views, from the set of accepted records alone; oracle_desks.c: what the kinds of the desks mean
 *	dump.c     the views as the program keeps them, as lines
 *	check.c    accounts, positions, orders
 */
#ifndef T_SIM_SIM_H
#define T_SIM_SIM_H

#include "core/map.h"
#include "desk/desk.h"
#include "guard/site.h"
#include "sys/sys.h"

#define SIM_MINUTE 60000LL
#define SIM_START 1661817600000LL /* 2022-08-30T08:00:00+08:00 */

/* -- chance -- */

struct rng {
	uint64_t s;
};

static inline uint64_t rng_next(struct rng *r)
{
	uint64_t z = (r->s += 0x9e3779b97f4a7c15ULL);

	z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9ULL;
	z = (z ^ (z >> 27)) * 0x94d049bb133111ebULL;
	return z ^ (z >> 31);
}

static inline uint32_t rng_below(struct rng *r, size_t n)
{
	return (uint32_t)(rng_next(r) % (n == 0 ? 1 : n));
}

static inline bool rng_of(struct rng *r, uint32_t per_mille)
{
	return rng_below(r, 1000) < per_mille;
}

/* -- sets of lines -- */

struct lines {
	struct str *all;
	size_t n, cap;
};

/* -- what the server took -- */

struct accepted {
	struct uuid id, batch;
	struct str text, user;
	int64_t offset, received; /* of the delivery that was accepted */
	bool held;
};

struct accepted_set {
	struct accepted *all; /* in order of acceptance */
	size_t n, cap;
};

/* -- one seed -- */

struct world;
struct server;

struct sim {
	uint64_t seed;
	enum store_engine engine;
	size_t records; /* how many are to be written */
	int orders;     /* how many other orders are tried */
	bool talk;
	struct rng rng;
	struct arena arena; /* for all that lives as long as the seed */
	struct cx cx;
	int64_t now;
	struct world *world;
	struct server *server;
	const char *fault;         /* the first; NULL = none */
	uint8_t digest[SEAL_HASH]; /* of the views at the end: the same seed gives the same */
};

/* Records the first fault of the seed; the arguments as for printf. Gives -1. */
int sim_fail(struct sim *s, const char *fmt, ...) __attribute__((format(printf, 2, 3)));
/* A fault that an error of the program is. */
int sim_fail_err(struct sim *s, const struct cx *cx, const char *what);
void *sim_more(struct sim *s, void *all, size_t n, size_t *cap, size_t size);
#define SIM_ROOM(s, list) \
	((list)->all = sim_more((s), (list)->all, (list)->n, &(list)->cap, sizeof(*(list)->all)))

/* -- world.c -- */

struct draft { /* a record before it has a writer */
	struct uuid id;
	int kind;
	const char *area; /* NULL: none */
	bool has_subject, has_round, broken;
	struct uuid subject, round, batch, other; /* other: with whom it is one, or not */
	struct str body, seen;                    /* JSON; seen STR_NONE: none */
	struct uuid corrects[4];
	size_t corrects_n;
	int v; /* 0: the newest */
};

void world_new(struct sim *s);
/* The records with which everything begins, one after the other; false after the last. */
bool world_base(struct sim *s, struct draft *ret);
/* What somebody in the field writes now. */
void world_act(struct sim *s, struct draft *ret);
/* The record's text; remembers it as written. device nil: without an outbox. */
struct str world_text(struct sim *s, const struct draft *d, const char *user, int64_t at,
	const struct uuid *device, int64_t seq);
/* Does the gate hold or refuse it? */
bool world_holds(const struct uuid *id, struct str kind);
bool world_forbids(struct str user, struct str kind);

/* -- phones.c -- */

int phones_run(struct sim *s);

/* -- server.c -- */

struct delivery { /* one record of a message */
	struct str text;
	struct uuid batch;
	struct str user;
	int64_t arrives, offset;
	bool broken; /* the check must refuse it */
	/* out */
	struct uuid id;
	enum receipt_status status;
	int code;
	int64_t pos;
};

int server_open(struct sim *s);
void server_close(struct sim *s);
int server_reopen(struct sim *s);
int server_take(struct sim *s, struct delivery *all, size_t n);
const struct accepted_set *server_accepted(const struct sim *s);
struct site *server_site(const struct sim *s);
bool server_has(const struct sim *s, const struct uuid *id);
/* What each outbox handed in, against the views; views may have been rebuilt. */
int server_check_outboxes(struct sim *s);
/* A fresh site in a scratch folder. */
struct scratch {
	char where[1100], key[1200];
	struct site *site;
	void *fixture;
};
int scratch_open(struct sim *s, enum store_engine engine, struct scratch *ret);
void scratch_close(struct scratch *x);

/* -- oracle.c -- */

/* ret_twice: round → int64_t, by how much its account does not close, since a list has a subject twice. */
void oracle_lines(struct cx *cx, const struct accepted_set *set, int64_t now, struct lines *ret,
	struct map *ret_twice);

/* -- dump.c -- */

int dump_lines(struct sim *s, struct cx *cx, const struct site *site, struct lines *ret);
void lines_add(struct cx *cx, struct lines *l, const char *fmt, ...)
	__attribute__((format(printf, 3, 4)));
void lines_sort(struct lines *l);
void lines_digest(const struct lines *l, uint8_t ret[SEAL_HASH]);
/* Fails with the first line that differs, and writes both to files. */
int lines_compare(
	struct sim *s, const char *what, const struct lines *want, const struct lines *have);

/* -- check.c -- */

int check_step(struct sim *s); /* accounts, positions, and the oracle */
int check_end(struct sim *s);  /* and the same again in other orders, and rebuilt */

#endif
