/* Lists brought in: looking at a file, checking it, the bad rows back, and running it. */
#include "http/import_order.h"

#include "sys/sys.h"

#define SAMPLES 3
#define SAMPLE_MAX 60   /* bytes of one */
#define ERRORS_MAX 1000 /* bad rows that are told; all are in the file of them */
#define DOORS_MAX 3000  /* of a plan that are shown */
#define AREAS_SHOWN 200

/* ---- looking ---- */

static struct str label(const struct import_order *o, bool zh)
{
	if (o->plan)
		return zh ? STR("楼栋计划表") : STR("Plan of buildings");
	return str_of(zh ? o->kind->zh : o->kind->en);
}

static int things_of(
	struct call *c, const struct import_order *o, struct column_thing **ret, size_t *ret_n)
{
	if (!o->plan)
		return columns_things(&c->cx, o->kind, ret, ret_n);
	*ret = cx_many(&c->cx, PLAN_COLUMNS, struct column_thing);
	*ret_n = PLAN_COLUMNS;
	if (!*ret)
		return -E_NO_MEMORY;
	plan_things(*ret);
	return 0;
}

static void thing_row(struct jw *w, const struct column_thing *t)
{
	jw_object(w);
	jw_f_z(w, "name", t->name);
	jw_f_z(w, "label_zh", t->zh);
	jw_f_z(w, "label_en", t->en);
	jw_f_bool(w, "needed", t->needed);
	jw_end_object(w);
}

static const char *missing_of(const struct import_order *o, size_t nth)
{
	bool given = o->area.n > 0;
	const char *zh;

	return o->plan ? plan_missing(&o->plan_columns, given, nth, &zh) :
			 columns_missing(&o->columns, given, nth, &zh);
}

static int things_write(struct call *c, const struct import_order *o)
{
	struct jw *w = &c->w;
	struct column_thing *all;
	const char *name;
	size_t n;
	int e = things_of(c, o, &all, &n);

	if (e)
		return e;
	jw_name(w, "things");
	jw_list(w);
	for (size_t i = 0; i < n; i++)
		thing_row(w, &all[i]);
	jw_end_list(w);
	jw_name(w, "missing");
	jw_list(w);
	for (size_t i = 0; (name = missing_of(o, i)) != NULL; i++)
		for (size_t k = 0; k < n; k++)
			if (str_is(str_of(all[k].name), name))
				thing_row(w, &all[k]);
	jw_end_list(w);
	return 0;
}

/* The first rows, as they stand. */
struct samples {
	struct str cell[SHEET_COLUMNS_MAX][SAMPLES];
	size_t n;
};

static struct str beginning(struct str s)
{
	struct str rest = s;

	if (s.n <= SAMPLE_MAX)
		return s;
	while (rest.n && (size_t)(rest.p - s.p) < SAMPLE_MAX)
		utf8_next(&rest);
	return (struct str){ s.p, (size_t)(rest.p - s.p) };
}

static int samples_read(struct call *c, const struct import_order *o, struct samples **ret)
{
	struct samples *s = cx_new(&c->cx, struct samples);
	struct sheet_row row;
	int e = s ? 0 : -E_NO_MEMORY, got = 0;

	*ret = s;
	while (!e && s->n < SAMPLES && (got = sheet_next(&c->cx, o->sheet, &row)) == 1) {
		for (size_t i = 0; !e && i < sheet_columns(o->sheet); i++)
			e = cx_str(&c->cx, i < row.n ? beginning(row.cells[i]) : STR(""),
				&s->cell[i][s->n]);
		s->n++;
	}
	return e ? e : got < 0 ? got : 0;
}

static const char *from_of(const struct import_order *o, bool remembered, struct str heading)
{
	for (size_t i = 0; i < o->said_n; i++)
		if (str_eq(o->said[i].heading, heading))
			return remembered ? "remembered" : "said";
	return "heading";
}

static int columns_write(struct call *c, const struct import_order *o, bool remembered)
{
	struct jw *w = &c->w;
	struct import_column *map;
	struct samples *samples;
	int e = import_order_map(c, o, &map);

	if (!e)
		e = samples_read(c, o, &samples);
	if (e)
		return e;
	jw_name(w, "columns");
	jw_list(w);
	for (size_t i = 0; i < sheet_columns(o->sheet); i++) {
		bool known = map[i].to.n && !str_is(map[i].to, COLUMN_OUT);

		jw_object(w);
		jw_f_str(w, "heading", map[i].heading);
		jw_f_str(w, "to", map[i].to);
		jw_f_z(w, "from",
			known || o->said_n ? from_of(o, remembered, map[i].heading) : NULL);
		jw_f_bool(w, "personal",
			!known && str_is(o->lists, "person.listed") == false &&
				columns_personal(&c->cx, map[i].heading));
		jw_name(w, "samples");
		jw_list(w);
		for (size_t k = 0; k < samples->n; k++)
			jw_str(w, samples->cell[i][k]);
		jw_end_list(w);
		jw_end_object(w);
	}
	jw_end_list(w);
	return 0;
}

/* What somebody says counts; else what was said of such a file before. */
static int remember(struct call *c, struct import_order *o, struct import **ret)
{
	struct cover all = c->cover;
	struct str *headings;
	size_t n;
	int e;

	*ret = NULL;
	if (o->said)
		return 0;
	all.who = &guard_reader_owner;
	e = import_order_headings(c, o, &headings, &n);
	if (!e)
		e = import_remembered(&c->cx, &all, o->lists, headings, n, ret);
	return e || !*ret ? e : import_map_read(&c->cx, (*ret)->map, &o->said, &o->said_n);
}

static int look_write(struct call *c, struct import_order *o)
{
	struct str sheet = sheet_name(o->sheet), unread = sheet_unread(o->sheet);
	struct jw *w = &c->w;
	struct import *before;
	int e = remember(c, o, &before);

	if (!e)
		e = import_order_columns(c, o, true);
	if (e)
		return e;
	jw_object(w);
	jw_f_str(w, "lists", o->lists);
	jw_f_str(w, "label_zh", label(o, true));
	jw_f_str(w, "label_en", label(o, false));
	jw_f_z(w, "format", o->xlsx ? "xlsx" : "csv");
	jw_f_str(w, "sheet", sheet);
	jw_f_str(w, "unread", unread);
	jw_f_int(w, "rows", sheet_rows(o->sheet));
	e = columns_write(c, o, before != NULL);
	if (!e)
		e = things_write(c, o);
	jw_f_str(w, "remembered_by", before ? before->by : STR_NONE);
	row_time(w, "remembered_at", before ? before->at : 0);
	jw_end_object(w);
	return e ? e : answer_end(c);
}

int route_import_look(struct call *c)
{
	struct import_order *o = cx_new(&c->cx, struct import_order);
	int e = o ? import_order_read(c, NULL, o) : -E_NO_MEMORY;

	if (!e)
		e = look_write(c, o);
	if (o)
		import_order_close(o);
	return e;
}

/* ---- checking ---- */

struct checking {
	struct call *c;
	const struct import_order *o;
	struct buf errors, doors;
	struct jw errors_w, doors_w;
	size_t errors_n, doors_n;
	struct map areas; /* → struct area_count */
	struct area_count *all[AREAS_SHOWN];
	size_t areas_n;
	struct bad_rows *file; /* NULL: as data */
	struct cx *work;       /* of the group of rows in hand */
};

struct area_count {
	struct str area;
	int64_t n;
};

static int check_bad(void *arg, const struct load_bad *bad)
{
	struct checking *k = arg;
	struct jw *w = &k->errors_w;

	if (k->file)
		return bad_rows_add(
			k->file, k->work, bad->row, load_bad_reason(k->work, bad, !k->o->en));
	if (k->errors_n++ >= ERRORS_MAX)
		return 0;
	jw_object(w);
	jw_f_int(w, "row", bad->row->number);
	jw_f_z(w, "code", err_entry(bad->e->code)->code);
	jw_f_str(w, "field", bad->e->field);
	jw_f_str(w, "column", bad->column);
	jw_f_str(w, "reason_zh", bad->zh);
	jw_f_str(w, "reason_en", bad->en);
	jw_f_str(w, "remedy", bad->e->remedy_zh);
	jw_f_str(w, "remedy_en", bad->e->remedy_en);
	jw_end_object(w);
	return 0;
}

static int area_add(struct checking *k, struct str area)
{
	struct area_count *one = map_get(&k->areas, area);
	struct cx *cx = &k->c->cx;
	void **at;

	if (!one && k->areas_n == AREAS_SHOWN)
		return 0;
	if (!one) {
		one = cx_new(cx, struct area_count);
		/* The key has to outlive the row. */
		if (!one || cx_str(cx, area, &one->area))
			return -E_NO_MEMORY;
		at = map_at(&k->areas, one->area);
		if (!at)
			return -E_NO_MEMORY;
		*at = one;
		k->all[k->areas_n++] = one;
	}
	one->n++;
	return 0;
}

static void door_add(struct checking *k, const struct record *r)
{
	struct jw *w = &k->doors_w;

	if (!k->o->plan || k->doors_n++ >= DOORS_MAX)
		return;
	jw_object(w);
	jw_f_str(w, "area", r->area);
	for (int i = 0; i < PLACE_PARTS; i++) {
		struct str part = record_text(r, base_place_fields[i].name);

		jw_f_str(w, base_place_fields[i].name, part.p ? part : STR(""));
	}
	jw_end_object(w);
}

static int check_taken(void *arg, const struct record *r)
{
	struct checking *k = arg;

	door_add(k, r);
	return area_add(k, r->area.p ? r->area : STR(""));
}

static void areas_write(struct checking *k)
{
	struct jw *w = &k->c->w;

	jw_name(w, "areas");
	jw_list(w);
	for (size_t i = 0; i < k->areas_n; i++) {
		const struct area *a = area_find(k->c->cover.tree, k->all[i]->area);

		jw_object(w);
		jw_f_str(w, "area", k->all[i]->area);
		jw_f_str(w, "name", a ? a->name : k->all[i]->area);
		jw_f_int(w, "rows", k->all[i]->n);
		jw_end_object(w);
	}
	jw_end_list(w);
}

static void homes_write(struct jw *w, const struct load_count *n)
{
	static const char *const names[HOME_FOUND] = { [HOME_NONE] = "unknown",
		[HOME_ONE] = "by_place",
		[HOME_SEVERAL] = "several",
		[HOME_OTHER_ADDRESS] = "other_address" };

	jw_name(w, "homes");
	jw_list(w);
	for (size_t i = 0; i < HOME_FOUND; i++) {
		if (!n->home[i].n)
			continue;
		jw_object(w);
		jw_f_z(w, "what", names[i]);
		jw_f_int(w, "n", n->home[i].n);
		jw_f_int(w, "row", n->home[i].row);
		jw_end_object(w);
	}
	jw_end_list(w);
}

static int check_write(struct checking *k, const struct load_count *n)
{
	struct call *c = k->c;
	struct jw *w = &c->w;

	jw_end_list(&k->errors_w);
	jw_end_list(&k->doors_w);
	if (!buf_ok(&k->errors) || !buf_ok(&k->doors))
		return err(&c->cx, E_NO_MEMORY, NULL);
	jw_object(w);
	jw_f_int(w, "rows", n->rows);
	jw_f_int(w, "accepted", n->accepted);
	jw_f_int(w, "duplicates", n->duplicates);
	jw_f_int(w, "refused", n->refused);
	jw_f_int(w, "restored", n->restored);
	jw_f_int(w, "kept_void", n->kept_void);
	jw_f_int(w, "listed_before", n->listed);
	jw_f_int(w, "same_door", n->same);
	jw_f_int(w, "tied", n->tied);
	homes_write(w, n);
	areas_write(k);
	jw_name(w, "errors");
	jw_raw(w, buf_get(&k->errors));
	jw_name(w, "doors");
	jw_raw(w, buf_get(&k->doors));
	jw_end_object(w);
	return answer_end(c);
}

static struct checking *checking_new(struct call *c, const struct import_order *o)
{
	struct checking *k = cx_new(&c->cx, struct checking);

	if (!k)
		return NULL;
	k->c = c;
	k->o = o;
	map_init(&k->areas, &c->arena);
	buf_init(&k->errors, &c->arena);
	buf_init(&k->doors, &c->arena);
	jw_init(&k->errors_w, &k->errors);
	jw_init(&k->doors_w, &k->doors);
	jw_list(&k->errors_w);
	jw_list(&k->doors_w);
	return k;
}

/* Checks all rows, storing nothing. */
static int dry_run(struct checking *k, struct import_order *o, struct load_count *ret)
{
	struct import_run *x = cx_new(&k->c->cx, struct import_run);
	int e;

	if (!x)
		return -E_NO_MEMORY;
	x->c = k->c;
	x->o = o;
	k->work = &x->work;
	x->batch = sys_uuid();
	x->dry = true;
	x->bad = check_bad;
	x->taken = check_taken;
	x->arg = k;
	e = import_run(x);
	*ret = x->count;
	return e;
}

int route_import_check(struct call *c)
{
	struct import_order *o = cx_new(&c->cx, struct import_order);
	struct checking *k = o ? checking_new(c, o) : NULL;
	struct load_count n;
	int e = k ? import_order_read(c, NULL, o) : -E_NO_MEMORY;

	if (!e)
		e = import_order_columns(c, o, false);
	if (!e)
		e = dry_run(k, o, &n);
	if (!e)
		e = check_write(k, &n);
	if (o)
		import_order_close(o);
	return e;
}

/* ---- the bad rows, to be corrected ---- */

static int bad_file(struct checking *k, struct import_order *o)
{
	struct bad_rows_how how = { .xlsx = o->bad_xlsx, .zh = !o->en };
	struct call *c = k->c;
	struct load_count n;
	struct str bytes;
	int e = bad_rows_open(&c->cx, o->sheet, &how, &k->file);

	if (!e)
		e = dry_run(k, o, &n);
	if (!e)
		e = bad_rows_bytes(k->file, &bytes);
	if (!e)
		buf_str(&c->out, bytes);
	bad_rows_close(k->file);
	c->type = o->bad_xlsx ?
		"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet" :
		"text/csv; charset=utf-8";
	c->file = o->bad_xlsx ? STR("bad-rows.xlsx") : STR("bad-rows.csv");
	return e ? e : answer_end(c);
}

int route_import_bad(struct call *c)
{
	static const char *const more[] = { "format", "lang", NULL };
	struct import_order *o = cx_new(&c->cx, struct import_order);
	struct checking *k = o ? checking_new(c, o) : NULL;
	int e = k ? import_order_read(c, more, o) : -E_NO_MEMORY;

	if (!e)
		e = import_order_columns(c, o, false);
	if (!e)
		e = bad_file(k, o);
	if (o)
		import_order_close(o);
	return e;
}
