/* The proof of the rights: the table of roles, as it stands in t/vectors/rights.txt, against what the program answers; and what each route
 * and kind asks for. Each role, as
 * somebody who has it here, has it elsewhere, had it until yesterday and had it taken back, asks each route and each figure over a
 * socket, and hands each kind to the gate. A route that this test has no row for fails it; so does a table that says something
 * else than the file, which is written by BULOU_WRITE=1 and then read by somebody. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "core/when.h"
#include "desk/desk.h"
#include "http/client.h"
#include "sys/sys.h"

/* ROUND, POST: here, but in one round or at one post only. */
enum { HERE, ELSEWHERE, EXPIRED, REVOKED, ROUND, POST, STATES, MIXED = STATES, ACCOUNTS };
static const char *const state_names[ACCOUNTS] = { "here", "elsewhere", "expired", "revoked",
	"round", "post", "mixed" };

static struct server server;
static char cookies[ROLES_GRANTED][ACCOUNTS][600];
static uint8_t may[ROLES_GRANTED][MATTERS]; /* by the file */

/* ---- the file ---- */

static void table_write(struct buf *b)
{
	for (int role = 0; role < ROLES_GRANTED; role++) {
		buf_fmt(b, "%s", roles[role].name);
		if (roles[role].counts_up)
			buf_fmt(b, " counts_up %d", roles[role].counts_up);
		buf_z(b, roles[role].goes ? " goes\n" : "\n");
		for (int m = MATTER_NONE + 1; m < MATTERS; m++) {
			if (!roles[role].may[m])
				continue;
			buf_fmt(b, "\t%s:", matter_names[m].name);
			for (unsigned i = 0; i < VERBS; i++)
				if (roles[role].may[m] & 1u << i)
					buf_fmt(b, " %s", verb_names[i].name);
			buf_c(b, '\n');
		}
	}
}

static const char *matter_text(enum matter m)
{
	return m < MATTERS ? matter_names[m].name : "any";
}

/* What a right is asked for: changed, it is seen in the file. */
static void asking_write(struct buf *b)
{
	const struct kinds *ks = desks_kinds();
	const struct figures *fs = desks_figures();

	buf_z(b, "# routes\n");
	for (const struct route *r = routes; r->path; r++)
		buf_fmt(b, "%s %s: %s %s\n", r->method, r->path,
			r->flags & ROUTE_OPEN                ? "anybody" :
				!r->right.verb               ? "whoever is logged in" :
				r->right.verb == VERB_ALL    ? "whatever" :
				r->right.verb == VERB_WRITES ? "writes" :
							       verb_name(r->right.verb)->name,
			matter_text(r->right.matter));
	buf_z(b, "# kinds\n");
	for (size_t i = 0; i < ks->n; i++)
		buf_fmt(b, "%s v%d: %s %s\n", ks->all[i]->name, ks->all[i]->v,
			ks->all[i]->verb == VERB_WRITES ? "writes" :
							  verb_name(ks->all[i]->verb)->name,
			matter_text(ks->all[i]->matter));
	/* What a grant of one round or post opens, beside records of this round, and those that are about the post. */
	buf_z(b, "# of one round or post\n");
	for (const struct route *r = routes; r->path; r++)
		if (r->right.verb && r->flags & ROUTE_ID)
			buf_fmt(b, "%s %s of its id\n", r->method, r->path);
		else if (r->flags & ROUTE_BOUND)
			buf_fmt(b, "%s %s what is of it\n", r->method, r->path);
	for (size_t i = 0; i < ks->n; i++)
		for (const struct field *f = ks->all[i]->fields; f && f->name; f++)
			if (strcmp(f->name, "post") == 0)
				buf_fmt(b, "%s v%d: its post\n", ks->all[i]->name, ks->all[i]->v);
	buf_z(b, "# figures\n");
	for (size_t i = 0; i < fs->n; i++)
		buf_fmt(b, "%s: %s\n", fs->all[i]->id,
			matter_text(desks_figure_matter(fs->all[i])));
}

static void verbs_read(struct str line, int role)
{
	struct str name, verb;
	enum matter matter;
	bool named = str_split(&line, ':', &name);

	assert_true(role >= 0 && named);
	matter = matter_find(str_trim(name));
	assert_true(matter != MATTER_NONE);
	line = str_trim(line);
	while (str_split(&line, ' ', &verb))
		for (unsigned i = 0; i < VERBS; i++)
			if (str_is(verb, verb_names[i].name))
				may[role][matter] |= (uint8_t)(1u << i);
}

static void table_read(struct str file)
{
	struct str line, name;
	int role = -1;

	while (str_split(&file, '\n', &line) && !str_starts(line, STR("#"))) {
		if (line.n && line.p[0] == '\t')
			verbs_read(line, role);
		else if (line.n)
			role = str_split(&line, ' ', &name) ? (int)role_find(name) : -1;
	}
}

static const char *file_name(void)
{
	static char path[1000];

	snprintf(path, sizeof(path), "%s/t/vectors/rights.txt", getenv("BULOU_SOURCE"));
	return path;
}

static void the_table_is_as_it_was_agreed(void **state)
{
	struct buf b;
	struct str file;

	(void)state;
	buf_init(&b, server.f.cx.arena);
	table_write(&b);
	asking_write(&b);
	if (getenv("BULOU_WRITE")) {
		FILE *f = fopen(file_name(), "w");

		assert_non_null(f);
		assert_int_equal(fwrite(b.p, 1, b.n, f), b.n);
		assert_int_equal(fclose(f), 0);
	}
	assert_int_equal(sys_read_file(&server.f.cx, file_name(), 1 << 20, &file), 0);
	assert_true(str_eq(file, buf_get(&b)));
}

static bool gives(int role, unsigned verbs, enum matter matter)
{
	if (matter < MATTERS)
		return may[role][matter] & verbs;
	for (int m = 0; m < MATTERS; m++)
		if (may[role][m] & verbs)
			return true;
	return false;
}

/* ---- the people ---- */

#define DOOR "01900000-0000-7000-8000-000000000100"
#define LISTED "01900000-0000-7000-8000-000000010000" /* the record of it */
#define SWEEP "01900000-0000-7000-8000-000000000900"
#define PLACE "01900000-0000-7000-8000-000000000901"
#define NONE "01900000-0000-7000-8000-00000000dead"

static struct grant grant_of(int role, int as)
{
	struct grant g = { .role = (enum role)role, .area = STR("g1") };

	if (as == ELSEWHERE)
		g.area = STR("g3"); /* of another village, so that its counts are no wider */
	if (as == EXPIRED)
		g.until = FIXTURE_NOW;
	if (as == ROUND)
		assert_true(uuid_read(STR(SWEEP), &g.round));
	if (as == POST)
		assert_true(uuid_read(STR(PLACE), &g.post));
	return g;
}

/* Mixed: the role elsewhere, and here that of somebody who reads, but is told of no door. */
static void account_put(int role, int as, struct str hash)
{
	const struct grant grants[] = {
		{ .role = ROLE_LABORATORY, .area = STR("g1") },
		grant_of(role, as == MIXED ? ELSEWHERE : as),
	};
	struct account a = { .name = STR("某人"),
		.hash = hash,
		.grants = as == MIXED ? grants : grants + 1,
		.grants_n = as == MIXED ? 2 : as != REVOKED };
	struct cx *cx = &server.f.cx;
	struct entry e;
	char user[64];

	snprintf(user, sizeof(user), "%s-%s", roles[role].name, state_names[as]);
	a.user = str_of(user);
	assert_int_equal(
		guard_account_entry(cx, server.f.site, &a, STR("admin"), sys_now(), &e), 0);
	assert_int_equal(append_entries(cx, &server.f.site->view, &e, 1), 0);
}

static void people_put(void)
{
	struct str hash;

	assert_int_equal(seal_password_hash(&server.f.cx, STR(PASSWORD), &hash), 0);
	for (int role = 0; role < ROLES_GRANTED; role++)
		for (int as = 0; as < ACCOUNTS; as++)
			account_put(role, as, hash);
}

static void people_log_in(void)
{
	char user[64];

	for (int role = 0; role < ROLES_GRANTED; role++)
		for (int as = 0; as < ACCOUNTS; as++) {
			snprintf(user, sizeof(user), "%s-%s", roles[role].name, state_names[as]);
			login(&server, user);
			memcpy(cookies[role][as], server.cookie, sizeof(server.cookie));
		}
}

/* ---- the routes ---- */

/* How a route is asked. Of those that answer of rows of any matter: which one this is, and what it asks there. */
static const struct asked {
	const char *method, *route, *path;
	enum matter matter; /* MATTER_NONE: that of the route */
	int want;           /* of whoever may, here; 0: 200 */
	bool hides;         /* elsewhere it is not found */
} asked[] = {
	{ "GET", "/v1/session", NULL, 0, 0, false },
	{ "POST", "/v1/records", NULL, 0, 0, false },
	{ "GET", "/v1/records", "/v1/records?ids=" LISTED, 0, 0, false },
	{ "GET", "/v1/records/{id}", "/v1/records/" LISTED, MATTER_ROSTER, 0, true },
	{ "GET", "/v1/records/{id}/tasks", "/v1/records/" NONE "/tasks", 0, 404, false },
	{ "GET", "/v1/changes", NULL, 0, 0, false },
	{ "GET", "/v1/areas", NULL, 0, 0, false },
	{ "GET", "/v1/kinds", NULL, 0, 0, false },
	{ "GET", "/v1/round-kinds", NULL, 0, 0, false },
	{ "GET", "/v1/incidents", NULL, 0, 0, false },
	{ "GET", "/v1/candidates", "/v1/candidates?kind=sweep", MATTER_ROUND, 0, false },
	{ "GET", "/v1/rounds", NULL, 0, 0, false },
	{ "GET", "/v1/rounds/{id}", "/v1/rounds/" SWEEP, 0, 0, true },
	{ "GET", "/v1/rounds/{id}/coverage", "/v1/rounds/" SWEEP "/coverage", MATTER_SWEEP, 0,
		true },
	{ "GET", "/v1/rounds/{id}/progress", "/v1/rounds/" SWEEP "/progress", MATTER_SWEEP, 0,
		true },
	{ "GET", "/v1/rounds/{id}/missing", "/v1/rounds/" SWEEP "/missing", MATTER_SWEEP, 0, true },
	{ "GET", "/v1/rounds/{id}/missed", "/v1/rounds/" SWEEP "/missed", MATTER_SWEEP, 0, true },
	{ "GET", "/v1/rounds/{id}/targets", "/v1/rounds/" SWEEP "/targets", MATTER_SWEEP, 0, true },
	/* Without a Chinese font it cannot be drawn. */
	{ "GET", "/v1/rounds/{id}/sheet", "/v1/rounds/" SWEEP "/sheet", MATTER_SWEEP, -2, true },
	{ "GET", "/v1/figures", NULL, 0, 0, false },
	{ "GET", "/v1/figures/{id}", "/v1/figures/doors-knocked", MATTER_SWEEP, 0, false },
	{ "GET", "/v1/figures/{id}/areas", "/v1/figures/doors-knocked/areas", MATTER_SWEEP, 0,
		false },
	{ "GET", "/v1/figures/{id}/days", "/v1/figures/doors-knocked/days", MATTER_SWEEP, 0,
		false },
	{ "GET", "/v1/figures/{id}/records", "/v1/figures/doors-knocked/records", MATTER_SWEEP, 0,
		false },
	{ "GET", "/v1/board", NULL, 0, 0, false },
	{ "GET", "/v1/bulletins", NULL, 0, 0, false },
	{ "GET", "/v1/bulletins/daily", NULL, 0, 0, false },
	{ "GET", "/v1/bulletins/draft", "/v1/bulletins/draft?incident=" NONE, 0, 404, false },
	{ "POST", "/v1/bulletins/draft", NULL, 0, 400, false },
	{ "GET", "/v1/bulletins/{id}", "/v1/bulletins/" NONE, 0, 404, false },
	{ "POST", "/v1/bulletins", NULL, 0, 400, false },
	{ "GET", "/v1/forms", NULL, 0, 0, false },
	{ "GET", "/v1/forms/{id}", "/v1/forms/" NONE, 0, 404, false },
	{ "GET", "/v1/forms/{id}/sheets", "/v1/forms/" NONE "/sheets", 0, 404, false },
	{ "POST", "/v1/forms/{id}/fillings", "/v1/forms/" NONE "/fillings", 0, 400, false },
	{ "GET", "/v1/map", "/v1/map?area=g1", 0, 0, true },
	{ "GET", "/v1/map/points", NULL, 0, 0, false },
	{ "POST", "/v1/map/read", NULL, 0, 422, false },
	{ "GET", "/v1/plans", NULL, 0, 0, false },
	{ "GET", "/v1/plans/{id}", "/v1/plans/" NONE, 0, 404, false },
	{ "GET", "/v1/plans/{id}/image", "/v1/plans/" NONE "/image", 0, 404, false },
	{ "POST", "/v1/imports/look", NULL, 0, 400, false },
	{ "POST", "/v1/imports/check", NULL, 0, 400, false },
	{ "POST", "/v1/imports/bad", NULL, 0, 400, false },
	{ "POST", "/v1/imports", NULL, 0, 400, false },
	{ "GET", "/v1/imports", NULL, 0, 0, false },
	{ "GET", "/v1/imports/{id}", "/v1/imports/" NONE, 0, 404, false },
	{ "POST", "/v1/imports/{id}/back", "/v1/imports/" NONE "/back", 0, 404, false },
	{ "GET", "/v1/search", "/v1/search?q=%E7%94%B2", 0, 0, false },
	{ "GET", "/v1/live", NULL, 0, -1, false }, /* a stream does not end: below */
	{ "GET", "/v1/clashes", NULL, 0, 0, false },
	{ "GET", "/v1/waiting", NULL, 0, 0, false },
	{ "GET", "/v1/strays", NULL, 0, 0, false },
	{ "GET", "/v1/marked", "/v1/marked?what=held", 0, 0, false },
	{ "GET", "/v1/refused", NULL, 0, 0, false },
	{ "GET", "/v1/goods", NULL, 0, 0, false },
	{ "GET", "/v1/stock", NULL, 0, 0, false },
	{ "GET", "/v1/gifts", NULL, 0, 0, false },
	{ "GET", "/v1/gifts/{id}", "/v1/gifts/" NONE, 0, 404, false },
	{ "GET", "/v1/gifts/{id}/records", "/v1/gifts/" NONE "/records", 0, 404, false },
	{ "GET", "/v1/balances", NULL, 0, 0, false },
	{ "GET", "/v1/notices", NULL, 0, 0, false },
	{ "GET", "/v1/notices/{id}/readers", "/v1/notices/" NONE "/readers", 0, 404, false },
	{ "GET", "/v1/risk/areas", NULL, 0, 0, false },
	{ "GET", "/v1/risk/changes", NULL, 0, 0, false },
	{ "GET", "/v1/risk/matches", NULL, 0, 0, false },
	{ "GET", "/v1/warnings", NULL, 0, 0, false },
	{ "GET", "/v1/places", NULL, 0, 0, false },
	{ "GET", "/v1/places/{id}/visits",
		"/v1/places/" PLACE
		"/visits?from=2022-08-30T00:00:00%2B08:00&to=2022-08-30T23:00:00%2B08:00",
		0, 0, true },
	{ "GET", "/v1/places/{id}/queue", "/v1/places/" PLACE "/queue", 0, 0, true },
	{ "GET", "/v1/places/{id}/sheet", "/v1/places/" PLACE "/sheet", 0, -2, true },
	{ "GET", "/v1/units", NULL, 0, 0, false },
	{ "GET", "/v1/staff", NULL, 0, 0, false },
	{ "GET", "/v1/shifts", NULL, 0, 0, false },
	{ "GET", "/v1/subjects", NULL, 0, 0, false },
	{ "GET", "/v1/subjects/{id}", "/v1/subjects/" DOOR, MATTER_ROSTER, 0, true },
	{ "GET", "/v1/subjects/{id}/records", "/v1/subjects/" DOOR "/records", MATTER_ROSTER, 0,
		true },
	{ "GET", "/v1/subjects/{id}/residents", "/v1/subjects/" DOOR "/residents", 0, 0, true },
	{ "GET", "/v1/homes", NULL, 0, 0, false },
	{ "GET", "/v1/people", NULL, 0, 0, false },
	{ "GET", "/v1/suspects", NULL, 0, 0, false },
	{ "GET", "/v1/restrictions", NULL, 0, 0, false },
	{ "GET", "/v1/restrictions/account", NULL, 0, 0, false },
	{ "GET", "/v1/restrictions/{id}/notice", "/v1/restrictions/" NONE "/notice", 0, 404,
		false },
	{ "GET", "/v1/subjects/{id}/looks", "/v1/subjects/" DOOR "/looks", 0, 0, true },
	{ "GET", "/v1/subjects/{id}/looks/told", "/v1/subjects/" DOOR "/looks/told", 0, 0, true },
	{ "GET", "/v1/look-reasons", NULL, 0, 0, false },
	/* Of everybody in every area: a part of it is nothing. */
	{ "GET", "/v1/looks/readers", NULL, 0, 403, false },
	{ "POST", "/v1/looks/reviews", NULL, 0, 403, false },
	{ "GET", "/v1/exports", NULL, 0, 403, false },
	{ "POST", "/v1/exports/{id}/destroyed", "/v1/exports/" NONE "/destroyed", 0, 403, false },
	{ "GET", "/v1/retention", NULL, 0, 0, false },
	{ "GET", "/v1/sessions", NULL, 0, 0, false },
	{ "DELETE", "/v1/sessions/{id}", "/v1/sessions/" NONE, 0, 404, false },
	{ "GET", "/v1/users", NULL, 0, 0, false },
	{ "GET", "/v1/roles", NULL, 0, 0, false },
	{ "POST", "/v1/users", NULL, 0, 400, false },
	{ "POST", "/v1/users/{id}", "/v1/users/nobody", 0, 404, false },
	{ "POST", "/v1/users/{id}/reset", "/v1/users/nobody/reset", 0, 400, false },
	{ "GET", "/v1/devices", NULL, 0, 0, false },
	{ "POST", "/v1/devices/invitations", NULL, 0, 403, false }, /* for whoever comes */
	{ "DELETE", "/v1/devices/{id}", "/v1/devices/" NONE, 0, 404, false },
	{ "PUT", "/v1/devices/{id}/pin", "/v1/devices/" NONE "/pin", 0, 400, false },
	{ "POST", "/v1/devices/{id}/lease", "/v1/devices/" NONE "/lease", 0, 403, false },
	{ "POST", "/v1/residents/slips", NULL, 0, 400, false },
	/* Of residents, who have no role: t/http/resident_test.c. */
	{ "GET", "/v1/own", NULL, 0, 403, false },
	{ "GET", "/v1/own/records", NULL, 0, 403, false },
	{ "GET", "/v1/own/looks", NULL, 0, 403, false },
	{ "GET", "/v1/own/restrictions", NULL, 0, 403, false },
	{ "GET", "/v1/own/restrictions/{id}/notice", "/v1/own/restrictions/" NONE "/notice", 0, 403,
		false },
	{ "POST", "/own/out", NULL, 0, 403, false },
	{ "GET", "/own/home", NULL, 0, 403, false },
	{ "GET", "/own/records", NULL, 0, 403, false },
	{ "GET", "/own/looks", NULL, 0, 403, false },
	{ "GET", "/own/ask", NULL, 0, 403, false },
	{ "GET", "/own/help", NULL, 0, 403, false },
	{ "POST", "/own/ask", NULL, 0, 403, false },
	{ "GET", "/own/restrictions/{id}", "/own/restrictions/" NONE, 0, 403, false },
	{ "POST", "/own/restrictions/{id}", "/own/restrictions/" NONE, 0, 403, false },
	/* They would end the others' tests. */
	{ "DELETE", "/v1/session", NULL, 0, -3, false },
	{ "DELETE", "/v1/sessions", NULL, 0, -3, false },
};
#define ASKED (sizeof(asked) / sizeof(*asked))

static const struct asked *asked_of(const struct route *r)
{
	for (size_t i = 0; i < ASKED; i++)
		if (strcmp(asked[i].method, r->method) == 0 && strcmp(asked[i].route, r->path) == 0)
			return &asked[i];
	fail_msg("%s %s has no row here", r->method, r->path);
	return NULL;
}

/* Of the doors of g1, which are the roster's and a sweep's. */
static bool tells_of_doors(const char *body)
{
	return strstr(body, "01900000-0000-7000-8000-0000000001") || strstr(body, LISTED);
}

/* Ids of what lies in g1 only, which nobody elsewhere may come to know. */
static bool tells_of_here(const char *body)
{
	return tells_of_doors(body) || strstr(body, SWEEP) || strstr(body, PLACE);
}

static bool may_see_doors(int role)
{
	return gives(role, VERB_SEE_MASKED | VERB_SEE, MATTER_ROSTER) ||
		gives(role, VERB_SEE_MASKED | VERB_SEE, MATTER_SWEEP);
}

static struct answer ask(const struct route *r, const char *path, int role, int as)
{
	memcpy(server.cookie, cookies[role][as], sizeof(server.cookie));
	return call(&server, r->method, path ? path : r->path, r->flags & ROUTE_BODY ? "{}" : NULL);
}

static bool allowed(const struct route *r, const struct asked *a, int role, int as)
{
	enum matter matter = a->matter ? a->matter : r->right.matter;

	if (!r->right.verb)
		return true;
	if (as == REVOKED)
		return false;
	/* What was written under a right that has ended is still handed in, and held. */
	if (as == EXPIRED)
		return r->right.verb == VERB_WRITES && gives(role, VERB_WRITES, MATTER_ANY);
	return gives(role, r->right.verb, matter);
}

/* An answer about one thing that was asked for by its id, such as the looks at it. */
static bool names_itself(const struct asked *a)
{
	return a->path && (strstr(a->path, DOOR) || strstr(a->path, LISTED));
}

/* Is it of the one round, or the one post? */
static bool is_of_bound(const struct asked *a, int as)
{
	return a->path && strstr(a->path, as == ROUND ? SWEEP : PLACE);
}

/* Who is bound to something else is answered as whoever has the role nowhere that is asked for: by nothing, or not at all. */
static void check_bound_out(const struct route *r, const struct asked *a, int role, int as)
{
	struct answer got = ask(r, a->path, role, as);
	int want = a->want > 0 ? a->want : 200;
	bool denied = got.status == 403 || got.status == 404;

	if (!denied && (got.status != want || a->hides || !allowed(r, a, role, as)))
		fail_msg("%s %s of %s, %s: %d", r->method, r->path, roles[role].name,
			state_names[as], got.status);
	/* He is told what he was granted. */
	if (got.status == 200 && r->flags & ROUTE_BOUND) {
		if (strstr(got.body, LISTED) || strstr(got.body, as == ROUND ? PLACE : SWEEP))
			fail_msg("%s %s tells %s, %s: %s", r->method, r->path, roles[role].name,
				state_names[as], got.body);
	} else if (got.status == 200 && strcmp(r->path, "/v1/session") != 0 &&
		tells_of_here(got.body))
		fail_msg("%s %s tells %s, %s: %s", r->method, r->path, roles[role].name,
			state_names[as], got.body);
	answer_free(&got);
}

static void check_route(const struct route *r, const struct asked *a, int role, int as)
{
	struct answer got = ask(r, a->path, role, as);
	int want = a->want > 0 ? a->want : 200;
	bool may_it = allowed(r, a, role, as), denied = got.status == 403 || got.status == 404;
	bool good = may_it ? got.status == want : denied, bound = as == ROUND || as == POST;

	if (may_it && a->want == -2)
		good = got.status != 403 && (as == ELSEWHERE || got.status != 404); /* no font */
	if (as == ELSEWHERE && a->hides)
		good = denied;
	if (!good)
		fail_msg("%s %s of %s, %s: %d", r->method, r->path, roles[role].name,
			state_names[as], got.status);
	if (got.status == 200 &&
		((as != HERE && !bound && tells_of_here(got.body)) ||
			(!may_see_doors(role) && !names_itself(a) && tells_of_doors(got.body))))
		fail_msg("%s %s tells %s, %s: %s", r->method, r->path, roles[role].name,
			state_names[as], got.body);
	answer_free(&got);
}

static void each_route_answers_as_the_table_says(void **state)
{
	(void)state;
	for (const struct route *r = routes; r->path; r++) {
		const struct asked *a = r->flags & ROUTE_OPEN ? NULL : asked_of(r);

		if (!a || a->want == -1 || a->want == -3)
			continue;
		for (int role = 0; role < ROLES_GRANTED; role++)
			for (int as = 0; as < STATES; as++)
				if ((as == ROUND || as == POST) && !is_of_bound(a, as))
					check_bound_out(r, a, role, as);
				else
					check_route(r, a, role, as);
	}
}

/* The matter of one grant does not go with the area of the other; and counts are as much wider as each grant says. */
static void two_grants_do_not_mix(void **state)
{
	(void)state;
	for (const struct route *r = routes; r->path; r++) {
		const struct asked *a = r->flags & ROUTE_OPEN ? NULL : asked_of(r);

		if (!a || a->want < 0 || strcmp(r->method, "GET") != 0)
			continue;
		for (int role = 0; role < ROLES_GRANTED; role++) {
			struct answer got = ask(r, a->path, role, MIXED);

			if (got.status == 200 && tells_of_doors(got.body))
				fail_msg("%s tells %s: %s", r->path, roles[role].name, got.body);
			answer_free(&got);
		}
	}
	memcpy(server.cookie, cookies[ROLE_GRID_WORKER][MIXED], sizeof(server.cookie));
	call_is(&server, 200, "GET", "/v1/figures/doors-knocked?area=v2", NULL);
	call_is(&server, 404, "GET", "/v1/figures/doors-knocked?area=v1", NULL);
}

static void each_figure_is_of_its_matter(void **state)
{
	const struct figures *fs = desks_figures();
	char path[200];

	(void)state;
	for (size_t i = 0; i < fs->n; i++) {
		enum matter matter = desks_figure_matter(fs->all[i]);

		assert_true(matter != MATTER_NONE);
		snprintf(path, sizeof(path), "/v1/figures/%s", fs->all[i]->id);
		for (int role = 0; role < ROLES_GRANTED; role++) {
			struct answer got;

			memcpy(server.cookie, cookies[role][HERE], sizeof(server.cookie));
			got = call(&server, "GET", path, NULL);
			if (got.status != (gives(role, VERB_COUNT, matter) ? 200 : 403))
				fail_msg("%s of %s: %d", path, roles[role].name, got.status);
			answer_free(&got);
		}
	}
}

/* As a file: counts to whoever sees them, homes to whoever sees and may export them. */
static void a_file_takes_the_right_to_export(void **state)
{
	char homes[200];
	int y, m, d;

	(void)state;
	day_civil(day_of(sys_now()) + 1, &y, &m, &d);
	snprintf(homes, sizeof(homes),
		"/v1/rounds/" SWEEP "/missing?format=csv&why=visit&until=%04d-%02d-%02d", y, m, d);
	for (int role = 0; role < ROLES_GRANTED; role++) {
		bool sees = gives(role, VERB_SEE_MASKED, MATTER_SWEEP),
		     takes = gives(role, VERB_EXPORT, MATTER_SWEEP),
		     counts = gives(role, VERB_COUNT, MATTER_SWEEP);

		memcpy(server.cookie, cookies[role][HERE], sizeof(server.cookie));
		call_is(&server, sees && takes ? 200 : 403, "GET", homes, NULL);
		call_is(&server, counts ? 200 : 403, "GET",
			"/v1/figures/doors-knocked/days?format=csv", NULL);
		call_is(&server, counts ? 200 : 403, "GET",
			"/v1/rounds/" SWEEP "/coverage?format=xlsx", NULL);
	}
}

static void a_stream_is_of_who_counts(void **state)
{
	(void)state;
	for (int role = 0; role < ROLES_GRANTED; role++) {
		struct answer got;

		if (gives(role, VERB_COUNT, MATTER_ANY))
			continue;
		memcpy(server.cookie, cookies[role][HERE], sizeof(server.cookie));
		got = call(&server, "GET", "/v1/live", NULL);
		assert_int_equal(got.status, 403);
		answer_free(&got);
	}
}

/* ---- the kinds ---- */

/* The example, about things that nobody knows, in g1; post: but for its post, where it names one. */
static struct record *example_at(const struct kind *k, const char *post)
{
	static const char member[] = "\"post\": \"";
	struct cx *cx = &server.f.cx;
	const struct sender from = { .user = STR("x"), .now = sys_now() };
	const struct json *v;
	struct record *r;
	struct str text;
	char *at;

	assert_int_equal(cx_str(cx, str_of(k->example), &text), 0);
	at = post ? strstr((char *)text.p, member) : NULL;
	if (at)
		memcpy(at + sizeof(member) - 1, post, strlen(post));
	assert_int_equal(json_read(cx, text, &json_limits_request, &v), 0);
	if (record_read(cx, desks_kinds(), v, &from, &r))
		fail_msg("%s: %.*s", k->name, STR_ARG(cx->e.en));
	r->area = STR("g1");
	r->at_used = FIXTURE_NOW - 1;
	r->received = FIXTURE_NOW;
	r->subject = sys_uuid();
	r->has_subject = r->has_round = false;
	r->corrects_n = 0;
	return r;
}

static struct record *example(const struct kind *k)
{
	return example_at(k, NULL);
}

static bool names_records(const struct kind *k)
{
	return strcmp(k->name, "record.voided") == 0 || strcmp(k->name, "record.approved") == 0;
}

static enum gate_answer wanted(const struct kind *k, int role, int as, bool late)
{
	bool may_it = gives(role, (unsigned)k->verb, k->matter);

	if (!may_it || as == REVOKED || (as == EXPIRED && late) || (k->envelope & KIND_COMPOSED))
		return GATE_NO;
	if (as == ELSEWHERE)
		return GATE_NO;
	/* Nobody can say who wrote what is not here, nor where it lies, so its approval and its void wait for somebody. */
	return as == EXPIRED || names_records(k) || k->apart || (k->envelope & KIND_TWO_PERSONS) ?
		GATE_HOLD :
		GATE_YES;
}

static void check_kind(const struct kind *k, int role, int as, bool late)
{
	struct grant grant = grant_of(role, as);
	const struct rights his = { .person = STR("x"), .grants = &grant, .n = as != REVOKED };
	struct record *r = example(k);
	enum gate_answer got;
	struct guard_gate gate;

	if (late)
		r->at_used = FIXTURE_NOW;
	/* Of the other fields that name things, those are not known. */
	guard_gate(&gate, server.f.site->guard, &his, false);
	got = gate.gate.ask(gate.gate.arg, &server.f.cx, r);
	err_clear(&server.f.cx);
	if (got != wanted(k, role, as, late))
		fail_msg("%s of %s, %s: %d, not %d", k->name, roles[role].name, state_names[as],
			(int)got, (int)wanted(k, role, as, late));
}

static enum gate_answer asked_of_bound(int role, int as, const struct record *r)
{
	struct grant grant = grant_of(role, as);
	const struct rights his = { .person = STR("x"), .grants = &grant, .n = 1 };
	struct guard_gate gate;
	enum gate_answer got;

	guard_gate(&gate, server.f.site->guard, &his, false);
	got = gate.gate.ask(gate.gate.arg, &server.f.cx, r);
	err_clear(&server.f.cx);
	return got;
}

/* Of its round or post it is taken as from whoever has the role here; else not, but for what names records, each of which is asked for. */
static void check_bound(const struct kind *k, int role)
{
	enum gate_answer here = wanted(k, role, HERE, false), other = GATE_NO, got;
	struct record *r = example(k);

	if (names_records(k))
		other = here;
	assert_int_equal(asked_of_bound(role, ROUND, r), other);
	assert_int_equal(asked_of_bound(role, POST, r), other);
	r->has_round = uuid_read(STR(SWEEP), &r->round);
	if (asked_of_bound(role, ROUND, r) != here)
		fail_msg("%s of %s in his round", k->name, roles[role].name);
	r->has_round = false;
	r->has_subject = uuid_read(STR(PLACE), &r->subject);
	got = asked_of_bound(role, POST, r);
	/* What another was to do waits: the step before was taken about this post a moment ago, by the same. */
	if (got != here && !(k->not_by && got == GATE_HOLD))
		fail_msg("%s of %s at his post", k->name, roles[role].name);
	if (strstr(k->example, "\"post\": \"") &&
		asked_of_bound(role, POST, example_at(k, PLACE)) != here)
		fail_msg("%s of %s that names his post", k->name, roles[role].name);
}

/* Nobody can say whose it is, and whether it takes two. */
static void a_kind_of_tomorrow_waits(void)
{
	const struct grant grant = { .role = ROLE_OWNER, .everywhere = true };
	const struct rights his = { .person = STR("x"), .grants = &grant, .n = 1 };
	struct record *r = example(desks_kinds()->all[0]);
	struct guard_gate gate;

	r->kind = NULL;
	r->kind_name = STR("news.of_tomorrow");
	guard_gate(&gate, server.f.site->guard, &his, false);
	assert_int_equal(gate.gate.ask(gate.gate.arg, &server.f.cx, r), GATE_HOLD);
}

static void each_kind_is_taken_as_the_table_says(void **state)
{
	const struct kinds *ks = desks_kinds();
	struct cx *cx = &server.f.cx;
	struct store *s = server.f.site->view.journal.store;

	(void)state;
	assert_int_equal(store_begin(cx, s, __func__), 0);
	for (size_t i = 0; i < ks->n; i++) {
		if (kinds_newest(ks, str_of(ks->all[i]->name)) != ks->all[i])
			continue;
		for (int role = 0; role < ROLES_GRANTED; role++) {
			check_bound(ks->all[i], role);
			for (int as = 0; as < ROUND; as++) {
				check_kind(ks->all[i], role, as, false);
				check_kind(ks->all[i], role, as, true);
			}
		}
	}
	a_kind_of_tomorrow_waits();
	store_rollback(s);
}

/* ---- */

static int begin(void **state)
{
	struct str file;

	(void)state;
	server_open(&server, "sqlite");
	fixture_accept(&server.f, 910,
		"\"round.opened\",\"round\":\"%s\",\"area\":\"g1\",\"body\":{\"kind\":\"sweep\","
		"\"incident\":\"%s\",\"question\":\"?\",\"expected\":0}",
		SWEEP, fid(1));
	fixture_accept(&server.f, 911,
		"\"site.listed\",\"subject\":\"%s\",\"area\":\"g1\",\"body\":{\"name\":\"某店\",\"flags\":[\"enterprise\"]}",
		PLACE);
	people_put();
	if (sys_read_file(&server.f.cx, file_name(), 1 << 20, &file) == 0)
		table_read(file);
	people_log_in();
	return 0;
}

static int end(void **state)
{
	(void)state;
	server_close(&server);
	return 0;
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_table_is_as_it_was_agreed),
		cmocka_unit_test(each_route_answers_as_the_table_says),
		cmocka_unit_test(two_grants_do_not_mix),
		cmocka_unit_test(each_figure_is_of_its_matter),
		cmocka_unit_test(a_file_takes_the_right_to_export),
		cmocka_unit_test(a_stream_is_of_who_counts),
		cmocka_unit_test(each_kind_is_taken_as_the_table_says),
	};

	return cmocka_run_group_tests(tests, begin, end);
}
