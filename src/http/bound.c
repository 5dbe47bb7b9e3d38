/* What grants of one round or one post open of a list, which names neither: of each such grant who he is by it alone. */
#include "http/own.h"

/* Who he is by this grant, asked about what it is bound to. */
static int bound_who(struct call *c, const struct grant *g, struct right right, struct reader *ret)
{
	const struct rights alone = { .person = c->rights.person, .grants = g, .n = 1 };
	struct about about = { .n = 0 };

	if (!uuid_is_nil(&g->round))
		about.ids[about.n++] = g->round;
	if (!uuid_is_nil(&g->post))
		about.ids[about.n++] = g->post;
	return rights_reader(&c->cx, &alone, right, &about, c->now, ret);
}

static int scopes_join(struct call *c, struct bounds *b)
{
	struct str *scopes = cx_many(&c->cx, c->who.n + c->rights.n, struct str);

	if (!scopes)
		return -E_NO_MEMORY;
	b->who = c->who;
	b->who.scopes = scopes;
	b->who.up = NULL;
	b->who.by_matter = NULL;
	b->who.n = 0;
	for (size_t i = 0; i < c->who.n; i++)
		scopes[b->who.n++] = c->who.scopes[i];
	for (size_t i = 0; i < b->n; i++) {
		const struct reader *who = &b->all[i].who;

		b->who.everywhere |= who->everywhere;
		for (size_t k = 0; k < who->n; k++)
			scopes[b->who.n++] = who->scopes[k];
	}
	return 0;
}

int bounds_read(struct call *c, struct bounds *ret)
{
	int e = 0;

	*ret = (struct bounds){ .all = cx_many(&c->cx, c->rights.n, struct bound) };
	if (!ret->all)
		return -E_NO_MEMORY;
	for (size_t i = 0; !e && i < c->rights.n; i++) {
		const struct grant *g = &c->rights.grants[i];
		struct bound *b = &ret->all[ret->n];

		if (!grant_is_bound(g))
			continue;
		*b = (struct bound){ .round = g->round, .post = g->post, .role = g->role };
		e = bound_who(c, g, c->route->right, &b->who);
		ret->n += !e && (b->who.everywhere || b->who.n);
	}
	return e ? e : scopes_join(c, ret);
}

bool bounds_hold(const struct call *c, const struct bounds *b, const struct uuid *round,
	enum matter matter, struct str area)
{
	for (size_t i = 0; i < b->n; i++)
		if (uuid_is_nil(&b->all[i].post) && uuid_eq(&b->all[i].round, round) &&
			reader_sees(c->cover.tree, reader_in(&b->all[i].who, matter), area))
			return true;
	return false;
}

bool bounds_name(const struct bounds *b, const struct uuid *round)
{
	for (size_t i = 0; i < b->n; i++)
		if (uuid_is_nil(&b->all[i].post) && uuid_eq(&b->all[i].round, round))
			return true;
	return false;
}

void bounds_tell(struct buf *b, const struct bounds *all)
{
	for (size_t i = 0; i < all->n; i++) {
		const struct bound *one = &all->all[i];

		buf_c(b, '/');
		buf_uuid(b, &one->round);
		buf_fmt(b, "/%d", (int)one->role);
		for (size_t k = 0; k < one->who.n; k++) {
			buf_c(b, '/');
			buf_str(b, one->who.scopes[k]);
		}
	}
}
