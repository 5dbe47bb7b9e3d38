/* Guard: sites, accounts and sessions, the gate's answers, masks, looks, boxes, search. */
#include "guard/guard.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "core/test.h"
#include "cover/base_kinds.h"
#include "guard/search.h"
#include "sys/sys.h"

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
	good(p, site_reader(&p->cx, p->site, &p->reader));
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
	assert_int_equal(site_open(&p.cx, text, NULL, SITE_READ, &p.tables, &s), -E_NOT_FOUND);
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

static void meta_set(struct place *p, const char *name, struct str value)
{
	struct store *s = p->site->view.journal.store;

	good(p, store_begin(&p->cx, s, __func__));
	good(p, journal_meta_set(&p->cx, s, name, value));
	good(p, store_commit(&p->cx, s));
}

static void test_site_schema(void **state)
{
	struct site *s;
	struct place p;

	(void)state;
	place_open(&p);
	meta_set(&p, "rebuilding", STR("1"));
	assert_int_equal(site_open(&p.cx, p.where, NULL, SITE_READ, &p.tables, &s), -E_SCHEMA);
	good(&p, site_open_raw(&p.cx, p.where, NULL, &p.tables, &s));
	site_close(s);
	meta_set(&p, "rebuilding", STR_NONE);
	meta_set(&p, "restoring", STR("0 ab"));
	assert_int_equal(site_open(&p.cx, p.where, NULL, SITE_READ, &p.tables, &s), -E_SCHEMA);
	meta_set(&p, "restoring", STR_NONE);
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
	assert_int_equal(guard_login(&p.cx, g, STR("li"), STR("wrong"), NOW, &token), -E_PASSWORD);
	assert_int_equal(
		guard_login(&p.cx, g, STR("nobody"), STR("wrong"), NOW, &token), -E_PASSWORD);
	good(&p, guard_login(&p.cx, g, STR("li"), STR("first-password"), NOW, &token));
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
	good(&p, guard_login(&p.cx, g, STR("li"), STR("first-password"), NOW, &other));
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
	good(&p, guard_login(&p.cx, g, STR("li"), STR("second-password"), NOW, &other));
	account_put(&p, "li", "second-password", "g1", VERB_READ, true);
	assert_int_equal(guard_session(&p.cx, g, other, NOW, &who), -E_LOGIN);
	assert_int_equal(
		guard_login(&p.cx, g, STR("li"), STR("second-password"), NOW, &other), -E_PASSWORD);
	place_close(&p);
}

static void test_guessing(void **state)
{
	struct place p;
	struct str token;

	(void)state;
	place_open(&p);
	account_put(&p, "li", "right-password", NULL, VERB_READ, false);
	for (int i = 0; i < 10; i++)
		assert_int_equal(
			guard_login(&p.cx, p.site->guard, STR("li"), STR("wrong"), NOW + i, &token),
			-E_PASSWORD);
	assert_int_equal(guard_login(&p.cx, p.site->guard, STR("li"), STR("right-password"),
				 NOW + 20, &token),
		-E_BUSY);
	good(&p,
		guard_login(&p.cx, p.site->guard, STR("li"), STR("right-password"), NOW + 6 * 60000,
			&token));
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
	good(p, area_tree_open(&p->cx, p->reader, &tree));
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
		cmocka_unit_test(test_site_schema),
		cmocka_unit_test(test_accounts),
		cmocka_unit_test(test_sessions),
		cmocka_unit_test(test_guessing),
		cmocka_unit_test(test_devices),
		cmocka_unit_test(test_gate),
		cmocka_unit_test(test_gate_approval),
		cmocka_unit_test(test_masks),
		cmocka_unit_test(test_look),
		cmocka_unit_test(test_search),
		cmocka_unit_test(test_search_erased),
		cmocka_unit_test(test_search_many),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
