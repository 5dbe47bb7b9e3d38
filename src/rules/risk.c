/* Judging by lists of risk areas. A county has hundreds of entries and an outbreak dozens of issues: each is looked through. */
#include "rules/risk.h"

#include <string.h>

#include "core/map.h"
#include "core/when.h"

static bool holds(struct str s, struct str part)
{
	for (size_t i = 0; i + part.n <= s.n; i++)
		if (memcmp(s.p + i, part.p, part.n) == 0)
			return true;
	return false;
}

/* What one of them does not say speaks against nothing. */
static bool may_be(struct str a, struct str b)
{
	return !a.n || !b.n || str_eq(a, b);
}

static bool fits(const struct risk_entry *e, const struct risk_stay *s)
{
	return may_be(e->province, s->province) && may_be(e->city, s->city) &&
		may_be(e->county, s->county) &&
		(!s->place.n || holds(e->place, s->place) || holds(s->place, e->place));
}

/* Was it in force at any moment of the stay? */
static bool in_force(
	const struct risk_issue *issue, const struct risk_issue *next, const struct risk_stay *s)
{
	return issue->as_of < day_start(s->to + 1) && (!next || next->as_of > day_start(s->from));
}

struct risk_verdict risk_judge(
	const struct risk_issue *issues, size_t n, const struct risk_stay *stay)
{
	struct risk_verdict v = { .place_known = stay->place.n > 0 };

	for (size_t i = 0; i < n; i++) {
		if (!in_force(&issues[i], i + 1 < n ? &issues[i + 1] : NULL, stay))
			continue;
		for (size_t k = 0; k < issues[i].n; k++) {
			const struct risk_entry *e = &issues[i].entries[k];
			bool better = e->level > v.level ||
				(e->level == v.level && v.issue != &issues[i]);

			if (better && fits(e, stay)) {
				v.level = e->level;
				v.issue = &issues[i];
				v.entry = e;
			}
		}
	}
	return v;
}

/* ---- the difference ---- */

static struct str key_of(struct cx *cx, const struct risk_entry *e)
{
	const struct str parts[] = { e->province, e->city, e->county, e->place };
	struct buf b;

	buf_init(&b, cx->arena);
	for (size_t i = 0; i < sizeof(parts) / sizeof(parts[0]); i++) {
		buf_str(&b, parts[i]);
		buf_c(&b, '\x1f');
	}
	return buf_ok(&b) ? buf_get(&b) : STR_NONE;
}

static void riskier(const struct risk_entry **best, const struct risk_entry *e)
{
	if (!*best || e->level > (*best)->level)
		*best = e;
}

static int take(struct cx *cx, struct map *m, const struct risk_issue *issue, bool newer)
{
	for (size_t i = 0; i < issue->n; i++) {
		struct str key = key_of(cx, &issue->entries[i]);
		void **at = key.p ? map_at(m, key) : NULL;
		struct risk_change *c;

		if (!at)
			return err(cx, E_NO_MEMORY, NULL);
		if (!*at && !(*at = cx_new(cx, struct risk_change)))
			return -E_NO_MEMORY;
		c = *at;
		riskier(newer ? &c->now : &c->was, &issue->entries[i]);
	}
	return 0;
}

static bool differs(const struct risk_change *c)
{
	return !c->was || !c->now || c->was->level != c->now->level;
}

int risk_diff(struct cx *cx, const struct risk_issue *was, const struct risk_issue *now,
	struct risk_change **ret, size_t *ret_n)
{
	struct map m;
	int e;

	map_init(&m, cx->arena);
	e = take(cx, &m, was, false);
	if (!e)
		e = take(cx, &m, now, true);
	if (e)
		return e;
	*ret_n = 0;
	*ret = cx_many(cx, m.n, struct risk_change);
	if (!*ret)
		return -E_NO_MEMORY;
	for (size_t i = 0; i < m.n; i++) {
		const struct risk_change *c = m.entries[i].value;

		if (differs(c))
			(*ret)[(*ret_n)++] = *c;
	}
	return 0;
}
