/* bulou places, place sheet, place visits: codes, the paper for the door, and who was there. Names are masked: who has to know one
 * opens its record, which leaves a look. */
#include "cli/commands.h"

#include "cli/show.h"
#include "desk/checkpoint/places.h"
#include "sys/sys.h"

static int places_table(struct cli *c, const struct place *all, size_t n)
{
	static const enum text heading[] = { TEXT_COL_CODE, TEXT_COL_NAME, TEXT_COL_AREA,
		TEXT_COL_ID };
	struct table t;

	table_init(&t, &c->cx, 4, "llll");
	table_heading(&t, c, heading);
	for (size_t i = 0; i < n; i++) {
		table_add(&t, str_of(all[i].code));
		table_add(&t, all[i].site.place);
		table_add(&t, text_area(c->cover.tree, all[i].site.area));
		table_add(&t, text_uuid(&c->cx, &all[i].site.id));
	}
	return table_print(c, &t);
}

/* "" when none is asked for. */
static int code_take(struct cli *c, char ret[PLACE_CODE + 1])
{
	ret[0] = 0;
	if (!c->args_n || place_code_read(c->args[0], ret))
		return 0;
	return cli_wrong(c, TEXT_NO_PLACE_CODE, cx_text(&c->cx, c->args[0]));
}

int command_places(struct cli *c)
{
	char code[PLACE_CODE + 1];
	struct place *all = NULL;
	struct str area;
	size_t n = 0;
	struct buf b;
	struct jw w;
	int e = cli_cover(c);

	if (!e)
		e = code_take(c, code);
	if (!e)
		e = cli_area_option(c, &area);
	if (!e)
		e = place_list(&c->cx, &c->cover, area, str_of(code), &all, &n);
	if (e)
		return e;
	if (!c->json)
		return places_table(c, all, n);
	list_begin(c, &w, &b);
	for (size_t i = 0; i < n; i++)
		row_place_code(&w, c->cover.kinds, &all[i]);
	return list_end(c, &w);
}

int command_place_sheet(struct cli *c)
{
	struct str lang = cli_option(c, OPTION_LANG), whole;
	struct place place;
	int e = cli_cover(c);

	if (!e && !cli_has(c, OPTION_OUTPUT))
		e = cli_wrong(c, TEXT_OUTPUT_NEEDED, "pdf");
	if (!e && lang.n && !str_is(lang, "zh") && !str_is(lang, "en"))
		e = cli_wrong(c, TEXT_LANG_WRONG, cx_text(&c->cx, lang));
	if (!e)
		e = place_find(&c->cx, &c->cover, c->args[0], &place);
	if (!e)
		e = place_sheet(
			&c->cx, &place, sys_now(), lang.n ? str_is(lang, "zh") : c->zh, &whole);
	if (!e)
		e = sys_write_new(&c->cx, c->option[OPTION_OUTPUT], whole, 0600);
	if (!e)
		cli_say(c, TEXT_WRITTEN, c->option[OPTION_OUTPUT]);
	return e;
}

/* ---- who was there ---- */

static int visits_table(struct cli *c, const struct place_visit *all, size_t n)
{
	static const enum text heading[] = { TEXT_COL_AT, TEXT_COL_NAME, TEXT_COL_PHONE,
		TEXT_COL_RECORD };
	struct table t;

	table_init(&t, &c->cx, 4, "llll");
	table_heading(&t, c, heading);
	for (size_t i = 0; i < n; i++) {
		table_add(&t, text_when(&c->cx, all[i].at));
		table_add(&t, all[i].visitor.n ? all[i].visitor : STR("-"));
		table_add(&t, all[i].phone.n ? all[i].phone : STR("-"));
		table_add(&t, text_uuid(&c->cx, &all[i].record));
	}
	return table_print(c, &t);
}

int command_place_visits(struct cli *c)
{
	struct place_visit *all = NULL;
	struct place place;
	int64_t from, to;
	size_t n = 0;
	struct buf b;
	struct jw w;
	int e = cli_cover(c);

	if (!e)
		e = cli_moment(c, c->args[1], &from);
	if (!e)
		e = cli_moment(c, c->args[2], &to);
	if (!e)
		e = place_find(&c->cx, &c->cover, c->args[0], &place);
	if (!e)
		e = place_who(&c->cx, &c->cover, &place.site.id, from, to, false, &all, &n);
	if (e)
		return e;
	if (!c->json)
		return visits_table(c, all, n);
	list_begin(c, &w, &b);
	for (size_t i = 0; i < n; i++)
		row_place_visit(&w, &all[i]);
	return list_end(c, &w);
}
