/* Freeing takes one person and binding two, also where somebody takes back what was written: to void or correct the lifting of a
 * restriction, or its approval, or what excused from it, binds again; and so does to void the void of its order, or of its ground. */
#include "guard/other.h"

#include "guard/own.h"

static int find(
	struct cx *cx, struct guard *g, const struct uuid *ids, size_t n, struct record ***ret)
{
	struct entry *found = cx_many(cx, n, struct entry);
	int e = -E_NO_MEMORY;

	*ret = cx_many(cx, n, struct record *);
	if (found && *ret)
		e = journal_find(cx, &g->site->view.journal, ids, n, found);
	for (size_t i = 0; !e && i < n; i++)
		if (found[i].pos)
			e = journal_record(cx, g->site->tables.kinds, &found[i], &(*ret)[i]);
	return e;
}

/* What a void voids, or an approval approves; NULL where it is not here. */
static int refs(
	struct cx *cx, struct guard *g, const struct record *r, struct record ***ret, size_t *ret_n)
{
	struct uuid *ids;

	*ret_n = record_refs(r, "records");
	ids = cx_many(cx, *ret_n, struct uuid);
	for (size_t i = 0; ids && i < *ret_n; i++)
		ids[i] = record_ref_at(r, "records", i);
	return ids ? find(cx, g, ids, *ret_n, ret) : -E_NO_MEMORY;
}

static bool is_void(const struct record *r)
{
	return str_is(r->kind_name, "record.voided");
}

static bool is_approval(const struct record *r)
{
	return str_is(r->kind_name, "record.approved");
}

/* Where it stands somebody is bound, or may be. */
static bool is_binding(const struct record *r)
{
	return r->kind && (r->kind->envelope & (KIND_TWO_PERSONS | KIND_GROUND));
}

/* It frees, or excuses from a round what two persons had ordered. */
static int frees(struct cx *cx, struct guard *g, const struct record *r, bool *ret)
{
	struct record **of;
	int e;

	*ret |= r->kind && (r->kind->envelope & KIND_FREES);
	if (!str_is(r->kind_name, "target.exempted"))
		return 0;
	e = find(cx, g, &r->subject, 1, &of);
	*ret |= !e && of[0] && of[0]->kind && (of[0]->kind->envelope & KIND_TWO_PERSONS);
	return e;
}

/* Would somebody be bound if it were taken back? Of a void it is asked what it had voided, and of an approval what it let stand;
 * deeper than that nobody looks, and a second person decides. */
static int binds(struct cx *cx, struct guard *g, const struct record *r, bool *ret)
{
	struct record **under;
	size_t n = 0;
	int e = 0;

	if (!is_void(r) && !is_approval(r))
		return frees(cx, g, r, ret);
	e = refs(cx, g, r, &under, &n);
	for (size_t i = 0; !e && i < n; i++) {
		if (!under[i])
			continue;
		*ret |= is_void(under[i]) || is_approval(under[i]);
		if (is_void(r))
			*ret |= is_binding(under[i]);
		else
			e = frees(cx, g, under[i], ret);
	}
	return e;
}

/* What was corrected stands as it was where its correction is voided. */
static bool restores(const struct record *r, const struct record *named)
{
	return !r->corrects_n && named->corrects_n && is_binding(named);
}

enum gate_answer guard_rebind_ask(struct cx *cx, struct guard *g, const struct record *r)
{
	struct record **named;
	bool again = false;
	size_t n = r->corrects_n;
	int e = 0;

	if (n)
		e = find(cx, g, r->corrects, n, &named);
	else if (is_void(r))
		e = refs(cx, g, r, &named, &n);
	for (size_t i = 0; !e && i < n; i++) {
		if (!named[i])
			continue;
		again |= restores(r, named[i]);
		e = binds(cx, g, named[i], &again);
	}
	return e ? GATE_NO : again ? GATE_HOLD : GATE_YES;
}
