/* Norms: how long something may take, by the day it began. They change by the month, so they are dated rows with their
 * source, and a moment is judged by the row in force on its local day. Pure; no library. */
#ifndef RULES_NORMS_H
#define RULES_NORMS_H

#include <stdint.h>

/* How urgent a question or difficulty is; the codes are kept in acts. */
enum urgency { URGENCY_LIFE = 1, URGENCY_UTILITY, URGENCY_ORDINARY, URGENCY_HARD };
/* How an inspection's finding has to be put right: on the spot, by a date, or under the county's eye. */
enum severity { SEVERITY_AT_ONCE = 1, SEVERITY_BY_DATE, SEVERITY_SUPERVISED };

struct norm {
	uint8_t of;   /* its urgency or severity */
	int32_t from; /* local day */
	int64_t ms;
	const char *source;
};

/* The norm for answering, in force on a day; of an unknown urgency that of an ordinary question. Never NULL. */
const struct norm *norm_answer(uint8_t urgency, int32_t day);
/* The norm for putting a finding right; of an unknown severity that of one with a date. Never NULL. */
const struct norm *norm_fix(uint8_t severity, int32_t day);

#endif
