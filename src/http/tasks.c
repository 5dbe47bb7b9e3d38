/* The tasks that come of a record. */
#include "desk/command/tasks.h"

#include "http/own.h"

int route_tasks(struct call *c)
{
	struct meeting_task *all;
	struct page p;
	size_t n;
	int e = tasks_of(&c->cx, &c->cover, &c->id, &all, &n);

	if (!e)
		e = answer_page(c, n, &p);
	if (e)
		return e;
	for (size_t i = p.from; i < p.to; i++)
		row_task(&c->w, &all[i], c->now);
	return answer_page_end(c, &p);
}
