/* Records that name records: what they void, approve or correct is asked for as if it were handed in. */
#include "guard/gate_own.h"

#include "guard/other.h"
#include "guard/own.h"

/* Voids of voids of voids …: beyond so many look-ups somebody decides. */
#define LOOKED_UP_MAX ((size_t)4 * RECORD_LIST_MAX)

struct naming {
	bool approves;
	bool deep;                /* named by a record that is named */
	enum gate_answer missing; /* for what is not here */
	size_t left;              /* so many may still be looked up */
};

static enum gate_answer records_ask(
	struct cx *cx, struct guard_gate *gg, const struct uuid *ids, size_t n, struct naming *as);

static enum gate_answer refs_ask(
	struct cx *cx, struct guard_gate *gg, const struct record *r, struct naming *as)
{
	size_t n = record_refs(r, "records");
	struct uuid *ids = cx_many(cx, n, struct uuid);

	if (!ids)
		return GATE_NO;
	for (size_t i = 0; i < n; i++)
		ids[i] = record_ref_at(r, "records", i);
	return records_ask(cx, gg, ids, n, as);
}

/* A void lies where that lies which it voids, and what it did is undone by whoever might have done it. */
static enum gate_answer void_ask(
	struct cx *cx, struct guard_gate *gg, const struct record *r, struct naming *as)
{
	struct naming under = *as;
	enum gate_answer answer = r->area.n ? gate_area(cx, gg, r->area) : GATE_YES;

	under.deep = true;
	under.missing = GATE_HOLD;
	if (answer != GATE_NO)
		answer = gate_stricter(answer, refs_ask(cx, gg, r, &under));
	as->left = under.left;
	return answer;
}

static bool is_own(const struct guard_gate *gg, const struct record *r)
{
	return str_eq(r->via, gg->rights.person) || str_eq(r->by, gg->rights.person);
}

/* To take back what one wrote oneself, one has to be able to write it; what another wrote is a right of its own. */
static unsigned verbs_on(
	const struct guard_gate *gg, const struct record *r, const struct naming *as)
{
	unsigned writes = r->kind ? (unsigned)r->kind->verb : (unsigned)VERB_WRITES;

	if (as->approves)
		return VERB_APPROVE;
	return is_own(gg, r) ? writes | VERB_CORRECT : VERB_CORRECT;
}

/* Another person than who wrote it or handed it in; and of what is for somebody apart, one who is. What he approves he has a
 * hand in from then on. */
static enum gate_answer approval_ask(
	struct cx *cx, const struct guard_gate *gg, const struct record *r)
{
	const struct str people[] = { gg->rights.person, r->by, r->via };
	const struct record approval = { .by = gg->rights.person, .via = gg->rights.person };

	if (is_own(gg, r)) {
		err(cx, E_NOT_ALLOWED, "body.records", "须由另一人批准",
			"another person has to approve it");
		return GATE_NO;
	}
	if (r->kind && (r->kind->envelope & KIND_TWO_PERSONS))
		guard_other_note(gg->guard, &approval, &r->id);
	return r->kind && r->kind->apart ? guard_apart_ask(cx, gg->guard, r, people, 3) : GATE_YES;
}

/* Whoever lets a void stand decides on what it voids: of what is for somebody apart, he has to be one. */
static enum gate_answer unmade_ask(
	struct cx *cx, const struct guard_gate *gg, const struct record *r)
{
	return r->kind && r->kind->apart ?
		guard_apart_ask(cx, gg->guard, r, &gg->rights.person, 1) :
		GATE_YES;
}

static enum gate_answer record_ask(
	struct cx *cx, struct guard_gate *gg, const struct entry *e, struct naming *as)
{
	enum gate_answer apart = GATE_YES;
	struct record *r;

	if (journal_record(cx, gg->guard->site->tables.kinds, e, &r))
		return GATE_NO;
	if (as->approves)
		apart = as->deep ? unmade_ask(cx, gg, r) : approval_ask(cx, gg, r);
	if (apart == GATE_NO || !gate_right(cx, gg, verbs_on(gg, r, as), r))
		return GATE_NO;
	if (str_is(r->kind_name, "record.voided") ||
		(as->approves && as->deep && str_is(r->kind_name, "record.approved")))
		return gate_stricter(apart, void_ask(cx, gg, r, as));
	if (gg->as.who.everywhere)
		return apart;
	if (r->area.n || r->has_subject || r->has_round)
		return gate_stricter(apart, gate_places(cx, gg, r));
	err(cx, E_NOT_ALLOWED, NULL, "所指的记录不属于任何区域，须由管辖全部区域的人办理",
		"the record that it names lies in no area, and is for somebody who has every area");
	return GATE_NO;
}

static enum gate_answer records_ask(
	struct cx *cx, struct guard_gate *gg, const struct uuid *ids, size_t n, struct naming *as)
{
	struct entry *entries = cx_many(cx, n, struct entry);
	enum gate_answer answer = GATE_YES;

	if (n > as->left)
		return GATE_HOLD;
	as->left -= n;
	if (!entries || journal_find(cx, &gg->guard->site->view.journal, ids, n, entries))
		return GATE_NO;
	for (size_t i = 0; i < n && answer != GATE_NO; i++)
		answer = gate_stricter(
			answer, entries[i].pos ? record_ask(cx, gg, &entries[i], as) : as->missing);
	return answer;
}

/* Corrections are of one kind with what they correct; in which round that was, and at which post, is not told by the new one. */
static bool corrects_all(struct guard_gate *gg, const struct record *r)
{
	const struct right correct = { VERB_CORRECT, r->kind ? r->kind->matter : MATTER_ANY };
	const struct about nothing = { .n = 0 };

	return r->kind && gate_take(gg, correct, &nothing) && gg->as.who.everywhere;
}

static bool voids_all(struct guard_gate *gg, const struct record *r)
{
	const struct about nothing = { .n = 0 };

	if (!r->kind)
		return false;
	return gate_take(gg, (struct right){ r->kind->verb, r->kind->matter }, &nothing) &&
		gg->as.who.everywhere;
}

enum gate_answer gate_named(struct cx *cx, struct guard_gate *gg, const struct record *r)
{
	struct naming as = { .missing = GATE_YES, .left = LOOKED_UP_MAX };
	enum gate_answer answer = GATE_YES;

	as.approves = str_is(r->kind_name, "record.approved");
	if (as.approves) {
		/* Nobody can say yet who wrote what is not here: it may turn out to be the approver. */
		as.missing = GATE_HOLD;
		answer = refs_ask(cx, gg, r, &as);
	} else if (str_is(r->kind_name, "record.voided")) {
		/* Nor where it will lie. */
		if (!voids_all(gg, r))
			as.missing = GATE_HOLD;
		answer = refs_ask(cx, gg, r, &as);
	}
	if (answer != GATE_NO && !as.approves)
		answer = gate_stricter(answer, guard_rebind_ask(cx, gg->guard, r));
	if (r->corrects_n && answer != GATE_NO && !corrects_all(gg, r)) {
		as.approves = false;
		answer = gate_stricter(
			answer, records_ask(cx, gg, r->corrects, r->corrects_n, &as));
	}
	return answer;
}
