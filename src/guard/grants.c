#include "guard/grants.h"

bool grants_flag(const struct json *v, const char *name)
{
	const struct json *b = json_get(v, name);

	return b && b->type == JSON_BOOL && b->i;
}

struct uuid grants_id(const struct json *v, const char *name)
{
	struct uuid id = uuid_nil;

	uuid_read(json_text(v, name), &id);
	return id;
}

static int64_t moment_of(const struct json *v, const char *name)
{
	const struct json *n = json_get(v, name);

	return n && n->type == JSON_INT ? n->i : 0;
}

/* ---- of before there were roles ---- */

#define VERBS_WERE (ROLES - ROLE_WAS_READ)
#define VERBS_ALL ((1u << VERBS_WERE) - 1)

static void verbs_add(struct account *a, struct grant *grants, unsigned verbs, struct grant of)
{
	for (unsigned i = 0; i < VERBS_WERE; i++)
		if (verbs & 1u << i && a->grants_n < GRANTS_MAX) {
			of.role = (enum role)(ROLE_WAS_READ + i);
			grants[a->grants_n++] = of;
		}
}

/* Of an account with many areas and verbs, only the first that there is room for. */
static void verbs_read(const struct json *v, struct account *a, struct grant *grants)
{
	const struct json *scopes = json_get(v, "scopes");
	unsigned verbs = (unsigned)moment_of(v, "verbs");

	/* Who had every verb had talks in confidence by no choice of anybody's. */
	if (verbs == VERBS_ALL)
		verbs &= ~(1u << (ROLE_WAS_COUNSEL - ROLE_WAS_READ));
	if (grants_flag(v, "everywhere"))
		verbs_add(a, grants, verbs, (struct grant){ .everywhere = true });
	else if (scopes && scopes->type == JSON_LIST)
		for (uint32_t i = 0; i < scopes->n; i++)
			if (scopes->items[i].type == JSON_TEXT)
				verbs_add(a, grants, verbs,
					(struct grant){ .area = scopes->items[i].s });
}

/* ---- grants ---- */

/* A role that this program does not know gives nothing. */
static void grant_read(
	const struct json *v, struct str asked, struct account *a, struct grant *grants)
{
	struct grant g = { .role = role_find(json_text(v, "role")),
		.everywhere = grants_flag(v, "everywhere"),
		.area = json_text(v, "area"),
		.asked = asked,
		.from = moment_of(v, "from"),
		.until = moment_of(v, "until") };
	struct str round = json_text(v, "round"), post = json_text(v, "post");

	if (g.role == ROLES || (round.n && !uuid_read(round, &g.round)) ||
		(post.n && !uuid_read(post, &g.post)))
		return;
	if (a->grants_n < GRANTS_MAX)
		grants[a->grants_n++] = g;
}

/* What waits for a second person stands in a list of its own: a program that knows of no such thing gives it to nobody. */
static void waiting_read(const struct json *list, struct account *a, struct grant *grants)
{
	if (!list || list->type != JSON_LIST)
		return;
	for (uint32_t i = 0; i < list->n; i++)
		if (json_text(&list->items[i], "asked").n)
			grant_read(&list->items[i], json_text(&list->items[i], "asked"), a, grants);
}

int grants_read(struct cx *cx, const struct json *v, struct account *a)
{
	const struct json *list = json_get(v, "grants");
	struct grant *grants = cx_many(cx, GRANTS_MAX, struct grant);

	if (!grants)
		return -E_NO_MEMORY;
	a->grants = grants;
	if (list && list->type == JSON_LIST)
		for (uint32_t i = 0; i < list->n; i++)
			grant_read(&list->items[i], STR(""), a, grants);
	else
		verbs_read(v, a, grants);
	waiting_read(json_get(v, "waiting"), a, grants);
	return 0;
}

static void id_write(struct jw *w, const char *name, const struct uuid *id)
{
	char text[UUID_TEXT + 1];

	if (uuid_is_nil(id))
		return;
	uuid_write(id, text);
	jw_f_z(w, name, text);
}

void grants_staff(struct jw *w, const struct account *a)
{
	id_write(w, "staff", &a->staff);
}

static void grant_write(struct jw *w, const struct grant *g)
{
	jw_object(w);
	if (g->area.n)
		jw_f_str(w, "area", g->area);
	if (g->asked.n)
		jw_f_str(w, "asked", g->asked);
	if (g->everywhere)
		jw_f_bool(w, "everywhere", true);
	if (g->from)
		jw_f_int(w, "from", g->from);
	id_write(w, "post", &g->post);
	jw_f_z(w, "role", roles[g->role].name);
	id_write(w, "round", &g->round);
	if (g->until)
		jw_f_int(w, "until", g->until);
	jw_end_object(w);
}

static void list_write(struct jw *w, const struct account *a, bool asked)
{
	jw_list(w);
	for (size_t i = 0; i < a->grants_n; i++)
		if ((a->grants[i].asked.n > 0) == asked)
			grant_write(w, &a->grants[i]);
	jw_end_list(w);
}

void grants_write(struct jw *w, const struct account *a)
{
	jw_name(w, "grants");
	list_write(w, a, false);
}

void grants_waiting(struct jw *w, const struct account *a)
{
	bool any = false;

	for (size_t i = 0; i < a->grants_n; i++)
		any = any || a->grants[i].asked.n;
	if (!any)
		return;
	jw_name(w, "waiting");
	list_write(w, a, true);
}

int guard_grants_copy(struct cx *cx, const struct account *a, const struct grant **ret)
{
	struct grant *grants = cx_many(cx, a->grants_n, struct grant);
	int e = grants ? 0 : -E_NO_MEMORY;

	for (size_t i = 0; !e && i < a->grants_n; i++) {
		grants[i] = a->grants[i];
		e = cx_str(cx, a->grants[i].area, &grants[i].area);
		if (!e && a->grants[i].asked.n)
			e = cx_str(cx, a->grants[i].asked, &grants[i].asked);
	}
	*ret = grants;
	return e;
}
