/* Who was looked at, and what each account did on a day. Records are only counted, one row an account and day, which costs a group one
 * statement; looks are rare, and each names few. */
#include "view/looks.h"

#include <string.h>

#include "core/map.h"
#include "generated/stmt.h"
#include "record/look.h"

struct did { /* by an account on a day, in these entries */
	int64_t day;
	struct str account;
	int64_t looks, subjects, records, reviewed;
	struct did *next;
};

struct looks {
	struct cx *cx;
	struct store *store;
	struct map days; /* day and account → struct did */
	struct did *first, **last, *latest;
	size_t n;
	struct store_value *seen; /* account, day, subject, pos of each look at each subject */
	size_t seen_n, seen_cap;
	struct map known; /* account, day, subject: looked at before */
};

#define SEEN 4

/* ---- what an account did ---- */

static struct str day_key(
	struct cx *cx, int64_t day, struct str account, const struct uuid *subject)
{
	struct buf b;

	buf_init(&b, cx->arena);
	buf_add(&b, &day, sizeof(day));
	if (subject)
		buf_add(&b, subject->b, sizeof(subject->b));
	buf_str(&b, account);
	return buf_ok(&b) ? buf_get(&b) : STR_NONE;
}

/* Most entries of a group are of one day and few accounts. NULL: no memory. */
static struct did *did_at(struct looks *l, int64_t day, struct str account)
{
	struct str key;
	void **at;

	if (l->latest && l->latest->day == day && str_eq(l->latest->account, account))
		return l->latest;
	key = day_key(l->cx, day, account, NULL);
	at = key.p ? map_at(&l->days, key) : NULL;
	if (at && !*at) {
		struct did *d = cx_new(l->cx, struct did);

		if (!d)
			return NULL;
		*d = (struct did){ .day = day, .account = account };
		*l->last = d;
		l->last = &d->next;
		l->n++;
		*at = d;
	}
	return l->latest = at ? *at : NULL;
}

static int days_store(struct looks *l)
{
	struct store_value *rows = cx_many(l->cx, 6 * l->n, struct store_value);
	size_t n = 0;

	if (!rows)
		return -E_NO_MEMORY;
	for (const struct did *d = l->first; d; d = d->next) {
		rows[n++] = SV_INT(d->day);
		rows[n++] = SV_TEXT(d->account);
		rows[n++] = SV_INT(d->looks);
		rows[n++] = SV_INT(d->subjects);
		rows[n++] = SV_INT(d->records);
		rows[n++] = SV_INT(d->reviewed);
	}
	return store_each(l->cx, l->store, STMT_ACCOUNT_DAY_ADD, rows, l->n);
}

/* ---- whom he looked at ---- */

static int seen_room(struct looks *l, size_t more)
{
	struct store_value *rows;

	if (l->seen_n + more <= l->seen_cap)
		return 0;
	l->seen_cap = 2 * l->seen_cap + more;
	rows = cx_many(l->cx, SEEN * l->seen_cap, struct store_value);
	if (!rows)
		return -E_NO_MEMORY;
	if (l->seen_n)
		memcpy(rows, l->seen, SEEN * l->seen_n * sizeof(*rows));
	l->seen = rows;
	return 0;
}

static int seen_take(struct looks *l, const struct look *look, int64_t day, int64_t pos)
{
	int e = seen_room(l, look->n);

	for (size_t i = 0; !e && i < look->n; i++) {
		struct store_value *row = &l->seen[SEEN * l->seen_n++];

		row[0] = SV_TEXT(look->reader);
		row[1] = SV_INT(day);
		row[2] = SV_UUID(&look->subjects[i]);
		row[3] = SV_INT(pos);
	}
	return e;
}

/* Marks what was looked at before this; *ret_new: it was not. */
static int known_mark(
	struct looks *l, int64_t day, struct str account, struct str subject, bool *ret_new)
{
	struct uuid id;
	struct str key;
	void **at;

	memcpy(id.b, subject.p, sizeof(id.b));
	key = day_key(l->cx, day, account, &id);
	at = key.p ? map_at(&l->known, key) : NULL;
	if (!at)
		return err(l->cx, E_NO_MEMORY, NULL);
	*ret_new = *at == NULL;
	*at = l;
	return 0;
}

static int known_read(struct looks *l)
{
	struct store_value *asked = cx_many(l->cx, 3 * l->seen_n, struct store_value);
	STORE_ROWS q = { 0 };
	bool is_new;
	int e = asked ? 0 : -E_NO_MEMORY, more = 0;

	for (size_t i = 0; !e && i < l->seen_n; i++)
		memcpy(&asked[3 * i], &l->seen[SEEN * i], 3 * sizeof(*asked));
	if (!e)
		e = store_query_each(l->cx, l->store, STMT_LOOK_KNOWN, asked, l->seen_n, &q);
	while (!e && (more = store_next(l->cx, &q)) == 1)
		e = known_mark(l, store_int(&q, 1), store_str(&q, 0), store_str(&q, 2), &is_new);
	return e ? e : more;
}

static int seen_count(struct looks *l)
{
	int e = 0;

	for (size_t i = 0; !e && i < l->seen_n; i++) {
		const struct store_value *row = &l->seen[SEEN * i];
		struct did *d = did_at(l, row[1].i, row[0].s);
		bool is_new = false;

		e = d ? known_mark(l, row[1].i, row[0].s, row[2].s, &is_new) : -E_NO_MEMORY;
		if (!e)
			d->subjects += is_new;
	}
	return e;
}

static int seen_store(struct looks *l)
{
	struct store_value *rows = cx_many(l->cx, SEEN * l->seen_n, struct store_value);

	if (!rows)
		return -E_NO_MEMORY;
	for (size_t i = 0; i < l->seen_n; i++) {
		const struct store_value *row = &l->seen[SEEN * i];

		rows[SEEN * i] = row[2];
		rows[SEEN * i + 1] = row[3];
		rows[SEEN * i + 2] = row[1];
		rows[SEEN * i + 3] = row[0];
	}
	return store_each(l->cx, l->store, STMT_LOOK_PUT, rows, l->seen_n);
}

/* ---- entries ---- */

static int copy_store(struct looks *l, const struct entry *entry, const struct look *look)
{
	bool made = look->act == LOOK_EXPORTED;
	const struct store_value row[] = { SV_UUID(made ? &entry->id : &look->of),
		SV_INT(made ? entry->pos : 0), SV_INT(made ? look->until : 0),
		SV_INT(made ? 0 : entry->pos) };

	return store_each(l->cx, l->store, STMT_EXPORTED_PUT, row, 1);
}

static int review_take(struct looks *l, const struct entry *entry, const struct look *look)
{
	struct did *d = did_at(l, look->day, look->whom);

	if (!d)
		return -E_NO_MEMORY;
	if (d->reviewed < entry->pos)
		d->reviewed = entry->pos;
	return 0;
}

static int look_take(struct looks *l, const struct entry *entry)
{
	int32_t day = day_of(entry->received);
	struct look look;
	struct did *d;
	int e = look_read(l->cx, entry, &look);

	if (e || !look.reader.n)
		return e;
	if (look.act == LOOK_REVIEWED)
		return review_take(l, entry, &look);
	if (look.act != LOOK_SEEN)
		e = copy_store(l, entry, &look);
	if (e || !look.n)
		return e;
	d = did_at(l, day, look.reader);
	if (!d)
		return -E_NO_MEMORY;
	d->looks++;
	return seen_take(l, &look, day, entry->pos);
}

static int entry_take(struct looks *l, const struct entry *entry)
{
	struct did *d;

	if (entry->type == ENTRY_LOOK)
		return look_take(l, entry);
	if (entry->type != ENTRY_RECORD)
		return 0;
	d = did_at(l, day_of(entry->received), entry->via);
	if (!d)
		return -E_NO_MEMORY;
	d->records++;
	return 0;
}

int looks_store(struct cx *cx, struct store *s, const struct entry *const *entries, size_t n)
{
	struct looks l = { .cx = cx, .store = s };
	int e = 0;

	l.last = &l.first;
	map_init(&l.days, cx->arena);
	map_init(&l.known, cx->arena);
	for (size_t i = 0; !e && i < n; i++)
		e = entry_take(&l, entries[i]);
	if (!e && l.seen_n)
		e = known_read(&l);
	if (!e && l.seen_n)
		e = seen_count(&l);
	if (!e && l.seen_n)
		e = seen_store(&l);
	return e || !l.n ? e : days_store(&l);
}
