/* The rows of an area file by id and code, and the way up from one to the next. */
#include "load/area_rows.h"

#define SHOWN_MAX 8    /* areas of a circle that are named */
#define STEPS_MAX 1000 /* no area lies so deep */

/* ---- reading ---- */

static int name_keep(struct area_rows *a, struct str name, struct area_row_of_file *row)
{
	void **at = name.n ? map_at(&a->named, name) : NULL;

	if (name.n && !at)
		return err(a->cx, E_NO_MEMORY, NULL);
	if (at && !*at)
		*at = row;
	return 0;
}

static int row_keep(struct area_rows *a, const struct sheet_row *from, const struct columns *k)
{
	struct str id = columns_cell(from, k->area);
	struct str code = columns_cell(from, columns_field(k, "code"));
	struct area_row_of_file *row = cx_new(a->cx, struct area_row_of_file);
	int e = row ? 0 : -E_NO_MEMORY;

	if (!e)
		e = cx_str(a->cx, id.n ? id : code, &row->id);
	if (!e)
		e = cx_str(a->cx, columns_cell(from, columns_field(k, "parent")), &row->parent);
	if (e)
		return e;
	row->number = from->number;
	e = name_keep(a, id, row);
	return e ? e : name_keep(a, code, row);
}

int area_rows_read(struct cx *cx, struct sheet *sheet, const struct columns *columns,
	const struct areas *areas, struct area_rows *ret)
{
	struct sheet_row row;
	int e = 0, got;

	*ret = (struct area_rows){ .cx = cx, .areas = areas };
	map_init(&ret->named, cx->arena);
	while (!e && (got = sheet_next(cx, sheet, &row)) != 0)
		e = got < 0 ? got : row_keep(ret, &row, columns);
	return e ? e : sheet_rewind(cx, sheet);
}

/* ---- parents ---- */

/* The id of what a cell names: what is listed, else a row of this file; STR_NONE: nothing. */
static int id_named(struct cx *cx, const struct area_rows *a, const char *field, struct str cell,
	struct str *ret)
{
	const struct area_row_of_file *row = map_get(&a->named, cell);
	int e = areas_resolve(cx, a->areas, field, cell, false, ret);

	if (!e && !area_find(a->areas->tree, *ret))
		*ret = row ? row->id : STR_NONE;
	return e;
}

/* One step up from the area id; STR_NONE at the top. */
static int step_up(struct cx *cx, const struct area_rows *a, struct str id, struct str *ret)
{
	const struct area *listed = area_find(a->areas->tree, id);
	const struct area_row_of_file *row = map_get(&a->named, id);
	struct str parent = listed ? listed->parent : row ? row->parent : STR_NONE;

	*ret = STR_NONE;
	return parent.n ? id_named(cx, a, "parent", parent, ret) : 0;
}

static void area_put(
	const struct area_rows *a, struct str id, int64_t number, bool zh, struct buf *b)
{
	const struct area_row_of_file *row = map_get(&a->named, id);

	buf_str(b, id);
	if (area_find(a->areas->tree, id))
		buf_z(b, zh ? "（已登记）" : " (listed)");
	else if (number || row)
		buf_fmt(b, zh ? "（第 %lld 行）" : " (row %lld)",
			(long long)(number ? number : row->number));
	buf_z(b, zh ? "、" : ", ");
}

/* "71（第 2 行）、73（第 4 行）、71" */
static const char *circle_text(struct cx *cx, const struct area_rows *a, struct str id,
	int64_t number, struct str parent, bool zh)
{
	struct buf b;

	buf_init(&b, cx->arena);
	area_put(a, id, number, zh, &b);
	for (int i = 1; parent.n && !str_eq(parent, id); i++) {
		if (i == SHOWN_MAX) {
			buf_z(&b, zh ? "……、" : "…, ");
			break;
		}
		area_put(a, parent, 0, zh, &b);
		if (step_up(cx, a, parent, &parent))
			break;
	}
	buf_str(&b, id);
	return buf_ok(&b) ? buf_get(&b).p : "?";
}

/* Whoever walks longer walks in a circle to which this one does not belong: its rows are told themselves. */
static int circle_check(struct cx *cx, const struct area_rows *a, const char *field, struct str id,
	int64_t number, struct str parent)
{
	int left = STEPS_MAX;
	struct str at = parent;
	int e = 0;

	while (!e && at.n && left--) {
		if (str_eq(at, id))
			return err(cx, E_AREA_CIRCLE, field,
				circle_text(cx, a, id, number, parent, true),
				circle_text(cx, a, id, number, parent, false));
		e = step_up(cx, a, at, &at);
	}
	return e;
}

int area_rows_parent(struct cx *cx, const struct area_rows *a, const char *field, struct str cell,
	struct str id, int64_t number, struct str *ret)
{
	int e = id_named(cx, a, field, cell, ret);

	if (e)
		return e;
	if (str_eq(cell, id) || str_eq(*ret, id))
		return err(cx, E_FIELD_FORMAT, field, "上级不能是它自己",
			"an area cannot lie under itself");
	if (!ret->n)
		return err(cx, E_UNKNOWN_AREA, field, cx_text(cx, cell));
	return circle_check(cx, a, field, id, number, *ret);
}

/* ---- listed once ---- */

int area_rows_once(
	struct cx *cx, const struct area_rows *a, struct str id, const struct uuid *record)
{
	const struct area_row_of_file *row = map_get(&a->named, id);

	if (!row || !row->taken || uuid_eq(&row->record, record))
		return 0;
	return err(cx, E_ROW_SAME, "area", cx_num(cx, row->taken), "区域", "area");
}

void area_rows_taken(struct area_rows *a, struct str id, int64_t number, const struct uuid *record)
{
	struct area_row_of_file *row = map_get(&a->named, id);

	if (!row || row->taken)
		return;
	row->taken = number;
	row->record = *record;
}
