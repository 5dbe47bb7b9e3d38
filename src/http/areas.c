/* The areas, and the tables of what may be written in them: kinds of record and of round. */
#include "cover/area_tree.h"
#include "cover/people.h"
#include "http/own.h"

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
