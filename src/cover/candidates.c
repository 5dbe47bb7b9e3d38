/* Subjects for a new round: who they are, and how many before anybody asks who. */
#include "cover/cover_read.h"

#include <string.h>

#include "core/map.h"
#include "cover/flagged.h"
#include "cover/needs.h"
#include "cover/staff.h"
#include "generated/stmt.h"

/* The bit of a flag by its name: flags are a field of the kinds that define subjects, so the kinds
 * know the names. */
static bool flag_bit(const struct kinds *ks, struct str name, uint32_t *ret)
{
	for (size_t i = 0; ks != NULL && i < ks->n; i++) {
		for (const struct field *f = ks->all[i]->fields; f != NULL && f->name != NULL;
			f++) {
			if (f->choices == NULL || !str_is(STR("flags"), f->name))
				continue;
			for (const struct choice *ch = f->choices; ch->name != NULL; ch++) {
				if (!str_is(name, ch->name) || ch->code >= 32)
					continue;
				*ret = 1U << ch->code;
				return true;
			}
		}
	}
	return false;
}

static const struct choice *flag_of(const struct kinds *ks, int code)
{
	for (size_t i = 0; ks != NULL && i < ks->n; i++)
		for (const struct field *f = ks->all[i]->fields; f != NULL && f->name != NULL; f++)
			for (const struct choice *ch = str_is(STR("flags"), f->name) ? f->choices :
										       NULL;
				ch != NULL && ch->name != NULL; ch++)
				if (ch->code == code)
					return ch;
	return NULL;
}

/* What may follow "flag:", for whoever wrote something else. */
static int filter_err(struct cx *cx, const struct kinds *ks, struct str filter)
{
	struct buf zh, en;

	buf_init(&zh, cx->arena);
	buf_init(&en, cx->arena);
	for (int code = 1; code < 32; code++) {
		const struct choice *ch = flag_of(ks, code);

		if (ch == NULL)
			continue;
		buf_fmt(&zh, "%s%s（%s）", zh.n ? "、" : "", ch->name, ch->zh);
		buf_fmt(&en, "%s%s", en.n ? ", " : "", ch->name);
	}
	if (!buf_ok(&zh) || !buf_ok(&en))
		return err(cx, E_NO_MEMORY, NULL);
	return err(cx, E_FILTER, "filter", cx_text(cx, filter), buf_get(&zh).p, buf_get(&en).p);
}

/* "flag:NAME". */
static int word_read(
	struct cx *cx, const struct cover *c, struct str word, struct str filter, uint32_t *need)
{
	struct str name = word;
	uint32_t bit;

	if (!str_starts(word, STR("flag:")))
		return filter_err(cx, c->kinds, filter);
	name.p += 5;
	name.n -= 5;
	if (!flag_bit(c->kinds, name, &bit))
		return filter_err(cx, c->kinds, filter);
	*need |= bit;
	return 0;
}

int needs_filter(struct cx *cx, const struct cover *c, struct str filter, uint32_t *ret)
{
	struct str left = filter;
	int ec = 0;

	*ret = 0;
	while (ec == 0 && left.n > 0) {
		const char *blank = memchr(left.p, ' ', left.n);
		size_t n = blank ? (size_t)(blank - left.p) : left.n;

		ec = word_read(cx, c, (struct str){ left.p, n }, filter, ret);
		n += blank != NULL;
		left.p += n;
		left.n -= n;
	}
	return ec;
}

/* Which subjects a round is for: those with all flags of need, or (homes) those in which somebody with them lives. */
struct sieve {
	uint32_t need;
	struct map *homes;
};

static bool sieve_takes(const struct sieve *s, const struct uuid *id, uint32_t flags)
{
	return s->homes != NULL ? map_get(s->homes, uuid_bytes(id)) != NULL :
				  (flags & s->need) == s->need;
}

static int door_candidates(struct cx *cx, const struct cover *c, const struct tally *in,
	const struct sieve *sieve, struct uuid **ret, size_t *ret_n)
{
	struct uuid *ids;
	size_t n;
	int ec = doors_in(cx, c, in->area, in->pos, &ids, &n);

	*ret = ids;
	*ret_n = 0;
	for (size_t i = 0; ec == 0 && i < n; i++)
		if (sieve_takes(sieve, &ids[i], 0))
			ids[(*ret_n)++] = ids[i];
	return ec;
}

static int read_candidates(struct cx *cx, const struct cover *c, const struct tally *in,
	enum subject_type type, const struct sieve *sieve, struct uuid **ret, size_t *ret_n)
{
	const struct store_value values[] = { SV_TEXT(in->area), SV_INT(type) };
	STORE_ROWS q = { 0 };
	struct uuid *ids = NULL;
	size_t n = 0, cap = 0;
	int ec = store_query(cx, c->store, STMT_COVER_SUBJECT_IDS, values, 2, &q), more = 0;

	while (ec == 0 && (more = store_next(cx, &q)) > 0) {
		if ((ec = COVER_ROOM(cx, ids, n, cap)) < 0)
			break;
		if (!store_uuid(&q, 0, &ids[n]))
			ec = err(cx, E_CORRUPT, NULL, "subject");
		else
			n += sieve_takes(sieve, &ids[n], (uint32_t)store_int(&q, 1));
	}
	*ret = ids;
	*ret_n = n;
	return ec < 0 ? ec : more;
}

/* Staff report where they live, wherever they are listed. */
static int staff_candidates(struct cx *cx, const struct cover *c, struct str top, uint32_t need,
	struct str after, round_candidate *each, void *arg)
{
	struct staff *all;
	struct uuid *ids;
	size_t n, at = 0;
	int ec = cover_top(cx, c, top);

	if (ec < 0 || (ec = staff_list(cx, c, &all, &n)) < 0)
		return ec;
	ids = cx_many(cx, n + 1, struct uuid);
	if (ids == NULL)
		return -E_NO_MEMORY;
	for (size_t i = 0; ec == 0 && i < n; i++) {
		bool within = (top.n == 0 || area_within(c->tree, all[i].area, top)) &&
			reader_sees(c->tree, c->who, all[i].area) &&
			str_cmp(all[i].area, after) > 0;

		if (within && (all[i].flags & need) == need)
			ids[at++] = all[i].id;
		if (at == 0 || (i + 1 < n && str_eq(all[i + 1].area, all[i].area)))
			continue;
		ec = each(arg, cx, all[i].area, ids, at);
		at = 0;
	}
	return ec < 0 ? ec : 0;
}

/* The roster's counts of one type, by area: an area without any has none. */
static int roster_read(struct cx *cx, const struct cover *c, struct str area,
	enum subject_type type, struct tally **ret, size_t *ret_n)
{
	struct uuid roster = roster_id(type);
	struct area_run *runs;
	size_t runs_n;
	int ec = cover_top(cx, c, area);

	if (ec < 0 || (ec = tree_seen(cx, c->tree, c->who, area, &runs, &runs_n)) < 0)
		return ec;
	return tally_read(
		cx, c, &roster, runs, runs_n, c->who->everywhere && area.n == 0, ret, ret_n);
}

int round_candidates(struct cx *cx, const struct cover *c, struct str area, enum subject_type type,
	struct str filter, struct str after, round_candidate *each, void *arg)
{
	struct sieve sieve = { 0 };
	struct tally *all;
	struct map homes;
	size_t all_n;
	int ec = needs_filter(cx, c, filter, &sieve.need);

	if (ec < 0)
		return ec;
	if (type == SUBJECT_STAFF)
		return staff_candidates(cx, c, area, sieve.need, after, each, arg);
	if ((ec = roster_read(cx, c, area, type, &all, &all_n)) < 0)
		return ec;
	if (type == SUBJECT_DWELLING && sieve.need != 0) {
		if ((ec = flagged_homes(cx, c, sieve.need, &homes)) < 0)
			return ec;
		sieve.homes = &homes;
	}
	for (size_t i = 0; ec == 0 && i < all_n; i++) {
		struct uuid *ids;
		size_t n;

		if (str_cmp(all[i].area, after) <= 0)
			continue;
		ec = type == SUBJECT_DWELLING ?
			door_candidates(cx, c, &all[i], &sieve, &ids, &n) :
			read_candidates(cx, c, &all[i], type, &sieve, &ids, &n);
		if (ec == 0 && n > 0)
			ec = each(arg, cx, all[i].area, ids, n);
	}
	return ec < 0 ? ec : 0;
}

/* ---- how many ---- */

struct counting {
	struct candidates *all;
	size_t n, cap;
};

static int count_put(struct cx *cx, struct counting *k, struct str area, int64_t n)
{
	int ec = n == 0 ? 0 : COVER_ROOM(cx, k->all, k->n, k->cap);

	if (ec < 0 || n == 0)
		return ec;
	k->all[k->n] = (struct candidates){ .n = n };
	return cx_str(cx, area, &k->all[k->n++].area);
}

static int count_each(
	void *arg, struct cx *cx, struct str area, const struct uuid *subjects, size_t n)
{
	(void)subjects;
	return count_put(cx, arg, area, (int64_t)n);
}

/* Of subjects whose flags are their own, from the index of those that have any. */
static int count_flagged(struct cx *cx, const struct cover *c, const struct tally *all,
	size_t all_n, enum subject_type type, uint32_t need, struct counting *k)
{
	struct store_value *keys = cx_many(cx, 3 * all_n + 1, struct store_value);
	STORE_ROWS q = { 0 };
	int ec = keys == NULL ? -E_NO_MEMORY : 0, more = 0;

	for (size_t i = 0; ec == 0 && i < all_n; i++) {
		keys[3 * i] = SV_TEXT(all[i].area);
		keys[3 * i + 1] = SV_INT(type);
		keys[3 * i + 2] = SV_INT(need);
	}
	if (ec == 0 && all_n > 0)
		ec = store_query_each(cx, c->store, STMT_COVER_FLAGGED_COUNT, keys, all_n, &q);
	while (ec == 0 && all_n > 0 && (more = store_next(cx, &q)) > 0)
		ec = count_put(cx, k, store_str(&q, 0), store_int(&q, 1));
	return ec < 0 ? ec : more;
}

int round_candidates_count(struct cx *cx, const struct cover *c, struct str area,
	enum subject_type type, struct str filter, struct candidates **ret, size_t *ret_n)
{
	struct counting k = { 0 };
	struct tally *all;
	uint32_t need;
	size_t all_n;
	int ec = needs_filter(cx, c, filter, &need);

	if (ec == 0 && (type == SUBJECT_STAFF || (type == SUBJECT_DWELLING && need != 0)))
		ec = round_candidates(cx, c, area, type, filter, STR(""), count_each, &k);
	else if (ec == 0 && (ec = roster_read(cx, c, area, type, &all, &all_n)) == 0) {
		if (need != 0)
			ec = count_flagged(cx, c, all, all_n, type, need, &k);
		for (size_t i = 0; need == 0 && ec == 0 && i < all_n; i++)
			ec = count_put(cx, &k, all[i].area, all[i].expected);
	}
	*ret = k.all;
	*ret_n = k.n;
	return ec;
}
