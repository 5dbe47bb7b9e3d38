/* What a record rests on (struct field: rests): a restriction on its cause. It is written down beside what names what, so that the
 * list of what waits knows it; whether the ground stands is asked by whoever reads (link_look). And the subject about which it
 * raises a matter (KIND_RAISES), so that the matter is found by it; that one is waited for as every subject is. */
#include "generated/stmt.h"
#include "view/link.h"
#include "view/stand.h"

#include "record/written.h"

struct rest {
	struct newcomer *news;
	struct uuid on;
	enum link_what what;
};

static size_t rests_of(struct newcomer *news, struct rest *ret)
{
	const struct kind *k = news->r->newer ? NULL : news->r->kind;
	struct uuid on;
	size_t n = 0;

	for (const struct field *f = k ? k->fields : NULL; f && f->name; f++)
		if (f->rests && record_ref(news->r, f->name, &on))
			ret[n++] = (struct rest){ news, on, LINK_RESTS };
	if (k && k->envelope & KIND_RAISES && news->r->has_subject)
		ret[n++] = (struct rest){ news, news->r->subject, LINK_ABOUT };
	return n;
}

static size_t rests_max(const struct newcomer *news)
{
	size_t n = news->r->kind && news->r->kind->envelope & KIND_RAISES;

	for (const struct field *f = news->r->kind ? news->r->kind->fields : NULL; f && f->name;
		f++)
		n += f->rests;
	return n;
}

static int rests_store(struct cx *cx, struct view *v, const struct rest *all, size_t n)
{
	struct store_value *row = cx_many(cx, n * 5, struct store_value);

	if (!row)
		return -E_NO_MEMORY;
	for (size_t i = 0; i < n; i++) {
		const struct record *r = all[i].news->r;

		written_add(v->journal.written, WRITTEN_LINK, uuid_bytes(&all[i].on));
		written_add(v->journal.written, WRITTEN_LINK, uuid_bytes(&r->id));
		row[5 * i] = SV_UUID(&all[i].on);
		row[5 * i + 1] = SV_UUID(&r->id);
		row[5 * i + 2] = SV_INT(all[i].what);
		row[5 * i + 3] = SV_INT(r->at_used);
		row[5 * i + 4] = SV_INT(r->pos);
	}
	return store_each(cx, v->journal.store, STMT_LINK_PUT, row, n);
}

static int rests_mark(struct cx *cx, struct view *v, const struct rest *all, size_t n)
{
	struct uuid *ids = cx_many(cx, n, struct uuid);
	struct entry *found = cx_many(cx, n, struct entry);
	int e = ids && found ? 0 : -E_NO_MEMORY;

	for (size_t i = 0; !e && i < n; i++)
		ids[i] = all[i].on;
	if (!e)
		e = journal_find(cx, &v->journal, ids, n, found);
	for (size_t i = 0; !e && i < n; i++)
		if (all[i].what == LINK_RESTS && !found[i].pos)
			all[i].news->marks |= MARK_WAITING;
	return e;
}

int rests_join(struct cx *cx, struct view *v, struct newcomer *news, size_t n)
{
	struct rest *all;
	size_t max = 0, all_n = 0;
	int e;

	for (size_t i = 0; i < n; i++)
		max += rests_max(&news[i]);
	if (!max)
		return 0;
	all = cx_many(cx, max, struct rest);
	if (!all)
		return -E_NO_MEMORY;
	for (size_t i = 0; i < n; i++)
		all_n += rests_of(&news[i], &all[all_n]);
	e = rests_mark(cx, v, all, all_n);
	return e ? e : rests_store(cx, v, all, all_n);
}
