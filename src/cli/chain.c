/* bulou backup --into FOLDER: backups that go on from each other, once or again and again. */
#include "cli/backup.h"

#include <string.h>

#include "cli/commands.h"
#include "cli/show.h"
#include "sys/sys.h"

#define DIGITS 12
#define NAME (2 * DIGITS + 1 + 6) /* 000000000000-000000000048.bulou */
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

/* "…/000000000000-000000000048.bulou"; anything else is none of ours, such as one that was not ended. */
static bool name_read(const char *path, int64_t *ret_after, int64_t *ret_last)
{
	const char *name = strrchr(path, '/');

	name = name ? name + 1 : path;
	return strlen(name) == NAME && name[DIGITS] == '-' &&
		strcmp(name + 2 * DIGITS + 1, ".bulou") == 0 && digits(name, DIGITS, ret_after) &&
		digits(name + DIGITS + 1, DIGITS, ret_last);
}

static struct str folder_of(const char *path)
{
	const char *end = strchr(path, '/');

	return (struct str){ path, end ? (size_t)(end - path) : 0 };
}

/* The file is the next of this chain, or begins another. */
static int file_add(struct cli *c, struct chain *chain, const char *folder, const char *path)
{
	struct str name = folder_of(path);
	int64_t after = 0, last = 0;
	const char *whole;

	if (!name.n || !name_read(path, &after, &last))
		return 0;
	whole = sys_path(&c->cx, folder, path);
	if (!whole)
		return -E_NO_MEMORY;
	if (!str_is(name, chain->name))
		*chain = (struct chain){ .name = cx_text(&c->cx, name), .files = chain->files };
	if ((after != chain->last || last < after) && !chain->broken)
		chain->broken = whole;
	((const char **)(uintptr_t)chain->files)[chain->n++] = whole;
	chain->last = last;
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

/* ---- one backup more ---- */

/* When it began: its name says it. 0: it is no name of ours. */
static int64_t began(const struct chain *chain)
{
	const char *s = chain->name;
	int64_t day, clock;

	if (strlen(s) != 15 || s[8] != '-' || !digits(s, 8, &day) || !digits(s + 9, 6, &clock))
		return 0;
	return day_start(day_from((int)(day / 10000), (int)(day / 100 % 100), (int)(day % 100))) +
		(clock / 10000 * 3600 + clock / 100 % 100 * 60 + clock % 100) * 1000;
}

/* Of another epoch: a restore, a rebuild or a purge lies between, and positions may mean something else. */
static int epoch_same(struct cli *c, const struct chain *chain, bool *ret)
{
	struct stream_reader *r;
	struct stream_info info;
	struct sys_file *f;
	struct str epoch;
	int e = sys_open_read(&c->cx, chain->files[chain->n - 1], &f);

	if (e)
		return e;
	e = stream_open(&c->cx, f, &r, &info);
	if (!e)
		e = journal_meta(&c->cx, c->store, "epoch", &epoch);
	*ret = !e && str_eq(info.epoch, epoch);
	stream_close(r);
	sys_close(f);
	return e;
}

static int goes_on(struct cli *c, const struct chain *chain, int64_t whole_ms, bool *ret)
{
	int64_t newest;
	int e = journal_newest(&c->cx, c->store, &newest);

	*ret = !e && chain->n && !chain->broken && chain->last <= newest &&
		sys_now() - began(chain) < whole_ms;
	return e || !*ret ? e : epoch_same(c, chain, ret);
}

/* "20220830-180000" */
static const char *name_new(struct cli *c)
{
	int64_t now = sys_now(), s = (now - day_start(day_of(now))) / 1000;
	int y, m, d;
	struct buf b;

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

static int next_write(struct cli *c, const char *folder, const struct chain *chain)
{
	struct backup bk = { .c = c, .after = chain->last };
	int64_t last;
	const char *path;
	int e = journal_newest(&c->cx, c->store, &last);

	if (e)
		return e;
	if (chain->n && last == chain->last) {
		cli_say(c, TEXT_CHAIN_SAME, cx_num(&c->cx, last));
		return 0;
	}
	path = path_make(c, folder, chain, last);
	if (!path)
		return c->cx.e.code ? -c->cx.e.code : err(&c->cx, E_NO_MEMORY, NULL);
	e = backup_write(&bk, path);
	if (!e)
		cli_say(c, TEXT_CHAIN_DONE, path, cx_num(&c->cx, bk.info.entries),
			cx_num(&c->cx, bk.info.last));
	return e;
}

static int whole_read(struct cli *c, struct str text, int64_t *ret)
{
	*ret = WHOLE_MS;
	return text.n ? cli_span(c, text, ret) : 0;
}

/* FOLDER WHOLE: a run of its own, whose memory ends with it. */
static int once(struct cli *c)
{
	struct chain chain;
	int64_t whole_ms;
	bool on = false;
	int e = whole_read(c, c->args[1], &whole_ms);

	if (!e)
		e = cli_open(c, SITE_WRITE);
	if (!e)
		e = sys_make_dir(&c->cx, c->args[0].p);
	if (!e)
		e = cli_cover(c);
	if (!e)
		e = chain_newest(c, c->args[0].p, &chain);
	if (!e)
		e = goes_on(c, &chain, whole_ms, &on);
	if (!e && !on) {
		chain = (struct chain){ .name = name_new(c) };
		e = chain.name ? 0 : err(&c->cx, E_NO_MEMORY, NULL);
	}
	return e ? e : next_write(c, c->args[0].p, &chain);
}

/* ---- again and again ---- */

int chain_keep(struct cli *c)
{
	const char *args[] = { c->option[OPTION_INTO],
		cli_has(c, OPTION_WHOLE) ? c->option[OPTION_WHOLE] : "" };
	bool again = cli_has(c, OPTION_EVERY);
	int64_t every = 0;
	int e;

	if (c->args_n || cli_has(c, OPTION_AFTER) || cli_has(c, OPTION_KEYS))
		return cli_wrong(c, TEXT_BACKUP_INTO);
	e = again ? cli_span(c, cli_option(c, OPTION_EVERY), &every) : 0;
	if (!e)
		e = cli_quietly(c, once, args, 2);
	/* What is wrong at the first time is wrong with the command; later on a disk may be full for a while. */
	while (!e && again) {
		sys_sleep_ms(every);
		if (cli_quietly(c, once, args, 2)) {
			cli_report(c);
			cli_say(c, TEXT_CHAIN_AGAIN, c->option[OPTION_EVERY]);
		}
	}
	return e;
}
