/* Incidents and how long their data is kept; rounds, their targets and their coverage. */
#include "desk/rows.h"

#include <string.h>

#include "cover/base_kinds.h"
#include "desk/rows_own.h"

void row_retention(struct jw *w, const struct retention *r)
{
	jw_object(w);
	jw_f_z(w, "class", class_names[r->c]);
	jw_f_int(w, "days", r->days);
	jw_f_z(w, "why_zh", r->zh);
	jw_f_z(w, "why_en", r->en);
	jw_end_object(w);
}

void row_retained(struct jw *w, const struct retained *r, int64_t now)
{
	jw_object(w);
	row_uuid(w, "incident", &r->incident->id);
	jw_f_str(w, "name", r->incident->name);
	row_time(w, "ended", r->incident->ended_at);
	jw_f_z(w, "class", class_names[r->row->c]);
	jw_f_int(w, "keys", (int64_t)r->keys);
	row_time(w, "due", r->due);
	jw_f_z(w, "state", retained_names[retained_state(r, now)]);
	jw_f_str(w, "ordered_by", r->by.n ? r->by : STR_NONE);
	jw_f_str(w, "approved_by", r->approved.n ? r->approved : STR_NONE);
	jw_end_object(w);
}

void row_incident(struct jw *w, const struct incident *i)
{
	jw_object(w);
	row_uuid(w, "id", &i->id);
	jw_f_str(w, "name", i->name);
	jw_f_str(w, "area", i->area);
	jw_f_bool(w, "exercise", i->exercise);
	jw_f_bool(w, "ended", i->ended);
	jw_f_z(w, "level", row_choice(base_response_levels, i->level));
	row_time(w, "began", i->began);
	row_time(w, "level_since", i->level_since);
	row_time(w, "ended_at", i->ended_at);
	jw_end_object(w);
}

static const char *round_state(const struct round *r)
{
	static const char *const names[] = { "unknown", "open", "closed", "cancelled" };

	if (r->opening && r->state == 1)
		return "opening";
	return names[r->state > 0 && r->state < 4 ? r->state : 0];
}

void row_round_stage(struct jw *w, const struct round *r)
{
	jw_f_z(w, "state", round_state(r));
	row_time(w, "due", r->due);
}

void row_round(struct jw *w, const struct round *r, const struct round_kind *k)
{
	jw_object(w);
	row_uuid(w, "id", &r->id);
	jw_f_str(w, "kind", r->kind);
	jw_f_z(w, "label_zh", k ? k->zh : NULL);
	jw_f_z(w, "label_en", k ? k->en : NULL);
	jw_f_z(w, "unit", k ? k->unit : NULL);
	row_uuid(w, "incident", &r->incident);
	jw_f_str(w, "area", r->area);
	jw_f_str(w, "question", r->question);
	jw_f_str(w, "filter", r->filter);
	jw_f_bool(w, "standing", r->standing);
	jw_f_z(w, "state", round_state(r));
	jw_f_int(w, "expected", r->expected);
	row_time(w, "due", r->due);
	row_time(w, "opened", r->opened);
	row_time(w, "closes", r->closes);
	jw_f_int(w, "pos", r->pos);
	jw_end_object(w);
}

int64_t target_due(const struct target *t, const struct round *r)
{
	return t->due > 0 && t->due < COVER_FAR ? t->due : r ? r->due : COVER_FAR;
}

int target_owner(struct cx *cx, const struct cover *c, const struct target *t,
	const struct round_kind *k, struct str *ret)
{
	*ret = STR_NONE;
	return k && k->owner && (t->tries || k->assigned) ? target_says(cx, c, t, k->owner, ret) :
							    0;
}

/* Talks in confidence are for those who talk (as with the record itself). */
static bool may_tell(const struct cover *c, const struct record *r)
{
	return r->kind && reader_sees(c->tree, reader_in(c->who, r->kind->matter), r->area);
}

/* In the first field that the kind of round names and the record has; never in one that is sealed. */
static const struct choice *urgency_of(const struct record *r, const struct round_kind *k)
{
	for (const char *const *name = k->urgency; *name; name++)
		for (const struct field *f = r->kind->fields; f->name; f++)
			if (strcmp(f->name, *name) == 0 && !f->personal)
				for (const struct choice *x = f->choices; x && x->name; x++)
					if (x->code == record_choice(r, f->name))
						return x;
	return NULL;
}

static int where_arisen(
	struct cx *cx, const struct cover *c, const struct record *r, struct str *ret)
{
	struct subject s;
	int e = subject_get(cx, c, &r->subject, &s);

	if (!e && (s.type == SUBJECT_DWELLING || s.type == SUBJECT_SITE))
		*ret = s.place;
	if (e != -E_NOT_FOUND)
		return e;
	err_clear(cx);
	return 0;
}

int target_arisen(struct cx *cx, const struct cover *c, const struct target *t,
	const struct round_kind *k, struct arisen *ret)
{
	struct record *r = NULL;
	int e = 0;

	*ret = (struct arisen){ .place = STR_NONE };
	if (k && k->urgency && k->of == SUBJECT_MATTER)
		e = record_of(cx, c, &t->subject, &r);
	if (e || !r || !may_tell(c, r))
		return e;
	ret->urgency = urgency_of(r, k);
	return r->has_subject ? where_arisen(cx, c, r, &ret->place) : 0;
}

/* What is asked in its slot, where its kind of round says so: a choice's name, or the day. */
static void slot_write(struct jw *w, const struct target *t, const struct round_kind *k)
{
	if (k && k->by_day)
		row_day(w, "asked", (int32_t)t->slot);
	else
		jw_f_z(w, "asked", k ? row_choice(k->slots, (int)t->slot) : NULL);
}

void row_target(struct jw *w, const struct target *t, const struct round *r,
	const struct round_kind *k, const struct subject *s, struct str name, struct str owner,
	const struct arisen *arisen, const struct row_flags *flags, int64_t now)
{
	static const char *const states[] = { "stray", "open", "done", "excused" };
	static const char *const origins[] = { NULL, "listed", "found", "obliged", "moved" };
	int64_t due = target_due(t, r);

	jw_object(w);
	row_uuid(w, "round", &t->round);
	row_uuid(w, "subject", &t->subject);
	jw_f_int(w, "slot", t->slot);
	slot_write(w, t, k);
	jw_f_str(w, "area", t->area);
	jw_f_z(w, "state", states[t->state & 3]);
	jw_f_z(w, "origin", t->origin > 0 && t->origin < 5 ? origins[t->origin] : NULL);
	jw_f_z(w, "outcome", k ? row_choice(k->outcomes, t->code) : NULL);
	jw_f_z(w, "next", k ? row_choice(k->next, t->next) : NULL);
	jw_f_str(w, "owner", owner);
	jw_f_int(w, "tries", t->tries);
	row_time(w, "due", due);
	jw_f_bool(w, "overdue", t->state == 1 && due < now);
	row_time(w, "covered", t->covered);
	jw_f_bool(w, "late", t->late);
	jw_f_z(w, "type", s ? subject_type_name(s->type) : NULL);
	jw_f_str(w, "name", name);
	row_flags(w, flags);
	row_place_parts(w, "place", s ? s->place : STR_NONE);
	row_place_parts(w, "arose", arisen->place);
	jw_f_z(w, "urgency", arisen->urgency ? arisen->urgency->name : NULL);
	jw_f_z(w, "urgency_zh", arisen->urgency ? arisen->urgency->zh : NULL);
	jw_f_z(w, "urgency_en", arisen->urgency ? arisen->urgency->en : NULL);
	jw_f_int(w, "pos", t->pos);
	jw_end_object(w);
}

static void counts_write(struct jw *w, const struct coverage *v)
{
	jw_f_int(w, "expected", v->expected);
	jw_f_int(w, "found", v->found);
	jw_f_int(w, "done", v->done);
	jw_f_int(w, "excused", v->excused);
	jw_f_int(w, "missing", v->missing);
	jw_f_int(w, "late", v->late);
	jw_f_int(w, "off", v->off);
	jw_f_bool(w, "no_roster", v->no_roster);
}

void row_coverage(struct jw *w, const struct coverage *v)
{
	jw_object(w);
	jw_f_str(w, "area", v->area);
	counts_write(w, v);
	jw_f_int(w, "pos", v->pos);
}

void row_coverage_under(struct jw *w, const struct coverage *v, const struct coverage *under,
	size_t n, const struct round_kind *k)
{
	if (v->overdue < 0)
		jw_f_null(w, "overdue");
	else
		jw_f_int(w, "overdue", v->overdue);
	jw_f_z(w, "unit", k ? k->unit : NULL);
	jw_name(w, "areas");
	jw_list(w);
	for (size_t i = 0; i < n; i++) {
		jw_object(w);
		jw_f_str(w, "area", under[i].area);
		jw_f_bool(w, "direct", under[i].direct);
		counts_write(w, &under[i]);
		jw_end_object(w);
	}
	jw_end_list(w);
}

void row_coverage_areas(struct jw *w, const struct coverage *v, const struct coverage *under,
	size_t n, const struct round_kind *k)
{
	row_coverage(w, v);
	row_coverage_under(w, v, under, n, k);
	jw_end_object(w);
}
