/* A slip for who has forgotten his password, given to him in person by whoever answers for his area: no mail and no message is needed, and
 * nobody but he learns the new password. What it opens is what he may: so a role that takes two to give is not reached this way, nor an account that has
 * one-time codes; and it is over with the next change of the account, which may reach further. */
#include "guard/newcomers.h"
#include "http/own.h"

static int asked_read(struct call *c)
{
	static const char *const names[] = { "in_person", NULL };
	const struct json *v, *seen;
	int e = request_body(c, &v);

	if (!e)
		e = members_check(c, v, names);
	if (e)
		return e;
	seen = json_get(v, "in_person");
	return seen && seen->type == JSON_BOOL && seen->i ?
		0 :
		err(&c->cx, E_BAD_REQUEST, "in_person", "in_person: true");
}

/* With what follows from where he works now: a slip opens that, too. */
static int is_within(struct call *c, const struct account *a, bool *ret)
{
	struct rights r = account_rights(a);
	struct account now = *a;
	int e = rights_follow(&c->cx, c->worker->store, c->now, &r);

	now.grants = r.grants;
	now.grants_n = r.n;
	*ret = !e && account_within(&now, c->cover.tree, &c->who);
	return e;
}

static int may_ask(struct call *c, const struct account *a)
{
	bool within;
	int e = is_within(c, a, &within);

	if (e)
		return e;
	if (str_eq(a->user, c->who.person) || !within)
		return call_forbidden(c, c->route->right, "user");
	if (a->disabled)
		return err(&c->cx, E_CONFLICT, "user", "disabled: true");
	return guard_reset_may(&c->cx, a);
}

int route_user_reset(struct call *c)
{
	struct ticket t = { .kind = TICKET_RESET, .until = c->now + RESET_TICKET_MS };
	struct account a = { .user = STR_NONE };
	int e = asked_read(c);

	if (!e)
		e = guard_follow(&c->cx, c->http->guard, c->worker->store);
	if (!e)
		e = guard_account_whole(&c->cx, c->http->guard, c->id_text, &a);
	if (!e)
		e = may_ask(c, &a);
	t.whom = a.user;
	t.version = a.version;
	account_wipe(&a);
	return e ? e : ticket_answer(c, &t);
}
