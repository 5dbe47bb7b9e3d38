#include "guard/walk.h"

#include "sys/sys.h"

#define PAGE 256 /* entries of up to a MiB */
#define PAGE_BYTES ((size_t)1 << 30)

static int walk_page(struct walk *w, struct cx *page, unsigned types, int64_t *after, size_t *ret_n)
{
	struct entry *entries;
	int rc = journal_read(page, w->store, *after, PAGE, types, &entries, ret_n);

	if (rc != 0 || *ret_n == 0)
		return rc;
	*after = entries[*ret_n - 1].pos;
	return w->use(w, page, entries, *ret_n);
}

static struct str kept(struct cx *cx, struct str s)
{
	struct str copy;

	return s.p != NULL && cx_str(cx, s, &copy) == 0 ? copy : STR_NONE;
}

/* What went wrong in a page's memory, before that goes. */
static void page_failed(struct cx *cx, const struct err_info *why)
{
	if (cx->e.code == 0)
		cx->e = (struct err_info){ .code = why->code,
			.field = kept(cx, why->field),
			.zh = kept(cx, why->zh),
			.en = kept(cx, why->en),
			.remedy_zh = kept(cx, why->remedy_zh),
			.remedy_en = kept(cx, why->remedy_en),
			.file = why->file,
			.line = why->line };
}

int walk(struct walk *w, unsigned types)
{
	struct arena arena;
	struct cx page = { .arena = &arena };
	int64_t after = 0;
	size_t n = 0;
	int rc;

	arena_init(&arena, &sys_heap, PAGE_BYTES);
	do {
		arena_reset(&arena);
		rc = walk_page(w, &page, types, &after, &n);
	} while (rc == 0 && n > 0);
	if (rc != 0)
		page_failed(w->cx, &page.e);
	arena_done(&arena);
	return rc;
}
