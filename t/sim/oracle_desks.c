/* What the kinds of the desks mean, as tables of the oracle's own: whom they define, what they ask and answer, what they
 * count. A condition is "field=one|another&field=…"; a list of choices is "field name name …". */
#include "oracle.h"

#include <string.h>

/* ---- values of a body, as words ---- */

static struct str value(const struct fact *f, struct str field)
{
	const struct json *v = json_get_str(f->body, field);

	if (v && v->type == JSON_BOOL)
		return v->i ? STR("true") : STR("false");
	return v && v->type == JSON_TEXT ? v->s : STR("");
}

static bool holds_one(const struct fact *f, struct str cond)
{
	struct str field = STR_NONE, one, is_now;

	str_split(&cond, '=', &field);
	is_now = value(f, field);
	while (str_split(&cond, '|', &one))
		if (str_eq(is_now, one))
			return true;
	return false;
}

static bool holds(const struct fact *f, const char *cond)
{
	struct str rest = str_of(cond), one;

	while (cond && str_split(&rest, '&', &one))
		if (!holds_one(f, one))
			return false;
	return true;
}

/* The place of the value in a list of choices, from 0; -1: none of them. */
static int place_in(const struct fact *f, const char *list)
{
	struct str rest = str_of(list), field = STR_NONE, one, is_now;

	str_split(&rest, ' ', &field);
	is_now = value(f, field);
	for (int i = 0; str_split(&rest, ' ', &one); i++)
		if (str_eq(is_now, one))
			return i;
	return -1;
}

/* ---- subjects ---- */

static const struct {
	const char *kind;
	int type;
	bool own;          /* a matter: the subject has the record's id */
	const char *place; /* the field that is its place; NULL: none */
} defines[] = {
	{ "site.listed", 5, false, "name" },
	{ "unit.listed", 6, false, "name" },
	{ "staff.listed", 7, false, NULL },
	{ "tube.sealed", 8, false, "code" },
	{ "bulletin.published", 9, true, "title_zh" },
	{ "form.filed", 10, true, "name_zh" },
	{ "plan.filed", 11, true, "name" },
	{ "box.sent", 4, true, "code" },
	{ "finding.raised", 4, true, NULL },
	{ "zone.sealed", 4, true, NULL },
	{ "need.raised", 4, true, NULL },
	{ "counsel.asked", 4, true, NULL },
	{ "referral.made", 4, true, NULL },
	{ "case.confirmed", 4, true, NULL },
	{ "arrival.registered", 4, true, NULL },
	{ "doorstep.asked", 4, true, NULL },
	{ "area.led", 4, true, NULL },
	{ "task.set", 4, true, NULL },
	{ "warning.raised", 4, true, NULL },
	{ "risk.matched", 4, false, NULL },
	{ "restriction.ordered", 4, true, NULL },
	{ "appeal.made", 4, true, NULL },
};

/* A matter only of whom nobody has listed. */
static bool makes_nobody(const struct fact *f)
{
	return is(f, "risk.matched") && !holds(f, "whom=unknown");
}

/* Only who is positive is to be handed over. */
static bool raises_nothing(const struct fact *f)
{
	return is(f, "referral.tested") && !holds(f, "result=positive");
}

int desk_defines(const struct fact *f, struct uuid *ret_subject)
{
	if (raises_nothing(f) || makes_nobody(f))
		return 0;
	for (size_t i = 0; i < sizeof(defines) / sizeof(defines[0]); i++)
		if (is(f, defines[i].kind)) {
			*ret_subject = defines[i].own ? f->id : f->subject;
			return defines[i].type;
		}
	return 0;
}

struct str desk_place(const struct fact *f)
{
	for (size_t i = 0; i < sizeof(defines) / sizeof(defines[0]); i++)
		if (is(f, defines[i].kind) && defines[i].place)
			return b_text(f, defines[i].place);
	return STR("");
}

/* ---- what is asked ---- */

#define DAYS_ASKED 3 /* of an arrival */

static const struct asks {
	const char *kind;
	int origin;
	enum { OWN, SUBJECT } who;
	const char *due; /* the field that says when; NULL: */
	const char *by;  /* the choice that decides; NULL: the first */
	int hours[8];    /* from the record on; 0: no time is set */
} asked[] = {
	{ "finding.raised", OBLIGED, OWN, NULL, "severity at_once by_date supervised",
		{ 24, 72, 168 } },
	{ "zone.sealed", OBLIGED, OWN, "until", NULL, { 0 } },
	{ "zone.changed", FOUND, SUBJECT, "until", NULL, { 0 } },
	{ "need.raised", OBLIGED, OWN, NULL, "urgency life daily ordinary", { 2, 24, 168 } },
	{ "counsel.asked", OBLIGED, OWN, NULL, "category danger soon ordinary", { 2, 24, 168 } },
	{ "referral.made", OBLIGED, OWN, NULL, NULL, { 24 } },
	{ "referral.tested", OBLIGED, OWN, NULL, NULL, { 2 } },
	{ "test.found", FOUND, SUBJECT, NULL, NULL, { 0 } },
	{ "doorstep.asked", OBLIGED, OWN, NULL, NULL, { 24 } },
	{ "tube.sealed", OBLIGED, SUBJECT, NULL, "priority false true", { 24, 6 } },
	{ "area.led", OBLIGED, OWN, NULL, NULL, { 0 } },
	{ "shift.planned", OBLIGED, SUBJECT, "start", NULL, { 0 } },
	{ "task.set", OBLIGED, OWN, "due", NULL, { 0 } },
	{ "warning.raised", OBLIGED, OWN, NULL, NULL, { 24 } },
};

static int64_t due_of(const struct fact *f, const struct asks *a)
{
	int at = a->by ? place_in(f, a->by) : 0;
	int64_t ms = 0;

	if (a->due) {
		when_read(b_text(f, a->due), &ms);
		return ms;
	}
	return a->hours[at < 0 ? 0 : at] ? f->at + a->hours[at < 0 ? 0 : at] * O_HOUR : 0;
}

/* Whoever arrives is asked after on each of the days that follow, until the day is over. */
static size_t arrival_asks(const struct fact *f, struct o_ask *ret)
{
	for (int n = 1; n <= DAYS_ASKED; n++)
		ret[n - 1] = (struct o_ask){ f->id, OBLIGED, n,
			(o_day(f->at) + n + 1) * 24 * O_HOUR - 8 * O_HOUR };
	return DAYS_ASKED;
}

/* The six who are told within two hours, and within a day the household. */
static size_t case_asks(const struct fact *f, struct o_ask *ret)
{
	for (int n = 1; n <= 7; n++)
		ret[n - 1] = (struct o_ask){ f->id, OBLIGED, n,
			f->at + (n == 7 ? 24 : 2) * O_HOUR };
	return 7;
}

/* What is no date is before all days. */
static int64_t b_day(const struct fact *f, const char *name)
{
	int32_t day = -1;

	return day_read(b_text(f, name), &day) ? day : -1;
}

/* As many days from when they met as the norm of the day on which they are named says; those that are still to come. */
static size_t contact_asks(const struct fact *f, struct o_ask *ret)
{
	int64_t today = o_day(f->at), met = b_day(f, "met");
	/* From 28 June and from 11 November 2022. */
	int days = today < 19171 ? 21 : today < 19307 ? 10 : 8;
	size_t n = 0;

	if (met < 0 || met > today)
		met = today;
	for (int64_t day = today + 1; day <= met + days; day++)
		ret[n++] = (struct o_ask){ f->subject, OBLIGED, day,
			(day + 1) * 24 * O_HOUR - 8 * O_HOUR };
	return n;
}

/* Within a day, or three of a low risk, since the two met first. */
static size_t risk_asks(const struct fact *f, struct o_ask *ret)
{
	int64_t since = 0;

	when_read(b_text(f, "since"), &since);
	*ret = (struct o_ask){ f->subject, OBLIGED, b_day(f, "day"),
		since + (holds(f, "level=low") ? 72 : 24) * O_HOUR };
	return 1;
}

/* Itself until its end, and whoever it is about is told within a day, as he is of each extension. */
static size_t restriction_asks(const struct fact *f, struct o_ask *ret)
{
	bool orders = is(f, "restriction.ordered");
	struct uuid of = orders ? f->id : f->subject;
	int64_t until = 0, from = f->at;

	when_read(b_text(f, "until"), &until);
	when_read(b_text(f, "from"), &from);
	ret[0] = (struct o_ask){ of, orders ? OBLIGED : FOUND, 0, until };
	ret[1] = (struct o_ask){ of, OBLIGED, 1 + b_int(f, "n"),
		(orders ? from : f->at) + 24 * O_HOUR };
	return 2;
}

/* A post's shifts: each number, or each second where it is held by day or by night only. */
static size_t post_asks(const struct fact *f, struct o_ask *ret)
{
	static const int numbers[] = { 1, 2, 2, 1, 1 }, hours[] = { 12, 24, 24, 8, 6 };
	int how = place_in(f, "manning day_and_night day night three four");
	int64_t start = 0;
	size_t n = 0;

	when_read(b_text(f, "start"), &start);
	for (int64_t i = 0; how >= 0 && i < b_int(f, "shifts"); i++)
		ret[n++] = (struct o_ask){ f->subject, OBLIGED, b_int(f, "slot") + i * numbers[how],
			start + i * hours[how] * O_HOUR };
	return n;
}

size_t desk_asks(const struct fact *f, struct o_ask ret[DESK_ASKS_MAX])
{
	if (raises_nothing(f))
		return 0;
	if (is(f, "arrival.registered"))
		return arrival_asks(f, ret);
	if (is(f, "case.confirmed"))
		return case_asks(f, ret);
	if (is(f, "contact.named"))
		return contact_asks(f, ret);
	if (is(f, "risk.matched"))
		return risk_asks(f, ret);
	if (is(f, "post.manned"))
		return post_asks(f, ret);
	if (is(f, "restriction.ordered") || is(f, "restriction.extended"))
		return restriction_asks(f, ret);
	if (is(f, "appeal.made")) {
		*ret = (struct o_ask){ f->id, OBLIGED, 9, f->at + 24 * O_HOUR };
		return 1;
	}
	for (size_t i = 0; i < sizeof(asked) / sizeof(asked[0]); i++) {
		const struct asks *a = &asked[i];

		if (!is(f, a->kind))
			continue;
		*ret = (struct o_ask){ a->who == OWN ? f->id : f->subject, a->origin,
			b_int(f, "slot"), due_of(f, a) };
		return 1;
	}
	return 0;
}

/* What must follow elsewhere. */
static const struct {
	const char *kind, *cond, *round;
	int hours;
} follows[] = {
	{ "arrival.followed", "outcome=symptoms", "referral", 24 },
	{ "contact.followed", "outcome=symptoms", "referral", 24 },
	{ "referral.tested", "result=positive", "case", 2 },
	{ "tube.lost", NULL, "retest", 6 },
	{ "tube.result", "result=positive&single=true", "case", 2 },
	{ "tube.result", "result=positive|unusable", "retest", 6 },
};

const char *desk_follows(const struct fact *f, int64_t *ret_due)
{
	for (size_t i = 0; i < sizeof(follows) / sizeof(follows[0]); i++)
		if (is(f, follows[i].kind) && holds(f, follows[i].cond)) {
			*ret_due = f->at + follows[i].hours * O_HOUR;
			return follows[i].round;
		}
	return NULL;
}

struct str desk_follows_in(struct oracle *o, const struct fact *f)
{
	struct str area = STR_NONE;

	if (!str_starts(f->kind, STR("tube.")))
		return f->area;
	for (size_t i = 0; i < o->n; i++) {
		const struct fact *s = &o->all[i];

		if (s->stands && is(s, "tube.sealed") && uuid_eq(&s->subject, &f->subject) &&
			uuid_eq(&s->round, &f->round) &&
			(area.p == NULL || str_cmp(s->area, area) < 0))
			area = s->area;
	}
	return area.p ? area : f->area;
}

/* ---- what is answered ---- */

#define INSPECTED "outcome in_order findings closed refused gone"
#define INSPECT_NEXT "next again_today again_tomorrow call with_authority"
#define LEVELS "level sealed controlled precaution high medium low"
#define SAMPLED "outcome taken refused absent unfit"
#define SAMPLE_NEXT "next swab again doorstep community"
#define DOORSTEP_NEXT "next again community"

static const struct rule {
	const char *kind, *cond;
	int what, code;
	const char *by; /* added to the code: the place in this list */
	int next;
	const char *next_by; /* 1 and on: the place in this list; 0: not said */
} rules[] = {
	{ "inspect.made", "outcome=in_order|findings", COVERS, 1, INSPECTED, 0, INSPECT_NEXT },
	{ "inspect.made", "outcome=closed|refused", TRIES, 1, INSPECTED, 0, INSPECT_NEXT },
	{ "inspect.made", "outcome=gone", EXCUSES, 1, INSPECTED, 0, INSPECT_NEXT },
	{ "finding.assigned", NULL, TRIES, 1, NULL, 1, NULL },
	{ "finding.fixed", NULL, TRIES, 2, NULL, 2, NULL },
	{ "finding.rechecked", "outcome=failed", TRIES, 4, NULL, 3, NULL },
	{ "finding.rechecked", "outcome=passed&reported=false", TRIES, 5, NULL, 4, NULL },
	{ "finding.rechecked", "outcome=passed&reported=true", COVERS, 3, NULL, 0, NULL },
	{ "zone.sealed", NULL, TRIES, 1, LEVELS, 1, NULL },
	{ "zone.changed", NULL, TRIES, 1, LEVELS, 1, NULL },
	{ "zone.released", NULL, COVERS, 21, "reason term early merged", 0, NULL },
	{ "need.taken", NULL, TRIES, 1, NULL, 1, NULL },
	{ "order.bought", NULL, TRIES, 2, NULL, 2, NULL },
	{ "delivery.signed", NULL, COVERS, 3, NULL, 0, NULL },
	{ "errand.done", NULL, COVERS, 4, NULL, 0, NULL },
	{ "need.dropped", NULL, EXCUSES, 11, "reason withdrawn by_himself twice released", 0,
		NULL },
	{ "counsel.given", "outcome=given", COVERS, 1, NULL, 0, NULL },
	{ "counsel.given", "outcome=again", TRIES, 2, NULL, 1, NULL },
	{ "counsel.given", "outcome=referred", TRIES, 3, NULL, 2, NULL },
	{ "counsel.given", "outcome=unreachable", TRIES, 4, NULL, 3, NULL },
	{ "counsel.given", "outcome=declined", EXCUSES, 5, NULL, 0, NULL },
	{ "referral.tested", "result=negative", COVERS, 1, NULL, 0, NULL },
	{ "referral.tested", "result=positive", COVERS, 2, NULL, 0, NULL },
	{ "referral.transferred", NULL, COVERS, 3, NULL, 0, NULL },
	{ "referral.lost", NULL, TRIES, 4, NULL, 1, NULL },
	{ "arrival.followed", "outcome=well", COVERS, 1, NULL, 0, NULL },
	{ "arrival.followed", "outcome=symptoms", COVERS, 2, NULL, 0, NULL },
	{ "arrival.followed", "outcome=not_reached", TRIES, 3, NULL, 0, "next call visit police" },
	{ "arrival.followed", "outcome=left", EXCUSES, 4, NULL, 0, NULL },
	{ "case.confirmed", NULL, COVERS, 1, NULL, 0, NULL },
	{ "case.dismissed", NULL, EXCUSES, 11, "reason retest recovered mistake", 0, NULL },
	{ "case.notified", NULL, COVERS, 2, NULL, 0, NULL },
	{ "household.listed", "outcome=listed", COVERS, 3, NULL, 0, "next call visit police" },
	{ "household.listed", "outcome=not_reached", TRIES, 4, NULL, 0, "next call visit police" },
	{ "contact.followed", "outcome=well", COVERS, 1, NULL, 0, NULL },
	{ "contact.followed", "outcome=symptoms", COVERS, 2, NULL, 0, NULL },
	{ "contact.followed", "outcome=not_reached", TRIES, 3, NULL, 0, "next call visit police" },
	{ "contact.followed", "outcome=became_case|left", EXCUSES, 4, "outcome became_case left", 0,
		NULL },
	{ "test.registered", NULL, TRIES, 5, NULL, 1, NULL },
	{ "sample.taken", "outcome=taken", COVERS, 1, SAMPLED, 0, SAMPLE_NEXT },
	{ "sample.taken", "outcome=refused|absent|unfit", TRIES, 1, SAMPLED, 0, SAMPLE_NEXT },
	{ "doorstep.done", "outcome=done", COVERS, 1, NULL, 0, DOORSTEP_NEXT },
	{ "doorstep.done", "outcome=unneeded", EXCUSES, 2, NULL, 0, DOORSTEP_NEXT },
	{ "doorstep.done", "outcome=absent", TRIES, 3, NULL, 0, DOORSTEP_NEXT },
	{ "doorstep.done", "outcome=refused", TRIES, 4, NULL, 0, DOORSTEP_NEXT },
	{ "box.sent", NULL, TRIES, 5, NULL, 1, NULL },
	{ "box.received", NULL, TRIES, 6, NULL, 2, NULL },
	{ "tube.lost", NULL, EXCUSES, 7, NULL, 0, NULL },
	{ "tube.result", "result=negative", COVERS, 1, NULL, 0, NULL },
	{ "tube.result", "result=positive", COVERS, 2, NULL, 0, NULL },
	{ "tube.result", "result=invalid", TRIES, 3, NULL, 3, NULL },
	{ "tube.result", "result=unusable", EXCUSES, 4, NULL, 0, NULL },
	{ "retest.done", "outcome=all", COVERS, 1, NULL, 0, NULL },
	{ "retest.done", "outcome=some", TRIES, 2, NULL, 1, NULL },
	{ "area.led_ended", NULL, COVERS, 1, "reason replaced left area_ended over", 0, NULL },
	{ "muster.reported", NULL, COVERS, 1, NULL, 0, NULL },
	{ "muster.excused", NULL, EXCUSES, 2, "reason on_duty seconded on_leave sick", 0, NULL },
	{ "muster.called", NULL, TRIES, 6, "outcome promised unreachable", 0, "next again unit" },
	{ "shift.clock_in", NULL, COVERS, 1, NULL, 0, NULL },
	{ "shift.clock_out", NULL, TRIES, 2, NULL, 4, NULL },
	{ "shift.handed_over", NULL, TRIES, 3, NULL, 4, NULL },
	{ "shift.no_show", NULL, TRIES, 4, NULL, 0, "next replace call stand_in" },
	{ "shift.swapped", NULL, TRIES, 5, NULL, 5, NULL },
	{ "task.accepted", NULL, TRIES, 1, NULL, 1, NULL },
	{ "task.done", NULL, TRIES, 2, NULL, 2, NULL },
	{ "task.checked", "result=passed", COVERS, 3, NULL, 0, NULL },
	{ "task.checked", "result=sent_back", TRIES, 4, NULL, 1, NULL },
	{ "task.dropped", NULL, EXCUSES, 5, NULL, 0, NULL },
	{ "risk.matched", "off=true", EXCUSES, 21, NULL, 0, NULL },
	{ "risk.followed", "outcome=central|home|watched", COVERS, 1,
		"outcome central home watched", 0, NULL },
	{ "risk.followed", "outcome=not_reached", TRIES, 4, NULL, 0, "next call visit police" },
	{ "risk.dismissed", NULL, EXCUSES, 11, "reason not_there elsewhere mistake", 0, NULL },
	{ "warning.settled", "outcome=nothing|tested|case", COVERS, 1,
		"outcome nothing tested case", 0, "next call visit police" },
	{ "restriction.ordered", NULL, TRIES, 1,
		"what red door_sealed isolated_home isolated_central", 1, NULL },
	{ "restriction.served", "outcome=nobody", TRIES, 35, NULL, 2, NULL },
	{ "restriction.served", "outcome=himself|household|left|phone", COVERS, 31,
		"outcome himself household left phone", 0, NULL },
	{ "restriction.lifted", NULL, COVERS, 11, "reason over early groundless mistake", 0, NULL },
	{ "appeal.decided", NULL, COVERS, 21, "outcome upheld lifted changed", 0, NULL },
	{ "warning.settled", "outcome=watch", TRIES, 4, NULL, 0, "next call visit police" },
};

#define RULES (sizeof(rules) / sizeof(rules[0]))

/* Which of several things, or which day, is answered. */
static int64_t slot_of(const struct fact *f)
{
	if (is(f, "case.notified"))
		return 1 +
			place_in(
				f, "whom ambulance hospital community police tracing headquarters");
	if (is(f, "household.listed"))
		return 7;
	if (is(f, "restriction.served"))
		return 1 + b_int(f, "n");
	if (is(f, "appeal.decided"))
		return 9;
	if (is(f, "contact.followed") || str_starts(f->kind, STR("risk.")))
		return b_day(f, "day");
	return b_int(f, "slot");
}

bool desk_answers(const struct fact *f, struct o_answer *ret)
{
	for (size_t i = 0; i < RULES; i++) {
		const struct rule *r = &rules[i];

		if (!is(f, r->kind) || !holds(f, r->cond))
			continue;
		*ret = (struct o_answer){ .what = r->what,
			.code = r->code + (r->by ? place_in(f, r->by) : 0),
			.next = r->next_by ? place_in(f, r->next_by) + 1 : r->next,
			.subject = is(f, "zone.sealed") || is(f, "restriction.ordered") ?
				f->id :
				f->subject,
			.from = slot_of(f) };
		ret->to = ret->from;
		/* A shift is that of whom it was planned for. */
		if (str_starts(f->kind, STR("shift.")))
			b_id(f, "planned", &ret->subject);
		/* Who has left is not asked on the days that remain. */
		if (is(f, "arrival.followed") && r->what == EXCUSES && ret->to < DAYS_ASKED)
			ret->to = DAYS_ASKED;
		if (is(f, "contact.followed") && r->what == EXCUSES && b_day(f, "until") > ret->to)
			ret->to = b_day(f, "until") < ret->to + 31 ? b_day(f, "until") :
								     ret->to + 30;
		if (is(f, "case.confirmed") && !b_id(f, "of", &ret->subject))
			return false; /* it follows from no positive that is known */
		if (is(f, "box.sent") || is(f, "box.received"))
			ret->list = "tubes";
		return true;
	}
	return false;
}

/* An appeal that is not turned down ends what it is about. */
bool desk_ends(const struct fact *f, struct o_answer *ret)
{
	*ret = (struct o_answer){ .what = COVERS, .code = holds(f, "outcome=lifted") ? 22 : 23 };
	return is(f, "appeal.decided") && holds(f, "outcome=lifted|changed") &&
		b_id(f, "restriction", &ret->subject);
}

/* Of what ended nobody has to be told any more. */
static bool notices_spared(const struct fact *f, struct o_answer *ret)
{
	bool ends = desk_ends(f, ret);

	if (is(f, "restriction.lifted")) {
		ends = true;
		ret->subject = f->subject;
		ret->code = 11 + place_in(f, "reason over early groundless mistake");
	}
	ret->what = SPARES;
	ret->from = 1;
	ret->to = 5;
	return ends;
}

bool desk_spares(const struct fact *f, struct o_answer *ret)
{
	if (notices_spared(f, ret))
		return true;
	*ret = (struct o_answer){ .what = SPARES, .code = 6, .from = b_int(f, "slot") };
	ret->to = ret->from;
	return (is(f, "shift.planned") || is(f, "shift.clock_in")) &&
		b_id(f, "post", &ret->subject);
}

/* ---- what is counted ---- */

/* Yuan with two decimals count in fen. */
static int64_t fen(const struct fact *f)
{
	return (b_milli(f, "amount") + 5) / 10;
}

static const char *verdict(const struct fact *f)
{
	if (holds(f, "registered=false"))
		return "verdict=turned_back";
	if (holds(f, "code=yellow|red") || holds(f, "fever=true") || holds(f, "itinerary=true") ||
		holds(f, "history=true") || holds(f, "origin=outside") ||
		holds(f, "origin=province&test=within_72h|none"))
		return "verdict=referred";
	return "verdict=passed";
}

/* Whoever decided otherwise than the rule, in its one version. */
static int64_t overruled(const struct fact *f)
{
	return holds(f, "rule=exit-screening") && b_int(f, "version") == 1 && !holds(f, verdict(f));
}

/* By the guide of 22 March 2022. */
static int64_t overfull(const struct fact *f)
{
	static const int sizes[] = { 1, 5, 10, 20 }, most[] = { 1, 1, 10, 20 };
	int pool = place_in(f, "pool single five ten twenty household"),
	    zone = place_in(f, "zone key sealed controlled precaution");

	if (pool < 0 || zone < 0) /* the check lets no such record in */
		return 0;
	if (pool == 4)
		return zone != 1 && b_int(f, "swabs") > most[zone];
	return sizes[pool] > most[zone] || b_int(f, "swabs") > sizes[pool];
}

/* Of a report that was re-checked before, another re-check counts nothing. */
static int64_t rechecked(const struct fact *f)
{
	return holds(f, "reported=true") && !holds(f, "again=true");
}

static int64_t overlong(const struct fact *f)
{
	return b_milli(f, "hours") > 12000;
}

static int64_t kept_waiting(const struct fact *f)
{
	return b_int(f, "minutes") > 30;
}

/* A journey that some list still touches. */
static int64_t in_force(const struct fact *f)
{
	return !holds(f, "off=true");
}

#define WAS_INSPECTED "outcome=in_order|findings"

/* Its scope is the incident that the record names, else its round. */
static const struct {
	int figure;
	const char *kind, *cond;
	const char *field; /* summed; NULL: */
	int64_t (*measure)(const struct fact *f);
} counts[] = {
	{ 5, "travel.declared", NULL, NULL, NULL },
	{ 6, "sweep.visit", "neighbour=empty", NULL, NULL },
	{ 7, "sweep.visit", "neighbour=occupied", NULL, NULL },
	{ 8, "sweep.visit", "neighbour=unknown", NULL, NULL },
	{ 9, "sweep.visit", "neighbour=other", NULL, NULL },
	{ 30, "supply.used", NULL, NULL, NULL },
	{ 40, "inspect.made", WAS_INSPECTED "&site=enterprise", NULL, NULL },
	{ 41, "inspect.made", WAS_INSPECTED "&site=village", NULL, NULL },
	{ 42, "inspect.made", WAS_INSPECTED "&site=compound", NULL, NULL },
	{ 43, "inspect.made", WAS_INSPECTED "&by_leader=true", NULL, NULL },
	{ 43, "inspect.led", NULL, NULL, NULL },
	{ 44, "finding.raised", NULL, NULL, NULL },
	{ 45, "finding.rechecked", "outcome=passed&reported=true", NULL, NULL },
	{ 46, "inspect.made", WAS_INSPECTED, "findings", NULL },
	{ 47, "finding.raised", "source=inspection", NULL, NULL },
	{ 48, "finding.fixed", NULL, NULL, NULL },
	{ 49, "finding.rechecked", NULL, NULL, rechecked },
	{ 50, "zone.sealed", NULL, NULL, NULL },
	{ 51, "need.raised", NULL, NULL, NULL },
	{ 52, "delivery.signed", NULL, NULL, NULL },
	{ 52, "errand.done", NULL, NULL, NULL },
	{ 53, "errand.done", NULL, NULL, NULL },
	{ 54, "counsel.given", "outcome=given|again|referred", NULL, NULL },
	{ 55, "order.bought", NULL, NULL, NULL },
	{ 56, "delivery.signed", "goods=bought", NULL, NULL },
	{ 57, "order.bought", NULL, NULL, fen },
	{ 58, "need.dropped", NULL, "orders", NULL },
	{ 60, "checkpoint.arrivals_counted", NULL, "vehicles", NULL },
	{ 132, "checkpoint.arrivals_counted", NULL, "on_foot", NULL },
	{ 61, "vehicle.screened", NULL, NULL, NULL },
	{ 62, "vehicle.screened", "outcome=passed", NULL, NULL },
	{ 63, "vehicle.screened", "outcome=referred", NULL, NULL },
	{ 64, "vehicle.screened", "outcome=turned_back", NULL, NULL },
	{ 78, "vehicle.screened", NULL, "people", NULL },
	{ 65, "person.screened", NULL, NULL, NULL },
	{ 67, "person.screened", "verdict=referred", NULL, NULL },
	{ 69, "person.screened", NULL, NULL, overruled },
	{ 66, "arrival.registered", NULL, NULL, NULL },
	{ 68, "referral.made", NULL, "people", NULL },
	{ 70, "test.started", NULL, NULL, NULL },
	{ 71, "sample.taken", "outcome=taken", NULL, NULL },
	{ 130, "sample.taken", "outcome=refused|absent|unfit&registered=true", NULL, NULL },
	{ 131, "retest.done", NULL, "people", NULL },
	{ 72, "test.registered", NULL, NULL, NULL },
	{ 73, "tube.sealed", NULL, "swabs", NULL },
	{ 79, "tube.sealed", NULL, NULL, overfull },
	{ 74, "box.sent", NULL, "count", NULL },
	{ 75, "box.received", NULL, "count", NULL },
	{ 76, "tube.lost", "stage=way", NULL, NULL },
	{ 77, "tube.result", "result=negative|positive|unusable", NULL, NULL },
	{ 110, "case.confirmed", NULL, NULL, NULL },
	{ 111, "contact.named", NULL, NULL, NULL },
	{ 112, "contact.followed", "outcome=well|symptoms", NULL, NULL },
	{ 80, "shift.clock_in", NULL, NULL, NULL },
	{ 81, "shift.clock_in", "post_kind=highway_exit", NULL, NULL },
	{ 82, "staff.seconded", NULL, NULL, NULL },
	{ 83, "muster.reported", NULL, NULL, NULL },
	{ 84, "shift.clock_out", NULL, NULL, overlong },
	{ 90, "meeting.held", "meeting=leading_group", NULL, NULL },
	{ 91, "meeting.held", NULL, NULL, NULL },
	{ 92, "notice.published", NULL, NULL, NULL },
	{ 93, "thanks.received", NULL, NULL, NULL },
	{ 94, "task.set", NULL, NULL, NULL },
	{ 95, "task.checked", "result=passed", NULL, NULL },
	{ 96, "risk.issued", NULL, NULL, NULL },
	{ 97, "risk.listed", NULL, NULL, NULL },
	{ 100, "bulletin.published", NULL, NULL, NULL },
	{ 220, "form.filled", NULL, NULL, NULL },
	{ 221, "form.filled", NULL, "saved", NULL },
	{ 240, "import.begun", NULL, NULL, NULL },
	{ 241, "import.ended", NULL, "accepted", NULL },
	{ 175, "place.visited", NULL, NULL, NULL },
	{ 176, "place.visited", "helped=true", NULL, NULL },
	{ 177, "queue.counted", NULL, NULL, NULL },
	{ 178, "queue.counted", NULL, NULL, kept_waiting },
	{ 170, "sweep.visit", NULL, "ill", NULL },
	{ 170, "arrival.followed", "outcome=symptoms", NULL, NULL },
	{ 170, "contact.followed", "outcome=symptoms", NULL, NULL },
	{ 190, "restriction.ordered", NULL, NULL, NULL },
	{ 191, "restriction.extended", NULL, NULL, NULL },
	{ 192, "restriction.served", "outcome=himself|household|left|phone", NULL, NULL },
	{ 193, "restriction.lifted", NULL, NULL, NULL },
	{ 194, "appeal.made", NULL, NULL, NULL },
	{ 195, "appeal.decided", NULL, NULL, NULL },
	{ 196, "appeal.decided", "outcome=lifted|changed", NULL, NULL },
	{ 171, "risk.matched", NULL, NULL, in_force },
	{ 172, "risk.matched", "off=true", NULL, NULL },
	{ 173, "risk.followed", "outcome=central|home|watched", NULL, NULL },
	{ 174, "warning.raised", NULL, NULL, NULL },
};

#define COUNTS (sizeof(counts) / sizeof(counts[0]))

bool desk_counts(const struct fact *f, size_t *at, int *ret_figure, int64_t *ret_n)
{
	for (; *at < COUNTS; ++*at) {
		size_t i = *at;

		if (!is(f, counts[i].kind) || !holds(f, counts[i].cond))
			continue;
		*ret_figure = counts[i].figure;
		*ret_n = counts[i].field  ? b_int(f, counts[i].field) :
			counts[i].measure ? counts[i].measure(f) :
					    1;
		++*at;
		return true;
	}
	return false;
}

/* What was counted at hand: the place is of the subject. */
static const struct {
	const char *kind, *place, *item, *field;
} shelves[] = {
	{ "checkpoint.waiting_counted", "post", "车辆（待检）", "vehicles" },
	{ "courier.counted", "courier", "采样管", "count" },
	{ "laboratory.counted", "laboratory", "采样管", "count" },
};

bool desk_shelf(
	const struct fact *f, const char **ret_place, struct str *ret_item, int64_t *ret_milli)
{
	for (size_t i = 0; i < sizeof(shelves) / sizeof(shelves[0]); i++)
		if (is(f, shelves[i].kind)) {
			*ret_place = shelves[i].place;
			*ret_item = str_of(shelves[i].item);
			*ret_milli = b_int(f, shelves[i].field) * 1000;
			return true;
		}
	return false;
}

/* ---- what the oracle knows ---- */

/* Kinds that no view is made of, and those that other parts of the oracle know. */
static const char *const others[] = { "area.added", "area.changed", "area.ended", "area.outlined",
	"incident.", "purge.", "dwelling.", "person.listed", "person.changed", "subject.", "round.",
	"target.", "record.", "sweep.", "ask.", "store.", "supply.", "staff.state", "test.reviewed",
	NULL };

bool oracle_knows(const struct fact *f)
{
	struct uuid subject;
	const char *place;
	struct str item;
	int64_t milli;

	for (int i = 0; others[i]; i++)
		if (str_starts(f->kind, str_of(others[i])))
			return true;
	for (size_t i = 0; i < RULES; i++)
		if (str_is(f->kind, rules[i].kind))
			return true;
	for (size_t i = 0; i < COUNTS; i++)
		if (str_is(f->kind, counts[i].kind))
			return true;
	return f->newer || desk_defines(f, &subject) || desk_shelf(f, &place, &item, &milli) ||
		is(f, "notice.read") || is(f, "refusal.settled") || is(f, "bulletin.drafted") ||
		is(f, "bulletin.shared") || is(f, "bulletin.scheduled") || is(f, "shift.planned") ||
		is(f, "post.manned") || is(f, "test.found") || is(f, "form.mapped") ||
		is(f, "plan.marked");
}
