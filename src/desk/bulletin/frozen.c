/* The record that publishes: all that the paper says lies in it, so nothing is looked up again when it is shown. */
#include "desk/bulletin/own.h"

#include "desk/rows.h"

static void change_write(struct jw *w, const struct bulletin_figure *f)
{
	if (f->change == CHANGE_COMPARED)
		jw_f_int(w, "before", f->before);
	if (f->change == CHANGE_COMPARED || f->change == CHANGE_REDEFINED)
		jw_f_int(w, "before_v", f->before_v);
	if (f->change == CHANGE_ENDED)
		jw_f_bool(w, "ended", true);
}

static void figure_write(struct cx *cx, struct jw *w, const struct bulletin_figure *f)
{
	struct buf hex;

	buf_init(&hex, cx->arena);
	buf_hex(&hex, f->digest, SEAL_HASH);
	jw_object(w);
	jw_f_str(w, "id", f->id);
	jw_f_int(w, "v", f->v);
	jw_f_str(w, "zh", f->zh);
	jw_f_str(w, "en", f->en);
	jw_f_str(w, "unit_zh", f->unit_zh);
	jw_f_str(w, "unit_en", f->unit_en);
	jw_f_str(w, "means_zh", f->means_zh);
	jw_f_str(w, "means_en", f->means_en);
	jw_f_int(w, "value", f->value);
	jw_f_int(w, "divide", f->divide);
	jw_f_int(w, "records", f->records);
	jw_f_str(w, "digest", buf_get(&hex));
	if (f->main)
		jw_f_bool(w, "main", true);
	change_write(w, f);
	jw_end_object(w);
}

static struct str frozen_figures(struct cx *cx, const struct bulletin *b)
{
	struct buf text;
	struct jw w;

	buf_init(&text, cx->arena);
	jw_init(&w, &text);
	jw_list(&w);
	for (size_t i = 0; i < b->figures_n; i++)
		figure_write(cx, &w, &b->figures[i]);
	jw_end_list(&w);
	return buf_get(&text);
}

static struct str frozen_open(struct cx *cx, const struct bulletin *b)
{
	struct buf text;
	struct jw w;

	buf_init(&text, cx->arena);
	jw_init(&w, &text);
	jw_list(&w);
	for (size_t i = 0; i < b->open_n; i++) {
		jw_object(&w);
		jw_f_str(&w, "what", b->open[i].what);
		jw_f_str(&w, "zh", b->open[i].zh);
		jw_f_str(&w, "en", b->open[i].en);
		jw_f_int(&w, "difference", b->open[i].difference);
		jw_end_object(&w);
	}
	jw_end_list(&w);
	return buf_get(&text);
}

static void body_write(struct cx *cx, struct jw *w, const struct bulletin *b)
{
	jw_object(w);
	row_uuid(w, "incident", &b->incident);
	jw_f_str(w, "area_name", b->area_name);
	jw_f_str(w, "title_zh", b->title_zh);
	jw_f_str(w, "title_en", b->title_en);
	row_day(w, "from", b->from);
	row_day(w, "to", b->to);
	jw_f_int(w, "as_of", b->as_of);
	jw_f_int(w, "version", b->version);
	if (!uuid_is_nil(&b->replaces)) {
		row_uuid(w, "replaces", &b->replaces);
		row_uuid(w, "first", &b->first);
	}
	if (b->prose_zh.n)
		jw_f_str(w, "prose_zh", b->prose_zh);
	if (b->prose_en.n)
		jw_f_str(w, "prose_en", b->prose_en);
	jw_f_str(w, "figures", frozen_figures(cx, b));
	jw_f_str(w, "open", frozen_open(cx, b));
	jw_f_int(w, "open_more", b->open_more);
	jw_f_int(w, "unchecked", b->unchecked);
	if (b->signer.n)
		jw_f_str(w, "signer", b->signer);
	if (b->reason.n)
		jw_f_str(w, "reason", b->reason);
	if (b->correction.n)
		jw_f_str(w, "correction", b->correction);
	jw_end_object(w);
}

int bulletin_record(
	struct cx *cx, const struct bulletin *b, const struct uuid *id, int64_t at, struct str *ret)
{
	struct buf text, when;
	struct jw w;

	buf_init(&text, cx->arena);
	buf_init(&when, cx->arena);
	buf_when(&when, at);
	jw_init(&w, &text);
	jw_object(&w);
	row_uuid(&w, "id", id);
	jw_f_z(&w, "kind", "bulletin.published");
	jw_f_int(&w, "v", 2);
	jw_f_str(&w, "at", buf_get(&when));
	jw_f_str(&w, "area", b->area);
	jw_name(&w, "body");
	body_write(cx, &w, b);
	jw_end_object(&w);
	*ret = buf_get(&text);
	return buf_ok(&text) ? 0 : err(cx, E_NO_MEMORY, NULL);
}
