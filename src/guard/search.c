/* Answering. A name counts if its record stands, a place if it is that of now: what was read into the index is compared with
 * what the views say. */
#include "core/ids.h"
#include "cover/voided.h"
#include "guard/search_own.h"
#include "sys/sys.h"

#define LOOK_MAX 5000 /* candidates that one call looks at; its cursor goes on behind them */

/* A copy of one candidate, so that the lock is not held while the database is asked. */
struct candidate {
	struct uuid record, subject;
	struct str text;
	bool person, place;
	bool whole; /* the whole query named it: it need not fit any more */
	size_t at;  /* its number in the list of candidates */
};

static int candidate_of(struct cx *cx, const struct search *x, uint32_t doc, struct candidate *ret)
{
	const struct index_doc *d = &x->index.docs[doc];

	*ret = (struct candidate){ .record = d->record,
		.subject = d->subject,
		.person = d->what == DOC_PERSON,
		.place = d->what == DOC_PLACE };
	return cx_str(cx, index_text(&x->index, d), &ret->text);
}

/* A phone may be typed with hyphens. */
static struct str without_hyphens(struct cx *cx, struct str s)
{
	char *p = cx_many(cx, s.n ? s.n : 1, char);
	size_t n = 0;

	for (size_t i = 0; p && i < s.n; i++) {
		if (s.p[i] != '-' && (s.p[i] < '0' || s.p[i] > '9'))
			return s;
		if (s.p[i] != '-')
			p[n++] = s.p[i];
	}
	return p ? (struct str){ p, n } : s;
}

static bool has_digit(struct str s)
{
	for (size_t i = 0; i < s.n; i++)
		if (s.p[i] >= '0' && s.p[i] <= '9')
			return true;
	return false;
}

/* What may stand in a record as a number of a person, however it is typed. A document may be nearly anything: one without a digit is a
 * name as it is read. */
static enum search_number number_of(struct str query, struct str normal, int32_t today)
{
	char plain[24];

	if (!id_phone(query, plain) || !id_phone(normal, plain))
		return SEARCH_PHONE;
	if (!id_plate(query, plain) || !id_plate(normal, plain))
		return SEARCH_PLATE;
	return !id_document(normal, today, plain) && has_digit(normal) ? SEARCH_DOCUMENT :
									 SEARCH_NO_NUMBER;
}

/* Other documents are any digits and letters, and so are the codes of tubes; the 15 digits of before, those of a grid. */
static bool is_only_persons(enum search_number number, struct str normal)
{
	return number == SEARCH_PHONE || number == SEARCH_PLATE ||
		(normal.n == 18 && !id_resident(normal, day_of(sys_now()), NULL, NULL));
}

static int whole_take(struct cx *cx, struct search *x, struct str query, struct candidate **ret,
	size_t *ret_n, enum search_number *ret_number)
{
	bool persons = false;
	uint32_t *docs = cx_many(cx, 2 * EXACT_FOUND_MAX, uint32_t);
	struct candidate *list = cx_many(cx, 2 * EXACT_FOUND_MAX, struct candidate);
	struct str normal, digits;
	size_t n, found = 0;
	int e = docs && list ? index_normal(cx, query, false, &normal) : -E_NO_MEMORY;

	*ret = list;
	*ret_n = 0;
	if (e)
		return e;
	digits = without_hyphens(cx, normal);
	pthread_rwlock_rdlock(&x->lock);
	n = exact_find(&x->exact, normal, docs, &persons);
	if (digits.n < normal.n)
		n += exact_find(&x->exact, digits, docs + n, &persons);
	for (size_t i = 0; !e && i < n; i++) {
		if (x->index.docs[docs[i]].wiped)
			continue;
		e = candidate_of(cx, x, docs[i], &list[found]);
		list[found++].whole = true;
	}
	pthread_rwlock_unlock(&x->lock);
	*ret_n = found;
	*ret_number = number_of(query, digits, day_of(sys_now()));
	/* A code on a thing is none, unless somebody has the same, or it reads like what only people and cars have: who guesses would
	 * write his guess on a thing before. */
	if (n && !persons && !is_only_persons(*ret_number, digits))
		*ret_number = SEARCH_NO_NUMBER;
	else if (persons && *ret_number == SEARCH_NO_NUMBER)
		*ret_number = SEARCH_DOCUMENT;
	return e;
}

static int candidates_take(struct cx *cx, struct search *x, const struct index_terms *t,
	size_t from, struct candidate **ret, size_t *ret_n, size_t *ret_next)
{
	struct index_candidates all;
	size_t n = 0, at;
	struct candidate *list = NULL;
	int e = 0;

	pthread_rwlock_rdlock(&x->lock);
	index_candidates(&x->index, t, &all);
	if (from > all.n)
		from = all.n;
	list = cx_many(cx, all.n - from < LOOK_MAX ? all.n - from : LOOK_MAX, struct candidate);
	for (at = from; list && !e && at < all.n && at - from < LOOK_MAX; at++) {
		const struct index_doc *d;
		struct str text;

		if (!index_in_both(&all, all.docs[at]))
			continue;
		d = &x->index.docs[all.docs[at]];
		text = index_text(&x->index, d);
		if (!index_fits(text, t, d->what == DOC_PERSON))
			continue;
		e = candidate_of(cx, x, all.docs[at], &list[n]);
		list[n++].at = at;
	}
	pthread_rwlock_unlock(&x->lock);
	*ret = list;
	*ret_n = n;
	*ret_next = at < all.n ? at : SIZE_MAX;
	return list ? e : -E_NO_MEMORY;
}

static int place_text(struct cx *cx, struct str place, struct str *ret)
{
	struct str part;
	struct buf b;

	buf_init(&b, cx->arena);
	while (str_split(&place, '\x1f', &part)) {
		if (part.n && b.n)
			buf_c(&b, ' ');
		buf_str(&b, part);
	}
	*ret = b.n ? buf_get(&b) : STR_NONE;
	return buf_ok(&b) ? 0 : err(cx, E_NO_MEMORY, NULL);
}

/* ---- hits ---- */

struct finding {
	struct cx *cx;
	struct search *x;
	const struct cover *c;
	const struct index_terms *terms;
	struct search_hit *hits;
	size_t n, limit;
	search_sees *sees;
	void *arg;
	enum search_number number;
};

/* 1: it is a hit. A name must be that of a record which stands; a place is compared with the one
 * that holds now. */
static int hit_make(struct finding *f, const struct candidate *k, struct search_hit *ret)
{
	struct cx *cx = f->cx;
	struct str normal;
	bool stands = true;
	int e = subject_get(cx, f->c, &k->subject, &ret->subject);

	*ret = (struct search_hit){ .subject = ret->subject, .whole = k->whole };
	if (e == -E_NOT_FOUND) {
		err_clear(cx);
		return 0;
	}
	if (!e && k->person)
		e = person_told(cx, f->c, &k->subject, &k->record, &stands);
	if (e || !stands || !f->sees(f->arg, &ret->subject, NULL))
		return e;
	e = place_text(cx, ret->subject.place, &ret->text);
	if (!e && k->person && k->text.n)
		e = guard_mask(cx, FIELD_TEXT, k->text, &ret->name);
	if (e || k->person || k->whole)
		return e ? e : 1;
	e = index_normal(cx, ret->subject.place, false, &normal);
	return e ? e : index_fits(normal, f->terms, false);
}

static struct search_hit *hit_of(struct finding *f, const struct uuid *subject)
{
	for (size_t i = 0; i < f->n; i++)
		if (!f->hits[i].record && uuid_eq(&f->hits[i].subject.id, subject))
			return &f->hits[i];
	return NULL;
}

/* What says no name of a person takes that of another record which fits. */
static int hit_add(struct finding *f, const struct candidate *k)
{
	struct search_hit *there = hit_of(f, &k->subject), hit;
	int e;

	if (there && (there->name.n || !k->text.n))
		return 0;
	e = hit_make(f, k, &hit);
	if (e > 0 && there)
		there->name = hit.name;
	else if (e > 0)
		f->hits[f->n++] = hit;
	return e < 0 ? e : 0;
}

/* Records in which the whole query stands, as far as they stand themselves. The index may know of later ones than this reading does:
 * these are left out. */
static int records_add(struct finding *f, struct uuid *ids, size_t n, bool all)
{
	struct journal j = {
		.store = f->c->store, .keys = f->x->site->keys, .kinds = f->x->site->tables.kinds
	};
	struct entry *entries = cx_many(f->cx, n ? n : 1, struct entry);
	enum fate *fates = cx_many(f->cx, n ? n : 1, enum fate);
	size_t there = 0;
	int e = entries && fates ? 0 : -E_NO_MEMORY;

	if (!e && n)
		e = journal_find(f->cx, &j, ids, n, entries);
	for (size_t i = 0; !e && i < n; i++)
		if (entries[i].pos > 0) {
			ids[there] = ids[i];
			entries[there++] = entries[i];
		}
	if (e || !there)
		return e;
	e = fates_find(f->cx, f->c->store, j.kinds, ids, there, fates);
	for (size_t i = 0; !e && i < there && f->n < f->limit; i++) {
		struct record *r;

		if (!all && fates[i] != FATE_STANDING)
			continue;
		e = journal_record(f->cx, j.kinds, &entries[i], &r);
		if (!e && f->sees(f->arg, NULL, r))
			f->hits[f->n++] = (struct search_hit){ .record = r, .whole = true };
	}
	return e;
}

static int wholes_add(struct finding *f, struct str query)
{
	struct candidate *list;
	struct uuid *ids, id;
	size_t n, records = 0;
	int e = whole_take(f->cx, f->x, query, &list, &n, &f->number);

	ids = e ? NULL : cx_many(f->cx, n + 1, struct uuid);
	if (!ids)
		return e ? e : -E_NO_MEMORY;
	for (size_t i = 0; !e && i < n && f->n < f->limit; i++)
		if (list[i].person || list[i].place)
			e = hit_add(f, &list[i]);
		else
			ids[records++] = list[i].record;
	if (!e)
		e = records_add(f, ids, records, false);
	if (e || !uuid_read(query, &id) || f->n == f->limit)
		return e;
	e = hit_add(f, &(struct candidate){ .subject = id, .whole = true });
	return e || f->n == f->limit ? e : records_add(f, &id, 1, true);
}

static int pieces_add(struct finding *f, size_t from, size_t *ret_next)
{
	struct candidate *list;
	size_t n;
	int e = candidates_take(f->cx, f->x, f->terms, from, &list, &n, ret_next);

	for (size_t i = 0; !e && i < n; i++) {
		if (f->n == f->limit) {
			*ret_next = list[i].at;
			break;
		}
		e = hit_add(f, &list[i]);
	}
	return e;
}

int search_find(struct cx *cx, struct search *x, const struct cover *c, struct str query,
	struct str after, size_t limit, search_sees *sees, void *arg, struct search_found *ret)
{
	struct index_terms terms;
	struct finding f = {
		.cx = cx, .x = x, .c = c, .terms = &terms, .limit = limit, .sees = sees, .arg = arg
	};
	size_t next = SIZE_MAX;
	int64_t from = 0;
	int e = 0;

	*ret = (struct search_found){ .next = STR_NONE };
	if (!search_filling(x))
		e = search_follow(
			cx, x, c->store); /* what was committed a moment ago is found too */
	ret->filling = search_filling(x);
	if (e)
		return e;
	if (utf8_count(query) > SEARCH_QUERY_MAX)
		return err(cx, E_TOO_LONG, "q", cx_num(cx, (int64_t)utf8_count(query)),
			cx_num(cx, SEARCH_QUERY_MAX));
	if (after.n && (!str_int(after, &from) || from < 0))
		return err(cx, E_BAD_REQUEST, "after", "after");
	e = index_query(cx, query, &terms);
	ret->hits = f.hits = e ? NULL : cx_many(cx, limit, struct search_hit);
	if (!e && !f.hits)
		e = -E_NO_MEMORY;
	if (!e && !after.n)
		e = wholes_add(&f, query);
	if (!e)
		e = pieces_add(&f, (size_t)from, &next);
	ret->n = f.n;
	ret->number = f.number;
	if (!e && next != SIZE_MAX)
		ret->next = str_of(cx_num(cx, (int64_t)next));
	return e;
}
