/* Rounds, what they ask, and what is answered. */
#include "view/effects.h"

#include <string.h>

#include "core/check.h"
#include "view/effects_own.h"

int effects_round_open(struct effects *e, struct uuid round, const struct round_spec *s)
{
	char incident[UUID_TEXT + 1];
	struct act *a = effects_act(e, FOLD_ROUND, ROUND_OPEN);
	struct str parts[6];

	if (a == NULL)
		return e->failed;
	uuid_write(&s->incident, incident);
	parts[0] = s->kind;
	parts[1] = s->area;
	parts[2] = s->question;
	parts[3] = s->filter;
	parts[4] = (struct str){ incident, UUID_TEXT };
	parts[5] = str_of(cx_num(e->cx, s->expected));
	a->key = round;
	a->code = s->standing;
	a->n = s->due;
	a->text = effects_join(e, parts, 6);
	return e->failed;
}

int effects_round(struct effects *e, int what, struct uuid round, int64_t due)
{
	struct act *a = effects_act(e, FOLD_ROUND, what);

	if (a == NULL)
		return e->failed;
	a->key = round;
	a->n = due;
	return 0;
}

int effects_target(struct effects *e, int what, struct uuid round, struct uuid subject,
	int64_t slot, struct str area, int64_t due)
{
	struct act *a = effects_act(e, FOLD_TARGET, what);

	if (a == NULL)
		return e->failed;
	a->key = round;
	a->key2 = subject;
	a->slot = slot;
	a->text = area;
	a->n = due;
	return 0;
}

int effects_piece(struct effects *e, struct uuid round, struct str area,
	const struct uuid *subjects, size_t n)
{
	struct act *a = effects_act(e, FOLD_ROUND, ROUND_PIECE);
	size_t i;

	if (a == NULL)
		return e->failed;
	a->key = round;
	a->n = (int64_t)n;
	a->text = area;
	for (i = 0; i < n && e->failed == 0; i++)
		effects_target(e, TARGET_LIST, round, subjects[i], 0, area, 0);
	return e->failed;
}

int effects_answer(struct effects *e, int what, struct uuid round, struct uuid subject,
	int64_t slot, uint8_t code, uint8_t next)
{
	struct act *a = effects_act(e, FOLD_TARGET, what);

	if (a == NULL)
		return e->failed;
	a->key = round;
	a->key2 = subject;
	a->slot = slot;
	a->code = code;
	a->next = next;
	a->text = e->r->area;
	return 0;
}

static struct act *last_answer(struct effects *e)
{
	struct act *a;

	check(e->acts_n > 0);
	a = &e->acts[e->acts_n - 1];
	check(a->fold == FOLD_TARGET && a->what >= TARGET_COVER);
	return a;
}

int effects_word(struct effects *e, uint32_t word)
{
	struct act *a;

	if (e->failed != 0)
		return e->failed;
	check(word > 0);
	a = last_answer(e);
	a->word = word;
	a->who = effects_digest(e->r->by);
	return 0;
}

static int oblige(
	struct effects *e, const struct str *parts, size_t n, uint8_t category, int64_t due)
{
	struct act *a;

	if (e->failed != 0)
		return e->failed;
	check(category > 0);
	a = last_answer(e);
	a->obliges = category;
	a->n = due;
	a->text = effects_join(e, parts, n);
	return e->failed;
}

int effects_oblige(struct effects *e, const char *kind, uint8_t category, int64_t due)
{
	const struct str parts[] = { str_of(kind), e->r->area };

	return oblige(e, parts, 2, category, due);
}

int effects_oblige_there(struct effects *e, const char *kind, uint8_t category, int64_t due)
{
	const struct str parts[] = { str_of(kind), e->r->area, STR("there") };

	return oblige(e, parts, 3, category, due);
}

struct uuid round_standing_id(struct uuid incident, const char *kind)
{
	uint8_t hash[SEAL_HASH];
	struct seal_hasher h;

	seal_hash_begin(&h);
	seal_hash_add(&h, "bulou.standing\n", 15);
	seal_hash_add(&h, incident.b, sizeof(incident.b));
	seal_hash_add(&h, kind, strlen(kind));
	seal_hash_end(&h, hash);
	return uuid_v8(hash);
}
