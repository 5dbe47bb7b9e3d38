/* Norms: how long something may take, by the day it began. They change by the month, so they are dated rows with their
 * source, and a moment is judged by the row in force on its local day. Pure; no library. */
#ifndef RULES_NORMS_H
#define RULES_NORMS_H

#include <stdint.h>

/* How urgent a question or difficulty is; the codes are kept in acts. */
enum urgency { URGENCY_LIFE = 1, URGENCY_UTILITY, URGENCY_ORDINARY, URGENCY_HARD };

struct norm {
	uint8_t urgency;
	int32_t from; /* local day */
	int64_t ms;
	const char *source;
};

/* The norm for answering, in force on a day; of an unknown urgency that of an ordinary question. Never NULL. */
const struct norm *norm_answer(uint8_t urgency, int32_t day);

#endif
