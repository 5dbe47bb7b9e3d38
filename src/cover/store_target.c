/* Target rows and their counts written: each count changes by measure(new row) − measure(old row). */
#include "cover/work.h"

#include <string.h>

#include "cover/pack.h"
#include "generated/stmt.h"

enum { PUT_VALUES = 16 }; /* of target_put */

int tally_add(struct work *w, const struct uuid *round, struct str area, struct tally_row **ret)
{
	struct buf key;
	bool is_new;
	void *p;
	int rc;

	buf_init(&key, w->cx->arena);
	buf_add(&key, round->b, 16);
	buf_str(&key, area);
	rc = work_at(w, &w->tallies, buf_get(&key), sizeof(**ret), &p, &is_new);
	if (rc != 0)
		return rc;
	*ret = p;
	if (is_new) {
		(*ret)->round = *round;
		(*ret)->area = area;
	}
	return 0;
}

static void measure(struct tally_row *t, const struct target_now *n, int64_t sign)
{
	if (!n->there)
		return;
	t->expected += n->obliged ? sign : 0;
	t->found += n->state >= 1 && n->state <= 3 &&
			(n->origin == ORIGIN_FOUND || n->origin == ORIGIN_MOVED) ?
		sign :
		0;
	t->missing += n->state == 1 ? sign : 0;
	t->done += n->state == 2 ? sign : 0;
	t->excused += n->state == 3 ? sign : 0;
	t->late += n->late ? sign : 0;
}

static int count_row(struct work *w, const struct target_row *r)
{
	struct tally_row *t;
	int rc;

	if (r->area.n == 0)
		return 0; /* strays count nowhere */
	rc = tally_add(w, &r->round, r->area, &t);
	if (rc != 0)
		return rc;
	measure(t, &r->old, -1);
	measure(t, &r->now, 1);
	if (r->pos > t->pos)
		t->pos = r->pos;
	return 0;
}

static int write_row(struct work *w, struct target_row *r, struct store_value *v)
{
	struct act *acts = cx_many(w->cx, r->acts.n, struct act);
	struct str packed;
	size_t i;
	int rc;

	if (acts == NULL)
		return -E_NO_MEMORY;
	for (i = 0; i < r->acts.n; i++) {
		acts[i] = r->acts.all[i];
		if (str_eq(acts[i].text, r->area))
			acts[i].text = STR("");
	}
	rc = acts_pack(w->cx, acts, r->acts.n, &packed);
	v[0] = SV_UUID(&r->round);
	v[1] = SV_TEXT(r->area);
	v[2] = SV_UUID(&r->subject);
	v[3] = SV_INT(r->slot);
	v[4] = SV_INT(r->now.state);
	v[5] = SV_INT(r->now.code);
	v[6] = SV_INT(r->now.next);
	v[7] = SV_INT(r->now.late);
	v[8] = SV_INT(r->now.due);
	v[9] = SV_INT(r->now.origin);
	v[10] = SV_INT(r->now.covered);
	v[11] = SV_INT(r->now.tries);
	v[12] = SV_INT(r->now.alone);
	v[13] = SV_INT(r->now.clash);
	v[14] = SV_BLOB(packed);
	v[15] = SV_INT(r->pos);
	return rc;
}

static int mark_gone(struct work *w, const struct target_row *r)
{
	struct str key;
	int rc = gone_target_pack(w->cx, &r->round, &r->subject, r->slot, &key);

	return rc == 0 && r->area.n > 0 ? gone_write(w, r->area, "target", key, r->pos) : rc;
}

/* Listed in the area of the row, which is in the key: of a target that moves one row ends its clash, and another begins it. */
static int store_clash(struct work *w, const struct target_row *r)
{
	char space[GONE_TARGET_BYTES];
	struct buf key;

	if (!r->old.clash && !r->now.clash)
		return 0;
	buf_init(&key, w->cx->arena);
	buf_str(&key, gone_target_key(&r->round, &r->subject, r->slot, space));
	buf_str(&key, r->area);
	if (!buf_ok(&key))
		return err(w->cx, E_NO_MEMORY, NULL);
	return r->now.clash ?
		clash_write(w, CLASH_TARGET, buf_get(&key), r->area, r->rivals, r->rivals_n) :
		clash_clear(w, CLASH_TARGET, buf_get(&key));
}

int store_targets(struct work *w)
{
	struct store_value *put = cx_many(w->cx, w->targets.n * PUT_VALUES, struct store_value);
	struct store_value *drop = cx_many(w->cx, w->targets.n * 4, struct store_value);
	struct store_value *back = cx_many(w->cx, w->targets.n * 3, struct store_value);
	size_t i, puts = 0, drops = 0, backs = 0;
	struct str key;
	int rc = 0;

	if (put == NULL || drop == NULL || back == NULL)
		return -E_NO_MEMORY;
	for (i = 0; rc == 0 && i < w->targets.n; i++) {
		struct target_row *r = w->targets.entries[i].value;

		if (!r->dirty || (!r->old.there && !r->now.there))
			continue;
		rc = count_row(w, r);
		if (rc == 0)
			rc = store_clash(w, r);
		if (rc == 0 && r->now.there) {
			rc = write_row(w, r, &put[PUT_VALUES * puts++]);
		} else if (rc == 0) {
			memcpy(&drop[4 * drops++],
				(struct store_value[]){ SV_UUID(&r->round), SV_TEXT(r->area),
					SV_UUID(&r->subject), SV_INT(r->slot) },
				4 * sizeof(*drop));
			rc = mark_gone(w, r);
		}
		if (rc != 0 || r->old.there || !r->now.there)
			continue;
		rc = gone_target_pack(w->cx, &r->round, &r->subject, r->slot, &key);
		if (rc != 0)
			break;
		written_add(w->written, WRITTEN_TARGET, key);
		if (written_may(w->written, WRITTEN_GONE, key))
			memcpy(&back[3 * backs++],
				(struct store_value[]){
					SV_TEXT(r->area), SV_TEXT(STR("target")), SV_BLOB(key) },
				3 * sizeof(*back));
	}
	if (rc == 0)
		rc = store_each(w->cx, w->s, STMT_TARGET_PUT, put, puts);
	if (rc == 0)
		rc = store_each(w->cx, w->s, STMT_TARGET_DROP, drop, drops);
	return rc == 0 ? store_each(w->cx, w->s, STMT_GONE_DROP, back, backs) : rc;
}

int store_tallies(struct work *w)
{
	struct store_value *v = cx_many(w->cx, w->tallies.n * 9, struct store_value);
	struct tally_row *rows = cx_many(w->cx, w->tallies.n, struct tally_row);
	size_t i;

	if (v == NULL || rows == NULL)
		return -E_NO_MEMORY;
	for (i = 0; i < w->tallies.n; i++) {
		const struct tally_row *t = w->tallies.entries[i].value;

		rows[i] = *t;
		memcpy(&v[9 * i],
			(struct store_value[]){ SV_UUID(&t->round), SV_TEXT(t->area),
				SV_INT(t->expected), SV_INT(t->found), SV_INT(t->done),
				SV_INT(t->excused), SV_INT(t->missing), SV_INT(t->late),
				SV_INT(t->pos) },
			9 * sizeof(*v));
	}
	if (w->told != NULL)
		tallies_add(w->told, rows, w->tallies.n);
	return store_each(w->cx, w->s, STMT_TALLY_ADD, v, w->tallies.n);
}
