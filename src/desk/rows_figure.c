/* What is counted: figures, goods, and accounts that must add up. */
#include "desk/rows.h"

#include "desk/rows_own.h"

void row_goods(struct jw *w, const struct goods *g)
{
	jw_object(w);
	jw_f_str(w, "place", g->place);
	jw_f_str(w, "item", g->item);
	jw_f_str(w, "area", g->area);
	row_milli(w, "booked", g->booked);
	if (g->counted_at) {
		row_milli(w, "counted", g->counted);
		row_time(w, "counted_at", g->counted_at);
		row_milli(w, "unexplained", g->unexplained);
	} else {
		jw_f_null(w, "counted");
		jw_f_null(w, "counted_at");
		jw_f_null(w, "unexplained");
	}
	jw_end_object(w);
}

void row_balance(struct jw *w, const struct balance_value *v)
{
	jw_object(w);
	jw_f_z(w, "id", v->balance->id);
	jw_f_z(w, "label_zh", v->balance->zh);
	jw_f_z(w, "label_en", v->balance->en);
	row_uuid(w, "incident", &v->incident);
	jw_name(w, "terms");
	jw_list(w);
	for (size_t i = 0; i < v->terms_n; i++) {
		const struct balance_term *t = &v->balance->terms[i];

		jw_object(w);
		jw_f_z(w, "side", t->right ? "right" : "left");
		jw_f_z(w, "figure", t->figure ? t->figure->id : NULL);
		jw_f_z(w, "label_zh", t->figure ? t->figure->zh : t->zh);
		jw_f_z(w, "label_en", t->figure ? t->figure->en : t->en);
		row_milli(w, "value", v->terms[i]);
		jw_end_object(w);
	}
	jw_end_list(w);
	row_milli(w, "difference", v->difference);
	jw_f_bool(w, "closes", v->difference == 0);
	jw_f_bool(w, "part", v->part);
	jw_end_object(w);
}

void row_figure(struct jw *w, const struct figure *f)
{
	static const char *const shapes[] = { "count", "sum", "distinct" };

	jw_object(w);
	jw_f_z(w, "id", f->id);
	jw_f_int(w, "v", f->v);
	jw_f_z(w, "shape", shapes[f->shape]);
	jw_f_z(w, "label_zh", f->zh);
	jw_f_z(w, "label_en", f->en);
	jw_f_z(w, "unit", f->unit_zh);
	jw_f_z(w, "unit_en", f->unit_en);
	jw_f_z(w, "means_zh", f->means_zh);
	jw_f_z(w, "means_en", f->means_en);
	jw_end_object(w);
}

void row_figure_value(struct jw *w, const struct figure_value *v, struct str area, int32_t from,
	int32_t to, enum figure_detail detail)
{
	char value[ROW_DECIMAL + 1];
	struct buf hex;

	row_decimal(v->value, v->figure->divide, value);
	jw_object(w);
	jw_f_z(w, "id", v->figure->id);
	if (detail != FIGURE_BRIEF)
		jw_f_int(w, "v", v->figure->v);
	row_uuid(w, "incident", &v->incident);
	jw_f_z(w, "label_zh", v->figure->zh);
	jw_f_z(w, "label_en", v->figure->en);
	jw_name(w, "value");
	jw_raw(w, str_of(value));
	jw_f_z(w, "unit", v->figure->unit_zh);
	jw_f_z(w, "unit_en", v->figure->unit_en);
	row_day(w, "from", from);
	row_day(w, "to", to);
	jw_f_str(w, "area", area.n ? area : STR_NONE);
	if (detail != FIGURE_BRIEF)
		jw_f_int(w, "as_of", v->as_of);
	if (detail == FIGURE_EXACT) {
		if (v->records < 0) {
			jw_f_null(w, "digest");
			jw_f_null(w, "records");
		} else {
			buf_init(&hex, w->b->a);
			buf_hex(&hex, v->digest, sizeof(v->digest));
			row_made(w, "digest", &hex);
			jw_f_int(w, "records", v->records);
		}
	}
	jw_end_object(w);
}
