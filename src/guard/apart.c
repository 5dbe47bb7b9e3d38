/* Acts that are for somebody with no hand in what they are about: whoever ordered, handed in, approved or extended a restriction, or
 * wrote or approved what it rests on, does not decide the appeal against it, and does not approve such a decision.
 *
 * It is refused, not held: to hold it would ask of whoever approves what the writer was not to judge. Only where what it names is
 * not here yet can nobody say so; then it is held, and asked again of whoever approves it. */
#include "guard/other.h"

#include <stdio.h>

#include "guard/own.h"
#include "view/link.h"

struct hands {
	struct cx *cx;
	struct guard *g;
	const struct str *people;
	size_t n;
	bool missing, theirs;
};

static void person(struct hands *h, struct str who)
{
	for (size_t i = 0; i < h->n; i++)
		h->theirs |= who.n > 0 && str_eq(who, h->people[i]);
}

static void writer(struct hands *h, const struct record *r)
{
	person(h, r->by);
	person(h, r->via);
}

/* Whoever wrote it, handed it in or approved it. */
static int record_hands(struct hands *h, const struct uuid *id, struct record **ret)
{
	struct site *s = h->g->site;
	struct linked l;
	int e = link_look(h->cx, s->view.journal.store, s->tables.kinds, id, &l);

	*ret = l.r;
	if (e)
		return e;
	h->missing |= !l.r;
	h->theirs |= guard_other_near(h->g, id, h->people, h->n);
	if (l.r)
		writer(h, l.r);
	for (size_t i = 0; i < l.approvals_n; i++)
		writer(h, l.approvals[i]);
	return 0;
}

/* And so with what it rests on. */
static int grounded_hands(struct hands *h, const struct uuid *id, struct record **ret)
{
	struct record *ground;
	struct uuid on;
	int e = record_hands(h, id, ret);
	const struct field *f = !e && *ret && (*ret)->kind ? (*ret)->kind->fields : NULL;

	for (; !e && f && f->name; f++)
		if (f->rests && record_ref(*ret, f->name, &on))
			e = record_hands(h, &on, &ground);
	return e;
}

/* Whoever went on with it: what was said of the matter that it raised. */
static int later_hands(struct hands *h, const struct record *r)
{
	struct site *s = h->g->site;
	const struct cover c = { .store = s->view.journal.store, .kinds = s->tables.kinds };
	struct target t = { .round = r->round, .subject = r->id };
	struct lying lies;
	struct act *acts;
	size_t n = 0;
	int e = subject_lies(h->cx, c.store, &r->id, r->at_used, &lies);

	t.area = lies.now;
	if (!e)
		e = target_said(h->cx, &c, &t, &acts, &n);
	for (size_t i = 0; !e && i < n; i++) {
		struct record *said;

		if (!uuid_eq(&acts[i].id, &r->id))
			e = grounded_hands(h, &acts[i].id, &said);
	}
	return e;
}

/* What it answers is about the same thing: else somebody would decide on his own, and name another. */
static int about_look(struct hands *h, const struct record *r, const struct uuid *named)
{
	struct site *s = h->g->site;
	char field[80];
	struct linked l;
	int e = link_look(h->cx, s->view.journal.store, s->tables.kinds, &r->subject, &l);

	if (e)
		return e;
	h->missing |= !l.r;
	if (!l.r || (l.r->has_subject && uuid_eq(&l.r->subject, named)))
		return 0;
	snprintf(field, sizeof(field), "body.%s", r->kind->apart);
	return err(h->cx, E_FIELD_DISAGREES, field, "与所处理的事项不是同一件",
		"what it decides on is about another");
}

enum gate_answer guard_apart_ask(
	struct cx *cx, struct guard *g, const struct record *r, const struct str *people, size_t n)
{
	struct hands h = { .cx = cx, .g = g, .people = people, .n = n };
	struct record *named;
	struct uuid id;

	if (!record_ref(r, r->kind->apart, &id))
		return GATE_HOLD;
	if (about_look(&h, r, &id) || grounded_hands(&h, &id, &named) ||
		(named && later_hands(&h, named)))
		return GATE_NO;
	if (!h.theirs)
		return h.missing ? GATE_HOLD : GATE_YES;
	err(cx, E_NOT_ALLOWED, "by", "应由未参与作出该措施、也未参与认定其依据的人员办理",
		"it is for somebody who had no hand in the measure, nor in what it rests on");
	return GATE_NO;
}
