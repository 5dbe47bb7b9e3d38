/* A rebuild drops what is derived and replays the journal in chunks, each a transaction of its own. While it runs, and
 * after a crash in it, the data says 'rebuilding' and is opened by nothing but another rebuild. */
#include <string.h>

#include "core/map.h"
#include "record/keys.h"
#include "record/outbox.h"
#include "record/stream.h"
#include "generated/schema.h"
#include "generated/stmt.h"
#include "record/recent.h"
#include "sys/sys.h"
#include "view/group.h"

#define REBUILD_CHUNK 8192
#define REBUILD_FIRST 16
#define REBUILD_READ 256 /* entries read at once, at most */
/* A piece of a round is a record, and 1,000 targets: the text tells the work. */
#define REBUILD_OPEN ((size_t)1 << 20)
#define REBUILD_ARENA ((size_t)2 << 30)
#define REBUILD_KEPT ((size_t)256 << 20)

static size_t chunk = REBUILD_CHUNK;

void rebuild_chunk(size_t n)
{
	chunk = n == 0 ? REBUILD_CHUNK : n;
}

struct replay {
	struct cx *cx;
	struct view *v;
	struct record **records;
	size_t records_n;
	struct map devices; /* device → struct outbox, made below */
	struct uuid *ids;
	struct seq_use {
		struct uuid device;
		int64_t seq;
	} * uses;
	size_t uses_n;
	struct store_value *marks;
	size_t marks_n;
};

static int use_number(struct replay *p, const struct uuid *device, int64_t seq)
{
	p->uses[p->uses_n].device = *device;
	p->uses[p->uses_n++].seq = seq;
	return 0;
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
	if (seq == NULL || !uuid_read(json_text(open, "device"), &device) ||
		str_is(json_text(open, "code"), err_entry(E_SEQ_REUSED)->code))
		return 0;
	return use_number(p, &device, seq->i);
}

static int replay_entry(struct replay *p, const struct entry *e)
{
	struct record *r;
	int rc;

	if (e->type == ENTRY_REFUSAL)
		return replay_refusal(p, e);
	if (e->type != ENTRY_RECORD)
		return 0;
	rc = journal_record(p->cx, p->v->journal.kinds, e, &r);
	if (rc != 0)
		return rc;
	p->records[p->records_n++] = r;
	p->marks_n += mark_rows(e->bits, r, e->pos, &p->marks[4 * p->marks_n]);
	return r->has_device ? use_number(p, &r->device, r->seq) : 0;
}

static int replay_outboxes(struct replay *p)
{
	struct outbox *all = cx_many(p->cx, p->uses_n, struct outbox);
	size_t i, n = 0;
	int rc;

	if (all == NULL)
		return -E_NO_MEMORY;
	map_init(&p->devices, p->cx->arena);
	for (i = 0; i < p->uses_n; i++) {
		void **at = map_at(&p->devices, uuid_bytes(&p->uses[i].device));

		if (at == NULL)
			return err(p->cx, E_NO_MEMORY, NULL);
		if (*at == NULL) {
			*at = &all[n];
			p->ids[n++] = p->uses[i].device;
		}
	}
	rc = outbox_load(p->cx, &p->v->journal, p->ids, n, all);
	for (i = 0; rc == 0 && i < p->uses_n; i++)
		rc = outbox_add(p->cx, map_get(&p->devices, uuid_bytes(&p->uses[i].device)),
			p->uses[i].seq);
	return rc == 0 ? outbox_store(p->cx, &p->v->journal, all, n) : rc;
}

static int replay_chunk(struct replay *p, const struct entry *entries, size_t n)
{
	size_t i;
	int rc = 0;

	p->records = cx_many(p->cx, n, struct record *);
	p->uses = cx_array(p->cx, n, sizeof(*p->uses));
	p->ids = cx_many(p->cx, n, struct uuid);
	p->marks = cx_many(p->cx, n * MARK_VALUES, struct store_value);
	if (!p->records || !p->uses || !p->ids || !p->marks)
		return -E_NO_MEMORY;
	for (i = 0; rc == 0 && i < n; i++)
		rc = replay_entry(p, &entries[i]);
	p->v->journal.last = entries[n - 1].pos;
	if (rc == 0)
		rc = append_replay(p->cx, p->v, p->records, p->records_n);
	if (rc == 0)
		rc = store_each(p->cx, p->v->journal.store, STMT_MARK_PUT, p->marks, p->marks_n);
	return rc == 0 ? replay_outboxes(p) : rc;
}

/* As many more as will come to the limit if they are like those before them. */
static size_t read_at_once(size_t left, size_t n, size_t bytes)
{
	size_t want = n == 0 ? REBUILD_FIRST : (REBUILD_OPEN - bytes) / (bytes / n + 1) + 1;

	if (want > REBUILD_READ)
		want = REBUILD_READ;
	return want < left ? want : left;
}

static int read_chunk(struct replay *p, int64_t after, struct entry **ret, size_t *ret_n)
{
	struct entry *all = cx_many(p->cx, chunk + REBUILD_READ, struct entry), *some;
	size_t n = 0, got = 1, bytes = 0, i;
	int rc = 0;

	if (all == NULL)
		return -E_NO_MEMORY;
	while (rc == 0 && got > 0 && n < chunk && bytes < REBUILD_OPEN) {
		size_t want = read_at_once(chunk - n, n, bytes);

		rc = journal_read(p->cx, p->v->journal.store, after, want, 0, &some, &got);
		/* What was read beyond the limit is read again with the next chunk. */
		for (i = 0; rc == 0 && i < got && bytes < REBUILD_OPEN; i++) {
			all[n++] = some[i];
			bytes += some[i].open.n;
			after = some[i].pos;
		}
	}
	*ret = all;
	*ret_n = n;
	return rc;
}

/* One chunk in a transaction of its own; *after moves on, 1 while there is more. */
static int step(struct cx *cx, struct view *v, int64_t *after)
{
	struct replay p = { .cx = cx, .v = v };
	struct entry *entries;
	size_t n;
	int rc = store_begin(cx, v->journal.store, "rebuild");

	if (rc == 0)
		rc = read_chunk(&p, *after, &entries, &n);
	if (rc == 0 && n > 0)
		rc = replay_chunk(&p, entries, n);
	if (rc == 0)
		rc = store_commit(cx, v->journal.store);
	if (rc != 0) {
		store_rollback(v->journal.store);
		return rc;
	}
	if (n == 0)
		return 0;
	*after = entries[n - 1].pos;
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
	struct arena arena;
	struct cx inner = { .arena = &arena };
	int64_t after = 0, all = 0;
	int rc = begin(cx, v, &all);

	if (rc != 0)
		return rc;
	arena_init(&arena, &sys_heap, REBUILD_ARENA);
	arena_keep(&arena, REBUILD_KEPT);
	recent_clear(v->journal.recent);
	do {
		arena_reset(&arena);
		rc = step(&inner, v, &after);
		if (progress != NULL)
			progress(arg, after, all);
	} while (rc == 1);
	if (rc < 0) {
		rc = err_pass(cx, &inner);
		recent_clear(v->journal.recent);
	}
	arena_done(&arena);
	return rc == 0 ? end(cx, v) : rc;
}
