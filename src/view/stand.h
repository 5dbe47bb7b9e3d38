/* What stands: the rules of doc/format/record.md, section 4, over a small graph of records that name each other.
 *
 * The nodes are everything that corrections, voids and approvals connect with one another; a record that nothing
 * names and that names nothing stands if it is not held, and needs no graph. Pure. */
#ifndef VIEW_STAND_H
#define VIEW_STAND_H

#include "core/err.h"
#include "core/uuid.h"

/* So many corrections of one record are compared with each other; of more the latest holds, and they are a clash. */
#define STAND_RIVALS_MAX 1000

/* What rests on another record (struct field: rests) waits for it, and is no edge of the graph: whether its ground still
 * stands is asked by whoever reads it. Nor is what a record that raises a matter (KIND_RAISES) is about. */
enum link_what { LINK_CORRECTS = 1, LINK_VOIDS, LINK_APPROVES, LINK_RESTS, LINK_ABOUT };

struct stand_node {
	struct uuid id;
	struct str kind;
	int64_t at_used;
	bool present; /* its record is here; false: only named */
	bool held;
	/* out */
	bool stands;
	bool clash; /* named by corrections of which neither leads to the other */
	/* private */
	bool voided, counts, approved, named;
};

struct stand_edge {
	size_t from, to; /* indexes of nodes: from names to */
	enum link_what what;
};

int stand_decide(struct cx *cx, struct stand_node *nodes, size_t n, const struct stand_edge *edges,
	size_t edges_n);

#endif
