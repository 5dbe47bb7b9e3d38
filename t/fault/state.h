/* All that a site's tables hold, as text to compare: what a fault left is what was there before,
 * or what would have come.
 *
 * It reads past the program, by a connection of its own, whatever tables there are. */
#ifndef FAULT_STATE_H
#define FAULT_STATE_H

#include <stdbool.h>

enum state_of {
	STATE_ALL,    /* every byte */
	STATE_PROVED, /* the journal alone, and of it what digests prove */
	STATE_SAME    /* without what chance decides: ids of keys, what is sealed, digests, epoch */
};

/* malloc'd. where: as for store_open. Aborts when it cannot be read. */
char *state_read(const char *where, enum state_of of);
/* The lines of one table of such a text; malloc'd. */
char *state_table(const char *state, const char *table);
/* 0: equal. Else shows the first line that differs, and what they are. */
int state_differs(const char *what, const char *want, const char *have);

#endif
