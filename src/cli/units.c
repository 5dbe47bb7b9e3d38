/* bulou units: the organisation of the response. */
#include "desk/crew/units.h"

#include "cli/commands.h"
#include "cli/show.h"
#include "desk/crew/crew.h"

#define INDENT "　" /* a wide space, so that a name stands under the name above */

static struct str name_text(struct cli *c, const struct unit *u)
{
	struct buf b;

	buf_init(&b, c->cx.arena);
	for (int i = 0; i < u->depth; i++)
		buf_z(&b, INDENT);
	buf_str(&b, u->name);
	if (u->looped)
		cli_put(c, &b, TEXT_UNIT_LOOPED);
	return buf_ok(&b) ? buf_get(&b) : u->name;
}

static struct str areas_text(struct cli *c, const struct unit *u)
{
	struct buf b;

	buf_init(&b, c->cx.arena);
	buf_z(&b, "");
	for (size_t i = 0; i < u->leads_n; i++) {
		if (i)
			buf_z(&b, c->zh ? "、" : ", ");
		buf_str(&b, text_area(c->cover.tree, u->leads[i].area));
	}
	return buf_ok(&b) ? buf_get(&b) : STR("?");
}

static int units_table(struct cli *c, const struct unit *all, size_t n)
{
	static const enum text heading[] = { TEXT_COL_NAME, TEXT_COL_STAFF, TEXT_COL_ON_DUTY,
		TEXT_COL_SECONDED, TEXT_COL_ON_LEAVE, TEXT_COL_ANSWERS_FOR, TEXT_COL_HEAD,
		TEXT_COL_ID };
	struct table t;

	table_init(&t, &c->cx, 8, "lrrrrlll");
	table_heading(&t, c, heading);
	for (size_t i = 0; i < n; i++) {
		table_add(&t, name_text(c, &all[i]));
		table_int(&t, all[i].staff);
		for (int k = 0; k < 3; k++)
			table_int(&t, all[i].on[k]);
		table_add(&t, areas_text(c, &all[i]));
		table_add(
			&t, uuid_is_nil(&all[i].head) ? STR("-") : text_uuid(&c->cx, &all[i].head));
		table_add(&t, text_uuid(&c->cx, &all[i].id));
	}
	return table_print(c, &t);
}

int command_units(struct cli *c)
{
	struct unit *all = NULL;
	struct uuid incident;
	size_t n = 0;
	struct buf b;
	struct jw w;
	int e = cli_cover(c);

	if (!e)
		e = cli_incident_option(c, &incident);
	if (!e)
		e = units_read(&c->cx, &c->cover, &incident, &all, &n);
	if (e)
		return e;
	if (!c->json)
		return units_table(c, all, n);
	list_begin(c, &w, &b);
	for (size_t i = 0; i < n; i++)
		row_unit(&w, &all[i]);
	return list_end(c, &w);
}
