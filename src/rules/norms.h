/* Norms: how long something may take, by the day it began. They change by the month, so they are dated rows with their
 * source, and a moment is judged by the row in force on its local day. Pure; no library. */
#ifndef RULES_NORMS_H
#define RULES_NORMS_H

#include <stdint.h>

/* How urgent a question or difficulty is; the codes are kept in acts. */
enum urgency { URGENCY_LIFE = 1, URGENCY_UTILITY, URGENCY_ORDINARY, URGENCY_HARD };
/* How an inspection's finding has to be put right: on the spot, by a date, or under the county's eye. */
enum severity { SEVERITY_AT_ONCE = 1, SEVERITY_BY_DATE, SEVERITY_SUPERVISED };
/* What follows from a case: its household is listed, its contacts are followed for so long after they last met, and whoever was
 * in an area at risk so long before is concerned. */
enum tracing { TRACE_HOUSEHOLD = 1, TRACE_CONTACT, TRACE_TRAVEL };

/* How somebody may be restricted; the codes are kept in acts. */
enum restriction { RESTRICT_RED = 1, RESTRICT_DOOR, RESTRICT_HOME, RESTRICT_CENTRAL };

struct norm {
	uint8_t of;   /* its urgency, severity, tracing, level of risk or restriction */
	int32_t from; /* local day */
	int64_t ms;
	const char *source;
};

/* The norm for answering, in force on a day; of an unknown urgency that of an ordinary question. Never NULL. */
const struct norm *norm_answer(uint8_t urgency, int32_t day);
/* The norm for putting a finding right; of an unknown severity that of one with a date. Never NULL. */
const struct norm *norm_fix(uint8_t severity, int32_t day);
/* The norm of tracing, in force on a day. Never NULL. */
const struct norm *norm_trace(enum tracing of, int32_t day);
/* The same by its number, 1 being the oldest: whoever holds a version can say what it said. NULL: there is none such. */
const struct norm *norm_trace_version(enum tracing of, int64_t version);
/* By when somebody who was in an area at risk (a level of rules/risk.h) is found and measures are taken; of an unknown level
 * that of the riskiest. Never NULL. */
const struct norm *norm_risk(uint8_t level, int32_t day);

/* For how long at the most somebody may be restricted in this way by one order, or by one that extends it; of an unknown way as of
 * the strictest. Never NULL. */
const struct norm *norm_restrict(uint8_t what, int32_t day);
/* By when whoever is restricted has been told why, and by when his appeal is decided. Never NULL. */
const struct norm *norm_served(int32_t day);
const struct norm *norm_appeal(int32_t day);

/* How long anyone may wait in a queue. Never NULL. */
const struct norm *norm_queue(int32_t day);

/* When symptoms that are told gather so that somebody has to look: of so many people in one area within so many days. */
struct norm_gather {
	int32_t from; /* local day */
	int people, days;
	int64_t ms; /* within which somebody looks */
	const char *source;
};
/* In force on a day. Never NULL. */
const struct norm_gather *norm_gather(int32_t day);

#endif
