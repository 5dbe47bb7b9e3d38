#include "guard/master.h"

#include <string.h>

#include "sys/sys.h"

static void mark_write(const struct seal_key *k, char ret[2 * SEAL_MARK + 1])
{
	static const char digits[] = "0123456789abcdef";
	uint8_t mark[SEAL_MARK];

	seal_master_mark(k, mark);
	for (size_t i = 0; i < SEAL_MARK; i++) {
		ret[2 * i] = digits[mark[i] >> 4];
		ret[2 * i + 1] = digits[mark[i] & 15];
	}
	ret[2 * SEAL_MARK] = 0;
}

static int kept_look(struct cx *cx, const char *path, bool *ret)
{
	struct buf b;

	buf_init(&b, cx->arena);
	buf_z(&b, path);
	buf_z(&b, ".old");
	if (!buf_ok(&b))
		return err(cx, E_NO_MEMORY, NULL);
	*ret = !seal_is_command(path) && sys_exists(buf_get(&b).p);
	return 0;
}

static int keys_count(struct cx *cx, struct site *s, struct master *ret)
{
	struct key_info *all = NULL;
	size_t n = 0;
	int e = keyring_list(cx, s->keys, &all, &n);

	for (size_t i = 0; !e && i < n; i++)
		*(all[i].c == CLASS_OPEN ? &ret->other_keys : &ret->data_keys) += 1;
	return e;
}

/* In a read transaction of any connection. */
static int since_read(struct cx *cx, struct store *s, int64_t *ret)
{
	struct str since;
	int e = journal_meta(cx, s, "master_since", &since);

	if (!e && since.n && !str_int(since, ret))
		e = err(cx, E_CORRUPT, NULL, "meta master_since");
	return e;
}

int master_show(struct cx *cx, struct site *s, struct master *ret)
{
	struct store *store = NULL;
	struct seal_key k;
	int e = seal_master_load(cx, s->key_path, NULL, &k);

	*ret = (struct master){ .since = 0 };
	if (e)
		return e;
	mark_write(&k, ret->mark);
	seal_wipe(&k, sizeof(k));
	e = seal_master_kind(cx, s->key_path, &ret->kind);
	if (!e)
		e = kept_look(cx, s->key_path, &ret->kept);
	if (!e)
		e = keys_count(cx, s, ret);
	if (!e)
		e = site_reader(cx, s, false, &store);
	if (!e)
		e = store_begin_read(cx, store, __func__);
	if (!e)
		e = since_read(cx, store, &ret->since);
	store_close(store);
	return e;
}

static int change_write(
	struct cx *cx, struct site *s, struct master_change *change, const struct seal_key *master)
{
	struct journal *j = &s->view.journal;
	int e = store_begin(cx, j->store, "master");

	if (!e)
		e = journal_begin(cx, j);
	if (!e && change->inside)
		e = change->inside(cx, s, change->arg);
	if (!e)
		e = keyring_rewrap(cx, j, master);
	if (!e)
		e = journal_meta_set(cx, j->store, "master_since", str_of(cx_num(cx, sys_now())));
	if (!e)
		e = keyring_master_note(cx, j);
	if (!e)
		e = store_commit(cx, j->store);
	if (e)
		store_rollback(j->store);
	return e;
}

/* The change is durable: what is left is to make the key of the file the one that holds. */
static int change_settle(struct cx *cx, struct site *s, const struct master_change *change)
{
	int e = change->to ? 0 : seal_master_settle(cx, s->key_path);

	if (!e && !change->keep)
		seal_master_drop_kept(cx, s->key_path);
	if (!e && !change->keep && change->to)
		seal_master_drop(s->key_path);
	if (!e && change->to)
		e = site_key_is(cx, s, change->to);
	return e;
}

static int change_do(struct cx *cx, struct site *s, struct master_change *change)
{
	bool keep = change->keep && !change->to, kept = false;
	struct seal_key old, new;
	int e = 0;

	if (keep)
		e = seal_master_keep(cx, s->key_path);
	kept = !e && keep;
	if (!e)
		e = seal_master_renew(cx, s->key_path, change->to, &old, &new);
	if (!e) {
		mark_write(&old, change->mark);
		e = change_write(cx, s, change, &new);
		if (e)
			keyring_renounce(s->keys, &old);
	}
	seal_wipe(&old, sizeof(old));
	seal_wipe(&new, sizeof(new));
	/* Nothing changed: then no old key is to be kept apart from the one in use. */
	if (e && kept && e != -E_UNCERTAIN)
		seal_master_drop_kept(cx, s->key_path);
	change->done = !e;
	return e ? e : change_settle(cx, s, change);
}

int master_change(struct cx *cx, struct site *s, struct master_change *change)
{
	struct sys_file *held = NULL;
	int e = s->serving ? 0 : site_serve(cx, s);

	if (!e)
		e = seal_master_hold(cx, s->key_path, &held);
	if (!e)
		e = change_do(cx, s, change);
	sys_close(held);
	return e;
}

int master_lock(struct cx *cx, const struct site *s, struct str passphrase)
{
	struct sys_file *held = NULL;
	int e = seal_master_hold(cx, s->key_path, &held);

	if (!e)
		e = seal_master_lock(cx, s->key_path, passphrase);
	sys_close(held);
	return e;
}
