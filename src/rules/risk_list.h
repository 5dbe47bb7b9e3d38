/* Lists of risk areas put together from what is told of them piece by piece: the record of an issue, and one of each of its
 * entries. The server reads the pieces from the journal, a phone takes them down with the changes: so both have the same issues.
 *
 * An issue is what pieces of one time, version and source tell, an entry that stands twice in it once. A source is told by the
 * entries, or by the piece about the issue with that time and version. An issue replaces the one before it of the same source,
 * and whoever's it is where one of them tells none. Pure. */
#ifndef RULES_RISK_LIST_H
#define RULES_RISK_LIST_H

#include "core/map.h"
#include "core/uuid.h"
#include "rules/risk.h"

struct risk_about {
	struct str source, version;
	int64_t told;   /* how many entries it says to have; -1: nobody said */
	int64_t pos;    /* of the record that came last of it; kept for whoever puts it here */
	struct str via; /* who handed that in; likewise */
};

struct risk_lists {
	struct risk_issue *issues; /* ascending by as_of; n */
	struct risk_about *about;  /* of each issue */
	size_t n;
};

/* What one piece says of which issue it belongs to. Its texts are copied. */
struct risk_piece {
	int64_t as_of;
	struct str version, source;
};

struct risk_pieces {
	struct cx *cx; /* for what is kept */
	struct map issues, sources, words, seen;
};

void risk_pieces_init(struct risk_pieces *p, struct cx *cx);
/* All pieces about issues come before the first entry. *ret_about is the caller's until risk_pieces_end. */
int risk_pieces_issue(struct risk_pieces *p, const struct risk_piece *of, int64_t told,
	struct risk_about **ret_about);
int risk_pieces_entry(struct risk_pieces *p, const struct risk_piece *of,
	const struct risk_entry *entry, struct risk_about **ret_about);
int risk_pieces_end(struct risk_pieces *p, struct risk_lists *ret);

const struct risk_about *risk_about(const struct risk_lists *l, const struct risk_issue *issue);

#endif
