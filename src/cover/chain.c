/* A chain: the rows of one (round, cluster, slot), over all its members and the areas where they were. Exactly one is live,
 * in the area where standing moves put the subject at the first cover that was in time, else now. Its state is: done if a
 * cover in time stands, else excused if an excuse stands, else open with the outcome of the latest attempt. The other
 * rows are excused: moved, or duplicate. Answers of different persons that say different words are a clash of the live row. */
#include <string.h>

#include "cover/work.h"

bool act_is_base(const struct act *a)
{
	return a->what <= TARGET_OBLIGE;
}

static bool has_base(const struct target_row *r)
{
	size_t i;

	for (i = 0; i < r->acts.n; i++)
		if (act_is_base(&r->acts.all[i]))
			return true;
	return false;
}

struct target_row *chain_home(const struct chain *c, const struct uuid *subject)
{
	struct target_row *home = NULL;
	size_t i;

	for (i = 0; i < c->n; i++) {
		struct target_row *r = c->rows[i];

		if (uuid_eq(&r->subject, subject) && has_base(r) &&
			(home == NULL || str_cmp(r->area, home->area) < 0))
			home = r;
	}
	return home;
}

static int origin_of(const struct target_row *r)
{
	bool what[TARGET_OBLIGE + 1] = { false };
	size_t i;

	for (i = 0; i < r->acts.n; i++)
		if (act_is_base(&r->acts.all[i]))
			what[r->acts.all[i].what] = true;
	return what[TARGET_LIST]    ? ORIGIN_LISTED :
		what[TARGET_OBLIGE] ? ORIGIN_OBLIGED :
		what[TARGET_FOUND]  ? ORIGIN_FOUND :
				      ORIGIN_MOVED;
}

int target_at(struct work *w, const struct uuid *round, struct str area, const struct uuid *subject,
	int64_t slot, struct target_row **ret)
{
	struct buf key;
	bool is_new;
	void *p;
	int rc;

	buf_init(&key, w->cx->arena);
	buf_add(&key, round->b, 16);
	buf_add(&key, subject->b, 16);
	buf_add(&key, &slot, sizeof(slot));
	buf_str(&key, area);
	rc = work_at(w, &w->targets, buf_get(&key), sizeof(**ret), &p, &is_new);
	if (rc != 0)
		return rc;
	*ret = p;
	if (!is_new)
		return 0;
	(*ret)->round = *round;
	(*ret)->subject = *subject;
	(*ret)->slot = slot;
	return area.n == 0 ? 0 : cx_str(w->cx, area, &(*ret)->area);
}

int chain_row(struct chain *c, const struct uuid *subject, struct str area, struct target_row **ret)
{
	struct target_row *row;
	size_t i;
	int rc;

	for (i = 0; i < c->n; i++)
		if (uuid_eq(&c->rows[i]->subject, subject) && str_eq(c->rows[i]->area, area)) {
			*ret = c->rows[i];
			return 0;
		}
	rc = target_at(c->w, &c->round->id, area, subject, c->slot, &row);
	if (rc != 0)
		return rc;
	if (c->n == c->cap) {
		size_t cap = c->cap == 0 ? 4 : c->cap * 2;
		struct target_row **rows = cx_many(c->w->cx, cap, struct target_row *);

		if (rows == NULL)
			return -E_NO_MEMORY;
		if (c->n > 0)
			memcpy(rows, c->rows, c->n * sizeof(*rows));
		c->rows = rows;
		c->cap = cap;
	}
	c->rows[c->n++] = *ret = row;
	return 0;
}

/* What all answers of the cluster come to. */
struct answers {
	const struct act *first, *last; /* covers in time */
	const struct act *excuse, *attempt;
	int64_t newest; /* at_used of the newest cover, in time or late */
	bool late;
	int tries;
	const struct act *word; /* the first that says one */
	size_t words;           /* how many do */
	bool many_words, many_people;
};

static void later_of(const struct act **best, const struct act *a)
{
	if (*best == NULL || act_cmp(a, *best) > 0)
		*best = a;
}

static void hear(struct answers *x, const struct act *a)
{
	if (a->word == 0)
		return;
	if (x->word == NULL)
		x->word = a;
	x->words++;
	x->many_words |= a->word != x->word->word;
	x->many_people |= a->who != x->word->who;
}

static void weigh(struct answers *x, const struct act *a, int64_t closes)
{
	hear(x, a);
	switch (a->what) {
	case TARGET_COVER:
		if (a->at_used > x->newest)
			x->newest = a->at_used;
		if (a->at_used > closes) {
			x->late = true;
			break;
		}
		later_of(&x->last, a);
		if (x->first == NULL || act_cmp(a, x->first) < 0)
			x->first = a;
		break;
	case TARGET_EXCUSE:
	case TARGET_SPARE:
		later_of(&x->excuse, a);
		break;
	case TARGET_TRY:
		later_of(&x->attempt, a);
		x->tries++;
		break;
	default:
		break;
	}
}

static struct answers answers_of(const struct chain *c)
{
	int64_t closes = c->round->now.closes;
	struct answers x = { 0 };
	size_t i, k;

	for (i = 0; i < c->n; i++)
		for (k = 0; k < c->rows[i]->acts.n; k++)
			weigh(&x, &c->rows[i]->acts.all[k], closes);
	return x;
}

/* The survivor if it has a row of its own, else the smallest member that has. NULL: nobody. */
static const struct subject_row *live_member(const struct chain *c)
{
	size_t m, i;

	for (m = 0; m < c->members_n; m++)
		for (i = 0; i < c->n; i++)
			if (uuid_eq(&c->rows[i]->subject, &c->members[m]->id) &&
				has_base(c->rows[i]))
				return c->members[m];
	return NULL;
}

/* Where the subject was listed: its own area if it was listed there, else the smallest. */
static struct str listed_area(const struct chain *c, const struct subject_row *s)
{
	struct str best = STR_NONE;
	size_t i;

	for (i = 0; i < c->n; i++) {
		const struct target_row *r = c->rows[i];

		if (!uuid_eq(&r->subject, &s->id) || !has_base(r))
			continue;
		if (s->type != SUBJECT_UNKNOWN && str_eq(r->area, s->area))
			return r->area;
		if (best.p == NULL || str_cmp(r->area, best) < 0)
			best = r->area;
	}
	return best;
}

/* *ret_area = where the target is now; *ret_out: moved out of the round's areas. */
static int live_area(struct chain *c, const struct subject_row *s, const struct answers *x,
	struct str *ret_area, bool *ret_out)
{
	bool within = true;
	int rc = 0;

	*ret_area = STR("");
	*ret_out = false;
	if (s->moved)
		*ret_area = subject_position(s, x->first == NULL ? INT64_MAX : x->first->at_used);
	if (ret_area->n == 0) {
		*ret_area = listed_area(c, s);
		return 0;
	}
	if (c->round->now.known)
		rc = area_is_within(c->w, *ret_area, c->round->now.area, &within);
	*ret_out = !within;
	return rc;
}

/* A target that moved keeps its due time: that of what was asked last of its subject, in whatever area. */
static int64_t due_of(const struct chain *c, const struct subject_row *s)
{
	const struct act *best = NULL;
	size_t i, k;

	for (i = 0; i < c->n; i++)
		for (k = 0; uuid_eq(&c->rows[i]->subject, &s->id) && k < c->rows[i]->acts.n; k++) {
			const struct act *a = &c->rows[i]->acts.all[k];

			if (act_is_base(a) && a->n != 0)
				later_of(&best, a);
		}
	return best == NULL ? COVER_FAR : best->n;
}

static void fold_live(struct target_row *r, const struct answers *x, int64_t due)
{
	r->now.due = due;
	r->now.tries = x->tries;
	if (x->last != NULL) {
		r->now.state = 2;
		r->now.code = x->last->code;
	} else if (x->excuse != NULL) {
		r->now.state = 3;
		r->now.code = x->excuse->code;
	} else {
		r->now.state = 1;
		r->now.late = x->late;
		r->now.code = x->attempt == NULL ? 0 : x->attempt->code;
		r->now.next = x->attempt == NULL ? 0 : x->attempt->next;
	}
}

/* Of two persons and two words, some word of the one always excludes one of the other: all that say a word are listed. */
static int list_rivals(struct chain *c, struct target_row *live, const struct answers *x)
{
	size_t i, k;

	live->now.clash = x->many_words && x->many_people;
	if (!live->now.clash)
		return 0;
	live->rivals_n = 0;
	live->rivals = cx_many(c->w->cx, x->words, struct uuid);
	if (live->rivals == NULL)
		return -E_NO_MEMORY;
	for (i = 0; i < c->n; i++)
		for (k = 0; k < c->rows[i]->acts.n; k++)
			if (c->rows[i]->acts.all[k].word != 0)
				live->rivals[live->rivals_n++] = c->rows[i]->acts.all[k].id;
	return 0;
}

/* The latest answer that waits for what it answers. */
static const struct act *waits(const struct target_row *r)
{
	size_t i = r->acts.n;

	while (i > 0 && r->acts.all[i - 1].what == TARGET_SPARE)
		i--;
	return i == 0 ? NULL : &r->acts.all[i - 1];
}

static void fold_stray(struct chain *c, const struct answers *x)
{
	size_t i;

	for (i = 0; i < c->n; i++) {
		struct target_row *r = c->rows[i];
		const struct act *a = waits(r);

		r->now = (struct target_now){ .there = r->acts.n > 0,
			.state = a == NULL ? 4 : 0,
			.due = COVER_FAR,
			.covered = x->newest };
		if (a != NULL) {
			r->now.code = a->code;
			r->now.next = a->next;
		}
	}
}

static bool is_alone(const struct chain *c, const struct target_row *live)
{
	size_t i;

	for (i = 0; i < c->n; i++)
		if (c->rows[i] != live && c->rows[i]->now.there)
			return false;
	return c->members_n == 1 && !c->members[0]->moved && has_base(live);
}

int chain_fold(struct chain *c)
{
	struct answers x = answers_of(c);
	const struct subject_row *s = live_member(c);
	struct target_row *live;
	struct str area;
	bool out;
	size_t i;
	int rc;

	if (s == NULL) {
		fold_stray(c, &x);
		return 0;
	}
	rc = live_area(c, s, &x, &area, &out);
	if (rc == 0)
		rc = chain_row(c, &s->id, area, &live);
	for (i = 0; rc == 0 && i < c->n; i++) {
		struct target_row *r = c->rows[i];
		bool base = has_base(r);

		r->now = (struct target_now){
			.due = COVER_FAR, .covered = x.newest, .origin = origin_of(r)
		};
		r->now.there = base || r->acts.n > 0 || (r == live && !out);
		if (r == live && !out) {
			fold_live(r, &x, due_of(c, s));
		} else if (base) {
			r->now.state = 3;
			r->now.code = !uuid_eq(&r->subject, &s->id) ? CODE_DUPLICATE :
				out                                 ? CODE_MOVED_OUT :
								      CODE_MOVED;
		} else {
			r->now.state = 4;
			r->now.origin = 0;
		}
	}
	if (rc != 0 || out)
		return rc;
	live->now.alone = is_alone(c, live);
	return list_rivals(c, live, &x);
}
