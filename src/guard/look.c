/* Writing the look-book: who is shown what was masked, which copies leave, and what is done about both. */
#include "generated/stmt.h"
#include "guard/look_book.h"

void look_by(struct look *l, const struct rights *by, struct right right, int64_t now)
{
	l->reader = by->person;
	for (size_t i = 0; i < by->n; i++) {
		const struct rights one = {
			.person = by->person, .grants = &by->grants[i], .n = 1
		};
		const char *role = roles[one.grants->role].name;

		if (!rights_give(&one, right.verb, right.matter, now))
			continue;
		l->role = role ? str_of(role) : STR("");
		l->office = one.grants->everywhere ? STR("") : one.grants->area;
		return;
	}
}

int look_entries(struct cx *cx, const struct rights *by, enum matter matter, struct look l,
	int64_t now, struct entry **ret, size_t *ret_n)
{
	const struct uuid *subjects = l.subjects;
	size_t left = l.n;
	int e = 0;

	look_by(&l, by, (struct right){ VERB_SEE, matter }, now);
	*ret_n = 0;
	*ret = cx_many(cx, l.n / LOOK_SUBJECTS_MAX + 1, struct entry);
	if (!*ret)
		return -E_NO_MEMORY;
	do {
		l.subjects = subjects;
		l.n = left < LOOK_SUBJECTS_MAX ? left : LOOK_SUBJECTS_MAX;
		subjects += l.n;
		left -= l.n;
		e = look_write(cx, &l, &uuid_nil, now, &(*ret)[(*ret_n)++]);
	} while (!e && left);
	return e;
}

int look_slip_entry(struct cx *cx, const struct rights *by, const struct uuid *subject, int64_t now,
	struct entry *ret)
{
	struct look l = { .screen = STR("slip"), .why = STR("asked"), .subjects = subject, .n = 1 };

	look_by(&l, by, (struct right){ VERB_ENTER, MATTER_ROSTER }, now);
	return look_write(cx, &l, &uuid_nil, now, ret);
}

int look_review_entry(struct cx *cx, const struct cover *c, const struct rights *by,
	struct str account, int32_t day, struct str finding, struct str note, struct entry *ret)
{
	struct look l = {
		.act = LOOK_REVIEWED, .whom = account, .day = day, .finding = finding, .note = note
	};
	const struct store_value values[] = { SV_INT(day), SV_TEXT(account) };
	STORE_ROWS q = { 0 };
	int e = store_query(cx, c->store, STMT_GUARD_ACCOUNT_DAY, values, 2, &q);

	if (!e)
		e = store_next(cx, &q);
	if (e < 0)
		return e;
	if (!e || !store_int(&q, 0))
		return err(cx, E_NOT_FOUND, "account", cx_text(cx, account));
	if (str_eq(account, by->person))
		return err(
			cx, E_FORBIDDEN, "account", "复核自己的查看", "to review one's own looks");
	look_by(&l, by, (struct right){ VERB_DECIDE, MATTER_LOOK }, c->now);
	return look_write(cx, &l, &uuid_nil, c->now, ret);
}

int export_destroyed_entry(struct cx *cx, const struct cover *c, const struct rights *by,
	const struct uuid *id, struct str note, struct entry *ret)
{
	struct look l = { .act = LOOK_DESTROYED, .of = *id, .note = note };
	const struct store_value value = SV_UUID(id);
	char text[UUID_TEXT + 1];
	STORE_ROWS q = { 0 };
	int e = store_query(cx, c->store, STMT_GUARD_EXPORTED_ONE, &value, 1, &q);

	uuid_write(id, text);
	if (!e)
		e = store_next(cx, &q);
	if (e < 0)
		return e;
	if (!e)
		return err(cx, E_NOT_FOUND, "id", text);
	if (store_int(&q, 3))
		return err(cx, E_CONFLICT, "id", "已登记销毁 / it was said to be destroyed");
	look_by(&l, by, (struct right){ VERB_DECIDE, MATTER_LOOK }, c->now);
	return look_write(cx, &l, &uuid_nil, c->now, ret);
}
