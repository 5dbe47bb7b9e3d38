/* Opening a site: where the data and the master key lie, whether the views are of this program's
 * version and whole, and putting together what works on them. */
#include "guard/site.h"

#include <string.h>

#include "core/check.h"
#include "cover/apply.h"
#include "guard/devices.h"
#include "generated/schema.h"
#include "generated/stmt.h"
#include "guard/guard.h"
#include "record/recent.h"
#include "record/stream.h"
#include "seal/seal.h"
#include "sys/sys.h"

/* A site with the memory that its names lie in. */
struct site_box {
	struct site site;
	struct arena arena;
};

static bool is_url(const char *where)
{
	return strncmp(where, "postgresql://", 13) == 0 || strncmp(where, "postgres://", 11) == 0;
}

static int keep(struct cx *cx, const char *z, const char **ret)
{
	struct str s;

	if (cx_str(cx, str_of(z), &s))
		return -E_NO_MEMORY;
	*ret = s.p;
	return 0;
}

/* A URL without user, password and options: what is printed is read by others, and kept in logs. */
static int shown_of(struct cx *cx, const char *where, const char **ret)
{
	struct str scheme, rest;
	struct buf b;

	*ret = where;
	if (!is_url(where))
		return keep(cx, where, ret);
	store_url_shown(where, &scheme, &rest);
	buf_init(&b, cx->arena);
	buf_str(&b, scheme);
	buf_str(&b, rest);
	if (!buf_ok(&b))
		return err(cx, E_NO_MEMORY, NULL);
	*ret = buf_get(&b).p;
	return 0;
}

int site_beside(
	struct cx *cx, const char *where, const char *key_path, const char *end, const char **ret)
{
	struct str from;
	struct buf b;

	/* A program that gives the key has no beside. */
	if (key_path && seal_is_command(key_path))
		key_path = NULL;
	from = str_of(key_path ? key_path : where ? where : SITE_WHERE);
	if (is_url(where ? where : SITE_WHERE) && !key_path)
		return err(cx, E_KEY, NULL, "使用数据库时须给出 --key",
			"with a database, --key is needed");
	if (key_path && from.n > 4 && str_is((struct str){ from.p + from.n - 4, 4 }, ".key"))
		from.n -= 4;
	while (from.n > 1 && from.p[from.n - 1] == '/')
		from.n--;
	buf_init(&b, cx->arena);
	buf_str(&b, from);
	buf_z(&b, end);
	if (!buf_ok(&b))
		return err(cx, E_NO_MEMORY, NULL);
	*ret = buf_get(&b).p;
	return 0;
}

/* The names are kept in the site's own memory; the error, if any, goes to the caller's context. */
static int site_new(struct cx *cx, const char *where, const char *key_path,
	const struct site_tables *t, struct site **ret)
{
	struct site_box *box = sys_heap.take(sys_heap.arg, sizeof(*box));
	struct cx own;
	int e = seal_start();

	*ret = NULL;
	if (!box)
		return err(cx, E_NO_MEMORY, NULL);
	memset(box, 0, sizeof(*box));
	arena_init(&box->arena, &sys_heap, 0);
	own = (struct cx){ .arena = &box->arena };
	*ret = &box->site;
	if (e)
		return err(cx, -e, NULL, "libsodium", "libsodium");
	where = where ? where : SITE_WHERE;
	e = keep(&own, where, &box->site.where);
	if (!e)
		e = shown_of(&own, where, &box->site.shown);
	if (!e)
		e = key_path ? keep(&own, key_path, &box->site.key_path) :
			       site_beside(&own, where, NULL, ".key", &box->site.key_path);
	if (e)
		return err_pass(cx, &own);
	box->site.tables = *t;
	return 0;
}

int site_key_is(struct cx *cx, struct site *s, const char *source)
{
	struct cx own = { .arena = &((struct site_box *)(void *)s)->arena };

	return keep(&own, source, &s->key_path) ? err_pass(cx, &own) : 0;
}

/* ret_made: as in seal_master_load. */
static int keys_load(struct cx *cx, struct site *s, bool *ret_made)
{
	struct seal_key master;
	int e = seal_master_load(cx, s->key_path, ret_made, &master);

	if (!e)
		e = keyring_new(cx, &master, &s->keys);
	seal_wipe(&master, sizeof(master));
	return e;
}

static void view_set(struct site *s, struct store *store)
{
	s->view.journal = (struct journal){
		.store = store, .keys = s->keys, .kinds = s->tables.kinds
	};
	s->view.ops = &cover_ops;
	s->view.device_key = guard_device_key;
	s->view.device_arg = s->guard;
}

static int store_of(struct cx *cx, const struct site *s, enum store_mode mode, struct store **ret)
{
	return store_open(cx, s->where, mode, stmt_table, STMT_COUNT, ret);
}

int site_reader(struct cx *cx, const struct site *s, bool prompt, struct store **ret)
{
	return store_of(cx, s, prompt ? STORE_READ | STORE_PROMPT : STORE_READ, ret);
}

/* Views of another version would be misread, and half made ones would show wrong figures. */
static int views_check(struct cx *cx, struct store *store)
{
	struct str v;
	int e = stream_all_in(cx, store);

	if (!e)
		e = journal_meta(cx, store, "rebuilding", &v);
	if (!e && v.n)
		e = err(cx, E_HALF_REBUILT, NULL);
	if (!e)
		e = journal_meta(cx, store, "schema", &v);
	if (!e && !str_is(v, VIEW_VERSION))
		e = err(cx, E_SCHEMA, NULL, cx_text(cx, v.n ? v : STR("?")));
	return e;
}

/* After a purge that was cut off the data keys are wrapped under the old master key or under the
 * new one that lies beside it; whichever opens them is the master key from now on. */
static int keys_follow(struct cx *cx, struct site *s, struct store *store)
{
	struct seal_key next;
	bool there = false;
	int e = keyring_follow(cx, s->keys, store);

	if (e != -E_KEY)
		return e;
	err_clear(cx);
	e = seal_master_next(cx, s->key_path, &there, &next);
	if (e)
		return e;
	if (!there)
		return err(cx, E_KEY_OTHER, NULL, s->key_path);
	keyring_free(s->keys);
	s->keys = NULL;
	e = keyring_new(cx, &next, &s->keys);
	seal_wipe(&next, sizeof(next));
	if (!e)
		e = keyring_follow(cx, s->keys, store);
	return e ? e : seal_master_settle(cx, s->key_path);
}

/* What is held in memory of the data: keys, accounts and, unless the views are not to be
 * trusted, areas. */
static int memory_fill(struct cx *cx, struct site *s, struct store *store, bool raw)
{
	struct store *tx __attribute__((cleanup(store_end), unused)) = store;
	int there = 0, e = store_begin_read(cx, store, __func__);

	if (!e)
		there = journal_there(cx, store);
	if (!e && there <= 0)
		e = there ? there : err(cx, E_NO_DATA, NULL, s->shown);
	if (!e && !raw)
		e = views_check(cx, store);
	if (!e)
		e = keys_follow(cx, s, store);
	if (!e)
		e = guard_new(cx, s, &s->guard);
	if (!e)
		e = guard_follow(cx, s->guard, store);
	if (!e && !raw)
		e = area_tree_open(cx, store, day_of(sys_now()), &s->tree);
	return e;
}

/* Site, keys, store: the beginning of each opening. */
static int opened(struct cx *cx, struct site *s, bool write, bool raw)
{
	struct store *store;
	int e = keys_load(cx, s, NULL);

	if (!e)
		e = store_of(cx, s, write ? STORE_WRITE : STORE_READ, &store);
	if (e)
		return e;
	e = memory_fill(cx, s, store, raw);
	view_set(s, write ? store : NULL);
	if (!write)
		store_close(store);
	else if (!e)
		e = recent_new(cx, &s->view.journal.recent);
	return e;
}

static int site_given(struct site *s, int e, struct site **ret)
{
	if (e) {
		site_close(s);
		s = NULL;
	}
	*ret = s;
	return e;
}

/* A making that was cut off before its first commit leaves a file without tables, and that is
 * still nothing. A database that is named wrongly or does not answer is told here, before a key is made for it. */
static int place_holds_data(struct cx *cx, struct site *s, bool *ret)
{
	struct store *store = NULL;
	int e = store_of(cx, s, STORE_WRITE, &store);

	if (!e)
		e = store_begin_read(cx, store, __func__);
	if (!e)
		e = journal_there(cx, store);
	store_close(store);
	*ret = e > 0;
	if (e == -E_NOT_FOUND)
		err_clear(cx);
	return e < 0 && e != -E_NOT_FOUND ? e : 0;
}

/* Missing data is told before a missing key: whoever mistypes the folder should read its name. Of a database only asking it
 * would tell. */
static int data_exists(struct cx *cx, const struct site *s, bool *ret)
{
	const char *path;

	*ret = true;
	if (is_url(s->where))
		return 0;
	path = sys_path(cx, s->where, "bulou.db");
	if (!path)
		return -E_NO_MEMORY;
	*ret = sys_exists(path);
	return 0;
}

static int open_any(struct cx *cx, const char *where, const char *key_path, bool write, bool raw,
	const struct site_tables *t, struct site **ret)
{
	struct site *s = NULL;
	bool there = true;
	int e = site_new(cx, where, key_path, t, &s);

	check(e || s);
	if (!e)
		e = data_exists(cx, s, &there);
	if (!e)
		e = there ? opened(cx, s, write, raw) : -E_NOT_FOUND;
	if (e == -E_NOT_FOUND && s)
		e = err(cx, E_NO_DATA, NULL, s->shown);
	return site_given(s, e, ret);
}

int site_open(struct cx *cx, const char *where, const char *key_path, enum site_mode mode,
	const struct site_tables *t, struct site **ret)
{
	return open_any(cx, where, key_path, mode == SITE_WRITE, false, t, ret);
}

int site_open_raw(struct cx *cx, const char *where, const char *key_path,
	const struct site_tables *t, struct site **ret)
{
	return open_any(cx, where, key_path, true, true, t, ret);
}

/* In the write transaction. What another process has made meanwhile has its key already. */
static int data_write(struct cx *cx, struct site *s, bool empty, bool *ret_made)
{
	struct journal *j = &s->view.journal;
	int there = journal_there(cx, j->store), e = there < 0 ? there : 0;

	if (there > 0)
		e = err(cx, E_EXISTS, NULL, s->shown);
	if (!e && ret_made)
		e = keys_load(cx, s, ret_made);
	view_set(s, j->store);
	if (!e)
		e = empty ? store_script(cx, j->store, schema_record_sql) : journal_create(cx, j);
	if (!e)
		e = store_script(cx, j->store, schema_view_sql);
	if (!e)
		e = journal_meta_set(cx, j->store, "schema", STR(VIEW_VERSION));
	if (!e && !empty)
		e = journal_meta_set(cx, j->store, "master_since", str_of(cx_num(cx, sys_now())));
	return e ? e : store_commit(cx, j->store);
}

/* Journal, keys and empty views appear in one transaction: a crash leaves nothing or all. A key that was made for them goes
 * with them, unless they may be there after all; and before the lock does, so that no other process can have used it. */
static int data_make(struct cx *cx, struct site *s, bool empty, bool make)
{
	struct store *tx __attribute__((cleanup(store_end), unused)) = s->view.journal.store;
	bool made = false;
	int e = store_begin(cx, s->view.journal.store, __func__);

	if (!e)
		e = data_write(cx, s, empty, make ? &made : NULL);
	if (made && e && e != -E_UNCERTAIN)
		sys_remove(s->key_path);
	return e;
}

/* A key is made last, once there is a place for what it will seal; one that is there must be good before anything is made. */
static int created(struct cx *cx, struct site *s, bool empty)
{
	bool make = !empty && !seal_is_command(s->key_path) && !sys_exists(s->key_path);
	struct store *store;
	int e = make ? 0 : keys_load(cx, s, NULL);

	if (!e && !is_url(s->where))
		e = sys_make_dir(cx, s->where);
	if (!e)
		e = store_of(cx, s, STORE_WRITE | STORE_CREATE, &store);
	if (e)
		return e;
	view_set(s, store);
	e = data_make(cx, s, empty, make);
	if (!e)
		e = memory_fill(cx, s, store, empty);
	view_set(s, store);
	return e ? e : recent_new(cx, &s->view.journal.recent);
}

static int create_any(struct cx *cx, const char *where, const char *key_path, bool empty,
	const struct site_tables *t, struct site **ret)
{
	struct site *s;
	bool there = false;
	int e = site_new(cx, where, key_path, t, &s);

	check(e || s);
	if (!e)
		e = data_exists(cx, s, &there);
	if (!e && there)
		e = place_holds_data(cx, s, &there);
	if (!e && there)
		e = err(cx, E_EXISTS, NULL, s->shown);
	if (!e)
		e = created(cx, s, empty);
	return site_given(s, e, ret);
}

int site_create(struct cx *cx, const char *where, const char *key_path, const struct site_tables *t,
	struct site **ret)
{
	return create_any(cx, where, key_path, false, t, ret);
}

int site_create_empty(struct cx *cx, const char *where, const char *key_path,
	const struct site_tables *t, struct site **ret)
{
	return create_any(cx, where, key_path, true, t, ret);
}

/* The last backup that holds keys decides: a key list wraps anew what came before it. */
static int key_fits(struct cx *cx, const struct site *s, const char *const *backups, size_t n)
{
	struct seal_key master;
	bool any = false, fits = true;
	int e = seal_master_load(cx, s->key_path, NULL, &master);

	while (!e && !any && n)
		e = stream_key_fits(cx, backups[--n], &master, &any, &fits);
	seal_wipe(&master, sizeof(master));
	return e || !any || fits ? e : err(cx, E_KEY_OTHER, NULL, s->key_path);
}

int site_may_restore(struct cx *cx, const char *where, const char *key_path,
	const char *const *backups, size_t n)
{
	static const struct site_tables none;
	struct site *s;
	int e = site_new(cx, where, key_path, &none, &s);

	if (!e)
		e = stream_begins(cx, backups[0]);
	if (!e)
		e = key_fits(cx, s, backups, n);
	site_close(s);
	return e;
}

int site_serve(struct cx *cx, struct site *s)
{
	const char *path;
	int e;

	if (is_url(s->where))
		return 0;
	path = sys_path(cx, s->where, "serve.lock");
	e = path ? sys_lock(cx, path, &s->serving) : -E_NO_MEMORY;
	return e || s->serving ? e : err(cx, E_SERVING, NULL, s->shown);
}

void site_close(struct site *s)
{
	struct site_box *box = (struct site_box *)(void *)s;

	if (!s)
		return;
	guard_free(s->guard);
	area_tree_release(s->tree);
	store_close(s->view.journal.store);
	recent_free(s->view.journal.recent);
	keyring_free(s->keys);
	sys_close(s->serving);
	arena_done(&box->arena);
	sys_heap.give(sys_heap.arg, box, sizeof(*box));
}
