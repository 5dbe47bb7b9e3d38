/* Filling the index from the journal and keeping it so, and answering.
 *
 * What it reads of a record: the place of a dwelling (open) and the name of a person (sealed as
 * identity), of every record that ever came. Which of them stand changes with what others say of
 * them, so that is asked of the views when something is found: a name counts if its record stands,
 * a place if it is that of now. */
#include "guard/search.h"

#include <pthread.h>
#include <stdatomic.h>
#include <string.h>

#include "cover/base_kinds.h"
#include "guard/search_index.h"
#include "record/keys.h"
#include "sys/sys.h"

#define PIECE 1000
#define LOOK_MAX 5000 /* candidates that one call looks at; its cursor goes on behind them */
#define KINDS_MAX 64
#define WAIT_S 5

struct search {
	struct site *site;
	pthread_mutex_t fill_lock; /* of whoever fills; before `lock` */
	pthread_rwlock_t lock;
	struct index index;
	int64_t pos;
	int64_t purged; /* the newest destruction of keys that was heeded */
	_Atomic bool filling;
	const struct kind *kinds[KINDS_MAX]; /* those with a name or a place */
	size_t kinds_n;
	/* the thread */
	bool started, stopping, woken;
	pthread_t thread;
	pthread_mutex_t wait_lock;
	pthread_cond_t come;
};

/* ---- kinds ---- */

static const struct field *field_of(const struct kind *k, const char *name)
{
	for (const struct field *f = k->fields; f && f->name; f++)
		if (strcmp(f->name, name) == 0)
			return f;
	return NULL;
}

static bool has_place(const struct kind *k)
{
	const struct field *name = field_of(k, "name");

	return (k->envelope & NEEDS_SUBJECT) &&
		(field_of(k, "compound") || (name && name->personal == CLASS_OPEN));
}

static void kinds_pick(struct search *x, const struct kinds *ks)
{
	for (size_t i = 0; i < ks->n && x->kinds_n < KINDS_MAX; i++)
		if (base_names_person(ks->all[i]) || has_place(ks->all[i]))
			x->kinds[x->kinds_n++] = ks->all[i];
}

static bool names_kind(struct str open, const char *name)
{
	char text[80] = "\"kind\":\"";
	size_t n = strlen(text), m = strlen(name);

	if (m > sizeof(text) - n - 2)
		return true;
	memcpy(text + n, name, m);
	text[n + m] = '"';
	return memmem(open.p, open.n, text, n + m + 1);
}

/* Most records are visits: their text is only glanced at, not parsed. A wrong yes costs time
 * only. */
static bool may_matter(const struct search *x, struct str open)
{
	for (size_t i = 0; i < x->kinds_n; i++)
		if (names_kind(open, x->kinds[i]->name))
			return true;
	return false;
}

/* ---- filling ---- */

static struct str place_of(struct cx *cx, const struct record *r)
{
	struct buf b;

	buf_init(&b, cx->arena);
	if (!field_of(r->kind, "compound"))
		return record_text(r, "name");
	base_place_add(&b, r);
	return buf_get(&b);
}

static int name_of(struct cx *cx, struct search *x, const struct entry *e, struct str *ret)
{
	const struct json *v;
	struct str plain;
	int rc = e->sealed.n ?
		journal_open(cx, x->site->keys, &e->id, e->sealed, CLASS_IDENTITY, &plain) :
		-E_SEALED;

	*ret = STR_NONE;
	if (rc == -E_SEALED) {
		err_clear(cx);
		return 0;
	}
	if (rc || !plain.p)
		return rc;
	rc = json_read(cx, plain, &json_limits_request, &v);
	if (!rc)
		*ret = json_text(v, "name");
	return rc;
}

static int subject_take(
	struct cx *cx, struct search *x, const struct entry *e, const struct record *r)
{
	struct str text = STR_NONE;
	bool person = base_names_person(r->kind);
	int rc = 0;

	if (person)
		rc = name_of(cx, x, e, &text);
	else
		text = place_of(cx, r);
	if (rc || !text.n)
		return rc;
	return index_add(cx, &x->index, &r->id, &r->subject, text, person);
}

static int record_take(struct cx *cx, struct search *x, const struct entry *e)
{
	struct record *r;
	int rc = may_matter(x, e->open) ? journal_record(cx, x->site->tables.kinds, e, &r) : 1;

	if (rc)
		return rc > 0 ? 0 : rc;
	if (!r->kind || r->newer || !r->has_subject ||
		!(base_names_person(r->kind) || has_place(r->kind)))
		return 0;
	return subject_take(cx, x, e, r);
}

static void forget(struct search *x)
{
	index_done(&x->index);
	x->pos = 0;
}

/* One person's erasure takes that text; a destroyed key may have sealed any, so all is read
 * again. */
static int erasure_take(struct cx *cx, struct search *x, const struct entry *e, bool *ret_again)
{
	const struct json_limits limits = { .bytes = 1 << 24, .depth = 8, .members = 1 << 20 };
	const struct json *v, *records;
	int rc = json_read(cx, e->open, &limits, &v);

	if (rc)
		return rc;
	*ret_again = json_get(v, "keys") && e->pos > x->purged;
	if (*ret_again)
		x->purged = e->pos;
	records = json_get(v, "records");
	for (uint32_t i = 0; records && records->type == JSON_LIST && i < records->n; i++) {
		struct index_doc *d;
		struct uuid id;

		if (!uuid_read(records->items[i].s, &id))
			continue;
		d = index_of(&x->index, &id);
		if (d && d->person)
			index_wipe(&x->index, d);
	}
	return 0;
}

static int entries_take(struct cx *cx, struct search *x, const struct entry *entries, size_t n)
{
	bool again = false;
	int rc = 0;

	for (size_t i = 0; !rc && !again && i < n; i++) {
		rc = entries[i].type == ENTRY_RECORD ? record_take(cx, x, &entries[i]) :
						       erasure_take(cx, x, &entries[i], &again);
		/* Full is full: what is there stays findable, and the state says that it is not
		 * all. */
		if (rc == -E_TOO_MANY) {
			err_clear(cx);
			rc = 0;
		}
		if (!rc)
			x->pos = entries[i].pos;
	}
	if (again) {
		forget(x);
		atomic_store(&x->filling, true);
	}
	return rc;
}

/* 1: there may be more. */
static int piece_take(struct cx *cx, struct search *x, struct store *s)
{
	const unsigned types = 1u << ENTRY_RECORD | 1u << ENTRY_ERASURE;
	bool own = !store_in_transaction(s);
	struct entry *entries;
	size_t n = 0;
	int64_t newest;
	int rc = own ? store_begin_read(cx, s, __func__) : 0;

	if (!rc)
		rc = keyring_follow(cx, x->site->keys, s);
	if (!rc)
		rc = journal_newest(cx, s, &newest);
	if (!rc && newest > x->pos)
		rc = journal_read(cx, s, x->pos, PIECE, types, &entries, &n);
	if (own)
		store_rollback(s);
	if (rc)
		return rc;
	pthread_rwlock_wrlock(&x->lock);
	rc = n ? entries_take(cx, x, entries, n) : 0;
	if (!rc && n < PIECE && x->pos > 0 && newest > x->pos)
		x->pos = newest;
	pthread_rwlock_unlock(&x->lock);
	return rc ? rc : n == PIECE || (n && x->pos == 0);
}

int search_follow(struct cx *cx, struct search *x, struct store *s)
{
	struct arena arena;
	struct cx own = { .arena = &arena };
	int rc;

	arena_init(&arena, &sys_heap, 0);
	do {
		arena_reset(&arena);
		pthread_mutex_lock(&x->fill_lock);
		rc = piece_take(&own, x, s);
		pthread_mutex_unlock(&x->fill_lock);
		if (__atomic_load_n(&x->stopping, __ATOMIC_RELAXED))
			break;
	} while (rc > 0);
	if (rc < 0)
		rc = err_pass(cx, &own);
	arena_done(&arena);
	if (rc == 0 && x->index.n < SEARCH_DOCS_MAX)
		atomic_store(&x->filling, false);
	return rc < 0 ? rc : 0;
}

/* ---- life ---- */

int search_new(struct cx *cx, struct site *site, struct search **ret)
{
	struct search *x = sys_heap.take(sys_heap.arg, sizeof(*x));

	*ret = NULL;
	if (!x)
		return err(cx, E_NO_MEMORY, NULL);
	memset(x, 0, sizeof(*x));
	x->site = site;
	atomic_store(&x->filling, true);
	index_init(&x->index);
	kinds_pick(x, site->tables.kinds);
	pthread_mutex_init(&x->fill_lock, NULL);
	pthread_rwlock_init(&x->lock, NULL);
	pthread_mutex_init(&x->wait_lock, NULL);
	pthread_cond_init(&x->come, NULL);
	*ret = x;
	return 0;
}

static bool wait_for_more(struct search *x)
{
	struct timespec until = { .tv_sec = sys_real_now() / 1000 + WAIT_S };
	bool go_on;

	pthread_mutex_lock(&x->wait_lock);
	while (!x->woken && !x->stopping &&
		pthread_cond_timedwait(&x->come, &x->wait_lock, &until) == 0)
		;
	x->woken = false;
	go_on = !x->stopping;
	pthread_mutex_unlock(&x->wait_lock);
	return go_on;
}

static void *loop(void *arg)
{
	struct search *x = arg;
	struct store *s = NULL;
	struct arena arena;
	struct cx cx = { .arena = &arena };

	arena_init(&arena, &sys_heap, 0);
	do {
		int rc = s ? 0 : site_reader(&cx, x->site, false, &s);

		if (!rc)
			rc = search_follow(&cx, x, s);
		if (rc && s) {
			store_close(s); /* it is opened anew after the wait */
			s = NULL;
		}
		err_clear(&cx);
		arena_reset(&arena);
	} while (wait_for_more(x));
	store_close(s);
	arena_done(&arena);
	return NULL;
}

int search_start(struct cx *cx, struct search *x)
{
	if (pthread_create(&x->thread, NULL, loop, x) != 0)
		return err(cx, E_NO_MEMORY, NULL);
	x->started = true;
	return 0;
}

void search_wake(struct search *x)
{
	pthread_mutex_lock(&x->wait_lock);
	x->woken = true;
	pthread_cond_signal(&x->come);
	pthread_mutex_unlock(&x->wait_lock);
}

void search_free(struct search *x)
{
	if (!x)
		return;
	if (x->started) {
		pthread_mutex_lock(&x->wait_lock);
		__atomic_store_n(&x->stopping, true, __ATOMIC_RELAXED);
		pthread_cond_signal(&x->come);
		pthread_mutex_unlock(&x->wait_lock);
		pthread_join(x->thread, NULL);
	}
	index_done(&x->index);
	pthread_mutex_destroy(&x->fill_lock);
	pthread_rwlock_destroy(&x->lock);
	pthread_mutex_destroy(&x->wait_lock);
	pthread_cond_destroy(&x->come);
	sys_heap.give(sys_heap.arg, x, sizeof(*x));
}

bool search_filling(struct search *x)
{
	return atomic_load(&x->filling);
}

/* ---- answering ---- */

/* A copy of one candidate, so that the lock is not held while the database is asked. */
struct candidate {
	struct uuid record, subject;
	struct str text;
	bool person;
	size_t at; /* its number in the list of candidates */
};

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
		if (!index_fits(text, t))
			continue;
		list[n] = (struct candidate){
			.record = d->record, .subject = d->subject, .person = d->person, .at = at
		};
		e = cx_str(cx, text, &list[n++].text);
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

/* 1: it is a hit. A name must be that of a record which stands; a place is compared with the one
 * that holds now. */
static int hit_make(struct cx *cx, const struct cover *c, const struct candidate *k,
	const struct index_terms *t, struct search_hit *ret)
{
	struct str normal;
	bool stands = true;
	int e = subject_get(cx, c, &k->subject, &ret->subject);

	if (e == -E_NOT_FOUND) {
		err_clear(cx);
		return 0;
	}
	if (!e && k->person)
		e = person_told(cx, c, &k->subject, &k->record, &stands);
	if (e || !stands)
		return e;
	ret->name = STR_NONE;
	e = place_text(cx, ret->subject.place, &ret->text);
	if (e)
		return e;
	if (k->person) {
		e = guard_mask(cx, FIELD_TEXT, k->text, &ret->name);
		return e ? e : 1;
	}
	e = index_normal(cx, ret->subject.place, false, &normal);
	return e ? e : index_fits(normal, t);
}

static bool there_already(const struct search_hit *hits, size_t n, const struct uuid *subject)
{
	for (size_t i = 0; i < n; i++)
		if (uuid_eq(&hits[i].subject.id, subject))
			return true;
	return false;
}

int search_find(struct cx *cx, struct search *x, const struct cover *c, struct str query,
	struct str after, size_t limit, struct search_hit **ret, size_t *ret_n,
	struct str *ret_next, bool *ret_filling)
{
	struct index_terms terms;
	struct candidate *list = NULL;
	size_t n = 0, next = SIZE_MAX;
	int64_t from = 0;
	int e = 0;

	*ret_n = 0;
	*ret_next = STR_NONE;
	if (!search_filling(x))
		e = search_follow(
			cx, x, c->store); /* what was committed a moment ago is found too */
	*ret_filling = search_filling(x);
	if (e)
		return e;
	if (utf8_count(query) > SEARCH_QUERY_MAX)
		return err(cx, E_TOO_LONG, "q", cx_num(cx, (int64_t)utf8_count(query)),
			cx_num(cx, SEARCH_QUERY_MAX));
	if (after.n && (!str_int(after, &from) || from < 0))
		return err(cx, E_BAD_REQUEST, "after", "after");
	e = index_query(cx, query, &terms);
	if (!e)
		e = candidates_take(cx, x, &terms, (size_t)from, &list, &n, &next);
	*ret = e ? NULL : cx_many(cx, limit, struct search_hit);
	if (!e && !*ret)
		e = -E_NO_MEMORY;
	for (size_t i = 0; !e && i < n; i++) {
		if (*ret_n == limit) {
			next = list[i].at;
			break;
		}
		if (there_already(*ret, *ret_n, &list[i].subject))
			continue;
		e = hit_make(cx, c, &list[i], &terms, &(*ret)[*ret_n]);
		if (e > 0) {
			++*ret_n;
			e = 0;
		}
	}
	if (!e && next != SIZE_MAX)
		*ret_next = str_of(cx_num(cx, (int64_t)next));
	return e;
}
