/* What whoever runs a site is told: where the data is not, a restore that does not fit or was cut off, what cannot be
 * undone, and what a command quietly gives or leaves. In this process, so that a fault can fall anywhere. */
#include "cli/cli_fixture.h"

#include <sys/stat.h>

#include "store/store.h"

#define SAYS(f, text) \
	do { \
		if (!strstr((f)->err, (text))) \
			fail_msg("'%s' is not in: %s", (text), (f)->err); \
	} while (0)

static int begin(void **state)
{
	struct fixture *f;

	/* A purge asks whoever sits there; here nobody does. */
	if (!freopen("/dev/null", "r", stdin))
		return -1;
	f = calloc(1, sizeof(*f));
	assert_non_null(f);
	fixture_open(f);
	*state = f;
	return 0;
}

static int end(void **state)
{
	store_fail_at(0);
	fixture_close(*state);
	free(*state);
	return 0;
}

static const char *in(struct fixture *f, const char *name)
{
	return sys_path(&f->cx, f->dir, name);
}

/* The next runs are about this folder. */
static void turn_to(struct fixture *f, const char *name)
{
	snprintf(f->data, sizeof(f->data), "%s/%s", f->dir, name);
}

static void chinese(bool yes)
{
	setenv("LC_ALL", yes ? "zh_CN.UTF-8" : "en_US.UTF-8", 1);
}

/* ---- where there is no data ---- */

static void a_wrong_folder_is_told_as_such(void **state)
{
	struct fixture *f = *state;

	RUN(f, 66, "users");
	SAYS(f, "there is no data at");
	SAYS(f, "bulou init");
	chinese(true);
	RUN(f, 66, "users");
	SAYS(f, "此处没有数据");
	assert_null(strstr(f->err, "管辖"));
}

/* A new site at this database, with a key beside the scratch folder's other files. */
static void init_at(struct fixture *f, int status, const char *url)
{
	snprintf(f->data, sizeof(f->data), "%s", url);
	RUN(f, status, "init", "--key", in(f, "site.key"));
}

/* A key without data would be taken for the key of something. */
static void what_cannot_be_made_leaves_no_key(void **state)
{
	struct fixture *f = *state;

	init_at(f, 64, "postgresql://me:my:secret@host:x/db");
	assert_null(strstr(f->err, "secret"));
	assert_false(sys_exists(in(f, "site.key")));
	init_at(f, 75, "postgresql://me@127.0.0.1:1/db");
	assert_false(sys_exists(in(f, "site.key")));
	init_at(f, 73, fixture_file(f, "file", ""));
	assert_false(sys_exists(in(f, "site.key")));
}

/* ---- restore ---- */

/* A site with two backups, the second from the first's end on; its key. */
static const char *two_backups(struct fixture *f)
{
	char after[24];

	RUN(f, 0, "init", "--json");
	RUN(f, 0, "backup", in(f, "one"), "--json");
	snprintf(after, sizeof(after), "%lld", (long long)fixture_int(f, "last"));
	RUN(f, 0, "import", "areas", fixture_file(f, "areas.csv", FIXTURE_AREAS));
	RUN(f, 0, "import", "people", fixture_file(f, "people.csv", "name,area\nLi,11\n"));
	RUN(f, 0, "backup", in(f, "two"), "--after", after);
	RUN(f, 0, "backup", "--keys", in(f, "list"));
	return in(f, "data.key");
}

static void what_does_not_fit_leaves_nothing_behind(void **state)
{
	struct fixture *f = *state;
	const char *key = two_backups(f), *other = in(f, "other.key");

	turn_to(f, "new");
	RUN(f, 65, "restore", in(f, "two"), "--key", key);
	SAYS(f, "the backup of entries 1 to");
	assert_false(sys_exists(f->data));
	RUN(f, 65, "restore", in(f, "list"), "--key", key);
	SAYS(f, "a list of keys, no backup");
	assert_false(sys_exists(f->data));
	fixture_file(f, "other.key",
		"00112233445566778899aabbccddeeff00112233445566778899aabbccddeeff\n");
	RUN(f, 78, "restore", in(f, "one"), in(f, "two"), "--key", other);
	SAYS(f, "other.key is not the master key of this data");
	assert_false(sys_exists(f->data));
	RUN(f, 0, "restore", in(f, "one"), in(f, "two"), "--key", key);
	RUN(f, 65, "restore", in(f, "one"), "--key", key);
	SAYS(f, "there is data already");
	SAYS(f, "name an empty folder");
	chinese(true);
	RUN(f, 65, "restore", in(f, "one"), "--key", key);
	SAYS(f, "目标已有数据");
	assert_null(strstr(f->err, "there is"));
}

/* Cut off at any statement: nothing but the same restore opens it, a rebuild neither, and that goes on. */
static void half_a_restore_names_its_remedy(void **state)
{
	struct fixture *f = *state;
	const char *key = two_backups(f), *one = in(f, "one"), *two = in(f, "two");
	unsigned halves = 0, rebuilds = 0;
	char name[24];
	int status = 1;

	for (uint64_t at = 1; status; at++) {
		snprintf(name, sizeof(name), "new%u", (unsigned)at);
		turn_to(f, name);
		store_fail_at(at);
		status = fixture_run(f, "restore", one, two, "--key", key, (char *)NULL);
		store_fail_at(0);
		/* Nothing is there yet, or all is: the fault fell on what is told at the end. */
		if (!status || !sys_exists(in(f, name)) ||
			fixture_run(f, "users", "--key", key, (char *)NULL) != 78)
			continue;
		if (strstr(f->err, "the last restore did not end")) {
			SAYS(f, "run bulou restore again");
			RUN(f, 78, "rebuild", "--key", key);
			SAYS(f, "the last restore did not end");
			halves++;
		} else {
			SAYS(f, "the last rebuild did not end");
			rebuilds++;
		}
		RUN(f, 0, "restore", one, two, "--key", key);
		RUN(f, 0, "verify", "--key", key);
	}
	assert_true(halves > 5 && rebuilds > 5);
}

static void one_language_at_a_time(void **state)
{
	struct fixture *f = *state;
	const char *junk = fixture_file(f, "junk", "this is no backup");

	RUN(f, 65, "verify", junk);
	SAYS(f, "it is no stream");
	assert_null(strstr(f->err, "不是"));
	RUN(f, 66, "verify", in(f, "nothing"));
	SAYS(f, "No such file");
	chinese(true);
	RUN(f, 65, "verify", junk);
	SAYS(f, "不是备份文件");
	assert_null(strstr(f->err, "stream"));
	RUN(f, 66, "verify", in(f, "nothing"));
	SAYS(f, "没有此文件");
	assert_null(strstr(f->err, "No such"));
	RUN(f, 0, "init", "--json");
	chmod(in(f, "data.key"), 0644);
	RUN(f, 78, "users");
	SAYS(f, "其他用户可读");
	assert_null(strstr(f->err, "others"));
}

/* ---- accounts ---- */

/* An account of before there were roles. */
static void was_put(struct fixture *f, const char *user)
{
	const struct grant grants[] = { { .role = ROLE_WAS_READ, .everywhere = true },
		{ .role = ROLE_WAS_FIELD, .everywhere = true } };
	const struct account a = {
		.user = str_of(user), .name = STR("某人"), .grants = grants, .grants_n = 2
	};
	struct site *site;
	struct entry e;

	assert_int_equal(site_open(&f->cx, f->data, NULL, SITE_WRITE, cli_tables(), &site), 0);
	assert_int_equal(guard_account_entry(&f->cx, site, &a, STR("admin"), sys_now(), &e), 0);
	assert_int_equal(append_entries(&f->cx, &site->view, &e, 1), 0);
	site_close(site);
}

static void an_account_says_what_it_gives(void **state)
{
	struct fixture *f = *state;

	RUN(f, 0, "init", "--json");
	RUN(f, 0, "import", "areas", fixture_file(f, "areas.csv", FIXTURE_AREAS));
	RUN(f, 64, "user", "add", "li");
	SAYS(f, "a role is one of commander, area_lead, grid_worker");
	RUN(f, 0, "user", "add", "li", "--role", "sampler,supply");
	SAYS(f, "roles: sampler,supply, in all areas");
	RUN(f, 0, "user", "add", "wang", "--role", "grid_worker", "--area", "Village");
	assert_null(strstr(f->err, "all areas"));
	RUN(f, 64, "user", "add", "he", "--role", "owner");
	RUN(f, 64, "user", "add", "he", "--role", "was_read");
	RUN(f, 0, "user", "revoke", "li", "--role", "supply");
	RUN(f, 64, "user", "revoke", "li", "--role", "supply");
	was_put(f, "old");
	RUN(f, 0, "user", "revoke", "old", "--role", "was_read");
	SAYS(f, "was_field");
	assert_null(strstr(f->err, "was_read"));
	RUN(f, 0, "user", "grant", "li", "--role", "checkpoint", "--area", "Village", "--until",
		"2022-09-30");
	RUN(f, 0, "users", "--json");
	assert_non_null(strstr(f->out, "sampler,checkpoint@"));
	RUN(f, 0, "user", "rights", "li", "--json");
	assert_non_null(
		strstr(f->out, "\"verb\":\"enter\",\"matter\":\"testing\",\"everywhere\":true"));
	assert_null(strstr(f->out, "\"matter\":\"counsel\""));
	RUN(f, 0, "user", "staff", "li", "01900000-0000-7000-8000-000000000060");
	RUN(f, 0, "user", "rights", "li");
	chinese(true);
	RUN(f, 64, "user", "add", "he", "--role", "厨师");
	assert_non_null(strstr(f->err, "采样员(sampler)"));
	assert_non_null(strstr(f->err, "系统管理员(administrator)"));
	RUN(f, 0, "users");
	assert_non_null(strstr(f->out, "采样员(sampler),卡口查验员(checkpoint)@"));
	/* A line a matter. */
	RUN(f, 0, "user", "rights", "li");
	assert_non_null(strstr(f->out, "查看（脱敏）、"));
	RUN(f, 64, "device", "invite", "li");
	assert_non_null(strstr(f->err, "--user li"));
	RUN(f, 64, "device", "revoke", "li");
	assert_non_null(strstr(f->err, "：设备"));
	RUN(f, 64, "purge", "certificate");
	assert_non_null(strstr(f->err, "尚未销毁过"));
	RUN(f, 0, "retention");
	assert_non_null(strstr(f->out, "身份(identity)"));
	chinese(false);
}

static void the_last_administrator_stays(void **state)
{
	struct fixture *f = *state;

	RUN(f, 0, "init", "--json");
	RUN(f, 0, "user", "add", "li", "--role", "commander");
	RUN(f, 65, "user", "disable", "admin");
	SAYS(f, "admin is the last administrator");
	RUN(f, 0, "user", "add", "zhao", "--role", "administrator");
	RUN(f, 0, "user", "disable", "admin");
	RUN(f, 65, "user", "disable", "zhao");
	RUN(f, 0, "user", "disable", "li");
}

/* ---- what cannot be undone ---- */

static void a_purge_asks_first(void **state)
{
	struct fixture *f = *state;
	struct str before, after;

	RUN(f, 0, "init", "--json");
	assert_int_equal(sys_read_file(&f->cx, in(f, "data.key"), 100, &before), 0);
	RUN(f, 64, "purge", "keys", "roster", "--reason", "ended");
	SAYS(f, "for good");
	SAYS(f, "--yes");
	assert_int_equal(sys_read_file(&f->cx, in(f, "data.key"), 100, &after), 0);
	assert_true(str_eq(before, after));
	RUN(f, 0, "purge", "keys", "roster", "--reason", "ended", "--yes");
	SAYS(f, "data.key holds a new key now");
	assert_int_equal(sys_read_file(&f->cx, in(f, "data.key"), 100, &after), 0);
	assert_false(str_eq(before, after));
}

/* ---- rounds and incidents ---- */

static void village(struct fixture *f)
{
	RUN(f, 0, "init", "--json");
	RUN(f, 0, "import", "areas", fixture_file(f, "areas.csv", FIXTURE_AREAS));
	RUN(f, 0, "import", "dwellings",
		fixture_file(f, "doors.csv",
			"area,compound,building,unit,floor,room\n11,Garden,10,1,1,101\n11,Garden,2,1,10,1001\n"
			"11,Garden,2,1,9,902\n11,Garden,2,1,9,901\n12,Yard,1栋,2,1,101\n"));
}

static void a_due_time_that_has_passed_is_told(void **state)
{
	struct fixture *f = *state;

	village(f);
	RUN(f, 0, "round", "open", "--kind", "sweep", "--area", "1", "--due", "2020-01-01");
	SAYS(f, "2020-01-01 23:59 has passed");
	RUN(f, 0, "round", "open", "--kind", "sweep", "--area", "1", "--due", "4h");
	assert_null(strstr(f->err, "has passed"));
}

static void what_was_cancelled_is_reopened_first(void **state)
{
	struct fixture *f = *state;
	const char *round;

	village(f);
	RUN(f, 0, "round", "open", "--kind", "sweep", "--area", "1", "--due", "4h", "--json");
	round = fixture_text(f, "round");
	RUN(f, 0, "round", "cancel", round);
	RUN(f, 65, "round", "extend", round, "--due", "2d");
	SAYS(f, "reopen it first");
	RUN(f, 65, "round", "close", round);
	RUN(f, 0, "round", "reopen", round);
	RUN(f, 0, "round", "extend", round, "--due", "2d");
}

static void one_name_goes_on_once(void **state)
{
	struct fixture *f = *state;

	village(f);
	RUN(f, 0, "incident", "declare", "Flood", "--area", "1");
	RUN(f, 73, "incident", "declare", "Flood", "--area", "1");
	RUN(f, 0, "incident", "end", "Flood");
	RUN(f, 0, "incident", "declare", "Flood", "--area", "1");
}

/* What is asked is a round's, of which an incident has many: the figures name the incident by its area and day. */
static void an_incident_is_not_named_by_a_question(void **state)
{
	static const char question[] =
		"Anyone back from the city within 7 days, and if so with whom, when and where?";
	struct fixture *f = *state;
	const struct json *items;
	struct str name;
	char visit[200];

	village(f);
	RUN(f, 0, "round", "open", "--kind", "sweep", "--area", "11", "--due", "4h", "--question",
		question);
	SAYS(f, "no incident was going on: 'Village 20");
	RUN(f, 0, "rounds", "--json");
	items = json_get(fixture_json(f), "items");
	snprintf(visit, sizeof(visit),
		"area,compound,building,unit,floor,room,outcome,round\n11,Garden,10,1,1,101,done,%s\n",
		cx_text(&f->cx, json_text(&items->items[0], "id")));
	RUN(f, 0, "import", "sweep.visit", fixture_file(f, "visit.csv", visit));
	RUN(f, 0, "figures");
	assert_non_null(strstr(f->out, "Village 20"));
	assert_null(strstr(f->out, "Anyone"));
	RUN(f, 0, "incidents", "--json");
	items = json_get(fixture_json(f), "items");
	assert_int_equal(items->n, 1);
	name = json_text(&items->items[0], "name");
	assert_int_equal(name.n, sizeof("Village 2022-08-30") - 1);
	/* the next round is of the same */
	RUN(f, 0, "round", "open", "--kind", "ask", "--area", "11", "--question", question);
	assert_null(strstr(f->err, "no incident"));
	RUN(f, 0, "rounds");
	assert_non_null(strstr(f->out, "Anyone"));
}

static void a_standing_round_keeps_its_question(void **state)
{
	struct fixture *f = *state;

	village(f);
	RUN(f, 0, "round", "open", "--kind", "ask", "--area", "1", "--question", "first");
	SAYS(f, "the standing round is open: first");
	RUN(f, 0, "round", "open", "--kind", "ask", "--area", "1", "--question", "second");
	SAYS(f, "stays as it was: first");
	assert_null(strstr(f->err, "second"));
}

static void a_filter_that_fits_nothing_says_why(void **state)
{
	struct fixture *f = *state;

	village(f);
	RUN(f, 66, "round", "open", "--kind", "sweep", "--area", "1", "--due", "4h", "--filter",
		"flag:disabled");
	SAYS(f, "nothing that is listed fits 'flag:disabled'");
	RUN(f, 64, "round", "open", "--kind", "sweep", "--area", "1", "--due", "4h", "--filter",
		"foo:bar");
	SAYS(f, "there is no filter 'foo:bar'");
	SAYS(f, "immobile");
}

static void a_second_void_changes_nothing(void **state)
{
	struct fixture *f = *state;
	const char *batch;

	village(f);
	RUN(f, 0, "import", "dwellings",
		fixture_file(f, "more.csv", "area,compound,building,unit,room\n12,Yard,9,1,101\n"),
		"--json");
	batch = fixture_text(f, "batch");
	RUN(f, 0, "void", batch);
	RUN(f, 0, "void", batch, "--json");
	assert_int_equal(fixture_int(f, "voided"), 0);
	RUN(f, 0, "void", batch);
	SAYS(f, "1 records were voided before");
	assert_string_equal(f->out, "");
}

/* ---- who is missing ---- */

static void expect_order(const char *text, const char *const *want)
{
	for (; *want; want++) {
		const char *at = strstr(text, *want);

		if (at)
			text = at;
		else
			fail_msg("'%s' does not follow in: %s", *want, text);
	}
}

static void doors_come_as_one_walks(void **state)
{
	static const char *const want[] = { "Garden building 2 unit 1 floor 9 901",
		"Garden building 2 unit 1 floor 9 902", "Garden building 2 unit 1 floor 10 1001",
		"Garden building 10 unit 1 floor 1 101", "Yard 1栋 unit 2 floor 1 101", NULL };
	struct fixture *f = *state;
	const char *round;

	village(f);
	RUN(f, 0, "round", "open", "--kind", "sweep", "--area", "1", "--due", "4h", "--json");
	round = fixture_text(f, "round");
	RUN(f, 0, "missing", round);
	expect_order(f->out, want);
	chinese(true);
	RUN(f, 0, "missing", round);
	assert_non_null(strstr(f->out, "Garden 2栋 1单元 9层 901"));
}

static void a_difficulty_shows_its_door_and_urgency(void **state)
{
	struct fixture *f = *state;
	const char *sweep, *ask;
	char visits[300];

	village(f);
	RUN(f, 0, "round", "open", "--kind", "ask", "--area", "1", "--json");
	ask = fixture_text(f, "round");
	RUN(f, 0, "round", "open", "--kind", "sweep", "--area", "1", "--due", "4h", "--json");
	sweep = fixture_text(f, "round");
	snprintf(visits, sizeof(visits),
		"area,compound,building,unit,floor,room,outcome,round,difficulty\n"
		"11,Garden,10,1,1,101,done,%s,life\n",
		sweep);
	RUN(f, 0, "import", "sweep.visit", fixture_file(f, "visits.csv", visits));
	RUN(f, 0, "missing", ask);
	assert_non_null(strstr(f->out, "URGENCY"));
	assert_non_null(strstr(f->out, "Garden building 10 unit 1 floor 1 101"));
	assert_non_null(strstr(f->out, "Danger to life"));
}

static void findings_and_needs_show_how_urgent_they_are(void **state)
{
	static const struct {
		const char *round, *kind, *headings, *row, *shown;
	} rows[] = {
		{ "finding", "finding.raised", "severity,category,source,text",
			"supervised,entry,resident,t", "Under the county's eye (within 7 days)" },
		{ "need", "need.raised", "urgency,category,text", "life,dialysis,t",
			"Life or health (within 2 hours)" },
	};
	struct fixture *f = *state;
	char text[400];

	village(f);
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		const char *round;

		RUN(f, 0, "round", "open", "--kind", rows[i].round, "--area", "1", "--json");
		round = fixture_text(f, "round");
		snprintf(text, sizeof(text), "area,round,%s\n11,%s,%s\n", rows[i].headings, round,
			rows[i].row);
		RUN(f, 0, "import", rows[i].kind, fixture_file(f, "raised.csv", text));
		RUN(f, 0, "missing", round);
		assert_non_null(strstr(f->out, rows[i].shown));
		assert_null(strstr(f->out, "Dialysis"));
	}
	/* What has no norm of its own has no such column. */
	RUN(f, 0, "round", "open", "--kind", "task", "--area", "1", "--json");
	RUN(f, 0, "missing", fixture_text(f, "round"));
	assert_null(strstr(f->out, "URGENCY"));
}

/* An answer of this kind to the only question of the round. */
static void answer(struct fixture *f, const char *kind, const char *heading, const char *round,
	const char *row)
{
	const char *question;
	char text[400];

	RUN(f, 0, "missing", round, "--json");
	question = cx_text(
		&f->cx, json_text(&json_get(fixture_json(f), "items")->items[0], "subject"));
	snprintf(text, sizeof(text), "round,subject,area,%s\n%s,%s,%s\n", heading, round, question,
		row);
	RUN(f, 0, "import", kind, fixture_file(f, "answer.csv", text));
	RUN(f, 0, "missing", round);
}

static void a_question_shows_who_deals_with_it(void **state)
{
	struct fixture *f = *state;
	const char *ask;
	char asked[200];

	village(f);
	RUN(f, 0, "round", "open", "--kind", "ask", "--area", "1", "--json");
	ask = fixture_text(f, "round");
	snprintf(asked, sizeof(asked), "area,round,category,text\n11,%s,utility,no water\n", ask);
	RUN(f, 0, "import", "ask.asked", fixture_file(f, "asked.csv", asked));
	RUN(f, 0, "missing", ask);
	assert_non_null(strstr(f->out, "OWNER"));
	answer(f, "ask.accepted", "owner", ask, "11,Waterworks");
	assert_non_null(strstr(f->out, "Waterworks"));
	/* the office may lie elsewhere; and who gives no name changes nobody */
	answer(f, "ask.answered", "outcome,to", ask, "12,passed_on,Township");
	assert_non_null(strstr(f->out, "Township"));
	assert_null(strstr(f->out, "Waterworks"));
	answer(f, "ask.answered", "outcome", ask, "11,cannot");
	assert_non_null(strstr(f->out, "Township"));
	RUN(f, 0, "missing", ask, "--json");
	assert_true(str_is(
		json_text(&json_get(fixture_json(f), "items")->items[0], "owner"), "Township"));
	/* doors have none */
	RUN(f, 0, "round", "open", "--kind", "sweep", "--area", "1", "--due", "4h", "--json");
	RUN(f, 0, "missing", fixture_text(f, "round"));
	assert_null(strstr(f->out, "OWNER"));
}

/* ---- words ---- */

static void half_a_command_is_helped_on(void **state)
{
	struct fixture *f = *state;

	RUN(f, 64, "roster");
	SAYS(f, "generate");
	RUN(f, 64, "round");
	SAYS(f, "open, close, extend, cancel, reopen");
	RUN(f, 64, "backup");
	SAYS(f, "--keys");
	chinese(true);
	RUN(f, 0, "import", "--help");
	assert_non_null(strstr(f->out, "bulou import 种类 文件"));
	assert_null(strstr(f->out, "FILE"));
	RUN(f, 0, "kinds", "sweep.visit");
	assert_non_null(strstr(f->out, "(nobody)"));
	RUN(f, 0, "kinds");
	assert_non_null(strstr(f->out, "基础台账"));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(a_wrong_folder_is_told_as_such, begin, end),
		cmocka_unit_test_setup_teardown(what_cannot_be_made_leaves_no_key, begin, end),
		cmocka_unit_test_setup_teardown(
			what_does_not_fit_leaves_nothing_behind, begin, end),
		cmocka_unit_test_setup_teardown(half_a_restore_names_its_remedy, begin, end),
		cmocka_unit_test_setup_teardown(one_language_at_a_time, begin, end),
		cmocka_unit_test_setup_teardown(an_account_says_what_it_gives, begin, end),
		cmocka_unit_test_setup_teardown(the_last_administrator_stays, begin, end),
		cmocka_unit_test_setup_teardown(a_purge_asks_first, begin, end),
		cmocka_unit_test_setup_teardown(a_due_time_that_has_passed_is_told, begin, end),
		cmocka_unit_test_setup_teardown(what_was_cancelled_is_reopened_first, begin, end),
		cmocka_unit_test_setup_teardown(one_name_goes_on_once, begin, end),
		cmocka_unit_test_setup_teardown(an_incident_is_not_named_by_a_question, begin, end),
		cmocka_unit_test_setup_teardown(a_standing_round_keeps_its_question, begin, end),
		cmocka_unit_test_setup_teardown(a_filter_that_fits_nothing_says_why, begin, end),
		cmocka_unit_test_setup_teardown(a_second_void_changes_nothing, begin, end),
		cmocka_unit_test_setup_teardown(doors_come_as_one_walks, begin, end),
		cmocka_unit_test_setup_teardown(
			a_difficulty_shows_its_door_and_urgency, begin, end),
		cmocka_unit_test_setup_teardown(
			findings_and_needs_show_how_urgent_they_are, begin, end),
		cmocka_unit_test_setup_teardown(a_question_shows_who_deals_with_it, begin, end),
		cmocka_unit_test_setup_teardown(half_a_command_is_helped_on, begin, end),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
