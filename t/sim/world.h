/* What there is in the simulated county, and what was written about it so far. */
#ifndef T_SIM_WORLD_H
#define T_SIM_WORLD_H

#include "sim.h"

enum {
	K_AREA,
	K_AREA_CHANGED,
	K_AREA_ENDED,
	K_INCIDENT,
	K_INCIDENT_ENDED,
	K_DWELLING,
	K_DWELLING_CHANGED,
	K_PERSON,
	K_PERSON_CHANGED,
	K_MOVED,
	K_MERGED,
	K_PARTED,
	K_OPENED,
	K_TARGETED,
	K_CLOSED,
	K_EXTENDED,
	K_REOPENED,
	K_CANCELLED,
	K_EXEMPTED,
	K_VOIDED,
	K_APPROVED,
	K_WITHDRAWN,
	K_FOUND,
	K_VISIT,
	K_ASKED,
	K_ACCEPTED,
	K_ANSWERED,
	K_STORE,
	K_RECEIVED,
	K_GOODS_MOVED,
	K_DELIVERED,
	K_SPOILED,
	K_LOST,
	K_COUNTED,
	KINDS /* from here on: the kinds that are drawn from their tables (world.desk_kinds) */
};

#define GRIDS 15 /* the last three lie in another county */
#define GRIDS_OWN 12
#define AREAS (2 + 3 + 5 + GRIDS)
#define DWELLINGS 260
#define PERSONS 60
#define STORES 4
#define INCIDENTS 2
#define SWEEPS 4 /* the last one is never opened */
#define ROUNDS (SWEEPS + INCIDENTS)
#define SITES 10
#define UNITS 3
#define STAFF 20
#define TUBES 12
#define DESK_KINDS_MAX 128
#define DESK_ROUNDS_MAX 24
#define IMPORTED 40 /* the first dwellings come with one import */

struct made { /* a record that was written, whether or not it arrived */
	struct uuid id, subject, round, other;
	bool has_subject, has_round;
	uint8_t kind;
	const char *area;
	struct uuid by[2]; /* its latest corrections */
	int by_n;
};

struct ids {
	struct uuid *all;
	size_t n, cap;
};

/* A kind of round other than sweeps and questions: one is opened, in the first incident. */
struct desk_round {
	const struct round_kind *kind;
	struct uuid id;
	struct ids asked; /* records that put a target into it, and have its id */
};

struct world {
	struct rng rng;
	const char *areas[AREAS], *parents[AREAS], *grids[GRIDS];
	int levels[AREAS];
	struct uuid dwellings[DWELLINGS], persons[PERSONS], stores[STORES], incidents[INCIDENTS],
		rounds[ROUNDS], sites[SITES], units[UNITS], staff[STAFF], tubes[TUBES];
	const struct kind *desk_kinds[DESK_KINDS_MAX];
	size_t desk_kinds_n;
	struct desk_round desk_rounds[DESK_ROUNDS_MAX];
	size_t desk_rounds_n;
	const char *home[DWELLINGS];
	const char *tops[SWEEPS];
	struct ids found, questions, imported;
	struct uuid batch;
	struct made *made;
	size_t made_n, made_cap;
	struct ids corrected; /* indexes live in made: ids of records that somebody corrected */
	/* of world_base */
	int base, base_at, piece_round, piece_grid, piece_part, desk_piece;
	int acts, turn; /* of world_act: how many it gave; the next kind that takes its turn */
};

struct uuid world_id(struct world *w, int64_t ms);
const char *world_kind(const struct world *w, int kind);
/* NULL: it has a writer of its own. */
const struct kind *world_desk_kind(const struct world *w, int kind);
const struct desk_round *world_round_of(const struct world *w, const char *kind); /* NULL */
void world_body(struct sim *s, struct draft *d, const struct made *like);
const struct made *made_pick(struct world *w, int kind); /* kind -1: any; NULL: none */
const struct made *made_of(const struct world *w, const struct uuid *id);

#endif
