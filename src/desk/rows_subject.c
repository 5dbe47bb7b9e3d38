/* Areas and whoever or whatever lies in them, as they are told. */
#include "desk/rows.h"

#include "desk/rows_own.h"

void row_area(struct jw *w, const struct area *a)
{
	row_area_open(w, a);
	jw_end_object(w);
}

void row_area_open(struct jw *w, const struct area *a)
{
	jw_object(w);
	jw_f_str(w, "id", a->id);
	jw_f_str(w, "parent", a->parent.n ? a->parent : STR_NONE);
	jw_f_str(w, "code", a->code);
	jw_f_str(w, "name", a->name);
	jw_f_int(w, "level", a->level);
	row_day(w, "ended", a->ended);
	jw_f_int(w, "under", (int64_t)a->under_n);
}

/* The kinds that define subjects name their flags; no code means two things (cover/base_kinds.h). */
static const char *flag_name(const struct kinds *kinds, int code)
{
	const char *name = NULL;

	for (size_t i = 0; kinds && !name && i < kinds->n; i++)
		for (const struct field *f = kinds->all[i]->fields; !name && f && f->name; f++)
			if (f->type == FIELD_CHOICES && str_is(STR("flags"), f->name))
				name = row_choice(f->choices, code);
	return name;
}

static void flags_write(struct jw *w, const struct kinds *kinds, uint32_t flags)
{
	jw_name(w, "flags");
	jw_list(w);
	for (int code = 1; code < 32; code++) {
		const char *name = flags >> code & 1 ? flag_name(kinds, code) : NULL;

		if (name)
			jw_z(w, name);
	}
	jw_end_list(w);
}

void row_flags(struct jw *w, const struct row_flags *flags)
{
	if (flags)
		flags_write(w, flags->kinds, flags->flags);
	else
		jw_f_null(w, "flags");
}

void row_subject(struct jw *w, const struct kinds *kinds, const struct subject *s)
{
	jw_object(w);
	row_uuid(w, "id", &s->id);
	jw_f_z(w, "type", subject_type_name(s->type));
	jw_f_str(w, "area", s->area);
	row_place(w, s);
	flags_write(w, kinds, s->flags);
	row_uuid(w, "survivor", &s->survivor);
	row_uuid(w, "source", &s->source);
	jw_f_bool(w, "moved", s->moved);
	jw_f_int(w, "pos", s->pos);
	jw_end_object(w);
}

void row_subject_record(struct jw *w, const struct record *r)
{
	jw_object(w);
	row_uuid(w, "id", &r->id);
	jw_f_str(w, "kind", r->kind_name);
	jw_f_int(w, "v", r->v);
	row_time(w, "at", r->at);
	jw_f_str(w, "by", r->by.n ? r->by : STR_NONE);
	jw_f_str(w, "area", r->area.n ? r->area : STR_NONE);
	row_uuid(w, "round", r->has_round ? &r->round : &uuid_nil);
	jw_f_int(w, "pos", r->pos);
	jw_end_object(w);
}

void row_dweller(struct jw *w, const struct kinds *kinds, const struct uuid *id, struct str name,
	struct str phone, int64_t born, uint32_t flags)
{
	jw_object(w);
	row_uuid(w, "id", id);
	jw_f_str(w, "name", name);
	jw_f_str(w, "phone", phone);
	if (born)
		jw_f_int(w, "born", born);
	else
		jw_f_null(w, "born");
	flags_write(w, kinds, flags);
	jw_end_object(w);
}

void row_resident(struct jw *w, const struct uuid *id, struct str masked)
{
	jw_object(w);
	row_uuid(w, "id", id);
	jw_f_str(w, "name", masked);
	jw_end_object(w);
}

void row_staff(struct jw *w, const struct kinds *kinds, const struct staff *s)
{
	static const char *const homes[] = { [HOME_UNKNOWN] = NULL,
		[HOME_MOVED] = "moved",
		[HOME_OF_PERSON] = "person",
		[HOME_OF_DWELLING] = "dwelling" };

	jw_object(w);
	row_uuid(w, "id", &s->id);
	jw_f_str(w, "name", s->name);
	jw_f_str(w, "area", s->area);
	flags_write(w, kinds, s->flags);
	if (homes[s->home])
		jw_f_z(w, "home", homes[s->home]);
	else
		jw_f_null(w, "home");
	jw_end_object(w);
}

static void row_hit_record(struct jw *w, const struct record *r)
{
	row_uuid(w, "id", &r->id);
	jw_f_z(w, "type", "record");
	jw_f_str(w, "area", r->area.n ? r->area : STR_NONE);
	jw_f_str(w, "name", STR_NONE);
	jw_f_str(w, "place", STR_NONE);
	jw_f_str(w, "kind", r->kind_name);
	row_time(w, "at", r->at_used);
}

void row_hit(struct jw *w, const struct search_hit *h)
{
	jw_object(w);
	if (h->record) {
		row_hit_record(w, h->record);
		return;
	}
	row_uuid(w, "id", &h->subject.id);
	jw_f_z(w, "type", subject_type_name(h->subject.type));
	jw_f_str(w, "area", h->subject.area);
	jw_f_str(w, "name", h->name);
	row_place(w, &h->subject);
	jw_f_str(w, "kind", STR_NONE);
	jw_f_str(w, "at", STR_NONE);
}
