/* What somebody's rights come to for a record: in which areas, as they are by this commit group and day. */
#include "guard/gate_own.h"

#include <string.h>

#include "guard/other.h"
#include "guard/own.h"
#include "sys/sys.h"

/* -- areas -- */

/* The areas as of this commit group and day: asked for once a group, while the writer owns the store. */
int gate_follow(struct cx *cx, struct guard *g)
{
	struct site *s = g->site;
	int32_t today = day_of(sys_now());
	int e;

	if (g->gate_pos == s->view.journal.last && g->gate_day == today && s->tree)
		return 0;
	e = s->tree ? area_tree_follow(cx, s->view.journal.store, today, &s->tree) :
		      area_tree_open(cx, s->view.journal.store, today, &s->tree);
	if (!e) {
		/* Midnight may come in the middle of a group. */
		if (g->gate_pos != s->view.journal.last)
			guard_other_begin(g);
		g->gate_pos = s->view.journal.last;
		g->gate_day = today;
	}
	return e;
}

enum gate_answer gate_not_his(struct cx *cx, struct str area)
{
	const char *id = cx_text(cx, area);
	struct buf zh, en;

	buf_init(&zh, cx->arena);
	buf_init(&en, cx->arena);
	buf_fmt(&zh, "区域 %s 不在您的管辖范围内", id);
	buf_fmt(&en, "the area %s is none of yours", id);
	if (buf_ok(&zh) && buf_ok(&en))
		err(cx, E_NOT_ALLOWED, "area", buf_get(&zh).p, buf_get(&en).p);
	else
		err(cx, E_NO_MEMORY, NULL);
	return GATE_NO;
}

enum gate_answer gate_area(struct cx *cx, const struct guard_gate *gg, struct str area)
{
	const struct area_tree *t = gg->guard->site->tree;

	if (reader_sees(t, &gg->as.who, area))
		return GATE_YES;
	if (!area_find(t, area))
		return GATE_HOLD;
	return gate_not_his(cx, area);
}

/* -- what his rights come to -- */

/* Asked once a group, as the areas are. */
static void whole_follow(struct guard_gate *gg)
{
	const struct area *const *roots;
	size_t n, known = 0, seen = 0;

	if (gg->as.who.everywhere || gg->as.whole_pos == gg->guard->gate_pos)
		return;
	n = area_roots(gg->guard->site->tree, &roots);
	for (size_t i = 0; i < n; i++) {
		known += roots[i]->known;
		seen += roots[i]->known &&
			reader_sees(gg->guard->site->tree, &gg->as.who, roots[i]->id);
	}
	gg->as.whole = known && seen == known;
	gg->as.whole_pos = gg->guard->gate_pos;
}

static bool names_records(const struct record *r)
{
	return str_is(r->kind_name, "record.voided") || str_is(r->kind_name, "record.approved");
}

/* A post is what a record is about, or what its body calls so. Subjects differ from record to record, so they are told only where
 * somebody has a grant of one post. */
static struct about about_of(const struct guard_gate *gg, const struct record *r)
{
	struct about a = about_one(r->has_round ? &r->round : NULL);
	bool of_post = false;

	for (size_t i = 0; i < gg->rights.n && !of_post; i++)
		of_post = !uuid_is_nil(&gg->rights.grants[i].post);
	if (of_post && r->has_subject)
		a.ids[a.n++] = r->subject;
	if (of_post && record_ref(r, "post", &a.ids[a.n]))
		a.n++;
	a.any = names_records(r);
	return a;
}

static bool is_same(const struct about *a, const struct about *b)
{
	return a->n == b->n && a->any == b->any &&
		(!a->n || memcmp(a->ids, b->ids, a->n * sizeof(a->ids[0])) == 0);
}

/* Takes up who he is for this; most records of a batch ask the same. */
bool gate_take(struct guard_gate *gg, struct right right, const struct about *about)
{
	if (gg->as.at != gg->at || gg->as.right.verb != right.verb ||
		gg->as.right.matter != right.matter || !is_same(&gg->as.about, about)) {
		gg->as.right = right;
		gg->as.about = *about;
		gg->as.at = gg->at;
		gg->as.whole_pos = -1;
		gg->as.whole = false;
		gg->as.gives = rights_where(&gg->rights, right.verb, right.matter, about, gg->at,
			gg->as.scopes, NULL, &gg->as.who);
	}
	whole_follow(gg);
	return gg->as.gives;
}

bool gate_right(struct cx *cx, struct guard_gate *gg, unsigned verbs, const struct record *r)
{
	/* Of a kind that this program does not know, nobody can say whose duty it is: any who
	 * may write. */
	const struct right needed = { (enum verb)verbs, r->kind ? r->kind->matter : MATTER_ANY };
	const struct about named = about_of(gg, r);

	if (gate_take(gg, needed, &named))
		return true;
	gate_no_right(cx, r);
	return false;
}
