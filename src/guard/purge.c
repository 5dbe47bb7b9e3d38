/* The order in which keys go is what makes a crash harmless: the new master key lies beside the old one before anything is
 * wrapped under it, and takes its place only when all wraps are durable; site.c tries both. */
#include "guard/purge.h"

#include <string.h>

#include "core/map.h"
#include "cover/base_kinds.h"
#include "generated/schema.h"
#include "generated/stmt.h"
#include "guard/master.h"
#include "guard/own.h"
#include "guard/retention.h"
#include "guard/walk.h"
#include "sys/sys.h"

#define ERASE_PIECE 1000 /* ids in one erasure entry */

const struct choice purge_reasons[] = {
	{ "expired", 1, "期满", "Its time of keeping is over" },
	{ "asked", 2, "本人申请", "The person asked" },
	{ "ended", 3, "应急结束", "The response has ended" },
	{ "other", 4, "其他", "Another" },
	{ .name = NULL },
};

const struct choice *purge_reason(struct str name)
{
	for (const struct choice *k = purge_reasons; k->name; k++)
		if (str_is(name, k->name) || str_is(name, k->zh))
			return k;
	return NULL;
}

/* ---- which keys are an incident's ---- */

/* What the openings of a round say of it; of an incident, which one it is. */
struct owner {
	bool mine, others;
};

struct owners {
	struct map scopes; /* id → struct owner */
	struct uuid incident;
};

static int own(struct walk *w, const struct uuid *scope, const struct uuid *incident)
{
	struct owners *o = w->arg;
	struct owner *owner = map_get(&o->scopes, uuid_bytes(scope));
	void **at;

	if (owner == NULL) {
		owner = cx_new(w->cx, struct owner);
		at = map_at(&o->scopes, uuid_bytes(scope));
		if (owner == NULL || at == NULL)
			return err(w->cx, E_NO_MEMORY, NULL);
		*owner = (struct owner){ .mine = false };
		*at = owner;
	}
	if (uuid_eq(incident, &o->incident))
		owner->mine = true;
	else
		owner->others = true;
	return 0;
}

static int own_page(struct walk *w, struct cx *page, const struct entry *entries, size_t n)
{
	struct uuid incident;
	struct record *r;
	size_t i;
	int rc = 0;

	for (i = 0; rc == 0 && i < n; i++) {
		rc = journal_record(page, w->s->tables.kinds, &entries[i], &r);
		if (rc != 0)
			return rc;
		if (str_is(r->kind_name, incident_declared.name) && r->has_subject)
			rc = own(w, &r->subject, &r->subject);
		if (!str_is(r->kind_name, round_opened.name) || !r->has_round ||
			!record_ref(r, "incident", &incident))
			continue;
		rc = own(w, &r->round, &incident);
		if (rc == 0)
			rc = own(w, &incident, &incident);
	}
	return rc;
}

static int owners_load(
	struct cx *cx, struct site *s, const struct uuid *incident, struct owners *ret)
{
	struct walk w = {
		.cx = cx, .s = s, .store = s->view.journal.store, .use = own_page, .arg = ret
	};

	ret->incident = *incident;
	map_init(&ret->scopes, cx->arena);
	return uuid_is_nil(incident) ? 0 : walk(&w, 1u << ENTRY_RECORD);
}

/* Is a key of this scope meant? */
enum answer { NO, YES, NOBODY_KNOWS };

static enum answer is_mine(const struct owners *o, const struct key_info *k)
{
	const struct owner *owner = map_get(&o->scopes, uuid_bytes(&k->scope));

	if (k->c == CLASS_OPEN || uuid_eq(&k->scope, &scope_accounts))
		return NO;
	if (uuid_is_nil(&o->incident) || uuid_is_nil(&k->scope))
		return uuid_eq(&o->incident, &k->scope) ? YES : NO;
	if (uuid_eq(&k->scope, &o->incident))
		return YES;
	if (owner == NULL || (owner->mine && owner->others))
		return NOBODY_KNOWS;
	return owner->mine ? YES : NO;
}

static bool in_months(const struct purge_scope *what, const struct key_info *k)
{
	return what->before == 0 || k->month < what->before;
}

static bool in_classes(const struct purge_scope *what, const struct key_info *k)
{
	return what->classes == 0 || what->classes & 1u << k->c;
}

static int doubtful_add(
	struct cx *cx, struct purge_plan *p, struct map *seen, const struct uuid *id)
{
	void **at = map_at(seen, uuid_bytes(id));

	if (at == NULL)
		return err(cx, E_NO_MEMORY, NULL);
	if (*at == NULL)
		p->doubtful[p->doubtful_n++] = *id;
	*at = seen;
	return 0;
}

static int plan_fill(struct cx *cx, struct site *s, const struct purge_scope *what,
	const struct owners *o, struct purge_plan *ret)
{
	struct key_info *all;
	struct map seen;
	size_t i, n;
	int rc = keyring_list(cx, s->keys, &all, &n);

	map_init(&seen, cx->arena);
	ret->known = map_get(&o->scopes, uuid_bytes(&what->incident)) != NULL;
	ret->doubtful = rc == 0 ? cx_many(cx, n, struct uuid) : NULL;
	if (ret->doubtful == NULL)
		return rc != 0 ? rc : -E_NO_MEMORY;
	for (i = 0; rc == 0 && i < n; i++) {
		enum answer answer = is_mine(o, &all[i]);

		ret->known = ret->known || uuid_eq(&all[i].scope, &what->incident);
		if (!in_months(what, &all[i]) || !in_classes(what, &all[i]))
			continue;
		ret->keys += answer == YES;
		if (answer == NOBODY_KNOWS)
			rc = doubtful_add(cx, ret, &seen, &all[i].scope);
	}
	return rc;
}

int purge_keys_plan(
	struct cx *cx, struct site *s, const struct purge_scope *what, struct purge_plan *ret)
{
	struct store *tx __attribute__((cleanup(store_end))) = NULL;
	struct owners owners;
	int rc = store_begin_read(cx, s->view.journal.store, __func__);

	*ret = (struct purge_plan){ .known = false };
	if (rc != 0)
		return rc;
	tx = s->view.journal.store;
	rc = keyring_follow(cx, s->keys, tx);
	if (rc == 0)
		rc = owners_load(cx, s, &what->incident, &owners);
	return rc == 0 ? plan_fill(cx, s, what, &owners, ret) : rc;
}

/* *ret_any: it stays though scope and month are meant, and it may hold any class. */
static bool falls(const struct purge_scope *what, const struct owners *o, const struct key_info *k,
	bool *ret_any)
{
	enum answer answer = is_mine(o, k);
	bool meant = (answer == YES || (answer == NOBODY_KNOWS && what->doubtful)) &&
		in_months(what, k);

	*ret_any = meant && !in_classes(what, k) && (k->c == CLASS_EXTRA || k->c == CLASS_WHOLE);
	return meant && in_classes(what, k);
}

static int destroy(struct cx *cx, struct site *s, const struct purge_scope *what,
	const struct erasing *why, struct purge_result *ret)
{
	struct journal *j = &s->view.journal;
	struct key_info *all;
	struct owners owners;
	struct uuid *ids;
	size_t i, n, fallen = 0;
	bool any;
	int rc = owners_load(cx, s, &what->incident, &owners);

	if (rc == 0)
		rc = keyring_list(cx, s->keys, &all, &n);
	if (rc != 0)
		return rc;
	ids = cx_many(cx, n, struct uuid);
	if (ids == NULL)
		return -E_NO_MEMORY;
	ret->living = 0;
	for (i = 0; i < n; i++) {
		if (falls(what, &owners, &all[i], &any))
			ids[fallen++] = all[i].id;
		else
			ret->living += all[i].c != CLASS_OPEN;
		ret->any += any;
	}
	ret->keys += fallen;
	return fallen == 0 ? 0 : keyring_purge(cx, j, ids, fallen, why);
}

/* What was derived goes with what it was derived from, also where no rebuild comes; until it is done nothing reads the views. */
static int drop_views(struct cx *cx, struct store *s)
{
	int rc = journal_meta_set(cx, s, "rebuilding", STR("1"));

	return rc == 0 ? store_script(cx, s, schema_view_sql) : rc;
}

/* What was destroyed is in no view afterwards, and in none of the engine's own leavings. */
static int rebuild_clean(struct cx *cx, struct site *s)
{
	int rc = rebuild(cx, &s->view, NULL, NULL);

	return rc == 0 ? store_scrub(cx, s->view.journal.store) : rc;
}

struct purging {
	const struct purge_scope *what;
	size_t n;
	struct erasing why;
	struct master_change change;
	struct purge_result *ret;
};

/* It may have been taken back since somebody read that it stands. */
static int order_check(struct cx *cx, struct site *s, const struct purge_scope *what)
{
	struct cover c = { .store = s->view.journal.store,
		.who = &guard_reader_owner,
		.keys = s->keys,
		.kinds = s->tables.kinds,
		.now = sys_now() };
	struct area_tree *tree = NULL;
	int rc;

	if (uuid_is_nil(&what->order))
		return 0;
	rc = area_tree_open(cx, c.store, day_of(c.now), &tree);
	c.tree = tree;
	if (rc == 0)
		rc = retained_check(cx, &c, &what->incident, &what->order, what->classes);
	area_tree_release(tree);
	return rc;
}

static int purge_in_transaction(struct cx *cx, struct site *s, void *arg)
{
	struct purging *p = arg;
	struct journal *j = &s->view.journal;
	int rc = 0;

	p->why.master = str_of(p->change.mark);
	for (size_t i = 0; rc == 0 && i < p->n; i++) {
		p->why.incident = p->what[i].incident;
		p->why.order = p->what[i].order;
		p->why.approval = p->what[i].approval;
		rc = order_check(cx, s, &p->what[i]);
		if (rc == 0)
			rc = destroy(cx, s, &p->what[i], &p->why, p->ret);
	}
	if (rc == 0)
		rc = keyring_renew(cx, j, "match");
	return rc == 0 ? drop_views(cx, j->store) : rc;
}

int purge_keys(struct cx *cx, struct site *s, const struct purge_scope *what, size_t n,
	struct str reason, struct str via, int64_t now, struct purge_result *ret)
{
	struct purging p = { .what = what,
		.n = n,
		.why = { .reason = reason, .via = via, .now = now },
		.change = { .to = what->new_key, .inside = purge_in_transaction, .arg = &p },
		.ret = ret };
	int rc;

	*ret = (struct purge_result){ 0 };
	rc = master_change(cx, s, &p.change);
	ret->done = p.change.done;
	return rc == 0 ? rebuild_clean(cx, s) : rc;
}

/* ---- one subject ---- */

static int ids_take(struct cx *cx, struct store *s, int stmt, const struct uuid *subject,
	struct uuid **ret, size_t *ret_n)
{
	struct store_value key = SV_UUID(subject);
	STORE_ROWS rows = { 0 };
	size_t cap = 16;
	struct uuid *ids = cx_many(cx, cap, struct uuid), *more;
	int rc = ids == NULL ? -E_NO_MEMORY : store_query(cx, s, stmt, &key, 1, &rows);

	*ret_n = 0;
	while (rc == 0 && (rc = store_next(cx, &rows)) == 1) {
		rc = 0;
		if (*ret_n == cap) {
			more = cx_many(cx, cap * 2, struct uuid);
			if (more == NULL)
				return -E_NO_MEMORY;
			memcpy(more, ids, cap * sizeof(*ids));
			ids = more;
			cap *= 2;
		}
		if (!store_uuid(&rows, 0, ids[(*ret_n)++].b))
			return err(cx, E_CORRUPT, NULL, "subject");
	}
	*ret = ids;
	return rc;
}

static int whom_load(
	struct cx *cx, struct store *s, const struct uuid *subject, struct purge_whom *ret)
{
	int rc = ids_take(cx, s, STMT_GUARD_SAME, subject, &ret->same, &ret->same_n);

	if (rc == 0)
		rc = ids_take(
			cx, s, STMT_GUARD_SUSPECTS, subject, &ret->suspects, &ret->suspects_n);
	/* Refused records may be about one who was never listed. */
	if (rc == 0 && ret->same_n == 0)
		ret->same[ret->same_n++] = *subject;
	return rc;
}

int purge_whom(struct cx *cx, struct site *s, const struct uuid *subject, struct purge_whom *ret)
{
	struct store *tx __attribute__((cleanup(store_end))) = NULL;
	int rc = store_begin_read(cx, s->view.journal.store, __func__);

	if (rc != 0)
		return rc;
	tx = s->view.journal.store;
	return whom_load(cx, tx, subject, ret);
}

struct erasure {
	struct map whom;
	struct str reason, via;
	int64_t now;
	struct purge_result *ret;
};

static bool is_about(const struct erasure *e, const struct uuid *subject)
{
	return map_get(&e->whom, uuid_bytes(subject)) != NULL;
}

/* What a refused record was about stands only in its text. What opens no more needs no erasing. */
static int refusal_is_about(struct walk *w, struct cx *page, const struct entry *e, bool *ret)
{
	const struct json *v;
	struct uuid subject;
	struct str text;
	int rc = journal_open(page, w->s->keys, &e->id, e->sealed, CLASS_WHOLE, &text);

	*ret = false;
	if (rc == 0 && text.n > 0)
		rc = json_read(page, text, &json_limits_request, &v);
	else if (rc == 0)
		return 0;
	if (rc != 0 && (rc == -E_NO_MEMORY || rc == -E_CORRUPT))
		return rc;
	*ret = rc == 0 && uuid_read(json_text(v, "subject"), &subject) &&
		is_about(w->arg, &subject);
	err_clear(page);
	return 0;
}

static int is_meant(struct walk *w, struct cx *page, const struct entry *e, bool *ret)
{
	struct record *r;
	int rc;

	*ret = false;
	if (e->sealed.n == 0)
		return 0;
	if (e->type == ENTRY_REFUSAL)
		return refusal_is_about(w, page, e, ret);
	rc = journal_record(page, w->s->tables.kinds, e, &r);
	*ret = rc == 0 && r->has_subject && is_about(w->arg, &r->subject);
	return rc;
}

static int erase_found(struct walk *w, struct cx *page, const struct uuid *ids, size_t ids_n,
	struct entry *refusals, size_t refusals_n)
{
	struct journal *j = &w->s->view.journal;
	struct erasure *e = w->arg;
	size_t i, piece;
	int rc = 0;

	for (i = 0; rc == 0 && i < ids_n; i += piece) {
		piece = ids_n - i < ERASE_PIECE ? ids_n - i : ERASE_PIECE;
		rc = journal_erase(page, j, &ids[i], piece, e->reason, e->via, e->now);
	}
	if (rc == 0)
		rc = journal_erase_refusals(
			page, j, refusals, refusals_n, e->reason, e->via, e->now);
	e->ret->records += ids_n;
	e->ret->refusals += refusals_n;
	return rc;
}

static int erase_page(struct walk *w, struct cx *page, const struct entry *entries, size_t n)
{
	struct uuid *ids = cx_many(page, n, struct uuid);
	struct entry *refusals = cx_many(page, n, struct entry);
	size_t i, ids_n = 0, refusals_n = 0;
	bool meant;
	int rc = 0;

	if (ids == NULL || refusals == NULL)
		return -E_NO_MEMORY;
	for (i = 0; rc == 0 && i < n; i++) {
		rc = is_meant(w, page, &entries[i], &meant);
		if (rc != 0 || !meant)
			continue;
		if (entries[i].type == ENTRY_RECORD)
			ids[ids_n++] = entries[i].id;
		else
			refusals[refusals_n++] = entries[i];
	}
	return rc == 0 ? erase_found(w, page, ids, ids_n, refusals, refusals_n) : rc;
}

static int erase_all(struct cx *cx, struct site *s, const struct uuid *subject, struct erasure *e)
{
	struct walk w = {
		.cx = cx, .s = s, .store = s->view.journal.store, .use = erase_page, .arg = e
	};
	struct purge_whom whom = { 0 };
	size_t i;
	int rc = whom_load(cx, s->view.journal.store, subject, &whom);

	map_init(&e->whom, cx->arena);
	for (i = 0; rc == 0 && i < whom.same_n; i++) {
		void **at = map_at(&e->whom, uuid_bytes(&whom.same[i]));

		if (at == NULL)
			return err(cx, E_NO_MEMORY, NULL);
		*at = e;
	}
	return rc == 0 ? walk(&w, 1u << ENTRY_RECORD | 1u << ENTRY_REFUSAL) : rc;
}

/* All in one transaction: a person is erased or not. The whole journal is read once, since no index leads from a
 * subject to all that was ever written about it, and none shall. */
int purge_subject(struct cx *cx, struct site *s, const struct uuid *subject, struct str reason,
	struct str via, int64_t now, struct purge_result *ret)
{
	struct erasure e = { .reason = reason, .via = via, .now = now, .ret = ret };
	struct journal *j = &s->view.journal;
	int rc;

	*ret = (struct purge_result){ 0 };
	rc = store_begin(cx, j->store, "purge_subject");
	if (rc == 0)
		rc = journal_begin(cx, j);
	if (rc == 0)
		rc = erase_all(cx, s, subject, &e);
	/* What phones keep of him lies under a key that is made of this one. */
	if (rc == 0)
		rc = keyring_renew(cx, j, "match");
	if (rc == 0)
		rc = drop_views(cx, j->store);
	if (rc == 0)
		rc = store_commit(cx, j->store);
	if (rc != 0) {
		store_rollback(j->store);
		return rc;
	}
	ret->done = true;
	return rebuild_clean(cx, s);
}
