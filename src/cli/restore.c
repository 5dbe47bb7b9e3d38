/* bulou restore, verify, rebuild.
 *
 * A restore checks every file before it touches anything; while it runs, and after a crash in it, the data opens for nothing but a
 * restore or a rebuild. */
#include "cli/backup.h"
#include "cli/commands.h"
#include "cli/show.h"
#include "sys/sys.h"

static void progress_rebuild(void *arg, int64_t done, int64_t all)
{
	cli_progress(arg, TEXT_PROGRESS_REBUILD, done, all);
}

/* ---- restore ---- */

struct restored {
	const char *const *files;
	size_t n;
	int64_t entries; /* of the backups: those of a key list are no part of the data */
	bool any_list;
	int64_t keys_destroyed, records_erased;
	int64_t last; /* where the data ends now */
};

static int chain_broken(struct cli *c, const char *path)
{
	struct buf zh, en;

	buf_init(&zh, &c->arena);
	buf_fmt(&zh, "%s 之前缺一份备份", path);
	buf_init(&en, &c->arena);
	buf_fmt(&en, "the backup before %s is missing", path);
	if (!buf_ok(&zh) || !buf_ok(&en))
		return err(&c->cx, E_NO_MEMORY, NULL);
	return err(&c->cx, E_UNFIT, NULL, buf_get(&zh).p, buf_get(&en).p,
		"找回缺的那份；找不回的，把它之前的几份按顺序写在 restore 后面",
		"find it; else name those before it, in their order");
}

/* The files that were named; of a folder that was named, those of its newest chain. */
static int files_find(struct cli *c, struct restored *ret)
{
	const char **files = cx_many(&c->cx, c->args_n, const char *);
	struct chain chain;
	int e;

	if (!files)
		return -E_NO_MEMORY;
	for (size_t i = 0; i < c->args_n; i++)
		files[i] = c->args[i].p;
	ret->files = files;
	ret->n = c->args_n;
	if (c->args_n != 1 || !sys_is_dir(files[0]))
		return 0;
	e = chain_newest(c, files[0], &chain);
	if (!e && !chain.n)
		e = cli_wrong(c, TEXT_CHAIN_NONE, files[0]);
	if (!e && chain.broken)
		e = chain_broken(c, chain.broken);
	ret->files = chain.files;
	ret->n = chain.n;
	return e;
}

static int all_checked(struct cli *c, const struct restored *r)
{
	struct stream_info info;
	int e = 0;

	for (size_t i = 0; !e && i < r->n; i++) {
		cli_say(c, TEXT_RESTORE_CHECK, r->files[i]);
		e = stream_verify(&c->cx, r->files[i], &info);
	}
	return e;
}

/* What is there is taken up (a later part, or after a crash); nothing there: the tables are made. */
static int place_open(struct cli *c, const struct restored *r)
{
	const char *data = c->option[OPTION_DATA], *key = c->option[OPTION_KEY];
	int e = site_open_raw(&c->cx, data, key, cli_tables(), &c->site);

	if (e != -E_NO_DATA)
		return e;
	err_clear(&c->cx);
	e = site_may_restore(&c->cx, data, key, r->files, r->n);
	return e ? e : site_create_empty(&c->cx, data, key, cli_tables(), &c->site);
}

static int mark_set(struct cli *c, struct str value)
{
	struct store *s = c->site->view.journal.store;
	int e = store_begin(&c->cx, s, "restore");

	if (!e)
		e = journal_meta_set(&c->cx, s, "rebuilding", value);
	if (!e)
		e = store_commit(&c->cx, s);
	if (e)
		store_rollback(s);
	return e;
}

static int meta_is_set(struct cli *c, const char *name, bool *ret)
{
	struct store *s = c->site->view.journal.store;
	struct str value = STR_NONE;
	int e = store_begin_read(&c->cx, s, "restore");

	if (!e)
		e = journal_meta(&c->cx, s, name, &value);
	store_rollback(s);
	*ret = value.n > 0;
	return e;
}

/* A file that does not fit was refused before anything of it was stored: then the views are still those of the journal,
 * and the data must not be left closed. */
static void mark_take_back(struct cli *c)
{
	struct err_info why = c->cx.e;
	bool begun = true;

	if (why.code == E_UNFIT && meta_is_set(c, "restoring", &begun) == 0 && !begun)
		mark_set(c, STR_NONE);
	c->cx.e = why;
}

/* The wrapped keys came with the stream: does the master key open them? */
static int keys_check(struct cli *c)
{
	struct store *s = c->site->view.journal.store;
	int e = store_begin_read(&c->cx, s, "restore");

	if (!e)
		e = keyring_follow(&c->cx, c->site->keys, s);
	store_rollback(s);
	return e == -E_KEY ? err(&c->cx, E_KEY_OTHER, NULL, c->site->key_path) : e;
}

static int rebuild_all(struct cli *c)
{
	int e = rebuild(&c->cx, &c->site->view, progress_rebuild, c);

	cli_progress_end(c);
	return e;
}

/* Where the data ends now: behind the last backup if a key list added its erasures. */
static int end_read(struct cli *c, int64_t *ret)
{
	struct store *s = c->site->view.journal.store;
	int e = store_begin_read(&c->cx, s, "restore");

	if (!e)
		e = journal_newest(&c->cx, s, ret);
	store_rollback(s);
	return e;
}

static int restore_answer(struct cli *c, const struct restored *r)
{
	struct buf b;
	struct jw w;

	if (!c->json) {
		if (r->any_list)
			cli_say(c, TEXT_RESTORE_LIST, cx_num(&c->cx, r->keys_destroyed),
				cx_num(&c->cx, r->records_erased));
		cli_say(c, TEXT_RESTORE_DONE, cx_num(&c->cx, r->entries), cx_num(&c->cx, r->last),
			c->site->shown);
		return 0;
	}
	buf_init(&b, &c->arena);
	jw_init(&w, &b);
	jw_object(&w);
	jw_f_int(&w, "entries", r->entries);
	jw_f_int(&w, "last", r->last);
	jw_f_int(&w, "keys_destroyed", r->keys_destroyed);
	jw_f_int(&w, "records_erased", r->records_erased);
	jw_end_object(&w);
	return cli_json(c, &b);
}

/* After a crash in a later file, or in the rebuild that ends a restore, this file is in the journal: the same command
 * goes on from there. Behind the position where a file began that is not whole nothing counts. */
static int is_taken(struct cli *c, const struct stream_info *info, bool *ret)
{
	struct store *s = c->site->view.journal.store;
	struct str restored = STR_NONE, restoring = STR_NONE, began;
	int64_t whole = 0;
	int e = store_begin_read(&c->cx, s, "restore");

	if (!e)
		e = journal_newest(&c->cx, s, &whole);
	if (!e)
		e = journal_meta(&c->cx, s, "restored", &restored);
	if (!e)
		e = journal_meta(&c->cx, s, "restoring", &restoring);
	store_rollback(s);
	if (!e && str_split(&restoring, ' ', &began) && !str_int(began, &whole))
		e = err(&c->cx, E_CORRUPT, NULL, "meta restoring");
	*ret = !e && stream_is_noted(restored, info->epoch) && info->last <= whole;
	return e;
}

static int file_restore(struct cli *c, const char *path, bool marked, struct stream_info *ret)
{
	int e = stream_restore(&c->cx, &c->site->view.journal, path, ret, backup_progress, c);
	struct err_info why = c->cx.e;
	bool taken = false;

	if (e != -E_UNFIT || !marked || is_taken(c, ret, &taken) || !taken) {
		c->cx.e = why;
		return e;
	}
	err_clear(&c->cx);
	return 0;
}

/* From the first file on the views are not those of the journal, and the data says so. */
static int files_restore(struct cli *c, struct restored *ret)
{
	struct stream_info info;
	bool marked;
	int e = meta_is_set(c, "rebuilding", &marked);

	if (!e)
		e = mark_set(c, STR(STREAM_COMING));
	for (size_t i = 0; !e && i < ret->n; i++) {
		e = file_restore(c, ret->files[i], marked, &info);
		if (e && i == 0 && !marked)
			mark_take_back(c);
		ret->entries += info.is_list ? 0 : info.entries;
		ret->any_list = ret->any_list || info.is_list;
		ret->keys_destroyed += info.keys_destroyed;
		ret->records_erased += info.records_erased;
	}
	return e;
}

int command_restore(struct cli *c)
{
	struct restored restored = { 0 };
	int e = files_find(c, &restored);

	if (!e)
		e = all_checked(c, &restored);
	if (!e)
		e = place_open(c, &restored);
	if (!e)
		e = files_restore(c, &restored);
	if (!e)
		e = keys_check(c);
	/* Asked before the last step: what fails behind it would call a whole restore a failed one. */
	if (!e)
		e = end_read(c, &restored.last);
	/* All is in: from here on a rebuild is what is missing. */
	if (!e)
		e = mark_set(c, STR("1"));
	if (!e)
		e = rebuild_all(c);
	return e ? e : restore_answer(c, &restored);
}

/* ---- verify and rebuild ---- */

static int verify_answer(struct cli *c, const struct verify_result *r)
{
	static const char *const names[ENTRY_KNOWN] = { NULL, "records", "refusals", "logins",
		"devices", "looks", "keys", "erasures" };
	struct buf b;
	struct jw w;

	if (!c->json) {
		cli_say(c, TEXT_VERIFY_DONE, cx_num(&c->cx, r->entries), cx_num(&c->cx, r->last));
		if (r->newer)
			cli_say(c, TEXT_VERIFY_NEWER, cx_num(&c->cx, r->newer));
		return 0;
	}
	buf_init(&b, &c->arena);
	jw_init(&w, &b);
	jw_object(&w);
	jw_f_bool(&w, "ok", true);
	jw_f_int(&w, "entries", r->entries);
	jw_f_int(&w, "first", r->first);
	jw_f_int(&w, "last", r->last);
	for (int i = ENTRY_RECORD; i < ENTRY_KNOWN; i++)
		jw_f_int(&w, names[i], r->by_type[i]);
	jw_f_int(&w, "erased", r->erased);
	jw_f_int(&w, "keyless", r->keyless);
	jw_f_int(&w, "newer", r->newer);
	jw_end_object(&w);
	return cli_json(c, &b);
}

static int verify_file(struct cli *c)
{
	struct backup bk = { .c = c };
	int e = stream_verify(&c->cx, c->args[0].p, &bk.info);

	return e ? e : backup_answer(&bk);
}

int command_verify(struct cli *c)
{
	struct verify_result result;
	int e;

	if (c->args_n)
		return verify_file(c);
	e = cli_cover(c);
	if (!e)
		e = store_check(&c->cx, c->store);
	if (!e)
		e = journal_verify(&c->cx, c->store, &result, backup_progress, c);
	if (!e)
		e = cover_recount(&c->cx, c->store);
	return e ? e : verify_answer(c, &result);
}

int command_rebuild(struct cli *c)
{
	int e = site_open_raw(
		&c->cx, c->option[OPTION_DATA], c->option[OPTION_KEY], cli_tables(), &c->site);

	if (!e)
		e = rebuild_all(c);
	/* It may be the end of a purge that crashed before it had cleaned up behind itself. */
	if (!e)
		e = store_scrub(&c->cx, c->site->view.journal.store);
	if (!e)
		cli_say(c, TEXT_REBUILD_DONE);
	return e;
}
