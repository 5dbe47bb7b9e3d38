/* The table of norms for shifts. A change is a new row with its day, never an edit. */
#include "rules/shift.h"

#include <stddef.h>

#define HOUR (3600LL * 1000)

/* The latest comes last. */
static const struct shift_norm norms[] = {
	{ 0, 12 * HOUR, "一线值守惯例：每班不超过 12 小时（无成文依据）" },
};

const struct shift_norm *shift_norm(int32_t day)
{
	const struct shift_norm *found = &norms[0];

	for (size_t i = 1; i < sizeof(norms) / sizeof(norms[0]); i++)
		if (norms[i].from <= day)
			found = &norms[i];
	return found;
}

bool shift_overlong(int64_t ms, int32_t day)
{
	return ms > shift_norm(day)->ms;
}
