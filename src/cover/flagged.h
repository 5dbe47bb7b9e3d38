/* Dwellings by a flag of those who live there. */
#ifndef COVER_FLAGGED_H
#define COVER_FLAGGED_H

#include "core/map.h"
#include "cover/cover_read.h"

/* The dwellings (of merged ones the survivor) that people whom the reader sees, with all flags of need, name as their home:
 * uuid_bytes → something. With keys only: homes are sealed. */
int flagged_homes(struct cx *cx, const struct cover *c, uint32_t need, struct map *ret);

#endif
