/* Effects: what a record does to the views, as data.
 *
 * effects(record) is pure and uses open fields only. It gives *acts*, which are folded by key (all standing
 * acts of a key, sorted by (at_used, id), make its rows), and *amounts*, which are summed by figure, scope,
 * area and local day. Kinds call the functions below; cover/ folds. A record's acts are taken back by its id. */
#ifndef VIEW_EFFECTS_H
#define VIEW_EFFECTS_H

#include "record/record.h"

enum fold {
	FOLD_AREA,
	FOLD_INCIDENT,
	FOLD_SUBJECT,
	FOLD_PAIR,
	FOLD_ROUND,
	FOLD_TARGET,
	FOLD_LEDGER,
	FOLD_DUTY,
	FOLD_PUBLISHED,
	FOLDS
};

/* act.what, by fold */
enum { AREA_ADD = 1, AREA_SET, AREA_END, AREA_OUTLINE };
enum { INCIDENT_DECLARE = 1, INCIDENT_END, INCIDENT_LEVEL, INCIDENT_PURGE };
enum {
	SUBJECT_DEFINE = 1,
	SUBJECT_MOVE,
	SUBJECT_FLAGS,
	SUBJECT_PLACE,
	SUBJECT_VERSION,
	SUBJECT_POINT
};
enum { PAIR_ONE = 1, PAIR_NOT_ONE };
enum { ROUND_OPEN = 1, ROUND_CLOSE, ROUND_EXTEND, ROUND_REOPEN, ROUND_CANCEL, ROUND_PIECE };
enum {
	TARGET_LIST = 1,
	TARGET_FOUND,
	TARGET_OBLIGE,
	TARGET_COVER,
	TARGET_TRY,
	TARGET_EXCUSE,
	TARGET_SPARE /* excuses what was asked, if it was: where nothing was, nothing waits */
};
enum { LEDGER_IN = 1, LEDGER_OUT, LEDGER_COUNT };
/* Went on or off; is planned to; works elsewhere from one moment until another. */
enum { DUTY_ON = 1, DUTY_OFF, DUTY_STARTS, DUTY_ENDS, DUTY_SECONDED };
/* A bulletin of an area's days; a text that somebody has begun for it; whether anybody may read it; when one is drawn up every day; that somebody has seen to
 * what was refused. */
enum {
	PUBLISHED_NOTICE = 1,
	PUBLISHED_RULE,
	PUBLISHED_READ,
	PUBLISHED_BULLETIN,
	PUBLISHED_DRAFTED,
	PUBLISHED_SHARED,
	PUBLISHED_DAILY,
	PUBLISHED_SETTLED
};

enum subject_type {
	SUBJECT_UNKNOWN,
	SUBJECT_DWELLING,
	SUBJECT_PERSON,
	SUBJECT_STORE,
	SUBJECT_MATTER, /* raised by a record, whose id it has: a question, a finding, a task */
	SUBJECT_SITE,   /* an enterprise, a compound, a post, a sampling point */
	SUBJECT_UNIT,   /* of the organisation */
	SUBJECT_STAFF,  /* who works in the response */
	SUBJECT_TUBE,
	SUBJECT_BULLETIN,
	SUBJECT_FORM, /* a table that an upper office asks for */
	SUBJECT_PLAN, /* a drawing of a site or a compound */
	SUBJECT_TYPES
};

struct act {
	enum fold fold;
	uint8_t what, code, next;
	uint8_t obliges; /* an answer: category of what must follow elsewhere (n: its due time, text: the
	                             * kind of standing round U+001F area, and U+001F THERE); 0 none */
	/* the key */
	struct uuid key, key2; /* subject; round and subject; incident; the pair, smaller first */
	int64_t slot;          /* target: slot; ledger: local day */
	struct str name;       /* area id; ledger: place U+001F item, of a lot U+001F its id */
	/* what it says */
	int64_t at_used;
	struct uuid id;  /* the record */
	int64_t n;       /* due, quantity, flags, dated day … */
	struct str text; /* area of a target or subject; packed values, divided by U+001F */
	bool has_saw;
	struct uuid saw; /* the record whose value the writer saw */
	uint32_t
		word; /* of an answer: what it says of its target, where another's other word excludes it; else 0 */
	uint64_t who; /* a digest of whoever says the word, or tells */
};

struct amount {
	uint16_t figure;   /* number in the figure's definition */
	struct uuid scope; /* round or incident */
	struct str area;
	int32_t day;
	int64_t n; /* 0: of rests, whether it counts is for the fold of duties to say */
};

struct effects {
	struct cx *cx;
	const struct record *r;
	struct act *acts;
	size_t acts_n, acts_cap;
	struct amount *amounts;
	size_t amounts_n, amounts_cap;
	int failed; /* the first error; effects_* return it as well */
};

/* Runs the kind's effects on r; none for a newer or unknown kind. */
int effects_of(struct cx *cx, const struct record *r, struct effects *ret);

int effects_area_add(struct effects *e, struct str id, struct str parent, struct str code,
	struct str name, int level, int32_t from);
int effects_area_set(struct effects *e, struct str id, struct str parent, struct str code,
	struct str name, int32_t from); /* empty = unchanged */
int effects_area_end(struct effects *e, struct str id, int32_t day);
/* From that day on the record is where it runs on a map; datum: a code of desk/map. */
int effects_area_outline(struct effects *e, struct str id, uint8_t datum, int32_t from);
int effects_incident(struct effects *e, int what, struct uuid id, struct str area, struct str name,
	bool exercise);

/* Its level of response (a code) from a moment on: the one said last holds. */
int effects_incident_level(struct effects *e, struct uuid id, uint8_t level, int64_t since);

/* Its data keys of these classes (bit 1 << class) may be destroyed when they are due. */
int effects_incident_purge(struct effects *e, struct uuid id, uint32_t classes);

/* place: U+001F-divided parts (dwellings), else "". */
int effects_subject(struct effects *e, struct uuid subject, enum subject_type type, struct str area,
	struct str place, uint32_t flags);
int effects_subject_move(struct effects *e, struct uuid subject, struct str area);
int effects_subject_flags(struct effects *e, struct uuid subject, uint32_t flags);
int effects_subject_place(struct effects *e, struct uuid subject, struct str place);
/* The record is version n of it: of each there may be one. What is of SUBJECT_PLAN counts by itself, what is SUBJECT_UNKNOWN
 * likewise: a record that names what it is not about moves no number of that. */
int effects_subject_version(
	struct effects *e, struct uuid subject, enum subject_type of, int64_t n);
/* Where it is on a map: in 10^-7 degrees; the latest holds. */
int effects_subject_point(
	struct effects *e, struct uuid subject, uint8_t datum, int32_t lon, int32_t lat);
/* Of such an act. */
void act_point(const struct act *a, int32_t *ret_lon, int32_t *ret_lat);
int effects_pair(struct effects *e, int what, struct uuid a, struct uuid b);

struct round_spec {
	struct str kind, area, question, filter;
	struct uuid incident;
	bool standing;
	int64_t expected, due;
};
int effects_round_open(struct effects *e, struct uuid round, const struct round_spec *spec);
int effects_round(struct effects *e, int what, struct uuid round,
	int64_t due); /* close, extend, reopen, cancel */
/* One piece: n subjects of one area. Expected grows by n; each subject becomes a target. */
int effects_piece(struct effects *e, struct uuid round, struct str area,
	const struct uuid *subjects, size_t n);
/* A target that came singly: found at a door, or asked of a standing round (then due is its time). */
int effects_target(struct effects *e, int what, struct uuid round, struct uuid subject,
	int64_t slot, struct str area, int64_t due);
/* TARGET_COVER, TARGET_TRY, TARGET_EXCUSE, TARGET_SPARE with the outcome's code and the next action's. */
int effects_answer(struct effects *e, int what, struct uuid round, struct uuid subject,
	int64_t slot, uint8_t code, uint8_t next);
/* The answer given last says a word (> 0) of its target: standing answers of different persons that say different words exclude
 * each other, and are a clash. */
int effects_word(struct effects *e, uint32_t word);
/* The answer given last obliges: a question (whose subject is this record's id, in this record's area) becomes a target
 * of the incident's standing round of that kind, with a category (> 0) and a due time. cover/ makes it, once the round's
 * incident is known, for as long as the answer stands. */
int effects_oblige(struct effects *e, const char *kind, uint8_t category, int64_t due);
/* The same, but where the answer's target was asked, as far as that is known: of answers that are written elsewhere. */
int effects_oblige_there(struct effects *e, const char *kind, uint8_t category, int64_t due);
/* What moves or is counted. A ledger belongs to an incident; a lot is a part of the goods that is followed by itself. */
struct parcel {
	struct uuid incident;
	struct uuid lot; /* nil: none is named */
	struct str item;
	int64_t milli; /* thousandths of a unit */
};
/* Places as in schema/view.sql. What names a lot moves in the item's own account and in the lot's. */
int effects_goods(struct effects *e, struct str from, struct str to, const struct parcel *what);
/* Of a lot: so much of it was there, which says nothing of the rest of the shelf. */
int effects_counted(struct effects *e, struct str place, const struct parcel *what);
/* Counts n for a figure in the record's area on the local day of at_used. */
int effects_amount(struct effects *e, uint16_t figure, struct uuid scope, int64_t n);

/* A shift of somebody begins or ends, as it was (DUTY_ON, DUTY_OFF) or is planned (DUTY_STARTS, DUTY_ENDS), at a moment. Which shift:
 * its round and number. Where it begins sooner after another than he had to rest, that is 1 for a figure with a number up to 255. */
int effects_duty_begins(
	struct effects *e, int what, struct uuid who, int64_t slot, int64_t at, uint16_t figure);
int effects_duty_ends(
	struct effects *e, int what, struct uuid who, int64_t slot, int64_t at, int64_t rest_until);
/* Works in the record's area from a moment until another (0: nobody has said). */
int effects_duty_seconded(struct effects *e, struct uuid who, int64_t from, int64_t until);

/* It tells whoever works in its area (PUBLISHED_NOTICE), or that its writer has read what is told (PUBLISHED_READ), or it is of a
 * bulletin, or somebody has seen to what was refused (PUBLISHED_SETTLED, refusal_key). key: of a notice its own id; of a bulletin its
 * days, of whether it is shared its first version, of a daily one the incident. */
int effects_published(struct effects *e, int what, struct uuid key);
/* A piece of a list of risk areas, which is told to everybody (PUBLISHED_RULE); source "": it names none. */
int effects_issue(struct effects *e, int64_t as_of, struct str version, struct str source);
/* A digest of the account that handed it in; of whoever says so himself where that is proved. */
int64_t published_who(struct str user);
/* The issue of a list of risk areas that was issued at that time with that version. */
struct uuid published_issue(int64_t as_of, struct str version);
/* What an incident's area publishes of these local days, both included. */
struct uuid published_days(struct uuid incident, struct str area, int64_t from, int64_t to);

/* A refusal: under the id of a refused record there may be another's, or none could be read. */
struct uuid refusal_key(int64_t pos, int64_t received);

/* The one standing round of a kind in an incident. */
struct uuid round_standing_id(struct uuid incident, const char *kind);

/* Acts as bytes in a row, sorted by (at_used, id, what); fold and key are not stored. */
int acts_pack(struct cx *cx, const struct act *acts, size_t n, struct str *ret);
int acts_unpack(struct cx *cx, struct str packed, enum fold fold, struct act **ret,
	size_t *ret_n);                                /* E_CORRUPT */
int act_cmp(const struct act *a, const struct act *b); /* (at_used, id, what) */

#endif
