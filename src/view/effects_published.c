/* What is told to those who work or to everybody, and under which keys. */
#include "view/effects.h"

#include "view/effects_own.h"

/* FNV-1a: it lies in rows, so it is the same in every program. */
uint64_t effects_digest(struct str who)
{
	uint64_t h = 0xcbf29ce484222325U;
	size_t i;

	for (i = 0; i < who.n; i++)
		h = (h ^ (uint8_t)who.p[i]) * 0x100000001b3U;
	return h;
}

int effects_published(struct effects *e, int what, struct uuid key)
{
	struct act *a = effects_act(e, FOLD_PUBLISHED, what);

	if (a != NULL) {
		a->key = key;
		a->who = effects_digest(e->r->confirmed ? e->r->by : e->r->via);
	}
	return e->failed;
}

int effects_issue(struct effects *e, int64_t as_of, struct str version, struct str source)
{
	struct act *a = effects_act(e, FOLD_PUBLISHED, PUBLISHED_RULE);

	if (a != NULL) {
		a->key = published_issue(as_of, version);
		a->n = as_of;
		a->who = source.n > 0 ? effects_digest(source) : 0;
	}
	return e->failed;
}

int64_t published_who(struct str user)
{
	return (int64_t)effects_digest(user);
}

struct uuid published_issue(int64_t as_of, struct str version)
{
	uint8_t hash[SEAL_HASH], time[8];
	struct seal_hasher h;

	for (int i = 0; i < 8; i++)
		time[i] = (uint8_t)((uint64_t)as_of >> (8 * (7 - i)));
	seal_hash_begin(&h);
	seal_hash_add(&h, "bulou.issue\n", 12);
	seal_hash_add(&h, time, sizeof(time));
	seal_hash_add(&h, version.p, version.n);
	seal_hash_end(&h, hash);
	return uuid_v8(hash);
}

struct uuid refusal_key(int64_t pos, int64_t received)
{
	uint8_t both[16], hash[SEAL_HASH];
	struct seal_hasher h;

	for (int i = 0; i < 8; i++) {
		both[i] = (uint8_t)((uint64_t)pos >> (8 * (7 - i)));
		both[8 + i] = (uint8_t)((uint64_t)received >> (8 * (7 - i)));
	}
	seal_hash_begin(&h);
	seal_hash_add(&h, "bulou.refusal\n", 14);
	seal_hash_add(&h, both, sizeof(both));
	seal_hash_end(&h, hash);
	return uuid_v8(hash);
}

struct uuid published_days(struct uuid incident, struct str area, int64_t from, int64_t to)
{
	uint8_t hash[SEAL_HASH], days[16];
	struct seal_hasher h;

	for (int i = 0; i < 8; i++) {
		days[i] = (uint8_t)((uint64_t)from >> (8 * (7 - i)));
		days[i + 8] = (uint8_t)((uint64_t)to >> (8 * (7 - i)));
	}
	seal_hash_begin(&h);
	seal_hash_add(&h, "bulou.days\n", 11);
	seal_hash_add(&h, incident.b, sizeof(incident.b));
	seal_hash_add(&h, days, sizeof(days));
	seal_hash_add(&h, area.p, area.n);
	seal_hash_end(&h, hash);
	return uuid_v8(hash);
}
