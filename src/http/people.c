/* The people of an area, masked, or in plain with a reason. */
#include "cover/people.h"

#include "http/own.h"

static int person_write(struct call *c, const struct listed *p, bool plain)
{
	const struct row_flags flags = { c->cover.kinds, p->flags };
	struct str name = p->name.n ? p->name : STR_NONE, phone = p->phone.n ? p->phone : STR_NONE;
	struct jw *w = &c->w;
	int64_t born = 0;
	int e = 0;

	if (!plain && name.n)
		e = guard_mask(&c->cx, FIELD_TEXT, p->name, &name);
	if (!e && !plain && phone.n)
		e = guard_mask(&c->cx, FIELD_PHONE, p->phone, &phone);
	if (e)
		return e;
	if (plain && p->birth.n >= 4)
		str_int((struct str){ p->birth.p, 4 }, &born);
	jw_object(w);
	row_uuid(w, "id", &p->person.id);
	jw_f_str(w, "area", p->person.area);
	jw_f_str(w, "name", name);
	jw_f_str(w, "phone", phone);
	if (born)
		jw_f_int(w, "born", born);
	else
		jw_f_null(w, "born");
	row_uuid(w, "home", p->home.type == SUBJECT_DWELLING ? &p->home.survivor : &uuid_nil);
	row_place(w, &p->home);
	row_flags(w, &flags);
	jw_f_bool(w, "masked", !plain);
	jw_end_object(w);
	return 0;
}

/* Whose personal fields he may be shown; without a reason nobody's. */
static int plain_reader(struct call *c, struct reader *ret)
{
	const struct right right = { VERB_SEE, MATTER_ROSTER };
	int e;

	*ret = (struct reader){ .person = c->who.person };
	if (!call_arg(c, HTTP_UNMASK)->given)
		return 0;
	e = rights_reader(&c->cx, &c->rights, right, NULL, c->now, ret);
	return e || ret->everywhere || ret->n ? e : call_forbidden(c, right, HTTP_UNMASK);
}

static int look_note(struct call *c, const struct listed *all, const bool *plain, size_t n)
{
	struct uuid *ids = cx_many(&c->cx, n + 1, struct uuid);
	size_t seen = 0;

	if (!ids)
		return -E_NO_MEMORY;
	for (size_t i = 0; i < n; i++)
		if (plain[i])
			ids[seen++] = all[i].person.id;
	return seen ? look_leave(c, "people", MATTER_ROSTER, ids, seen) : 0;
}

static int people_write(struct call *c, const struct listed *all, size_t n)
{
	bool *plain = cx_many(&c->cx, n + 1, bool);
	struct reader sees;
	int e = plain ? plain_reader(c, &sees) : -E_NO_MEMORY;

	for (size_t i = 0; !e && i < n; i++)
		plain[i] = reader_sees(c->cover.tree, &sees, all[i].person.area);
	if (!e)
		e = look_note(c, all, plain, n);
	for (size_t i = 0; !e && i < n; i++)
		e = person_write(c, &all[i], plain[i]);
	return e;
}

static int home_answer(struct call *c, const struct uuid *home, uint32_t asked)
{
	struct listed *all;
	struct page p;
	size_t n;
	int e = call_arg(c, "area")->given ? err(&c->cx, E_BAD_REQUEST, "home", "area, home") :
					     people_at(&c->cx, &c->cover, home, asked, &all, &n);

	if (!e)
		e = answer_page(c, n, &p);
	if (!e)
		e = people_write(c, all + p.from, p.to - p.from);
	return e ? e : answer_page_end(c, &p);
}

int route_people(struct call *c)
{
	const struct arg_value *home = call_arg(c, "home");
	struct listed *all;
	struct str next;
	uint32_t asked;
	size_t n;
	int e = flags_asked(c, &asked);

	if (!e)
		e = worker_keys(&c->cx, c->worker);
	if (!e && home->given)
		return home_answer(c, &home->id, asked);
	if (!e)
		e = people_list(&c->cx, &c->cover, arg_text(c, "area"), asked,
			c->after.p ? c->after : STR(""), c->limit, &all, &n, &next);
	if (e)
		return e;
	answer_list(c);
	e = people_write(c, all, n);
	return e ? e : answer_list_end(c, next);
}
