/* Doors by their places, as whoever walks from one to the next has them. */
#ifndef DESK_DOORS_H
#define DESK_DOORS_H

#include "core/err.h"

/* Two places as they are kept (their parts divided by U+001F): compound, building, unit, floor, room, by their numbers, so that 9
 * comes before 10 and "2栋" before "10栋". */
int door_cmp(struct str a, struct str b);
/* The parts that there are, with a space between; a building, unit or floor that is a bare number says what it is. "" where there are
 * none, "?" without memory. */
struct str door_said(struct cx *cx, struct str place, bool zh);
/* One part (enum place_part), "" where it is not told. */
struct str door_part(struct str place, size_t part);

#endif
