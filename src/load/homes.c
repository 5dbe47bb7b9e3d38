/* Two indexes of the dwellings that were read: by the whole place, and, of those with an address, by what is left without
 * it. Each keeps the first dwelling of a key, and of which keys there are more. */
#include "load/homes.h"

#include <stdio.h>

#include "load/uuid_set.h"
#include "core/check.h"
#include "core/map.h"
#include "sys/sys.h"

#define PAGE 1000

struct keyed {
	struct uuid_set *first; /* key, beside it the dwelling */
	struct uuid_set *more;  /* keys of several */
};

struct homes {
	struct keyed whole, bare;
	struct map areas; /* that were read */
};

static int keyed_new(struct cx *cx, struct keyed *k)
{
	int e = uuid_set_new(cx, &k->first);

	return e ? e : uuid_set_new(cx, &k->more);
}

int homes_new(struct cx *cx, struct homes **ret)
{
	struct homes *h = cx_new(cx, struct homes);
	int e;

	*ret = h;
	if (!h)
		return -E_NO_MEMORY;
	map_init(&h->areas, cx->arena);
	e = keyed_new(cx, &h->whole);
	return e ? e : keyed_new(cx, &h->bare);
}

void homes_free(struct homes *h)
{
	if (!h)
		return;
	uuid_set_free(h->whole.first);
	uuid_set_free(h->whole.more);
	uuid_set_free(h->bare.first);
	uuid_set_free(h->bare.more);
}

/* ---- places ---- */

/* A compound alone is no door. */
void home_of(struct cx *cx, struct str area, const struct place *p, struct home *ret)
{
	struct place bare = *p;

	*ret = (struct home){ .area = area, .address = p->part[PLACE_ADDRESS].n > 0 };
	if (!place_given(p))
		return;
	bare.part[PLACE_ADDRESS] = STR_NONE;
	ret->whole = place_dwelling(cx, area, p);
	if (bare.part[PLACE_BUILDING].n || bare.part[PLACE_ROOM].n)
		ret->bare = ret->address ? place_dwelling(cx, area, &bare) : ret->whole;
}

/* The parts of a place as it is listed. */
static struct place place_parts(struct str text)
{
	struct place p = { .part = { STR_NONE } };
	struct str part;

	for (int i = 0; i < PLACE_PARTS && str_split(&text, '\x1f', &part); i++)
		p.part[i] = part;
	return p;
}

/* ---- reading an area ---- */

static int keyed_add(
	struct cx *cx, struct keyed *k, const struct uuid *key, const struct uuid *dwelling)
{
	struct uuid_note note = { .record = *dwelling };
	bool is_new;
	int e = uuid_set_note(cx, k->first, key, &note, &is_new);

	if (e || is_new || uuid_eq(&note.record, dwelling))
		return e;
	return uuid_set_add(cx, k->more, key, &is_new);
}

/* What was merged counts as the one that stayed. */
static int dwelling_add(struct cx *cx, struct homes *h, const struct subject *s)
{
	const struct uuid *id = uuid_is_nil(&s->survivor) ? &s->id : &s->survivor;
	struct place p = place_parts(s->place);
	struct home home;
	int e;

	home_of(cx, s->area, &p, &home);
	e = uuid_is_nil(&home.whole) ? 0 : keyed_add(cx, &h->whole, &home.whole, id);
	if (!e && home.address && !uuid_is_nil(&home.bare))
		e = keyed_add(cx, &h->bare, &home.bare, id);
	return e;
}

/* Of the area itself, not of what lies under it: an id follows from the area too. */
static int page_read(struct cx *cx, struct homes *h, const struct cover *c, struct str area,
	struct str after, struct str *ret_next)
{
	struct subject *all = NULL;
	size_t n = 0;
	int e = subject_list(cx, c, area, SUBJECT_DWELLING, after, PAGE, &all, &n, ret_next);

	for (size_t i = 0; !e && i < n; i++)
		if (str_eq(all[i].area, area))
			e = dwelling_add(cx, h, &all[i]);
	return e;
}

/* In memory of its own, a page at a time: cx holds a whole group of rows meanwhile. */
static int area_read(struct cx *cx, struct homes *h, const struct cover *c, struct str area)
{
	char cursor[1024] = "";
	struct arena arena;
	struct cx page = { .arena = &arena };
	struct str next;
	int e;

	arena_init(&arena, &sys_heap, 0);
	do {
		e = page_read(&page, h, c, area, str_of(cursor), &next);
		check(e || next.n < sizeof(cursor));
		snprintf(cursor, sizeof(cursor), STR_FMT, STR_ARG(e ? STR("") : next));
		if (e)
			err_pass(cx, &page);
		arena_reset(&arena);
	} while (cursor[0]);
	arena_done(&arena);
	return e;
}

static int area_need(struct cx *cx, struct homes *h, const struct cover *c, struct str area)
{
	void **at = map_at(&h->areas, area);
	bool there = at && *at;

	if (!at)
		return err(cx, E_NO_MEMORY, NULL);
	*at = h;
	return there ? 0 : area_read(cx, h, c, area);
}

/* ---- finding ---- */

static enum home_found keyed_find(const struct keyed *k, const struct uuid *key, struct uuid *ret)
{
	struct uuid_note note;

	if (uuid_is_nil(key) || !uuid_set_get(k->first, key, &note))
		return HOME_NONE;
	*ret = note.record;
	return uuid_set_get(k->more, key, &note) ? HOME_SEVERAL : HOME_ONE;
}

/* As it is written; else without the row's address; else the listed one's address is set aside. */
int homes_find(struct cx *cx, struct homes *h, const struct cover *c, const struct home *home,
	struct uuid *ret, enum home_found *ret_found)
{
	enum home_found found;
	int e = area_need(cx, h, c, home->area);

	if (e)
		return e;
	found = keyed_find(&h->whole, &home->whole, ret);
	if (found == HOME_NONE && home->address)
		found = keyed_find(&h->whole, &home->bare, ret);
	if (found == HOME_NONE) {
		found = keyed_find(&h->bare, &home->bare, ret);
		if (found != HOME_NONE && home->address)
			found = HOME_OTHER_ADDRESS;
	}
	*ret_found = found;
	return 0;
}
