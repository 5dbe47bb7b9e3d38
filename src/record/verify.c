/* Goes through the journal in one read transaction and checks what can be checked without any key: that no pos
 * is missing, that every digest is that of the bytes, that sealed columns read well, that every part's data
 * key has an entry before it, and that what an erasure names before itself is gone. A part that was erased or whose
 * key was purged is counted, and no fault. */
#include "record/journal.h"

#include <stdio.h>
#include <string.h>

#include "core/map.h"
#include "record/chunk.h"
#include "record/parts.h"
#include "record/rows.h"

struct walk {
	struct journal j; /* for looking up what an erasure names */
	struct cx *cx;    /* of the caller: what lives to the end */
	struct map keys;  /* id of a key entry → living, or purged */
	struct verify_result *ret;
};

static char living, purged;

static int fault(struct cx *cx, const struct entry *e, const char *zh, const char *en)
{
	struct buf b;

	buf_init(&b, cx->arena);
	buf_fmt(&b, "pos %lld: %s / %s", (long long)e->pos, zh, en);
	return err(cx, E_VERIFY, NULL, buf_ok(&b) ? buf_get(&b).p : en);
}

static int note_key(struct walk *w, struct cx *cx, const struct entry *e)
{
	void **at = map_at(&w->keys, uuid_bytes(&e->id));

	if (!at)
		return err(cx, E_NO_MEMORY, NULL);
	*at = e->sealed.n ? &living : &purged;
	return 0;
}

static int check_parts(struct walk *w, struct cx *cx, const struct entry *e)
{
	bool erased = false, keyless = false;
	struct str rest = e->sealed;
	struct part p;

	if (!parts_valid(e->sealed))
		return fault(cx, e, "密封部分无法识别", "the sealed parts cannot be read");
	while (parts_next(&rest, &p) > 0) {
		const void *key = map_get(&w->keys, uuid_bytes(&p.key));

		if (!key)
			return fault(cx, e, "缺少数据密钥", "a data key is missing");
		erased = erased || p.erased;
		keyless = keyless || (!p.erased && key == &purged);
	}
	w->ret->erased += erased;
	w->ret->keyless += keyless;
	return 0;
}

/* The id beside a record, by which it is found, is the one that it says of itself. */
static bool id_fits(const struct entry *e)
{
	char member[sizeof("\"id\":\"\"") + UUID_TEXT], id[UUID_TEXT + 1];

	uuid_write(&e->id, id);
	snprintf(member, sizeof(member), "\"id\":\"%s\"", id);
	return memmem(e->open.p, e->open.n, member, strlen(member)) != NULL;
}

static int check_gone(
	struct cx *cx, const struct entry *erasure, const struct entry *named, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		struct str rest = named[i].sealed;
		struct part p;

		while (named[i].pos && named[i].pos < erasure->pos && parts_next(&rest, &p) > 0)
			if (!p.erased)
				return fault(cx, &named[i], "应已抹去的内容仍在",
					"what was erased later is still there");
	}
	return 0;
}

static int check_keys_gone(struct walk *w, struct cx *cx, const struct entry *erasure)
{
	struct uuid *ids;
	size_t n;
	int e = erasure_ids(cx, erasure->open, "keys", &ids, &n);

	for (size_t i = 0; !e && i < n; i++)
		if (map_get(&w->keys, uuid_bytes(&ids[i])) == &living)
			return fault(cx, erasure, "应已销毁的密钥仍在",
				"a key that it destroyed is still there");
	return e;
}

/* What was handed in again after it is no fault. */
static int check_erasure(struct walk *w, struct cx *cx, const struct entry *erasure)
{
	struct entry *found;
	struct uuid *ids;
	size_t n, found_n;
	int e = erasure_ids(cx, erasure->open, "records", &ids, &n);

	found = e ? NULL : cx_many(cx, n, struct entry);
	if (!found)
		return e ? e : -E_NO_MEMORY;
	e = journal_find(cx, &w->j, ids, n, found);
	if (!e)
		e = check_gone(cx, erasure, found, n);
	if (!e)
		e = journal_find_refusals(cx, &w->j, ids, n, &found, &found_n);
	if (!e)
		e = check_gone(cx, erasure, found, found_n);
	if (!e)
		e = erasure_refusals(cx, &w->j, erasure->open, &found, &found_n);
	if (!e)
		e = check_gone(cx, erasure, found, found_n);
	return e ? e : check_keys_gone(w, cx, erasure);
}

static int check_entry(struct walk *w, struct cx *cx, const struct entry *e)
{
	uint8_t digest[SEAL_HASH];

	if (e->pos != w->ret->last + 1)
		return fault(cx, e, "位置不连续", "the entry before it is missing");
	journal_digest(e, digest);
	if (memcmp(digest, e->digest, SEAL_HASH) != 0)
		return fault(cx, e, "摘要不符", "the digest does not fit");
	if (e->type == ENTRY_RECORD && !id_fits(e))
		return fault(cx, e, "编号与内容不符", "it lies under another id");
	w->ret->last = e->pos;
	w->ret->first = w->ret->first ? w->ret->first : e->pos;
	w->ret->entries++;
	if ((int)e->type >= ENTRY_KNOWN) {
		w->ret->newer++;
		return 0;
	}
	w->ret->by_type[e->type]++;
	if (e->type == ENTRY_KEY)
		return note_key(w, cx, e);
	if (e->type == ENTRY_ERASURE)
		return check_erasure(w, cx, e);
	return check_parts(w, cx, e);
}

static int walk_chunk(struct walk *w, struct cx *cx, struct store *s, bool *ret_more)
{
	struct entry *entries;
	size_t n;
	int e = journal_read(cx, s, w->ret->last, CHUNK_ENTRIES, 0, &entries, &n);

	for (size_t i = 0; !e && i < n; i++)
		e = check_entry(w, cx, &entries[i]);
	*ret_more = !e && n == CHUNK_ENTRIES;
	return e;
}

static int walk_all(struct walk *w, struct store *s, void (*progress)(void *, int64_t), void *arg)
{
	struct chunk c;
	bool more = true;
	int e = 0;

	chunk_init(&c);
	while (!e && more) {
		arena_reset(&c.arena);
		e = chunk_err(w->cx, &c, walk_chunk(w, &c.cx, s, &more));
		if (!e && progress)
			progress(arg, w->ret->entries);
	}
	chunk_done(&c);
	return e;
}

int journal_verify(struct cx *cx, struct store *s, struct verify_result *ret,
	void (*progress)(void *arg, int64_t done), void *arg)
{
	struct store *tx __attribute__((cleanup(store_end))) = NULL;
	struct walk w = { .j.store = s, .cx = cx, .ret = ret };
	int e = 0;

	memset(ret, 0, sizeof(*ret));
	map_init(&w.keys, cx->arena);
	if (!store_in_transaction(s)) {
		e = store_begin_read(cx, s, "verify");
		tx = s;
	}
	return e ? e : walk_all(&w, s, progress, arg);
}
