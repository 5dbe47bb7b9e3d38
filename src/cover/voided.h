/* What became of records: whether one was taken back, and how (the import asks before it calls a row a duplicate of one that no
 * longer counts); and where each stands, for whoever wrote it. */
#ifndef COVER_VOIDED_H
#define COVER_VOIDED_H

#include "record/journal.h"

enum voided {
	VOIDED_NOT,
	VOIDED_WHOLE, /* only with a batch that was taken back as a whole */
	VOIDED_SINGLY /* somebody voided this very record */
};

/* ret has n. In a transaction of s. A record that is not here counts as VOIDED_NOT. */
int voided_find(struct cx *cx, struct store *s, const struct kinds *kinds, const struct uuid *ids,
	size_t n, enum voided *ret);

enum fate {
	FATE_STANDING,
	FATE_HELD,      /* without effect until somebody approves it */
	FATE_VOIDED,    /* somebody took it back */
	FATE_CORRECTED, /* another stands in its place */
	FATE_WAITING,   /* it names something that is not here yet */
	FATES
};

/* Indexed by enum fate: standing held voided corrected waiting. */
extern const char *const fate_names[FATES];

/* As voided_find(); all of ids are here. What waits is told by waiting_of(), which ret does not know. */
int fates_find(struct cx *cx, struct store *s, const struct kinds *kinds, const struct uuid *ids,
	size_t n, enum fate *ret);

#endif
