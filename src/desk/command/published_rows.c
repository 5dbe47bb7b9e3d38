/* Rows made of the records that stand; of an issue from its pieces. */
#include "desk/command/published_rows.h"

#include <stdlib.h>

#include "desk/command/risk_lists.h"
#include "desk/rows.h"
#include "view/effects.h"

static const struct choice *choice_of(const struct record *r, const char *field)
{
	struct str text = json_text(r->body, field);

	for (const struct field *f = r->kind->fields; f->name; f++)
		if (str_is(str_of(f->name), field))
			for (const struct choice *k = f->choices; k && k->name; k++)
				if (str_is(text, k->name))
					return k;
	return NULL;
}

int row_published_notice(
	struct cx *cx, const struct cover *c, struct jw *w, const struct published *p)
{
	const struct area *area = area_find(c->tree, p->area);
	const struct choice *audience;
	struct uuid incident = uuid_nil;
	struct record *r;
	int e = record_of(cx, c, &p->key, &r);

	if (e)
		return e;
	if (!r || !r->kind)
		return err(cx, E_CORRUPT, NULL, "published");
	record_ref(r, "incident", &incident);
	audience = choice_of(r, "audience");
	jw_object(w);
	row_uuid(w, "id", &p->key);
	row_uuid(w, "incident", &incident);
	row_time(w, "at", r->at_used);
	jw_f_str(w, "by", r->by);
	jw_f_str(w, "area", p->area);
	jw_f_str(w, "area_name", area ? area->name : STR_NONE);
	jw_f_str(w, "title", record_text(r, "title"));
	jw_f_str(w, "text", record_text(r, "text"));
	jw_f_z(w, "audience", audience ? audience->name : NULL);
	jw_f_z(w, "audience_zh", audience ? audience->zh : NULL);
	jw_f_z(w, "audience_en", audience ? audience->en : NULL);
	jw_f_bool(w, "urgent", record_int(r, "urgent") != 0);
	row_time(w, "until", record_int(r, "until"));
	return 0;
}

/* ---- lists of risk areas ---- */

static int piece_take(struct risk_pieces *pieces, const struct record *r, bool issues)
{
	const struct risk_piece of = { record_int(r, "as_of"), record_text(r, "snapshot"),
		record_text(r, "source") };
	const struct risk_entry entry = { record_choice(r, "level"), record_text(r, "province"),
		record_text(r, "city"), record_text(r, "county"), record_text(r, "area_text") };
	struct risk_about *about;

	if (str_is(r->kind_name, "risk.issued") != issues)
		return 0;
	return issues ? risk_pieces_issue(pieces, &of, record_int(r, "entries"), &about) :
			risk_pieces_entry(pieces, &of, &entry, &about);
}

static int lists_read(struct cx *cx, const struct cover *c, const struct uuid *ids, size_t n,
	struct risk_lists *ret)
{
	struct journal j = { .store = c->store, .keys = c->keys, .kinds = c->kinds };
	struct entry *entries = cx_many(cx, n, struct entry);
	struct record **records = cx_many(cx, n, struct record *);
	struct risk_pieces pieces;
	int e = entries && records ? journal_find(cx, &j, ids, n, entries) : -E_NO_MEMORY;

	risk_pieces_init(&pieces, cx);
	for (size_t i = 0; !e && i < n; i++)
		e = journal_record(cx, c->kinds, &entries[i], &records[i]);
	for (int issues = 1; issues >= 0; issues--)
		for (size_t i = 0; !e && i < n; i++)
			e = piece_take(&pieces, records[i], issues);
	return e ? e : risk_pieces_end(&pieces, ret);
}

static bool is_same(const struct risk_entry *a, const struct risk_entry *b)
{
	return a->level == b->level && str_eq(a->province, b->province) &&
		str_eq(a->city, b->city) && str_eq(a->county, b->county);
}

static int entry_cmp(const void *a_, const void *b_)
{
	const struct risk_entry *a = a_, *b = b_;
	int d = str_cmp(a->province, b->province);

	if (!d)
		d = str_cmp(a->city, b->city);
	if (!d)
		d = str_cmp(a->county, b->county);
	if (!d)
		d = (int)b->level - (int)a->level;
	return d ? d : str_cmp(a->place, b->place);
}

static const char *level_name(enum risk_level level)
{
	const struct choice *k = risk_levels;

	while (k->name && k->code != level)
		k++;
	return k->name;
}

static int places_write(
	struct cx *cx, struct jw *w, const struct risk_issue *issue, struct str source)
{
	struct risk_entry *all = cx_many(cx, issue->n, struct risk_entry);

	if (!all)
		return -E_NO_MEMORY;
	for (size_t i = 0; i < issue->n; i++)
		all[i] = issue->entries[i];
	if (issue->n > 1)
		qsort(all, issue->n, sizeof(*all), entry_cmp);
	for (size_t i = 0, k; i < issue->n; i = k) {
		jw_object(w);
		jw_f_z(w, "level", level_name(all[i].level));
		jw_f_str(w, "province", all[i].province);
		jw_f_str(w, "city", all[i].city);
		jw_f_str(w, "county", all[i].county);
		jw_f_str(w, "source", source);
		jw_name(w, "areas");
		jw_list(w);
		for (k = i; k < issue->n && is_same(&all[i], &all[k]); k++)
			jw_str(w, all[k].place);
		jw_end_list(w);
		jw_end_object(w);
	}
	return 0;
}

static void issued_write(struct jw *w, const struct risk_lists *l)
{
	jw_name(w, "issued");
	jw_list(w);
	for (size_t i = 0; i < l->n; i++) {
		if (l->about[i].told < 0)
			continue;
		jw_object(w);
		jw_f_str(w, "source", l->about[i].source);
		jw_f_int(w, "entries", l->about[i].told);
		jw_end_object(w);
	}
	jw_end_list(w);
}

int row_published_rule(
	struct cx *cx, const struct cover *c, struct jw *w, const struct published *p)
{
	struct risk_lists l = { .n = 0 };
	struct uuid *ids;
	size_t n, entries = 0;
	bool whole;
	int e = published_parts(cx, c, &p->key, PUBLISHED_RULE, &ids, &n);

	if (!e)
		e = lists_read(cx, c, ids, n, &l);
	if (e)
		return e;
	for (size_t i = 0; i < l.n; i++)
		entries += l.issues[i].n;
	whole = entries <= ROW_RULE_ENTRIES_MAX;
	jw_object(w);
	row_time(w, "as_of", l.n ? l.issues[0].as_of : 0);
	jw_f_str(w, "snapshot", l.n ? l.about[0].version : STR_NONE);
	issued_write(w, &l);
	jw_f_int(w, "entries", (int64_t)entries);
	jw_f_bool(w, "whole", whole);
	jw_name(w, "places");
	jw_list(w);
	for (size_t i = 0; !e && whole && i < l.n; i++)
		e = places_write(cx, w, &l.issues[i], l.about[i].source);
	jw_end_list(w);
	jw_end_object(w);
	return e;
}
