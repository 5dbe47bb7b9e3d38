/* bulou import: rows of a file become records (load/import.h). */
#include "load/import.h"

#include "cli/commands.h"
#include "cli/loading.h"
#include "desk/desk.h"

/* Which columns are taken for what, as soon as one is not known or all is only checked. */
static void columns_tell(struct cli *c, const struct columns *columns, const struct sheet *sheet)
{
	struct buf known, unknown, people;

	buf_init(&known, &c->arena);
	buf_init(&unknown, &c->arena);
	buf_init(&people, &c->arena);
	columns_list(&c->cx, columns, sheet, c->zh, &known, &unknown, &people);
	if (known.n && (unknown.n || cli_has(c, OPTION_DRY_RUN)))
		cli_say(c, TEXT_COLUMNS_KNOWN, buf_get(&known).p);
	if (unknown.n)
		cli_say(c, TEXT_COLUMNS_UNKNOWN, buf_get(&unknown).p, cx_text(&c->cx, c->args[0]));
	if (people.n)
		cli_say(c, TEXT_COLUMNS_PEOPLE, buf_get(&people).p);
}

int command_import(struct cli *c)
{
	const struct kind *kind = columns_kind(c->args[0]);
	struct loading l = { .c = c };
	struct sheet *sheet = NULL;
	struct columns columns;
	struct str area;
	int e;

	if (!kind)
		return err(&c->cx, E_UNKNOWN_KIND, "kind", cx_text(&c->cx, c->args[0]));
	if (str_is(c->args[1], "-"))
		return cli_wrong(c, TEXT_IMPORT_STDIN);
	e = sheet_open(&c->cx, c->args[1].p, cli_option(c, OPTION_SHEET), &sheet);
	if (!e)
		e = columns_of(&c->cx, kind, sheet,
			&(struct columns_how){ .area_given = cli_has(c, OPTION_AREA) }, &columns);
	if (!e)
		e = loading_begin(&l, sheet, columns.extra);
	if (!e)
		columns_tell(c, &columns, sheet);
	if (!e)
		e = cli_area_option(c, &area);
	if (!e)
		e = import_rows(&l.load, sheet, &columns, area);
	if (!e)
		e = loading_end(&l, kind->name);
	loading_done(&l);
	if (!e && !l.load.host.dry)
		e = cli_followed(c);
	sheet_close(sheet);
	return e;
}
