/* One person's walk along doors: records as JSON, what was acknowledged, and a tally of what they
 * must come to, kept here and not by the program. The doors are those of fixture_county:
 * fid(100), fid(101) … of the round fid(2).
 *
 * Walks of several people share no door, so that each counts its own and the sums are those of
 * all. */
#ifndef FAULT_DOORS_H
#define FAULT_DOORS_H

#include "support/site_fixture.h"

struct step { /* one record */
	struct uuid id;
	int door;
	bool visit; /* else the door is moved to another grid */
	bool done;
	int people;
	int64_t corrects; /* index of the record it corrects; -1 = none */
	bool corrected;   /* by a later one */
	int64_t at, seq;
	size_t group; /* handed in together for the first time */
	int64_t pos;  /* of the receipt; 0 = not acknowledged */
	bool there;   /* found in the journal, or known to be */
	bool kept;    /* still in the outbox */
};

struct doors {
	struct uuid device;
	int first, every, n_doors; /* door first, first + every … below n_doors */
	uint64_t rng;
	struct step *all;
	size_t n, cap, groups;
};

void doors_init(struct doors *d, int who, int first, int every, int n_doors);
void doors_free(struct doors *d);
uint64_t doors_draw(struct doors *d, uint64_t n); /* 0 … n-1 */
/* Writes n more records, a group of their own; corrections only of what was acknowledged. The
 * index of the first. */
size_t doors_write(struct doors *d, size_t n);
/* The records of these indexes as a JSON list; malloc'd. */
char *doors_json(const struct doors *d, const size_t *which, size_t n);
/* Those that are in the outbox and not acknowledged; with_acked: all that are in it. malloc'd. */
size_t *doors_waiting(const struct doors *d, bool with_acked, size_t *ret_n);

struct tally_of_doors {
	int64_t done, knocked, people, records;
};
/* Adds what the records that are `there` come to. */
void doors_count(const struct doors *d, struct tally_of_doors *sum);
/* One more record into the fixture's site, and past any server; 0 and accepted, or what append_json() returns. */
int doors_hand_in(struct fixture *f, struct doors *d);
/* The site says what these doors, and no others, come to. */
void doors_check(struct fixture *f, const struct doors *d);

#endif
