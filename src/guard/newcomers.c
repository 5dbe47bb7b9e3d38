/* Accounts from a list: without a password until their owners set one. */
#include "guard/newcomers.h"

#include "guard/own.h"
#include "sys/sys.h"

void guard_newcomers_begin(struct cx *cx, const struct area_tree *tree, const struct reader *who,
	struct newcomers *all)
{
	*all = (struct newcomers){ .tree = tree, .who = who, .next = 1 };
	map_init(&all->users, cx->arena);
	map_init(&all->names, cx->arena);
}

/* Is this the first of the list? */
static int first(struct cx *cx, struct map *m, struct str key, const char *field)
{
	void **at = map_at(m, key);

	if (!at)
		return err(cx, E_NO_MEMORY, NULL);
	if (*at)
		return err(cx, E_EXISTS, field, cx_text(cx, key));
	*at = m;
	return 0;
}

static int by_name(
	struct cx *cx, struct guard *g, struct str name, struct account *ret, bool *ret_there)
{
	struct account *all;
	size_t n;
	int e = guard_accounts(cx, g, &all, &n);

	*ret_there = false;
	for (size_t i = 0; !e && i < n && !*ret_there; i++) {
		*ret_there = str_eq(all[i].name, name);
		*ret = all[i];
	}
	return e;
}

static int by_user(
	struct cx *cx, struct guard *g, struct str user, struct account *ret, bool *ret_there)
{
	int e = guard_account(cx, g, user, ret);

	*ret_there = !e;
	if (e != -E_NOT_FOUND)
		return e;
	err_clear(cx);
	return 0;
}

/* "v001", "v002" … that nobody has. */
static int user_make(struct cx *cx, struct guard *g, struct newcomers *all, struct str *ret)
{
	struct account a;
	bool there = true;
	int e = 0;

	while (!e && there && all->next <= GUARD_USERS_MAX) {
		struct buf b;

		buf_init(&b, cx->arena);
		buf_fmt(&b, "v%03d", all->next++);
		*ret = buf_get(&b);
		e = buf_ok(&b) ? by_user(cx, g, *ret, &a, &there) : err(cx, E_NO_MEMORY, NULL);
		there = there || map_get(&all->users, *ret);
	}
	return e;
}

static int ticket_add(
	struct cx *cx, struct guard *g, struct newcomer *one, struct str via, int64_t now)
{
	one->ticket = (struct ticket){
		.kind = TICKET_USER, .whom = one->user, .until = now + NEWCOMER_TICKET_MS
	};
	return guard_ticket_new(cx, g, &one->ticket, via, now, one->code, &one->entries[one->n++]);
}

static bool has_grant(const struct account *a, const struct grant *asked)
{
	for (size_t i = 0; i < a->grants_n; i++)
		if (a->grants[i].role == asked->role &&
			a->grants[i].everywhere == asked->everywhere &&
			(asked->everywhere || str_eq(a->grants[i].area, asked->area)))
			return true;
	return false;
}

/* There already: another code, unless he has a password, is somebody whom the asker may not manage, or is to be something else. */
static int again(struct cx *cx, struct guard *g, const struct newcomers *all, struct newcomer *one,
	const struct account *a, struct str via, int64_t now)
{
	if (a->hash.n || a->disabled || !account_within(a, all->tree, all->who) ||
		!has_grant(a, &one->grant))
		return err(cx, E_EXISTS, "user", cx_text(cx, a->user));
	one->user = a->user;
	return ticket_add(cx, g, one, via, now);
}

int guard_newcomer(struct cx *cx, struct guard *g, struct newcomers *all, struct newcomer *one,
	struct str via, int64_t now)
{
	struct account a = { .name = one->name, .grants = &one->grant, .grants_n = 1 }, old;
	bool there;
	int e = one->name.n ? 0 : err(cx, E_FIELD_MISSING, "name");

	one->n = 0;
	if (!e)
		e = one->user.n ? by_user(cx, g, one->user, &old, &there) :
				  by_name(cx, g, one->name, &old, &there);
	if (!e && !one->user.n)
		e = first(cx, &all->names, one->name, "name");
	if (!e && !one->user.n && !there)
		e = user_make(cx, g, all, &one->user);
	if (!e)
		e = first(cx, &all->users, there ? old.user : one->user, "user");
	if (e)
		return e;
	if (there)
		return again(cx, g, all, one, &old, via, now);
	a.user = one->user;
	e = guard_account_entry(cx, g->site, &a, via, now, &one->entries[one->n++]);
	return e ? e : ticket_add(cx, g, one, via, now);
}

int guard_password_check(struct cx *cx, struct str password)
{
	if (utf8_valid(password) && utf8_count(password) >= GUARD_PASSWORD_MIN &&
		password.n <= GUARD_PASSWORD_MAX)
		return 0;
	return err(cx, E_FIELD_FORMAT, "password", "至少 10 个字符", "at least 10 characters");
}

int guard_first_login(struct cx *cx, struct guard *g, const struct ticket *t, struct str password,
	int64_t now, struct account *ret, struct entry *ret_entry)
{
	int e = guard_password_check(cx, password);

	if (!e)
		e = guard_account(cx, g, t->whom, ret);
	if (!e && ret->disabled)
		e = err(cx, E_PASSWORD, NULL);
	if (!e && ret->hash.n)
		e = err(cx, E_TICKET_USED, "ticket");
	if (!e)
		e = seal_password_hash(cx, password, &ret->hash);
	ret->ticket = t->id;
	if (!e)
		e = guard_account_entry(cx, g->site, ret, t->whom, now, ret_entry);
	return e;
}
