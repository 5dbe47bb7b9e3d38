/* Areas, incidents and rounds come first, so that what lies in them need not be folded again; then area after area, each in the
 * order of arrival. What takes other records back comes before what it takes back, so that at no time more stands than ever
 * stood: the limits of the folds hold for that. */
#include "view/window.h"

#include <stdlib.h>
#include <string.h>

#include "core/map.h"

#define READ_AT_ONCE 512

/* ---- reading ---- */

static int grow(struct window *w, size_t more)
{
	struct entry **wider;

	if (w->n + more <= w->cap)
		return 0;
	w->cap = 2 * w->cap + more;
	wider = cx_many(w->cx, w->cap, struct entry *);
	if (wider == NULL)
		return -E_NO_MEMORY;
	if (w->n > 0)
		memcpy(wider, w->entries, w->n * sizeof(*wider));
	w->entries = wider;
	return 0;
}

int window_read(struct window *w, int64_t after)
{
	struct entry *some;
	size_t got = 1, i;
	int rc = 0;

	while (rc == 0 && got > 0 && w->n < w->n_max && w->bytes < w->bytes_max) {
		size_t left = w->n_max - w->n, want = left < READ_AT_ONCE ? left : READ_AT_ONCE;

		rc = journal_read_open(w->cx, w->journal->store, after, want, &some, &got);
		if (rc == 0)
			rc = grow(w, got);
		for (i = 0; rc == 0 && i < got; i++) {
			w->bytes += sizeof(some[i]) + some[i].open.n;
			after = some[i].pos;
			w->entries[w->n++] = &some[i];
		}
	}
	return rc;
}

/* ---- in which order ---- */

/* The entries of one area, and where in the order the next of them goes. */
struct place {
	struct str area;
	size_t number, n, next;
};

struct correction {
	size_t at;
	const struct uuid *ids;
	size_t n;
	struct correction *next;
};

struct named { /* by a correction */
	size_t at;
	bool here;
};

struct order {
	struct window *w;
	struct place **of; /* of each entry; NULL: before all areas */
	bool *early;       /* before all else of its area */
	struct map places; /* area → struct place */
	struct map named;  /* id → struct named */
	struct correction *first, **last;
};

static bool holds(struct str text, struct str what)
{
	return memmem(text.p, text.n, what.p, what.n) != NULL;
}

/* A body may have a kind as well, such as a round's: then the record comes earlier than it need. */
static bool others_rest_on(struct str open)
{
	static const struct str member = { "\"kind\":\"", 8 };
	const char *at;

	while ((at = memmem(open.p, open.n, member.p, member.n)) != NULL) {
		open.n -= (size_t)(at + member.n - open.p);
		open.p = at + member.n;
		if (str_starts(open, STR("area.")) || str_starts(open, STR("incident.")) ||
			str_starts(open, STR("record.")) ||
			(str_starts(open, STR("round.")) &&
				!str_starts(open, STR("round.targeted\""))))
			return true;
	}
	return false;
}

/* Of the canonical form: area is its first member. */
static struct str area_of(struct str open)
{
	static const struct str member = { "{\"area\":\"", 9 };
	struct str area = { open.p + member.n, 0 };

	if (!str_starts(open, member))
		return STR("");
	while (member.n + area.n < open.n && area.p[area.n] != '"')
		area.n++;
	return area;
}

/* The value of a key, made zeroed when it is not there. */
static int value_at(struct cx *cx, struct map *m, struct str key, size_t size, void *ret)
{
	void **at = map_at(m, key);

	if (at != NULL && *at == NULL)
		*at = cx_alloc(cx, size);
	if (at == NULL || *at == NULL)
		return err(cx, E_NO_MEMORY, NULL);
	memcpy(ret, at, sizeof(*at));
	return 0;
}

static int take_correction(struct order *o, size_t at)
{
	struct cx *cx = o->w->cx;
	struct correction *c = cx_new(cx, struct correction);
	struct named *named;
	struct record *r;
	size_t i;
	int rc;

	if (c == NULL)
		return -E_NO_MEMORY;
	rc = journal_record(cx, o->w->journal->kinds, o->w->entries[at], &r);
	if (rc != 0 || r->corrects_n == 0)
		return rc;
	*c = (struct correction){ .at = at, .ids = r->corrects, .n = r->corrects_n };
	*o->last = c;
	o->last = &c->next;
	for (i = 0; rc == 0 && i < c->n; i++)
		rc = value_at(cx, &o->named, uuid_bytes(&c->ids[i]), sizeof(*named), &named);
	return rc;
}

static int take_entry(struct order *o, size_t at)
{
	const struct entry *e = o->w->entries[at];
	int rc;

	if (e->type != ENTRY_RECORD || others_rest_on(e->open))
		return 0;
	rc = value_at(o->w->cx, &o->places, area_of(e->open), sizeof(struct place), &o->of[at]);
	if (rc == 0 && holds(e->open, STR("\"corrects\":")))
		rc = take_correction(o, at);
	return rc;
}

/* A correction of what came before it in its own area takes its turn there; another one comes before all areas. */
static void settle_corrections(struct order *o)
{
	const struct window *w = o->w;
	struct correction *c;
	struct named *named;
	size_t i;

	for (i = 0; o->first != NULL && i < w->n; i++)
		if (w->entries[i]->type == ENTRY_RECORD &&
			(named = map_get(&o->named, uuid_bytes(&w->entries[i]->id))) != NULL)
			*named = (struct named){ .at = i, .here = true };
	for (c = o->first; c != NULL; c = c->next) {
		for (i = 0; i < c->n && o->of[c->at] != NULL; i++) {
			named = map_get(&o->named, uuid_bytes(&c->ids[i]));
			if (!named->here || named->at > c->at || o->of[named->at] != o->of[c->at])
				o->of[c->at] = NULL;
		}
		o->early[c->at] = true;
	}
}

static int by_area(const void *a_, const void *b_)
{
	const struct map_entry *a = a_, *b = b_;

	return str_cmp(a->key, b->key);
}

/* The areas by their ids, so that neighbours' rows are written one behind the other. */
static int number_places(struct order *o, struct place *before_all)
{
	struct map_entry *all = cx_many(o->w->cx, o->places.n, struct map_entry);
	size_t i, at;

	if (all == NULL)
		return -E_NO_MEMORY;
	for (i = 0; i < o->w->n; i++)
		(o->of[i] == NULL ? before_all : o->of[i])->n++;
	if (o->places.n > 0)
		memcpy(all, o->places.entries, o->places.n * sizeof(*all));
	qsort(all, o->places.n, sizeof(*all), by_area);
	at = before_all->n;
	for (i = 0; i < o->places.n; i++) {
		struct place *p = all[i].value;

		p->number = i + 1;
		p->next = at;
		at += p->n;
	}
	return 0;
}

static void give_turn(struct order *o, struct place *p, size_t i)
{
	o->w->turns[p->next++] = (struct turn){ p->number, i };
}

/* In its area the newest of those that come first: a correction that was corrected itself comes after what takes it back. */
static void give_turns(struct order *o, struct place *before_all)
{
	size_t i;

	for (i = o->w->n; i > 0; i--)
		if (o->of[i - 1] != NULL && o->early[i - 1])
			give_turn(o, o->of[i - 1], i - 1);
	for (i = 0; i < o->w->n; i++)
		if (o->of[i] == NULL)
			give_turn(o, before_all, i);
		else if (!o->early[i])
			give_turn(o, o->of[i], i);
}

int window_order(struct window *w)
{
	struct order o = { .w = w, .last = &o.first };
	struct place before_all = { 0 };
	size_t i;
	int rc = 0;

	map_init(&o.places, w->cx->arena);
	map_init(&o.named, w->cx->arena);
	w->turns = cx_many(w->cx, w->n, struct turn);
	o.of = cx_many(w->cx, w->n, struct place *);
	o.early = cx_many(w->cx, w->n, bool);
	if (w->turns == NULL || o.of == NULL || o.early == NULL)
		return -E_NO_MEMORY;
	for (i = 0; rc == 0 && i < w->n; i++)
		rc = take_entry(&o, i);
	if (rc != 0)
		return rc;
	settle_corrections(&o);
	rc = number_places(&o, &before_all);
	if (rc != 0)
		return rc;
	give_turns(&o, &before_all);
	return 0;
}
