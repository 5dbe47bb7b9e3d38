/* One restriction: its order, what it rests on, its extensions, its notices and its appeals; and so whether it holds. */
#include "desk/restriction/own.h"

#include "desk/restriction/restriction.h"
#include "view/link.h"

/* ---- what it rests on ---- */

static int ground_look(struct listing *l, const struct uuid *id, struct linked **ret)
{
	void **at = map_at(&l->grounds, uuid_bytes(id));

	*ret = at ? *at : NULL;
	if (!at)
		return err(l->cx, E_NO_MEMORY, NULL);
	if (*ret)
		return 0;
	*at = *ret = cx_new(l->cx, struct linked);
	return *ret ? link_look(l->cx, l->c->store, l->c->kinds, id, *ret) : -E_NO_MEMORY;
}

/* Not yet released, whatever end it was given. */
static int zone_holds(struct listing *l, const struct record *zone, bool *ret)
{
	struct target t = { .round = zone->round, .subject = zone->id };
	struct lying lies;
	int e = subject_lies(l->cx, l->c->store, &zone->id, zone->at_used, &lies);

	t.area = lies.now;
	if (!e)
		e = target_get(l->cx, l->c, &t);
	*ret = !e && t.state == 1;
	return e;
}

static int ground_holds(struct listing *l, const struct record *g, uint8_t cause, bool *ret)
{
	*ret = false;
	switch (cause) {
	case CAUSE_CASE:
		*ret = str_is(g->kind_name, "case.confirmed");
		return 0;
	case CAUSE_ZONE:
		return str_is(g->kind_name, "zone.sealed") ? zone_holds(l, g, ret) : 0;
	default:
		*ret = str_is(g->kind_name, "risk.matched") && !record_int(g, "off");
		return 0;
	}
}

static int ground_take(struct listing *l, struct restriction_row *v)
{
	const struct record *said = v->latest ? v->latest : v->order;
	struct linked *on = NULL;
	struct uuid id;
	int e;

	if (!record_ref(said, "ground", &id))
		return 0;
	e = ground_look(l, &id, &on);
	if (e || !on || !on->r)
		return e;
	v->ground = on->r;
	e = ground_holds(l, v->ground, record_choice(said, "cause"), &v->grounded);
	v->grounded = v->grounded && on->stands;
	if (e || !v->grounded)
		return e;
	e = concern_read(l, v, record_choice(said, "cause"));
	v->grounded = v->concern != CONCERN_NONE;
	return e;
}

/* ---- one restriction ---- */

/* Also after the round was closed: a release is one whenever it comes. */
static bool is_answered(const struct target *t)
{
	return t->state == 2 || t->late;
}

static enum restriction_state state_of(
	const struct restriction_row *v, const struct target *t, int64_t on)
{
	if (is_answered(t))
		return RESTRICTION_ENDED;
	if (t->state == 3)
		return RESTRICTION_EXEMPT;
	if (on >= v->until)
		return RESTRICTION_EXPIRED;
	if (!v->grounded)
		return RESTRICTION_UNGROUNDED;
	return on < v->from ? RESTRICTION_LATER : RESTRICTION_HOLDS;
}

/* What goes on from an end that it never had extends nothing: it would leave days of which nobody said anything. */
static int extensions_take(struct listing *l, const struct target *t, struct restriction_row *v)
{
	struct act *acts;
	size_t n = 0;
	int e = target_said(l->cx, l->c, t, &acts, &n);

	for (size_t i = 0; !e && i < n; i++) {
		struct record *r = NULL;

		if (acts[i].what == TARGET_FOUND)
			e = record_of(l->cx, l->c, &acts[i].id, &r);
		if (e || !r || record_int(r, "from") > v->until)
			continue;
		v->latest = r;
		v->until = record_int(r, "until");
	}
	return e;
}

static void approval_take(struct restriction_row *v, const struct linked *order)
{
	for (size_t i = 0; i < order->approvals_n; i++) {
		const struct record *a = order->approvals[i];

		if (v->approved && v->approved <= a->at_used)
			continue;
		v->approved = a->at_used;
		v->approved_by = a->by;
	}
}

static bool is_asked(const struct listing *l, const struct uuid *order)
{
	return !l->only || uuid_eq(l->only, order);
}

/* NULL: no memory. */
static struct restriction_row *place_of(struct listing *l, const struct uuid *id)
{
	void **at = map_at(&l->at, uuid_bytes(id));

	if (!at) {
		err(l->cx, E_NO_MEMORY, NULL);
		return NULL;
	}
	if (!*at) {
		if (COVER_ROOM(l->cx, l->all, l->n, l->cap))
			return NULL;
		l->all[l->n] = (struct restriction_row){ 0 };
		*at = (void *)(uintptr_t)(++l->n);
	}
	return &l->all[(uintptr_t)*at - 1];
}

static void order_take(struct restriction_row *v, const struct record *order)
{
	v->order = order;
	v->from = record_int(order, "from");
	v->until = record_int(order, "until");
}

/* Its order may have been taken back and an extension left: that restricts nobody. */
static int itself_take(struct listing *l, const struct target *t)
{
	struct restriction_row *v;
	struct linked order;
	int e = link_look(l->cx, l->c->store, l->c->kinds, &t->subject, &order);

	if (e || !order.r || !order.stands || !str_is(order.r->kind_name, restriction_ordered.name))
		return e;
	v = place_of(l, &t->subject);
	if (!v)
		return -E_NO_MEMORY;
	order_take(v, order.r);
	v->outcome = t->state == 2 ? (uint8_t)t->code : 0;
	approval_take(v, &order);
	e = extensions_take(l, t, v);
	if (!e)
		e = ground_take(l, v);
	v->state = state_of(v, t, l->on);
	return e;
}

static int notice_take(struct listing *l, const struct target *t)
{
	struct restriction_row *v = place_of(l, &t->subject);

	if (!v)
		return -E_NO_MEMORY;
	if (t->state == 3)
		return 0;
	v->notices++;
	v->notices_open += t->state == 1;
	v->notices_overdue += t->state == 1 && t->due < l->on;
	return 0;
}

/* The latest act of an appeal that is decided is its decision. */
static int decision_take(struct listing *l, const struct target *t, struct restriction_row *v)
{
	struct act *acts;
	size_t n = 0;
	int e = target_said(l->cx, l->c, t, &acts, &n);

	while (!e && n-- > 0)
		if (acts[n].what == TARGET_COVER) {
			v->decided = acts[n].id;
			break;
		}
	return e;
}

/* Open until it is decided, whoever may have excused its target. */
static int appeal_take(struct listing *l, const struct target *t)
{
	struct restriction_row *v;
	struct record *r;
	int e = record_of(l->cx, l->c, &t->subject, &r);

	if (e || !r || !r->has_subject || !is_asked(l, &r->subject))
		return e;
	v = place_of(l, &r->subject);
	if (!v)
		return -E_NO_MEMORY;
	v->appeals++;
	if (is_answered(t))
		return decision_take(l, t, v);
	v->appeals_open++;
	v->appeals_overdue += t->due < l->on;
	return 0;
}

int standing_target(struct listing *l, const struct target *t)
{
	if (t->slot == RESTRICTION_SLOT_APPEAL)
		return appeal_take(l, t);
	if (!is_asked(l, &t->subject))
		return 0;
	return t->slot == RESTRICTION_SLOT_ITSELF ? itself_take(l, t) : notice_take(l, t);
}

int standing_held(struct listing *l, const struct record *r)
{
	bool orders = str_is(r->kind_name, restriction_ordered.name);
	struct restriction_row *v;

	if (!orders && !str_is(r->kind_name, restriction_extended.name))
		return 0;
	if (!is_asked(l, orders ? &r->id : &r->subject))
		return 0;
	v = place_of(l, orders ? &r->id : &r->subject);
	if (!v)
		return -E_NO_MEMORY;
	v->extension_awaits |= !orders;
	if (!orders)
		return 0;
	order_take(v, r);
	v->state = RESTRICTION_AWAITING;
	return ground_take(l, v);
}
