/* Where a record lies, and what it is about and names, by the rules that gate.c tells. */
#include "guard/gate_own.h"

#include "generated/stmt.h"
#include "guard/own.h"

/* Lies in an area that is not his. A record with an area of his own is held: an honest worker stands before the door and
 * cannot know that it is listed elsewhere. */
static enum gate_answer elsewhere(
	struct cx *cx, const struct guard_gate *gg, struct str area, bool has_own)
{
	if (has_own || !area_find(gg->guard->site->tree, area))
		return GATE_HOLD;
	return gate_not_his(cx, area);
}

static bool sees(const struct guard_gate *gg, struct str area)
{
	return reader_sees(gg->guard->site->tree, &gg->as.who, area);
}

/* Then: a visit may come in after its door was given to another grid. */
static bool sees_it(const struct guard_gate *gg, const struct lying *l)
{
	return sees(gg, l->now) || sees(gg, l->then);
}

/* A box is a matter; other matters no such kind is about. */
static bool goes_about(enum subject_type type)
{
	return type == SUBJECT_STAFF || type == SUBJECT_UNIT || type == SUBJECT_TUBE ||
		type == SUBJECT_MATTER;
}

static bool at_work(const struct record *r, const struct lying *l)
{
	return r->kind && (r->kind->envelope & KIND_AT_WORK) && goes_about(l->type);
}

static enum gate_answer subject_ask(struct cx *cx, const struct guard_gate *gg,
	const struct record *r, const struct uuid *id, bool has_own, bool *ret_known)
{
	struct lying lies;

	*ret_known = false;
	if (subject_lies(cx, gg->guard->site->view.journal.store, id, r->at_used, &lies))
		return GATE_NO;
	if (has_own && at_work(r, &lies))
		return GATE_YES;
	*ret_known = lies.now.n > 0;
	if (!lies.now.n || sees_it(gg, &lies))
		return GATE_YES;
	return elsewhere(cx, gg, lies.now, has_own);
}

/* The area of a round or incident; STR_NONE when it is not here. */
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

static enum gate_answer incident_ask(
	struct cx *cx, const struct guard_gate *gg, const struct uuid *incident, bool has_own)
{
	struct str area;

	if (area_of(cx, gg->guard, STMT_GUARD_INCIDENT_AREA, incident, &area))
		return GATE_NO;
	return !area.n || sees(gg, area) ? GATE_YES : elsewhere(cx, gg, area, has_own);
}

/* Who says something of a round itself needs the right to all of it; who only answers it or asks something in it, to be
 * in it. */
static enum gate_answer round_ask(
	struct cx *cx, const struct guard_gate *gg, const struct record *r, bool has_own)
{
	bool answers = r->kind &&
		(r->kind->verb != VERB_DECIDE || r->kind->covers || r->kind->obliges);
	struct str area;

	if (area_of(cx, gg->guard, STMT_GUARD_ROUND_AREA, &r->round, &area))
		return GATE_NO;
	if (!area.n || sees(gg, area) ||
		(answers && area_within(gg->guard->site->tree, r->area, area)))
		return GATE_YES;
	return elsewhere(cx, gg, area, has_own);
}

int round_holds(
	struct cx *cx, struct guard *g, const struct uuid *round, struct str area, bool *ret)
{
	struct str top;
	int e = area_of(cx, g, STMT_GUARD_ROUND_AREA, round, &top);

	*ret = !e && top.n && area_within(g->site->tree, area, top);
	return e;
}

/* The subjects that the body names. Most kinds have no field for any: then nothing is looked up. */
static int body_subjects(struct cx *cx, const struct record *r, struct uuid **ret, size_t *ret_n)
{
	const struct field *f = r->kind ? r->kind->fields : NULL;
	size_t max = 0;

	*ret_n = 0;
	for (const struct field *g = f; g && g->name; g++)
		if (g->subject)
			max += g->type == FIELD_REFS ? record_refs(r, g->name) : 1;
	if (!max)
		return 0;
	*ret = cx_many(cx, max, struct uuid);
	if (!*ret)
		return -E_NO_MEMORY;
	for (; f->name; f++) {
		if (!f->subject)
			continue;
		if (f->type == FIELD_REF)
			*ret_n += record_ref(r, f->name, &(*ret)[*ret_n]);
		else
			for (size_t i = 0, n = record_refs(r, f->name); i < n; i++)
				(*ret)[(*ret_n)++] = record_ref_at(r, f->name, i);
	}
	return 0;
}

/* One of them lies with others: held, for somebody who has the right to them all. */
static enum gate_answer body_ask(struct cx *cx, const struct guard_gate *gg, const struct record *r)
{
	struct uuid *ids = NULL;
	struct lying *lie;
	size_t n;

	if (body_subjects(cx, r, &ids, &n))
		return GATE_NO;
	if (!n)
		return GATE_YES;
	if (subjects_lie(cx, gg->guard->site->view.journal.store, ids, n, r->at_used, &lie, &n))
		return GATE_NO;
	for (size_t i = 0; i < n; i++)
		if (!at_work(r, &lie[i]) && !sees_it(gg, &lie[i]))
			return GATE_HOLD;
	return GATE_YES;
}

static enum gate_answer things_ask(
	struct cx *cx, const struct guard_gate *gg, const struct record *r)
{
	bool has_own = r->kind && (r->kind->envelope & NEEDS_AREA);
	enum gate_answer answer = GATE_YES;
	struct uuid incident;
	bool known = false;

	if (r->has_subject && str_starts(r->kind_name, STR("incident.")))
		return incident_ask(cx, gg, &r->subject, has_own);
	/* Whose data is to go, wherever the order says that it lies itself. */
	if (str_is(r->kind_name, "purge.ordered") && record_ref(r, "incident", &incident))
		return incident_ask(cx, gg, &incident, false);
	if (r->has_subject)
		answer = subject_ask(cx, gg, r, &r->subject, has_own, &known);
	/* Who may act on the subject may do so in every round that asks for it. */
	if (r->has_round && !known && answer != GATE_NO)
		answer = gate_stricter(answer, round_ask(cx, gg, r, has_own));
	return answer == GATE_NO ? GATE_NO : gate_stricter(answer, body_ask(cx, gg, r));
}

enum gate_answer gate_places(struct cx *cx, const struct guard_gate *gg, const struct record *r)
{
	enum gate_answer answer = GATE_YES;
	struct str area = r->area;

	/* A new area lies in its parent; the change of one that is here, in itself. */
	if (str_is(r->kind_name, "area.added") && !area_find(gg->guard->site->tree, area))
		area = record_text(r, "parent");
	if (area.n || str_is(r->kind_name, "area.added"))
		answer = gate_area(cx, gg, area);
	/* Whose areas are all that there are need not be asked where a subject lies: that is a look-up by a random id. */
	if (answer == GATE_NO || gg->as.whole)
		return answer;
	return gate_stricter(answer, things_ask(cx, gg, r));
}
