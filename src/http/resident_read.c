/* Reading who a resident is, what he may hand in, and what restricts him. What is kept of him is http/resident_records.c. */
#include "http/resident.h"

#include <string.h>

#include "cover/homes.h"
#include "desk/restriction/restriction.h"
#include "guard/look_book.h"
#include "guard/sessions.h"
#include "view/link.h"

/* ---- who he is ---- */

bool own_is(const struct own *o, const struct uuid *id)
{
	for (size_t i = 0; i < o->n; i++)
		if (uuid_eq(&o->same[i], id))
			return true;
	return false;
}

bool own_wrote(const struct own *o, const struct record *r)
{
	struct uuid via, by;

	if (!guard_resident_read(r->via, &via) || !own_is(o, &via))
		return false;
	if (uuid_is_nil(&o->guardian))
		return str_eq(r->by, r->via) || !r->by.n;
	return guard_resident_read(r->by, &by) && uuid_eq(&by, &o->guardian);
}

static int home_read(struct call *c, struct own *o)
{
	struct uuid home;
	int e = resident_home(&c->cx, &o->cover, o->same, o->n, &home);

	if (e || uuid_is_nil(&home))
		return e;
	e = subject_get(&c->cx, &o->cover, &home, &o->home);
	o->has_home = !e;
	if (e == -E_NOT_FOUND) {
		err_clear(&c->cx);
		e = 0;
	}
	return e;
}

static int about_take(struct call *c, struct own *o)
{
	struct uuid *all = cx_many(&c->cx, o->n + 1, struct uuid);

	if (!all)
		return -E_NO_MEMORY;
	memcpy(all, o->same, o->n * sizeof(*all));
	if (o->has_home)
		all[o->n] = o->home.id;
	o->same = all;
	o->about = o->n + o->has_home;
	return 0;
}

int own_read(struct call *c, struct own *o)
{
	struct session s;
	int e;

	*o = (struct own){ .n = 0 };
	if (uuid_is_nil(&c->rights.own))
		return err(&c->cx, E_FORBIDDEN, NULL, "仅供持凭条的居民查看本人记录",
			"this is for residents who hold a slip");
	o->all = (struct reader){ .person = c->who.person, .everywhere = true };
	o->cover = c->cover;
	o->cover.who = &o->all;
	e = worker_keys(&c->cx, c->worker);
	if (!e)
		e = guard_same(&c->cx, c->cover.store, &c->rights.own, &o->same, &o->n);
	if (!e)
		e = subject_get(&c->cx, &o->cover, &c->rights.own, &o->subject);
	if (!e && !uuid_eq(&o->subject.survivor, &o->subject.id))
		e = subject_get(&c->cx, &o->cover, &o->subject.survivor, &o->subject);
	if (!e)
		e = home_read(c, o);
	if (!e)
		e = about_take(c, o);
	if (!e)
		e = guard_session_of(&c->cx, c->http->guard, c->token, c->now, &s);
	if (e)
		return e;
	o->guardian = s.guardian;
	o->until = s.until;
	return 0;
}

int own_name(struct call *c, const struct own *o, struct str *ret)
{
	struct home *homes;
	size_t n = 0;
	int e = homes_told(&c->cx, &o->cover, o->same, o->n, &homes, &n);

	*ret = STR_NONE;
	for (size_t i = 0; !e && i < n; i++)
		if (homes[i].name.n)
			*ret = homes[i].name;
	return e;
}

/* ---- what he may hand in ---- */

/* Of the incidents, the real ones that go on: what somebody needs is no part of an exercise. */
static bool is_real(const struct incident *all, size_t n, const struct uuid *id)
{
	for (size_t i = 0; i < n; i++)
		if (uuid_eq(&all[i].id, id))
			return !all[i].exercise && !all[i].ended;
	return uuid_is_nil(id);
}

/* The standing rounds, newest first, that stay of a list: open, real, and where he lives. */
static int own_rounds(struct call *c, const struct own *o, struct round **ret, size_t *ret_n)
{
	struct incident *incidents;
	size_t n, all, kept = 0;
	int e = round_list(&c->cx, &o->cover, ret, &n);

	if (!e)
		e = incident_list(&c->cx, &o->cover, &incidents, &all);
	for (size_t i = 0; !e && i < n; i++) {
		const struct round *r = &(*ret)[i];

		if (r->state == 1 && area_within(c->cover.tree, o->subject.area, r->area) &&
			is_real(incidents, all, &r->incident))
			(*ret)[kept++] = *r;
	}
	*ret_n = kept;
	return e;
}

/* What has to have a subject is about a matter: it is handed in beside that. */
static bool is_offered(const struct kinds *ks, const struct kind *k)
{
	return k->envelope & KIND_RESIDENT && !(k->envelope & NEEDS_SUBJECT) && k->obliges &&
		kinds_newest(ks, str_of(k->name)) == k;
}

int own_may(struct call *c, const struct own *o, struct own_may **ret, size_t *ret_n)
{
	const struct kinds *ks = c->cover.kinds;
	struct round *rounds;
	size_t n = 0;
	int e = own_rounds(c, o, &rounds, &n);

	*ret_n = 0;
	*ret = e ? NULL : cx_many(&c->cx, ks->n * (n + 1), struct own_may);
	if (!*ret)
		return e ? e : -E_NO_MEMORY;
	for (size_t i = 0; i < ks->n; i++)
		for (size_t k = 0; is_offered(ks, ks->all[i]) && k < n; k++)
			if (str_is(rounds[k].kind, ks->all[i]->obliges))
				(*ret)[(*ret_n)++] = (struct own_may){ ks->all[i], rounds[k].id };
	return 0;
}

/* ---- what restricts him ---- */

static bool binds(const struct restriction_row *v)
{
	return v->state == RESTRICTION_HOLDS || v->state == RESTRICTION_LATER ||
		v->state == RESTRICTION_UNGROUNDED;
}

/* His own objections, for those of the others who live there are theirs. */
static int his_appeals(struct call *c, const struct own *o, struct restriction_row *v)
{
	struct record **all;
	size_t n;
	bool open;
	int e = subjects_raised(&c->cx, &o->cover, &v->order->id, 1, appeal_made.name, &all, &n);

	v->appeals = v->appeals_open = v->appeals_overdue = 0;
	v->decided = uuid_nil;
	for (size_t i = 0; !e && i < n; i++) {
		if (!own_wrote(o, all[i]))
			continue;
		e = matter_open(&c->cx, &o->cover, all[i], &open);
		v->appeals++;
		v->appeals_open += !e && open;
	}
	return e;
}

/* told: of his home what is over is of whoever lived there then. Who of those is a case, or met one, is not his to know either. */
static int restriction_read(struct call *c, const struct own *o, const struct uuid *id,
	struct restriction_row *ret, bool *told)
{
	int e = restriction_get(&c->cx, &o->cover, id, c->now, ret);

	*told = !e;
	if (e == -E_NOT_FOUND) {
		err_clear(&c->cx);
		return 0;
	}
	if (e || own_is(o, &ret->order->subject))
		return e;
	*told = binds(ret);
	if (ret->concern == CONCERN_HIMSELF || ret->concern == CONCERN_CONTACT)
		ret->concern = CONCERN_HOME;
	return *told ? his_appeals(c, o, ret) : 0;
}

int own_restrictions(
	struct call *c, const struct own *o, struct restriction_row **ret, size_t *ret_n, bool *cut)
{
	struct restriction_row *all;
	struct record **about;
	size_t n, kept = 0;
	bool told;
	int e = subjects_raised(
		&c->cx, &o->cover, o->same, o->about, restriction_ordered.name, &about, &n);

	*ret_n = 0;
	*cut = !e && n > OWN_RESTRICTIONS_READ;
	n = *cut ? OWN_RESTRICTIONS_READ : n;
	all = e ? NULL : cx_many(&c->cx, n, struct restriction_row);
	*ret = all ? cx_many(&c->cx, OWN_RESTRICTIONS_MAX, struct restriction_row) : NULL;
	if (!*ret)
		return e ? e : -E_NO_MEMORY;
	for (size_t i = 0; !e && i < n; i++) {
		e = restriction_read(c, o, &about[i]->id, &all[kept], &told);
		kept += !e && told;
	}
	for (int first = 1; first >= 0; first--)
		for (size_t i = 0; i < kept && *ret_n < OWN_RESTRICTIONS_MAX; i++)
			if ((all[i].state == RESTRICTION_HOLDS) == first)
				(*ret)[(*ret_n)++] = all[i];
	*cut |= kept > *ret_n;
	return e;
}

static int no_such(struct call *c)
{
	return err(&c->cx, E_NOT_FOUND, "id", cx_text(&c->cx, c->id_text));
}

int own_notice(struct call *c, const struct own *o, const struct uuid *id,
	struct restriction_row *row, struct restriction_notice *ret)
{
	struct linked l;
	bool his = false, told = false;
	int e = link_look(&c->cx, o->cover.store, o->cover.kinds, id, &l);

	for (size_t i = 0; !e && l.r && l.stands && l.r->has_subject && i < o->about; i++)
		his |= uuid_eq(&l.r->subject, &o->same[i]);
	if (!e && his)
		e = restriction_read(c, o, id, row, &told);
	if (!e && !told)
		e = no_such(c);
	return e ? e :
		   restriction_notice(&c->cx, &o->cover, row, own_is(o, &row->order->subject), ret);
}

bool own_may_appeal(const struct restriction_row *v)
{
	return v->state != RESTRICTION_ENDED && v->state != RESTRICTION_EXEMPT && !v->appeals_open;
}

/* ---- looks ---- */

int own_look(struct call *c, const char *screen)
{
	const struct look l = {
		.screen = str_of(screen), .why = STR("asked"), .subjects = &c->rights.own, .n = 1
	};
	int e = look_entries(&c->cx, &c->rights, MATTER_ANY, l, c->now, &c->looks, &c->looks_n);

	c->looked = !e;
	return e;
}
