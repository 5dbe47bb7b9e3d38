/* A life as a table: each state × each step, what state follows. It is walked on a fresh site, in the order of the records' times
 * and turned round, and once more after a rebuild; then the counts are made anew. Everything asserts.
 *
 * A step's texts may name `@`, what the life is of (a record's or a subject's id), `@1` … `@9`, the records of its life, `#`, the
 * record said before this one, and `$`, the standing round. */
#ifndef T_LIFECYCLE_H
#define T_LIFECYCLE_H

#include "support/site_fixture.h"

enum { LIFE_STEPS_MAX = 6, LIFE_PATH_MAX = 3 };

struct life_step {
	const char *kind, *body;
	const char *members; /* of the envelope; NULL: the round, and `@` as the subject */
	int n; /* it is always this record of the life, a minute later than that before it; 0: the next */
};

#define STEP(kind, body) STEP_OF(kind, body, NULL)
#define STEP_OF(kind, body, members) STEP_AS(kind, body, members, 0)
#define STEP_AS(kind, body, members, n) \
	{ \
		kind, body, members, n \
	}

/* A target's row; or, of lives that are no target's, what `look` says. */
struct life_cell {
	int state, code, next;
	const char *says;
};
#define OPEN(code, next) \
	{ \
		1, code, next, NULL \
	}
#define DONE(code) \
	{ \
		2, code, 0, NULL \
	}
#define EXCUSED(code) \
	{ \
		3, code, 0, NULL \
	}
#define SAYS(text) \
	{ \
		0, 0, 0, text \
	}

struct life_row {
	const char *name;
	int path[LIFE_PATH_MAX + 1]; /* the steps that lead there, numbered from 1, up to 0 */
	struct life_cell now, after[LIFE_STEPS_MAX];
};

/* What a life is of: a matter that the raising record is, such a matter about somebody or about a subject of its own, or what
 * the record is about. */
enum life_raises { A_MATTER, ABOUT_SOMEBODY, ABOUT_ITS_OWN, ITSELF };

struct life {
	const char *round;     /* the standing round of its target */
	const char *raised_in; /* that of the raising record; NULL: the same */
	int64_t slot;
	enum life_raises raises;
	struct life_step
		raise; /* without a kind: every record is a step, and at first there is nothing */
	struct life_step steps[LIFE_STEPS_MAX]; /* up to one without a kind */
	const struct life_row *rows;
	size_t rows_n;
	/* Within a read transaction: the state of `@`. NULL: the target's row. */
	void (*look)(struct fixture *f, struct uuid it, struct buf *to);
};
#define ROWS(r) .rows = (r), .rows_n = sizeof(r) / sizeof((r)[0])

void life_play(const char *engine, const struct life *life);

#endif
