/* Supplies: gifts come to the county's store, a part is allotted to the post's, used up there and brought to homes; at the end
 * both stores are counted. The keepers' books are kept here, in thousandths, beside the program's. */
#include "demo/reports/reports.h"

#include <stdio.h>

#include "core/check.h"

#define GIFTS_MAX 8

static int gift_number(const struct reports *r, const struct plan_gift *g)
{
	return (int)(g - r->now->plan->gifts);
}

static void store_list(struct reports *r, int i, const char *name)
{
	struct county *k = r->now;
	struct slip slip = { .kind = "store.listed",
		.at = reports_at(r, 6, 40),
		.place = NONE,
		.subject = seed_uuid(&r->seed, reports_at(r, 6, 40)) };

	k->stores[i] = slip.subject;
	hand_write(r, OUTBOX_FIELD, &slip, "\"name\":\"%s\",\"incident\":\"%s\"", name,
		hand_id(&k->incident));
}

void supply_begin(struct reports *r)
{
	store_list(r, 0, "示例物资总库");
	store_list(r, 1, "示例前线物资点");
}

static void receive(struct reports *r, const struct plan_gift *g)
{
	struct county *k = r->now;
	struct slip slip = { .kind = "supply.received", .at = reports_at(r, 9, 0), .place = NONE };

	notes_add(&k->notes, PLAN_GIFTS, &uuid_nil, g->yuan);
	k->stock[0][gift_number(r, g)] += g->quantity;
	k->gifts[gift_number(r, g)] = hand_write(r, OUTBOX_FIELD, &slip,
		"\"incident\":\"%s\",\"store\":\"%s\",\"item\":\"%s\",\"quantity\":\"%d\",\"donated\":true,"
		"\"value\":\"%d\",\"donor\":\"%s\"",
		hand_id(&k->incident), hand_id(&k->stores[0]), g->item, (int)g->quantity,
		(int)g->yuan, g->donor);
}

static void move(struct reports *r, const struct plan_gift *g, int64_t quantity)
{
	struct county *k = r->now;
	struct slip slip = { .kind = "supply.moved", .at = reports_at(r, 11, 0), .place = NONE };

	k->stock[0][gift_number(r, g)] -= quantity;
	k->stock[1][gift_number(r, g)] += quantity;
	hand_write(r, OUTBOX_FIELD, &slip,
		"\"incident\":\"%s\",\"from\":\"%s\",\"to\":\"%s\",\"item\":\"%s\",\"quantity\":\"%d\","
		"\"gift\":\"%s\"",
		hand_id(&k->incident), hand_id(&k->stores[0]), hand_id(&k->stores[1]), g->item,
		(int)quantity, hand_id(&k->gifts[gift_number(r, g)]));
}

static void use(struct reports *r, const struct plan_gift *g, int64_t quantity)
{
	struct county *k = r->now;
	struct slip slip = { .kind = "supply.used", .at = reports_at(r, 15, 0), .place = NONE };

	k->stock[1][gift_number(r, g)] -= quantity;
	k->used[gift_number(r, g)] += quantity;
	hand_write(r, OUTBOX_FIELD, &slip,
		"\"incident\":\"%s\",\"from\":\"%s\",\"item\":\"%s\",\"quantity\":\"%d\",\"duty\":\"checkpoint\","
		"\"gift\":\"%s\"",
		hand_id(&k->incident), hand_id(&k->stores[1]), g->item, (int)quantity,
		hand_id(&k->gifts[gift_number(r, g)]));
}

static void deliver(struct reports *r, const struct plan_gift *g, int homes)
{
	struct county *k = r->now;

	for (int i = 0; i < homes; i++) {
		const struct home *h = &r->homes[k->first_home + i];
		struct slip slip = {
			.kind = "supply.delivered", .at = reports_at(r, 16, i), .place = h->place
		};

		k->stock[1][gift_number(r, g)] -= 1;
		k->allotted[gift_number(r, g)] += 1;
		hand_write(r, OUTBOX_FIELD, &slip,
			"\"incident\":\"%s\",\"from\":\"%s\",\"to\":\"%s\",\"item\":\"%s\",\"quantity\":\"1\","
			"\"gift\":\"%s\"",
			hand_id(&k->incident), hand_id(&k->stores[1]), hand_id(&h->id), g->item,
			hand_id(&k->gifts[gift_number(r, g)]));
	}
}

void supply_day(struct reports *r)
{
	for (const struct plan_gift *g = r->now->plan->gifts; g->item; g++) {
		check(gift_number(r, g) < GIFTS_MAX);
		if (g->day == r->day)
			receive(r, g);
		if (g->day + 1 == r->day)
			move(r, g, g->quantity / 2);
		if (g->day + 2 == r->day) {
			use(r, g, g->quantity / 5);
			deliver(r, g, r->now->plan->zone_homes / 2);
		}
	}
}

static void count(struct reports *r, const struct plan_gift *g, int store, const char *more)
{
	struct county *k = r->now;
	struct slip slip = { .kind = "supply.counted", .at = reports_at(r, 20, 0), .place = NONE };

	hand_write(r, OUTBOX_FIELD, &slip,
		"\"incident\":\"%s\",\"store\":\"%s\",\"item\":\"%s\",\"quantity\":\"%d\"%s",
		hand_id(&k->incident), hand_id(&k->stores[store]), g->item,
		(int)k->stock[store][gift_number(r, g)], more);
}

/* Both stores, item by item, by hand; and of each gift what is left of it. */
void supply_count(struct reports *r)
{
	struct county *k = r->now;
	char gift[UUID_TEXT + 20];

	for (const struct plan_gift *g = k->plan->gifts; g->item; g++)
		for (int s = 0; s < 2; s++) {
			count(r, g, s, "");
			snprintf(gift, sizeof(gift), ",\"gift\":\"%s\"",
				hand_id(&k->gifts[gift_number(r, g)]));
			count(r, g, s, gift);
		}
}
