/* Forms and what was filled in, from their records. Only as many of these are read as are shown: the newest versions first. */
#include "desk/forms/own.h"

#include <stdlib.h>

#include "desk/rows.h"
#include "paper/xlsx_rows.h"

#define PAGE 500

static int name_index(struct str s, const char *const *names)
{
	for (int i = 0; names[i]; i++)
		if (str_is(s, names[i]))
			return i;
	return 0;
}

/* ---- versions ---- */

static int newest_first(const void *a_, const void *b_)
{
	const struct act *a = a_, *b = b_;

	if (a->n != b->n)
		return a->n < b->n ? 1 : -1;
	if (a->at_used != b->at_used)
		return a->at_used < b->at_used ? 1 : -1;
	return uuid_cmp(&b->id, &a->id);
}

/* What is left to be read of a form's history. */
struct history {
	const struct cover *c;
	struct act *acts;
	size_t n, at;
	int32_t after; /* what was written by the end of this day is of no interest any more */
};

static int history_read(
	struct cx *cx, const struct cover *c, const struct uuid *form, struct history *ret)
{
	struct act *all;
	size_t n;
	int e = subject_acts(cx, c, form, &all, &n);

	*ret = (struct history){ .c = c, .acts = all, .after = INT32_MIN };
	for (size_t i = 0; !e && i < n; i++)
		if (all[i].what == SUBJECT_VERSION && all[i].code == SUBJECT_UNKNOWN)
			all[ret->n++] = all[i];
	if (!e && ret->n)
		qsort(all, ret->n, sizeof(*all), newest_first);
	return e;
}

static int64_t history_next(const struct history *h)
{
	return h->n ? h->acts[0].n + 1 : 1;
}

/* The next older record of a kind; NULL: there is none. */
static int history_find(struct cx *cx, struct history *h, const char *kind, struct record **ret)
{
	int e = 0;

	for (*ret = NULL; !e && !*ret && h->at < h->n; h->at++) {
		if (day_of(h->acts[h->at].at_used) <= h->after)
			continue;
		e = record_of(cx, h->c, &h->acts[h->at].id, ret);
		if (!e && *ret && !str_is((*ret)->kind_name, kind))
			*ret = NULL;
	}
	return e;
}

/* ---- forms ---- */

static int map_take(struct cx *cx, const struct record *r, struct form *ret)
{
	ret->map = r->id;
	ret->mapped_by = r->by.n ? r->by : r->via;
	ret->mapped_at = r->at_used;
	ret->due = json_get(r->body, "due") ? (int)record_int(r, "due") : FORM_BY_HAND;
	ret->retired = record_int(r, "retired") != 0;
	return form_map_read(cx, record_text(r, "map"), &ret->cells, &ret->cells_n);
}

static int not_found(struct cx *cx, const struct uuid *id)
{
	char text[UUID_TEXT + 1];

	uuid_write(id, text);
	return err(cx, E_NOT_FOUND, "id", cx_text(cx, str_of(text)));
}

static int filed_take(struct cx *cx, const struct record *r, bool file, struct form *ret)
{
	*ret = (struct form){ .id = r->id,
		.area = r->area,
		.name_zh = record_text(r, "name_zh"),
		.name_en = record_text(r, "name_en"),
		.office = record_text(r, "office"),
		.file_name = record_text(r, "file_name"),
		.by = r->by.n ? r->by : r->via,
		.at = r->at_used,
		.due = FORM_BY_HAND };
	record_ref(r, "incident", &ret->incident);
	if (file && !base64url_read(cx->arena, record_text(r, "file"), &ret->file))
		return err(cx, E_CORRUPT, NULL, "form.filed", "form.filed");
	return 0;
}

static int one_read(
	struct cx *cx, const struct cover *c, const struct subject *s, bool file, struct form *ret)
{
	struct record *filed, *mapped;
	struct history h;
	int e = record_of(cx, c, &s->source, &filed);

	if (!e && (!filed || !str_is(filed->kind_name, "form.filed")))
		return not_found(cx, &s->id);
	if (!e)
		e = filed_take(cx, filed, file, ret);
	if (!e)
		e = history_read(cx, c, &s->id, &h);
	if (e)
		return e;
	ret->next_version = history_next(&h);
	e = history_find(cx, &h, "form.mapped", &mapped);
	return e || !mapped ? e : map_take(cx, mapped, ret);
}

int form_get(struct cx *cx, const struct cover *c, const struct uuid *id, struct form *ret)
{
	struct subject s;
	int e = subject_get(cx, c, id, &s);

	if (!e && s.type != SUBJECT_FORM)
		e = not_found(cx, id);
	return e ? e : one_read(cx, c, &s, true, ret);
}

static int by_name(const void *a_, const void *b_)
{
	const struct form *a = a_, *b = b_;
	int order = str_cmp(a->name_zh, b->name_zh);

	return order ? order : uuid_cmp(&a->id, &b->id);
}

int form_list(struct cx *cx, const struct cover *c, struct form **ret, size_t *ret_n)
{
	struct str after = STR("");
	struct form *all = NULL, *wider;
	struct subject *page;
	size_t n = 0, page_n;
	int e = 0;

	while (!e && after.p) {
		e = subject_list(cx, c, STR(""), SUBJECT_FORM, after, PAGE, &page, &page_n, &after);
		wider = e ? NULL : cx_many(cx, n + page_n + 1, struct form);
		if (!e && !wider)
			return -E_NO_MEMORY;
		for (size_t i = 0; !e && i < n; i++)
			wider[i] = all[i];
		for (size_t i = 0; !e && i < page_n; i++)
			e = one_read(cx, c, &page[i], false, &wider[n + i]);
		all = wider;
		n += e ? 0 : page_n;
	}
	if (!e && n > 1)
		qsort(all, n, sizeof(*all), by_name);
	*ret = all;
	*ret_n = n;
	return e;
}

/* ---- fillings ---- */

static int64_t int_of(const struct json *v, const char *name)
{
	const struct json *m = json_get(v, name);

	return m && m->type == JSON_INT ? m->i : 0;
}

static void value_take(const struct json *v, struct form_value *ret)
{
	*ret = (struct form_value){ .sheet = (size_t)int_of(v, "s"),
		.what = (enum form_what)name_index(json_text(v, "w"), form_what_names),
		.text = json_text(v, "t"),
		.figure = json_text(v, "f"),
		.area = json_text(v, "a"),
		.v = int_of(v, "v"),
		.measure = (enum form_measure)name_index(json_text(v, "m"), form_measure_names),
		.from = INT32_MIN,
		.asked = int_of(v, "n") };
	xlsx_cell_read(json_text(v, "c"), &ret->column, &ret->row);
	if (json_text(v, "from").n)
		day_read(json_text(v, "from"), &ret->from);
	day_read(json_text(v, "to"), &ret->to);
}

static int values_take(struct cx *cx, struct str text, struct form_filling *ret)
{
	const struct json *all;
	int e = json_read(cx, text, &json_limits_request, &all);

	if (e == -E_NO_MEMORY)
		return e;
	if (e || all->type != JSON_LIST) {
		err_clear(cx);
		return 0;
	}
	ret->values = cx_many(cx, all->n + 1, struct form_value);
	if (!ret->values)
		return -E_NO_MEMORY;
	for (; ret->values_n < all->n; ret->values_n++)
		value_take(&all->items[ret->values_n], &ret->values[ret->values_n]);
	return 0;
}

static void head_take(const struct record *r, struct form_filling *ret)
{
	*ret = (struct form_filling){ .id = r->id,
		.day = (int32_t)record_int(r, "day"),
		.version = record_int(r, "version"),
		.at = r->at_used,
		.as_of = record_int(r, "as_of"),
		.saved = record_int(r, "saved"),
		.by = r->by.n ? r->by : r->via,
		.before = INT32_MIN };
	record_ref(r, "map", &ret->map);
}

static bool is_same_cell(const struct form_value *a, const struct form_value *b)
{
	return a->sheet == b->sheet && a->column == b->column && a->row == b->row;
}

/* Only numbers of one meaning are compared: another figure, definition or area in the cell is no difference of days. */
static bool is_same_meaning(const struct form_value *a, const struct form_value *b)
{
	return a->what == FORM_FIGURE && b->what == FORM_FIGURE && a->v == b->v &&
		a->measure == b->measure && str_eq(a->figure, b->figure) &&
		str_eq(a->area, b->area);
}

void form_compare(struct form_filling *now, const struct form_filling *before)
{
	now->before = before->day;
	for (size_t i = 0; i < now->values_n; i++)
		for (size_t k = 0; k < before->values_n; k++)
			if (is_same_cell(&now->values[i], &before->values[k]) &&
				is_same_meaning(&now->values[i], &before->values[k])) {
				now->values[i].compared = true;
				now->values[i].was = before->values[k].text;
			}
}

/* Of the latest of these days the newest. Nobody fills one for a day that has not come, so what was written by the end of the day
 * that was found is of none after it. */
static int filling_find(
	struct cx *cx, struct history *h, int32_t from, int32_t to, struct form_filling *ret)
{
	struct record *r, *best = NULL;
	int e;

	*ret = (struct form_filling){ .id = uuid_nil, .day = INT32_MIN, .before = INT32_MIN };
	while (!(e = history_find(cx, h, "form.filled", &r)) && r) {
		int32_t day = (int32_t)record_int(r, "day");

		if (day < from || day > to || day <= h->after)
			continue;
		best = r;
		h->after = day;
		if (day == to)
			break;
	}
	if (e || !best)
		return e;
	head_take(best, ret);
	return values_take(cx, record_text(best, "cells"), ret);
}

int form_before(struct cx *cx, const struct cover *c, const struct uuid *form, int32_t day,
	struct form_filling *ret)
{
	struct history h;
	int e = history_read(cx, c, form, &h);

	return e ? e : filling_find(cx, &h, INT32_MIN, day - 1, ret);
}

int form_filling_get(struct cx *cx, const struct cover *c, const struct uuid *form, int32_t day,
	struct form_filling *ret)
{
	struct form_filling before;
	struct history h;
	int e = history_read(cx, c, form, &h);

	if (!e)
		e = filling_find(cx, &h, day == INT32_MAX ? INT32_MIN : day, day, ret);
	if (e || uuid_is_nil(&ret->id))
		return e;
	h.at = 0;
	h.after = INT32_MIN;
	e = filling_find(cx, &h, INT32_MIN, ret->day - 1, &before);
	if (!e && !uuid_is_nil(&before.id))
		form_compare(ret, &before);
	return e;
}

static int latest_day_first(const void *a_, const void *b_)
{
	const struct form_filling *a = a_, *b = b_;

	if (a->day != b->day)
		return a->day < b->day ? 1 : -1;
	return (a->version < b->version) - (a->version > b->version);
}

int form_fillings(struct cx *cx, const struct cover *c, const struct uuid *form, size_t max,
	struct form_filling **ret, size_t *ret_n)
{
	struct form_filling *all = cx_many(cx, max + 1, struct form_filling);
	struct history h;
	struct record *r;
	size_t n = 0, kept = 0;
	int e = all ? history_read(cx, c, form, &h) : -E_NO_MEMORY;

	while (!e && n < max && !(e = history_find(cx, &h, "form.filled", &r)) && r)
		head_take(r, &all[n++]);
	if (e)
		return e;
	if (n > 1)
		qsort(all, n, sizeof(*all), latest_day_first);
	for (size_t i = 0; i < n; i++)
		if (!kept || all[kept - 1].day != all[i].day)
			all[kept++] = all[i];
	*ret = all;
	*ret_n = kept;
	return 0;
}
