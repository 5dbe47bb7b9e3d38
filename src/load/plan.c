/* A plan of buildings as dwellings: the lists of each row, and the doors that they come to. */
#include "load/plan.h"

#include <string.h>

#include "load/areas.h"
#include "load/bad_rows.h"
#include "load/cell.h"
#include "load/place.h"
#include "sys/sys.h"

#define PARTS_MAX 1000 /* of one list */
#define ROW_DWELLINGS_MAX 100000
#define ROOMS_MAX 99 /* on a floor */
#define FLOORS_MAX 200

static const struct {
	const char *names[6];
	bool needed;
} known[PLAN_COLUMNS] = {
	[PLAN_AREA] = { { "area", "区域", "区域编码", "网格", "网格编码", "村" }, false },
	[PLAN_COMPOUND] = { { "compound", "小区", "院落", "小区名称" }, true },
	[PLAN_BUILDINGS] = { { "buildings", "building", "楼栋", "栋", "楼号" }, true },
	[PLAN_UNITS] = { { "units", "unit", "单元", "单元数" }, true },
	[PLAN_FLOORS] = { { "floors", "floor", "楼层", "层数", "楼层数" }, true },
	[PLAN_ROOMS] = { { "rooms", "room", "每层户数", "户数", "房间数", "每层房间数" }, true },
	[PLAN_ADDRESS] = { { "address", "地址", "门牌", "门牌号" }, false },
};

struct parts {
	struct str *name;
	size_t n;
};

struct plan {
	struct load *load;
	struct sheet *sheet;
	const struct plan_columns *columns;
	struct areas areas;
	struct str area, at;
	int64_t doors; /* of the rows that were read */
};

/* One building plan, taken from a row. The lists live as long as the row. */
struct building_plan {
	struct cx cx; /* on its own arena: records forget host.work now and then */
	struct arena arena;
	struct str area, compound, address;
	struct parts buildings, units, floors, rooms;
};

/* ---- headings ---- */

static bool column_named(struct cx *cx, enum plan_column p, struct str heading)
{
	for (size_t i = 0; i < 6 && known[p].names[i]; i++)
		if (str_eq(cell_fold(cx, heading), cell_fold(cx, str_of(known[p].names[i]))))
			return true;
	return false;
}

static int missing_err(struct cx *cx, enum plan_column k)
{
	struct buf zh, en;

	buf_init(&zh, cx->arena);
	buf_init(&en, cx->arena);
	buf_fmt(&zh, "缺少列“%s”", known[k].names[1]);
	buf_fmt(&en, "there is no column '%s'", known[k].names[0]);
	return err(cx, E_CSV_HEADING, NULL, buf_ok(&zh) ? buf_get(&zh).p : "?",
		buf_ok(&en) ? buf_get(&en).p : "?");
}

/* The column that an error names by its English name. */
static int column_of(struct str field)
{
	for (int k = 0; k < PLAN_COLUMNS; k++)
		if (str_is(field, known[k].names[0]))
			return k;
	return -1;
}

static struct str heading(const void *arg, struct str field)
{
	const struct plan *p = arg;
	int k = column_of(field);

	return k >= 0 && p->columns->column[k] >= 0 ?
		sheet_headings(p->sheet)[p->columns->column[k]] :
		STR_NONE;
}

static struct str label(const void *arg, struct str field, bool zh)
{
	int k = column_of(field);

	(void)arg;
	return k >= 0 ? str_of(known[k].names[zh]) : STR_NONE;
}

static const struct column_said *said_of(
	const struct column_said *said, size_t said_n, struct str heading)
{
	for (size_t i = 0; i < said_n; i++)
		if (str_eq(said[i].heading, heading))
			return &said[i];
	return NULL;
}

/* The column of a thing: the one that somebody says it is, else one that is called so and of which nobody says anything. */
static int column_find(struct cx *cx, const struct sheet *sheet, enum plan_column k,
	const struct column_said *said, size_t said_n)
{
	const struct str *headings = sheet_headings(sheet);

	for (size_t i = 0; i < sheet_columns(sheet); i++) {
		const struct column_said *s = said_of(said, said_n, headings[i]);

		if (s && str_is(s->to, known[k].names[0]))
			return (int)i;
	}
	for (size_t i = 0; i < sheet_columns(sheet); i++)
		if (!said_of(said, said_n, headings[i]) && column_named(cx, k, headings[i]))
			return (int)i;
	return -1;
}

const char *plan_missing(
	const struct plan_columns *p, bool area_given, size_t nth, const char **ret_zh)
{
	for (int k = 0; k < PLAN_COLUMNS; k++)
		if (p->column[k] < 0 && (known[k].needed || (k == PLAN_AREA && !area_given)) &&
			!nth--) {
			*ret_zh = known[k].names[1];
			return known[k].names[0];
		}
	return NULL;
}

int plan_columns_of(struct cx *cx, const struct sheet *sheet, bool area_given,
	const struct column_said *said, size_t said_n, bool loose, struct plan_columns *ret)
{
	*ret = (struct plan_columns){ .unused = { false } };
	for (size_t i = 0; i < sheet_columns(sheet); i++)
		ret->unused[i] = !bad_rows_heading(sheet_headings(sheet)[i]);
	for (int k = 0; k < PLAN_COLUMNS; k++) {
		ret->column[k] = column_find(cx, sheet, (enum plan_column)k, said, said_n);
		if (ret->column[k] >= 0)
			ret->unused[ret->column[k]] = false;
	}
	if (loose)
		return 0;
	for (int k = 0; k < PLAN_COLUMNS; k++)
		if (ret->column[k] < 0 && (known[k].needed || (k == PLAN_AREA && !area_given)))
			return missing_err(cx, (enum plan_column)k);
	return 0;
}

struct str plan_unused(
	struct cx *cx, const struct plan_columns *p, const struct sheet *sheet, bool zh)
{
	struct buf b;

	buf_init(&b, cx->arena);
	for (size_t i = 0; i < sheet_columns(sheet); i++) {
		if (!p->unused[i])
			continue;
		buf_z(&b, b.n ? (zh ? "、" : ", ") : "");
		buf_str(&b, sheet_headings(sheet)[i]);
	}
	return b.n && buf_ok(&b) ? buf_get(&b) : STR_NONE;
}

struct str plan_name(const struct plan_columns *p, int column)
{
	for (int k = 0; k < PLAN_COLUMNS; k++)
		if (p->column[k] == column)
			return str_of(known[k].names[0]);
	return STR_NONE;
}

void plan_things(struct column_thing ret[PLAN_COLUMNS])
{
	for (int k = 0; k < PLAN_COLUMNS; k++)
		ret[k] = (struct column_thing){ .name = known[k].names[0],
			.zh = known[k].names[k == PLAN_UNITS || k == PLAN_ROOMS ||
						k == PLAN_FLOORS ?
					2 :
					1],
			.en = known[k].names[0],
			.needed = known[k].needed || k == PLAN_AREA };
}

static struct str cell(const struct plan *p, const struct sheet_row *row, enum plan_column k)
{
	int i = p->columns->column[k];

	return i < 0 || (size_t)i >= row->n ? STR_NONE : str_trim(row->cells[i]);
}

/* ---- lists ---- */

static int list_err(struct cx *cx, enum plan_column k, struct str s)
{
	return err(cx, E_FIELD_FORMAT, known[k].names[0], "应为数量，或如 1-4、1-3,6 的清单",
		"expected a number, or a list such as 1-4 or 1-3,6", cx_text(cx, s));
}

static int part_add(struct cx *cx, enum plan_column k, struct parts *ret, struct str name)
{
	if (ret->n == PARTS_MAX)
		return err(cx, E_TOO_MANY, known[k].names[0], cx_num(cx, PARTS_MAX + 1),
			cx_num(cx, PARTS_MAX));
	ret->name[ret->n++] = name;
	return 0;
}

static int span_add(struct cx *cx, enum plan_column k, struct parts *ret, int64_t from, int64_t to)
{
	int e = 0;

	for (int64_t i = from; !e && i <= to; i++)
		e = part_add(cx, k, ret, str_of(cx_num(cx, i)));
	return e;
}

/* "1-4" gives true and both ends. */
static bool span_read(struct str s, int64_t *ret_from, int64_t *ret_to)
{
	struct str rest = s, a;

	return str_split(&rest, '-', &a) && str_int(str_trim(a), ret_from) &&
		str_int(str_trim(rest), ret_to) && *ret_from >= 0 && *ret_from <= *ret_to;
}

/* "1-x", "5-1", "x-4": meant as a span, and none. A building may be called A-1, but not by two numbers. */
static bool span_broken(struct str s)
{
	struct str rest = s, a;
	int64_t n;

	if (!str_split(&rest, '-', &a) || a.n == s.n)
		return false;
	return str_int(str_trim(a), &n) || !a.n || !rest.n;
}

/* 两 and 三 as a number of units would become the name of one. */
static bool is_spelled(struct str s)
{
	static const char *const numerals[] = { "一", "二", "两", "三", "四", "五", "六", "七",
		"八", "九", "十" };

	for (size_t i = 0; i < sizeof(numerals) / sizeof(numerals[0]); i++)
		if (str_is(s, numerals[i]))
			return true;
	return false;
}

/* numbers: only numbers may stand there; count: one number alone says how many. */
static int parts_read(struct cx *cx, enum plan_column k, struct str s, bool numbers, bool count,
	struct parts *ret)
{
	struct str folded = cell_fold(cx, s), rest = folded, part;
	int64_t from, to;
	int e = 0;

	ret->n = 0;
	ret->name = cx_many(cx, PARTS_MAX, struct str);
	if (!ret->name)
		return -E_NO_MEMORY;
	if (count && str_int(folded, &to))
		return to < 1 ? list_err(cx, k, s) : span_add(cx, k, ret, 1, to);
	while (!e && str_split(&rest, ',', &part)) {
		if (!part.n || (count && str_eq(part, folded) && is_spelled(part)))
			e = list_err(cx, k, s);
		else if (span_read(part, &from, &to))
			e = span_add(cx, k, ret, from, to);
		else if (span_broken(part) || (numbers && !str_int(part, &from)))
			e = list_err(cx, k, s);
		else
			e = part_add(cx, k, ret, part);
	}
	return !e && !ret->n ? list_err(cx, k, s) : e;
}

/* A Chinese list divides with 、or ，. */
static struct str commas(struct cx *cx, struct str s)
{
	struct buf b;
	int32_t c;

	buf_init(&b, cx->arena);
	buf_add(&b, "", 0);
	while ((c = utf8_next(&s)) >= 0)
		buf_utf8(&b,
			c == 0x3001 || c == 0xff0c || c == 0xff1b || c == ';' ? ',' :
				c == 0x2013 || c == 0x2014 || c == 0xff5e || c == '~' ?
										'-' :
										(uint32_t)c);
	return buf_ok(&b) ? buf_get(&b) : STR_NONE;
}

static int numbers_up_to(struct cx *cx, enum plan_column k, const struct parts *p, int64_t max)
{
	int64_t n;

	for (size_t i = 0; i < p->n; i++)
		if (!str_int(p->name[i], &n) || n < 0 || n > max)
			return err(cx, E_FIELD_RANGE, known[k].names[0], cx_text(cx, p->name[i]),
				"1", cx_num(cx, max));
	return 0;
}

static int lists_read(
	struct cx *cx, const struct plan *p, const struct sheet_row *row, struct building_plan *ret)
{
	const struct {
		enum plan_column k;
		struct parts *to;
		bool numbers, count;
	} lists[] = {
		{ PLAN_BUILDINGS, &ret->buildings, false, false },
		{ PLAN_UNITS, &ret->units, false, true },
		{ PLAN_FLOORS, &ret->floors, true, true },
		{ PLAN_ROOMS, &ret->rooms, true, true },
	};
	int e = 0;

	for (size_t i = 0; !e && i < sizeof(lists) / sizeof(lists[0]); i++)
		e = parts_read(cx, lists[i].k, commas(cx, cell(p, row, lists[i].k)),
			lists[i].numbers, lists[i].count, lists[i].to);
	if (!e)
		e = numbers_up_to(cx, PLAN_FLOORS, &ret->floors, FLOORS_MAX);
	return e ? e : numbers_up_to(cx, PLAN_ROOMS, &ret->rooms, ROOMS_MAX);
}

/* Of the row, and of all up to it. */
static int doors_check(struct plan *p, int64_t n, struct cx *cx)
{
	int64_t max = p->load->host.doors_max, all = p->doors + n;

	if (n > ROW_DWELLINGS_MAX)
		return err(cx, E_TOO_MANY, "rooms", cx_num(cx, n), cx_num(cx, ROW_DWELLINGS_MAX));
	if (max && all > max)
		return err(cx, E_TOO_MANY, "rooms", cx_num(cx, all), cx_num(cx, max));
	p->doors = all;
	return 0;
}

static int plan_read(struct plan *p, const struct sheet_row *row, struct building_plan *ret)
{
	struct cx *cx = &ret->cx;
	struct str area = cell(p, row, PLAN_AREA);
	int e = sheet_row_check(cx, p->sheet, row);

	if (e)
		return e;
	ret->area = p->area;
	e = area.n ? areas_resolve(cx, &p->areas, "area", area, true, &ret->area) : 0;
	if (!e && !ret->area.n)
		e = err(cx, E_FIELD_MISSING, "area");
	if (!e)
		e = cx_str(cx, cell(p, row, PLAN_COMPOUND), &ret->compound);
	if (!e)
		e = cx_str(cx, cell(p, row, PLAN_ADDRESS), &ret->address);
	if (!e)
		e = lists_read(cx, p, row, ret);
	if (e)
		return e;
	return doors_check(
		p, (int64_t)(ret->buildings.n * ret->units.n * ret->floors.n * ret->rooms.n), cx);
}

/* ---- records ---- */

static struct str room_name(struct cx *cx, struct str floor, struct str room)
{
	int64_t r = 0;
	struct buf b;

	str_int(room, &r);
	buf_init(&b, cx->arena);
	buf_str(&b, floor);
	buf_fmt(&b, "%02lld", (long long)r);
	return buf_ok(&b) ? buf_get(&b) : STR_NONE;
}

static struct str body_text(struct cx *cx, const struct place *place)
{
	struct buf b;
	struct jw w;

	buf_init(&b, cx->arena);
	jw_init(&w, &b);
	jw_object(&w);
	for (int i = 0; i < PLACE_PARTS; i++)
		if (place->part[i].n)
			jw_f_str(&w, base_place_fields[i].name, place->part[i]);
	jw_end_object(&w);
	return buf_ok(&b) ? buf_get(&b) : STR_NONE;
}

static int dwelling_add(
	struct plan *p, const struct sheet_row *row, struct str area, const struct place *place)
{
	struct cx *cx = p->load->host.work;
	struct uuid subject = place_dwelling(cx, area, place), id;
	struct str body = body_text(cx, place);
	struct load_item item;
	struct buf b;

	buf_init(&b, cx->arena);
	id = place_record(cx, area, &subject, body);
	buf_z(&b, "{\"kind\":\"dwelling.listed\",\"v\":1,\"at\":\"");
	buf_str(&b, p->at);
	buf_z(&b, "\",\"area\":\"");
	buf_str(&b, area);
	buf_z(&b, "\",\"subject\":\"");
	buf_uuid(&b, &subject);
	buf_z(&b, "\",\"body\":");
	buf_str(&b, body);
	buf_c(&b, '}');
	if (!buf_ok(&b) || !body.p)
		return err(p->load->host.cx, E_NO_MEMORY, NULL);
	item = (struct load_item){ .id = id, .json = buf_get(&b), .door = subject };
	return load_record(p->load, row, &item);
}

static int building_make(struct plan *p, const struct sheet_row *row,
	const struct building_plan *bp, struct place *place)
{
	int e = 0;

	for (size_t u = 0; !e && u < bp->units.n; u++)
		for (size_t f = 0; !e && f < bp->floors.n; f++)
			for (size_t r = 0; !e && r < bp->rooms.n; r++) {
				place->part[PLACE_UNIT] = bp->units.name[u];
				place->part[PLACE_FLOOR] = bp->floors.name[f];
				place->part[PLACE_ROOM] = room_name(
					p->load->host.work, bp->floors.name[f], bp->rooms.name[r]);
				e = dwelling_add(p, row, bp->area, place);
			}
	return e;
}

static int row_make(struct plan *p, const struct sheet_row *row, struct building_plan *bp)
{
	struct place place = {
		.part = { [PLACE_COMPOUND] = bp->compound, [PLACE_ADDRESS] = bp->address }
	};
	int e = 0;

	for (size_t i = 0; !e && i < bp->buildings.n; i++) {
		place.part[PLACE_BUILDING] = bp->buildings.name[i];
		e = building_make(p, row, bp, &place);
	}
	return e;
}

static int row_take(struct plan *p, const struct sheet_row *row)
{
	struct building_plan bp = { .cx = { .arena = NULL } };
	int e;

	arena_init(&bp.arena, &sys_heap, 0);
	bp.cx.arena = &bp.arena;
	if (plan_read(p, row, &bp)) {
		p->load->host.work->e = bp.cx.e;
		e = load_refuse(p->load, row);
	} else {
		e = row_make(p, row, &bp);
	}
	arena_done(&bp.arena);
	return e;
}

static int rows_take(struct plan *p)
{
	struct sheet_row row;
	int got;

	while ((got = sheet_next(p->load->host.cx, p->sheet, &row)) == 1) {
		int e;

		p->load->row++;
		e = row_take(p, &row);

		if (e)
			return e;
	}
	return got;
}

static int plan_begin(struct plan *p)
{
	struct load *l = p->load;
	struct buf b;

	l->heading = heading;
	l->label = label;
	l->heading_arg = p;
	l->many = true;
	buf_init(&b, l->host.cx->arena);
	buf_when(&b, sys_now());
	p->at = buf_get(&b);
	return areas_init(l->host.cx, &p->areas, l->host.cover.tree);
}

int plan_rows(
	struct load *l, struct sheet *sheet, const struct plan_columns *columns, struct str area)
{
	struct plan p = { .load = l, .sheet = sheet, .columns = columns, .area = area };
	int e = plan_begin(&p);

	if (!e)
		e = rows_take(&p);
	return e ? e : load_end(l);
}
