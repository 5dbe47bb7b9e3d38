/* Who has logged in from where. Only logins that were right write here, so that nobody who guesses can wipe it. A pair lies in
 * one set, found by its hash, the latest login first; where a set is full, the oldest gives its place. */
#include <assert.h>
#include <string.h>

#include "guard/own.h"

#define PAIR sizeof(((struct known *)0)->who[0][0])

static_assert(GUARD_KNOWN_SETS * GUARD_KNOWN_WAYS >= 2 * GUARD_USERS_MAX,
	"room for everybody, at work and at home");

static size_t set_of(const uint8_t pair[SEAL_HASH])
{
	return (size_t)(pair[16] | pair[17] << 8) % GUARD_KNOWN_SETS;
}

/* GUARD_KNOWN_WAYS: it is not there. */
static size_t way_of(const struct known *k, const uint8_t pair[SEAL_HASH])
{
	size_t i = 0;

	while (i < GUARD_KNOWN_WAYS && memcmp(k->who[set_of(pair)][i], pair, PAIR) != 0)
		i++;
	return i;
}

bool guard_is_known(const struct guard *g, const uint8_t pair[SEAL_HASH])
{
	return way_of(&g->known, pair) < GUARD_KNOWN_WAYS;
}

void guard_know(struct guard *g, const uint8_t pair[SEAL_HASH])
{
	uint8_t(*set)[PAIR] = g->known.who[set_of(pair)];
	size_t way = way_of(&g->known, pair);

	if (way == GUARD_KNOWN_WAYS)
		way--;
	memmove(set[1], set[0], way * PAIR);
	memcpy(set[0], pair, PAIR);
}
