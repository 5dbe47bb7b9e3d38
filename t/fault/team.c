/* A phone does what doc/format/record.md asks of an outbox: it numbers its records, keeps them
 * until a backup has them, and sends all again to a server of another epoch. */
#include "fault/team.h"

#include <ftw.h>
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "sys/sys.h"

#define BATCH_MAX 20
#define SEND_MAX 500 /* of what is sent again */

/* ---- a phone ---- */

static bool wrong(struct phone *p, const char *what, const char *text)
{
	if (!p->wrong) {
		p->wrong = what;
		snprintf(p->why, sizeof(p->why), "%s", text);
	}
	return false;
}

/* A phone forgets what lies in the server's backup. */
static void forget(struct phone *p, int64_t safe_pos)
{
	for (size_t i = 0; i < p->d.n; i++)
		if (p->d.all[i].pos && p->d.all[i].pos <= safe_pos)
			p->d.all[i].kept = false;
}

static bool take_receipt(struct phone *p, struct step *s, const struct json *r)
{
	const struct json *pos = json_get(r, "pos"), *safe = json_get(r, "safe_pos");
	struct str status = json_text(r, "status"), epoch = json_text(r, "epoch");
	bool again = str_is(status, "duplicate");

	if (epoch.n != UUID_TEXT || !pos || pos->type != JSON_INT ||
		(!again && !str_is(status, "accepted")))
		return wrong(p, "not accepted", status.p ? status.p : "?");
	if (p->epoch[0] && !str_is(epoch, p->epoch))
		p->told = true;
	memcpy(p->epoch, epoch.p, UUID_TEXT);
	if (!p->told && s->pos && (!again || s->pos != pos->i))
		return wrong(p, "acknowledged twice", "");
	s->pos = pos->i;
	s->there = true;
	if (safe && safe->type == JSON_INT && !p->told)
		forget(p, safe->i);
	return true;
}

static bool take_answer(struct phone *p, const size_t *which, size_t n, const char *body)
{
	const struct json_limits limits = { .bytes = 1 << 24, .depth = 16, .members = 100000 };
	struct arena arena;
	struct cx cx = { .arena = &arena };
	const struct json *v;
	bool fine = true;

	arena_init(&arena, &sys_heap, 0);
	if (json_read(&cx, str_of(body), &limits, &v) || v->type != JSON_LIST || v->n != n)
		fine = wrong(p, "no receipts", body);
	for (size_t i = 0; fine && i < n; i++)
		fine = take_receipt(p, &p->d.all[which[i]], &v->items[i]);
	arena_done(&arena);
	return fine;
}

/* The member of an object in an answer, as text; "" = none. */
static void text_of(const char *body, const char *name, char *ret, size_t n)
{
	struct arena arena;
	struct cx cx = { .arena = &arena };
	const struct json *v;
	struct str s = STR("");

	arena_init(&arena, &sys_heap, 0);
	if (json_read(&cx, str_of(body), &json_limits_request, &v) == 0)
		s = json_text(v, name);
	snprintf(ret, n, "%.*s", STR_ARG(s));
	arena_done(&arena);
}

static enum sent hand_in(struct phone *p, int fd, const size_t *which, size_t n)
{
	char *text = doors_json(&p->d, which, n), *body;
	int status = process_ask(p->server, fd, "POST", "/v1/records", text, &body);
	enum sent ret = SENT_WRONG;

	if (status == 200) {
		ret = take_answer(p, which, n, body) ? SENT : SENT_WRONG;
	} else if (status == 503) {
		text_of(body, "code", p->code, sizeof(p->code));
		ret = SENT_LATER;
	} else if (status == 0) {
		p->cut_off++;
		ret = SENT_GONE;
	} else {
		wrong(p, "refused", body);
	}
	free(text);
	free(body);
	return ret;
}

enum sent phone_waiting(struct phone *p, int fd, bool with_acked)
{
	size_t n, *which = doors_waiting(&p->d, with_acked, &n);
	enum sent ret = SENT;

	for (size_t at = 0; ret == SENT && at < n; at += SEND_MAX)
		ret = hand_in(p, fd, which + at, n - at < SEND_MAX ? n - at : SEND_MAX);
	free(which);
	return ret;
}

static enum sent write_and_send(struct phone *p, int fd, size_t n)
{
	size_t which[BATCH_MAX], first = doors_write(&p->d, n);

	for (size_t i = 0; i < n; i++)
		which[i] = first + i;
	return hand_in(p, fd, which, n);
}

enum sent phone_new(struct phone *p, int fd)
{
	return write_and_send(
		p, fd, doors_draw(&p->d, 2) ? 1 : 1 + (size_t)doors_draw(&p->d, BATCH_MAX));
}

enum sent phone_once(struct phone *p)
{
	int fd = process_connect(p->server);
	enum sent ret;

	if (fd < 0)
		return SENT_GONE;
	ret = write_and_send(p, fd, 1);
	close(fd);
	return ret;
}

static void *walk(void *arg)
{
	struct phone *p = arg;
	int fd = process_connect(p->server);
	enum sent last = SENT_GONE;

	if (fd >= 0)
		last = phone_waiting(p, fd, false);
	while (last == SENT && !atomic_load(p->resting))
		last = phone_new(p, fd);
	if (fd >= 0)
		close(fd);
	return NULL;
}

/* ---- the team ---- */

static int unlink_one(const char *path, const struct stat *st, int type, struct FTW *ftw)
{
	(void)st;
	(void)type;
	(void)ftw;
	return remove(path);
}

static void account(struct team *t)
{
	static const struct grant grants[] = { { .role = ROLE_COMMANDER, .everywhere = true },
		{ .role = ROLE_AREA_LEAD, .everywhere = true } };
	struct account a = {
		.user = STR("admin"), .name = STR("管理员"), .grants = grants, .grants_n = 2
	};
	struct cx *cx = &t->f.cx;
	struct entry e;

	assert_int_equal(seal_password_hash(cx, STR(TEAM_PASSWORD), &a.hash), 0);
	assert_int_equal(guard_account_entry(cx, t->f.site, &a, STR("admin"), sys_now(), &e), 0);
	assert_int_equal(append_entries(cx, &t->f.site->view, &e, 1), 0);
}

void team_begin(struct team *t, const char *engine, int phones, int doors)
{
	struct verify_result all;

	memset(t, 0, sizeof(*t));
	fixture_open(&t->f, engine);
	fixture_county(&t->f, doors);
	account(t);
	fixture_read(&t->f);
	assert_int_equal(journal_verify(&t->f.cx, t->f.cover.store, &all, NULL, NULL), 0);
	fixture_read_done(&t->f);
	t->base = all.by_type[ENTRY_RECORD];
	t->n_doors = doors;
	site_close(t->f.site);
	t->f.site = NULL;
	snprintf(t->server.trace, sizeof(t->server.trace), "%s/trace", t->f.dir);
	for (t->n = 0; t->n < phones; t->n++) {
		doors_init(&t->phones[t->n].d, 1 + t->n, t->n, phones, doors);
		t->phones[t->n].server = &t->server;
		t->phones[t->n].resting = &t->resting;
	}
}

void team_end(struct team *t)
{
	process_kill(&t->server);
	for (int i = 0; i < t->n; i++)
		doors_free(&t->phones[i].d);
	nftw(t->f.dir, unlink_one, 16, FTW_DEPTH | FTW_PHYS);
	fixture_close(&t->f);
}

void team_serve(struct team *t, const char *where)
{
	int status = 0;

	if (!process_serve(&t->server, where, t->f.key, 0, &status))
		fail_msg("serve ended with %d: see %s", status, t->server.trace);
	process_login(&t->server, "admin", TEAM_PASSWORD);
}

void team_walk(struct team *t)
{
	for (int i = 0; i < t->n; i++)
		assert_int_equal(
			pthread_create(&t->phones[i].thread, NULL, walk, &t->phones[i]), 0);
}

void team_wait(struct team *t)
{
	for (int i = 0; i < t->n; i++)
		pthread_join(t->phones[i].thread, NULL);
	for (int i = 0; i < t->n; i++)
		if (t->phones[i].wrong)
			fail_msg("phone %d: %s: %s", i, t->phones[i].wrong, t->phones[i].why);
}

void team_rest(struct team *t)
{
	atomic_store(&t->resting, true);
	team_walk(t);
	team_wait(t);
	for (int i = 0; i < t->n; i++)
		for (size_t n = 0; n < t->phones[i].d.n; n++)
			assert_true(t->phones[i].d.all[n].pos > 0);
}

/* ---- what is there ---- */

static int64_t one_number(sqlite3 *db, const char *sql, const struct uuid *id)
{
	sqlite3_stmt *st;
	int64_t n = 0;

	if (sqlite3_prepare_v2(db, sql, -1, &st, NULL) != SQLITE_OK)
		fail_msg("%s: %s", sql, sqlite3_errmsg(db));
	if (id)
		sqlite3_bind_blob(st, 1, id->b, 16, SQLITE_STATIC);
	if (sqlite3_step(st) == SQLITE_ROW)
		n = sqlite3_column_int64(st, 0);
	assert_int_equal(sqlite3_finalize(st), SQLITE_OK);
	return n;
}

void team_check_file(struct team *t)
{
	int64_t known = 0;
	char path[600];
	sqlite3 *db;

	snprintf(path, sizeof(path), "%s/bulou.db", t->f.where);
	assert_int_equal(sqlite3_open_v2(path, &db, SQLITE_OPEN_READWRITE, NULL), SQLITE_OK);
	for (int i = 0; i < t->n; i++) {
		struct doors *d = &t->phones[i].d;

		for (size_t n = 0; n < d->n; n++) {
			int64_t pos = one_number(db,
				"SELECT pos FROM journal WHERE type = 1 AND id = ?1",
				&d->all[n].id);

			if (d->all[n].pos && pos != d->all[n].pos)
				fail_msg(
					"phone %d, record %zu: acknowledged at %lld, found at %lld",
					i, n, (long long)d->all[n].pos, (long long)pos);
			d->all[n].there = pos > 0;
			known += pos > 0;
		}
	}
	assert_int_equal(one_number(db, "SELECT count(*) FROM journal WHERE type = 1", NULL),
		t->base + known);
	sqlite3_close(db);
}

static const struct json *get(struct team *t, const char *path)
{
	const struct json *v;
	struct str text;
	char *body;

	if (process_ask_once(&t->server, "GET", path, NULL, &body) != 200)
		fail_msg("%s: %s", path, body);
	assert_int_equal(cx_str(&t->f.cx, str_of(body), &text), 0);
	assert_int_equal(json_read(&t->f.cx, text, &json_limits_request, &v), 0);
	free(body);
	return v;
}

static int64_t number(const struct json *v, const char *name)
{
	const struct json *n = json_get(v, name);

	if (n && n->type == JSON_INT)
		return n->i;
	fail_msg("no number '%s'", name);
	return 0;
}

void team_check_figures(struct team *t)
{
	struct tally_of_doors want = { 0 };
	const struct json *c;
	char path[200];

	for (int i = 0; i < t->n; i++)
		doors_count(&t->phones[i].d, &want);
	snprintf(path, sizeof(path), "/v1/rounds/%s/coverage", fid(2));
	c = get(t, path);
	assert_int_equal(number(c, "expected"), t->n_doors);
	assert_int_equal(number(c, "done"), want.done);
	assert_int_equal(number(c, "expected") + number(c, "found"),
		number(c, "done") + number(c, "excused") + number(c, "missing"));
	assert_int_equal(number(get(t, "/v1/figures/doors-knocked"), "value"), want.knocked);
	assert_int_equal(number(get(t, "/v1/figures/people-called-on"), "value"), want.people);
	assert_int_equal(number(get(t, "/v1/figures/homes-answered"), "value"), want.done);
}

void team_verify(struct team *t, const char *where)
{
	const char *args[] = { "verify", "--data", where, "--key", t->f.key, NULL };

	assert_int_equal(process_run(t->server.trace, NULL, args), 0);
}

const char *team_health(struct team *t)
{
	static char why[40];
	char *body;
	int status = process_ask_once(&t->server, "GET", "/healthz", NULL, &body);

	text_of(body, "why", why, sizeof(why));
	assert_int_equal(status, why[0] ? 503 : 200);
	free(body);
	return why;
}

void team_works_again(struct team *t, int seconds)
{
	const struct timespec a_moment = { .tv_nsec = 100000000 };
	enum sent sent = SENT_LATER;

	for (int i = 0; i < seconds * 10; i++) {
		sent = phone_once(&t->phones[0]);
		if (sent == SENT && team_health(t)[0] == 0)
			return;
		nanosleep(&a_moment, NULL);
	}
	fail_msg("it does not work again: %d %s %s", sent, t->phones[0].code, team_health(t));
}

void team_refuses(struct team *t, const char *code)
{
	assert_int_equal(phone_once(&t->phones[0]), SENT_LATER);
	if (strcmp(t->phones[0].code, code) != 0)
		fail_msg("refused with '%s', not '%s'", t->phones[0].code, code);
}
