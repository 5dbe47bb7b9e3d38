/* Tables go out as they come; notes are kept until the end. */
#include "cli/export.h"

#include "cli/show.h"
#include "paper/xlsx_out.h"
#include "sys/sys.h"

#define NOTES_MAX 256

struct export
{
	struct xlsx_out *out;
	bool begun;
	int64_t rows;
	size_t columns, notes_n;
	size_t width[TABLE_COLUMNS_MAX];
	struct {
		struct str label, text;
	} notes[NOTES_MAX];
};

static int export_open(struct cli *c)
{
	if (c->export)
		return 0;
	c->export = cx_new(&c->cx, struct export);
	return c->export ? 0 : -E_NO_MEMORY;
}

/* ---- the list ---- */

static int sheet_begin(struct cli *c, const struct table *t)
{
	struct export *x = c->export;
	int e = xlsx_out_open(&c->cx, c->option[OPTION_XLSX], &x->out);

	x->begun = true;
	x->columns = t->columns;
	return e ? e : xlsx_out_sheet(&c->cx, x->out, text_get(TEXT_SHEET_LIST, c->zh));
}

static int row_put(struct cli *c, const struct table *t, const struct str *cells)
{
	struct export *x = c->export;
	int e = 0;

	for (size_t i = 0; !e && i < t->columns; i++)
		e = xlsx_out_cell(&c->cx, x->out, cells[i], t->align[i] == 'r' && x->rows);
	x->rows++;
	return e ? e : xlsx_out_row_end(&c->cx, x->out);
}

int export_table(struct cli *c, struct table *t)
{
	int e = export_open(c);

	if (!e && !c->export->begun)
		e = sheet_begin(c, t);
	if (!e && t->failed)
		e = err(&c->cx, E_NO_MEMORY, NULL);
	for (size_t i = 0; !e && i + t->columns <= t->n; i += t->columns)
		e = row_put(c, t, t->cells + i);
	for (size_t i = 0; !e && i < t->columns; i++)
		c->export->width[i] = t->width[i];
	table_forget(t);
	return e;
}

/* ---- what it is ---- */

int export_note(struct cli *c, const char *label, struct str text)
{
	struct export *x;
	int e = cli_has(c, OPTION_XLSX) ? export_open(c) : 0;

	if (e || !c->export)
		return e;
	x = c->export;
	for (size_t i = 0; i < x->notes_n; i++)
		if (str_is(x->notes[i].label, label) && str_eq(x->notes[i].text, text))
			return 0;
	if (x->notes_n == NOTES_MAX)
		return err(&c->cx, E_TOO_MANY, "notes", cx_num(&c->cx, NOTES_MAX + 1),
			cx_num(&c->cx, NOTES_MAX));
	e = cx_str(&c->cx, str_of(label), &x->notes[x->notes_n].label);
	return e ? e : cx_str(&c->cx, text, &x->notes[x->notes_n++].text);
}

static int line_put(struct cli *c, const char *label, struct str text)
{
	struct xlsx_out *out = c->export->out;
	int e = xlsx_out_cell(&c->cx, out, str_of(label), false);

	if (!e)
		e = xlsx_out_cell(&c->cx, out, text, false);
	return e ? e : xlsx_out_row_end(&c->cx, out);
}

/* "missing 0182ec0c --area 棋盘村" */
static struct str command_text(struct cli *c)
{
	struct buf b;

	buf_init(&b, &c->arena);
	buf_z(&b, c->command->words);
	for (size_t i = 0; i < c->args_n; i++) {
		buf_c(&b, ' ');
		buf_str(&b, c->args[i]);
	}
	for (int i = 0; i < OPTIONS; i++)
		if (c->option[i] && i != OPTION_DATA && i != OPTION_KEY && i != OPTION_XLSX)
			buf_fmt(&b, " --%s%s%s", option_table[i].name, *c->option[i] ? " " : "",
				c->option[i]);
	return buf_ok(&b) ? buf_get(&b) : STR_NONE;
}

static int area_line(struct cli *c)
{
	struct str id = STR_NONE;
	int e = c->command->options & OPTION_BIT(AREA) ? cli_area_option(c, &id) : 0;

	if (e || !(c->command->options & OPTION_BIT(AREA)))
		return e;
	return line_put(c, text_get(TEXT_COL_AREA, c->zh),
		id.n ? text_area(c->cover.tree, id) : str_of(text_get(TEXT_EXPORT_ALL, c->zh)));
}

/* Kinds are those of the program; whatever else is listed is as of a position of the data. */
static int position_line(struct cli *c)
{
	int64_t pos;
	int e = c->site && !c->store ? cli_cover(c) : 0;

	if (e || !c->store)
		return e;
	e = area_line(c);
	if (!e)
		e = journal_newest(&c->cx, c->store, &pos);
	return e ? e :
		   line_put(c, text_get(TEXT_EXPORT_POSITION, c->zh), str_of(cx_num(&c->cx, pos)));
}

static int definitions_put(struct cli *c)
{
	struct export *x = c->export;
	const char *version = c->hooks->version;
	int e = xlsx_out_sheet(&c->cx, x->out, text_get(TEXT_SHEET_DEFINITIONS, c->zh));

	xlsx_out_width(x->out, 0, 20);
	xlsx_out_width(x->out, 1, 60);
	if (!e)
		e = line_put(c, text_get(TEXT_EXPORT_WHAT, c->zh),
			str_of(text_get(c->command->help, c->zh)));
	if (!e)
		e = line_put(c, text_get(TEXT_EXPORT_COMMAND, c->zh), command_text(c));
	if (!e)
		e = position_line(c);
	if (!e)
		e = line_put(c, text_get(TEXT_EXPORT_TIME, c->zh), text_when(&c->cx, sys_now()));
	if (!e && version)
		e = line_put(c, text_get(TEXT_EXPORT_PROGRAM, c->zh), str_of(version));
	for (size_t i = 0; !e && i < x->notes_n; i++)
		e = line_put(c, x->notes[i].label.p, x->notes[i].text);
	return e;
}

/* ---- the end ---- */

int export_end(struct cli *c)
{
	struct export *x = c->export;
	int e;

	if (!x || !x->begun)
		return 0;
	for (size_t i = 0; i < x->columns; i++)
		xlsx_out_width(x->out, i, x->width[i]);
	e = definitions_put(c);
	if (!e)
		e = xlsx_out_end(&c->cx, x->out);
	if (!e)
		cli_say(c, TEXT_EXPORT_DONE, cx_num(&c->cx, x->rows - 1), c->option[OPTION_XLSX]);
	return e;
}

void export_drop(struct cli *c)
{
	if (c->export)
		xlsx_out_close(c->export->out);
	c->export = NULL;
}
