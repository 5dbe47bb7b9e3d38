/* Fuzzer of the stream and of the sealed column. The first byte chooses: one entry (what is read is written the
 * same again, and erasing its parts leaves a record's digest), a whole stream as it is, or one whose header and hash
 * are put right so that the fuzzer gets past them; a stream that verifies no longer does without its last byte. */
#include <stdio.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#include "core/check.h"
#include "record/parts.h"
#include "record/stream.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void erase_parts_of(struct cx *cx, struct entry e)
{
	uint8_t before[SEAL_HASH], after[SEAL_HASH];
	size_t n;

	if (!parts_valid(e.sealed))
		return;
	e.type = ENTRY_RECORD;
	journal_digest(&e, before);
	check(parts_erase(cx, e.sealed, ~0u, &e.sealed, &n) == 0 && parts_valid(e.sealed));
	journal_digest(&e, after);
	check(memcmp(before, after, SEAL_HASH) == 0);
	check(parts_erase(cx, e.sealed, ~0u, &e.sealed, &n) == 0 && n == 0);
}

static void one_entry(struct cx *cx, struct str in)
{
	uint8_t digest[SEAL_HASH];
	struct entry e;
	struct buf b;
	int rc = stream_entry_read(cx, in, &e);

	check(rc == 0 || (rc == -E_STREAM && cx->e.code == E_STREAM));
	if (rc)
		return;
	buf_init(&b, cx->arena);
	check(stream_entry_write(cx, &e, &b) == 0 && str_eq(buf_get(&b), in));
	journal_digest(&e, digest);
	erase_parts_of(cx, e);
}

static int verify(struct cx *cx, struct str s)
{
	struct stream_info info;
	char path[64];
	int fd = memfd_create("stream", 0), rc;

	check(fd >= 0 && write(fd, s.p, s.n) == (ssize_t)s.n);
	snprintf(path, sizeof(path), "/proc/self/fd/%d", fd);
	rc = stream_verify(cx, path, &info);
	close(fd);
	check(rc == 0 || rc == -E_STREAM);
	check(rc || info.last >= info.after);
	return rc;
}

static struct str put_right(struct cx *cx, struct str in)
{
	struct buf b;

	buf_init(&b, cx->arena);
	buf_z(&b, "BULOU-STREAM 1\n{\"after\":0,\"epoch\":\"e\",\"made\":\"\",\"program\":\"\"}\n");
	buf_str(&b, in);
	if (in.n >= SEAL_HASH) {
		b.n -= SEAL_HASH;
		seal_hash(NULL, buf_get(&b), (uint8_t *)b.p + b.n);
		b.n += SEAL_HASH;
	}
	check(buf_ok(&b));
	return (struct str){ b.p, b.n };
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct str in = { (const char *)data + 1, size - 1 };
	struct arena arena;
	struct cx cx = { .arena = &arena };

	if (size == 0)
		return 0;
	check(seal_start() == 0);
	arena_init(&arena, &sys_heap, 0);
	if (data[0] % 3 == 0)
		one_entry(&cx, in);
	if (data[0] % 3 == 1)
		in = put_right(&cx, in);
	if (data[0] % 3 != 0 && verify(&cx, in) == 0)
		check(verify(&cx, (struct str){ in.p, in.n - 1 }) == -E_STREAM);
	arena_done(&arena);
	return 0;
}
