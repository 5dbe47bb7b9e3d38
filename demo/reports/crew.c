/* The organisation: units, staff, who answers for which township, posts manned day and night, the muster.
 *
 * A post's shifts are planned on the first day. At an exit so many stand together, and those of one shift rest for the next
 * four days; one of each hundred or so does not come, and somebody else is found. */
#include "demo/reports/reports.h"

#include "core/check.h"

#define NO_SHOW_EVERY 300 /* of those planned */
#define STATIONS 3
#define EXCUSED_EVERY 5 /* of those on the roll */

static const char *const team_names[] = { "赵", "钱", "孙", "吴", "郑", "冯", "何", "罗" };

/* ---- units and staff ---- */

static struct uuid unit_list(struct reports *r, const char *name, const char *type,
	const struct uuid *parent, const char *duties)
{
	struct slip slip = { .kind = "unit.listed",
		.at = reports_at(r, 6, 20),
		.place = NONE,
		.subject = seed_uuid(&r->seed, reports_at(r, 6, 20)) };

	if (parent)
		hand_write(r, OUTBOX_COMMAND, &slip,
			"\"name\":\"%s\",\"type\":\"%s\",\"duties\":\"%s\",\"parent\":\"%s\"", name,
			type, duties, hand_id(parent));
	else
		hand_write(r, OUTBOX_COMMAND, &slip,
			"\"name\":\"%s\",\"type\":\"%s\",\"duties\":\"%s\"", name, type, duties);
	return slip.subject;
}

static void units_list(struct reports *r)
{
	struct uuid *u = r->now->units;

	u[0] = unit_list(r, "示例领导小组", "leading_group", NULL, "统一指挥（示例）");
	u[1] = unit_list(r, "示例办公室", "office", &u[0], "综合协调（示例）");
	u[2] = unit_list(r, "示例交通专班", "task_force", &u[0], "逢车必查、逢人必检（示例）");
	u[3] = unit_list(r, "示例社区专班", "task_force", &u[0], "敲门行动、小区值守（示例）");
	r->now->courier = unit_list(r, "示例送样专班", "task_force", &u[0], "样本转运（示例）");
}

static void staff_list(struct reports *r, int i)
{
	struct county *k = r->now;
	int grid = place_grid(r, i * 7);
	struct slip slip = { .kind = "staff.listed",
		.at = reports_at(r, 6, 30),
		.place = grid,
		.subject = seed_uuid(&r->seed, reports_at(r, 6, 30)) };
	bool exits = i < k->plan->exit_staff;
	struct buf name;

	k->states[i] = exits ? "on_duty" : "at_home";
	buf_init(&name, r->once.arena);
	place_name(&name, team_names[i % 8], i);
	k->team[i] = slip.subject;
	hand_write(r, OUTBOX_COMMAND, &slip,
		"\"name\":\"%s\",\"unit\":\"%s\",\"title\":\"示例干部\",\"dwelling\":\"%s\","
		"\"flags\":[\"%s\"]",
		buf_get(&name).p, hand_id(&k->units[exits ? 2 : 3]),
		hand_id(&r->homes[r->places[grid].home].id), k->states[i]);
}

/* The first of the others goes to the checkpoint on the provincial road. */
static void second(struct reports *r)
{
	struct county *k = r->now;
	struct slip slip = { .kind = "staff.seconded",
		.at = reports_at(r, 7, 0),
		.place = NONE,
		.subject = k->team[k->plan->exit_staff] };

	hand_write(r, OUTBOX_COMMAND, &slip,
		"\"incident\":\"%s\",\"from_unit\":\"%s\",\"to_unit\":\"%s\",\"post\":\"%s\",\"from\":\"%s\"",
		hand_id(&k->incident), hand_id(&k->units[3]), hand_id(&k->units[2]),
		hand_id(&k->stations[0]), hand_day(slip.at));
}

static void lead(struct reports *r, int township, int number)
{
	struct county *k = r->now;
	struct slip slip = { .kind = "area.led",
		.at = reports_at(r, 7, 30),
		.place = township,
		.round = k->rounds[STANDING_LEAD] };

	k->asked[STANDING_LEAD]->listed++;
	hand_write(r, OUTBOX_COMMAND, &slip,
		"\"leader\":\"%s\",\"role\":\"county_leader\",\"from\":\"%s\"",
		hand_id(&k->team[k->plan->exit_staff + number % k->plan->other_staff]),
		hand_day(slip.at));
}

/* ---- shifts ---- */

struct shift {
	int slot;
	struct uuid post,
		planned; /* planned: nil, or whom it was planned for, where another came */
	const char *post_kind;
};

static int64_t shift_start(const struct reports *r, int slot)
{
	return reports_on(r, slot / 2, slot % 2 ? 20 : 8, 0);
}

static struct uuid say(struct reports *r, enum outbox box, const char *kind, const struct uuid *who,
	int64_t at, const struct shift *s, const char *more)
{
	struct slip slip = { .kind = kind,
		.at = at,
		.place = NONE,
		.subject = *who,
		.round = r->now->rounds[STANDING_SHIFT] };
	char planned[64] = "";

	if (!uuid_is_nil(&s->planned))
		snprintf(planned, sizeof(planned), ",\"planned\":\"%s\"", hand_id(&s->planned));
	return hand_write(r, box, &slip, "\"post\":\"%s\",\"slot\":%d%s%s", hand_id(&s->post),
		s->slot, planned, more);
}

static void plan_one(struct reports *r, const struct shift *s, const struct uuid *who)
{
	char more[200];

	r->now->asked[STANDING_SHIFT]->listed++;
	snprintf(more, sizeof(more), ",\"start\":\"%s\",\"end\":\"%s\",\"role\":\"checker\"",
		hand_when(shift_start(r, s->slot)), hand_when(shift_start(r, s->slot + 1)));
	say(r, OUTBOX_COMMAND, "shift.planned", who, shift_start(r, s->slot) - WHEN_HOUR_MS, s,
		more);
}

/* He does not come: the head of the shift says so, and another one takes it over. */
static const struct uuid *replace(
	struct reports *r, const struct shift *s, const struct uuid *who, const struct uuid *other)
{
	int64_t at = shift_start(r, s->slot) + WHEN_HOUR_MS / 2;
	char more[200];

	say(r, OUTBOX_FIELD, "shift.no_show", who, at, s, ",\"next\":\"replace\"");
	snprintf(more, sizeof(more),
		",\"with\":\"%s\",\"start\":\"%s\",\"reason\":\"未到岗（示例）\"", hand_id(other),
		hand_when(at + WHEN_HOUR_MS / 2));
	say(r, OUTBOX_COMMAND, "shift.swapped", who, at + 60000, s, more);
	return other;
}

/* He goes off when the shift ends, and the head of it hands over. */
static void leave(struct reports *r, const struct watch *w)
{
	struct shift s = { .slot = w->slot, .post = w->post, .planned = w->planned };
	int64_t at = shift_start(r, w->slot + 1);
	char more[100];

	say(r, OUTBOX_FIELD, "shift.clock_out", &w->who, at, &s, ",\"hours\":\"12\"");
	if (uuid_is_nil(&w->to))
		return;
	snprintf(more, sizeof(more), ",\"to\":\"%s\",\"items\":14,\"open\":0", hand_id(&w->to));
	say(r, OUTBOX_FIELD, "shift.handed_over", &w->who, at, &s, more);
}

/* By night the end is written down on the next day. */
static void hold(struct reports *r, const struct shift *s, const struct watch *w, int64_t at)
{
	struct county *k = r->now;
	char more[100];

	notes_add(&k->notes, PLAN_ATTENDANCES, &w->who, 1);
	if (str_is(str_of(s->post_kind), "highway_exit"))
		notes_add(&k->notes, PLAN_EXIT_STAFF, &w->who, 1);
	k->asked[STANDING_SHIFT]->done++;
	snprintf(more, sizeof(more), ",\"post_kind\":\"%s\",\"role\":\"checker\"", s->post_kind);
	say(r, OUTBOX_FIELD, "shift.clock_in", &w->who, at, s, more);
	if (s->slot % 2 == 0)
		leave(r, w);
	else
		k->watches[k->watches_n++] = *w;
	check(k->watches_n < WATCHES_MAX);
}

static void nights_end(struct reports *r)
{
	struct county *k = r->now;

	for (int i = 0; i < k->watches_n; i++)
		leave(r, &k->watches[i]);
	k->watches_n = 0;
}

/* n of a team, from its number `first` on, in turn; size: of the team's part that mans this post. */
static void man(struct reports *r, const struct shift *s, int base, int size, int first, int n)
{
	struct county *k = r->now;

	for (int i = 0; i < n; i++) {
		const struct uuid *who = &k->team[base + (first + i) % size];
		int64_t at = shift_start(r, s->slot) + i * 10000;
		struct watch w = { .post = s->post, .slot = s->slot };
		struct shift held = *s;

		plan_one(r, s, who);
		if (k->asked[STANDING_SHIFT]->listed % NO_SHOW_EVERY == 0) {
			held.planned = w.planned = *who;
			who = replace(r, s, who, &k->team[base + (first + n + i) % size]);
			at += WHEN_HOUR_MS;
		}
		w.who = *who;
		if (i == 0 && n > 1)
			w.to = k->team[base + (first + n) % size];
		hold(r, &held, &w, at);
	}
}

static void exits_man(struct reports *r)
{
	const struct plan *plan = r->now->plan;

	for (int x = 0; x < plan->exits; x++)
		for (int half = 0; half < 2; half++) {
			int size = plan->exit_staff / plan->exits, slot = 2 * r->day + half;
			struct shift s = {
				.slot = slot, .post = r->now->exits[x], .post_kind = "highway_exit"
			};

			man(r, &s, x * size, size, slot * plan->exit_shift, plan->exit_shift);
		}
}

/* The rest of the day's attendances: by day, at the stations in turn. */
static void stations_man(struct reports *r)
{
	struct county *k = r->now;
	const struct plan *plan = k->plan;
	int exits = plan->exits * 2 * plan->exit_shift * plan->days;
	int n = (int)plan_share(plan->attendances - exits, plan->days, r->day);

	for (int i = 0; i < STATIONS; i++) {
		int part = (int)plan_share(n, STATIONS, i);
		struct shift s = { .slot = 2 * r->day + (i == STATIONS - 1),
			.post = k->stations[i],
			.post_kind = i ? "station" : "checkpoint" };

		k->asked[STANDING_SHIFT]->excused += part > 0;
		man(r, &s, plan->exit_staff, plan->other_staff, k->next_other, part);
		k->next_other += part + 1;
	}
}

/* The stations are to be held by day from the first shift on, for all the days: each is a duty of the post until somebody is
 * planned for it, and then his. */
static void stations_required(struct reports *r)
{
	struct county *k = r->now;

	for (int i = 0; i < STATIONS; i++) {
		struct slip slip = { .kind = "post.manned",
			.at = reports_at(r, 6, 40),
			.place = NONE,
			.subject = k->stations[i],
			.round = k->rounds[STANDING_SHIFT] };
		int slot = i == STATIONS - 1;

		k->asked[STANDING_SHIFT]->listed += k->plan->days;
		hand_write(r, OUTBOX_COMMAND, &slip,
			"\"manning\":\"%s\",\"slot\":%d,\"start\":\"%s\",\"shifts\":%d",
			slot ? "night" : "day", slot, hand_when(shift_start(r, slot)),
			k->plan->days);
	}
}

/* ---- the muster ---- */

/* Who is on duty or seconded is entered so when the roll is drawn up, by whoever keeps the list. */
static void state_enter(struct reports *r, int i, const char *state)
{
	struct county *k = r->now;
	struct slip slip = { .kind = "staff.state",
		.at = reports_at(r, 11, 30),
		.place = place_grid(r, (k->plan->exit_staff + i) * 7),
		.subject = k->team[k->plan->exit_staff + i] };

	k->states[k->plan->exit_staff + i] = state;
	hand_write(r, OUTBOX_COMMAND, &slip, "\"flags\":[\"%s\"]", state);
}

static void muster_answer(
	struct reports *r, const struct uuid *round, struct note_round *asked, int i)
{
	const struct county *k = r->now;
	struct slip slip = { .kind = i % EXCUSED_EVERY ? "muster.reported" : "muster.excused",
		.at = reports_at(r, 18, i),
		.place = place_grid(r, (k->plan->exit_staff + i) * 7),
		.subject = k->team[k->plan->exit_staff + i],
		.round = *round };

	if (i % EXCUSED_EVERY) {
		asked->done++;
		hand_write(r, OUTBOX_FIELD, &slip, "\"role\":\"%s\"",
			i % 3 == 0         ? "announcer" :
				i % 3 == 1 ? "persuader" :
					     "servant");
	} else {
		asked->excused++;
		hand_write(r, OUTBOX_COMMAND, &slip, "\"reason\":\"%s\"",
			k->states[k->plan->exit_staff + i]);
	}
}

/* Whoever is neither on duty, nor seconded, nor on leave reports to the compound where he lives. */
static void muster(struct reports *r)
{
	struct county *k = r->now;
	struct slip slip = { .kind = "round.opened", .at = reports_at(r, 12, 0), .place = NONE };
	int n = k->plan->muster < k->plan->other_staff ? k->plan->muster : k->plan->other_staff;
	struct note_round *asked;

	slip.round = seed_uuid(&r->seed, slip.at);
	asked = notes_round(&k->notes, &slip.round, "干部到小区报到", false);
	hand_write(r, OUTBOX_COMMAND, &slip,
		"\"kind\":\"muster\",\"incident\":\"%s\",\"question\":\"到居住小区报到\",\"due\":\"%s\","
		"\"expected\":%d",
		hand_id(&k->incident), hand_when(reports_at(r, 20, 0)), n);
	for (int i = 0; i < n; i += EXCUSED_EVERY)
		state_enter(r, i, i % (2 * EXCUSED_EVERY) ? "on_duty" : "seconded");
	slip.kind = "round.targeted";
	for (int i = 0; i < n; i++) {
		slip.place = place_grid(r, (k->plan->exit_staff + i) * 7);
		hand_write(r, OUTBOX_COMMAND, &slip, "\"piece\":%d,\"subjects\":[\"%s\"]", i + 1,
			hand_id(&k->team[k->plan->exit_staff + i]));
		asked->listed++;
	}
	for (int i = 0; i < n; i++)
		muster_answer(r, &slip.round, asked, i);
	slip = (struct slip){ .kind = "round.closed",
		.at = reports_at(r, 21, 0),
		.place = NONE,
		.round = slip.round };
	hand_write(r, OUTBOX_COMMAND, &slip, "%s", "");
}

/* ---- the days ---- */

static void posts_list(struct reports *r)
{
	struct county *k = r->now;

	for (int i = 0; i < k->plan->exits; i++)
		k->exits[i] = inspect_site(
			r, place_grid(r, 3 + 20 * i), "highway_exit", "示例高速出口", i + 1);
	k->stations[0] = inspect_site(r, place_grid(r, 5), "checkpoint", "省道示例检查点", 1);
	for (int i = 1; i < STATIONS; i++)
		k->stations[i] = inspect_site(r, place_grid(r, i), "station", "示例小区值守点", i);
	k->laboratory = inspect_site(r, place_grid(r, 0), "laboratory", "示例检测机构", 1);
}

void crew_begin(struct reports *r)
{
	struct county *k = r->now;
	int n = 0;

	k->team_n = k->plan->exit_staff + k->plan->other_staff;
	check(k->team_n <= REPORTS_TEAM_MAX);
	units_list(r);
	posts_list(r);
	for (int i = 0; i < k->team_n; i++)
		staff_list(r, i);
	for (int i = 0; i < r->places_n; i++)
		if (r->places[i].parent == k->top)
			lead(r, i, n++);
	second(r);
	stations_required(r);
}

void crew_day(struct reports *r)
{
	nights_end(r);
	exits_man(r);
	stations_man(r);
	if (r->now->plan->muster && r->day == 3)
		muster(r);
}
