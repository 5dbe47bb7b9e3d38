/* A rebuild drops what is derived and replays the journal. Any order of the same records gives the same views, so it takes the
 * one that reads and writes each row least often: a window of the journal is held in memory as text and replayed area by area,
 * in parts. While it runs, and after a crash in it, the data says 'rebuilding' and is opened by nothing but another rebuild. */
#include "core/map.h"
#include "generated/schema.h"
#include "generated/stmt.h"
#include "record/keys.h"
#include "record/outbox.h"
#include "record/recent.h"
#include "record/stream.h"
#include "record/written.h"
#include "sys/sys.h"
#include "view/looks.h"
#include "view/window.h"

#define WINDOW_ENTRIES 400000
#define WINDOW_BYTES ((size_t)160 << 20) /* of entries and their texts */
/* A piece of a round is a record, and 1,000 targets: the text tells the work. A part ends with an area, or where it is large. */
#define PART_BYTES ((size_t)192 << 10)
#define PART_BYTES_MAX ((size_t)768 << 10)
#define ARENA_MAX ((size_t)2 << 30)
#define ARENA_KEPT ((size_t)256 << 20)

static size_t chunk = WINDOW_ENTRIES;

void rebuild_chunk(size_t n)
{
	chunk = n == 0 ? WINDOW_ENTRIES : n;
}

struct seq_use {
	struct uuid device;
	int64_t seq;
	bool used;
};

struct replay { /* of a window */
	struct cx *cx;
	struct view *v;
	struct window w;
	struct replayed replayed;
	struct seq_use *uses; /* of each entry */
};

struct part {
	struct cx *cx;
	struct replay *of;
	struct record **records;
	size_t records_n;
	struct store_value *marks;
	size_t marks_n;
	const struct entry **entries;
};

bool replayed_has(const struct replayed *r, int64_t pos)
{
	size_t from = 0, to = r->n;

	while (from < to) {
		size_t mid = from + (to - from) / 2;

		if (r->entries[mid]->pos < pos)
			from = mid + 1;
		else
			to = mid;
	}
	return from < r->n && r->entries[from]->pos == pos ? r->done[from] : pos <= r->before;
}

/* ---- a part is replayed ---- */

static void use_number(struct replay *r, size_t at, struct uuid device, int64_t seq)
{
	r->uses[at] = (struct seq_use){ device, seq, true };
}

/* A refusal keeps device and seq open; a number that was reused belongs to the first that had it. */
static int replay_refusal(struct part *p, size_t at)
{
	const struct json *open, *seq;
	struct uuid device;
	int rc = json_read(p->cx, p->of->w.entries[at]->open, &json_limits_request, &open);

	if (rc != 0)
		return rc;
	seq = json_get(open, "seq");
	if (seq != NULL && uuid_read(json_text(open, "device"), &device) &&
		!str_is(json_text(open, "code"), err_entry(E_SEQ_REUSED)->code))
		use_number(p->of, at, device, seq->i);
	return 0;
}

static int replay_entry(struct part *p, size_t at)
{
	const struct entry *e = p->of->w.entries[at];
	struct record *r;
	int rc;

	if (e->type == ENTRY_REFUSAL)
		return replay_refusal(p, at);
	if (e->type != ENTRY_RECORD)
		return 0;
	rc = journal_record(p->cx, p->of->v->journal.kinds, e, &r);
	if (rc != 0)
		return rc;
	p->records[p->records_n++] = r;
	p->marks_n += mark_rows(e->bits, r, e->pos, &p->marks[MARK_ROW * p->marks_n]);
	if (r->has_device)
		use_number(p->of, at, r->device, r->seq);
	return 0;
}

static int replay_part(struct replay *r, struct cx *cx, const struct turn *turns, size_t n)
{
	struct part p = { .cx = cx, .of = r };
	struct journal *j = &r->v->journal;
	size_t i;
	int rc = 0;

	p.records = cx_many(cx, n, struct record *);
	p.marks = cx_many(cx, n * MARK_VALUES, struct store_value);
	p.entries = cx_many(cx, n, const struct entry *);
	if (!p.records || !p.marks || !p.entries)
		return -E_NO_MEMORY;
	j->last = 0;
	for (i = 0; rc == 0 && i < n; i++) {
		int64_t pos = r->w.entries[turns[i].at]->pos;

		if (pos > j->last)
			j->last = pos;
		p.entries[i] = r->w.entries[turns[i].at];
		rc = replay_entry(&p, turns[i].at);
	}
	if (rc == 0)
		rc = append_replay(cx, r->v, p.records, p.records_n);
	if (rc == 0)
		rc = store_each(cx, j->store, STMT_MARK_PUT, p.marks, p.marks_n);
	if (rc == 0)
		rc = looks_store(cx, j->store, p.entries, n);
	for (i = 0; i < n; i++)
		r->replayed.done[turns[i].at] = true;
	return rc;
}

static size_t part_from(const struct window *w, size_t from)
{
	size_t to = from, bytes = 0;

	while (to < w->n && bytes < PART_BYTES_MAX) {
		bool same = to > from && w->turns[to].area == w->turns[to - 1].area;

		if (bytes >= PART_BYTES && !same)
			break;
		bytes += w->entries[w->turns[to++].at]->open.n;
	}
	return to - from;
}

static int replay_parts(struct replay *r, struct cx *cx)
{
	size_t from, n;
	int rc = 0;

	for (from = 0; rc == 0 && from < r->w.n; from += n) {
		arena_reset(cx->arena);
		n = part_from(&r->w, from);
		rc = replay_part(r, cx, &r->w.turns[from], n);
	}
	return rc;
}

/* ---- the numbers of the outboxes ---- */

/* The outbox of each number, NULL for an entry without; ids: theirs. */
static int find_outboxes(struct replay *r, struct cx *cx, struct outbox **of, struct outbox *all,
	struct uuid *ids, size_t *ret_n)
{
	struct map devices;
	size_t i;

	map_init(&devices, cx->arena);
	for (i = 0; i < r->w.n; i++) {
		void **at;

		if (!r->uses[i].used)
			continue;
		at = map_at(&devices, uuid_bytes(&r->uses[i].device));
		if (at == NULL)
			return err(cx, E_NO_MEMORY, NULL);
		if (*at == NULL) {
			*at = &all[*ret_n];
			ids[(*ret_n)++] = r->uses[i].device;
		}
		of[i] = *at;
	}
	return 0;
}

/* In the order in which they came: in another one an outbox might have more gaps than it may. */
static int replay_outboxes(struct replay *r, struct cx *cx)
{
	struct outbox *all = cx_many(cx, r->w.n, struct outbox);
	struct outbox **of = cx_many(cx, r->w.n, struct outbox *);
	struct uuid *ids = cx_many(cx, r->w.n, struct uuid);
	size_t i, n = 0;
	int rc;

	if (all == NULL || of == NULL || ids == NULL)
		return -E_NO_MEMORY;
	rc = find_outboxes(r, cx, of, all, ids, &n);
	if (rc == 0)
		rc = outbox_load(cx, &r->v->journal, ids, n, all);
	for (i = 0; rc == 0 && i < r->w.n; i++)
		if (of[i] != NULL)
			rc = outbox_add(cx, of[i], r->uses[i].seq);
	return rc == 0 ? outbox_store(cx, &r->v->journal, all, n) : rc;
}

/* ---- the whole ---- */

static int replay_window(struct replay *r, struct cx *parts, int64_t before)
{
	struct window *w = &r->w;
	int rc;

	r->uses = cx_many(r->cx, w->n, struct seq_use);
	r->replayed = (struct replayed){ .before = before,
		.entries = w->entries,
		.done = cx_many(r->cx, w->n, bool),
		.n = w->n };
	if (r->uses == NULL || r->replayed.done == NULL)
		return -E_NO_MEMORY;
	r->v->replayed = &r->replayed;
	rc = replay_parts(r, parts);
	r->v->replayed = NULL;
	/* Not after an error: its texts lie there. */
	if (rc == 0) {
		arena_reset(parts->arena);
		rc = replay_outboxes(r, parts);
	}
	return rc == 0 ? 0 : err_pass(r->cx, parts);
}

/* A rebuild, or a purge, that began meanwhile drops what this one wrote: to go on would count it twice. */
static int still_ours(struct cx *cx, struct store *s, const char *mark)
{
	struct str now = STR_NONE;
	int rc = journal_meta(cx, s, "rebuilding", &now);

	return rc != 0 || str_is(now, mark) ?
		rc :
		err(cx, E_BUSY, NULL, "另一次重算已经开始", "another rebuild has begun");
}

/* cx: of the window; parts: of a part. *after moves on; 1 while there is more. */
static int step(struct cx *cx, struct cx *parts, struct view *v, const char *mark, int64_t *after)
{
	struct replay r = {
		.cx = cx,
		.v = v,
		.w = { .cx = cx, .journal = &v->journal, .n_max = chunk, .bytes_max = WINDOW_BYTES }
	};
	struct store *s = v->journal.store;
	int rc = store_begin(cx, s, "rebuild");

	if (rc == 0)
		rc = still_ours(cx, s, mark);
	/* Together with the first window: what the old rows leave is taken by the new ones before it is written. */
	if (rc == 0 && *after == 0)
		rc = store_script(cx, s, schema_view_sql);
	if (rc == 0)
		rc = window_read(&r.w, *after);
	if (rc == 0)
		rc = window_order(&r.w);
	if (rc == 0)
		rc = replay_window(&r, parts, *after);
	if (rc == 0)
		rc = store_commit(cx, s);
	if (rc != 0) {
		store_rollback(s);
		return rc;
	}
	if (r.w.n == 0)
		return 0;
	*after = r.w.entries[r.w.n - 1]->pos;
	return 1;
}

static int begin(struct cx *cx, struct view *v, const char *mark, int64_t *ret_all)
{
	struct store *s = v->journal.store;
	int rc = store_begin(cx, s, "rebuild");

	/* Views of half a journal would look whole. */
	if (rc == 0)
		rc = stream_all_in(cx, s);
	if (rc == 0)
		rc = journal_newest(cx, s, ret_all);
	if (rc == 0)
		rc = journal_meta_set(cx, s, "rebuilding", str_of(mark));
	if (rc == 0)
		rc = store_commit(cx, s);
	if (rc != 0)
		store_rollback(s);
	return rc;
}

static int end(struct cx *cx, struct view *v, const char *mark)
{
	struct store *s = v->journal.store;
	struct uuid epoch = sys_uuid();
	char text[UUID_TEXT + 1];
	int rc = store_begin(cx, s, "rebuild");

	uuid_write(&epoch, text);
	if (rc == 0)
		rc = still_ours(cx, s, mark);
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

static int replay_all(struct cx *cx, struct view *v, const char *mark, int64_t all,
	void (*progress)(void *, int64_t, int64_t), void *arg)
{
	struct arena window, part;
	struct cx inner = { .arena = &window }, parts = { .arena = &part };
	int64_t after = 0;
	int rc;

	arena_init(&window, &sys_heap, ARENA_MAX);
	arena_init(&part, &sys_heap, ARENA_MAX);
	arena_keep(&window, ARENA_KEPT);
	arena_keep(&part, ARENA_KEPT);
	recent_clear(v->journal.recent);
	do {
		arena_reset(&window);
		rc = step(&inner, &parts, v, mark, &after);
		if (progress != NULL)
			progress(arg, after, all);
	} while (rc == 1);
	if (rc < 0) {
		rc = err_pass(cx, &inner);
		recent_clear(v->journal.recent);
	}
	arena_done(&part);
	arena_done(&window);
	return rc;
}

int rebuild(struct cx *cx, struct view *v, void (*progress)(void *, int64_t, int64_t), void *arg)
{
	struct uuid one = sys_uuid();
	char mark[UUID_TEXT + 1]; /* of this rebuild among others */
	int64_t all = 0;
	int rc;

	uuid_write(&one, mark);
	rc = begin(cx, v, mark, &all);

	if (rc == 0)
		rc = written_new(cx, all, &v->journal.written);
	store_behind(v->journal.store, true);
	if (rc == 0)
		rc = replay_all(cx, v, mark, all, progress, arg);
	store_behind(v->journal.store, false);
	written_free(v->journal.written);
	v->journal.written = NULL;
	return rc == 0 ? end(cx, v, mark) : rc;
}
