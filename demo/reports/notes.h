/* The tally: what the people of the script write down of what they did, before it is handed in, and what that adds up to.
 *
 * It knows nothing of the program: no record, view or figure, only lines of a notebook. Whatever is told as a number of
 * things or of people, each once, is counted by the things' ids here. */
#ifndef DEMO_REPORTS_NOTES_H
#define DEMO_REPORTS_NOTES_H

#include "core/uuid.h"
#include "demo/reports/plan.h"

#define NOTES_ROUNDS_MAX 60

/* A line: of which figure, about whom (nil: nobody), how many. */
struct note {
	enum plan_figure figure;
	struct uuid thing;
	int64_t n;
};

/* What was asked in a round, and what came of it; missing is what is left. */
struct note_round {
	struct uuid round;
	const char *name;
	bool standing, in_force; /* in_force: what is left is no duty, it holds until it is ended */
	int64_t listed, found, done, excused;
};

struct notes {
	struct note *all;
	size_t n, cap;
	struct note_round rounds[NOTES_ROUNDS_MAX];
	size_t rounds_n;
	bool failed; /* no memory */
};

void notes_done(struct notes *ns);
void notes_add(struct notes *ns, enum plan_figure figure, const struct uuid *thing, int64_t n);
int64_t notes_figure(const struct notes *ns, enum plan_figure figure);
/* A new account; the name must live as long. */
struct note_round *notes_round(
	struct notes *ns, const struct uuid *round, const char *name, bool standing);

#endif
