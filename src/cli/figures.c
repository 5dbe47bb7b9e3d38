/* bulou figures: every figure of every incident, in an area and a span of local days. */
#include "cli/commands.h"

#include "cli/show.h"

static int figures_json(struct cli *c, const struct figure_value *all, size_t n, struct str area,
	int32_t from, int32_t to)
{
	struct buf b;
	struct jw w;

	buf_init(&b, &c->arena);
	jw_init(&w, &b);
	jw_list(&w);
	for (size_t i = 0; i < n; i++)
		row_figure_value(&w, &all[i], area, from, to, FIGURE_BRIEF);
	jw_end_list(&w);
	return cli_json(c, &b);
}

static struct str incident_name(const struct incident *all, size_t n, const struct uuid *id)
{
	for (size_t i = 0; i < n; i++)
		if (uuid_eq(&all[i].id, id))
			return all[i].name;
	return STR_NONE;
}

static int figures_table(struct cli *c, const struct figure_value *all, size_t n)
{
	static const enum text heading[] = { TEXT_COL_INCIDENT, TEXT_COL_FIGURE, TEXT_COL_VALUE,
		TEXT_COL_UNIT };
	struct incident *incidents = NULL;
	size_t incidents_n = 0;
	struct table t;
	int e = incident_list(&c->cx, &c->cover, &incidents, &incidents_n);

	if (e)
		return e;
	table_init(&t, &c->cx, 4, "llrl");
	table_heading(&t, c, heading);
	for (size_t i = 0; i < n; i++) {
		struct str name = incident_name(incidents, incidents_n, &all[i].incident);

		if (!name.n && uuid_is_nil(&all[i].incident))
			name = STR("-"); /* it is of none */
		table_add(&t, name.n ? name : text_uuid(&c->cx, &all[i].incident));
		table_z(&t, c->zh ? all[i].figure->zh : all[i].figure->en);
		table_add(&t, text_decimal(&c->cx, all[i].value, all[i].figure->divide));
		table_z(&t, c->zh ? all[i].figure->unit_zh : all[i].figure->unit_en);
		e = figure_note(c, all[i].figure);
		if (e)
			return e;
	}
	return table_print(c, &t);
}

int command_figures(struct cli *c)
{
	struct figure_value *all = NULL;
	struct uuid incident;
	struct str area;
	int32_t from, to;
	size_t n = 0;
	int e = cli_asked(c, &incident, &area);

	if (!e)
		e = cli_day(c, OPTION_FROM, INT32_MIN, &from);
	if (!e)
		e = cli_day(c, OPTION_TO, INT32_MAX, &to);
	if (!e)
		e = figure_board(
			&c->cx, &c->cover, desks_figures(), &incident, area, from, to, &all, &n);
	if (e)
		return e;
	return c->json ? figures_json(c, all, n, area, from, to) : figures_table(c, all, n);
}
