/* bulou user rights: all that somebody may do, a line a matter: what his roles give, and what follows from where he works now. */
#include "cli/show.h"
#include "cli/table.h"
#include "cli/users.h"
#include "sys/sys.h"

struct lister {
	struct cli *c;
	struct table t;
	struct jw w;
};

static const char *why_of(struct cli *c, const struct grant *g)
{
	static const enum text said[] = { [GRANT_GIVEN] = TEXT_WHY_GIVEN,
		[GRANT_SECONDED] = TEXT_WHY_SECONDED,
		[GRANT_SHIFT] = TEXT_WHY_SHIFT };
	const struct role_row *role = &roles[g->role];
	struct buf b;

	buf_init(&b, &c->arena);
	cli_put(c, &b, said[g->why], c->zh ? role->zh : role->en);
	return buf_ok(&b) ? buf_get(&b).p : "";
}

static const char *bound_of(struct cli *c, const char *where, enum text said, const struct uuid *id)
{
	struct buf b;

	if (uuid_is_nil(id))
		return where;
	buf_init(&b, &c->arena);
	cli_put(c, &b, said, where, text_uuid(&c->cx, id).p);
	return buf_ok(&b) ? buf_get(&b).p : "";
}

static const char *where_of(struct cli *c, const struct grant *g)
{
	const struct area *a = g->everywhere ? NULL : area_find(c->cover.tree, g->area);
	const char *where = g->everywhere ? text_get(TEXT_EVERYWHERE, c->zh) :
					    cx_text(&c->cx, a ? a->name : g->area);

	where = bound_of(c, where, TEXT_RIGHT_ROUND, &g->round);
	return bound_of(c, where, TEXT_RIGHT_POST, &g->post);
}

static void right_json(struct lister *l, enum verb verb, int matter, const struct grant *g)
{
	static const char *const whys[] = { "given", "seconded", "shift" };
	struct jw *w = &l->w;

	jw_object(w);
	jw_f_z(w, "verb", verb_name(verb)->name);
	jw_f_z(w, "matter", matter_names[matter].name);
	jw_f_bool(w, "everywhere", g->everywhere);
	jw_f_str(w, "area", g->everywhere ? STR_NONE : g->area);
	row_uuid(w, "round", &g->round);
	row_uuid(w, "post", &g->post);
	row_time(w, "from", g->from);
	row_time(w, "until", g->until);
	jw_f_z(w, "role", roles[g->role].name);
	jw_f_z(w, "why", whys[g->why]);
	jw_end_object(w);
}

/* 查看（脱敏）、查看统计 */
static struct str verbs_of(struct cli *c, unsigned may)
{
	struct buf b;

	buf_init(&b, &c->arena);
	for (unsigned verb = 1; verb < VERB_ALL; verb <<= 1) {
		const struct right_name *v = may & verb ? verb_name((enum verb)verb) : NULL;

		if (v) {
			buf_z(&b, !b.n ? "" : c->zh ? "、" : ", ");
			buf_z(&b, c->zh ? v->zh : v->en);
		}
	}
	return buf_get(&b);
}

/* A line for all that may be done in a matter: there are some sixty rights, and a person reads them by matters. */
static void matter_row(struct lister *l, int matter, const struct grant *g)
{
	struct cli *c = l->c;
	const struct right_name *m = &matter_names[matter];
	struct buf until;

	buf_init(&until, &c->arena);
	if (g->until)
		buf_when(&until, g->until);
	table_z(&l->t, c->zh ? m->zh : m->en);
	table_add(&l->t, verbs_of(c, roles[g->role].may[matter]));
	table_z(&l->t, where_of(c, g));
	table_add(&l->t, buf_get(&until));
	table_z(&l->t, why_of(c, g));
}

static void grant_list(struct lister *l, const struct grant *g)
{
	for (int m = MATTER_NONE + 1; m < MATTERS; m++) {
		if (!l->c->json && roles[g->role].may[m])
			matter_row(l, m, g);
		for (unsigned verb = 1; l->c->json && verb < VERB_ALL; verb <<= 1)
			if (roles[g->role].may[m] & verb)
				right_json(l, (enum verb)verb, m, g);
	}
}

static int rights_show(struct cli *c, const struct rights *r, int64_t now)
{
	struct lister l = { .c = c };
	struct buf b;

	buf_init(&b, &c->arena);
	jw_init(&l.w, &b);
	jw_list(&l.w);
	table_init(&l.t, &c->cx, 5, "lllll");
	table_z(&l.t, text_get(TEXT_COL_MATTER, c->zh));
	table_z(&l.t, text_get(TEXT_COL_VERB, c->zh));
	table_z(&l.t, text_get(TEXT_COL_WHERE, c->zh));
	table_z(&l.t, text_get(TEXT_COL_UNTIL, c->zh));
	table_z(&l.t, text_get(TEXT_COL_WHY, c->zh));
	for (size_t i = 0; i < r->n; i++)
		if (!r->grants[i].asked.n && (!r->grants[i].until || now < r->grants[i].until))
			grant_list(&l, &r->grants[i]);
	jw_end_list(&l.w);
	return c->json ? cli_json(c, &b) : table_print(c, &l.t);
}

int command_user_rights(struct cli *c)
{
	int64_t now = sys_now();
	struct account a;
	struct rights r = { .n = 0 };
	int e = cli_open(c, SITE_READ);

	if (!e)
		e = guard_account(&c->cx, c->site->guard, c->args[0], &a);
	if (e)
		return e;
	r = account_rights(&a);
	if (a.disabled)
		r.n = 0;
	e = cli_cover(c);
	if (!e && !a.disabled)
		e = rights_follow(&c->cx, c->cover.store, now, &r);
	if (!e)
		e = rights_show(c, &r, now);
	cli_cover_end(c);
	return e;
}
