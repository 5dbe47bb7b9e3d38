/* Who works in the response: units and staff, the duty roll, leaders of areas, posts held day and night, and the muster of
 * those who are free to help where they live.
 *
 * - A staff member lies in the area in which he was listed. A muster opened on an area lists who lives there (cover/staff.h):
 *   his listing names the person that he is, or his dwelling, both sealed; of whoever has neither the area of his listing is
 *   taken, and he is told of as one whose home is not known. His unit is a field. His duty state is his flags, set by staff.listed and staff.state
 *   and by nothing else: a secondment is an order, and the roll says in whose hands he is.
 * - A pairing of leader and area (包联) is a matter in the standing round `lead`, open as long as it is in force. The
 *   round's missing list by area is who answers for it; an area with nothing missing there has no leader.
 * - A post that is to be manned (post.manned) is a target of the standing round `shift`, too, once for each of its shifts and due
 *   when that begins: it asks who is to come. Whoever is planned there, or clocks in, answers it, and it is excused, for from then
 *   on his own shift is counted. So a post's shift that nobody was planned for is missing before it begins and after.
 * - A shift is a target of the standing round `shift`: for whom it was planned, and its number (slot), due at its beginning.
 *   It stays that, whoever comes: a swap says who takes it over, so however often it is swapped, to and fro, there is one
 *   shift with one person on it, and it is missing until somebody clocks in. Who acts in place of another names him
 *   (`planned`). Only a clock-in covers a shift. Who goes off or hands over without one was there, but the clock-in has to
 *   be entered. */
#ifndef DESK_CREW_CREW_H
#define DESK_CREW_CREW_H

#include "desk/desk.h"

extern const struct desk crew_desk;
extern const struct kind *const crew_kinds[]; /* NULL-terminated */

extern const struct choice crew_duties[]; /* what the roll says of somebody: his flags */

/* Codes of outcomes, kept in acts. */
enum crew_shift {
	SHIFT_HELD = 1,    /* clocked in */
	SHIFT_LEFT,        /* clocked out */
	SHIFT_HANDED_OVER, /* to whoever came next */
	SHIFT_NO_SHOW,
	SHIFT_SWAPPED,
	SHIFT_FILLED /* of a post: by somebody, whose own shift counts */
};
/* What comes next on a shift that nobody has clocked in for. */
enum crew_shift_next {
	SHIFT_NEXT_REPLACE = 1,
	SHIFT_NEXT_CALL,
	SHIFT_NEXT_STAND_IN,
	SHIFT_NEXT_ENTER, /* the clock-in, belatedly */
	SHIFT_NEXT_COME   /* whoever took it over */
};
/* How a post is manned: its shifts from the first on. By day or by night only, every second number is one of them. */
enum crew_manning { MANNED_DAY_AND_NIGHT = 1, MANNED_DAY, MANNED_NIGHT, MANNED_THREE, MANNED_FOUR };
/* Reasons of muster.excused lie between: 2 to 5. */
enum crew_muster { MUSTER_REPORTED = 1, MUSTER_PROMISED = 6, MUSTER_UNREACHABLE = 7 };

/* Numbers of figures, kept in views. Their scope is the round; that of secondments the incident. */
enum {
	CREW_ATTENDANCES = 80,
	CREW_EXIT_STAFF = 81,
	CREW_SECONDMENTS = 82,
	CREW_REPORTED = 83,
	CREW_OVERLONG = 84,
	CREW_SHORT_RESTS = 85,
	CREW_SHORT_PLANS = 86
};

int crew_unit_effects(struct effects *e, const struct record *r);
int crew_staff_effects(struct effects *e, const struct record *r);
int crew_state_effects(struct effects *e, const struct record *r);
int crew_seconded_effects(struct effects *e, const struct record *r);
int crew_led_effects(struct effects *e, const struct record *r);
int crew_led_ended_effects(struct effects *e, const struct record *r);
int crew_reported_effects(struct effects *e, const struct record *r);
int crew_excused_effects(struct effects *e, const struct record *r);
int crew_called_effects(struct effects *e, const struct record *r);
int crew_manned_effects(struct effects *e, const struct record *r);
int crew_planned_effects(struct effects *e, const struct record *r);
int crew_clock_in_effects(struct effects *e, const struct record *r);
int crew_clock_out_effects(struct effects *e, const struct record *r);
int crew_handed_over_effects(struct effects *e, const struct record *r);
int crew_no_show_effects(struct effects *e, const struct record *r);
int crew_swapped_effects(struct effects *e, const struct record *r);

#endif
