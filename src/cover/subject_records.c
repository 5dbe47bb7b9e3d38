/* What was said of one subject: the records of the acts in its own row and in the rows of its targets. Acts of records that
 * stand no more are taken out of the rows, so what is left here stands. The piece of a round that lists the subject is left
 * out: it names a thousand, and says nothing of this one. */
#include "cover/cover_read.h"

#include <stdlib.h>
#include <string.h>

#include "generated/stmt.h"
#include "record/journal.h"
#include "view/effects.h"

#define SAID_BYTES 24 /* of one in table person: time 8, id 16 */

struct one {
	struct uuid id;
	int64_t at_used;
};

struct said {
	struct one *all;
	size_t n, cap;
};

static int said_add(struct cx *cx, struct said *s, struct str packed, enum fold fold)
{
	struct act *acts;
	size_t n;
	int ec = acts_unpack(cx, packed, fold, &acts, &n);

	for (size_t i = 0; ec == 0 && i < n; i++) {
		if (fold == FOLD_TARGET && acts[i].what == TARGET_LIST)
			continue;
		if ((ec = COVER_ROOM(cx, s->all, s->n, s->cap)) == 0)
			s->all[s->n++] = (struct one){ acts[i].id, acts[i].at_used };
	}
	return ec;
}

int subject_acts(struct cx *cx, const struct cover *c, const struct uuid *id, struct act **ret,
	size_t *ret_n)
{
	const struct store_value values[] = { SV_UUID(id) };
	STORE_ROWS q = { 0 };
	int ec = store_query(cx, c->store, STMT_COVER_SUBJECT_ACTS, values, 1, &q);

	*ret = NULL;
	*ret_n = 0;
	if (ec < 0 || (ec = store_next(cx, &q)) <= 0)
		return ec;
	return acts_unpack(cx, store_str(&q, 1), FOLD_SUBJECT, ret, ret_n);
}

/* The subject's own acts, and the areas where targets of it may lie. */
static int own_acts(struct cx *cx, const struct cover *c, const struct uuid *id, struct said *s,
	struct str *ret_areas)
{
	const struct store_value values[] = { SV_UUID(id) };
	STORE_ROWS q = { 0 };
	int ec = store_query(cx, c->store, STMT_COVER_SUBJECT_ACTS, values, 1, &q);

	*ret_areas = STR("");
	if (ec < 0 || (ec = store_next(cx, &q)) <= 0)
		return ec;
	ec = cx_str(cx, store_str(&q, 0), ret_areas);
	return ec < 0 ? ec : said_add(cx, s, store_str(&q, 1), FOLD_SUBJECT);
}

/* Answers lie in the row of the area where it was asked first, wherever they were given; those that were never asked for lie
 * in none. */
static int target_acts(struct cx *cx, const struct cover *c, const struct uuid *id,
	struct str areas, struct said *s)
{
	struct store_value *keys = cx_many(cx, 2 * (areas.n + 2), struct store_value);
	STORE_ROWS q = { 0 };
	struct str area = STR("");
	size_t n = 0;
	int ec = keys != NULL ? 0 : -E_NO_MEMORY, more = 0;

	for (bool first = true; ec == 0 && (first || str_split(&areas, '\x1f', &area));
		first = false) {
		keys[2 * n] = SV_TEXT(area);
		keys[2 * n++ + 1] = SV_UUID(id);
	}
	if (ec == 0)
		ec = store_query_each(cx, c->store, STMT_COVER_SUBJECT_TARGETS, keys, n, &q);
	while (ec == 0 && (more = store_next(cx, &q)) > 0)
		ec = said_add(cx, s, store_str(&q, 0), FOLD_TARGET);
	return ec < 0 ? ec : more;
}

static int latest_first(const void *a, const void *b)
{
	const struct one *x = a, *y = b;

	if (x->at_used != y->at_used)
		return x->at_used < y->at_used ? 1 : -1;
	return uuid_cmp(&y->id, &x->id);
}

/* A record may say several things of one subject. */
static size_t once(struct one *all, size_t n)
{
	size_t kept = 0;

	for (size_t i = 0; i < n; i++)
		if (kept == 0 || !uuid_eq(&all[kept - 1].id, &all[i].id))
			all[kept++] = all[i];
	return kept;
}

/* A record without an area lies where its subject does, which the reader sees. */
static int records_of(struct cx *cx, const struct cover *c, const struct said *s,
	struct record **ret, size_t *ret_n)
{
	struct journal j = { .store = c->store, .kinds = c->kinds };
	struct entry *found = cx_many(cx, s->n, struct entry);
	struct uuid *ids = cx_many(cx, s->n, struct uuid);
	int ec = found != NULL && ids != NULL ? 0 : -E_NO_MEMORY;

	for (size_t i = 0; ec == 0 && i < s->n; i++)
		ids[i] = s->all[i].id;
	if (ec == 0)
		ec = journal_find(cx, &j, ids, s->n, found);
	for (size_t i = 0; ec == 0 && i < s->n; i++) {
		struct record *r;

		if (found[i].pos == 0 || (ec = journal_record(cx, c->kinds, &found[i], &r)) < 0)
			continue;
		if (r->area.n == 0 || reader_sees(c->tree, c->who, r->area))
			ret[(*ret_n)++] = r;
	}
	return ec;
}

/* The latest first, each once. */
static int said_records(
	struct cx *cx, const struct cover *c, struct said *s, struct record ***ret, size_t *ret_n)
{
	*ret = NULL;
	*ret_n = 0;
	if (s->n == 0)
		return 0;
	qsort(s->all, s->n, sizeof(*s->all), latest_first);
	s->n = once(s->all, s->n);
	*ret = cx_many(cx, s->n, struct record *);
	return *ret != NULL ? records_of(cx, c, s, *ret, ret_n) : -E_NO_MEMORY;
}

/* The records that say who somebody is. */
static int who_acts(struct cx *cx, const struct cover *c, const struct uuid *id, struct said *s)
{
	const struct store_value key = SV_UUID(id);
	STORE_ROWS q = { 0 };
	struct str said;
	int ec = store_query_each(cx, c->store, STMT_PERSON_GET, &key, 1, &q);

	if (ec < 0 || (ec = store_next(cx, &q)) <= 0)
		return ec;
	said = store_str(&q, 1);
	for (ec = 0; ec == 0 && said.n >= SAID_BYTES; said.p += SAID_BYTES, said.n -= SAID_BYTES) {
		if ((ec = COVER_ROOM(cx, s->all, s->n, s->cap)) < 0)
			break;
		memcpy(&s->all[s->n].at_used, said.p, sizeof(int64_t));
		memcpy(s->all[s->n++].id.b, said.p + sizeof(int64_t), sizeof(struct uuid));
	}
	return ec;
}

int subjects_said(struct cx *cx, const struct cover *c, const struct uuid *ids, size_t n,
	struct uuid **ret, size_t *ret_n)
{
	struct said s = { .n = 0 };
	struct str areas;
	int ec = 0;

	for (size_t i = 0; ec == 0 && i < n; i++) {
		ec = own_acts(cx, c, &ids[i], &s, &areas);
		if (ec == 0)
			ec = target_acts(cx, c, &ids[i], areas, &s);
		if (ec == 0)
			ec = who_acts(cx, c, &ids[i], &s);
	}
	*ret_n = 0;
	*ret = ec == 0 ? cx_many(cx, s.n, struct uuid) : NULL;
	if (*ret == NULL)
		return ec == 0 ? -E_NO_MEMORY : ec;
	if (s.n == 0)
		return 0;
	qsort(s.all, s.n, sizeof(*s.all), latest_first);
	s.n = once(s.all, s.n);
	for (; *ret_n < s.n; ++*ret_n)
		(*ret)[*ret_n] = s.all[*ret_n].id;
	return 0;
}

int acts_records(struct cx *cx, const struct cover *c, const struct act *acts, size_t n,
	struct record ***ret, size_t *ret_n)
{
	struct said s = { .all = cx_many(cx, n, struct one) };

	if (s.all == NULL)
		return -E_NO_MEMORY;
	for (; s.n < n; s.n++)
		s.all[s.n] = (struct one){ acts[s.n].id, acts[s.n].at_used };
	return said_records(cx, c, &s, ret, ret_n);
}

int subject_records(struct cx *cx, const struct cover *c, const struct subject *subject,
	struct record ***ret, size_t *ret_n)
{
	struct said s = { .n = 0 };
	struct str areas;
	int ec = own_acts(cx, c, &subject->id, &s, &areas);

	if (ec == 0)
		ec = target_acts(cx, c, &subject->id, areas, &s);
	return ec < 0 ? ec : said_records(cx, c, &s, ret, ret_n);
}
