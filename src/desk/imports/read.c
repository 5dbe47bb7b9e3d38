/* Imports from their records, and the records. */
#include "desk/imports/imports.h"

#include <stdlib.h>

#include "cover/cover_read.h"
#include "cover/voided.h"
#include "desk/behind_figure.h"
#include "desk/rows.h"

/* ---- one ---- */

static int begun_take(struct cx *cx, const struct record *r, int64_t pos, struct import *ret)
{
	const struct {
		struct str from, *to;
	} texts[] = {
		{ record_text(r, "lists"), &ret->lists },
		{ r->area, &ret->area },
		{ record_text(r, "file_name"), &ret->file_name },
		{ r->by.n ? r->by : r->via, &ret->by },
		{ record_text(r, "map"), &ret->map },
		{ record_text(r, "digest"), &ret->digest },
		{ record_text(r, "rows_area"), &ret->rows_area },
		{ record_text(r, "sheet"), &ret->sheet },
	};
	int e = 0;

	*ret = (struct import){
		.id = r->id, .at = r->at_used, .pos = pos, .rows = record_int(r, "rows")
	};
	for (size_t i = 0; !e && i < sizeof(texts) / sizeof(texts[0]); i++)
		e = texts[i].from.n ? cx_str(cx, texts[i].from, texts[i].to) : 0;
	return e;
}

static void ended_take(
	const struct record *r, const struct entry *entry, enum voided voided, struct import *ret)
{
	ret->state = voided == VOIDED_NOT ? IMPORT_ENDED : IMPORT_TAKEN_BACK;
	ret->ended_pos = entry->pos;
	ret->counts = (struct import_counts){ .accepted = record_int(r, "accepted"),
		.duplicates = record_int(r, "duplicates"),
		.refused = record_int(r, "refused"),
		.held = record_int(r, "held"),
		.tied = record_int(r, "tied") };
}

/* How each of them ended. */
static int ends_read(struct cx *cx, const struct cover *c, struct import *all, size_t n)
{
	struct journal j = { .store = c->store, .keys = c->keys, .kinds = c->kinds };
	struct uuid *ids = cx_many(cx, n + 1, struct uuid);
	struct entry *entries = cx_many(cx, n + 1, struct entry);
	enum voided *voided = cx_many(cx, n + 1, enum voided);
	int e = ids && entries && voided ? 0 : -E_NO_MEMORY;

	for (size_t i = 0; !e && i < n; i++)
		ids[i] = import_end_id(&all[i].id);
	if (!e && n)
		e = journal_find(cx, &j, ids, n, entries);
	if (!e && n)
		e = voided_find(cx, c->store, c->kinds, ids, n, voided);
	for (size_t i = 0; !e && i < n; i++) {
		struct record *r;

		if (!entries[i].pos)
			continue;
		e = journal_record(cx, c->kinds, &entries[i], &r);
		if (!e)
			ended_take(r, &entries[i], voided[i], &all[i]);
	}
	return e;
}

int import_find(struct cx *cx, const struct cover *c, const struct uuid *id, struct import *ret)
{
	struct journal j = { .store = c->store, .keys = c->keys, .kinds = c->kinds };
	struct record *r = NULL;
	struct entry entry;
	int e = journal_find(cx, &j, id, 1, &entry);

	*ret = (struct import){ .id = uuid_nil };
	if (e || !entry.pos)
		return e;
	e = journal_record(cx, c->kinds, &entry, &r);
	if (e || !str_is(r->kind_name, "import.begun"))
		return e;
	e = begun_take(cx, r, entry.pos, ret);
	return e ? e : ends_read(cx, c, ret, 1);
}

/* ---- all ---- */

struct listing {
	struct cx *cx;
	struct import *all;
	size_t n, cap;
};

static int one_take(void *arg, struct cx *cx, const struct record *r, const struct entry *entry)
{
	struct listing *l = arg;
	int e = COVER_ROOM(l->cx, l->all, l->n, l->cap);

	(void)cx;
	if (!e)
		e = begun_take(l->cx, r, entry->pos, &l->all[l->n]);
	l->n += !e;
	return e;
}

static int newest_first(const void *a_, const void *b_)
{
	const struct import *a = a_, *b = b_;

	return (a->pos < b->pos) - (a->pos > b->pos);
}

static int begun_read(struct cx *cx, const struct cover *c, struct listing *ret)
{
	int e;

	*ret = (struct listing){ .cx = cx };
	e = behind_figure(cx, c, "lists-imported", &uuid_nil, STR(""), one_take, ret);
	if (!e && ret->n > 1)
		qsort(ret->all, ret->n, sizeof(ret->all[0]), newest_first);
	return e;
}

int import_list(struct cx *cx, const struct cover *c, struct import **ret, size_t *ret_n)
{
	struct listing l;
	int e = begun_read(cx, c, &l);

	*ret = l.all;
	*ret_n = l.n;
	return e ? e : ends_read(cx, c, l.all, l.n);
}

/* ---- what is remembered ---- */

static bool has_heading(const struct import_column *all, size_t n, struct str heading)
{
	for (size_t i = 0; i < n; i++)
		if (str_eq(all[i].heading, heading))
			return true;
	return false;
}

/* In whatever order they stand. */
static int same_headings(
	struct cx *cx, const struct import *im, const struct str *headings, size_t n, bool *ret)
{
	struct import_column *all;
	size_t all_n;
	int e = import_map_read(cx, im->map, &all, &all_n);

	*ret = !e && all_n == n;
	for (size_t i = 0; *ret && i < n; i++)
		*ret = has_heading(all, all_n, headings[i]);
	return e;
}

int import_remembered(struct cx *cx, const struct cover *c, struct str lists,
	const struct str *headings, size_t n, struct import **ret)
{
	struct listing l;
	int e = begun_read(cx, c, &l);

	*ret = NULL;
	for (size_t i = 0; !e && !*ret && i < l.n; i++) {
		bool same = false;

		if (str_eq(l.all[i].lists, lists))
			e = same_headings(cx, &l.all[i], headings, n, &same);
		if (same)
			*ret = &l.all[i];
	}
	return e;
}

/* ---- records ---- */

static void record_begin(struct jw *w, struct buf *b, const struct import *im, const char *kind,
	int v, const struct uuid *id, int64_t at)
{
	jw_init(w, b);
	jw_object(w);
	row_uuid(w, "id", id);
	jw_f_z(w, "kind", kind);
	jw_f_int(w, "v", v);
	row_time(w, "at", at);
	jw_f_str(w, "area", im->area);
	jw_name(w, "body");
	jw_object(w);
}

static int record_end(struct cx *cx, struct jw *w, struct buf *b, struct str *ret)
{
	jw_end_object(w);
	jw_end_object(w);
	*ret = buf_get(b);
	return buf_ok(b) ? 0 : err(cx, E_NO_MEMORY, NULL);
}

int import_begun_record(struct cx *cx, const struct import *im, struct str *ret)
{
	struct buf b;
	struct jw w;

	buf_init(&b, cx->arena);
	record_begin(&w, &b, im, "import.begun", 2, &im->id, im->at);
	jw_f_str(&w, "lists", im->lists);
	if (im->file_name.n)
		jw_f_str(&w, "file_name", im->file_name);
	jw_f_int(&w, "rows", im->rows);
	jw_f_str(&w, "map", im->map);
	jw_f_str(&w, "digest", im->digest);
	if (im->rows_area.n)
		jw_f_str(&w, "rows_area", im->rows_area);
	if (im->sheet.n)
		jw_f_str(&w, "sheet", im->sheet);
	return record_end(cx, &w, &b, ret);
}

int import_ended_record(struct cx *cx, const struct import *im, int64_t at, struct str *ret)
{
	struct uuid id = import_end_id(&im->id);
	struct buf b;
	struct jw w;

	buf_init(&b, cx->arena);
	record_begin(&w, &b, im, "import.ended", 1, &id, at);
	row_uuid(&w, "begun", &im->id);
	jw_f_int(&w, "accepted", im->counts.accepted);
	jw_f_int(&w, "duplicates", im->counts.duplicates);
	jw_f_int(&w, "refused", im->counts.refused);
	jw_f_int(&w, "held", im->counts.held);
	jw_f_int(&w, "tied", im->counts.tied);
	return record_end(cx, &w, &b, ret);
}

/* ---- shown ---- */

void row_import(struct jw *w, const struct import *im, bool running)
{
	jw_object(w);
	row_uuid(w, "id", &im->id);
	jw_f_str(w, "lists", im->lists);
	jw_f_str(w, "area", im->area);
	jw_f_str(w, "file_name", im->file_name.p ? im->file_name : STR(""));
	jw_f_str(w, "map", im->map);
	jw_f_str(w, "rows_area", im->rows_area);
	jw_f_str(w, "sheet", im->sheet);
	jw_f_str(w, "by", im->by);
	row_time(w, "at", im->at);
	jw_f_z(w, "state", running ? "running" : import_state_names[im->state]);
	jw_f_int(w, "rows", im->rows);
	jw_f_int(w, "accepted", im->counts.accepted);
	jw_f_int(w, "duplicates", im->counts.duplicates);
	jw_f_int(w, "refused", im->counts.refused);
	jw_f_int(w, "held", im->counts.held);
	jw_f_int(w, "tied", im->counts.tied);
}
