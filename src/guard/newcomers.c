/* Accounts from a list: without a password until their owners set one. */
#include "guard/newcomers.h"

#include <stdio.h>

#include "guard/own.h"
#include "sys/sys.h"

/* One of those who have a name: where the guard's users have him, who are never removed. */
struct namesake {
	size_t at;
	struct namesake *next;
};

static int namesake_add(struct cx *cx, struct newcomers *all, struct str name, size_t user)
{
	void **at = map_at(&all->there, name);
	struct namesake *n = cx_new(cx, struct namesake);

	if (!at || !n)
		return err(cx, E_NO_MEMORY, NULL);
	*n = (struct namesake){ .at = user, .next = *at };
	*at = n;
	return 0;
}

int guard_newcomers_begin(struct cx *cx, struct guard *g, const struct area_tree *tree,
	const struct reader *who, struct newcomers *all)
{
	int e = 0;

	*all = (struct newcomers){ .tree = tree, .who = who, .next = 1 };
	map_init(&all->users, cx->arena);
	map_init(&all->names, cx->arena);
	map_init(&all->there, cx->arena);
	pthread_mutex_lock(&g->lock);
	for (size_t i = 0; !e && i < g->users.n; i++) {
		const struct account_box *box = g->users.entries[i].value;

		e = box->a.name.n ? namesake_add(cx, all, box->a.name, i) : 0;
	}
	pthread_mutex_unlock(&g->lock);
	return e;
}

/* Is this the first of the list? */
static int first(struct cx *cx, struct map *m, struct str key, int code, struct str told)
{
	void **at = map_at(m, key);

	if (!at)
		return err(cx, E_NO_MEMORY, NULL);
	if (*at)
		return err(cx, code, code == E_NAMESAKE ? "name" : "user", cx_text(cx, told));
	*at = m;
	return 0;
}

static int first_user(struct cx *cx, struct newcomers *all, struct str user)
{
	return first(cx, &all->users, user, E_EXISTS, user);
}

/* A name alone is no person, for many have the same: the name and what he is to do, where and until when. */
static int first_person(struct cx *cx, struct newcomers *all, const struct newcomer *one)
{
	struct buf b;

	buf_init(&b, cx->arena);
	buf_fmt(&b, "%d %lld " STR_FMT "\n", one->grant.role, (long long)one->grant.until,
		STR_ARG(one->grant.area));
	buf_add(&b, one->grant.round.b, sizeof(one->grant.round.b));
	buf_add(&b, one->grant.post.b, sizeof(one->grant.post.b));
	buf_str(&b, one->name);
	if (!buf_ok(&b))
		return err(cx, E_NO_MEMORY, NULL);
	return first(cx, &all->names, buf_get(&b), E_NAMESAKE, one->name);
}

static bool is_same_bound(const struct grant *a, const struct grant *b)
{
	return uuid_eq(&a->round, &b->round) && uuid_eq(&a->post, &b->post);
}

static bool is_same_grant(const struct grant *a, const struct grant *b)
{
	return a->role == b->role && a->everywhere == b->everywhere && str_eq(a->area, b->area) &&
		is_same_bound(a, b) && a->from == b->from && a->until == b->until;
}

static bool is_person(const struct account *a, const struct newcomer *one)
{
	bool same = false;

	for (size_t i = 0; i < a->grants_n && !same; i++)
		same = is_same_grant(&a->grants[i], &one->grant);
	return same && str_eq(a->name, one->name);
}

/* How many are there whom this row may mean? *ret is one of them. */
static size_t persons(
	struct guard *g, const struct newcomers *all, const struct newcomer *one, struct str *ret)
{
	size_t found = 0;

	pthread_mutex_lock(&g->lock);
	for (const struct namesake *n = map_get(&all->there, one->name); n; n = n->next) {
		const struct map_entry *user = &g->users.entries[n->at];

		if (is_person(&((const struct account_box *)user->value)->a, one)) {
			*ret = user->key;
			found++;
		}
	}
	pthread_mutex_unlock(&g->lock);
	return found;
}

/* Whoever has logged in already may be another: only who wrote the list can tell. */
static int by_name(struct cx *cx, struct guard *g, const struct newcomers *all,
	const struct newcomer *one, struct account *ret, bool *ret_there)
{
	struct str user;
	size_t found = persons(g, all, one, &user);
	int e = found == 1 ? guard_account_whole(cx, g, user, ret) : 0;

	*ret_there = found == 1;
	if (!e && (found > 1 || (found && (ret->hash.n || ret->disabled))))
		e = err(cx, E_NAMESAKE, "name", cx_text(cx, one->name));
	return e;
}

static int by_user(
	struct cx *cx, struct guard *g, struct str user, struct account *ret, bool *ret_there)
{
	int e = guard_account_whole(cx, g, user, ret);

	*ret_there = !e;
	if (e != -E_NOT_FOUND)
		return e;
	err_clear(cx);
	return 0;
}

static bool is_taken(struct guard *g, const struct newcomers *all, struct str user)
{
	bool there;

	pthread_mutex_lock(&g->lock);
	there = guard_box(g, user);
	pthread_mutex_unlock(&g->lock);
	return there || map_get(&all->users, user);
}

/* "v001", "v002" … that nobody has. */
static int user_make(struct cx *cx, struct guard *g, struct newcomers *all, struct str *ret)
{
	char user[16];

	do {
		if (all->next > GUARD_USERS_MAX)
			return err(cx, E_USERS_FULL, "user", cx_num(cx, GUARD_USERS_MAX));
		snprintf(user, sizeof(user), "v%03d", all->next++);
	} while (is_taken(g, all, str_of(user)));
	return cx_str(cx, str_of(user), ret);
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
			is_same_bound(&a->grants[i], asked) &&
			(asked->everywhere || str_eq(a->grants[i].area, asked->area)))
			return true;
	return false;
}

/* What two have given: another code, of which one alone knows, would open it. */
static bool takes_two(const struct account *a)
{
	for (size_t i = 0; i < a->grants_n; i++)
		if (roles[a->grants[i].role].two && !a->grants[i].asked.n)
			return true;
	return false;
}

/* There already: another code, unless he has a password, is somebody whom the asker may not manage, or is to be something else. */
static int again(struct cx *cx, struct guard *g, const struct newcomers *all, struct newcomer *one,
	const struct account *a, struct str via, int64_t now)
{
	if (a->hash.n || a->disabled || !account_within(a, all->tree, all->who) ||
		!has_grant(a, &one->grant) || takes_two(a))
		return err(cx, E_EXISTS, "user", cx_text(cx, a->user));
	one->user = a->user;
	return ticket_add(cx, g, one, via, now);
}

int guard_newcomer(struct cx *cx, struct guard *g, struct newcomers *all, struct newcomer *one,
	struct str via, int64_t now)
{
	struct account a = { .name = one->name, .grants = &one->grant, .grants_n = 1 }, old = { 0 };
	bool there = false;
	int e = one->name.n ? 0 : err(cx, E_FIELD_MISSING, "name");

	one->n = 0;
	if (!e)
		e = one->user.n ? by_user(cx, g, one->user, &old, &there) :
				  by_name(cx, g, all, one, &old, &there);
	if (!e && !one->user.n)
		e = first_person(cx, all, one);
	if (!e && !one->user.n && !there)
		e = user_make(cx, g, all, &one->user);
	if (!e)
		e = first_user(cx, all, there ? old.user : one->user);
	if (!e && there)
		e = again(cx, g, all, one, &old, via, now);
	account_wipe(&old);
	if (e || there)
		return e;
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

int guard_reset_may(struct cx *cx, const struct account *a)
{
	bool may = !a->code.n;

	for (size_t i = 0; i < a->grants_n; i++)
		may = may && !roles[a->grants[i].role].two;
	return may ?
		0 :
		err(cx, E_FORBIDDEN, "user",
			"凭凭条为负责人、管理类账号或启用了动态验证码的账号重设密码（请服务器管理者用 bulou user password 用户名 --reset 重置）",
			"to set the password of who leads, administers or has one-time codes by a slip: whoever has the server sets it (bulou user password NAME --reset)");
}

/* As it was when the slip was made, and by somebody who may still make one: what the account has become since it does not open. */
static int reset_holds(struct cx *cx, struct guard *g, const struct ticket *t,
	const struct account *a, int64_t now)
{
	struct account giver;
	struct rights rights;
	int e = guard_account(cx, g, t->by, &giver);

	if (e && e != -E_NOT_FOUND)
		return e;
	err_clear(cx);
	rights = e ? (struct rights){ .n = 0 } : account_rights(&giver);
	if (e || giver.disabled || a->version != t->version ||
		!rights_give(&rights, VERB_ENTER, MATTER_ACCOUNT, now))
		return err(cx, E_TICKET_OVER, "ticket");
	return 0;
}

int guard_first_login(struct cx *cx, struct guard *g, const struct ticket *t, struct str password,
	int64_t now, struct account *ret, struct entry *ret_entry)
{
	int e = guard_password_check(cx, password);

	if (!e)
		e = guard_account_whole(cx, g, t->whom, ret);
	if (!e && ret->disabled)
		e = err(cx, E_PASSWORD, NULL);
	if (!e && ret->hash.n && t->kind != TICKET_RESET)
		e = err(cx, E_TICKET_USED, "ticket");
	if (!e && t->kind == TICKET_RESET)
		e = reset_holds(cx, g, t, ret, now);
	if (!e)
		e = seal_password_hash(cx, password, &ret->hash);
	ret->ticket = t->id;
	ret->reset_by = t->kind == TICKET_RESET ? t->by : STR("");
	ret->reset_at = now;
	if (!e)
		e = guard_account_entry(cx, g->site, ret, t->whom, now, ret_entry);
	return e;
}
