/* Homes over HTTP, as phones take them along: who lives there, and what was answered already. On both engines. */
#include "http/served.h"

#include <stdio.h>
#include <string.h>
#include <zlib.h>

#include "cover/households.h"
#include "sys/sys.h"

#define ROUND "01900000-0000-7000-8000-000000000002"
#define DOOR "01900000-0000-7000-8000-000000000100"
#define NEXT_DOOR "01900000-0000-7000-8000-000000000101"
#define ANNA "01900000-0000-7000-8000-000000096001"
#define BERT "01900000-0000-7000-8000-000000096002"

/* ---- what stands in it ---- */

static void handed_in(const char *json)
{
	struct answer a = call(&server, "POST", "/v1/records", json);

	if (a.status != 200 || !str_is(at(a.json, "status")->s, "accepted"))
		fail_msg("%s: %s", json, a.body);
	answer_free(&a);
}

static void listed(const char *person, int record, const char *door, const char *rest)
{
	char json[600];

	snprintf(json, sizeof(json),
		"{\"id\":\"%s\",\"kind\":\"person.listed\",\"v\":1,\"at\":\"2022-08-30T10:00:00+08:00\","
		"\"area\":\"g1\",\"subject\":\"%s\",\"body\":{\"dwelling\":\"%s\",%s}}",
		fid(record), person, door, rest);
	handed_in(json);
}

static void visited(int record, int minute, const char *more, const char *body)
{
	char json[900];

	snprintf(json, sizeof(json),
		"{\"id\":\"%s\",\"kind\":\"sweep.visit\",\"v\":2,\"at\":\"2022-08-30T1%d:%02d:00+08:00\","
		"\"area\":\"g1\",\"subject\":\"" DOOR "\",\"round\":\"" ROUND "\",%s\"body\":%s}",
		fid(record), minute / 60, minute % 60, more, body);
	handed_in(json);
}

/* Two live behind the first door, where somebody knocked three times; nobody is listed behind the others. */
static int county(void **state)
{
	setup(state);
	listed(ANNA, 96101, DOOR,
		"\"name\":\"王小明\",\"phone\":\"13812345678\",\"birth\":\"1949-12-31\","
		"\"flags\":[\"alone\",\"elderly\"]");
	listed(BERT, 96102, DOOR, "\"name\":\"李示例\"");
	login(&server, "worker");
	visited(96201, 1, "", "{\"outcome\":\"nobody\",\"next\":\"again_today\"}");
	visited(96202, 2, "",
		"{\"outcome\":\"done\",\"people\":2,\"away\":true,\"from\":\"内江市东兴区（示例）\"}");
	visited(96203, 3, "", "{\"outcome\":\"done\",\"people\":3}");
	return 0;
}

/* ---- asking ---- */

static struct answer got(const char *path)
{
	struct answer a = call(&server, "GET", path, NULL);
	const struct route *r = routes;

	if (a.status != 200)
		fail_msg("%.100s: %d %s", path, a.status, a.body);
	while (strcmp(r->path, "/v1/homes") != 0)
		r++;
	answer_fits(r, a.json);
	return a;
}

static const struct json *home_of(const struct answer *a, const char *door)
{
	const struct json *items = at(a->json, "items");

	for (uint32_t i = 0; i < items->n; i++)
		if (str_is(json_text(&items->items[i], "subject"), door))
			return &items->items[i];
	fail_msg("no home %s in %s", door, a->body);
	return NULL;
}

static const struct json *known(const struct json *home, const char *field)
{
	const struct json *all = at(home, "known");

	for (uint32_t i = 0; i < all->n; i++)
		if (str_is(json_text(&all->items[i], "field"), field))
			return &all->items[i];
	return NULL;
}

static bool says(const struct json *v, const char *path, const char *text)
{
	return str_is(at(v, path)->s, text);
}

static int64_t asked(const struct answer *a, const char *field)
{
	const struct json *k = known(home_of(a, DOOR), field);

	return k ? at(k, "asked")->i : 0;
}

/* ---- tests ---- */

static void whoever_goes_there_is_told_masked(void **state)
{
	uint64_t before;
	const struct json *h;
	struct answer a;

	(void)state;
	before = metric(&server, "journal_position");
	a = got("/v1/homes?area=g1");
	assert_int_equal(at(a.json, "items")->n, 20);
	h = home_of(&a, DOOR);
	assert_true(at(h, "masked")->i && says(h, "area", "g1"));
	assert_int_equal(at(h, "people")->n, 2);
	assert_true(says(h, "people.0.id", ANNA) && says(h, "people.0.name", "王**") &&
		says(h, "people.0.phone", "138****5678") && says(h, "people.0.flags.0", "alone"));
	assert_int_equal(at(h, "people.0.born")->type, JSON_NULL);
	assert_int_equal(at(h, "people.1.phone")->type, JSON_NULL);
	assert_true(says(known(h, "from"), "value", "***"));
	assert_int_equal(at(home_of(&a, NEXT_DOOR), "people")->n, 0);
	assert_int_equal(at(home_of(&a, NEXT_DOOR), "known")->n, 0);
	assert_int_equal(metric(&server, "journal_position"), before);
	answer_free(&a);
	call_is(&server, 403, "GET", "/v1/homes?area=g1&unmask=visit", NULL);
}

static void the_latest_answer_to_each_question_is_told(void **state)
{
	const struct json *k;
	struct answer a;

	(void)state;
	a = got("/v1/homes?area=g1&limit=1");
	k = known(home_of(&a, DOOR), "people");
	assert_int_equal(at(k, "value")->i, 3);
	assert_int_equal(at(k, "asked")->i, 2);
	assert_true(says(k, "kind", "sweep.visit") && says(k, "record", fid(96203)) &&
		says(k, "by", "worker") && says(k, "round", ROUND) &&
		says(k, "at", "2022-08-30T10:03:00+08:00"));
	assert_int_equal(at(k, "name")->type, JSON_TEXT);
	/* Asked once, and the last who came did not ask again. */
	k = known(home_of(&a, DOOR), "away");
	assert_true(at(k, "value")->type == JSON_BOOL && at(k, "value")->i);
	assert_true(says(k, "record", fid(96202)));
	assert_int_equal(asked(&a, "away"), 1);
	assert_int_equal(asked(&a, "outcome"), 3);
	assert_null(known(home_of(&a, DOOR), "symptoms"));
	answer_free(&a);
}

/* What was corrected or voided was not answered. */
static void what_stands_no_more_is_not_known(void **state)
{
	struct answer a;
	char json[400];

	(void)state;
	visited(96204, 4, "\"corrects\":[\"01900000-0000-7000-8000-000000096203\"],",
		"{\"outcome\":\"done\",\"people\":4}");
	snprintf(json, sizeof(json),
		"{\"id\":\"%s\",\"kind\":\"record.voided\",\"v\":1,\"at\":\"2022-08-30T10:05:00+08:00\","
		"\"body\":{\"records\":[\"%s\"],\"reason\":\"录入错误（示例）\"}}",
		fid(96205), fid(96202));
	handed_in(json);
	a = got("/v1/homes?area=g1&limit=1");
	assert_int_equal(at(known(home_of(&a, DOOR), "people"), "value")->i, 4);
	assert_int_equal(asked(&a, "people"), 1);
	assert_int_equal(asked(&a, "away"), 0);
	answer_free(&a);
}

#define DRILL "01900000-0000-7000-8000-000000096901"
#define DRILLED "01900000-0000-7000-8000-000000096902"

/* What was answered while it was only practised, nobody said. */
static void an_exercise_is_not_known(void **state)
{
	struct answer a;

	(void)state;
	login(&server, "admin");
	handed_in(
		"{\"id\":\"01900000-0000-7000-8000-000000096903\",\"kind\":\"incident.declared\",\"v\":1,"
		"\"at\":\"2022-08-30T09:00:00+08:00\",\"area\":\"g1\",\"subject\":\"" DRILL "\","
		"\"body\":{\"name\":\"某演练（示例）\",\"exercise\":true}}");
	handed_in(
		"{\"id\":\"01900000-0000-7000-8000-000000096904\",\"kind\":\"round.opened\",\"v\":1,"
		"\"at\":\"2022-08-30T09:00:00+08:00\",\"area\":\"g1\",\"round\":\"" DRILLED "\","
		"\"body\":{\"kind\":\"sweep\",\"incident\":\"" DRILL
		"\",\"question\":\"?\",\"expected\":1}}");
	handed_in(
		"{\"id\":\"01900000-0000-7000-8000-000000096905\",\"kind\":\"round.targeted\",\"v\":1,"
		"\"at\":\"2022-08-30T09:00:00+08:00\",\"area\":\"g1\",\"round\":\"" DRILLED "\","
		"\"body\":{\"piece\":1,\"subjects\":[\"" DOOR "\"]}}");
	login(&server, "worker");
	handed_in(
		"{\"id\":\"01900000-0000-7000-8000-000000096906\",\"kind\":\"sweep.visit\",\"v\":2,"
		"\"at\":\"2022-08-30T10:20:00+08:00\",\"area\":\"g1\",\"subject\":\"" DOOR "\","
		"\"round\":\"" DRILLED
		"\",\"body\":{\"outcome\":\"done\",\"people\":9,\"ill\":5}}");
	a = call(&server, "GET", "/v1/rounds/" DRILLED "/coverage", NULL);
	assert_int_equal(at(a.json, "done")->i, 1); /* there it is an answer */
	answer_free(&a);
	a = got("/v1/homes?area=g1&limit=1");
	assert_int_equal(at(known(home_of(&a, DOOR), "people"), "value")->i, 3);
	assert_int_equal(asked(&a, "people"), 2);
	assert_int_equal(asked(&a, "ill"), 0);
	answer_free(&a);
}

static void in_plain_it_is_a_look(void **state)
{
	const struct json *h;
	struct answer a;

	(void)state;
	login(&server, "watcher");
	a = got("/v1/homes?area=g1&unmask=visit");
	h = home_of(&a, DOOR);
	assert_false(at(h, "masked")->i);
	assert_true(says(h, "people.0.name", "王小明") &&
		says(h, "people.0.phone", "13812345678") &&
		says(known(h, "from"), "value", "内江市东兴区（示例）"));
	assert_int_equal(at(h, "people.0.born")->i, 1949);
	answer_free(&a);
	a = call(&server, "GET", "/v1/subjects/" ANNA "/looks", NULL);
	assert_int_equal(at(a.json, "items")->n, 1);
	assert_true(says(a.json, "items.0.screen", "field") &&
		says(a.json, "items.0.why", "visit") &&
		says(a.json, "items.0.screen_zh", "手机随身名册"));
	answer_free(&a);
	a = call(&server, "GET", "/v1/subjects/" NEXT_DOOR "/looks", NULL);
	assert_int_equal(at(a.json, "items")->n, 1);
	answer_free(&a);
	call_is(&server, 422, "GET", "/v1/homes?area=g1&unmask=other", NULL);
}

static void some_are_asked_for_by_name(void **state)
{
	char path[5000];
	size_t n;
	struct answer a;

	(void)state;
	a = got("/v1/homes?subjects=" ANNA "," DOOR "," BERT "," NEXT_DOOR
		",01900000-0000-7000-8000-00000000dead");
	assert_int_equal(at(a.json, "items")->n, 2);
	assert_true(says(a.json, "items.0.subject", DOOR) &&
		says(a.json, "items.1.subject", NEXT_DOOR));
	assert_int_equal(at(a.json, "items.0.people")->n, 2);
	assert_int_equal(at(a.json, "next")->type, JSON_NULL);
	answer_free(&a);
	call_is(&server, 400, "GET", "/v1/homes?subjects=door", NULL);
	call_is(&server, 400, "GET", "/v1/homes?area=g1&subjects=" DOOR, NULL);
	n = (size_t)snprintf(path, sizeof(path), "/v1/homes?subjects=" DOOR);
	for (int i = 1; i < 100; i++)
		n += (size_t)snprintf(path + n, sizeof(path) - n, ",%s", fid(100 + i));
	a = got(path);
	assert_int_equal(at(a.json, "items")->n, 20);
	answer_free(&a);
	snprintf(path + n, sizeof(path) - n, "," ANNA);
	call_is(&server, 413, "GET", path, NULL);
	/* Of whoever has nothing to do with it there, there is nothing. */
	login(&server, "guest");
	call_is(&server, 403, "GET", "/v1/homes?subjects=" DOOR, NULL);
}

static void pages_hold_each_home_once(void **state)
{
	char path[300] = "/v1/homes?area=g1&limit=7";
	size_t pages = 0, homes = 0;

	(void)state;
	for (bool more = true; more; pages++) {
		struct answer a = got(path);
		const struct json *next = at(a.json, "next");

		homes += at(a.json, "items")->n;
		more = next->type == JSON_TEXT;
		if (more)
			snprintf(path, sizeof(path), "/v1/homes?area=g1&limit=7&after=" STR_FMT,
				STR_ARG(next->s));
		answer_free(&a);
	}
	assert_int_equal(pages, 4); /* the last looks for who has no home here */
	assert_int_equal(homes, 20);
	call_is(&server, 400, "GET", "/v1/homes?limit=1001", NULL);
	call_is(&server, 404, "GET", "/v1/homes?area=g3", NULL); /* not his */
}

#define NEMO "01900000-0000-7000-8000-000000096003"
#define EVA "01900000-0000-7000-8000-000000096004"
#define OTTO "01900000-0000-7000-8000-000000096005"
#define UDO "01900000-0000-7000-8000-000000096006"
#define TEST "01900000-0000-7000-8000-000000096007"

static void person(const char *id, int record, const char *area, const char *body)
{
	char json[600];

	snprintf(json, sizeof(json),
		"{\"id\":\"%s\",\"kind\":\"person.listed\",\"v\":1,\"at\":\"2022-08-30T10:00:00+08:00\","
		"\"area\":\"%s\",\"subject\":\"%s\",\"body\":{%s}}",
		fid(record), area, id, body);
	handed_in(json);
}

static void asked_in(const char *area, const char *subject)
{
	char json[40000];

	handed_in(
		"{\"id\":\"01900000-0000-7000-8000-000000096701\",\"kind\":\"round.opened\",\"v\":1,"
		"\"at\":\"2022-08-30T09:00:00+08:00\",\"area\":\"512021\",\"round\":\"" TEST "\","
		"\"body\":{\"kind\":\"test\",\"incident\":\"01900000-0000-7000-8000-000000000001\","
		"\"expected\":1}}");
	snprintf(json, sizeof(json),
		"{\"id\":\"01900000-0000-7000-8000-000000096702\",\"kind\":\"round.targeted\",\"v\":1,"
		"\"at\":\"2022-08-30T09:00:00+08:00\",\"area\":\"%s\",\"round\":\"" TEST "\","
		"\"body\":{\"piece\":1,\"subjects\":[\"%s\"]}}",
		area, subject);
	handed_in(json);
}

/* One listed here without a home, one whose home lies elsewhere, and two of elsewhere, one of whom is asked something here. */
static int strangers(void **state)
{
	county(state);
	login(&server, "admin");
	person(NEMO, 96711, "g1", "\"name\":\"赵无家\",\"phone\":\"13900001111\"");
	handed_in(
		"{\"id\":\"01900000-0000-7000-8000-000000096301\",\"kind\":\"subject.moved\",\"v\":1,"
		"\"at\":\"2022-08-30T09:30:00+08:00\",\"subject\":\"" NEXT_DOOR
		"\",\"area\":\"g1\",\"body\":{\"to\":\"g3\"}}");
	person(EVA, 96712, "g1", "\"name\":\"钱示例\",\"dwelling\":\"" NEXT_DOOR "\"");
	person(OTTO, 96713, "g3",
		"\"name\":\"孙厂工\",\"phone\":\"13900002222\",\"dwelling\":\"" NEXT_DOOR "\"");
	person(UDO, 96714, "g3", "\"name\":\"李邻居\"");
	asked_in("g1", OTTO);
	login(&server, "worker");
	return 0;
}

static bool has(const struct answer *a, const char *subject)
{
	const struct json *items = at(a->json, "items");

	for (uint32_t i = 0; i < items->n; i++)
		if (str_is(json_text(&items->items[i], "subject"), subject))
			return true;
	return false;
}

enum { CROWD = 501 };

/* So many are listed in g3 and asked something in g1. */
static int crowd(void **state)
{
	struct buf people, asks;

	county(state);
	login(&server, "admin");
	buf_init(&people, server.f.cx.arena);
	buf_init(&asks, server.f.cx.arena);
	for (int i = 0; i < CROWD; i++) {
		buf_fmt(&people,
			"%s{\"id\":\"01900000-0000-7000-8000-00000050%04d\",\"kind\":\"person.listed\",\"v\":1,"
			"\"at\":\"2022-08-30T09:00:00+08:00\",\"area\":\"g3\","
			"\"subject\":\"01900000-0000-7000-8000-00000060%04d\",\"body\":{\"name\":\"张测试\"}}",
			i ? "," : "[", i, i);
		buf_fmt(&asks, "%s01900000-0000-7000-8000-00000060%04d", i ? "\",\"" : "", i);
	}
	buf_c(&people, ']');
	buf_c(&people, '\0');
	buf_c(&asks, '\0');
	assert_true(buf_ok(&people) && buf_ok(&asks));
	call_is(&server, 200, "POST", "/v1/records", buf_get(&people).p);
	asked_in("g1", buf_get(&asks).p);
	login(&server, "worker");
	return 0;
}

/* They come in pages, each once. */
static void a_crowd_that_is_asked_something_here_comes_in_pages(void **state)
{
	char path[300] = "/v1/homes?area=g1&limit=1000";
	int pages = 0, n = 0;

	(void)state;
	for (bool more = true; more; pages++) {
		struct answer a = got(path);
		const struct json *items = at(a.json, "items"), *next = at(a.json, "next");

		for (uint32_t i = 0; i < items->n; i++)
			n += str_starts(json_text(&items->items[i], "subject"),
				STR("01900000-0000-7000-8000-00000060"));
		more = next->type == JSON_TEXT;
		if (more)
			snprintf(path, sizeof(path), "/v1/homes?area=g1&limit=1000&after=" STR_FMT,
				STR_ARG(next->s));
		answer_free(&a);
	}
	assert_int_equal(pages, 2);
	assert_int_equal(n, CROWD);
}

static void who_has_no_home_here_stands_by_himself(void **state)
{
	const char *const asked[] = { "/v1/homes?area=g1&limit=1000",
		"/v1/homes?subjects=" NEMO "," EVA "," OTTO "," UDO };
	const struct json *h;
	struct answer a;

	(void)state;
	for (size_t i = 0; i < 2; i++) {
		a = got(asked[i]);
		assert_int_equal(at(a.json, "items")->n, i == 0 ? 19 + 3 : 3);
		h = home_of(&a, NEMO);
		assert_true(at(h, "masked")->i && says(h, "area", "g1"));
		assert_int_equal(at(h, "people")->n, 1);
		assert_true(says(h, "people.0.id", NEMO) && says(h, "people.0.name", "赵**") &&
			says(h, "people.0.phone", "139****1111"));
		assert_true(says(home_of(&a, EVA), "people.0.name", "钱**"));
		h = home_of(&a, OTTO);
		assert_true(says(h, "people.0.name", "孙**") && says(h, "area", "g1"));
		assert_true(!has(&a, UDO) && !has(&a, ANNA));
		answer_free(&a);
	}
	/* Where he is listed his home holds the one, and nobody is a stranger. */
	login(&server, "admin");
	a = got("/v1/homes?area=g3");
	assert_true(says(home_of(&a, NEXT_DOOR), "people.0.id", OTTO));
	assert_true(has(&a, UDO) && !has(&a, OTTO) && !has(&a, EVA));
	answer_free(&a);
}

static void of_who_is_listed_elsewhere_nothing_is_plain(void **state)
{
	const struct json *h;
	struct answer a;

	(void)state;
	login(&server, "watcher");
	a = got("/v1/homes?area=g1&limit=1000&unmask=visit");
	h = home_of(&a, NEMO);
	assert_false(at(h, "masked")->i);
	assert_true(says(h, "people.0.name", "赵无家") && says(h, "people.0.phone", "13900001111"));
	h = home_of(&a, OTTO);
	assert_true(at(h, "masked")->i && says(h, "people.0.name", "孙**") &&
		says(h, "people.0.phone", "139****2222"));
	answer_free(&a);
	login(&server, "admin");
	a = call(&server, "GET", "/v1/subjects/" NEMO "/looks", NULL);
	assert_int_equal(at(a.json, "items")->n, 1);
	answer_free(&a);
	a = call(&server, "GET", "/v1/subjects/" OTTO "/looks", NULL);
	assert_int_equal(at(a.json, "items")->n, 0);
	answer_free(&a);
}

static void nobody_is_there_twice_and_nobody_stays(void **state)
{
	char path[300] = "/v1/homes?area=g1&limit=1";
	size_t homes = 0, pages = 0;
	struct answer a;

	(void)state;
	for (bool more = true; more; pages++) {
		const struct json *next;

		a = got(path);
		next = at(a.json, "next");
		homes += at(a.json, "items")->n;
		assert_true(at(a.json, "items")->n <= 1);
		more = next->type == JSON_TEXT;
		if (more)
			snprintf(path, sizeof(path), "/v1/homes?area=g1&limit=1&after=" STR_FMT,
				STR_ARG(next->s));
		answer_free(&a);
	}
	assert_int_equal(homes, 19 + 3);
	assert_true(pages <= 19 + 5 + 2);
	call_is(&server, 400, "GET", "/v1/homes?area=g1&after=a.x", NULL);
	call_is(&server, 400, "GET", "/v1/homes?area=g1&after=l.x", NULL);
	/* The round is over: he is asked nothing here any more. */
	login(&server, "admin");
	handed_in(
		"{\"id\":\"01900000-0000-7000-8000-000000096703\",\"kind\":\"round.closed\",\"v\":1,"
		"\"at\":\"2022-08-30T11:00:00+08:00\",\"round\":\"" TEST
		"\",\"area\":\"512021\",\"body\":{}}");
	login(&server, "worker");
	a = got("/v1/homes?subjects=" OTTO "," NEMO);
	assert_int_equal(at(a.json, "items")->n, 1);
	answer_free(&a);
	a = got("/v1/homes?area=g1&limit=1000");
	assert_int_equal(at(a.json, "items")->n, 19 + 2);
	answer_free(&a);
}

/* What was answered goes with the dwelling: asked in one grid, told in the other; and no longer to whoever has lost it. */
static void a_home_that_moved_was_still_asked(void **state)
{
	struct answer a;

	(void)state;
	login(&server, "admin");
	handed_in(
		"{\"id\":\"01900000-0000-7000-8000-000000096301\",\"kind\":\"subject.moved\",\"v\":1,"
		"\"at\":\"2022-08-30T11:00:00+08:00\",\"subject\":\"" DOOR "\",\"area\":\"g1\","
		"\"body\":{\"to\":\"g2\"}}");
	a = got("/v1/homes?area=g2");
	assert_int_equal(at(a.json, "items")->n, 1);
	assert_int_equal(asked(&a, "people"), 2);
	answer_free(&a);
	login(&server, "worker");
	a = got("/v1/homes?subjects=" DOOR);
	assert_int_equal(at(a.json, "items")->n, 0);
	answer_free(&a);
}

static void the_latest_fifty_answers_are_looked_at(void **state)
{
	struct answer a;

	(void)state;
	for (int i = 0; i < HOUSEHOLD_ANSWERS_MAX + 3; i++)
		visited(96400 + i, 10 + i, "",
			i == 0 ? "{\"outcome\":\"done\",\"ill\":7}" :
				 "{\"outcome\":\"done\",\"people\":5}");
	a = got("/v1/homes?area=g1&limit=1");
	assert_int_equal(asked(&a, "outcome"), HOUSEHOLD_ANSWERS_MAX);
	assert_int_equal(asked(&a, "people"), HOUSEHOLD_ANSWERS_MAX);
	assert_int_equal(asked(&a, "ill"), 0);
	assert_int_equal(at(known(home_of(&a, DOOR), "people"), "value")->i, 5);
	answer_free(&a);
}

/* ---- over a bad line ---- */

static struct answer got_with(const char *path, const char *coding)
{
	char headers[700];

	snprintf(headers, sizeof(headers), "%sAccept-Encoding: %s\r\n", server.cookie, coding);
	return call_with(&server, "GET", path, headers, NULL);
}

static bool is_packed(const struct answer *a)
{
	return strstr(a->head, "\r\nContent-Encoding: gzip\r\n") != NULL;
}

static void a_large_answer_is_packed_for_who_can_unpack_it(void **state)
{
	static const char *const plain[] = { "identity", "br", "gzip;q=0" };
	const char *path = "/v1/homes?area=g1&unmask=visit";
	z_stream z = { .next_in = NULL };
	struct answer whole, packed, a;
	char bytes[100000];

	(void)state;
	login(&server, "watcher");
	whole = got(path);
	assert_false(is_packed(&whole));
	packed = got_with(path, "br;q=0, gzip;q=0.5");
	assert_true(is_packed(&packed) && strstr(packed.head, "\r\nVary: Accept-Encoding\r\n"));
	assert_true(packed.body_n < whole.body_n / 3);
	assert_int_equal(inflateInit2(&z, 31), Z_OK);
	z.next_in = (Bytef *)packed.body;
	z.avail_in = (uInt)packed.body_n;
	z.next_out = (Bytef *)bytes;
	z.avail_out = sizeof(bytes);
	assert_int_equal(inflate(&z, Z_FINISH), Z_STREAM_END);
	assert_int_equal(z.total_out, whole.body_n);
	assert_memory_equal(bytes, whole.body, whole.body_n);
	inflateEnd(&z);
	for (size_t i = 0; i < sizeof(plain) / sizeof(plain[0]); i++) {
		a = got_with(path, plain[i]);
		assert_false(is_packed(&a));
		assert_int_equal(a.body_n, whole.body_n);
		answer_free(&a);
	}
	a = got_with("/v1/homes?subjects=" NEXT_DOOR, "gzip"); /* too little */
	assert_false(is_packed(&a));
	answer_free(&a);
	a = got_with("/v1/homes?area=g3", "gzip");
	assert_int_equal(a.status, 404);
	assert_false(is_packed(&a));
	assert_non_null(strstr(a.body, "not_found"));
	answer_free(&a);
	/* What is asked of other routes may stand beside what is sent: they are never packed. */
	a = got_with("/v1/subjects?area=g1", "gzip");
	assert_true(a.status == 200 && a.body_n > 1400);
	assert_false(is_packed(&a));
	answer_free(&a);
	answer_free(&packed);
	answer_free(&whole);
}

static int run(const char *name)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(
			whoever_goes_there_is_told_masked, county, teardown),
		cmocka_unit_test_setup_teardown(
			the_latest_answer_to_each_question_is_told, county, teardown),
		cmocka_unit_test_setup_teardown(what_stands_no_more_is_not_known, county, teardown),
		cmocka_unit_test_setup_teardown(an_exercise_is_not_known, county, teardown),
		cmocka_unit_test_setup_teardown(in_plain_it_is_a_look, county, teardown),
		cmocka_unit_test_setup_teardown(some_are_asked_for_by_name, county, teardown),
		cmocka_unit_test_setup_teardown(pages_hold_each_home_once, county, teardown),
		cmocka_unit_test_setup_teardown(
			a_crowd_that_is_asked_something_here_comes_in_pages, crowd, teardown),
		cmocka_unit_test_setup_teardown(
			who_has_no_home_here_stands_by_himself, strangers, teardown),
		cmocka_unit_test_setup_teardown(
			of_who_is_listed_elsewhere_nothing_is_plain, strangers, teardown),
		cmocka_unit_test_setup_teardown(
			nobody_is_there_twice_and_nobody_stays, strangers, teardown),
		cmocka_unit_test_setup_teardown(
			a_home_that_moved_was_still_asked, county, teardown),
		cmocka_unit_test_setup_teardown(
			a_large_answer_is_packed_for_who_can_unpack_it, county, teardown),
		cmocka_unit_test_setup_teardown(
			the_latest_fifty_answers_are_looked_at, county, teardown),
	};

	engine = name;
	return cmocka_run_group_tests_name(name, tests, NULL, NULL);
}

int main(void)
{
	return fixture_on_each(run);
}
