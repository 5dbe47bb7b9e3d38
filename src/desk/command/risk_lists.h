/* The lists of risk areas as the records have them, and the journeys that people told of, judged by them.
 *
 * The records of an issue and of its entries are put together by rules/risk_list.h, as a phone does; where a record of the issue
 * itself says how many entries it has, both numbers are there to be compared. Whoever asks reads the lists, which are public;
 * journeys only of his areas. */
#ifndef DESK_COMMAND_RISK_LISTS_H
#define DESK_COMMAND_RISK_LISTS_H

#include "core/map.h"
#include "cover/cover.h"
#include "rules/risk_list.h"

int risk_lists_read(struct cx *cx, const struct cover *c, struct risk_lists *ret);
/* What is in force when a local day ends, of all sources, as one list. */
struct risk_day {
	struct risk_issue all;
	const struct risk_issue **of; /* whose each entry is */
};
int risk_lists_on(struct cx *cx, const struct risk_lists *l, int32_t day, struct risk_day *ret);
extern const struct choice risk_levels[]; /* names of enum risk_level */

/* A journey that touches a listed area and ended within the days of the norm before `on`. */
struct risk_match {
	struct uuid record;  /* the declaration, visit, screening or registration */
	struct uuid subject; /* whom or what door it is about; nil: nobody said */
	struct str kind, area;
	struct str name; /* masked; STR_NONE: none was told, or it is destroyed */
	int32_t day;     /* on which he was there last */
	int32_t told;    /* on which he said so */
	struct risk_verdict verdict;
	bool followed; /* somebody has to ask: an arrival's follow-up of the same subject, or its own; or the round `risk` */
	int64_t pos;
	struct str via; /* who handed the record in */
};

struct risk_ask {
	struct uuid incident; /* nil: all that are no exercise */
	struct str area;      /* "": all that he sees */
	/* For which day; RISK_EVER: within the days of the norm before each was told, whatever the day is now, and of a journey
	 * that is still to come also after. */
	int32_t on;
	struct map *
		destroyed; /* gets the ids of journeys that nobody can read any more, each with itself; NULL: not asked */
};
#define RISK_EVER INT32_MAX

/* Needs keys: what is destroyed matches nothing. Those nobody follows up first, then the riskier, then by area and position. */
int risk_matches(struct cx *cx, const struct cover *c, const struct risk_lists *lists,
	const struct risk_ask *ask, struct risk_match **ret, size_t *ret_n);

#endif
