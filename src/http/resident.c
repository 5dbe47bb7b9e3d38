/* What a resident sees, as data. Slips for residents are http/slip.c, his pages http/resident_page.c. */
#include "http/resident.h"

#include "guard/look_book.h"

static int may_write(struct call *c, const struct own *o)
{
	struct own_may *all;
	size_t n;
	int e = own_may(c, o, &all, &n);

	jw_name(&c->w, "may");
	jw_list(&c->w);
	for (size_t i = 0; !e && i < n; i++) {
		jw_object(&c->w);
		jw_f_z(&c->w, "kind", all[i].kind->name);
		jw_f_z(&c->w, "label_zh", all[i].kind->zh);
		jw_f_z(&c->w, "label_en", all[i].kind->en);
		row_uuid(&c->w, "round", &all[i].round);
		jw_end_object(&c->w);
	}
	jw_end_list(&c->w);
	return e;
}

int route_own(struct call *c)
{
	struct own o;
	int e = own_read(c, &o);

	if (e)
		return e;
	jw_object(&c->w);
	jw_name(&c->w, "subject");
	row_subject(&c->w, c->cover.kinds, &o.subject);
	jw_name(&c->w, "home");
	if (o.has_home)
		row_subject(&c->w, c->cover.kinds, &o.home);
	else
		jw_null(&c->w);
	row_uuid(&c->w, "guardian", &o.guardian);
	row_time(&c->w, "until", o.until);
	e = may_write(c, &o);
	jw_end_object(&c->w);
	return e ? e : answer_end(c);
}

/* ---- what is kept of him ---- */

static void body_write(struct jw *w, const struct own_record *v)
{
	jw_name(w, "body");
	jw_object(w);
	for (size_t i = 0; i < v->facts_n; i++) {
		jw_name(w, v->facts[i].name.p);
		jw_value(w, v->facts[i].value);
	}
	jw_end_object(w);
	jw_name(w, "withheld");
	jw_list(w);
	for (size_t i = 0; i < v->withheld_n; i++)
		jw_str(w, v->withheld[i]);
	jw_end_list(w);
	jw_name(w, "destroyed");
	jw_list(w);
	for (int k = 0; k < CLASSES; k++)
		if (v->gone[k])
			jw_z(w, class_names[k]);
	jw_end_list(w);
}

static void answer_write(struct jw *w, const struct own_answer *a)
{
	jw_name(w, "answer");
	if (!a->asked) {
		jw_null(w);
		return;
	}
	jw_object(w);
	jw_f_bool(w, "open", a->open);
	jw_f_z(w, "outcome", a->outcome ? a->outcome->name : NULL);
	jw_f_z(w, "outcome_zh", a->outcome ? a->outcome->zh : NULL);
	jw_f_z(w, "outcome_en", a->outcome ? a->outcome->en : NULL);
	row_time(w, "due", a->due);
	jw_f_str(w, "words", a->words);
	jw_end_object(w);
}

static void record_write(struct jw *w, const struct own_record *v)
{
	const struct record *r = v->r;

	jw_object(w);
	row_uuid(w, "id", &r->id);
	jw_f_str(w, "kind", r->kind_name);
	jw_f_z(w, "label_zh", r->kind->zh);
	jw_f_z(w, "label_en", r->kind->en);
	jw_f_z(w, "desk_zh", v->desk ? v->desk->zh : "");
	jw_f_z(w, "desk_en", v->desk ? v->desk->en : "");
	row_time(w, "at", r->at);
	row_time(w, "received", r->received);
	body_write(w, v);
	answer_write(w, &v->answer);
	jw_end_object(w);
}

int route_own_records(struct call *c)
{
	struct own_record *all = NULL;
	struct uuid *ids = NULL;
	struct page p;
	struct own o;
	size_t n = 0;
	int e = own_read(c, &o);

	if (!e)
		e = own_record_ids(c, &o, &ids, &n);
	if (!e)
		e = answer_page(c, n, &p);
	if (!e)
		e = own_records(c, &o, ids + p.from, p.to - p.from, &all, &n);
	for (size_t i = 0; !e && i < n; i++)
		record_write(&c->w, &all[i]);
	if (!e)
		e = own_look(c, "own");
	return e ? e : answer_page_end(c, &p);
}

/* Who looked at him. */
int route_own_looks(struct call *c)
{
	struct own o;
	int e = own_read(c, &o);

	return e ? e : looks_answer(c, &c->rights.own, true);
}

/* ---- what restricts him ---- */

int route_own_restrictions(struct call *c)
{
	struct restriction_row *all;
	struct page p;
	struct own o;
	size_t n;
	bool cut;
	int e = own_read(c, &o);

	if (!e)
		e = own_restrictions(c, &o, &all, &n, &cut);
	if (!e)
		e = answer_page(c, n, &p);
	if (e)
		return e;
	for (size_t i = p.from; i < p.to; i++)
		row_restriction_told(&c->w, &all[i], own_may_appeal(&all[i]));
	return answer_page_end(c, &p);
}

/* The words of the order are in it: a look of his own. */
int route_own_notice(struct call *c)
{
	struct restriction_notice notice;
	struct restriction_row row;
	struct own o;
	int e = own_read(c, &o);

	if (!e)
		e = own_notice(c, &o, &c->id, &row, &notice);
	if (!e)
		e = own_look(c, "notice");
	return e ? e : notice_answer_write(c, &o.cover, &notice);
}
