/* The gate: may this person hand in this record?
 *
 * The verb comes from the kind. The area is the record's, and that in which its subject lies (or
 * lay at the time of the record), else its round; and that of each subject that its body names: a
 * store, the doors of a list. But staff and units are asked for where the record lies, if it has
 * an area of its own: who lives in one township holds a post in another; and so are tubes, which a
 * laboratory elsewhere works on. Whoever corrects, voids or approves records needs the right to
 * where they lie, and for a void the verb of each. What is named and not here yet gives no answer:
 * a phone's records come in any order. But an approval of it is held, and so is a record in an
 * area that is not known, for somebody with wider rights. */
#include "guard/guard.h"

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
const struct reader guard_reader_owner = {
	.person = { "admin", 5 }, .everywhere = true, .verbs = VERB_ALL
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

	if (reader_sees(t, &gg->who, area))
		return GATE_YES;
	if (!area_find(t, area))
		return GATE_HOLD;
	return not_his(cx, area);
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
	return reader_sees(gg->guard->site->tree, &gg->who, area);
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
	struct cx *cx, const struct guard_gate *gg, const struct record *r, bool has_own)
{
	struct str area;

	if (area_of(cx, gg->guard, STMT_GUARD_INCIDENT_AREA, &r->subject, &area))
		return GATE_NO;
	return !area.n || sees(gg, area) ? GATE_YES : elsewhere(cx, gg, area, has_own);
}

/* Who says something of a round itself needs the right to all of it; who only answers it or asks something in it, to be
 * in it. */
static enum gate_answer round_ask(
	struct cx *cx, const struct guard_gate *gg, const struct record *r, bool has_own)
{
	bool answers = r->kind &&
		(r->kind->verb != VERB_ROUND || r->kind->covers || r->kind->obliges);
	struct str area;

	if (area_of(cx, gg->guard, STMT_GUARD_ROUND_AREA, &r->round, &area))
		return GATE_NO;
	if (!area.n || sees(gg, area) ||
		(answers && area_within(gg->guard->site->tree, r->area, area)))
		return GATE_YES;
	return elsewhere(cx, gg, area, has_own);
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
	bool known = false;

	if (r->has_subject && str_starts(r->kind_name, STR("incident.")))
		return incident_ask(cx, gg, r, has_own);
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
	if (answer == GATE_NO || gg->whole)
		return answer;
	return stricter(answer, things_ask(cx, gg, r));
}

/* -- the verb -- */

static bool verb_ask(struct cx *cx, const struct guard_gate *gg, const struct record *r)
{
	/* Of a kind that this program does not know, nobody can say whose duty it is: any who
	 * may write. */
	unsigned needed = r->kind ? (unsigned)r->kind->verb : (unsigned)VERB_WRITE;

	if (gg->who.verbs & needed)
		return true;
	gate_no_right(cx, r);
	return false;
}

/* -- records that name records -- */

/* Voids of voids of voids …: beyond so many look-ups somebody decides. */
#define NAMED_MAX ((size_t)4 * RECORD_LIST_MAX)

struct naming {
	bool approves;
	bool deep;                /* named by a record that is named */
	enum gate_answer missing; /* for what is not here */
	size_t left;              /* so many may still be looked up */
};

static enum gate_answer records_ask(struct cx *cx, const struct guard_gate *gg,
	const struct uuid *ids, size_t n, struct naming *as);

static enum gate_answer refs_ask(
	struct cx *cx, const struct guard_gate *gg, const struct record *r, struct naming *as)
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
	struct cx *cx, const struct guard_gate *gg, const struct record *r, struct naming *as)
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

static enum gate_answer record_ask(
	struct cx *cx, const struct guard_gate *gg, const struct entry *e, struct naming *as)
{
	struct record *r;

	if (journal_record(cx, gg->guard->site->tables.kinds, e, &r))
		return GATE_NO;
	if (as->approves && !as->deep &&
		(str_eq(r->via, gg->who.person) || str_eq(r->by, gg->who.person))) {
		err(cx, E_NOT_ALLOWED, "body.records", "须由另一人批准",
			"another person has to approve it");
		return GATE_NO;
	}
	if (!as->approves && !verb_ask(cx, gg, r))
		return GATE_NO;
	if (str_is(r->kind_name, "record.voided"))
		return void_ask(cx, gg, r, as);
	if (gg->who.everywhere)
		return GATE_YES;
	if (r->area.n || r->has_subject || r->has_round)
		return places_ask(cx, gg, r);
	err(cx, E_NOT_ALLOWED, NULL, "所指的记录不属于任何区域，须由管辖全部区域的人办理",
		"the record that it names lies in no area, and is for somebody who has every area");
	return GATE_NO;
}

static enum gate_answer records_ask(struct cx *cx, const struct guard_gate *gg,
	const struct uuid *ids, size_t n, struct naming *as)
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

static enum gate_answer named_ask(
	struct cx *cx, const struct guard_gate *gg, const struct record *r)
{
	struct naming as = { .missing = GATE_YES, .left = NAMED_MAX };
	bool all = gg->who.everywhere && (gg->who.verbs & VERB_WRITE) == VERB_WRITE;
	enum gate_answer answer = GATE_YES;

	as.approves = str_is(r->kind_name, "record.approved");
	if (as.approves) {
		/* Nobody can say yet who wrote what is not here: it may turn out to be the approver. */
		as.missing = GATE_HOLD;
		answer = refs_ask(cx, gg, r, &as);
	} else if (str_is(r->kind_name, "record.voided") && !all) {
		answer = refs_ask(cx, gg, r, &as);
	}
	if (r->corrects_n && !gg->who.everywhere && answer != GATE_NO)
		answer = stricter(answer, records_ask(cx, gg, r->corrects, r->corrects_n, &as));
	return answer;
}

/* -- one record -- */

static bool writer_disabled(const struct guard_gate *gg, const struct record *r)
{
	const struct account_box *b;
	bool disabled;

	if (gg->disabled || !r->by.n || str_eq(r->by, gg->who.person))
		return gg->disabled;
	pthread_mutex_lock(&gg->guard->lock);
	b = guard_box(gg->guard, r->by);
	disabled = b && b->a.disabled;
	pthread_mutex_unlock(&gg->guard->lock);
	return disabled;
}

/* Asked once a group, as the areas are. */
static void whole_follow(struct guard_gate *gg)
{
	const struct area *const *roots;
	size_t n, known = 0, seen = 0;

	if (gg->who.everywhere || gg->whole_pos == gg->guard->gate_pos)
		return;
	n = area_roots(gg->guard->site->tree, &roots);
	for (size_t i = 0; i < n; i++) {
		known += roots[i]->known;
		seen += roots[i]->known && sees(gg, roots[i]->id);
	}
	gg->whole = known && seen == known;
	gg->whole_pos = gg->guard->gate_pos;
}

static enum gate_answer ask(void *arg, struct cx *cx, const struct record *r)
{
	struct guard_gate *gg = arg;
	enum gate_answer answer = GATE_YES;

	if (!verb_ask(cx, gg, r) || (!gg->composed && !composed_ask(cx, r)) ||
		areas_follow(cx, gg->guard))
		return GATE_NO;
	whole_follow(gg);
	if (!gg->who.everywhere)
		answer = places_ask(cx, gg, r);
	if (answer != GATE_NO)
		answer = stricter(answer, named_ask(cx, gg, r));
	if (answer == GATE_YES && r->kind && r->kind->not_by)
		answer = guard_other_ask(cx, gg->guard, r);
	if (answer == GATE_YES &&
		((r->kind && (r->kind->envelope & KIND_TWO_PERSONS)) || writer_disabled(gg, r)))
		answer = GATE_HOLD;
	return answer;
}

void guard_gate(struct guard_gate *ret, struct guard *g, const struct reader *who, bool disabled)
{
	*ret = (struct guard_gate){
		.who = *who, .disabled = disabled, .guard = g, .whole_pos = -1
	};
	ret->gate = (struct gate){ .ask = ask, .arg = ret };
}
