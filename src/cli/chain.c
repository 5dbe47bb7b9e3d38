/* bulou backup: into one file, or with --into FOLDER as backups that go on from each other, once or again and again. */
#include "cli/backup.h"

#include <string.h>

#include "cli/commands.h"
#include "cli/show.h"
#include "sys/sys.h"

#define DIGITS 12
#define NAME (2 * DIGITS + 1 + 6) /* 000000000000-000000000048.bulou */
#define CHAIN_NAME 15             /* 20220830-180000 */
#define PART ".bulou.part"        /* the end of one that was not ended */
#define WHOLE_MS (7 * WHEN_DAY_MS)

/* ---- what is in the folder ---- */

/* n digits, with zeros in front. */
static bool digits(const char *p, size_t n, int64_t *ret)
{
	*ret = 0;
	for (size_t i = 0; i < n; i++) {
		if (p[i] < '0' || p[i] > '9')
			return false;
		*ret = *ret * 10 + (p[i] - '0');
	}
	return true;
}

/* When a chain of this name began; 0: it is no name of ours. */
static int64_t began(struct str name)
{
	int64_t day, clock;

	if (name.n != CHAIN_NAME || name.p[8] != '-' || !digits(name.p, 8, &day) ||
		!digits(name.p + 9, 6, &clock))
		return 0;
	return day_start(day_from((int)(day / 10000), (int)(day / 100 % 100), (int)(day % 100))) +
		(clock / 10000 * 3600 + clock / 100 % 100 * 60 + clock % 100) * 1000;
}

/* A path as "20220830-180000/000000000000-000000000048.bulou" into its parts. Whatever else lies there is none of ours: a copy of
 * a chain under another name, too. */
struct named {
	struct str chain;
	int64_t after, last;
};

static bool path_read(const char *path, struct named *ret)
{
	const char *name = strchr(path, '/');

	if (!name++)
		return false;
	ret->chain = (struct str){ path, (size_t)(name - 1 - path) };
	return began(ret->chain) && strlen(name) == NAME && name[DIGITS] == '-' &&
		strcmp(name + 2 * DIGITS + 1, ".bulou") == 0 && digits(name, DIGITS, &ret->after) &&
		digits(name + DIGITS + 1, DIGITS, &ret->last);
}

/* The file is the next of this chain, or begins another. */
static int file_add(struct cli *c, struct chain *chain, const char *folder, const char *path)
{
	struct named n;
	const char *whole;

	if (!path_read(path, &n))
		return 0;
	whole = sys_path(&c->cx, folder, path);
	if (!whole)
		return -E_NO_MEMORY;
	if (!str_is(n.chain, chain->name))
		*chain = (struct chain){ .name = cx_text(&c->cx, n.chain), .files = chain->files };
	if ((n.after != chain->last || n.last < n.after) && !chain->broken)
		chain->broken = whole;
	((const char **)(uintptr_t)chain->files)[chain->n++] = whole;
	chain->last = n.last;
	return 0;
}

int chain_newest(struct cli *c, const char *folder, struct chain *ret)
{
	const char *const *names;
	size_t n;
	int e = sys_files(&c->cx, folder, CHAIN_FILES_MAX, &names, &n);

	*ret = (struct chain){ .name = "" };
	if (!e && !(ret->files = cx_many(&c->cx, n + 1, const char *)))
		e = -E_NO_MEMORY;
	for (size_t i = 0; !e && i < n; i++)
		e = file_add(c, ret, folder, names[i]);
	return e;
}

/* What was cut off would fill a disk that is full already. Under the lock, so nobody is at work on it. */
static int parts_remove(struct cli *c, const char *folder)
{
	const char *const *names;
	size_t n, end = strlen(PART);
	int e = sys_files(&c->cx, folder, CHAIN_FILES_MAX, &names, &n);

	for (size_t i = 0; !e && i < n; i++) {
		size_t len = strlen(names[i]);
		const char *path = sys_path(&c->cx, folder, names[i]);

		if (path && len > end && strcmp(names[i] + len - end, PART) == 0)
			sys_remove(path);
	}
	return e;
}

/* ---- one backup more ---- */

/* After a rotation the keys of an older file open under the old master key only: a chain is restored with one. */
static int key_holds(struct cli *c, const struct chain *chain, bool *ret)
{
	bool any = false, fits = true;
	struct seal_key master;
	int e = seal_master_load(&c->cx, c->site->key_path, NULL, &master);

	if (!e)
		e = stream_key_fits(&c->cx, chain->files[0], &master, &any, &fits);
	seal_wipe(&master, sizeof(master));
	*ret = !e && (!any || fits);
	return e;
}

/* Of another epoch: a restore, a rebuild or a purge lies between, and positions may mean something else. A file that is damaged
 * carries nothing on either, and the person is told. */
static int joins(struct cli *c, const struct chain *chain, bool *ret)
{
	const char *path = chain->files[chain->n - 1];
	struct stream_info info;
	struct str epoch = STR_NONE;
	int e = stream_verify(&c->cx, path, &info);

	*ret = false;
	if (e == -E_STREAM) {
		err_clear(&c->cx);
		cli_say(c, TEXT_CHAIN_TORN, path);
		return 0;
	}
	if (!e)
		e = journal_meta(&c->cx, c->store, "epoch", &epoch);
	*ret = !e && str_eq(info.epoch, epoch);
	return e || !*ret ? e : key_holds(c, chain, ret);
}

static int goes_on(struct cli *c, const struct chain *chain, int64_t whole_ms, bool *ret)
{
	int64_t newest;
	int e = journal_newest(&c->cx, c->store, &newest);

	*ret = !e && chain->n && !chain->broken && chain->last <= newest &&
		sys_now() - began(str_of(chain->name)) < whole_ms;
	return e || !*ret ? e : joins(c, chain, ret);
}

/* By now; and behind the newest, also when the clock was set back. */
static const char *name_new(struct cli *c, const struct chain *newest)
{
	int64_t now = sys_now(), least = began(str_of(newest->name)) + 1000, s;
	int y, m, d;
	struct buf b;

	now = now < least ? least : now;
	s = (now - day_start(day_of(now))) / 1000;
	day_civil(day_of(now), &y, &m, &d);
	buf_init(&b, &c->arena);
	buf_fmt(&b, "%04d%02d%02d-%02d%02d%02d", y, m, d, (int)(s / 3600), (int)(s / 60 % 60),
		(int)(s % 60));
	return buf_ok(&b) ? buf_get(&b).p : NULL;
}

/* FOLDER/20220830-180000/000000000048-000000000096.bulou */
static const char *path_make(
	struct cli *c, const char *folder, const struct chain *chain, int64_t last)
{
	const char *dir = sys_path(&c->cx, folder, chain->name);
	struct buf b;

	if (!dir || sys_make_dir(&c->cx, dir))
		return NULL;
	buf_init(&b, &c->arena);
	buf_fmt(&b, "%012lld-%012lld.bulou", (long long)chain->last, (long long)last);
	return buf_ok(&b) ? sys_path(&c->cx, dir, buf_get(&b).p) : NULL;
}

/* What a chain holds is safe, also when the turn that wrote it was cut off before it could say so. */
static int same_say(struct backup *bk)
{
	int e = backup_settle(bk);

	if (!e && bk->c->json)
		return backup_answer(bk);
	if (!e)
		cli_say(bk->c, TEXT_CHAIN_SAME, cx_num(&bk->c->cx, bk->info.last));
	return e;
}

static int next_write(struct cli *c, const char *folder, const struct chain *chain)
{
	struct backup bk = { .c = c, .after = chain->last, .joins = true };
	int64_t last;
	const char *path;
	int e = journal_newest(&c->cx, c->store, &last);

	bk.info = (struct stream_info){ .after = last, .last = last };
	if (e || (chain->n && last == chain->last))
		return e ? e : same_say(&bk);
	path = path_make(c, folder, chain, last);
	if (!path)
		return c->cx.e.code ? -c->cx.e.code : err(&c->cx, E_NO_MEMORY, NULL);
	e = backup_write(&bk, path);
	if (e || c->json)
		return e ? e : backup_answer(&bk);
	cli_say(c, TEXT_CHAIN_DONE, path, cx_num(&c->cx, bk.info.entries),
		cx_num(&c->cx, bk.info.last));
	return 0;
}

/* ---- a turn ---- */

/* A folder is never made: where a disk is missing it would be made on another, and phones be told that all is safe. */
static int folder_lock(struct cli *c, const char *folder, struct sys_file **ret)
{
	const char *path = sys_path(&c->cx, folder, ".lock");
	int e;

	*ret = NULL;
	if (!sys_is_dir(folder))
		return err(&c->cx, E_FILE, NULL, folder, "没有这个目录，请先建立",
			"there is no such folder: make it first");
	e = path ? sys_lock(&c->cx, path, ret) : -E_NO_MEMORY;
	return e || *ret ? e :
			   err(&c->cx, E_BUSY, NULL, "另一次备份正在写入该目录",
				   "another backup is at work in this folder");
}

static int locked(struct cli *c, const char *folder, int64_t whole_ms, bool again)
{
	struct chain chain;
	bool on = false;
	int e = parts_remove(c, folder);

	if (!e)
		e = chain_newest(c, folder, &chain);
	if (!e && again && !chain.n)
		e = err(&c->cx, E_FILE, NULL, folder, "里面的备份不见了，磁盘是否已取下",
			"the backups in it are gone: was the disk taken out?");
	if (!e)
		e = goes_on(c, &chain, whole_ms, &on);
	if (!e && !on) {
		chain = (struct chain){ .name = name_new(c, &chain) };
		e = chain.name ? 0 : err(&c->cx, E_NO_MEMORY, NULL);
	}
	return e ? e : next_write(c, folder, &chain);
}

/* FOLDER WHOLE [again]: its memory ends with it. */
static int turn(struct cli *c)
{
	const char *folder = c->args[0].p;
	struct sys_file *lock = NULL;
	int64_t whole_ms = WHOLE_MS;
	int e = c->args[1].n ? cli_span(c, c->args[1], &whole_ms) : 0;

	if (!e)
		e = cli_open(c, SITE_WRITE);
	if (!e)
		e = folder_lock(c, folder, &lock);
	if (!e)
		e = cli_cover(c);
	if (!e)
		e = locked(c, folder, whole_ms, c->args_n > 2);
	sys_close(lock);
	return e;
}

static int chain_keep(struct cli *c)
{
	const char *args[] = { c->option[OPTION_INTO],
		cli_has(c, OPTION_WHOLE) ? c->option[OPTION_WHOLE] : "", "again" };
	int64_t every = 0;
	int e;

	if (c->args_n || cli_has(c, OPTION_AFTER) || cli_has(c, OPTION_KEYS))
		return cli_wrong(c, TEXT_BACKUP_INTO);
	c->args[0] = str_of(args[0]);
	c->args[1] = str_of(args[1]);
	if (!cli_has(c, OPTION_EVERY))
		return turn(c);
	e = cli_span(c, cli_option(c, OPTION_EVERY), &every);
	return e ? e : cli_again(c, turn, args, 2, 3, every);
}

int command_backup(struct cli *c)
{
	if (cli_has(c, OPTION_THROUGH))
		return backup_through(c);
	if (cli_has(c, OPTION_INTO))
		return chain_keep(c);
	if (cli_has(c, OPTION_EVERY) || cli_has(c, OPTION_WHOLE))
		return cli_wrong(c, TEXT_BACKUP_INTO);
	if (!c->args_n && !cli_has(c, OPTION_KEYS))
		return cli_wrong(c, TEXT_BACKUP_WHERE);
	return backup_one(c);
}
