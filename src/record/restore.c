/* A stream back into a journal.
 *
 * The stream is read through first: of a torn one nothing is stored. Then it goes in by chunks, a write
 * transaction each, because a county's journal is too large for one; the mark 'restoring' ("AFTER HASH") lies
 * in the first and is taken away by the last, so that a crash in between is seen, and the same restore goes on
 * where it stopped. Another stream begins again at the mark's position.
 *
 * A key list (types 6 and 7 only, from the beginning, into a journal that has entries) is applied to what is
 * there: newer wrappings replace older ones, purged keys are emptied, and what was erased is erased here too. */
#include "record/stream.h"

#include <string.h>

#include "core/map.h"
#include "generated/stmt.h"
#include "record/chunk.h"
#include "record/keys.h"
#include "record/rows.h"
#include "record/scan.h"

#define CHUNK_TEXT (8u << 20)

struct restore {
	struct journal *j;
	const char *path;
	struct stream_scan scan;
	struct str mark;
	int64_t newest;
	void (*progress)(void *, int64_t);
	void *arg;
};

static int conflict(struct cx *cx, const char *zh, const char *en)
{
	struct buf b;

	buf_init(&b, cx->arena);
	buf_fmt(&b, "%s / %s", zh, en);
	return err(cx, E_CONFLICT, NULL, buf_ok(&b) ? buf_get(&b).p : en);
}

static int make_mark(struct cx *cx, struct restore *r)
{
	struct buf b;

	buf_init(&b, cx->arena);
	buf_fmt(&b, "%lld ", (long long)r->scan.info.after);
	buf_hex(&b, r->scan.hash, SEAL_HASH);
	r->mark = buf_get(&b);
	return buf_ok(&b) ? 0 : err(cx, E_NO_MEMORY, NULL);
}

/* -- may this stream go into this journal -- */

static int cut(struct cx *cx, struct restore *r, struct str mark)
{
	struct store_value after;
	struct str number;

	if (!str_split(&mark, ' ', &number) || !str_int(number, &r->newest))
		return err(cx, E_CORRUPT, NULL, "meta restoring");
	after = SV_INT(r->newest);
	return store_run(cx, r->j->store, STMT_JOURNAL_CUT, &after, 1);
}

/* A later part goes on exactly where this journal ends: the entry there must be the one it was written after. The epoch
 * would not do, since a rebuild or a purge of the source begins another one. */
static int check_join(struct cx *cx, struct restore *r)
{
	struct str mine;
	int e = stream_join(cx, r->j->store, r->newest, &mine);

	if (e || str_eq(mine, r->scan.info.join))
		return e;
	return conflict(cx, "备份来自另一套数据", "the stream comes from other data");
}

static int check_fits(struct cx *cx, struct restore *r)
{
	if (r->scan.jumped)
		return conflict(cx, "这是密钥清单，请先恢复备份",
			"this is a key list: restore a backup first");
	if (r->newest != r->scan.info.after)
		return conflict(cx, "备份的起点与现有数据的末尾不接",
			"the stream does not begin where the journal ends");
	return r->newest ? check_join(cx, r) : 0;
}

/* In the first transaction. */
static int settle(struct cx *cx, struct restore *r)
{
	struct store *s = r->j->store;
	struct str restoring;
	int e = journal_there(cx, s);

	if (e == 0)
		e = journal_tables(cx, s);
	if (e >= 0)
		e = journal_newest(cx, s, &r->newest);
	if (!e)
		e = journal_meta(cx, s, "restoring", &restoring);
	if (e)
		return e;
	if (restoring.p && str_eq(restoring, r->mark))
		return 0;
	if (restoring.p)
		e = cut(cx, r, restoring);
	if (!e)
		e = check_fits(cx, r);
	return e ? e : journal_meta_set(cx, s, "restoring", r->mark);
}

static int begin_restore(struct cx *cx, struct restore *r)
{
	struct store *tx __attribute__((cleanup(store_end))) = r->j->store;
	int e = store_begin(cx, tx, "restore");

	if (!e)
		e = settle(cx, r);
	return e ? e : store_commit(cx, tx);
}

/* -- the entries -- */

static int keep(struct cx *cx, struct entry *e)
{
	int rc = cx_str(cx, e->via, &e->via);

	if (!rc)
		rc = cx_str(cx, e->open, &e->open);
	return rc ? rc : cx_str(cx, e->sealed, &e->sealed);
}

/* 1: there is more, 0: the stream has ended, as it must. */
static int read_chunk(struct cx *cx, struct restore *r, struct stream_reader *in, struct entry *ret,
	size_t *ret_n)
{
	size_t bytes = 0;
	int e = 1;

	*ret_n = 0;
	while (*ret_n < CHUNK_ENTRIES && bytes < CHUNK_TEXT &&
		(e = stream_next(cx, in, &ret[*ret_n])) > 0) {
		struct entry *last = &ret[*ret_n];

		if (last->pos <= r->newest)
			continue;
		bytes += last->open.n + last->sealed.n;
		e = keep(cx, last);
		if (e)
			return e;
		e = 1;
		(*ret_n)++;
	}
	return e;
}

static int finish(struct cx *cx, struct restore *r, const struct stream_reader *in)
{
	uint8_t hash[SEAL_HASH];
	struct store *s = r->j->store;
	int e;

	stream_hash(in, hash);
	if (memcmp(hash, r->scan.hash, SEAL_HASH) != 0)
		return conflict(
			cx, "备份文件在恢复途中被改动", "the stream was changed while it was read");
	e = journal_meta_set(cx, s, "restoring", STR_NONE);
	if (!e)
		e = journal_meta_set(cx, s, "restored", r->scan.info.epoch);
	return e ? e : epoch_new(cx, s);
}

static int put_chunk(struct cx *cx, struct restore *r, struct stream_reader *in, bool *ret_more)
{
	struct store *tx __attribute__((cleanup(store_end))) = NULL;
	struct entry *entries = cx_many(cx, CHUNK_ENTRIES, struct entry);
	size_t n;
	int more = entries ? read_chunk(cx, r, in, entries, &n) : -E_NO_MEMORY, e;

	if (more < 0)
		return more;
	e = store_begin(cx, r->j->store, "restore");
	if (e)
		return e;
	tx = r->j->store;
	e = entries_insert(cx, tx, entries, n);
	if (!e && !more)
		e = finish(cx, r, in);
	*ret_more = more;
	return e ? e : store_commit(cx, tx);
}

static int put_all(struct cx *cx, struct restore *r, struct stream_reader *in)
{
	struct chunk c;
	bool more = true;
	int64_t done = 0;
	int e = 0;

	chunk_init(&c);
	while (!e && more) {
		arena_reset(&c.arena);
		e = chunk_err(cx, &c, put_chunk(&c.cx, r, in, &more));
		done += CHUNK_ENTRIES;
		if (!e && r->progress)
			r->progress(
				r->arg, done < r->scan.info.entries ? done : r->scan.info.entries);
	}
	chunk_done(&c);
	return e;
}

static int with_reader(struct cx *cx, struct restore *r,
	int (*use)(struct cx *cx, struct restore *r, struct stream_reader *in))
{
	struct stream_reader *in = NULL;
	struct stream_info info;
	struct sys_file *f;
	int e = sys_open_read(cx, r->path, &f);

	if (e)
		return e;
	e = stream_open(cx, f, &in, &info);
	if (!e)
		e = use(cx, r, in);
	stream_close(in);
	sys_close(f);
	return e;
}

/* -- a key list -- */

static int apply_key(struct cx *cx, struct restore *r, const struct entry *listed)
{
	struct entry *here;
	size_t n;
	int e = journal_read(cx, r->j->store, listed->pos - 1, 1, 1u << ENTRY_KEY, &here, &n);

	if (e || n == 0 || here->pos != listed->pos || !uuid_eq(&here->id, &listed->id))
		return e;
	if (str_eq(here->sealed, listed->sealed))
		return 0;
	/* A purge is final: what is empty here is not filled again by an older list. */
	if (here->sealed.n == 0)
		return 0;
	here->sealed = listed->sealed;
	journal_digest(here, here->digest);
	return entries_reseal(cx, r->j->store, here, 1);
}

static int apply_erasure(struct cx *cx, struct restore *r, const struct entry *listed)
{
	struct entry copy = *listed;
	struct uuid *ids;
	size_t n;
	int e = erasure_ids(cx, listed->open, "records", &ids, &n);

	if (!e)
		e = erase_parts(cx, r->j, ids, n);
	return e ? e : journal_put(cx, r->j, &copy, 1);
}

static int known_erasures(struct cx *cx, struct restore *r, struct map *ret)
{
	struct entry *page;
	int64_t after = 0;
	size_t n;
	int e;

	map_init(ret, cx->arena);
	do {
		e = journal_read(
			cx, r->j->store, after, CHUNK_ENTRIES, 1u << ENTRY_ERASURE, &page, &n);
		for (size_t i = 0; !e && i < n; i++) {
			void **at = map_at(ret, uuid_bytes(&page[i].id));

			if (!at)
				return err(cx, E_NO_MEMORY, NULL);
			*at = ret;
			after = page[i].pos;
		}
	} while (!e && n == CHUNK_ENTRIES);
	return e;
}

static int apply_entries(struct cx *cx, struct restore *r, struct stream_reader *in)
{
	struct map known;
	struct entry e;
	int rc = known_erasures(cx, r, &known), got = 0;

	while (!rc && (got = stream_next(cx, in, &e)) > 0) {
		if (e.type == ENTRY_KEY)
			rc = apply_key(cx, r, &e);
		else if (!map_get(&known, uuid_bytes(&e.id)))
			rc = apply_erasure(cx, r, &e);
	}
	return rc ? rc : got;
}

/* The list may have emptied the match, box or cookie key; its newer one is not in this journal. */
static int renew_special(struct cx *cx, struct restore *r)
{
	static const char *const uses[] = { "match", "box", "cookie" };
	struct seal_key key;
	int e = keyring_begin(cx, r->j->keys, r->j->store);

	for (size_t i = 0; !e && i < sizeof(uses) / sizeof(uses[0]); i++) {
		if (keyring_special(cx, r->j->keys, uses[i], &key) == 0)
			continue;
		err_clear(cx);
		e = keyring_renew(cx, r->j, uses[i]);
	}
	seal_wipe(&key, sizeof(key));
	return e;
}

static int apply_list(struct cx *cx, struct restore *r)
{
	struct store *tx __attribute__((cleanup(store_end))) = r->j->store;
	int e = store_begin(cx, tx, "restore");

	if (!e)
		e = journal_newest(cx, tx, &r->j->last);
	if (!e)
		e = with_reader(cx, r, apply_entries);
	if (!e)
		e = renew_special(cx, r);
	return e ? e : store_commit(cx, tx);
}

/* 1 if the stream is a key list for this journal. */
static int is_list(struct cx *cx, struct restore *r)
{
	struct store *tx __attribute__((cleanup(store_end))) = r->j->store;
	struct str restoring = STR_NONE;
	int64_t newest = 0;
	int e;

	if (r->scan.info.after != 0 || r->scan.types & ~STREAM_KEYS_ONLY)
		return 0;
	e = store_begin_read(cx, tx, "restore");
	if (!e)
		e = journal_there(cx, tx);
	if (e <= 0)
		return e;
	e = journal_newest(cx, tx, &newest);
	if (!e)
		e = journal_meta(cx, tx, "restoring", &restoring);
	return e ? e : newest > 0 && !restoring.p;
}

int stream_restore(struct cx *cx, struct journal *j, const char *path, struct stream_info *ret,
	void (*progress)(void *, int64_t), void *arg)
{
	struct restore r = { .j = j, .path = path, .progress = progress, .arg = arg };
	int e = stream_scan(cx, path, false, &r.scan);

	*ret = r.scan.info;
	if (!e)
		e = make_mark(cx, &r);
	if (!e)
		e = is_list(cx, &r);
	if (e)
		return e < 0 ? e : apply_list(cx, &r);
	e = begin_restore(cx, &r);
	return e ? e : with_reader(cx, &r, put_all);
}
