/* Reading the look-book. The views say where to look (view/looks.c); what is told is read from the journal, entry by entry. */
#include "guard/look_book.h"

#include <stdlib.h>

#include "generated/stmt.h"

const char *const export_states[] = { "kept", "due", "destroyed" };

static int row_read(struct cx *cx, const struct cover *c, int64_t pos, struct look_row *ret)
{
	struct entry *entry;
	size_t n;
	int e = journal_read(cx, c->store, pos - 1, 1, 1u << ENTRY_LOOK, &entry, &n);

	*ret = (struct look_row){ .note = STR_NONE };
	if (e || !n || entry->pos != pos)
		return e;
	*ret = (struct look_row){ .pos = pos, .at = entry->received, .id = entry->id };
	e = look_read(cx, entry, &ret->look);
	if (!e && c->keys && entry->sealed.n)
		e = look_note(cx, c->keys, entry, &ret->note);
	return e;
}

/* ---- looks at somebody ---- */

struct positions {
	int64_t *all;
	size_t n, cap;
};

static int positions_add(struct cx *cx, struct positions *p, int64_t pos)
{
	if (p->n == p->cap) {
		int64_t *more;

		p->cap = p->cap ? 2 * p->cap : 64;
		more = cx_many(cx, p->cap, int64_t);
		if (!more)
			return -E_NO_MEMORY;
		for (size_t i = 0; i < p->n; i++)
			more[i] = p->all[i];
		p->all = more;
	}
	p->all[p->n++] = pos;
	return 0;
}

static int newest_first(const void *a, const void *b)
{
	int64_t x = *(const int64_t *)a, y = *(const int64_t *)b;

	return (x < y) - (x > y);
}

/* Of each member at most so many as are asked for of all. */
static int positions_of(struct cx *cx, const struct cover *c, const struct uuid *subject,
	int64_t before, size_t limit, struct positions *p)
{
	const struct store_value values[] = { SV_UUID(subject), SV_INT(before ? before : INT64_MAX),
		SV_INT((int64_t)limit) };
	STORE_ROWS q = { 0 };
	int e = store_query(cx, c->store, STMT_GUARD_LOOKS, values, 3, &q), more = 0;

	while (!e && (more = store_next(cx, &q)) == 1)
		e = positions_add(cx, p, store_int(&q, 0));
	return e ? e : more;
}

int looks_of(struct cx *cx, const struct cover *c, const struct uuid *subject, int64_t before,
	size_t limit, struct look_row **ret, size_t *ret_n)
{
	struct positions p = { .all = NULL };
	struct uuid *same;
	size_t n = 0;
	int e = subject_cluster(cx, c, subject, &same, &n);

	for (size_t i = 0; !e && i < n; i++)
		e = positions_of(cx, c, &same[i], before, limit, &p);
	if (p.n > 1)
		qsort(p.all, p.n, sizeof(*p.all), newest_first);
	*ret_n = 0;
	*ret = e ? NULL : cx_many(cx, limit, struct look_row);
	if (!e && !*ret)
		return -E_NO_MEMORY;
	/* One entry may name several of them. */
	for (size_t i = 0; !e && i < p.n && *ret_n < limit; i++)
		if (!i || p.all[i] != p.all[i - 1])
			e = row_read(cx, c, p.all[i], &(*ret)[(*ret_n)++]);
	return e;
}

/* ---- who looks how much ---- */

static int by_role(const void *a, const void *b)
{
	const struct account_day *x = a, *y = b;
	int cmp = (x->day > y->day) - (x->day < y->day);

	if (!cmp)
		cmp = str_cmp(x->role, y->role);
	return cmp ? cmp : (x->subjects > y->subjects) - (x->subjects < y->subjects);
}

/* n of one role and day, by how many they looked at: what the others of each come to. */
static void colleagues_find(struct account_day *all, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		struct account_day *d = &all[i];
		size_t middle = (n - 1) / 2;
		int64_t measure = d->records;

		d->colleagues = (int64_t)n - 1;
		d->middle = -1;
		if (d->colleagues >= LOOK_COLLEAGUES)
			measure = d->middle = all[middle + (middle >= i)].subjects;
		d->stands_out = d->subjects > LOOK_MANY && d->subjects > LOOK_TIMES * measure;
	}
}

static int by_weight(const void *a, const void *b)
{
	const struct account_day *x = a, *y = b;
	bool p = x->stands_out && !x->reviewed, q = y->stands_out && !y->reviewed;

	if (p != q)
		return p ? -1 : 1;
	if (x->subjects != y->subjects)
		return x->subjects > y->subjects ? -1 : 1;
	if (x->day != y->day)
		return x->day > y->day ? -1 : 1;
	return str_cmp(x->account, y->account);
}

static int role_of(struct cx *cx, struct guard *g, struct str account, int64_t now, struct str *ret)
{
	struct look l = { .role = STR("") };
	struct rights rights;
	struct account a;
	int e = guard_account(cx, g, account, &a);

	if (!e) {
		rights = account_rights(&a);
		look_by(&l, &rights, (struct right){ VERB_SEE, MATTER_ANY }, now);
	} else if (e == -E_NOT_FOUND) {
		err_clear(cx);
		e = 0;
	}
	*ret = l.role;
	return e;
}

static int day_take(
	struct cx *cx, const struct rows *q, struct guard *g, int64_t now, struct account_day *ret)
{
	int e;

	*ret = (struct account_day){ .day = (int32_t)store_int(q, 0),
		.looks = store_int(q, 2),
		.subjects = store_int(q, 3),
		.records = store_int(q, 4),
		.reviewed = store_int(q, 5) };
	e = cx_str(cx, store_str(q, 1), &ret->account);
	return e ? e : role_of(cx, g, ret->account, now, &ret->role);
}

static int days_read(struct cx *cx, const struct cover *c, struct guard *g, int32_t from,
	int32_t to, struct account_day **ret, size_t *ret_n)
{
	const struct store_value values[] = { SV_INT(from), SV_INT(to) };
	struct account_day *all = NULL;
	size_t n = 0, cap = 0;
	STORE_ROWS q = { 0 };
	int e = store_query(cx, c->store, STMT_GUARD_ACCOUNT_DAYS, values, 2, &q), more = 0;

	while (!e && (more = store_next(cx, &q)) == 1) {
		if (guard_is_resident(store_str(&q, 1)))
			continue;
		if (n == cap) {
			struct account_day *wider = cx_many(
				cx, cap = 2 * cap + 64, struct account_day);

			if (!wider)
				return -E_NO_MEMORY;
			for (size_t i = 0; i < n; i++)
				wider[i] = all[i];
			all = wider;
		}
		e = day_take(cx, &q, g, c->now, &all[n++]);
	}
	*ret = all;
	*ret_n = n;
	return e ? e : more;
}

static int reviews_read(struct cx *cx, const struct cover *c, struct account_day *all, size_t n)
{
	struct look_row row;
	int e = 0;

	for (size_t i = 0; !e && i < n; i++) {
		if (!all[i].reviewed)
			continue;
		e = row_read(cx, c, all[i].reviewed, &row);
		all[i].review = row.look;
	}
	return e;
}

int looks_by_account(struct cx *cx, const struct cover *c, struct guard *g, int32_t from,
	int32_t to, struct account_day **ret, size_t *ret_n)
{
	int e = 0;

	*ret_n = 0;
	if (from > to || to - from >= LOOK_DAYS_MAX)
		return err(cx, E_BAD_REQUEST, "to", "from … to ≤ 31");
	e = days_read(cx, c, g, from, to, ret, ret_n);
	if (e || !*ret_n)
		return e;
	qsort(*ret, *ret_n, sizeof(**ret), by_role);
	for (size_t i = 0, k; i < *ret_n; i = k) {
		for (k = i + 1; k < *ret_n && (*ret)[k].day == (*ret)[i].day &&
			str_eq((*ret)[k].role, (*ret)[i].role);)
			k++;
		colleagues_find(&(*ret)[i], k - i);
	}
	qsort(*ret, *ret_n, sizeof(**ret), by_weight);
	return reviews_read(cx, c, *ret, *ret_n);
}

/* ---- copies ---- */

static int export_take(
	struct cx *cx, const struct cover *c, const int64_t at[3], struct export_row *ret)
{
	int e = row_read(cx, c, at[0], &ret->made);

	ret->gone = (struct look_row){ .pos = 0 };
	if (!e && at[2])
		e = row_read(cx, c, at[2], &ret->gone);
	ret->state = at[2] ? EXPORT_DESTROYED : at[1] < day_of(c->now) ? EXPORT_DUE : EXPORT_KEPT;
	return e;
}

int exports_list(struct cx *cx, const struct cover *c, bool due, int64_t before, size_t limit,
	struct export_row **ret, size_t *ret_n)
{
	const struct store_value values[] = { SV_INT(before ? before : INT64_MAX),
		SV_INT(due ? day_of(c->now) : INT64_MAX), SV_INT(due ? 1 : INT64_MAX),
		SV_INT((int64_t)limit) };
	int64_t(*at)[3] = cx_alloc(cx, limit * sizeof(*at));
	STORE_ROWS q = { 0 };
	size_t n = 0;
	int e = at ? store_query(cx, c->store, STMT_GUARD_EXPORTED, values, 4, &q) : -E_NO_MEMORY;
	int more = 0;

	for (; !e && n < limit && (more = store_next(cx, &q)) == 1; n++)
		for (int i = 0; i < 3; i++)
			at[n][i] = store_int(&q, i + 1);
	*ret_n = 0;
	*ret = e || more < 0 ? NULL : cx_many(cx, limit, struct export_row);
	if (!e && more >= 0 && !*ret)
		e = -E_NO_MEMORY;
	for (size_t i = 0; !e && more >= 0 && i < n; i++)
		e = export_take(cx, c, at[i], &(*ret)[(*ret_n)++]);
	return e ? e : more < 0 ? more : 0;
}
