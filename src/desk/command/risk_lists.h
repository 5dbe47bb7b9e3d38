/* The lists of risk areas as the records have them, and the journeys that people told of, judged by them.
 *
 * An issue is what records of one time and version list, an entry that stands twice in it once; where a record of the issue
 * itself says how many entries it has, both numbers are there to be compared. Whoever asks reads the lists, which are public;
 * journeys only of his areas. */
#ifndef DESK_COMMAND_RISK_LISTS_H
#define DESK_COMMAND_RISK_LISTS_H

#include "cover/cover.h"
#include "rules/risk.h"

struct risk_lists {
	struct risk_issue *issues; /* ascending by as_of; n */
	struct str *versions;      /* of each issue */
	int64_t *told;             /* how many entries it says to have; -1: nobody said */
	size_t n;
};

int risk_lists_read(struct cx *cx, const struct cover *c, struct risk_lists *ret);
/* The issue in force when a local day ends; NULL: none was yet. */
const struct risk_issue *risk_lists_on(const struct risk_lists *l, int32_t day);
struct str risk_lists_version(const struct risk_lists *l, const struct risk_issue *issue);
extern const struct choice risk_levels[]; /* names of enum risk_level */

/* A journey that touches a listed area and ended within the days of the norm before `on`. */
struct risk_match {
	struct uuid record;  /* the declaration, visit, screening or registration */
	struct uuid subject; /* whom or what door it is about; nil: nobody said */
	struct str kind, area;
	struct str name; /* masked; STR_NONE: none was told, or it is destroyed */
	int32_t day;     /* on which he was there last */
	struct risk_verdict verdict;
	bool followed; /* somebody has to ask how he is: an arrival's follow-up of the same subject, or its own */
	int64_t pos;
};

/* incident nil: of all that are no exercise; area "" = all that he sees. Needs keys: what is destroyed matches nothing. Those
 * nobody follows up first, then the riskier, then by area and position. */
int risk_matches(struct cx *cx, const struct cover *c, const struct risk_lists *lists,
	const struct uuid *incident, struct str area, int32_t on, struct risk_match **ret,
	size_t *ret_n);

#endif
