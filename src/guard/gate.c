/* The gate: may this person hand in this record?
 *
 * The verb and the matter come from the kind. The area is the record's, and that in which its subject lies (or
 * lay at the time of the record), else its round; and that of each subject that its body names: a
 * store, the doors of a list. But staff and units are asked for where the record lies, if it has
 * an area of its own: who lives in one township holds a post in another; and so are tubes, which a
 * laboratory elsewhere works on. Whoever corrects, voids or approves records needs the right to
 * where they lie, in the matter of each. What is named and not here yet gives no answer:
 * a phone's records come in any order. But an approval of it is held, so is its void where the right
 * to it is not one to everything, and so is a record in an area that is not known, for somebody with
 * wider rights. What comes in one list is not here yet. */
#include "guard/guard.h"

#include "guard/gate_own.h"
#include "guard/other.h"
#include "guard/own.h"

static enum gate_answer yes(void *arg, struct cx *cx, const struct record *r)
{
	(void)arg;
	(void)cx;
	(void)r;
	return GATE_YES;
}

/* -- what the program draws up -- */

static bool composed_ask(struct cx *cx, const struct record *r)
{
	if (!r->kind || !(r->kind->envelope & KIND_COMPOSED))
		return true;
	err(cx, E_COMPOSED, "kind", r->kind->zh, r->kind->en);
	return false;
}

const struct gate guard_gate_owner = { .ask = yes };

#define EVERYWHERE \
	{ \
		.person = { "admin", 5 }, .everywhere = true \
	}

static const struct reader owner_in[MATTERS] = {
	[0 ... MATTER_COUNSEL - 1] = EVERYWHERE,
	[MATTER_COUNSEL] = { .person = { "admin", 5 } },
	[MATTER_COUNSEL + 1 ... MATTERS - 1] = EVERYWHERE,
};
const struct reader guard_reader_owner = {
	.person = { "admin", 5 }, .everywhere = true, .by_matter = owner_in
};

enum gate_answer gate_stricter(enum gate_answer a, enum gate_answer b)
{
	if (a == GATE_NO || b == GATE_NO)
		return GATE_NO;
	return a == GATE_HOLD || b == GATE_HOLD ? GATE_HOLD : GATE_YES;
}

/* -- one record -- */

static enum gate_answer apart_ask(struct cx *cx, struct guard *g, const struct record *r)
{
	const struct str people[] = { r->by, r->via };

	return guard_apart_ask(cx, g, r, people, 2);
}

static bool writer_disabled(const struct guard_gate *gg, const struct record *r)
{
	const struct account_box *b;
	bool disabled;

	if (gg->disabled || !r->by.n || str_eq(r->by, gg->rights.person))
		return gg->disabled;
	pthread_mutex_lock(&gg->guard->lock);
	b = guard_box(gg->guard, r->by);
	disabled = b && b->a.disabled;
	pthread_mutex_unlock(&gg->guard->lock);
	return disabled;
}

static enum gate_answer place_ask(struct cx *cx, struct guard_gate *gg, const struct record *r)
{
	enum gate_answer answer = GATE_YES;

	if (!gate_right(cx, gg, r->kind ? (unsigned)r->kind->verb : (unsigned)VERB_WRITES, r))
		return GATE_NO;
	if (!gg->as.who.everywhere)
		answer = gate_places(cx, gg, r);
	return answer == GATE_NO ? GATE_NO : gate_stricter(answer, gate_named(cx, gg, r));
}

/* Has one of his rights ended since he wrote it? Where he worked then is asked only if he is of the staff. */
static bool has_ended(const struct guard_gate *gg, const struct record *r)
{
	if (!uuid_is_nil(&gg->given.staff) && r->at_used < r->received)
		return true;
	for (size_t i = 0; i < gg->rights.n; i++)
		if (grant_holds(&gg->rights.grants[i], r->at_used) &&
			!grant_holds(&gg->rights.grants[i], r->received))
			return true;
	return false;
}

/* Where he works by then, if he is of the staff. What follows lies in the memory of this commit group, so nothing is kept of it. */
static int follow(struct cx *cx, struct guard_gate *gg, int64_t at)
{
	if (uuid_is_nil(&gg->given.staff))
		return 0;
	gg->rights = gg->given;
	gg->as.at = -1;
	return rights_follow(cx, gg->guard->site->view.journal.store, at, &gg->rights);
}

/* What he was allowed when he wrote it, and is not now, is kept until somebody says that it is so. */
static enum gate_answer rights_ask(struct cx *cx, struct guard_gate *gg, const struct record *r)
{
	enum gate_answer answer;

	if (follow(cx, gg, r->received))
		return GATE_NO;
	gg->at = r->received;
	answer = place_ask(cx, gg, r);
	if (answer != GATE_NO || cx->e.code != E_NOT_ALLOWED || !has_ended(gg, r))
		return answer;
	err_clear(cx);
	if (follow(cx, gg, r->at_used))
		return GATE_NO;
	gg->at = r->at_used;
	return gate_stricter(GATE_HOLD, place_ask(cx, gg, r));
}

static enum gate_answer ask(void *arg, struct cx *cx, const struct record *r)
{
	struct guard_gate *gg = arg;
	enum gate_answer answer;

	if (!uuid_is_nil(&gg->rights.own))
		return gate_follow(cx, gg->guard) ? GATE_NO : resident_ask(cx, gg, r);
	if ((!gg->composed && !composed_ask(cx, r)) || gate_follow(cx, gg->guard))
		return GATE_NO;
	answer = rights_ask(cx, gg, r);
	if (answer == GATE_YES && r->kind && r->kind->not_by)
		answer = guard_other_ask(cx, gg->guard, r);
	if (answer != GATE_NO && r->kind && r->kind->apart)
		answer = gate_stricter(answer, apart_ask(cx, gg->guard, r));
	if (answer != GATE_NO && r->has_subject && r->kind &&
		(r->kind->envelope & KIND_TWO_PERSONS))
		guard_other_note(gg->guard, r, &r->subject);
	/* Of what this program does not know nobody can say whether it takes two: it waits, also when a later one knows it. */
	if (answer == GATE_YES &&
		(!r->kind || (r->kind->envelope & KIND_TWO_PERSONS) || writer_disabled(gg, r) ||
			(r->has_device && device_is_revoked(gg->guard, &r->device))))
		answer = GATE_HOLD;
	return answer;
}

void guard_gate(struct guard_gate *ret, struct guard *g, const struct rights *rights, bool disabled)
{
	*ret = (struct guard_gate){ .rights = *rights,
		.given = *rights,
		.disabled = disabled,
		.guard = g,
		.as = { .whole_pos = -1 } };
	ret->gate = (struct gate){ .ask = ask, .arg = ret };
}

/* -- before it is handed in -- */

int guard_look(struct cx *cx, const struct area_tree *tree, const struct rights *rights,
	const struct record *r, int64_t now)
{
	const struct right needed = { r->kind ? r->kind->verb : VERB_WRITES,
		r->kind ? r->kind->matter : MATTER_ANY };
	const struct about about = about_one(r->has_round ? &r->round : NULL);
	struct str area = r->area;
	struct reader who;
	int e;

	if (!composed_ask(cx, r))
		return -E_COMPOSED;
	e = rights_reader(cx, rights, needed, &about, now, &who);
	if (e || who.everywhere)
		return e;
	if (!who.n)
		return gate_no_right(cx, r);
	if (str_is(r->kind_name, "area.added") && !area_find(tree, area))
		area = record_text(r, "parent");
	/* What is not known yet is held by the gate. */
	if (!area.n || !area_find(tree, area) || reader_sees(tree, &who, area))
		return 0;
	gate_not_his(cx, area);
	return -E_NOT_ALLOWED;
}
