/* The gate: may this person hand in this record?
 *
 * The verb comes from the kind. The area is the record's; a kind that needs none acts on a
 * subject or a round, and then it is the area in which that lies now; and whoever corrects,
 * voids or approves records needs the right to where they lie. What is named and not here yet
 * gives no answer: its id cannot be guessed, so it is the sender's own. An area that is not
 * known can be guessed: there the record is held for somebody with wider rights. */
#include "guard/guard.h"

#include "generated/stmt.h"
#include "guard/own.h"

static enum gate_answer yes(void *arg, struct cx *cx, const struct record *r)
{
	(void)arg;
	(void)cx;
	(void)r;
	return GATE_YES;
}

const struct gate guard_gate_owner = { .ask = yes };
const struct reader guard_reader_owner = {
	.person = { "admin", 5 }, .everywhere = true, .verbs = VERB_ALL
};

/* -- areas -- */

/* The areas as of this commit group: asked for once a group, while the writer owns the store. */
static int areas_follow(struct cx *cx, struct guard *g)
{
	struct site *s = g->site;
	int e;

	if (g->gate_pos == s->view.journal.last && s->tree)
		return 0;
	e = s->tree ? area_tree_follow(cx, s->view.journal.store, &s->tree) :
		      area_tree_open(cx, s->view.journal.store, &s->tree);
	if (!e)
		g->gate_pos = s->view.journal.last;
	return e;
}

static enum gate_answer area_ask(struct cx *cx, const struct guard_gate *gg, struct str area)
{
	const struct area_tree *t = gg->guard->site->tree;

	if (reader_sees(t, &gg->who, area))
		return GATE_YES;
	if (!area_find(t, area))
		return GATE_HOLD;
	err(cx, E_NOT_ALLOWED, "area", cx_text(cx, area));
	return GATE_NO;
}

/* The area of a subject or round; STR_NONE when it is not here. */
static int area_of(
	struct cx *cx, const struct guard *g, int stmt, const struct uuid *id, struct str *ret)
{
	struct store_value value = SV_UUID(id);
	STORE_ROWS rows;
	int e = store_query(cx, g->site->view.journal.store, stmt, &value, 1, &rows);

	*ret = STR_NONE;
	if (!e)
		e = store_next(cx, &rows);
	return e > 0 ? cx_str(cx, store_str(&rows, 0), ret) : e;
}

/* -- combining: the strictest answer holds -- */

static enum gate_answer stricter(enum gate_answer a, enum gate_answer b)
{
	if (a == GATE_NO || b == GATE_NO)
		return GATE_NO;
	return a == GATE_HOLD || b == GATE_HOLD ? GATE_HOLD : GATE_YES;
}

static enum gate_answer thing_ask(
	struct cx *cx, const struct guard_gate *gg, int stmt, const struct uuid *id)
{
	struct str area;

	if (area_of(cx, gg->guard, stmt, id, &area))
		return GATE_NO;
	return area.n ? area_ask(cx, gg, area) : GATE_YES;
}

/* -- records that name records -- */

static enum gate_answer record_ask(
	struct cx *cx, const struct guard_gate *gg, const struct entry *e, bool approves)
{
	struct record *r;

	if (journal_record(cx, gg->guard->site->tables.kinds, e, &r))
		return GATE_NO;
	if (approves && (str_eq(r->via, gg->who.person) || str_eq(r->by, gg->who.person))) {
		err(cx, E_NOT_ALLOWED, "body.records",
			"须由另一人批准 / another person must approve");
		return GATE_NO;
	}
	if (gg->who.everywhere)
		return GATE_YES;
	if (r->area.n)
		return area_ask(cx, gg, r->area);
	if (r->has_subject)
		return thing_ask(cx, gg, STMT_GUARD_SUBJECT_AREA, &r->subject);
	if (r->has_round)
		return thing_ask(cx, gg, STMT_GUARD_ROUND_AREA, &r->round);
	err(cx, E_NOT_ALLOWED, NULL, "area");
	return GATE_NO;
}

static enum gate_answer records_ask(
	struct cx *cx, const struct guard_gate *gg, const struct uuid *ids, size_t n, bool approves)
{
	struct entry *entries = cx_many(cx, n, struct entry);
	enum gate_answer answer = GATE_YES;

	if (!entries || journal_find(cx, &gg->guard->site->view.journal, ids, n, entries))
		return GATE_NO;
	for (size_t i = 0; i < n && answer != GATE_NO; i++)
		if (entries[i].pos)
			answer = stricter(answer, record_ask(cx, gg, &entries[i], approves));
	return answer;
}

static enum gate_answer named_ask(
	struct cx *cx, const struct guard_gate *gg, const struct record *r)
{
	bool approves = str_is(r->kind_name, "record.approved");
	bool names = approves || str_is(r->kind_name, "record.voided");
	size_t n = names ? record_refs(r, "records") : 0;
	enum gate_answer answer = GATE_YES;
	struct uuid *ids;

	if (n) {
		ids = cx_many(cx, n, struct uuid);
		if (!ids)
			return GATE_NO;
		for (size_t i = 0; i < n; i++)
			ids[i] = record_ref_at(r, "records", i);
		if (!gg->who.everywhere || approves)
			answer = records_ask(cx, gg, ids, n, approves);
	}
	if (r->corrects_n && !gg->who.everywhere && answer != GATE_NO)
		answer = stricter(answer, records_ask(cx, gg, r->corrects, r->corrects_n, false));
	return answer;
}

/* -- one record -- */

static enum gate_answer places_ask(
	struct cx *cx, const struct guard_gate *gg, const struct record *r)
{
	unsigned envelope = r->kind ? r->kind->envelope : 0;
	enum gate_answer answer = GATE_YES;
	struct str area = r->area;

	/* A new area lies in its parent; the change of one that is here, in itself. */
	if (str_is(r->kind_name, "area.added") && !area_find(gg->guard->site->tree, area))
		area = record_text(r, "parent");
	if (area.n || str_is(r->kind_name, "area.added"))
		answer = area_ask(cx, gg, area);
	if (answer == GATE_NO || (envelope & NEEDS_AREA))
		return answer;
	if (r->has_subject)
		answer = stricter(answer, thing_ask(cx, gg, STMT_GUARD_SUBJECT_AREA, &r->subject));
	if (r->has_round && answer != GATE_NO)
		answer = stricter(answer, thing_ask(cx, gg, STMT_GUARD_ROUND_AREA, &r->round));
	return answer;
}

static bool verb_ask(struct cx *cx, const struct guard_gate *gg, const struct record *r)
{
	/* Of a kind that this program does not know, nobody can say whose duty it is: any who
	 * may write. */
	unsigned needed = r->kind ? (unsigned)r->kind->verb :
				    VERB_ALL & ~(unsigned)(VERB_READ | VERB_UNMASK);

	if (gg->who.verbs & needed)
		return true;
	err(cx, E_NOT_ALLOWED, "kind", cx_text(cx, r->kind_name));
	return false;
}

static bool writer_disabled(const struct guard_gate *gg, const struct record *r)
{
	const struct account_box *b;
	bool disabled;

	if (gg->disabled || !r->by.n || str_eq(r->by, gg->who.person))
		return gg->disabled;
	pthread_mutex_lock(&gg->guard->lock);
	b = guard_box(gg->guard, r->by);
	disabled = b && b->a.disabled;
	pthread_mutex_unlock(&gg->guard->lock);
	return disabled;
}

static enum gate_answer ask(void *arg, struct cx *cx, const struct record *r)
{
	const struct guard_gate *gg = arg;
	enum gate_answer answer = GATE_YES;

	if (!verb_ask(cx, gg, r) || areas_follow(cx, gg->guard))
		return GATE_NO;
	if (!gg->who.everywhere)
		answer = places_ask(cx, gg, r);
	if (answer != GATE_NO)
		answer = stricter(answer, named_ask(cx, gg, r));
	if (answer == GATE_YES &&
		((r->kind && (r->kind->envelope & KIND_TWO_PERSONS)) || writer_disabled(gg, r)))
		answer = GATE_HOLD;
	return answer;
}

void guard_gate(struct guard_gate *ret, struct guard *g, const struct reader *who, bool disabled)
{
	*ret = (struct guard_gate){ .who = *who, .disabled = disabled, .guard = g };
	ret->gate = (struct gate){ .ask = ask, .arg = ret };
}
