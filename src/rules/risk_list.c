/* Issues by their time, version and source; each word is kept once, for provinces and counties stand in thousands of rows. */
#include "rules/risk_list.h"

#include <string.h>

#include "core/when.h"

#define DIVIDE '\x1f'

struct issue {
	int64_t as_of;
	struct risk_about about;
	struct risk_entry *entries;
	size_t n, cap;
};

void risk_pieces_init(struct risk_pieces *p, struct cx *cx)
{
	p->cx = cx;
	map_init(&p->issues, cx->arena);
	map_init(&p->sources, cx->arena);
	map_init(&p->words, cx->arena);
	map_init(&p->seen, cx->arena);
}

static int word(struct risk_pieces *p, struct str s, struct str *ret)
{
	void **at = map_at(&p->words, s);

	if (!at || (!*at && !(*at = cx_new(p->cx, struct str))))
		return err(p->cx, E_NO_MEMORY, NULL);
	if (!((struct str *)*at)->p && cx_str(p->cx, s, *at))
		return -E_NO_MEMORY;
	*ret = *(struct str *)*at;
	return 0;
}

/* By which pieces of one list are known: when and which version, and whose. */
static struct str key_of(struct risk_pieces *p, const struct risk_piece *of, struct str source)
{
	struct buf key;

	buf_init(&key, p->cx->arena);
	buf_when(&key, of->as_of);
	buf_str(&key, of->version);
	buf_c(&key, DIVIDE);
	buf_str(&key, source);
	return buf_ok(&key) ? buf_get(&key) : STR_NONE;
}

/* That of the piece, else what the issue of that time and version says. */
static struct str source_of(struct risk_pieces *p, const struct risk_piece *of)
{
	struct str key = key_of(p, of, STR(""));
	const struct str *told = !of->source.n && key.p ? map_get(&p->sources, key) : NULL;

	return told ? *told : of->source;
}

static int issue_at(struct risk_pieces *p, const struct risk_piece *of, struct issue **ret)
{
	struct str source = source_of(p, of), key = key_of(p, of, source);
	void **at = key.p ? map_at(&p->issues, key) : NULL;
	struct issue *i;

	if (!at || (!*at && !(*at = cx_new(p->cx, struct issue))))
		return err(p->cx, E_NO_MEMORY, NULL);
	*ret = i = *at;
	if (i->about.version.p)
		return 0;
	*i = (struct issue){ .as_of = of->as_of, .about.told = -1 };
	if (word(p, of->version, &i->about.version) || word(p, source, &i->about.source))
		return -E_NO_MEMORY;
	return 0;
}

int risk_pieces_issue(struct risk_pieces *p, const struct risk_piece *of, int64_t told,
	struct risk_about **ret_about)
{
	struct str key = key_of(p, of, STR(""));
	void **source = key.p ? map_at(&p->sources, key) : NULL;
	struct issue *i;
	int e;

	if (!source || (!*source && !(*source = cx_new(p->cx, struct str))))
		return err(p->cx, E_NO_MEMORY, NULL);
	e = issue_at(p, of, &i);
	if (e)
		return e;
	i->about.told = told;
	*(struct str *)*source = i->about.source;
	*ret_about = &i->about;
	return 0;
}

/* An import that was made twice lists everything twice. */
static bool stands_there(struct risk_pieces *p, const struct issue *i, const struct risk_entry *e)
{
	const struct str parts[] = { i->about.version, i->about.source, e->province, e->city,
		e->county, e->place };
	struct buf key;
	void **at;
	bool there;

	buf_init(&key, p->cx->arena);
	buf_fmt(&key, "%lld %d", (long long)i->as_of, (int)e->level);
	for (size_t k = 0; k < sizeof(parts) / sizeof(parts[0]); k++) {
		buf_c(&key, DIVIDE);
		buf_str(&key, parts[k]);
	}
	at = buf_ok(&key) ? map_at(&p->seen, buf_get(&key)) : NULL;
	there = at && *at;
	if (at)
		*at = p;
	return there;
}

static int entry_add(struct risk_pieces *p, struct issue *i, const struct risk_entry *e)
{
	if (i->n == i->cap) {
		size_t cap = i->cap * 2 + 64;
		struct risk_entry *wider = cx_many(p->cx, cap, struct risk_entry);

		if (!wider)
			return -E_NO_MEMORY;
		if (i->n)
			memcpy(wider, i->entries, i->n * sizeof(*wider));
		i->entries = wider;
		i->cap = cap;
	}
	i->entries[i->n++] = *e;
	return 0;
}

int risk_pieces_entry(struct risk_pieces *p, const struct risk_piece *of,
	const struct risk_entry *entry, struct risk_about **ret_about)
{
	struct risk_entry e = { .level = entry->level };
	struct issue *i;
	int rc = issue_at(p, of, &i);

	if (rc)
		return rc;
	*ret_about = &i->about;
	if (word(p, entry->province, &e.province) || word(p, entry->city, &e.city) ||
		word(p, entry->county, &e.county) || word(p, entry->place, &e.place))
		return -E_NO_MEMORY;
	return stands_there(p, i, &e) ? 0 : entry_add(p, i, &e);
}

static bool is_before(const struct issue *a, const struct issue *b)
{
	int d = (a->as_of > b->as_of) - (a->as_of < b->as_of);

	if (!d)
		d = str_cmp(a->about.version, b->about.version);
	return (d ? d : str_cmp(a->about.source, b->about.source)) < 0;
}

/* They come nearly in order, some dozens. */
static void sort(struct issue **all, size_t n)
{
	for (size_t i = 1; i < n; i++)
		for (size_t k = i; k > 0 && is_before(all[k], all[k - 1]); k--) {
			struct issue *t = all[k];

			all[k] = all[k - 1];
			all[k - 1] = t;
		}
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

int risk_pieces_end(struct risk_pieces *p, struct risk_lists *ret)
{
	struct issue **all = cx_many(p->cx, p->issues.n, struct issue *);

	*ret = (struct risk_lists){ .n = p->issues.n,
		.issues = cx_many(p->cx, p->issues.n, struct risk_issue),
		.about = cx_many(p->cx, p->issues.n, struct risk_about) };
	if (!all || !ret->issues || !ret->about)
		return -E_NO_MEMORY;
	for (size_t i = 0; i < ret->n; i++)
		all[i] = p->issues.entries[i].value;
	sort(all, ret->n);
	for (size_t i = 0; i < ret->n; i++) {
		ret->issues[i] = (struct risk_issue){ all[i]->as_of, all[i]->entries, all[i]->n,
			replaced_at(all, ret->n, i) };
		ret->about[i] = all[i]->about;
	}
	return 0;
}

const struct risk_about *risk_about(const struct risk_lists *l, const struct risk_issue *issue)
{
	return &l->about[issue - l->issues];
}
