/* Writing one backup: bulou backup FILE.
 *
 * It is written beside its place, flushed, read back and checked, and only then gets its name; then the server may tell the phones
 * that what lies before its end is safe. One that goes into a pipe cannot be read back by whoever wrote it: wherever it has
 * come to lie, it is sent back from there, and bulou backup returned reads it, checks it and says that it is safe. */
#include "cli/backup.h"

#include <string.h>

#include "cli/commands.h"
#include "cli/show.h"
#include "sys/sys.h"

void backup_progress(void *arg, int64_t done)
{
	cli_progress(arg, TEXT_PROGRESS_ENTRIES, done, 0);
}

static int written(
	struct cli *c, const char *path, int64_t after, bool keys_only, struct stream_info *ret)
{
	struct sys_file *f;
	int e = sys_open_write(&c->cx, path, true, &f);

	if (e)
		return e;
	e = stream_write(&c->cx, c->store, f, after, keys_only, ret, backup_progress, c);
	if (!e && strcmp(path, "-") != 0)
		e = sys_flush_disk(&c->cx, f);
	sys_close(f);
	return e;
}

int backup_stream(struct cli *c, const char *path, struct stream_info *ret)
{
	return written(c, path, 0, false, ret);
}

/* Reads back what was written: a backup that cannot be read is none. */
static int checked(struct cli *c, const char *path, const struct stream_info *wrote)
{
	struct stream_info read;
	int e = stream_verify(&c->cx, path, &read);

	if (!e && (read.last != wrote->last || read.entries != wrote->entries))
		e = err(&c->cx, E_VERIFY, NULL, path);
	return e;
}

static int stream_file(
	struct cli *c, const char *path, int64_t after, bool keys_only, struct stream_info *ret)
{
	struct buf b;
	int e;

	if (sys_exists(path))
		return err(&c->cx, E_EXISTS, NULL, path);
	buf_init(&b, &c->arena);
	buf_fmt(&b, "%s.part", path);
	if (!buf_ok(&b))
		return err(&c->cx, E_NO_MEMORY, NULL);
	e = written(c, buf_get(&b).p, after, keys_only, ret);
	if (!e)
		e = checked(c, buf_get(&b).p, ret);
	if (!e)
		return sys_rename(&c->cx, buf_get(&b).p, path);
	sys_remove(buf_get(&b).p); /* half a backup helps nobody, least of all on a full disk */
	return e;
}

/* Only what hangs together with what is safe already makes more safe. */
static int safe_set(struct backup *bk)
{
	struct cli *c = bk->c;
	struct store *s = c->site->view.journal.store;
	int64_t old = 0;
	int e;

	if (bk->safe.n && !str_int(bk->safe, &old))
		return err(&c->cx, E_CORRUPT, NULL, "safe_pos");
	bk->joins = bk->joins || bk->after <= old;
	if (!bk->joins || bk->info.last <= old)
		return 0;
	e = store_begin(&c->cx, s, "backup");
	if (!e)
		e = journal_meta_set(&c->cx, s, "safe_pos", str_of(cx_num(&c->cx, bk->info.last)));
	if (!e)
		e = store_commit(&c->cx, s);
	if (e)
		store_rollback(s);
	return e;
}

int backup_answer(struct backup *bk)
{
	struct cli *c = bk->c;
	struct buf b;
	struct jw w;

	if (!c->json) {
		if (bk->info.after && !bk->info.entries)
			cli_say(c, TEXT_BACKUP_NOTHING, cx_num(&c->cx, bk->info.after));
		else
			cli_say(c, TEXT_BACKUP_DONE, cx_num(&c->cx, bk->info.entries),
				cx_num(&c->cx, bk->info.last));
		if (!bk->joins && bk->after)
			cli_say(c, TEXT_BACKUP_NOT_SAFE);
		return 0;
	}
	buf_init(&b, &c->arena);
	jw_init(&w, &b);
	jw_object(&w);
	jw_f_int(&w, "after", bk->info.after);
	jw_f_int(&w, "last", bk->info.last);
	jw_f_int(&w, "entries", bk->info.entries);
	jw_f_str(&w, "epoch", bk->info.epoch);
	jw_end_object(&w);
	return cli_json(c, &b);
}

int backup_settle(struct backup *bk)
{
	struct cli *c = bk->c;
	int e = journal_meta(&c->cx, c->store, "safe_pos", &bk->safe);

	cli_cover_end(c);
	return e ? e : safe_set(bk);
}

int backup_write(struct backup *bk, const char *path)
{
	int e = stream_file(bk->c, path, bk->after, false, &bk->info);

	return e ? e : backup_settle(bk);
}

static int backup_main(struct backup *bk)
{
	struct cli *c = bk->c;
	const char *path = c->args[0].p;
	int e;

	if (strcmp(path, "-") == 0) {
		e = written(c, path, bk->after, false, &bk->info);
		c->answered = true;
		return e;
	}
	e = backup_write(bk, path);
	return e ? e : backup_answer(bk);
}

/* ---- one that went through a pipe, and has come back ---- */

int backup_unfit(struct cli *c)
{
	return err(&c->cx, E_UNFIT, NULL, "交回的不是这份数据现在的备份",
		"what came back is no backup of this data as it is now",
		"核对命令和 --data，重新备份", "check the commands and --data, and back up again");
}

/* It is of this journal as it is now, and all of it: what came between a restore and the backup may be other entries. */
static int returned_check(struct backup *bk)
{
	struct cli *c = bk->c;
	struct str epoch = STR_NONE, join = STR_NONE;
	int64_t newest = 0;
	int e = journal_meta(&c->cx, c->store, "epoch", &epoch);

	if (!e)
		e = journal_newest(&c->cx, c->store, &newest);
	if (!e)
		e = stream_join(&c->cx, c->store, bk->after, &join);
	if (e)
		return e;
	if (str_eq(epoch, bk->info.epoch) && str_eq(join, bk->info.join) &&
		bk->info.last <= newest && bk->info.entries == bk->info.last - bk->after)
		return 0;
	return backup_unfit(c);
}

int backup_back(struct backup *bk)
{
	int e = returned_check(bk);

	return e ? e : backup_settle(bk);
}

/* It is read to its end before anything is opened: whoever writes into the pipe may take his time. */
int command_backup_returned(struct cli *c)
{
	struct backup bk = { .c = c };
	int e = stream_verify(&c->cx, c->args_n ? c->args[0].p : "-", &bk.info);

	bk.after = bk.info.after;
	if (!e)
		e = cli_open(c, SITE_WRITE);
	if (!e)
		e = cli_cover(c);
	if (!e)
		e = backup_back(&bk);
	return e ? e : backup_answer(&bk);
}

static int after_take(struct cli *c, int64_t *ret)
{
	int64_t newest;
	int e;

	if (!cli_has(c, OPTION_AFTER))
		return 0;
	e = journal_newest(&c->cx, c->store, &newest);
	if (!e && (!str_int(cli_option(c, OPTION_AFTER), ret) || *ret < 0 || *ret > newest))
		e = cli_wrong(c, TEXT_NO_POS, c->option[OPTION_AFTER], cx_num(&c->cx, newest));
	return e;
}

int backup_one(struct cli *c)
{
	struct backup bk = { .c = c };
	struct stream_info keys;
	int e = cli_open(c, SITE_WRITE);

	if (!e)
		e = cli_cover(c);
	if (!e)
		e = after_take(c, &bk.after);
	if (!e && cli_has(c, OPTION_KEYS))
		e = stream_file(c, c->option[OPTION_KEYS], 0, true, &keys);
	if (e || !c->args_n)
		return e;
	return backup_main(&bk);
}

int cli_again(struct cli *c, int (*turn_run)(struct cli *c), const char *const *args, size_t first,
	size_t later, int64_t every_ms)
{
	int e = cli_quietly(c, turn_run, args, first);

	/* What is wrong at the first time is wrong with the command; later on a disk may be full for a while. */
	if (e)
		return e;
	for (;;) {
		sys_sleep_ms(every_ms);
		if (cli_quietly(c, turn_run, args, later)) {
			cli_report(c);
			cli_say(c, TEXT_CHAIN_AGAIN, c->option[OPTION_EVERY]);
		}
	}
}
