/* Guard: sites, accounts and sessions, the gate's answers, masks, looks, boxes, search. */
#include "guard/guard.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "core/test.h"
#include "cover/base_kinds.h"
#include "guard/own.h"
#include "guard/search.h"
#include "record/stream.h"
#include "store/store_fixture.h"
#include "sys/sys.h"

#define HERE STR("here")    /* the address of a login */
#define NOW 1661824800000LL /* 2022-08-30T10:00:00+08:00 */

static const struct figure *const no_figures[1];
static struct kinds kinds;
static struct figures figures = { .all = no_figures };

struct place {
	char dir[200], where[220], key[220];
	struct arena arena;
	struct cx cx;
	struct site_tables tables;
	struct site *site;
	struct store *reader;
};

static void good(struct place *p, int e)
{
	if (e)
		fail_msg("%s: %.*s", err_entry(e)->code, STR_ARG(p->cx.e.en));
}

static void place_open(struct place *p)
{
	const char *tmp = getenv("TMPDIR");

	memset(p, 0, sizeof(*p));
	for (kinds.all = base_kinds, kinds.n = 0; base_kinds[kinds.n];)
		kinds.n++;
	snprintf(p->dir, sizeof(p->dir), "%s/bulou-guard-XXXXXX", tmp ? tmp : "/tmp");
	assert_non_null(mkdtemp(p->dir));
	snprintf(p->where, sizeof(p->where), "%s/d/", p->dir);
	snprintf(p->key, sizeof(p->key), "%s/d.key", p->dir);
	arena_init(&p->arena, &sys_heap, 0);
	p->cx.arena = &p->arena;
	p->tables = (struct site_tables){ .kinds = &kinds, .figures = &figures };
	sys_clock_fix(NOW);
	good(p, site_create(&p->cx, p->where, NULL, &p->tables, &p->site));
	good(p, site_reader(&p->cx, p->site, false, &p->reader));
}

static void place_close(struct place *p)
{
	static const char *const names[] = { "d/bulou.db", "d/bulou.db-wal", "d/bulou.db-shm",
		"d.key" };
	char path[300];

	store_close(p->reader);
	site_close(p->site);
	arena_done(&p->arena);
	sys_clock_fix(0);
	for (size_t i = 0; i < 4; i++) {
		snprintf(path, sizeof(path), "%s/%s", p->dir, names[i]);
		unlink(path);
	}
	snprintf(path, sizeof(path), "%s/d", p->dir);
	rmdir(path);
	rmdir(p->dir);
}

/* ---- sites ---- */

static void test_site(void **state)
{
	struct site *s = NULL;
	struct place p;
	char text[300];

	(void)state;
	place_open(&p);
	/* The key lies beside the folder, also when its name ends with a slash. */
	assert_true(sys_exists(p.key));
	assert_int_equal(sys_file_mode(p.key) & 077, 0);
	assert_int_equal(site_create(&p.cx, p.where, NULL, &p.tables, &s), -E_EXISTS);
	assert_null(s);
	snprintf(text, sizeof(text), "%s/nothing", p.dir);
	assert_int_equal(site_open(&p.cx, text, NULL, SITE_READ, &p.tables, &s), -E_NO_DATA);
	assert_false(sys_exists(text));
	snprintf(text, sizeof(text), "%s/no.key", p.dir);
	assert_int_equal(site_open(&p.cx, p.where, text, SITE_READ, &p.tables, &s), -E_KEY);
	assert_int_equal(
		site_open(&p.cx, "postgresql://x/y", NULL, SITE_READ, &p.tables, &s), -E_KEY);
	good(&p, site_open(&p.cx, p.where, NULL, SITE_READ, &p.tables, &s));
	assert_null(s->view.journal.store);
	assert_non_null(s->tree);
	site_close(s);
	site_close(NULL);
	place_close(&p);
}

/* The key of other data is told as such, by the name of its file. */
static void test_site_other_key(void **state)
{
	struct site *s;
	struct place p, other;

	(void)state;
	place_open(&p);
	place_open(&other);
	assert_int_equal(
		site_open(&p.cx, p.where, other.key, SITE_READ, &p.tables, &s), -E_KEY_OTHER);
	assert_non_null(strstr(p.cx.e.en.p, other.key));
	place_close(&other);
	place_close(&p);
}

/* One server on a folder; when it goes, the next may come. */
/* What stands in the way is told before a key is made. */
static void test_site_no_key(void **state)
{
	struct site *s;
	struct place p;
	struct fixture pg;
	char key[220];

	(void)state;
	place_open(&p);
	snprintf(key, sizeof(key), "%s/pg.key", p.dir);
	assert_int_equal(site_create(&p.cx, p.where, key, &p.tables, &s), -E_EXISTS);
	assert_int_equal(site_create(&p.cx, "postgresql://127.0.0.1:1/x", key, &p.tables, &s),
		-E_UNAVAILABLE);
	assert_false(sys_exists(key));
	if (fixture_make(&pg, STORE_POSTGRES)) {
		good(&p, site_create(&p.cx, pg.where, key, &p.tables, &s));
		site_close(s);
		assert_int_equal(unlink(key), 0);
		assert_int_equal(site_create(&p.cx, pg.where, key, &p.tables, &s), -E_EXISTS);
		assert_false(sys_exists(key));
		fixture_drop(&pg);
	}
	place_close(&p);
}

static void test_site_serve(void **state)
{
	struct site *second;
	struct place p;
	char lock[400];

	(void)state;
	place_open(&p);
	good(&p, site_open(&p.cx, p.where, NULL, SITE_WRITE, &p.tables, &second));
	good(&p, site_serve(&p.cx, p.site));
	assert_int_equal(site_serve(&p.cx, second), -E_SERVING);
	site_close(p.site);
	p.site = NULL;
	good(&p, site_serve(&p.cx, second));
	site_close(second);
	snprintf(lock, sizeof(lock), "%s/serve.lock", p.where);
	unlink(lock);
	place_close(&p);
}

static void meta_set(struct place *p, const char *name, struct str value)
{
	struct store *s = p->site->view.journal.store;

	good(p, store_begin(&p->cx, s, __func__));
	good(p, journal_meta_set(&p->cx, s, name, value));
	good(p, store_commit(&p->cx, s));
}

static void half_restored(struct place *p, const char *mark, struct str value)
{
	struct site *s;

	meta_set(p, mark, value);
	assert_int_equal(
		site_open(&p->cx, p->where, NULL, SITE_READ, &p->tables, &s), -E_HALF_RESTORED);
	good(p, site_open_raw(&p->cx, p->where, NULL, &p->tables, &s));
	assert_int_equal(rebuild(&p->cx, &s->view, NULL, NULL), -E_HALF_RESTORED);
	site_close(s);
	meta_set(p, mark, STR_NONE);
}

static void test_site_schema(void **state)
{
	struct site *s;
	struct place p;

	(void)state;
	place_open(&p);
	meta_set(&p, "rebuilding", STR("1"));
	assert_int_equal(
		site_open(&p.cx, p.where, NULL, SITE_READ, &p.tables, &s), -E_HALF_REBUILT);
	good(&p, site_open_raw(&p.cx, p.where, NULL, &p.tables, &s));
	site_close(s);
	meta_set(&p, "rebuilding", STR_NONE);
	/* Half a restore is told by its own name, and a rebuild does not make it look whole. */
	half_restored(&p, "restoring", STR("0 ab"));
	half_restored(&p, "rebuilding", STR(STREAM_COMING));
	meta_set(&p, "schema", STR("0"));
	assert_int_equal(site_open(&p.cx, p.where, NULL, SITE_WRITE, &p.tables, &s), -E_SCHEMA);
	meta_set(&p, "schema", STR(VIEW_VERSION));
	good(&p, site_open(&p.cx, p.where, NULL, SITE_READ, &p.tables, &s));
	site_close(s);
	place_close(&p);
}

/* ---- accounts ---- */

static void account_put(struct place *p, const char *user, const char *password, const char *scope,
	unsigned verbs, bool disabled)
{
	struct str scopes[1] = { str_of(scope) };
	struct account a = { .user = str_of(user),
		.name = STR("某人"),
		.verbs = verbs,
		.disabled = disabled,
		.everywhere = !scope,
		.scopes = scopes,
		.scopes_n = scope ? 1 : 0 };
	struct entry e;

	good(p, seal_password_hash(&p->cx, str_of(password), &a.hash));
	good(p, guard_account_entry(&p->cx, p->site, &a, STR("admin"), sys_now(), &e));
	assert_null(memmem(e.sealed.p, e.sealed.n, "argon2", 6));
	assert_null(memmem(e.open.p, e.open.n, "argon2", 6));
	good(p, append_entries(&p->cx, &p->site->view, &e, 1));
	good(p, guard_follow(&p->cx, p->site->guard, p->reader));
}

static void test_accounts(void **state)
{
	struct account a, *all;
	struct site *again;
	struct place p;
	size_t n;

	(void)state;
	place_open(&p);
	account_put(&p, "li", "first-password", "g1", VERB_READ | VERB_FIELD, false);
	account_put(&p, "admin", "other-password", NULL, VERB_ALL, false);
	good(&p, guard_account(&p.cx, p.site->guard, STR("li"), &a));
	assert_int_equal(a.scopes_n, 1);
	assert_str(a.scopes[0], "g1");
	assert_int_equal(a.verbs, VERB_READ | VERB_FIELD);
	assert_int_equal(guard_account(&p.cx, p.site->guard, STR("nobody"), &a), -E_NOT_FOUND);
	good(&p, guard_accounts(&p.cx, p.site->guard, &all, &n));
	assert_int_equal(n, 2);
	/* Another opening reads the same from the journal. */
	good(&p, site_open(&p.cx, p.where, NULL, SITE_READ, &p.tables, &again));
	good(&p, guard_account(&p.cx, again->guard, STR("li"), &a));
	assert_true(seal_password_fits(STR("first-password"), a.hash));
	site_close(again);
	a.user = STR("two words");
	assert_int_equal(
		guard_account_entry(&p.cx, p.site, &a, STR("admin"), NOW, &(struct entry){ 0 }),
		-E_FIELD_FORMAT);
	place_close(&p);
}

static void test_sessions(void **state)
{
	struct str token, other;
	struct reader who;
	struct entry out;
	struct place p;
	struct guard *g;

	(void)state;
	place_open(&p);
	g = p.site->guard;
	account_put(&p, "li", "first-password", "g1", VERB_READ, false);
	assert_int_equal(
		guard_login(&p.cx, g, STR("li"), STR("wrong"), HERE, NOW, &token), -E_PASSWORD);
	assert_int_equal(
		guard_login(&p.cx, g, STR("nobody"), STR("wrong"), HERE, NOW, &token), -E_PASSWORD);
	good(&p, guard_login(&p.cx, g, STR("li"), STR("first-password"), HERE, NOW, &token));
	good(&p, guard_session(&p.cx, g, token, NOW + GUARD_SESSION_MS - 1, &who));
	assert_str(who.person, "li");
	assert_true(who.n == 1 && !who.everywhere && who.verbs == VERB_READ);
	assert_int_equal(
		guard_session(&p.cx, g, token, NOW + GUARD_SESSION_MS + 1, &who), -E_LOGIN);
	/* One changed character anywhere, and it is none. */
	for (size_t i = 0; i < token.n; i++) {
		struct str bent;

		good(&p, cx_str(&p.cx, token, &bent));
		((char *)(uintptr_t)bent.p)[i] = bent.p[i] == 'A' ? 'B' : 'A';
		if (!str_eq(bent, token) &&
			i + 1 < token.n) /* the last one holds bits that mean nothing */
			assert_int_equal(guard_session(&p.cx, g, bent, NOW, &who), -E_LOGIN);
	}
	assert_int_equal(guard_session(&p.cx, g, STR(""), NOW, &who), -E_LOGIN);
	/* Logging out ends that session, also for another process that follows the journal. */
	good(&p, guard_login(&p.cx, g, STR("li"), STR("first-password"), HERE, NOW, &other));
	good(&p, guard_logout(&p.cx, g, token, NOW, &out));
	assert_int_equal(guard_session(&p.cx, g, token, NOW, &who), -E_LOGIN);
	good(&p, append_entries(&p.cx, &p.site->view, &out, 1));
	good(&p, guard_follow(&p.cx, g, p.reader));
	good(&p, guard_session(&p.cx, g, other, NOW, &who));
	{
		struct site *again;

		good(&p, site_open(&p.cx, p.where, NULL, SITE_READ, &p.tables, &again));
		good(&p, guard_session(&p.cx, again->guard, other, NOW, &who));
		assert_int_equal(guard_session(&p.cx, again->guard, token, NOW, &who), -E_LOGIN);
		site_close(again);
	}
	/* A new password ends all; a disabled account has none. */
	account_put(&p, "li", "second-password", "g1", VERB_READ, false);
	assert_int_equal(guard_session(&p.cx, g, other, NOW, &who), -E_LOGIN);
	good(&p, guard_login(&p.cx, g, STR("li"), STR("second-password"), HERE, NOW, &other));
	account_put(&p, "li", "second-password", "g1", VERB_READ, true);
	assert_int_equal(guard_session(&p.cx, g, other, NOW, &who), -E_LOGIN);
	assert_int_equal(
		guard_login(&p.cx, g, STR("li"), STR("second-password"), HERE, NOW, &other),
		-E_PASSWORD);
	place_close(&p);
}

static int guess(struct place *p, const char *password, struct str from, int64_t now)
{
	struct str token;

	return guard_login(&p->cx, p->site->guard, STR("li"), str_of(password), from, now, &token);
}

/* Whoever guesses waits, longer each time; the colleague whose name he knows logs in all the while. */
static void test_guessing(void **state)
{
	int64_t at = NOW, wait = 60000;
	struct place p;

	(void)state;
	place_open(&p);
	account_put(&p, "li", "right-password", NULL, VERB_READ, false);
	for (int i = 0; i < 10; i++)
		assert_int_equal(guess(&p, "wrong", HERE, ++at), -E_PASSWORD);
	for (int i = 0; i < 7; i++) {
		assert_int_equal(guess(&p, "right-password", HERE, at + wait - 1), -E_LOCKED_OUT);
		good(&p, guess(&p, "right-password", STR("elsewhere"), at + 1));
		at += wait;
		if (wait < 16 * 60000)
			wait *= 2;
		assert_int_equal(guess(&p, "wrong", HERE, at), -E_PASSWORD);
	}
	assert_int_equal(guess(&p, "right-password", HERE, at + 1), -E_LOCKED_OUT);
	assert_non_null(strstr(p.cx.e.zh.p, "16 分钟"));
	/* The right one ends it, and so does an hour without a wrong one. */
	good(&p, guess(&p, "right-password", HERE, at += wait));
	for (int turn = 0; turn < 2; turn++) {
		for (int i = 0; i < 10; i++)
			assert_int_equal(guess(&p, "wrong", HERE, ++at), -E_PASSWORD);
		at += 61 * 60000;
	}
	good(&p, guess(&p, "right-password", HERE, at));
	place_close(&p);
}

static int spray(struct place *p, const char *user, struct str from, int64_t now)
{
	struct str token;

	return guard_login(
		&p->cx, p->site->guard, str_of(user), STR("Password-1"), from, now, &token);
}

/* Whoever tries one password on all the names is slowed down; who knows the place, and who comes from another, is not. */
static void test_spraying(void **state)
{
	int64_t at = NOW;
	struct place p;
	char name[20];

	(void)state;
	place_open(&p);
	p.site->guard->origin_free = 5;
	account_put(&p, "li", "right-password", NULL, VERB_READ, false);
	account_put(&p, "wang", "Password-1", NULL, VERB_READ, false);
	good(&p, guess(&p, "right-password", HERE, at));
	for (int i = 0; i < 5; i++) {
		snprintf(name, sizeof(name), "nobody-%d", i);
		assert_int_equal(spray(&p, name, HERE, at), -E_PASSWORD);
	}
	assert_int_equal(spray(&p, "wang", HERE, at), -E_LOGINS_FAILED);
	assert_non_null(strstr(p.cx.e.zh.p, "30 秒"));
	assert_non_null(strstr(p.cx.e.en.p, "30 seconds"));
	good(&p, spray(&p, "wang", STR("elsewhere"), at));
	good(&p, guess(&p, "right-password", HERE, at));
	/* One is forgotten each half minute, and one that was right was none. */
	assert_int_equal(spray(&p, "nobody", HERE, at + 29999), -E_LOGINS_FAILED);
	assert_int_equal(spray(&p, "nobody", HERE, at += 30000), -E_PASSWORD);
	assert_int_equal(spray(&p, "wang", HERE, at), -E_LOGINS_FAILED);
	good(&p, spray(&p, "wang", HERE, at += 30000));
	assert_int_equal(spray(&p, "nobody", HERE, at), -E_PASSWORD);
	/* A clock that was put back keeps nobody waiting for longer. */
	assert_int_equal(spray(&p, "nobody", HERE, at -= 3600000), -E_LOGINS_FAILED);
	assert_int_equal(spray(&p, "nobody", HERE, at + 30000), -E_PASSWORD);
	place_close(&p);
}

/* Beyond the limit nobody is added; and should the journal hold more, all the others still log in. */
static void test_too_many_users(void **state)
{
	struct account a = { .user = STR("third"), .name = STR("third") }, found;
	struct place p;
	struct guard *g;
	struct entry e;

	(void)state;
	place_open(&p);
	g = p.site->guard;
	account_put(&p, "first", "a-password", NULL, VERB_READ, false);
	account_put(&p, "second", "a-password", NULL, VERB_READ, false);
	good(&p, guard_account_entry(&p.cx, p.site, &a, STR("admin"), NOW, &e));
	g->users_max = g->users.n;
	assert_int_equal(
		guard_account_entry(&p.cx, p.site, &a, STR("admin"), NOW, &(struct entry){ 0 }),
		-E_USERS_FULL);
	/* One who is there already may still be changed. */
	account_put(&p, "first", "b-password", NULL, VERB_READ, false);
	good(&p, append_entries(&p.cx, &p.site->view, &e, 1));
	account_put(&p, "second", "b-password", NULL, VERB_READ, false);
	good(&p, guard_follow(&p.cx, g, p.reader));
	assert_int_equal(guard_account(&p.cx, g, STR("third"), &found), -E_NOT_FOUND);
	good(&p, guard_account(&p.cx, g, STR("second"), &found));
	assert_true(seal_password_fits(STR("b-password"), found.hash));
	place_close(&p);
}

static void test_devices(void **state)
{
	struct seal_key key, found;
	struct uuid device;
	struct entry e;
	struct place p;

	(void)state;
	place_open(&p);
	good(&p,
		guard_device_entry(
			&p.cx, p.site, STR("一号机"), STR("li"), NOW, &device, &key, &e));
	assert_int_equal(guard_device_key(p.site->guard, &p.cx, &device, &found), -E_NOT_FOUND);
	good(&p, append_entries(&p.cx, &p.site->view, &e, 1));
	good(&p, guard_follow(&p.cx, p.site->guard, p.reader));
	good(&p, guard_device_key(p.site->guard, &p.cx, &device, &found));
	assert_memory_equal(key.b, found.b, SEAL_KEY);
	place_close(&p);
}

/* ---- the gate ---- */

#define RECORD(n, kind, rest) \
	"{\"id\":\"01900000-0000-7000-8000-0000000000" n "\",\"kind\":\"" kind \
	"\",\"v\":1,\"at\":\"2022-08-30T10:00:00+08:00\"," rest "}"
#define AREA(n, id, parent) \
	RECORD(n, "area.added", \
		"\"area\":\"" id "\",\"body\":{" parent "\"name\":\"x\",\"level\":\"grid\"}")
#define DOOR(n, subject, area) \
	RECORD(n, "dwelling.listed", \
		"\"area\":\"" area "\",\"subject\":" \
		"\"01900000-0000-7000-8000-0000000001" subject \
		"\",\"body\":{\"compound\":\"示例花园\",\"building\":\"1栋\",\"room\":\"" subject \
		"\"}")

#define SUBJECT(n) "01900000-0000-7000-8000-0000000001" n
#define NAMED(n) "01900000-0000-7000-8000-0000000000" n
#define MERGED(n, a, b) \
	RECORD(n, "subject.merged", \
		"\"subject\":\"" SUBJECT(a) "\",\"body\":{\"with\":\"" SUBJECT(b) "\"}")
#define VOIDED(n, named) RECORD(n, "record.voided", "\"body\":{\"records\":[\"" NAMED(named) "\"]}")
#define APPROVED(n, named) \
	RECORD(n, "record.approved", "\"body\":{\"records\":[\"" NAMED(named) "\"]}")

static struct receipt post(
	struct place *p, const char *json, const struct gate *gate, const char *user)
{
	struct sender from = { .user = str_of(user), .now = sys_now() };
	const struct json *v;
	struct receipt *r;
	size_t n;

	good(p, json_read(&p->cx, str_of(json), &json_limits_request, &v));
	good(p, append_json(&p->cx, &p->site->view, v, &from, gate, &r, &n));
	return r[0];
}

static void accepted(struct receipt r, unsigned marks)
{
	if (r.status == RECEIPT_REFUSED)
		fail_msg("refused: %.*s", STR_ARG(r.error.en));
	assert_int_equal(r.marks & MARK_HELD, marks);
}

static void refused(struct receipt r, int code)
{
	assert_int_equal(r.status, RECEIPT_REFUSED);
	assert_int_equal(r.error.code, code);
}

static void county(struct place *p)
{
	accepted(post(p, AREA("01", "top", ""), &guard_gate_owner, "admin"), 0);
	accepted(post(p, AREA("02", "v1", "\"parent\":\"top\","), &guard_gate_owner, "admin"), 0);
	accepted(post(p, AREA("03", "g1", "\"parent\":\"v1\","), &guard_gate_owner, "admin"), 0);
	accepted(post(p, AREA("04", "g2", "\"parent\":\"top\","), &guard_gate_owner, "admin"), 0);
	accepted(post(p, DOOR("11", "11", "g1"), &guard_gate_owner, "admin"), 0);
	accepted(post(p, DOOR("12", "12", "g2"), &guard_gate_owner, "admin"), 0);
}

static void test_gate(void **state)
{
	static const struct str scopes[] = { { "v1", 2 } };
	struct reader who = {
		.person = STR("li"), .scopes = scopes, .n = 1, .verbs = VERB_READ | VERB_ROSTER
	};
	struct guard_gate gate;
	struct place p;

	(void)state;
	place_open(&p);
	county(&p);
	guard_gate(&gate, p.site->guard, &who, false);
	/* Without a gate nothing comes in. */
	refused(post(&p, DOOR("20", "20", "g1"), NULL, "li"), E_NOT_ALLOWED);
	accepted(post(&p, DOOR("21", "21", "g1"), &gate.gate, "li"), 0);
	refused(post(&p, DOOR("22", "22", "g2"), &gate.gate, "li"), E_NOT_ALLOWED);
	refused(post(&p, DOOR("23", "23", "top"), &gate.gate, "li"), E_NOT_ALLOWED);
	/* An area that nobody knows yet: kept, without effect. */
	accepted(post(&p, DOOR("24", "24", "g9"), &gate.gate, "li"), MARK_HELD);
	/* A new area lies where its parent lies. */
	accepted(post(&p, AREA("25", "g3", "\"parent\":\"v1\","), &gate.gate, "li"), 0);
	accepted(post(&p, DOOR("26", "26", "g3"), &gate.gate, "li"), 0);
	refused(post(&p, AREA("27", "g4", "\"parent\":\"top\","), &gate.gate, "li"), E_NOT_ALLOWED);
	/* A kind that needs no area acts where its subject lies. */
	accepted(post(&p,
			 RECORD("28", "subject.moved",
				 "\"subject\":\"01900000-0000-7000-8000-000000000111\","
				 "\"body\":{\"to\":\"g3\"}"),
			 &gate.gate, "li"),
		0);
	refused(post(&p,
			RECORD("29", "subject.moved",
				"\"subject\":\"01900000-0000-7000-8000-000000000112\","
				"\"body\":{\"to\":\"g1\"}"),
			&gate.gate, "li"),
		E_NOT_ALLOWED);
	refused(post(&p,
			RECORD("30", "subject.moved",
				"\"area\":\"g1\",\"subject\":\"01900000-0000-7000-8000-000000000112\","
				"\"body\":{\"to\":\"g1\"}"),
			&gate.gate, "li"),
		E_NOT_ALLOWED);
	/* Whoever corrects a record needs the right to where it lies. */
	refused(post(&p,
			RECORD("31", "dwelling.listed",
				"\"area\":\"g1\",\"subject\":\"01900000-0000-7000-8000-000000000112\","
				"\"corrects\":[\"01900000-0000-7000-8000-000000000012\"],\"body\":{\"room\":\"9\"}"),
			&gate.gate, "li"),
		E_NOT_ALLOWED);
	/* With an area of his own in it, a record about a door that lies elsewhere is kept, without effect. */
	accepted(post(&p, DOOR("34", "12", "g1"), &gate.gate, "li"), MARK_HELD);
	accepted(post(&p, MERGED("35", "11", "12"), &gate.gate, "li"), MARK_HELD);
	refused(post(&p, MERGED("36", "12", "11"), &gate.gate, "li"), E_NOT_ALLOWED);
	/* The verb of the kind. */
	who.verbs = VERB_READ | VERB_FIELD;
	guard_gate(&gate, p.site->guard, &who, false);
	refused(post(&p, DOOR("32", "32", "g1"), &gate.gate, "li"), E_NOT_ALLOWED);
	/* Work of a disabled person is held. */
	who.verbs = VERB_ALL;
	guard_gate(&gate, p.site->guard, &who, true);
	accepted(post(&p, DOOR("33", "33", "g1"), &gate.gate, "li"), MARK_HELD);
	place_close(&p);
}

/* How many dwellings there are. */
static size_t doors(struct place *p)
{
	struct cover c = {
		.store = p->reader, .who = &guard_reader_owner, .kinds = &kinds, .now = NOW
	};
	struct area_tree *tree;
	struct subject *all;
	struct str next;
	size_t n;

	good(p, store_begin_read(&p->cx, p->reader, __func__));
	good(p, area_tree_open(&p->cx, p->reader, day_of(NOW), &tree));
	c.tree = tree;
	good(p, subject_list(&p->cx, &c, STR(""), SUBJECT_DWELLING, STR(""), 100, &all, &n, &next));
	area_tree_release(tree);
	store_rollback(p->reader);
	return n;
}

static void test_gate_approval(void **state)
{
	struct reader li = { .person = STR("li"), .everywhere = true, .verbs = VERB_ALL };
	struct reader wang = { .person = STR("wang"), .everywhere = true, .verbs = VERB_ALL };
	struct guard_gate own, disabled, other;
	struct place p;

	(void)state;
	place_open(&p);
	county(&p);
	guard_gate(&disabled, p.site->guard, &li, true);
	guard_gate(&own, p.site->guard, &li, false);
	guard_gate(&other, p.site->guard, &wang, false);
	accepted(post(&p, DOOR("40", "40", "g1"), &disabled.gate, "li"), MARK_HELD);
	refused(post(&p,
			RECORD("41", "record.approved",
				"\"body\":{\"records\":[\"01900000-0000-7000-8000-000000000040\"]}"),
			&own.gate, "li"),
		E_NOT_ALLOWED);
	accepted(
		post(&p,
			RECORD("42", "record.approved",
				"\"body\":{\"records\":[\"01900000-0000-7000-8000-000000000040\"]}"),
			&other.gate, "wang"),
		0);
	/* An approval of what is not here yet is no way round the other person. */
	accepted(post(&p, APPROVED("43", "44"), &own.gate, "li"), MARK_HELD);
	accepted(post(&p, DOOR("44", "44", "g1"), &disabled.gate, "li"), MARK_HELD);
	refused(post(&p, APPROVED("45", "43"), &own.gate, "li"), E_NOT_ALLOWED);
	assert_int_equal(doors(&p), 3);
	accepted(post(&p, APPROVED("46", "43"), &other.gate, "wang"), 0);
	assert_int_equal(doors(&p), 4);
	place_close(&p);
}

/* A grid that comes elsewhere on a day is theirs from then on, and a writer that is running knows. */
static void test_gate_day(void **state)
{
	static const struct str scopes[] = { { "v1", 2 } };
	struct reader who = {
		.person = STR("li"), .scopes = scopes, .n = 1, .verbs = VERB_READ | VERB_ROSTER
	};
	struct guard_gate gate;
	struct place p;

	(void)state;
	place_open(&p);
	county(&p);
	guard_gate(&gate, p.site->guard, &who, false);
	accepted(
		post(&p,
			RECORD("81", "area.changed",
				"\"area\":\"g2\",\"body\":{\"parent\":\"v1\",\"from\":\"2023-01-01\"}"),
			&guard_gate_owner, "admin"),
		0);
	refused(post(&p, DOOR("82", "82", "g2"), &gate.gate, "li"), E_NOT_ALLOWED);
	sys_clock_fix(1672531200000 - 8 * 3600000); /* the first moment of that day here */
	accepted(post(&p, DOOR("83", "83", "g2"), &gate.gate, "li"), 0);
	place_close(&p);
}

static size_t held(struct place *p)
{
	struct cover c = { .store = p->reader, .who = &guard_reader_owner, .now = NOW };
	struct marked *all;
	struct area_tree *tree;
	size_t n;

	good(p, store_begin_read(&p->cx, p->reader, __func__));
	good(p, area_tree_open(&p->cx, p->reader, day_of(NOW), &tree));
	c.tree = tree;
	good(p, marked_list(&p->cx, &c, BIT_HELD, &all, &n));
	area_tree_release(tree);
	store_rollback(p->reader);
	return n;
}

#define NAMES(n, kind, id) \
	RECORD(n, kind, "\"body\":{\"records\":[\"01900000-0000-7000-8000-0000000000" id "\"]}")

/* What was approved or voided is held no longer; when that is taken back, it is again. */
static void test_held(void **state)
{
	struct reader li = { .person = STR("li"), .everywhere = true, .verbs = VERB_ALL };
	struct guard_gate disabled;
	struct place p;

	(void)state;
	place_open(&p);
	county(&p);
	guard_gate(&disabled, p.site->guard, &li, true);
	accepted(post(&p, DOOR("90", "90", "g1"), &disabled.gate, "li"), MARK_HELD);
	accepted(post(&p, DOOR("91", "91", "g1"), &disabled.gate, "li"), MARK_HELD);
	assert_int_equal(held(&p), 2);
	accepted(post(&p, NAMES("92", "record.approved", "90"), &guard_gate_owner, "admin"), 0);
	assert_int_equal(held(&p), 1);
	accepted(post(&p, NAMES("93", "record.voided", "91"), &guard_gate_owner, "admin"), 0);
	assert_int_equal(held(&p), 0);
	accepted(post(&p, NAMES("94", "record.voided", "92"), &guard_gate_owner, "admin"), 0);
	assert_int_equal(held(&p), 1);
	accepted(post(&p, NAMES("95", "record.voided", "93"), &guard_gate_owner, "admin"), 0);
	assert_int_equal(held(&p), 2);
	/* A void that is held itself settles nothing. */
	accepted(post(&p, NAMES("96", "record.voided", "90"), &disabled.gate, "li"), MARK_HELD);
	assert_int_equal(held(&p), 3);
	accepted(post(&p, NAMES("97", "record.approved", "96"), &guard_gate_owner, "admin"), 0);
	assert_int_equal(held(&p), 1);
	place_close(&p);
}

/* Where a subject lay at the time of the record counts too: a visit may come in after the door was given away. */
static void test_gate_moved(void **state)
{
	static const struct str g1 = { "g1", 2 }, g2 = { "g2", 2 };
	struct reader li = { .person = STR("li"), .scopes = &g1, .n = 1, .verbs = VERB_ROSTER };
	struct reader wang = { .person = STR("wang"), .scopes = &g2, .n = 1, .verbs = VERB_ROSTER };
	struct guard_gate first, second;
	struct place p;

	(void)state;
	place_open(&p);
	county(&p);
	guard_gate(&first, p.site->guard, &li, false);
	guard_gate(&second, p.site->guard, &wang, false);
	accepted(
		post(&p,
			"{\"id\":\"" NAMED(
				"20") "\",\"kind\":\"subject.moved\",\"v\":1,"
				      "\"at\":\"2022-08-30T10:30:00+08:00\",\"subject\":\"" SUBJECT(
					      "11") "\",\"body\":{\"to\":\"g2\"}}",
			&first.gate, "li"),
		0);
	accepted(post(&p, DOOR("21", "11", "g1"), &first.gate, "li"), 0);
	accepted(post(&p, DOOR("22", "11", "g2"), &second.gate, "wang"), 0);
	accepted(
		post(&p,
			"{\"id\":\"" NAMED(
				"23") "\",\"kind\":\"dwelling.listed\",\"v\":1,"
				      "\"at\":\"2022-08-30T11:00:00+08:00\",\"area\":\"g1\",\"subject\":\"" SUBJECT(
					      "11") "\",\"body\":{\"compound\":\"示例花园\",\"room\":\"1\"}}",
			&first.gate, "li"),
		MARK_HELD);
	place_close(&p);
}

/* An incident and a round belong to whoever has the right to all of their area. */
static void test_gate_rounds(void **state)
{
	static const struct str v1 = { "v1", 2 };
	struct reader li = { .person = STR("li"), .scopes = &v1, .n = 1, .verbs = VERB_ALL };
	struct guard_gate gate;
	struct place p;

	(void)state;
	place_open(&p);
	county(&p);
	accepted(post(&p,
			 RECORD("20", "incident.declared",
				 "\"area\":\"top\",\"subject\":\"" SUBJECT(
					 "90") "\",\"body\":{\"name\":\"x\"}"),
			 &guard_gate_owner, "admin"),
		0);
	accepted(
		post(&p,
			RECORD("21", "round.opened",
				"\"area\":\"top\",\"round\":\"" SUBJECT(
					"91") "\",\"body\":{\"kind\":\"sweep\","
					      "\"incident\":\"" SUBJECT(
						      "90") "\",\"question\":\"?\",\"expected\":1}"),
			&guard_gate_owner, "admin"),
		0);
	guard_gate(&gate, p.site->guard, &li, false);
	refused(post(&p,
			RECORD("22", "incident.ended",
				"\"subject\":\"" SUBJECT("90") "\",\"body\":{}"),
			&gate.gate, "li"),
		E_NOT_ALLOWED);
	accepted(post(&p,
			 RECORD("23", "incident.declared",
				 "\"area\":\"g1\",\"subject\":\"" SUBJECT(
					 "90") "\",\"body\":{\"name\":\"y\",\"exercise\":true}"),
			 &gate.gate, "li"),
		MARK_HELD);
	accepted(
		post(&p,
			RECORD("24", "round.targeted",
				"\"area\":\"g1\",\"round\":\"" SUBJECT(
					"91") "\",\"body\":{\"piece\":1,\"subjects\":[\"" SUBJECT("11") "\"]}"),
			&gate.gate, "li"),
		MARK_HELD);
	/* A door of his own grid he may exempt in it all the same. */
	accepted(
		post(&p,
			RECORD("25", "target.exempted",
				"\"area\":\"g1\",\"round\":\"" SUBJECT("91") "\",\"subject\":\"" SUBJECT(
					"11") "\",\"body\":{\"reason\":\"other\"}"),
			&gate.gate, "li"),
		0);
	place_close(&p);
}

#define TARGETED(n, minute, subjects) \
	"{\"id\":\"" NAMED( \
		n) "\",\"kind\":\"round.targeted\",\"v\":1,\"at\":\"2022-08-30T10:" minute \
		   ":00+08:00\",\"area\":\"g1\",\"round\":\"" SUBJECT( \
			   "91") "\",\"body\":{\"piece\":1,\"subjects\":[" subjects "]}}"
#define D(n) "\"" SUBJECT(n) "\""

/* Whoever opens a round of his own puts the doors of his own areas on its list. */
static void test_gate_lists(void **state)
{
	static const struct str v1 = { "v1", 2 };
	struct reader li = { .person = STR("li"), .scopes = &v1, .n = 1, .verbs = VERB_ALL };
	struct guard_gate gate;
	struct place p;

	(void)state;
	place_open(&p);
	county(&p);
	guard_gate(&gate, p.site->guard, &li, false);
	accepted(
		post(&p,
			RECORD("20", "round.opened",
				"\"area\":\"v1\",\"round\":\"" SUBJECT(
					"91") "\",\"body\":{\"kind\":\"sweep\","
					      "\"incident\":\"" SUBJECT(
						      "90") "\",\"question\":\"?\",\"expected\":2}"),
			&gate.gate, "li"),
		0);
	accepted(post(&p, DOOR("13", "13", "g1"), &guard_gate_owner, "admin"), 0);
	accepted(post(&p, TARGETED("21", "00", D("11") "," D("13")), &gate.gate, "li"), 0);
	accepted(post(&p, TARGETED("22", "00", D("11") "," D("12")), &gate.gate, "li"), MARK_HELD);
	/* A door that is not here yet gives no answer. */
	accepted(post(&p, TARGETED("23", "00", D("11") "," D("14")), &gate.gate, "li"), 0);
	accepted(post(&p,
			 "{\"id\":\"" NAMED("24") "\",\"kind\":\"subject.moved\",\"v\":1,"
						  "\"at\":\"2022-08-30T10:30:00+08:00\","
						  "\"subject\":" D(
							  "13") ",\"body\":{\"to\":\"g2\"}}",
			 &guard_gate_owner, "admin"),
		0);
	sys_clock_fix(NOW + 3600000);
	/* What was written when the door lay here may come in later. */
	accepted(post(&p, TARGETED("25", "29", D("11") "," D("13")), &gate.gate, "li"), 0);
	accepted(post(&p, TARGETED("26", "31", D("11") "," D("13")), &gate.gate, "li"), MARK_HELD);
	place_close(&p);
}

/* Who may write a record may take it back, and nobody else; also by taking back what took it back. */
static void test_gate_voids(void **state)
{
	static const struct str v1 = { "v1", 2 };
	struct reader field = { .person = STR("li"), .scopes = &v1, .n = 1, .verbs = VERB_FIELD };
	struct reader all = { .person = STR("he"), .everywhere = true, .verbs = VERB_FIELD };
	struct reader roster = {
		.person = STR("wang"), .scopes = &v1, .n = 1, .verbs = VERB_ROSTER
	};
	struct guard_gate a, b, c;
	struct place p;

	(void)state;
	place_open(&p);
	county(&p);
	guard_gate(&a, p.site->guard, &field, false);
	guard_gate(&b, p.site->guard, &all, false);
	guard_gate(&c, p.site->guard, &roster, false);
	refused(post(&p, VOIDED("20", "11"), &a.gate, "li"), E_NOT_ALLOWED);
	refused(post(&p, VOIDED("21", "11"), &b.gate, "he"), E_NOT_ALLOWED);
	refused(post(&p, VOIDED("22", "12"), &c.gate, "wang"), E_NOT_ALLOWED); /* in g2 */
	accepted(post(&p, VOIDED("23", "11"), &c.gate, "wang"), 0);
	refused(post(&p, VOIDED("24", "23"), &a.gate, "li"), E_NOT_ALLOWED);
	refused(post(&p, VOIDED("25", "23"), &b.gate, "he"), E_NOT_ALLOWED);
	accepted(post(&p, VOIDED("26", "23"), &c.gate, "wang"), 0);
	place_close(&p);
}

static void says(struct receipt r, const char *zh, const char *en)
{
	assert_int_equal(r.status, RECEIPT_REFUSED);
	assert_str(r.error.zh, zh);
	assert_str(r.error.en, en);
}

/* What is refused is told in one language at a time, with what is wrong and where. */
static void test_gate_words(void **state)
{
	static const struct str v1 = { "v1", 2 };
	struct reader li = { .person = STR("li"), .scopes = &v1, .n = 1, .verbs = VERB_ROSTER };
	struct reader own = { .person = STR("li"), .everywhere = true, .verbs = VERB_ALL };
	struct guard_gate bound, wide;
	struct place p;

	(void)state;
	place_open(&p);
	county(&p);
	guard_gate(&bound, p.site->guard, &li, false);
	guard_gate(&wide, p.site->guard, &own, false);
	says(post(&p, DOOR("20", "20", "g2"), &bound.gate, "li"),
		"您无权提交这条记录：区域 g2 不在您的管辖范围内",
		"you may not write this record: the area g2 is none of yours");
	says(post(&p, DOOR("21", "21", "g1"), NULL, "li"),
		"您无权提交这条记录：没有填报“登记房屋”（dwelling.listed）的权限",
		"you may not write this record: no right to 'Dwelling listed' (dwelling.listed)");
	says(post(&p,
		     RECORD("22", "incident.declared",
			     "\"area\":\"g1\",\"subject\":\"" SUBJECT(
				     "90") "\",\"body\":{\"name\":\"x\"}"),
		     &bound.gate, "li"),
		"您无权提交这条记录：没有填报“启动应急响应”（incident.declared）的权限",
		"you may not write this record: no right to 'Incident declared' (incident.declared)");
	accepted(post(&p, DOOR("23", "23", "g9"), &wide.gate, "li"), 0);
	says(post(&p, APPROVED("24", "23"), &wide.gate, "li"), "您无权提交这条记录：须由另一人批准",
		"you may not write this record: another person has to approve it");
	place_close(&p);
}

/* While the views are made anew, whoever hands something in learns why it waits. */
static void test_rebuilding_words(void **state)
{
	struct sender from = { .user = STR("admin"), .now = NOW };
	const struct json *v;
	struct receipt *r;
	struct place p;
	size_t n;

	(void)state;
	place_open(&p);
	meta_set(&p, "rebuilding", STR("1"));
	good(&p, json_read(&p.cx, STR(AREA("01", "top", "")), &json_limits_request, &v));
	assert_int_equal(
		append_json(&p.cx, &p.site->view, v, &from, &guard_gate_owner, &r, &n), -E_BUSY);
	assert_str(p.cx.e.zh, "系统繁忙：正在重新计算（bulou rebuild）");
	assert_str(p.cx.e.en, "busy: the views are being made anew (bulou rebuild)");
	place_close(&p);
}

/* ---- masks and looks ---- */

static void test_masks(void **state)
{
	static const struct {
		enum field_type type;
		const char *value, *shown;
	} rows[] = {
		{ FIELD_TEXT, "王明", "王*" },
		{ FIELD_TEXT, "欧阳小明", "欧***" },
		{ FIELD_TEXT, "王", "*" },
		{ FIELD_TEXT, "住在三楼东边的老人", "***" },
		{ FIELD_TEXT, "", "" },
		{ FIELD_PHONE, "13812345678", "138****5678" },
		{ FIELD_PHONE, "12345", "*****" },
		{ FIELD_DOCUMENT, "11010519491231002X", "1101**********002X" },
		{ FIELD_DOCUMENT, "E1234", "*****" },
		{ FIELD_PLATE, "川A12345", "川****5" },
		{ FIELD_DATE, "1949-12-31", "***" },
		{ FIELD_INT, "5", "***" },
		{ FIELD_IMAGE, "aaaa", "***" },
	};
	struct test_cx t;

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		struct cx *cx = test_begin(&t);
		struct str shown;

		assert_int_equal(guard_mask(cx, rows[i].type, str_of(rows[i].value), &shown), 0);
		assert_str(shown.n ? shown : STR(""), rows[i].shown);
		test_end(&t);
	}
}

static void test_look(void **state)
{
	struct reader who = { .person = STR("li") };
	struct uuid id = sys_uuid();
	struct test_cx t;
	struct cx *cx = test_begin(&t);
	const struct json *v;
	struct entry e;

	(void)state;
	assert_int_equal(
		guard_look_entry(cx, &who, STR("record"), STR("核实"), &id, 1, NOW, &e), 0);
	assert_int_equal(e.type, ENTRY_LOOK);
	assert_int_equal(json_read(cx, e.open, &json_limits_request, &v), 0);
	assert_str(json_text(v, "reader"), "li");
	assert_str(json_text(v, "reason"), "核实");
	assert_int_equal(json_get(v, "subjects")->n, 1);
	assert_true(str_eq(test_canonical(cx, v), e.open));
	test_end(&t);
}

/* ---- search ---- */

static size_t search(struct place *p, struct search *x, const struct reader *who, const char *q,
	struct search_hit **ret)
{
	struct cover c = {
		.store = p->reader, .who = who, .keys = p->site->keys, .kinds = &kinds, .now = NOW
	};
	struct area_tree *tree;
	struct str next;
	bool filling;
	size_t n;

	good(p, store_begin_read(&p->cx, p->reader, __func__));
	good(p, area_tree_open(&p->cx, p->reader, day_of(NOW), &tree));
	c.tree = tree;
	good(p, search_find(&p->cx, x, &c, str_of(q), STR(""), 100, ret, &n, &next, &filling));
	assert_false(filling);
	area_tree_release(tree);
	store_rollback(p->reader);
	return n;
}

#define PERSON(n, name) \
	RECORD(n, "person.listed", \
		"\"area\":\"g1\",\"subject\":\"01900000-0000-7000-8000-0000000002" n "\"," \
		"\"body\":{\"name\":\"" name "\"}")

static void test_search(void **state)
{
	static const struct str scopes[] = { { "g1", 2 } };
	const struct reader narrow = {
		.person = STR("li"), .scopes = scopes, .n = 1, .verbs = VERB_READ
	};
	struct search_hit *hits;
	struct search *x;
	struct place p;

	(void)state;
	place_open(&p);
	county(&p);
	accepted(post(&p, PERSON("50", "王小明"), &guard_gate_owner, "admin"), 0);
	accepted(post(&p, PERSON("51", "Li Wei"), &guard_gate_owner, "admin"), 0);
	good(&p, search_new(&p.cx, p.site, &x));
	good(&p, search_follow(&p.cx, x, p.reader));
	assert_int_equal(search(&p, x, &guard_reader_owner, "小明", &hits), 1);
	assert_str(hits[0].name, "王**");
	assert_int_equal(search(&p, x, &guard_reader_owner, "王", &hits), 1);
	assert_int_equal(search(&p, x, &guard_reader_owner, "王 明", &hits), 1);
	assert_int_equal(search(&p, x, &guard_reader_owner, "ＬＩ　ｗｅｉ", &hits), 1);
	assert_int_equal(search(&p, x, &guard_reader_owner, "李", &hits), 0);
	assert_int_equal(search(&p, x, &guard_reader_owner, "示例花园1栋", &hits), 2);
	assert_int_equal(search(&p, x, &guard_reader_owner, "示例花园 12", &hits), 1);
	assert_str(hits[0].text, "示例花园 1栋 12");
	/* Only what lies in his areas. */
	assert_int_equal(search(&p, x, &narrow, "示例花园", &hits), 1);
	/* What comes later is found, what is corrected or voided is not. */
	accepted(
		post(&p,
			RECORD("52", "person.listed",
				"\"area\":\"g1\",\"subject\":\"01900000-0000-7000-8000-000000000250\","
				"\"corrects\":[\"01900000-0000-7000-8000-000000000050\"],\"body\":{\"name\":\"赵大力\"}"),
			&guard_gate_owner, "admin"),
		0);
	assert_int_equal(search(&p, x, &guard_reader_owner, "赵大", &hits), 1);
	assert_int_equal(search(&p, x, &guard_reader_owner, "王小明", &hits), 0);
	accepted(
		post(&p,
			RECORD("53", "record.voided",
				"\"body\":{\"records\":[\"01900000-0000-7000-8000-000000000051\"]}"),
			&guard_gate_owner, "admin"),
		0);
	assert_int_equal(search(&p, x, &guard_reader_owner, "li wei", &hits), 0);
	accepted(
		post(&p,
			RECORD("54", "record.voided",
				"\"body\":{\"records\":[\"01900000-0000-7000-8000-000000000053\"]}"),
			&guard_gate_owner, "admin"),
		0);
	assert_int_equal(search(&p, x, &guard_reader_owner, "li wei", &hits), 1);
	search_free(x);
	search_free(NULL);
	place_close(&p);
}

/* Found is the name of a record that stands, whatever was said of it meanwhile, and whenever the index was filled. */
static void test_search_stands(void **state)
{
	struct reader li = { .person = STR("li"), .everywhere = true, .verbs = VERB_ALL };
	struct guard_gate disabled;
	struct search_hit *hits;
	struct search *x, *later;
	struct place p;

	(void)state;
	place_open(&p);
	county(&p);
	guard_gate(&disabled, p.site->guard, &li, true);
	good(&p, search_new(&p.cx, p.site, &x));
	good(&p, search_follow(&p.cx, x, p.reader));
	accepted(post(&p, PERSON("55", "孙丽华"), &guard_gate_owner, "admin"), 0);
	accepted(
		post(&p,
			RECORD("56", "person.listed",
				"\"area\":\"g1\",\"subject\":\"01900000-0000-7000-8000-000000000255\","
				"\"corrects\":[\"01900000-0000-7000-8000-000000000055\"],\"body\":{\"name\":\"孙俪华\"}"),
			&guard_gate_owner, "admin"),
		0);
	assert_int_equal(search(&p, x, &guard_reader_owner, "孙丽华", &hits), 0);
	accepted(post(&p, NAMES("57", "record.voided", "56"), &guard_gate_owner, "admin"), 0);
	assert_int_equal(search(&p, x, &guard_reader_owner, "孙丽华", &hits), 1);
	assert_int_equal(search(&p, x, &guard_reader_owner, "孙俪华", &hits), 0);
	/* What is held takes nothing away, and is not found before somebody approves it. */
	accepted(post(&p, NAMES("58", "record.voided", "55"), &disabled.gate, "li"), MARK_HELD);
	accepted(post(&p, PERSON("59", "周小燕"), &disabled.gate, "li"), MARK_HELD);
	assert_int_equal(search(&p, x, &guard_reader_owner, "孙丽华", &hits), 1);
	assert_int_equal(search(&p, x, &guard_reader_owner, "周小燕", &hits), 0);
	accepted(post(&p, NAMES("5a", "record.approved", "59"), &guard_gate_owner, "admin"), 0);
	assert_int_equal(search(&p, x, &guard_reader_owner, "周小燕", &hits), 1);
	good(&p, search_new(&p.cx, p.site, &later));
	good(&p, search_follow(&p.cx, later, p.reader));
	assert_int_equal(search(&p, later, &guard_reader_owner, "孙丽华", &hits), 1);
	assert_int_equal(search(&p, later, &guard_reader_owner, "孙俪华", &hits), 0);
	assert_int_equal(search(&p, later, &guard_reader_owner, "周小燕", &hits), 1);
	search_free(later);
	search_free(x);
	place_close(&p);
}

static void test_search_erased(void **state)
{
	struct uuid id;
	struct search_hit *hits;
	struct search *x;
	struct store *s;
	struct place p;

	(void)state;
	place_open(&p);
	county(&p);
	accepted(post(&p, PERSON("60", "王小明"), &guard_gate_owner, "admin"), 0);
	good(&p, search_new(&p.cx, p.site, &x));
	good(&p, search_follow(&p.cx, x, p.reader));
	assert_int_equal(search(&p, x, &guard_reader_owner, "王小明", &hits), 1);
	s = p.site->view.journal.store;
	assert_true(uuid_read(STR("01900000-0000-7000-8000-000000000060"), &id));
	good(&p, store_begin(&p.cx, s, __func__));
	good(&p, journal_begin(&p.cx, &p.site->view.journal));
	good(&p,
		journal_erase(
			&p.cx, &p.site->view.journal, &id, 1, STR("本人要求"), STR("admin"), NOW));
	good(&p, store_commit(&p.cx, s));
	assert_int_equal(search(&p, x, &guard_reader_owner, "王小明", &hits), 0);
	search_free(x);
	place_close(&p);
}

static void test_search_many(void **state)
{
	static char json[400];
	struct search_hit *hits;
	struct search *x;
	struct place p;

	(void)state;
	place_open(&p);
	county(&p);
	for (int i = 0; i < 1500; i++) {
		snprintf(json, sizeof(json),
			"{\"id\":\"01900000-0000-7000-8001-%012d\",\"kind\":\"dwelling.listed\",\"v\":1,"
			"\"at\":\"2022-08-30T10:00:00+08:00\",\"area\":\"g1\",\"subject\":\"01900000-0000-7000-8002-%012d\","
			"\"body\":{\"compound\":\"大院\",\"room\":\"R%04d\"}}",
			i, i, i);
		accepted(post(&p, json, &guard_gate_owner, "admin"), 0);
	}
	good(&p, search_new(&p.cx, p.site, &x));
	assert_true(search_filling(x));
	good(&p, search_follow(&p.cx, x, p.reader));
	assert_int_equal(search(&p, x, &guard_reader_owner, "r1234", &hits), 1);
	assert_int_equal(search(&p, x, &guard_reader_owner, "大院", &hits), 100);
	search_free(x);
	place_close(&p);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_site),
		cmocka_unit_test(test_site_other_key),
		cmocka_unit_test(test_site_no_key),
		cmocka_unit_test(test_site_serve),
		cmocka_unit_test(test_site_schema),
		cmocka_unit_test(test_accounts),
		cmocka_unit_test(test_sessions),
		cmocka_unit_test(test_guessing),
		cmocka_unit_test(test_spraying),
		cmocka_unit_test(test_too_many_users),
		cmocka_unit_test(test_devices),
		cmocka_unit_test(test_gate),
		cmocka_unit_test(test_gate_approval),
		cmocka_unit_test(test_gate_moved),
		cmocka_unit_test(test_gate_rounds),
		cmocka_unit_test(test_gate_lists),
		cmocka_unit_test(test_gate_voids),
		cmocka_unit_test(test_gate_day),
		cmocka_unit_test(test_gate_words),
		cmocka_unit_test(test_rebuilding_words),
		cmocka_unit_test(test_held),
		cmocka_unit_test(test_masks),
		cmocka_unit_test(test_look),
		cmocka_unit_test(test_search),
		cmocka_unit_test(test_search_stands),
		cmocka_unit_test(test_search_erased),
		cmocka_unit_test(test_search_many),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
