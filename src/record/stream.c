/* The stream, as bytes: doc/format/record.md, section 5. Writing walks the journal in one snapshot; reading
 * goes through a buffer, hashing as it goes, so that a torn or altered stream shows at its end at the latest.
 * What a restore does with it is in restore.c. */
#include "record/stream.h"

#include <string.h>

#include "core/check.h"
#include "core/when.h"
#include "record/bytes.h"
#include "record/chunk.h"
#include "record/scan.h"

#define MAGIC "BULOU-STREAM 1\n"
#define MAGIC_N (sizeof(MAGIC) - 1)
#define HEADER_MAX 4096
#define ENTRY_MAX (16 * 1024 * 1024)
#define ENTRY_FIXED (8 + 1 + 4 + 8 + 8 + 16 + 16 + SEAL_HASH)
#define END_REST (8 + 8 + SEAL_HASH) /* after the length 0 */
#define BUFFER (256 * 1024)

#define KEYS_ONLY STREAM_KEYS_ONLY

static int stream_err(struct cx *cx, int64_t at, const char *zh, const char *en)
{
	return err(cx, E_STREAM, NULL, cx_num(cx, at), zh, en);
}

/* -- one entry -- */

static void add_le(struct buf *b, uint64_t v, size_t n)
{
	char bytes[8];

	put_le(bytes, v, n);
	buf_add(b, bytes, n);
}

static void add_str(struct buf *b, struct str s, size_t length_n)
{
	add_le(b, s.n, length_n);
	buf_str(b, s);
}

int stream_entry_write(struct cx *cx, const struct entry *e, struct buf *b)
{
	size_t n = ENTRY_FIXED + 2 + e->via.n + 4 + e->open.n + 4 + e->sealed.n;

	if (e->via.n > UINT16_MAX || n > ENTRY_MAX)
		return err(cx, E_TOO_LONG, "entry", cx_num(cx, (int64_t)n), cx_num(cx, ENTRY_MAX));
	add_le(b, n, 4);
	add_le(b, (uint64_t)e->pos, 8);
	add_le(b, e->type, 1);
	add_le(b, e->bits, 4);
	add_le(b, (uint64_t)e->received, 8);
	add_le(b, (uint64_t)e->at_used, 8);
	buf_add(b, e->id.b, 16);
	buf_add(b, e->batch.b, 16);
	buf_add(b, e->digest, SEAL_HASH);
	add_str(b, e->via, 2);
	add_str(b, e->open, 4);
	add_str(b, e->sealed, 4);
	return buf_ok(b) ? 0 : err(cx, E_NO_MEMORY, NULL);
}

static bool take_str(struct str *rest, size_t length_n, struct str *ret)
{
	uint64_t n;

	if (rest->n < length_n)
		return false;
	n = get_le(rest->p, length_n);
	if (n > rest->n - length_n)
		return false;
	*ret = (struct str){ rest->p + length_n, (size_t)n };
	*rest = (struct str){ rest->p + length_n + n, rest->n - length_n - (size_t)n };
	return true;
}

/* s is what follows the length. */
static bool entry_parse(struct str s, struct entry *ret)
{
	const char *p = s.p;
	struct str rest;

	if (s.n < ENTRY_FIXED)
		return false;
	*ret = (struct entry){ .pos = (int64_t)get_le(p, 8),
		.type = (enum entry_type)(uint8_t)p[8],
		.bits = get_u32(p + 9),
		.received = (int64_t)get_le(p + 13, 8),
		.at_used = (int64_t)get_le(p + 21, 8) };
	memcpy(ret->id.b, p + 29, 16);
	memcpy(ret->batch.b, p + 45, 16);
	memcpy(ret->digest, p + 61, SEAL_HASH);
	rest = (struct str){ p + ENTRY_FIXED, s.n - ENTRY_FIXED };
	return take_str(&rest, 2, &ret->via) && take_str(&rest, 4, &ret->open) &&
		take_str(&rest, 4, &ret->sealed) && rest.n == 0 && ret->pos >= 1 &&
		ret->type >= ENTRY_RECORD && (int)ret->type <= ENTRY_TYPE_MAX &&
		utf8_valid(ret->via) && (!ret->via.n || !memchr(ret->via.p, 0, ret->via.n));
}

int stream_entry_read(struct cx *cx, struct str bytes, struct entry *ret)
{
	if (bytes.n < 4 || get_u32(bytes.p) != bytes.n - 4 || bytes.n - 4 > ENTRY_MAX ||
		!entry_parse((struct str){ bytes.p + 4, bytes.n - 4 }, ret))
		return stream_err(cx, 1, "条目无法识别", "the entry cannot be read");
	return 0;
}

/* -- writing -- */

struct writer {
	struct sys_file *f;
	struct seal_hasher hash;
	struct stream_info *info;
};

static int put(struct cx *cx, struct writer *w, struct str s)
{
	seal_hash_add(&w->hash, s.p, s.n);
	return sys_write(cx, w->f, s.p, s.n);
}

static int put_header(struct cx *cx, struct writer *w)
{
	struct buf b, made;
	struct jw jw;

	buf_init(&made, cx->arena);
	buf_when(&made, sys_now());
	buf_init(&b, cx->arena);
	buf_z(&b, MAGIC);
	jw_init(&jw, &b);
	jw_object(&jw);
	jw_f_int(&jw, "after", w->info->after);
	jw_f_str(&jw, "epoch", w->info->epoch);
	jw_f_str(&jw, "join", w->info->join);
	jw_f_str(&jw, "made", buf_get(&made));
	jw_f_z(&jw, "program", "bulou");
	jw_end_object(&jw);
	buf_c(&b, '\n');
	return buf_ok(&b) && buf_ok(&made) ? put(cx, w, buf_get(&b)) : err(cx, E_NO_MEMORY, NULL);
}

static int put_end(struct cx *cx, struct writer *w)
{
	char end[4 + END_REST];
	int e;

	put_le(end, 0, 4);
	put_le(end + 4, (uint64_t)w->info->last, 8);
	put_le(end + 12, (uint64_t)w->info->entries, 8);
	e = put(cx, w, (struct str){ end, 20 });
	seal_hash_end(&w->hash, (uint8_t *)end + 20);
	return e ? e : sys_write(cx, w->f, end + 20, SEAL_HASH);
}

static int put_chunk(
	struct cx *cx, struct writer *w, struct store *s, unsigned types, bool *ret_more)
{
	struct entry *entries;
	struct buf b;
	size_t n;
	int e = journal_read(cx, s, w->info->last, CHUNK_ENTRIES, types, &entries, &n);

	buf_init(&b, cx->arena);
	for (size_t i = 0; !e && i < n; i++)
		e = stream_entry_write(cx, &entries[i], &b);
	if (!e && n)
		e = put(cx, w, buf_get(&b));
	if (e)
		return e;
	w->info->entries += (int64_t)n;
	w->info->last = n ? entries[n - 1].pos : w->info->last;
	*ret_more = n == CHUNK_ENTRIES;
	return 0;
}

static int put_entries(struct cx *cx, struct writer *w, struct store *s, unsigned types,
	void (*progress)(void *, int64_t), void *arg)
{
	struct chunk c;
	bool more = true;
	int e = 0;

	chunk_init(&c);
	while (!e && more) {
		arena_reset(&c.arena);
		e = chunk_err(cx, &c, put_chunk(&c.cx, w, s, types, &more));
		if (!e && progress)
			progress(arg, w->info->entries);
	}
	chunk_done(&c);
	return e;
}

int stream_join(struct cx *cx, struct store *s, int64_t pos, struct str *ret)
{
	struct entry *e;
	struct buf b;
	size_t n = 0;
	int rc = pos > 0 ? journal_read(cx, s, pos - 1, 1, 0, &e, &n) : 0;

	*ret = STR("");
	if (rc || n == 0 || e->pos != pos)
		return rc;
	buf_init(&b, cx->arena);
	buf_uuid(&b, &e->id);
	buf_fmt(&b, "@%lld", (long long)e->received);
	*ret = buf_get(&b);
	return buf_ok(&b) ? 0 : err(cx, E_NO_MEMORY, NULL);
}

int stream_write(struct cx *cx, struct store *s, struct sys_file *f, int64_t after, bool keys_only,
	struct stream_info *ret, void (*progress)(void *, int64_t), void *arg)
{
	struct store *tx __attribute__((cleanup(store_end))) = NULL;
	struct writer w = { .f = f, .info = ret };
	int e = 0;

	*ret = (struct stream_info){ .after = after, .last = after };
	if (!store_in_transaction(s)) {
		e = store_begin_read(cx, s, "backup");
		tx = s;
	}
	if (!e)
		e = journal_meta(cx, s, "epoch", &ret->epoch);
	if (!e)
		e = stream_join(cx, s, after, &ret->join);
	seal_hash_begin(&w.hash);
	if (!e)
		e = put_header(cx, &w);
	if (!e)
		e = put_entries(cx, &w, s, keys_only ? KEYS_ONLY : 0, progress, arg);
	return e ? e : put_end(cx, &w);
}

/* -- reading -- */

struct stream_reader {
	struct sys_file *f;
	char *p; /* cap bytes; n of them filled, the first `at` consumed and hashed */
	size_t cap, n, at;
	int64_t offset; /* of p[0] in the file */
	struct seal_hasher hash;
	int64_t last, entries;
	unsigned types; /* of the entries so far */
	bool jumped, ended;
	uint8_t digest[SEAL_HASH]; /* of the end, once it was read */
};

static int torn(struct cx *cx, const struct stream_reader *r)
{
	return stream_err(cx, r->offset + (int64_t)r->n + 1, "到此中断，不完整",
		"it ends here, before its end");
}

static int wrong(struct cx *cx, const struct stream_reader *r, const char *zh, const char *en)
{
	return stream_err(cx, r->offset + (int64_t)r->at + 1, zh, en);
}

static int resize(struct cx *cx, struct stream_reader *r, size_t cap)
{
	char *p = sys_heap.take(sys_heap.arg, cap);

	if (!p)
		return err(cx, E_NO_MEMORY, NULL);
	if (r->n > r->at)
		memcpy(p, r->p + r->at, r->n - r->at);
	if (r->p)
		sys_heap.give(sys_heap.arg, r->p, r->cap);
	r->offset += (int64_t)r->at;
	r->n -= r->at;
	r->at = 0;
	r->p = p;
	r->cap = cap;
	return 0;
}

/* Makes n bytes (at most) lie from `at` on; *ret_n: how many there are before the file ends. */
static int fill(struct cx *cx, struct stream_reader *r, size_t n, size_t *ret_n)
{
	size_t got;
	int e = 0;

	if (n > r->cap) {
		e = resize(cx, r, n);
	} else if (n > r->cap - r->at) {
		memmove(r->p, r->p + r->at, r->n - r->at);
		r->offset += (int64_t)r->at;
		r->n -= r->at;
		r->at = 0;
	}
	if (!e && r->n - r->at < n) {
		e = sys_read(cx, r->f, r->p + r->n, r->cap - r->n, &got);
		r->n += e ? 0 : got;
	}
	*ret_n = r->n - r->at < n ? r->n - r->at : n;
	return e;
}

/* n bytes, or the stream is torn. They stay until the next fill. */
static int need(struct cx *cx, struct stream_reader *r, size_t n)
{
	size_t got;
	int e = fill(cx, r, n, &got);

	return e || got == n ? e : torn(cx, r);
}

static struct str consume(struct stream_reader *r, size_t n)
{
	struct str s = { r->p + r->at, n };

	seal_hash_add(&r->hash, s.p, n);
	r->at += n;
	return s;
}

static int read_info(
	struct cx *cx, struct stream_reader *r, struct str line, struct stream_info *ret)
{
	const struct json *v, *after;
	int e = json_read(cx, line, &json_limits_request, &v);

	if (e == -E_NO_MEMORY)
		return e;
	if (e) {
		err_clear(cx);
		return wrong(cx, r, "首行无法识别", "its first line cannot be read");
	}
	after = json_get(v, "after");
	if (!after || after->type != JSON_INT || after->i < 0)
		return wrong(cx, r, "首行缺少 after", "its first line has no 'after'");
	ret->after = after->i;
	e = cx_str(cx, json_text(v, "join").p ? json_text(v, "join") : STR(""), &ret->join);
	if (e)
		return e;
	return cx_str(cx, json_text(v, "epoch").p ? json_text(v, "epoch") : STR(""), &ret->epoch);
}

static int read_header(struct cx *cx, struct stream_reader *r, struct stream_info *ret)
{
	const char *lf;
	struct str line;
	size_t n;
	int e = fill(cx, r, MAGIC_N + HEADER_MAX, &n);

	if (e)
		return e;
	if (memcmp(r->p, MAGIC, n < MAGIC_N ? n : MAGIC_N) != 0)
		return wrong(cx, r, "不是备份文件", "it is no stream");
	if (n < MAGIC_N)
		return torn(cx, r);
	consume(r, MAGIC_N);
	lf = memchr(r->p + r->at, '\n', n - MAGIC_N);
	if (!lf)
		return n < MAGIC_N + HEADER_MAX ?
			torn(cx, r) :
			wrong(cx, r, "首行过长", "its first line is too long");
	line = (struct str){ r->p + r->at, (size_t)(lf - (r->p + r->at)) };
	e = read_info(cx, r, line, ret);
	consume(r, line.n + 1);
	return e;
}

int stream_open(
	struct cx *cx, struct sys_file *f, struct stream_reader **ret, struct stream_info *ret_info)
{
	struct stream_reader *r = sys_heap.take(sys_heap.arg, sizeof(*r));
	int e;

	*ret = NULL;
	*ret_info = (struct stream_info){ 0 };
	if (!r)
		return err(cx, E_NO_MEMORY, NULL);
	memset(r, 0, sizeof(*r));
	r->f = f;
	seal_hash_begin(&r->hash);
	e = resize(cx, r, BUFFER);
	if (!e)
		e = read_header(cx, r, ret_info);
	if (e) {
		stream_close(r);
		return e;
	}
	r->last = ret_info->last = ret_info->after;
	*ret = r;
	return 0;
}

void stream_close(struct stream_reader *r)
{
	if (!r)
		return;
	if (r->p)
		sys_heap.give(sys_heap.arg, r->p, r->cap);
	sys_heap.give(sys_heap.arg, r, sizeof(*r));
}

/* The length 0 has been seen, not consumed. */
static int read_end(struct cx *cx, struct stream_reader *r)
{
	const char *p;
	size_t more;
	int e = need(cx, r, 4 + END_REST);

	if (e)
		return e;
	p = consume(r, 20).p;
	seal_hash_end(&r->hash, r->digest);
	if ((int64_t)get_le(p + 4, 8) != r->last || (int64_t)get_le(p + 12, 8) != r->entries)
		return wrong(cx, r, "末尾的数目不符", "the counts at its end do not fit");
	if (memcmp(p + 20, r->digest, SEAL_HASH) != 0)
		return wrong(
			cx, r, "校验值不符，内容已被改动", "its hash does not fit: it was altered");
	r->at += SEAL_HASH;
	r->ended = true;
	e = fill(cx, r, 1, &more);
	return e || !more ? e : wrong(cx, r, "结尾之后还有内容", "there is more after its end");
}

/* Only a list of keys and erasures may leave positions out. */
static int check_order(struct cx *cx, struct stream_reader *r, const struct entry *e)
{
	if (e->pos <= r->last)
		return wrong(cx, r, "位置未递增", "a position does not grow");
	r->jumped = r->jumped || e->pos != r->last + 1;
	r->types |= 1u << e->type;
	if (r->jumped && r->types & ~KEYS_ONLY)
		return wrong(cx, r, "缺少条目", "an entry is missing");
	r->last = e->pos;
	r->entries++;
	return 0;
}

int stream_next(struct cx *cx, struct stream_reader *r, struct entry *ret)
{
	uint32_t n;
	int e;

	if (r->ended)
		return 0;
	e = need(cx, r, 4);
	if (e)
		return e;
	n = get_u32(r->p + r->at);
	if (n == 0)
		return read_end(cx, r);
	if (n > ENTRY_MAX)
		return wrong(cx, r, "条目过长", "an entry is too long");
	e = need(cx, r, 4 + (size_t)n);
	if (e)
		return e;
	if (!entry_parse((struct str){ r->p + r->at + 4, n }, ret))
		return wrong(cx, r, "条目无法识别", "an entry cannot be read");
	e = check_order(cx, r, ret);
	if (e)
		return e;
	consume(r, 4 + (size_t)n);
	return 1;
}

/* -- reading it through -- */

static int check_digest(struct cx *cx, const struct stream_reader *r, const struct entry *e)
{
	uint8_t digest[SEAL_HASH];

	journal_digest(e, digest);
	return memcmp(digest, e->digest, SEAL_HASH) == 0 ?
		0 :
		wrong(cx, r, "前一条目的摘要不符", "the digest of the entry before does not fit");
}

static int scan(struct cx *cx, struct stream_reader *r, bool digests, struct stream_scan *ret)
{
	struct entry e;
	int rc;

	check(r);
	while ((rc = stream_next(cx, r, &e)) > 0) {
		if (digests)
			rc = check_digest(cx, r, &e);
		if (rc < 0)
			return rc;
	}
	ret->info.last = r->last;
	ret->info.entries = r->entries;
	ret->types = r->types;
	ret->jumped = r->jumped;
	stream_hash(r, ret->hash);
	return rc;
}

void stream_hash(const struct stream_reader *r, uint8_t ret[SEAL_HASH])
{
	memcpy(ret, r->digest, SEAL_HASH);
}

int stream_scan(struct cx *cx, const char *path, bool digests, struct stream_scan *ret)
{
	struct stream_reader *r = NULL;
	struct sys_file *f;
	int e = sys_open_read(cx, path, &f);

	*ret = (struct stream_scan){ 0 };
	if (e)
		return e;
	e = stream_open(cx, f, &r, &ret->info);
	if (!e)
		e = scan(cx, r, digests, ret);
	stream_close(r);
	sys_close(f);
	return e;
}

int stream_verify(struct cx *cx, const char *path, struct stream_info *ret)
{
	struct stream_scan all;
	int e = stream_scan(cx, path, true, &all);

	*ret = all.info;
	return e;
}
