/* The reads: areas, kinds, rounds and what is missing, the roster, and what somebody should look
 * at. Each runs on a reader's thread in one read transaction, and shows what the
 * code of cover/ shows this reader. */
#include "cover/area_tree.h"
#include "cover/homes.h"
#include "cover/needs.h"
#include "cover/people.h"

#include <stdlib.h>

#include "http/own.h"
#include "view/effects.h"

/* ---- areas and kinds ---- */

/* The cursor is the id of the last area shown: areas may come and go between two pages. */
static int areas_from(struct call *c, const struct area *const *all, size_t n, size_t *ret)
{
	*ret = 0;
	if (!c->after.n)
		return 0;
	for (size_t i = 0; i < n; i++)
		if (str_eq(all[i]->id, c->after)) {
			*ret = i + 1;
			return 0;
		}
	return err(&c->cx, E_BAD_REQUEST, "after", cx_text(&c->cx, c->after));
}

/* How the roster stands there, to whoever counts in it; NULL where he does not. */
static int areas_sizes(
	struct call *c, const struct area *const *all, size_t n, struct roster_size **ret)
{
	struct cover his = c->cover;
	struct reader who;
	int e = rights_reader(&c->cx, &c->rights, (struct right){ VERB_COUNT, MATTER_ROSTER }, NULL,
		c->now, &who);

	*ret = NULL;
	if (e || (!who.everywhere && !who.n))
		return e;
	his.who = &who;
	*ret = cx_many(&c->cx, n + 1, struct roster_size);
	e = *ret ? roster_sizes(&c->cx, &his, all, n, *ret) : -E_NO_MEMORY;
	for (size_t i = 0; !e && i < n; i++)
		if (!reader_sees(c->cover.tree, &who, all[i]->id))
			(*ret)[i].dwellings = -1;
	return e;
}

/* size: NULL where it is not asked for. */
static void area_write(struct call *c, const struct area *a, const struct roster_size *size)
{
	const struct area_version *later = area_later(a);
	struct jw *w = &c->w;

	row_area_open(w, a);
	if (size && size->dwellings >= 0) {
		jw_f_int(w, "dwellings", size->dwellings);
		jw_f_int(w, "people", size->people);
	}
	if (str_is(arg_text(c, "roster"), "true")) {
		if (area_since(a) != INT32_MIN)
			row_day(w, "since", area_since(a));
		if (later->from != INT32_MAX) {
			jw_name(w, "later");
			jw_object(w);
			row_day(w, "from", later->from);
			jw_f_str(w, "parent", later->parent.n ? later->parent : STR_NONE);
			jw_f_str(w, "code", later->code);
			jw_f_str(w, "name", later->name);
			jw_end_object(w);
		}
	}
	jw_end_object(w);
}

int route_areas(struct call *c)
{
	const struct area *const *all;
	struct roster_size *sizes = NULL;
	size_t n, from, to;
	int e = area_visible(&c->cx, c->cover.tree, &c->who, arg_text(c, "under"), &all, &n);

	if (!e)
		e = areas_from(c, all, n, &from);
	if (e)
		return e;
	to = n - from > c->limit ? from + c->limit : n;
	if (str_is(arg_text(c, "roster"), "true"))
		e = areas_sizes(c, all + from, to - from, &sizes);
	if (e)
		return e;
	answer_list(c);
	for (size_t i = from; i < to; i++)
		area_write(c, all[i], sizes ? &sizes[i - from] : NULL);
	return answer_list_end(c, to < n ? all[to - 1]->id : STR_NONE);
}

int route_kinds(struct call *c)
{
	const struct kinds *ks = c->http->site->tables.kinds;
	struct page p;
	int e = answer_page(c, ks->n, &p);

	if (e)
		return e;
	for (size_t i = p.from; i < p.to; i++)
		row_kind(&c->w, ks->all[i]);
	return answer_page_end(c, &p);
}

int route_round_kinds(struct call *c)
{
	const struct arg_value *incident = call_arg(c, "incident");
	struct page p;
	int e = answer_page(c, desks_rounds_n(), &p);

	if (e)
		return e;
	for (size_t i = p.from; i < p.to; i++) {
		const struct round_kind *k = desks_round_at(i);
		struct uuid round = incident->given && k->standing ?
			round_standing_id(incident->id, k->name) :
			uuid_nil;

		row_round_kind(&c->w, k, desks_round_matter(str_of(k->name)), &round);
	}
	return answer_page_end(c, &p);
}

/* ---- rounds ---- */

static int newest_first(const void *a, const void *b)
{
	const struct round *x = a, *y = b;

	if (x->opened != y->opened)
		return x->opened < y->opened ? 1 : -1;
	return uuid_cmp(&y->id, &x->id);
}

static bool is_listed(const struct round *all, size_t n, const struct uuid *id)
{
	for (size_t i = 0; i < n; i++)
		if (uuid_eq(&all[i].id, id))
			return true;
	return false;
}

/* Those that he is bound to. */
static int rounds_bound(struct call *c, struct round **all, size_t *n)
{
	struct cover his = c->cover;
	struct bounds b;
	struct round *both;
	size_t had = *n;
	int e = bounds_read(c, &b);

	if (e || !b.n)
		return e;
	both = cx_many(&c->cx, *n + b.n, struct round);
	if (!both)
		return -E_NO_MEMORY;
	for (size_t i = 0; i < *n; i++)
		both[i] = (*all)[i];
	*all = both;
	for (size_t i = 0; !e && i < b.n; i++) {
		if (uuid_is_nil(&b.all[i].round) || !uuid_is_nil(&b.all[i].post) ||
			is_listed(both, *n, &b.all[i].round))
			continue;
		his.who = &b.all[i].who;
		e = round_get(&c->cx, &his, &b.all[i].round, &both[*n]);
		*n += !e;
		if (e == -E_UNKNOWN_ROUND) {
			err_clear(&c->cx);
			e = 0;
		}
	}
	if (*n > had)
		qsort(both, *n, sizeof(*both), newest_first);
	return e;
}

int route_rounds(struct call *c)
{
	struct round *all;
	struct page p;
	size_t n;
	int e = round_list(&c->cx, &c->cover, &all, &n);

	if (!e)
		e = rounds_bound(c, &all, &n);
	if (!e)
		e = answer_page(c, n, &p);
	if (e)
		return e;
	for (size_t i = p.from; i < p.to; i++)
		row_round(&c->w, &all[i], desks_round(all[i].kind));
	return answer_page_end(c, &p);
}

int route_round(struct call *c)
{
	struct round r;
	int e = round_get(&c->cx, &c->cover, &c->id, &r);

	if (e)
		return e;
	row_round(&c->w, &r, desks_round(r.kind));
	return answer_end(c);
}

int call_round(struct call *c, struct round *ret)
{
	int e = round_get(&c->cx, &c->cover, &c->id, ret);

	return e ? e : call_narrow(c, desks_round_matter(ret->kind));
}

int route_coverage(struct call *c)
{
	bool overdue = str_is(arg_text(c, "overdue"), "true");
	struct coverage v, *under;
	struct round r;
	size_t n;
	int e;

	/* Targets are counted by a reader; their tallies alone are kept. */
	if (overdue && c->cover.later) {
		*c->cover.later = true;
		return -E_BUSY;
	}
	e = call_round(c, &r);
	if (!e)
		e = round_coverage(&c->cx, &c->cover, &c->id, arg_text(c, "area"), &v, &under, &n);
	if (!e && overdue)
		e = round_overdue(&c->cx, &c->cover, &c->id, arg_text(c, "area"), &v.overdue);
	if (e)
		return e;
	row_coverage_areas(&c->w, &v, under, n, desks_round(r.kind));
	return answer_end(c);
}

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

int route_incidents(struct call *c)
{
	struct incident *all;
	struct page p;
	size_t n;
	int e = incident_list(&c->cx, &c->cover, &all, &n);

	if (!e)
		e = answer_page(c, n, &p);
	if (e)
		return e;
	for (size_t i = p.from; i < p.to; i++)
		row_incident(&c->w, &all[i]);
	return answer_page_end(c, &p);
}

int route_retention(struct call *c)
{
	struct retained *all = NULL;
	struct page p;
	size_t n = 0;
	int e = worker_keys(&c->cx, c->worker);

	if (!e)
		e = retained_list(&c->cx, &c->cover, &all, &n);
	if (!e)
		e = answer_page(c, n, &p);
	if (e)
		return e;
	for (size_t i = p.from; i < p.to; i++)
		row_retained(&c->w, &all[i], c->now);
	return answer_page_end(c, &p);
}

/* ---- the roster ---- */

static enum subject_type type_of(struct str name)
{
	for (enum subject_type t = SUBJECT_DWELLING; t < SUBJECT_TYPES; t++)
		if (str_is(name, subject_type_name(t)))
			return t;
	return SUBJECT_UNKNOWN;
}

int route_subjects(struct call *c)
{
	struct subject *all;
	struct str next;
	size_t n;
	int e = subject_list(&c->cx, &c->cover, arg_text(c, "area"), type_of(arg_text(c, "type")),
		c->after.p ? c->after : STR(""), c->limit, &all, &n, &next);

	if (e)
		return e;
	answer_list(c);
	for (size_t i = 0; i < n; i++)
		if (subject_is_his(c, &all[i]))
			row_subject(&c->w, c->cover.kinds, &all[i]);
	return answer_list_end(c, next);
}

int route_suspects(struct call *c)
{
	struct suspect *all;
	struct page p;
	size_t n;
	int e = subject_suspects(&c->cx, &c->cover, &all, &n);

	if (!e)
		e = answer_page(c, n, &p);
	if (e)
		return e;
	for (size_t i = p.from; !e && i < p.to; i++) {
		const char *code = NULL;

		if (all[i].a_away || all[i].b_away)
			e = call_pseudonym(c, all[i].a_away ? &all[i].a : &all[i].b, &code);
		if (!e)
			row_suspect(&c->w, &all[i], code);
	}
	return e ? e : answer_page_end(c, &p);
}

/* ---- what somebody should look at ---- */

int route_clashes(struct call *c)
{
	struct clash *all;
	struct page p;
	size_t n;
	int e = clash_list(&c->cx, &c->cover, &all, &n);

	if (!e)
		e = answer_page(c, n, &p);
	if (e)
		return e;
	for (size_t i = p.from; i < p.to; i++)
		row_clash(&c->w, &all[i]);
	return answer_page_end(c, &p);
}

int route_waiting(struct call *c)
{
	struct waiting *all;
	struct page p;
	size_t n;
	int e = waiting_list(&c->cx, &c->cover, &all, &n);

	if (!e)
		e = answer_page(c, n, &p);
	if (e)
		return e;
	for (size_t i = p.from; !e && i < p.to; i++) {
		const char *code = NULL;

		if (all[i].away)
			e = call_pseudonym(c, &all[i].for_, &code);
		if (!e)
			row_waiting(&c->w, &all[i], code);
	}
	return e ? e : answer_page_end(c, &p);
}

int route_refused(struct call *c)
{
	struct refusal *all;
	struct str next;
	size_t n;
	int e = refusal_list(
		&c->cx, &c->cover, c->after.p ? c->after : STR(""), c->limit, &all, &n, &next);

	if (e)
		return e;
	answer_list(c);
	for (size_t i = 0; i < n; i++)
		row_refusal(&c->w, &all[i]);
	return answer_list_end(c, next);
}

static int mark_of(struct str what)
{
	static const char *const names[] = { "unconfirmed", "held", "clock", "newer" };

	for (int i = 0; i < 4; i++)
		if (str_is(what, names[i]))
			return 1 << i;
	return 1;
}

int route_marked(struct call *c)
{
	struct marked *all;
	struct page p;
	size_t n;
	int e = marked_list(&c->cx, &c->cover, mark_of(arg_text(c, "what")), &all, &n);

	if (!e)
		e = answer_page(c, n, &p);
	if (e)
		return e;
	for (size_t i = p.from; i < p.to; i++) {
		jw_object(&c->w);
		row_uuid(&c->w, "id", &all[i].id);
		jw_f_int(&c->w, "pos", all[i].pos);
		jw_f_str(&c->w, "area", all[i].area);
		jw_end_object(&c->w);
	}
	return answer_page_end(c, &p);
}
