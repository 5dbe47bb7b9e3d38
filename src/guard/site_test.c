/* Sites: making and opening them, their keys, and what is told of data that is not whole. */
#include "guard/guard_fixture.h"
#include "record/stream.h"
#include "store/store_fixture.h"

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

/* The n-th step of a making fails, for each n until none does: there are data with their key, or neither; and where there
 * are none, the next making makes them. */
static void making_sweep(enum store_engine engine, void (*fail_at)(uint64_t n), uint64_t steps_min)
{
	bool failed = true;
	struct fixture f;
	struct place p;
	char key[220];
	uint64_t n = 0;

	if (!fixture_make(&f, engine))
		return;
	place_open(&p);
	snprintf(key, sizeof(key), "%s/swept.key", p.dir);
	while (failed) {
		struct site *s;

		fail_at(++n);
		failed = site_create(&p.cx, f.where, key, &p.tables, &s) != 0;
		fail_at(0);
		err_clear(&p.cx);
		site_close(s);
		if (!sys_exists(key))
			continue;
		good(&p, site_open(&p.cx, f.where, key, SITE_READ, &p.tables, &s));
		site_close(s);
		assert_int_equal(unlink(key), 0);
		fixture_drop(&f);
		assert_true(fixture_make(&f, engine));
	}
	assert_true(n > steps_min);
	fixture_drop(&f);
	place_close(&p);
}

static void test_site_key_goes_with_its_data(void **state)
{
	(void)state;
	for (enum store_engine e = STORE_SQLITE; e <= STORE_POSTGRES; e++) {
		making_sweep(e, store_fail_at, 10);
		making_sweep(e, sys_file_fail_at, 2);
		making_sweep(e, sys_alloc_fail_at, 5);
	}
}

/* One server on a folder; when it goes, the next may come. */
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

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_site),
		cmocka_unit_test(test_site_other_key),
		cmocka_unit_test(test_site_no_key),
		cmocka_unit_test(test_site_key_goes_with_its_data),
		cmocka_unit_test(test_site_serve),
		cmocka_unit_test(test_site_schema),
		cmocka_unit_test(test_rebuilding_words),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
