/* Zones where people are kept in, what these need, and the talks of those who ask for one.
 *
 * Three standing rounds. `zone`: what was sealed is in force until it is released, so a zone in force is an open target; its
 * outcome is its level, its due time the end that it was given. A zone binds people, so sealing one and changing one are
 * held until a second person approves. `need`: raised → taken → bought → signed for, or done as an errand, or dropped; how soon it
 * is to be met lies open, what is needed is sealed, for it tells of somebody's health.
 * `counsel`: a talk asked for in confidence; nothing of it lies open but its urgency, its outcome, and roughly where.
 *
 * Steps out of turn are never refused: each says what it leaves, and the latest holds. What is released, delivered or talked
 * out stays so; what begins anew is a new record. */
#ifndef DESK_ZONE_ZONE_H
#define DESK_ZONE_ZONE_H

#include "desk/desk.h"

extern const struct desk zone_desk;
extern const struct kind *const zone_kinds[]; /* NULL-terminated */

/* Codes of outcomes, kept in acts. Of a zone: its level while it is in force, then why it was released. */
enum zone_level {
	ZONE_SEALED = 1,
	ZONE_CONTROLLED,
	ZONE_PRECAUTION,
	ZONE_HIGH,
	ZONE_MEDIUM,
	ZONE_LOW
};
enum zone_release { ZONE_TERM = 21, ZONE_EARLY, ZONE_MERGED };
enum zone_next { ZONE_NEXT_ASSESS = 1 };

enum need_category {
	NEED_FOOD = 1,
	NEED_MEDICINE,
	NEED_DIALYSIS,
	NEED_INFANT,
	NEED_PREGNANCY,
	NEED_CLINIC,
	NEED_ERRAND,
	NEED_OTHER
};
enum need_outcome { NEED_TAKEN = 1, NEED_BOUGHT, NEED_SIGNED, NEED_DONE };
enum need_dropped { NEED_WITHDRAWN = 11, NEED_BY_HIMSELF, NEED_TWICE, NEED_RELEASED };
enum need_next { NEED_NEXT_BUY = 1, NEED_NEXT_DELIVER };
enum need_goods { NEED_GOODS_BOUGHT = 1, NEED_GOODS_ALLOTTED, NEED_GOODS_GIFT };

enum counsel_outcome {
	COUNSEL_GIVEN = 1,
	COUNSEL_AGAIN,
	COUNSEL_REFERRED,
	COUNSEL_UNREACHABLE,
	COUNSEL_DECLINED
};
enum counsel_next { COUNSEL_NEXT_TALK = 1, COUNSEL_NEXT_CLINIC, COUNSEL_NEXT_CALL };

/* Numbers of figures, kept in views; their scope is the round. */
enum {
	ZONE_ZONES = 50,
	ZONE_NEEDS = 51,
	ZONE_NEEDS_MET = 52,
	ZONE_ERRANDS = 53,
	ZONE_COUNSEL = 54,
	ZONE_ORDERS = 55,
	ZONE_ORDERS_SIGNED = 56,
	ZONE_ORDERS_VALUE = 57,
	ZONE_ORDERS_DROPPED = 58
};

int zone_sealed_effects(struct effects *e, const struct record *r);
int zone_changed_effects(struct effects *e, const struct record *r);
int zone_released_effects(struct effects *e, const struct record *r);
int need_raised_effects(struct effects *e, const struct record *r);
int need_taken_effects(struct effects *e, const struct record *r);
int order_bought_effects(struct effects *e, const struct record *r);
int delivery_signed_effects(struct effects *e, const struct record *r);
int errand_done_effects(struct effects *e, const struct record *r);
int need_dropped_effects(struct effects *e, const struct record *r);
int counsel_asked_effects(struct effects *e, const struct record *r);
int counsel_given_effects(struct effects *e, const struct record *r);

#endif
