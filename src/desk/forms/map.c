/* A form's map, as JSON and as cells. */
#include "desk/forms/forms.h"

#include "paper/xlsx_rows.h"

const char *const form_what_names[] = { "figure", "area", "date", "who", "text", NULL };
const char *const form_measure_names[] = { "day", "total", "change", NULL };

#define ITEM "body.map"

static int wrong(struct cx *cx, size_t i, const char *zh, const char *en)
{
	struct buf b[2];

	for (int k = 0; k < 2; k++) {
		buf_init(&b[k], cx->arena);
		buf_fmt(&b[k], k ? "item %zu: %s" : "第 %zu 项：%s", i + 1, k ? en : zh);
		if (!buf_ok(&b[k]))
			return err(cx, E_NO_MEMORY, NULL);
	}
	return err(cx, E_FIELD_FORMAT, ITEM, buf_get(&b[0]).p, buf_get(&b[1]).p);
}

static int name_find(struct str s, const char *const *names)
{
	for (int i = 0; names[i]; i++)
		if (str_is(s, names[i]))
			return i;
	return -1;
}

static bool int_take(const struct json *v, const char *name, int64_t max, int64_t *ret)
{
	const struct json *m = json_get(v, name);

	*ret = m ? m->i : 0;
	return !m || (m->type == JSON_INT && m->i >= 0 && m->i <= max);
}

static bool is_known(struct str name)
{
	static const char *const known[] = { "sheet", "cell", "what", "figure", "area", "measure",
		"back", "text", NULL };

	return name_find(name, known) >= 0;
}

static struct str text_of(const struct json *v, const char *name)
{
	struct str s = json_text(v, name);

	return s.p ? s : STR("");
}

static size_t points(struct str s)
{
	size_t n = 0;

	while (utf8_next(&s) >= 0)
		n++;
	return n;
}

static int cell_read(struct cx *cx, const struct json *v, size_t i, struct form_cell *ret)
{
	int what = name_find(json_text(v, "what"), form_what_names), measure = 0;
	int64_t sheet, back;

	if (v->type != JSON_OBJECT)
		return wrong(cx, i, "不是对象", "it is no object");
	for (uint32_t k = 0; k < v->n; k++)
		if (!is_known(v->names[k]))
			return wrong(cx, i, "有不认识的名称", "it has a name that is not known");
	*ret = (struct form_cell){ .figure = text_of(v, "figure"),
		.area = text_of(v, "area"),
		.text = text_of(v, "text") };
	if (!int_take(v, "sheet", XLSX_FORM_SHEETS_MAX - 1, &sheet) ||
		!xlsx_cell_read(json_text(v, "cell"), &ret->column, &ret->row))
		return wrong(cx, i, "单元格的位置不对", "there is no such cell");
	if (what < 0)
		return wrong(cx, i, "填什么（what）不明", "'what' is not known");
	if (json_get(v, "measure"))
		measure = name_find(json_text(v, "measure"), form_measure_names);
	if (measure < 0 || !int_take(v, "back", FORM_BACK_MAX, &back))
		return wrong(cx, i, "取值方式或日期不对", "'measure' or 'back' is out of range");
	if (what == FORM_FIGURE && (!ret->figure.n || !ret->area.n))
		return wrong(cx, i, "指标须写明指标和区域", "a figure needs 'figure' and 'area'");
	if (points(ret->text) > FORM_TEXT_MAX)
		return wrong(cx, i, "文字过长", "its text is too long");
	ret->sheet = (size_t)sheet;
	ret->back = (int32_t)back;
	ret->what = (enum form_what)what;
	ret->measure = (enum form_measure)measure;
	return 0;
}

int form_map_read(struct cx *cx, struct str text, struct form_cell **ret, size_t *ret_n)
{
	const struct json *all;
	int e = json_read(cx, text, &json_limits_request, &all);

	*ret_n = 0;
	*ret = NULL;
	if (e == -E_NO_MEMORY)
		return e;
	if (e || all->type != JSON_LIST) {
		err_clear(cx);
		return err(cx, E_FIELD_FORMAT, ITEM, "不是 JSON 列表", "it is no list in JSON");
	}
	if (all->n > FORM_CELLS_MAX)
		return err(cx, E_TOO_MANY, ITEM, cx_num(cx, all->n), cx_num(cx, FORM_CELLS_MAX));
	*ret = cx_many(cx, all->n + 1, struct form_cell);
	if (!*ret)
		return -E_NO_MEMORY;
	for (; !e && *ret_n < all->n; ++*ret_n)
		e = cell_read(cx, &all->items[*ret_n], *ret_n, &(*ret)[*ret_n]);
	return e;
}

void form_cell_row(struct jw *w, const struct form_cell *cell)
{
	struct buf name;

	buf_init(&name, w->b->a);
	xlsx_cell_name(&name, cell->column, cell->row);
	jw_object(w);
	jw_f_int(w, "sheet", (int64_t)cell->sheet);
	jw_f_str(w, "cell", buf_get(&name));
	jw_f_z(w, "what", form_what_names[cell->what]);
	jw_f_str(w, "figure", cell->figure);
	jw_f_str(w, "area", cell->area);
	jw_f_z(w, "measure", form_measure_names[cell->measure]);
	jw_f_int(w, "back", cell->back);
	jw_f_str(w, "text", cell->text);
	jw_end_object(w);
}
