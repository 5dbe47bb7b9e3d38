/* bulou roster generate: dwellings from a plan of buildings (load/plan.h). */
#include "load/plan.h"

#include "cli/commands.h"
#include "cli/loading.h"

int command_roster_generate(struct cli *c)
{
	struct loading l = { .c = c };
	struct sheet *sheet = NULL;
	struct plan_columns columns;
	struct str area;
	int e;

	if (str_is(c->args[0], "-"))
		return cli_wrong(c, TEXT_IMPORT_STDIN);
	e = sheet_open(&c->cx, c->args[0].p, cli_option(c, OPTION_SHEET), &sheet);
	if (!e)
		e = loading_begin(&l, sheet, columns.unused);
	if (!e)
		e = cli_area_option(c, &area);
	if (!e)
		e = plan_columns_of(&c->cx, sheet, area.n > 0, NULL, 0, false, &columns);
	/* What nobody reads of a plan is told: it may be a column that was meant to count. */
	if (!e && plan_unused(&c->cx, &columns, sheet, c->zh).n)
		cli_say(c, TEXT_PLAN_UNKNOWN, plan_unused(&c->cx, &columns, sheet, c->zh).p);
	if (!e)
		e = plan_rows(&l.load, sheet, &columns, area);
	if (!e)
		e = loading_end(&l, "dwelling.listed");
	loading_done(&l);
	sheet_close(sheet);
	return e;
}
