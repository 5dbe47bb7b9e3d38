/* Tickets: codes on paper, each good once and for a while. A resident's slip, the enrolment of a device, the first login of somebody
 * who has no password yet, another password for who has forgotten his: one mechanism for all.
 *
 * A ticket is an entry of the journal that keeps a keyed hash of its code, so neither the disk nor a backup can tell it. Whatever it
 * gives (a session, a device, a password) is an entry that names it; where two do, the first in the journal is it, and the others are
 * as if they had not been written. So it is good once over all processes, without a lock: write, follow, and see whose it is. */
#ifndef GUARD_TICKET_H
#define GUARD_TICKET_H

#include "core/code32.h"
#include "guard/guard.h"

#define TICKET_DIGITS 11 /* 55 bits: "AB12-CD34-EF5X" */
/* That are out, of each purpose; and slips for residents that one account makes on a day. */
#define TICKETS_RESIDENT_MAX 32768
#define TICKETS_DEVICE_MAX 8192
#define TICKETS_USER_MAX 24576
#define TICKETS_RESET_MAX 4096
#define SLIPS_A_DAY 200
/* Of those for a forgotten password: so many that one account makes on a day. */
#define RESETS_A_DAY 20
#define RESET_TICKET_MS (24 * WHEN_HOUR_MS)

enum ticket_kind { TICKET_RESIDENT = 1, TICKET_DEVICE, TICKET_USER, TICKET_RESET };

struct ticket {
	struct uuid id;
	enum ticket_kind kind;
	struct str whom;      /* the user whose device or first login it is; "": nobody's */
	struct uuid subject;  /* the resident; the post at which a device stands; nil */
	struct uuid guardian; /* who stands for a resident who is a child; nil: nobody */
	int64_t until;
	struct uuid used; /* the entry that used it; nil: none yet */
	struct str by;    /* the account that made it; of one that is found */
	int64_t version; /* of a TICKET_RESET: of the account as it was then; after another change it is over */
};

/* A new one, and its code, which nobody is told again. t: kind, whom, subject and until are given. It has its room from now on. One
 * for a password ends those of its kind that this user had before. E_TICKETS_FULL. E_SLIPS_FULL, E_RESETS_FULL: this account has made
 * SLIPS_A_DAY, RESETS_A_DAY. */
int guard_ticket_new(struct cx *cx, struct guard *g, struct ticket *t, struct str via, int64_t now,
	char ret_code[CODE32_MAX], struct entry *ret);
/* E_TICKET: it was mistyped, or there is none such. E_TICKET_OTHER: it is good for something else. E_TICKET_OVER. E_TICKET_USED. A try
 * counts as a failed login from this address until it is won; a mistyped code does not. Who looks for TICKET_USER finds TICKET_RESET,
 * too: either sets a password. */
int guard_ticket_find(struct cx *cx, struct guard *g, struct str code, enum ticket_kind kind,
	struct guard_from from, int64_t now, struct ticket *ret);
/* Was it this entry that used it? After guard_follow. Only then are the failures of this address forgiven. E_TICKET_USED: t->used did. */
int guard_ticket_won(struct cx *cx, struct guard *g, struct ticket *t, const struct uuid *entry,
	struct guard_from from, int64_t now);

#endif
