/* A rebuild drops what is derived and replays the journal. Any order of the same records gives the same views, so it takes the
 * one that reads and writes each row least often: a window of the journal is held in memory as text and replayed area by area,
 * in parts. While it runs, and after a crash in it, the data says 'rebuilding' and is opened by nothing but another rebuild. */
#include <stdlib.h>
#include <string.h>

#include "core/map.h"
#include "generated/schema.h"
#include "generated/stmt.h"
#include "record/keys.h"
#include "record/outbox.h"
#include "record/recent.h"
#include "record/stream.h"
#include "sys/sys.h"
#include "view/group.h"

#define WINDOW_ENTRIES 400000
#define WINDOW_BYTES ((size_t)160 << 20) /* of entries and their texts */
#define READ_AT_ONCE 512
/* A piece of a round is a record, and 1,000 targets: the text tells the work. A part ends with an area, or where it is large. */
#define PART_BYTES ((size_t)192 << 10)
#define PART_BYTES_MAX ((size_t)768 << 10)
#define COMMIT_BYTES ((size_t)2 << 20) /* of text in a transaction */
#define ARENA_MAX ((size_t)2 << 30)
#define ARENA_KEPT ((size_t)256 << 20)

static size_t chunk = WINDOW_ENTRIES;

void rebuild_chunk(size_t n)
{
	chunk = n == 0 ? WINDOW_ENTRIES : n;
}

struct seq_use {
	struct uuid device;
	int64_t seq, pos;
};

/* The place of an entry in the order in which a window is replayed. */
struct turn {
	bool later; /* those that others rest on come first */
	struct str area;
	size_t at;
};

struct window {
	struct cx *cx;
	struct view *v;
	struct entry *entries; /* in order of pos */
	size_t n, cap, bytes;
	struct turn *turns;
	struct replayed replayed;
	struct seq_use *uses;
	size_t uses_n;
};

struct replay { /* a part */
	struct cx *cx;
	struct window *w;
	struct record **records;
	size_t records_n;
	struct store_value *marks;
	size_t marks_n;
};

bool replayed_has(const struct replayed *r, int64_t pos)
{
	size_t from = 0, to = r->n;

	while (from < to) {
		size_t mid = from + (to - from) / 2;

		if (r->entries[mid].pos < pos)
			from = mid + 1;
		else
			to = mid;
	}
	return from < r->n && r->entries[from].pos == pos ? r->done[from] : pos <= r->before;
}

/* ---- a window is read ---- */

static int window_grow(struct window *w, size_t more)
{
	struct entry *wider;

	if (w->n + more <= w->cap)
		return 0;
	w->cap = 2 * w->cap + more;
	wider = cx_many(w->cx, w->cap, struct entry);
	if (wider == NULL)
		return -E_NO_MEMORY;
	if (w->n > 0)
		memcpy(wider, w->entries, w->n * sizeof(*wider));
	w->entries = wider;
	return 0;
}

static int window_read(struct window *w, int64_t after)
{
	struct store *s = w->v->journal.store;
	struct entry *some;
	size_t got = 1, i;
	int rc = 0;

	while (rc == 0 && got > 0 && w->n < chunk && w->bytes < WINDOW_BYTES) {
		size_t want = chunk - w->n < READ_AT_ONCE ? chunk - w->n : READ_AT_ONCE;

		rc = journal_read(w->cx, s, after, want, 0, &some, &got);
		if (rc == 0)
			rc = window_grow(w, got);
		for (i = 0; rc == 0 && i < got; i++) {
			w->bytes += sizeof(some[i]) + some[i].open.n + some[i].sealed.n;
			after = some[i].pos;
			w->entries[w->n++] = some[i];
		}
	}
	return rc;
}

/* ---- in which order ---- */

static bool holds(struct str text, const char *what)
{
	return memmem(text.p, text.n, what, strlen(what)) != NULL;
}

/* Areas, incidents and rounds, so that what lies in them need not be folded again; and what takes other records back, so that
 * at no time more stands than ever stood: the limits of the folds hold for that. */
static bool others_rest_on(struct str open)
{
	return holds(open, "\"kind\":\"area.") || holds(open, "\"kind\":\"incident.") ||
		holds(open, "\"kind\":\"record.") || holds(open, "\"corrects\":") ||
		(holds(open, "\"kind\":\"round.") && !holds(open, "\"kind\":\"round.targeted\""));
}

/* Of the canonical form: area is its first member. */
static struct str area_of(struct str open)
{
	static const struct str member = { "{\"area\":\"", 9 };
	struct str area = { open.p + member.n, 0 };

	if (!str_starts(open, member))
		return STR("");
	while (member.n + area.n < open.n && area.p[area.n] != '"')
		area.n++;
	return area;
}

static int turn_order(const void *a_, const void *b_)
{
	const struct turn *a = a_, *b = b_;
	int d = (a->later > b->later) - (a->later < b->later);

	if (d == 0 && a->later)
		d = str_cmp(a->area, b->area);
	return d != 0 ? d : (a->at > b->at) - (a->at < b->at);
}

static int window_order(struct window *w, int64_t before)
{
	size_t i;

	w->turns = cx_many(w->cx, w->n, struct turn);
	w->uses = cx_many(w->cx, w->n, struct seq_use);
	w->replayed = (struct replayed){ .before = before,
		.entries = w->entries,
		.done = cx_many(w->cx, w->n, bool),
		.n = w->n };
	if (w->turns == NULL || w->uses == NULL || w->replayed.done == NULL)
		return -E_NO_MEMORY;
	for (i = 0; i < w->n; i++) {
		const struct entry *e = &w->entries[i];
		bool later = e->type == ENTRY_RECORD && !others_rest_on(e->open);

		w->turns[i] = (struct turn){ later, later ? area_of(e->open) : STR(""), i };
	}
	if (w->n > 1)
		qsort(w->turns, w->n, sizeof(*w->turns), turn_order);
	return 0;
}

/* ---- a part is replayed ---- */

static void use_number(struct window *w, const struct entry *e, struct uuid device, int64_t seq)
{
	w->uses[w->uses_n++] = (struct seq_use){ device, seq, e->pos };
}

/* A refusal keeps device and seq open; a number that was reused belongs to the first that had it. */
static int replay_refusal(struct replay *p, const struct entry *e)
{
	const struct json *open, *seq;
	struct uuid device;
	int rc = json_read(p->cx, e->open, &json_limits_request, &open);

	if (rc != 0)
		return rc;
	seq = json_get(open, "seq");
	if (seq != NULL && uuid_read(json_text(open, "device"), &device) &&
		!str_is(json_text(open, "code"), err_entry(E_SEQ_REUSED)->code))
		use_number(p->w, e, device, seq->i);
	return 0;
}

static int replay_entry(struct replay *p, const struct entry *e)
{
	struct record *r;
	int rc;

	if (e->type == ENTRY_REFUSAL)
		return replay_refusal(p, e);
	if (e->type != ENTRY_RECORD)
		return 0;
	rc = journal_record(p->cx, p->w->v->journal.kinds, e, &r);
	if (rc != 0)
		return rc;
	p->records[p->records_n++] = r;
	p->marks_n += mark_rows(e->bits, r, e->pos, &p->marks[4 * p->marks_n]);
	if (r->has_device)
		use_number(p->w, e, r->device, r->seq);
	return 0;
}

static int replay_part(struct window *w, struct cx *cx, const struct turn *turns, size_t n)
{
	struct replay p = { .cx = cx, .w = w };
	struct journal *j = &w->v->journal;
	size_t i;
	int rc = 0;

	p.records = cx_many(cx, n, struct record *);
	p.marks = cx_many(cx, n * MARK_VALUES, struct store_value);
	if (!p.records || !p.marks)
		return -E_NO_MEMORY;
	j->last = 0;
	for (i = 0; rc == 0 && i < n; i++) {
		const struct entry *e = &w->entries[turns[i].at];

		if (e->pos > j->last)
			j->last = e->pos;
		rc = replay_entry(&p, e);
	}
	if (rc == 0)
		rc = append_replay(cx, w->v, p.records, p.records_n);
	if (rc == 0)
		rc = store_each(cx, j->store, STMT_MARK_PUT, p.marks, p.marks_n);
	for (i = 0; i < n; i++)
		w->replayed.done[turns[i].at] = true;
	return rc;
}

static size_t part_from(const struct window *w, size_t from, size_t *ret_bytes)
{
	size_t to = from, bytes = 0;

	while (to < w->n && bytes < PART_BYTES_MAX) {
		bool same = to > from && w->turns[to].later == w->turns[to - 1].later &&
			str_eq(w->turns[to].area, w->turns[to - 1].area);

		if (bytes >= PART_BYTES && !same)
			break;
		bytes += w->entries[w->turns[to++].at].open.n;
	}
	*ret_bytes = bytes;
	return to - from;
}

static int commit_and_begin(struct cx *cx, struct store *s)
{
	int rc = store_commit(cx, s);

	return rc == 0 ? store_begin(cx, s, "rebuild") : rc;
}

static int replay_parts(struct window *w, struct cx *cx)
{
	size_t from, n, bytes, open = 0;
	int rc = 0;

	for (from = 0; rc == 0 && from < w->n; from += n) {
		arena_reset(cx->arena);
		n = part_from(w, from, &bytes);
		rc = replay_part(w, cx, &w->turns[from], n);
		open += bytes;
		if (rc != 0 || open < COMMIT_BYTES)
			continue;
		rc = commit_and_begin(cx, w->v->journal.store);
		open = 0;
	}
	return rc;
}

/* ---- the numbers of the outboxes ---- */

static int use_order(const void *a_, const void *b_)
{
	const struct seq_use *a = a_, *b = b_;

	return (a->pos > b->pos) - (a->pos < b->pos);
}

/* In the order in which they came: in another one an outbox might have more gaps than it may. */
static int replay_outboxes(struct window *w, struct cx *cx)
{
	struct outbox *all = cx_many(cx, w->uses_n, struct outbox);
	struct uuid *ids = cx_many(cx, w->uses_n, struct uuid);
	struct map devices;
	size_t i, n = 0;
	int rc;

	if (all == NULL || ids == NULL)
		return -E_NO_MEMORY;
	map_init(&devices, cx->arena);
	if (w->uses_n > 1)
		qsort(w->uses, w->uses_n, sizeof(*w->uses), use_order);
	for (i = 0; i < w->uses_n; i++) {
		void **at = map_at(&devices, uuid_bytes(&w->uses[i].device));

		if (at == NULL)
			return err(cx, E_NO_MEMORY, NULL);
		if (*at == NULL) {
			*at = &all[n];
			ids[n++] = w->uses[i].device;
		}
	}
	rc = outbox_load(cx, &w->v->journal, ids, n, all);
	for (i = 0; rc == 0 && i < w->uses_n; i++)
		rc = outbox_add(
			cx, map_get(&devices, uuid_bytes(&w->uses[i].device)), w->uses[i].seq);
	return rc == 0 ? outbox_store(cx, &w->v->journal, all, n) : rc;
}

/* ---- the whole ---- */

static int replay_window(struct window *w, struct cx *cx)
{
	int rc;

	w->v->replayed = &w->replayed;
	rc = replay_parts(w, cx);
	w->v->replayed = NULL;
	arena_reset(cx->arena);
	return rc == 0 ? replay_outboxes(w, cx) : rc;
}

/* cx: of the window; parts: of a part. *after moves on; 1 while there is more. */
static int step(struct cx *cx, struct cx *parts, struct view *v, int64_t *after)
{
	struct window w = { .cx = cx, .v = v };
	struct store *s = v->journal.store;
	int rc = store_begin(cx, s, "rebuild");

	if (rc == 0)
		rc = window_read(&w, *after);
	if (rc == 0)
		rc = window_order(&w, *after);
	if (rc == 0 && (rc = replay_window(&w, parts)) != 0)
		rc = err_pass(cx, parts);
	if (rc == 0)
		rc = store_commit(cx, s);
	if (rc != 0) {
		store_rollback(s);
		return rc;
	}
	if (w.n == 0)
		return 0;
	*after = w.entries[w.n - 1].pos;
	return 1;
}

static int begin(struct cx *cx, struct view *v, int64_t *ret_all)
{
	struct store *s = v->journal.store;
	int rc = store_begin(cx, s, "rebuild");

	/* Views of half a journal would look whole. */
	if (rc == 0)
		rc = stream_all_in(cx, s);
	if (rc == 0)
		rc = journal_newest(cx, s, ret_all);
	if (rc == 0)
		rc = journal_meta_set(cx, s, "rebuilding", STR("1"));
	if (rc == 0)
		rc = store_script(cx, s, schema_view_sql);
	if (rc == 0)
		rc = store_commit(cx, s);
	if (rc != 0)
		store_rollback(s);
	return rc;
}

static int end(struct cx *cx, struct view *v)
{
	struct store *s = v->journal.store;
	struct uuid epoch = sys_uuid();
	char text[UUID_TEXT + 1];
	int rc = store_begin(cx, s, "rebuild");

	uuid_write(&epoch, text);
	if (rc == 0)
		rc = journal_meta_set(cx, s, "epoch", str_of(text));
	if (rc == 0)
		rc = journal_meta_set(cx, s, "schema", STR(VIEW_VERSION));
	if (rc == 0)
		rc = journal_meta_set(cx, s, "rebuilding", STR_NONE);
	if (rc == 0)
		rc = store_commit(cx, s);
	if (rc != 0)
		store_rollback(s);
	return rc;
}

int rebuild(struct cx *cx, struct view *v, void (*progress)(void *, int64_t, int64_t), void *arg)
{
	struct arena window, part;
	struct cx inner = { .arena = &window }, parts = { .arena = &part };
	int64_t after = 0, all = 0;
	int rc = begin(cx, v, &all);

	if (rc != 0)
		return rc;
	arena_init(&window, &sys_heap, ARENA_MAX);
	arena_init(&part, &sys_heap, ARENA_MAX);
	arena_keep(&part, ARENA_KEPT);
	recent_clear(v->journal.recent);
	do {
		arena_reset(&window);
		rc = step(&inner, &parts, v, &after);
		if (progress != NULL)
			progress(arg, after, all);
	} while (rc == 1);
	if (rc < 0) {
		rc = err_pass(cx, &inner);
		recent_clear(v->journal.recent);
	}
	arena_done(&part);
	arena_done(&window);
	return rc == 0 ? end(cx, v) : rc;
}
