/* The workers: six a grid, each with his doors. What goes by chance goes by the seed; what must happen on such a day (a door
 * found twice, a wrong word in a form, two corrections of one visit) has its worker and hour in the table at the end. */
#include "demo/world.h"

#include <string.h>

#include "core/check.h"

#define MINUTE 60000LL
#define FIX_IN_1000 10
#define LATE_WORKER 14 /* his phone finds no network from 13:00 until the next morning */
#define LATE_DOORS 3   /* left for the morning, after the close */

/* ---- what a visit says ---- */

struct visit {
	int outcome, people, urgency;
	bool away;
};

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

static struct visit any_visit(struct demo *d)
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
static int visit(struct demo *d, struct worker *w, struct door *x, const struct visit *v,
	int64_t at, const int corrects[2])
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

static int64_t in_tick(struct demo *d)
{
	return d->now - TICK_MS + 1000 + seed_below(&d->seed, (int)TICK_MS - 2000);
}

static void knock(struct demo *d, struct worker *w)
{
	struct door *x = next_door(d, w);
	struct visit v;
	int64_t at = in_tick(d);
	int fact;

	if (!x)
		return;
	v = any_visit(d);
	fact = visit(d, w, x, &v, at, NULL);
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
	visit(d, w, x, &v, in_tick(d), corrects);
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
static struct somebody person(
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
		person(d, w, in_tick(d), NULL, ++d->people_n);
}

/* Two workers list one old man; and two women have one name and one phone. */
static void list_twice_1(struct demo *d, struct worker *w, int64_t at)
{
	d->twice[0] = person(d, w, at, "赵示例", 9001);
}

static void list_twice_2(struct demo *d, struct worker *w, int64_t at)
{
	d->twice[1] = person(d, w, at, "赵示例", 9001);
}

static void list_alike(struct demo *d, struct worker *w, int64_t at)
{
	d->alike[0] = person(d, w, at, "周示例", 9002);
	d->alike[1] = person(d, w, at + MINUTE, "周示例", 9002);
}

static void list_mover(struct demo *d, struct worker *w, int64_t at)
{
	d->mover = person(d, w, at, "吴示例", 9003);
}

/* ---- one and the same, or not ---- */

static void pair(struct demo *d, struct worker *w, int64_t at, bool one, int thing,
	const struct uuid *id, int other, const struct uuid *other_id)
{
	struct paper paper = { .kind = one ? "subject.merged" : "subject.parted",
		.at = at,
		.area = w->area,
		.subject = *id };
	struct tally_fact f = tally_line(one ? TALLY_ONE : TALLY_NOT_ONE, at, w->area, thing);
	int fact;

	f.other = other;
	f.clock = w->phone->skew != 0;
	fact = tally_write(&d->tally, &f);
	phone_begin(d, w->phone, &paper);
	demo_uuid(d, one ? "with" : "from", other_id);
	phone_end(d, w->phone, fact, EXPECT_ACCEPTED);
}

static void merge_people(struct demo *d, struct worker *w, int64_t at)
{
	pair(d, w, at, true, d->twice[0].thing, &d->twice[0].id, d->twice[1].thing,
		&d->twice[1].id);
}

static void merge_alike(struct demo *d, struct worker *w, int64_t at)
{
	pair(d, w, at, true, d->alike[0].thing, &d->alike[0].id, d->alike[1].thing,
		&d->alike[1].id);
}

static void part_alike(struct demo *d, struct worker *w, int64_t at)
{
	pair(d, w, at, false, d->alike[1].thing, &d->alike[1].id, d->alike[0].thing,
		&d->alike[0].id);
}

/* A wall was broken through: two flats of the list are one home. */
static void merge_doors(struct demo *d, struct worker *w, int64_t at)
{
	const struct door *a = w->doors[0], *b = w->doors[1];

	pair(d, w, at, true, a->thing, &a->id, b->thing, &b->id);
}

static void merge_found(struct demo *d, struct worker *w, int64_t at)
{
	const struct door *a = d->found_twice[0], *b = d->found_twice[1];

	pair(d, w, at, true, a->thing, &a->id, b->thing, &b->id);
}

/* He reports that she moved to the next grid; so does the command post, to another, and neither knows of the other. */
static void move_person(struct demo *d, struct worker *w, int64_t at)
{
	struct paper paper = { .kind = "subject.moved",
		.at = at,
		.area = TALLY_NONE,
		.subject = d->mover.id,
		.saw_field = "to",
		.saw = d->mover.listing };
	struct tally_fact f = tally_line(TALLY_MOVED, at, d->grids[5], d->mover.thing);
	int fact;

	f.clock = w->phone->skew != 0;
	fact = tally_write(&d->tally, &f);
	phone_begin(d, w->phone, &paper);
	jw_f_str(&d->w, "to", d->areas[d->grids[5]].id);
	jw_f_z(&d->w, "reason", "投靠亲属（示例）");
	phone_end(d, w->phone, fact, EXPECT_ACCEPTED);
}

/* ---- doors that were on no list ---- */

static struct door *find(struct demo *d, struct worker *w, int64_t at, const char *room)
{
	struct uuid id = seed_uuid(&d->seed, at);
	struct door *x = &d->doors[d->doors_n++];
	struct paper paper = {
		.kind = "sweep.found", .at = at, .area = w->area, .subject = id, .round = d->sweep
	};
	struct tally_fact f;
	int fact;

	check(d->doors_n <= DOORS_MAX);
	*x = (struct door){
		.id = id, .area = w->area, .thing = tally_thing(&d->tally, id.b, false, w->area)
	};
	f = tally_line(TALLY_FOUND, at, w->area, x->thing);
	f.clock = w->phone->skew != 0;
	fact = tally_write(&d->tally, &f);
	phone_begin(d, w->phone, &paper);
	jw_f_z(&d->w, "compound", "示例路");
	jw_f_z(&d->w, "room", room);
	phone_end(d, w->phone, fact, EXPECT_ACCEPTED);
	return x;
}

static void find_and_visit(struct demo *d, struct worker *w, int64_t at)
{
	struct door *x = find(d, w, at, "地下室 1 号");
	struct visit v = any_visit(d);

	visit(d, w, x, &v, at + MINUTE, NULL);
}

static void find_only(struct demo *d, struct worker *w, int64_t at)
{
	find(d, w, at, "临建 2 号");
}

static void find_twice_1(struct demo *d, struct worker *w, int64_t at)
{
	const struct visit done = { .outcome = TALLY_DONE, .people = 2 };

	d->found_twice[0] = find(d, w, at, "临街搭建 1 号");
	visit(d, w, d->found_twice[0], &done, at + MINUTE, NULL);
}

static void find_twice_2(struct demo *d, struct worker *w, int64_t at)
{
	const struct visit nobody = { .outcome = TALLY_NOBODY };

	d->found_twice[1] = find(d, w, at, "临街搭建 1 号");
	visit(d, w, d->found_twice[1], &nobody, at + MINUTE, NULL);
}

/* ---- a visit that two correct ---- */

static void contested(struct demo *d, struct worker *w, int64_t at)
{
	const struct visit v = { .outcome = TALLY_NOBODY };

	d->contested = visit(d, w, w->doors[w->next++], &v, at, NULL);
}

static struct door *contested_door(struct demo *d)
{
	for (int i = 0; i < d->doors_n; i++)
		if (d->doors[i].thing == d->tally.facts[d->contested].thing)
			return &d->doors[i];
	return NULL;
}

static void correct_1(struct demo *d, struct worker *w, int64_t at)
{
	const struct visit v = { .outcome = TALLY_DONE, .people = 3 };

	visit(d, w, contested_door(d), &v, at, (const int[2]){ d->contested, TALLY_NONE });
}

static void correct_2(struct demo *d, struct worker *w, int64_t at)
{
	const struct visit v = { .outcome = TALLY_REFUSED };

	visit(d, w, contested_door(d), &v, at, (const int[2]){ d->contested, TALLY_NONE });
}

/* ---- the late one: three doors in the morning, after the close ---- */

static void knock_late(struct demo *d, struct worker *w, int64_t at)
{
	const struct visit done = { .outcome = TALLY_DONE, .people = 2 },
			   nobody = { .outcome = TALLY_NOBODY };

	visit(d, w, w->doors[w->n - 1], &done, at, NULL);
	visit(d, w, w->doors[w->n - 2], &done, at + 5 * MINUTE, NULL);
	visit(d, w, w->doors[w->n - 3], &nobody, at + 8 * MINUTE, NULL);
}

/* ---- what is refused; the right record follows where there is one ---- */

static void visit_begin(struct demo *d, struct worker *w, int64_t at, int area)
{
	struct paper paper = { .kind = "sweep.visit",
		.v = 2,
		.at = at,
		.area = area,
		.subject = w->doors[0]->id,
		.round = d->sweep };

	phone_begin(d, w->phone, &paper);
}

static void refused(struct demo *d, struct worker *w)
{
	phone_end(d, w->phone, TALLY_NONE, EXPECT_REFUSED);
}

static void bad_outcome(struct demo *d, struct worker *w, int64_t at)
{
	const struct visit right = { .outcome = TALLY_DONE, .people = 2 };

	visit_begin(d, w, at, w->area);
	jw_f_z(&d->w, "outcome", "maybe");
	refused(d, w);
	visit(d, w, w->doors[0], &right, at + MINUTE, NULL);
}

static void unknown_field(struct demo *d, struct worker *w, int64_t at)
{
	visit_begin(d, w, at, w->area);
	jw_f_z(&d->w, "outcome", "done");
	jw_f_z(&d->w, "temperature", "36.5");
	refused(d, w);
}

static void no_outcome(struct demo *d, struct worker *w, int64_t at)
{
	visit_begin(d, w, at, w->area);
	jw_f_int(&d->w, "people", 2);
	refused(d, w);
}

static void far_date(struct demo *d, struct worker *w, int64_t at)
{
	visit_begin(d, w, at, w->area);
	jw_f_z(&d->w, "outcome", "done");
	jw_f_bool(&d->w, "away", true);
	jw_f_z(&d->w, "back", "2052-08-28");
	refused(d, w);
}

static void other_grid(struct demo *d, struct worker *w, int64_t at)
{
	visit_begin(d, w, at, d->grids[0]);
	jw_f_z(&d->w, "outcome", "done");
	jw_f_int(&d->w, "people", 1);
	refused(d, w);
}

static void not_his_duty(struct demo *d, struct worker *w, int64_t at)
{
	struct paper paper = { .kind = "supply.received", .at = at, .area = w->area };

	phone_begin(d, w->phone, &paper);
	demo_uuid(d, "incident", &d->incident);
	demo_uuid(d, "store", &d->stores[STORE_A]);
	jw_f_z(&d->w, "item", "饮用水（箱）");
	jw_f_z(&d->w, "quantity", "5");
	refused(d, w);
}

/* The id of a record that is there, with other content. */
static void taken_id(struct demo *d, struct worker *w, int64_t at)
{
	struct paper paper = { .kind = "sweep.visit",
		.v = 2,
		.at = at,
		.area = w->area,
		.id = w->phone->items[0].id,
		.subject = w->doors[0]->id,
		.round = d->sweep };

	phone_begin(d, w->phone, &paper);
	jw_f_z(&d->w, "outcome", "nobody");
	refused(d, w);
}

/* ---- the table ---- */

static const struct {
	int day, hour, minute, worker;
	void (*act)(struct demo *d, struct worker *w, int64_t at);
} appointments[] = {
	{ 0, 8, 35, 2, list_twice_1 },
	{ 0, 8, 36, 3, list_twice_2 },
	{ 0, 8, 36, 16, list_alike },
	{ 0, 8, 37, 24, list_mover },
	{ 0, 9, 25, 5, bad_outcome },
	{ 0, 9, 35, 30, contested },
	{ 0, 10, 5, 11, unknown_field },
	{ 0, 10, 15, 30, correct_1 },
	{ 0, 10, 25, 1, find_and_visit },
	{ 0, 10, 35, 24, move_person },
	{ 0, 10, 35, 31, correct_2 },
	{ 0, 10, 45, 25, find_twice_1 },
	{ 0, 11, 5, 8, find_and_visit },
	{ 0, 11, 15, 16, merge_alike },
	{ 0, 11, 25, 17, part_alike },
	{ 0, 11, 35, 26, find_twice_2 },
	{ 0, 13, 15, 20, find_and_visit },
	{ 0, 13, 25, 18, other_grid },
	{ 0, 14, 5, 22, not_his_duty },
	{ 0, 14, 35, 4, merge_people },
	{ 0, 14, 45, 31, find_only },
	{ 0, 15, 5, 27, merge_found },
	{ 0, 15, 15, LATE_WORKER, find_and_visit },
	{ 0, 15, 35, 23, far_date },
	{ 0, 16, 5, 9, merge_doors },
	{ 0, 16, 25, 29, no_outcome },
	{ 0, 17, 5, 35, taken_id },
	{ 1, 8, 31, LATE_WORKER, knock_late },
};

static void keep_appointments(struct demo *d)
{
	for (size_t i = 0; i < sizeof(appointments) / sizeof(appointments[0]); i++) {
		int64_t at = demo_time(
			appointments[i].day, appointments[i].hour, appointments[i].minute);

		if (demo_due(d, at))
			appointments[i].act(d, &d->workers[appointments[i].worker], at);
	}
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

	keep_appointments(d);
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
