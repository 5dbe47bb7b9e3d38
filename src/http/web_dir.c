/* Pages from a folder, for those who write them: bulou serve --web-dir build-web/pages. It is read as a whole
 * before the first request; from then on it is a table like that in the program, and no path that a client
 * sends is ever opened. */
#include <string.h>

#include "http/own.h"
#include "sys/sys.h"

#define FILES_MAX 1000
#define FILE_MAX ((size_t)32 << 20)
#define INDEX "index.html"

static bool ends(struct str s, const char *end)
{
	size_t n = strlen(end);

	return s.n >= n && memcmp(s.p + s.n - n, end, n) == 0;
}

/* index.html is its folder. */
static int path_make(struct cx *cx, struct str name, const char **ret)
{
	struct buf b;

	buf_init(&b, cx->arena);
	buf_c(&b, '/');
	if (ends(name, "/" INDEX))
		name.n -= strlen(INDEX);
	buf_str(&b, name);
	*ret = buf_get(&b).p;
	return buf_ok(&b) ? 0 : err(cx, E_NO_MEMORY, NULL);
}

static int file_read(struct cx *cx, const char *dir, const char *name, struct web_file *ret)
{
	const char *file = sys_path(cx, dir, name);
	struct str bytes = STR_NONE;
	int e = file ? sys_read_file(cx, file, FILE_MAX, &bytes) : err(cx, E_NO_MEMORY, NULL);

	ret->forms[WEB_PLAIN] = (struct web_form){ .p = bytes.p, .n = bytes.n };
	ret->hashed = str_starts(str_of(name), STR("assets/"));
	return e ? e : path_make(cx, str_of(name), &ret->path);
}

int http_web_dir(struct cx *cx, struct http *h, const char *dir)
{
	struct cx own = { .arena = &h->arena };
	const char *const *names;
	struct web_file *all;
	size_t n;
	int e = sys_files(&own, dir, FILES_MAX, &names, &n);

	all = e ? NULL : arena_alloc(own.arena, (n + 1) * sizeof(*all));
	h->web = all;
	for (size_t i = 0; !e && all && i < n; i++)
		/* What the build has compressed lies beside the plain file. */
		if (!ends(str_of(names[i]), ".gz") && !ends(str_of(names[i]), ".br"))
			e = file_read(&own, dir, names[i], all++);
	if (!e && !h->web)
		return err(cx, E_NO_MEMORY, NULL);
	return e ? err(cx, E_FILE, "--web-dir", dir, "不能读取", "it cannot be read") : 0;
}
