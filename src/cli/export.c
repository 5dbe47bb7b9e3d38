/* Tables go out as they come; notes are kept until the end. */
#include "cli/export.h"

#include "cli/show.h"
#include "guard/look_book.h"
#include "paper/xlsx_out.h"
#include "sys/sys.h"

#define NOTES_MAX 256

struct export
{
	struct xlsx_out *out;
	bool begun;
	struct uuid id;            /* of a copy, which the rest is of too */
	struct str mark;           /* in each row */
	struct seal_hasher digest; /* over the cells */
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

/* ---- a copy of rows about people ---- */

bool export_is_copy(const struct cli *c)
{
	return c->command && c->command->options & OPTION_BIT(PURPOSE) && cli_has(c, OPTION_XLSX);
}

static struct str day_text(struct cx *cx, int32_t day)
{
	struct buf b;

	buf_init(&b, cx->arena);
	buf_day(&b, day);
	return buf_ok(&b) ? buf_get(&b) : STR("?");
}

static int until_read(struct cli *c, int32_t *ret)
{
	int32_t today = day_of(sys_now()), last = today + EXPORT_DAYS_MAX;
	int e = cli_day(c, OPTION_UNTIL, today - 1, ret);

	if (e || (*ret >= today && *ret <= last))
		return e;
	return cli_wrong(c, TEXT_EXPORT_DAYS, cx_text(&c->cx, day_text(&c->cx, last)));
}

static struct look copy_look(struct cli *c, int32_t until)
{
	struct look l = { .act = LOOK_EXPORTED,
		.screen = str_of(c->command->words),
		.why = cli_option(c, OPTION_PURPOSE),
		.note = cli_option(c, OPTION_REASON),
		.until = until };

	look_by(&l, &rights_owner, (struct right){ VERB_EXPORT, MATTER_ANY }, sys_now());
	return l;
}

int export_ask(struct cli *c)
{
	struct entry entry;
	struct look l;
	int32_t until;
	int e;

	if (!export_is_copy(c))
		return 0;
	if (!cli_has(c, OPTION_PURPOSE) || !cli_has(c, OPTION_UNTIL))
		return cli_wrong(c, TEXT_EXPORT_PURPOSE);
	e = until_read(c, &until);
	if (e)
		return e;
	l = copy_look(c, until);
	return look_write(&c->cx, &l, &uuid_nil, sys_now(), &entry);
}

/* Who, when, what for and until when: of each page, and shorter of each row. */
static int copy_mark(struct cli *c, struct str *ret)
{
	const char *id = text_uuid(&c->cx, &c->export->id).p, *until = c->option[OPTION_UNTIL],
		   *who = cx_text(&c->cx, rights_owner.person);
	const struct choice *why = look_choice(look_reasons, cli_option(c, OPTION_PURPOSE));
	struct buf page, row;

	buf_init(&page, &c->arena);
	buf_init(&row, &c->arena);
	cli_put(c, &row, TEXT_EXPORT_ROW, id, who, until);
	cli_put(c, &page, TEXT_EXPORT_MARK, id, who, text_when(&c->cx, sys_now()).p,
		c->zh ? why->zh : why->en, until);
	if (!buf_ok(&page) || !buf_ok(&row))
		return err(&c->cx, E_NO_MEMORY, NULL);
	c->export->mark = buf_get(&row);
	*ret = buf_get(&page);
	return 0;
}

static int copy_begin(struct cli *c)
{
	struct str page = STR_NONE;
	int e;

	c->export->id = sys_uuid();
	seal_hash_begin(&c->export->digest);
	e = copy_mark(c, &page);
	return e ? e : xlsx_out_mark(&c->cx, c->export->out, page);
}

/* Each cell with its length, so that nothing moves from one to the next. */
static int copy_row(struct cli *c, const struct str *cells, size_t n)
{
	struct export *x = c->export;

	for (size_t i = 0; i < n; i++) {
		uint64_t bytes = cells[i].n;

		seal_hash_add(&x->digest, &bytes, sizeof(bytes));
		if (bytes)
			seal_hash_add(&x->digest, cells[i].p, cells[i].n);
	}
	if (x->rows > EXPORT_ROWS_MAX)
		return err(&c->cx, E_TOO_MANY, "rows", cx_num(&c->cx, x->rows),
			cx_num(&c->cx, EXPORT_ROWS_MAX));
	return xlsx_out_cell(
		&c->cx, x->out, x->rows ? x->mark : str_of(text_get(TEXT_COL_COPY, c->zh)), false);
}

/* Durable before the file is. */
static int copy_enter(struct cli *c, struct str digest)
{
	struct export *x = c->export;
	struct entry entry;
	struct look l;
	int32_t until;
	int e = until_read(c, &until);

	if (e)
		return e;
	l = copy_look(c, until);
	l.rows = x->rows - 1;
	l.digest = digest;
	e = look_write(&c->cx, &l, &x->id, sys_now(), &entry);
	return e ? e : append_entries(&c->cx, &c->site->view, &entry, 1);
}

/* ---- the list ---- */

static int sheet_begin(struct cli *c, const struct table *t)
{
	struct export *x = c->export;
	int e = xlsx_out_open(&c->cx, c->option[OPTION_XLSX], &x->out);

	x->begun = true;
	x->columns = t->columns;
	if (!e)
		e = xlsx_out_sheet(&c->cx, x->out, text_get(TEXT_SHEET_LIST, c->zh));
	return e || !export_is_copy(c) ? e : copy_begin(c);
}

static int row_put(struct cli *c, const struct table *t, const struct str *cells)
{
	struct export *x = c->export;
	int e = 0;

	for (size_t i = 0; !e && i < t->columns; i++)
		e = xlsx_out_cell(&c->cx, x->out, cells[i], t->align[i] == 'r' && x->rows);
	if (!e && export_is_copy(c))
		e = copy_row(c, cells, t->columns);
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
		if (c->option[i] && i != OPTION_DATA && i != OPTION_KEY && i != OPTION_XLSX &&
			i != OPTION_REASON)
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

/* What it is for and its digest; the entry has both. */
static int copy_lines(struct cli *c)
{
	uint8_t digest[SEAL_HASH];
	struct str page = STR_NONE;
	struct buf hex;
	int e = copy_mark(c, &page);

	buf_init(&hex, &c->arena);
	seal_hash_end(&c->export->digest, digest);
	buf_hex(&hex, digest, sizeof(digest));
	if (!e && !buf_ok(&hex))
		e = err(&c->cx, E_NO_MEMORY, NULL);
	if (!e)
		e = line_put(c, text_get(TEXT_COL_COPY, c->zh), page);
	if (!e)
		e = line_put(c, text_get(TEXT_COL_DIGEST, c->zh), buf_get(&hex));
	return e ? e : copy_enter(c, buf_get(&hex));
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
	if (!e && export_is_copy(c))
		e = copy_lines(c);
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
	if (!e && export_is_copy(c))
		cli_say(c, TEXT_EXPORT_KEPT, text_uuid(&c->cx, &x->id).p, c->option[OPTION_UNTIL]);
	return e;
}

void export_drop(struct cli *c)
{
	if (c->export)
		xlsx_out_close(c->export->out);
	c->export = NULL;
}
