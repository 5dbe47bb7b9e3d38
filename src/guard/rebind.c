/* Freeing takes one person and binding two, also where somebody takes back what was written: to void or correct the lifting of a
 * restriction, or to void the void of its order, binds again. */
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

static int voided_by(
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

/* Of a void it is asked what it had voided; deeper than that nobody looks, and a second person decides. */
static int binds(struct cx *cx, struct guard *g, const struct record *r, bool *ret)
{
	struct record **under;
	size_t n = 0;
	int e = 0;

	if (!r)
		return 0;
	*ret |= r->kind && (r->kind->envelope & KIND_FREES);
	if (is_void(r))
		e = voided_by(cx, g, r, &under, &n);
	for (size_t i = 0; !e && i < n; i++)
		*ret |= under[i] &&
			(is_void(under[i]) ||
				(under[i]->kind && (under[i]->kind->envelope & KIND_TWO_PERSONS)));
	return e;
}

enum gate_answer guard_rebind_ask(struct cx *cx, struct guard *g, const struct record *r)
{
	struct record **named;
	bool again = false;
	size_t n = r->corrects_n;
	int e = 0;

	if (is_void(r))
		e = voided_by(cx, g, r, &named, &n);
	else if (n)
		e = find(cx, g, r->corrects, n, &named);
	for (size_t i = 0; !e && i < n; i++)
		e = binds(cx, g, named[i], &again);
	return e ? GATE_NO : again ? GATE_HOLD : GATE_YES;
}
