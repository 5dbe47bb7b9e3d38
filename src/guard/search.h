/* One box for finding: an index in memory, never on a disk.
 *
 * By a piece: the places of dwellings and stores and the names of people (opened from their sealed parts), and names by how
 * they are read (guard/pinyin.h). They are found by pairs of characters; a hit is then checked against what is there
 * now, and shown only within the reader's areas. By the whole: phones, document numbers, plates, codes on things (a tube), and the
 * ids of records and subjects.
 *
 * The server fills the index on a thread of its own that follows the journal; until it is full it says so. The command line fills
 * its own with search_follow. An erasure of a person, or of keys, empties what was read from it. */
#ifndef GUARD_SEARCH_H
#define GUARD_SEARCH_H

#include "guard/guard.h"

#define SEARCH_DOCS_MAX 8000000
#define SEARCH_QUERY_MAX 100 /* code points */

struct search;
int search_new(struct cx *cx, struct site *site, struct search **ret);
/* Reads on from where it stopped to the end of the journal, in read transactions of its own on
 * s. */
int search_follow(struct cx *cx, struct search *x, struct store *s);
/* A thread that follows by itself. Whenever it is full and nothing has come for some seconds it reads into kept (NULL: nothing) behind
 * which doors people with flags live, so that nobody waits for that who asks. */
int search_start(struct cx *cx, struct search *x, struct kept *kept);
void search_wake(struct search *x); /* something was committed */
void search_free(struct search *x); /* ends the thread; takes NULL */

bool search_filling(struct search *x); /* not full yet */
/* Nobody has been read into kept yet: until then a list of doors by flags takes as long as reading who lives behind all of them. */
bool search_homes_filling(struct search *x);

struct search_hit {
	struct subject subject; /* where it is no record */
	struct str name;        /* masked; STR_NONE where only the place was found */
	struct str text;        /* of a dwelling: its place for reading, "1栋 2单元 301" */
	/* A record in which the whole of what was asked stands, and that stands itself; NULL otherwise. */
	const struct record *record;
	bool whole; /* the whole of what was asked led here, and no piece of it */
};
/* A hit's matter may be any: whether the reader may see it says the caller, before it takes a place among the hits. s or r is NULL. */
typedef bool search_sees(void *arg, const struct subject *s, const struct record *r);

/* The number of a person that was asked for by the whole of it: whoever knows it all but a few digits finds these by asking, so it is
 * for the caller to see how often somebody asks. What is on a thing (a tube) is none. */
enum search_number { SEARCH_NO_NUMBER, SEARCH_PHONE, SEARCH_DOCUMENT, SEARCH_PLATE };

struct search_found {
	struct search_hit *hits;
	size_t n;
	struct str next; /* cursor; STR_NONE: that was all */
	bool filling;    /* it may be there and was not found */
	enum search_number number;
};
/* Hits in the reader's areas, in c's read transaction. after: "" or a cursor. What the whole query names comes first,
 * newest first, on the first page only. */
int search_find(struct cx *cx, struct search *x, const struct cover *c, struct str query,
	struct str after, size_t limit, search_sees *sees, void *arg, struct search_found *ret);

#endif
