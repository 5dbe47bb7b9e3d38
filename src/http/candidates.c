/* Whom a round would ask, before anybody opens it: how many in each area, who they are, and who works there. Opening is then
 * records as any other, round.opened and a round.targeted for every thousand.
 *
 * Whoever works there is an account with a role that goes from door to door and may hand in what the round asks for, in the
 * area itself or else in the nearest one above it. Who is seconded works where he was sent, and not at home; a shift at a post takes
 * nobody from his doors. */
#include "http/own.h"

#define WORKERS_MAX 100 /* of an area that are named */

struct hands {
	struct call *c;
	enum matter matter;
	struct map at; /* area → struct crew */
};

struct crew {
	struct str *users;
	size_t n, cap;
};

/* ---- who works there ---- */

static bool grant_works(const struct hands *h, const struct grant *g)
{
	return roles[g->role].goes && (roles[g->role].may[h->matter] & VERB_ENTER) &&
		!g->everywhere && g->area.n && uuid_is_nil(&g->round) && uuid_is_nil(&g->post) &&
		g->from <= h->c->now && (!g->until || h->c->now < g->until);
}

static int hand_put(struct hands *h, struct str area, struct str user)
{
	struct cx *cx = &h->c->cx;
	void **at = map_at(&h->at, area);
	struct crew *crew;

	if (at && !*at)
		*at = cx_new(cx, struct crew);
	if (!at || !*at)
		return -E_NO_MEMORY;
	crew = *at;
	if (crew->n == WORKERS_MAX || (crew->n && str_eq(crew->users[crew->n - 1], user)))
		return 0;
	if (crew->n == crew->cap) {
		size_t cap = crew->cap ? 4 * crew->cap : 4;
		struct str *more = cx_many(cx, cap, struct str);

		if (!more)
			return -E_NO_MEMORY;
		for (size_t i = 0; i < crew->n; i++)
			more[i] = crew->users[i];
		crew->users = more;
		crew->cap = cap;
	}
	crew->users[crew->n++] = user;
	return 0;
}

static bool is_sent(const struct rights *r)
{
	for (size_t i = 0; i < r->n; i++)
		if (r->grants[i].why == GRANT_SECONDED)
			return true;
	return false;
}

static int account_put(struct hands *h, const struct account *a)
{
	struct rights r = account_rights(a);
	int e = rights_follow(&h->c->cx, h->c->worker->store, h->c->now, &r);
	bool sent = !e && is_sent(&r);

	for (size_t i = 0; !e && i < r.n; i++) {
		const struct grant *g = &r.grants[i];

		if (g->why == (sent ? GRANT_SECONDED : GRANT_GIVEN) && grant_works(h, g))
			e = hand_put(h, g->area, a->user);
	}
	return e;
}

static int hands_read(struct hands *h)
{
	struct account *all;
	size_t n;
	int e = guard_accounts(&h->c->cx, h->c->http->guard, &all, &n);

	map_init(&h->at, &h->c->arena);
	for (size_t i = 0; !e && i < n; i++)
		if (!all[i].disabled)
			e = account_put(h, &all[i]);
	return e;
}

static void hands_write(struct hands *h, struct str area)
{
	const struct area *a = area_find(h->c->cover.tree, area);
	const struct crew *crew = NULL;
	struct jw *w = &h->c->w;

	for (; a; a = a->up) {
		crew = map_get(&h->at, a->id);
		if (crew)
			break;
	}
	jw_name(w, "workers");
	jw_list(w);
	for (size_t i = 0; crew && i < crew->n; i++)
		jw_str(w, crew->users[i]);
	jw_end_list(w);
	if (crew)
		jw_f_str(w, "workers_at", a->id);
	else
		jw_f_null(w, "workers_at");
}

/* ---- whom it would ask ---- */

struct asking {
	struct call *c;
	struct hands hands;
	const struct round_kind *kind;
	struct str area, filter, last;
	size_t n, ids_n;
	bool more;
};

/* In a page; the last area in it comes whole. */
#define CANDIDATES_MAX 5000

/* ids NULL: nobody asked who. */
static int row_put(struct asking *a, struct str area, const struct uuid *ids, size_t n)
{
	struct jw *w = &a->c->w;
	char text[UUID_TEXT + 1];

	a->more = a->n == a->c->limit || a->ids_n >= CANDIDATES_MAX;
	if (a->more)
		return 1;
	jw_object(w);
	jw_f_str(w, "area", area);
	jw_f_int(w, "n", (int64_t)n);
	if (!ids)
		jw_f_null(w, "subjects");
	else {
		jw_name(w, "subjects");
		jw_list(w);
		for (size_t i = 0; i < n; i++) {
			uuid_write(&ids[i], text);
			jw_z(w, text);
		}
		jw_end_list(w);
		a->ids_n += n;
	}
	hands_write(&a->hands, area);
	jw_end_object(w);
	a->n++;
	return cx_str(&a->c->cx, area, &a->last);
}

static int candidate(
	void *arg, struct cx *cx, struct str area, const struct uuid *subjects, size_t n)
{
	(void)cx;
	return row_put(arg, area, subjects, n);
}

static int counts_write(struct asking *a)
{
	struct candidates *all;
	size_t n;
	int e = round_candidates_count(
		&a->c->cx, &a->c->cover, a->area, a->kind->of, a->filter, &all, &n);

	for (size_t i = 0; !e && i < n; i++)
		if (str_cmp(all[i].area, a->c->after) > 0)
			e = row_put(a, all[i].area, NULL, (size_t)all[i].n);
	return e < 0 ? e : 0;
}

static int kind_read(struct asking *a)
{
	struct str name = arg_text(a->c, "kind");

	a->kind = desks_round(name);
	if (!a->kind || a->kind->standing)
		return err(&a->c->cx, E_BAD_REQUEST, "kind", cx_text(&a->c->cx, name));
	a->hands.matter = desks_round_matter(name);
	return 0;
}

int route_candidates(struct call *c)
{
	struct asking a = {
		.c = c, .hands.c = c, .area = arg_text(c, "area"), .filter = arg_text(c, "filter")
	};
	int e = kind_read(&a);

	if (!e)
		e = worker_keys(&c->cx, c->worker);
	if (!e)
		e = hands_read(&a.hands);
	if (e)
		return e;
	answer_list(c);
	if (str_is(arg_text(c, "subjects"), "true"))
		e = round_candidates(
			&c->cx, &c->cover, a.area, a.kind->of, a.filter, c->after, candidate, &a);
	else
		e = counts_write(&a);
	return e ? e : answer_list_end(c, a.more ? a.last : STR_NONE);
}
