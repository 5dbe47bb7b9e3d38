/* The tally: what the people of the demo did, written down by hand beside the program, before it is told.
 *
 * It knows no header, table or formula of the program: only what a clerk with paper would know. A clerk writes a line (a
 * *fact*) when somebody does something, ticks it when it is about to be handed in, and at any moment adds up the lines that
 * are ticked by the rules of the field: who corrects whom, what is done, excused, missing, late. Areas, doors, people and
 * facts are numbers from 0 in order of coming. Times are ms since 1970, always the true ones. Memory is taken in one
 * piece; more than the limits below is a fault of the script and ends the program. */
#ifndef DEMO_TALLY_H
#define DEMO_TALLY_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define TALLY_AREAS_MAX 32
#define TALLY_THINGS_MAX 2000
#define TALLY_FACTS_MAX 4000
#define TALLY_TEXT 64
#define TALLY_NONE (-1)

enum tally_what {
	TALLY_LISTED, /* thing: a person or a door came on the roster, in area */
	TALLY_FOUND,  /* thing: a door on no list was found in the sweep, in area */
	TALLY_EXEMPT, /* thing: this door need not be asked */
	TALLY_VISIT,  /* thing: a door was knocked at */
	TALLY_MOVED,  /* thing belongs to area from now on; saw: the fact that the writer knew of */
	TALLY_ONE,    /* thing and other are one and the same */
	TALLY_NOT_ONE,  /* they are not */
	TALLY_CLOSED,   /* the sweep ends */
	TALLY_ASKED,    /* a question; its number is that of the fact that raised it */
	TALLY_ACCEPTED, /* of the question `thing` */
	TALLY_ANSWERED,
	TALLY_GOODS,  /* milli of item went from a place to a place */
	TALLY_COUNTED /* milli of item were counted at the place `to` */
};

enum tally_outcome {
	TALLY_DONE = 1,
	TALLY_NOBODY,
	TALLY_REFUSED,
	TALLY_GONE,
	TALLY_UNREACHABLE,
	TALLY_UNSAFE,
	TALLY_NO_HOME,
	TALLY_OUTCOMES
};
enum tally_answer { TALLY_SOLVED = 1, TALLY_TOLD, TALLY_PASSED_ON, TALLY_CANNOT };
enum tally_goods { TALLY_RECEIVED = 1, TALLY_ALLOTTED, TALLY_DELIVERED, TALLY_SPOILED };
enum tally_urgency { TALLY_LIFE = 1, TALLY_UTILITY, TALLY_ORDINARY, TALLY_HARD };

struct tally_fact {
	enum tally_what what;
	int64_t at;
	int area, thing, other, saw;
	int corrects[2]; /* facts that this one replaces; TALLY_NONE */
	int outcome, people,
		urgency;    /* urgency of a question, or of a difficulty told at the door; 0 none */
	bool away, clock;   /* clock: written on a phone whose clock is wrong */
	int64_t milli, fen; /* fen: value of a gift, 0 = none */
	char from[TALLY_TEXT], to[TALLY_TEXT], item[TALLY_TEXT];
	bool handed_in;
};

struct tally_thing {
	uint8_t id[16]; /* of two that are one, the smaller id survives */
	bool person, listed_in_sweep;
	int area; /* where it was listed */
};

struct tally {
	struct {
		int parent;
	} areas[TALLY_AREAS_MAX];
	int areas_n;
	struct tally_thing *things;
	int things_n;
	struct tally_fact *facts;
	int facts_n;
	/* worked out by tally_add_up */
	bool *stands;
	int *survivor; /* of each thing */
	uint8_t *door; /* of each thing: how it stands in the sweep */
	int64_t closes;
};

struct tally_account {
	int64_t expected, found, done, excused, missing, late, overdue;
};

bool tally_init(struct tally *t); /* false: no memory */
void tally_done(struct tally *t);

int tally_area(struct tally *t, int parent);
int tally_thing(struct tally *t, const uint8_t id[16], bool person, int area);
void tally_on_list(struct tally *t, int thing); /* the sweep's list names this door */
/* A line with nothing in it but what, when, where and about what. */
struct tally_fact tally_line(enum tally_what what, int64_t at, int area, int thing);
int tally_write(struct tally *t, const struct tally_fact *f);
void tally_hand_in(struct tally *t, int fact); /* TALLY_NONE: nothing */

/* Before the questions below: which facts stand, who is one with whom, when the sweep closed. */
void tally_add_up(struct tally *t);

struct tally_account tally_sweep(const struct tally *t, int area);
struct tally_account tally_questions(const struct tally *t, int area, int64_t now);
/* The doors (survivors) still open, and the questions; ret has room for TALLY_THINGS_MAX. */
int tally_open_doors(const struct tally *t, int area, int *ret);
/* What came of the latest standing attempt at an open door; 0 when nobody has knocked. */
int tally_last_attempt(const struct tally *t, int thing);
int tally_open_questions(const struct tally *t, int area, int *ret);
/* Those on the roster, each once. */
int64_t tally_roster(const struct tally *t, int area, bool people);

enum tally_figure {
	TALLY_DOORS,
	TALLY_PEOPLE,
	TALLY_HOMES,
	TALLY_RETURNEES,
	TALLY_QUESTIONS,
	TALLY_DIFFICULTIES_SOLVED,
	TALLY_QUESTIONS_ANSWERED,
	TALLY_GIFTS_FEN,
	TALLY_CONSIGNMENTS,
	TALLY_DELIVERIES,
	TALLY_FIGURES
};
/* From a moment (included) to another (not included). */
int64_t tally_figure(
	const struct tally *t, enum tally_figure figure, int area, int64_t from, int64_t to);

struct tally_stock {
	const char *place, *item;
	int64_t booked, counted, unexplained;
	bool was_counted;
};
/* All places and items that goods ever touched; ret has room for TALLY_THINGS_MAX. */
int tally_stocks(const struct tally *t, struct tally_stock *ret);

struct tally_clashes {
	int corrections, moves, pairs;
};
struct tally_clashes tally_clashes(const struct tally *t);
int tally_wrong_clocks(const struct tally *t);

#endif
