/* bulou user import: people taken on from a list, each with a slip on which stands the code of his first login. A bad row is told and
 * stops no other. The same list again: whoever has logged in is told as there already, whoever has not gets another code, and the
 * earlier one ends. */
#include "guard/newcomers.h"

#include "load/cell.h"
#include "load/columns.h"
#include "cli/commands.h"
#include "cli/loading.h"
#include "cli/tickets.h"
#include "cli/users.h"
#include "sys/sys.h"

enum { USER, NAME, PHONE, ROLE, AREA, UNTIL, COLUMNS };

static const struct {
	const char *names[6];
	bool needed;
} columns[COLUMNS] = {
	[USER] = { { "user", "用户", "用户名", "账号" }, false },
	[NAME] = { { "name", "姓名" }, true },
	[PHONE] = { { "phone", "电话", "手机", "手机号", "联系电话" },
		false }, /* for whoever hands out the slips: not kept */
	[ROLE] = { { "role", "角色", "岗位", "职责" }, true },
	[AREA] = { { "area", "区域", "区域编码", "网格" }, false },
	[UNTIL] = { { "until", "截止", "截止日期", "有效期至" }, false },
};

struct taking {
	struct cli *c;
	struct sheet *sheet;
	struct bad_rows *errors;
	int column[COLUMNS];
	struct newcomers list;
	struct newcomer *all;
	struct ticket_paper *paper;
	size_t n, bad;
};

/* ---- headings ---- */

static bool is_named(struct cx *cx, int k, struct str heading)
{
	for (size_t i = 0; i < 6 && columns[k].names[i]; i++)
		if (str_eq(cell_fold(cx, heading), cell_fold(cx, str_of(columns[k].names[i]))))
			return true;
	return false;
}

static int missing(struct cx *cx, int k)
{
	struct buf zh, en;

	buf_init(&zh, cx->arena);
	buf_init(&en, cx->arena);
	buf_fmt(&zh, "缺少列“%s”", columns[k].names[1]);
	buf_fmt(&en, "there is no column '%s'", columns[k].names[0]);
	if (!buf_ok(&zh) || !buf_ok(&en))
		return err(cx, E_NO_MEMORY, NULL);
	return err(cx, E_CSV_HEADING, NULL, buf_get(&zh).p, buf_get(&en).p);
}

static int columns_find(struct taking *t)
{
	struct cx *cx = &t->c->cx;

	for (int k = 0; k < COLUMNS; k++) {
		t->column[k] = -1;
		for (size_t i = 0; i < sheet_columns(t->sheet); i++)
			if (t->column[k] < 0 && is_named(cx, k, sheet_headings(t->sheet)[i]))
				t->column[k] = (int)i;
		if (columns[k].needed && t->column[k] < 0)
			return missing(cx, k);
	}
	return 0;
}

/* ---- rows ---- */

static int until_cell(struct taking *t, struct str cell, int64_t *ret)
{
	struct cx *cx = &t->c->cx;
	int32_t day;

	*ret = 0;
	if (!cell.n)
		return 0;
	if (!day_read(cell_date(cx, cell), &day))
		return err(cx, E_FIELD_FORMAT, "until", "日期如 2022-09-30",
			"a day such as 2022-09-30");
	*ret = day_start(day + 1);
	return 0;
}

static int row_read(struct taking *t, const struct sheet_row *row, struct newcomer *ret)
{
	struct cli *c = t->c;
	struct str area = columns_cell(row, t->column[AREA]);
	int e = sheet_row_check(&c->cx, t->sheet, row);

	if (e)
		return e;
	/* A row's cells are gone with the next. */
	e = cx_str(&c->cx, columns_cell(row, t->column[USER]), &ret->user);
	if (!e)
		e = cx_str(&c->cx, columns_cell(row, t->column[NAME]), &ret->name);
	if (!e)
		e = role_read(c, columns_cell(row, t->column[ROLE]), &ret->grant.role);
	if (!e && !area.n)
		area = cli_option(c, OPTION_AREA);
	if (!e && !area.n)
		e = err(&c->cx, E_FIELD_MISSING, "area");
	if (!e)
		e = cli_area(c, area, &ret->grant.area);
	return e ? e : until_cell(t, columns_cell(row, t->column[UNTIL]), &ret->grant.until);
}

static int row_bad(struct taking *t, const struct sheet_row *row)
{
	struct cli *c = t->c;
	struct str why;
	int e = cx_str(&c->cx, c->zh ? c->cx.e.zh : c->cx.e.en, &why);

	t->bad++;
	if (!sheet_names_row(c->cx.e.code))
		cli_say(c, TEXT_BAD_ROW, cx_num(&c->cx, row->number), why.p);
	else
		cli_say(c, TEXT_LINE, why.p);
	err_clear(&c->cx);
	return e ? e : bad_rows_add(t->errors, &c->cx, row, why);
}

static int row_take(struct taking *t, const struct sheet_row *row)
{
	struct newcomer *one = &t->all[t->n];
	int e;

	if (t->n == NEWCOMERS_MAX)
		return err(&t->c->cx, E_TOO_MANY, "file", cx_num(&t->c->cx, NEWCOMERS_MAX + 1),
			cx_num(&t->c->cx, NEWCOMERS_MAX));
	*one = (struct newcomer){ .n = 0 };
	e = row_read(t, row, one);
	if (!e)
		e = guard_newcomer(&t->c->cx, t->c->site->guard, &t->list, one,
			guard_reader_owner.person, sys_now());
	if (e == -E_NO_MEMORY)
		return e;
	if (e)
		return row_bad(t, row);
	t->n++;
	return 0;
}

static int rows_take(struct taking *t)
{
	struct sheet_row row;
	int got = 0, e = 0;

	while (!e && (got = sheet_next(&t->c->cx, t->sheet, &row)) == 1)
		e = row_take(t, &row);
	return e ? e : got;
}

/* ---- the whole ---- */

static int store_all(struct taking *t, struct str base)
{
	struct entry *entries = cx_many(&t->c->cx, 2 * t->n, struct entry);
	size_t n = 0;

	if (!entries)
		return -E_NO_MEMORY;
	for (size_t i = 0; i < t->n; i++) {
		struct newcomer *one = &t->all[i];

		for (size_t k = 0; k < one->n; k++)
			entries[n++] = one->entries[k];
		t->paper[i] = (struct ticket_paper){ .kind = TICKET_USER,
			.whom = one->name,
			.user = one->user,
			.code = str_of(one->code),
			.base = base,
			.until = one->ticket.until };
	}
	return append_entries(&t->c->cx, &t->c->site->view, entries, n);
}

static int taking_open(struct taking *t)
{
	struct cli *c = t->c;
	int e = sheet_open(&c->cx, c->args[0].p, cli_option(c, OPTION_SHEET), &t->sheet);

	if (!e)
		e = columns_find(t);
	if (!e)
		e = cli_open(c, SITE_WRITE);
	if (!e)
		e = cli_cover(c);
	if (!e)
		e = loading_errors_open(c, t->sheet, &t->errors);
	if (!e)
		e = guard_newcomers_begin(
			&c->cx, c->site->guard, NULL, &guard_reader_owner, &t->list);
	t->all = cx_many(&c->cx, NEWCOMERS_MAX, struct newcomer);
	t->paper = cx_many(&c->cx, NEWCOMERS_MAX, struct ticket_paper);
	return e || (t->all && t->paper) ? e : -E_NO_MEMORY;
}

static int import(struct taking *t, struct str base)
{
	struct cli *c = t->c;
	bool dry = cli_has(c, OPTION_DRY_RUN);
	int e = taking_open(t);

	if (!e)
		e = rows_take(t);
	cli_cover_end(c);
	if (!e)
		e = bad_rows_end(t->errors);
	if (!e && !dry)
		e = store_all(t, base);
	if (e)
		return e;
	cli_say(c, dry ? TEXT_NEWCOMERS_WOULD : TEXT_NEWCOMERS, cx_num(&c->cx, (int64_t)t->n),
		cx_num(&c->cx, (int64_t)t->bad));
	e = dry || !t->n ? 0 : tickets_print(c, t->paper, t->n, true);
	return !e && t->bad ? -E_CSV : e;
}

int command_user_import(struct cli *c)
{
	struct taking t = { .c = c };
	struct str base;
	bool zh;
	int e = tickets_base(c, &base);

	if (!e)
		e = tickets_lang(c, &zh);
	if (!e && !c->json && !cli_has(c, OPTION_OUTPUT) && !cli_has(c, OPTION_DRY_RUN))
		e = cli_wrong(c, TEXT_SLIPS_NEED_FILE);
	if (!e)
		e = import(&t, base);
	bad_rows_close(t.errors);
	sheet_close(t.sheet);
	return e;
}
