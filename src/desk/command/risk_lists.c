/* The issues, put together from the entries that stand: they are found as the records behind a figure are. */
#include "desk/command/risk_lists.h"

#include <stdlib.h>
#include <string.h>

#include "core/map.h"
#include "core/when.h"
#include "cover/cover_read.h"
#include "desk/behind_figure.h"
#include "desk/desk.h"
#include "guard/guard.h"

struct issue {
	int64_t as_of;
	struct risk_about about;
	struct risk_entry *entries;
	size_t n, cap;
};

struct reading {
	struct cx *cx; /* for what is kept */
	struct map issues, sources, words, seen;
};

/* One copy of each word: provinces and counties stand in thousands of rows. */
static int word(struct reading *x, struct str s, struct str *ret)
{
	void **at = map_at(&x->words, s);

	if (!at || (!*at && !(*at = cx_new(x->cx, struct str))))
		return err(x->cx, E_NO_MEMORY, NULL);
	if (!((struct str *)*at)->p && cx_str(x->cx, s, *at))
		return -E_NO_MEMORY;
	*ret = *(struct str *)*at;
	return 0;
}

/* By which records of one list are known: when and which version, and whose. */
static struct str key_of(struct reading *x, const struct record *r, struct str source)
{
	struct buf key;

	buf_init(&key, x->cx->arena);
	buf_when(&key, record_int(r, "as_of"));
	buf_str(&key, record_text(r, "snapshot"));
	buf_c(&key, '\x1f');
	buf_str(&key, source);
	return buf_ok(&key) ? buf_get(&key) : STR_NONE;
}

/* That of the record, else what the issue of that time and version says. */
static struct str source_of(struct reading *x, const struct record *r)
{
	struct str source = record_text(r, "source"), key = key_of(x, r, STR(""));
	const struct str *told = !source.n && key.p ? map_get(&x->sources, key) : NULL;

	return told ? *told : source;
}

/* NULL: no memory. */
static struct issue *issue_of(struct reading *x, const struct record *r, const struct entry *entry)
{
	struct str source = source_of(x, r), key = key_of(x, r, source);
	void **at = key.p ? map_at(&x->issues, key) : NULL;
	struct issue *i;

	if (!at || (!*at && !(*at = cx_new(x->cx, struct issue))))
		return NULL;
	i = *at;
	if (!i->about.version.p) {
		*i = (struct issue){ .as_of = record_int(r, "as_of"), .about.told = -1 };
		if (word(x, record_text(r, "snapshot"), &i->about.version) ||
			word(x, source, &i->about.source))
			return NULL;
	}
	if (r->pos <= i->about.pos)
		return i;
	i->about.pos = r->pos;
	return word(x, entry->via, &i->about.via) ? NULL : i;
}

/* An import that was made twice lists everything twice. */
static bool stands_there(struct reading *x, const struct issue *i, const struct risk_entry *e)
{
	const struct str parts[] = { i->about.version, i->about.source, e->province, e->city,
		e->county, e->place };
	struct buf key;
	void **at;
	bool there;

	buf_init(&key, x->cx->arena);
	buf_fmt(&key, "%lld %d", (long long)i->as_of, (int)e->level);
	for (size_t k = 0; k < sizeof(parts) / sizeof(parts[0]); k++) {
		buf_c(&key, '\x1f');
		buf_str(&key, parts[k]);
	}
	at = buf_ok(&key) ? map_at(&x->seen, buf_get(&key)) : NULL;
	there = at && *at;
	if (at)
		*at = x;
	return there;
}

static int entry_take(void *arg, struct cx *cx, const struct record *r, const struct entry *entry)
{
	struct reading *x = arg;
	struct risk_entry e = { .level = record_choice(r, "level") };
	struct issue *i = issue_of(x, r, entry);
	int rc = i ? 0 : err(x->cx, E_NO_MEMORY, NULL);

	(void)cx;
	if (!rc)
		rc = word(x, record_text(r, "province"), &e.province);
	if (!rc)
		rc = word(x, record_text(r, "city"), &e.city);
	if (!rc)
		rc = word(x, record_text(r, "county"), &e.county);
	if (!rc)
		rc = word(x, record_text(r, "area_text"), &e.place);
	if (rc || stands_there(x, i, &e))
		return rc;
	rc = COVER_ROOM(x->cx, i->entries, i->n, i->cap);
	if (!rc)
		i->entries[i->n++] = e;
	return rc;
}

static int issued_take(void *arg, struct cx *cx, const struct record *r, const struct entry *entry)
{
	struct reading *x = arg;
	struct str key = key_of(x, r, STR(""));
	void **source = key.p ? map_at(&x->sources, key) : NULL;
	struct issue *i;

	(void)cx;
	if (!source || (!*source && !(*source = cx_new(x->cx, struct str))))
		return err(x->cx, E_NO_MEMORY, NULL);
	i = issue_of(x, r, entry);
	if (!i)
		return err(x->cx, E_NO_MEMORY, NULL);
	i->about.told = record_int(r, "entries");
	*(struct str *)*source = i->about.source;
	return 0;
}

static int issue_cmp(const void *a_, const void *b_)
{
	const struct issue *a = *(struct issue *const *)a_, *b = *(struct issue *const *)b_;
	int d = (a->as_of > b->as_of) - (a->as_of < b->as_of);

	if (!d)
		d = str_cmp(a->about.version, b->about.version);
	return d ? d : str_cmp(a->about.source, b->about.source);
}

/* Of one source, or one of them tells none: then it may be any. */
static bool same_source(const struct issue *a, const struct issue *b)
{
	return !a->about.source.n || !b->about.source.n || str_eq(a->about.source, b->about.source);
}

static int64_t replaced_at(struct issue *const *all, size_t n, size_t i)
{
	for (size_t k = i + 1; k < n; k++)
		if (same_source(all[i], all[k]))
			return all[k]->as_of;
	return RISK_STILL;
}

static int put_together(struct reading *x, struct risk_lists *ret)
{
	struct issue **all = cx_many(x->cx, x->issues.n, struct issue *);

	*ret = (struct risk_lists){ .n = x->issues.n,
		.issues = cx_many(x->cx, x->issues.n, struct risk_issue),
		.about = cx_many(x->cx, x->issues.n, struct risk_about) };
	if (!all || !ret->issues || !ret->about)
		return -E_NO_MEMORY;
	for (size_t i = 0; i < ret->n; i++)
		all[i] = x->issues.entries[i].value;
	if (ret->n > 1)
		qsort(all, ret->n, sizeof(struct issue *), issue_cmp);
	for (size_t i = 0; i < ret->n; i++) {
		ret->issues[i] = (struct risk_issue){ all[i]->as_of, all[i]->entries, all[i]->n,
			replaced_at(all, ret->n, i) };
		ret->about[i] = all[i]->about;
	}
	return 0;
}

int risk_lists_read(struct cx *cx, const struct cover *c, struct risk_lists *ret)
{
	struct reading x = { .cx = cx };
	struct cover all = *c;
	int e;

	all.who = &guard_reader_owner;
	map_init(&x.issues, cx->arena);
	map_init(&x.sources, cx->arena);
	map_init(&x.words, cx->arena);
	map_init(&x.seen, cx->arena);
	e = behind_figure(cx, &all, "risk-lists-issued", &uuid_nil, STR(""), issued_take, &x);
	if (!e)
		e = behind_figure(
			cx, &all, "risk-areas-listed", &uuid_nil, STR(""), entry_take, &x);
	return e ? e : put_together(&x, ret);
}

static bool holds_on(const struct risk_issue *issue, int32_t day)
{
	return issue->as_of < day_start(day + 1) && issue->until >= day_start(day + 1);
}

int risk_lists_on(struct cx *cx, const struct risk_lists *l, int32_t day, struct risk_day *ret)
{
	struct risk_entry *entries;
	size_t n = 0;

	for (size_t i = 0; i < l->n; i++)
		n += holds_on(&l->issues[i], day) ? l->issues[i].n : 0;
	entries = cx_many(cx, n, struct risk_entry);
	*ret = (struct risk_day){ .all = { .entries = entries, .until = RISK_STILL },
		.of = cx_many(cx, n, const struct risk_issue *) };
	if (!entries || !ret->of)
		return -E_NO_MEMORY;
	for (size_t i = 0; i < l->n; i++)
		for (size_t k = 0; holds_on(&l->issues[i], day) && k < l->issues[i].n; k++) {
			ret->of[ret->all.n] = &l->issues[i];
			entries[ret->all.n++] = l->issues[i].entries[k];
		}
	return 0;
}

const struct risk_about *risk_about(const struct risk_lists *l, const struct risk_issue *issue)
{
	return &l->about[issue - l->issues];
}
