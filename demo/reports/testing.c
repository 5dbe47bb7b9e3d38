/* Test rounds: the list, the table where people are registered, the swab, tubes of ten, boxes, the laboratory, and what is
 * still open when the evening comes. All of a round falls on one day. */
#include "demo/reports/reports.h"

#include "core/check.h"
#include "sys/sys.h"

#define TUBE_SWABS 10
#define BOX_TUBES 200
#define LIST_MAX 1000

struct tube {
	struct uuid id;
	int village, swabs;
};

struct testing { /* one round */
	const struct plan_test *plan;
	int number;
	struct uuid round;
	struct note_round *asked;
	int first, listed; /* persons on the list */
	struct tube *tubes;
	int tubes_n, doorsteps;
	bool again; /* these tubes are of people sampled anew, singly */
};

/* When the tubes of a round are sealed, sent, received and told of, and those of whom is sampled anew. */
enum tube_time { SEALED, SENT, RECEIVED, TOLD, TUBE_TIMES };

static int64_t tube_time(const struct reports *r, const struct testing *t, enum tube_time what)
{
	static const int clock[2][TUBE_TIMES][2] = {
		{ { 16, 0 }, { 17, 0 }, { 18, 30 }, { 21, 0 } },
		{ { 20, 10 }, { 20, 20 }, { 20, 50 }, { 21, 15 } },
	};
	const int *at = clock[t->again][what];

	return reports_at(r, at[0], at[1]);
}

static int64_t when(const struct reports *r, const struct testing *t, int i)
{
	return reports_at(r, 7, 0) + (int64_t)i * 8 * WHEN_HOUR_MS / (t->listed + 1);
}

/* ---- the list ---- */

static void piece(struct reports *r, const struct testing *t, int from, int to, int number)
{
	struct slip slip = { .kind = "round.targeted",
		.at = reports_at(r, 6, 5),
		.place = r->persons[from].place,
		.round = t->round };
	struct buf b;

	buf_init(&b, r->cx->arena);
	for (int i = from; i < to; i++)
		buf_fmt(&b, "%s\"%s\"", i > from ? "," : "", hand_id(&r->persons[i].id));
	t->asked->listed += to - from;
	hand_write(r, OUTBOX_COMMAND, &slip, "\"piece\":%d,\"subjects\":[%s]", number,
		buf_ok(&b) ? buf_get(&b).p : "");
}

static void list(struct reports *r, const struct testing *t)
{
	int from = t->first, end = t->first + t->listed, number = 0;

	for (int i = from + 1; i <= end; i++)
		if (i == end || i - from == LIST_MAX ||
			r->persons[i].place != r->persons[from].place) {
			piece(r, t, from, i, ++number);
			from = i;
		}
}

static void begin(struct reports *r, struct testing *t)
{
	struct county *k = r->now;
	struct slip slip = { .kind = "round.opened", .at = reports_at(r, 6, 0), .place = NONE };
	static const char *const names[] = { "第一轮核酸检测", "第二轮核酸检测", "第三轮核酸检测",
		"第四轮核酸检测", "第五轮核酸检测" };

	t->round = slip.round = seed_uuid(&r->seed, slip.at);
	t->asked = notes_round(&k->notes, &t->round, names[t->number - 1], false);
	hand_write(r, OUTBOX_COMMAND, &slip,
		"\"kind\":\"test\",\"incident\":\"%s\",\"question\":\"%s\",\"due\":\"%s\",\"expected\":%d",
		hand_id(&k->incident), names[t->number - 1], hand_when(reports_at(r, 22, 0)),
		t->listed);
	list(r, t);
	slip.kind = "test.started";
	slip.at = reports_at(r, 6, 30);
	notes_add(&k->notes, PLAN_TESTS, &uuid_nil, 1);
	hand_write(r, OUTBOX_COMMAND, &slip, "\"number\":%d", t->number);
}

/* ---- one person ---- */

static struct tube *tube_for(struct reports *r, struct testing *t, int village, int64_t at)
{
	struct tube *last = t->tubes_n ? &t->tubes[t->tubes_n - 1] : NULL;

	if (last && last->village == village && last->swabs < TUBE_SWABS)
		return last;
	last = &t->tubes[t->tubes_n++];
	*last = (struct tube){ .id = seed_uuid(&r->seed, at), .village = village };
	return last;
}

/* The immobile ask for it the day before or in the morning, and are sampled at home by medical staff. */
static void at_home(struct reports *r, struct testing *t, const struct person *p, int64_t at)
{
	struct county *k = r->now;
	struct slip slip = { .kind = "doorstep.asked",
		.at = reports_at(r, 6, 40),
		.place = p->place,
		.subject = p->id,
		.round = k->rounds[STANDING_DOORSTEP] };

	t->doorsteps++;
	k->asked[STANDING_DOORSTEP]->listed++;
	slip.subject = hand_write(r, OUTBOX_FIELD, &slip, "\"reason\":\"immobile\"");
	slip.kind = "doorstep.done";
	slip.at = at + 120000;
	k->asked[STANDING_DOORSTEP]->done++;
	hand_write(r, OUTBOX_FIELD, &slip, "\"outcome\":\"done\"");
}

static void sample(struct reports *r, struct testing *t, const struct person *p, int64_t at)
{
	struct tube *tube = tube_for(r, t, place_village(r, p->place), at);
	bool home = p->frail && t->doorsteps < t->plan->doorstep;
	struct slip slip = { .kind = "test.registered",
		.at = at,
		.place = p->place,
		.subject = p->id,
		.round = t->round };

	tube->swabs++;
	if (home)
		at_home(r, t, p, at);
	hand_write(r, OUTBOX_FIELD, &slip, "\"tube\":\"%s\",\"way\":\"card\"", hand_id(&tube->id));
	notes_add(&r->now->notes, PLAN_SAMPLES, &uuid_nil, 1);
	t->asked->done++;
	slip.kind = "sample.taken";
	slip.at = at + 60000;
	hand_write(r, OUTBOX_FIELD, &slip, "\"outcome\":\"taken\",\"tube\":\"%s\"%s",
		hand_id(&tube->id), home ? ",\"doorstep\":true" : "");
}

static void exempt(struct reports *r, const struct testing *t, const struct person *p, int i)
{
	static const char *const reasons[] = { "away", "quarantined", "hospital", "duty" };
	struct slip slip = { .kind = "target.exempted",
		.at = reports_at(r, 16, 0),
		.place = p->place,
		.subject = p->id,
		.round = t->round };

	t->asked->excused++;
	hand_write(r, OUTBOX_COMMAND, &slip, "\"reason\":\"%s\"", reasons[i % 4]);
}

/* Sampled, excused and missed people lie mixed: the excused and the missed at even distances. */
static void people(struct reports *r, struct testing *t)
{
	int out = t->plan->excused + t->plan->missing, n = 0;

	for (int i = 0; i < t->listed; i++) {
		const struct person *p = &r->persons[t->first + i];

		if (plan_share(out, t->listed, i) == 0)
			sample(r, t, p, when(r, t, i));
		else if (n++ < t->plan->excused)
			exempt(r, t, p, i);
	}
}

/* Whom no list had: they stand in the queue and are taken up. */
static void found(struct reports *r, struct testing *t)
{
	for (int i = 0; i < t->plan->found; i++) {
		const struct person *p = &r->persons[t->first + t->listed + i];
		struct slip slip = { .kind = "test.found",
			.at = reports_at(r, 15, i),
			.place = p->place,
			.subject = p->id,
			.round = t->round };

		t->asked->found++;
		hand_write(r, OUTBOX_FIELD, &slip, "\"why\":\"not_listed\"");
		sample(r, t, p, reports_at(r, 15, 5 + i));
	}
}

/* ---- tubes ---- */

static struct uuid tube_step(
	struct reports *r, const char *kind, const struct tube *x, int64_t at, const char *body)
{
	struct slip slip = { .kind = kind,
		.at = at,
		.place = x->village,
		.subject = x->id,
		.round = r->now->rounds[STANDING_TUBE] };

	return hand_write(r, OUTBOX_FIELD, &slip, "%s", body);
}

static void seal(struct reports *r, const struct testing *t, int i)
{
	char body[200];

	r->now->asked[STANDING_TUBE]->listed++;
	snprintf(body, sizeof(body),
		"\"code\":\"%s%d-%04d\",\"pool\":\"%s\",\"zone\":\"%s\",\"swabs\":%d",
		t->again ? "S" : "T", t->number, i + 1, t->again ? "single" : "ten",
		t->again ? "key" : "precaution", t->tubes[i].swabs);
	tube_step(r, "tube.sealed", &t->tubes[i], tube_time(r, t, SEALED), body);
}

/* In every second round one tube is lost on the way, and one gives no result at first. */
static bool is_lost(const struct testing *t, int i)
{
	return !t->again && t->number % 2 == 1 && i == 7;
}

static bool is_unclear(const struct testing *t, int i)
{
	return !t->again && t->number % 2 == 0 && i == 11;
}

static void lose(struct reports *r, const struct tube *x)
{
	struct county *k = r->now;
	struct slip slip = { .kind = "retest.done",
		.at = reports_at(r, 20, 0),
		.place = x->village,
		.round = k->rounds[STANDING_RETEST] };

	k->asked[STANDING_TUBE]->excused++;
	k->asked[STANDING_RETEST]->listed++;
	slip.subject = tube_step(r, "tube.lost", x, reports_at(r, 18, 0),
		"\"stage\":\"way\",\"note\":\"清点少 1 管（示例）\"");
	k->asked[STANDING_RETEST]->done++;
	hand_write(r, OUTBOX_FIELD, &slip, "\"outcome\":\"all\",\"people\":%d", x->swabs);
}

static void tell(struct reports *r, const struct tube *x, int64_t at, const char *what)
{
	char body[100];

	snprintf(body, sizeof(body), "\"laboratory\":\"%s\",\"result\":\"%s\"",
		hand_id(&r->now->laboratory), what);
	tube_step(r, "tube.result", x, at, body);
}

static void result(struct reports *r, const struct testing *t, int i)
{
	if (is_unclear(t, i))
		tell(r, &t->tubes[i], reports_at(r, 20, 30), "invalid");
	r->now->asked[STANDING_TUBE]->done++;
	tell(r, &t->tubes[i], tube_time(r, t, TOLD), "negative");
}

/* The tubes of a box as members of a list; without the one that never comes. */
static int ids(
	struct reports *r, const struct testing *t, int from, int to, bool all, struct buf *b)
{
	int n = 0;

	buf_init(b, r->cx->arena);
	for (int i = from; i < to; i++)
		if (all || !is_lost(t, i))
			buf_fmt(b, "%s\"%s\"", n++ ? "," : "", hand_id(&t->tubes[i].id));
	return n;
}

static void box(struct reports *r, const struct testing *t, int from, int to)
{
	struct county *k = r->now;
	struct slip slip = { .kind = "box.sent",
		.at = tube_time(r, t, SENT),
		.place = t->tubes[from].village,
		.round = k->rounds[STANDING_TUBE] };
	struct buf b;
	int n = ids(r, t, from, to, true, &b);

	slip.subject = hand_write(r, OUTBOX_FIELD, &slip,
		"\"code\":\"%s%d-%02d\",\"laboratory\":\"%s\",\"courier\":\"%s\",\"count\":%d,\"tubes\":[%s]",
		t->again ? "Y" : "X", t->number, from / BOX_TUBES + 1, hand_id(&k->laboratory),
		hand_id(&k->courier), n, buf_ok(&b) ? buf_get(&b).p : "");
	n = ids(r, t, from, to, false, &b);
	slip.kind = "box.received";
	slip.at = tube_time(r, t, RECEIVED);
	hand_write(r, OUTBOX_FIELD, &slip, "\"laboratory\":\"%s\",\"count\":%d,\"tubes\":[%s]",
		hand_id(&k->laboratory), n, buf_ok(&b) ? buf_get(&b).p : "");
}

/* What the courier carries and what the laboratory has in work when the day is over. */
static void at_hand(struct reports *r, const char *kind, const struct uuid *who)
{
	struct slip slip = {
		.kind = kind, .at = reports_at(r, 21, 30), .place = NONE, .subject = *who
	};

	hand_write(r, OUTBOX_COMMAND, &slip, "\"incident\":\"%s\",\"count\":0",
		hand_id(&r->now->incident));
}

/* Whoever's swab lay in a lost tube gives another, in a tube of his own, and these go the way of all others. */
static void again(struct reports *r, const struct testing *t, const struct tube *lost)
{
	struct tube ones[TUBE_SWABS];
	struct testing single = {
		.number = t->number, .tubes = ones, .tubes_n = lost->swabs, .again = true
	};

	for (int i = 0; i < lost->swabs; i++)
		ones[i] = (struct tube){ .id = seed_uuid(&r->seed, reports_at(r, 20, 0)),
			.village = lost->village,
			.swabs = 1 };
	for (int i = 0; i < lost->swabs; i++)
		seal(r, &single, i);
	box(r, &single, 0, lost->swabs);
	for (int i = 0; i < lost->swabs; i++)
		result(r, &single, i);
}

static void tubes(struct reports *r, const struct testing *t)
{
	for (int i = 0; i < t->tubes_n; i++)
		seal(r, t, i);
	for (int i = 0; i < t->tubes_n; i += BOX_TUBES)
		box(r, t, i, i + BOX_TUBES < t->tubes_n ? i + BOX_TUBES : t->tubes_n);
	for (int i = 0; i < t->tubes_n; i++)
		if (is_lost(t, i)) {
			lose(r, &t->tubes[i]);
			again(r, t, &t->tubes[i]);
		} else {
			result(r, t, i);
		}
	at_hand(r, "courier.counted", &r->now->courier);
	at_hand(r, "laboratory.counted", &r->now->laboratory);
}

/* ---- the round ---- */

static void end(struct reports *r, const struct testing *t)
{
	struct slip slip = { .kind = "test.reviewed",
		.at = reports_at(r, 22, 0),
		.place = NONE,
		.round = t->round };

	hand_write(r, OUTBOX_COMMAND, &slip,
		"\"number\":%d,\"missed\":%d,\"problems\":[%s],\"measures\":\"次日补录底册（示例）\"",
		t->number, t->plan->missing, t->plan->problems);
	slip.kind = "round.closed";
	slip.at = reports_at(r, 22, 10);
	hand_write(r, OUTBOX_COMMAND, &slip, "%s", "");
}

/* Those whom no round had yet; where all have been, from the first on again. */
static bool choose(const struct reports *r, struct testing *t)
{
	struct county *k = r->now;
	int all = k->end_person - k->first_person;

	t->listed = t->plan->samples ?
		(int)t->plan->samples + t->plan->excused + t->plan->missing - t->plan->found :
		all;
	if (t->listed + t->plan->found > all)
		return false;
	if (k->next_person + t->listed + t->plan->found > k->end_person)
		k->next_person = k->first_person;
	t->first = k->next_person;
	k->next_person += t->listed + t->plan->found;
	return true;
}

static void test(struct reports *r, const struct plan_test *plan, int number)
{
	struct testing t = { .plan = plan, .number = number };

	check(choose(r, &t));
	t.tubes = sys_new((size_t)(t.listed + plan->found) + 1, sizeof(*t.tubes));
	if (!t.tubes) {
		reports_failed(r, r->cx, err(r->cx, E_NO_MEMORY, NULL));
		return;
	}
	begin(r, &t);
	people(r, &t);
	found(r, &t);
	tubes(r, &t);
	end(r, &t);
	sys_free(t.tubes);
}

void testing_day(struct reports *r)
{
	const struct plan_test *all = r->now->plan->tests;

	for (int i = 0; all[i].problems; i++)
		if (all[i].day == r->day)
			test(r, &all[i], i + 1);
}
