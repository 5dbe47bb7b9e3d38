/* bulou user grant, revoke, staff: what an account is given, and whom it goes with. */
#include "cli/cli.h"
#include "cli/show.h"
#include "cli/users.h"
#include "sys/sys.h"

/* A day, as the last on which it holds. */
static int until_read(struct cli *c, int64_t *ret)
{
	int32_t day;
	int e = cli_day(c, OPTION_UNTIL, INT32_MAX, &day);

	*ret = e || day == INT32_MAX ? 0 : day_start(day + 1);
	return e;
}

static int grant_add(struct cli *c, struct account *a, struct grant *grants, struct grant g)
{
	if (a->grants_n == GRANTS_MAX)
		return err(&c->cx, E_TOO_MANY, "role", cx_num(&c->cx, GRANTS_MAX + 1),
			cx_num(&c->cx, GRANTS_MAX));
	grants[a->grants_n++] = g;
	return 0;
}

/* Where one round or post lies; "" where neither is meant. A post need not be listed. */
static int bound_read(struct cli *c, struct grant *g)
{
	struct subject post;
	struct round round;
	int e = 0;

	g->area = STR("");
	if (cli_has(c, OPTION_ROUND)) {
		e = cli_uuid(c, cli_option(c, OPTION_ROUND), "ROUND", &g->round);
		if (!e)
			e = round_get(&c->cx, &c->cover, &g->round, &round);
		if (!e)
			g->area = round.area;
	}
	if (e || !cli_has(c, OPTION_POST))
		return e;
	e = cli_uuid(c, cli_option(c, OPTION_POST), "POST", &g->post);
	if (!e)
		e = subject_get(&c->cx, &c->cover, &g->post, &post);
	if (!e)
		g->area = post.area;
	if (e != -E_NOT_FOUND)
		return e;
	err_clear(&c->cx);
	return cli_has(c, OPTION_AREA) ? 0 : cli_wrong(c, TEXT_POST_AREA, c->option[OPTION_POST]);
}

/* An area that has nothing of the round or post gives nothing, and is a slip of the pen. */
static int bound_check(struct cli *c, struct str lies, struct str area)
{
	const struct area_tree *t = c->cover.tree;

	if (!lies.n || area_within(t, lies, area) || area_within(t, area, lies))
		return 0;
	return cli_wrong(c, TEXT_GRANT_ELSEWHERE, cx_text(&c->cx, lies), cx_text(&c->cx, area));
}

/* One role, in each area that is named. */
static int areas_grant(struct cli *c, struct account *a, struct grant *grants, struct grant g)
{
	struct str rest = cli_option(c, OPTION_AREA), one, lies;
	int e = bound_read(c, &g);

	lies = g.area;
	g.everywhere = !cli_has(c, OPTION_AREA) && !lies.n;
	if (!e && !cli_has(c, OPTION_AREA))
		return grant_add(c, a, grants, g);
	while (!e && str_split(&rest, ',', &one)) {
		e = cli_area(c, one, &g.area);
		if (!e)
			e = bound_check(c, lies, g.area);
		if (!e)
			e = grant_add(c, a, grants, g);
	}
	return e;
}

int grants_take(struct cli *c, struct account *a)
{
	struct grant *grants = cx_many(&c->cx, GRANTS_MAX, struct grant), g = { .from = 0 };
	struct str rest = cli_option(c, OPTION_ROLE), one;
	int e = grants ? until_read(c, &g.until) : -E_NO_MEMORY;

	for (size_t i = 0; grants && i < a->grants_n; i++)
		grants[i] = a->grants[i];
	a->grants = grants;
	while (!e && str_split(&rest, ',', &one)) {
		e = role_read(c, one, &g.role);
		if (!e)
			e = areas_grant(c, a, grants, g);
	}
	return e;
}

/* 网格员(grid_worker): the word that people know, and what --role takes. */
static void role_put(const struct cli *c, struct buf *b, enum role role)
{
	if (c->zh && !c->json)
		buf_fmt(b, "%s(%s)", roles[role].zh, roles[role].name);
	else
		buf_z(b, roles[role].name);
}

int role_read(struct cli *c, struct str name, enum role *ret)
{
	struct buf b;

	buf_init(&b, &c->arena);
	for (int i = 0; i < ROLES_GRANTED; i++) {
		const struct role_row *r = &roles[i];

		*ret = (enum role)i;
		if (i == ROLE_RESIDENT)
			continue;
		if (str_is(name, r->name) || str_is(name, r->zh) || str_is(name, r->en))
			return 0;
		buf_z(&b, !b.n ? "" : c->zh ? "、" : ", ");
		role_put(c, &b, (enum role)i);
	}
	if (!buf_ok(&b))
		return err(&c->cx, E_NO_MEMORY, NULL);
	return cli_wrong(c, TEXT_NO_ROLE, cx_text(&c->cx, name), buf_get(&b).p);
}

/* To be taken back: any that stands in a journal, those of before there were roles too, which nobody is given any more. */
static int role_named(struct cli *c, struct str name, enum role *ret)
{
	*ret = role_find(name);
	return *ret < ROLES ? 0 : role_read(c, name, ret);
}

/* #01900000-…: one round or post only. */
static void bound_put(struct cli *c, struct buf *b, const struct uuid *id)
{
	if (!uuid_is_nil(id))
		buf_fmt(b, "#" STR_FMT, STR_ARG(text_uuid(&c->cx, id)));
}

struct str roles_text(struct cli *c, const struct account *a)
{
	struct buf b;

	buf_init(&b, &c->arena);
	for (size_t i = 0; i < a->grants_n; i++) {
		if (i > 0)
			buf_c(&b, ',');
		role_put(c, &b, a->grants[i].role);
		if (!a->grants[i].everywhere)
			buf_fmt(&b, "@%.*s", STR_ARG(a->grants[i].area));
		bound_put(c, &b, &a->grants[i].round);
		bound_put(c, &b, &a->grants[i].post);
		if (a->grants[i].asked.n)
			buf_z(&b,
				c->json       ? "?" :
					c->zh ? "（待第二人同意）" :
						" (not agreed to yet)");
	}
	return buf_get(&b);
}

/* ---- granting and revoking ---- */

static int account_get(struct cli *c, struct account *ret)
{
	int e = cli_open(c, SITE_WRITE);

	return e ? e : guard_account_whole(&c->cx, c->site->guard, c->args[0], ret);
}

static int changed(struct cli *c, const struct account *a)
{
	int e = account_store(c, a);

	if (!e)
		cli_say(c, TEXT_USER_HAS, cx_text(&c->cx, a->user), roles_text(c, a).p);
	return e;
}

int command_user_grant(struct cli *c)
{
	struct account a = { .user = STR_NONE };
	enum role role;
	int e = cli_has(c, OPTION_ROLE) ? account_get(c, &a) : role_read(c, STR(""), &role);

	if (!e)
		e = cli_cover(c);
	if (!e)
		e = grants_take(c, &a);
	cli_cover_end(c);
	return e ? e : changed(c, &a);
}

/* Is it one that is to be taken back? What is not said is not asked: without --area the role is, wherever. */
static bool is_meant(struct cli *c, const struct grant *g, const struct grant *said)
{
	return g->role == said->role && (!cli_has(c, OPTION_AREA) || str_eq(g->area, said->area)) &&
		(!cli_has(c, OPTION_ROUND) || uuid_eq(&g->round, &said->round)) &&
		(!cli_has(c, OPTION_POST) || uuid_eq(&g->post, &said->post));
}

static int said_read(struct cli *c, struct grant *ret)
{
	int e = role_named(c, cli_option(c, OPTION_ROLE), &ret->role);

	if (!e && cli_has(c, OPTION_ROUND))
		e = cli_uuid(c, cli_option(c, OPTION_ROUND), "ROUND", &ret->round);
	if (!e && cli_has(c, OPTION_POST))
		e = cli_uuid(c, cli_option(c, OPTION_POST), "POST", &ret->post);
	if (e || !cli_has(c, OPTION_AREA))
		return e;
	e = cli_cover(c);
	if (!e)
		e = cli_area(c, cli_option(c, OPTION_AREA), &ret->area);
	cli_cover_end(c);
	return e;
}

int command_user_revoke(struct cli *c)
{
	struct account a = { .user = STR_NONE }, before;
	struct grant *left, said = { .area = STR("") };
	int e = cli_has(c, OPTION_ROLE) ? account_get(c, &a) : role_read(c, STR(""), &said.role);

	left = cx_many(&c->cx, GRANTS_MAX, struct grant);
	if (!e)
		e = left ? said_read(c, &said) : -E_NO_MEMORY;
	if (e)
		return e;
	before = a;
	a.grants = left;
	a.grants_n = 0;
	for (size_t i = 0; i < before.grants_n; i++)
		if (!is_meant(c, &before.grants[i], &said))
			left[a.grants_n++] = before.grants[i];
	if (a.grants_n == before.grants_n)
		return cli_wrong(c, TEXT_NO_GRANT, roles[said.role].name);
	if (!is_administrator(&a, sys_now()))
		e = admin_stays(c, &before);
	return e ? e : changed(c, &a);
}

/* His rights go with him from now on; with --off no longer. */
int command_user_staff(struct cli *c)
{
	struct account a = { .user = STR_NONE };
	int e = account_get(c, &a);

	if (!e)
		e = cli_uuid(c, c->args[1], "SUBJECT", &a.staff);
	if (!e && cli_has(c, OPTION_OFF))
		a.staff = uuid_nil;
	if (!e)
		e = account_store(c, &a);
	if (!e)
		cli_say(c, TEXT_USER_IS_STAFF, cx_text(&c->cx, a.user),
			text_uuid(&c->cx, &a.staff).p);
	return e;
}
