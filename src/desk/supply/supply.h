/* Supplies: what came, where it went, what is there. Booked from movements only, counted from counts only.
 *
 * Places of the ledger: supplier:AREA, store:UUID, dwelling:UUID, used:AREA, spoiled:AREA, lost:AREA. Of each item, what was
 * given is what was counted in the stores, allotted, used, spoiled and lost, and what is unexplained: the account is the
 * ledger's own, for quantities of different items have no sum (doc/decisions/0013-what-goods-add-up-to.md). A movement is never refused
 * because a balance would turn negative.
 *
 * Each gift is a lot: what names it is booked in the lot besides, so that the account is told of each gift, too (gifts.h). */
#ifndef DESK_SUPPLY_SUPPLY_H
#define DESK_SUPPLY_SUPPLY_H

#include "desk/desk.h"

extern const struct desk supply_desk;
extern const struct kind *const supply_kinds[]; /* NULL-terminated */

/* Numbers of figures, kept in views; their scope is the incident. */
enum { SUPPLY_GIFTS = 20, SUPPLY_RECEIVED = 21, SUPPLY_DELIVERED = 22, SUPPLY_USED = 30 };

int supply_store_effects(struct effects *e, const struct record *r);
int supply_received_agrees(struct cx *cx, const struct record *r);
int supply_received_effects(struct effects *e, const struct record *r);
int supply_moved_effects(struct effects *e, const struct record *r);
int supply_delivered_effects(struct effects *e, const struct record *r);
int supply_used_effects(struct effects *e, const struct record *r);
int supply_spoiled_effects(struct effects *e, const struct record *r);
int supply_lost_effects(struct effects *e, const struct record *r);
int supply_counted_effects(struct effects *e, const struct record *r);

#endif
