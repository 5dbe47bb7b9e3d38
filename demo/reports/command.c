/* Headquarters: the incident and its standing rounds, meetings and the tasks they set, lists of risk areas, notices, thanks. */
#include "demo/reports/reports.h"

static const struct {
	const char *kind, *zh;
	bool in_force; /* what is open in it holds until it is ended */
} standings[STANDINGS] = { [STANDING_ASK] = { "ask", "诉求和困难", false },
	[STANDING_FINDING] = { "finding", "问题整改", false },
	[STANDING_ZONE] = { "zone", "管控区域", true },
	[STANDING_NEED] = { "need", "居民需求", false },
	[STANDING_COUNSEL] = { "counsel", "心理援助", false },
	[STANDING_REFERRAL] = { "referral", "转检办理", false },
	[STANDING_ARRIVAL] = { "arrival", "来（返）人员随访", false },
	[STANDING_TUBE] = { "tube", "待出结果采样管", false },
	[STANDING_RETEST] = { "retest", "单采复核", false },
	[STANDING_DOORSTEP] = { "doorstep", "上门采样", false },
	[STANDING_LEAD] = { "lead", "包联责任", true },
	[STANDING_SHIFT] = { "shift", "值守班次", false },
	[STANDING_TASK] = { "task", "任务督办", false },
	[STANDING_CASE] = { "case", "感染者处置", false },
	[STANDING_CONTACT] = { "contact", "密切接触者随访", false },
	[STANDING_RESTRICTION] = { "restriction", "人员限制措施", false } };

void command_declare(struct reports *r, const char *name, bool exercise, int64_t at)
{
	struct county *k = r->now;
	struct slip slip = {
		.kind = "incident.declared", .v = 2, .at = at, .place = NONE, .subject = k->incident
	};

	hand_write(r, OUTBOX_COMMAND, &slip,
		"\"name\":\"%s\",\"exercise\":%s,\"trigger\":\"%s\",\"level\":\"%s\"", name,
		exercise ? "true" : "false", k->plan->trigger, k->plan->level);
}

void command_standing(struct reports *r, enum standing s, int64_t at)
{
	struct county *k = r->now;
	struct slip slip = { .kind = "round.opened", .at = at, .place = NONE };

	k->rounds[s] = slip.round = round_standing_id(k->incident, standings[s].kind);
	k->asked[s] = notes_round(&k->notes, &slip.round, standings[s].zh, true);
	k->asked[s]->in_force = standings[s].in_force;
	hand_write(r, OUTBOX_COMMAND, &slip,
		"\"kind\":\"%s\",\"incident\":\"%s\",\"question\":\"%s\",\"standing\":true",
		standings[s].kind, hand_id(&k->incident), standings[s].zh);
}

void command_begin(struct reports *r)
{
	r->now->incident = seed_uuid(&r->seed, reports_at(r, 6, 0));
	command_declare(r, r->now->plan->name, false, reports_at(r, 6, 0));
	for (int s = 0; s < STANDINGS; s++)
		command_standing(r, (enum standing)s, reports_at(r, 6, 10));
}

/* ---- meetings and tasks ---- */

static struct uuid task_step(
	struct reports *r, enum outbox box, const char *kind, const struct uuid *task, int64_t at)
{
	struct slip slip = { .kind = kind,
		.at = at,
		.place = NONE,
		.subject = *task,
		.round = r->now->rounds[STANDING_TASK] };
	static const char *const bodies[] = { "\"owner\":\"示例专班\"",
		"\"note\":\"已按要求完成（示例）\"", "\"result\":\"passed\"" };
	int which = str_is(str_of(kind), "task.accepted") ? 0 :
		str_is(str_of(kind), "task.done")         ? 1 :
							    2;

	return hand_write(r, box, &slip, "%s", bodies[which]);
}

static void task_set(struct reports *r, const struct plan_meeting *m, const struct uuid *meeting)
{
	struct county *k = r->now;
	struct slip slip = { .kind = "task.set",
		.at = reports_at(r, 10, 30),
		.place = NONE,
		.round = k->rounds[STANDING_TASK] };

	k->asked[STANDING_TASK]->listed++;
	k->last_task = hand_write(r, OUTBOX_COMMAND, &slip,
		"\"text\":\"%s\",\"owner\":\"%s\",\"due\":\"%s\",\"records\":[\"%s\"]", m->task,
		m->owner, hand_when(reports_on(r, r->day + 1, 20, 0)), hand_id(meeting));
	task_step(r, OUTBOX_FIELD, "task.accepted", &k->last_task, reports_at(r, 11, 0));
}

static void meeting_hold(struct reports *r, const struct plan_meeting *m)
{
	struct county *k = r->now;
	struct slip slip = { .kind = "meeting.held", .at = reports_at(r, 9, 0), .place = NONE };
	struct uuid meeting;

	if (str_is(str_of(m->kind), "leading_group"))
		notes_add(&k->notes, PLAN_MEETINGS, &uuid_nil, 1);
	meeting = hand_write(r, OUTBOX_COMMAND, &slip,
		"\"incident\":\"%s\",\"meeting\":\"%s\",\"title\":\"%s\",\"attendance\":%d,"
		"\"decisions\":\"%s\"",
		hand_id(&k->incident), m->kind, m->title, 18 + seed_below(&r->seed, 12), m->task);
	task_set(r, m, &meeting);
}

/* What the meeting of yesterday set is done and looked at today. */
static void task_finish(struct reports *r)
{
	struct county *k = r->now;

	if (uuid_is_nil(&k->last_task))
		return;
	task_step(r, OUTBOX_FIELD, "task.done", &k->last_task, reports_at(r, 15, 0));
	k->asked[STANDING_TASK]->done++;
	task_step(r, OUTBOX_COMMAND, "task.checked", &k->last_task, reports_at(r, 17, 0));
	k->last_task = uuid_nil;
}

/* ---- risk areas ---- */

/* The neighbours' list of the day: all that were listed by then. */
static void risk_issue(struct reports *r)
{
	struct slip slip = { .kind = "risk.issued", .at = reports_at(r, 7, 0), .place = NONE },
		    row = { .kind = "risk.listed", .at = reports_at(r, 7, 1), .place = NONE };
	const struct plan_risk *all = r->now->plan->risks;
	int n = 0;

	while (all[n].level && all[n].day <= r->day)
		n++;
	notes_add(&r->now->notes, PLAN_RISK_LISTS, &uuid_nil, 1);
	hand_write(r, OUTBOX_COMMAND, &slip,
		"\"as_of\":\"%s\",\"snapshot\":\"%s-示例\",\"source\":\"周边风险区清单（示例）\","
		"\"entries\":%d,\"incident\":\"%s\"",
		hand_when(reports_at(r, 6, 0)), hand_day(slip.at), n, hand_id(&r->now->incident));
	for (int i = 0; i < n; i++)
		hand_write(r, OUTBOX_COMMAND, &row,
			"\"date\":\"%s\",\"as_of\":\"%s\",\"level\":\"%s\",\"province\":\"%s\","
			"\"city\":\"%s\",\"county\":\"%s\",\"area_text\":\"示例小区\",\"code\":\"%s\","
			"\"from\":\"%s\",\"snapshot\":\"%s-示例\"",
			hand_day(slip.at), hand_when(reports_at(r, 6, 0)), all[i].level,
			all[i].province, all[i].city, all[i].county, all[i].code,
			hand_day(reports_on(r, all[i].day, 0, 0)), hand_day(slip.at));
}

static bool risk_changes(const struct reports *r)
{
	for (const struct plan_risk *x = r->now->plan->risks; x->level; x++)
		if (x->day == r->day)
			return true;
	return false;
}

/* ---- words ---- */

static void notice(struct reports *r, const char *title, const char *text, const char *audience)
{
	struct slip slip = {
		.kind = "notice.published", .at = reports_at(r, 12, 0), .place = NONE
	};

	hand_write(r, OUTBOX_COMMAND, &slip,
		"\"incident\":\"%s\",\"title\":\"%s\",\"text\":\"%s\",\"audience\":\"%s\"",
		hand_id(&r->now->incident), title, text, audience);
}

static void thanks(struct reports *r)
{
	struct slip slip = { .kind = "thanks.received",
		.at = reports_at(r, 18, 30),
		.place = place_grid(r, r->day) };

	hand_write(r, OUTBOX_FIELD, &slip,
		"\"incident\":\"%s\",\"from\":\"resident\",\"form\":\"meal\","
		"\"words\":\"一位居民为值守人员送来晚饭（示例）\"",
		hand_id(&r->now->incident));
}

static void level_change(struct reports *r)
{
	struct slip slip = {
		.kind = "incident.level_changed", .at = reports_at(r, 8, 0), .place = NONE
	};

	hand_write(r, OUTBOX_COMMAND, &slip,
		"\"incident\":\"%s\",\"level\":\"%s\",\"reason\":\"周边多地报告本土病例（示例）\"",
		hand_id(&r->now->incident), r->now->plan->level_later);
}

void command_day(struct reports *r)
{
	const struct plan *plan = r->now->plan;

	task_finish(r);
	for (const struct plan_meeting *m = plan->meetings; m->kind; m++)
		if (m->day == r->day)
			meeting_hold(r, m);
	if (risk_changes(r))
		risk_issue(r);
	if (r->day == 1)
		notice(r, "关于来（返）人员主动报备的通告（示例）",
			"近 7 日内有风险地区旅居史的人员，请立即向所在村（社区）报备。",
			"travellers");
	if (r->day == 2 && plan->level_later)
		level_change(r);
	if (r->day % 5 == 4)
		thanks(r);
}
