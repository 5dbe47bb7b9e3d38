/* A list of lines that is gone through from the beginning for every number. */
#include "demo/reports/notes.h"

#include <stdlib.h>
#include <string.h>

#include "core/check.h"
#include "sys/sys.h"

void notes_done(struct notes *ns)
{
	sys_free(ns->all);
	*ns = (struct notes){ .n = 0 };
}

static bool room(struct notes *ns)
{
	size_t cap = ns->cap ? ns->cap * 2 : 4096;
	struct note *more;

	if (ns->n < ns->cap)
		return true;
	more = sys_new(cap, sizeof(*more));
	if (!more) {
		ns->failed = true;
		return false;
	}
	if (ns->n)
		memcpy(more, ns->all, ns->n * sizeof(*more));
	sys_free(ns->all);
	ns->all = more;
	ns->cap = cap;
	return true;
}

void notes_add(struct notes *ns, enum plan_figure figure, const struct uuid *thing, int64_t n)
{
	if (room(ns))
		ns->all[ns->n++] = (struct note){ figure, *thing, n };
}

struct note_round *notes_round(
	struct notes *ns, const struct uuid *round, const char *name, bool standing)
{
	struct note_round *a = &ns->rounds[ns->rounds_n++];

	check(ns->rounds_n <= NOTES_ROUNDS_MAX);
	*a = (struct note_round){ .round = *round, .name = name, .standing = standing };
	return a;
}

static bool is_of_things(enum plan_figure f)
{
	return f == PLAN_ENTERPRISES || f == PLAN_VILLAGES || f == PLAN_COMPOUNDS ||
		f == PLAN_EXIT_STAFF;
}

static bool told_before(const struct notes *ns, size_t i)
{
	for (size_t k = 0; k < i; k++)
		if (ns->all[k].figure == ns->all[i].figure &&
			uuid_eq(&ns->all[k].thing, &ns->all[i].thing))
			return true;
	return false;
}

int64_t notes_figure(const struct notes *ns, enum plan_figure figure)
{
	int64_t sum = 0;

	for (size_t i = 0; i < ns->n; i++) {
		if (ns->all[i].figure != figure)
			continue;
		if (!is_of_things(figure))
			sum += ns->all[i].n;
		else if (!told_before(ns, i))
			sum++;
	}
	return sum;
}
