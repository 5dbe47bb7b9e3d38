/* What lies in a folder, and in the folders of that. */
#include "sys/sys.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <ftw.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

struct names {
	struct cx *cx;
	const char **all;
	size_t n, max;
};

static int add(struct names *l, const char *name)
{
	if (l->n == l->max)
		return err(l->cx, E_TOO_MANY, name, cx_num(l->cx, (int64_t)l->n + 1),
			cx_num(l->cx, (int64_t)l->max));
	l->all[l->n++] = name;
	return 0;
}

static int name_make(struct cx *cx, const char *under, const char *name, const char **ret)
{
	struct str copy = STR_NONE;
	int e = 0;

	if (*under)
		copy.p = sys_path(cx, under, name);
	else
		e = cx_str(cx, str_of(name), &copy);
	*ret = copy.p;
	return e || copy.p ? e : err(cx, E_NO_MEMORY, NULL);
}

static int look(struct names *l, const char *dir, const char *under, int depth);

/* The inode says what an entry is: d_type is unknown on some file systems. What has gone meanwhile is nothing. */
static mode_t type_of(DIR *list, const char *name)
{
	struct stat s;

	return fstatat(dirfd(list), name, &s, AT_SYMLINK_NOFOLLOW) == 0 ? s.st_mode & S_IFMT : 0;
}

static int entry(struct names *l, const char *dir, const char *under, int depth, DIR *list,
	const struct dirent *d)
{
	mode_t type = d->d_name[0] == '.' ? 0 : type_of(list, d->d_name);
	const char *name;
	int e;

	if (type != S_IFDIR && type != S_IFREG)
		return 0;
	e = name_make(l->cx, under, d->d_name, &name);
	if (e)
		return e;
	if (type == S_IFREG)
		return add(l, name);
	return depth < SYS_DEPTH_MAX ? look(l, dir, name, depth + 1) : 0;
}

/* The folder of that name in dir, both as given: under is "" for dir itself. */
static int look(struct names *l, const char *dir, const char *under, int depth)
{
	const char *path = *under ? sys_path(l->cx, dir, under) : dir;
	DIR *list = path ? opendir(path) : NULL;
	const struct dirent *d;
	int e = 0;

	if (!path)
		return -E_NO_MEMORY;
	if (!list)
		return err(l->cx, E_FILE, NULL, path, "不能打开目录", strerrordesc_np(errno));
	while (!e && (d = readdir(list)))
		e = entry(l, dir, under, depth, list, d);
	closedir(list);
	return e;
}

static int by_name(const void *a, const void *b)
{
	return strcmp(*(const char *const *)a, *(const char *const *)b);
}

int sys_files(struct cx *cx, const char *dir, size_t max, const char *const **ret, size_t *ret_n)
{
	struct names l = { .cx = cx, .max = max };
	int e;

	l.all = arena_alloc(cx->arena, max * sizeof(*l.all));
	e = l.all ? look(&l, dir, "", 1) : err(cx, E_NO_MEMORY, NULL);
	if (e)
		return e;
	if (l.n > 0)
		qsort(l.all, l.n, sizeof(*l.all), by_name);
	*ret = l.all;
	*ret_n = l.n;
	return 0;
}

bool sys_is_dir(const char *path)
{
	struct stat s;

	return stat(path, &s) == 0 && S_ISDIR(s.st_mode);
}

static int gone(const char *path, const struct stat *s, int what, struct FTW *at)
{
	(void)s;
	(void)what;
	(void)at;
	return remove(path);
}

void sys_remove_dir(const char *path)
{
	nftw(path, gone, SYS_DEPTH_MAX, FTW_DEPTH | FTW_PHYS);
}
