/* The table of norms. A change of a norm is a new row with its day, never an edit: what fell due under an
 * older row keeps its due time when the views are built again. */
#include "rules/norms.h"

#include <stddef.h>

#define HOUR (3600LL * 1000)
#define DAY (24 * HOUR)
#define BEIJING "北京 12345 市民服务热线：危及生命 2 小时，水电气热 24 小时，一般 7 日，疑难 15 日"

/* Within one urgency the latest comes last. */
static const struct norm answers[] = {
	{ URGENCY_LIFE, 0, 2 * HOUR, BEIJING },
	{ URGENCY_UTILITY, 0, 24 * HOUR, BEIJING },
	{ URGENCY_ORDINARY, 0, 7 * DAY, BEIJING },
	{ URGENCY_HARD, 0, 15 * DAY, BEIJING },
};

const struct norm *norm_answer(uint8_t urgency, int32_t day)
{
	const struct norm *found = NULL;

	if (urgency < URGENCY_LIFE || urgency > URGENCY_HARD)
		urgency = URGENCY_ORDINARY;
	/* A day before the first row is judged by the first. */
	for (size_t i = 0; i < sizeof(answers) / sizeof(answers[0]); i++)
		if (answers[i].urgency == urgency && (!found || answers[i].from <= day))
			found = &answers[i];
	return found;
}
