/* Test rounds: closed rounds of people, each registered at a table and swabbed; tubes from their sealing to a result; and what
 * a result asks for.
 *
 * A person's tube is named where he is registered and where he is swabbed, a box names its tubes: so from a positive tube one
 * finds its people. Registrations, swabs, tubes sent, tubes received, results, what couriers carry and what a laboratory has
 * in work are entered by different hands, and the balances compare them. A box, a retest and a doorstep request are matters:
 * subjects with the id of the record that raised them. */
#ifndef DESK_TESTING_TESTING_H
#define DESK_TESTING_TESTING_H

#include "desk/desk.h"

extern const struct desk testing_desk;
extern const struct kind *const testing_kinds[]; /* NULL-terminated */

/* The ledger's names for tubes at hand: what is counted there, never booked. */
#define TESTING_COURIER "courier"       /* "courier:INCIDENT:UUID" of a unit or of staff */
#define TESTING_LABORATORY "laboratory" /* "laboratory:INCIDENT:UUID" of a site */
#define TESTING_TUBES "采样管"

/* Codes of outcomes, kept in acts. SAMPLE_REGISTERED is that of test.registered; it is no sample. */
enum sample_outcome {
	SAMPLE_TAKEN = 1,
	SAMPLE_REFUSED,
	SAMPLE_ABSENT,
	SAMPLE_UNFIT,
	SAMPLE_REGISTERED
};
enum sample_next {
	SAMPLE_NEXT_SWAB = 1,
	SAMPLE_NEXT_AGAIN,
	SAMPLE_NEXT_DOORSTEP,
	SAMPLE_NEXT_COMMUNITY
};
/* The first four are results; the others say where a tube is. */
enum tube_outcome {
	TUBE_NEGATIVE = 1,
	TUBE_POSITIVE,
	TUBE_INVALID,
	TUBE_UNUSABLE,
	TUBE_SENT,
	TUBE_RECEIVED,
	TUBE_LOST
};
enum tube_next { TUBE_NEXT_RECEIVE = 1, TUBE_NEXT_RESULT, TUBE_NEXT_AGAIN };
enum tube_stage { TUBE_AT_SITE = 1, TUBE_ON_THE_WAY }; /* where it was lost */
/* Why the people of a tube are sampled anew: the category of the obligation. */
enum retest_reason { RETEST_POSITIVE = 1, RETEST_UNUSABLE, RETEST_LOST };
enum retest_outcome { RETEST_ALL = 1, RETEST_SOME };
enum { RETEST_NEXT_OTHERS = 1 };
enum doorstep_outcome { DOORSTEP_DONE = 1, DOORSTEP_UNNEEDED, DOORSTEP_ABSENT, DOORSTEP_REFUSED };

/* Numbers of figures, kept in views; their scope is the round. */
enum {
	TESTING_ROUNDS = 70,
	TESTING_SAMPLES = 71,
	TESTING_REGISTERED = 72,
	TESTING_SWABS = 73,
	TESTING_SENT = 74,
	TESTING_RECEIVED = 75,
	TESTING_LOST = 76,
	TESTING_RESULTS = 77,
	TESTING_OVERFULL = 79,
	TESTING_UNSWABBED = 130,
	TESTING_RESAMPLED = 131
};

int testing_started_effects(struct effects *e, const struct record *r);
int testing_found_effects(struct effects *e, const struct record *r);
int testing_registered_effects(struct effects *e, const struct record *r);
int testing_sample_effects(struct effects *e, const struct record *r);
int testing_sealed_effects(struct effects *e, const struct record *r);
int testing_box_sent_effects(struct effects *e, const struct record *r);
int testing_box_received_effects(struct effects *e, const struct record *r);
int testing_courier_effects(struct effects *e, const struct record *r);
int testing_laboratory_effects(struct effects *e, const struct record *r);
int testing_lost_effects(struct effects *e, const struct record *r);
int testing_result_effects(struct effects *e, const struct record *r);
int testing_retest_effects(struct effects *e, const struct record *r);
int testing_doorstep_asked_effects(struct effects *e, const struct record *r);
int testing_doorstep_done_effects(struct effects *e, const struct record *r);

#endif
