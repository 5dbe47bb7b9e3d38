/* Forms as JSON. */
#include "desk/forms/forms.h"

#include "desk/rows.h"
#include "paper/xlsx_rows.h"

static void cell_name(struct jw *w, uint32_t column, uint32_t row)
{
	struct buf name;

	buf_init(&name, w->b->a);
	xlsx_cell_name(&name, column, row);
	jw_f_str(w, "cell", buf_get(&name));
}

static int64_t changed(const struct form_filling *f)
{
	int64_t n = 0;

	for (size_t i = 0; i < f->values_n; i++)
		n += f->values[i].compared && !str_eq(f->values[i].was, f->values[i].text);
	return n;
}

static void filling_members(struct jw *w, const struct form_filling *f)
{
	row_uuid(w, "id", &f->id);
	row_day(w, "day", f->day);
	row_time(w, "at", f->at);
	jw_f_str(w, "by", f->by);
	jw_f_int(w, "saved", f->saved);
}

void row_form(struct jw *w, const struct form *f, const struct form_filling *last, bool stands)
{
	jw_object(w);
	row_uuid(w, "id", &f->id);
	row_uuid(w, "incident", &f->incident);
	jw_f_str(w, "area", f->area);
	jw_f_str(w, "name_zh", f->name_zh);
	jw_f_str(w, "name_en", f->name_en);
	jw_f_str(w, "office", f->office);
	jw_f_str(w, "file_name", f->file_name);
	row_time(w, "at", f->at);
	row_uuid(w, "map", &f->map);
	jw_f_int(w, "next_version", f->next_version);
	if (f->due == FORM_BY_HAND)
		jw_f_null(w, "due");
	else
		jw_f_int(w, "due", f->due);
	jw_f_str(w, "due_by", f->due == FORM_BY_HAND ? STR_NONE : f->mapped_by);
	jw_f_bool(w, "due_stands", stands);
	jw_f_bool(w, "retired", f->retired);
	jw_f_int(w, "cells", (int64_t)f->cells_n);
	jw_name(w, "last");
	if (uuid_is_nil(&last->id)) {
		jw_null(w);
	} else {
		jw_object(w);
		filling_members(w, last);
		row_day(w, "before", last->before);
		jw_f_int(w, "changed", changed(last));
		jw_end_object(w);
	}
}

static void value_row(struct jw *w, const struct form_value *v)
{
	jw_object(w);
	jw_f_int(w, "sheet", (int64_t)v->sheet);
	cell_name(w, v->column, v->row);
	jw_f_z(w, "what", form_what_names[v->what]);
	jw_f_str(w, "text", v->text);
	jw_f_str(w, "was", v->compared ? v->was : STR_NONE);
	jw_f_str(w, "figure", v->what == FORM_FIGURE ? v->figure : STR_NONE);
	jw_f_str(w, "area", v->what == FORM_FIGURE ? v->area : STR_NONE);
	row_day(w, "from", v->from);
	row_day(w, "to", v->to);
	jw_f_int(w, "records", v->asked);
	jw_end_object(w);
}

void row_form_filling(struct jw *w, const struct form_filling *f, bool values)
{
	jw_object(w);
	filling_members(w, f);
	if (values) {
		jw_f_int(w, "as_of", f->as_of);
		row_day(w, "before", f->before);
		jw_f_int(w, "changed", changed(f));
		jw_name(w, "values");
		jw_list(w);
		for (size_t i = 0; i < f->values_n; i++)
			value_row(w, &f->values[i]);
		jw_end_list(w);
	}
	jw_end_object(w);
}

void row_form_sheet(struct jw *w, const struct xlsx_form_sheet *s)
{
	jw_object(w);
	jw_f_str(w, "name", s->name);
	jw_f_bool(w, "hidden", s->hidden);
	jw_name(w, "cells");
	jw_list(w);
	for (size_t i = 0; i < s->cells_n; i++) {
		jw_object(w);
		jw_f_int(w, "row", s->cells[i].row);
		jw_f_int(w, "column", s->cells[i].column);
		jw_f_str(w, "text", s->cells[i].text);
		jw_f_bool(w, "formula", s->cells[i].formula);
		jw_end_object(w);
	}
	jw_end_list(w);
	jw_name(w, "merges");
	jw_list(w);
	for (size_t i = 0; i < s->merges_n; i++) {
		jw_object(w);
		jw_f_int(w, "top", s->merges[i].top);
		jw_f_int(w, "bottom", s->merges[i].bottom);
		jw_f_int(w, "left", s->merges[i].left);
		jw_f_int(w, "right", s->merges[i].right);
		jw_end_object(w);
	}
	jw_end_list(w);
	jw_end_object(w);
}
