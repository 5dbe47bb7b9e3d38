/* What is counted and added up: goods, figures, the shifts of those who work. */
#include "view/effects.h"

#include "core/check.h"
#include "view/effects_own.h"

static int goods(struct effects *e, int what, struct str place, const struct parcel *p, bool lot)
{
	char id[UUID_TEXT + 1];
	const struct str parts[] = { place, p->item, { id, UUID_TEXT } };
	struct act *a = effects_act(e, FOLD_LEDGER, what);

	if (a == NULL)
		return e->failed;
	uuid_write(&p->lot, id);
	a->key = p->incident;
	a->name = effects_join(e, parts, lot ? 3 : 2);
	a->slot = day_of(e->r->at_used);
	a->n = p->milli;
	a->text = e->r->area;
	return e->failed;
}

int effects_goods(struct effects *e, struct str from, struct str to, const struct parcel *what)
{
	goods(e, LEDGER_OUT, from, what, false);
	goods(e, LEDGER_IN, to, what, false);
	if (uuid_is_nil(&what->lot))
		return e->failed;
	goods(e, LEDGER_OUT, from, what, true);
	return goods(e, LEDGER_IN, to, what, true);
}

int effects_counted(struct effects *e, struct str place, const struct parcel *what)
{
	return goods(e, LEDGER_COUNT, place, what, !uuid_is_nil(&what->lot));
}

static int amount(struct effects *e, uint16_t figure, struct uuid scope, int64_t n)
{
	void *p = e->amounts;

	if (e->failed != 0)
		return e->failed;
	e->failed = effects_grow(e->cx, &p, e->amounts_n, &e->amounts_cap, sizeof(*e->amounts));
	if (e->failed != 0)
		return e->failed;
	e->amounts = p;
	e->amounts[e->amounts_n++] = (struct amount){
		.figure = figure,
		.scope = scope,
		.area = e->r->area,
		.day = day_of(e->r->at_used),
		.n = n,
	};
	return 0;
}

int effects_amount(struct effects *e, uint16_t figure, struct uuid scope, int64_t n)
{
	return n == 0 ? e->failed : amount(e, figure, scope, n);
}

/* Packed as its row keeps it: the round where others have what they saw, then the area, the slot and the end of the rest, or of
 * the secondment. */
static struct act *duty(struct effects *e, int what, struct uuid who, int64_t slot, int64_t until)
{
	struct act *a = effects_act(e, FOLD_DUTY, what);
	struct str parts[3] = { e->r->area };

	if (a == NULL)
		return NULL;
	parts[1] = str_of(cx_num(e->cx, slot));
	parts[2] = str_of(cx_num(e->cx, until));
	a->key = who;
	a->has_saw = true;
	a->saw = e->r->round;
	a->text = effects_join(e, parts, 3);
	return e->failed == 0 ? a : NULL;
}

int effects_duty_begins(
	struct effects *e, int what, struct uuid who, int64_t slot, int64_t at, uint16_t figure)
{
	struct act *a = duty(e, what, who, slot, 0);

	check(figure > 0 && figure <= UINT8_MAX);
	if (a == NULL)
		return e->failed;
	a->n = at;
	a->code = (uint8_t)figure;
	return amount(e, figure, e->r->round, 0);
}

int effects_duty_ends(
	struct effects *e, int what, struct uuid who, int64_t slot, int64_t at, int64_t rest_until)
{
	struct act *a = duty(e, what, who, slot, rest_until);

	if (a != NULL)
		a->n = at;
	return e->failed;
}

int effects_duty_seconded(struct effects *e, struct uuid who, int64_t from, int64_t until)
{
	struct act *a = duty(e, DUTY_SECONDED, who, 0, until);

	if (a != NULL)
		a->n = from;
	return e->failed;
}
