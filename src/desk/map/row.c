/* The map as JSON. */
#include "desk/map/map.h"

#include "desk/rows.h"

static void edge(struct jw *w, const struct map_drawn *m, const char *name, int32_t v)
{
	if (m->n)
		jw_f_int(w, name, v);
	else
		jw_f_null(w, name);
}

void row_map(struct jw *w, const struct map_drawn *m)
{
	jw_object(w);
	jw_f_str(w, "area", m->area);
	jw_f_z(w, "datum", m->n ? datum_name(m->datum) : NULL);
	edge(w, m, "west", m->west);
	edge(w, m, "south", m->south);
	edge(w, m, "east", m->east);
	edge(w, m, "north", m->north);
	edge(w, m, "unit", m->unit);
	jw_f_int(w, "left_out", (int64_t)m->left_out);
	jw_name(w, "areas");
	jw_list(w);
	for (size_t i = 0; i < m->n; i++) {
		jw_object(w);
		jw_f_str(w, "area", m->all[i].area->id);
		jw_f_str(w, "name", m->all[i].area->name);
		jw_f_bool(w, "own", m->all[i].own);
		row_uuid(w, "record", &m->all[i].area->outline);
		jw_f_str(w, "path", m->all[i].path);
		jw_end_object(w);
	}
	jw_end_list(w);
	jw_end_object(w);
}

void row_degrees(struct jw *w, const char *name, int32_t v)
{
	struct buf b;

	buf_init(&b, w->b->a);
	degrees_write(&b, v);
	jw_f_str(w, name, buf_get(&b));
}

void row_map_point(struct jw *w, const struct subject_point *p)
{
	jw_object(w);
	row_uuid(w, "subject", &p->subject.id);
	jw_f_z(w, "type", subject_type_name(p->subject.type));
	jw_f_str(w, "area", p->subject.area);
	row_place(w, &p->subject);
	jw_f_z(w, "datum", datum_name(p->datum));
	jw_f_int(w, "lon", p->lon);
	jw_f_int(w, "lat", p->lat);
	jw_end_object(w);
}

static void mark_row(struct jw *w, const struct plan_mark *m)
{
	jw_object(w);
	row_uuid(w, "subject", &m->subject);
	jw_f_str(w, "compound", m->compound);
	jw_f_str(w, "building", m->building);
	jw_f_int(w, "x", m->x);
	jw_f_int(w, "y", m->y);
	jw_f_int(w, "w", m->w);
	jw_f_int(w, "h", m->h);
	jw_end_object(w);
}

void row_plan_head(struct jw *w, const struct subject *plan)
{
	jw_object(w);
	row_uuid(w, "id", &plan->id);
	jw_f_str(w, "area", plan->area);
	jw_f_str(w, "name", plan->place);
	jw_end_object(w);
}

void row_plan(struct jw *w, const struct plan *p)
{
	jw_object(w);
	row_uuid(w, "id", &p->id);
	jw_f_str(w, "area", p->area);
	jw_f_str(w, "name", p->name);
	jw_f_str(w, "by", p->by);
	row_time(w, "at", p->at);
	jw_f_int(w, "width", p->width);
	jw_f_int(w, "height", p->height);
	jw_f_int(w, "next_version", p->next_version);
	jw_name(w, "marks");
	jw_list(w);
	for (size_t i = 0; i < p->marks_n; i++)
		mark_row(w, &p->marks[i]);
	jw_end_list(w);
	jw_end_object(w);
}

static void error_row(struct jw *w, const struct err_info *e)
{
	jw_name(w, "error");
	if (!e->code) {
		jw_null(w);
		return;
	}
	jw_object(w);
	jw_f_z(w, "code", err_entry(e->code)->code);
	jw_f_str(w, "field", e->field);
	jw_f_str(w, "reason_zh", e->zh);
	jw_f_str(w, "reason_en", e->en);
	jw_f_str(w, "remedy", e->remedy_zh);
	jw_f_str(w, "remedy_en", e->remedy_en);
	jw_end_object(w);
}

static void feature_row(struct jw *w, const struct feature *f, size_t number)
{
	bool at = f->point && !f->error.code;

	jw_object(w);
	jw_f_int(w, "number", (int64_t)number);
	jw_f_z(w, "what", f->point ? "point" : "area");
	jw_f_str(w, "name", f->name);
	jw_f_str(w, "area", f->area);
	row_uuid(w, "subject", &f->subject);
	jw_f_int(w, "points", (int64_t)f->points);
	jw_f_int(w, "kept", (int64_t)f->kept);
	jw_f_str(w, "outline", f->outline);
	if (at) {
		row_degrees(w, "lon", f->at.lon);
		row_degrees(w, "lat", f->at.lat);
	} else {
		jw_f_null(w, "lon");
		jw_f_null(w, "lat");
	}
	jw_f_bool(w, "same", f->same);
	row_day(w, "from", f->from);
	error_row(w, &f->error);
	jw_end_object(w);
}

void row_features(struct jw *w, enum datum datum, const struct features *all)
{
	jw_f_z(w, "datum", datum_name((int)datum));
	jw_f_str(w, "property", all->property);
	jw_name(w, "properties");
	jw_list(w);
	for (size_t i = 0; i < all->properties_n; i++)
		jw_str(w, all->properties[i]);
	jw_end_list(w);
	jw_f_int(w, "step", all->step);
	jw_f_int(w, "matched", (int64_t)all->matched);
	jw_name(w, "features");
	jw_list(w);
	for (size_t i = 0; i < all->n; i++)
		feature_row(w, &all->all[i], i + 1);
	jw_end_list(w);
}
