/* Retention: how long what is sealed is kept after its incident has ended, and what is due.
 *
 * A key is destroyed whole, so what is kept together has one class: the table is by class, and a field is kept as long as its class.
 * One that a norm lets live shorter or longer gets a class of its own. The end of an incident (incident.ended) starts the
 * countdown, from when it was said or came here, whichever is later: a phone's clock that is years behind shortens nothing. Voided or
 * corrected it stops. Due means that it may go: it goes only where purge.ordered stands, given since the
 * end by one account and approved by another, and somebody runs bulou purge due. Without an order it stays, overdue, and is
 * told. The roster is of no incident and has no countdown. decision 24. */
#ifndef GUARD_RETENTION_H
#define GUARD_RETENTION_H

#include "guard/site.h"

#define RETENTION_SOON_MS (14 * WHEN_DAY_MS) /* so long before it is due it is told */

struct retention {
	enum class c;
	int32_t days;        /* behind the end of the incident */
	const char *zh, *en; /* why so long, and by which norm; where none is known it says so */
};
extern const struct retention retention_table[];
extern const size_t retention_n;
const struct retention *retention_of(enum class c); /* NULL: open, kept for good */

/* What is still kept of one class of an incident that has ended. */
struct retained {
	const struct incident *incident;
	const struct retention *row;
	size_t keys;
	int64_t due;
	struct uuid order, approval; /* the records; nil: none, none by another */
	struct str by,
		approved; /* who ordered that it goes, and who else approved; "": nobody yet */
};
enum retained_state { RETAINED, RETAINED_SOON, RETAINED_DUE };
enum retained_state retained_state(const struct retained *r, int64_t now);
bool retained_ordered(const struct retained *r); /* by two */
extern const char *const retained_names[];

/* Of all incidents in the reader's areas, by incident and class. Needs the cover's keys, and no key is opened. Of rounds by what stands:
 * a purge itself reads the openings and asks where nobody can tell. */
int retained_list(struct cx *cx, const struct cover *c, struct retained **ret, size_t *ret_n);
/* Does this order by two still stand, for all that is kept of these classes (bit 1 << class)? E_CONFLICT: no. */
int retained_check(struct cx *cx, const struct cover *c, const struct uuid *incident,
	const struct uuid *order, unsigned classes);

#endif
