/* The look-book as it is read: who looked at somebody, who looks far more than the work needs, and which copies left as files; and
 * what is written into it about the last two.
 *
 * Reads run in a read transaction of the caller and ask for no right: the caller has. Lists are newest first, below a position. */
#ifndef GUARD_LOOK_BOOK_H
#define GUARD_LOOK_BOOK_H

#include "guard/guard.h"
#include "record/look.h"

/* An account stands out on a day when it looked at more than LOOK_MANY different people and at more than LOOK_TIMES as many
 * as the middle one of its colleagues who looked that day; where these are fewer than LOOK_COLLEAGUES, LOOK_TIMES as many
 * as the records that it handed in. */
#define LOOK_MANY 50
#define LOOK_TIMES 5
#define LOOK_COLLEAGUES 3
#define LOOK_DAYS_MAX 31      /* asked for at once */
#define EXPORT_DAYS_MAX 92    /* that a copy may be kept */
#define EXPORT_ROWS_MAX 50000 /* of one: a township's homes */

/* An entry of the book; words typed by its reader only with keys (c->keys), STR_NONE otherwise. */
struct look_row {
	int64_t pos, at;
	struct uuid id;
	struct look look;
	struct str note;
};
/* Looks at a subject and all that it was merged with, before a position (0: all). limit 1 … 1,000. */
int looks_of(struct cx *cx, const struct cover *c, const struct uuid *subject, int64_t before,
	size_t limit, struct look_row **ret, size_t *ret_n);

struct account_day {
	int32_t day;
	struct str account,
		role; /* role: of his first grant that shows people in plain; "" where he has none any more */
	int64_t looks, subjects, records;
	int64_t colleagues,
		middle; /* of the same role who looked that day; subjects of the middle one, -1: too few of them */
	bool stands_out;
	int64_t reviewed; /* position of the newest review; 0: none */
	struct look review;
};
/* Both days included; residents, who see themselves, are no readers. E_BAD_REQUEST: more than LOOK_DAYS_MAX. Who stands out and was not gone into comes first, then by how many
 * people he looked at. */
int looks_by_account(struct cx *cx, const struct cover *c, struct guard *g, int32_t from,
	int32_t to, struct account_day **ret, size_t *ret_n);
/* A review of it: E_NOT_FOUND where he did not look that day, E_FORBIDDEN of oneself. */
int look_review_entry(struct cx *cx, const struct cover *c, const struct rights *by,
	struct str account, int32_t day, struct str finding, struct str note, struct entry *ret);

enum export_state { EXPORT_KEPT, EXPORT_DUE, EXPORT_DESTROYED }; /* due: its end has passed */
struct export_row {
	struct look_row made, gone; /* gone.pos 0: still there */
	enum export_state state;
};
extern const char *const export_states[];
/* due: only those whose end has passed and that are still there. */
int exports_list(struct cx *cx, const struct cover *c, bool due, int64_t before, size_t limit,
	struct export_row **ret, size_t *ret_n);
/* Says that a copy is gone. E_NOT_FOUND; E_CONFLICT: it was said already. */
int export_destroyed_entry(struct cx *cx, const struct cover *c, const struct rights *by,
	const struct uuid *id, struct str note, struct entry *ret);

/* Entries for what somebody is about to be shown in this matter: l says screen, why, note and subjects, and its reader is filled in.
 * More than LOOK_SUBJECTS_MAX subjects make several. */
int look_entries(struct cx *cx, const struct rights *by, enum matter matter, struct look l,
	int64_t now, struct entry **ret, size_t *ret_n);
/* A slip with which somebody opens his own record: whoever makes it could use it himself, so it is a look at that person, to be
 * written with the code or not at all. */
int look_slip_entry(struct cx *cx, const struct rights *by, const struct uuid *subject, int64_t now,
	struct entry *ret);
/* Who writes it; and in which role, and at which office, he may do this: of the first grant that gives it. */
void look_by(struct look *l, const struct rights *by, struct right right, int64_t now);

#endif
