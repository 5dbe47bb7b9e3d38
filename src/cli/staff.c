/* bulou staff: where those who work in the response live, and how that is known. The dwelling itself is not told. */
#include "cli/commands.h"
#include "cli/show.h"
#include "cover/staff.h"
#include "desk/crew/crew.h"

static struct str duty_text(const struct cli *c, const struct staff *s)
{
	for (const struct choice *d = crew_duties; d->name; d++)
		if (s->flags >> d->code & 1)
			return str_of(c->zh ? d->zh : d->en);
	return STR("-");
}

static struct str home_text(const struct cli *c, const struct staff *s)
{
	static const enum text texts[] = { [HOME_UNKNOWN] = TEXT_HOME_UNKNOWN,
		[HOME_MOVED] = TEXT_HOME_MOVED,
		[HOME_OF_PERSON] = TEXT_HOME_OF_PERSON,
		[HOME_OF_DWELLING] = TEXT_HOME_OF_DWELLING };

	return str_of(text_get(texts[s->home], c->zh));
}

static int staff_table(struct cli *c, const struct staff *all, size_t n)
{
	static const enum text heading[] = { TEXT_COL_AREA, TEXT_COL_NAME, TEXT_COL_DUTY,
		TEXT_COL_HOME, TEXT_COL_ID };
	struct table t;

	table_init(&t, &c->cx, 5, "lllll");
	table_heading(&t, c, heading);
	for (size_t i = 0; i < n; i++) {
		table_add(&t, text_area(c->cover.tree, all[i].area));
		table_add(&t, all[i].name.n ? all[i].name : STR("-"));
		table_add(&t, duty_text(c, &all[i]));
		table_add(&t, home_text(c, &all[i]));
		table_add(&t, text_uuid(&c->cx, &all[i].id));
	}
	return table_print(c, &t);
}

/* Those of the area, and whose home is not known if only these were asked for; their names are masked. */
static int staff_asked(struct cli *c, struct str area, struct staff *all, size_t *n)
{
	size_t kept = 0;
	int e = 0;

	for (size_t i = 0; !e && i < *n; i++) {
		if (area.n && !area_within(c->cover.tree, all[i].area, area))
			continue;
		if (cli_has(c, OPTION_NO_HOME) && all[i].home != HOME_UNKNOWN)
			continue;
		all[kept] = all[i];
		if (all[i].name.n)
			e = guard_mask(&c->cx, FIELD_TEXT, all[i].name, &all[kept].name);
		kept++;
	}
	*n = kept;
	return e;
}

int command_staff(struct cli *c)
{
	struct staff *all = NULL;
	struct str area;
	size_t n = 0;
	struct buf b;
	struct jw w;
	int e = cli_cover(c);

	if (!e)
		e = cli_area_option(c, &area);
	if (!e)
		e = staff_list(&c->cx, &c->cover, &all, &n);
	if (!e)
		e = staff_asked(c, area, all, &n);
	if (e)
		return e;
	if (!c->json)
		return staff_table(c, all, n);
	list_begin(c, &w, &b);
	for (size_t i = 0; i < n; i++)
		row_staff(&w, desks_kinds(), &all[i]);
	return list_end(c, &w);
}
