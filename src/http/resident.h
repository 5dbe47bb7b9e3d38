/* What a resident is told of himself, as data and as a page: his own record, and nothing else. He is told what is kept of him and by
 * which desk it was entered, not by whom; what a record says in free text may speak of others, and is named, not shown, unless it
 * says who he is, or he wrote it himself; and so are the ids of others that a record names. Talks in confidence are left out:
 * they are told by whoever talked.
 *
 * All of it is read on a worker's thread, for a call of a resident; what is returned lives as long as the call. */
#ifndef HTTP_RESIDENT_H
#define HTTP_RESIDENT_H

#include "desk/restriction/restrictions.h"
#include "guard/resident.h"
#include "http/own.h"

#define OWN_RESTRICTIONS_MAX 20   /* that he is told of */
#define OWN_RESTRICTIONS_READ 200 /* the latest, that are looked at */
#define OWN_ZONES_MAX 20          /* over his home, that he is told of */

/* Reads of his own go past areas: he has none. */
struct own {
	struct reader all;
	struct cover cover;
	/* all that he was merged with; n of them, and behind them his home, if he has one */
	struct uuid *same;
	size_t n, about;        /* about: with the home */
	struct subject subject; /* the one that stays of those he is */
	bool has_home;
	struct subject home;
	struct uuid guardian; /* who reads for him; nil: he himself */
	int64_t until;        /* of the session */
};
/* E_FORBIDDEN: it is no resident who asks. With keys. */
int own_read(struct call *c, struct own *o);
bool own_is(const struct own *o, const struct uuid *id);
/* He handed it in himself, under whichever of the ids that are his; of a child: this very guardian did. */
bool own_wrote(const struct own *o, const struct record *r);
/* His whole name; STR_NONE: none is told. */
int own_name(struct call *c, const struct own *o, struct str *ret);

/* A kind that he may hand in about himself, and the newest of the open rounds that take it where he lives. */
struct own_may {
	const struct kind *kind;
	struct uuid round;
};
int own_may(struct call *c, const struct own *o, struct own_may **ret, size_t *ret_n);

struct own_fact {
	const struct field *field; /* NULL: one that this program does not know */
	struct str name;
	const struct json *value;
};

/* What became of something that he asked himself. */
struct own_answer {
	bool asked; /* by him; nothing else is set where it was not */
	bool open;
	const struct choice *outcome; /* of the latest answer; NULL: none yet */
	int64_t due;
	struct str words; /* of the latest answer; STR_NONE */
};

struct own_record {
	const struct record *r;
	const struct desk *desk; /* NULL: one that is not known */
	struct own_fact *facts;
	size_t facts_n;
	struct str *withheld; /* names of fields */
	size_t withheld_n;
	bool gone[CLASSES]; /* destroyed */
	struct own_answer answer;
};
/* The standing records about him, and those by which he asked, the latest first; then some of them, without talks in confidence. */
int own_record_ids(struct call *c, const struct own *o, struct uuid **ret, size_t *ret_n);
int own_records(struct call *c, const struct own *o, const struct uuid *ids, size_t n,
	struct own_record **ret, size_t *ret_n);

/* A zone that is in force over his home: what is told to everybody who lives there, and nothing of whom it is about. */
struct own_zone {
	const struct choice *level; /* what it means */
	struct str area, place; /* its area's name; the place in it as it is kept, "": all of it */
	struct str basis, lead; /* by which order or rule; whom to ask */
	int64_t since, until;
	bool over; /* its end has passed, and nobody has released it yet */
};
/* The latest first; cut: there are more than OWN_ZONES_MAX. */
int own_zones(struct call *c, const struct own *o, struct own_zone **ret, size_t *ret_n, bool *cut);

/* What restricts him or his home, what holds first and then the latest, and one of it with its words: E_NOT_FOUND where it is none of
 * his. One that still waits for a second person is not told. Of his home only what binds whoever lives there now, without words: they
 * may be of another, and so may objections, of which his own count. cut: there is more than is told. */
int own_restrictions(struct call *c, const struct own *o, struct restriction_row **ret,
	size_t *ret_n, bool *cut);
int own_notice(struct call *c, const struct own *o, const struct uuid *id,
	struct restriction_row *row, struct restriction_notice *ret);
/* May he still say something against it? */
bool own_may_appeal(const struct restriction_row *v);

/* He looks at what is his: that is a look like any other, so that he sees it if it was not he. Before the answer leaves. */
int own_look(struct call *c, const char *screen);

#endif
