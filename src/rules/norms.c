/* The table of norms. A change of a norm is a new row with its day, never an edit: what fell due under an
 * older row keeps its due time when the views are built again. */
#include "rules/norms.h"

#include <stddef.h>

#define HOUR (3600LL * 1000)
#define DAY (24 * HOUR)
#define BEIJING "北京 12345 市民服务热线：危及生命 2 小时，水电气热 24 小时，一般 7 日，疑难 15 日"
/* No published norm gives times for findings; these are what counties commonly set. */
#define COUNTY "县级通行做法（待本县正式规定）：立行立改 1 日，限期整改 3 日，挂牌督办 7 日"

/* Within one urgency or severity the latest comes last. */
static const struct norm answers[] = {
	{ URGENCY_LIFE, 0, 2 * HOUR, BEIJING },
	{ URGENCY_UTILITY, 0, 24 * HOUR, BEIJING },
	{ URGENCY_ORDINARY, 0, 7 * DAY, BEIJING },
	{ URGENCY_HARD, 0, 15 * DAY, BEIJING },
};

static const struct norm fixes[] = {
	{ SEVERITY_AT_ONCE, 0, 1 * DAY, COUNTY },
	{ SEVERITY_BY_DATE, 0, 3 * DAY, COUNTY },
	{ SEVERITY_SUPERVISED, 0, 7 * DAY, COUNTY },
};

/* A day before the first row is judged by the first. */
static const struct norm *in_force(const struct norm *all, size_t n, uint8_t of, int32_t day)
{
	const struct norm *found = NULL;

	for (size_t i = 0; i < n; i++)
		if (all[i].of == of && (!found || all[i].from <= day))
			found = &all[i];
	return found;
}

const struct norm *norm_answer(uint8_t urgency, int32_t day)
{
	if (urgency < URGENCY_LIFE || urgency > URGENCY_HARD)
		urgency = URGENCY_ORDINARY;
	return in_force(answers, sizeof(answers) / sizeof(answers[0]), urgency, day);
}

const struct norm *norm_fix(uint8_t severity, int32_t day)
{
	if (severity < SEVERITY_AT_ONCE || severity > SEVERITY_SUPERVISED)
		severity = SEVERITY_BY_DATE;
	return in_force(fixes, sizeof(fixes) / sizeof(fixes[0]), severity, day);
}
