/* The reads: areas, kinds, rounds and what is missing, the roster, goods, and what somebody
 * should look at. Each runs on a reader's thread in one read transaction, and shows what the
 * code of cover/ shows this reader. */
#include "http/own.h"

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

int route_areas(struct call *c)
{
	const struct area *const *all;
	size_t n, from, to;
	int e = area_visible(&c->cx, c->cover.tree, &c->who, arg_text(c, "under"), &all, &n);

	if (!e)
		e = areas_from(c, all, n, &from);
	if (e)
		return e;
	to = n - from > c->limit ? from + c->limit : n;
	answer_list(c);
	for (size_t i = from; i < to; i++)
		row_area(&c->w, all[i]);
	answer_list_end(c, to < n ? all[to - 1]->id : STR_NONE);
	return answer_end(c);
}

int route_kinds(struct call *c)
{
	const struct kinds *ks = c->http->site->tables.kinds;
	size_t from, to;
	int e = answer_page(c, ks->n, &from, &to);

	if (e)
		return e;
	answer_list(c);
	for (size_t i = from; i < to; i++)
		row_kind(&c->w, ks->all[i]);
	answer_page_end(c, to, ks->n);
	return answer_end(c);
}

/* ---- rounds ---- */

int route_rounds(struct call *c)
{
	struct round *all;
	size_t n, from, to;
	int e = round_list(&c->cx, &c->cover, &all, &n);

	if (!e)
		e = answer_page(c, n, &from, &to);
	if (e)
		return e;
	answer_list(c);
	for (size_t i = from; i < to; i++)
		row_round(&c->w, &all[i]);
	answer_page_end(c, to, n);
	return answer_end(c);
}

int route_round(struct call *c)
{
	struct round r;
	int e = round_get(&c->cx, &c->cover, &c->id, &r);

	if (e)
		return e;
	row_round(&c->w, &r);
	return answer_end(c);
}

int route_coverage(struct call *c)
{
	struct coverage v, *under;
	const struct round_kind *k;
	struct round r;
	size_t n;
	int e = round_get(&c->cx, &c->cover, &c->id, &r);

	if (!e)
		e = round_coverage(&c->cx, &c->cover, &c->id, arg_text(c, "area"), &v, &under, &n);
	if (e)
		return e;
	k = desks_round(r.kind);
	row_coverage(&c->w, &v, false);
	jw_f_z(&c->w, "unit", k ? k->unit : NULL);
	jw_name(&c->w, "areas");
	jw_list(&c->w);
	for (size_t i = 0; i < n; i++)
		row_coverage(&c->w, &under[i], true);
	jw_end_list(&c->w);
	jw_end_object(&c->w);
	return answer_end(c);
}

/* A target with its subject's place, so that whoever reads the list knows which door it is. */
static int target_write(struct call *c, const struct target *t, const struct round *r)
{
	struct subject s;
	int e = subject_get(&c->cx, &c->cover, &t->subject, &s);

	if (e && e != -E_NOT_FOUND)
		return e;
	if (e)
		err_clear(&c->cx);
	row_target(&c->w, t, r, e ? NULL : &s, c->now);
	return 0;
}

int route_missing(struct call *c)
{
	struct target *all;
	struct round r;
	struct str next;
	size_t n;
	int e = round_get(&c->cx, &c->cover, &c->id, &r);

	if (!e)
		e = round_missing(&c->cx, &c->cover, &c->id, arg_text(c, "area"),
			c->after.p ? c->after : STR(""), c->limit, &all, &n, &next);
	if (e)
		return e;
	answer_list(c);
	for (size_t i = 0; !e && i < n; i++)
		e = target_write(c, &all[i], &r);
	answer_list_end(c, next);
	return e ? e : answer_end(c);
}

int route_strays(struct call *c)
{
	const struct arg_value *round = call_arg(c, "round");
	struct target *all;
	size_t n, from, to;
	int e = round_strays(&c->cx, &c->cover, round->given ? &round->id : NULL, &all, &n);

	if (!e)
		e = answer_page(c, n, &from, &to);
	if (e)
		return e;
	answer_list(c);
	for (size_t i = from; !e && i < to; i++) {
		struct round r;
		int known = round_get(&c->cx, &c->cover, &all[i].round, &r);

		err_clear(&c->cx);
		e = target_write(c, &all[i], known ? NULL : &r);
	}
	answer_page_end(c, to, n);
	return e ? e : answer_end(c);
}

int route_incidents(struct call *c)
{
	struct incident *all;
	size_t n, from, to;
	int e = incident_list(&c->cx, &c->cover, &all, &n);

	if (!e)
		e = answer_page(c, n, &from, &to);
	if (e)
		return e;
	answer_list(c);
	for (size_t i = from; i < to; i++) {
		jw_object(&c->w);
		row_uuid(&c->w, "id", &all[i].id);
		jw_f_str(&c->w, "name", all[i].name);
		jw_f_str(&c->w, "area", all[i].area);
		jw_f_bool(&c->w, "exercise", all[i].exercise);
		jw_f_bool(&c->w, "ended", all[i].ended);
		jw_end_object(&c->w);
	}
	answer_page_end(c, to, n);
	return answer_end(c);
}

/* ---- the roster and goods ---- */

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
		row_subject(&c->w, c->cover.kinds, &all[i]);
	answer_list_end(c, next);
	return answer_end(c);
}

int route_suspects(struct call *c)
{
	static const char *const labels[] = { NULL, "document", "name_birth", "name_phone",
		"place" };
	struct suspect *all;
	size_t n, from, to;
	int e = subject_suspects(&c->cx, &c->cover, &all, &n);

	if (!e)
		e = answer_page(c, n, &from, &to);
	if (e)
		return e;
	answer_list(c);
	for (size_t i = from; i < to; i++) {
		jw_object(&c->w);
		row_uuid(&c->w, "a", &all[i].a);
		row_uuid(&c->w, "b", &all[i].b);
		jw_f_z(&c->w, "same",
			all[i].label > 0 && all[i].label < 5 ? labels[all[i].label] : NULL);
		jw_f_str(&c->w, "area", all[i].area);
		jw_end_object(&c->w);
	}
	answer_page_end(c, to, n);
	return answer_end(c);
}

int route_goods(struct call *c)
{
	struct goods *all;
	size_t n, from, to;
	int e = goods_list(&c->cx, &c->cover, arg_text(c, "area"), &all, &n);

	if (!e)
		e = answer_page(c, n, &from, &to);
	if (e)
		return e;
	answer_list(c);
	for (size_t i = from; i < to; i++) {
		const struct goods *g = &all[i];
		bool counted = g->counted_at > 0;

		jw_object(&c->w);
		jw_f_str(&c->w, "place", g->place);
		jw_f_str(&c->w, "item", g->item);
		jw_f_str(&c->w, "area", g->area);
		row_milli(&c->w, "booked", g->booked);
		if (counted)
			row_milli(&c->w, "counted", g->counted);
		else
			jw_f_null(&c->w, "counted");
		row_time(&c->w, "counted_at", g->counted_at);
		if (counted)
			row_milli(&c->w, "unexplained", g->unexplained);
		else
			jw_f_null(&c->w, "unexplained");
		jw_end_object(&c->w);
	}
	answer_page_end(c, to, n);
	return answer_end(c);
}

/* ---- what somebody should look at ---- */

int route_clashes(struct call *c)
{
	static const char *const whats[] = { NULL, "corrections", "state", "pair", "round",
		"area" };
	struct clash *all;
	size_t n, from, to;
	int e = clash_list(&c->cx, &c->cover, &all, &n);

	if (!e)
		e = answer_page(c, n, &from, &to);
	if (e)
		return e;
	answer_list(c);
	for (size_t i = from; i < to; i++) {
		jw_object(&c->w);
		jw_f_z(&c->w, "what",
			all[i].what > 0 && all[i].what < 6 ? whats[all[i].what] : NULL);
		jw_f_str(&c->w, "area", all[i].area);
		jw_name(&c->w, "records");
		jw_list(&c->w);
		for (size_t k = 0; k < all[i].ids_n; k++) {
			char text[UUID_TEXT + 1];

			uuid_write(&all[i].ids[k], text);
			jw_z(&c->w, text);
		}
		jw_end_list(&c->w);
		jw_end_object(&c->w);
	}
	answer_page_end(c, to, n);
	return answer_end(c);
}

int route_waiting(struct call *c)
{
	struct waiting *all;
	size_t n, from, to;
	int e = waiting_list(&c->cx, &c->cover, &all, &n);

	if (!e)
		e = answer_page(c, n, &from, &to);
	if (e)
		return e;
	answer_list(c);
	for (size_t i = from; i < to; i++) {
		jw_object(&c->w);
		row_uuid(&c->w, "id", &all[i].id);
		row_uuid(&c->w, "waits_for", &all[i].for_);
		jw_f_str(&c->w, "area", all[i].area);
		jw_end_object(&c->w);
	}
	answer_page_end(c, to, n);
	return answer_end(c);
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
	size_t n, from, to;
	int e = marked_list(&c->cx, &c->cover, mark_of(arg_text(c, "what")), &all, &n);

	if (!e)
		e = answer_page(c, n, &from, &to);
	if (e)
		return e;
	answer_list(c);
	for (size_t i = from; i < to; i++) {
		jw_object(&c->w);
		row_uuid(&c->w, "id", &all[i].id);
		jw_f_int(&c->w, "pos", all[i].pos);
		jw_f_str(&c->w, "area", all[i].area);
		jw_end_object(&c->w);
	}
	answer_page_end(c, to, n);
	return answer_end(c);
}

/* ---- changes and search ---- */

static void change_row(struct call *c, const struct change *ch)
{
	struct jw *w = &c->w;

	jw_object(w);
	jw_f_z(w, "type", ch->type);
	jw_f_str(w, "key", ch->key);
	if (!ch->gone) {
		jw_f_int(w, "pos", ch->pos);
		jw_name(w, "row");
		if (str_is(STR("area"), ch->type))
			row_area(w, ch->row);
		else if (str_is(STR("subject"), ch->type))
			row_subject(w, c->cover.kinds, ch->row);
		else if (str_is(STR("round"), ch->type))
			row_round(w, ch->row);
		else
			row_target(w, ch->row, NULL, NULL, c->now);
	}
	jw_end_object(w);
}

static void changes_list(
	struct call *c, const char *name, const struct change *all, size_t n, bool gone)
{
	jw_name(&c->w, name);
	jw_list(&c->w);
	for (size_t i = 0; i < n; i++)
		if (all[i].gone == gone)
			change_row(c, &all[i]);
	jw_end_list(&c->w);
}

int route_changes(struct call *c)
{
	struct receipt_frame frame;
	struct change *all;
	struct str next;
	size_t n;
	bool more;
	int e = receipt_frame(&c->cx, c->cover.store, &frame);

	if (!e)
		e = cover_changes(&c->cx, &c->cover, c->after.p ? c->after : STR(""), frame.epoch,
			c->limit, &all, &n, &next, &more);
	if (e)
		return e;
	jw_object(&c->w);
	jw_f_str(&c->w, "epoch", frame.epoch);
	changes_list(c, "rows", all, n, false);
	changes_list(c, "gone", all, n, true);
	jw_f_str(&c->w, "next", next);
	jw_f_bool(&c->w, "more", more);
	jw_end_object(&c->w);
	return answer_end(c);
}

int route_search(struct call *c)
{
	struct search_hit *hits;
	struct str next;
	bool filling;
	size_t n;
	int e = search_find(&c->cx, c->http->search, &c->cover, arg_text(c, "q"),
		c->after.p ? c->after : STR(""), c->limit, &hits, &n, &next, &filling);

	if (e)
		return e;
	jw_object(&c->w);
	jw_f_bool(&c->w, "filling", filling);
	jw_name(&c->w, "items");
	jw_list(&c->w);
	for (size_t i = 0; i < n; i++) {
		jw_object(&c->w);
		row_uuid(&c->w, "id", &hits[i].subject.id);
		jw_f_z(&c->w, "type", subject_type_name(hits[i].subject.type));
		jw_f_str(&c->w, "area", hits[i].subject.area);
		jw_f_str(&c->w, "name", hits[i].name);
		row_place(&c->w, &hits[i].subject);
		jw_f_str(&c->w, "text", hits[i].text);
		jw_end_object(&c->w);
	}
	jw_end_list(&c->w);
	jw_f_str(&c->w, "next", next);
	jw_end_object(&c->w);
	return answer_end(c);
}
