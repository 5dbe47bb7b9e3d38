/* Norms of mass testing: how many swabs may lie in one tube, by zone, and how fast what follows has to be. Dated rows with
 * their source; a moment is judged by the row in force on its local day. Pure; no library. */
#ifndef RULES_SAMPLING_H
#define RULES_SAMPLING_H

#include <stdbool.h>
#include <stdint.h>

/* Codes are kept in records' choices: never renumbered. */
enum sampling_zone {
	SAMPLING_KEY = 1,
	SAMPLING_SEALED,
	SAMPLING_CONTROLLED,
	SAMPLING_PRECAUTION,
	SAMPLING_ZONES
};
enum sampling_pool { POOL_SINGLE = 1, POOL_5, POOL_10, POOL_20, POOL_HOUSEHOLD, SAMPLING_POOLS };

struct sampling_pools {
	int32_t from;                   /* local day */
	int people_max[SAMPLING_ZONES]; /* in one tube */
	bool household[SAMPLING_ZONES]; /* or all of one household, however many */
	const char *source;
};

struct sampling_times {
	int32_t from;        /* local day */
	int64_t result_ms;   /* from the sealing of a tube to its result */
	int64_t priority_ms; /* the same of a tube that goes first */
	int64_t resample_ms; /* from what a tube gave to everyone in it having been sampled anew, singly */
	int64_t doorstep_ms; /* from a request to a sample taken at home */
	const char *source;
};

/* In force on a day; before the first, the first. Never NULL. */
const struct sampling_pools *sampling_pools_on(int32_t day);
const struct sampling_times *sampling_times_on(int32_t day);

/* How many swabs a pool of this size is made for; 0: a household's, however many. */
int sampling_pool_size(uint8_t pool);
/* May a tube of this pool size, with so many swabs in it, be used in that zone? */
bool sampling_within(const struct sampling_pools *norm, uint8_t zone, uint8_t pool, int64_t swabs);

#endif
