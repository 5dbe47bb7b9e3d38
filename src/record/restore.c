/* A stream back into a journal.
 *
 * The stream is read through first: of a torn one nothing is stored. Then it goes in by chunks, a write
 * transaction each, because a county's journal is too large for one; the mark 'restoring' ("AFTER HASH") lies
 * in the first and is taken away by the last, so that a crash in between is seen, and the same restore goes on
 * where it stopped. Another stream begins again at the mark's position.
 *
 * An erasure that comes in takes away at once what it names: a later part holds for what older parts brought.
 *
 * A key list (types 6 and 7 only, from the beginning, into a journal that has entries) is applied to what is
 * there: newer wrappings replace older ones, purged keys are emptied, and what was erased is erased here too. */
#include "record/stream.h"

#include <string.h>

#include "core/map.h"
#include "generated/stmt.h"
#include "record/chunk.h"
#include "record/keys.h"
#include "record/ring.h"
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

/* Which entries lie between this journal and the stream. */
static int gap(struct cx *cx, const struct restore *r)
{
	struct buf zh, en;

	buf_init(&zh, cx->arena);
	buf_init(&en, cx->arena);
	buf_fmt(&zh, "缺第 %lld 至 %lld 条的备份", (long long)r->newest + 1,
		(long long)r->scan.info.after);
	buf_fmt(&en, "the backup of entries %lld to %lld is missing", (long long)r->newest + 1,
		(long long)r->scan.info.after);
	if (!buf_ok(&zh) || !buf_ok(&en))
		return err(cx, E_NO_MEMORY, NULL);
	return err(cx, E_UNFIT, NULL, buf_get(&zh).p, buf_get(&en).p,
		"把缺的备份写在这份之前，一起恢复", "name the missing backup before this one");
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
	return err(cx, E_UNFIT, NULL, "这份备份来自另一套数据", "the backup is of other data",
		"核对备份文件和 --data", "check the file and --data");
}

static int check_fits(struct cx *cx, struct restore *r)
{
	if (r->scan.jumped)
		return err(cx, E_UNFIT, NULL, "这是密钥清单，不是备份",
			"this is a list of keys, no backup", "先写备份文件，再写密钥清单",
			"name the backup first, then the list");
	if (r->newest < r->scan.info.after)
		return gap(cx, r);
	if (r->newest > r->scan.info.after)
		return err(cx, E_UNFIT, NULL, "目标已有数据", "there is data already",
			"用 --data 指定空目录或空数据库",
			"name an empty folder or database with --data");
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

bool stream_is_noted(struct str restored, struct str epoch)
{
	struct str one;

	while (str_split(&restored, ' ', &one))
		if (str_eq(one, epoch))
			return true;
	return false;
}

/* The epochs of all streams that this journal is made of: a restore that was cut off behind them knows by these
 * which of its files are in. */
static int restored_note(struct cx *cx, struct restore *r)
{
	struct str there = STR_NONE;
	struct buf b;
	int e = r->scan.info.after ? journal_meta(cx, r->j->store, "restored", &there) : 0;

	if (e || stream_is_noted(there, r->scan.info.epoch))
		return e;
	buf_init(&b, cx->arena);
	buf_str(&b, there);
	if (there.n)
		buf_c(&b, ' ');
	buf_str(&b, r->scan.info.epoch);
	if (!buf_ok(&b))
		return err(cx, E_NO_MEMORY, NULL);
	return journal_meta_set(cx, r->j->store, "restored", buf_get(&b));
}

static int finish(struct cx *cx, struct restore *r, const struct stream_reader *in)
{
	uint8_t hash[SEAL_HASH];
	struct store *s = r->j->store;
	int e;

	stream_hash(in, hash);
	if (memcmp(hash, r->scan.hash, SEAL_HASH) != 0)
		return err(cx, E_UNFIT, NULL, "备份文件在恢复途中被改动",
			"the backup was changed while it was read", "不要改动备份文件，重新恢复",
			"leave the file alone and restore again");
	e = journal_meta_set(cx, s, "restoring", STR_NONE);
	if (!e)
		e = restored_note(cx, r);
	return e ? e : epoch_new(cx, s);
}

/* What an erasure takes away lies before it, often in an older stream that still has it; so it is done over as soon as it
 * is in, in the same transaction: no part that was erased outlives the commit. What was handed in again after it stays. */
static int put_entries(struct cx *cx, struct restore *r, const struct entry *entries, size_t n)
{
	size_t begun = 0, keys, erased;
	int e = 0;

	for (size_t i = 0; !e && i < n; i++) {
		if (entries[i].type != ENTRY_ERASURE)
			continue;
		e = entries_insert(cx, r->j->store, entries + begun, i + 1 - begun);
		if (!e)
			e = erasure_apply(cx, r->j, entries[i].open, &keys, &erased);
		begun = i + 1;
	}
	return e ? e : entries_insert(cx, r->j->store, entries + begun, n - begun);
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
	e = put_entries(cx, r, entries, n);
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
	r->scan.info.keys_destroyed += listed->sealed.n == 0;
	here->sealed = listed->sealed;
	journal_digest(here, here->digest);
	return entries_reseal(cx, r->j->store, here, 1);
}

static int apply_erasure(struct cx *cx, struct restore *r, const struct entry *listed)
{
	struct entry copy = *listed;
	size_t keys, erased;
	int e = erasure_apply(cx, r->j, listed->open, &keys, &erased);

	r->scan.info.keys_destroyed += (int64_t)keys;
	r->scan.info.records_erased += (int64_t)erased;
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

/* The list may have emptied the box or cookie key; its newer one is not in this journal. The match key
 * makes the leases of phones, too: where anything was destroyed it is another. */
static int renew_special(struct cx *cx, struct restore *r)
{
	static const char *const uses[] = { "match", "box", "cookie" };
	bool gone = r->scan.info.keys_destroyed || r->scan.info.records_erased;
	struct seal_key key;
	int e = keyring_begin(cx, r->j->keys, r->j->store, -1);

	for (size_t i = 0; !e && i < sizeof(uses) / sizeof(uses[0]); i++) {
		if (!(gone && i == 0) && keyring_special(cx, r->j->keys, uses[i], &key) == 0)
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

int stream_all_in(struct cx *cx, struct store *s)
{
	struct str restoring = STR_NONE, rebuilding = STR_NONE;
	int64_t newest = 0;
	int e = journal_meta(cx, s, "restoring", &restoring);

	if (!e)
		e = journal_meta(cx, s, "rebuilding", &rebuilding);
	if (!e)
		e = journal_newest(cx, s, &newest);
	/* Data is made with its first keys: only a place that waits for a restore has no entry. */
	if (!e && (restoring.n || str_is(rebuilding, STREAM_COMING) || !newest))
		e = err(cx, E_HALF_RESTORED, NULL);
	return e;
}

/* -- before a place is made -- */

int stream_begins(struct cx *cx, const char *path)
{
	struct restore r = { .path = path };
	int e = stream_scan(cx, path, false, &r.scan);

	return e ? e : check_fits(cx, &r);
}

static int key_try(
	struct cx *cx, const struct entry *key, const struct seal_key *master, bool *ret_fits)
{
	struct str plain;
	int e = seal_open(cx, master, key->sealed, key_bound(&key->id), &plain);

	*ret_fits = !e;
	if (!e)
		seal_wipe((char *)plain.p, plain.n);
	if (e != -E_SEALED)
		return e;
	err_clear(cx);
	return 0;
}

int stream_key_fits(struct cx *cx, const char *path, const struct seal_key *master, bool *ret_any,
	bool *ret_fits)
{
	struct stream_reader *in = NULL;
	struct stream_info info;
	struct sys_file *f;
	struct entry entry;
	int e = sys_open_read(cx, path, &f), more = 1;

	*ret_any = *ret_fits = false;
	if (e)
		return e;
	e = stream_open(cx, f, &in, &info);
	while (!e && more > 0 && !*ret_any) {
		more = stream_next(cx, in, &entry);
		*ret_any = more > 0 && entry.type == ENTRY_KEY && entry.sealed.n;
	}
	if (!e)
		e = *ret_any ? key_try(cx, &entry, master, ret_fits) : more;
	stream_close(in);
	sys_close(f);
	return e;
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
	if (e < 0)
		return e;
	if (e) {
		r.scan.info.is_list = true;
		e = apply_list(cx, &r);
		*ret = r.scan.info;
		return e;
	}
	e = begin_restore(cx, &r);
	return e ? e : with_reader(cx, &r, put_all);
}
