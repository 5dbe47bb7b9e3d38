/* What whoever manages accounts changes in one that is there: out of use and back, a role more or less. Nobody changes his own: that is
 * how he would give himself what nobody gave him, or shut himself out. Some roles (struct role_row: two) are given by two: one asks, another
 * agrees, and neither is whose it will be. */
#include "http/own.h"

enum user_act { ACT_DISABLE, ACT_ENABLE, ACT_GIVE, ACT_TAKE, ACT_AGREE, ACTS };

struct user_change {
	enum user_act act;
	bool asked; /* ACT_TAKE: only what waits, and not what he has */
	bool until; /* ACT_AGREE: said, as whoever agrees has read it */
	struct grant grant;
};

static int wrong(struct call *c, const char *member)
{
	return err(&c->cx, E_BAD_REQUEST, member, member);
}

/* What is taken need not be there any more: an area that has ended, a role of before. */
static int taken_read(struct call *c, const struct json *v, struct grant *ret)
{
	const struct json *all = json_get(v, "everywhere");

	*ret = (struct grant){ .role = role_find(json_text(v, "role")),
		.area = json_text(v, "area") };
	ret->everywhere = all && all->type == JSON_BOOL && all->i;
	if (ret->role >= ROLES)
		return wrong(c, "role");
	if (ret->everywhere == (ret->area.n > 0))
		return wrong(c, "area");
	if (json_text(v, "round").n && !uuid_read(json_text(v, "round"), &ret->round))
		return wrong(c, "round");
	if (json_text(v, "post").n && !uuid_read(json_text(v, "post"), &ret->post))
		return wrong(c, "post");
	return 0;
}

static int change_read(struct call *c, struct user_change *ret)
{
	static const char *const acts[ACTS] = { "disable", "enable", "give", "take", "agree" };
	static const char *const names[] = { "act", "role", "area", "everywhere", "round", "post",
		"until", "asked", NULL };
	const struct json *v, *asked;
	int e = request_body(c, &v);

	if (!e)
		e = members_check(c, v, names);
	if (e)
		return e;
	ret->act = 0;
	while (ret->act < ACTS && !str_is(json_text(v, "act"), acts[ret->act]))
		ret->act++;
	if (ret->act == ACTS || (ret->act < ACT_GIVE && v->n > 1))
		return wrong(c, "act");
	if (ret->act < ACT_GIVE)
		return 0;
	asked = json_get(v, "asked");
	ret->asked = asked && asked->type == JSON_BOOL && asked->i;
	if (asked && (asked->type != JSON_BOOL || ret->act != ACT_TAKE))
		return wrong(c, "asked");
	if (ret->act == ACT_GIVE)
		return grant_read(c, v, &ret->grant);
	e = taken_read(c, v, &ret->grant);
	ret->until = ret->act == ACT_AGREE && json_get(v, "until");
	if (!e && ret->until && !grant_until(v, c->now, &ret->grant.until))
		e = wrong(c, "until");
	return e;
}

/* Whatever its end: one is told of as it stands, with its end. */
static bool same_grant(const struct grant *a, const struct grant *b)
{
	return a->role == b->role && a->everywhere == b->everywhere &&
		(a->everywhere || str_eq(a->area, b->area)) && uuid_eq(&a->round, &b->round) &&
		uuid_eq(&a->post, &b->post);
}

/* One that is asked for leaves the one there is until somebody agrees; so does one that nobody agrees to. */
static bool goes(const struct user_change *ch, const struct grant *g)
{
	bool asked = ch->act == ACT_GIVE ? ch->grant.asked.n > 0 : ch->asked;

	return same_grant(g, &ch->grant) && (!asked || g->asked.n);
}

/* Two people: whoever asked, who may still give roles, and this one, each with however many accounts. */
static int two_agree(struct call *c, struct str asked, const struct account *a)
{
	struct account asker, own;
	struct rights rights;
	int e = guard_account(&c->cx, c->http->guard, c->who.person, &own);

	if (!e)
		e = guard_account(&c->cx, c->http->guard, asked, &asker);
	if (e)
		return e;
	if (account_same(&asker, &own) || account_same(&asker, a))
		return err(&c->cx, E_FORBIDDEN, "role",
			"同意自己提出授予的角色（须由另一名管理员同意）",
			"to agree to what one asked for oneself: another administrator has to");
	rights = account_rights(&asker);
	if (asker.disabled || !rights_give(&rights, VERB_DECIDE, MATTER_ACCOUNT, c->now))
		return err(&c->cx, E_FORBIDDEN, "role",
			"同意这项授予（提出人的账号已停用，或不再管理账号：请收回后重新提出）",
			"to agree to this: whoever asked for it manages accounts no more; take it back and ask for it anew");
	return 0;
}

/* The last day on which one holds; of one without an end there is none. */
static bool same_day(int64_t a, int64_t b)
{
	return !a == !b && day_of(a - 1) == day_of(b - 1);
}

/* What was asked for, as he has read it, by another than who agrees, and within what he may give himself. */
static int agreed(struct call *c, const struct account *a, struct user_change *ch)
{
	for (size_t i = 0; i < a->grants_n; i++) {
		int e;

		if (!a->grants[i].asked.n || !same_grant(&a->grants[i], &ch->grant))
			continue;
		if ((e = two_agree(c, a->grants[i].asked, a)))
			return e;
		if (ch->until && !same_day(ch->grant.until, a->grants[i].until))
			return err(&c->cx, E_CONFLICT, "until", "until");
		ch->grant = a->grants[i];
		ch->grant.asked = STR("");
		return grant_fits(c, &ch->grant) ? 0 : wrong(c, "until");
	}
	return err(&c->cx, E_NOT_FOUND, "role", roles[ch->grant.role].name);
}

/* One that he has already gets its new end. */
static int grants_change(struct call *c, struct account *a, const struct user_change *ch)
{
	struct grant *all = cx_many(&c->cx, a->grants_n + 1, struct grant);
	size_t n = 0;

	if (!all)
		return -E_NO_MEMORY;
	for (size_t i = 0; i < a->grants_n; i++)
		if (!goes(ch, &a->grants[i]))
			all[n++] = a->grants[i];
	if (ch->act == ACT_TAKE && n == a->grants_n)
		return err(&c->cx, E_NOT_FOUND, "role", roles[ch->grant.role].name);
	if (ch->act != ACT_TAKE && n == GRANTS_MAX)
		return err(&c->cx, E_TOO_MANY, "role", cx_num(&c->cx, GRANTS_MAX + 1),
			cx_num(&c->cx, GRANTS_MAX));
	if (ch->act != ACT_TAKE)
		all[n++] = ch->grant;
	a->grants = all;
	a->grants_n = n;
	return 0;
}

/* His own is that of his other account, too. */
static int not_his(struct call *c, const struct account *a)
{
	struct account own;
	int e = guard_account(&c->cx, c->http->guard, c->who.person, &own);

	if (!e && (account_same(a, &own) || !account_within(a, c->worker->tree, &c->who)))
		e = call_forbidden(c, c->route->right, "user");
	return e;
}

static int change_make(struct call *c, struct account *a)
{
	struct user_change ch = { .act = ACT_DISABLE };
	int e = guard_follow(&c->cx, c->http->guard, c->worker->store);

	if (!e)
		e = manager_again(c);
	if (!e)
		e = guard_account_whole(&c->cx, c->http->guard, c->id_text, a);
	if (!e)
		e = not_his(c, a);
	if (!e)
		e = change_read(c, &ch);
	if (e)
		return e;
	if (ch.act == ACT_AGREE)
		e = agreed(c, a, &ch);
	if (e)
		return e;
	if (ch.act >= ACT_GIVE)
		return grants_change(c, a, &ch);
	a->disabled = ch.act == ACT_DISABLE;
	return 0;
}

int route_user_change(struct call *c)
{
	struct account a = { .user = STR_NONE };
	struct entry entry;
	int e = worker_begin(&c->cx, c->worker);

	if (!e) {
		e = change_make(c, &a);
		worker_end(c->worker, e);
	}
	if (!e)
		e = guard_account_entry(&c->cx, c->http->site, &a, c->who.person, c->now, &entry);
	if (!e)
		e = slow_write(c, &entry, 1);
	if (!e)
		account_write(c, &a, a.name);
	account_wipe(&a);
	return e ? e : answer_end(c);
}
