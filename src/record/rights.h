/* What a right is of: a verb, and the matter that it is done in. Kinds, figures and routes name one; guard/roles.h says who has
 * which. Both are told by name and never kept as numbers, but in bits of an account from before there were roles. */
#ifndef RECORD_RIGHTS_H
#define RECORD_RIGHTS_H

#include "core/str.h"

/* Bits, or-ed where several are meant. */
enum verb {
	VERB_ENTER = 1,      /* hand in what one did or saw */
	VERB_SEE_MASKED = 2, /* who and which, personal fields masked */
	VERB_SEE = 4,        /* personal fields in plain, for a reason that is kept */
	VERB_COUNT = 8,      /* how many */
	VERB_EXPORT = 16,    /* take a list of people away in a file */
	VERB_CORRECT = 32,   /* correct and void what another wrote */
	VERB_DECIDE = 64,    /* open, order, issue, end */
	VERB_APPROVE = 128,  /* let take effect what is held */
	VERB_ALL = 255,
	VERB_WRITES = VERB_ENTER | VERB_CORRECT | VERB_DECIDE | VERB_APPROVE
};
#define VERBS 8

enum matter {
	MATTER_NONE, /* of a table that forgot to say */
	MATTER_ROSTER,
	MATTER_ROUND,
	MATTER_SWEEP,
	MATTER_CHECKPOINT,
	MATTER_TESTING,
	MATTER_LABORATORY,
	MATTER_CASE,
	MATTER_ZONE,
	MATTER_SUPPLY,
	MATTER_CREW,
	MATTER_INSPECT,
	MATTER_ASK,
	MATTER_COUNSEL, /* talks in confidence: of no right to all matters a part */
	MATTER_COMMAND,
	MATTER_ACCOUNT, /* accounts, devices, sessions, keys */
	MATTER_LOOK,    /* who looked at what, and what was taken away */
	MATTERS,
	/* Whichever: of a kind, that of each record that it names; of a route, that of each row. */
	MATTER_ANY = MATTERS
};

struct right {
	enum verb verb;
	enum matter matter;
};

struct right_name {
	const char *name, *zh, *en;
};
extern const struct right_name verb_names[VERBS]; /* of 1 << i */
extern const struct right_name matter_names[MATTERS];
const struct right_name *verb_name(enum verb verb); /* of one bit */
enum matter matter_find(struct str name);           /* MATTER_NONE */

#endif
