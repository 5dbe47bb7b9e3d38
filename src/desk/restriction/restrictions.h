/* Restrictions as they stand at a moment, with their notices and appeals, and the account that they make.
 *
 * A restriction holds from its beginning to its end, if its order stands (approved, neither corrected nor voided) and what it rests on
 * stands too and concerns him: a case that is one, a zone that was not released, a match of his own journey. Of an extension its own
 * ground counts. */
#ifndef DESK_RESTRICTION_RESTRICTIONS_H
#define DESK_RESTRICTION_RESTRICTIONS_H

#include "cover/cover.h"
#include "desk/rows.h"
#include "paper/sheet.h"

enum restriction_state {
	RESTRICTION_AWAITING,   /* a second person's approval */
	RESTRICTION_UNGROUNDED, /* what it rests on is not here, stands no more, or does not concern him: it does not hold, and somebody
				   has to say so */
	RESTRICTION_LATER,      /* begins later */
	RESTRICTION_HOLDS,
	RESTRICTION_EXPIRED, /* its end came, and nobody wrote it down */
	RESTRICTION_ENDED,   /* lifted, by whoever ordered or on appeal */
	RESTRICTION_EXEMPT,  /* its target was excused */
	RESTRICTION_STATES
};

/* What what it rests on has to do with whom it restricts, as far as records prove it. */
enum restriction_concern {
	CONCERN_UNASKED, /* what it rests on is no such ground */
	CONCERN_NONE,
	CONCERN_HIMSELF, /* he is the case, or it is his own journey */
	CONCERN_CONTACT, /* he was named as a contact of the case */
	CONCERN_HOME     /* the roster has him in the zone, or in the grid where the case lives */
};

struct restriction_row {
	const struct record *order;  /* open fields */
	struct record *latest;       /* its latest extension that stands; NULL: none */
	const struct record *ground; /* of the latest, else of the order; NULL: not here */
	enum restriction_concern concern;
	bool grounded; /* the ground stands, and concerns him */
	enum restriction_state state;
	uint8_t outcome; /* of one that ended */
	int64_t from, until;
	int64_t approved;       /* when; 0: not yet */
	struct str approved_by; /* an account */
	int notices, notices_open, notices_overdue;
	int appeals, appeals_open, appeals_overdue;
	struct uuid decided;   /* the latest decision on an appeal; nil: none */
	bool extension_awaits; /* one is held for approval */
	struct subject whom;   /* type SUBJECT_UNKNOWN: not his to see */
	struct str name;       /* of a person, masked; STR_NONE: none is told */
};

/* incident nil: of all that are no exercise; area "" = all that he sees; on: the moment. What somebody has to decide on comes first,
 * and then the latest. Names take keys: c->keys may be NULL. */
int restriction_list(struct cx *cx, const struct cover *c, const struct uuid *incident,
	struct str area, int64_t on, struct restriction_row **ret, size_t *ret_n);
/* One that he sees, by the id of its order: E_NOT_FOUND. */
int restriction_get(struct cx *cx, const struct cover *c, const struct uuid *id, int64_t on,
	struct restriction_row *ret);
/* pseudonym: as row_suspect has it. */
void row_restriction(struct jw *w, const struct restriction_row *v, const char *pseudonym);
/* As whom it restricts is told it: nobody's name, and no account. */
void row_restriction_told(struct jw *w, const struct restriction_row *v, bool may_appeal);
/* What it is called: "居家隔离". */
const char *restriction_what(const struct restriction_row *v, bool zh);
const struct choice *restriction_state_choice(enum restriction_state s);

/* ordered = the sum over states; and of those that hold, in which way. */
struct restriction_account {
	int64_t ordered, state[RESTRICTION_STATES], holds[5 /* by code, from 1 */];
	int64_t approved, approved_same_day, extensions_await;
	int64_t notices, notices_open, notices_overdue;
	int64_t appeals, appeals_open, appeals_overdue, appeals_lifted;
};
void restriction_count(
	const struct restriction_row *all, size_t n, struct restriction_account *ret);
void row_restriction_account(struct jw *w, const struct restriction_account *a);

/* ---- notice.c ---- */

/* What is told to whom it is about. The words sealed with the order, and the whole name, where they were asked for. */
struct restriction_notice {
	const struct restriction_row *of;
	struct str name, reason,
		decision; /* decision: why the latest appeal was decided as it was */
};
/* unmask: the name and the words in plain, which the caller notes as a look; needs keys. */
int restriction_notice(struct cx *cx, const struct cover *c, const struct restriction_row *of,
	bool unmask, struct restriction_notice *ret);
/* Why, in plain words; of his own data only, and of nobody else's. */
struct str notice_why(struct cx *cx, const struct restriction_notice *n, bool zh);
struct str notice_appeal(bool zh);
int notice_write(struct cx *cx, const struct cover *c, const struct restriction_notice *n,
	enum sheet_format format, bool zh, struct str *ret);
void row_notice(struct jw *w, struct cx *cx, const struct restriction_notice *n);

#endif
