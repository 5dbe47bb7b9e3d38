/* Memory of one chunk of a long walk over the journal, given back before the next: a journal is larger than
 * what a request may take. Errors that happen in it are handed over before it goes. For this room only. */
#ifndef RECORD_CHUNK_H
#define RECORD_CHUNK_H

#include "core/err.h"
#include "sys/sys.h"

#define CHUNK_ENTRIES 500
#define CHUNK_BYTES ((size_t)1 << 30)

struct chunk {
	struct arena arena;
	struct cx cx;
};

static inline void chunk_init(struct chunk *c)
{
	arena_init(&c->arena, &sys_heap, CHUNK_BYTES);
	c->cx = (struct cx){ .arena = &c->arena };
}

static inline void chunk_done(struct chunk *c)
{
	arena_done(&c->arena);
}

static inline struct str chunk_kept(struct cx *cx, struct str s)
{
	struct str copy;

	return s.p && cx_str(cx, s, &copy) == 0 ? copy : STR_NONE;
}

/* Moves what was recorded in the chunk to the caller's context; passes the code on. */
static inline int chunk_err(struct cx *cx, struct chunk *c, int e)
{
	struct err_info info = c->cx.e;

	if (e >= 0)
		return e;
	info.field = chunk_kept(cx, c->cx.e.field);
	info.zh = chunk_kept(cx, c->cx.e.zh);
	info.en = chunk_kept(cx, c->cx.e.en);
	info.remedy_zh = chunk_kept(cx, c->cx.e.remedy_zh);
	info.remedy_en = chunk_kept(cx, c->cx.e.remedy_en);
	cx->e = info;
	return e;
}

#endif
