/* The issues, put together from the entries that stand: they are found as the records behind a figure are. */
#include "desk/command/risk_lists.h"

#include <stdlib.h>
#include <string.h>

#include "core/map.h"
#include "core/when.h"
#include "cover/cover_read.h"
#include "desk/command/behind_figure.h"
#include "desk/desk.h"
#include "guard/guard.h"

struct issue {
	int64_t as_of, told;
	struct str version;
	struct risk_entry *entries;
	size_t n, cap;
};

struct reading {
	struct cx *cx; /* for what is kept */
	struct map issues, words, seen;
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

/* NULL: no memory. */
static struct issue *issue_of(struct reading *x, const struct record *r)
{
	struct str version = record_text(r, "snapshot");
	int64_t as_of = record_int(r, "as_of");
	struct buf key;
	struct issue *i;
	void **at;

	buf_init(&key, x->cx->arena);
	buf_when(&key, as_of);
	buf_str(&key, version);
	at = buf_ok(&key) ? map_at(&x->issues, buf_get(&key)) : NULL;
	if (!at || (!*at && !(*at = cx_new(x->cx, struct issue))))
		return NULL;
	i = *at;
	if (i->version.p)
		return i;
	*i = (struct issue){ .as_of = as_of, .told = -1 };
	return word(x, version, &i->version) ? NULL : i;
}

/* An import that was made twice lists everything twice. */
static bool stands_there(struct reading *x, const struct issue *i, const struct risk_entry *e)
{
	const struct str parts[] = { e->province, e->city, e->county, e->place };
	struct buf key;
	void **at;
	bool there;

	buf_init(&key, x->cx->arena);
	buf_fmt(&key, "%lld %d", (long long)i->as_of, (int)e->level);
	buf_str(&key, i->version);
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
	struct issue *i = issue_of(x, r);
	int rc = i ? 0 : err(x->cx, E_NO_MEMORY, NULL);

	(void)cx;
	(void)entry;
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
	struct issue *i = issue_of(x, r);

	(void)cx;
	(void)entry;
	if (!i)
		return err(x->cx, E_NO_MEMORY, NULL);
	i->told = record_int(r, "entries");
	return 0;
}

static int issue_cmp(const void *a_, const void *b_)
{
	const struct issue *a = *(struct issue *const *)a_, *b = *(struct issue *const *)b_;

	if (a->as_of != b->as_of)
		return a->as_of < b->as_of ? -1 : 1;
	return str_cmp(a->version, b->version);
}

static int put_together(struct reading *x, struct risk_lists *ret)
{
	struct issue **all = cx_many(x->cx, x->issues.n, struct issue *);

	*ret = (struct risk_lists){ .n = x->issues.n,
		.issues = cx_many(x->cx, x->issues.n, struct risk_issue),
		.versions = cx_many(x->cx, x->issues.n, struct str),
		.told = cx_many(x->cx, x->issues.n, int64_t) };
	if (!all || !ret->issues || !ret->versions || !ret->told)
		return -E_NO_MEMORY;
	for (size_t i = 0; i < ret->n; i++)
		all[i] = x->issues.entries[i].value;
	if (ret->n > 1)
		qsort(all, ret->n, sizeof(struct issue *), issue_cmp);
	for (size_t i = 0; i < ret->n; i++) {
		ret->issues[i] = (struct risk_issue){ all[i]->as_of, all[i]->entries, all[i]->n };
		ret->versions[i] = all[i]->version;
		ret->told[i] = all[i]->told;
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
	map_init(&x.words, cx->arena);
	map_init(&x.seen, cx->arena);
	e = behind_figure(cx, &all, "risk-areas-listed", &uuid_nil, STR(""), entry_take, &x);
	if (!e)
		e = behind_figure(
			cx, &all, "risk-lists-issued", &uuid_nil, STR(""), issued_take, &x);
	return e ? e : put_together(&x, ret);
}

const struct risk_issue *risk_lists_on(const struct risk_lists *l, int32_t day)
{
	const struct risk_issue *found = NULL;

	for (size_t i = 0; i < l->n; i++)
		if (l->issues[i].as_of < day_start(day + 1))
			found = &l->issues[i];
	return found;
}

struct str risk_lists_version(const struct risk_lists *l, const struct risk_issue *issue)
{
	return issue ? l->versions[issue - l->issues] : STR_NONE;
}
