/* What a ground has to do with whom it restricts. A case or a zone somewhere is no reason to bind anybody: it has to be he, or his
 * contact, or where he lives, and a record has to say so. Homes are sealed, so what is asked is where the roster has him. */
#include "desk/restriction/own.h"

#include "desk/restriction/restriction.h"

/* Where he lay when it was ordered; whoever was listed later, where he lies. "" if nobody has listed him. */
static int home_area(struct listing *l, const struct record *order, struct str *ret)
{
	struct lying lies;
	int e = subject_lies(l->cx, l->c->store, &order->subject, order->at_used, &lies);

	*ret = lies.then.n ? lies.then : lies.now;
	return e;
}

/* The same grid; a case that is told of a whole county lives in none. */
static bool same_grid(const struct listing *l, struct str home, struct str case_area)
{
	const struct area *a = area_find(l->c->tree, home);

	return a && !a->under_n && str_eq(home, case_area);
}

static int is_contact(struct listing *l, const struct uuid *ids, size_t n, const struct uuid *of,
	enum restriction_concern *ret)
{
	struct uuid *said, id;
	size_t said_n;
	int e = subjects_said(l->cx, l->c, ids, n, &said, &said_n);

	for (size_t i = 0; !e && i < said_n; i++) {
		struct record *r;

		e = record_of(l->cx, l->c, &said[i], &r);
		if (!e && r && str_is(r->kind_name, "contact.named") &&
			record_ref(r, "case", &id) && uuid_eq(&id, of)) {
			*ret = CONCERN_CONTACT;
			break;
		}
	}
	return e;
}

/* Under whatever entry of the roster he was told of. */
static int case_concerns(
	struct listing *l, const struct restriction_row *v, enum restriction_concern *ret)
{
	const struct record *g = v->ground;
	struct uuid *ids;
	size_t n;
	int e = subject_cluster(l->cx, l->c, &v->order->subject, &ids, &n);

	for (size_t i = 0; !e && g->has_subject && i < n; i++)
		if (uuid_eq(&ids[i], &g->subject))
			*ret = CONCERN_HIMSELF;
	if (e || *ret != CONCERN_NONE)
		return e;
	return is_contact(l, ids, n, &g->id, ret);
}

static bool lives_there(
	const struct listing *l, struct str home, const struct record *g, uint8_t cause)
{
	if (!home.n)
		return false;
	return cause == CAUSE_CASE ? same_grid(l, home, g->area) :
				     area_within(l->c->tree, home, g->area);
}

int concern_read(struct listing *l, struct restriction_row *v, uint8_t cause)
{
	const struct record *g = v->ground;
	struct str home;
	int e;

	v->concern = g->has_subject && uuid_eq(&g->subject, &v->order->subject) ? CONCERN_HIMSELF :
										  CONCERN_NONE;
	if (v->concern != CONCERN_NONE || cause == CAUSE_RULE)
		return 0;
	e = home_area(l, v->order, &home);
	if (!e && lives_there(l, home, g, cause))
		v->concern = CONCERN_HOME;
	else if (!e && cause == CAUSE_CASE)
		e = case_concerns(l, v, &v->concern);
	return e;
}
