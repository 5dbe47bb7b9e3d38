/* Coverage: what there is (areas, subjects), what is asked (rounds, targets), what adds up (accounts), and what is
 * read of it. The folds that keep the views are in cover/apply.h; this is the reading side.
 *
 * Each read runs in a read transaction that the caller opened (store_begin_read), takes a reader, and shows only what
 * lies in his areas; an area outside gives E_NOT_FOUND. Lists are paged by an opaque cursor (URL-safe text; "" starts,
 * *ret_next is STR_NONE at the end); limit 1 … 1,000. What is returned lives in the context's arena. */
#ifndef COVER_COVER_H
#define COVER_COVER_H

#include "record/reader.h"
#include "store/store.h"
#include "view/effects.h"

#define COVER_FAR INT64_MAX /* no due time, not closed, not ended */

/* ---- areas ---- */

struct area {
	struct str id, parent, code, name; /* as of the tree's day */
	int level;
	int32_t ended;       /* local day, INT32_MAX = not */
	struct uuid outline; /* the record that says where it runs on a map; nil: none does */
	uint8_t datum;       /* of that */
	bool known; /* false: only named by others so far; a root that only `everywhere` sees */
	struct area *up;     /* NULL for a root */
	struct area **under; /* children, by id */
	size_t under_n;
};

/* The whole tree in memory, of one moment and one local day: of each area the version that is valid then. Refreshed when
 * an area changed, and on the day on which a version begins (area_tree_follow is cheap when not). Held and shared by the
 * process; a request takes a reference. */
struct area_tree;
int area_tree_open(struct cx *cx, struct store *s, int32_t day, struct area_tree **ret);
/* Points *tree to a newer one if areas changed since, by a record or by the day (the old one is released); in any
 * transaction of s. */
int area_tree_follow(struct cx *cx, struct store *s, int32_t day, struct area_tree **tree);
struct area_tree *area_tree_hold(struct area_tree *t);
void area_tree_release(struct area_tree *t);
/* The newest entry that touched an area. */
int64_t area_tree_newest(const struct area_tree *t);
const struct area *area_find(const struct area_tree *t, struct str id); /* NULL */
bool area_within(
	const struct area_tree *t, struct str id, struct str top); /* id is top or under it */
/* Areas of the subtree of top that the reader may see, parents first; top "" = from the roots of his scopes. E_UNKNOWN_AREA,
 * E_NOT_FOUND. */
int area_visible(struct cx *cx, const struct area_tree *t, const struct reader *who, struct str top,
	const struct area *const **ret, size_t *ret_n);
bool reader_sees(const struct area_tree *t, const struct reader *who, struct str area);
size_t area_roots(const struct area_tree *t, const struct area *const **ret);
size_t area_all(const struct area_tree *t, const struct area *const **ret);
/* ---- what a read needs ---- */

/* What takes long to read, kept by area for the next reading (cover/kept.h): at most max bytes, and what has no room is read each
 * time. Any thread; own lock. */
struct kept;
int kept_new(struct cx *cx, size_t max, struct kept **ret);
void kept_free(struct kept *k); /* takes NULL */

/* The tallies of rounds, kept while a server writes (cover/tallies.h). Any thread; own lock. */
struct tallies;
int tallies_new(struct cx *cx, struct tallies **ret);
void tallies_free(struct tallies *t); /* takes NULL */
/* Somebody reads in this epoch: what was read in another is forgotten, for views that were made anew may differ from damaged
 * ones. A snapshot of another epoch, which may still be read, then finds nothing and leaves nothing. */
void tallies_epoch(struct tallies *t, struct str epoch);

struct cover {
	struct store *store; /* in a transaction */
	const struct area_tree *tree;
	const struct reader *who;
	struct keyring *keys; /* NULL: sealed fields are not opened */
	const struct kinds *kinds;
	struct kept *kept;       /* NULL: nothing is kept */
	struct tallies *tallies; /* likewise */
	struct str epoch;        /* of the snapshot: what is kept in memory goes by it */
	int64_t now;
	/* Whoever may take no longer than what is kept in memory takes. NULL: anybody else. Where more would have to be read, or of
	 * more than COVER_PROMPT_AREAS, it is set, and the read fails with -E_BUSY. */
	bool *later;
};
#define COVER_PROMPT_AREAS 8192

/* ---- subjects ---- */

struct subject {
	struct uuid id, survivor, source;
	enum subject_type type;
	struct str area, place;
	uint32_t flags;
	bool moved;
	int64_t pos;
};
int subject_get(struct cx *cx, const struct cover *c, const struct uuid *id,
	struct subject *ret); /* E_NOT_FOUND */
/* It and all that it was merged with, whoever sees them; itself alone where nobody has listed it. At most a cluster's thousand. */
int subject_cluster(struct cx *cx, const struct cover *c, const struct uuid *id, struct uuid **ret,
	size_t *ret_n);
/* Where a subject lies, and where it lay at a moment; "" where nobody has listed it. */
struct lying {
	struct str now, then;
	enum subject_type type;
	struct uuid id;
};
/* In any transaction. */
int subject_lies(
	struct cx *cx, struct store *s, const struct uuid *id, int64_t at, struct lying *ret);
/* The same of many at once: of those that somebody has listed, in no promised order. */
int subjects_lie(struct cx *cx, struct store *s, const struct uuid *ids, size_t n, int64_t at,
	struct lying **ret, size_t *ret_n);
/* Which of these are in the roster at all; ret has n. */
int subjects_there(
	struct cx *cx, const struct cover *c, const struct uuid *ids, size_t n, bool *ret);
/* Those of an area and all under it ("" = all that he sees), by area, type and id; SUBJECT_UNKNOWN =
 * of every type. */
int subject_list(struct cx *cx, const struct cover *c, struct str area, enum subject_type type,
	struct str after, size_t limit, struct subject **ret, size_t *ret_n, struct str *ret_next);
/* Those of them that have a point on a map, in the same order; of what was merged the one that stays. A page may come short, also
 * empty; the end is where *ret_next is STR_NONE. */
struct subject_point {
	struct subject subject;
	uint8_t datum;    /* a code of desk/map */
	int32_t lon, lat; /* 10^-7 degrees */
};
int subject_points(struct cx *cx, const struct cover *c, struct str area, enum subject_type type,
	struct str after, size_t limit, struct subject_point **ret, size_t *ret_n,
	struct str *ret_next);
struct suspect {
	struct uuid a, b;
	int label; /* as in match */
	struct str area;
	bool a_away, b_away; /* outside the reader's areas; not both */
};
int subject_suspects(struct cx *cx, const struct cover *c, struct suspect **ret, size_t *ret_n);
/* The home that the latest standing record about this person tells, listed or not; nil: none does, or its key is gone. */
int person_home(struct cx *cx, const struct cover *c, const struct uuid *subject, struct uuid *ret);
/* Who lives in a dwelling: people listed in its area whose latest standing record names it as their home, by id. The name is
 * plain, and the caller's to mask; STR_NONE where it was destroyed. */
struct resident {
	struct uuid id;
	struct str name;
};
int dwelling_residents(struct cx *cx, const struct cover *c, const struct subject *dwelling,
	struct resident **ret, size_t *ret_n);
/* Standing records that raised a matter about one of these subjects (KIND_RAISES), wherever they lie: the latest first, of the
 * latest COVER_RAISED_MAX of each call. kind: of this one only; NULL: of every kind. Open fields only. The caller knows that they may
 * be shown. */
#define COVER_RAISED_MAX 1000
int subjects_raised(struct cx *cx, const struct cover *c, const struct uuid *ids, size_t n,
	const char *kind, struct record ***ret, size_t *ret_n);
/* Is anything still open of what this record, which raised a matter, asks of somebody? c: store and kinds. */
int matter_open(struct cx *cx, const struct cover *c, const struct record *r, bool *ret);
/* Standing records that say something of a subject, whatever round they answer, and that lie in areas that he sees: the
 * latest first. Open fields only. */
int subject_records(struct cx *cx, const struct cover *c, const struct subject *s,
	struct record ***ret, size_t *ret_n);
/* What standing records said of it as a subject, in no promised order; the caller knows that they may be shown. */
int subject_acts(struct cx *cx, const struct cover *c, const struct uuid *id, struct act **ret,
	size_t *ret_n);
/* The ids of all standing records that say something of these subjects or say who they are, wherever they lie: the latest first. The
 * caller knows that they may be shown. */
int subjects_said(struct cx *cx, const struct cover *c, const struct uuid *ids, size_t n,
	struct uuid **ret, size_t *ret_n);
/* The records of these acts, in the same way. */
int acts_records(struct cx *cx, const struct cover *c, const struct act *acts, size_t n,
	struct record ***ret, size_t *ret_n);
/* Does this record, of a kind that names people, stand for this subject? */
int person_told(struct cx *cx, const struct cover *c, const struct uuid *subject,
	const struct uuid *record, bool *ret);

/* ---- rounds ---- */

struct round {
	struct uuid id, incident;
	struct str kind, area, question, filter;
	bool standing;
	int64_t expected, due, opened, closes;
	int state;    /* 1 open 2 closed 3 cancelled */
	bool opening; /* closed list not yet whole */
	int64_t pos;
};
int round_get(struct cx *cx, const struct cover *c, const struct uuid *id,
	struct round *ret); /* E_UNKNOWN_ROUND */
int round_list(
	struct cx *cx, const struct cover *c, struct round **ret, size_t *ret_n); /* newest first */

struct coverage {
	struct str area;
	bool direct;    /* the targets lying on the asked area itself */
	bool no_roster; /* nothing is listed there at all */
	int64_t expected, found, done, excused, missing, late;
	int64_t off; /* expected + found − done − excused − missing: 0 when the account closes */
	int64_t overdue; /* of the missing, those whose time has passed; -1: nobody counted (round_overdue) */
	int64_t pos; /* the newest entry that touched a target here, whether a count moved or not; 0: none did */
};
/* area "" = the round's top with all that the reader sees of the round; where his areas lie below the top: that area if
 * it is one, else one child each. ret_children: one row for each area directly under it that has targets or nothing listed
 * (no_roster) and is in the reader's areas, and a direct row if targets lie on the area itself. They sum to ret. */
int round_coverage(struct cx *cx, const struct cover *c, const struct uuid *round, struct str area,
	struct coverage *ret, struct coverage **ret_children, size_t *ret_n);

/* How many of the missing are overdue, by their own time or else the round's; read from the table, by which it is exact. */
int round_overdue(struct cx *cx, const struct cover *c, const struct uuid *round, struct str area,
	int64_t *ret);

struct target {
	struct uuid round, subject;
	struct str area;
	int64_t slot, due, covered, pos;
	int state; /* 0 stray 1 open 2 done 3 excused */
	int code, next, origin, tries;
	bool late;
	bool overdue; /* open, and its due time (else the round's) has passed */
};
/* Fills in one of which round, area, subject and slot are given; state 0 where nothing was asked there. */
int target_get(struct cx *cx, const struct cover *c, struct target *t);
/* The subjects of targets, which lie by area and subject as missing lists do; type SUBJECT_UNKNOWN: not in the roster, or not
 * his to see. ret has n. */
int target_subjects(struct cx *cx, const struct cover *c, const struct target *targets, size_t n,
	struct subject *ret);
/* The open targets: exactly as many as coverage's missing, by area, subject and slot. */
int round_missing(struct cx *cx, const struct cover *c, const struct uuid *round, struct str area,
	struct str after, size_t limit, struct target **ret, size_t *ret_n, struct str *ret_next);
/* Those in this very area or in one around it, in any order: nothing that lies beside it is read. */
int round_missing_over(struct cx *cx, const struct cover *c, const struct uuid *round,
	struct str area, struct target **ret, size_t *ret_n);
/* Of those that are doors the ones whose place may be in this compound and building ("": in any), and all that are none: the caller looks
 * at each place. Of one building no other door is opened. */
int round_missing_at(struct cx *cx, const struct cover *c, const struct uuid *round,
	struct str area, struct str compound, struct str building, struct target **ret,
	size_t *ret_n);
/* The same of the targets in every state, open, done and excused: what an area's doors look like in a round. */
int round_targets(struct cx *cx, const struct cover *c, const struct uuid *round, struct str area,
	struct str after, size_t limit, struct target **ret, size_t *ret_n, struct str *ret_next);
/* Of those in every state the ones that are due from one moment to another, both included; in no promised order. */
int round_due(struct cx *cx, const struct cover *c, const struct uuid *round, struct str area,
	int64_t from, int64_t to, struct target **ret, size_t *ret_n);
/* A round and those of its kind before it, newest first, as many as are looked at; cancelled ones are left out. */
#define MISSED_ROUNDS 5
int rounds_like(struct cx *cx, const struct cover *c, const struct round *of,
	struct round ret[MISSED_ROUNDS], size_t *ret_n);
/* Who is on the missing list of any of these (at most MISSED_ROUNDS), by area and subject, each once: in bit i, of rounds[i]. whos: as
 * whose reader he sees each of them. */
struct missed {
	struct target target; /* area and subject */
	unsigned in;
};
int round_missed(struct cx *cx, const struct cover *c, const struct round *rounds,
	const struct reader *whos, size_t rounds_n, struct str area, struct str after, size_t limit,
	struct missed **ret, size_t *ret_n, struct str *ret_next);
/* Answers to no target (round NULL: of all rounds). */
int round_strays(struct cx *cx, const struct cover *c, const struct uuid *round,
	struct target **ret, size_t *ret_n);
/* What the latest of the answers to it, or else what asked it singly, says in one of these open fields (names up to NULL);
 * STR_NONE: none says any. */
int target_says(struct cx *cx, const struct cover *c, const struct target *t,
	const char *const *fields, struct str *ret);
/* What was said of it, ascending by time. */
int target_said(struct cx *cx, const struct cover *c, const struct target *t, struct act **ret,
	size_t *ret_n);
/* Did one of these people write (or hand in unproved) a standing record of this kind about it? */
int target_by(struct cx *cx, const struct cover *c, const struct target *t, const char *kind,
	const struct str *people, size_t people_n, bool *ret);
/* A record as the journal has it, open fields only, whosever it is: the caller knows that it may be shown. NULL: there is none. */
int record_of(struct cx *cx, const struct cover *c, const struct uuid *id, struct record **ret);
/* Subjects for a new round: type and filter in area, by lowest area. A filter is flags, divided by blanks, all of which each has
 * ("flag:elderly flag:immobile"; "" = all): E_FILTER. Flags are told of people: of dwellings those are meant in which somebody with the
 * flags lives, which takes keys. after: only areas behind this one ("": all). each: 0, 1 for enough, or -E_*. */
typedef int round_candidate(
	void *arg, struct cx *cx, struct str area, const struct uuid *subjects, size_t n);
int round_candidates(struct cx *cx, const struct cover *c, struct str area, enum subject_type type,
	struct str filter, struct str after, round_candidate *each, void *arg);
/* How many they are, by area. Without a filter from the roster's own counts, of people with flags from an index; of dwellings with
 * flags, and of staff, they are looked through as above, where people with flags live being kept (cover/flagged.h). */
struct candidates {
	struct str area;
	int64_t n;
};
int round_candidates_count(struct cx *cx, const struct cover *c, struct str area,
	enum subject_type type, struct str filter, struct candidates **ret, size_t *ret_n);

/* Recount from the target rows, for tests and verify: E_RECOUNT names round and area. */
int cover_recount(struct cx *cx, struct store *s);

/* ---- figures ---- */

enum figure_shape { FIGURE_COUNT, FIGURE_SUM, FIGURE_DISTINCT };
struct figure {
	uint16_t number; /* kept in views, never reused */
	const char *id;  /* "people-called-on" */
	int v;
	enum figure_shape shape; /* DISTINCT: subjects of the records that count, each once */
	int64_t divide;          /* sums are shown divided by this (100: fen to yuan), normally 1 */
	enum matter matter;      /* whose it is; MATTER_NONE: that of its desk */
	const char *unit_zh, *unit_en, *zh, *en, *means_zh, *means_en;
	bool apart; /* of what was told, not of the work: no bulletin tells it */
};
struct figures {
	const struct figure *const *all;
	size_t n;
};
const struct figure *figure_find(const struct figures *fs, struct str id);

struct figure_value {
	const struct figure *figure;
	struct uuid incident;
	int64_t value;             /* not yet divided by figure->divide */
	int64_t as_of;             /* newest pos of the journal at the reading */
	uint8_t digest[SEAL_HASH]; /* over the record ids in order of pos; only when asked */
	int64_t records;           /* how many count, when the digest was asked, else -1 */
};
/* incident nil: all that are no exercise. from, to: local days, both included (INT32_MIN … INT32_MAX = all).
 * with_digest reads every record. */
int figure_value(struct cx *cx, const struct cover *c, const struct figure *f,
	const struct uuid *incident, struct str area, int32_t from, int32_t to, bool with_digest,
	struct figure_value *ret);
/* All figures at once, one pass; one row per figure and incident that has any. */
int figure_board(struct cx *cx, const struct cover *c, const struct figures *fs,
	const struct uuid *incident, struct str area, int32_t from, int32_t to,
	struct figure_value **ret, size_t *ret_n);
/* What each lowest area counts on each day, where it is not 0, by area and day; of a figure that is counted or summed. */
struct figure_day {
	struct str area;
	int32_t day;
	int64_t n;
};
int figure_days(struct cx *cx, const struct cover *c, const struct figure *f,
	const struct uuid *incident, struct str area, int32_t from, int32_t to,
	struct figure_day **ret, size_t *ret_n);
/* The records behind, by area and day, then pos: those that stand and had come by as_of (0: now; a cursor goes on with
 * that of its first page, and with no other: E_BAD_REQUEST). */
struct figure_record {
	struct uuid id;
	int64_t pos, n;
	struct str area;
	int32_t day;
};
int figure_records(struct cx *cx, const struct cover *c, const struct figure *f,
	const struct uuid *incident, struct str area, int32_t from, int32_t to, int64_t as_of,
	struct str after, size_t limit, struct figure_record **ret, size_t *ret_n,
	struct str *ret_next);

struct incident {
	struct uuid id;
	struct str name, area;
	bool exercise, ended;
	int level;            /* of the response; 0: nobody said */
	int64_t began;        /* declared, or responded to since, whichever was earlier */
	int64_t level_since;  /* 0: nobody said */
	int64_t ended_at;     /* 0: it goes on */
	struct uuid ended_by; /* the record; nil: it goes on */
	struct uuid purge
		[CLASSES]; /* of each class the record that orders its purge, given since it ended; nil: none */
	unsigned purge_classes; /* bit 1 << class */
};
int incident_list(struct cx *cx, const struct cover *c, struct incident **ret, size_t *ret_n);

/* ---- goods ---- */

struct goods {
	struct str place, item, area;
	struct str lot;              /* "": all of the item, whatever lot it is of or none */
	int64_t booked;              /* from movements only, thousandths */
	int64_t counted, counted_at; /* of the latest count; counted_at 0 = never counted */
	int64_t booked_then;         /* booked at that count */
	int64_t unexplained;         /* counted − booked_then: 0 when the account closes */
};
/* incident nil: the shelves as they are, whichever incidents they serve, without what an exercise moved. Else what was moved and
 * counted for that incident. */
int goods_list(struct cx *cx, const struct cover *c, const struct uuid *incident, struct str area,
	struct goods **ret, size_t *ret_n);
/* Of one lot ("": of every lot), by lot, place and item, wherever it lies: whoever shows it asks who may see it. */
int goods_lots(struct cx *cx, const struct cover *c, const struct uuid *incident, struct str lot,
	struct goods **ret, size_t *ret_n);
/* What moved or counted it, in the order in which it happened. */
int goods_said(struct cx *cx, const struct cover *c, const struct uuid *incident,
	const struct goods *of, struct act **ret, size_t *ret_n);

/* ---- things somebody should look at ---- */

struct clash {
	int what;
	struct str area;
	const struct uuid *ids;
	size_t ids_n;
};
int clash_list(struct cx *cx, const struct cover *c, struct clash **ret, size_t *ret_n);
struct waiting {
	struct uuid id;   /* the record that waits */
	struct uuid for_; /* what it names that is not here */
	struct str area;
	bool away; /* for_ is listed, outside the reader's areas: not on this round's list */
};
int waiting_list(struct cx *cx, const struct cover *c, struct waiting **ret, size_t *ret_n);
/* Which of these records wait, wherever they lie; ret has n. What else waits costs nothing. */
int waiting_of(struct cx *cx, const struct cover *c, const struct uuid *ids, size_t n, bool *ret);
struct marked {
	struct uuid id;
	int64_t pos;
	struct str area;
};
/* what as in table mark; of the held and of the unconfirmed ones those that wait still: neither approved nor voided. */
int marked_list(struct cx *cx, const struct cover *c, int what, struct marked **ret, size_t *ret_n);
/* The held ones of these rounds; what else is held costs nothing. */
int held_in(struct cx *cx, const struct cover *c, const struct uuid *rounds, size_t n,
	struct marked **ret, size_t *ret_n);
/* Records that were refused and kept aside and that nobody has seen to (refusal.settled), in the order in which they came: those whose area he sees, and his own. What he
 * wrote in them stays sealed. A page may end early, also empty; the end is where *ret_next is STR_NONE. */
struct refusal {
	struct uuid id; /* nil if it could not be read */
	int64_t pos, received;
	struct str via, code, field; /* of the error; field is STR_NONE where it has none */
	struct str kind, area;       /* STR_NONE unless they are known ones */
	struct uuid device;          /* nil: none */
	int64_t seq;
};
int refusal_list(struct cx *cx, const struct cover *c, struct str after, size_t limit,
	struct refusal **ret, size_t *ret_n, struct str *ret_next);

/* ---- what is told to whoever works here ---- */

/* A notice (PUBLISHED_NOTICE of view/effects.h), or an issue of a list of risk areas (PUBLISHED_RULE), which is for everybody. */
struct published {
	struct uuid key;
	struct str area;
	int64_t parts; /* the records that make it; 0: it stands no longer */
	int64_t pos;
};
/* Those that concern the reader and of which anything changed after a position (-1: all), by key; as marks
 * (parts 0), where they are asked for, also those that stand no longer or concern others. after: the key where the last page ended; nil: the first. At most limit; *ret_last: the key where this page
 * ends, nil: nothing is left. */
int published_list(struct cx *cx, const struct cover *c, int what, int64_t since, bool marks,
	const struct uuid *after, size_t limit, struct published **ret, size_t *ret_n,
	struct uuid *ret_last);
/* The records of that sort that stand: the notice itself, the pieces of a list, or who has read it (PUBLISHED_READ). */
int published_parts(struct cx *cx, const struct cover *c, const struct uuid *key, int what,
	struct uuid **ret, size_t *ret_n);

/* The newest position at which a notice came, ended, or was read by somebody; 0: none ever. */
int published_newest(struct cx *cx, const struct cover *c, int64_t *ret);

/* Whose they are, each once, ascending: as published_who() (view/effects.h). */
int published_whose(struct cx *cx, const struct cover *c, const struct uuid *key, int what,
	int64_t **ret, size_t *ret_n);

/* ---- changes ---- */

/* One page of what changed for this reader after a cursor ("" = all). Rows are written as JSON by the
 * caller. Items are applied in their order, gone ones too. A gone area means: drop it with all under it
 * and all that lies in them; such items have a page of their own, and what he still sees comes again
 * after them. *ret_more: ask again at once; *ret_next is always set. E_EPOCH also tells somebody who saw
 * everything to start again, when he does so no more or an area was taken back. */
struct change {
	const char *type; /* "area", "subject", "round", "target", "notice", "rule" */
	bool gone;
	struct str
		key; /* area id, subject id, round id, notice's record, list's issue; a target's: round/area/subject/slot */
	int64_t pos;
	const void *row; /* struct area, subject, round, target, published; NULL when gone */
};
int cover_changes(struct cx *cx, const struct cover *c, struct str cursor, struct str epoch,
	size_t limit, struct change **ret, size_t *ret_n, struct str *ret_next,
	bool *ret_more); /* E_EPOCH, E_BAD_REQUEST */

#endif
