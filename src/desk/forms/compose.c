/* A filling: each cell's number as it is now, what changed since the day before's, and what it saved. */
#include "desk/forms/own.h"

#include <string.h>

#include "desk/rows.h"
#include "paper/xlsx_fill.h"
#include "paper/xlsx_rows.h"

#define FORMS_MAX 1000

/* ---- figures ---- */

struct composing {
	struct cx *cx;
	const struct cover *c;
	const struct form *f;
	struct form_filling *out;
	struct str who;
};

static int area_check(const struct composing *k, struct str area)
{
	if (area_find(k->c->tree, area) && area_within(k->c->tree, area, k->f->area) &&
		reader_sees(k->c->tree, k->c->who, area))
		return 0;
	return err(k->cx, E_NOT_FOUND, "area", cx_text(k->cx, area));
}

static int counted(const struct composing *k, const struct figure *f, const struct form_value *v,
	int32_t from, int32_t to, int64_t *ret)
{
	struct figure_value value;
	int e = figure_value(k->cx, k->c, f, &k->f->incident, v->area, from, to, false, &value);

	*ret = e ? 0 : value.value;
	if (!e)
		k->out->as_of = value.as_of;
	return e;
}

/* Whoever counts records counts as many as he says; what is summed, or counted once for many, is looked through. */
static int asked_count(const struct composing *k, const struct figure *f, struct form_value *v)
{
	struct figure_value value;
	int e;

	for (size_t i = 0; i < k->out->values_n; i++) {
		const struct form_value *o = &k->out->values[i];

		if (o->what == FORM_FIGURE && o->to == v->to && str_eq(o->figure, v->figure) &&
			str_eq(o->area, v->area)) {
			v->asked = o->asked;
			return 0;
		}
	}
	if (f->shape == FIGURE_COUNT)
		return counted(k, f, v, v->to, v->to, &v->asked);
	e = figure_value(k->cx, k->c, f, &k->f->incident, v->area, v->to, v->to, true, &value);
	v->asked = e ? 0 : value.records;
	return e;
}

static int figure_put(const struct composing *k, const struct form_cell *cell, struct form_value *v)
{
	const struct figure *f = figure_find(desks_figures(), cell->figure);
	char text[ROW_DECIMAL + 1];
	int64_t n = 0, before = 0;
	int e = f ? area_check(k, cell->area) :
		    err(k->cx, E_NOT_FOUND, "figure", cx_text(k->cx, cell->figure));

	if (e)
		return e;
	v->v = f->v;
	v->from = cell->measure == FORM_TOTAL ? INT32_MIN : v->to;
	e = counted(k, f, v, v->from, v->to, &n);
	if (!e && cell->measure == FORM_CHANGE)
		e = counted(k, f, v, v->to - 1, v->to - 1, &before);
	if (!e)
		e = asked_count(k, f, v);
	row_decimal(n - before, f->divide, text);
	return e ? e : cx_str(k->cx, str_of(text), &v->text);
}

/* ---- words ---- */

static int day_put(const struct composing *k, struct form_value *v)
{
	struct buf b;

	buf_init(&b, k->cx->arena);
	buf_day(&b, v->to);
	v->text = buf_get(&b);
	return buf_ok(&b) ? 0 : err(k->cx, E_NO_MEMORY, NULL);
}

static int area_put(const struct composing *k, const struct form_cell *cell, struct form_value *v)
{
	int e;

	v->area = cell->area.n ? cell->area : k->f->area;
	e = area_check(k, v->area);
	if (!e)
		v->text = area_find(k->c->tree, v->area)->name;
	return e;
}

static int value_put(const struct composing *k, const struct form_cell *cell, struct form_value *v)
{
	*v = (struct form_value){ .sheet = cell->sheet,
		.column = cell->column,
		.row = cell->row,
		.what = cell->what,
		.measure = cell->measure,
		.figure = cell->figure,
		.area = cell->area,
		.from = INT32_MIN,
		.to = k->out->day - cell->back };
	switch (cell->what) {
	case FORM_FIGURE:
		return figure_put(k, cell, v);
	case FORM_AREA:
		return area_put(k, cell, v);
	case FORM_DATE:
		return day_put(k, v);
	case FORM_WHO:
		v->text = k->who;
		return 0;
	default:
		v->text = cell->text;
		return 0;
	}
}

/* ---- what was asked already ---- */

/* This form's own fillings of the day have told what they saved: only what is more than that is told again. */
static int own_saved(
	struct cx *cx, const struct cover *c, const struct form *f, int32_t day, int64_t *ret)
{
	struct record **all;
	struct subject s = { .id = f->id };
	size_t n;
	int e = subject_records(cx, c, &s, &all, &n);

	*ret = 0;
	for (size_t i = 0; !e && i < n; i++)
		if (str_is(all[i]->kind_name, "form.filled") && record_int(all[i], "day") == day)
			*ret += record_int(all[i], "saved");
	return e;
}

static int saved_count(
	struct cx *cx, const struct cover *c, const struct form *f, struct form_filling *out)
{
	struct form_value *others = NULL, *wider;
	struct form *forms;
	size_t n, others_n = 0;
	int64_t both = 0, told = 0;
	int e = form_list(cx, c, &forms, &n);

	for (size_t i = 0; !e && i < n; i++) {
		struct form_filling one;

		if (uuid_eq(&forms[i].id, &f->id) || !uuid_eq(&forms[i].incident, &f->incident))
			continue;
		e = form_filling_get(cx, c, &forms[i].id, out->day, &one);
		if (e || uuid_is_nil(&one.id))
			continue;
		wider = cx_many(cx, others_n + one.values_n + 1, struct form_value);
		if (!wider)
			return -E_NO_MEMORY;
		if (others_n)
			memcpy(wider, others, others_n * sizeof(*wider));
		if (one.values_n)
			memcpy(wider + others_n, one.values, one.values_n * sizeof(*wider));
		others = wider;
		others_n += one.values_n;
	}
	if (!e)
		e = form_saved(cx, c->tree, out->values, out->values_n, others, others_n, &both);
	if (!e)
		e = own_saved(cx, c, f, out->day, &told);
	out->saved = both > told ? both - told : 0;
	return e;
}

/* ---- the draft ---- */

static int ready(struct cx *cx, const struct form *f)
{
	if (f->cells_n && !f->retired)
		return 0;
	return err(cx, E_CONFLICT, "form", f->retired ? "retired: true" : "form.mapped: map = []");
}

int form_draft(struct cx *cx, const struct cover *c, const struct form *f, int32_t day,
	struct str who, struct form_filling *ret)
{
	struct composing k = { cx, c, f, ret, who };
	struct form_filling before;
	struct str book;
	int e = ready(cx, f);

	*ret = (struct form_filling){ .day = day,
		.map = f->map,
		.version = f->next_version,
		.at = c->now,
		.by = c->who->person,
		.before = INT32_MIN };
	if (!e && !(ret->values = cx_many(cx, f->cells_n + 1, struct form_value)))
		e = -E_NO_MEMORY;
	for (; !e && ret->values_n < f->cells_n; ret->values_n++)
		e = value_put(&k, &f->cells[ret->values_n], &ret->values[ret->values_n]);
	if (!e)
		e = form_before(cx, c, &f->id, day, &before);
	if (!e && !uuid_is_nil(&before.id))
		form_compare(ret, &before);
	/* What could never be taken away is not filled. */
	if (!e)
		e = form_book(cx, f, ret, &book);
	return e ? e : saved_count(cx, c, f, ret);
}

/* ---- the record ---- */

static void value_write(struct jw *w, const struct form_value *v)
{
	struct buf name;

	buf_init(&name, w->b->a);
	xlsx_cell_name(&name, v->column, v->row);
	jw_object(w);
	jw_f_int(w, "s", (int64_t)v->sheet);
	jw_f_str(w, "c", buf_get(&name));
	jw_f_z(w, "w", form_what_names[v->what]);
	jw_f_str(w, "t", v->text);
	if (v->what == FORM_FIGURE) {
		jw_f_str(w, "f", v->figure);
		jw_f_int(w, "v", v->v);
		jw_f_str(w, "a", v->area);
		jw_f_z(w, "m", form_measure_names[v->measure]);
		if (v->from != INT32_MIN)
			row_day(w, "from", v->from);
		jw_f_int(w, "n", v->asked);
	}
	row_day(w, "to", v->to);
	jw_end_object(w);
}

static struct str values_text(struct cx *cx, const struct form_filling *filling)
{
	struct buf text;
	struct jw w;

	buf_init(&text, cx->arena);
	jw_init(&w, &text);
	jw_list(&w);
	for (size_t i = 0; i < filling->values_n; i++)
		value_write(&w, &filling->values[i]);
	jw_end_list(&w);
	return buf_get(&text);
}

int form_record(struct cx *cx, const struct form *f, const struct form_filling *filling,
	const struct uuid *id, int64_t at, struct str *ret)
{
	struct buf text, when;
	struct jw w;

	buf_init(&text, cx->arena);
	buf_init(&when, cx->arena);
	buf_when(&when, at);
	jw_init(&w, &text);
	jw_object(&w);
	row_uuid(&w, "id", id);
	jw_f_z(&w, "kind", "form.filled");
	jw_f_int(&w, "v", 1);
	jw_f_str(&w, "at", buf_get(&when));
	jw_f_str(&w, "area", f->area);
	row_uuid(&w, "subject", &f->id);
	jw_name(&w, "body");
	jw_object(&w);
	row_uuid(&w, "incident", &f->incident);
	jw_f_int(&w, "version", filling->version);
	row_uuid(&w, "map", &filling->map);
	row_day(&w, "day", filling->day);
	jw_f_int(&w, "as_of", filling->as_of);
	jw_f_int(&w, "saved", filling->saved);
	jw_f_str(&w, "cells", values_text(cx, filling));
	jw_end_object(&w);
	jw_end_object(&w);
	*ret = buf_get(&text);
	return buf_ok(&text) ? 0 : err(cx, E_NO_MEMORY, NULL);
}

/* ---- the workbook ---- */

/* 2022年8月30日, where the cell shows no dates by itself. */
static int put_make(struct cx *cx, const struct form_value *v, struct xlsx_put *ret)
{
	static const enum xlsx_put_form forms[] = { [FORM_FIGURE] = XLSX_PUT_NUMBER,
		[FORM_AREA] = XLSX_PUT_TEXT,
		[FORM_DATE] = XLSX_PUT_DAY,
		[FORM_WHO] = XLSX_PUT_TEXT,
		[FORM_WORDS] = XLSX_PUT_TEXT };
	struct buf b;

	*ret = (struct xlsx_put){ .sheet = v->sheet,
		.column = v->column,
		.row = v->row,
		.form = forms[v->what],
		.text = v->text,
		.day = v->to };
	if (v->what != FORM_DATE)
		return 0;
	buf_init(&b, cx->arena);
	buf_day_said(&b, v->to, true);
	ret->text = buf_get(&b);
	return buf_ok(&b) ? 0 : err(cx, E_NO_MEMORY, NULL);
}

int form_book(
	struct cx *cx, const struct form *f, const struct form_filling *filling, struct str *ret)
{
	struct xlsx_put *puts = cx_many(cx, filling->values_n + 1, struct xlsx_put);
	int e = puts ? 0 : -E_NO_MEMORY;

	for (size_t i = 0; !e && i < filling->values_n; i++)
		e = put_make(cx, &filling->values[i], &puts[i]);
	return e ? e : xlsx_fill(cx, f->file, puts, filling->values_n, ret);
}
