/* The workers: six a grid, each with his doors. What goes by chance goes by the seed; what must happen on such a day is in
 * demo/events.c. */
#include "demo/field.h"

#include <string.h>

#include "core/check.h"

#define FIX_IN_1000 10

/* ---- what a visit says ---- */

/* clang-format off */
const struct wording outcome_words[TALLY_OUTCOMES] = {
	[TALLY_DONE] = { "done", "已入户", "done" },
	[TALLY_NOBODY] = { "nobody", "家中无人", "nobody at home" },
	[TALLY_REFUSED] = { "refused", "拒绝配合", "refused" },
	[TALLY_GONE] = { "moved", "已搬离", "moved away" },
	[TALLY_UNREACHABLE] = { "owner_unreachable", "户主联系不上", "owner cannot be reached" },
	[TALLY_UNSAFE] = { "unsafe", "不宜入户", "unsafe to enter" },
	[TALLY_NO_HOME] = { "not_a_dwelling", "非居住用房", "not a dwelling" },
};
const struct wording next_words[TALLY_OUTCOMES] = {
	[TALLY_NOBODY] = { "again_today", "今日再次上门", "again today" },
	[TALLY_REFUSED] = { "with_police", "会同民警上门", "together with the police" },
	[TALLY_UNREACHABLE] = { "call", "电话联系", "call" },
	[TALLY_UNSAFE] = { "community", "转村（社区）跟进", "pass to the community" },
};
/* clang-format on */
static const char *const urgency_names[] = { NULL, "life", "utility", "ordinary", "hard" };

static int any_urgency(struct demo *d)
{
	int r = seed_below(&d->seed, 10);

	return r < 1 ? TALLY_LIFE : r < 4 ? TALLY_UTILITY : r < 8 ? TALLY_ORDINARY : TALLY_HARD;
}

struct visit field_any_visit(struct demo *d)
{
	static const struct {
		int below, outcome;
	} chances[] = { { 790, TALLY_DONE }, { 890, TALLY_NOBODY }, { 915, TALLY_REFUSED },
		{ 940, TALLY_GONE }, { 965, TALLY_UNREACHABLE }, { 972, TALLY_UNSAFE },
		{ 1000, TALLY_NO_HOME } };
	int r = seed_below(&d->seed, 1000), i = 0;
	struct visit v = { 0 };

	while (r >= chances[i].below)
		i++;
	v.outcome = chances[i].outcome;
	if (v.outcome != TALLY_DONE)
		return v;
	v.people = 1 + seed_below(&d->seed, 4);
	v.away = seed_chance(&d->seed, 25);
	v.urgency = seed_chance(&d->seed, 35) ? any_urgency(d) : 0;
	return v;
}

static void journey_write(struct demo *d)
{
	static const char *const transports[] = { "car", "train", "coach" };

	jw_f_z(&d->w, "from", "内江市东兴区（示例）");
	jw_f_z(&d->w, "left", "2022-08-27");
	jw_f_z(&d->w, "back", seed_chance(&d->seed, 500) ? "2022-08-27" : "2022-08-28");
	jw_f_z(&d->w, "transport", transports[seed_below(&d->seed, 3)]);
	jw_f_int(&d->w, "companions", seed_below(&d->seed, 4));
	jw_name(&d->w, "symptoms");
	jw_list(&d->w);
	jw_z(&d->w, "none");
	jw_end_list(&d->w);
	jw_f_z(&d->w, "measure", "home");
}

static void visit_body(struct demo *d, const struct visit *v)
{
	jw_f_z(&d->w, "outcome", outcome_words[v->outcome].name);
	if (next_words[v->outcome].name)
		jw_f_z(&d->w, "next", next_words[v->outcome].name);
	if (v->outcome == TALLY_DONE) {
		jw_f_int(&d->w, "people", v->people);
		jw_f_bool(&d->w, "away", v->away);
	}
	if (v->urgency) {
		jw_f_z(&d->w, "difficulty", urgency_names[v->urgency]);
		jw_f_z(&d->w, "difficulty_text",
			v->urgency == TALLY_LIFE ? "降压药只够一天（示例）" :
						   "自来水时断时续（示例）");
	}
	if (v->away)
		journey_write(d);
}

static bool settles(int outcome)
{
	return outcome == TALLY_DONE || outcome == TALLY_GONE || outcome == TALLY_NO_HOME;
}

/* corrects: facts, TALLY_NONE for none. */
int field_visit(struct demo *d, struct worker *w, struct door *x, const struct visit *v, int64_t at,
	const int corrects[2])
{
	struct tally_fact f = tally_line(TALLY_VISIT, at, x->area, x->thing);
	struct paper paper = { .kind = "sweep.visit",
		.v = 2,
		.at = at,
		.area = x->area,
		.subject = x->id,
		.round = d->sweep };
	int fact;

	f.outcome = v->outcome;
	f.people = v->people;
	f.away = v->away;
	f.urgency = v->urgency;
	f.clock = w->phone->skew != 0;
	for (int i = 0; corrects && i < 2; i++) {
		f.corrects[i] = corrects[i];
		if (corrects[i] != TALLY_NONE)
			paper.corrects[i] = d->fact_id[corrects[i]];
	}
	fact = tally_write(&d->tally, &f);
	phone_begin(d, w->phone, &paper);
	visit_body(d, v);
	phone_end(d, w->phone, fact, EXPECT_ACCEPTED);
	x->settled = settles(v->outcome);
	return fact;
}

/* ---- an ordinary day ---- */

/* The next door nobody has knocked at; when there is none, one that stayed open. */
static struct door *next_door(struct demo *d, struct worker *w)
{
	int keep = w->number == LATE_WORKER ? LATE_DOORS : 0;

	if (w->next < w->n - keep)
		return w->doors[w->next++];
	for (int i = 0; i < w->n - keep; i++) {
		int k = (i + seed_below(&d->seed, w->n)) % w->n;

		if (!w->doors[k]->settled && k < w->n - keep)
			return w->doors[k];
	}
	return NULL;
}

static void knock(struct demo *d, struct worker *w)
{
	struct door *x = next_door(d, w);
	struct visit v;
	int64_t at = demo_in_tick(d);
	int fact;

	if (!x)
		return;
	v = field_any_visit(d);
	fact = field_visit(d, w, x, &v, at, NULL);
	/* A difficulty is a question of its own by now; whoever was wrong about one asks the desk. */
	if (!v.urgency && !w->fix_at && seed_chance(&d->seed, FIX_IN_1000)) {
		w->fix_at = d->now + 2 * TICK_MS;
		w->fix_fact = fact;
		w->fix_door = x;
	}
}

/* He notices his mistake: the number of people, what came of it, or that it was the door beside. */
static void fix(struct demo *d, struct worker *w)
{
	const int corrects[2] = { w->fix_fact, TALLY_NONE };
	struct visit v = { .outcome = TALLY_DONE, .people = 5 };
	struct door *x = w->fix_door;

	switch (seed_below(&d->seed, 3)) {
	case 0:
		v.urgency = any_urgency(d);
		break;
	case 1:
		v = (struct visit){ .outcome = TALLY_NOBODY };
		break;
	default:
		if (w->next >= w->n)
			break;
		x->settled = false;
		x = w->doors[w->next++];
	}
	field_visit(d, w, x, &v, demo_in_tick(d), corrects);
	w->fix_at = 0;
}

static bool at_work(const struct demo *d)
{
	return d->now > demo_time(0, 8, 50) && d->now <= demo_time(0, 19, 50);
}

static void network(struct demo *d, struct worker *w)
{
	w->phone->offline = false;
	for (int i = 0; i < 2; i++)
		w->phone->offline |= d->now >= w->offline_from[i] && d->now < w->offline_to[i];
	if (w->phone->offline)
		client_close(&w->phone->client);
}
/* ---- people of the roster ---- */

/* name NULL: one of the usual; number: makes the phone number. */
struct somebody field_person(
	struct demo *d, struct worker *w, int64_t at, const char *name, int number)
{
	static const char *const names[] = { "张示例", "李示例", "王示例", "刘示例", "陈示例",
		"杨示例" };
	static const char *const flags[] = { "alone", "immobile", "pregnant", "dialysis", "infant",
		"elderly", "chronic" };
	struct somebody s = { .id = seed_uuid(&d->seed, at), .area = w->area };
	struct paper paper = {
		.kind = "person.listed", .at = at, .area = w->area, .subject = s.id
	};
	struct tally_fact f;
	struct buf phone;
	int fact;

	s.thing = tally_thing(&d->tally, s.id.b, true, w->area);
	f = tally_line(TALLY_LISTED, at, w->area, s.thing);
	f.clock = w->phone->skew != 0;
	fact = tally_write(&d->tally, &f);
	buf_init(&phone, d->cx->arena);
	buf_fmt(&phone, "1380000%04d", number);
	phone_begin(d, w->phone, &paper);
	jw_f_z(&d->w, "name", name ? name : names[seed_below(&d->seed, 6)]);
	jw_f_str(&d->w, "phone", buf_get(&phone));
	demo_uuid(d, "dwelling", &w->doors[seed_below(&d->seed, w->n)]->id);
	jw_name(&d->w, "flags");
	jw_list(&d->w);
	jw_z(&d->w, flags[seed_below(&d->seed, 7)]);
	jw_end_list(&d->w);
	s.listing = phone_end(d, w->phone, fact, EXPECT_ACCEPTED);
	return s;
}

static void list_people(struct demo *d, struct worker *w)
{
	for (int i = 0; i < 2; i++)
		field_person(d, w, demo_in_tick(d), NULL, ++d->people_n);
}
/* Spells without a network: one of 40 to 160 minutes each, a second for some. Worker 24 is heard in the morning: were the
 * command post's move to come first, the person would no longer be his to move. */
static void spells(struct demo *d, struct worker *w)
{
	int n = seed_chance(&d->seed, 300) ? 2 : 1;

	for (int i = 0; i < n; i++) {
		int from = 9 * 60 + 10 + seed_below(&d->seed, 7 * 60),
		    minutes = 40 + seed_below(&d->seed, 120);

		if (w->number == 24 && from < 12 * 60)
			from += 4 * 60;
		w->offline_from[i] = demo_time(0, 0, from);
		w->offline_to[i] = demo_time(0, 0, from + minutes);
	}
	if (w->number != LATE_WORKER)
		return;
	w->offline_from[0] = w->offline_from[1] = demo_time(0, 13, 0);
	w->offline_to[0] = w->offline_to[1] = demo_time(1, 9, 10);
}

void field_begin(struct demo *d)
{
	for (int i = 0; i < WORKERS; i++) {
		struct worker *w = &d->workers[i];

		w->phone = &d->phones[PHONE_WORKER + i];
		w->number = i;
		w->area = w->phone->area;
		spells(d, w);
	}
	/* Two phones whose clocks are wrong. */
	d->workers[21].phone->skew = 47 * MINUTE;
	d->workers[33].phone->skew = -26 * MINUTE;
}

/* Enough to get through the doors by evening, with some second visits. */
static bool knocks_now(struct demo *d, const struct worker *w)
{
	return seed_chance(&d->seed, w->n * 20);
}

void field_tick(struct demo *d)
{
	bool morning = demo_due(d, demo_time(0, 8, 35));

	field_events(d);
	for (int i = 0; i < WORKERS; i++) {
		struct worker *w = &d->workers[i];

		network(d, w);
		if (morning)
			list_people(d, w);
		if (w->fix_at && d->now >= w->fix_at)
			fix(d, w);
		if (at_work(d) && knocks_now(d, w))
			knock(d, w);
	}
}
