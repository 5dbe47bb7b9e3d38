/* Each line is one write to a file opened for it, so that a server and the command line write into one file, and whoever
 * moves it away breaks nothing. */
#include "guard/trace.h"

#include <pthread.h>
#include <stdatomic.h>
#include <string.h>

#include "core/json.h"
#include "core/when.h"
#include "guard/site.h"
#include "sys/sys.h"

#define LINE_MAX ((size_t)4096)

const char *const trace_names[TRACE_SORTS] = {
#define X(id, name) name,
	TRACE_TABLE(X)
#undef X
};

struct sort {
	_Atomic uint64_t n;
	int64_t minute; /* under the lock, as what follows */
	unsigned told;  /* in it */
	uint64_t more;  /* not told since the last line */
};

struct trace {
	pthread_mutex_t lock;
	struct sort sorts[TRACE_SORTS];
	char path[];
};

/* A folder has it beside itself, wherever its key lies; where there is no data there is nothing to tell of. */
static const char *path_of(struct cx *cx, const char *where, const char *key_path)
{
	const char *path = NULL;

	if (site_beside(cx, where, NULL, ".trace", &path) == 0)
		return sys_is_dir(where ? where : SITE_WHERE) ? path : "";
	err_clear(cx);
	if (!key_path || !sys_exists(key_path) ||
		site_beside(cx, where, key_path, ".trace", &path) != 0)
		return "";
	return path;
}

int trace_open(struct cx *cx, const char *where, const char *key_path, struct trace **ret)
{
	const char *path = path_of(cx, where, key_path);
	size_t n = strlen(path) + 1;
	struct trace *t = sys_new(1, sizeof(*t) + n);

	*ret = t;
	if (!t)
		return err(cx, E_NO_MEMORY, NULL);
	pthread_mutex_init(&t->lock, NULL);
	memcpy(t->path, path, n);
	return 0;
}

void trace_close(struct trace *t)
{
	if (!t)
		return;
	pthread_mutex_destroy(&t->lock);
	sys_free(t);
}

static void network_put(struct jw *w, struct arena *a, struct str from)
{
	const uint8_t *p = (const uint8_t *)from.p;
	struct buf text;

	buf_init(&text, a);
	if (from.n == 4)
		buf_fmt(&text, "%d.%d.%d.0/24", p[0], p[1], p[2]);
	else if (from.n == 6)
		buf_fmt(&text, "%x:%x:%x::/48", p[0] << 8 | p[1], p[2] << 8 | p[3],
			p[4] << 8 | p[5]);
	else
		return;
	jw_f_str(w, "network", buf_get(&text));
}

static void line_put(struct buf *b, const struct trace_line *l, uint64_t more)
{
	struct jw w;
	struct buf at;
	char device[UUID_TEXT + 1];

	buf_init(&at, b->a);
	buf_when(&at, sys_now());
	jw_init(&w, b);
	jw_object(&w);
	jw_f_str(&w, "at", buf_get(&at));
	jw_f_z(&w, "what", trace_names[l->sort]);
	if (l->what)
		jw_f_z(&w, l->sort == TRACE_COMMAND ? "command" : "route", l->what);
	if (l->code)
		jw_f_z(&w, "code", l->code);
	if (l->user.n)
		jw_f_str(&w, "user", l->user);
	if (l->uid >= 0)
		jw_f_int(&w, "uid", l->uid);
	network_put(&w, b->a, l->network);
	if (l->device) {
		uuid_write(l->device, device);
		jw_f_z(&w, "device", device);
	}
	if (more)
		jw_f_int(&w, "more", (int64_t)more);
	jw_end_object(&w);
	buf_c(b, '\n');
}

/* Under the lock: may it be told? */
static bool take(struct sort *s, uint64_t *ret_more)
{
	int64_t minute = sys_ticks_us() / 60000000;

	if (s->minute != minute) {
		s->minute = minute;
		s->told = 0;
	}
	if (s->told >= TRACE_MINUTE) {
		s->more++;
		return false;
	}
	s->told++;
	*ret_more = s->more;
	s->more = 0;
	return true;
}

void trace_tell(struct trace *t, const struct trace_line *l)
{
	struct arena arena;
	struct cx cx = { .arena = &arena };
	struct buf b;
	uint64_t more;

	atomic_fetch_add(&t->sorts[l->sort].n, 1);
	pthread_mutex_lock(&t->lock);
	if (*t->path && take(&t->sorts[l->sort], &more)) {
		arena_init(&arena, &sys_heap, 0);
		buf_init(&b, &arena);
		line_put(&b, l, more);
		if (buf_ok(&b) && b.n <= LINE_MAX)
			sys_append(&cx, t->path, buf_get(&b), TRACE_BYTES);
		arena_done(&arena);
	}
	pthread_mutex_unlock(&t->lock);
}

uint64_t trace_count(const struct trace *t, enum trace_sort sort)
{
	return atomic_load(&t->sorts[sort].n);
}
