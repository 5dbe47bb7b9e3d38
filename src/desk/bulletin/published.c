/* What was published, from its record: the figures as they stand in it, whatever the views say by now. */
#include "desk/bulletin/bulletin.h"

#include <stdlib.h>

#include "desk/rows.h"

#define PAGE 500

static int64_t int_of(const struct json *v, const char *name)
{
	const struct json *m = json_get(v, name);

	return m && m->type == JSON_INT ? m->i : 0;
}

static void figure_take(const struct json *v, struct bulletin_figure *ret)
{
	*ret = (struct bulletin_figure){ .id = json_text(v, "id"),
		.v = (int)int_of(v, "v"),
		.value = int_of(v, "value"),
		.records = int_of(v, "records"),
		.had = json_get(v, "before") != NULL,
		.before = int_of(v, "before") };
	ret->figure = figure_find(desks_figures(), ret->id);
	/* Another version of the definition may be divided in another way. */
	if (ret->figure && ret->figure->v != ret->v)
		ret->figure = NULL;
	hex_read(json_text(v, "digest"), ret->digest, SEAL_HASH);
}

/* The frozen list of a field; not a list of at most `max` objects: none. */
static int frozen_read(struct cx *cx, struct str text, size_t max, const struct json **ret)
{
	int e = json_read(cx, text, &json_limits_request, ret);

	if (e == -E_NO_MEMORY)
		return e;
	if (e || (*ret)->type != JSON_LIST || (*ret)->n > max) {
		static const struct json none = { .type = JSON_LIST };

		err_clear(cx);
		*ret = &none;
	}
	return 0;
}

static int figures_take(struct cx *cx, struct str text, struct bulletin *ret)
{
	const struct json *all;
	int e = frozen_read(cx, text, BULLETIN_FIGURES_MAX, &all);

	if (e)
		return e;
	ret->figures = cx_many(cx, all->n, struct bulletin_figure);
	if (!ret->figures)
		return -E_NO_MEMORY;
	for (; ret->figures_n < all->n; ret->figures_n++)
		figure_take(&all->items[ret->figures_n], &ret->figures[ret->figures_n]);
	return 0;
}

static int open_take(struct cx *cx, struct str text, struct bulletin *ret)
{
	const struct json *all;
	int e = frozen_read(cx, text, BULLETIN_OPEN_MAX, &all);

	if (e)
		return e;
	ret->open = cx_many(cx, all->n, struct bulletin_open);
	if (!ret->open)
		return -E_NO_MEMORY;
	for (; ret->open_n < all->n; ret->open_n++)
		ret->open[ret->open_n] = (struct bulletin_open){
			.what = json_text(&all->items[ret->open_n], "what"),
			.difference = int_of(&all->items[ret->open_n], "difference"),
		};
	return 0;
}

static int take(struct cx *cx, const struct cover *c, const struct record *r, struct bulletin *ret)
{
	const struct area *a = area_find(c->tree, r->area);
	int e;

	*ret = (struct bulletin){ .id = r->id,
		.version = record_int(r, "version"),
		.area = r->area,
		.area_name = a ? a->name : r->area,
		.title_zh = record_text(r, "title_zh"),
		.title_en = record_text(r, "title_en"),
		.by = r->by.n ? r->by : r->via,
		.reason = record_text(r, "reason"),
		.from = (int32_t)record_int(r, "from"),
		.to = (int32_t)record_int(r, "to"),
		.as_of = record_int(r, "as_of"),
		.at = r->at_used,
		.pos = r->pos };
	record_ref(r, "incident", &ret->incident);
	record_ref(r, "replaces", &ret->replaces);
	e = figures_take(cx, record_text(r, "figures"), ret);
	return e ? e : open_take(cx, record_text(r, "open"), ret);
}

int bulletin_get(struct cx *cx, const struct cover *c, const struct uuid *id, struct bulletin *ret)
{
	char text[UUID_TEXT + 1];
	struct subject s;
	struct record *r = NULL;
	int e = subject_get(cx, c, id, &s);

	if (!e && s.type == SUBJECT_BULLETIN)
		e = record_of(cx, c, &s.source, &r);
	if (!e && r && str_is(r->kind_name, "bulletin.published"))
		return take(cx, c, r, ret);
	uuid_write(id, text);
	return e ? e : err(cx, E_NOT_FOUND, "id", cx_text(cx, str_of(text)));
}

static int newest_first(const void *a_, const void *b_)
{
	const struct bulletin *a = a_, *b = b_;

	return (a->pos < b->pos) - (a->pos > b->pos);
}

static int page_take(struct cx *cx, const struct cover *c, const struct subject *all, size_t n,
	struct bulletin *ret)
{
	int e = 0;

	for (size_t i = 0; !e && i < n; i++)
		e = bulletin_get(cx, c, &all[i].id, &ret[i]);
	return e;
}

int bulletin_list(struct cx *cx, const struct cover *c, struct bulletin **ret, size_t *ret_n)
{
	struct str after = STR("");
	struct bulletin *all = NULL, *wider;
	struct subject *page;
	size_t n = 0, page_n;
	int e = 0;

	while (!e && after.p) {
		e = subject_list(
			cx, c, STR(""), SUBJECT_BULLETIN, after, PAGE, &page, &page_n, &after);
		wider = e ? NULL : cx_many(cx, n + page_n, struct bulletin);
		if (!e && !wider)
			return -E_NO_MEMORY;
		for (size_t i = 0; !e && i < n; i++)
			wider[i] = all[i];
		if (!e)
			e = page_take(cx, c, page, page_n, wider + n);
		all = wider;
		n += e ? 0 : page_n;
	}
	if (!e && n > 1)
		qsort(all, n, sizeof(*all), newest_first);
	*ret = all;
	*ret_n = n;
	return e;
}

/* ---- as JSON ---- */

static void figure_row(struct jw *w, const struct bulletin_figure *f)
{
	int64_t divide = f->figure ? f->figure->divide : 1;
	char value[ROW_DECIMAL + 1];
	struct buf hex;

	row_decimal(f->value, divide, value);
	buf_init(&hex, w->b->a);
	buf_hex(&hex, f->digest, SEAL_HASH);
	jw_object(w);
	jw_f_str(w, "id", f->id);
	jw_f_int(w, "v", f->v);
	jw_f_z(w, "label_zh", f->figure ? f->figure->zh : NULL);
	jw_f_z(w, "label_en", f->figure ? f->figure->en : NULL);
	jw_name(w, "value");
	jw_raw(w, str_of(value));
	jw_f_z(w, "unit", f->figure ? f->figure->unit_zh : NULL);
	jw_f_z(w, "unit_en", f->figure ? f->figure->unit_en : NULL);
	jw_f_int(w, "records", f->records);
	jw_f_str(w, "digest", buf_get(&hex));
	jw_name(w, "before");
	if (f->had) {
		row_decimal(f->before, divide, value);
		jw_raw(w, str_of(value));
	} else {
		jw_null(w);
	}
	jw_end_object(w);
}

void row_bulletin(struct jw *w, const struct bulletin *b)
{
	jw_object(w);
	row_uuid(w, "id", &b->id);
	row_uuid(w, "incident", &b->incident);
	jw_f_str(w, "area", b->area);
	jw_f_str(w, "title_zh", b->title_zh);
	jw_f_str(w, "title_en", b->title_en);
	row_day(w, "from", b->from);
	row_day(w, "to", b->to);
	jw_f_int(w, "version", b->version);
	row_uuid(w, "replaces", &b->replaces);
	jw_f_int(w, "as_of", b->as_of);
	row_time(w, "at", b->at);
	jw_f_str(w, "by", b->by);
	jw_f_str(w, "reason", b->reason.n ? b->reason : STR_NONE);
	jw_name(w, "figures");
	jw_list(w);
	for (size_t i = 0; i < b->figures_n; i++)
		figure_row(w, &b->figures[i]);
	jw_end_list(w);
	jw_name(w, "open");
	jw_list(w);
	for (size_t i = 0; i < b->open_n; i++) {
		jw_object(w);
		jw_f_str(w, "what", b->open[i].what);
		row_milli(w, "difference", b->open[i].difference);
		jw_end_object(w);
	}
	jw_end_list(w);
	jw_end_object(w);
}
