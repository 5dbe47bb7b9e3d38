/* Accounts, and taking people on from a list: each gets an account without a password, and a code on paper with which he sets his own. All of the
 * list or none. */
#include "guard/newcomers.h"

#include "desk/tickets_paper.h"
#include "http/own.h"

/* ---- who there is ---- */

void account_write(struct call *c, const struct account *a, struct str name)
{
	struct jw *w = &c->w;

	jw_object(w);
	jw_f_str(w, "user", a->user);
	jw_f_str(w, "name", name);
	grants_tell(w, a);
	jw_f_bool(w, "disabled", a->disabled);
	row_time(w, "until", account_until(a));
	row_time(w, "seen", a->seen);
	jw_end_object(w);
}

/* Whose account one may not change, one is told of by a masked name. */
static int row_account(struct call *c, const struct account *a, const struct reader *decides)
{
	struct str name = a->name;
	int e = may_manage(c, decides, a->user) ? 0 :
						  guard_mask(&c->cx, FIELD_TEXT, a->name, &name);

	account_write(c, a, name);
	return e;
}

/* Those all of whose grants lie in his areas. */
int route_users(struct call *c)
{
	struct reader decides;
	struct account *all;
	struct page p;
	size_t n, kept = 0;
	int e = manager_read(c, VERB_DECIDE, &decides);

	if (!e)
		e = guard_follow(&c->cx, c->http->guard, c->worker->store);
	if (!e)
		e = guard_accounts(&c->cx, c->http->guard, &all, &n);
	for (size_t i = 0; !e && i < n; i++)
		if (account_within(&all[i], c->cover.tree, &c->who))
			all[kept++] = all[i];
	if (!e)
		e = answer_page(c, kept, &p);
	for (size_t i = e ? 0 : p.from; !e && i < p.to; i++)
		e = row_account(c, &all[i], &decides);
	return e ? e : answer_page_end(c, &p);
}

static void right_write(struct jw *w, enum verb verb, int matter)
{
	const struct right_name *v = verb_name(verb), *m = &matter_names[matter];

	jw_object(w);
	jw_f_z(w, "verb", v->name);
	jw_f_z(w, "verb_zh", v->zh);
	jw_f_z(w, "verb_en", v->en);
	jw_f_z(w, "matter", m->name);
	jw_f_z(w, "matter_zh", m->zh);
	jw_f_z(w, "matter_en", m->en);
	jw_end_object(w);
}

static void role_write(struct jw *w, const struct role_row *r)
{
	jw_object(w);
	jw_f_z(w, "name", r->name);
	jw_f_z(w, "label_zh", r->zh);
	jw_f_z(w, "label_en", r->en);
	jw_f_bool(w, "goes", r->goes);
	jw_f_bool(w, "two", r->two);
	jw_name(w, "may");
	jw_list(w);
	for (int m = 0; m < MATTERS; m++)
		for (unsigned verb = 1; matter_names[m].name && verb < VERB_ALL; verb <<= 1)
			if (r->may[m] & verb)
				right_write(w, (enum verb)verb, m);
	jw_end_list(w);
	jw_end_object(w);
}

/* Those that somebody can be granted: a resident has a slip. */
int route_roles(struct call *c)
{
	const struct role_row *all[ROLES_GRANTED];
	struct page p;
	size_t n = 0;
	int e;

	for (int i = 0; i < ROLES_GRANTED; i++)
		if (i != ROLE_RESIDENT)
			all[n++] = &roles[i];
	e = answer_page(c, n, &p);
	for (size_t i = p.from; !e && i < p.to; i++)
		role_write(&c->w, all[i]);
	return e ? e : answer_page_end(c, &p);
}

/* ---- taking on ---- */

struct taking {
	struct newcomer *all;
	struct ticket_paper *paper;
	size_t n;
};

static int row_wrong(struct call *c, size_t i, const char *member)
{
	struct buf b;

	buf_init(&b, c->cx.arena);
	buf_fmt(&b, "%zu.%s", i, member);
	return buf_ok(&b) ? err(&c->cx, E_BAD_REQUEST, buf_get(&b).p, buf_get(&b).p) :
			    err(&c->cx, E_NO_MEMORY, NULL);
}

bool grant_until(const struct json *v, int64_t now, int64_t *ret)
{
	int32_t day;

	*ret = 0;
	if (!json_get(v, "until") || json_get(v, "until")->type == JSON_NULL)
		return true;
	if (!day_read(json_text(v, "until"), &day))
		return false;
	*ret = day_start(day + 1);
	return *ret > now;
}

/* An area of his who takes him on, or everywhere if that is said and he may: what is left out or mistyped gives nothing. */
static bool place_read(
	struct call *c, const struct area_tree *t, const struct json *v, struct grant *g)
{
	const struct json *all = json_get(v, "everywhere");

	g->area = json_text(v, "area");
	g->everywhere = all && all->type == JSON_BOOL && all->i;
	if (all && (!g->everywhere || json_get(v, "area")))
		return false;
	return g->everywhere ? c->who.everywhere :
			       area_find(t, g->area) && reader_sees(t, &c->who, g->area);
}

/* One round or post only: there is an area then, and what is mistyped gives nothing. */
static bool bound_read(const struct json *v, const char *name, struct uuid *ret)
{
	return !json_get(v, name) || uuid_read(json_text(v, name), ret);
}

/* Does this grant of whoever asks give the account, where the newcomer's is to be? */
static bool covers(struct call *c, const struct grant *own, const struct grant *g)
{
	const struct rights one = { .person = c->rights.person, .grants = own, .n = 1 };
	struct reader who;
	struct str scope;

	if (!rights_where(&one, c->route->right.verb, c->route->right.matter, NULL, c->now, &scope,
		    NULL, &who))
		return false;
	return g->everywhere ? who.everywhere : reader_sees(c->worker->tree, &who, g->area);
}

bool grant_fits(struct call *c, struct grant *g)
{
	int64_t end = 0;

	for (size_t i = 0; i < c->rights.n; i++) {
		const struct grant *own = &c->rights.grants[i];

		if (!covers(c, own, g))
			continue;
		if (!own->until)
			return true;
		end = own->until > end ? own->until : end;
	}
	if (!g->until)
		g->until = end;
	return g->until <= end;
}

/* A round or post that is not there would give a right to nothing, and whoever made the slip would not be told. */
static int bound_check(struct call *c, const struct grant *g)
{
	const struct cover cover = { .store = c->worker->store,
		.tree = c->worker->tree,
		.who = &c->who,
		.kinds = c->http->site->tables.kinds,
		.now = c->now };
	struct subject post;
	struct round round;
	int e = uuid_is_nil(&g->round) ? 0 : round_get(&c->cx, &cover, &g->round, &round);

	return e || uuid_is_nil(&g->post) ? e : subject_get(&c->cx, &cover, &g->post, &post);
}

/* The member that is wrong, or NULL. */
static const char *grant_take(struct call *c, const struct json *v, struct grant *ret)
{
	*ret = (struct grant){ .role = role_find(json_text(v, "role")) };
	if (ret->role >= ROLES_GRANTED || ret->role == ROLE_RESIDENT)
		return "role";
	/* By himself nobody gives it: it waits for another. */
	ret->asked = roles[ret->role].two ? c->rights.person : STR("");
	if (!place_read(c, c->worker->tree, v, ret))
		return "area";
	if (!bound_read(v, "round", &ret->round))
		return "round";
	if (!bound_read(v, "post", &ret->post))
		return "post";
	return grant_until(v, c->now, &ret->until) && grant_fits(c, ret) ? NULL : "until";
}

int grant_read(struct call *c, const struct json *v, struct grant *ret)
{
	const char *wrong = grant_take(c, v, ret);

	return wrong ? err(&c->cx, E_BAD_REQUEST, wrong, wrong) : bound_check(c, ret);
}

static int newcomer_read(struct call *c, const struct json *v, size_t i, struct newcomer *ret)
{
	static const char *const names[] = { "user", "name", "role", "area", "everywhere", "round",
		"post", "until", NULL };
	const char *wrong;
	int e = members_check(c, v, names);

	if (e)
		return e;
	*ret = (struct newcomer){ .user = json_text(v, "user"), .name = json_text(v, "name") };
	if (json_get(v, "user") && !ret->user.n)
		return row_wrong(c, i, "user");
	if (!ret->name.n || utf8_count(ret->name) > 64)
		return row_wrong(c, i, "name");
	wrong = grant_take(c, v, &ret->grant);
	return wrong ? row_wrong(c, i, wrong) : bound_check(c, &ret->grant);
}

static int list_read(struct call *c, struct taking *t)
{
	const struct json *v;
	int e = request_body(c, &v);

	if (e)
		return e;
	if (v->type != JSON_LIST || v->n == 0)
		return err(&c->cx, E_BAD_REQUEST, "body", "list");
	if (v->n > NEWCOMERS_MAX)
		return err(&c->cx, E_TOO_MANY, "body", cx_num(&c->cx, v->n),
			cx_num(&c->cx, NEWCOMERS_MAX));
	t->n = v->n;
	t->all = cx_many(&c->cx, t->n, struct newcomer);
	t->paper = cx_many(&c->cx, t->n, struct ticket_paper);
	e = t->all && t->paper ? 0 : -E_NO_MEMORY;
	for (size_t i = 0; !e && i < t->n; i++)
		e = newcomer_read(c, &v->items[i], i, &t->all[i]);
	return e;
}

static int list_take(struct call *c, struct taking *t)
{
	struct entry *entries = cx_many(&c->cx, 2 * t->n, struct entry);
	struct newcomers list;
	size_t n = 0;
	int e = entries ? 0 : -E_NO_MEMORY;

	if (!e)
		e = guard_newcomers_begin(&c->cx, c->http->guard, c->worker->tree, &c->who, &list);
	for (size_t i = 0; !e && i < t->n; i++) {
		e = guard_newcomer(
			&c->cx, c->http->guard, &list, &t->all[i], c->who.person, c->now);
		for (size_t k = 0; !e && k < t->all[i].n; k++)
			entries[n++] = t->all[i].entries[k];
	}
	return e ? e : slow_write(c, entries, n);
}

static void row_write(struct call *c, const struct newcomer *one, struct str url)
{
	jw_object(&c->w);
	jw_f_str(&c->w, "user", one->user);
	jw_f_str(&c->w, "name", one->name);
	jw_f_z(&c->w, "code", one->code);
	row_time(&c->w, "until", one->ticket.until);
	jw_f_str(&c->w, "url", url);
	jw_end_object(&c->w);
}

static int list_write(struct call *c, const struct taking *t)
{
	struct str url;
	int e = 0;

	answer_list(c);
	for (size_t i = 0; !e && i < t->n; i++) {
		e = ticket_url(&c->cx, &t->paper[i], &url);
		if (!e)
			row_write(c, &t->all[i], t->paper[i].base.n ? url : STR_NONE);
	}
	return e ? e : answer_list_end(c, STR_NONE);
}

static int sheet_write(struct call *c, const struct taking *t)
{
	struct str pdf;
	int e = tickets_pdf(
		&c->cx, t->paper, t->n, c->now, !str_is(arg_text(c, "lang"), "en"), &pdf);

	if (e)
		return e;
	c->type = "application/pdf";
	buf_str(&c->out, pdf);
	return answer_end(c);
}

/* On the slow thread: what it writes is followed before the codes are told, so that they are good at once. */
int route_users_post(struct call *c)
{
	struct taking t = { .n = 0 };
	struct str base;
	int e = worker_begin(&c->cx, c->worker);

	if (e)
		return e;
	e = guard_follow(&c->cx, c->http->guard, c->worker->store);
	if (!e)
		e = manager_again(c);
	if (!e)
		e = list_read(c, &t);
	worker_end(c->worker, e);
	if (!e)
		e = call_base(c, &base);
	if (!e)
		e = list_take(c, &t);
	for (size_t i = 0; !e && i < t.n; i++)
		t.paper[i] = (struct ticket_paper){ .kind = TICKET_USER,
			.whom = t.all[i].name,
			.user = t.all[i].user,
			.code = str_of(t.all[i].code),
			.base = base,
			.until = t.all[i].ticket.until };
	if (e)
		return e;
	return str_is(arg_text(c, "format"), "pdf") ? sheet_write(c, &t) : list_write(c, &t);
}
