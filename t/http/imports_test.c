/* Lists brought in over HTTP: what is checked is what is done; by row, what somebody may not hand in; the bad rows back; once more after a
 * lost answer, and after a run that was broken off; taken back. On both engines. */
#include "served.h"

#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "desk/desk.h"
#include "desk/imports/imports.h"
#include "generated/stmt.h"
#include "load/import.h"
#include "sys/sys.h"

#define IMPORT(n) "01900000-0000-7000-8000-0000000f00" n

/* ---- asking ---- */

static struct answer sent(const char *path, const char *lists, struct str file, const char *more)
{
	struct arena arena;
	struct buf b;
	struct answer a;

	arena_init(&arena, &sys_heap, 0);
	buf_init(&b, &arena);
	buf_fmt(&b, "{\"lists\":\"%s\",\"file_name\":\"示例名册.csv\"%s,\"file\":\"", lists, more);
	buf_base64url(&b, file.p, file.n);
	buf_z(&b, "\"}");
	assert_true(buf_ok(&b));
	a = call(&server, "POST", path, buf_get(&b).p);
	arena_done(&arena);
	return a;
}

static struct answer answered(
	int status, const char *path, const char *lists, const char *file, const char *more)
{
	struct answer a = sent(path, lists, str_of(file), more);

	if (a.status != status)
		fail_msg("%s: %d %s", path, a.status, a.body);
	return a;
}

static void counts_are(
	const struct answer *a, int64_t accepted, int64_t duplicates, int64_t refused)
{
	if (at(a->json, "accepted")->i != accepted || at(a->json, "duplicates")->i != duplicates ||
		at(a->json, "refused")->i != refused)
		fail_msg("%s", a->body);
}

static void gives(const char *path, const char *lists, const char *file, const char *more,
	int64_t accepted, int64_t duplicates, int64_t refused)
{
	struct answer a = answered(200, path, lists, file, more);

	counts_are(&a, accepted, duplicates, refused);
	answer_free(&a);
}

#define CHECK "/v1/imports/check"
#define RUN "/v1/imports"
#define ID_OF(n) ",\"id\":\"" IMPORT(n) "\""

static int64_t people(void)
{
	struct answer a = call(&server, "GET", "/v1/subjects?type=person&limit=1000", NULL);
	int64_t n = at(a.json, "items")->n;

	assert_int_equal(a.status, 200);
	answer_free(&a);
	return n;
}

static void state_is(const char *id, const char *state)
{
	char path[100];
	struct answer a;

	snprintf(path, sizeof(path), "/v1/imports/%s", id);
	a = call(&server, "GET", path, NULL);
	if (a.status != 200 || !str_is(at(a.json, "state")->s, state))
		fail_msg("%d %s", a.status, a.body);
	answer_free(&a);
}

/* ---- the same, checked and done ---- */

#define SIX_OF(FIRST) \
	"姓名,手机,区域\n" FIRST ",13800000001,g1\n" \
	"王示例,12,g1\n" \
	"李示例,13800000003,无此地\n" \
	",13800000004,g1\n" \
	"赵示例,13800000005,g2\n" \
	"钱示例,13800000006,g2\n"
#define SIX SIX_OF("张示例")
#define SIX_OTHER SIX_OF("周示例")

static void what_is_checked_is_what_is_done(void **state)
{
	struct answer a = answered(200, CHECK, "people", SIX, "");

	(void)state;
	counts_are(&a, 3, 0, 3);
	assert_int_equal(at(a.json, "errors")->n, 3);
	assert_int_equal(at(a.json, "errors.0.row")->i, 3);
	assert_true(str_is(at(a.json, "errors.0.column")->s, "手机"));
	assert_true(str_is(at(a.json, "errors.1.column")->s, "区域"));
	assert_int_equal(at(a.json, "areas")->n, 2);
	assert_true(str_is(at(a.json, "areas.1.area")->s, "g2"));
	assert_int_equal(at(a.json, "areas.1.rows")->i, 2);
	answer_free(&a);
	assert_int_equal(people(), 0);
	gives(RUN, "people", SIX, ID_OF("01"), 3, 0, 3);
	assert_int_equal(people(), 3);
	/* The answer was lost: it is told once more, and nothing is twice. */
	gives(RUN, "people", SIX, ID_OF("01"), 3, 0, 3);
	assert_int_equal(people(), 3);
	gives(CHECK, "people", SIX, "", 0, 3, 3);
	gives(RUN, "people", SIX, ID_OF("02"), 0, 3, 3);
	/* That id is another list's, if only one name in it is another; and another's, if rows lie elsewhere that name no area. */
	a = answered(422, RUN, "people", "姓名,区域\n孙示例,g1\n", ID_OF("01"));
	answer_free(&a);
	a = answered(422, RUN, "people", SIX_OTHER, ID_OF("01"));
	answer_free(&a);
	a = answered(422, RUN, "people", SIX, ",\"area\":\"g1\"" ID_OF("01"));
	answer_free(&a);
	assert_int_equal(people(), 3);
	a = call(&server, "GET", "/v1/imports", NULL);
	assert_int_equal(at(a.json, "items")->n, 2);
	assert_true(str_is(at(a.json, "items.0.id")->s, IMPORT("02")));
	assert_true(str_is(at(a.json, "items.1.state")->s, "ended"));
	assert_true(str_is(at(a.json, "items.1.by")->s, "admin"));
	answer_free(&a);
	call_is(&server, 404, "GET", "/v1/imports/" IMPORT("99"), NULL);
}

/* Nothing that somebody may not hand in reaches the journal, nor is it kept as refused. */
static void rights_are_asked_row_by_row(void **state)
{
	struct answer a;

	(void)state;
	login(&server, "worker");
	a = answered(200, CHECK, "people", SIX, "");
	counts_are(&a, 1, 0, 5);
	assert_true(str_is(at(a.json, "errors.3.code")->s, "not_allowed"));
	answer_free(&a);
	gives(RUN, "people", SIX, ID_OF("11"), 1, 0, 5);
	login(&server, "admin");
	assert_int_equal(people(), 1);
	a = call(&server, "GET", "/v1/refused", NULL);
	assert_int_equal(at(a.json, "items")->n, 0);
	answer_free(&a);
	/* Who enters nothing in the roster brings in nothing. */
	login(&server, "guest");
	a = answered(403, CHECK, "people", SIX, "");
	answer_free(&a);
}

/* ---- bad rows ---- */

static void bad_rows_come_back_and_are_corrected(void **state)
{
	struct answer a, b;

	(void)state;
	gives(RUN, "people", SIX, ID_OF("21"), 3, 0, 3);
	a = answered(200, "/v1/imports/bad", "people", SIX, ",\"format\":\"csv\"");
	assert_non_null(strstr(a.body, "姓名,手机,区域,原文件行号,有误之处"));
	assert_non_null(strstr(a.body, "王示例,12,g1,3,"));
	assert_null(strstr(a.body, "张示例"));
	answer_free(&a);
	/* As a workbook it is a list again, whose two columns more nobody takes for content. */
	a = answered(200, "/v1/imports/bad", "people", SIX, ",\"format\":\"xlsx\",\"lang\":\"en\"");
	b = sent("/v1/imports/look", "people", (struct str){ a.body, a.body_n }, "");
	assert_int_equal(b.status, 200);
	assert_true(str_is(at(b.json, "format")->s, "xlsx"));
	assert_int_equal(at(b.json, "rows")->i, 3);
	assert_true(str_is(at(b.json, "columns.3.to")->s, "-"));
	assert_int_equal(at(b.json, "missing")->n, 0);
	answer_free(&b);
	answer_free(&a);
	gives(RUN, "people",
		"姓名,手机,区域,原文件行号,有误之处\n王示例,13800000002,g1,3,x\n"
		"李示例,13800000003,g1,4,x\n周示例,13800000004,g1,5,x\n",
		ID_OF("22"), 3, 0, 0);
	assert_int_equal(people(), 6);
}

/* Each row of a list for an area that is not there, of a file as long as one may be. */
static void all_of_a_long_list_may_be_bad(void **state)
{
	static const char head[] = "姓名,区域\n", row[] = "张示例一二三四五六七八九十,无此地\n";
	size_t n = sizeof(head) - 1;
	char *file = malloc(HTTP_LIST_FILE_MAX);
	struct answer a;

	(void)state;
	assert_non_null(file);
	memcpy(file, head, n);
	for (; n + sizeof(row) - 1 <= HTTP_LIST_FILE_MAX; n += sizeof(row) - 1)
		memcpy(file + n, row, sizeof(row) - 1);
	a = sent("/v1/imports/bad", "people", (struct str){ file, n }, ",\"format\":\"csv\"");
	if (a.status != 200)
		fail_msg("%d %s", a.status, a.body);
	assert_true(a.body_n > 2 * n);
	answer_free(&a);
	free(file);
}

/* ---- columns ---- */

/* What stands in the first row becomes a record that lies open. */
static void nobody_is_a_heading(void **state)
{
	struct answer a = answered(400, "/v1/imports/look", "people",
		"张示例,13800000001,g1\n李示例,13800000002,g1\n", "");

	(void)state;
	assert_true(str_is(at(a.json, "code")->s, "csv_heading"));
	assert_null(strstr(a.body, "13800000001"));
	answer_free(&a);
	a = answered(400, "/v1/imports/look", "people", "张示例,51202119560101000X\n", "");
	answer_free(&a);
	a = answered(200, "/v1/imports/look", "people", "姓名,20220830\n张示例,1\n", "");
	answer_free(&a);
}

#define ODD "户主全名,住在哪,备注,内部号\n吴示例,g1,示例备注,7\n"
#define ODD_MAP \
	",\"map\":\"[{\\\"heading\\\":\\\"户主全名\\\",\\\"to\\\":\\\"name\\\"}," \
	"{\\\"heading\\\":\\\"住在哪\\\",\\\"to\\\":\\\"area\\\"}," \
	"{\\\"heading\\\":\\\"内部号\\\",\\\"to\\\":\\\"-\\\"}]\""

static void what_columns_are_is_remembered(void **state)
{
	struct answer a = answered(200, "/v1/imports/look", "people", ODD, "");

	(void)state;
	assert_int_equal(at(a.json, "missing")->n, 2);
	assert_int_equal(at(a.json, "remembered_by")->type, JSON_NULL);
	assert_true(str_is(at(a.json, "columns.0.samples.0")->s, "吴示例"));
	answer_free(&a);
	a = answered(400, CHECK, "people", ODD, "");
	answer_free(&a);
	gives(RUN, "people", ODD, ODD_MAP ID_OF("31"), 1, 0, 0);
	/* In whatever order they stand, and for a colleague too. */
	login(&server, "worker");
	a = answered(200, "/v1/imports/look", "people",
		"内部号,备注,住在哪,户主全名\n8,,g1,郑示例\n", "");
	assert_int_equal(at(a.json, "missing")->n, 0);
	assert_true(str_is(at(a.json, "remembered_by")->s, "admin"));
	assert_true(str_is(at(a.json, "columns.0.to")->s, "-"));
	assert_true(str_is(at(a.json, "columns.1.to")->s, ""));
	assert_true(str_is(at(a.json, "columns.3.to")->s, "name"));
	assert_true(str_is(at(a.json, "columns.3.from")->s, "remembered"));
	answer_free(&a);
	/* And of its bad rows, corrected: two columns more. */
	a = answered(200, "/v1/imports/look", "people",
		"户主全名,住在哪,备注,内部号,原文件行号,有误之处\n郑示例,g1,,8,2,x\n", "");
	assert_true(str_is(at(a.json, "remembered_by")->s, "admin"));
	answer_free(&a);
	/* Of another list it says nothing. */
	a = answered(200, "/v1/imports/look", "stores", ODD, "");
	assert_int_equal(at(a.json, "remembered_by")->type, JSON_NULL);
	answer_free(&a);
	a = answered(400, CHECK, "people", ODD,
		",\"map\":\"[{\\\"heading\\\":\\\"户主全名\\\",\\\"to\\\":\\\"nothing\\\"}]\"");
	answer_free(&a);
}

static void gb18030_is_read(void **state)
{
	(void)state;
	gives(CHECK, "people", "\xd0\xd5\xc3\xfb,\xc7\xf8\xd3\xf2\n\xd5\xc5\xca\xbe\xc0\xfd,g1\n",
		"", 1, 0, 0);
}

/* ---- a plan ---- */

#define PLAN "小区,楼栋,单元,楼层,每层户数\n示例花园,1-2,2,3,2\n"

static void a_plan_is_doors(void **state)
{
	struct answer a = answered(200, CHECK, "plan", PLAN, ",\"area\":\"g1\"");

	(void)state;
	counts_are(&a, 24, 0, 0);
	assert_int_equal(at(a.json, "doors")->n, 24);
	assert_true(str_is(at(a.json, "doors.0.room")->s, "101"));
	assert_true(str_is(at(a.json, "doors.0.compound")->s, "示例花园"));
	answer_free(&a);
	gives(RUN, "plan", PLAN, ",\"area\":\"g1\"" ID_OF("41"), 24, 0, 0);
	gives(CHECK, "plan", PLAN, ",\"area\":\"g1\"", 0, 24, 0);
	/* Whoever lives there is found by the place. */
	a = answered(200, CHECK, "people",
		"姓名,区域,小区,楼栋,单元,房号\n冯示例,g1,示例花园,1栋,1单元,301室\n", "");
	counts_are(&a, 1, 0, 0);
	assert_int_equal(at(a.json, "homes")->n, 0);
	answer_free(&a);
	a = answered(400, CHECK, "plan", PLAN, "");
	answer_free(&a);
}

/* What is wrong with a row is told once, not of each of its doors; and a file has an end. */
static void a_row_of_a_plan_is_told_once(void **state)
{
	struct answer a;

	(void)state;
	login(&server, "worker");
	a = answered(200, CHECK, "plan", PLAN, ",\"area\":\"g2\"");
	counts_are(&a, 0, 0, 24);
	assert_int_equal(at(a.json, "errors")->n, 1);
	assert_true(str_is(at(a.json, "errors.0.code")->s, "not_allowed"));
	answer_free(&a);
	a = answered(200, "/v1/imports/bad", "plan", PLAN, ",\"area\":\"g2\",\"format\":\"csv\"");
	assert_null(strstr(strstr(a.body, "示例花园") + 1, "示例花园"));
	answer_free(&a);
	login(&server, "admin");
	a = answered(200, CHECK, "plan",
		"小区,楼栋,单元,楼层,每层户数\n示例一,1-10,10,10,99\n示例二,1,1,11,99\n"
		"示例三,1,1,10,99\n示例四,1,1,1,10\n示例五,1,1,1,1\n",
		",\"area\":\"g1\"");
	counts_are(&a, 100000, 0, 2);
	assert_int_equal(at(a.json, "errors")->n, 2);
	assert_int_equal(at(a.json, "errors.0.row")->i, 3);
	assert_true(str_is(at(a.json, "errors.1.code")->s, "too_many"));
	answer_free(&a);
}

/* ---- taken back ---- */

/* It stays what it was, on every later look too, until somebody else has said yes. */
static void what_is_held_is_not_taken_back_yet(void **state)
{
	char file[200], door[UUID_TEXT + 1];
	struct answer a;

	(void)state;
	gives(RUN, "plan", PLAN, ",\"area\":\"g2\"" ID_OF("71"), 24, 0, 0);
	a = call(&server, "GET", "/v1/subjects?type=dwelling&area=g2&limit=1", NULL);
	assert_int_equal(a.status, 200);
	snprintf(door, sizeof(door), STR_FMT, STR_ARG(at(a.json, "items.0.id")->s));
	answer_free(&a);
	login(&server, "worker");
	snprintf(file, sizeof(file), "小区,区域,subject\n示例院,g1,%s\n", door);
	a = answered(200, RUN, "dwellings", file, ID_OF("72"));
	counts_are(&a, 1, 0, 0);
	assert_int_equal(at(a.json, "held")->i, 1);
	answer_free(&a);
	a = call(&server, "POST", "/v1/imports/" IMPORT("72") "/back", "{}");
	assert_int_equal(a.status, 200);
	assert_true(str_is(at(a.json, "state")->s, "ended"));
	answer_free(&a);
	state_is(IMPORT("72"), "ended");
	login(&server, "admin");
	call_is(&server, 200, "POST", "/v1/imports/" IMPORT("72") "/back", "{}");
	state_is(IMPORT("72"), "taken_back");
}

static void it_is_taken_back_as_a_whole(void **state)
{
	struct answer a;

	(void)state;
	gives(RUN, "people", SIX, ID_OF("51"), 3, 0, 3);
	state_is(IMPORT("51"), "ended");
	call_is(&server, 400, "POST", "/v1/imports/" IMPORT("51") "/back", "{\"x\":1}");
	call_is(&server, 200, "POST", "/v1/imports/" IMPORT("51") "/back",
		"{\"reason\":\"示例：发错了名册\"}");
	state_is(IMPORT("51"), "taken_back");
	assert_int_equal(people(), 0);
	/* Once more changes nothing; nor does the answer that was lost. */
	call_is(&server, 200, "POST", "/v1/imports/" IMPORT("51") "/back", "{}");
	a = answered(200, RUN, "people", SIX, ID_OF("51"));
	assert_true(str_is(at(a.json, "state")->s, "taken_back"));
	answer_free(&a);
	assert_int_equal(people(), 0);
	/* The same list is taken again. */
	a = answered(200, CHECK, "people", SIX, "");
	counts_are(&a, 3, 0, 3);
	assert_int_equal(at(a.json, "restored")->i, 3);
	answer_free(&a);
	gives(RUN, "people", SIX, ID_OF("52"), 3, 0, 3);
	assert_int_equal(people(), 3);
	/* What another brought in is for whoever may correct it. */
	login(&server, "guest");
	call_is(&server, 403, "POST", "/v1/imports/" IMPORT("52") "/back", "{}");
	login(&server, "worker");
	call_is(&server, 404, "POST", "/v1/imports/" IMPORT("52") "/back", "{}");
}

/* ---- limits ---- */

static void a_file_has_a_limit(void **state)
{
	size_t n = HTTP_LIST_FILE_MAX;
	char *file = malloc(n + 1);
	struct answer a;

	(void)state;
	assert_non_null(file);
	memset(file, '\n', n + 1);
	memcpy(file, "name,area\nA,g1\n", 15);
	a = sent(CHECK, "people", (struct str){ file, n }, "");
	if (a.status != 200)
		fail_msg("%d %s", a.status, a.body);
	counts_are(&a, 1, 0, 0);
	answer_free(&a);
	a = sent(CHECK, "people", (struct str){ file, n + 1 }, "");
	assert_int_equal(a.status, 413);
	answer_free(&a);
	free(file);
}

#define TEN "示例示例示例示例示例"
#define FIFTY TEN TEN TEN TEN TEN

static struct answer named(const char *name)
{
	char body[400];

	snprintf(body, sizeof(body),
		"{\"lists\":\"people\",\"file\":\"5aeT5ZCNLOWMuuWfnwo\",\"file_name\":\"%s\"}",
		name);
	return call(&server, "POST", CHECK, body);
}

static void what_is_wrong_is_told(void **state)
{
	struct answer a;

	(void)state;
	a = answered(422, CHECK, "no.such", SIX, "");
	answer_free(&a);
	a = answered(404, CHECK, "people", SIX, ",\"area\":\"nowhere\"");
	answer_free(&a);
	a = answered(400, CHECK, "people", SIX, ",\"x\":\"y\"");
	answer_free(&a);
	a = answered(422, CHECK, "people", SIX, ",\"map\":\"[1]\"");
	answer_free(&a);
	a = answered(400, CHECK, "people", "name,area\n\"A,g1\n", "");
	answer_free(&a);
	a = answered(400, RUN, "people", SIX, "");
	answer_free(&a);
	a = answered(400, RUN, "people", SIX, ",\"id\":\"x\"");
	answer_free(&a);
	/* What a record of it would not hold is told before anything is done. */
	a = named(FIFTY);
	assert_int_equal(a.status, 200);
	answer_free(&a);
	a = named(FIFTY "1");
	assert_int_equal(a.status, 400);
	answer_free(&a);
	call_is(&server, 400, "POST", CHECK, "{\"lists\":\"people\",\"file\":\"*\"}");
}

/* What is wrong, where, and what to do, in both languages. */
static void tells(const struct json *v, const char *zh, const char *en)
{
	if (!strstr(at(v, "reason_zh")->s.p, zh) || !strstr(at(v, "reason_en")->s.p, en))
		fail_msg("neither '%s' nor '%s'", zh, en);
	assert_true(at(v, "remedy")->s.n > 0 && at(v, "remedy_en")->s.n > 0);
}

/* Nothing of it is done, whether it is checked or brought in. */
static void a_file_that_is_no_list_is_told(void **state)
{
	static const struct {
		const char *file, *code, *zh, *en;
	} files[] = {
		/* merged headings */
		{ "姓名,,区域\n张示例,x,g1\n", "csv_heading", "第 2 列没有列名",
			"column 2 has no name" },
		{ "姓名,区域,姓名\n张示例,g1,张示例\n", "csv_heading", "“姓名”重复",
			"'姓名' stands twice" },
		{ "手机,区域\n13800000001,g1\n", "csv_heading", "缺少列“姓名”",
			"there is no column 'name'" },
		{ "姓名,区域\n张示例,g1\n\xff\xff,g1\n", "csv_encoding", "第 3 行", "row 3" },
		{ "姓名,区域\n张示例,g1\n\"王示例,g1\n", "csv", "第 3 行", "row 3" },
	};

	(void)state;
	for (size_t i = 0; i < 2 * sizeof(files) / sizeof(*files); i++) {
		struct answer a = answered(400, i % 2 ? RUN : CHECK, "people", files[i / 2].file,
			i % 2 ? ID_OF("71") : "");

		assert_true(str_is(at(a.json, "code")->s, files[i / 2].code));
		tells(a.json, files[i / 2].zh, files[i / 2].en);
		answer_free(&a);
	}
	assert_int_equal(people(), 0);
	call_is(&server, 404, "GET", "/v1/imports/" IMPORT("71"), NULL);
}

#define GOOD_AND_BAD "姓名,手机,区域\n=1+1,,g1\n张示例,12,g1\n王示例,,g1\n"

static void a_bad_row_does_not_stand_before_a_good_one(void **state)
{
	struct answer a = answered(200, CHECK, "people", GOOD_AND_BAD, "");

	(void)state;
	counts_are(&a, 1, 0, 2);
	assert_int_equal(at(a.json, "errors.0.row")->i, 2);
	assert_true(str_is(at(a.json, "errors.0.code")->s, "csv_formula"));
	tells(at(a.json, "errors.0"), "第 2 行“姓名”列是公式", "row 2, column '姓名' is a formula");
	assert_int_equal(at(a.json, "errors.1.row")->i, 3);
	assert_true(str_is(at(a.json, "errors.1.column")->s, "手机"));
	tells(at(a.json, "errors.1"), "手机 11 位", "a mobile has 11 digits");
	answer_free(&a);
	gives(RUN, "people", GOOD_AND_BAD, ID_OF("72"), 1, 0, 2);
	assert_int_equal(people(), 1);
}

/* ---- broken off ---- */

static struct fixture *filled;

static int after_one(void *arg, int64_t done, int64_t all)
{
	(void)arg;
	(void)all;
	return done < 2 ? 0 : err(&filled->cx, E_STOPPED, NULL);
}

static int append_here(void *arg, struct cx *cx, struct append_item *items, size_t n)
{
	(void)arg;
	return append_group(cx, &filled->site->view, items, n);
}

static int bad_none(void *arg, const struct load_bad *bad)
{
	(void)arg;
	(void)bad;
	return 0;
}

static void begun_put(struct fixture *f, const struct import *im)
{
	struct sender from = { .user = im->by, .now = sys_now() };
	struct receipt *receipts;
	const struct json *v;
	struct str text;
	size_t n;

	assert_int_equal(import_begun_record(&f->cx, im, &text), 0);
	assert_int_equal(json_read(&f->cx, text, &json_limits_request, &v), 0);
	assert_int_equal(
		append_json(&f->cx, &f->site->view, v, &from, &guard_gate_owner, &receipts, &n), 0);
	assert_int_equal(receipts[0].status, RECEIPT_ACCEPTED);
}

/* The server was stopped when two rows were in. */
static void broken_off(struct fixture *f)
{
	struct import im = {
		.lists = STR("person.listed"),
		.area = STR("512021"),
		.by = STR("admin"),
		.rows = 6,
		.at = sys_now(),
		.map = STR(
			"[{\"heading\":\"姓名\",\"to\":\"name\"},{\"heading\":\"手机\",\"to\":\"phone\"},{\"heading\":\"区域\",\"to\":\"area\"}]")
	};
	struct arena arena;
	struct cx work = { .arena = &arena };
	struct load_host host = { .cx = &f->cx,
		.work = &work,
		.user = STR("admin"),
		.group_max = 1,
		.gate = &guard_gate_owner,
		.append = append_here,
		.bad = bad_none,
		.turn = after_one };
	struct area_tree *tree = NULL;
	struct columns columns;
	struct sheet *sheet;
	struct load l;

	filled = f;
	fixture_county(f, 20);
	assert_true(uuid_read(STR(IMPORT("61")), &im.id));
	assert_int_equal(sheet_open_bytes(&f->cx, str_of(SIX), STR_NONE, &sheet), 0);
	assert_int_equal(
		import_digest(&f->cx, f->site->keys, sheet, str_of(SIX), STR(""), &im.digest), 0);
	begun_put(f, &im);
	arena_init(&arena, &sys_heap, 0);
	host.batch = im.id;
	host.site = f->site;
	assert_int_equal(site_reader(&f->cx, f->site, false, &host.store), 0);
	host.cover = (struct cover){
		.store = host.store, .who = &guard_reader_owner, .kinds = desks_kinds()
	};
	assert_int_equal(store_begin_read(&f->cx, host.store, "test"), 0);
	assert_int_equal(area_tree_open(&f->cx, host.store, day_of(sys_now()), &tree), 0);
	host.cover.tree = tree;
	store_rollback(host.store);
	assert_int_equal(columns_of(&f->cx, columns_kind(STR("people")), sheet,
				 &(struct columns_how){ .loose = false }, &columns),
		0);
	assert_int_equal(load_begin(&host, 6, &l), 0);
	assert_int_equal(import_rows(&l, sheet, &columns, STR("")), -E_STOPPED);
	assert_int_equal(l.count.accepted, 1);
	err_clear(&f->cx);
	load_done(&l);
	sheet_close(sheet);
	arena_done(&arena);
	area_tree_release(tree);
	store_close(host.store);
}

static int setup_broken(void **state)
{
	(void)state;
	server_open_with(&server, engine, broken_off);
	login(&server, "admin");
	return 0;
}

static void what_was_broken_off_goes_on(void **state)
{
	struct answer a = answered(422, RUN, "people", SIX_OTHER, ID_OF("61"));

	(void)state;
	answer_free(&a);
	state_is(IMPORT("61"), "begun");
	a = call(&server, "GET", "/v1/imports/" IMPORT("61"), NULL);
	assert_int_equal(at(a.json, "goes_on")->i, 1);
	answer_free(&a);
	assert_int_equal(people(), 1);
	/* What it had taken counts as taken. */
	gives(RUN, "people", SIX, ID_OF("61"), 3, 0, 3);
	state_is(IMPORT("61"), "ended");
	assert_int_equal(people(), 3);
	gives(RUN, "people", SIX, ID_OF("61"), 3, 0, 3);
}

static void what_was_broken_off_is_taken_back(void **state)
{
	(void)state;
	call_is(&server, 409, "POST", "/v1/imports/" IMPORT("61") "/back", "{\"state\":\"ended\"}");
	state_is(IMPORT("61"), "begun");
	call_is(&server, 200, "POST", "/v1/imports/" IMPORT("61") "/back", "{\"state\":\"begun\"}");
	state_is(IMPORT("61"), "taken_back");
	assert_int_equal(people(), 0);
}

/* Told what its columns were taken for, whoever has the file goes on as it began, in another window too. */
static void what_it_was_taken_for_is_told(void **state)
{
	char more[800];
	struct answer a, b;
	struct buf map;
	struct jw w;

	(void)state;
	a = answered(200, RUN, "people", "姓名,备注,内部号\n吴示例,示例,7\n",
		",\"area\":\"g1\",\"map\":\"[{\\\"heading\\\":\\\"内部号\\\",\\\"to\\\":\\\"-\\\"}]\"" ID_OF(
			"65"));
	assert_true(str_is(at(a.json, "rows_area")->s, "g1"));
	assert_int_equal(at(a.json, "sheet")->type, JSON_NULL);
	assert_int_equal(at(a.json, "goes_on")->i, 0);
	buf_init(&map, server.f.cx.arena);
	jw_init(&w, &map);
	jw_str(&w, at(a.json, "map")->s);
	snprintf(more, sizeof(more), ",\"area\":\"g1\",\"map\":" STR_FMT ID_OF("65"),
		STR_ARG(buf_get(&map)));
	b = answered(200, RUN, "people", "姓名,备注,内部号\n吴示例,示例,7\n", more);
	counts_are(&b, 1, 0, 0);
	answer_free(&a);
	answer_free(&b);
}

/* So is the sheet of a workbook. */
static void the_sheet_is_told(void **state)
{
	struct answer file = sent("/v1/imports/bad", "people", str_of(SIX), ",\"format\":\"xlsx\""),
		      look, a;
	struct str book = { file.body, file.body_n };
	char more[200];

	(void)state;
	assert_int_equal(file.status, 200);
	look = sent("/v1/imports/look", "people", book, "");
	assert_int_equal(look.status, 200);
	snprintf(more, sizeof(more), ",\"sheet\":\"" STR_FMT "\"" ID_OF("67"),
		STR_ARG(at(look.json, "sheet")->s));
	a = sent(RUN, "people", book, more);
	assert_int_equal(a.status, 200);
	assert_true(str_eq(at(a.json, "sheet")->s, at(look.json, "sheet")->s));
	answer_free(&look);
	answer_free(&a);
	answer_free(&file);
}

/* ---- in the way of nobody ---- */

static int run_send(void)
{
	static const char body[] =
		"{\"lists\":\"people\",\"file\":\"5aeT5ZCNLOWMuuWfnwrlvKDnpLrkvossZzEK\"" /* one row */
		",\"id\":\"" IMPORT("66") "\"}";
	char text[1200];
	int fd = client_connect(&server);

	snprintf(text, sizeof(text),
		"POST " RUN " HTTP/1.1\r\nHost: t\r\n%sBulou-Client: test\r\n"
		"Content-Type: application/json\r\nContent-Length: %zu\r\n\r\n%s",
		server.cookie, strlen(body), body);
	client_send(fd, text, strlen(text));
	return fd;
}

/* Until the one thread has it in hand. */
static void wait_running(void)
{
	struct http *h = server.http;

	for (int i = 0; i < 500; i++) {
		bool found;

		pthread_mutex_lock(&h->lock);
		found = !uuid_is_nil(&h->importing.id);
		pthread_mutex_unlock(&h->lock);
		if (found)
			return;
		poll(NULL, 0, 10);
	}
	fail_msg("no list is at work");
}

/* While a list waits for the writer, whoever asks what takes long is answered. */
static void a_long_list_is_in_nobodys_way(void **state)
{
	struct fixture *f = &server.f;
	struct store *other;
	struct answer a;
	int fd;

	(void)state;
	assert_int_equal(
		store_open(&f->cx, f->where, STORE_WRITE, stmt_table, STMT_COUNT, &other), 0);
	assert_int_equal(store_begin(&f->cx, other, __func__), 0);
	fd = run_send();
	wait_running();
	call_is(&server, 200, "GET", "/v1/risk/matches", NULL);
	call_is(&server, 200, "GET", "/v1/imports", NULL);
	assert_int_equal(poll(&(struct pollfd){ .fd = fd, .events = POLLIN }, 1, 0), 0);
	store_rollback(other);
	store_close(other);
	a = client_read(&server, fd, false);
	assert_int_equal(a.status, 200);
	counts_are(&a, 1, 0, 0);
	answer_free(&a);
	close(fd);
	/* It is a line of its own, with an end for each account. */
	server.http->longs.each = 0;
	gives(CHECK, "people", SIX, "", 3, 0, 3);
	server.http->longs.each = HTTP_EACH_LONG;
	server.http->lists.each = 0;
	a = answered(429, CHECK, "people", SIX, "");
	answer_free(&a);
	server.http->lists.each = HTTP_EACH_LISTS;
}

#define EACH(test) cmocka_unit_test_setup_teardown(test, setup, teardown)

int main(void)
{
	const struct CMUnitTest tests[] = {
		EACH(what_is_checked_is_what_is_done),
		EACH(rights_are_asked_row_by_row),
		EACH(bad_rows_come_back_and_are_corrected),
		EACH(all_of_a_long_list_may_be_bad),
		EACH(nobody_is_a_heading),
		EACH(what_columns_are_is_remembered),
		EACH(gb18030_is_read),
		EACH(a_plan_is_doors),
		EACH(a_row_of_a_plan_is_told_once),
		EACH(what_is_held_is_not_taken_back_yet),
		EACH(it_is_taken_back_as_a_whole),
		EACH(a_file_has_a_limit),
		EACH(what_is_wrong_is_told),
		EACH(a_file_that_is_no_list_is_told),
		EACH(a_bad_row_does_not_stand_before_a_good_one),
		EACH(what_it_was_taken_for_is_told),
		EACH(the_sheet_is_told),
		EACH(a_long_list_is_in_nobodys_way),
		cmocka_unit_test_setup_teardown(
			what_was_broken_off_goes_on, setup_broken, teardown),
		cmocka_unit_test_setup_teardown(
			what_was_broken_off_is_taken_back, setup_broken, teardown),
	};
	int failed = cmocka_run_group_tests_name("sqlite", tests, NULL, NULL);

	if (getenv("BULOU_TEST_PG")) {
		engine = "postgres";
		failed += cmocka_run_group_tests_name("postgres", tests, NULL, NULL);
	}
	return failed;
}
