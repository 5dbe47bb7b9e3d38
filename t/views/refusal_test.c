/* What becomes of what is refused: it is kept once an id and content, it is listed, and it takes nobody along. On both
 * engines. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "record/outbox.h"
#include "support/site_fixture.h"
#include "sys/sys.h"

static const char *engine;

#define AT "\"at\":\"2022-08-30T10:00:00+08:00\""
#define DEVICE "0190ffff-0000-4000-8000-000000000001"
#define WITHDRAWN \
	"{\"id\":\"%s\",\"kind\":\"record.withdrawn\",\"v\":1," AT ",\"device\":\"" DEVICE \
	"\",\"seq\":%d,\"body\":{}}"
#define VISIT \
	"{\"id\":\"%s\",\"kind\":\"sweep.visit\",\"v\":2," AT \
	",\"area\":\"g1\",\"round\":\"%s\",\"subject\":\"%s\",\"body\":{\"outcome\":\"%s\"}}"

/* A list of records as one group. */
static struct receipt *group(struct fixture *f, const char *json)
{
	const struct sender from = { .user = STR("admin"), .now = sys_now() };
	const struct json *v;
	struct receipt *r;
	size_t n;

	assert_int_equal(json_read(&f->cx, str_of(json), &json_limits_request, &v), 0);
	if (append_json(&f->cx, &f->site->view, v, &from, &guard_gate_owner, &r, &n))
		fail_msg("%.*s", STR_ARG(f->cx.e.en));
	return r;
}

static struct receipt one(struct fixture *f, const char *format, const char *id, int seq)
{
	char text[400];

	snprintf(text, sizeof(text), format, id, seq);
	return group(f, text)[0];
}

static int64_t kept(struct fixture *f)
{
	struct entry *all;
	size_t n;

	fixture_read(f);
	assert_int_equal(
		journal_read(&f->cx, f->cover.store, 0, 1000, 1u << ENTRY_REFUSAL, &all, &n), 0);
	fixture_read_done(f);
	return (int64_t)n;
}

/* Every second number up to twice OUTBOX_RANGES_MAX: no range more has room. */
static void outbox_fill(struct fixture *f)
{
	for (int i = 0; i < OUTBOX_RANGES_MAX;) {
		struct buf b;

		buf_init(&b, &f->arena);
		do {
			buf_fmt(&b, i % 1024 ? "," : "[");
			buf_fmt(&b, WITHDRAWN, fid(500000 + i), 2 * i + 2);
		} while (++i % 1024);
		buf_fmt(&b, "]");
		buf_c(&b, 0);
		assert_int_equal(group(f, buf_get(&b).p)[1023].status, RECEIPT_ACCEPTED);
	}
}

/* A device whose outbox has no room for another range has its own record refused, and nobody else's; what is refused is
 * answered alone, too. */
static void test_full_outbox(void **state)
{
	const int far = 3 * OUTBOX_RANGES_MAX;
	char text[2000], bad[400];
	struct fixture f;
	struct receipt *r, lone;
	int64_t last;

	(void)state;
	fixture_open(&f, engine);
	fixture_county(&f, 3);
	outbox_fill(&f);
	last = f.site->view.journal.last;
	snprintf(bad, sizeof(bad), WITHDRAWN, fid(600), far);
	snprintf(text, sizeof(text), "[%s," VISIT "]", bad, fid(601), fid(2), fid(100), "done");
	r = group(&f, text);
	assert_int_equal(r[0].status, RECEIPT_REFUSED);
	assert_int_equal(r[0].error.code, E_TOO_MANY);
	assert_true(str_is(r[0].error.field, "seq") && r[0].pos == 0);
	assert_int_equal(r[1].status, RECEIPT_ACCEPTED);
	assert_int_equal(r[1].pos, last + 1);
	lone = one(&f, WITHDRAWN, fid(600), far);
	assert_int_equal(lone.error.code, E_TOO_MANY);
	lone = one(&f,
		"{\"id\":\"%s\",\"kind\":\"no.such\",\"v\":1," AT ",\"device\":\"" DEVICE
		"\",\"seq\":%d,\"body\":{}}",
		fid(602), far);
	assert_int_equal(lone.error.code, E_UNKNOWN_KIND);
	assert_int_equal(f.site->view.journal.last, last + 1);
	/* A rebuild finds the same numbers; one that comes between two of them makes room for another. */
	assert_int_equal(rebuild(&f.cx, &f.site->view, NULL, NULL), 0);
	assert_int_equal(one(&f, WITHDRAWN, fid(600), far).error.code, E_TOO_MANY);
	assert_int_equal(one(&f, WITHDRAWN, fid(603), 3).status, RECEIPT_ACCEPTED);
	assert_int_equal(one(&f, WITHDRAWN, fid(600), far).status, RECEIPT_ACCEPTED);
	fixture_close(&f);
}

/* With other content: refused and kept aside, each content once. */
static void test_kept(void **state)
{
	char a[500], b[500], text[3000];
	struct fixture f;

	(void)state;
	fixture_open(&f, engine);
	fixture_county(&f, 3);
	snprintf(text, sizeof(text), VISIT, fid(600), fid(2), fid(100), "done");
	assert_int_equal(group(&f, text)[0].status, RECEIPT_ACCEPTED);
	snprintf(a, sizeof(a), VISIT, fid(600), fid(2), fid(100), "nobody");
	snprintf(b, sizeof(b), VISIT, fid(600), fid(2), fid(101), "nobody");
	assert_int_equal(group(&f, a)[0].error.code, E_ID_TAKEN);
	assert_int_equal(group(&f, b)[0].error.code, E_ID_TAKEN);
	assert_int_equal(kept(&f), 2);
	snprintf(text, sizeof(text), "[%s,%s,%s]", a, b, a);
	assert_int_equal(group(&f, text)[2].error.code, E_ID_TAKEN);
	assert_int_equal(kept(&f), 2);
	/* Those whose id cannot be read are told apart by their content alone. */
	group(&f, "[{\"kind\":\"a.b\"},{\"kind\":\"a.c\"},{\"kind\":\"a.b\"}]");
	assert_int_equal(kept(&f), 4);
	group(&f, "[{\"kind\":\"a.c\"},{\"kind\":\"a.d\"}]");
	assert_int_equal(kept(&f), 5);
	fixture_close(&f);
}

static size_t listed(struct fixture *f, const struct reader *who, struct refusal **ret)
{
	struct str next;
	size_t n;

	fixture_read(f);
	f->cover.who = who;
	if (refusal_list(&f->cx, &f->cover, STR(""), 10, ret, &n, &next))
		fail_msg("%.*s", STR_ARG(f->cx.e.en));
	assert_null(next.p);
	fixture_read_done(f);
	return n;
}

/* The list shows what is known of them, to whom their area is open. */
static void test_listed(void **state)
{
	static const struct str g1 = { "g1", 2 }, g2 = { "g2", 2 };
	const struct reader here = { .person = STR("li"), .scopes = &g1, .n = 1 };
	const struct reader there = { .person = STR("wang"), .scopes = &g2, .n = 1 };
	const struct reader own = { .person = STR("admin"), .scopes = &g2, .n = 1 };
	struct refusal *all;
	struct fixture f;
	struct str next;
	char text[500];
	size_t n;

	(void)state;
	fixture_open(&f, engine);
	fixture_county(&f, 3);
	snprintf(text, sizeof(text), VISIT, fid(600), fid(2), fid(100), "flown");
	group(&f, text);
	one(&f,
		"{\"id\":\"%s\",\"kind\":\"王小明\",\"v\":1," AT
		",\"area\":\"王小明\",\"device\":\"" DEVICE "\",\"seq\":%d,\"body\":{}}",
		fid(601), 7);
	assert_int_equal(listed(&f, &guard_reader_owner, &all), 2);
	assert_true(str_is(all[0].kind, "sweep.visit") && str_is(all[0].area, "g1"));
	assert_true(str_is(all[0].code, "field_choice") && str_is(all[0].field, "body.outcome"));
	assert_true(uuid_is_nil(&all[0].device) && str_is(all[0].via, "admin"));
	assert_true(all[1].pos > all[0].pos && all[1].seq == 7);
	assert_true(!all[1].kind.n && !all[1].area.n);
	assert_int_equal(listed(&f, &here, &all), 1);
	assert_int_equal(listed(&f, &there, &all), 0);
	assert_int_equal(listed(&f, &own, &all), 2);
	fixture_read(&f);
	assert_int_equal(refusal_list(&f.cx, &f.cover, STR(""), 1, &all, &n, &next), 0);
	assert_int_equal(n, 1);
	assert_int_equal(refusal_list(&f.cx, &f.cover, next, 1, &all, &n, &next), 0);
	assert_true(n == 1 && all[0].seq == 7);
	fixture_read_done(&f);
	fixture_close(&f);
}

static int run(const char *name)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_full_outbox),
		cmocka_unit_test(test_kept),
		cmocka_unit_test(test_listed),
	};

	engine = name;
	return cmocka_run_group_tests_name(name, tests, NULL, NULL);
}

int main(void)
{
	return fixture_on_each(run);
}
