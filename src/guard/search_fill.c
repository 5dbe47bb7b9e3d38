/* Filling the index from the journal and keeping it so.
 *
 * What it reads of a record: the place of a dwelling (open), the name of a person (sealed as identity), and what belongs to one
 * only (search_exact.h), of every record that ever came. Which of them stand changes with what others say of them, so that is
 * asked when something is found (search.c). */
#include <string.h>

#include "cover/base_kinds.h"
#include "cover/flagged.h"
#include "guard/search_own.h"
#include "record/keys.h"
#include "sys/sys.h"

#define PIECE 1000
#define WAIT_S 5

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
	for (size_t i = 0; i < ks->n && x->kinds_n < SEARCH_KINDS_MAX; i++)
		if (base_names_person(ks->all[i]) || has_place(ks->all[i]) || exact_in(ks->all[i]))
			x->kinds[x->kinds_n++] = ks->all[i];
}

static bool picked(const struct search *x, struct str from)
{
	for (size_t i = 0; i < x->kinds_n; i++) {
		size_t n = strlen(x->kinds[i]->name);

		if (from.n > n && from.p[n] == '"' && memcmp(from.p, x->kinds[i]->name, n) == 0)
			return true;
	}
	return false;
}

/* Most records are visits: their text is only glanced at, not parsed. A wrong yes, where a body has a member of that name,
 * costs time only. */
static bool may_matter(const struct search *x, struct str open)
{
	static const char member[] = "\"kind\":\"";
	const char *at;

	while ((at = memmem(open.p, open.n, member, sizeof(member) - 1)) != NULL) {
		at += sizeof(member) - 1;
		open = (struct str){ at, open.n - (size_t)(at - open.p) };
		if (picked(x, open))
			return true;
	}
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

/* The sealed parts of one record, each opened once. What was erased, or has lost its key, says nothing. */
struct opened {
	const struct entry *entry;
	const struct json *of[CLASSES];
	bool done[CLASSES];
};

static int part_of(
	struct cx *cx, struct search *x, struct opened *o, enum class c, const struct json **ret)
{
	struct str plain = STR_NONE;
	int rc = o->done[c] || !o->entry->sealed.n ?
		0 :
		journal_open(cx, x->site->keys, &o->entry->id, o->entry->sealed, c, &plain);

	if (rc == -E_SEALED) {
		err_clear(cx);
		rc = 0;
	}
	o->done[c] = true;
	if (!rc && plain.p)
		rc = json_read(cx, plain, &json_limits_request, &o->of[c]);
	*ret = o->of[c];
	return rc;
}

static int subject_take(struct cx *cx, struct search *x, struct opened *o, const struct record *r)
{
	const struct json *identity = NULL;
	struct str text = STR_NONE;
	bool person = base_names_person(r->kind);
	int rc = 0;

	if (person)
		rc = part_of(cx, x, o, CLASS_IDENTITY, &identity);
	else
		text = place_of(cx, r);
	if (identity)
		text = json_text(identity, "name");
	if (rc || !text.n)
		return rc;
	return index_add(cx, &x->index, &r->id, &r->subject, text, person ? DOC_PERSON : DOC_PLACE);
}

/* Of a record that says no name and no place, an entry of the index without a text. */
static int doc_of(struct cx *cx, struct search *x, const struct record *r, uint32_t *ret)
{
	const struct uuid none = { { 0 } };
	struct index_doc *d = index_of(&x->index, &r->id);
	int rc = 0;

	if (!d && x->wholes == x->wholes_max)
		return err(cx, E_TOO_MANY, "search", cx_num(cx, (int64_t)x->wholes + 1),
			cx_num(cx, (int64_t)x->wholes_max));
	if (!d) {
		rc = index_add(cx, &x->index, &r->id, r->has_subject ? &r->subject : &none, STR(""),
			r->has_subject && base_names_person(r->kind) ? DOC_PERSON : DOC_RECORD);
		x->wholes += !rc;
		d = rc ? NULL : index_of(&x->index, &r->id);
	}
	if (d)
		*ret = (uint32_t)(d - x->index.docs);
	return rc;
}

static int exact_take(struct cx *cx, struct search *x, struct opened *o, const struct record *r)
{
	int rc = 0;

	for (const struct field *f = r->kind->fields; !rc && f && f->name; f++) {
		const struct json *part = NULL;
		struct str value = STR_NONE, normal;
		uint32_t doc = 0;

		if (!exact_field(f))
			continue;
		if (f->personal == CLASS_OPEN)
			value = record_text(r, f->name);
		else
			rc = part_of(cx, x, o, f->personal, &part);
		if (part)
			value = json_text(part, f->name);
		if (rc || !value.n)
			continue;
		rc = index_normal(cx, value, false, &normal);
		if (!rc)
			rc = doc_of(cx, x, r, &doc);
		if (!rc)
			rc = exact_add(cx, &x->exact, normal, f->personal == CLASS_OPEN, doc);
	}
	return rc;
}

static int record_take(struct cx *cx, struct search *x, const struct entry *e)
{
	struct opened o = { .entry = e };
	struct record *r;
	int rc = may_matter(x, e->open) ? journal_record(cx, x->site->tables.kinds, e, &r) : 1;

	if (rc)
		return rc > 0 ? 0 : rc;
	if (!r->kind || r->newer)
		return 0;
	if (r->has_subject && (base_names_person(r->kind) || has_place(r->kind)))
		rc = subject_take(cx, x, &o, r);
	return rc ? rc : exact_take(cx, x, &o, r);
}

static void forget(struct search *x)
{
	index_done(&x->index);
	exact_done(&x->exact);
	x->wholes = 0;
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
		if (d && d->what != DOC_PLACE)
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
	if (rc == 0 && x->index.n < SEARCH_DOCS_MAX && x->wholes < x->wholes_max)
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
	exact_init(&x->exact);
	x->wholes_max = SEARCH_WHOLES_MAX;
	kinds_pick(x, site->tables.kinds);
	pthread_mutex_init(&x->fill_lock, NULL);
	pthread_rwlock_init(&x->lock, NULL);
	pthread_mutex_init(&x->wait_lock, NULL);
	pthread_cond_init(&x->come, NULL);
	*ret = x;
	return 0;
}

/* *ret_calm: nothing came. */
static bool wait_for_more(struct search *x, bool *ret_calm)
{
	struct timespec until = { .tv_sec = sys_real_now() / 1000 + WAIT_S };
	bool go_on;

	pthread_mutex_lock(&x->wait_lock);
	while (!x->woken && !x->stopping &&
		pthread_cond_timedwait(&x->come, &x->wait_lock, &until) == 0)
		;
	*ret_calm = !x->woken;
	x->woken = false;
	go_on = !x->stopping;
	pthread_mutex_unlock(&x->wait_lock);
	return go_on;
}

/* Who lives where, for whoever asks of doors by flags. What did not change is not read again. */
static int homes_keep(struct cx *cx, struct search *x, struct store *s)
{
	const struct reader everybody = { .everywhere = true };
	struct cover c = { .store = s,
		.who = &everybody,
		.keys = x->site->keys,
		.kinds = x->site->tables.kinds,
		.kept = x->kept,
		.now = sys_now() };
	struct area_tree *tree = NULL;
	struct map homes;
	int64_t newest = 0;
	int rc = store_begin_read(cx, s, __func__);

	if (!rc)
		rc = journal_newest(cx, s, &newest);
	if (rc || newest == x->kept_pos) {
		store_rollback(s);
		return rc;
	}
	rc = view_whole(cx, s, &c.epoch);
	if (!rc)
		rc = keyring_follow(cx, x->site->keys, s);
	if (!rc)
		rc = area_tree_open(cx, s, day_of(c.now), &tree);
	c.tree = tree;
	if (!rc)
		rc = flagged_homes(cx, &c, 0, &homes);
	if (!rc)
		x->kept_pos = newest;
	area_tree_release(tree);
	store_rollback(s);
	return rc;
}

static void *loop(void *arg)
{
	struct search *x = arg;
	struct store *s = NULL;
	bool calm = true;
	struct arena arena;
	struct cx cx = { .arena = &arena };

	arena_init(&arena, &sys_heap, 0);
	do {
		int rc = s ? 0 : site_reader(&cx, x->site, false, &s);

		if (!rc)
			rc = search_follow(&cx, x, s);
		if (!rc && calm && x->kept && !search_filling(x)) {
			rc = homes_keep(&cx, x, s);
			if (!rc)
				atomic_store(&x->homes_filling, false);
		}
		if (rc && s) {
			store_close(s); /* it is opened anew after the wait */
			s = NULL;
		}
		err_clear(&cx);
		arena_reset(&arena);
	} while (wait_for_more(x, &calm));
	store_close(s);
	arena_done(&arena);
	return NULL;
}

int search_start(struct cx *cx, struct search *x, struct kept *kept)
{
	x->kept = kept;
	atomic_store(&x->homes_filling, kept != NULL);
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
	exact_done(&x->exact);
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

bool search_homes_filling(struct search *x)
{
	return atomic_load(&x->homes_filling);
}
