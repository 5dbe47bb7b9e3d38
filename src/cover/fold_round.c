/* Rounds: openings, closings, extensions, reopenings and cancellations of one id. The latest opening holds; the closing
 * time is that of the latest close, extend, reopen or cancel, and after a cancellation of the latest cancel or reopen. A piece
 * of a closed round only counts: it adds to what is expected in its area, and to the sum of the pieces (area ''), by which a
 * round is known to be whole. */
#include <string.h>

#include "cover/work.h"
#include "generated/stmt.h"

/* What is kept of a round that was written or read of late: this, its texts, and its acts. */
struct recent_round {
	int64_t pos;
	struct round_now now;
};

static int acts_take(struct work *w, struct round_row *row, struct str packed)
{
	int rc = acts_unpack(w->cx, packed, FOLD_ROUND, &row->acts.all, &row->acts.n);

	row->acts.cap = row->acts.n;
	return rc;
}

static void keep_recent(struct work *w, const struct round_row *row, struct str packed)
{
	struct recent_round kept = { row->pos, row->now };
	const struct str texts[] = { kept.now.kind, kept.now.area, kept.now.question,
		kept.now.filter, packed };
	struct buf b;
	size_t i;

	if (w->recent == NULL)
		return;
	buf_init(&b, w->cx->arena);
	buf_add(&b, &kept, sizeof(kept));
	for (i = 0; i < sizeof(texts) / sizeof(*texts); i++)
		buf_str(&b, texts[i]);
	if (buf_ok(&b))
		recent_put(w->recent, RECENT_ROUND, uuid_bytes(&row->id), buf_get(&b));
	else
		recent_clear(w->recent);
}

static int take_recent(struct work *w, struct round_row *row, struct str s)
{
	struct str *texts[] = { &row->now.kind, &row->now.area, &row->now.question,
		&row->now.filter };
	struct recent_round kept;
	size_t i;
	int rc = cx_str(w->cx, s, &s);

	if (rc != 0)
		return rc;
	memcpy(&kept, s.p, sizeof(kept));
	row->now = kept.now;
	row->pos = kept.pos;
	row->was = true;
	s = (struct str){ s.p + sizeof(kept), s.n - sizeof(kept) };
	for (i = 0; i < sizeof(texts) / sizeof(*texts); i++) {
		texts[i]->p = s.p;
		s = (struct str){ s.p + texts[i]->n, s.n - texts[i]->n };
	}
	row->old = row->now;
	return acts_take(w, row, s);
}

static int read_row(struct work *w, struct rows *r)
{
	struct round_row *row;
	struct round_now now = { .known = store_int(r, 11) != 0 };
	struct str packed;
	struct uuid id;
	bool is_new;
	void *p;
	int rc;

	store_uuid(r, 0, &id);
	store_uuid(r, 2, &now.incident);
	now.standing = store_int(r, 4) != 0;
	now.expected = store_int(r, 7);
	now.due = store_int(r, 8);
	now.opened = store_int(r, 9);
	now.closes = store_int(r, 10);
	now.state = (int)store_int(r, 11);
	rc = cx_str(w->cx, store_str(r, 1), &now.kind);
	if (rc == 0)
		rc = cx_str(w->cx, store_str(r, 3), &now.area);
	if (rc == 0)
		rc = cx_str(w->cx, store_str(r, 5), &now.question);
	if (rc == 0)
		rc = cx_str(w->cx, store_str(r, 6), &now.filter);
	if (rc == 0)
		rc = cx_str(w->cx, store_str(r, 12), &packed);
	if (rc == 0)
		rc = work_at(w, &w->rounds, uuid_bytes(&id), sizeof(*row), &p, &is_new);
	if (rc != 0)
		return rc;
	row = p;
	row->old = row->now = now;
	row->was = true;
	row->pos = store_int(r, 13);
	keep_recent(w, row, packed);
	return acts_take(w, row, packed);
}

int rounds_load(struct work *w, const struct uuid *ids, size_t n)
{
	struct store_value *keys = cx_many(w->cx, n, struct store_value);
	STORE_ROWS rows = { 0 };
	size_t i, want = 0;
	int rc = 0;

	if (keys == NULL)
		return -E_NO_MEMORY;
	for (i = 0; rc == 0 && i < n; i++) {
		struct round_row *row;
		struct str kept;
		bool is_new;
		void *p;

		rc = work_at(w, &w->rounds, uuid_bytes(&ids[i]), sizeof(*row), &p, &is_new);
		if (rc != 0 || !is_new)
			continue;
		row = p;
		row->id = ids[i];
		row->now = row->old = (struct round_now){ .closes = COVER_FAR, .due = COVER_FAR };
		if (recent_get(w->recent, RECENT_ROUND, uuid_bytes(&row->id), &kept))
			rc = take_recent(w, row, kept);
		else
			keys[want++] = SV_UUID(&row->id);
	}
	if (rc == 0)
		rc = store_query_each(w->cx, w->s, STMT_ROUND_GET, keys, want, &rows);
	while (rc == 0 && want > 0 && (rc = store_next(w->cx, &rows)) == 1)
		rc = read_row(w, &rows);
	return rc;
}

struct round_row *round_of(struct work *w, const struct uuid *id)
{
	return map_get(&w->rounds, uuid_bytes(id));
}

static int fold_opening(struct work *w, struct round_row *row, const struct act *a)
{
	row->now.known = true;
	row->now.standing = a->code != 0;
	row->now.kind = part_of(a->text, '\x1f', 0);
	row->now.area = part_of(a->text, '\x1f', 1);
	row->now.question = part_of(a->text, '\x1f', 2);
	row->now.filter = part_of(a->text, '\x1f', 3);
	row->now.due = a->n == 0 ? COVER_FAR : a->n;
	row->now.opened = a->at_used;
	row->now.state = 1;
	if (!uuid_read(part_of(a->text, '\x1f', 4), &row->now.incident) ||
		!str_int(part_of(a->text, '\x1f', 5), &row->now.expected))
		return err(w->cx, E_CORRUPT, NULL, "round");
	return 0;
}

/* What was cancelled is taken up again by a reopening alone: whoever extends or closes it does not know that it was. */
static void fold_later(struct round_row *row, const struct act *a)
{
	bool cancelled = row->now.state == 3;

	if (a->what == ROUND_EXTEND)
		row->now.due = a->n;
	if (a->what == ROUND_REOPEN || (a->what == ROUND_EXTEND && !cancelled)) {
		row->now.closes = COVER_FAR;
		row->now.state = 1;
	} else if (a->what == ROUND_CANCEL || (a->what == ROUND_CLOSE && !cancelled)) {
		row->now.closes = a->at_used;
		row->now.state = a->what == ROUND_CANCEL ? 3 : 2;
	}
}

/* The opening first, since another may stand after it in time; then the rest in order. */
static int fold_round(struct work *w, struct round_row *row)
{
	struct uuid *ids = cx_many(w->cx, row->acts.n, struct uuid);
	size_t i, opens = 0;
	int rc = 0;

	if (ids == NULL)
		return -E_NO_MEMORY;
	row->now = (struct round_now){ .closes = COVER_FAR, .due = COVER_FAR };
	for (i = 0; rc == 0 && i < row->acts.n; i++)
		if (row->acts.all[i].what == ROUND_OPEN) {
			ids[opens++] = row->acts.all[i].id;
			rc = fold_opening(w, row, &row->acts.all[i]);
		}
	for (i = 0; rc == 0 && row->now.known && i < row->acts.n; i++)
		fold_later(row, &row->acts.all[i]);
	if (rc == 0)
		rc = clash_clear(w, CLASH_ROUND, uuid_bytes(&row->id));
	if (rc == 0 && opens > 1)
		rc = clash_write(w, CLASH_ROUND, uuid_bytes(&row->id), row->now.area, ids, opens);
	return rc;
}

static int count_piece(struct work *w, const struct edit *c)
{
	const struct str areas[] = { c->act->text, STR("") };
	struct tally_row *t;
	size_t i;
	int rc = 0;

	for (i = 0; rc == 0 && i < 2; i++) {
		rc = tally_add(w, &c->act->key, areas[i], &t);
		if (rc != 0)
			break;
		t->expected += c->sign * c->act->n;
		if (c->pos > t->pos)
			t->pos = c->pos;
	}
	return rc;
}

int fold_rounds(struct work *w)
{
	const struct edits *c = &w->by_fold[FOLD_ROUND];
	struct uuid *ids = cx_many(w->cx, c->n, struct uuid);
	struct round_row *row;
	size_t i;
	int rc;

	if (ids == NULL)
		return -E_NO_MEMORY;
	for (i = 0; i < c->n; i++)
		ids[i] = c->all[i].act->key;
	rc = rounds_load(w, ids, c->n);
	for (i = 0; rc == 0 && i < c->n; i++) {
		row = round_of(w, &ids[i]);
		if (c->all[i].pos > row->pos)
			row->pos = c->all[i].pos;
		row->dirty = true; /* a piece may have made the round whole */
		if (c->all[i].act->what == ROUND_PIECE) {
			rc = count_piece(w, &c->all[i]);
			continue;
		}
		rc = acts_edit(w->cx, &row->acts, &c->all[i]);
	}
	for (i = 0; rc == 0 && i < w->rounds.n; i++) {
		row = w->rounds.entries[i].value;
		if (row->dirty)
			rc = fold_round(w, row);
	}
	for (i = 0; rc == 0 && i < c->n; i++)
		if (!round_of(w, &ids[i])->now.known)
			mark(&c->all[i], MARK_WAITING);
	return rc;
}

/* Does a change of the round change what its targets fold to? The closing time is looked at apart. */
bool round_changed(const struct round_row *r)
{
	return r->dirty &&
		(r->old.known != r->now.known || r->old.standing != r->now.standing ||
			!str_eq(r->old.area, r->now.area) ||
			!uuid_eq(&r->old.incident, &r->now.incident));
}

int store_rounds(struct work *w)
{
	struct store_value *put = cx_many(w->cx, w->rounds.n * 14, struct store_value);
	size_t i, puts = 0;
	struct str packed;
	int rc = 0;

	if (put == NULL)
		return -E_NO_MEMORY;
	for (i = 0; rc == 0 && i < w->rounds.n; i++) {
		struct round_row *r = w->rounds.entries[i].value;
		struct store_value *v = &put[14 * puts];
		const struct round_now *n = &r->now;

		if (!r->dirty)
			continue;
		rc = acts_pack(w->cx, r->acts.all, r->acts.n, &packed);
		if (rc == 0)
			keep_recent(w, r, packed);
		v[0] = SV_UUID(&r->id);
		v[1] = SV_TEXT(n->kind.p == NULL ? STR("") : n->kind);
		v[2] = SV_UUID(&n->incident);
		v[3] = SV_TEXT(n->area.p == NULL ? STR("") : n->area);
		v[4] = SV_INT(n->standing);
		v[5] = SV_TEXT(n->question.p == NULL ? STR("") : n->question);
		v[6] = SV_TEXT(n->filter.p == NULL ? STR("") : n->filter);
		v[7] = SV_INT(n->expected);
		v[8] = SV_INT(n->due);
		v[9] = SV_INT(n->opened);
		v[10] = SV_INT(n->closes);
		v[11] = SV_INT(n->state);
		v[12] = SV_BLOB(packed);
		v[13] = SV_INT(r->pos);
		puts++;
	}
	return rc == 0 ? store_each(w->cx, w->s, STMT_ROUND_PUT, put, puts) : rc;
}
