/* The gate: may this person hand in this record?
 *
 * The verb and the matter come from the kind. The area is the record's, and that in which its subject lies (or
 * lay at the time of the record), else its round; and that of each subject that its body names: a
 * store, the doors of a list. But staff and units are asked for where the record lies, if it has
 * an area of its own: who lives in one township holds a post in another; and so are tubes, which a
 * laboratory elsewhere works on. Whoever corrects, voids or approves records needs the right to
 * where they lie, in the matter of each. What is named and not here yet gives no answer:
 * a phone's records come in any order. But an approval of it is held, so is its void where the right
 * to it is not one to everything, and so is a record in an area that is not known, for somebody with
 * wider rights. What comes in one list is not here yet. */
#include "guard/guard.h"

#include <string.h>

#include "generated/stmt.h"
#include "guard/other.h"
#include "guard/own.h"
#include "sys/sys.h"

static enum gate_answer yes(void *arg, struct cx *cx, const struct record *r)
{
	(void)arg;
	(void)cx;
	(void)r;
	return GATE_YES;
}

/* -- what the program draws up -- */

static bool composed_ask(struct cx *cx, const struct record *r)
{
	if (!r->kind || !(r->kind->envelope & KIND_COMPOSED))
		return true;
	err(cx, E_COMPOSED, "kind", r->kind->zh, r->kind->en);
	return false;
}

const struct gate guard_gate_owner = { .ask = yes };

#define EVERYWHERE \
	{ \
		.person = { "admin", 5 }, .everywhere = true \
	}

static const struct reader owner_in[MATTERS] = {
	[0 ... MATTER_COUNSEL - 1] = EVERYWHERE,
	[MATTER_COUNSEL] = { .person = { "admin", 5 } },
	[MATTER_COUNSEL + 1 ... MATTERS - 1] = EVERYWHERE,
};
const struct reader guard_reader_owner = {
	.person = { "admin", 5 }, .everywhere = true, .by_matter = owner_in
};

/* -- areas -- */

/* The areas as of this commit group and day: asked for once a group, while the writer owns the store. */
static int areas_follow(struct cx *cx, struct guard *g)
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

static enum gate_answer not_his(struct cx *cx, struct str area)
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

static enum gate_answer area_ask(struct cx *cx, const struct guard_gate *gg, struct str area)
{
	const struct area_tree *t = gg->guard->site->tree;

	if (reader_sees(t, &gg->as.who, area))
		return GATE_YES;
	if (!area_find(t, area))
		return GATE_HOLD;
	return not_his(cx, area);
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
static bool as_take(struct guard_gate *gg, struct right right, const struct about *about)
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

static bool right_ask(struct cx *cx, struct guard_gate *gg, unsigned verbs, const struct record *r)
{
	/* Of a kind that this program does not know, nobody can say whose duty it is: any who
	 * may write. */
	const struct right needed = { (enum verb)verbs, r->kind ? r->kind->matter : MATTER_ANY };
	const struct about named = about_of(gg, r);

	if (as_take(gg, needed, &named))
		return true;
	gate_no_right(cx, r);
	return false;
}

/* -- combining: the strictest answer holds -- */

static enum gate_answer stricter(enum gate_answer a, enum gate_answer b)
{
	if (a == GATE_NO || b == GATE_NO)
		return GATE_NO;
	return a == GATE_HOLD || b == GATE_HOLD ? GATE_HOLD : GATE_YES;
}

/* -- things that a record names -- */

/* Lies in an area that is not his. A record with an area of his own is held: an honest worker stands before the door and
 * cannot know that it is listed elsewhere. */
static enum gate_answer elsewhere(
	struct cx *cx, const struct guard_gate *gg, struct str area, bool has_own)
{
	if (has_own || !area_find(gg->guard->site->tree, area))
		return GATE_HOLD;
	return not_his(cx, area);
}

static bool sees(const struct guard_gate *gg, struct str area)
{
	return reader_sees(gg->guard->site->tree, &gg->as.who, area);
}

/* Then: a visit may come in after its door was given to another grid. */
static bool sees_it(const struct guard_gate *gg, const struct lying *l)
{
	return sees(gg, l->now) || sees(gg, l->then);
}

/* A box is a matter; other matters no such kind is about. */
static bool goes_about(enum subject_type type)
{
	return type == SUBJECT_STAFF || type == SUBJECT_UNIT || type == SUBJECT_TUBE ||
		type == SUBJECT_MATTER;
}

static bool at_work(const struct record *r, const struct lying *l)
{
	return r->kind && (r->kind->envelope & KIND_AT_WORK) && goes_about(l->type);
}

static enum gate_answer subject_ask(struct cx *cx, const struct guard_gate *gg,
	const struct record *r, const struct uuid *id, bool has_own, bool *ret_known)
{
	struct lying lies;

	*ret_known = false;
	if (subject_lies(cx, gg->guard->site->view.journal.store, id, r->at_used, &lies))
		return GATE_NO;
	if (has_own && at_work(r, &lies))
		return GATE_YES;
	*ret_known = lies.now.n > 0;
	if (!lies.now.n || sees_it(gg, &lies))
		return GATE_YES;
	return elsewhere(cx, gg, lies.now, has_own);
}

/* The area of a round or incident; STR_NONE when it is not here. */
static int area_of(
	struct cx *cx, const struct guard *g, int stmt, const struct uuid *id, struct str *ret)
{
	struct store_value value = SV_UUID(id);
	STORE_ROWS rows;
	int e = store_query(cx, g->site->view.journal.store, stmt, &value, 1, &rows);

	*ret = STR_NONE;
	if (!e)
		e = store_next(cx, &rows);
	return e > 0 ? cx_str(cx, store_str(&rows, 0), ret) : e;
}

static enum gate_answer incident_ask(
	struct cx *cx, const struct guard_gate *gg, const struct uuid *incident, bool has_own)
{
	struct str area;

	if (area_of(cx, gg->guard, STMT_GUARD_INCIDENT_AREA, incident, &area))
		return GATE_NO;
	return !area.n || sees(gg, area) ? GATE_YES : elsewhere(cx, gg, area, has_own);
}

/* Who says something of a round itself needs the right to all of it; who only answers it or asks something in it, to be
 * in it. */
static enum gate_answer round_ask(
	struct cx *cx, const struct guard_gate *gg, const struct record *r, bool has_own)
{
	bool answers = r->kind &&
		(r->kind->verb != VERB_DECIDE || r->kind->covers || r->kind->obliges);
	struct str area;

	if (area_of(cx, gg->guard, STMT_GUARD_ROUND_AREA, &r->round, &area))
		return GATE_NO;
	if (!area.n || sees(gg, area) ||
		(answers && area_within(gg->guard->site->tree, r->area, area)))
		return GATE_YES;
	return elsewhere(cx, gg, area, has_own);
}

int round_holds(
	struct cx *cx, struct guard *g, const struct uuid *round, struct str area, bool *ret)
{
	struct str top;
	int e = area_of(cx, g, STMT_GUARD_ROUND_AREA, round, &top);

	*ret = !e && top.n && area_within(g->site->tree, area, top);
	return e;
}

/* The subjects that the body names. Most kinds have no field for any: then nothing is looked up. */
static int body_subjects(struct cx *cx, const struct record *r, struct uuid **ret, size_t *ret_n)
{
	const struct field *f = r->kind ? r->kind->fields : NULL;
	size_t max = 0;

	*ret_n = 0;
	for (const struct field *g = f; g && g->name; g++)
		if (g->subject)
			max += g->type == FIELD_REFS ? record_refs(r, g->name) : 1;
	if (!max)
		return 0;
	*ret = cx_many(cx, max, struct uuid);
	if (!*ret)
		return -E_NO_MEMORY;
	for (; f->name; f++) {
		if (!f->subject)
			continue;
		if (f->type == FIELD_REF)
			*ret_n += record_ref(r, f->name, &(*ret)[*ret_n]);
		else
			for (size_t i = 0, n = record_refs(r, f->name); i < n; i++)
				(*ret)[(*ret_n)++] = record_ref_at(r, f->name, i);
	}
	return 0;
}

/* One of them lies with others: held, for somebody who has the right to them all. */
static enum gate_answer body_ask(struct cx *cx, const struct guard_gate *gg, const struct record *r)
{
	struct uuid *ids = NULL;
	struct lying *lie;
	size_t n;

	if (body_subjects(cx, r, &ids, &n))
		return GATE_NO;
	if (!n)
		return GATE_YES;
	if (subjects_lie(cx, gg->guard->site->view.journal.store, ids, n, r->at_used, &lie, &n))
		return GATE_NO;
	for (size_t i = 0; i < n; i++)
		if (!at_work(r, &lie[i]) && !sees_it(gg, &lie[i]))
			return GATE_HOLD;
	return GATE_YES;
}

static enum gate_answer things_ask(
	struct cx *cx, const struct guard_gate *gg, const struct record *r)
{
	bool has_own = r->kind && (r->kind->envelope & NEEDS_AREA);
	enum gate_answer answer = GATE_YES;
	struct uuid incident;
	bool known = false;

	if (r->has_subject && str_starts(r->kind_name, STR("incident.")))
		return incident_ask(cx, gg, &r->subject, has_own);
	/* Whose data is to go, wherever the order says that it lies itself. */
	if (str_is(r->kind_name, "purge.ordered") && record_ref(r, "incident", &incident))
		return incident_ask(cx, gg, &incident, false);
	if (r->has_subject)
		answer = subject_ask(cx, gg, r, &r->subject, has_own, &known);
	/* Who may act on the subject may do so in every round that asks for it. */
	if (r->has_round && !known && answer != GATE_NO)
		answer = stricter(answer, round_ask(cx, gg, r, has_own));
	return answer == GATE_NO ? GATE_NO : stricter(answer, body_ask(cx, gg, r));
}

static enum gate_answer places_ask(
	struct cx *cx, const struct guard_gate *gg, const struct record *r)
{
	enum gate_answer answer = GATE_YES;
	struct str area = r->area;

	/* A new area lies in its parent; the change of one that is here, in itself. */
	if (str_is(r->kind_name, "area.added") && !area_find(gg->guard->site->tree, area))
		area = record_text(r, "parent");
	if (area.n || str_is(r->kind_name, "area.added"))
		answer = area_ask(cx, gg, area);
	/* Whose areas are all that there are need not be asked where a subject lies: that is a look-up by a random id. */
	if (answer == GATE_NO || gg->as.whole)
		return answer;
	return stricter(answer, things_ask(cx, gg, r));
}

/* -- records that name records -- */

/* Voids of voids of voids …: beyond so many look-ups somebody decides. */
#define LOOKED_UP_MAX ((size_t)4 * RECORD_LIST_MAX)

struct naming {
	bool approves;
	bool deep;                /* named by a record that is named */
	enum gate_answer missing; /* for what is not here */
	size_t left;              /* so many may still be looked up */
};

static enum gate_answer records_ask(
	struct cx *cx, struct guard_gate *gg, const struct uuid *ids, size_t n, struct naming *as);

static enum gate_answer refs_ask(
	struct cx *cx, struct guard_gate *gg, const struct record *r, struct naming *as)
{
	size_t n = record_refs(r, "records");
	struct uuid *ids = cx_many(cx, n, struct uuid);

	if (!ids)
		return GATE_NO;
	for (size_t i = 0; i < n; i++)
		ids[i] = record_ref_at(r, "records", i);
	return records_ask(cx, gg, ids, n, as);
}

/* A void lies where that lies which it voids, and what it did is undone by whoever might have done it. */
static enum gate_answer void_ask(
	struct cx *cx, struct guard_gate *gg, const struct record *r, struct naming *as)
{
	struct naming under = *as;
	enum gate_answer answer = r->area.n ? area_ask(cx, gg, r->area) : GATE_YES;

	under.deep = true;
	under.missing = GATE_HOLD;
	if (answer != GATE_NO)
		answer = stricter(answer, refs_ask(cx, gg, r, &under));
	as->left = under.left;
	return answer;
}

static bool is_own(const struct guard_gate *gg, const struct record *r)
{
	return str_eq(r->via, gg->rights.person) || str_eq(r->by, gg->rights.person);
}

/* To take back what one wrote oneself, one has to be able to write it; what another wrote is a right of its own. */
static unsigned verbs_on(
	const struct guard_gate *gg, const struct record *r, const struct naming *as)
{
	unsigned writes = r->kind ? (unsigned)r->kind->verb : (unsigned)VERB_WRITES;

	if (as->approves)
		return VERB_APPROVE;
	return is_own(gg, r) ? writes | VERB_CORRECT : VERB_CORRECT;
}

/* Another person than who wrote it or handed it in; and of what is for somebody apart, one who is. What he approves he has a
 * hand in from then on. */
static enum gate_answer approval_ask(
	struct cx *cx, const struct guard_gate *gg, const struct record *r)
{
	const struct str people[] = { gg->rights.person, r->by, r->via };
	const struct record approval = { .by = gg->rights.person, .via = gg->rights.person };

	if (is_own(gg, r)) {
		err(cx, E_NOT_ALLOWED, "body.records", "须由另一人批准",
			"another person has to approve it");
		return GATE_NO;
	}
	if (r->kind && (r->kind->envelope & KIND_TWO_PERSONS))
		guard_other_note(gg->guard, &approval, &r->id);
	return r->kind && r->kind->apart ? guard_apart_ask(cx, gg->guard, r, people, 3) : GATE_YES;
}

/* Whoever lets a void stand decides on what it voids: of what is for somebody apart, he has to be one. */
static enum gate_answer unmade_ask(
	struct cx *cx, const struct guard_gate *gg, const struct record *r)
{
	return r->kind && r->kind->apart ?
		guard_apart_ask(cx, gg->guard, r, &gg->rights.person, 1) :
		GATE_YES;
}

static enum gate_answer record_ask(
	struct cx *cx, struct guard_gate *gg, const struct entry *e, struct naming *as)
{
	enum gate_answer apart = GATE_YES;
	struct record *r;

	if (journal_record(cx, gg->guard->site->tables.kinds, e, &r))
		return GATE_NO;
	if (as->approves)
		apart = as->deep ? unmade_ask(cx, gg, r) : approval_ask(cx, gg, r);
	if (apart == GATE_NO || !right_ask(cx, gg, verbs_on(gg, r, as), r))
		return GATE_NO;
	if (str_is(r->kind_name, "record.voided") ||
		(as->approves && as->deep && str_is(r->kind_name, "record.approved")))
		return stricter(apart, void_ask(cx, gg, r, as));
	if (gg->as.who.everywhere)
		return apart;
	if (r->area.n || r->has_subject || r->has_round)
		return stricter(apart, places_ask(cx, gg, r));
	err(cx, E_NOT_ALLOWED, NULL, "所指的记录不属于任何区域，须由管辖全部区域的人办理",
		"the record that it names lies in no area, and is for somebody who has every area");
	return GATE_NO;
}

static enum gate_answer records_ask(
	struct cx *cx, struct guard_gate *gg, const struct uuid *ids, size_t n, struct naming *as)
{
	struct entry *entries = cx_many(cx, n, struct entry);
	enum gate_answer answer = GATE_YES;

	if (n > as->left)
		return GATE_HOLD;
	as->left -= n;
	if (!entries || journal_find(cx, &gg->guard->site->view.journal, ids, n, entries))
		return GATE_NO;
	for (size_t i = 0; i < n && answer != GATE_NO; i++)
		answer = stricter(
			answer, entries[i].pos ? record_ask(cx, gg, &entries[i], as) : as->missing);
	return answer;
}

/* Corrections are of one kind with what they correct; in which round that was, and at which post, is not told by the new one. */
static bool corrects_all(struct guard_gate *gg, const struct record *r)
{
	const struct right correct = { VERB_CORRECT, r->kind ? r->kind->matter : MATTER_ANY };
	const struct about nothing = { .n = 0 };

	return r->kind && as_take(gg, correct, &nothing) && gg->as.who.everywhere;
}

static bool voids_all(struct guard_gate *gg, const struct record *r)
{
	const struct right write = { r->kind ? r->kind->verb : VERB_ENTER,
		r->kind ? r->kind->matter : MATTER_ANY };
	const struct about nothing = { .n = 0 };

	return r->kind && as_take(gg, write, &nothing) && gg->as.who.everywhere;
}

static enum gate_answer named_ask(struct cx *cx, struct guard_gate *gg, const struct record *r)
{
	struct naming as = { .missing = GATE_YES, .left = LOOKED_UP_MAX };
	enum gate_answer answer = GATE_YES;

	as.approves = str_is(r->kind_name, "record.approved");
	if (as.approves) {
		/* Nobody can say yet who wrote what is not here: it may turn out to be the approver. */
		as.missing = GATE_HOLD;
		answer = refs_ask(cx, gg, r, &as);
	} else if (str_is(r->kind_name, "record.voided")) {
		/* Nor where it will lie. */
		if (!voids_all(gg, r))
			as.missing = GATE_HOLD;
		answer = refs_ask(cx, gg, r, &as);
	}
	if (answer != GATE_NO && !as.approves)
		answer = stricter(answer, guard_rebind_ask(cx, gg->guard, r));
	if (r->corrects_n && answer != GATE_NO && !corrects_all(gg, r)) {
		as.approves = false;
		answer = stricter(answer, records_ask(cx, gg, r->corrects, r->corrects_n, &as));
	}
	return answer;
}

/* -- one record -- */

static enum gate_answer apart_ask(struct cx *cx, struct guard *g, const struct record *r)
{
	const struct str people[] = { r->by, r->via };

	return guard_apart_ask(cx, g, r, people, 2);
}

static bool writer_disabled(const struct guard_gate *gg, const struct record *r)
{
	const struct account_box *b;
	bool disabled;

	if (gg->disabled || !r->by.n || str_eq(r->by, gg->rights.person))
		return gg->disabled;
	pthread_mutex_lock(&gg->guard->lock);
	b = guard_box(gg->guard, r->by);
	disabled = b && b->a.disabled;
	pthread_mutex_unlock(&gg->guard->lock);
	return disabled;
}

static enum gate_answer place_ask(struct cx *cx, struct guard_gate *gg, const struct record *r)
{
	enum gate_answer answer = GATE_YES;

	if (!right_ask(cx, gg, r->kind ? (unsigned)r->kind->verb : (unsigned)VERB_WRITES, r))
		return GATE_NO;
	if (!gg->as.who.everywhere)
		answer = places_ask(cx, gg, r);
	return answer == GATE_NO ? GATE_NO : stricter(answer, named_ask(cx, gg, r));
}

/* Has one of his rights ended since he wrote it? Where he worked then is asked only if he is of the staff. */
static bool has_ended(const struct guard_gate *gg, const struct record *r)
{
	if (!uuid_is_nil(&gg->given.staff) && r->at_used < r->received)
		return true;
	for (size_t i = 0; i < gg->rights.n; i++)
		if (grant_holds(&gg->rights.grants[i], r->at_used) &&
			!grant_holds(&gg->rights.grants[i], r->received))
			return true;
	return false;
}

/* Where he works by then, if he is of the staff. What follows lies in the memory of this commit group, so nothing is kept of it. */
static int follow(struct cx *cx, struct guard_gate *gg, int64_t at)
{
	if (uuid_is_nil(&gg->given.staff))
		return 0;
	gg->rights = gg->given;
	gg->as.at = -1;
	return rights_follow(cx, gg->guard->site->view.journal.store, at, &gg->rights);
}

/* What he was allowed when he wrote it, and is not now, is kept until somebody says that it is so. */
static enum gate_answer rights_ask(struct cx *cx, struct guard_gate *gg, const struct record *r)
{
	enum gate_answer answer;

	if (follow(cx, gg, r->received))
		return GATE_NO;
	gg->at = r->received;
	answer = place_ask(cx, gg, r);
	if (answer != GATE_NO || cx->e.code != E_NOT_ALLOWED || !has_ended(gg, r))
		return answer;
	err_clear(cx);
	if (follow(cx, gg, r->at_used))
		return GATE_NO;
	gg->at = r->at_used;
	return stricter(GATE_HOLD, place_ask(cx, gg, r));
}

static enum gate_answer ask(void *arg, struct cx *cx, const struct record *r)
{
	struct guard_gate *gg = arg;
	enum gate_answer answer;

	if (!uuid_is_nil(&gg->rights.own))
		return areas_follow(cx, gg->guard) ? GATE_NO : resident_ask(cx, gg, r);
	if ((!gg->composed && !composed_ask(cx, r)) || areas_follow(cx, gg->guard))
		return GATE_NO;
	answer = rights_ask(cx, gg, r);
	if (answer == GATE_YES && r->kind && r->kind->not_by)
		answer = guard_other_ask(cx, gg->guard, r);
	if (answer != GATE_NO && r->kind && r->kind->apart)
		answer = stricter(answer, apart_ask(cx, gg->guard, r));
	if (answer != GATE_NO && r->has_subject && r->kind &&
		(r->kind->envelope & KIND_TWO_PERSONS))
		guard_other_note(gg->guard, r, &r->subject);
	/* Of what this program does not know nobody can say whether it takes two: it waits, also when a later one knows it. */
	if (answer == GATE_YES &&
		(!r->kind || (r->kind->envelope & KIND_TWO_PERSONS) || writer_disabled(gg, r) ||
			(r->has_device && device_is_revoked(gg->guard, &r->device))))
		answer = GATE_HOLD;
	return answer;
}

void guard_gate(struct guard_gate *ret, struct guard *g, const struct rights *rights, bool disabled)
{
	*ret = (struct guard_gate){ .rights = *rights,
		.given = *rights,
		.disabled = disabled,
		.guard = g,
		.as = { .whole_pos = -1 } };
	ret->gate = (struct gate){ .ask = ask, .arg = ret };
}

/* -- before it is handed in -- */

int guard_look(struct cx *cx, const struct area_tree *tree, const struct rights *rights,
	const struct record *r, int64_t now)
{
	const struct right needed = { r->kind ? r->kind->verb : VERB_WRITES,
		r->kind ? r->kind->matter : MATTER_ANY };
	const struct about about = about_one(r->has_round ? &r->round : NULL);
	struct str area = r->area;
	struct reader who;
	int e;

	if (!composed_ask(cx, r))
		return -E_COMPOSED;
	e = rights_reader(cx, rights, needed, &about, now, &who);
	if (e || who.everywhere)
		return e;
	if (!who.n)
		return gate_no_right(cx, r);
	if (str_is(r->kind_name, "area.added") && !area_find(tree, area))
		area = record_text(r, "parent");
	/* What is not known yet is held by the gate. */
	if (!area.n || !area_find(tree, area) || reader_sees(tree, &who, area))
		return 0;
	not_his(cx, area);
	return -E_NOT_ALLOWED;
}
