/* The sealed quarter: a seal that takes two persons, what its people need and get, and talks in confidence. */
#include "demo/reports/reports.h"

#define SEALED_ON 1
#define RELEASED_ON 7

static const char *const categories[] = { "food", "medicine", "infant", "errand", "dialysis" };
static const char *const urgencies[] = { "daily", "life", "life", "ordinary", "life" };

/* One person writes it, a second one says yes. */
static void approve(struct reports *r, const struct uuid *record, int place)
{
	struct slip slip = {
		.kind = "record.approved", .at = reports_at(r, 7, 20), .place = place
	};

	hand_in(r);
	hand_write(r, OUTBOX_SECOND, &slip, "\"records\":[\"%s\"]", hand_id(record));
}

static void seal(struct reports *r)
{
	struct county *k = r->now;
	struct slip slip = { .kind = "zone.sealed",
		.at = reports_at(r, 7, 0),
		.place = k->first_grid,
		.round = k->rounds[STANDING_ZONE] };

	k->asked[STANDING_ZONE]->listed++;
	k->zone = hand_write(r, OUTBOX_COMMAND, &slip,
		"\"level\":\"sealed\",\"cause\":\"case\",\"basis\":\"第八版防控方案（示例）\",\"until\":\"%s\","
		"\"compound\":\"示例小区\",\"households\":%d,\"lead\":\"示例社区专班\","
		"\"duties\":\"物资组每日两次配送（示例）\"",
		hand_when(reports_on(r, SEALED_ON + 14, 7, 0)), k->plan->zone_homes);
	approve(r, &k->zone, k->first_grid);
}

static void release(struct reports *r)
{
	struct county *k = r->now;
	struct slip slip = { .kind = "zone.released",
		.at = reports_at(r, 18, 0),
		.place = k->first_grid,
		.subject = k->zone,
		.round = k->rounds[STANDING_ZONE] };

	k->asked[STANDING_ZONE]->done++;
	hand_write(r, OUTBOX_COMMAND, &slip,
		"\"reason\":\"early\",\"basis\":\"连续检测均为阴性（示例）\"");
}

/* ---- needs ---- */

static void need_step(struct reports *r, const char *kind, const struct uuid *need, int place,
	int64_t at, const char *body)
{
	struct slip slip = { .kind = kind,
		.at = at,
		.place = place,
		.subject = *need,
		.round = r->now->rounds[STANDING_NEED] };

	hand_write(r, OUTBOX_FIELD, &slip, "%s", body);
}

/* Asked in the morning, bought, and signed for before the evening; an errand is run instead of a purchase. */
static void need(struct reports *r, const struct home *h, int number)
{
	struct county *k = r->now;
	struct slip slip = { .kind = "need.raised",
		.at = reports_at(r, 9, number),
		.place = h->place,
		.subject = h->id,
		.round = k->rounds[STANDING_NEED] };
	struct uuid id;

	k->asked[STANDING_NEED]->listed++;
	id = hand_write(r, OUTBOX_FIELD, &slip,
		"\"urgency\":\"%s\",\"category\":\"%s\",\"people\":%d,\"text\":\"生活所需（示例）\"",
		urgencies[number % 5], categories[number % 5], h->people);
	need_step(r, "need.taken", &id, h->place, slip.at + WHEN_HOUR_MS,
		"\"owner\":\"示例志愿服务队\"");
	k->asked[STANDING_NEED]->done++;
	if (number % 5 >= 3) {
		need_step(r, "errand.done", &id, h->place, slip.at + 4 * WHEN_HOUR_MS,
			"\"errand\":\"clinic\"");
		return;
	}
	need_step(r, "order.bought", &id, h->place, slip.at + 2 * WHEN_HOUR_MS,
		"\"amount\":\"36.50\",\"shop\":\"示例超市\"");
	need_step(r, "delivery.signed", &id, h->place, slip.at + 5 * WHEN_HOUR_MS,
		"\"by_whom\":\"resident\",\"goods\":\"bought\"");
}

/* ---- talks ---- */

static void counsel_give(struct reports *r, const char *body)
{
	struct county *k = r->now;
	struct slip slip = { .kind = "counsel.given",
		.at = reports_at(r, 19, 0),
		.place = k->first_grid,
		.subject = k->counsel,
		.round = k->rounds[STANDING_COUNSEL] };

	hand_write(r, OUTBOX_COUNSEL, &slip, "%s", body);
}

static void counsel_ask(struct reports *r)
{
	struct county *k = r->now;
	struct slip slip = { .kind = "counsel.asked",
		.at = reports_at(r, 17, 0),
		.place = k->first_grid,
		.round = k->rounds[STANDING_COUNSEL] };

	k->asked[STANDING_COUNSEL]->listed++;
	k->counsel = hand_write(r, OUTBOX_COUNSEL, &slip,
		"\"category\":\"ordinary\",\"text\":\"连续失眠，想找人聊聊（示例）\"");
	counsel_give(r, "\"outcome\":\"again\",\"text\":\"约定再谈（示例）\"");
}

void zone_day(struct reports *r)
{
	const struct county *k = r->now;

	if (!k->plan->zone_homes)
		return;
	if (r->day == SEALED_ON)
		seal(r);
	if (r->day >= SEALED_ON && r->day < RELEASED_ON)
		for (int i = 0; i < k->plan->zone_homes; i += 4)
			need(r, &r->homes[k->first_home + (i + r->day) % k->plan->zone_homes], i);
	if (r->day == SEALED_ON + 1)
		counsel_ask(r);
	if (r->day == SEALED_ON + 3) {
		k->asked[STANDING_COUNSEL]->done++;
		counsel_give(r, "\"outcome\":\"given\",\"text\":\"情绪平稳（示例）\"");
	}
	if (r->day == RELEASED_ON)
		release(r);
}
