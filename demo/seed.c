/* SplitMix64 (Steele, Lea, Flood 2014): one word of state, and every seed is as good as any. */
#include "demo/seed.h"

void seed_set(struct seed *s, uint64_t number)
{
	s->state = number;
}

uint64_t seed_next(struct seed *s)
{
	uint64_t z = s->state += 0x9e3779b97f4a7c15u;

	z = (z ^ z >> 30) * 0xbf58476d1ce4e5b9u;
	z = (z ^ z >> 27) * 0x94d049bb133111ebu;
	return z ^ z >> 31;
}

int seed_below(struct seed *s, int n)
{
	return (int)(seed_next(s) % (uint64_t)n);
}

bool seed_chance(struct seed *s, int in_1000)
{
	return seed_below(s, 1000) < in_1000;
}

struct uuid seed_uuid(struct seed *s, int64_t ms)
{
	uint64_t words[2] = { seed_next(s), seed_next(s) };
	uint8_t bytes[10];

	for (int i = 0; i < 10; i++)
		bytes[i] = (uint8_t)(words[i / 8] >> (i % 8 * 8));
	return uuid_v7(ms, bytes);
}
