/* Restrictions as scenes: what binds somebody takes two persons and a ground, ends by itself, is told to him, and can be appealed
 * against with somebody who had no hand in it. On both engines. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "core/test.h"
#include "desk/restriction/restriction.h"
#include "desk/restriction/restrictions.h"
#include "support/site_fixture.h"

static const char *engine;

enum { PERSON = 700, CASE = 701, ZONE = 702, ORDER = 710, APPEAL = 720 };

#define DAY(n) (FIXTURE_NOW + (int64_t)(n)*WHEN_DAY_MS)
#define WEEK "2022-09-06T10:00:00+08:00"
#define BY_CASE "\"cause\":\"case\",\"ground\":\"%s\""

/* ---- who does what ---- */

/* One record by somebody who leads in the county. */
static struct receipt post_by(struct fixture *f, const char *who, int n, const char *rest)
{
	const struct grant leads[] = { { .role = ROLE_AREA_LEAD, .area = STR("512021") },
		{ .role = ROLE_TRACER, .area = STR("512021") } };
	const struct rights rights = { .person = str_of(who), .grants = leads, .n = 2 };
	struct sender from = { .user = str_of(who), .now = FIXTURE_NOW + f->minute++ * 60000 };
	const struct json *v;
	struct guard_gate gate;
	struct receipt *all;
	struct buf b;
	size_t count;

	buf_init(&b, &f->arena);
	buf_fmt(&b, "{\"id\":\"%s\",\"v\":1,\"at\":\"", fid(n));
	buf_when(&b, from.now);
	buf_fmt(&b, "\",\"area\":\"g1\",\"kind\":%s}", rest);
	assert_int_equal(json_read(&f->cx, buf_get(&b), &json_limits_request, &v), 0);
	guard_gate(&gate, f->site->guard, &rights, false);
	assert_int_equal(
		append_json(&f->cx, &f->site->view, v, &from, &gate.gate, &all, &count), 0);
	return all[0];
}

static struct receipt act(
	struct fixture *f, const char *who, int n, const char *kind, int subject, const char *body)
{
	char text[1500];

	snprintf(text, sizeof(text), "\"%s\",\"round\":\"%s\",\"subject\":\"%s\",\"body\":{%s}",
		kind, fixture_standing(strncmp(kind, "case", 4) == 0 ? "case" : "restriction"),
		fid(subject), body);
	return post_by(f, who, n, text);
}

static struct receipt approve(struct fixture *f, const char *who, int n, int record)
{
	char text[300];

	snprintf(text, sizeof(text), "\"record.approved\",\"body\":{\"records\":[\"%s\"]}",
		fid(record));
	return post_by(f, who, n, text);
}

static struct receipt take_back(struct fixture *f, const char *who, int n, int record)
{
	char text[300];

	snprintf(text, sizeof(text), "\"record.voided\",\"body\":{\"records\":[\"%s\"]}",
		fid(record));
	return post_by(f, who, n, text);
}

static void done(struct receipt r)
{
	if (r.status != RECEIPT_ACCEPTED)
		fail_msg(STR_FMT, STR_ARG(r.error.en));
	assert_int_equal(r.marks & (MARK_HELD | MARK_WAITING), 0);
}

static void held(struct receipt r)
{
	assert_int_equal(r.status, RECEIPT_ACCEPTED);
	assert_true(r.marks & MARK_HELD);
}

static void refused(struct receipt r, int code)
{
	assert_int_equal(r.status, RECEIPT_REFUSED);
	assert_int_equal(r.error.code, code);
}

static struct receipt order(struct fixture *f, const char *who, int n, const char *more)
{
	char body[700];

	snprintf(body, sizeof(body),
		"\"what\":\"isolated_home\",\"office\":\"社区管控组\",\"reason\":\"密接（示例）\","
		"\"from\":\"2022-08-30T10:00:00+08:00\",%s",
		more);
	return act(f, who, n, "restriction.ordered", PERSON, body);
}

static struct receipt order_by_case(struct fixture *f, const char *who, int n)
{
	char more[300];

	snprintf(more, sizeof(more), BY_CASE ",\"until\":\"" WEEK "\"", fid(CASE));
	return order(f, who, n, more);
}

static struct receipt confirm(struct fixture *f, const char *who)
{
	return act(
		f, who, CASE, "case.confirmed", 100, "\"type\":\"confirmed\",\"name\":\"赵示例\"");
}

/* A county with one person, a case that `chen` confirmed, and the round of restrictions. */
static void begin(struct fixture *f)
{
	fixture_open(f, engine);
	fixture_county(f, 1);
	fixture_standing_open(f, 40, "restriction");
	fixture_standing_open(f, 41, "case");
	fixture_standing_open(f, 42, "zone");
	fixture_accept(f, 43,
		"\"person.listed\",\"area\":\"g1\",\"subject\":\"%s\",\"body\":{\"name\":\"王测试\","
		"\"dwelling\":\"%s\"}",
		fid(PERSON), fid(100));
	f->minute = 0;
}

/* Ordered by li, approved by wang. */
static void bind(struct fixture *f)
{
	done(confirm(f, "chen"));
	held(order_by_case(f, "li", ORDER));
	done(approve(f, "wang", 711, ORDER));
}

/* ---- what is told ---- */

static struct restriction_row one(struct fixture *f, int64_t on)
{
	struct restriction_row *all;
	size_t n = 0;

	assert_int_equal(restriction_list(&f->cx, &f->cover, &uuid_nil, STR(""), on, &all, &n), 0);
	assert_int_equal(n, 1);
	return all[0];
}

static void state_is(struct fixture *f, int64_t on, enum restriction_state want)
{
	struct restriction_row v;

	fixture_read(f);
	v = one(f, on);
	assert_int_equal(v.state, want);
	fixture_read_done(f);
}

static bool waits(struct fixture *f, int n)
{
	struct waiting *all;
	struct uuid id = fuid(n);
	bool found = false;
	size_t count;

	fixture_read(f);
	assert_int_equal(waiting_list(&f->cx, &f->cover, &all, &count), 0);
	for (size_t i = 0; i < count; i++)
		found |= uuid_eq(&all[i].id, &id);
	fixture_read_done(f);
	return found;
}

static void same_again(struct fixture *f)
{
	assert_int_equal(rebuild(&f->cx, &f->site->view, NULL, NULL), 0);
	fixture_read(f);
	assert_int_equal(cover_recount(&f->cx, f->cover.store), 0);
	fixture_read_done(f);
}

static bool holds(struct str text, const char *part)
{
	return memmem(text.p, text.n, part, strlen(part)) != NULL;
}

/* ---- scenes ---- */

static void it_takes_two_and_ends_by_itself(void **state)
{
	struct restriction_row v;
	struct fixture f;

	(void)state;
	begin(&f);
	done(confirm(&f, "chen"));
	held(order_by_case(&f, "li", ORDER));
	state_is(&f, DAY(1), RESTRICTION_AWAITING);
	assert_int_equal(fixture_figure(&f, "restrictions-ordered"), 0);
	refused(approve(&f, "li", 711, ORDER), E_NOT_ALLOWED);
	done(approve(&f, "wang", 712, ORDER));
	assert_int_equal(fixture_figure(&f, "restrictions-ordered"), 1);
	fixture_read(&f);
	v = one(&f, DAY(1));
	assert_int_equal(v.state, RESTRICTION_HOLDS);
	assert_str(v.approved_by, "wang");
	assert_str(v.name, "王**");
	assert_int_equal(v.notices_open, 1);
	fixture_read_done(&f);
	state_is(&f, FIXTURE_NOW - 1, RESTRICTION_LATER);
	state_is(&f, DAY(7), RESTRICTION_EXPIRED);
	same_again(&f);
	state_is(&f, DAY(1), RESTRICTION_HOLDS);
	fixture_close(&f);
}

/* Without a cause nobody can store it, nor for longer than the norm says. */
static void without_a_cause_there_is_none(void **state)
{
	struct fixture f;
	char more[300];

	(void)state;
	begin(&f);
	refused(order(&f, "li", 801, "\"until\":\"" WEEK "\""), E_FIELD_MISSING);
	refused(order(&f, "li", 802, "\"cause\":\"case\",\"until\":\"" WEEK "\""), E_FIELD_MISSING);
	snprintf(more, sizeof(more), "\"cause\":\"rule\",\"ground\":\"%s\",\"until\":\"" WEEK "\"",
		fid(CASE));
	refused(order(&f, "li", 803, more), E_FIELD_DISAGREES);
	snprintf(more, sizeof(more),
		"\"cause\":\"rule\",\"rule\":\"travel_history\",\"version\":3,\"ground\":\"%s\","
		"\"until\":\"" WEEK "\"",
		fid(CASE));
	refused(order(&f, "li", 804, more), E_FIELD_DISAGREES);
	snprintf(more, sizeof(more), BY_CASE, fid(CASE));
	refused(order(&f, "li", 805, more), E_FIELD_MISSING);
	snprintf(more, sizeof(more), BY_CASE ",\"until\":\"2022-09-30T10:00:00+08:00\"", fid(CASE));
	refused(order(&f, "li", 806, more), E_FIELD_DISAGREES);
	snprintf(more, sizeof(more), BY_CASE ",\"until\":\"2022-08-29T10:00:00+08:00\"", fid(CASE));
	refused(order(&f, "li", 807, more), E_FIELD_DISAGREES);
	fixture_close(&f);
}

/* It waits for its case, and falls with it; nothing of that is stored, so any order is the same. */
static void it_stands_and_falls_with_its_ground(void **state)
{
	struct receipt r;
	struct fixture f;

	(void)state;
	begin(&f);
	r = order_by_case(&f, "li", ORDER);
	held(r);
	assert_true(r.marks & MARK_WAITING);
	assert_true(waits(&f, ORDER));
	done(approve(&f, "wang", 711, ORDER));
	state_is(&f, DAY(1), RESTRICTION_UNGROUNDED);
	done(confirm(&f, "chen"));
	assert_false(waits(&f, ORDER));
	state_is(&f, DAY(1), RESTRICTION_HOLDS);
	done(take_back(&f, "chen", 713, CASE));
	state_is(&f, DAY(1), RESTRICTION_UNGROUNDED);
	same_again(&f);
	state_is(&f, DAY(1), RESTRICTION_UNGROUNDED);
	assert_int_equal(
		fixture_coverage_of(&f, fixture_standing("restriction"), "512021").missing, 2);
	fixture_close(&f);
}

/* A zone is a ground as long as it is not released. */
static void a_zone_that_is_released_binds_nobody(void **state)
{
	struct fixture f;
	char more[300];

	(void)state;
	begin(&f);
	fixture_accept(&f, ZONE,
		"\"zone.sealed\",\"round\":\"%s\",\"area\":\"g1\",\"body\":{\"level\":\"high\","
		"\"cause\":\"case\",\"basis\":\"9\",\"lead\":\"u\",\"until\":\"" WEEK "\"}",
		fixture_standing("zone"));
	snprintf(more, sizeof(more), "\"cause\":\"zone\",\"ground\":\"%s\",\"until\":\"" WEEK "\"",
		fid(ZONE));
	held(order(&f, "li", ORDER, more));
	done(approve(&f, "wang", 711, ORDER));
	state_is(&f, DAY(1), RESTRICTION_HOLDS);
	fixture_accept(&f, 715,
		"\"zone.released\",\"round\":\"%s\",\"area\":\"g1\",\"subject\":\"%s\",\"body\":{"
		"\"reason\":\"early\",\"basis\":\"9\"}",
		fixture_standing("zone"), fid(ZONE));
	state_is(&f, DAY(1), RESTRICTION_UNGROUNDED);
	fixture_close(&f);
}

static struct receipt contact(struct fixture *f, int n, int person)
{
	char text[400];

	snprintf(text, sizeof(text),
		"\"contact.named\",\"round\":\"%s\",\"subject\":\"%s\",\"body\":{\"case\":\"%s\","
		"\"relation\":\"work\"}",
		fixture_standing("contact"), fid(person), fid(CASE));
	return post_by(f, "chen", n, text);
}

static void why_is(struct fixture *f, enum restriction_concern want, const char *zh, const char *en)
{
	struct restriction_notice notice;
	struct restriction_row row;

	fixture_read(f);
	row = one(f, DAY(1));
	assert_int_equal(row.concern, want);
	assert_int_equal(restriction_notice(&f->cx, &f->cover, &row, false, &notice), 0);
	assert_true(holds(notice_why(&f->cx, &notice, true), zh));
	assert_true(holds(notice_why(&f->cx, &notice, false), en));
	fixture_read_done(f);
}

static void confirm_of(struct fixture *f, const char *area, int person)
{
	fixture_accept(f, CASE,
		"\"case.confirmed\",\"area\":\"%s\",\"round\":\"%s\",\"subject\":\"%s\",\"body\":{"
		"\"type\":\"confirmed\"}",
		area, fixture_standing("case"), fid(person));
}

/* A case elsewhere is no reason to bind anybody: until he is named as its contact. What is told is what is on record. */
static void a_case_has_to_concern_him(void **state)
{
	struct fixture f;

	(void)state;
	begin(&f);
	fixture_standing_open(&f, 44, "contact");
	confirm_of(&f, "g3", 790);
	held(order_by_case(&f, "li", ORDER));
	done(approve(&f, "wang", 711, ORDER));
	state_is(&f, DAY(1), RESTRICTION_UNGROUNDED);
	why_is(&f, CONCERN_NONE, "没有登记的关联", "No record says");
	done(contact(&f, 791, PERSON));
	state_is(&f, DAY(1), RESTRICTION_HOLDS);
	why_is(&f, CONCERN_CONTACT, "接触人员", "a contact of a case");
	done(take_back(&f, "chen", 792, 791));
	state_is(&f, DAY(1), RESTRICTION_UNGROUNDED);
	held(take_back(&f, "chen", 793, 792));
	same_again(&f);
	state_is(&f, DAY(1), RESTRICTION_UNGROUNDED);
	fixture_close(&f);
}

/* Who is the case is told so; of a case told of the whole county only he and its contacts are held, and of one in his grid he is. */
static void a_case_is_he_or_in_his_grid(void **state)
{
	static const struct {
		const char *area;
		int person;
		enum restriction_concern want;
		const char *zh, *en;
	} all[] = { { "g3", PERSON, CONCERN_HIMSELF, "您已登记为感染者。", "You are entered" },
		{ "g1", 790, CONCERN_HOME, "登记住址所在区域", "A case is entered in the area" },
		{ "512021", 790, CONCERN_NONE, "没有登记的关联", "No record says" } };
	struct fixture f;

	(void)state;
	for (int i = 0; i < 3; i++) {
		begin(&f);
		confirm_of(&f, all[i].area, all[i].person);
		held(order_by_case(&f, "li", ORDER));
		done(approve(&f, "wang", 711, ORDER));
		why_is(&f, all[i].want, all[i].zh, all[i].en);
		fixture_close(&f);
	}
}

/* A zone binds those who live in it, and nobody next to it. */
static void a_zone_has_to_be_his(void **state)
{
	struct fixture f;
	char more[300];

	(void)state;
	begin(&f);
	fixture_accept(&f, ZONE,
		"\"zone.sealed\",\"round\":\"%s\",\"area\":\"g3\",\"body\":{\"level\":\"high\","
		"\"cause\":\"case\",\"basis\":\"9\",\"lead\":\"u\",\"until\":\"" WEEK "\"}",
		fixture_standing("zone"));
	snprintf(more, sizeof(more), "\"cause\":\"zone\",\"ground\":\"%s\",\"until\":\"" WEEK "\"",
		fid(ZONE));
	held(order(&f, "li", ORDER, more));
	done(approve(&f, "wang", 711, ORDER));
	state_is(&f, DAY(1), RESTRICTION_UNGROUNDED);
	why_is(&f, CONCERN_NONE, "没有登记的关联", "No record says");
	fixture_close(&f);
}

static void match(struct fixture *f, int n, int person, const char *off)
{
	fixture_accept(f, n,
		"\"risk.matched\",\"round\":\"%s\",\"area\":\"g1\",\"subject\":\"%s\",\"body\":{"
		"\"day\":\"2022-08-28\",\"journey\":\"%s\",\"whom\":\"known\",\"level\":\"high\","
		"\"as_of\":\"2022-08-29T21:00:00+08:00\",\"snapshot\":\"2022082921\","
		"\"since\":\"2022-08-30T09:00:00+08:00\",\"norm\":\"9\",\"off\":%s}",
		fixture_standing("risk"), fid(person), fid(999), off);
}

/* The evidence of a rule is his own journey: not another's, and not one that no list touches any more. */
static void a_rule_goes_by_his_own_journey(void **state)
{
	static const struct {
		int person;
		const char *off;
		enum restriction_state want;
	} all[] = { { PERSON, "false", RESTRICTION_HOLDS },
		{ 100, "false", RESTRICTION_UNGROUNDED },
		{ PERSON, "true", RESTRICTION_UNGROUNDED } };
	struct restriction_notice notice;
	struct restriction_row row;
	struct fixture f;
	char more[400];

	(void)state;
	for (int i = 0; i < 3; i++) {
		begin(&f);
		match(&f, 770, all[i].person, all[i].off);
		snprintf(more, sizeof(more),
			"\"cause\":\"rule\",\"rule\":\"travel_history\",\"version\":2,"
			"\"ground\":\"%s\",\"until\":\"" WEEK "\"",
			fid(770));
		held(order(&f, "li", ORDER, more));
		done(approve(&f, "wang", 711, ORDER));
		fixture_read(&f);
		row = one(&f, DAY(1));
		assert_int_equal(row.state, all[i].want);
		assert_int_equal(restriction_notice(&f.cx, &f.cover, &row, false, &notice), 0);
		assert_int_equal(i == 0, holds(notice_why(&f.cx, &notice, true), "第九版"));
		assert_int_equal(i == 0, holds(notice_why(&f.cx, &notice, false), "2022082921"));
		fixture_read_done(&f);
		fixture_close(&f);
	}
}

/* One person frees; but whoever takes that back binds again, and that takes two. */
static void freeing_never_waits(void **state)
{
	struct fixture f;

	(void)state;
	begin(&f);
	bind(&f);
	done(act(&f, "li", 714, "restriction.lifted", ORDER, "\"reason\":\"early\""));
	state_is(&f, DAY(1), RESTRICTION_ENDED);
	assert_int_equal(
		fixture_coverage_of(&f, fixture_standing("restriction"), "512021").missing, 0);
	held(take_back(&f, "li", 716, 714));
	state_is(&f, DAY(1), RESTRICTION_ENDED);
	done(approve(&f, "wang", 717, 716));
	state_is(&f, DAY(1), RESTRICTION_HOLDS);
	/* The order is taken back by one, and that void by two. */
	done(take_back(&f, "li", 718, ORDER));
	held(take_back(&f, "li", 719, 718));
	fixture_close(&f);
}

/* On the evening, from the end that it has had, or is said to. */
static struct receipt extend_from(struct fixture *f, const char *who, int n, const char *from)
{
	char body[300];

	f->minute = 12 * 60;
	snprintf(body, sizeof(body),
		"\"n\":1," BY_CASE
		",\"from\":\"%s\",\"until\":\"2022-09-06T22:00:00+08:00\",\"reason\":\"?\"",
		fid(CASE), from);
	return act(f, who, n, "restriction.extended", ORDER, body);
}

static struct receipt extend(struct fixture *f, const char *who, int n)
{
	return extend_from(f, who, n, WEEK);
}

/* From another end than it had nothing goes on. */
static void it_is_extended_from_its_end(void **state)
{
	struct fixture f;

	(void)state;
	begin(&f);
	bind(&f);
	held(extend_from(&f, "li", 731, "2022-09-06T10:00:01+08:00"));
	done(approve(&f, "wang", 732, 731));
	state_is(&f, DAY(7) + 2000, RESTRICTION_EXPIRED);
	held(extend(&f, "li", 733));
	done(approve(&f, "wang", 734, 733));
	state_is(&f, DAY(7) + 2000, RESTRICTION_HOLDS);
	state_is(&f, DAY(7) + WHEN_DAY_MS / 2, RESTRICTION_EXPIRED);
	fixture_close(&f);
}

static void it_is_never_extended_in_silence(void **state)
{
	struct restriction_row v;
	struct fixture f;

	(void)state;
	begin(&f);
	bind(&f);
	done(act(&f, "grid", 730, "restriction.served", ORDER, "\"outcome\":\"himself\""));
	held(extend(&f, "li", 731));
	state_is(&f, DAY(7) + 1, RESTRICTION_EXPIRED);
	fixture_read(&f);
	v = one(&f, DAY(1));
	assert_true(v.extension_awaits);
	assert_int_equal(v.notices_open, 0);
	fixture_read_done(&f);
	done(approve(&f, "wang", 732, 731));
	state_is(&f, DAY(7) + 1, RESTRICTION_HOLDS);
	fixture_read(&f);
	v = one(&f, DAY(1));
	assert_false(v.extension_awaits);
	assert_int_equal(v.notices, 2);
	assert_int_equal(v.notices_open, 1);
	assert_int_equal(v.notices_overdue, 0);
	assert_int_equal(one(&f, DAY(2)).notices_overdue, 1);
	fixture_read_done(&f);
	fixture_close(&f);
}

static struct receipt decide_of(
	struct fixture *f, const char *who, int n, const char *outcome, int restriction)
{
	char body[300];

	snprintf(body, sizeof(body),
		"\"outcome\":\"%s\",\"restriction\":\"%s\",\"reason\":\"已核实（示例）\"", outcome,
		fid(restriction));
	return act(f, who, n, "appeal.decided", APPEAL, body);
}

static struct receipt decide(struct fixture *f, const char *who, int n, const char *outcome)
{
	return decide_of(f, who, n, outcome, ORDER);
}

static void appeals_are(struct fixture *f, int n, int all, int open)
{
	struct restriction_row v;
	struct uuid id = fuid(n);

	fixture_read(f);
	assert_int_equal(restriction_get(&f->cx, &f->cover, &id, DAY(1), &v), 0);
	assert_int_equal(v.appeals, all);
	assert_int_equal(v.appeals_open, open);
	fixture_read_done(f);
}

static void appeal(struct fixture *f)
{
	done(act(f, "grid", APPEAL, "appeal.made", ORDER,
		"\"how\":\"door\",\"reason\":\"当日不在（示例）\""));
}

/* Who ordered, approved, extended, approved that, or confirmed the case, decides nothing. */
static void an_appeal_reaches_somebody_else(void **state)
{
	static const char *const involved[] = { "li", "wang", "sun", "zhou", "chen" };
	struct fixture f;

	(void)state;
	begin(&f);
	bind(&f);
	held(extend(&f, "sun", 731));
	done(approve(&f, "zhou", 732, 731));
	appeal(&f);
	fixture_read(&f);
	assert_int_equal(one(&f, DAY(1)).appeals_open, 1);
	assert_int_equal(one(&f, DAY(1)).appeals_overdue, 0);
	assert_int_equal(one(&f, DAY(2)).appeals_overdue, 1);
	fixture_read_done(&f);
	for (int i = 0; i < 5; i++)
		refused(decide(&f, involved[i], 741 + i, "lifted"), E_NOT_ALLOWED);
	state_is(&f, DAY(1), RESTRICTION_HOLDS);
	done(decide(&f, "grid", 750, "lifted"));
	state_is(&f, DAY(1), RESTRICTION_ENDED);
	assert_int_equal(fixture_figure(&f, "appeals-made"), 1);
	assert_int_equal(fixture_figure(&f, "restrictions-lifted-on-appeal"), 1);
	assert_int_equal(
		fixture_coverage_of(&f, fixture_standing("restriction"), "512021").missing, 0);
	same_again(&f);
	state_is(&f, DAY(1), RESTRICTION_ENDED);
	fixture_close(&f);
}

/* Nobody gets rid of an appeal by himself: not by deciding it in another's name, not by voiding or excusing it. */
static void an_appeal_stays_until_it_is_decided(void **state)
{
	struct receipt r;
	struct fixture f;

	(void)state;
	begin(&f);
	bind(&f);
	held(order_by_case(&f, "chen", 760));
	done(approve(&f, "zhou", 761, 760));
	appeal(&f);
	r = decide_of(&f, "li", 762, "upheld", 760);
	refused(r, E_FIELD_DISAGREES);
	assert_str(r.error.field, "body.restriction");
	held(take_back(&f, "li", 763, APPEAL));
	fixture_accept(&f, 764,
		"\"target.exempted\",\"round\":\"%s\",\"area\":\"g1\",\"subject\":\"%s\",\"body\":{"
		"\"reason\":\"other\",\"slot\":9}",
		fixture_standing("restriction"), fid(APPEAL));
	appeals_are(&f, ORDER, 1, 1);
	done(decide(&f, "grid", 765, "upheld"));
	appeals_are(&f, ORDER, 1, 0);
	fixture_close(&f);
}

/* Of a restriction that is not here yet nobody can say who had a hand in it: held, and whoever approves it is asked, and its writer
 * once more. */
static void a_decision_that_came_too_soon_is_held(void **state)
{
	struct fixture f;

	(void)state;
	begin(&f);
	held(decide(&f, "li", 751, "lifted"));
	held(decide(&f, "grid", 752, "upheld"));
	bind(&f);
	appeal(&f);
	refused(approve(&f, "zhou", 753, 751), E_NOT_ALLOWED);
	refused(approve(&f, "wang", 754, 752), E_NOT_ALLOWED);
	done(approve(&f, "zhou", 755, 752));
	state_is(&f, DAY(1), RESTRICTION_HOLDS);
	fixture_read(&f);
	assert_int_equal(one(&f, DAY(1)).appeals_open, 0);
	fixture_read_done(&f);
	fixture_close(&f);
}

/* Nor does the one who approved a freeing that was held bind again by taking his approval back, in whatever way. */
static void an_approval_that_freed_is_taken_back_by_two(void **state)
{
	struct fixture f;

	(void)state;
	begin(&f);
	held(decide(&f, "grid", 752, "lifted"));
	bind(&f);
	appeal(&f);
	done(approve(&f, "zhou", 755, 752));
	state_is(&f, DAY(1), RESTRICTION_ENDED);
	held(take_back(&f, "zhou", 756, 755));
	state_is(&f, DAY(1), RESTRICTION_ENDED);
	/* And the approval of the order, that was taken back by one, comes back by two. */
	held(order_by_case(&f, "li", 760));
	done(approve(&f, "wang", 761, 760));
	done(take_back(&f, "wang", 762, 761));
	held(take_back(&f, "wang", 763, 762));
	fixture_close(&f);
}

static void excuse(struct fixture *f, int n, const char *round, int subject, int slot)
{
	char text[300];

	snprintf(text, sizeof(text),
		"\"target.exempted\",\"round\":\"%s\",\"subject\":\"%s\",\"body\":{\"reason\":\"other\","
		"\"slot\":%d}",
		fixture_standing(round), fid(subject), slot);
	done(post_by(f, "li", n, text));
}

/* Whoever was excused from a restriction is bound again by two; an appeal that was excused is open all the same. */
static void what_excused_is_taken_back_by_two(void **state)
{
	struct fixture f;

	(void)state;
	begin(&f);
	bind(&f);
	excuse(&f, 770, "restriction", ORDER, 0);
	state_is(&f, DAY(1), RESTRICTION_EXEMPT);
	held(take_back(&f, "li", 771, 770));
	state_is(&f, DAY(1), RESTRICTION_EXEMPT);
	done(approve(&f, "wang", 772, 771));
	state_is(&f, DAY(1), RESTRICTION_HOLDS);
	appeal(&f);
	excuse(&f, 773, "restriction", APPEAL, 9);
	done(take_back(&f, "li", 774, 773));
	/* What a case asks for binds nobody. */
	excuse(&f, 775, "case", CASE, 1);
	done(take_back(&f, "li", 776, 775));
	fixture_close(&f);
}

/* The order falls with its ground, by one person; and it is by two that the ground comes back. */
static void a_ground_comes_back_by_two(void **state)
{
	struct fixture f;

	(void)state;
	begin(&f);
	bind(&f);
	done(take_back(&f, "chen", 713, CASE));
	held(take_back(&f, "chen", 714, 713));
	state_is(&f, DAY(1), RESTRICTION_UNGROUNDED);
	done(approve(&f, "sun", 715, 714));
	state_is(&f, DAY(1), RESTRICTION_HOLDS);
	fixture_close(&f);
}

/* A void of a decision, too, is judged by somebody who had no hand in what it was about. */
static void a_void_of_a_decision_is_not_for_who_ordered(void **state)
{
	struct fixture f;

	(void)state;
	begin(&f);
	bind(&f);
	appeal(&f);
	done(decide(&f, "grid", 750, "lifted"));
	held(take_back(&f, "grid", 751, 750));
	refused(approve(&f, "li", 752, 751), E_NOT_ALLOWED);
	refused(approve(&f, "chen", 753, 751), E_NOT_ALLOWED);
	done(approve(&f, "zhou", 754, 751));
	state_is(&f, DAY(1), RESTRICTION_HOLDS);
	fixture_close(&f);
}

/* What was corrected does not stand again because one person voids its correction. */
static void a_correction_of_an_order_is_taken_back_by_two(void **state)
{
	struct fixture f;
	char text[900];

	(void)state;
	begin(&f);
	bind(&f);
	snprintf(text, sizeof(text),
		"\"restriction.ordered\",\"round\":\"%s\",\"subject\":\"%s\",\"corrects\":[\"%s\"],\"body\":{"
		"\"what\":\"red\",\"office\":\"O\",\"reason\":\"?\",\"from\":\"2022-08-30T10:00:00+08:00\"," BY_CASE
		",\"until\":\"" WEEK "\"}",
		fixture_standing("restriction"), fid(PERSON), fid(ORDER), fid(CASE));
	held(post_by(&f, "li", 780, text));
	done(approve(&f, "wang", 781, 780));
	held(take_back(&f, "li", 782, 780));
	fixture_close(&f);
}

/* The states add up to what was ordered. */
static void the_account_closes(void **state)
{
	struct restriction_account a;
	struct restriction_row *all;
	struct fixture f;
	int64_t sum = 0;
	size_t n;

	(void)state;
	begin(&f);
	bind(&f);
	held(order_by_case(&f, "li", 760));
	held(order_by_case(&f, "li", 761));
	done(approve(&f, "wang", 762, 761));
	done(act(&f, "li", 763, "restriction.lifted", 761, "\"reason\":\"mistake\""));
	fixture_read(&f);
	assert_int_equal(
		restriction_list(&f.cx, &f.cover, &uuid_nil, STR("g1"), DAY(1), &all, &n), 0);
	restriction_count(all, n, &a);
	for (int i = 0; i < RESTRICTION_STATES; i++)
		sum += a.state[i];
	assert_int_equal(a.ordered, 3);
	assert_int_equal(sum, 3);
	assert_int_equal(a.state[RESTRICTION_AWAITING], 1);
	assert_int_equal(a.state[RESTRICTION_ENDED], 1);
	assert_int_equal(a.holds[3], 1);
	assert_int_equal(a.approved_same_day, 2);
	/* Elsewhere there are none. */
	assert_int_equal(
		restriction_list(&f.cx, &f.cover, &uuid_nil, STR("g3"), DAY(1), &all, &n), 0);
	assert_int_equal(n, 0);
	fixture_read_done(&f);
	fixture_close(&f);
}

/* The notice says why without naming anybody else, and his own name in whole only to whoever asks for it. */
static void the_notice_says_why(void **state)
{
	struct restriction_notice notice;
	struct restriction_row row;
	struct uuid id = fuid(ORDER);
	struct fixture f;
	struct str text;

	(void)state;
	begin(&f);
	bind(&f);
	fixture_read(&f);
	assert_int_equal(restriction_get(&f.cx, &f.cover, &id, DAY(1), &row), 0);
	assert_int_equal(restriction_notice(&f.cx, &f.cover, &row, false, &notice), 0);
	assert_str(notice.name, "王**");
	assert_int_equal(notice.reason.n, 0);
	assert_int_equal(restriction_notice(&f.cx, &f.cover, &row, true, &notice), 0);
	assert_str(notice.name, "王测试");
	assert_str(notice.reason, "密接（示例）");
	assert_int_equal(notice_write(&f.cx, &f.cover, &notice, SHEET_HTML, true, &text), 0);
	assert_true(holds(text, "居家隔离"));
	assert_true(holds(text, "不告知其身份"));
	assert_false(holds(text, "赵示例"));
	id = fuid(999);
	assert_int_equal(restriction_get(&f.cx, &f.cover, &id, DAY(1), &row), -E_NOT_FOUND);
	fixture_read_done(&f);
	fixture_close(&f);
}

/* What is held elsewhere is not read: so many statements, however much there is. */
static void a_list_reads_what_is_held_of_its_rounds(void **state)
{
	uint64_t steps[2];
	struct fixture f;

	(void)state;
	begin(&f);
	bind(&f);
	for (int i = 0; i < 2; i++) {
		struct restriction_row *all;
		size_t n;

		for (int k = 0; i && k < 200; k++) {
			char rest[800];

			snprintf(rest, sizeof(rest),
				"\"restriction.ordered\",\"round\":\"%s\",\"subject\":\"%s\",\"body\":{"
				"\"what\":\"isolated_home\"," BY_CASE
				",\"from\":\"2022-08-30T10:00:00+08:00\",\"until\":\"" WEEK "\","
				"\"office\":\"社区管控组\",\"reason\":\"密接（示例）\"}",
				fid(90), fid(PERSON), fid(CASE));
			held(post_by(&f, "wang", 2000 + k, rest));
		}
		fixture_read(&f);
		steps[i] = store_steps();
		assert_int_equal(
			restriction_list(&f.cx, &f.cover, &uuid_nil, STR(""), DAY(1), &all, &n), 0);
		steps[i] = store_steps() - steps[i];
		assert_int_equal(n, 1);
		fixture_read_done(&f);
	}
	assert_true(steps[0] > 0);
	assert_int_equal(steps[1], steps[0]);
	fixture_close(&f);
}

/* ---- what was raised about somebody ---- */

static size_t raised_of(struct fixture *f, int about, const char *kind, struct record ***ret)
{
	struct uuid id = fuid(about);
	size_t n = 0;

	fixture_read(f);
	assert_int_equal(subjects_raised(&f->cx, &f->cover, &id, 1, kind, ret, &n), 0);
	fixture_read_done(f);
	return n;
}

static size_t raised(struct fixture *f, int about, struct record ***ret)
{
	return raised_of(f, about, NULL, ret);
}

/* From its approval until it is taken back, and after a rebuild. */
static void what_was_raised_is_found_by_whom_it_is_about(void **state)
{
	struct uuid last = fuid(ORDER);
	struct record **all;
	struct fixture f;

	(void)state;
	begin(&f);
	done(confirm(&f, "chen"));
	held(order_by_case(&f, "li", ORDER));
	assert_int_equal(raised(&f, PERSON, &all), 0);
	done(approve(&f, "wang", 711, ORDER));
	assert_int_equal(raised(&f, PERSON, &all), 1);
	assert_true(uuid_eq(&all[0]->id, &last));
	assert_int_equal(rebuild(&f.cx, &f.site->view, NULL, NULL), 0);
	assert_int_equal(raised(&f, PERSON, &all), 1);
	assert_int_equal(take_back(&f, "wang", 712, ORDER).status, RECEIPT_ACCEPTED);
	assert_int_equal(raised(&f, PERSON, &all), 0);
	fixture_close(&f);
}

static void of_many_the_latest_are_found(void **state)
{
	struct uuid last = fuid(2000 + COVER_RAISED_MAX);
	struct record **all;
	struct fixture f;

	(void)state;
	begin(&f);
	fixture_standing_open(&f, 44, "ask");
	for (int i = 0; i <= COVER_RAISED_MAX; i++)
		fixture_accept(&f, 2000 + i,
			"\"ask.asked\",\"area\":\"g1\",\"round\":\"%s\",\"subject\":\"%s\",\"body\":{\"category\":\"ordinary\",\"text\":\"示例\"}",
			fixture_standing("ask"), fid(PERSON));
	assert_int_equal(raised(&f, PERSON, &all), COVER_RAISED_MAX);
	assert_true(uuid_eq(&all[0]->id, &last));
	fixture_close(&f);
}

/* Behind however many questions. */
static void of_one_kind_none_is_hidden_by_others(void **state)
{
	struct uuid order = fuid(ORDER);
	struct record **all;
	struct fixture f;

	(void)state;
	begin(&f);
	done(confirm(&f, "chen"));
	held(order_by_case(&f, "li", ORDER));
	done(approve(&f, "wang", 711, ORDER));
	fixture_standing_open(&f, 44, "ask");
	for (int i = 0; i < COVER_RAISED_MAX; i++)
		fixture_accept(&f, 2000 + i,
			"\"ask.asked\",\"area\":\"g1\",\"round\":\"%s\",\"subject\":\"%s\",\"body\":{\"category\":\"ordinary\",\"text\":\"示例\"}",
			fixture_standing("ask"), fid(PERSON));
	assert_int_equal(raised(&f, PERSON, &all), COVER_RAISED_MAX);
	assert_true(str_is(all[COVER_RAISED_MAX - 1]->kind_name, "ask.asked"));
	assert_int_equal(raised_of(&f, PERSON, "restriction.ordered", &all), 1);
	assert_true(uuid_eq(&all[0]->id, &order));
	assert_int_equal(raised_of(&f, PERSON, "ask.asked", &all), COVER_RAISED_MAX);
	assert_int_equal(raised_of(&f, PERSON, "appeal.made", &all), 0);
	fixture_close(&f);
}

static int run(const char *on)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(it_takes_two_and_ends_by_itself),
		cmocka_unit_test(without_a_cause_there_is_none),
		cmocka_unit_test(it_stands_and_falls_with_its_ground),
		cmocka_unit_test(a_zone_that_is_released_binds_nobody),
		cmocka_unit_test(a_case_has_to_concern_him),
		cmocka_unit_test(a_case_is_he_or_in_his_grid),
		cmocka_unit_test(a_zone_has_to_be_his),
		cmocka_unit_test(a_rule_goes_by_his_own_journey),
		cmocka_unit_test(freeing_never_waits),
		cmocka_unit_test(it_is_extended_from_its_end),
		cmocka_unit_test(it_is_never_extended_in_silence),
		cmocka_unit_test(an_appeal_reaches_somebody_else),
		cmocka_unit_test(an_appeal_stays_until_it_is_decided),
		cmocka_unit_test(a_decision_that_came_too_soon_is_held),
		cmocka_unit_test(an_approval_that_freed_is_taken_back_by_two),
		cmocka_unit_test(what_excused_is_taken_back_by_two),
		cmocka_unit_test(a_ground_comes_back_by_two),
		cmocka_unit_test(a_void_of_a_decision_is_not_for_who_ordered),
		cmocka_unit_test(a_correction_of_an_order_is_taken_back_by_two),
		cmocka_unit_test(the_account_closes),
		cmocka_unit_test(the_notice_says_why),
		cmocka_unit_test(a_list_reads_what_is_held_of_its_rounds),
		cmocka_unit_test(what_was_raised_is_found_by_whom_it_is_about),
		cmocka_unit_test(of_many_the_latest_are_found),
		cmocka_unit_test(of_one_kind_none_is_hidden_by_others),
	};

	engine = on;
	return cmocka_run_group_tests_name(on, tests, NULL, NULL);
}

int main(void)
{
	return fixture_on_each(run);
}
