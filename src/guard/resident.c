/* What a resident may hand in: records of kinds that say so, in his own name, about himself or the dwelling that is his home, where
 * either lies, in a round that asks there; or about a matter that was raised about him or his home, where that lies, in its own round. */
#include "guard/resident.h"

#include <string.h>

#include "cover/homes.h"
#include "generated/stmt.h"
#include "guard/own.h"
#include "sys/sys.h"
#include "view/link.h"

int guard_resident_name(struct cx *cx, const struct uuid *subject, struct str *ret)
{
	struct buf b;

	buf_init(&b, cx->arena);
	buf_z(&b, GUARD_RESIDENT);
	buf_uuid(&b, subject);
	*ret = buf_get(&b);
	return buf_ok(&b) ? 0 : err(cx, E_NO_MEMORY, NULL);
}

int guard_same(struct cx *cx, struct store *s, const struct uuid *subject, struct uuid **ret,
	size_t *ret_n)
{
	const struct store_value key = SV_UUID(subject);
	STORE_ROWS rows;
	struct uuid id;
	struct buf ids;
	int e = store_query(cx, s, STMT_GUARD_SAME, &key, 1, &rows), more = 0;

	buf_init(&ids, cx->arena);
	while (!e && (more = store_next(cx, &rows)) > 0) {
		if (!store_uuid(&rows, 0, &id))
			e = err(cx, E_CORRUPT, NULL, "subject");
		buf_add(&ids, id.b, sizeof(id.b));
	}
	if (!e && !buf_ok(&ids))
		e = err(cx, E_NO_MEMORY, NULL);
	*ret = (struct uuid *)(void *)ids.p;
	*ret_n = ids.n / sizeof(id.b);
	return e ? e : more;
}

/* -- for whom a slip is made -- */

#define FLAG_INFANT 5 /* of people: cover/roster_kinds.c */

/* Birthdays of 29 February are on 1 March. */
static int32_t birthday(int32_t born, int years)
{
	int y, m, d;

	day_civil(born, &y, &m, &d);
	return m == 2 && d == 29 && (y + years) % 4 ? day_from(y + years, 3, 1) :
						      day_from(y + years, m, d);
}

struct age {
	bool known, child, adult;
	struct uuid *same, home;
	size_t n;
};

static int age_of(struct cx *cx, const struct cover *c, const struct subject *s, struct age *ret)
{
	int32_t today = day_of(c->now), born = INT32_MIN;
	int e = guard_same(cx, c->store, &s->id, &ret->same, &ret->n);

	if (!e)
		e = person_born(cx, c, ret->same, ret->n, &born);
	ret->home = uuid_nil;
	for (size_t i = 0; !e && i < ret->n && uuid_is_nil(&ret->home); i++)
		e = person_home(cx, c, &ret->same[i], &ret->home);
	ret->known = born != INT32_MIN;
	ret->child = ret->known ? today < birthday(born, RESIDENT_CHILD_YEARS) :
				  (s->flags >> FLAG_INFANT & 1) != 0;
	ret->adult = ret->known && today >= birthday(born, RESIDENT_ADULT_YEARS);
	return e;
}

static bool is_one(const struct age *a, const struct uuid *id)
{
	for (size_t i = 0; i < a->n; i++)
		if (uuid_eq(&a->same[i], id))
			return true;
	return false;
}

int resident_slip_check(struct cx *cx, const struct cover *c, const struct subject *whose,
	const struct uuid *guardian)
{
	struct age child, adult;
	struct subject s;
	int e = age_of(cx, c, whose, &child);

	if (e)
		return e;
	if (uuid_is_nil(guardian))
		return child.child ? err(cx, E_GUARDIAN_NEEDED, "guardian") : 0;
	if (!child.child)
		return err(cx, E_GUARDIAN, "guardian", "登记信息未显示其未满 14 周岁",
			"nothing listed says that this is a child under 14");
	e = subject_get(cx, c, guardian, &s);
	if (!e)
		e = age_of(cx, c, &s, &adult);
	if (e)
		return e;
	if (s.type != SUBJECT_PERSON || is_one(&child, guardian) || !adult.adult)
		return err(cx, E_GUARDIAN, "guardian", "监护人须是另一名登记有出生日期的成年人",
			"a guardian is another person, of age by the date of birth that is listed");
	if (uuid_is_nil(&child.home) || !uuid_eq(&child.home, &adult.home))
		return err(cx, E_GUARDIAN, "guardian", "两人登记的住址不是同一处",
			"the two are not listed in the same home");
	return 0;
}

/* -- the gate -- */

static enum gate_answer no(struct cx *cx, const char *field, const char *zh, const char *en)
{
	err(cx, E_NOT_ALLOWED, field, zh, en);
	return GATE_NO;
}

static int home_of(struct cx *cx, struct site *s, const struct uuid *own, struct uuid *ret)
{
	struct cover c = {
		.store = s->view.journal.store, .keys = s->keys, .kinds = s->tables.kinds
	};

	return person_home(cx, &c, own, ret);
}

/* One of those that he is, or his home. */
static int is_his(struct cx *cx, struct site *s, const struct uuid *own, const struct uuid *subject,
	bool *ret)
{
	struct uuid *same, home;
	size_t n;
	int e = guard_same(cx, s->view.journal.store, own, &same, &n);

	*ret = false;
	for (size_t i = 0; !e && i < n && !*ret; i++) {
		e = uuid_eq(&same[i], subject) ? 0 : home_of(cx, s, &same[i], &home);
		*ret = !e && (uuid_eq(&same[i], subject) || uuid_eq(&home, subject));
	}
	return e;
}

/* He lies there, or his home does. */
static int lies_in(
	struct cx *cx, struct site *s, const struct uuid *own, struct str area, bool *ret)
{
	struct lying lies;
	struct uuid home = uuid_nil;
	int e = subject_lies(cx, s->view.journal.store, own, sys_now(), &lies);

	*ret = !e && str_eq(lies.now, area);
	if (!e && !*ret)
		e = home_of(cx, s, own, &home);
	if (e || *ret || uuid_is_nil(&home))
		return e;
	e = subject_lies(cx, s->view.journal.store, &home, sys_now(), &lies);
	*ret = !e && str_eq(lies.now, area);
	return e;
}

/* About himself or his home: where one of them lies, in a round that asks there. */
static enum gate_answer himself_ask(
	struct cx *cx, const struct guard_gate *gg, const struct record *r)
{
	bool there = false, asks = false;

	if (lies_in(cx, gg->guard->site, &gg->rights.own, r->area, &there) ||
		(there && r->has_round && round_holds(cx, gg->guard, &r->round, r->area, &asks)))
		return GATE_NO;
	if (!there || !asks)
		return no(cx, "area", "所填区域不是您的居住区域，或该区域未开设此项受理",
			"this is not the area where you live, or not a round that takes it there");
	return GATE_YES;
}

static enum gate_answer not_his(struct cx *cx)
{
	return no(cx, "subject", "只能填报本人或本户的事项",
		"you may write about yourself and your home only");
}

/* A restriction of him, or of his home: what is said against it lies where it does, wherever he lives by now. What waits for a second
 * person binds nobody yet, and he was not told. */
static enum gate_answer matter_ask(
	struct cx *cx, const struct guard_gate *gg, const struct record *r)
{
	struct site *s = gg->guard->site;
	bool his = false;
	struct linked l;

	if (link_look(cx, s->view.journal.store, s->tables.kinds, &r->subject, &l))
		return GATE_NO;
	if (!l.r || !l.stands || !l.r->kind || !l.r->has_subject ||
		!(l.r->kind->envelope & KIND_RAISES) || !l.r->kind->obliges || !r->kind->obliges ||
		strcmp(l.r->kind->obliges, r->kind->obliges) != 0)
		return not_his(cx);
	if (is_his(cx, s, &gg->rights.own, &l.r->subject, &his))
		return GATE_NO;
	if (!his)
		return not_his(cx);
	if (!str_eq(l.r->area, r->area) || !r->has_round || !uuid_eq(&l.r->round, &r->round))
		return no(cx, "area", "区域和轮次应与所申诉的措施一致",
			"area and round are those of what it is about");
	return GATE_YES;
}

enum gate_answer resident_ask(struct cx *cx, const struct guard_gate *gg, const struct record *r)
{
	bool his = true;

	if (!r->kind || !(r->kind->envelope & KIND_RESIDENT)) {
		gate_no_right(cx, r);
		return GATE_NO;
	}
	if ((r->by.n && !str_eq(r->by, gg->rights.person)) || r->corrects_n)
		return no(cx, "by", "只能填报本人的事项", "you may write for yourself only");
	/* What has to have a subject is about a matter; what may have one, about himself. */
	if (r->kind->envelope & NEEDS_SUBJECT)
		return matter_ask(cx, gg, r);
	if (r->has_subject && is_his(cx, gg->guard->site, &gg->rights.own, &r->subject, &his))
		return GATE_NO;
	return his ? himself_ask(cx, gg, r) : not_his(cx);
}
