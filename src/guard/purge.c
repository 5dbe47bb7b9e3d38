/* The order in which keys go is what makes a crash harmless: the new master key lies beside the old one before anything is
 * wrapped under it, and takes its place only when all wraps are durable; site.c tries both. */
#include "guard/purge.h"

#include "core/map.h"
#include "generated/stmt.h"
#include "seal/seal.h"
#include "sys/sys.h"

#define ERASE_PAGE 4096
#define ERASE_PIECE 1000 /* ids in one erasure entry */

/* The ids under which keys of this incident may lie: its own, and its rounds'. */
static int scopes_of(struct cx *cx, struct store *s, const struct uuid *incident, struct map *ret)
{
	struct store_value key = SV_UUID(incident);
	STORE_ROWS rows = { 0 };
	struct uuid id;
	void **at = map_at(ret, uuid_bytes(incident));
	int rc;

	if (at == NULL)
		return err(cx, E_NO_MEMORY, NULL);
	*at = ret;
	if (uuid_is_nil(incident))
		return 0;
	rc = store_query(cx, s, STMT_GUARD_ROUNDS_OF, &key, 1, &rows);
	while (rc == 0 && (rc = store_next(cx, &rows)) == 1) {
		rc = 0;
		if (!store_uuid(&rows, 0, &id) || (at = map_at(ret, uuid_bytes(&id))) == NULL)
			return err(cx, E_NO_MEMORY, NULL);
		*at = ret;
	}
	return rc;
}

static bool falls(
	const struct purge_scope *what, const struct map *scopes, const struct key_info *k)
{
	if (k->c == CLASS_OPEN || map_get(scopes, uuid_bytes(&k->scope)) == NULL)
		return false;
	if (what->classes != 0 && !(what->classes & 1u << k->c))
		return false;
	return what->before == 0 || k->month < what->before;
}

static int destroy(struct cx *cx, struct site *s, const struct purge_scope *what, struct str reason,
	struct str via, int64_t now, struct purge_result *ret)
{
	struct journal *j = &s->view.journal;
	struct key_info *all;
	struct uuid *ids;
	struct map scopes;
	size_t i, n;
	int rc;

	map_init(&scopes, cx->arena);
	rc = scopes_of(cx, j->store, &what->incident, &scopes);
	if (rc == 0)
		rc = keyring_list(cx, s->keys, &all, &n);
	if (rc != 0)
		return rc;
	ids = cx_many(cx, n, struct uuid);
	if (ids == NULL)
		return -E_NO_MEMORY;
	for (i = 0; i < n; i++) {
		if (falls(what, &scopes, &all[i]))
			ids[ret->keys++] = all[i].id;
		else
			ret->living += all[i].c != CLASS_OPEN;
	}
	return ret->keys == 0 ? 0 : keyring_purge(cx, j, ids, ret->keys, reason, via, now);
}

static int purge_in_transaction(struct cx *cx, struct site *s, const struct purge_scope *what,
	const struct seal_key *master, struct str reason, struct str via, int64_t now,
	struct purge_result *ret)
{
	struct journal *j = &s->view.journal;
	int rc = store_begin(cx, j->store, "purge");

	if (rc == 0)
		rc = journal_begin(cx, j);
	if (rc == 0)
		rc = destroy(cx, s, what, reason, via, now, ret);
	if (rc == 0)
		rc = keyring_renew(cx, j, "match");
	if (rc == 0)
		rc = keyring_rewrap(cx, j, master);
	/* Until the rebuild is done nothing may read views whose match key is gone. */
	if (rc == 0)
		rc = journal_meta_set(cx, j->store, "rebuilding", STR("1"));
	if (rc == 0)
		rc = store_commit(cx, j->store);
	if (rc != 0)
		store_rollback(j->store);
	return rc;
}

int purge_keys(struct cx *cx, struct site *s, const struct purge_scope *what, struct str reason,
	struct str via, int64_t now, struct purge_result *ret)
{
	struct seal_key old, new;
	int rc;

	*ret = (struct purge_result){ 0 };
	rc = seal_master_renew(cx, s->key_path, &old, &new);
	if (rc == 0)
		rc = purge_in_transaction(cx, s, what, &new, reason, via, now, ret);
	seal_wipe(&old, sizeof(old));
	seal_wipe(&new, sizeof(new));
	if (rc == 0)
		rc = seal_master_settle(cx, s->key_path);
	return rc == 0 ? rebuild(cx, &s->view, NULL, NULL) : rc;
}

/* ---- one subject ---- */

static int erase_page(struct cx *cx, struct site *s, const struct uuid *subject,
	const struct entry *page, size_t n, struct str reason, struct str via, int64_t now,
	struct purge_result *ret)
{
	struct uuid *ids = cx_many(cx, n, struct uuid);
	struct record *r;
	size_t i, found = 0, piece;
	int rc = 0;

	if (ids == NULL)
		return -E_NO_MEMORY;
	for (i = 0; rc == 0 && i < n; i++) {
		rc = journal_record(cx, s->tables.kinds, &page[i], &r);
		if (rc == 0 && r->has_subject && uuid_eq(&r->subject, subject) &&
			page[i].sealed.n > 0)
			ids[found++] = r->id;
	}
	for (i = 0; rc == 0 && i < found; i += piece) {
		piece = found - i < ERASE_PIECE ? found - i : ERASE_PIECE;
		rc = journal_erase(cx, &s->view.journal, &ids[i], piece, reason, via, now);
	}
	ret->records += found;
	return rc;
}

/* Reads the journal page by page, each in memory of its own. */
static int erase_all(struct cx *cx, struct site *s, const struct uuid *subject, struct str reason,
	struct str via, int64_t now, struct purge_result *ret)
{
	struct arena arena;
	struct cx page = { .arena = &arena };
	struct entry *entries;
	int64_t after = 0;
	size_t n = 0;
	int rc;

	arena_init(&arena, &sys_heap, 0);
	do {
		arena_reset(&arena);
		rc = journal_read(&page, s->view.journal.store, after, ERASE_PAGE,
			1u << ENTRY_RECORD, &entries, &n);
		if (rc == 0 && n > 0) {
			after = entries[n - 1].pos;
			rc = erase_page(&page, s, subject, entries, n, reason, via, now, ret);
		}
	} while (rc == 0 && n > 0);
	if (rc != 0)
		rc = err(cx, -rc, NULL, cx_text(cx, page.e.en));
	arena_done(&arena);
	return rc;
}

/* All in one transaction: a person is erased or not. The whole journal is read once, since no index leads from a
 * subject to all that was ever written about it, and none shall. */
int purge_subject(struct cx *cx, struct site *s, const struct uuid *subject, struct str reason,
	struct str via, int64_t now, struct purge_result *ret)
{
	struct journal *j = &s->view.journal;
	int rc;

	*ret = (struct purge_result){ 0 };
	rc = store_begin(cx, j->store, "purge_subject");
	if (rc == 0)
		rc = journal_begin(cx, j);
	if (rc == 0)
		rc = erase_all(cx, s, subject, reason, via, now, ret);
	if (rc == 0)
		rc = journal_meta_set(cx, j->store, "rebuilding", STR("1"));
	if (rc == 0)
		rc = store_commit(cx, j->store);
	if (rc != 0) {
		store_rollback(j->store);
		return rc;
	}
	return rebuild(cx, &s->view, NULL, NULL);
}
