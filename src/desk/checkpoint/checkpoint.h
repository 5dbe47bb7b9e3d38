/* Checkpoints: every car and everyone in it, by a rule with a version; whoever is referred is tested, and whoever arrives from
 * outside is followed up day by day.
 *
 * A post is a site. Cars that came and cars that wait are counted by somebody other than those who check them. A referral and
 * an arrival are matters: subjects with the id of the record that raised them, so that somebody who arrives twice is followed
 * up twice. */
#ifndef DESK_CHECKPOINT_CHECKPOINT_H
#define DESK_CHECKPOINT_CHECKPOINT_H

#include "desk/desk.h"

extern const struct desk checkpoint_desk;
extern const struct kind *const checkpoint_kinds[]; /* NULL-terminated */

/* The ledger's names for cars that wait at a post: what is counted there, never booked. */
#define CHECKPOINT_PLACE "post" /* "post:INCIDENT:UUID" */
#define CHECKPOINT_WAITING "车辆（待检）"

/* Codes of outcomes, kept in acts. */
enum referral_outcome {
	REFERRAL_NEGATIVE = 1,
	REFERRAL_POSITIVE,
	REFERRAL_TRANSFERRED,
	REFERRAL_LOST
};
enum referral_next { REFERRAL_NEXT_POLICE = 1 };
enum arrival_outcome { ARRIVAL_WELL = 1, ARRIVAL_SYMPTOMS, ARRIVAL_NOT_REACHED, ARRIVAL_LEFT };
/* Why a follow-up obliges a referral, and a positive a judgement: the category of the obligation. */
enum { ARRIVAL_OBLIGES_TEST = 1, REFERRAL_OBLIGES_JUDGEMENT = 1 };

/* Numbers of figures, kept in views. The scope of arrivals and referrals is their round, of the others the incident. */
enum {
	CHECKPOINT_ARRIVED = 60,
	CHECKPOINT_CHECKED = 61,
	CHECKPOINT_PASSED = 62,
	CHECKPOINT_REFERRED = 63,
	CHECKPOINT_TURNED_BACK = 64,
	CHECKPOINT_PEOPLE = 65,
	CHECKPOINT_ARRIVALS = 66,
	CHECKPOINT_PEOPLE_REFERRED = 67,
	CHECKPOINT_REFERRALS = 68,
	CHECKPOINT_OVERRULED = 69,
	CHECKPOINT_OCCUPANTS = 78,
	CHECKPOINT_ON_FOOT = 132
};

int checkpoint_vehicle_effects(struct effects *e, const struct record *r);
bool checkpoint_person_differs(const struct record *r, struct judged *ret);
int checkpoint_person_effects(struct effects *e, const struct record *r);
int checkpoint_arrivals_effects(struct effects *e, const struct record *r);
int checkpoint_waiting_effects(struct effects *e, const struct record *r);
int checkpoint_referral_made_effects(struct effects *e, const struct record *r);
int checkpoint_referral_tested_effects(struct effects *e, const struct record *r);
int checkpoint_referral_transferred_effects(struct effects *e, const struct record *r);
int checkpoint_referral_lost_effects(struct effects *e, const struct record *r);
int checkpoint_arrival_registered_effects(struct effects *e, const struct record *r);
int checkpoint_arrival_followed_effects(struct effects *e, const struct record *r);

#endif
