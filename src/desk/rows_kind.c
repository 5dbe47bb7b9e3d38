/* Kinds of record and of round: what may be written, and how a form for it is row_made. */
#include "desk/rows.h"

#include <string.h>

static void choices_list(struct jw *w, const char *name, const struct choice *all)
{
	jw_name(w, name);
	jw_list(w);
	for (const struct choice *ch = all; ch && ch->name; ch++) {
		jw_object(w);
		jw_f_z(w, "name", ch->name);
		jw_f_z(w, "label_zh", ch->zh);
		jw_f_z(w, "label_en", ch->en);
		jw_end_object(w);
	}
	jw_end_list(w);
}

static void choices_write(struct jw *w, const struct field *f)
{
	if (f->choices)
		choices_list(w, "choices", f->choices);
	else
		jw_f_null(w, "choices");
}

/* The names of the values whose bits are set. */
static void values_write(struct jw *w, const struct choice *all, uint32_t bits)
{
	jw_name(w, "to");
	jw_list(w);
	for (; all && all->name; all++)
		if (bits >> all->code & 1)
			jw_z(w, all->name);
	jw_end_list(w);
}

static const struct choice *choices_of(const struct kind *k, const char *name)
{
	for (const struct field *f = k->fields; f && f->name; f++)
		if (strcmp(f->name, name) == 0)
			return f->choices;
	return NULL;
}

static void offers_write(struct jw *w, const struct kind *k, const struct field *f)
{
	jw_f_z(w, "by", f->by);
	jw_name(w, "offers");
	jw_list(w);
	for (const struct offer *o = f->offers; o && o->choice; o++) {
		jw_object(w);
		jw_f_z(w, "choice", o->choice);
		values_write(w, choices_of(k, f->by), o->to);
		if (o->from)
			row_day(w, "from", o->from);
		else
			jw_f_null(w, "from");
		jw_f_z(w, "source", o->source);
		jw_end_object(w);
	}
	jw_end_list(w);
}

/* Days after the incident's end; what is open stays. */
static void keep_write(struct jw *w, const struct retention *r)
{
	jw_name(w, "keep_days");
	r ? jw_int(w, r->days) : jw_null(w);
}

static void field_write(struct jw *w, const struct kind *k, const struct field *f)
{
	bool bounds = f->min || f->max;

	jw_object(w);
	jw_f_z(w, "name", f->name);
	jw_f_z(w, "type", field_type_names[f->type]);
	jw_f_bool(w, "required", f->required);
	jw_f_z(w, "personal", f->personal == CLASS_OPEN ? NULL : class_names[f->personal]);
	keep_write(w, retention_of(f->personal));
	choices_write(w, f);
	offers_write(w, k, f);
	jw_name(w, "min");
	bounds ? jw_int(w, f->min) : jw_null(w);
	jw_name(w, "max");
	bounds ? jw_int(w, f->max) : jw_null(w);
	jw_f_bool(w, "state", f->state);
	jw_f_z(w, "label_zh", f->zh);
	jw_f_z(w, "label_en", f->en);
	jw_end_object(w);
}

static void envelope_write(struct jw *w, unsigned envelope)
{
	static const struct {
		const char *name;
		unsigned needs, may;
	} members[] = {
		{ "area", NEEDS_AREA, MAY_AREA },
		{ "subject", NEEDS_SUBJECT, MAY_SUBJECT },
		{ "round", NEEDS_ROUND, MAY_ROUND },
		{ "seen", 0, MAY_SEEN },
	};

	jw_name(w, "envelope");
	jw_object(w);
	for (size_t i = 0; i < sizeof(members) / sizeof(members[0]); i++)
		jw_f_z(w, members[i].name,
			envelope & members[i].needs       ? "required" :
				envelope & members[i].may ? "optional" :
							    "none");
	jw_end_object(w);
}

void row_kind(struct jw *w, const struct kind *k)
{
	jw_object(w);
	jw_f_z(w, "name", k->name);
	jw_f_int(w, "v", k->v);
	jw_f_z(w, "label_zh", k->zh);
	jw_f_z(w, "label_en", k->en);
	jw_f_z(w, "desk", k->desk);
	jw_f_z(w, "covers", k->covers);
	jw_f_z(w, "obliges", k->obliges);
	jw_f_z(w, "matter", k->matter == MATTER_ANY ? NULL : matter_names[k->matter].name);
	jw_f_z(w, "verb", verb_name(k->verb)->name);
	envelope_write(w, k->envelope);
	jw_f_bool(w, "two_persons", (k->envelope & KIND_TWO_PERSONS) != 0);
	jw_f_bool(w, "composed", (k->envelope & KIND_COMPOSED) != 0);
	jw_f_bool(w, "resident", (k->envelope & KIND_RESIDENT) != 0);
	jw_f_z(w, "not_by", k->not_by);
	jw_f_z(w, "apart", k->apart);
	jw_name(w, "fields");
	jw_list(w);
	for (const struct field *f = k->fields; f && f->name; f++)
		field_write(w, k, f);
	jw_end_list(w);
	jw_name(w, "example");
	jw_raw(w, str_of(k->example));
	jw_end_object(w);
}

void row_round_kind(
	struct jw *w, const struct round_kind *k, enum matter matter, const struct uuid *round)
{
	jw_object(w);
	jw_f_z(w, "name", k->name);
	jw_f_z(w, "label_zh", k->zh);
	jw_f_z(w, "label_en", k->en);
	jw_f_bool(w, "standing", k->standing);
	jw_f_bool(w, "in_force", k->in_force);
	jw_f_z(w, "matter", matter_names[matter].name);
	jw_f_z(w, "of", subject_type_name(k->of));
	jw_f_z(w, "unit", k->unit);
	jw_f_z(w, "unit_zh", k->unit_zh);
	jw_f_z(w, "unit_en", k->unit_en);
	choices_list(w, "outcomes", k->outcomes);
	choices_list(w, "next", k->next);
	choices_list(w, "slots", k->slots);
	row_uuid(w, "round", round);
	jw_end_object(w);
}
