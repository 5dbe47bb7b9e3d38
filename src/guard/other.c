/* Two steps that two people take: whoever reported a fix is not the one who looks whether it is there. A kind names the other
 * (not_by); a record of it by whoever wrote the other about the same target is held, for a third to approve. What the same
 * commit group brings is not in the store yet: that is remembered until the journal has moved on. */
#include "guard/other.h"

#include <stdio.h>
#include <string.h>

#include "guard/own.h"
#include "sys/sys.h"

/* A group has at most half of it; when it is full, what comes is held. */
#define STEPS_MAX 8192
#define PERSON_BYTES (4 * RECORD_BY_MAX)

struct step {
	struct uuid subject;
	const struct kind *kind;
	char by[PERSON_BYTES + 1], via[PERSON_BYTES + 1]; /* via: "" where by is proved */
	uint16_t before; /* another of the same chain, + 1; 0: none */
};

/* Found by their subject: of a group of thousands nobody looks at all of them for each. */
struct steps {
	struct step all[STEPS_MAX];
	uint16_t last[STEPS_MAX]; /* of each chain, + 1; 0: none */
	size_t n;
};

static uint16_t *chain_of(struct steps *s, const struct uuid *subject)
{
	uint32_t sum = 0;

	for (size_t i = 0; i < sizeof(subject->b); i++)
		sum = sum * 31 + subject->b[i];
	return &s->last[sum % STEPS_MAX];
}

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
	snprintf(to, PERSON_BYTES + 1, STR_FMT, STR_ARG(name));
}

static bool step_add(struct guard *g, const struct record *r, const struct uuid *of)
{
	struct str people[2] = { STR(""), STR("") };
	struct step *s;
	uint16_t *last;

	if (!g->steps) {
		g->steps = sys_heap.take(sys_heap.arg, sizeof(*g->steps));
		if (g->steps)
			memset(g->steps, 0, sizeof(*g->steps));
	}
	if (!g->steps || g->steps->n == STEPS_MAX)
		return false;
	people_of(r, people);
	s = &g->steps->all[g->steps->n++];
	last = chain_of(g->steps, of);
	s->subject = *of;
	s->kind = r->kind;
	s->before = *last;
	*last = (uint16_t)g->steps->n;
	keep(s->by, people[0]);
	keep(s->via, people[1]);
	return true;
}

static bool in_group(
	const struct guard *g, const struct record *r, const struct str *people, size_t n)
{
	uint16_t at = g->steps ? *chain_of(g->steps, &r->subject) : 0;

	while (at) {
		const struct step *s = &g->steps->all[at - 1];

		if (uuid_eq(&s->subject, &r->subject) &&
			str_eq(str_of(s->kind->name), str_of(r->kind->not_by)) &&
			(is_one_of(str_of(s->by), people, n) ||
				is_one_of(str_of(s->via), people, n)))
			return true;
		at = s->before;
	}
	return false;
}

void guard_other_note(struct guard *g, const struct record *r, const struct uuid *of)
{
	step_add(g, r, of);
}

bool guard_other_near(
	const struct guard *g, const struct uuid *of, const struct str *people, size_t n)
{
	uint16_t at = g->steps ? *chain_of(g->steps, of) : 0;

	while (at) {
		const struct step *s = &g->steps->all[at - 1];

		if (uuid_eq(&s->subject, of) &&
			(is_one_of(str_of(s->by), people, n) ||
				is_one_of(str_of(s->via), people, n)))
			return true;
		at = s->before;
	}
	return g->steps && g->steps->n == STEPS_MAX;
}

size_t guard_other_count(const struct guard *g, const struct record *r, const struct uuid *of)
{
	uint16_t at = g->steps ? *chain_of(g->steps, of) : 0;
	size_t n = 0;

	for (; at; at = g->steps->all[at - 1].before) {
		const struct step *s = &g->steps->all[at - 1];

		n += uuid_eq(&s->subject, of) && s->kind == r->kind &&
			(str_eq(str_of(s->via), r->via) || str_eq(str_of(s->by), r->via));
	}
	return g->steps && g->steps->n == STEPS_MAX ? SIZE_MAX : n;
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
	if (!g->steps || !g->steps->n)
		return;
	memset(g->steps->last, 0, sizeof(g->steps->last));
	g->steps->n = 0;
}

void guard_other_free(struct guard *g)
{
	if (g->steps)
		sys_heap.give(sys_heap.arg, g->steps, sizeof(*g->steps));
}

enum gate_answer guard_other_ask(struct cx *cx, struct guard *g, const struct record *r)
{
	struct str people[2];
	size_t n = people_of(r, people);
	bool same = in_group(g, r, people, n);

	if (!same && in_store(cx, g, r, people, n, &same))
		return GATE_NO;
	return !step_add(g, r, &r->subject) || same ? GATE_HOLD : GATE_YES;
}
