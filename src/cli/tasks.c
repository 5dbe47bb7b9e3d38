/* bulou tasks: what became of a meeting. */
#include "desk/command/tasks.h"

#include "cli/commands.h"
#include "cli/show.h"

static struct str stands_text(struct cli *c, const struct meeting_task *t)
{
	const struct round_kind *k = desks_round(STR("task"));
	struct str outcome = text_choice(k->outcomes, t->target.code, c->zh);

	return outcome.n ? outcome : STR("-");
}

static int tasks_table(struct cli *c, const struct meeting_task *all, size_t n)
{
	static const enum text heading[] = { TEXT_COL_TASK, TEXT_COL_OWNER, TEXT_COL_DUE,
		TEXT_COL_OUTCOME, TEXT_COL_NEXT, TEXT_COL_ID };
	const struct round_kind *k = desks_round(STR("task"));
	struct table t;

	table_init(&t, &c->cx, 6, "llllll");
	table_heading(&t, c, heading);
	for (size_t i = 0; i < n; i++) {
		table_add(&t, all[i].text);
		table_add(&t, all[i].owner.n ? all[i].owner : STR("-"));
		table_add(&t, text_when(&c->cx, all[i].target.due));
		table_add(&t, stands_text(c, &all[i]));
		table_add(&t, text_choice(k->next, all[i].target.next, c->zh));
		table_add(&t, text_uuid(&c->cx, &all[i].target.subject));
	}
	return table_print(c, &t);
}

int command_tasks(struct cli *c)
{
	struct meeting_task *all = NULL;
	struct uuid record;
	size_t n = 0;
	struct buf b;
	struct jw w;
	int e = cli_uuid(c, c->args[0], "MEETING", &record);

	if (!e)
		e = cli_cover(c);
	if (!e)
		e = tasks_of(&c->cx, &c->cover, &record, &all, &n);
	if (e)
		return e;
	if (!c->json)
		return tasks_table(c, all, n);
	list_begin(c, &w, &b);
	for (size_t i = 0; i < n; i++)
		row_task(&w, &all[i], c->cover.now);
	return list_end(c, &w);
}
