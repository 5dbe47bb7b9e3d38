/* Notices, and who has read them. Whoever works in a notice's area is to read it: an account that holds a role there and goes on;
 * one that may everywhere works nowhere in particular. */
#include <stdlib.h>

#include "core/map.h"
#include "desk/command/published_rows.h"
#include "guard/roles.h"
#include "http/own.h"
#include "view/effects.h"

#define NOTICES_PAGE 1000

struct reading {
	struct account *accounts;
	size_t accounts_n;
	struct map read; /* name of an account → when, as an int64_t in the arena */
};

/* ---- which notices ---- */

static int newest_first(const void *a_, const void *b_)
{
	const struct published *a = a_, *b = b_;

	return (b->pos > a->pos) - (b->pos < a->pos);
}

static int notices_all(struct call *c, struct published **ret, size_t *ret_n)
{
	struct published *all = NULL, *page;
	struct uuid last = uuid_nil;
	size_t n = 0, page_n;
	int e;

	do {
		struct published *wider;

		e = published_list(&c->cx, &c->cover, PUBLISHED_NOTICE, -1, false, &last,
			NOTICES_PAGE, &page, &page_n, &last);
		wider = e ? NULL : cx_many(&c->cx, n + page_n, struct published);
		if (!wider)
			return e ? e : -E_NO_MEMORY;
		for (size_t i = 0; i < n + page_n; i++)
			wider[i] = i < n ? all[i] : page[i - n];
		all = wider;
		n += page_n;
	} while (!uuid_is_nil(&last));
	if (n > 1)
		qsort(all, n, sizeof(*all), newest_first);
	*ret = all;
	*ret_n = n;
	return 0;
}

/* ---- who ---- */

static bool works_there(struct call *c, const struct account *a, struct str area)
{
	for (size_t i = 0; !a->disabled && i < a->grants_n; i++)
		if (!a->grants[i].everywhere && grant_holds(&a->grants[i], c->now) &&
			area_find(c->cover.tree, a->grants[i].area) &&
			area_within(c->cover.tree, a->grants[i].area, area))
			return true;
	return false;
}

/* The first time that each said so; by the account that handed it in, where whoever is named is not proved. */
static int readers_of(struct call *c, const struct uuid *notice, struct reading *x)
{
	struct journal j = { .store = c->cover.store, .kinds = c->cover.kinds };
	struct entry *found = NULL;
	struct uuid *ids;
	size_t n;
	int e = published_parts(&c->cx, &c->cover, notice, PUBLISHED_READ, &ids, &n);

	map_init(&x->read, c->cx.arena);
	if (!e)
		found = cx_many(&c->cx, n, struct entry);
	if (!found)
		return e ? e : -E_NO_MEMORY;
	if (n)
		e = journal_find(&c->cx, &j, ids, n, found);
	for (size_t i = 0; !e && i < n; i++) {
		struct record *r;
		int64_t **at;

		if (!found[i].pos)
			continue;
		e = journal_record(&c->cx, c->cover.kinds, &found[i], &r);
		if (e)
			break;
		at = (int64_t **)map_at(&x->read, r->confirmed ? r->by : r->via);
		if (!at || (!*at && !(*at = cx_new(&c->cx, int64_t))))
			return err(&c->cx, E_NO_MEMORY, NULL);
		if (!**at || r->at_used < **at)
			**at = r->at_used;
	}
	return e;
}

static int accounts_read(struct call *c, struct reading *x)
{
	int e = guard_follow(&c->cx, c->http->guard, c->worker->store);

	return e ? e : guard_accounts(&c->cx, c->http->guard, &x->accounts, &x->accounts_n);
}

/* ---- answers ---- */

static int who_cmp(const void *a_, const void *b_)
{
	const int64_t *a = a_, *b = b_;

	return (*a > *b) - (*a < *b);
}

/* Of a county's notices and all who work there no record is opened to count them. */
static int notice_row(struct call *c, const struct reading *x, const struct published *p)
{
	int64_t readers = 0, read = 0, *whose;
	size_t n;
	int e = published_whose(&c->cx, &c->cover, &p->key, PUBLISHED_READ, &whose, &n);

	if (!e)
		e = row_published_notice(&c->cx, &c->cover, &c->w, p);
	for (size_t i = 0; !e && i < x->accounts_n; i++) {
		int64_t who = published_who(x->accounts[i].user);

		if (!works_there(c, &x->accounts[i], p->area))
			continue;
		readers++;
		read += n && bsearch(&who, whose, n, sizeof(who), who_cmp);
	}
	if (e)
		return e;
	jw_f_int(&c->w, "readers", readers);
	jw_f_int(&c->w, "read", read);
	jw_end_object(&c->w);
	return 0;
}

int route_notices(struct call *c)
{
	struct reading x;
	struct published *all;
	struct page p;
	size_t n;
	int e = notices_all(c, &all, &n);

	if (!e)
		e = accounts_read(c, &x);
	if (!e)
		e = answer_page(c, n, &p);
	for (size_t i = e ? 0 : p.from; !e && i < p.to; i++)
		e = notice_row(c, &x, &all[i]);
	return e ? e : answer_page_end(c, &p);
}

static int reader_row(struct call *c, const struct reading *x, const struct account *a)
{
	const int64_t *read = map_get(&x->read, a->user);
	struct jw *w = &c->w;

	jw_object(w);
	jw_f_str(w, "user", a->user);
	jw_f_str(w, "name", a->name);
	row_time(w, "read", read ? *read : 0);
	jw_end_object(w);
	return 0;
}

static int notice_find(struct call *c, struct published *ret)
{
	struct published *all;
	char text[UUID_TEXT + 1];
	size_t n;
	int e = notices_all(c, &all, &n);

	for (size_t i = 0; !e && i < n; i++)
		if (uuid_eq(&all[i].key, &c->id)) {
			*ret = all[i];
			return 0;
		}
	uuid_write(&c->id, text);
	return e ? e : err(&c->cx, E_NOT_FOUND, "notice", text);
}

/* Who has not read it comes first, by name; of his areas. */
int route_notice_readers(struct call *c)
{
	struct reading x;
	struct published notice;
	struct account **all;
	struct page p;
	size_t n = 0;
	int e = notice_find(c, &notice);

	if (!e)
		e = accounts_read(c, &x);
	if (!e)
		e = readers_of(c, &notice.key, &x);
	all = e ? NULL : cx_many(&c->cx, x.accounts_n, struct account *);
	if (!all)
		return e ? e : -E_NO_MEMORY;
	for (int read = 0; read <= 1; read++)
		for (size_t i = 0; i < x.accounts_n; i++)
			if ((map_get(&x.read, x.accounts[i].user) != NULL) == read &&
				works_there(c, &x.accounts[i], notice.area) &&
				account_within(&x.accounts[i], c->cover.tree, &c->who))
				all[n++] = &x.accounts[i];
	e = answer_page(c, n, &p);
	for (size_t i = e ? 0 : p.from; !e && i < p.to; i++)
		e = reader_row(c, &x, all[i]);
	return e ? e : answer_page_end(c, &p);
}
