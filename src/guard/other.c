/* Two steps that two people take: whoever reported a fix is not the one who looks whether it is there. A kind names the other
 * (not_by); a record of it by whoever wrote the other about the same target is held, for a third to approve. What the same
 * commit group brings is not in the store yet: that is remembered until the journal has moved on. */
#include "guard/other.h"

#include <stdio.h>

#include "guard/own.h"
#include "sys/sys.h"

/* A group has at most half of it; when it is full, what comes is held. */
#define STEPS_MAX 8192

struct step {
	struct uuid subject;
	const struct kind *kind;
	char by[RECORD_BY_MAX + 1], via[RECORD_BY_MAX + 1]; /* via: "" where by is proved */
};

/* Who stands behind it: who wrote it, and who handed it in if that is not proved. */
static size_t people_of(const struct record *r, struct str ret[2])
{
	size_t n = 0;

	ret[n++] = r->by;
	if (!r->confirmed && !str_eq(r->by, r->via))
		ret[n++] = r->via;
	return n;
}

static bool is_one_of(struct str person, const struct str *people, size_t n)
{
	while (n-- > 0)
		if (person.n > 0 && str_eq(person, people[n]))
			return true;
	return false;
}

static void keep(char *to, struct str name)
{
	snprintf(to, RECORD_BY_MAX + 1, STR_FMT, STR_ARG(name));
}

static bool step_add(struct guard *g, const struct record *r)
{
	struct str people[2] = { STR(""), STR("") };
	struct step *s;

	if (!g->steps)
		g->steps = sys_heap.take(sys_heap.arg, STEPS_MAX * sizeof(*g->steps));
	if (!g->steps || g->steps_n == STEPS_MAX)
		return false;
	people_of(r, people);
	s = &g->steps[g->steps_n++];
	s->subject = r->subject;
	s->kind = r->kind;
	keep(s->by, people[0]);
	keep(s->via, people[1]);
	return true;
}

static bool in_group(
	const struct guard *g, const struct record *r, const struct str *people, size_t n)
{
	for (size_t i = 0; i < g->steps_n; i++) {
		const struct step *s = &g->steps[i];

		if (uuid_eq(&s->subject, &r->subject) &&
			str_eq(str_of(s->kind->name), str_of(r->kind->not_by)) &&
			(is_one_of(str_of(s->by), people, n) ||
				is_one_of(str_of(s->via), people, n)))
			return true;
	}
	return false;
}

/* In the target's row, where its subject lies. */
static int in_store(struct cx *cx, struct guard *g, const struct record *r,
	const struct str *people, size_t n, bool *ret)
{
	struct site *s = g->site;
	const struct cover c = { .store = s->view.journal.store, .kinds = s->tables.kinds };
	struct target t = { .round = r->round, .subject = r->subject };
	struct lying lies;
	int e = subject_lies(cx, c.store, &r->subject, r->at_used, &lies);

	*ret = false;
	t.area = lies.now;
	return e ? e : target_by(cx, &c, &t, r->kind->not_by, people, n, ret);
}

void guard_other_begin(struct guard *g)
{
	g->steps_n = 0;
}

void guard_other_free(struct guard *g)
{
	if (g->steps)
		sys_heap.give(sys_heap.arg, g->steps, STEPS_MAX * sizeof(*g->steps));
}

enum gate_answer guard_other_ask(struct cx *cx, struct guard *g, const struct record *r)
{
	struct str people[2];
	size_t n = people_of(r, people);
	bool same = in_group(g, r, people, n);

	if (!same && in_store(cx, g, r, people, n, &same))
		return GATE_NO;
	return !step_add(g, r) || same ? GATE_HOLD : GATE_YES;
}
