/* The look-book: entries of the journal that say who was shown personal fields in plain, of whom and why; which copies of lists left
 * as files, and until when they may be kept; and what was done about either. doc/format/record.md, section 3.
 *
 * Reasons are picked from a list, so that what a resident is shown of a look holds nobody's name; what its reader typed
 * besides is sealed. */
#ifndef RECORD_LOOK_H
#define RECORD_LOOK_H

#include "record/journal.h"

#define LOOK_SUBJECTS_MAX 1000 /* of one entry */
#define LOOK_NOTE_MAX 200      /* code points */

enum look_act {
	LOOK_SEEN,      /* fields in plain, on a screen */
	LOOK_EXPORTED,  /* rows about people, as a file */
	LOOK_DESTROYED, /* such a file is gone */
	LOOK_REVIEWED   /* how often an account looked on a day was gone into */
};

struct look {
	enum look_act act;
	struct str reader;
	struct str role,
		office; /* in which he looked, and the area of it; "": not told, everywhere */
	struct str
		screen; /* what he looked at: "record", "place"; of an export the command: "missing" */
	struct str why; /* a name of look_reasons; "" where an entry of before has words instead */
	struct str words; /* these, which lie open */
	struct str note;  /* in: sealed when it is appended; never read back by look_read */
	const struct uuid *subjects; /* subjects, and records that name none */
	size_t n;
	int64_t rows;       /* of an export */
	int32_t until;      /* and the last local day on which the copy may be kept */
	struct str digest;  /* hex, of its cells */
	struct uuid of;     /* destroyed: the export, by its entry's id */
	struct str whom;    /* reviewed: the account, */
	int32_t day;        /* the local day, */
	struct str finding; /* and a name of look_findings */
};

#define LOOK_REASON_NAMES "visit reach trace care check correct asked report review other"
extern const struct choice look_reasons[], look_findings[];
/* NULL: there is none of that name. */
const struct choice *look_choice(const struct choice *all, struct str name);

/* The entry, to be appended; id: of an export, nil: a new one. E_FIELD_CHOICE: no such reason or finding; E_FIELD_MISSING: the reason
 * "other" without a note; E_TOO_LONG. */
int look_write(
	struct cx *cx, const struct look *l, const struct uuid *id, int64_t now, struct entry *ret);
int look_read(struct cx *cx, const struct entry *e, struct look *ret);
/* What its reader wrote besides; STR_NONE: nothing, or it was destroyed. */
int look_note(struct cx *cx, struct keyring *k, const struct entry *e, struct str *ret);

#endif
