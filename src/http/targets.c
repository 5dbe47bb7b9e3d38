/* What rounds ask of whom: what is missing and what was asked, with the names and places of those it is asked of. */
#include "cover/homes.h"
#include "cover/needs.h"
#include "http/own.h"

/* A target with its subject's place, so that whoever reads the list knows which door it is. */
static int target_write(struct call *c, const struct target *t, const struct round *r,
	const struct subject *s, struct str name, const struct need *need)
{
	const struct row_flags flags = { c->cover.kinds, need ? need->flags : 0 };
	const struct round_kind *kind = r ? desks_round(r->kind) : NULL;
	struct arisen arisen;
	struct str owner;
	int e = target_owner(&c->cx, &c->cover, t, kind, &owner);

	if (!e)
		e = target_arisen(&c->cx, &c->cover, t, kind, &arisen);
	if (e)
		return e;
	row_target(&c->w, t, r, kind, s->type != SUBJECT_UNKNOWN ? s : NULL, name, owner, &arisen,
		need && need->known ? &flags : NULL, c->now);
	return 0;
}

int target_alone(struct call *c, const struct target *t, const struct round *r)
{
	struct subject s;
	int e = target_subjects(&c->cx, &c->cover, t, 1, &s);

	return e ? e : target_write(c, t, r, &s, STR_NONE, NULL);
}

/* Of a person his masked name; to whoever the roster is open to, as his place that of his home. */
static int person_tell(
	struct call *c, const struct home *h, struct subject *person, struct str *ret_name)
{
	struct cover his = c->cover;
	struct subject home;
	int e = h->name.n ? guard_mask(&c->cx, FIELD_TEXT, h->name, ret_name) : 0;

	if (e || uuid_is_nil(&h->dwelling))
		return e;
	his.who = reader_in(&c->who, MATTER_ROSTER);
	e = subject_get(&c->cx, &his, &h->dwelling, &home);
	if (!e)
		person->place = home.place;
	else if (e == -E_NOT_FOUND)
		err_clear(&c->cx);
	return e == -E_NOT_FOUND ? 0 : e;
}

int people_tell(struct call *c, struct subject *subjects, size_t n, struct str *names)
{
	struct uuid *people = cx_many(&c->cx, n, struct uuid);
	size_t people_n = 0, homes_n = 0;
	struct home *homes;
	int e = people ? worker_keys(&c->cx, c->worker) : -E_NO_MEMORY;

	for (size_t i = 0; !e && i < n; i++)
		if (subjects[i].type == SUBJECT_PERSON)
			people[people_n++] = subjects[i].id;
	if (!e && people_n)
		e = homes_told(&c->cx, &c->cover, people, people_n, &homes, &homes_n);
	for (size_t k = 0; !e && k < homes_n; k++)
		for (size_t i = 0; !e && i < n; i++)
			if (uuid_eq(&subjects[i].id, &homes[k].person))
				e = person_tell(c, &homes[k], &subjects[i], &names[i]);
	return e;
}

/* flags: with what is known of whoever is behind each. */
static int targets_list(
	struct call *c, const struct round *r, const struct target *all, size_t n, bool flags)
{
	struct subject *subjects = cx_many(&c->cx, n, struct subject);
	struct str *names = cx_many(&c->cx, n, struct str);
	struct need *needs = cx_many(&c->cx, n, struct need);
	bool people = str_is(arg_text(c, "people"), "true");
	int e = subjects && names && needs ? target_subjects(&c->cx, &c->cover, all, n, subjects) :
					     -E_NO_MEMORY;

	if (!e && people)
		e = people_tell(c, subjects, n, names);
	if (!e && people && flags)
		e = targets_needs(&c->cx, &c->cover, all, subjects, n, 0, needs);
	for (size_t i = 0; !e && i < n; i++)
		e = target_write(c, &all[i], r, &subjects[i], names[i], &needs[i]);
	return e;
}

/* The event thread shows a page of what stands in the targets' own rows and their subjects'. */
static int kept_check(struct call *c, const struct round *r)
{
	const struct round_kind *k = desks_round(r->kind);

	if (!c->cover.later ||
		(c->limit <= HTTP_LIST_LIMIT && !str_is(arg_text(c, "people"), "true") &&
			!arg_text(c, "filter").n && !arg_text(c, "sort").n &&
			!(k && (k->owner || k->urgency))))
		return 0;
	*c->cover.later = true;
	return -E_BUSY;
}

int flags_asked(struct call *c, uint32_t *ret)
{
	const struct reader *roster = reader_in(&c->who, MATTER_ROSTER);
	int e = needs_filter(&c->cx, &c->cover, arg_text(c, "filter"), ret);

	if (e || !*ret)
		return e;
	if (!roster->everywhere && !roster->n)
		return call_forbidden(
			c, (struct right){ VERB_SEE_MASKED, MATTER_ROSTER }, "filter");
	return worker_keys(&c->cx, c->worker);
}

static int missing_read(
	struct cx *cx, struct call *c, struct target **ret, size_t *ret_n, struct str *ret_next)
{
	struct str area = arg_text(c, "area"), after = c->after.p ? c->after : STR("");
	uint32_t asked;
	int e = flags_asked(c, &asked);

	if (!e && arg_text(c, "sort").n)
		e = worker_keys(cx, c->worker);
	if (e)
		return e;
	if (str_is(arg_text(c, "sort"), "need"))
		return round_missing_by_need(cx, &c->cover, &c->id, area, asked, after,
			c->sheet.format ? NEEDS_AT_ONCE : c->limit, ret, ret_n, ret_next);
	return asked ?
		round_missing_with(
			cx, &c->cover, &c->id, area, asked, after, c->limit, ret, ret_n, ret_next) :
		round_missing(cx, &c->cover, &c->id, area, after, c->limit, ret, ret_n, ret_next);
}

int route_missing(struct call *c)
{
	struct target *all;
	struct round r;
	struct str next;
	size_t n;
	int e = call_round(c, &r);

	if (!e)
		e = kept_check(c, &r);
	if (!e)
		e = missing_read(&c->cx, c, &all, &n, &next);
	if (e)
		return e;
	answer_list(c);
	e = targets_list(c, &r, all, n, true);
	return e ? e : answer_list_end(c, next);
}

int route_targets(struct call *c)
{
	struct target *all;
	struct round r;
	struct str next;
	size_t n;
	int e = call_round(c, &r);

	if (!e)
		e = round_targets(&c->cx, &c->cover, &c->id, arg_text(c, "area"),
			c->after.p ? c->after : STR(""), c->limit, &all, &n, &next);
	if (e)
		return e;
	answer_list(c);
	e = targets_list(c, &r, all, n, false);
	return e ? e : answer_list_end(c, next);
}

bool target_is_his(const struct call *c, const struct round *r, const struct target *t)
{
	return reader_sees(c->cover.tree, reader_in(&c->who, desks_round_matter(r->kind)), t->area);
}

bool subject_is_his(const struct call *c, const struct subject *s)
{
	return reader_sees(c->cover.tree, reader_in(&c->who, subject_matter(s->type)), s->area);
}

int route_strays(struct call *c)
{
	const struct arg_value *round = call_arg(c, "round");
	struct target *all;
	struct page p;
	size_t n;
	int e = round_strays(&c->cx, &c->cover, round->given ? &round->id : NULL, &all, &n);

	if (!e)
		e = answer_page(c, n, &p);
	if (e)
		return e;
	for (size_t i = p.from; !e && i < p.to; i++) {
		struct round r;
		int known = round_get(&c->cx, &c->cover, &all[i].round, &r);

		err_clear(&c->cx);
		if (known || target_is_his(c, &r, &all[i]))
			e = target_alone(c, &all[i], known ? NULL : &r);
	}
	return e ? e : answer_page_end(c, &p);
}
