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

/* Is it there, or in the same county? */
enum fit { FIT_NOT, FIT_NEAR, FIT_THERE };

static enum fit fits_named(const struct risk_entry *e, const struct risk_stay *s)
{
	if (!may_be(e->province, s->province) || !may_be(e->city, s->city) ||
		!may_be(e->county, s->county))
		return FIT_NOT;
	if (!s->place.n)
		return FIT_NEAR;
	return holds(e->place, s->place) || holds(s->place, e->place) ? FIT_THERE : FIT_NOT;
}

#define HANZI 3 /* bytes */

/* What stands behind a name in the text: in full, else without its last character, if it has three; STR_NONE: it is not there. */
static struct str behind(struct str text, struct str name)
{
	for (int full = 1; full >= 0 && name.n >= 2 * HANZI; full--) {
		size_t n = full ? name.n : name.n - HANZI;

		if (!full && name.n < 3 * HANZI)
			break;
		for (size_t i = 0; i + n <= text.n; i++)
			if (memcmp(text.p + i, name.p, n) == 0)
				return (struct str){ text.p + i + n, text.n - i - n };
	}
	return STR_NONE;
}

static bool names_a_county(struct str text)
{
	static const char *const marks[] = { "区", "县", "旗" };

	for (size_t i = 0; i < sizeof(marks) / sizeof(marks[0]); i++)
		if (holds(text, str_of(marks[i])))
			return true;
	return false;
}

/* County names are not unique: the city or the province has to be told, too, unless nothing stands before the county. */
static enum fit fits_told(const struct risk_entry *e, struct str told)
{
	struct str city = behind(told, e->city), province = behind(told, e->province);
	struct str from = city.p ? city : province.p ? province : told;
	struct str county = behind(from, e->county);

	if (county.p && (city.p || province.p || county.p - told.p <= (ptrdiff_t)e->county.n))
		return county.n && (holds(e->place, county) || holds(county, e->place)) ?
			FIT_THERE :
			FIT_NEAR;
	/* A city has districts that no entry names. */
	return city.p && !names_a_county(city) ? FIT_NEAR : FIT_NOT;
}

static enum fit fits(const struct risk_entry *e, const struct risk_stay *s)
{
	return s->told.n ? fits_told(e, s->told) : fits_named(e, s);
}

static bool same_county(const struct risk_entry *a, const struct risk_entry *b)
{
	return str_eq(a->county, b->county) && str_eq(a->city, b->city) &&
		str_eq(a->province, b->province);
}

/* The entries from `from` on that lie in one county: a list has them together, and most counties nobody was in. */
static size_t county_end(const struct risk_issue *issue, size_t from)
{
	size_t i = from + 1;

	while (i < issue->n && same_county(&issue->entries[from], &issue->entries[i]))
		i++;
	return i;
}

/* What he said may be of this county; else no entry of it fits. */
static bool county_may_fit(const struct risk_entry *e, const struct risk_stay *s)
{
	return !s->told.n || fits_told(e, s->told) != FIT_NOT;
}

/* Was it in force at any moment of the stay? */
static bool in_force(const struct risk_issue *issue, const struct risk_stay *s)
{
	return issue->as_of < day_start(s->to + 1) && issue->until > day_start(s->from);
}

struct judging {
	const struct risk_stay *stay;
	struct risk_verdict v;
	enum fit best;
};

static void judge_by(struct judging *j, const struct risk_issue *issue, size_t from, size_t to)
{
	for (size_t k = from; k < to; k++) {
		const struct risk_entry *e = &issue->entries[k];
		bool better = e->level > j->v.level ||
			(e->level == j->v.level && j->v.issue != issue);
		/* Being there says more than being in the county of something riskier. */
		enum fit fit = better || j->best < FIT_THERE ? fits(e, j->stay) : FIT_NOT;

		if (fit > j->best || (fit && fit == j->best && better)) {
			j->best = fit;
			j->v = (struct risk_verdict){ e->level, issue, e, fit == FIT_THERE };
		}
	}
}

struct risk_verdict risk_judge(
	const struct risk_issue *issues, size_t n, const struct risk_stay *stay)
{
	struct judging j = { .stay = stay, .v = { .place_known = stay->place.n > 0 } };

	for (size_t i = 0; i < n; i++) {
		size_t to;

		if (!in_force(&issues[i], stay))
			continue;
		for (size_t from = 0; from < issues[i].n; from = to) {
			to = county_end(&issues[i], from);
			if (county_may_fit(&issues[i].entries[from], stay))
				judge_by(&j, &issues[i], from, to);
		}
	}
	return j.v;
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
