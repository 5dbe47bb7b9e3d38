/* The county: 30 townships of 100 grids of 300 dwellings, in ids and names alone. Ids of doors look as random as those
 * that a roster makes from places; the same every time, so that the generator need not ask for them. */
#include "bench.h"

#include <string.h>

static uint64_t mix(uint64_t x)
{
	x += 0x9e3779b97f4a7c15u;
	x = (x ^ x >> 30) * 0xbf58476d1ce4e5b9u;
	x = (x ^ x >> 27) * 0x94d049bb133111ebu;
	return x ^ x >> 31;
}

static struct uuid id_of(uint64_t space, uint64_t n)
{
	uint64_t half[2] = { mix(space << 40 ^ n), mix(~(space << 40 ^ n)) };
	uint8_t digest[16];

	memcpy(digest, half, sizeof(digest));
	return uuid_v8(digest);
}

struct uuid county_incident(void)
{
	return id_of(1, 0);
}

struct uuid county_round(size_t i)
{
	return id_of(2, i);
}

struct uuid county_door(size_t grid, size_t door)
{
	return id_of(3, grid * GRID_DOORS + door);
}

void county_township(size_t i, char ret[32])
{
	snprintf(ret, 32, COUNTY "%03zu", i + 1);
}

void county_grid(size_t grid, char ret[32])
{
	snprintf(ret, 32, COUNTY "%03zu%03zu%03zu", grid / TOWNSHIP_GRIDS + 1,
		grid % TOWNSHIP_GRIDS / VILLAGE_GRIDS + 1, grid % VILLAGE_GRIDS + 1);
}

size_t county_rounds_of(const struct county *c)
{
	return c->whole ? ROUNDS : 2;
}

size_t county_round_of(const struct county *c, size_t grid, size_t n)
{
	if (n >= county_rounds_of(c))
		return ROUNDS;
	return n == 0 || c->whole ? n : 1 + grid % (ROUNDS - 1);
}
