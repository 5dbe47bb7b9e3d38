/* Inspections: closed rounds of sites, what they find, and each finding until it is settled; and leaders who go round. */
#include "demo/reports/reports.h"

#include <string.h>

#include "core/check.h"

#define FAILS_EVERY 4 /* of the fixes that are looked at again */

struct uuid inspect_site(
	struct reports *r, int place, const char *flag, const char *name, int number)
{
	struct slip slip = { .kind = "site.listed",
		.at = reports_at(r, 6, 15),
		.place = place_village(r, place),
		.subject = seed_uuid(&r->seed, reports_at(r, 6, 15)) };

	hand_write(r, OUTBOX_COMMAND, &slip, "\"name\":\"%s%d\",\"flags\":[\"%s\"]", name, number,
		flag);
	return slip.subject;
}

/* ---- findings ---- */

static struct uuid step(struct reports *r, enum outbox box, const char *kind,
	const struct finding *f, int64_t at, const char *body)
{
	struct slip slip = { .kind = kind,
		.at = at,
		.place = f->place,
		.subject = f->id,
		.round = r->now->rounds[STANDING_FINDING] };

	return hand_write(r, box, &slip, "%s", body);
}

static void raise(struct reports *r, const struct uuid *site, int place, int64_t at)
{
	static const char *const categories[] = { "entry", "stock", "masks", "plan", "duty" };
	struct county *k = r->now;
	struct finding *f = &k->findings[k->findings_n];
	struct slip slip = { .kind = "finding.raised",
		.at = at,
		.place = place,
		.subject = *site,
		.round = k->rounds[STANDING_FINDING] };

	check(k->findings_n < FINDINGS_MAX);
	k->asked[STANDING_FINDING]->listed++;
	*f = (struct finding){ .place = place, .day = r->day, .number = k->findings_n++ };
	f->id = hand_write(r, OUTBOX_FIELD, &slip,
		"\"severity\":\"by_date\",\"category\":\"%s\",\"source\":\"inspection\","
		"\"text\":\"值守人员未查验健康码（示例）\"",
		categories[f->number % 5]);
	step(r, OUTBOX_COMMAND, "finding.assigned", f, at + 60000, "\"owner\":\"示例责任单位\"");
}

/* Fixed and looked at again on the day after; where that does not hold, once more. */
static void settle(struct reports *r, const struct finding *f, int hour, bool holds)
{
	int64_t at = reports_at(r, hour, f->number % 60);

	step(r, OUTBOX_FIELD, "finding.fixed", f, at, "\"text\":\"已整改（示例）\"");
	if (holds)
		r->now->asked[STANDING_FINDING]->done++;
	step(r, OUTBOX_COMMAND, "finding.rechecked", f, at + WHEN_HOUR_MS,
		holds ? "\"outcome\":\"passed\",\"reported\":true" :
			"\"outcome\":\"failed\",\"reported\":true");
}

static void findings_day(struct reports *r)
{
	const struct county *k = r->now;

	for (int i = 0; i < k->findings_n; i++) {
		const struct finding *f = &k->findings[i];
		bool fails = f->number % FAILS_EVERY == 0;

		if (f->day + 1 == r->day)
			settle(r, f, 10, !fails);
		if (f->day + 2 == r->day && fails)
			settle(r, f, 10, true);
	}
}

/* ---- a round ---- */

static enum plan_figure figure_of(const char *kind)
{
	struct str s = str_of(kind);

	return str_is(s, "enterprise") ? PLAN_ENTERPRISES :
		str_is(s, "village")   ? PLAN_VILLAGES :
		str_is(s, "compound")  ? PLAN_COMPOUNDS :
					 PLAN_FIGURES;
}

static void visit(struct reports *r, const struct plan_inspection *p, const struct uuid *round,
	const struct uuid *site, int i)
{
	struct county *k = r->now;
	int finds = (int)plan_share(p->findings, p->sites, i);
	struct slip slip = { .kind = "inspect.made",
		.at = reports_at(r, 9, 8 * i),
		.place = place_village(r, place_grid(r, i)),
		.subject = *site,
		.round = *round };
	enum plan_figure figure = figure_of(p->kind);

	if (figure != PLAN_FIGURES)
		notes_add(&k->notes, figure, site, 1);
	if (p->by_leader)
		notes_add(&k->notes, PLAN_LEADERS, site, 1);
	hand_write(r, OUTBOX_FIELD, &slip,
		"\"outcome\":\"%s\",\"site\":\"%s\",\"by_leader\":%s,\"inspectors\":3,\"findings\":%d",
		finds ? "findings" : "in_order", p->kind, p->by_leader ? "true" : "false", finds);
	for (int n = 0; n < finds; n++)
		raise(r, site, slip.place, slip.at + 60000);
}

static void round_play(struct reports *r, const struct plan_inspection *p)
{
	struct county *k = r->now;
	struct slip slip = { .kind = "round.opened", .at = reports_at(r, 8, 0), .place = NONE };
	struct note_round *asked;
	struct uuid sites[64];

	check(p->sites <= 64);
	slip.round = seed_uuid(&r->seed, slip.at);
	asked = notes_round(&k->notes, &slip.round, p->question, false);
	for (int i = 0; i < p->sites; i++)
		sites[i] = inspect_site(r, place_grid(r, i), p->kind, p->name, i + 1);
	hand_write(r, OUTBOX_COMMAND, &slip,
		"\"kind\":\"inspect\",\"incident\":\"%s\",\"question\":\"%s\",\"due\":\"%s\",\"expected\":%d",
		hand_id(&k->incident), p->question, hand_when(reports_at(r, 20, 0)), p->sites);
	slip.kind = "round.targeted";
	for (int i = 0; i < p->sites; i++) {
		slip.place = place_village(r, place_grid(r, i));
		hand_write(r, OUTBOX_COMMAND, &slip, "\"piece\":%d,\"subjects\":[\"%s\"]", i + 1,
			hand_id(&sites[i]));
		asked->listed++;
	}
	for (int i = 0; i < p->sites; i++) {
		asked->done++;
		visit(r, p, &slip.round, &sites[i], i);
	}
	slip.kind = "round.closed";
	slip.at = reports_at(r, 20, 30);
	slip.place = NONE;
	hand_write(r, OUTBOX_COMMAND, &slip, "%s", "");
}

/* ---- leaders ---- */

static void led(struct reports *r, int i)
{
	struct county *k = r->now;
	struct slip slip = { .kind = "inspect.led",
		.at = reports_at(r, 14, 20 * i),
		.place = place_village(r, place_grid(r, r->day * 13 + i)) };

	notes_add(&k->notes, PLAN_LEADERS, &uuid_nil, 1);
	hand_write(r, OUTBOX_COMMAND, &slip,
		"\"incident\":\"%s\",\"level\":\"county\",\"places\":%d,\"theme\":\"卡口值守和物资储备（示例）\"",
		hand_id(&k->incident), 1 + seed_below(&r->seed, 5));
}

void inspect_day(struct reports *r)
{
	const struct plan *plan = r->now->plan;
	int n = (int)plan_share(plan->led, plan->days, r->day);

	findings_day(r);
	for (const struct plan_inspection *p = plan->inspections; p->kind; p++)
		if (p->day == r->day)
			round_play(r, p);
	for (int i = 0; i < n; i++)
		led(r, i);
}
