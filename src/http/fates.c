/* What became of the records that somebody has written or handed in: a phone asks of those that waited or were held when their
 * receipts came. Nothing of what they say is told, and of others' records nothing at all. */
#include "cover/voided.h"

#include "http/own.h"

/* Those of the ids that are here and his; ret has room for all. */
static int own_records(
	struct call *c, const struct arg_value *asked, struct uuid *ret, size_t *ret_n)
{
	struct journal j = { .store = c->cover.store, .kinds = c->cover.kinds };
	struct entry *found = cx_many(&c->cx, asked->ids_n, struct entry);
	int e = found ? journal_find(&c->cx, &j, asked->ids, asked->ids_n, found) : -E_NO_MEMORY;

	*ret_n = 0;
	for (size_t i = 0; !e && i < asked->ids_n; i++) {
		struct record *r;

		if (!found[i].pos)
			continue;
		e = journal_record(&c->cx, c->cover.kinds, &found[i], &r);
		if (!e && (str_eq(r->by, c->who.person) || str_eq(found[i].via, c->who.person)))
			ret[(*ret_n)++] = asked->ids[i];
	}
	return e;
}

static int mark_waiting(struct call *c, const struct uuid *ids, size_t n, enum fate *fates)
{
	bool *waits = cx_many(&c->cx, n, bool);
	int e = waits ? waiting_of(&c->cx, &c->cover, ids, n, waits) : -E_NO_MEMORY;

	for (size_t i = 0; !e && i < n; i++)
		if (waits[i] && fates[i] == FATE_STANDING)
			fates[i] = FATE_WAITING;
	return e;
}

int route_fates(struct call *c)
{
	const struct arg_value *asked = call_arg(c, "ids");
	struct uuid *ids = cx_many(&c->cx, asked->ids_n, struct uuid);
	enum fate *fates = cx_many(&c->cx, asked->ids_n, enum fate);
	struct page p;
	size_t n = 0;
	int e = ids && fates ? own_records(c, asked, ids, &n) : -E_NO_MEMORY;

	if (!e)
		e = fates_find(&c->cx, c->cover.store, c->cover.kinds, ids, n, fates);
	if (!e && n)
		e = mark_waiting(c, ids, n, fates);
	if (!e)
		e = answer_page(c, n, &p);
	if (e)
		return e;
	for (size_t i = p.from; i < p.to; i++) {
		jw_object(&c->w);
		row_uuid(&c->w, "id", &ids[i]);
		jw_f_z(&c->w, "state", fate_names[fates[i]]);
		jw_end_object(&c->w);
	}
	return answer_page_end(c, &p);
}
