/* What grants come to: for a verb in a matter, the areas of those that give it. There are few, so they are gone through each
 * time; nothing is kept that could be older than the account. */
#include "guard/roles.h"

#include "cover/posts.h"

const struct grant grants_first[GRANTS_FIRST] = {
	{ .role = ROLE_ADMINISTRATOR, .everywhere = true },
	{ .role = ROLE_COMMANDER, .everywhere = true },
	{ .role = ROLE_DATA_STEWARD, .everywhere = true },
};

static const struct grant everything = { .role = ROLE_OWNER, .everywhere = true };
const struct rights rights_owner = { .person = { "admin", 5 }, .grants = &everything, .n = 1 };

enum role role_find(struct str name)
{
	int role = 0;

	while (role < ROLES && !(roles[role].name && str_is(name, roles[role].name)))
		role++;
	return (enum role)role;
}

bool grant_holds(const struct grant *g, int64_t at)
{
	return !g->asked.n && at >= g->from && (!g->until || at < g->until);
}

static bool role_gives(enum role role, unsigned verbs, enum matter matter)
{
	if (matter < MATTERS)
		return roles[role].may[matter] & verbs;
	for (int m = 0; m < MATTERS; m++)
		if (roles[role].may[m] & verbs)
			return true;
	return false;
}

bool rights_give(const struct rights *r, unsigned verbs, enum matter matter, int64_t at)
{
	for (size_t i = 0; i < r->n; i++)
		if (grant_holds(&r->grants[i], at) && role_gives(r->grants[i].role, verbs, matter))
			return true;
	return false;
}

bool grant_is_bound(const struct grant *g)
{
	return !uuid_is_nil(&g->round) || !uuid_is_nil(&g->post);
}

static bool names(const struct about *about, const struct uuid *id)
{
	for (size_t i = 0; i < about->n; i++)
		if (uuid_eq(&about->ids[i], id))
			return true;
	return false;
}

static bool is_about(const struct grant *g, const struct about *about)
{
	if (!grant_is_bound(g) || (about && about->any))
		return true;
	return about && (uuid_is_nil(&g->round) || names(about, &g->round)) &&
		(uuid_is_nil(&g->post) || names(about, &g->post));
}

/* scopes and up: those of the reader, which lie there. */
static void reader_add(struct reader *r, const struct grant *g, struct str *scopes, uint8_t *up)
{
	if (g->everywhere) {
		r->everywhere = true;
		return;
	}
	if (up)
		up[r->n] = roles[g->role].counts_up;
	scopes[r->n++] = g->area;
}

bool rights_where(const struct rights *r, unsigned verbs, enum matter matter,
	const struct about *about, int64_t at, struct str *scopes, uint8_t *up, struct reader *ret)
{
	*ret = (struct reader){ .person = r->person, .scopes = scopes, .up = up };
	for (size_t i = 0; i < r->n; i++) {
		const struct grant *g = &r->grants[i];

		if (!(ret->everywhere && g->everywhere) && role_gives(g->role, verbs, matter) &&
			grant_holds(g, at) && is_about(g, about))
			reader_add(ret, g, scopes, up);
	}
	return ret->everywhere || ret->n;
}

/* Those of his roles that go, in one more place. */
static void place_add(struct grant *all, size_t given, size_t *n, const struct post_held *p)
{
	for (size_t i = 0; i < given && *n < GRANTS_MAX; i++) {
		struct grant g = all[i];

		if (g.everywhere || !uuid_is_nil(&g.post) || !roles[g.role].goes)
			continue;
		g.area = p->area;
		g.why = p->seconded ? GRANT_SECONDED : GRANT_SHIFT;
		g.from = g.from > p->from ? g.from : p->from;
		if (p->until && (!g.until || p->until < g.until))
			g.until = p->until;
		all[(*n)++] = g;
	}
}

int rights_follow(struct cx *cx, struct store *s, int64_t at, struct rights *r)
{
	struct post_held posts[POSTS_MAX];
	struct grant *all;
	size_t posts_n, n = r->n;
	int e;

	if (uuid_is_nil(&r->staff))
		return 0;
	e = posts_held(cx, s, &r->staff, at, posts, &posts_n);
	if (e || !posts_n)
		return e;
	all = cx_many(cx, GRANTS_MAX, struct grant);
	if (!all)
		return -E_NO_MEMORY;
	for (size_t i = 0; i < n; i++)
		all[i] = r->grants[i];
	for (size_t i = 0; i < posts_n; i++)
		place_add(all, r->n, &n, &posts[i]);
	r->grants = all;
	r->n = n;
	return 0;
}

/* rights_where of every matter; each one's scopes lie r->n behind those of the one before. */
static void each_where(const struct rights *r, unsigned verbs, const struct about *about,
	int64_t at, struct str *scopes, uint8_t *up, struct reader each[MATTERS])
{
	for (size_t m = 0; m < MATTERS; m++)
		each[m] = (struct reader){ .person = r->person,
			.scopes = scopes + m * r->n,
			.up = up ? up + m * r->n : NULL };
	for (size_t i = 0; i < r->n; i++) {
		const struct grant *g = &r->grants[i];

		if (!grant_holds(g, at) || !is_about(g, about))
			continue;
		for (size_t m = 0; m < MATTERS; m++)
			if (roles[g->role].may[m] & verbs)
				reader_add(
					&each[m], g, scopes + m * r->n, up ? up + m * r->n : NULL);
	}
}

int rights_reader(struct cx *cx, const struct rights *r, struct right right,
	const struct about *about, int64_t at, struct reader *ret)
{
	size_t readers_n = right.matter == MATTER_ANY ? 1 + MATTERS : 1, n = readers_n * r->n;
	struct str *scopes = cx_many(cx, n, struct str);
	uint8_t *up = right.verb == VERB_COUNT ? cx_many(cx, n, uint8_t) : NULL;
	struct reader *each = readers_n > 1 ? cx_many(cx, MATTERS, struct reader) : NULL;

	if (!scopes || (right.verb == VERB_COUNT && !up) || (readers_n > 1 && !each))
		return -E_NO_MEMORY;
	rights_where(r, right.verb, right.matter, about, at, scopes, up, ret);
	if (each)
		each_where(r, right.verb, about, at, scopes + r->n, up ? up + r->n : NULL, each);
	ret->by_matter = each;
	return 0;
}
