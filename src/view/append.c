/* One group in one transaction: decided (view/decide.c), written to the journal, joined with what it names, its effects
 * applied, committed. */
#include "view/append.h"

#include "generated/stmt.h"
#include "record/keys.h"
#include "record/recent.h"
#include "view/group.h"
#include "view/link.h"
#include "view/looks.h"

size_t mark_rows(uint32_t bits, const struct record *r, int64_t pos, struct store_value *ret)
{
	uint32_t marks = (bits ^ BIT_CONFIRMED) &
		(BIT_CONFIRMED | BIT_HELD | BIT_CLOCK | BIT_NEWER),
		 bit;
	size_t n = 0;

	for (bit = 1; bit <= BIT_NEWER; bit <<= 1) {
		if (!(marks & bit))
			continue;
		ret[MARK_ROW * n] = SV_INT(bit);
		ret[MARK_ROW * n + 1] = SV_TEXT(r->area.p == NULL ? STR("") : r->area);
		ret[MARK_ROW * n + 2] = SV_INT(pos);
		ret[MARK_ROW * n + 3] = SV_UUID(&r->id);
		ret[MARK_ROW * n + 4] = SV_UUID(r->has_round ? &r->round : &uuid_nil);
		n++;
	}
	return n;
}

static int store_marks(struct group *g)
{
	struct store_value *rows = cx_many(g->cx, g->entries_n * MARK_VALUES, struct store_value);
	size_t i, n = 0;

	if (rows == NULL)
		return -E_NO_MEMORY;
	for (i = 0; i < g->entries_n; i++)
		if (g->of[i] != NULL)
			n += mark_rows(g->entries[i].bits, g->of[i]->record, g->entries[i].pos,
				&rows[MARK_ROW * n]);
	return store_each(g->cx, g->v->journal.store, STMT_MARK_PUT, rows, n);
}

static unsigned marks_of(const struct record *r)
{
	return (r->held ? MARK_HELD : 0u) | (r->confirmed ? 0u : MARK_UNCONFIRMED) |
		(r->clock ? MARK_CLOCK : 0u) | (r->newer ? MARK_NEWER : 0u);
}

/* Runs effects of what began or ceased to stand; marks of the folds go to the receipts. */
static int apply(struct cx *cx, struct view *v, bool replay, struct newcomer *news, size_t n)
{
	struct delta *deltas;
	size_t i, deltas_n;
	int rc = link_join(cx, v, replay, news, n, &deltas, &deltas_n);

	for (i = 0; rc == 0 && i < deltas_n; i++)
		rc = effects_of(cx, deltas[i].r, &deltas[i].fx);
	if (rc == 0 && deltas_n > 0)
		rc = v->ops->apply(v->ops->arg, cx, &v->journal, deltas, deltas_n);
	if (rc == 0 && deltas_n > 0)
		rc = v->ops->match(v->ops->arg, cx, &v->journal, deltas, deltas_n);
	return rc;
}

static int join(struct group *g)
{
	struct newcomer *news = cx_many(g->cx, g->entries_n, struct newcomer);
	size_t i, n = 0;
	int rc;

	if (news == NULL)
		return -E_NO_MEMORY;
	for (i = 0; i < g->entries_n; i++) {
		if (g->of[i] == NULL)
			continue;
		g->of[i]->record->pos = g->of[i]->receipt.pos = g->entries[i].pos;
		news[n++].r = g->of[i]->record;
	}
	rc = apply(g->cx, g->v, false, news, n);
	for (i = 0, n = 0; rc == 0 && i < g->entries_n; i++)
		if (g->of[i] != NULL)
			g->of[i]->receipt.marks = news[n++].marks | marks_of(g->of[i]->record);
	return rc;
}

/* The texts of a refusal outlive the group. */
static int keep_error(struct group *g, struct append_item *it)
{
	struct err_info *e = &it->receipt.error;
	struct str *texts[] = { &e->field, &e->zh, &e->en, &e->remedy_zh, &e->remedy_en };
	size_t i;
	int rc = 0;

	for (i = 0; rc == 0 && it->home != NULL && i < sizeof(texts) / sizeof(*texts); i++)
		if (texts[i]->p != NULL)
			rc = cx_str(it->home, *texts[i], texts[i]);
	return rc == 0 ? 0 : err(g->cx, E_NO_MEMORY, NULL);
}

static int finish_receipts(struct group *g)
{
	size_t i;
	int rc = 0;

	for (i = 0; rc == 0 && i < g->n; i++) {
		struct receipt *p = &g->items[i].receipt;
		const struct outbox *o = group_outbox(g, g->items[i].record);
		const struct known *k;

		if (o != NULL)
			p->last_seq = outbox_last(o);
		if (p->status == RECEIPT_REFUSED)
			rc = keep_error(g, &g->items[i]);
		if (p->status != RECEIPT_DUPLICATE || p->pos >= 0)
			continue;
		k = map_get(&g->known, uuid_bytes(&p->id));
		p->pos = k->item->receipt.pos;
		p->marks = k->item->receipt.marks;
	}
	return rc;
}

static int take_state(struct cx *cx, struct rows *rows, struct str *ret_epoch)
{
	bool rebuilding = false;
	int rc = 0;

	*ret_epoch = STR("");
	while (rc == 0 && (rc = store_next(cx, rows)) == 1) {
		rc = 0;
		if (str_is(store_str(rows, 0), "epoch"))
			rc = cx_str(cx, store_str(rows, 1), ret_epoch);
		else
			rebuilding = store_str(rows, 1).n > 0;
	}
	if (rc == 0 && rebuilding)
		rc = err(cx, E_BUSY, NULL, "正在重新计算（bulou rebuild）",
			"the views are being made anew (bulou rebuild)");
	return rc;
}

int view_whole(struct cx *cx, struct store *s, struct str *ret_epoch)
{
	STORE_ROWS rows;
	int rc = store_query(cx, s, STMT_VIEW_STATE, NULL, 0, &rows);

	return rc == 0 ? take_state(cx, &rows, ret_epoch) : rc;
}

/* Where the group begins. The state of the views is asked for in the same journey: a rebuild will come to this group's records
 * too, and would count them twice. */
static int begin_group(struct group *g)
{
	struct journal *j = &g->v->journal;
	STORE_ROWS state;
	struct str epoch;
	int rc = store_query(g->cx, j->store, STMT_VIEW_STATE, NULL, 0, &state);

	if (rc == 0)
		rc = journal_begin(g->cx, j);
	if (rc == 0)
		rc = take_state(g->cx, &state, &epoch);
	if (rc == 0)
		recent_begin(j->recent, j->before, epoch);
	return rc;
}

static int looks_of_entries(struct cx *cx, struct view *v, const struct entry *entries, size_t n)
{
	const struct entry **each = cx_many(cx, n, const struct entry *);

	if (each == NULL)
		return -E_NO_MEMORY;
	for (size_t i = 0; i < n; i++)
		each[i] = &entries[i];
	return looks_store(cx, v->journal.store, each, n);
}

static int run_group(struct group *g)
{
	size_t i;
	int rc = group_new(g);

	if (rc == 0)
		rc = begin_group(g);
	if (rc == 0)
		rc = group_load_known(g);
	if (rc == 0)
		rc = group_load_outboxes(g);
	for (i = 0; rc == 0 && i < g->n; i++)
		rc = group_decide(g, &g->items[i]);
	if (rc == 0)
		rc = journal_put(g->cx, &g->v->journal, g->entries, g->entries_n);
	if (rc == 0)
		rc = join(g);
	if (rc == 0)
		rc = store_marks(g);
	if (rc == 0)
		rc = outbox_store(g->cx, &g->v->journal, g->outboxes, g->outboxes_n);
	if (rc == 0)
		rc = looks_of_entries(g->cx, g->v, g->entries, g->entries_n);
	return rc == 0 ? finish_receipts(g) : rc;
}

static int end_group(struct cx *cx, struct view *v, int rc)
{
	if (rc == 0 && v->ops->committing != NULL)
		v->ops->committing(v->ops->arg, v->journal.before, v->journal.last, v->journal.top);
	if (rc == 0)
		rc = store_commit(cx, v->journal.store);
	if (rc == 0) {
		v->ops->committed(v->ops->arg, v->journal.before, v->journal.last);
		recent_commit(v->journal.recent, v->journal.before, v->journal.last);
		keyring_commit(v->journal.keys, v->journal.before, v->journal.last);
	} else {
		v->ops->undone(v->ops->arg);
		recent_clear(v->journal.recent);
		store_rollback(v->journal.store);
		keyring_rollback(v->journal.keys);
	}
	return rc;
}

static int try_group(struct cx *cx, struct view *v, struct append_item *items, size_t n)
{
	struct group g = { .cx = cx, .v = v, .items = items, .n = n };
	int rc = store_begin(cx, v->journal.store, "append");

	return rc == 0 ? end_group(cx, v, run_group(&g)) : rc;
}

/* It stands alone and breaks a limit: it is refused for what it did. What is wrong with one record is never said of the
 * group: where not even the refusal can be stored, the receipt is all that there is. */
static int refuse_alone(struct cx *cx, struct view *v, struct append_item *it, int limit)
{
	struct group g = { .cx = cx };
	int rc;

	group_take_error(&g, it);
	it->refused = limit;
	rc = try_group(cx, v, it, 1);
	if (rc == 0 || !is_refusal_code(rc))
		return rc;
	err_clear(cx);
	it->receipt = (struct receipt){ .id = it->record->id,
		.status = RECEIPT_REFUSED,
		.received = it->record->received,
		.last_seq = -1,
		.error = it->error };
	return keep_error(&g, it);
}

/* A record that breaks a limit of the folds (a cluster of thousands, say) must not take its group along: the group is
 * divided until the record stands alone. */
int append_group(struct cx *cx, struct view *v, struct append_item *items, size_t n)
{
	int rc;

	if (n == 0)
		return 0;
	rc = try_group(cx, v, items, n);
	if (rc == 0 || !is_refusal_code(rc))
		return rc;
	if (n == 1)
		return refuse_alone(cx, v, &items[0], rc);
	err_clear(cx);
	rc = append_group(cx, v, items, n / 2);
	if (rc != 0)
		return rc;
	rc = append_group(cx, v, items + n / 2, n - n / 2);
	/* The first half is there to stay. */
	return rc == 0 ? 0 : err(cx, E_UNCERTAIN, NULL, cx->e.zh.p, cx->e.en.p);
}

/* Here, because a data key may have to be made for it. What a look's reader noted goes with what else is said of people in words. */
static int secret_seal(struct cx *cx, struct journal *j, struct entry *e)
{
	bool note = e->type == ENTRY_LOOK;

	return journal_seal_one(cx, j, &e->id, note ? &uuid_nil : &scope_accounts, e->received,
		note ? CLASS_CONTACT : CLASS_IDENTITY, e->secret, &e->sealed);
}

static int secrets_seal(struct cx *cx, struct journal *j, struct entry *entries, size_t n)
{
	int rc = 0;

	for (size_t i = 0; rc == 0 && i < n; i++)
		if (entries[i].secret.n > 0)
			rc = secret_seal(cx, j, &entries[i]);
	return rc;
}

int append_entries(struct cx *cx, struct view *v, struct entry *entries, size_t n)
{
	int rc;

	if (n == 0)
		return 0;
	rc = store_begin(cx, v->journal.store, "append_entries");
	if (rc != 0)
		return rc;
	rc = journal_begin(cx, &v->journal);
	if (rc == 0)
		rc = secrets_seal(cx, &v->journal, entries, n);
	if (rc == 0)
		rc = journal_put(cx, &v->journal, entries, n);
	if (rc == 0)
		rc = looks_of_entries(cx, v, entries, n);
	return end_group(cx, v, rc);
}

int append_replay(struct cx *cx, struct view *v, struct record **records, size_t n)
{
	struct newcomer *news = cx_many(cx, n, struct newcomer);
	size_t i;

	if (news == NULL)
		return -E_NO_MEMORY;
	for (i = 0; i < n; i++)
		news[i].r = records[i];
	return apply(cx, v, true, news, n);
}
