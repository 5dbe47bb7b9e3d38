/* What a resident may hand in: records of kinds that say so, in his own name, about himself or the dwelling that is his home, where
 * either lies, in a round that asks there. */
#include "guard/resident.h"

#include "generated/stmt.h"
#include "guard/own.h"
#include "sys/sys.h"

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

enum gate_answer resident_ask(struct cx *cx, const struct guard_gate *gg, const struct record *r)
{
	struct site *s = gg->guard->site;
	bool his = true, there = false, asks = false;

	if (!r->kind || !(r->kind->envelope & KIND_RESIDENT)) {
		gate_no_right(cx, r);
		return GATE_NO;
	}
	if ((r->by.n && !str_eq(r->by, gg->rights.person)) || r->corrects_n)
		return no(cx, "by", "只能填报本人的事项", "you may write for yourself only");
	if (r->has_subject && is_his(cx, s, &gg->rights.own, &r->subject, &his))
		return GATE_NO;
	if (!his)
		return no(cx, "subject", "只能填报本人或本户的事项",
			"you may write about yourself and your home only");
	if (lies_in(cx, s, &gg->rights.own, r->area, &there) ||
		(there && r->has_round && round_holds(cx, gg->guard, &r->round, r->area, &asks)))
		return GATE_NO;
	if (!there || !asks)
		return no(cx, "area", "所填区域不是您的居住区域，或该区域未开设此项受理",
			"this is not the area where you live, or not a round that takes it there");
	return GATE_YES;
}
