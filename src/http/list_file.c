#include "http/list_file.h"

#include <string.h>

#include "core/when.h"
#include "guard/look_book.h"
#include "record/journal.h"
#include "sys/sys.h"

#define PAGE_ARENA ((size_t)64 << 20)
#define WIDTH_COLUMNS LIST_COLUMNS_MAX

static const struct json_limits page_limits = { (size_t)32 << 20, 12, 100000 };

struct filing {
	struct call *c;
	struct list_shape shape;
	struct list_columns cs;
	struct list_paper paper;
	const struct round_kind *kind; /* of the round that it is about; NULL */
	struct round round;
	bool zh, copied;
	struct copy copy;
	struct reader who, sees; /* what he may export, and what he is shown */
	struct seal_hasher digest;
	int64_t rows;
	struct buf totals; /* what an answer says of itself, line by line: "label\tvalue\n" */
	size_t width[WIDTH_COLUMNS + 1];
};

/* ---- what was asked ---- */

bool list_file_is(const struct route *r)
{
	struct list_shape s;

	return list_shape_of(r, &s);
}

static int bad(struct call *c, const char *field, struct str what)
{
	return err(&c->cx, E_BAD_REQUEST, field, cx_text(&c->cx, what));
}

int list_file_arg(struct call *c, struct str name, struct str value, bool *ret_known)
{
	struct list_ask *f = &c->sheet;
	int32_t day;

	*ret_known = (str_is(name, "format") || str_is(name, "lang") || str_is(name, "why") ||
			     (str_is(name, "until"))) &&
		list_file_is(c->route);
	if (!*ret_known)
		return 0;
	f->given = true;
	if (str_is(name, "format")) {
		f->format = str_is(value, "xlsx") ? LIST_XLSX :
			str_is(value, "csv")      ? LIST_CSV :
						    LIST_JSON;
		return f->format || str_is(value, "json") ? 0 : bad(c, "format", value);
	}
	if (str_is(name, "lang")) {
		f->en = str_is(value, "en");
		return f->en || str_is(value, "zh") ? 0 : bad(c, "lang", value);
	}
	if (str_is(name, "why")) {
		f->why = value;
		return look_choice(look_reasons, value) ? 0 : bad(c, "why", value);
	}
	if (!day_read(value, &day))
		return bad(c, "until", value);
	f->until = day;
	return 0;
}

int list_file_check(struct call *c)
{
	if (!c->sheet.format)
		return c->sheet.why.n || c->sheet.until ? bad(c, "format", STR("why, until")) : 0;
	if (c->after.p || c->limit != HTTP_LIST_LIMIT)
		return bad(c, "format", STR("after, limit"));
	/* What leaves as a file is masked. */
	return call_arg(c, HTTP_UNMASK)->given ? bad(c, HTTP_UNMASK, STR("format")) : 0;
}

/* ---- rows about people ---- */

/* The round's, the subject's, or the route's own. Whom a round would ask stands in the roster, and devices are accounts'. */
static enum matter matter_of(const struct filing *f)
{
	enum matter of = f->c->route->right.matter;

	if (of == MATTER_NONE)
		return MATTER_ACCOUNT;
	if (of != MATTER_ANY && of != MATTER_ROUND)
		return of;
	return f->round.kind.n ? desks_round_matter(f->round.kind) : MATTER_ROSTER;
}

static bool is_about(const struct filing *f, const struct json *row)
{
	struct str type = json_text(row, "type"), name = json_text(row, "name");
	const struct json *subjects = json_get(row, "subjects");

	if (f->shape.about != LIST_BY_TYPE)
		return f->shape.about == LIST_ALWAYS;
	return name.n || str_is(type, "person") || str_is(type, "dwelling") ||
		str_is(type, "staff") || (subjects && subjects->type == JSON_LIST);
}

/* Wherever he is shown anything of it. */
static bool exports_all(const struct filing *f)
{
	bool all = f->who.everywhere || (f->who.n && !f->sees.everywhere);

	for (size_t i = 0; all && i < f->sees.n; i++)
		all = reader_sees(f->c->cover.tree, &f->who, f->sees.scopes[i]);
	return all;
}

/* Whoever may not export there is told so before he is asked what for. A row that names no area may lie in any. */
static int about_check(struct filing *f, const struct json *row)
{
	struct call *c = f->c;
	struct str area = json_text(row, "area");
	int e = 0;

	if (!is_about(f, row))
		return 0;
	if (!(area.n ? reader_sees(c->cover.tree, &f->who, area) : exports_all(f)))
		e = call_forbidden(c, f->copy.right, NULL);
	return e || f->copied ? e : copy_begin(c, &f->copy); /* says what is not given */
}

/* ---- the table ---- */

static size_t width_of(struct str s)
{
	size_t n = 0;
	int32_t ch;

	while ((ch = utf8_next(&s)) >= 0)
		n += ch > 0x2e80 ? 2 : 1;
	return n;
}

static int cell_put(struct filing *f, size_t i, struct str s, bool number)
{
	uint64_t bytes = s.n;
	size_t width = width_of(s);

	if (width > f->width[i])
		f->width[i] = width;
	if (f->copied && i < f->cs.n) {
		seal_hash_add(&f->digest, &bytes, sizeof(bytes));
		if (bytes)
			seal_hash_add(&f->digest, s.p, s.n);
	}
	return list_paper_cell(&f->paper, s, number);
}

static int headings_put(struct filing *f)
{
	int e = 0;

	for (size_t i = 0; !e && i < f->cs.n; i++)
		e = cell_put(f, i, str_of(f->cs.all[i].label), false);
	if (!e && f->copied)
		e = cell_put(f, f->cs.n, str_of(f->zh ? "导出标记" : "Copy"), false);
	return e ? e : list_paper_line(&f->paper);
}

static int row_put(struct filing *f, const struct json *row)
{
	struct call *c = f->c;
	int64_t max = atomic_load(&c->http->file_rows);
	struct str cell;
	int e = about_check(f, row);

	if (!e && f->rows == max)
		e = err(&c->cx, E_TOO_MANY, "rows", cx_num(&c->cx, max + 1), cx_num(&c->cx, max));
	for (size_t i = 0; !e && i < f->cs.n; i++) {
		const struct list_column *col = &f->cs.all[i];

		e = list_cell(&c->cx, &f->cs, col, &c->cover, f->kind, row, &cell);
		if (!e)
			e = cell_put(f, i, cell, col->type == LIST_NUMBER);
	}
	if (!e && f->copied)
		e = cell_put(f, f->cs.n, f->copy.row, false);
	f->rows++;
	return e ? e : list_paper_line(&f->paper);
}

/* ---- its pages ---- */

/* What an answer that is no list says of all its rows together. */
static void totals_take(struct filing *f, const struct json *v)
{
	static const char *const names[] = { "expected", "found", "done", "excused", "missing",
		"late", "off", "given", "stored", "allotted", "used", "spoiled", "lost", "untraced",
		"difference" };
	const struct json *one;

	for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++) {
		one = json_get(v, names[i]);
		if (!one || (one->type != JSON_INT && one->type != JSON_TEXT))
			continue;
		buf_fmt(&f->totals, "%s\t", names[i]);
		if (one->type == JSON_INT)
			buf_fmt(&f->totals, "%lld\n", (long long)one->i);
		else
			buf_fmt(&f->totals, STR_FMT "\n", STR_ARG(one->s));
	}
}

/* The rows of one answer; *ret_next: "" at the end, else in memory of the call. */
static int page_put(struct filing *f, struct arena *own, struct str *ret_next)
{
	struct call *c = f->c;
	const struct json *v, *rows, *next;
	int e = json_read(&c->cx, buf_get(&c->out), &page_limits, &v);

	*ret_next = STR("");
	if (e)
		return e;
	rows = json_get(v, f->shape.member ? f->shape.member : "items");
	for (uint32_t i = 0; !e && rows && i < rows->n; i++)
		e = row_put(f, &rows->items[i]);
	if (e)
		return e;
	next = f->shape.member ? NULL : json_get(v, "next");
	if (f->shape.member)
		totals_take(f, v);
	if (next && next->type == JSON_TEXT) {
		c->cx.arena = own;
		e = cx_str(&c->cx, next->s, ret_next);
	}
	return e;
}

/* A page's memory goes before the next: what is kept of it lies in the call's own. */
static int page_read(struct filing *f, struct arena *page, struct str *next)
{
	struct call *c = f->c;
	struct arena *own = c->cx.arena;
	const struct reader who = c->who;
	int e;

	c->cx.arena = page;
	c->after = next->n ? *next : STR_NONE;
	c->limit = HTTP_LIST_MAX;
	answer_begin(c);
	e = c->route->run(c);
	if (!e)
		e = page_put(f, own, next);
	c->cx.arena = own;
	c->who = who;
	if (e) {
		struct cx kept = { .arena = own };

		e = err_pass(&kept, &c->cx);
		c->cx.e = kept.e;
	}
	answer_begin(c);
	arena_reset(page);
	return e;
}

static int rows_put(struct filing *f)
{
	struct str next = STR("");
	struct arena page;
	int e;

	arena_init(&page, &sys_heap, PAGE_ARENA);
	do
		e = page_read(f, &page, &next);
	while (!e && next.n);
	arena_done(&page);
	return e;
}

/* ---- what it is ---- */

static int note_put(struct filing *f, const char *zh, const char *en, struct str text)
{
	int e = list_paper_cell(&f->paper, str_of(f->zh ? zh : en), false);

	if (!e)
		e = list_paper_cell(&f->paper, text, false);
	return e ? e : list_paper_line(&f->paper);
}

static struct str area_said(struct filing *f, struct str id)
{
	const struct area *a = area_find(f->c->cover.tree, id);
	struct buf b;

	buf_init(&b, f->c->cx.arena);
	if (a)
		buf_fmt(&b, STR_FMT " ", STR_ARG(a->name));
	buf_fmt(&b, "(" STR_FMT ")", STR_ARG(id));
	return buf_ok(&b) ? buf_get(&b) : id;
}

static int incident_note(struct filing *f, const struct uuid *id)
{
	struct call *c = f->c;
	struct incident *all;
	size_t n;
	int e = incident_list(&c->cx, &c->cover, &all, &n);

	for (size_t i = 0; !e && i < n; i++)
		if (uuid_eq(&all[i].id, id))
			return note_put(f, "事件", "Incident", all[i].name);
	return e;
}

/* Parameters as they were given, each with what it says. */
static int asked_notes(struct filing *f)
{
	struct call *c = f->c;
	bool area = false;
	int e = 0;

	if (f->round.kind.n && f->kind)
		e = note_put(f, "轮次", "Round",
			f->round.question.n ? f->round.question :
					      str_of(f->zh ? f->kind->zh : f->kind->en));
	for (size_t i = 0; !e && c->route->args && c->route->args[i].name; i++) {
		const struct arg *a = &c->route->args[i];

		if (!c->args[i].given)
			continue;
		area = area || a->type == ARG_AREA;
		if (strcmp(a->name, "incident") == 0)
			e = incident_note(f, &c->args[i].id);
		if (!e)
			e = note_put(f, a->zh, a->en,
				a->type == ARG_AREA ? area_said(f, c->args[i].s) : c->args[i].s);
	}
	if (!e && !area)
		e = f->round.kind.n ?
			note_put(f, "区域", "Area", area_said(f, f->round.area)) :
			note_put(f, "区域", "Area",
				str_of(f->zh ? "导出人可见的全部区域" : "all that its maker sees"));
	return e;
}

static int totals_notes(struct filing *f)
{
	struct str rest = buf_get(&f->totals), line, name;
	struct list_columns cs;
	int e = 0;

	list_columns_of(f->shape.row, !f->zh, &cs);
	while (!e && str_split(&rest, '\n', &line)) {
		if (!line.n)
			continue;
		str_split(&line, '\t', &name);
		for (size_t i = 0; !e && i < cs.n; i++)
			if (str_eq(cs.all[i].member, name)) {
				const char *label = cs.all[i].label;
				struct buf b;

				buf_init(&b, f->c->cx.arena);
				buf_fmt(&b, f->zh ? "合计：%s" : "In all: %s", label);
				e = buf_ok(&b) ? note_put(f, b.p, b.p, line) :
						 err(&f->c->cx, E_NO_MEMORY, NULL);
			}
	}
	return e;
}

static const char *type_said(enum list_type t, bool zh)
{
	static const char *const said[][2] = { [LIST_TEXT] = { "文本", "text" },
		[LIST_NUMBER] = { "数值", "number" },
		[LIST_BOOL] = { "是/否", "yes or no" },
		[LIST_TIME] = { "北京时间（UTC+8）", "local time (UTC+8)" },
		[LIST_DAY] = { "日期（北京时间）", "local day (UTC+8)" },
		[LIST_PATH] = { "文本", "text" },
		[LIST_MANY] = { "文本，可有多项", "text, maybe several" } };

	return said[t][zh ? 0 : 1];
}

static int columns_notes(struct filing *f)
{
	int e = 0;

	for (size_t i = 0; !e && i < f->cs.n; i++) {
		const struct list_column *col = &f->cs.all[i];
		struct buf b;

		buf_init(&b, f->c->cx.arena);
		if (col->means)
			buf_fmt(&b, "%s%s", col->means, f->zh ? "；" : "; ");
		buf_fmt(&b, "%s%s" STR_FMT, type_said(col->type, f->zh),
			f->zh ? "；字段 " : "; member ", STR_ARG(col->member));
		e = buf_ok(&b) ? note_put(f, col->label, col->label, buf_get(&b)) :
				 err(&f->c->cx, E_NO_MEMORY, NULL);
	}
	return e;
}

static int made_notes(struct filing *f)
{
	struct call *c = f->c;
	struct buf b;
	int64_t pos;
	int e = journal_newest(&c->cx, c->cover.store, &pos);

	if (!e)
		e = note_put(f, "截至入库序号", "As of position", str_of(cx_num(&c->cx, pos)));
	buf_init(&b, c->cx.arena);
	buf_when(&b, c->now);
	if (!e && !buf_ok(&b))
		e = err(&c->cx, E_NO_MEMORY, NULL);
	if (!e)
		e = note_put(f, "制表时间", "Made at", buf_get(&b));
	if (!e)
		e = note_put(f, "制表人", "Made by", c->rights.person);
	if (!e)
		e = note_put(f, "行数", "Rows", str_of(cx_num(&c->cx, f->rows)));
	if (!e && f->copied)
		e = note_put(f, "导出标记", "Copy", f->copy.page);
	if (!e && !f->paper.book)
		e = note_put(f, "单引号", "Apostrophe",
			str_of(f->zh ? "文本前的单引号不属于内容：防止表格软件当作公式或丢失数字" :
				       "one before a text is no part of it: it keeps a spreadsheet from reckoning with it or losing its digits"));
	return e;
}

static int notes_put(struct filing *f)
{
	int e = 0;

	for (size_t i = 0; f->paper.book && i < f->cs.n + f->copied; i++)
		xlsx_out_width(f->paper.book, i, f->width[i]);
	e = list_paper_notes(&f->paper, f->zh ? "说明" : "Definitions");
	if (f->paper.book) {
		xlsx_out_width(f->paper.book, 0, 22);
		xlsx_out_width(f->paper.book, 1, 60);
	}
	if (!e)
		e = note_put(
			f, "内容", "What it is", str_of(f->zh ? f->c->route->zh : f->c->route->en));
	if (!e)
		e = asked_notes(f);
	if (!e)
		e = made_notes(f);
	if (!e)
		e = totals_notes(f);
	return e ? e : columns_notes(f);
}

/* ---- the whole ---- */

static bool is_of_round(const struct call *c)
{
	return strncmp(c->route->path, "/v1/rounds/{id}", 15) == 0;
}

static int round_take(struct filing *f)
{
	struct call *c = f->c;
	int e;

	if (!is_of_round(c))
		return 0;
	e = round_get(&c->cx, &c->cover, &c->id, &f->round);
	if (!e)
		f->kind = desks_round(f->round.kind);
	return e;
}

/* "missing" of "/v1/rounds/{id}/missing". */
static struct str list_name(const struct route *r)
{
	struct str rest = str_of(r->path), part, name = STR("list");

	while (str_split(&rest, '/', &part))
		if (part.n && part.p[0] != '{')
			name = part;
	return name;
}

static void file_name(struct filing *f)
{
	struct call *c = f->c;
	struct buf b;

	buf_init(&b, c->cx.arena);
	buf_fmt(&b, "bulou-" STR_FMT "-", STR_ARG(f->copy.list));
	buf_day(&b, day_of(c->now));
	buf_z(&b, c->sheet.format == LIST_XLSX ? ".xlsx" : ".csv");
	if (buf_ok(&b))
		c->file = buf_get(&b);
}

static int copy_ready(struct filing *f)
{
	struct call *c = f->c;
	const struct about about = about_one(c->route->flags & ROUTE_ID ? &c->id : NULL);
	enum verb verb = c->route->right.verb ? c->route->right.verb : VERB_SEE_MASKED;
	int e;

	f->copy = (struct copy){ .right = { VERB_EXPORT, matter_of(f) },
		.list = list_name(c->route),
		.why = c->sheet.why,
		.until = c->sheet.until ? c->sheet.until : INT32_MIN,
		.zh = f->zh };
	f->copied = c->sheet.why.n > 0;
	seal_hash_begin(&f->digest);
	e = rights_reader(&c->cx, &c->rights, f->copy.right, &about, c->now, &f->who);
	if (!e)
		e = rights_reader(&c->cx, &c->rights, (struct right){ verb, f->copy.right.matter },
			&about, c->now, &f->sees);
	if (e || !f->copied)
		return e;
	if (!f->who.everywhere && !f->who.n)
		return call_forbidden(c, f->copy.right, NULL);
	return copy_begin(c, &f->copy);
}

static int file_make(struct filing *f)
{
	struct call *c = f->c;
	const char *sheet = f->zh ? "清单" : "List";
	int e = list_paper_begin(&f->paper, &c->cx, c->sheet.format, c->now, sheet);

	if (!e && f->copied && f->paper.book)
		e = xlsx_out_mark(&c->cx, f->paper.book, f->copy.page);
	if (!e)
		e = headings_put(f);
	if (!e)
		e = rows_put(f);
	return e ? e : notes_put(f);
}

int list_file_answer(struct call *c)
{
	struct filing f = { .c = c, .zh = !c->sheet.en };
	uint8_t digest[SEAL_HASH];
	int e;

	list_shape_of(c->route, &f.shape);
	list_columns_of(f.shape.row, c->sheet.en, &f.cs);
	buf_init(&f.totals, c->cx.arena);
	e = round_take(&f);
	if (!e)
		e = copy_ready(&f);
	if (!e)
		e = file_make(&f);
	answer_begin(c);
	if (!e)
		e = list_paper_end(&f.paper, &c->out);
	list_paper_drop(&f.paper);
	seal_hash_end(&f.digest, digest);
	if (!e && f.copied)
		e = copy_enter(c, &f.copy, f.rows, digest);
	if (e)
		return e;
	file_name(&f);
	c->type = c->sheet.format == LIST_CSV ?
		"text/csv; charset=utf-8" :
		"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
	return answer_end(c);
}
