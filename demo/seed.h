/* Chance and ids from one seed: the same seed gives the same day, to the byte. Nothing secret is ever made here. */
#ifndef DEMO_SEED_H
#define DEMO_SEED_H

#include <stdbool.h>
#include <stdint.h>

#include "core/uuid.h"

struct seed {
	uint64_t state;
};

void seed_set(struct seed *s, uint64_t number);
uint64_t seed_next(struct seed *s);
int seed_below(struct seed *s, int n); /* 0 … n − 1; n > 0 */
bool seed_chance(struct seed *s, int in_1000);
struct uuid seed_uuid(struct seed *s, int64_t ms); /* version 7 */

#endif
