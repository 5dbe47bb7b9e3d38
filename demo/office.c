/* The command post and the question desk. Their consoles are always online. */
#include "demo/world.h"

#include "core/check.h"

#define MINUTE 60000LL

/* ---- the command post ---- */

static struct phone *command(struct demo *d)
{
	return &d->phones[PHONE_COMMAND];
}

static void when(struct demo *d, const char *name, int64_t ms)
{
	struct buf b;

	buf_init(&b, d->cx->arena);
	buf_when(&b, ms);
	jw_f_str(&d->w, name, buf_get(&b));
}

static void declare(struct demo *d, int64_t at)
{
	struct paper paper = {
		.kind = "incident.declared", .at = at, .area = d->county, .subject = d->incident
	};

	phone_begin(d, command(d), &paper);
	jw_f_z(&d->w, "name", "内江返乡人员排查（演示）");
	jw_f_bool(&d->w, "exercise", false);
	phone_end(d, command(d), TALLY_NONE, EXPECT_ACCEPTED);
}

static int64_t listed(const struct demo *d)
{
	int64_t n = 0;

	for (int i = 0; i < d->tally.things_n; i++)
		n += d->tally.things[i].listed_in_sweep;
	return n;
}

static void piece(struct demo *d, int64_t at, int area)
{
	struct paper paper = {
		.kind = "round.targeted", .at = at, .area = area, .round = d->sweep
	};
	char text[UUID_TEXT + 1];

	phone_begin(d, command(d), &paper);
	jw_f_int(&d->w, "piece", 1);
	jw_name(&d->w, "subjects");
	jw_list(&d->w);
	for (int i = 0; i < d->doors_n; i++) {
		if (d->doors[i].area != area)
			continue;
		uuid_write(&d->doors[i].id, text);
		jw_z(&d->w, text);
	}
	jw_end_list(&d->w);
	phone_end(d, command(d), TALLY_NONE, EXPECT_ACCEPTED);
}

static void open_sweep(struct demo *d, int64_t at)
{
	struct paper paper = {
		.kind = "round.opened", .at = at, .area = d->county, .round = d->sweep
	};

	for (int i = 0; i < d->doors_n; i++)
		tally_on_list(&d->tally, d->doors[i].thing);
	phone_begin(d, command(d), &paper);
	jw_f_z(&d->w, "kind", "sweep");
	demo_uuid(d, "incident", &d->incident);
	jw_f_z(&d->w, "question", "有没有人 7 天内从内江回来？");
	when(d, "due", demo_time(0, 20, 0));
	jw_f_int(&d->w, "expected", listed(d));
	phone_end(d, command(d), TALLY_NONE, EXPECT_ACCEPTED);
	for (int i = 0; i < GRIDS; i++)
		piece(d, at + 1000 * (i + 1), d->grids[i]);
}

static void open_desk(struct demo *d, int64_t at)
{
	struct paper paper = {
		.kind = "round.opened", .at = at, .area = d->county, .round = d->ask
	};

	phone_begin(d, command(d), &paper);
	jw_f_z(&d->w, "kind", "ask");
	demo_uuid(d, "incident", &d->incident);
	jw_f_z(&d->w, "question", "群众诉求和困难");
	jw_f_bool(&d->w, "standing", true);
	phone_end(d, command(d), TALLY_NONE, EXPECT_ACCEPTED);
}

/* A household that is in quarantine is not called on. */
static void exempt(struct demo *d, int64_t at, struct door *x)
{
	struct paper paper = { .kind = "target.exempted",
		.at = at,
		.area = x->area,
		.subject = x->id,
		.round = d->sweep };
	struct tally_fact f = tally_line(TALLY_EXEMPT, at, x->area, x->thing);
	int fact = tally_write(&d->tally, &f);

	phone_begin(d, command(d), &paper);
	jw_f_z(&d->w, "reason", "quarantined");
	phone_end(d, command(d), fact, EXPECT_ACCEPTED);
}

static void exempt_two(struct demo *d, int64_t at)
{
	struct worker *a = &d->workers[7], *b = &d->workers[32];

	exempt(d, at, a->doors[a->n - 1]);
	exempt(d, at + MINUTE, b->doors[b->n - 1]);
}

static void move_too(struct demo *d, int64_t at)
{
	struct paper paper = { .kind = "subject.moved",
		.at = at,
		.area = TALLY_NONE,
		.subject = d->mover.id,
		.saw_field = "to",
		.saw = d->mover.listing };
	struct tally_fact f = tally_line(TALLY_MOVED, at, d->grids[3], d->mover.thing);
	int fact = tally_write(&d->tally, &f);

	phone_begin(d, command(d), &paper);
	jw_f_str(&d->w, "to", d->areas[d->grids[3]].id);
	phone_end(d, command(d), fact, EXPECT_ACCEPTED);
}

static void close_sweep(struct demo *d, int64_t at)
{
	struct paper paper = {
		.kind = "round.closed", .at = at, .area = d->county, .round = d->sweep
	};
	struct tally_fact f = tally_line(TALLY_CLOSED, at, d->county, TALLY_NONE);
	int fact = tally_write(&d->tally, &f);

	phone_begin(d, command(d), &paper);
	phone_end(d, command(d), fact, EXPECT_ACCEPTED);
}

/* ---- the question desk ---- */

static struct phone *desk(struct demo *d)
{
	return &d->phones[PHONE_DESK];
}

static void question_note(struct demo *d, int fact)
{
	check(d->questions_n < TALLY_FACTS_MAX);
	d->questions[d->questions_n++] = (struct question){ .fact = fact };
}

static void ask(struct demo *d, int64_t at)
{
	static const char *const names[] = { NULL, "life", "utility", "ordinary", "hard" };
	static const char *const channels[] = { "phone", "window", "online" };
	struct door *x = &d->doors[seed_below(&d->seed, d->doors_n)];
	struct paper paper = { .kind = "ask.asked", .at = at, .area = x->area, .round = d->ask };
	struct tally_fact f = tally_line(TALLY_ASKED, at, x->area, TALLY_NONE);
	int fact;

	f.urgency = 1 + seed_below(&d->seed, 4);
	if (seed_chance(&d->seed, 500))
		paper.subject = x->id;
	fact = tally_write(&d->tally, &f);
	phone_begin(d, desk(d), &paper);
	jw_f_z(&d->w, "category", names[f.urgency]);
	jw_f_z(&d->w, "channel", channels[seed_below(&d->seed, 3)]);
	jw_f_z(&d->w, "text", "封控期间如何领取处方药？（示例）");
	jw_f_z(&d->w, "name", "孙示例");
	phone_end(d, desk(d), fact, EXPECT_ACCEPTED);
	question_note(d, fact);
}

/* Difficulties told at doors reach the desk when the phone hands them in. */
static void difficulties(struct demo *d)
{
	for (int i = 0; i < d->tally.facts_n; i++) {
		const struct tally_fact *f = &d->tally.facts[i];
		bool known = false;

		if (f->what != TALLY_VISIT || !f->urgency || !f->handed_in)
			continue;
		for (int k = 0; k < d->questions_n; k++)
			known |= d->questions[k].fact == i;
		if (!known)
			question_note(d, i);
	}
}

static void accept(struct demo *d, struct question *q, int64_t at)
{
	const struct tally_fact *raised = &d->tally.facts[q->fact];
	struct tally_fact f = tally_line(TALLY_ACCEPTED, at, raised->area, q->fact);
	struct paper paper = { .kind = "ask.accepted",
		.at = at,
		.area = raised->area,
		.subject = d->fact_id[q->fact],
		.round = d->ask };
	int fact = tally_write(&d->tally, &f);

	phone_begin(d, desk(d), &paper);
	jw_f_z(&d->w, "owner", "岳阳镇卫生院（示例）");
	phone_end(d, desk(d), fact, EXPECT_ACCEPTED);
	q->state = 1;
}

static void answer(struct demo *d, struct question *q, int64_t at)
{
	static const char *const names[] = { NULL, "solved", "answered", "passed_on", "cannot" };
	const struct tally_fact *raised = &d->tally.facts[q->fact];
	struct tally_fact f = tally_line(TALLY_ANSWERED, at, raised->area, q->fact);
	struct paper paper = { .kind = "ask.answered",
		.at = at,
		.area = raised->area,
		.subject = d->fact_id[q->fact],
		.round = d->ask };
	int r = seed_below(&d->seed, 100), fact;

	f.outcome = r < 45 ? TALLY_SOLVED :
		r < 80     ? TALLY_TOLD :
		r < 92     ? TALLY_PASSED_ON :
			     TALLY_CANNOT;
	fact = tally_write(&d->tally, &f);
	phone_begin(d, desk(d), &paper);
	jw_f_z(&d->w, "outcome", names[f.outcome]);
	if (f.outcome == TALLY_PASSED_ON)
		jw_f_z(&d->w, "to", "县供水公司（示例）");
	jw_f_z(&d->w, "text", "已联系村医送药上门（示例）");
	phone_end(d, desk(d), fact, EXPECT_ACCEPTED);
	q->state = 2;
}

static bool office_hours(const struct demo *d, int from_hour, int to_hour)
{
	for (int day = 0; day < DAYS; day++)
		if (d->now > demo_time(day, from_hour, 0) && d->now <= demo_time(day, to_hour, 0))
			return true;
	return false;
}

static void desk_tick(struct demo *d)
{
	if (!office_hours(d, 9, 18))
		return;
	for (int i = 0; i < d->questions_n; i++) {
		struct question *q = &d->questions[i];

		if (q->state == 0 && seed_chance(&d->seed, 350))
			accept(d, q, demo_in_tick(d));
		else if (q->state == 1 && seed_chance(&d->seed, 120))
			answer(d, q, demo_in_tick(d));
	}
	difficulties(d);
	if (seed_chance(&d->seed, 450))
		ask(d, demo_in_tick(d));
}

/* ---- the table ---- */

static const struct {
	int hour, minute;
	void (*act)(struct demo *d, int64_t at);
} appointments[] = {
	{ 8, 5, declare },
	{ 8, 25, open_desk },
	{ 8, 30, open_sweep },
	{ 9, 5, exempt_two },
	{ 10, 55, move_too },
	{ 20, 0, close_sweep },
};

void office_tick(struct demo *d)
{
	for (size_t i = 0; i < sizeof(appointments) / sizeof(appointments[0]); i++) {
		int64_t at = demo_time(0, appointments[i].hour, appointments[i].minute);

		if (demo_due(d, at))
			appointments[i].act(d, at);
	}
	desk_tick(d);
}
