/* The motorway exits: every car, everyone in it, one scan and four checks, judged by the rule of the day; whoever is referred
 * is tested. A camera counts what arrives, and the queue is counted when the day ends, by other hands than those that
 * screen. On the last day the slip of one car is left lying: the camera has it, the desk has not. */
#include "demo/reports/reports.h"

#include "rules/screening.h"

#define LOST_EVERY 90 /* of those referred: not found at first */

static const char *const origins[] = { "", "county", "province", "outside" };
static const char *const verdicts[] = { "", "passed", "referred", "turned_back" };
static const char *const codes[] = { "", "green", "yellow", "red", "none" };
static const char *const tests[] = { "", "within_24h", "within_48h", "within_72h", "none" };
static const char *const reasons[] = { "test", "test", "test", "code", "fever", "risk", "outside",
	"test" };

struct traveller {
	struct screening_facts facts;
	struct screening_judgement judged;
};

static struct traveller traveller(struct reports *r, uint8_t origin)
{
	const struct screening_rule *rule = screening_rule_on(day_of(reports_at(r, 12, 0)));
	int n = seed_below(&r->seed, 1000);
	struct traveller t = { .facts = { .registered = n >= 4,
				       .itinerary = n >= 4 && n < 10,
				       .history = n >= 4 && n < 8,
				       .fever = n >= 10 && n < 14,
				       .code = n >= 14 && n < 19 ? CODE_YELLOW :
					       n < 49            ? CODE_NONE :
								   CODE_GREEN,
				       .test = n < 960 ? TEST_48H : TEST_72H,
				       .origin = origin } };

	t.judged = screening_judge(rule, &t.facts);
	return t;
}

static void person(struct reports *r, const struct uuid *post, int place, int64_t at,
	const struct traveller *t)
{
	const struct screening_rule *rule = screening_rule_on(day_of(at));
	struct slip slip = {
		.kind = "person.screened", .at = at, .place = place, .subject = *post
	};

	hand_write(r, OUTBOX_FIELD, &slip,
		"\"incident\":\"%s\",\"origin\":\"%s\",\"registered\":%s,\"code\":\"%s\",\"itinerary\":%s,"
		"\"history\":%s,\"test\":\"%s\",\"temperature\":\"%s\",\"fever\":%s,\"verdict\":\"%s\","
		"\"rule\":\"" SCREENING_RULE "\",\"version\":%d",
		hand_id(&r->now->incident), origins[t->facts.origin],
		t->facts.registered ? "true" : "false", codes[t->facts.code],
		t->facts.itinerary ? "true" : "false", t->facts.history ? "true" : "false",
		tests[t->facts.test], t->facts.fever ? "37.9" : "36.5",
		t->facts.fever ? "true" : "false", verdicts[t->judged.verdict], rule->version);
}

/* Registered, and tested before the day ends; some are looked for first. */
static void refer(struct reports *r, const struct uuid *post, int place, int64_t at, uint8_t reason)
{
	struct county *k = r->now;
	struct note_round *asked = k->asked[STANDING_REFERRAL];
	struct slip slip = { .kind = "referral.made",
		.at = at,
		.place = place,
		.round = k->rounds[STANDING_REFERRAL] };

	asked->listed++;
	slip.subject = hand_write(r, OUTBOX_FIELD, &slip,
		"\"of\":\"person\",\"people\":1,\"reason\":\"%s\",\"post\":\"%s\"", reasons[reason],
		hand_id(post));
	if (asked->listed % LOST_EVERY == 0) {
		slip.kind = "referral.lost";
		slip.at = at + WHEN_HOUR_MS;
		hand_write(r, OUTBOX_FIELD, &slip, "\"to\":\"示例派出所\"");
	}
	asked->done++;
	slip.kind = "referral.tested";
	slip.at = at + WHEN_HOUR_MS + WHEN_HOUR_MS / 2;
	hand_write(r, OUTBOX_FIELD, &slip, "\"result\":\"negative\"");
}

/* The car's verdict is the gravest of its people's. */
static void vehicle(struct reports *r, const struct uuid *post, int place, int64_t at, int number)
{
	int n = seed_below(&r->seed, 100), people = n < 45 ? 1 : n < 80 ? 2 : n < 95 ? 3 : 4;
	uint8_t origin = n % 16 == 0 ? ORIGIN_OUTSIDE :
		n % 3 == 0           ? ORIGIN_COUNTY :
				       ORIGIN_PROVINCE;
	struct slip slip = {
		.kind = "vehicle.screened", .at = at, .place = place, .subject = *post
	};
	uint8_t gravest = SCREENING_PASSED;

	for (int i = 0; i < people; i++) {
		struct traveller t = traveller(r, origin);

		person(r, post, place, at, &t);
		if (t.judged.verdict > gravest)
			gravest = t.judged.verdict;
		if (t.judged.verdict == SCREENING_REFERRED)
			refer(r, post, place, at + 60000, t.judged.reason);
	}
	notes_add(&r->now->notes, PLAN_VEHICLES, &uuid_nil, 1);
	hand_write(r, OUTBOX_FIELD, &slip,
		"\"incident\":\"%s\",\"plate\":\"川M%05d\",\"people\":%d,\"origin\":\"%s\",\"outcome\":\"%s\"",
		hand_id(&r->now->incident), number, people, origins[origin], verdicts[gravest]);
}

/* What the camera saw from eight to eight, and who waits when it is dark. */
static void count(struct reports *r, const struct uuid *post, int place, int vehicles)
{
	struct slip slip = { .kind = "checkpoint.arrivals_counted",
		.at = reports_at(r, 20, 10),
		.place = place,
		.subject = *post };

	hand_write(r, OUTBOX_COMMAND, &slip,
		"\"incident\":\"%s\",\"from\":\"%s\",\"to\":\"%s\",\"vehicles\":%d,\"by\":\"camera\"",
		hand_id(&r->now->incident), hand_when(reports_at(r, 8, 0)),
		hand_when(reports_at(r, 20, 0)), vehicles);
	slip.kind = "checkpoint.waiting_counted";
	slip.at = reports_at(r, 20, 20);
	hand_write(r, OUTBOX_COMMAND, &slip, "\"incident\":\"%s\",\"vehicles\":0",
		hand_id(&r->now->incident));
}

static int exit_place(const struct reports *r, int x)
{
	return place_village(r, place_grid(r, 3 + 20 * x));
}

void checkpoint_day(struct reports *r)
{
	struct county *k = r->now;
	const struct plan *plan = k->plan;
	bool last = r->day == plan->days - 1;

	for (int x = 0; x < plan->exits; x++) {
		int64_t of = plan_share(plan->figures[PLAN_VEHICLES], plan->exits, x);
		int n = (int)plan_share(of, plan->days, r->day);
		int late = last && x == 0;

		for (int i = 0; i < n - late; i++)
			vehicle(r, &k->exits[x], exit_place(r, x),
				reports_at(r, 8, 0) + i * 12 * WHEN_HOUR_MS / n,
				r->day * 1000 + x * 500 + i);
		count(r, &k->exits[x], exit_place(r, x), n);
		k->vehicles_late += late;
	}
}

/* The slip is found, with all who sat in the car. */
void checkpoint_late(struct reports *r)
{
	struct county *k = r->now;

	for (; k->vehicles_late; k->vehicles_late--)
		vehicle(r, &k->exits[0], exit_place(r, 0), reports_at(r, 19, 58), 99999);
}
