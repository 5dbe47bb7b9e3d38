/* What must happen on such a day: a person listed twice, a door found twice, a wrong word in a form, two corrections of one
 * visit, two moves of one person. Each has its worker and hour in the table at the end. */
#include "demo/field.h"

#include "core/check.h"

/* Two workers list one old man; and two women have one name and one phone. */
static void list_twice_1(struct demo *d, struct worker *w, int64_t at)
{
	d->twice[0] = field_person(d, w, at, "赵示例", 9001);
}

static void list_twice_2(struct demo *d, struct worker *w, int64_t at)
{
	d->twice[1] = field_person(d, w, at, "赵示例", 9001);
}

static void list_alike(struct demo *d, struct worker *w, int64_t at)
{
	d->alike[0] = field_person(d, w, at, "周示例", 9002);
	d->alike[1] = field_person(d, w, at + MINUTE, "周示例", 9002);
}

static void list_mover(struct demo *d, struct worker *w, int64_t at)
{
	d->mover = field_person(d, w, at, "吴示例", 9003);
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
	struct visit v = field_any_visit(d);

	field_visit(d, w, x, &v, at + MINUTE, NULL);
}

static void find_only(struct demo *d, struct worker *w, int64_t at)
{
	find(d, w, at, "临建 2 号");
}

static void find_twice_1(struct demo *d, struct worker *w, int64_t at)
{
	const struct visit done = { .outcome = TALLY_DONE, .people = 2 };

	d->found_twice[0] = find(d, w, at, "临街搭建 1 号");
	field_visit(d, w, d->found_twice[0], &done, at + MINUTE, NULL);
}

static void find_twice_2(struct demo *d, struct worker *w, int64_t at)
{
	const struct visit nobody = { .outcome = TALLY_NOBODY };

	d->found_twice[1] = find(d, w, at, "临街搭建 1 号");
	field_visit(d, w, d->found_twice[1], &nobody, at + MINUTE, NULL);
}

/* ---- a visit that two correct ---- */

static void contested(struct demo *d, struct worker *w, int64_t at)
{
	const struct visit v = { .outcome = TALLY_NOBODY };

	d->contested = field_visit(d, w, w->doors[w->next++], &v, at, NULL);
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

	field_visit(d, w, contested_door(d), &v, at, (const int[2]){ d->contested, TALLY_NONE });
}

static void correct_2(struct demo *d, struct worker *w, int64_t at)
{
	const struct visit v = { .outcome = TALLY_REFUSED };

	field_visit(d, w, contested_door(d), &v, at, (const int[2]){ d->contested, TALLY_NONE });
}

/* ---- the late one: three doors in the morning, after the close ---- */

static void knock_late(struct demo *d, struct worker *w, int64_t at)
{
	const struct visit done = { .outcome = TALLY_DONE, .people = 2 },
			   nobody = { .outcome = TALLY_NOBODY };

	field_visit(d, w, w->doors[w->n - 1], &done, at, NULL);
	field_visit(d, w, w->doors[w->n - 2], &done, at + 5 * MINUTE, NULL);
	field_visit(d, w, w->doors[w->n - 3], &nobody, at + 8 * MINUTE, NULL);
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
	field_visit(d, w, w->doors[0], &right, at + MINUTE, NULL);
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

void field_events(struct demo *d)
{
	for (size_t i = 0; i < sizeof(appointments) / sizeof(appointments[0]); i++) {
		int64_t at = demo_time(
			appointments[i].day, appointments[i].hour, appointments[i].minute);

		if (demo_due(d, at))
			appointments[i].act(d, &d->workers[appointments[i].worker], at);
	}
}
