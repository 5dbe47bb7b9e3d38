/* Flags of whoever is behind a target, and lists by them.
 *
 * A page of targets lies in few areas, and of each only the people with a flag are looked at, from their index. Homes of those are
 * opened, in memory of their own. Under whichever of his ids a person that was merged has a flag or a home, both are his. */
#include "cover/needs.h"

#include <stdlib.h>
#include <string.h>

#include "core/map.h"
#include "cover/base_kinds.h"
#include "cover/cover_read.h"
#include "cover/flagged.h"
#include "generated/stmt.h"
#include "sys/sys.h"

/* ---- who has a flag, of some areas ---- */

struct looking {
	struct cx *cx;
	const struct cover *c;
	uint32_t asked;
	struct flagged *humans;
	size_t n;
	struct map people; /* survivor → struct need: of all whom he was merged with */
	struct map doors;  /* dwelling → struct need */
};

static struct need *need_at(struct looking *l, struct map *m, const struct uuid *id)
{
	void **at = map_at(m, uuid_bytes(id));

	if (at != NULL && *at == NULL)
		*at = cx_new(l->cx, struct need);
	return at != NULL ? *at : NULL;
}

static int human_add(struct looking *l, const struct flagged *h)
{
	struct need *n = need_at(l, &l->people, &h->survivor);

	if (n == NULL)
		return -E_NO_MEMORY;
	n->flags |= h->flags;
	return 0;
}

/* What of his lies in other areas, too: whoever he was found to be is known to need help wherever he is asked for. */
static int people_add(struct looking *l)
{
	struct map several;
	int ec = 0;

	map_init(&several, l->cx->arena);
	for (size_t i = 0; ec == 0 && i < l->n; i++)
		ec = human_add(l, &l->humans[i]);
	for (size_t i = 0; ec == 0 && i < l->n; i++) {
		struct need *n = map_get(&l->people, uuid_bytes(&l->humans[i].survivor));
		void **at;

		if (!l->humans[i].merged)
			continue;
		if ((at = map_at(&several, uuid_bytes(&l->humans[i].survivor))) == NULL)
			return err(l->cx, E_NO_MEMORY, NULL);
		*at = &n->flags;
	}
	if (ec == 0)
		ec = flagged_together(l->cx, l->c, &several);
	for (size_t i = 0; ec == 0 && i < l->people.n; i++) {
		struct need *n = l->people.entries[i].value;

		n->has = (n->flags & l->asked) == l->asked;
	}
	return ec;
}

/* Each area once, in whichever order the targets come. */
static int humans_read(struct looking *l, const struct target *targets, size_t n)
{
	const struct reader *roster = reader_in(l->c->who, MATTER_ROSTER);
	struct str *in = cx_many(l->cx, n + 1, struct str);
	struct map areas;
	size_t in_n = 0;
	int ec = in == NULL ? -E_NO_MEMORY : 0;

	map_init(&areas, l->cx->arena);
	for (size_t i = 0; ec == 0 && i < n; i++) {
		void **at = map_at(&areas, targets[i].area);

		if (at == NULL)
			return err(l->cx, E_NO_MEMORY, NULL);
		if (*at != NULL || !reader_sees(l->c->tree, roster, targets[i].area))
			continue;
		*at = l;
		in[in_n++] = targets[i].area;
	}
	if (ec == 0)
		ec = flagged_in(l->cx, l->c, in, in_n, &l->humans, &l->n);
	return ec == 0 ? people_add(l) : ec;
}

/* ---- behind which doors they live ---- */

static int door_add(struct looking *l, const struct uuid *dwelling, const struct need *of)
{
	struct need *n = need_at(l, &l->doors, dwelling);

	if (n == NULL)
		return -E_NO_MEMORY;
	n->flags |= of->flags;
	n->has |= of->has;
	return 0;
}

/* A dwelling that was merged is the one that stayed. */
static int survivors_read(
	struct looking *l, struct store_value *keys, size_t n, struct map *survivors)
{
	STORE_ROWS q = { 0 };
	struct uuid id, survivor, *stayed;
	int ec = store_query_each(l->cx, l->c->store, STMT_COVER_HOMES, keys, n, &q), more = 0;

	while (ec == 0 && (more = store_next(l->cx, &q)) > 0) {
		void **at;

		if (!store_uuid(&q, 0, &survivor) || !store_uuid(&q, 1, &id))
			return err(l->cx, E_CORRUPT, NULL, "subject");
		at = map_at(survivors, uuid_bytes(&id));
		stayed = cx_new(l->cx, struct uuid);
		if (at == NULL || stayed == NULL)
			return -E_NO_MEMORY;
		*stayed = survivor;
		*at = stayed;
	}
	return ec < 0 ? ec : more;
}

static int doors_read(struct looking *l)
{
	struct store_value *keys = cx_many(l->cx, l->n + 1, struct store_value);
	struct map survivors;
	size_t n = 0;
	int ec = keys == NULL ? -E_NO_MEMORY : 0;

	map_init(&survivors, l->cx->arena);
	for (size_t i = 0; ec == 0 && i < l->n; i++)
		if (!uuid_is_nil(&l->humans[i].dwelling))
			keys[n++] = SV_UUID(&l->humans[i].dwelling);
	if (ec == 0 && n > 0)
		ec = survivors_read(l, keys, n, &survivors);
	for (size_t i = 0; ec == 0 && i < l->n; i++) {
		const struct flagged *h = &l->humans[i];
		const struct need *of = map_get(&l->people, uuid_bytes(&h->survivor));
		const struct uuid *stayed = map_get(&survivors, uuid_bytes(&h->dwelling));

		if (of != NULL && of->flags != 0 && stayed != NULL)
			ec = door_add(l, stayed, of);
	}
	return ec;
}

/* ---- of a page ---- */

static void need_take(const struct looking *l, const struct subject *s, struct need *ret)
{
	const struct reader *roster = reader_in(l->c->who, MATTER_ROSTER);
	const struct need *n = NULL;

	*ret = (struct need){ .has = l->asked == 0 };
	if ((s->type != SUBJECT_PERSON && s->type != SUBJECT_DWELLING) ||
		!reader_sees(l->c->tree, roster, s->area))
		return;
	ret->known = true;
	if (s->type == SUBJECT_PERSON) {
		ret->flags = s->flags;
		ret->has = (s->flags & l->asked) == l->asked;
		n = map_get(&l->people, uuid_bytes(&s->survivor));
	} else {
		n = map_get(&l->doors, uuid_bytes(&s->survivor));
	}
	if (n != NULL) {
		ret->flags |= n->flags;
		ret->has |= n->has;
	}
}

static bool any_of(const struct subject *all, size_t n, enum subject_type type)
{
	for (size_t i = 0; i < n; i++)
		if (all[i].type == type)
			return true;
	return false;
}

int targets_needs(struct cx *cx, const struct cover *c, const struct target *targets,
	const struct subject *subjects, size_t n, uint32_t asked, struct need *ret)
{
	bool doors = any_of(subjects, n, SUBJECT_DWELLING);
	struct arena arena;
	struct cx own = { .arena = &arena };
	struct looking l = { .cx = &own, .c = c, .asked = asked };
	int ec = 0;

	arena_init(&arena, &sys_heap, 0);
	map_init(&l.people, &arena);
	map_init(&l.doors, &arena);
	if (doors || any_of(subjects, n, SUBJECT_PERSON))
		ec = humans_read(&l, targets, n);
	if (ec == 0 && doors)
		ec = doors_read(&l);
	for (size_t i = 0; ec == 0 && i < n; i++)
		need_take(&l, &subjects[i], &ret[i]);
	if (ec < 0 && cx->e.code == 0)
		err_pass(cx, &own);
	arena_done(&arena);
	return ec;
}

static int page_needs(struct cx *cx, const struct cover *c, const struct target *all, size_t n,
	uint32_t asked, struct need **ret)
{
	struct subject *subjects = cx_many(cx, n + 1, struct subject);
	int ec = subjects == NULL ? -E_NO_MEMORY : 0;

	*ret = cx_many(cx, n + 1, struct need);
	if (ec == 0 && *ret == NULL)
		return -E_NO_MEMORY;
	if (ec == 0)
		ec = target_subjects(cx, c, all, n, subjects);
	return ec == 0 ? targets_needs(cx, c, all, subjects, n, asked, *ret) : ec;
}

/* ---- lists ---- */

int round_missing_with(struct cx *cx, const struct cover *c, const struct uuid *round,
	struct str area, uint32_t asked, struct str after, size_t limit, struct target **ret,
	size_t *ret_n, struct str *ret_next)
{
	struct target *items = cx_many(cx, limit + 1, struct target);
	size_t looked = 0;
	int ec = items == NULL ? -E_NO_MEMORY : cover_limit(cx, limit);

	*ret = items;
	*ret_n = 0;
	*ret_next = after;
	while (ec == 0 && looked < NEEDS_LOOKED) {
		struct target *page;
		struct need *needs;
		size_t n, i;

		ec = round_missing(
			cx, c, round, area, *ret_next, COVER_LIMIT_MAX, &page, &n, ret_next);
		if (ec == 0)
			ec = page_needs(cx, c, page, n, asked, &needs);
		for (i = 0; ec == 0 && i < n && *ret_n < limit; i++)
			if (needs[i].has)
				items[(*ret_n)++] = page[i];
		looked += n;
		/* What is left of the page comes with the next. */
		if (ec == 0 && i > 0 && *ret_n == limit && (i < n || ret_next->p != NULL))
			return target_cursor(cx, 'm', &page[i - 1], ret_next);
		if (ret_next->p == NULL)
			break;
	}
	return ec;
}

struct needed {
	struct target target;
	int helpless; /* how many of the flags with which nobody helps himself */
};

static int helpless(uint32_t flags)
{
	int n = 0;

	for (uint32_t left = flags & PERSON_HELPLESS; left != 0; left &= left - 1)
		n++;
	return n;
}

static int needed_order(const void *a, const void *b)
{
	const struct needed *x = a, *y = b;
	int d;

	if (x->helpless != y->helpless)
		return y->helpless - x->helpless;
	if (x->target.overdue != y->target.overdue)
		return y->target.overdue - x->target.overdue;
	if (x->target.tries != y->target.tries)
		return y->target.tries - x->target.tries;
	d = str_cmp(x->target.area, y->target.area);
	if (d == 0)
		d = uuid_cmp(&x->target.subject, &y->target.subject);
	return d != 0 ? d : (x->target.slot > y->target.slot) - (x->target.slot < y->target.slot);
}

/* now: by which the list was begun. */
static int needed_cursor(struct cx *cx, int64_t now, const struct needed *last, struct str *ret)
{
	struct buf b;

	cursor_begin(cx, &b, 'h');
	cursor_put_int(&b, now);
	cursor_put_int(&b, last->helpless);
	cursor_put_int(&b, last->target.overdue);
	cursor_put_int(&b, last->target.tries);
	cursor_put_str(&b, last->target.area);
	cursor_put_uuid(&b, &last->target.subject);
	cursor_put_int(&b, last->target.slot);
	return cursor_end(cx, &b, ret);
}

static int needed_start(struct cx *cx, struct str after, int64_t *ret_now, struct needed *ret)
{
	struct cursor cur;
	int ec = cursor_open(cx, after, 'h', &cur);

	if (ec < 0)
		return ec;
	*ret_now = cursor_int(&cur);
	ret->helpless = (int)cursor_int(&cur);
	ret->target.overdue = cursor_int(&cur) != 0;
	ret->target.tries = (int)cursor_int(&cur);
	ret->target.area = cursor_str(&cur);
	ret->target.subject = cursor_uuid(&cur);
	ret->target.slot = cursor_int(&cur);
	return cursor_close(cx, &cur);
}

static int needed_read(struct cx *cx, const struct cover *c, const struct uuid *round,
	struct str area, uint32_t asked, struct needed **ret, size_t *ret_n)
{
	struct str next = STR("");
	size_t cap = 0, looked = 0;
	int ec = 0;

	*ret = NULL;
	*ret_n = 0;
	do {
		struct target *page;
		struct need *needs;
		size_t n;

		ec = round_missing(cx, c, round, area, next, COVER_LIMIT_MAX, &page, &n, &next);
		looked += ec == 0 ? n : 0;
		if (ec == 0 &&
			(looked > NEEDS_LOOKED || (looked == NEEDS_LOOKED && next.p != NULL)))
			return err(cx, E_TOO_MANY, "area", cx_num(cx, NEEDS_LOOKED + 1),
				cx_num(cx, NEEDS_LOOKED));
		if (ec == 0)
			ec = page_needs(cx, c, page, n, asked, &needs);
		for (size_t i = 0; ec == 0 && i < n; i++) {
			if (!needs[i].has)
				continue;
			if ((ec = COVER_ROOM(cx, *ret, *ret_n, cap)) == 0)
				(*ret)[(*ret_n)++] = (struct needed){ .target = page[i],
					.helpless = helpless(needs[i].flags) };
		}
	} while (ec == 0 && next.p != NULL);
	return ec;
}

int round_missing_by_need(struct cx *cx, const struct cover *c, const struct uuid *round,
	struct str area, uint32_t asked, struct str after, size_t limit, struct target **ret,
	size_t *ret_n, struct str *ret_next)
{
	struct target *items = cx_many(cx, limit + 1, struct target);
	struct needed *all, from = { 0 };
	struct cover begun = *c;
	size_t n = 0, i = 0;
	int ec = items == NULL ? -E_NO_MEMORY : 0;

	*ret = items;
	*ret_n = 0;
	*ret_next = STR_NONE;
	if (ec == 0 && limit != NEEDS_AT_ONCE)
		ec = cover_limit(cx, limit);
	if (ec == 0 && after.n > 0)
		ec = needed_start(cx, after, &begun.now, &from);
	if (ec == 0)
		ec = needed_read(cx, &begun, round, area, asked, &all, &n);
	if (ec < 0)
		return ec;
	if (n > 1)
		qsort(all, n, sizeof(*all), needed_order);
	while (after.n > 0 && i < n && needed_order(&all[i], &from) <= 0)
		i++;
	for (; i < n && *ret_n < limit; i++)
		items[(*ret_n)++] = all[i].target;
	return i < n ? needed_cursor(cx, begun.now, &all[i - 1], ret_next) : 0;
}

int round_missed_with(struct cx *cx, const struct cover *c, const struct round *rounds,
	const struct reader *whos, size_t rounds_n, struct str area, uint32_t asked,
	struct str after, size_t limit, struct missed **ret, size_t *ret_n, struct str *ret_next)
{
	struct missed *items = cx_many(cx, limit + 1, struct missed);
	size_t looked = 0;
	int ec = items == NULL ? -E_NO_MEMORY : cover_limit(cx, limit);

	*ret = items;
	*ret_n = 0;
	*ret_next = after;
	while (ec == 0 && looked < NEEDS_LOOKED) {
		struct missed *page;
		struct target *targets;
		struct need *needs;
		size_t n, i;

		ec = round_missed(cx, c, rounds, whos, rounds_n, area, *ret_next, COVER_LIMIT_MAX,
			&page, &n, ret_next);
		targets = ec == 0 ? cx_many(cx, n + 1, struct target) : NULL;
		if (targets == NULL)
			return ec < 0 ? ec : -E_NO_MEMORY;
		for (i = 0; i < n; i++)
			targets[i] = page[i].target;
		ec = page_needs(cx, c, targets, n, asked, &needs);
		for (i = 0; ec == 0 && i < n && *ret_n < limit; i++)
			if (needs[i].has)
				items[(*ret_n)++] = page[i];
		looked += n;
		if (ec == 0 && i > 0 && *ret_n == limit && (i < n || ret_next->p != NULL))
			return target_cursor(cx, 'm', &page[i - 1].target, ret_next);
		if (ret_next->p == NULL)
			break;
	}
	return ec;
}
