/* The subjects of the roster, and one of them: what it is, what was recorded about it, and who lives there. */
#include "http/own.h"

enum matter subject_matter(enum subject_type type)
{
	switch (type) {
	case SUBJECT_DWELLING:
	case SUBJECT_PERSON:
		return MATTER_ROSTER;
	case SUBJECT_STORE:
		return MATTER_SUPPLY;
	case SUBJECT_UNIT:
	case SUBJECT_STAFF:
		return MATTER_CREW;
	default:
		return MATTER_ANY;
	}
}

/* One that he sees: in an area of his, and in a matter of his. */
static int subject_seen(struct call *c, struct subject *ret)
{
	int e = subject_get(&c->cx, &c->cover, &c->id, ret);

	if (e ||
		reader_sees(
			c->cover.tree, reader_in(&c->who, subject_matter(ret->type)), ret->area))
		return e;
	return err(&c->cx, E_NOT_FOUND, "id", cx_text(&c->cx, c->id_text));
}

int route_subject(struct call *c)
{
	struct subject s;
	int e = subject_seen(c, &s);

	if (e)
		return e;
	row_subject(&c->w, c->cover.kinds, &s);
	return answer_end(c);
}

/* Keeps those of matters that are his there. Without an area of its own a record lies where its subject does. */
static size_t records_seen(
	const struct call *c, const struct subject *s, struct record **all, size_t n)
{
	size_t kept = 0;

	for (size_t i = 0; i < n; i++) {
		const struct kind *k = all[i]->kind;
		const struct reader *who = reader_in(&c->who, k ? k->matter : MATTER_ANY);

		if (reader_sees(c->cover.tree, who, all[i]->area.n ? all[i]->area : s->area))
			all[kept++] = all[i];
	}
	return kept;
}

int route_subject_records(struct call *c)
{
	struct record **all;
	struct subject s;
	struct page p;
	size_t n;
	int e = subject_seen(c, &s);

	if (!e)
		e = subject_records(&c->cx, &c->cover, &s, &all, &n);
	if (!e)
		n = records_seen(c, &s, all, n);
	if (!e)
		e = answer_page(c, n, &p);
	if (e)
		return e;
	for (size_t i = p.from; i < p.to; i++)
		row_subject_record(&c->w, all[i]);
	return answer_page_end(c, &p);
}

static int resident_write(struct call *c, const struct resident *r)
{
	struct str shown = STR_NONE;
	int e = r->name.n ? guard_mask(&c->cx, FIELD_TEXT, r->name, &shown) : 0;

	if (!e)
		row_resident(&c->w, &r->id, shown);
	return e;
}

int route_residents(struct call *c)
{
	struct resident *all;
	struct subject s;
	struct page p;
	size_t n;
	int e = subject_get(&c->cx, &c->cover, &c->id, &s);

	if (!e)
		e = worker_keys(&c->cx, c->worker);
	if (!e)
		e = dwelling_residents(&c->cx, &c->cover, &s, &all, &n);
	if (!e)
		e = answer_page(c, n, &p);
	if (e)
		return e;
	for (size_t i = p.from; !e && i < p.to; i++)
		e = resident_write(c, &all[i]);
	return e ? e : answer_page_end(c, &p);
}

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
