/* What is written in the field: how often each kind, how often a correction, a record of a newer version, and what the check
 * must refuse. */
#include "world.h"

#define TURN_ACTS 8
#define DESK_WEIGHT 6 /* of each kind that is drawn from its table of fields */

/* How often each of the others is written in the field. */
static const unsigned weights[KINDS] = {
	[K_AREA] = 2,
	[K_AREA_CHANGED] = 5,
	[K_AREA_ENDED] = 3,
	[K_INCIDENT] = 2,
	[K_INCIDENT_ENDED] = 2,
	[K_DWELLING] = 8,
	[K_DWELLING_CHANGED] = 30,
	[K_PERSON] = 6,
	[K_PERSON_CHANGED] = 35,
	[K_MOVED] = 60,
	[K_MERGED] = 35,
	[K_PARTED] = 22,
	[K_OPENED] = 3,
	[K_TARGETED] = 10,
	[K_CLOSED] = 5,
	[K_EXTENDED] = 4,
	[K_REOPENED] = 4,
	[K_CANCELLED] = 2,
	[K_EXEMPTED] = 35,
	[K_VOIDED] = 40,
	[K_APPROVED] = 30,
	[K_WITHDRAWN] = 8,
	[K_FOUND] = 30,
	[K_VISIT] = 500,
	[K_ASKED] = 40,
	[K_ACCEPTED] = 20,
	[K_ANSWERED] = 50,
	[K_STORE] = 1,
	[K_RECEIVED] = 20,
	[K_GOODS_MOVED] = 15,
	[K_DELIVERED] = 20,
	[K_SPOILED] = 5,
	[K_LOST] = 5,
	[K_COUNTED] = 12,
};

/* Corrects what somebody wrote: a record, sometimes one that was corrected already, sometimes both that clash. */
static void correct(struct sim *s, struct draft *d)
{
	struct world *w = s->world;
	const struct made *m = made_pick(w, -1), *other;

	if (w->corrected.n && rng_of(&w->rng, 350))
		m = made_of(w, &w->corrected.all[rng_below(&w->rng, w->corrected.n)]);
	if (!m || m->kind == K_VOIDED || m->kind == K_APPROVED || m->kind == K_WITHDRAWN)
		return;
	d->kind = m->kind;
	if (m->by_n >= 2 && rng_of(&w->rng, 500)) {
		d->corrects[d->corrects_n++] = m->by[0];
		d->corrects[d->corrects_n++] = m->by[1];
	}
	if (d->corrects_n == 0 || rng_of(&w->rng, 500))
		d->corrects[d->corrects_n++] = m->id;
	other = rng_of(&w->rng, 120) ? made_pick(w, m->kind) : NULL;
	if (other && other != m)
		d->corrects[d->corrects_n++] = other->id;
	world_body(s, d, m);
}

/* What the check must refuse. */
static void spoil(struct sim *s, struct draft *d)
{
	struct world *w = s->world;

	d->broken = true;
	d->kind = K_VISIT;
	world_body(s, d, NULL);
	switch (rng_below(&w->rng, 3)) {
	case 0:
		d->body = STR("{\"outcome\":\"perhaps\"}");
		break;
	case 1:
		d->body = STR("{\"outcome\":\"done\",\"colour\":\"red\"}");
		break;
	default:
		d->has_round = false;
		break;
	}
}

static unsigned weight_of(int kind)
{
	return kind < KINDS ? weights[kind] : DESK_WEIGHT;
}

/* By weight, and every few acts the next in turn until each was there once. */
static int kind_drawn(struct world *w)
{
	int kinds = KINDS + (int)w->desk_kinds_n, kind = 0;
	unsigned sum = 0, at;

	if (++w->acts % TURN_ACTS == 0 && w->turn < kinds)
		return w->turn++;
	for (int k = 0; k < kinds; k++)
		sum += weight_of(k);
	for (at = rng_below(&w->rng, sum); at >= weight_of(kind); kind++)
		at -= weight_of(kind);
	return kind;
}

void world_act(struct sim *s, struct draft *d)
{
	struct world *w = s->world;

	*d = (struct draft){ .id = world_id(w, s->now), .kind = -1 };
	if (rng_of(&w->rng, 15)) {
		spoil(s, d);
		return;
	}
	if (rng_of(&w->rng, 130))
		correct(s, d);
	if (d->kind >= 0)
		return;
	d->kind = kind_drawn(w);
	if (d->kind == K_VISIT && rng_of(&w->rng, 100))
		d->v = 1;
	world_body(s, d, NULL);
	if (d->kind == K_VISIT && rng_of(&w->rng, 10))
		d->v = 9;
}
