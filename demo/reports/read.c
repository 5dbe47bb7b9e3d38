/* Reading beside the server: a connection and an area tree of our own, a transaction for each reading. */
#include "demo/reports/reports.h"

#include "desk/desk.h"
#include "sys/sys.h"

int read_begin(struct reports *r, struct cover *ret)
{
	int e = r->store ? 0 : site_reader(&r->once, r->site, false, &r->store);

	if (!e)
		e = store_begin_read(&r->once, r->store, "demo");
	if (!e && !r->tree)
		e = area_tree_open(&r->once, r->store, day_of(sys_now()), &r->tree);
	else if (!e)
		e = area_tree_follow(&r->once, r->store, day_of(sys_now()), &r->tree);
	*ret = (struct cover){ .store = r->store,
		.tree = r->tree,
		.who = &guard_reader_owner,
		.keys = r->site->keys,
		.kinds = desks_kinds(),
		.now = sys_now() };
	return e;
}

void read_end(struct reports *r)
{
	if (r->store)
		store_rollback(r->store);
}
