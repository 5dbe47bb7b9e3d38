/* What a resident may hand in, so much of it at once: records of kinds that say so, in his own name, about himself or the dwelling that is his home, where
 * either lies, in a round that asks there; or about a matter that was raised about him or his home, where that lies, in its own round. */
#include "guard/resident.h"

#include <string.h>

#include "cover/homes.h"
#include "generated/stmt.h"
#include "guard/other.h"
#include "guard/own.h"
#include "rules/norms.h"
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

bool guard_resident_read(struct str user, struct uuid *ret)
{
	const size_t n = sizeof(GUARD_RESIDENT) - 1;

	return guard_is_resident(user) && uuid_read((struct str){ user.p + n, user.n - n }, ret);
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

int resident_home(
	struct cx *cx, const struct cover *c, const struct uuid *same, size_t n, struct uuid *ret)
{
	struct home *homes;
	int64_t at = 0;
	size_t told = 0;
	int e = homes_told(cx, c, same, n, &homes, &told);

	*ret = uuid_nil;
	for (size_t i = 0; !e && i < told; i++)
		if (!uuid_is_nil(&homes[i].dwelling) && (uuid_is_nil(ret) || homes[i].at >= at)) {
			*ret = homes[i].dwelling;
			at = homes[i].at;
		}
	return e;
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
	if (!e)
		e = resident_home(cx, c, ret->same, ret->n, &ret->home);
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

/* Who he is at this moment. */
struct himself {
	struct cover c;
	struct uuid *about; /* all that he is, and behind them his home, if he has one */
	size_t same, n;
};

static int himself_read(struct cx *cx, const struct guard_gate *gg, struct himself *ret)
{
	struct site *s = gg->guard->site;
	struct uuid *same, home;
	int e;

	ret->c = (struct cover){
		.store = s->view.journal.store, .keys = s->keys, .kinds = s->tables.kinds
	};
	e = guard_same(cx, ret->c.store, &gg->rights.own, &same, &ret->same);
	if (!e)
		e = resident_home(cx, &ret->c, same, ret->same, &home);
	if (e)
		return e;
	ret->about = cx_many(cx, ret->same + 1, struct uuid);
	if (!ret->about)
		return -E_NO_MEMORY;
	memcpy(ret->about, same, ret->same * sizeof(*same));
	ret->n = ret->same;
	if (!uuid_is_nil(&home))
		ret->about[ret->n++] = home;
	return 0;
}

static bool is_among(const struct uuid *all, size_t n, const struct uuid *id)
{
	while (n-- > 0)
		if (uuid_eq(&all[n], id))
			return true;
	return false;
}

/* Handed in under a slip of his. */
static bool is_by_him(const struct himself *h, const struct record *r)
{
	struct uuid id;

	return guard_resident_read(r->via, &id) && is_among(h->about, h->same, &id);
}

/* He lies there, or his home does. */
static int lies_in(struct cx *cx, const struct himself *h, struct str area, bool *ret)
{
	struct lying lies;
	int e = 0;

	*ret = false;
	for (size_t i = 0; !e && !*ret && i < h->n; i++) {
		e = subject_lies(cx, h->c.store, &h->about[i], sys_now(), &lies);
		*ret = !e && str_eq(lies.now, area);
	}
	return e;
}

static bool is_of_life(const struct record *r)
{
	return record_choice(r, "category") == URGENCY_LIFE;
}

/* Of these, raised by him and still open; of one kind. Of what endangers a life only the like counts: for that there is always room. */
static int open_count(struct cx *cx, const struct himself *h, const struct uuid *about, size_t n,
	const struct record *like, size_t *ret)
{
	bool life = is_of_life(like), open;
	struct record **all;
	size_t raised;
	int e = subjects_raised(cx, &h->c, about, n, like->kind->name, &all, &raised);

	*ret = 0;
	for (size_t i = 0; !e && i < raised; i++) {
		if (!is_by_him(h, all[i]) || (life && !is_of_life(all[i])))
			continue;
		e = matter_open(cx, &h->c, all[i], &open);
		*ret += !e && open;
	}
	return e;
}

/* Is there room for one more? What this commit group brought counts, too: it is not in the store yet. */
static enum gate_answer room_ask(struct cx *cx, const struct guard_gate *gg,
	const struct himself *h, const struct record *r, const struct uuid *about, size_t n,
	size_t max, enum err_code full)
{
	size_t open, near = guard_other_count(gg->guard, r, &about[0]);

	if (open_count(cx, h, about, n, r, &open))
		return GATE_NO;
	if (near >= max || open + near >= max) {
		err(cx, (int)full, NULL, cx_num(cx, (int64_t)max));
		return GATE_NO;
	}
	guard_other_note(gg->guard, r, &about[0]);
	return GATE_YES;
}

static enum gate_answer not_his(struct cx *cx)
{
	return no(cx, "subject", "只能填报本人或本户的事项",
		"you may write about yourself and your home only");
}

/* About himself or his home: where one of them lies, in a round that asks there. */
static enum gate_answer himself_ask(
	struct cx *cx, const struct guard_gate *gg, const struct himself *h, const struct record *r)
{
	bool there = false, asks = false;

	if (!r->has_subject || !is_among(h->about, h->n, &r->subject))
		return not_his(cx);
	if (lies_in(cx, h, r->area, &there) ||
		(there && r->has_round && round_holds(cx, gg->guard, &r->round, r->area, &asks)))
		return GATE_NO;
	if (!there || !asks)
		return no(cx, "area", "所填区域不是您的居住区域，或该区域未开设此项受理",
			"this is not the area where you live, or not a round that takes it there");
	return r->kind->envelope & KIND_RAISES ?
		room_ask(cx, gg, h, r, h->about, h->n, RESIDENT_ASKS_MAX, E_ASKS_OPEN) :
		GATE_YES;
}

/* A restriction of him, or of his home: what is said against it lies where it does, wherever he lives by now. What waits for a second
 * person binds nobody yet, and he was not told. */
static enum gate_answer matter_ask(
	struct cx *cx, const struct guard_gate *gg, const struct himself *h, const struct record *r)
{
	struct linked l;

	if (link_look(cx, h->c.store, h->c.kinds, &r->subject, &l))
		return GATE_NO;
	if (!l.r || !l.stands || !l.r->kind || !l.r->has_subject ||
		!(l.r->kind->envelope & KIND_RAISES) || !l.r->kind->obliges || !r->kind->obliges ||
		strcmp(l.r->kind->obliges, r->kind->obliges) != 0)
		return not_his(cx);
	if (!is_among(h->about, h->n, &l.r->subject))
		return not_his(cx);
	if (!str_eq(l.r->area, r->area) || !r->has_round || !uuid_eq(&l.r->round, &r->round))
		return no(cx, "area", "区域和轮次应与所申诉的措施一致",
			"area and round are those of what it is about");
	return room_ask(cx, gg, h, r, &r->subject, 1, RESIDENT_APPEALS_MAX, E_APPEAL_OPEN);
}

/* Of a child whoever stands for it writes: then it is known later which of two that was. */
static bool is_own_name(const struct guard_gate *gg, const struct record *r)
{
	struct uuid by;

	if (uuid_is_nil(&gg->rights.guardian))
		return !r->by.n || str_eq(r->by, gg->rights.person);
	return guard_resident_read(r->by, &by) && uuid_eq(&by, &gg->rights.guardian);
}

enum gate_answer resident_ask(struct cx *cx, const struct guard_gate *gg, const struct record *r)
{
	struct himself h;

	if (!r->kind || !(r->kind->envelope & KIND_RESIDENT)) {
		gate_no_right(cx, r);
		return GATE_NO;
	}
	if (!is_own_name(gg, r) || r->corrects_n)
		return no(cx, "by", "只能填报本人的事项", "you may write for yourself only");
	if (himself_read(cx, gg, &h))
		return GATE_NO;
	/* What has to have a subject is about a matter; what may have one, about himself. */
	return r->kind->envelope & NEEDS_SUBJECT ? matter_ask(cx, gg, &h, r) :
						   himself_ask(cx, gg, &h, r);
}
