/* The code of a place, as it stands on the sheet at its door: what a phone scans, and what a volunteer types for whoever has none.
 *
 * Forty bits of the site's id, written as core/code32.h writes codes.
 * So a code needs no table of its own: it is the site's for ever. Two sites of a county share one about never; whoever looks one
 * up gets both. A code on paper proves nothing (pictures of it are passed on): that somebody was there is told by who saw him. */
#ifndef RULES_PLACE_CODE_H
#define RULES_PLACE_CODE_H

#include "core/str.h"
#include "core/uuid.h"

#define PLACE_CODE 11 /* "AB12-CD34-E" */

void place_code_write(const struct uuid *site, char ret[PLACE_CODE + 1]);
/* In capitals or not, with or without its hyphens, O for 0, I and L for 1. False: it is none, or was mistyped. */
bool place_code_read(struct str text, char ret[PLACE_CODE + 1]);

#endif
